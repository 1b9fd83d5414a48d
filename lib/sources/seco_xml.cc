// First the tables (programmes, places, the targets' numbers), then the targets. Each element of a
// target has a row in a table that says what becomes of it.

#include "lib/sources/seco_xml.h"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/free_text.h"
#include "lib/sources/list_file.h"
#include "lib/sources/list_record.h"
#include "lib/sources/report.h"
#include "lib/sources/seco_names.h"
#include "lib/sources/xml_reader.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "ch";

XmlShape Shape(const FileGroup& group, LoadReport& report) {
  return {.root = "swiss-sanctions-list",
          .containers = {},
          .records = {"sanctions-program", "target", "place"},
          .on_unknown = UnknownLayout(group, report),
          .attributes = {"calendar",
                         "code",
                         "day",
                         "document-type",
                         "effective-date",
                         "enactment-date",
                         "iso-code",
                         "lang",
                         "main",
                         "modification-type",
                         "month",
                         "name-part-type",
                         "name-type",
                         "object-type",
                         "order",
                         "place-id",
                         "publication-date",
                         "quality",
                         "relation-type",
                         "script",
                         "sex",
                         "spelling-variant-type",
                         "ssid",
                         "target-id",
                         "version-date",
                         "year"},
          .on_attribute = UnknownAttribute(report)};
}

std::string IdOf(std::string_view ssid) { return absl::StrCat(ToAbsl(kKey), ":", ToAbsl(ssid)); }

// A set of sanctions of a programme ("Financial measures, annex 2").
struct SanctionsSet {
  std::string programme;
  std::string title;
  std::string basis;
};

struct Place {
  std::string location;
  std::string area;
  std::string country;  // code, else name
};

// What the file says outside of its targets.
struct Tables {
  std::map<std::string, SanctionsSet, std::less<>> sets;
  std::map<std::string, Place, std::less<>> places;
  std::set<std::string, std::less<>> targets;
};

// The child of that name in English, else the first in any language.
std::string InEnglish(const XmlElement& element, std::string_view name) {
  const XmlElement* any = nullptr;
  for (const XmlElement& child : element.children) {
    if (child.name != name) continue;
    if (child.Attribute("lang") == "eng") return TidyText(child.text);
    if (any == nullptr) any = &child;
  }
  return any == nullptr ? std::string() : TidyText(any->text);
}

// A programme may come several times, once with each of its sets.
void AddProgramme(const XmlElement& element, Tables& tables) {
  const std::string name = InEnglish(element, "program-name");
  std::string key = InEnglish(element, "program-key");
  if (key.empty()) key = name;
  std::string basis = name;
  const std::string origin = InEnglish(element, "origin");
  if (!origin.empty()) absl::StrAppend(&basis, basis.empty() ? "" : "; ", "origin: ", origin);
  for (const XmlElement& child : element.children) {
    if (child.name != "sanctions-set") continue;
    const auto [known, is_new] = tables.sets.try_emplace(
        std::string(child.Attribute("ssid")), SanctionsSet{key, TidyText(child.text), basis});
    if (!is_new && child.Attribute("lang") == "eng") known->second.title = TidyText(child.text);
  }
}

std::string CountryOf(const XmlElement& element) {
  const XmlElement* const country = element.Child("country");
  if (country == nullptr) return {};
  const std::string_view code = country->Attribute("iso-code");
  return code.empty() ? TidyText(country->text) : LowerAscii(code);
}

void AddPlace(const XmlElement& element, Tables& tables) {
  Place place{.country = CountryOf(element)};
  for (const XmlElement& child : element.children) {
    const std::string text = TidyText(child.text);
    if (child.name == "location" && place.location.empty()) place.location = text;
    if (child.name == "area" && place.area.empty()) place.area = text;
  }
  tables.places[std::string(element.Attribute("ssid"))] = std::move(place);
}

absl::StatusOr<Tables> ReadTables(const FileGroup& group) {
  Tables tables;
  LoadReport scratch;  // The second reading reports.
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input,
                           OpenListFile(group.files[0].path));
  LYNCEUS_RETURN_IF_ERROR(ReadXml(
      *input, Shape(group, scratch), [](const XmlElement&) { return absl::OkStatus(); },
      [&tables](const XmlElement& element) {
        if (element.name == "sanctions-program") AddProgramme(element, tables);
        if (element.name == "place") AddPlace(element, tables);
        if (element.name == "target") tables.targets.emplace(element.Attribute("ssid"));
        return absl::OkStatus();
      }));
  return tables;
}

