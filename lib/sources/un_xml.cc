// Each field of a record has a row in one table that says what becomes of it; whatever has no row
// becomes a fragment. Links wait for the end, since comments may name a later record.

#include "lib/sources/un_xml.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/list_file.h"
#include "lib/sources/list_record.h"
#include "lib/sources/ofac_dates.h"
#include "lib/sources/report.h"
#include "lib/sources/text_decoding.h"
#include "lib/sources/xml_reader.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "un";

XmlShape Shape(const FileGroup& group, LoadReport& report) {
  return {.root = "CONSOLIDATED_LIST",
          .containers = {"INDIVIDUALS", "ENTITIES"},
          .records = {"INDIVIDUAL", "ENTITY"},
          .on_unknown = UnknownLayout(group, report),
          .attributes = {},
          .on_attribute = UnknownAttribute(report)};
}

// A record while it is read: it has one designation.
struct Record : ListRecord {
  Record() { designations.emplace_back(); }
  Designation& designation() { return designations[0]; }
  std::vector<std::string> references;  // reference numbers in its comments
};

bool IsNoUnCountry(std::string_view word) {
  // The list has "na" for "not available" once; Namibia it writes out.
  return IsNoCountry(word) || LowerAscii(word) == "na";
}

void AddUnCountry(Record& record, std::string_view property, std::string_view word) {
  if (!IsNoUnCountry(word)) AddCountry(record.entity, property, word);
}

// "A; B b) C" and "A (B; C)" as their names; one name where there is no semicolon or enumerator.
std::vector<std::string> SplitNames(std::string_view text) {
  static const RE2 kEnumerator(R"((?:^|[\s;])[a-z]\)\s+)");
  static const RE2 kInParentheses(R"(\([^()]*;[^()]*\))");
  std::string names = OneLine(text);
  if (RE2::PartialMatch(names, kInParentheses)) {
    std::ranges::replace(names, '(', ';');
    std::ranges::replace(names, ')', ';');
  }
  RE2::GlobalReplace(&names, kEnumerator, ";");
  return SplitTrimmed(names, ';');
}

void AddScriptedName(Record& record, std::string_view text, NameKind kind) {
  for (const std::string& part : SplitNames(text)) {
    std::string_view script = ScriptOf(part);
    Name name{.text = part, .kind = kind, .script = std::string(script == "Latn" ? "" : script)};
    auto& names = record.entity.names;
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
}

std::string FullName(const XmlElement& element) {
  std::string name;
  for (const char* const part : {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"}) {
    const std::string text = OneLine(element.TextOf(part));
    if (text.empty()) continue;
    if (!name.empty()) name += ' ';
    name += text;
  }
  return name;
}

void AddPrimaryName(const XmlElement& element, Record& record) {
  const std::string name = FullName(element);
  AddName(record.entity, name, NameKind::kPrimary);
  if (name.find(';') != std::string::npos) AddScriptedName(record, name, NameKind::kAlias);
}

// An alias, and a fragment, where the word for its quality is not known.
NameKind AliasKind(std::string_view quality, Record& record) {
  if (quality == "Low") return NameKind::kWeak;
  if (quality == "f.k.a.") return NameKind::kFormer;
  const bool is_known = quality.empty() || quality == "Good" || quality == "a.k.a.";
  if (!is_known) AddFragment(record, "quality of an alias: " + OneLine(quality));
  return NameKind::kAlias;
}

void AddPlace(Record& record, const XmlElement& place) {
  std::string text;
  for (const char* const part : {"STREET", "CITY", "STATE_PROVINCE", "COUNTRY"}) {
    const std::string value = OneLine(place.TextOf(part));
    if (value.empty() || IsNoUnCountry(value)) continue;
    if (!text.empty()) text += ", ";
    text += value;
  }
  AddProperty(record.entity, "birthPlace", text);
  AddProperty(record.entity, "notes", OneLine(place.TextOf("NOTE")));
  AddUnCountry(record, "birthCountry", place.TextOf("COUNTRY"));
}

void AddAlias(const XmlElement& alias, Record& record) {
  for (const XmlElement& child : alias.children) {
    const std::string text = OneLine(child.text);
    if (text.empty() || child.name == "QUALITY") continue;
    if (child.name == "ALIAS_NAME") {
      AddScriptedName(record, text, AliasKind(alias.TextOf("QUALITY"), record));
    } else if (child.name == "DATE_OF_BIRTH") {
      if (const auto date = ParseListDate(text)) {
        AddBirthDate(record.entity, *date);
      } else {
        AddFragment(record, "date of birth of an alias: " + text);
      }
    } else if (child.name == "CITY_OF_BIRTH") {
      AddProperty(record.entity, "birthPlace", text);
    } else if (child.name == "COUNTRY_OF_BIRTH") {
      AddUnCountry(record, "birthCountry", text);
    } else if (child.name == "NOTE") {
      AddProperty(record.entity, "notes", text);
    } else {
      AddFragment(record, absl::StrCat(alias.name, "/", child.name, ": ", text));
    }
  }
}

void AddUnAddress(const XmlElement& address, Record& record) {
  std::vector<std::string> parts;
  for (const char* const part : {"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE"}) {
    parts.push_back(OneLine(address.TextOf(part)));
  }
  std::string country = OneLine(address.TextOf("COUNTRY"));
  if (IsNoUnCountry(country)) country.clear();
  const std::string note = OneLine(address.TextOf("NOTE"));
  const bool note_only = country.empty() && std::ranges::all_of(parts, &std::string::empty);
  if (note_only) parts.push_back(note);
  AddAddress(record.entity, parts, country);
  if (!note_only) AddProperty(record.entity, "notes", note);
}

std::optional<int> Year(std::string_view text) {
  int year = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), year);
  if (text.size() != 4 || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) {
    return std::nullopt;
  }
  return year;
}

