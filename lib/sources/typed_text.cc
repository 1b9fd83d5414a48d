#include "lib/sources/typed_text.h"

#include <re2/re2.h>

#include <array>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "lib/base/strings.h"
#include "lib/model/date.h"

namespace lynceus::sources {
namespace {

// Japan's eras since the calendar is the Gregorian one. Of an era's last year the days behind its
// end are written in it too, in documents that were printed before.
struct Era {
  std::string_view word;
  char letter;
  int year_before;  // its first year is the next
  int last_year;
};
constexpr std::array<Era, 5> kEras = {{{"明治", 'M', 1867, 1912},
                                       {"大正", 'T', 1911, 1926},
                                       {"昭和", 'S', 1925, 1989},
                                       {"平成", 'H', 1988, 2019},
                                       {"令和", 'R', 2018, 2099}}};

const Era* FindEra(std::string_view word) {
  for (const Era& era : kEras) {
    if (word == era.word) return &era;
    if (word.size() == 1 && (word[0] & ~0x20) == era.letter) return &era;
  }
  return nullptr;
}

// Of a few digits; 0 where there are none.
int Number(const std::string& digits) {
  int number = 0;
  return absl::SimpleAtoi(digits, &number) ? number : 0;
}

std::string Iso(int year, int month, int day) {
  const std::string text = day > 0     ? absl::StrFormat("%04d-%02d-%02d", year, month, day)
                           : month > 0 ? absl::StrFormat("%04d-%02d", year, month)
                                       : absl::StrFormat("%04d", year);
  return PartialDate::ParseIso(text).ok() ? text : std::string();
}

}  // namespace

std::string FoldWidth(std::string_view text) {
  std::string folded;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const bool three = at + 2 < text.size();
    if (three && byte(0) == 0xEF && (byte(1) == 0xBC || byte(1) == 0xBD)) {
      const unsigned code = 0xFF00u + ((byte(1) & 1u) << 6) + (byte(2) & 0x3Fu);
      if (code >= 0xFF01 && code <= 0xFF5E) {
        folded += static_cast<char>(code - 0xFF01 + '!');
        at += 3;
        continue;
      }
    }
    if (three && text.substr(at, 3) == "\xE3\x80\x80") {
      folded += ' ';
      at += 3;
      continue;
    }
    folded += text[at++];
  }
  return folded;
}

std::string IsoHint(std::string_view text) {
  static const RE2 kOfEra(
      R"((明治|大正|昭和|平成|令和|[MTSHRmtshr])\s*(元|\d{1,2})(?:[年./-]\s*(?:(\d{1,2})(?:[月./-]\s*(?:(\d{1,2})日?)?)?)?)?)");
  static const RE2 kGregorian(
      R"((\d{4})\s*[年./-]\s*(?:(\d{1,2})(?:\s*[月./-]\s*(?:(\d{1,2})\s*日?)?)?)?)");
  const std::string folded(TrimAscii(FoldWidth(text)));
  std::string word;
  std::string year;
  std::string month;
  std::string day;
  if (RE2::FullMatch(folded, kGregorian, &year, &month, &day)) {
    return Iso(Number(year), Number(month), Number(day));
  }
  if (!RE2::FullMatch(folded, kOfEra, &word, &year, &month, &day)) return {};
  const Era* const era = FindEra(word);
  if (era == nullptr) return {};
  const int gregorian = era->year_before + (year == "元" ? 1 : Number(year));
  if (gregorian <= era->year_before || gregorian > era->last_year) return {};
  return Iso(gregorian, Number(month), Number(day));
}

bool HasLostLetters(std::string_view name) {
  static const RE2 kLetter(R"([\pL\pN])");
  if (name.find("\xEF\xBF\xBD") != std::string_view::npos) return true;
  if (name.find("??") != std::string_view::npos) return true;
  const bool has_question = name.find('?') != std::string_view::npos;
  return has_question && !RE2::PartialMatch(re2::StringPiece(name.data(), name.size()), kLetter);
}

}  // namespace lynceus::sources
