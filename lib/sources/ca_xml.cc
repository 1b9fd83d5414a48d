#include "lib/sources/ca_xml.h"

#include <re2/re2.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/free_dates.h"
#include "lib/sources/free_text.h"
#include "lib/sources/list_file.h"
#include "lib/sources/list_record.h"
#include "lib/sources/report.h"
#include "lib/sources/text_decoding.h"
#include "lib/sources/titled_columns.h"
#include "lib/sources/xml_reader.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "ca";

XmlShape Shape(const FileGroup& group, LoadReport& report) {
  return {.root = "data-set",
          .containers = {},
          .records = {"record"},
          .on_unknown = UnknownLayout(group, report),
          .on_attribute = UnknownAttribute(report)};
}

struct Regime {
  std::string_view word;  // English or French, lower case
  std::string_view key;
};

constexpr Regime kRegimes[] = {
    {"belarus", "belarus"},
    {"bélarus", "belarus"},
    {"biélorussie", "belarus"},
    {"myanmar (burma)", "myanmar"},
    {"myanmar (birmanie)", "myanmar"},
    {"myanmar", "myanmar"},
    {"burma", "myanmar"},
    {"birmanie", "myanmar"},
    {"china", "china"},
    {"chine", "china"},
    {"extremist settler violence", "settler-violence"},
    {"violence extrémiste des colons", "settler-violence"},
    {"guatemala", "guatemala"},
    {"haiti", "haiti"},
    {"haïti", "haiti"},
    {"hamas terrorist attacks", "hamas"},
    {"attaques terroristes du hamas", "hamas"},
    {"iran", "iran"},
    {"libya", "libya"},
    {"libye", "libya"},
    {"moldova", "moldova"},
    {"nicaragua", "nicaragua"},
    {"north korea", "north-korea"},
    {"corée du nord", "north-korea"},
    {"russia", "russia"},
    {"russie", "russia"},
    {"south sudan", "south-sudan"},
    {"soudan du sud", "south-sudan"},
    {"sri lanka", "sri-lanka"},
    {"sudan", "sudan"},
    {"soudan", "sudan"},
    {"syria", "syria"},
    {"syrie", "syria"},
    {"ukraine", "ukraine"},
    {"venezuela", "venezuela"},
    {"zimbabwe", "zimbabwe"},
};

// "1,Part 3" as "1-part-3".
std::string Slug(std::string_view text) {
  std::string slug;
  for (const char c : LowerAscii(TidyText(text))) {
    const bool keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c < 0;
    if (keep) {
      slug += c;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  while (slug.ends_with('-')) slug.pop_back();
  return slug;
}

// The language in front of a name ("Belarusian:") says nothing that the script does not.
const RE2& LanguageLabel() {
  static const auto& label = *new RE2(
      R"((?i)[\s,;.(]*\b(?:Russian|Belarus+ian|Ukrainian|Arabic|Persian|Farsi|Burmese|Chinese|Hebrew|French|English|Spanish|Lithuanian|Serbian)\s*:\s*)");
  return label;
}

// "X / Y", "X or Y", "X, or Y" cut; a slash without spaces only between several words each
// ("University X/Université X"), not inside one ("and/or").
std::vector<std::string> CutAlternatives(const std::string& text) {
  static const RE2 kSeparator(R"((?i)\s*;\s*|\s+/\s*|/\s+|,?\s+\bor\b\s+)");
  std::string cut = text;
  RE2::GlobalReplace(&cut, LanguageLabel(), ";");
  RE2::GlobalReplace(&cut, kSeparator, ";");
  std::vector<std::string> parts;
  for (const std::string& part : SplitTrimmed(cut, ';')) {
    const std::size_t slash = part.find('/');
    const bool several = slash != std::string::npos && part.find(' ') < slash &&
                         part.find(' ', slash) != std::string::npos;
    if (several) {
      parts.push_back(part.substr(0, slash));
      parts.push_back(part.substr(slash + 1));
    } else {
      parts.push_back(part);
    }
  }
  return parts;
}

bool HasSpace(std::string_view text) { return text.find(' ') != std::string_view::npos; }

// Words that stand behind a comma and belong to the name before it.
bool IsLegalForm(std::string_view text) {
  static const RE2 kForm(
      R"((?i)(?:ltd|llc|l\.l\.c|inc|jsc|pjsc|ojsc|ao|oao|pao|zao|ooo|co|limited|gmbh|s\.?a|АО|ПАО|ОАО|ООО|ЗАО|САО|ФКП|УП)\.?)");
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), kForm);
}

