#include "lib/sources/list_record.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/report.h"

namespace lynceus::sources {
namespace {

template <typename T>
void AddOnce(std::vector<T>& values, T value) {
  if (std::ranges::find(values, value) == values.end()) values.push_back(std::move(value));
}

}  // namespace

void AddName(Entity& entity, std::string_view text, NameKind kind, std::string_view script) {
  text = TrimAscii(text);
  if (text.empty()) return;
  AddOnce(entity.names,
          Name{.text = std::string(text), .kind = kind, .script = std::string(script)});
}

void AddProperty(Entity& entity, std::string_view name, std::string_view value) {
  value = TrimAscii(value);
  if (value.empty()) return;
  AddOnce(entity.properties, Property{.name = std::string(name), .value = std::string(value)});
}

void AddIdentifier(Entity& entity, std::string_view type, std::string_view value,
                   std::string_view country_word) {
  value = TrimAscii(value);
  if (value.empty()) return;
  Identifier identifier{.type = std::string(type), .value = std::string(value), .country = {}};
  if (!IsNoCountry(country_word)) identifier.country = CountryCodeOrWord(country_word);
  AddOnce(entity.identifiers, std::move(identifier));
}

void AddBirthDate(Entity& entity, const PartialDate& date) { AddOnce(entity.birth_dates, date); }

void AddFoundedDate(Entity& entity, const PartialDate& date) {
  AddOnce(entity.founded_dates, date);
}

void AddReferent(Entity& entity, std::string id) {
  if (!id.empty()) AddOnce(entity.referents, std::move(id));
}

void AddCountry(Entity& entity, std::string_view property, std::string_view word) {
  if (IsNoCountry(word)) return;
  AddOnce(entity.countries,
          CountryFact{.property = std::string(property), .code = CountryCodeOrWord(word)});
}

void AddAddress(Entity& entity, const std::vector<std::string>& parts, std::string_view country) {
  Address address;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!address.full.empty()) address.full += ", ";
    address.full += part;
  }
  if (!IsNoCountry(country)) {
    address.country = CountryCodeOrWord(country);
    if (!address.full.empty()) address.full += ", ";
    address.full += TrimAscii(country);
    AddCountry(entity, "country", country);
  }
  if (!address.full.empty()) AddOnce(entity.addresses, std::move(address));
}

void AddFragment(ListRecord& record, std::string text) {
  AddProperty(record.entity, "notes", text);
  record.fragments.push_back(std::move(text));
}

void KeepInForce(Designation& designation, ListRecord& record) {
  if (!designation.date || !designation.end_date || *designation.end_date > *designation.date) {
    return;
  }
  const Date last = Date::FromDays(designation.end_date->days() - 1);
  AddFragment(record, absl::StrCat("from ", designation.date->ToString(), " to ", last.ToString()));
  designation.end_date.reset();
}

std::string OneLine(std::string_view text) {
  std::string line;
  for (const char c : TrimAscii(text)) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space) {
      line += c;
    } else if (!line.ends_with(' ')) {
      line += ' ';
    }
  }
  return line;
}

absl::StatusOr<LoadReport> BeginReport(const FileGroup& group, SourceInfo source) {
  LoadReport report{.source = std::move(source)};
  report.source.format = group.kind;
  for (const InputFile& file : group.files) {
    LYNCEUS_RETURN_IF_ERROR(AddFile(file.path, report.source));
  }
  return report;
}

std::function<absl::Status(const XmlElement&)> UnknownLayout(const FileGroup& group,
                                                             LoadReport& report) {
  if (!group.allow_unknown_layout) return {};
  return [&report](const XmlElement& element) {
    report.allowed.push_back(absl::StrCat("line ", element.line, ": <", element.name.substr(0, 64),
                                          "> is not known and was not read; allowed (layout)"));
    return absl::OkStatus();
  };
}

std::function<void(std::string_view)> UnknownAttribute(LoadReport& report) {
  return [&report](std::string_view attribute) {
    AddWarning(report, absl::StrCat("the attribute <", ToAbsl(attribute),
                                    "> is not known and was not read"));
  };
}

absl::Status UnknownColumn(const FileGroup& group, std::string_view column, LoadReport& report) {
  const std::string shown(CutUtf8(column, 64));
  if (group.allow_unknown_layout) {
    report.allowed.push_back(
        absl::StrCat("the column \"", shown, "\" is not known and was not read; allowed (layout)"));
    return absl::OkStatus();
  }
  return InvalidError({.subject = group.files[0].path,
                       .place = "header",
                       .cause = absl::StrCat("the column \"", shown, "\" is not known"),
                       .remedy = "this is another format, or a newer form of it; --allow layout "
                                 "loads it without that part"});
}

absl::Status ListEmitter::Add(ListRecord record) {
  const Entity& entity = record.entity;
  const bool has_primary = std::ranges::any_of(
      entity.names, [](const Name& name) { return name.kind == NameKind::kPrimary; });
  // The rows of a party that stand apart have its primary name once.
  if (!has_primary && !Has(entity.id)) {
    AddWarning(report_, absl::StrCat(entity.provenance.place, ": ", entity.id, " has no ",
                                     entity.names.empty() ? "" : "primary ", "name"));
  }
  if (const auto known = places_.find(entity.id); known != places_.end()) {
    AddWarning(report_,
               absl::StrCat(entity.provenance.place, ": ", entity.id, " was there before (",
                            known->second, "); what both say is kept"));
  }
  return AddPart(std::move(record));
}

absl::Status ListEmitter::AddPart(ListRecord record) {
  const Entity& entity = record.entity;
  if (entity.id.empty() || entity.id.ends_with(':')) {
    return InvalidError({.subject = report_.source.key,
                         .place = entity.provenance.place,
                         .cause = "a record has no id",
                         .remedy = "get the file again"});
  }
  const bool is_new = places_.emplace(entity.id, entity.provenance.place).second;
  CountEntity(entity, report_);
  if (!is_new) --report_.entities;
  return Give(std::move(record));
}

absl::Status ListEmitter::Give(ListRecord record) {
  const Entity& entity = record.entity;
  for (Designation& designation : record.designations) {
    designation.entity_id = entity.id;
    designation.provenance = entity.provenance;
    if (designation.authority.empty()) designation.authority = report_.source.authority;
    if (designation.list.empty()) designation.list = report_.source.list;
    ++report_.designations;
    LYNCEUS_RETURN_IF_ERROR(sink_.AddDesignation(std::move(designation)));
  }
  for (Interest& interest : record.interests) {
    LYNCEUS_RETURN_IF_ERROR(AddInterest(std::move(interest)));
  }
  for (std::string& text : record.fragments) {
    ++report_.fragments_unparsed;
    LYNCEUS_RETURN_IF_ERROR(sink_.AddFragment(
        {.entity_id = entity.id, .text = std::move(text), .provenance = entity.provenance}));
  }
  return sink_.AddEntity(std::move(record.entity));
}

absl::Status ListEmitter::AddInterest(Interest interest) {
  ++report_.interests;
  return sink_.AddInterest(std::move(interest));
}

}  // namespace lynceus::sources