int NumberOf(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

// "How the file says a date": day, month and year, or a range of years, of the Gregorian calendar.
std::optional<PartialDate> DateOf(const XmlElement& element) {
  const std::string_view calendar = element.Attribute("calendar");
  if (!calendar.empty() && LowerAscii(calendar) != "gregorian") return std::nullopt;
  const int year = NumberOf(element.Attribute("year"));
  const int month = NumberOf(element.Attribute("month"));
  const int day = NumberOf(element.Attribute("day"));
  std::optional<PartialDate> date;
  if (year == 0) {
    date = PartialDate::OfYears(NumberOf(element.Attribute("year-from")),
                                NumberOf(element.Attribute("year-to")));
  } else if (month == 0) {
    date = PartialDate::OfYear(year);
  } else if (day == 0) {
    date = PartialDate::OfMonth(year, month);
  } else if (const auto civil = Date::FromCivil(year, month, day)) {
    date = PartialDate::OfDay(*civil);
  }
  if (date && element.Attribute("quality") == "low") date->circa = true;
  return date;
}

// All attributes of an element, for a fragment that names it.
std::string Described(const XmlElement& element) {
  std::string text = element.name;
  for (const auto& [name, value] : element.attributes) {
    absl::StrAppend(&text, " ", name, "=", value);
  }
  if (!element.text.empty()) absl::StrAppend(&text, ": ", TidyText(element.text));
  return text;
}

// A target while it is read.
struct Target {
  const Tables& tables;
  ListRecord record;
  std::vector<std::string> sets;
  bool is_main = true;  // of the identity that is read

  Entity& entity() { return record.entity; }
};

// A place by its number; null, and a fragment, where the file has none of it.
const Place* PlaceOf(const XmlElement& element, Target& target) {
  const std::string_view id = element.Attribute("place-id");
  if (id.empty()) return nullptr;
  const auto found = target.tables.places.find(id);
  if (found != target.tables.places.end()) return &found->second;
  AddFragment(target.record,
              absl::StrCat(element.name, ": place ", ToAbsl(id), " is not in the file"));
  return nullptr;
}

void AddSecoAddress(const XmlElement& element, Target& target) {
  std::vector<std::string> parts;
  for (const char* const name : {"c-o", "address-details", "p-o-box", "zip-code"}) {
    std::string text = TidyText(element.TextOf(name));
    if (!text.empty() && std::string_view(name) == "c-o") text = "c/o " + text;
    if (!text.empty() && std::string_view(name) == "p-o-box") text = "P.O. Box " + text;
    parts.push_back(std::move(text));
  }
  std::string country;
  if (const Place* const place = PlaceOf(element, target)) {
    parts.insert(parts.end(), {place->location, place->area});
    country = place->country;
  }
  AddAddress(target.entity(), parts, country);
  for (const XmlElement& child : element.children) {
    static constexpr std::string_view kKnown[] = {"c-o", "address-details", "p-o-box", "zip-code"};
    if (std::ranges::find(kKnown, child.name) != std::end(kKnown)) continue;
    if (child.name == "remark") {
      AddProperty(target.entity(), "notes", "address: " + TidyText(child.text));
    } else {
      AddFragment(target.record, absl::StrCat("address/", Described(child)));
    }
  }
}

void AddBirthPlace(const XmlElement& element, Target& target) {
  const Place* const place = PlaceOf(element, target);
  if (place == nullptr) return;
  std::vector<std::string> parts;
  for (const std::string& part : {place->location, place->area, place->country}) {
    if (!part.empty()) parts.push_back(part);
  }
  AddProperty(target.entity(), "birthPlace", Join(parts, ", "));
  AddCountry(target.entity(), "birthCountry", place->country);
}

void AddDate(const XmlElement& element, Target& target) {
  const auto date = DateOf(element);
  if (!date) return AddFragment(target.record, Described(element));
  if (target.entity().schema == Schema::kPerson) {
    AddBirthDate(target.entity(), *date);
  } else {
    AddFoundedDate(target.entity(), *date);
  }
}

void AddDocument(const XmlElement& element, Target& target) {
  const std::string type(element.Attribute("document-type"));
  const std::string lower = LowerAscii(type);
  std::string property = "idNumber";
  if (lower.find("passport") != std::string::npos) property = "passportNumber";
  if (lower.find("tax") != std::string::npos) property = "taxNumber";
  if (lower.find("registration") != std::string::npos) property = "registrationNumber";
  std::string issuer;
  std::string rest;
  for (const XmlElement& child : element.children) {
    if (child.name == "number") continue;
    if (child.name == "issuer") {
      issuer = child.Attribute("code").empty() ? TidyText(child.text)
                                               : LowerAscii(child.Attribute("code"));
      continue;
    }
    absl::StrAppend(&rest, rest.empty() ? "" : "; ", Described(child));
  }
  const std::string number = TidyText(element.TextOf("number"));
  if (number.empty()) return AddFragment(target.record, Described(element) + " " + rest);
  AddIdentifier(target.entity(), property, number, issuer);
  if (!rest.empty())
    AddProperty(target.entity(), "notes", absl::StrCat(type, " ", number, ": ", rest));
}

void AddNationality(const XmlElement& element, Target& target) {
  AddCountry(target.entity(), target.entity().schema == Schema::kPerson ? "nationality" : "country",
             CountryOf(element));
}

// "Registration number: 100534485" and the like; all of it is kept as notes where it is no number.
void AddOtherInformation(const XmlElement& element, Target& target) {
  struct Label {
    const char* pattern;
    std::string_view property;
    bool is_identifier;
  };
  static constexpr Label kLabels[] = {
      {R"((?i)IMO(?: number)?[:. ]+([0-9]{7}))", "imoNumber", true},
      {R"((?i)(?:business |company )?registration (?:number|no\.?)[: ]+([0-9A-Z][0-9A-Z.\-/ ]*))",
       "registrationNumber", true},
      {R"((?i)tax (?:id|identification|registration)?\s*(?:number|no\.?)?[: ]+([0-9A-Z][0-9A-Z.\-/ ]*))",
       "taxNumber", true},
      {R"((?i)(?:swift(?:/bic)?|bic)(?: code)?[: ]+([A-Z0-9]{8}|[A-Z0-9]{11}))", "swiftBic", true},
      {R"((?i)INN[: ]+([0-9]{10,12}))", "innCode", true},
      {R"((?i)OGRN[: ]+([0-9]{13,15}))", "ogrnCode", true},
      {R"((?i)(?:tele)?phone(?: number)?[: ]+(.+))", "phone", false},
      {R"((?i)(?:website|web|internet)[: ]+(.+))", "website", false},
      {R"((?i)e-?mail(?: address)?[: ]+(.+))", "email", false},
  };
  const std::string text = TidyText(element.text);
  for (const Label& label : kLabels) {
    std::string value;
    if (!RE2::FullMatch(text, label.pattern, &value)) continue;
    if (label.is_identifier) return AddIdentifier(target.entity(), label.property, value);
    return AddProperty(target.entity(), label.property, value);
  }
  AddProperty(target.entity(), "notes", text);
}

// Another publisher's number for the same party.
void AddForeignIdentifier(const XmlElement& element, Target& target) {
  static const RE2 kUn(R"((?i)(?:UN(?:SC)?[: ]+)?([A-Z]{2}[ie]\.\d{3}))");
  static const RE2 kEu(R"((?i)(?:EU[: ]+)?(EU\.\d+\.\d+))");
  const std::string text = TidyText(element.text);
  std::string id;
  if (RE2::FullMatch(text, kUn, &id)) {
    AddReferent(target.entity(), "un:" + id);
  } else if (RE2::FullMatch(text, kEu, &id)) {
    AddReferent(target.entity(), "eu:" + id);
  } else {
    AddFragment(target.record, "foreign-identifier: " + text);
  }
}

InterestKind KindOfRelation(std::string_view type) {
  struct Word {
    std::string_view word;
    InterestKind kind;
  };
  static constexpr Word kWords[] = {
      {"family", InterestKind::kFamily},   {"relative", InterestKind::kFamily},
      {"control", InterestKind::kControl}, {"own", InterestKind::kOwnershipOther},
      {"behalf", InterestKind::kActsFor},  {"acting", InterestKind::kActsFor}};
  const std::string lower = LowerAscii(type);
  for (const auto& [word, kind] : kWords) {
    if (lower.find(word) != std::string::npos) return kind;
  }
  return InterestKind::kLinked;
}

// The party that the relation names is its interested side: "this one is related to that one".
void AddRelation(const XmlElement& element, Target& target) {
  const std::string_view other = element.Attribute("target-id");
  const std::string role(element.Attribute("relation-type"));
  const std::string note = TidyText(element.TextOf("remark"));
  if (!note.empty()) AddProperty(target.entity(), "notes", absl::StrCat("relation: ", note));
  if (other.empty() || !target.tables.targets.contains(other)) {
    AddProperty(target.entity(), "relatedTo", absl::StrCat(role, " ", IdOf(other)));
    AddFragment(target.record,
                absl::StrCat("relation: target ", ToAbsl(other), " is not in the file"));
    return;
  }
  target.record.interests.push_back(
      {.id = absl::StrCat(target.entity().id, "/", role, "/", ToAbsl(other), "/",
                          ToAbsl(element.Attribute("ssid"))),
       .owner_id = IdOf(other),
       .subject_id = target.entity().id,
       .kind = KindOfRelation(role),
       .role = role,
       .provenance = {.source = std::string(kKey), .place = absl::StrCat("line ", element.line)}});
}

void AddIdentity(const XmlElement& identity, Target& target);

void AddNotes(const XmlElement& element, Target& target) {
  AddProperty(target.entity(), "notes", TidyText(element.text));
}

struct Row {
  std::string_view name;
  void (*add)(const XmlElement&, Target&);
};

// Children of <individual>, <entity>, <object>.
constexpr Row kPartyRows[] = {
    {"identity", &AddIdentity},
    {"justification", &AddNotes},
    {"other-information", &AddOtherInformation},
    {"relation", &AddRelation},
};

// Children of <identity>.
constexpr Row kIdentityRows[] = {
    {"name", [](const XmlElement& element,
                Target& target) { AddSecoName(element, target.is_main, target.record); }},
    {"nationality", &AddNationality},
    {"country",
     [](const XmlElement& element, Target& target) {
       const std::string_view code = element.Attribute("iso-code");
       AddCountry(target.entity(), "country",
                  code.empty() ? TidyText(element.text) : std::string(code));
     }},
    {"day-month-year", &AddDate},
    {"place-of-birth", &AddBirthPlace},
    {"address", &AddSecoAddress},
    {"identification-document", &AddDocument},
};

void AddChildren(const XmlElement& element, std::span<const Row> rows, Target& target) {
  for (const XmlElement& child : element.children) {
    const auto row = std::ranges::find(rows, child.name, &Row::name);
    if (row != rows.end()) {
      row->add(child, target);
    } else {
      AddFragment(target.record, Described(child));
    }
  }
}

void AddIdentity(const XmlElement& identity, Target& target) {
  target.is_main = identity.Attribute("main") != "false";
  AddChildren(identity, kIdentityRows, target);
}

void AddParty(const XmlElement& element, Target& target) {
  Entity& entity = target.entity();
  const std::string type = LowerAscii(element.Attribute("object-type"));
  if (element.name == "individual") {
    entity.schema = Schema::kPerson;
  } else if (element.name == "entity") {
    entity.schema = Schema::kOrganization;
  } else if (type.find("vessel") != std::string::npos || type.find("ship") != std::string::npos) {
    entity.schema = Schema::kVessel;
  } else if (type.find("aircraft") != std::string::npos) {
    entity.schema = Schema::kAirplane;
  } else {
    entity.schema = Schema::kAsset;
    AddProperty(entity, "type", type);
    AddFragment(target.record, "object-type: " + type);
  }
  AddProperty(entity, "gender", element.Attribute("sex"));
  AddChildren(element, kPartyRows, target);
}

struct Period {
  std::optional<Date> from;
  std::optional<Date> end;
};

// When the target was listed, by its modifications.
Period PeriodOf(const XmlElement& element, Target& target) {
  struct Event {
    std::optional<Date> day;
    bool listed = false;
  };
  std::vector<Event> events;
  for (const XmlElement& child : element.children) {
    if (child.name != "modification") continue;
    const std::string_view type = child.Attribute("modification-type");
    if (type != "listed" && type != "de-listed") {
      if (type != "amended")
        AddFragment(target.record, absl::StrCat("modification: ", ToAbsl(type)));
      continue;
    }
    Event event{.listed = type == "listed"};
    for (const char* const name : {"effective-date", "publication-date", "enactment-date"}) {
      const std::string_view text = child.Attribute(name);
      const auto day = Date::ParseIso(text);
      if (!event.day && day.ok()) event.day = *day;
      if (!text.empty() && !day.ok()) {
        AddFragment(target.record, absl::StrCat("modification: ", name, " ", ToAbsl(text)));
      }
    }
    if (!event.listed && !event.day) {
      // Rather in force than not.
      AddFragment(target.record, "modification: de-listed on a day that is not said");
      continue;
    }
    events.push_back(event);
  }
  // The publisher prints the newest first; a listing without a date is the original one. On one day
  // what is listed anew was de-listed before.
  std::ranges::stable_sort(events, {}, [](const Event& event) {
    return std::pair(event.day.value_or(Date::FromDays(INT32_MIN)), event.listed);
  });
  Period period;
  for (const Event& event : events) {
    if (!event.listed) {
      period.end = event.day;
    } else if (period.end || !period.from) {
      period = {.from = event.day};
    }
  }
  return period;
}

void AddDesignations(const XmlElement& element, Target& target) {
  const Period period = PeriodOf(element, target);
  std::vector<Designation>& designations = target.record.designations;
  if (target.sets.empty()) AddFragment(target.record, "the target names no sanctions-set-id");
  for (const std::string& id : target.sets) {
    const auto known = target.tables.sets.find(id);
    SanctionsSet set{.programme = absl::StrCat("sanctions-set ", id)};
    if (known != target.tables.sets.end()) set = known->second;
    auto same = std::ranges::find(designations, set.programme, &Designation::programme);
    if (same == designations.end()) {
      Designation designation{.programme = set.programme, .legal_basis = set.basis};
      designation.date = period.from;
      designation.end_date = period.end;
      same = designations.insert(designations.end(), std::move(designation));
    }
    if (!set.title.empty()) same->measures.push_back(set.title);
  }
}

class Loader {
 public:
  Loader(Tables tables, RecordSink& sink, LoadReport& report)
      : tables_(std::move(tables)), emitter_(sink, report), report_(report) {}

  absl::Status Run(const FileGroup& group) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input,
                             OpenListFile(group.files[0].path));
    LYNCEUS_RETURN_IF_ERROR(ReadXml(
        *input, Shape(group, report_), [this](const XmlElement& root) { return AddRoot(root); },
        [this](const XmlElement& element) {
          return element.name == "target" ? AddTarget(element) : absl::OkStatus();
        }));
    if (report_.records_read > 0) return absl::OkStatus();
    return InvalidError({.subject = input->name(),
                         .cause = "the list has no target",
                         .remedy = "get the file again"});
  }

 private:
  absl::Status AddRoot(const XmlElement& root) {
    const std::string_view stated = root.Attribute("date");
    const auto date = Date::ParseIso(stated);
    if (date.ok()) {
      report_.source.list_date = *date;
    } else {
      AddWarning(report_, absl::StrCat("the date \"", ToAbsl(stated.substr(0, 40)),
                                       "\" is no date; the list's date is not known"));
    }
    const std::string_view type = root.Attribute("list-type");
    if (type != "whole-list") {
      AddWarning(report_, absl::StrCat("the list is of the type \"", ToAbsl(type.substr(0, 40)),
                                       "\": it does not hold the whole list"));
    }
    return absl::OkStatus();
  }

  absl::Status AddTarget(const XmlElement& element) {
    ++report_.records_read;
    const std::string_view ssid = element.Attribute("ssid");
    if (ssid.empty()) {
      return InvalidError({.cause = "a <target> has no ssid", .remedy = "get the file again"});
    }
    Target target{.tables = tables_};
    target.entity().id = IdOf(ssid);
    target.entity().provenance = {.source = std::string(kKey),
                                  .place = absl::StrCat("line ", element.line)};
    for (const XmlElement& child : element.children) {
      if (child.name == "sanctions-set-id") {
        target.sets.push_back(TidyText(child.text));
      } else if (child.name == "foreign-identifier") {
        AddForeignIdentifier(child, target);
      } else if (child.name == "individual" || child.name == "entity" || child.name == "object") {
        AddParty(child, target);
      } else if (child.name != "modification") {
        AddFragment(target.record, Described(child));
      }
    }
    AddDesignations(element, target);
    return emitter_.Add(std::move(target.record));
  }

  const Tables tables_;
  ListEmitter emitter_;
  LoadReport& report_;
};

}  // namespace

absl::StatusOr<LoadReport> LoadSecoXml(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(
      LoadReport report,
      BeginReport(group, {.key = std::string(kKey),
                          .publisher = "Switzerland, State Secretariat for Economic Affairs",
                          .authority = "CH",
                          .list = "SECO"}));
  LYNCEUS_ASSIGN_OR_RETURN(Tables tables, ReadTables(group));
  LYNCEUS_RETURN_IF_ERROR(Loader(std::move(tables), sink, report).Run(group));
  return report;
}

}  // namespace lynceus::sources
