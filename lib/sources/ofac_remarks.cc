// A remark is cut into fragments at semicolons; a fragment is "[alt. ]LABEL[:] VALUE [(COUNTRY)]
// [issued DATE] [expires DATE]". One alternation of all labels, longest first, finds the label; the
// table says what the value is. What begins with no label is tried against the few forms that have
// none (offices, offices held, web addresses), and is else a fragment nobody understood.

#include "lib/sources/ofac_remarks.h"

#include <re2/re2.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/strings.h"
#include "lib/model/date.h"
#include "lib/sources/country_table.h"
#include "lib/sources/ofac_dates.h"

namespace lynceus::sources {
namespace {

// An identifier's text behind its label, in parts.
struct Document {
  std::string value;
  std::string country;  // code or word; empty where not said
  bool has_dates = false;
};

class LabelIndex {
 public:
  LabelIndex() {
    for (const RemarkLabel& label : RemarkLabels()) labels_.push_back(&label);
    std::ranges::stable_sort(labels_, [](const RemarkLabel* a, const RemarkLabel* b) {
      return a->label.size() > b->label.size();
    });
    std::string words;
    for (const RemarkLabel* label : labels_) {
      if (!words.empty()) words += '|';
      words += RE2::QuoteMeta(std::string(label->label));
    }
    pattern_ = std::make_unique<RE2>("(?is)(?:alt\\. )?(" + words + ")(?::\\s*|\\s+|$)(.*)");
  }

  // Returns the label at the beginning and sets `rest` to what follows it; null where none is
  // there.
  const RemarkLabel* Find(std::string_view fragment, std::string& rest) const {
    std::string word;
    if (!RE2::FullMatch(fragment, *pattern_, &word, &rest)) return nullptr;
    const auto found = std::ranges::find_if(labels_, [&word](const RemarkLabel* label) {
      return label->label.size() == word.size() && LowerAscii(label->label) == LowerAscii(word);
    });
    return found == labels_.end() ? nullptr : *found;
  }

