// From OFAC's record to entity, designations and links. Links wait for the end, since a record may
// name a later one; only their names are held, not the records.

#include "lib/sources/ofac_record.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/report.h"

namespace lynceus::sources {
namespace {

constexpr std::array<std::string_view, 3> kConsProgrammes = {"NS-PLC", "CMIC-EO13959",
                                                             "561-Related"};
constexpr std::array<std::string_view, 4> kConsPhrases = {
    "Directive Determination", "Directive Information", "Listing Date (EO ", "Listing Date (CMIC"};

template <typename T>
void AddOnce(std::vector<T>& values, T value) {
  if (std::ranges::find(values, value) == values.end()) values.push_back(std::move(value));
}

}  // namespace

std::string_view OfacSourceKey(OfacList list) {
  return list == OfacList::kSdn ? "ofac-sdn" : "ofac-cons";
}

void OfacListSigns::Add(const std::vector<std::string>& programmes, std::string_view remarks) {
  ++records_;
  const bool programme = std::ranges::any_of(programmes, [](const std::string& code) {
    return std::ranges::find(kConsProgrammes, code) != kConsProgrammes.end();
  });
  const bool phrase = std::ranges::any_of(kConsPhrases, [remarks](std::string_view words) {
    return remarks.find(words) != std::string_view::npos;
  });
  if (programme || phrase) ++cons_;
}

std::vector<std::string> SplitProgrammes(std::string_view text) {
  std::vector<std::string> programmes;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find("] [", begin), text.size());
    std::string_view code = TrimAscii(text.substr(begin, end - begin));
    if (code.starts_with("[")) code.remove_prefix(1);
    if (code.ends_with("]")) code.remove_suffix(1);
    if (!code.empty()) AddOnce(programmes, std::string(code));
    begin = end + 3;
  }
  return programmes;
}

Schema OfacSchema(std::string_view type) {
  if (type == "individual") return Schema::kPerson;
  if (type == "vessel") return Schema::kVessel;
  if (type == "aircraft") return Schema::kAirplane;
  return Schema::kOrganization;
}

bool IsOfacType(std::string_view type) {
  return type == "entity" || OfacSchema(type) != Schema::kOrganization;
}

SourceInfo OfacSourceInfo(OfacList list, std::string_view format) {
  return {.key = std::string(OfacSourceKey(list)),
          .format = std::string(format),
          .publisher = "US Treasury, Office of Foreign Assets Control",
          .authority = "US-OFAC",
          .list = list == OfacList::kSdn ? "SDN" : "CONS"};
}

OfacEmitter::OfacEmitter(OfacList list, RecordSink& sink, LoadReport& report)
    : list_(list), key_(OfacSourceKey(list)), sink_(sink), report_(report) {}

std::string OfacEmitter::Id(std::string_view number) const {
  return absl::StrCat(key_, ":", ToAbsl(number));
}

void OfacEmitter::Warn(std::string warning) { AddWarning(report_, std::move(warning)); }

absl::Status OfacEmitter::Add(OfacRecord record) {
  ++report_.records_read;
  Entity& entity = record.entity;
  entity.id = Id(record.number);
  entity.schema = OfacSchema(record.type);
  entity.provenance = {.source = key_, .place = record.place};
  // OFAC numbers the parties of both lists in one series: a party on both has one number.
  if (list_ == OfacList::kCons) {
    entity.referents.push_back(
        absl::StrCat(ToAbsl(OfacSourceKey(OfacList::kSdn)), ":", record.number));
  }
  const bool has_primary = std::ranges::any_of(
      entity.names, [](const Name& name) { return name.kind == NameKind::kPrimary; });
  if (!has_primary) {
    Warn(absl::StrCat(record.place, ": ", entity.id, " has no ",
                      entity.names.empty() ? "" : "primary ", "name"));
  }
  if (record.programmes.empty()) {
    Warn(absl::StrCat(record.place, ": ", entity.id, " has no programme"));
    record.programmes.emplace_back();  // it is on the list all the same
  }
  for (const Name& name : entity.names) {
    if (name.kind != NameKind::kPrimary) continue;
    numbers_by_name_[LowerAscii(name.text)].insert(record.number);
  }
  const auto [first, is_new] = places_.emplace(record.number, record.place);
  if (!is_new) {
    Warn(absl::StrCat(record.place, ": number ", record.number, " was there before (",
                      first->second, "); what both say is kept"));
  }
  for (const std::string& name : record.linked_to) {
    links_.push_back(
        {.subject = record.number, .name = name, .place = record.place, .schema = entity.schema});
  }
  LYNCEUS_RETURN_IF_ERROR(AddDesignations(record));
  LYNCEUS_RETURN_IF_ERROR(AddFragments(record));
  CountEntity(entity, report_);
  if (!is_new) --report_.entities;
  return sink_.AddEntity(std::move(entity));
}

