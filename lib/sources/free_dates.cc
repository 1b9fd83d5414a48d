// A field is cut at enumerators and separators; each piece is brought into the words of
// ParseListDate, which reads it.

#include "lib/sources/free_dates.h"

#include <re2/re2.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/strings.h"
#include "lib/sources/free_text.h"
#include "lib/sources/ofac_dates.h"

namespace lynceus::sources {
namespace {

// "12/05/1958", "12.5.1958", "12-05-1958" as ISO, day first; empty where there is no such day.
std::string NumericDay(std::string_view text) {
  static const RE2 kNumbers(R"((\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}))");
  int day = 0;
  int month = 0;
  int year = 0;
  if (!RE2::FullMatch(text, kNumbers, &day, &month, &year)) return {};
  if (month > 12) std::swap(day, month);
  const auto date = Date::FromCivil(year, month, day);
  return date ? date->ToString() : std::string();
}

// "March 5, 2024" and "Mar 05 2024" with the day in front; dots, commas and ordinals taken away.
std::string PlainWords(std::string text) {
  static const RE2 kOrdinal(R"((\d)(?:st|nd|rd|th)\b)");
  static const RE2 kDot(R"(([A-Za-z]{3,9})\.)");
  static const RE2 kDayDot(R"(^(\d{1,2})\.\s+([A-Za-z]))");
  static const RE2 kGlued(R"((\d)([A-Z][a-z]{2}))");
  static const RE2 kGluedYear(R"(([a-z])(\d{4}))");
  static const RE2 kMonthFirst(R"(^([A-Za-z]{3,9}) (\d{1,2}),? (\d{4})$)");
  static const RE2 kDashes(R"(^(\d{1,2})[-/]([A-Za-z]{3,9})[-/](\d{4})$)");
  RE2::GlobalReplace(&text, kOrdinal, R"(\1)");
  RE2::GlobalReplace(&text, kDot, R"(\1 )");
  RE2::Replace(&text, kDayDot, R"(\1 \2)");
  RE2::GlobalReplace(&text, kGlued, R"(\1 \2)");
  RE2::GlobalReplace(&text, kGluedYear, R"(\1 \2)");
  text = TidyText(text);
  RE2::Replace(&text, kMonthFirst, R"(\2 \1 \3)");
  RE2::Replace(&text, kDashes, R"(\1 \2 \3)");
  return text;
}

std::optional<PartialDate> Circa(std::optional<PartialDate> date) {
  if (date) date->circa = true;
  return date;
}

// "early 1970s", "born in the late 1950s": the first, middle or last five years, or all ten.
std::optional<PartialDate> Decade(std::string_view text) {
  static const RE2 kDecade(R"((?i)(?:born )?(?:in )?(?:the )?(early|mid|late)?[- ]?(\d{3})0'?s)");
  std::string part;
  int tens = 0;
  if (!RE2::FullMatch(text, kDecade, &part, &tens)) return std::nullopt;
  const int year = tens * 10;
  part = LowerAscii(part);
  if (part == "early") return Circa(PartialDate::OfYears(year, year + 4));
  if (part == "mid") return Circa(PartialDate::OfYears(year + 3, year + 7));
  if (part == "late") return Circa(PartialDate::OfYears(year + 5, year + 9));
  return Circa(PartialDate::OfYears(year, year + 9));
}

// "Between 1956 and 1958", "1955- 1958", "1955/1956", "Mar 1966 to Feb 1967".
std::string PlainRange(std::string text) {
  static const RE2 kBetween(R"((?i)^between (.+?) (?:and|to|-) (.+)$)");
  static const RE2 kYears(R"(^(\d{4})\s*[-/–]\s*(\d{4})$)");
  static const RE2 kMonths(R"(^([A-Za-z]{3,9}) (?:to|and) ([A-Za-z]{3,9}) (\d{4})$)");
  RE2::Replace(&text, kBetween, R"(\1 to \2)");
  RE2::Replace(&text, kYears, R"(\1 to \2)");
  RE2::Replace(&text, kMonths, R"(\1 \3 to \2 \3)");
  return text;
}

// Each end of a range of days in the words that ParseListDate knows.
std::string PlainEnds(const std::string& text) {
  const std::size_t to = text.find(" to ");
  const auto plain = [](const std::string& end) {
    const std::string day = NumericDay(end);
    return day.empty() ? PlainWords(end) : day;
  };
  if (to == std::string::npos) return plain(text);
  return absl::StrCat(plain(text.substr(0, to)), " to ", plain(text.substr(to + 4)));
}

std::optional<PartialDate> ParsePiece(std::string_view piece) {
  static const RE2 kLabel(
      R"((?i)^(?:alt\.?(?:ernate)?|other)?\s*(?:dob|date of birth|born)?\s*[:.]?\s*(?:on |in )?(.*)$)");
  static const RE2 kCirca(
      R"((?i)^(?:possibly|approximately|approximatively|approx|around|about|circa|ca|c|est)\.?\s+(.*)$)");
  static const RE2 kAround(R"((?i)^(.*?)\s*\((?:approximately|approximative|approx\.?|circa)\)$)");
  std::string text = TidyText(piece);
  std::string rest;
  if (const auto decade = Decade(text)) return decade;
  if (RE2::FullMatch(text, kLabel, &rest) && !rest.empty()) text = rest;
  bool circa = false;
  while (RE2::FullMatch(text, kCirca, &rest) || RE2::FullMatch(text, kAround, &rest)) {
    circa = true;
    text = rest;
  }
  static const RE2 kMonthYear(R"((\d{1,2})/(\d{4}))");
  static const RE2 kAbbreviated(R"(([A-Za-z]{3,9})\.)");
  int month = 0;
  int year = 0;
  if (RE2::FullMatch(text, kMonthYear, &month, &year)) {
    const auto date = PartialDate::OfMonth(year, month);
    return circa ? Circa(date) : date;
  }
  RE2::GlobalReplace(&text, kAbbreviated, R"(\1)");
  if (text.starts_with('(') && text.ends_with(')')) text = text.substr(1, text.size() - 2);
  while (!text.empty() && (text.back() == '.' || text.back() == ',')) text.pop_back();
  auto date = ParseListDate(PlainEnds(PlainRange(text)));
  return circa ? Circa(date) : date;
}

// The text in pieces that hold one date each.
std::vector<std::string> Pieces(std::string_view text) {
  static const RE2 kSeparators(
      R"((?i)\s*(?:;|>>|,\s*or\b|\bor\b|\balt\.? ?dob:?|\band (?:alt|approx)\S*)\s*)");
  static const RE2 kComma(R"((\d{4})\s*,)");
  static const RE2 kAfterNote(R"(\)\s+(\d))");
  static const RE2 kNewDay(R"((\d{4})\s+(\d{1,2}[/ ]))");
  std::vector<std::string> pieces;
  for (std::string part : SplitEnumerated(text)) {
    RE2::GlobalReplace(&part, kSeparators, ";");
    RE2::GlobalReplace(&part, kComma, R"(\1;)");
    RE2::GlobalReplace(&part, kAfterNote, R"();\1)");
    RE2::GlobalReplace(&part, kNewDay, R"(\1;\2)");
    for (std::string& piece : SplitTrimmed(part, ';')) pieces.push_back(std::move(piece));
  }
  return pieces;
}

void AddDate(FreeDates& found, const PartialDate& date) {
  if (std::ranges::find(found.dates, date) == found.dates.end()) found.dates.push_back(date);
}

}  // namespace

FreeDates ParseFreeDates(std::string_view text) {
  static const RE2 kNote(R"(^(.*?\d[^()]*?)\s*(\([^()]*\))$)");
  FreeDates found;
  const std::string tidy = TidyText(text);
  if (SaysNothing(tidy)) return found;
  // "1953 to 1958" must not be cut, so the whole is tried first.
  if (const auto date = ParsePiece(tidy)) {
    found.dates.push_back(*date);
    return found;
  }
  for (const std::string& piece : Pieces(tidy)) {
    if (const auto date = ParsePiece(piece)) {
      AddDate(found, *date);
      continue;
    }
    std::string date_text;
    std::string note;
    if (RE2::FullMatch(piece, kNote, &date_text, &note)) {
      if (const auto date = ParsePiece(date_text)) {
        // "(Hijri calendar)" says that the numbers are of another calendar.
        if (LowerAscii(note).find("hijri") == std::string::npos) {
          AddDate(found, *date);
          found.rest.push_back(note);
          continue;
        }
      }
    }
    found.rest.push_back(piece);
  }
  return found;
}

std::optional<Date> ParseFreeDay(std::string_view text) {
  static const RE2 kTime(R"(^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*$)");
  std::string tidy = TidyText(text);
  RE2::Replace(&tidy, kTime, R"(\1)");
  const auto date = ParsePiece(tidy);
  if (!date || date->precision != DatePrecision::kDay || date->circa) return std::nullopt;
  return date->first;
}

}  // namespace lynceus::sources
