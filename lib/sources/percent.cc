// Words are replaced by the signs they stand for; what is left must be of one
// of four forms.

#include "lib/sources/percent.h"

#include <re2/re2.h>

#include <array>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"

namespace lynceus::sources {
namespace {

struct Wording {
  const char* pattern;
  const char* sign;
};

// In order: longer wordings first.
constexpr std::array<Wording, 13> kWordings = {{
    {"percents?|per cent|pct\\.?|%|\xC2\xA0|\xE2\x80\xAF", " "},
    {"(\\d),(\\d)", "\\1.\\2"},
    {"\xE2\x80\x93|\xE2\x80\x94|\xE2\x88\x92|\xE2\x80\x90", "-"},
    {"\xE2\x89\xA5|=>", ">="},
    {"\xE2\x89\xA4|=<", "<="},
    {"\\b(?:not|no) (?:more|greater|higher) than\\b|\\bat most\\b|\\bup "
     "to\\b|\\bmaximum(?: "
     "of)?\\b",
     " <="},
    {"\\b(?:not|no) (?:less|fewer) than\\b|\\bat least\\b|\\bminimum(?: "
     "of)?\\b|\\bfrom\\b",
     " >="},
    {"\\b(?:more|greater|higher) "
     "than\\b|\\bover\\b|\\babove\\b|\\bexceeding\\b",
     " >"},
    {"\\b(?:less|fewer|lower) than\\b|\\bbelow\\b|\\bunder\\b", " <"},
    {"\\bbetween\\b", " \x01 "},  // two numbers must follow
    {"\\bbut\\b|\\band\\b|\\bto\\b|\\buntil\\b", " - "},
    {"\\bor more\\b|\\band more\\b|\\bor over\\b", "+"},
    {"\\s+", " "},
}};

std::string ReplaceWordings(std::string_view text) {
  std::string said = LowerAscii(text);
  // "or more" holds a word of its own.
  RE2::GlobalReplace(&said, "\\b(?:or|and) (?:more|over|above)\\b", "+");
  for (const Wording& wording : kWordings) {
    RE2::GlobalReplace(&said, wording.pattern, wording.sign);
  }
  return std::string(TrimAscii(said));
}

std::optional<Share> Parse(const std::string& text) {
  const auto share = Share::Parse(text);
  if (!share.ok()) return std::nullopt;
  return *share;
}

}  // namespace

std::optional<Share> ParsePercentText(std::string_view text) {
  if (TrimAscii(text).empty() || text.size() > 200) return std::nullopt;
  if (auto share = Parse(std::string(text))) return share;
  static const RE2 kOne(R"((>=|<=|>|<)?\s?(\d+(?:\.\d+)?)\s?(\+)?)");
  // Between the numbers stands a dash or a sign, so that one number is never
  // read as two.
  static const RE2 kTwo(
      R"((?:\x01\s?)?(>=|>)?\s?(\d+(?:\.\d+)?)\s?(?:-\s?(<=|<)?|(<=|<))\s?(\d+(?:\.\d+)?))");
  const std::string said = ReplaceWordings(text);
  std::string sign;
  std::string number;
  std::string plus;
  if (RE2::FullMatch(said, kOne, &sign, &number, &plus)) {
    if (plus.empty()) return Parse(sign + number);
    return sign.empty() ? Parse(">=" + number) : std::nullopt;
  }
  std::string upper_sign;
  std::string upper_bare;
  std::string upper;
  if (!RE2::FullMatch(said, kTwo, &sign, &number, &upper_sign, &upper_bare, &upper)) {
    return std::nullopt;
  }
  const bool open = upper_sign == "<" || upper_bare == "<";
  return Parse(absl::StrCat(sign == ">" ? "(" : "[", number, "..", upper, open ? ")" : "]"));
}

}  // namespace lynceus::sources