// A date of birth stands in DATE, YEAR or FROM_YEAR and TO_YEAR; where only a month is known, in
// the NOTE ("August 1961", or "Sep." beside YEAR).
std::optional<PartialDate> ReadBirthDate(const XmlElement& birth) {
  const std::string note = OneLine(birth.TextOf("NOTE"));
  if (const auto date = birth.TextOf("DATE"); !date.empty()) return ParseListDate(OneLine(date));
  const auto from = Year(birth.TextOf("FROM_YEAR"));
  const auto to = Year(birth.TextOf("TO_YEAR"));
  if (from && to) return PartialDate::OfYears(std::min(*from, *to), std::max(*from, *to));
  if (const auto year = birth.TextOf("YEAR"); !year.empty()) {
    if (const auto month = ParseListDate(absl::StrCat(note, " ", ToAbsl(year)))) return month;
    return ParseListDate(year);
  }
  return ParseListDate(note);
}

void AddBirth(const XmlElement& birth, Record& record) {
  std::string said;
  for (const XmlElement& child : birth.children) {
    if (child.text.empty() || child.name == "TYPE_OF_DATE") continue;
    absl::StrAppend(&said, said.empty() ? "" : ", ", child.name, " ", OneLine(child.text));
  }
  if (said.empty()) return;
  auto date = ReadBirthDate(birth);
  if (!date) return AddFragment(record, "date of birth: " + said);
  const bool circa = birth.TextOf("TYPE_OF_DATE") == "APPROXIMATELY" ||
                     LowerAscii(birth.TextOf("NOTE")).starts_with("approximately");
  date->circa = date->circa || circa;
  AddBirthDate(record.entity, *date);
  AddProperty(record.entity, "notes", birth.TextOf("NOTE").empty() ? "" : "date of birth: " + said);
}

// What one document says: its type word, number and country.
struct Document {
  std::string words;  // both type elements
  std::string number;
  std::string country;
};

