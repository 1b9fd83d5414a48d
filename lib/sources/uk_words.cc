#include "lib/sources/uk_words.h"

#include <re2/re2.h>

#include <algorithm>

#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/demonyms.h"
#include "lib/sources/list_record.h"
#include "lib/sources/ofac_dates.h"

namespace lynceus::sources {
namespace {

struct Spelling {
  std::string_view word;  // lower case
  std::string_view code;
};

// Spellings of countries and nationalities that only these lists print. Theirs are Congolese of the
// Democratic Republic alone.
constexpr Spelling kSpellings[] = {
    {"afgan", "af"},
    {"afganistan", "af"},
    {"comorian", "km"},
    {"congolese", "cd"},
    {"democratic peoples republic of korea", "kp"},
    {"dprk", "kp"},
    {"drc", "cd"},
    {"great britain", "gb"},
    {"guinea-bissauan", "gw"},
    {"kosovan", "xk"},
    {"libyan arab jamahiriya", "ly"},
    {"qatarian", "qa"},
    {"st kitts and nevis", "kn"},
    {"sultanate of oman", "om"},
    {"trinadad and tobago", "tt"},
    {"uae", "ae"},
    {"uk", "gb"},
    {"ukrainian ssr", "ua"},
    {"ukrainian ussr", "ua"},
    {"ukranian ssr", "ua"},
    {"union of the comoros", "km"},
    {"us", "us"},
    {"usa", "us"},
    {"ussr", "su"},
    {"yemenite", "ye"},
};

std::string_view CodeOf(const std::string& text) {
  if (const std::string_view code = CountryCode(text); !code.empty()) return code;
  if (const std::string_view code = DemonymCountry(text); !code.empty()) return code;
  const auto* const found = std::ranges::find(kSpellings, LowerAscii(text), &Spelling::word);
  return found == std::end(kSpellings) ? std::string_view() : found->code;
}

// The word without what is said around a country, each step on what the one before left.
std::vector<std::string> Peeled(std::string_view word) {
  struct Step {
    const char* pattern;
    const char* rewrite;
  };
  static constexpr Step kSteps[] = {
      {"’", ""},
      {R"([',.]+$|')", ""},
      {R"((?i)^(?:also |reportedly |possibly |believed to (?:be|hold) |in )+)", ""},
      {R"(\s*\([^()]*\)?\s*)", " "},
      {R"((?i)\s+as (?:at|of) .*$)", ""},
      {R"((?i)\s+(?:by birth|national/citizen|nationals?|citizen(?:ship)?s?|)"
       R"(nationalit(?:y|ies))\b)",
       ""},
      {R"(^[\s,.;:-]+|[\s,.;:-]+$)", ""},
  };
  std::string text = OneLine(word);
  std::vector<std::string> peeled = {text};
  for (const Step& step : kSteps) {
    RE2::GlobalReplace(&text, step.pattern, step.rewrite);
    text = OneLine(text);
    if (text != peeled.back()) peeled.push_back(text);
  }
  return peeled;
}

}  // namespace

std::optional<PartialDate> ParseUkDate(std::string_view text) {
  static const RE2 kParts(R"((?i)(?:(\d{1,2}|dd)/)?(\d{1,2}|mm)/(\d{4}))");
  text = TrimAscii(text);
  std::string day;
  std::string month;
  int year = 0;
  if (!RE2::FullMatch(re2::StringPiece(text.data(), text.size()), kParts, &day, &month, &year)) {
    return ParseListDate(text);
  }
  const auto is_known = [](const std::string& part) {
    return !part.empty() && part.find_first_not_of('0') != std::string::npos &&
           std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
  };
  if (!is_known(month)) return is_known(day) ? std::nullopt : PartialDate::OfYear(year);
  if (!is_known(day)) return PartialDate::OfMonth(year, std::stoi(month));
  const auto date = Date::FromCivil(year, std::stoi(month), std::stoi(day));
  return date ? std::optional(PartialDate::OfDay(*date)) : std::nullopt;
}

std::optional<Date> ParseUkDay(std::string_view text) {
  std::string spaced(TrimAscii(text));
  static const RE2 kDashed(R"((\d{1,2})-([A-Za-z]{3,9})-(\d{4}))");
  RE2::Replace(&spaced, kDashed, R"(\1 \2 \3)");
  const auto date = ParseUkDate(spaced);
  if (!date || date->precision != DatePrecision::kDay || date->circa) return std::nullopt;
  return date->first;
}

std::vector<std::string> SplitNumbered(std::string_view text) {
  static const RE2 kFirst(R"(\s*\(?(?:1|a|A|i)\)(?s:.*))");
  static const RE2 kMark(R"((^|[\s,.;:)\-])\(?(?:\d{1,2}|[a-hA-H]|i{1,3}|iv|v)\))");
  std::string line = OneLine(text);
  if (!RE2::FullMatch(line, kFirst)) {
    return line.empty() ? std::vector<std::string>() : std::vector<std::string>{line};
  }
  // A mark that follows another one at once has no separator of its own left.
  RE2::GlobalReplace(&line, kMark, "\\1\x1F");
  RE2::GlobalReplace(&line, kMark, "\\1\x1F");
  std::vector<std::string> parts;
  for (std::string& part : SplitTrimmed(line, '\x1F')) {
    RE2::GlobalReplace(&part, R"(^[\s,;:\-]+|[\s,;:\-]+$)", "");
    if (!part.empty()) parts.push_back(std::move(part));
  }
  return parts;
}

std::string_view UkCountryCode(std::string_view word) {
  for (const std::string& text : Peeled(word)) {
    if (const std::string_view code = CodeOf(text); !code.empty()) return code;
  }
  return {};
}

std::vector<std::string> UkCountries(std::string_view text) {
  std::vector<std::string> countries;
  const auto add = [&countries](std::string_view code) {
    if (std::ranges::find(countries, code) == countries.end()) countries.emplace_back(code);
  };
  for (const std::string& part : SplitNumbered(text)) {
    if (IsNoCountry(part)) continue;
    if (const std::string_view code = UkCountryCode(part); !code.empty()) {
      add(code);
      continue;
    }
    std::string pieces = part;
    RE2::GlobalReplace(&pieces, R"((?i)\s+and\s+|[/;,|.]\s*)", "\x1F");
    std::vector<std::string> codes;
    bool all_known = true;
    for (const std::string& piece : SplitTrimmed(pieces, '\x1F')) {
      codes.emplace_back(UkCountryCode(piece));
      all_known = all_known && !codes.back().empty();
    }
    if (!all_known) codes = {part};
    for (const std::string& code : codes) add(code);
  }
  return countries;
}

}  // namespace lynceus::sources