absl::Status OfacEmitter::AddDesignations(const OfacRecord& record) {
  for (const std::string& programme : record.programmes) {
    Designation designation{.entity_id = record.entity.id,
                            .authority = "US-OFAC",
                            .list = list_ == OfacList::kSdn ? "SDN" : "CONS",
                            .programme = programme,
                            .provenance = record.entity.provenance};
    if (list_ == OfacList::kCons) designation.measures = record.measures;
    LYNCEUS_RETURN_IF_ERROR(sink_.AddDesignation(std::move(designation)));
    ++report_.designations;
  }
  return absl::OkStatus();
}

absl::Status OfacEmitter::AddFragments(const OfacRecord& record) {
  for (const std::string& text : record.fragments) {
    LYNCEUS_RETURN_IF_ERROR(sink_.AddFragment(
        {.entity_id = record.entity.id, .text = text, .provenance = record.entity.provenance}));
    ++report_.fragments_unparsed;
  }
  return absl::OkStatus();
}

const std::set<std::string>* OfacEmitter::Named(std::string_view name) const {
  const std::string lower = LowerAscii(TrimAscii(name));
  auto found = numbers_by_name_.find(lower);
  // The last remark's full stop may be its own or the name's ("... CO." for "... CO.").
  if (found == numbers_by_name_.end()) found = numbers_by_name_.find(lower + ".");
  return found == numbers_by_name_.end() ? nullptr : &found->second;
}

absl::Status OfacEmitter::Finish() {
  for (const Link& link : links_) LYNCEUS_RETURN_IF_ERROR(AddLink(link));
  links_.clear();
  return absl::OkStatus();
}

absl::Status OfacEmitter::AddLink(const Link& link) {
  const std::set<std::string>* const numbers = Named(link.name);
  if (numbers == nullptr) return KeepUnresolved(link, "no record of the file has that name");
  if (numbers->size() > 1) {
    return KeepUnresolved(link,
                          absl::StrCat(numbers->size(), " records of the file have that name"));
  }
  const std::string& owner = *numbers->begin();
  if (owner == link.subject) return KeepUnresolved(link, "it names the record itself");
  ++report_.interests;
  return sink_.AddInterest({.id = absl::StrCat(Id(link.subject), "/linked-to/", owner),
                            .owner_id = Id(owner),
                            .subject_id = Id(link.subject),
                            .kind = InterestKind::kLinked,
                            .role = "Linked To",
                            .provenance = {.source = key_, .place = link.place}});
}

absl::Status OfacEmitter::KeepUnresolved(const Link& link, std::string_view why) {
  Warn(absl::StrCat(link.place, ": ", Id(link.subject), " is linked to \"", link.name, "\", but ",
                    ToAbsl(why), "; kept as its property linkedTo"));
  Entity part{.id = Id(link.subject),
              .schema = link.schema,
              .provenance = {.source = key_, .place = link.place}};
  AddProperty(part, "linkedTo", link.name);
  return sink_.AddEntity(std::move(part));
}

}  // namespace lynceus::sources