// "Libyan Passport No. 96/184442", "Libya 428720", "R00012098, South Sudan",
// "381110042 (Expired 25 Jan. 2016)": the number alone, and the country where one is named.
void Simplify(Document& document) {
  static const RE2 kRemark(R"((.*\S)\s*\((?i:expire[sd]).*\))");
  static const RE2 kLabel(
      R"((?i).*?\b(?:number|no\.|no|n°|passport)(?:\s*:)?\s+(?:n°\s*)?([A-Z]{0,4}[ -]?\S*\d.*))");
  static const RE2 kBehindCountry(R"((\D{4,}) ([A-Z]{0,3}/?\d\S*))");
  static const RE2 kBeforeCountry(R"((\S*\d\S*), (\D+))");
  std::string number;
  std::string word;
  if (RE2::FullMatch(document.number, kRemark, &number)) document.number = number;
  if (RE2::FullMatch(document.number, kLabel, &number)) document.number = number;
  const bool behind = RE2::FullMatch(document.number, kBehindCountry, &word, &number);
  if (behind || RE2::FullMatch(document.number, kBeforeCountry, &number, &word)) {
    if (CountryCode(word).empty()) return;
    document.number = number;
    if (document.country.empty()) document.country = CountryCode(word);
  }
}

std::string DocumentType(const Document& document) {
  const std::string words = LowerAscii(document.words);
  const auto says = [&words](std::string_view word) {
    return words.find(word) != std::string::npos;
  };
  if (says("passport") || says("passeport") || says("pasaporte")) return "passportNumber";
  if (says("fiscal code")) return "taxNumber";
  if (says("social security")) return "socialSecurityNumber";
  return "idNumber";
}

void AddDocument(const XmlElement& element, Record& record) {
  static const RE2 kInWords(
      R"((?is)(?:.*?\b(?:number|no\.|card|ssn|code:)\s+)?([A-Z]{0,6}[- ]?\d[\dA-Z./-]{3,})\b.*)");
  Document document{.words = absl::StrCat(OneLine(element.TextOf("TYPE_OF_DOCUMENT")), " ",
                                          OneLine(element.TextOf("TYPE_OF_DOCUMENT2"))),
                    .number = OneLine(element.TextOf("NUMBER")),
                    .country = {}};
  std::string said;
  for (const XmlElement& child : element.children) {
    if (child.text.empty()) continue;
    absl::StrAppend(&said, said.empty() ? "" : ", ", OneLine(child.text));
  }
  if (said.empty()) return;
  std::string_view country = element.TextOf("ISSUING_COUNTRY");
  if (country.empty()) country = element.TextOf("COUNTRY_OF_ISSUE");
  if (!IsNoUnCountry(country)) document.country = CountryCodeOrWord(country);
  const std::string note = OneLine(element.TextOf("NOTE"));
  if (document.number.empty()) {
    const std::string type2 = OneLine(element.TextOf("TYPE_OF_DOCUMENT2"));
    if (!RE2::FullMatch(type2, kInWords, &document.number) &&
        !RE2::FullMatch(note, kInWords, &document.number)) {
      return AddFragment(record, "document: " + said);
    }
    document.words += " " + note;
  }
  Simplify(document);
  Identifier identifier{
      .type = DocumentType(document), .value = document.number, .country = document.country};
  auto& identifiers = record.entity.identifiers;
  if (std::ranges::find(identifiers, identifier) == identifiers.end()) {
    identifiers.push_back(std::move(identifier));
  }
  const bool has_more = !note.empty() || !element.TextOf("DATE_OF_ISSUE").empty() ||
                        !element.TextOf("CITY_OF_ISSUE").empty() ||
                        !element.TextOf("TYPE_OF_DOCUMENT2").empty();
  if (has_more) AddProperty(record.entity, "notes", "document: " + said);
}

void AddComments(std::string_view text, Record& record) {
  static const RE2 kReference(R"(\b([A-Z][A-Za-z]{1,2}[ie]\.\d{3,4})\b)");
  const std::string line = OneLine(text);
  AddProperty(record.entity, "notes", line);
  re2::StringPiece rest(line);
  std::string reference;
  while (RE2::FindAndConsume(&rest, kReference, &reference)) {
    // "Qde.014" is printed for "QDe.014": the letter before the dot is small, the others are not.
    for (std::size_t i = 0; i + 1 < reference.find('.'); ++i) {
      if (reference[i] >= 'a' && reference[i] <= 'z')
        reference[i] = static_cast<char>(reference[i] - 'a' + 'A');
    }
    if (std::ranges::find(record.references, reference) == record.references.end()) {
      record.references.push_back(reference);
    }
  }
}