 private:
  std::vector<const RemarkLabel*> labels_;
  std::unique_ptr<RE2> pattern_;
};

const LabelIndex& Labels() {
  static const LabelIndex index;
  return index;
}

bool IsDigits(std::string_view text, std::size_t length) {
  return text.size() == length &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

int Digit(std::string_view text, std::size_t at) { return text[at] - '0'; }

int Weighted(std::string_view digits, const std::vector<int>& weights) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * Digit(digits, i);
  return sum % 11 % 10;
}

// The check digits of the Russian taxpayer's number (order of the Federal Tax Service
// MMV-7-6/435@): one for an organisation's 10 digits, two for a person's 12.
bool HasInnCheckDigits(std::string_view number) {
  if (IsDigits(number, 10)) {
    return Weighted(number, {2, 4, 10, 3, 5, 9, 4, 6, 8}) == Digit(number, 9);
  }
  return IsDigits(number, 12) &&
         Weighted(number, {7, 2, 4, 10, 3, 5, 9, 4, 6, 8}) == Digit(number, 10) &&
         Weighted(number, {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8}) == Digit(number, 11);
}

// OGRN: 13 digits, the last is the first twelve modulo 11 (modulo 10); OGRNIP: 15 and modulo 13.
bool HasOgrnCheckDigit(std::string_view number) {
  if (!IsDigits(number, 13) && !IsDigits(number, 15)) return false;
  std::uint64_t head = 0;
  for (std::size_t i = 0; i + 1 < number.size(); ++i) {
    head = head * 10 + static_cast<std::uint64_t>(Digit(number, i));
  }
  const std::uint64_t modulus = number.size() - 2;
  return head % modulus % 10 == static_cast<std::uint64_t>(Digit(number, number.size() - 1));
}

bool IsRussian(const Entity& entity) {
  return std::ranges::any_of(entity.countries,
                             [](const CountryFact& fact) { return fact.code == "ru"; });
}

bool InnLength(std::string_view value) { return IsDigits(value, 10) || IsDigits(value, 12); }
bool OgrnLength(std::string_view value) { return IsDigits(value, 13) || IsDigits(value, 15); }
bool OkpoLength(std::string_view value) { return IsDigits(value, 8) || IsDigits(value, 10); }

// Whether a number is Russia's: the publisher says so, or says no country and the party is Russian
// and the check digits hold.
bool IsRussianNumber(const Document& document, const Entity& entity, bool has_check_digits) {
  if (!document.country.empty()) return document.country == "ru";
  return has_check_digits && IsRussian(entity);
}

// "A123 (Iran) issued 09 Jul 2014 expires 09 Jul 2019". A last parenthesis that is no country is
// part of the number ("HRA 738077 (Stuttgart)").
Document ParseDocument(std::string_view text) {
  static const RE2 kDates(
      R"((?is)(.*?),?((?:\s*,?\s*(?:issued|expires|expired)(?: on)?:? (?:\d{1,2} )?(?:[A-Za-z]+\.? )?\d{4})+))");
  static const RE2 kProse(
      R"((?s)(.*?\d[^\s,]*(?: \([^()]*\))?),? (?:and|at|issued|expired|expires|under) .*)");
  static const RE2 kCountry(R"((?s)(.*?)\s*\(([^()]*)\))");
  Document document{.value = std::string(TrimAscii(text))};
  std::string before;
  if (RE2::FullMatch(document.value, kDates, &before)) {
    document.value = std::string(TrimAscii(before));
    document.has_dates = true;
  }
  // "T04338017, expired 08 May 2013, issued by the city of Mainz": the rest is kept as a note.
  if (RE2::FullMatch(document.value, kProse, &before)) {
    document.value = before;
    document.has_dates = true;
  }
  std::string word;
  if (RE2::FullMatch(document.value, kCountry, &before, &word) && !CountryCode(word).empty()) {
    document.value = std::string(TrimAscii(before));
    document.country = std::string(CountryCode(word));
  }
  return document;
}

void AddIdentifier(Entity& entity, std::string_view type, const Document& document) {
  Identifier identifier{
      .type = std::string(type), .value = document.value, .country = document.country};
  if (std::ranges::find(entity.identifiers, identifier) == entity.identifiers.end()) {
    entity.identifiers.push_back(std::move(identifier));
  }
}

std::string_view TypeOf(const RemarkLabel& label, Document& document, const Entity& entity) {
  static const RE2 kImo(R"((?i)(?:IMO\s*|\()(\d{7})\)?)");
  static const RE2 kLei("[A-Z0-9]{18}[0-9]{2}");
  const std::string& value = document.value;
  switch (label.fact) {
    case RemarkFact::kTaxNumber:
      if (InnLength(value) && IsRussianNumber(document, entity, HasInnCheckDigits(value))) {
        document.country = "ru";
        return "innCode";
      }
      break;
    case RemarkFact::kRegistration:
      if (OgrnLength(value) && IsRussianNumber(document, entity, HasOgrnCheckDigit(value))) {
        document.country = "ru";
        return "ogrnCode";
      }
      [[fallthrough]];
    case RemarkFact::kImo: {
      std::string number;
      if (RE2::FullMatch(value, kImo, &number)) {
        document.value = number;
        return "imoNumber";
      }
      break;
    }
    case RemarkFact::kGazette:
      if (OkpoLength(value) && document.country == "ru") return "okpoCode";
      break;
    case RemarkFact::kLegalEntityNumber:
      if (RE2::FullMatch(value, kLei)) return "leiCode";
      break;
    case RemarkFact::kIdentifier:
    case RemarkFact::kWallet:
    case RemarkFact::kBirthDate:
    case RemarkFact::kFoundedDate:
    case RemarkFact::kBirthPlace:
    case RemarkFact::kCountry:
    case RemarkFact::kAlias:
    case RemarkFact::kFormer:
    case RemarkFact::kName:
    case RemarkFact::kLinkedTo:
    case RemarkFact::kMeasure:
    case RemarkFact::kProperty:
      break;
  }
  return label.property;
}

// Whether a text can be a document's number: "passport place of issue: Al-Anbar" and "U.S.A.
// Passport issued 21 Jun 1992 in Amman" have a document's label, but no number. Codes of letters
// alone (BIC, ticker, call sign, an aircraft's registration "EP-MMH") have no digit.
bool CanBeNumber(std::string_view value, const RemarkLabel& label) {
  static const RE2 kWord(R"([a-z]{4,}\b)");
  re2::StringPiece rest(value.data(), value.size());
  if (value.empty() || RE2::Consume(&rest, kWord)) return false;
  const std::string_view type = label.property;
  const bool letters_alone = type == "swiftBic" || type == "ticker" || type == "callSign" ||
                             label.label.ends_with("Aircraft Tail Number");
  return letters_alone || std::ranges::any_of(value, [](char c) { return c >= '0' && c <= '9'; });
}

bool AddDocument(const RemarkLabel& label, std::string_view text, std::string_view fragment,
                 Entity& entity) {
  Document document = ParseDocument(text);
  if (!CanBeNumber(document.value, label)) return false;
  if (document.country.empty()) document.country = std::string(label.country);
  // A company's number that is no ship's stays a registration; a person's is an identity number.
  std::string_view type = TypeOf(label, document, entity);
  const bool person = entity.schema == Schema::kPerson;
  if (label.label == "Identification Number" && type == "registrationNumber" && person) {
    type = "idNumber";
  }
  AddIdentifier(entity, type, document);
  if (document.has_dates) AddProperty(entity, "notes", fragment);
  return true;
}

bool AddWallet(std::string_view text, Entity& entity) {
  static const RE2 kWallet(R"(-\s*([A-Za-z0-9]+)\s+(\S+))");
  std::string currency;
  Document key;
  if (!RE2::FullMatch(text, kWallet, &currency, &key.value)) return false;
  AddIdentifier(entity, "publicKey", key);
  AddProperty(entity, "currency", currency);
  return true;
}

bool AddDate(std::string_view text, std::vector<PartialDate>& dates) {
  const auto date = ParseListDate(text);
  if (!date) return false;
  if (std::ranges::find(dates, *date) == dates.end()) dates.push_back(*date);
  return true;
}

// The longest end of "City, Province, Korea, North" behind a comma that is a country.
std::string_view CountryAtEnd(std::string_view place) {
  for (std::string_view rest = place; !rest.empty();) {
    if (const std::string_view code = CountryCode(rest); !code.empty()) return code;
    const std::size_t comma = rest.find(',');
    if (comma == std::string_view::npos) return {};
    rest = TrimAscii(rest.substr(comma + 1));
  }
  return {};
}

bool AddBirthPlace(std::string_view text, Entity& entity) {
  if (text.empty()) return false;
  AddProperty(entity, "birthPlace", text);
  if (const std::string_view code = CountryAtEnd(text); !code.empty()) {
    AddCountry(entity, "birthCountry", code);
  }
  return true;
}

bool AddQuotedName(std::string_view text, NameKind kind, Entity& entity) {
  if (text.size() < 3 || text.front() != '\'' || text.back() != '\'') return false;
  const std::string_view name = TrimAscii(text.substr(1, text.size() - 2));
  if (name.empty()) return false;
  AddName(entity, name, kind);
  return true;
}

bool AddLabelled(const RemarkLabel& label, std::string_view text, std::string_view fragment,
                 OfacRecord& record) {
  Entity& entity = record.entity;
  switch (label.fact) {
    case RemarkFact::kIdentifier:
    case RemarkFact::kTaxNumber:
    case RemarkFact::kRegistration:
    case RemarkFact::kGazette:
    case RemarkFact::kLegalEntityNumber:
    case RemarkFact::kImo:
      return AddDocument(label, text, fragment, entity);
    case RemarkFact::kWallet:
      return AddWallet(text, entity);
    case RemarkFact::kBirthDate:
      return AddDate(text, entity.birth_dates);
    case RemarkFact::kFoundedDate:
      return AddDate(text, entity.founded_dates);
    case RemarkFact::kBirthPlace:
      return AddBirthPlace(text, entity);
    case RemarkFact::kCountry:
      AddCountry(entity, label.property, text);
      return !text.empty();
    case RemarkFact::kAlias:
      return AddQuotedName(text, NameKind::kWeak, entity);
    case RemarkFact::kFormer:
      return AddQuotedName(text, NameKind::kFormer, entity);
    case RemarkFact::kName:
      AddName(entity, text, NameKind::kAlias);
      return !text.empty();
    case RemarkFact::kLinkedTo:
      if (!text.empty()) record.linked_to.emplace_back(text);
      return !text.empty();
    case RemarkFact::kMeasure:
      if (text.empty()) return false;
      record.measures.emplace_back(text);
      AddProperty(entity, label.property, fragment);
      return true;
    case RemarkFact::kProperty:
      AddProperty(
          entity, label.property,
          label.property == "programmeInformation" || label.property == "notes" ? fragment : text);
      return !text.empty();
  }
  return false;
}

struct PlainForm {
  std::string_view property;
  const RE2& pattern;
  bool person_only;
};

// Forms without a label.
bool AddPlain(std::string_view fragment, Entity& entity) {
  static const RE2 kOffice(
      R"((?is).*\b(president|prime minister|minister|chairm[ae]n|chairperson|chair|director|)"
      R"(general|colonel|col|major|lieutenant|admiral|captain|commander|chief|head|member|judge|)"
      R"(governor|secretary|representative|official|officer|manager|employee|advis[oe]r|advisor|)"
      R"(ambassador|prosecutor|justice|attorney|rector|speaker|leader|founder|co-founder|owner|)"
      R"(counsell?or|magistrate|warden|indictee|spokesperson|coordinator|inspector|deputy|mayor|)"
      R"(vice president|figure|associate|businessman|dealer|professor|editor|treasurer|envoy|)"
      R"(congressman|commissioner|ceo|cfo|constituent|mp|aide|diplomat|minster|ombudsman|administrator|superintendent|clerk|operative)\b.*)");
  static const RE2 kTitle(
      R"((?i)(?:haji|hajji|maulana|maulavi|mullah|moulana|sheikh|shaykh|doctor|dr\.?|)"
      R"(hojjatoleslam|maulawi|mulawi|mawlawi|qari|ustad|ustadz|ayatollah|engineer|professor|imam)\.?)");
  static const RE2 kParty(R"((?is)(?:HAMAS|PFLP|DFLP)(?: - .+)?|member ETA|)"
                          R"((?:associated with|named in|operations in) .+)");
  static const RE2 kOffices(R"((?is)<?(?:and )?(?:all )?(?:other )?(?:head )?(?:offices?|branches|)"
                            R"(locations|offices and branches)(?: (?:worldwide|within) ?.*)?>?)");
  static const RE2 kKin(
      R"((?is)(?:.* )?(?:wife|husband|son|daughter|brother|sister|half-brother|mother|father|)"
      R"(nephew|cousin|spouse|child|sister-in-law|brother-in-law|daughter-in-law|son-in-law) of .+)");
  static const RE2 kArrest(
      R"((?is)(?:arrested|currently (?:incarcerated|in jail)|in custody) ?.*)");
  static const RE2 kFinding(R"((?is)United States financial institutions are prohibited .*)");
  static const RE2 kWebsite(R"((?i)((?:https?://|www\.)\S+)(?: \(website\))?)");
  static const RE2 kEmail(R"((?i)([^\s@]+@[^\s@]+\.[^\s@]+)(?: \(email\))?)");
  const PlainForm forms[] = {
      {"website", kWebsite, false},
      {"email", kEmail, false},
      {"title", kTitle, true},
      {"political", kParty, true},
      {"notes", kOffices, false},
      {"notes", kKin, true},
      {"notes", kArrest, true},
      {"position", kOffice, true},
      {"programmeInformation", kFinding, false},
  };
  for (const PlainForm& form : forms) {
    if (form.person_only && entity.schema != Schema::kPerson) continue;
    std::string part;
    const bool captures = form.property == "website" || form.property == "email";
    const bool matches = captures ? RE2::FullMatch(fragment, form.pattern, &part)
                                  : RE2::FullMatch(fragment, form.pattern);
    if (!matches) continue;
    AddProperty(entity, form.property, captures ? std::string_view(part) : fragment);
    return true;
  }
  return false;
}

std::vector<std::string> SplitOutsideParentheses(std::string_view remarks, bool& balanced) {
  std::vector<std::string> parts;
  int depth = 0;
  std::size_t begin = 0;
  balanced = true;
  for (std::size_t at = 0; at <= remarks.size(); ++at) {
    if (at < remarks.size() && remarks[at] == '(') ++depth;
    if (at < remarks.size() && remarks[at] == ')' && --depth < 0) balanced = false;
    if (at < remarks.size() && (remarks[at] != ';' || depth > 0)) continue;
    const std::string_view part = TrimAscii(remarks.substr(begin, at - begin));
    if (!part.empty()) parts.emplace_back(part);
    begin = at + 1;
  }
  balanced = balanced && depth == 0;
  return parts;
}

}  // namespace

std::vector<std::string> SplitRemarks(std::string_view remarks) {
  remarks = TrimAscii(remarks);
  if (remarks.ends_with('.')) remarks.remove_suffix(1);
  bool balanced = false;
  std::vector<std::string> parts = SplitOutsideParentheses(remarks, balanced);
  return balanced ? parts : SplitTrimmed(remarks, ';');
}

bool ParseRemark(std::string_view fragment, OfacRecord& record) {
  record.entity.schema = OfacSchema(record.type);
  fragment = TrimAscii(fragment);
  // XML puts links in parentheses of their own.
  if (fragment.starts_with("(Linked To:") && fragment.ends_with(')')) {
    fragment = fragment.substr(1, fragment.size() - 2);
  }
  std::string rest;
  if (const RemarkLabel* const label = Labels().Find(fragment, rest)) {
    if (AddLabelled(*label, TrimAscii(rest), fragment, record)) return true;
  }
  return AddPlain(fragment, record.entity);
}

void ParseRemarks(std::string_view remarks, bool cut, OfacRecord& record) {
  const std::vector<std::string> parts = SplitRemarks(remarks);
  cut = cut && !TrimAscii(remarks).ends_with(';');  // then the last fragment is whole
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool whole = !cut || i + 1 < parts.size();
    if (whole && ParseRemark(parts[i], record)) continue;
    record.fragments.push_back(parts[i]);
    AddProperty(record.entity, "notes", parts[i]);
  }
}

}  // namespace lynceus::sources
