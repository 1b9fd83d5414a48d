#include "lib/sources/eu_record.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/text_decoding.h"

namespace lynceus::sources {
namespace {

struct DocumentType {
  std::string_view code;
  std::string_view type;
};

// The codes of the list's own code table.
constexpr DocumentType kDocumentTypes[] = {
    {"passport", "passportNumber"},
    {"diplopassport", "passportNumber"},
    {"travel", "passportNumber"},
    {"traveldoc", "passportNumber"},
    {"id", "idNumber"},
    {"electionid", "idNumber"},
    {"residentperm", "idNumber"},
    {"drivinglicence", "idNumber"},
    {"stateid", "idNumber"},
    {"birthcert", "idNumber"},
    {"other", "idNumber"},
    {"ssn", "socialSecurityNumber"},
    {"fiscalcode", "taxNumber"},
    {"taxid", "taxNumber"},
    {"vat", "vatCode"},
    {"regnumber", "registrationNumber"},
    {"tradelic", "registrationNumber"},
    {"imo", "imoNumber"},
    {"bic", "swiftBic"},
    {"swiftbic", "swiftBic"},
    {"swift", "swiftBic"},
    {"lei", "leiCode"},
    {"mmsi", "mmsi"},
};

bool IsDigits(std::string_view text, std::initializer_list<std::size_t> sizes) {
  return std::ranges::find(sizes, text.size()) != sizes.end() &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Russia's registration and tax numbers have FtM words of their own.
std::string_view Refine(std::string_view type, std::string_view number, std::string_view country) {
  if (country != "ru") return type;
  if (type == "registrationNumber" && IsDigits(number, {13, 15})) return "ogrnCode";
  if (type == "taxNumber" && IsDigits(number, {10, 12})) return "innCode";
  return type;
}

// The digits of "IMO 9187629".
std::string DigitsOf(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

std::size_t PrimaryAt(const std::vector<EuName>& names) {
  const auto is_plain = [](const EuName& name) {
    return name.strong && (name.language.empty() || name.language == "EN");
  };
  auto found = std::ranges::find_if(
      names, [&](const EuName& name) { return is_plain(name) && name.has_last_name; });
  if (found == names.end()) found = std::ranges::find_if(names, is_plain);
  if (found == names.end()) found = std::ranges::find_if(names, &EuName::strong);
  return found == names.end() ? 0 : static_cast<std::size_t>(found - names.begin());
}

void AddNames(const std::vector<EuName>& names, Entity& entity) {
  if (names.empty()) return;
  const std::size_t primary = PrimaryAt(names);
  const auto add = [&entity](const EuName& name, NameKind kind) {
    const std::string_view script = ScriptOf(name.text);
    AddName(entity, name.text, name.strong ? kind : NameKind::kWeak,
            script == "Latn" ? "" : script);
  };
  add(names[primary], NameKind::kPrimary);
  const std::string_view first = TrimAscii(names[primary].text);
  for (const EuName& name : names) {
    const bool repeats = TrimAscii(name.text) == first && (name.strong || !names[primary].strong);
    if (!repeats) add(name, NameKind::kAlias);
  }
}

std::optional<Date> DateOf(const EuAct& act) {
  return act.entry_into_force ? act.entry_into_force : act.publication;
}

// The acts of one programme by date, those without one last.
void SortByDate(std::vector<EuAct>& acts) {
  std::ranges::stable_sort(acts, [](const EuAct& a, const EuAct& b) {
    const auto date_a = DateOf(a);
    const auto date_b = DateOf(b);
    if (date_a.has_value() != date_b.has_value()) return date_a.has_value();
    return date_a && *date_a < *date_b;
  });
}

Designation MakeDesignation(const EuParty& party, std::vector<EuAct> acts) {
  SortByDate(acts);
  Designation designation{.programme = acts[0].programme, .date = party.designation_date};
  std::vector<std::string> titles;
  for (const EuAct& act : acts) {
    const bool known = std::ranges::find(titles, act.number_title) != titles.end();
    if (!known && !act.number_title.empty()) titles.push_back(act.number_title);
  }
  designation.legal_basis = Join(titles, "; ");
  const EuAct& first = acts[0];
  const bool is_first =
      first.is_initial && DateOf(first) &&
      (!party.earliest_act || !first.publication || *first.publication <= *party.earliest_act);
  if (!designation.date && is_first) designation.date = DateOf(first);
  return designation;
}

}  // namespace

ListRecord FinishEuParty(EuParty party) {
  AddNames(party.names, party.record.entity);
  std::map<std::string, std::vector<EuAct>> programmes;
  for (const EuAct& act : party.acts) programmes[act.programme].push_back(act);
  for (auto& [programme, acts] : programmes) {
    party.record.designations.push_back(MakeDesignation(party, std::move(acts)));
  }
  if (programmes.empty()) {
    party.record.designations.push_back({.date = party.designation_date});
  }
  return std::move(party.record);
}

void AddEuDocument(const EuDocument& document, ListRecord& record) {
  if (document.number.empty()) {
    if (!document.remarks.empty()) {
      AddFragment(record, absl::StrCat("document: ", document.description, " ", document.remarks));
    }
    return;
  }
  const auto* const known =
      std::ranges::find(kDocumentTypes, LowerAscii(document.code), &DocumentType::code);
  std::string_view type = "idNumber";
  if (known != std::end(kDocumentTypes)) {
    type = known->type;
  } else {
    AddFragment(record, absl::StrCat("identification type ", document.code, " (",
                                     document.description, "): ", document.number));
  }
  std::string value = document.number;
  if (type == "imoNumber" && DigitsOf(value).size() == 7) value = DigitsOf(value);
  const std::string country = EuCountryWord(document.country, "");
  AddIdentifier(record.entity, Refine(type, value, CountryCode(country)), value, country);
  if (document.remarks.empty()) return;
  AddProperty(record.entity, "notes",
              absl::StrCat(document.description.empty() ? document.code : document.description, " ",
                           document.number, ": ", document.remarks));
}

void AddEuContact(std::string_view key, std::string_view value, ListRecord& record) {
  struct Word {
    std::string_view key;
    std::string_view property;
  };
  static constexpr Word kWords[] = {{"PHONE", "phone"}, {"MOBILE", "phone"},
                                    {"FAX", "fax"},     {"EMAIL", "email"},
                                    {"WEB", "website"}, {"WEBSITE", "website"}};
  const std::string text = OneLine(value);
  if (text.empty()) return;
  const auto* const word = std::ranges::find(kWords, key, &Word::key);
  if (word != std::end(kWords)) return AddProperty(record.entity, word->property, text);
  AddFragment(record, absl::StrCat("contact ", ToAbsl(key), ": ", text));
}

void AddEuGender(std::string_view gender, Entity& entity) {
  if (gender == "M") return AddProperty(entity, "gender", "male");
  if (gender == "F") return AddProperty(entity, "gender", "female");
  AddProperty(entity, "gender", gender);
}

std::string EuCountryWord(std::string_view code, std::string_view description) {
  const std::string word = EuText(description);
  code = TrimAscii(code);
  if (code == "00" || code.empty()) return IsNoCountry(word) ? "" : word;
  const std::string_view known = CountryCode(code);
  return !word.empty() && !known.empty() && CountryCode(word) == known ? word : std::string(code);
}

std::string EuText(std::string_view text) {
  std::string line = OneLine(text);
  const std::string lower = LowerAscii(line);
  if (lower == "-" || lower == "--" || lower == "n/a" || lower == "na" || lower == ".") return "";
  return line;
}

}  // namespace lynceus::sources