// What becomes of one field of a record.
struct Field {
  std::string_view name;
  void (*add)(const XmlElement& element, Record& record);
};

void AddValues(const XmlElement& element, Record& record, std::string_view property) {
  AddProperty(record.entity, property, OneLine(element.text));
  for (const XmlElement& value : element.children) {
    AddProperty(record.entity, property, OneLine(value.text));
  }
}

void AddNothing(const XmlElement&, Record&) {}

constexpr Field kFields[] = {
    // Read by MakeRecord, or of no meaning for the party.
    {"FIRST_NAME", &AddNothing},
    {"SECOND_NAME", &AddNothing},
    {"THIRD_NAME", &AddNothing},
    {"FOURTH_NAME", &AddNothing},
    {"REFERENCE_NUMBER", &AddNothing},
    {"VERSIONNUM", &AddNothing},
    {"LIST_TYPE", &AddNothing},
    {"SORT_KEY", &AddNothing},
    {"SORT_KEY_LAST_MOD", &AddNothing},
    {"UN_LIST_TYPE",
     [](const XmlElement& element, Record& record) {
       record.designation().programme = OneLine(element.text);
     }},
    {"LISTED_ON",
     [](const XmlElement& element, Record& record) {
       // Some days carry a time zone: "2015-07-01-04:00".
       const auto date = Date::ParseIso(std::string_view(element.text).substr(0, 10));
       if (date.ok()) {
         record.designation().date = *date;
       } else {
         AddFragment(record, "listed on: " + OneLine(element.text));
       }
     }},
    {"DATAID",
     [](const XmlElement& element, Record& record) {
       record.entity.referents.push_back("un-dataid:" + OneLine(element.text));
     }},
    {"NAME_ORIGINAL_SCRIPT",
     [](const XmlElement& element, Record& record) {
       AddScriptedName(record, element.text, NameKind::kAlias);
     }},
    {"GENDER",
     [](const XmlElement& element, Record& record) { AddValues(element, record, "gender"); }},
    {"TITLE",
     [](const XmlElement& element, Record& record) { AddValues(element, record, "title"); }},
    {"DESIGNATION",
     [](const XmlElement& element, Record& record) { AddValues(element, record, "position"); }},
    {"LAST_DAY_UPDATED",
     [](const XmlElement& element, Record& record) { AddValues(element, record, "modifiedAt"); }},
    {"SUBMITTED_BY",
     [](const XmlElement& element, Record& record) { AddValues(element, record, "submittedBy"); }},
    {"SUBMITTED_ON",
     [](const XmlElement& element, Record& record) { AddValues(element, record, "submittedOn"); }},
    {"NATIONALITY",
     [](const XmlElement& element, Record& record) {
       for (const XmlElement& value : element.children) {
         AddUnCountry(record, "nationality", OneLine(value.text));
       }
     }},
    {"COMMENTS1",
     [](const XmlElement& element, Record& record) { AddComments(element.text, record); }},
    {"INDIVIDUAL_ALIAS", &AddAlias},
    {"ENTITY_ALIAS", &AddAlias},
    {"INDIVIDUAL_ADDRESS", &AddUnAddress},
    {"ENTITY_ADDRESS", &AddUnAddress},
    {"INDIVIDUAL_DATE_OF_BIRTH", &AddBirth},
    {"INDIVIDUAL_PLACE_OF_BIRTH",
     [](const XmlElement& element, Record& record) { AddPlace(record, element); }},
    {"INDIVIDUAL_DOCUMENT", &AddDocument},
};

