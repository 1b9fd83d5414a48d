// A table of labels, each with the form of number it may stand before. The labels are those that
// the remarks of the EU's and the UK's lists print.

#include "lib/sources/labelled_numbers.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/list_record.h"

namespace lynceus::sources {
namespace {

struct Label {
  std::string_view words;   // RE2, without regard to case
  std::string_view number;  // RE2, in this case of letters
  std::string_view type;
};

// What may stand between a label and its number.
constexpr std::string_view kBetween =
    R"((?i:\s*(?:\([A-Za-z/ .]{1,30}\)\s*)?(?:(?:code|number|no\b\.?|nr\b\.?|n°|№|#)\s*)?)"
    R"((?:\([A-Za-z/ .]{1,30}\)\s*)?[:.\-]?\s*(?:a\)\s*)?))";
constexpr std::string_view kToken = R"([A-Z0-9][A-Z0-9/.\-]*\d[A-Z0-9/\-]*)";

constexpr Label kLabels[] = {
    {R"(INN|ИНН)", R"(\d{12}|\d{10})", "innCode"},
    {R"(OGRNIP|OGRN|PSRN|ОГРН)", R"(\d{15}|\d{13})", "ogrnCode"},
    {R"(KPP|КПП)", R"(\d{9})", "kppCode"},
    {R"(OKPO|ОКПО)", R"(\d{10}|\d{8})", "okpoCode"},
    {R"(IMO)", R"((?:IMO\s?)?\d{7})", "imoNumber"},
    {R"(MMSI)", R"(\d{9})", "mmsi"},
    {R"(call ?sign)", R"([A-Z0-9]{4,7})", "callSign"},
    {R"(SWIFT ?/ ?BIC|SWIFT|BIC)", R"([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)", "swiftBic"},
    {R"(LEI|legal entity identifier)", R"([A-Z0-9]{18}\d{2})", "leiCode"},
    {R"(tax(?:payer)?(?: personal)? (?:registration |identification |id )?(?:number|no\b\.?|id)|)"
     R"(tax ID|fiscal code|employer (?:identification|id) (?:number|no\b\.?)|TIN)",
     kToken, "taxNumber"},
    {R"((?:state |business |company |commercial |trade |corporate )*)"
     R"(regist(?:ration|ry|er) (?:number|no\b\.?|id|code))",
     kToken, "registrationNumber"},
    {R"(compan(?:y(?: identification)?|ies house) (?:number|no\b\.?))", kToken,
     "registrationNumber"},
    {R"(passports? (?:number|no\b\.?|n°))",
     R"((?:[A-Z]{0,4}[ \-]?\d{5,12}|\d{2}[A-Z]{2,3}\d{4,7})[A-Z]?)", "passportNumber"},
    {R"((?:national )?(?:identification|identity|id)(?: card)? (?:number|no\b\.?)|)"
     R"(national id(?:entity)? (?:number|no\b\.?|card))",
     R"((?:[A-Z]{1,2}[ \-]?)?\d[\d.\-/]{3,}\d)", "idNumber"},
};

const RE2& Pattern(std::size_t at) {
  static const auto& patterns = *new std::vector<std::unique_ptr<RE2>>([] {
    std::vector<std::unique_ptr<RE2>> made;
    for (const Label& label : kLabels) {
      made.push_back(std::make_unique<RE2>(
          absl::StrCat("(?:^|[^\\pL\\pN])((?i:", ToAbsl(label.words), ")", ToAbsl(kBetween), "(",
                       ToAbsl(label.number), "))(?:$|[^\\pL\\pN])")));
    }
    return made;
  }());
  return *patterns[at];
}

bool IsDigits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool IsOgrn(std::string_view number) {
  return (number.size() == 13 || number.size() == 15) && IsDigits(number) &&
         (number[0] == '1' || number[0] == '3' || number[0] == '5');
}

// The digits of a number behind "IMO"; others as they are, without a full stop that ends a
// sentence.
std::string Clean(std::string_view type, std::string number) {
  if (type == "imoNumber") return number.substr(number.size() - 7);
  while (!number.empty() && (number.back() == '.' || number.back() == '-')) number.pop_back();
  return number;
}

// Adds it unless the entity has it, from whatever country.
void AddNumber(Entity& entity, std::string_view type, const std::string& number) {
  const bool known = std::ranges::any_of(entity.identifiers, [&](const Identifier& identifier) {
    return identifier.type == type && identifier.value == number;
  });
  if (!known) AddIdentifier(entity, type, number);
}

}  // namespace

int AddLabelledNumbers(std::string_view text, Entity& entity) {
  int found = 0;
  bool russian = false;
  std::vector<std::string> taxes;
  // A number is of the first label that claims it: "tax registration number" is no registration.
  std::string left(text);
  for (std::size_t i = 0; i < std::size(kLabels); ++i) {
    std::string words;
    std::string number;
    while (RE2::PartialMatch(left, Pattern(i), &words, &number)) {
      left.replace(left.find(words), words.size(), " ; ");
      number = Clean(kLabels[i].type, number);
      ++found;
      if (kLabels[i].type == "taxNumber") {
        taxes.push_back(number);
        continue;
      }
      std::string_view type = kLabels[i].type;
      if (type == "registrationNumber" && IsOgrn(number)) type = "ogrnCode";
      russian = russian || type == "ogrnCode";
      AddNumber(entity, type, number);
    }
  }
  for (const std::string& number : taxes) {
    const bool inn = russian && IsDigits(number) && (number.size() == 10 || number.size() == 12);
    AddNumber(entity, inn ? "innCode" : "taxNumber", number);
  }
  return found;
}

}  // namespace lynceus::sources