// The parts between commas that are in no parentheses.
std::vector<std::string> SplitAtOuterCommas(std::string_view text) {
  std::string marked(text);
  int depth = 0;
  for (char& c : marked) {
    if (c == '(') ++depth;
    if (c == ')' && depth > 0) --depth;
    if (c == ',' && depth == 0) c = '\n';
  }
  return SplitTrimmed(marked, '\n');
}

// "A B, C D" as two names; what stands behind a comma in lower case, or beside a legal form, goes
// on.
std::vector<std::string> CutAtCommas(const std::string& text) {
  std::vector<std::string> names;
  for (std::string& piece : SplitAtOuterCommas(text)) {
    const bool goes_on = (piece[0] >= 'a' && piece[0] <= 'z' && !piece.starts_with("al-") &&
                          !piece.starts_with("el-")) ||
                         IsLegalForm(piece);
    if (!names.empty() && (goes_on || IsLegalForm(names.back()))) {
      names.back() += ", " + piece;
    } else {
      names.push_back(std::move(piece));
    }
  }
  return names;
}

std::size_t CommonPrefix(std::string_view left, std::string_view right) {
  const std::string a = LowerAscii(left);
  const std::string b = LowerAscii(right);
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

// A lone word among a person's aliases is often another spelling of one part of the name: the name
// with that part replaced ("SALYAEV, Aleksey Mikhailovich" and "Aleksei"). Empty where it begins
// like none of them: a name by itself.
std::string WithSpelling(const std::string& name, const std::string& word) {
  constexpr std::size_t kPrefixMin = 2;
  std::vector<std::string> parts = SplitTrimmed(name, ' ');
  std::size_t best = kPrefixMin - 1;
  std::string* replaced = nullptr;
  for (std::string& part : parts) {
    const std::size_t common = CommonPrefix(part, word);
    if (common <= best) continue;
    best = common;
    replaced = &part;
  }
  if (replaced == nullptr) return {};
  *replaced = replaced->ends_with(',') ? word + "," : word;
  return Join(parts, " ");
}

// Without a parenthesis or quote that cutting left alone at an end.
std::string TrimAlias(std::string_view text) {
  std::string alias = TidyText(text);
  while (!alias.empty()) {
    const auto open = std::ranges::count(alias, '(');
    const auto closed = std::ranges::count(alias, ')');
    if (alias.front() == '(' && open > closed) {
      alias.erase(0, 1);
    } else if ((alias.back() == ')' && closed > open) || alias.back() == ',' ||
               alias.back() == ';') {
      alias.pop_back();
    } else {
      break;
    }
  }
  return TidyText(alias);
}

void AddAlias(ListRecord& record, const std::string& alias) {
  constexpr std::size_t kAcronymBytesMax = 4;
  Entity& entity = record.entity;
  const bool is_person = entity.schema == Schema::kPerson;
  if (IsLegalForm(alias)) return AddProperty(entity, "notes", "alias: " + alias);
  if (is_person && !HasSpace(alias) && !entity.names.empty() && ScriptOf(alias) == "Latn") {
    const std::string spelled = WithSpelling(entity.names[0].text, alias);
    if (!spelled.empty()) return AddName(entity, spelled, NameKind::kAlias);
  }
  const bool weak = !HasSpace(alias) && (is_person || alias.size() <= kAcronymBytesMax);
  AddNamesIn(entity, alias, weak ? NameKind::kWeak : NameKind::kAlias);
}

void AddAliases(ListRecord& record, const std::string& text) {
  static const RE2 kAnd(R"(\s+and\s+)");
  // Of entities it may stand inside a name, unless another script follows.
  static const RE2 kAndOfTwo(R"(\s+and\s+([^;]*\p{Cyrillic}))");
  const bool is_person = record.entity.schema == Schema::kPerson;
  for (std::string part : CutAlternatives(TidyText(text))) {
    RE2::GlobalReplace(&part, is_person ? kAnd : kAndOfTwo, is_person ? ";" : R"(;\1)");
    for (const std::string& piece : SplitTrimmed(part, ';')) {
      for (const std::string& name : CutAtCommas(piece)) AddAlias(record, TrimAlias(name));
    }
  }
}

// "Central Bank of Syria/Banque centrale de Syrie": English and French.
void AddEntityName(ListRecord& record, const std::string& text) {
  NameKind kind = NameKind::kPrimary;
  for (const std::string& part : CutAlternatives(text)) {
    AddNamesIn(record.entity, part, kind);
    kind = NameKind::kAlias;
  }
}

void AddDates(ListRecord& record, const std::string& text) {
  const FreeDates found = ParseFreeDates(text);
  for (const PartialDate& date : found.dates) {
    if (record.entity.schema == Schema::kPerson) {
      AddBirthDate(record.entity, date);
    } else {
      AddFoundedDate(record.entity, date);
    }
  }
  for (const std::string& rest : found.rest) AddFragment(record, "date: " + rest);
}

constexpr std::string_view kElements[] = {
    "Country",       "LastName",     "GivenName",
    "Entity",        "EntityOrShip", "Title",
    "TitleOrShip",   "DateOfBirth",  "DateOfBirthOrShipBuildDate",
    "Aliases",       "Schedule",     "Item",
    "ShipIMONumber", "DateOfListing"};

// The text of the first of the elements that is there: its name of 2025 and that of 2020.
std::string TextOfEither(const XmlElement& record, std::string_view name, std::string_view older) {
  const std::string text = TidyText(record.TextOf(name));
  return text.empty() ? TidyText(record.TextOf(older)) : text;
}

class Loader {
 public:
  Loader(RecordSink& sink, LoadReport& report) : emitter_(sink, report), report_(report) {}

  absl::Status Run(const FileGroup& group) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input,
                             OpenListFile(group.files[0].path));
    LYNCEUS_RETURN_IF_ERROR(ReadXml(
        *input, Shape(group, report_), [](const XmlElement&) { return absl::OkStatus(); },
        [this](const XmlElement& element) { return AddRecord(element); }));
    if (report_.records_read > 0) return absl::OkStatus();
    return InvalidError({.subject = input->name(),
                         .cause = "the list has no record",
                         .remedy = "get the file again"});
  }

 private:
  absl::Status AddRecord(const XmlElement& element) {
    ++report_.records_read;
    ListRecord record;
    record.entity.provenance = {.source = std::string(kKey),
                                .place = absl::StrCat("line ", element.line)};
    const std::string country = TidyText(element.TextOf("Country"));
    if (country.empty()) {
      return InvalidError({.cause = "a record has no <Country>", .remedy = "get the file again"});
    }
    AddFacts(element, record);
    AddDesignation(element, country, record);
    for (const XmlElement& child : element.children) {
      // Of one that stands twice the first is read.
      const bool is_first = element.Child(child.name) == &child;
      if (is_first && std::ranges::find(kElements, child.name) != std::end(kElements)) continue;
      AddFragment(record, absl::StrCat(child.name, ": ", TidyText(child.text)));
    }
    record.entity.id = IdOf(element, country, record);
    return emitter_.Add(std::move(record));
  }

  static void AddFacts(const XmlElement& element, ListRecord& record) {
    Entity& entity = record.entity;
    const std::string last = TidyText(element.TextOf("LastName"));
    const std::string given = TidyText(element.TextOf("GivenName"));
    const std::string name = TextOfEither(element, "EntityOrShip", "Entity");
    const std::string title = TextOfEither(element, "TitleOrShip", "Title");
    const std::string imo = TidyText(element.TextOf("ShipIMONumber"));
    const bool is_person = !last.empty() || !given.empty();
    const bool is_ship = !is_person && (!imo.empty() || !title.empty());
    entity.schema = is_person ? Schema::kPerson : is_ship ? Schema::kVessel : Schema::kOrganization;
    if (is_person) {
      AddNamesIn(entity, Join(SplitTrimmed(absl::StrCat(last, "\n", given), '\n'), ", "),
                 NameKind::kPrimary);
    }
    // A record with both is a person of that organisation in no list so far; neither name is lost.
    if (!name.empty()) {
      if (is_person) {
        AddNamesIn(entity, name, NameKind::kAlias);
      } else {
        AddEntityName(record, name);
      }
    }
    AddProperty(entity, is_ship ? "type" : "title", title);
    AddIdentifier(entity, "imoNumber", imo);
    AddDates(record, TextOfEither(element, "DateOfBirthOrShipBuildDate", "DateOfBirth"));
    AddAliases(record, std::string(element.TextOf("Aliases")));
  }

  static void AddDesignation(const XmlElement& element, const std::string& country,
                             ListRecord& record) {
    Designation designation{.programme = country};
    designation.list = CanadianRegime(country) == "jvcfoa" ? "JVCFOA" : "SEMA";
    const std::string schedule = TidyText(element.TextOf("Schedule"));
    const std::string item = TidyText(element.TextOf("Item"));
    if (!schedule.empty()) designation.legal_basis = absl::StrCat("Schedule ", schedule);
    if (!item.empty()) {
      absl::StrAppend(&designation.legal_basis,
                      designation.legal_basis.empty() ? "Item " : ", item ", item);
    }
    const std::string listed = TidyText(element.TextOf("DateOfListing"));
    if (const auto day = ParseFreeDay(listed)) {
      designation.date = day;
    } else if (!listed.empty()) {
      AddFragment(record, absl::StrCat("DateOfListing: ", listed));
    }
    record.designations.push_back(std::move(designation));
  }

  std::string IdOf(const XmlElement& element, const std::string& country,
                   const ListRecord& record) {
    const std::string name(record.entity.names.empty() ? std::string_view()
                                                       : record.entity.names[0].text);
    const std::string& place = record.entity.provenance.place;
    const std::string item = Slug(element.TextOf("Item"));
    std::string schedule = Slug(element.TextOf("Schedule"));
    if (schedule.empty()) schedule = "-";
    std::string id = absl::StrCat(ToAbsl(kKey), ":", CanadianRegime(country), "/", schedule, "/");
    if (item.empty()) {
      AddWarning(report_, absl::StrCat(place, ": there is no item; the id is made of the name"));
      return absl::StrCat(id, "name-", KeyOf({name}));
    }
    absl::StrAppend(&id, item);
    const auto [known, is_new] = name_of_.emplace(id, KeyOf({name}));
    if (is_new || known->second == KeyOf({name})) return id;
    AddWarning(report_, absl::StrCat(place, ": ", id,
                                     " is the place of another record too; its name is in the id"));
    return absl::StrCat(id, "/", KeyOf({name}));
  }

  ListEmitter emitter_;
  LoadReport& report_;
  std::map<std::string, std::string, std::less<>> name_of_;  // id -> key of its name
};

}  // namespace

std::string CanadianRegime(std::string_view country) {
  const std::string text = LowerAscii(TidyText(country));
  for (const std::string_view word : {"jvcfo", "rjvdec", "corrupt foreign officials"}) {
    if (text.find(word) != std::string::npos) return "jvcfoa";
  }
  const std::vector<std::string> parts = SplitTrimmed(text, '/');
  for (const std::string& part : parts) {
    const auto* const known = std::ranges::find(kRegimes, part, &Regime::word);
    if (known != std::end(kRegimes)) return std::string(known->key);
  }
  return parts.empty() ? std::string() : Slug(parts[0]);
}

absl::StatusOr<LoadReport> LoadCaXml(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(LoadReport report,
                           BeginReport(group, {.key = std::string(kKey),
                                               .publisher = "Global Affairs Canada",
                                               .authority = "CA",
                                               .list = "SEMA"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(sink, report).Run(group));
  return report;
}

}  // namespace lynceus::sources