absl::StatusOr<Record> MakeRecord(const XmlElement& element) {
  const std::string reference = OneLine(element.TextOf("REFERENCE_NUMBER"));
  if (reference.empty()) {
    return InvalidError({.cause = absl::StrCat("an <", element.name, "> has no REFERENCE_NUMBER"),
                         .remedy = "get the file again"});
  }
  Record record;
  record.entity.id = absl::StrCat(ToAbsl(kKey), ":", reference);
  record.entity.schema = element.name == "INDIVIDUAL" ? Schema::kPerson : Schema::kOrganization;
  record.entity.provenance = {.source = std::string(kKey),
                              .place = absl::StrCat("line ", element.line)};
  AddPrimaryName(element, record);
  for (const XmlElement& child : element.children) {
    const auto field = std::ranges::find(kFields, child.name, &Field::name);
    if (field != std::end(kFields)) {
      field->add(child, record);
    } else {
      AddFragment(record, absl::StrCat(child.name, ": ", OneLine(child.text)));
    }
  }
  return record;
}

class Loader {
 public:
  Loader(RecordSink& sink, LoadReport& report) : emitter_(sink, report), report_(report) {}

  absl::Status Run(const FileGroup& group) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input,
                             OpenListFile(group.files[0].path));
    const std::function<absl::Status(const XmlElement&)> on_root = [this](const XmlElement& root) {
      return AddRoot(root);
    };
    const std::function<absl::Status(XmlElement)> on_record = [this](const XmlElement& element) {
      return AddRecord(element);
    };
    LYNCEUS_RETURN_IF_ERROR(ReadXml(*input, Shape(group, report_), on_root, on_record));
    for (const Link& link : links_) LYNCEUS_RETURN_IF_ERROR(AddLink(link));
    return absl::OkStatus();
  }

 private:
  struct Link {
    std::string subject;  // reference numbers
    std::string owner;
    Provenance provenance;
  };

  absl::Status AddRoot(const XmlElement& root) {
    const std::string_view generated = root.Attribute("dateGenerated");
    const auto date = Date::ParseIso(generated.substr(0, 10));
    if (date.ok()) {
      report_.source.list_date = *date;
    } else {
      AddWarning(report_, absl::StrCat("dateGenerated \"", ToAbsl(generated.substr(0, 40)),
                                       "\" is no date; the list's date is not known"));
    }
    return absl::OkStatus();
  }

  absl::Status AddRecord(const XmlElement& element) {
    LYNCEUS_ASSIGN_OR_RETURN(Record record, MakeRecord(element));
    ++report_.records_read;
    const Entity& entity = record.entity;
    if (element.TextOf("DATAID").empty()) {
      AddWarning(report_, absl::StrCat(entity.provenance.place, ": ", entity.id,
                                       " has no DATAID, the number that copies of the list call it "
                                       "by"));
    }
    const std::string reference = entity.id.substr(kKey.size() + 1);
    for (const std::string& named : record.references) {
      if (named != reference) links_.push_back({reference, named, entity.provenance});
    }
    return emitter_.Add(std::move(record));
  }

  absl::Status AddLink(const Link& link) {
    const std::string subject = absl::StrCat(ToAbsl(kKey), ":", link.subject);
    const std::string owner = absl::StrCat(ToAbsl(kKey), ":", link.owner);
    if (!emitter_.Has(owner)) {
      AddWarning(report_, absl::StrCat(link.provenance.place, ": the comments of ", subject,
                                       " name ", link.owner, ", which the file does not have"));
      return absl::OkStatus();
    }
    return emitter_.AddInterest({.id = absl::StrCat(subject, "/linked-to/", link.owner),
                                 .owner_id = owner,
                                 .subject_id = subject,
                                 .kind = InterestKind::kLinked,
                                 .role = "named in COMMENTS1",
                                 .provenance = link.provenance});
  }

  ListEmitter emitter_;
  LoadReport& report_;
  std::vector<Link> links_;
};

}  // namespace

absl::StatusOr<LoadReport> LoadUnXml(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(LoadReport report,
                           BeginReport(group, {.key = std::string(kKey),
                                               .publisher = "United Nations Security Council",
                                               .authority = "UN-SC",
                                               .list = "UNSC"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(sink, report).Run(group));
  return report;
}

}  // namespace lynceus::sources
