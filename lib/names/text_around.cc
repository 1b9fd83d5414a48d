#include "lib/names/text_around.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace lynceus::names {
namespace {

constexpr std::size_t kNoNameDigitsMin = 7;  // as many has an account, and no plant or unit
constexpr std::size_t kLeadingDigitsMin =
    4;  // "Order 66" may begin a name, "invoice 4711" does not
constexpr std::size_t kPlaceWordsMax = 4;

std::size_t DigitsOf(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

class TextAround {
 public:
  TextAround(const Vocabulary& vocabulary, const Romaniser& romaniser, std::vector<Word>& words)
      : vocabulary_(vocabulary), words_(words), off_(words.size(), false) {
    for (const Word& word : words) {
      texts_.push_back(romaniser.ToLatin(word.letters, word.script));
      signs_ = signs_ || word.comma_before || word.dash_before || DigitsOf(texts_.back()) > 0;
    }
  }

  void Run() {
    TakePhrases();
    if (signs_) {
      TakeDates();
      TakeLongNumbers();
      TakeAddress();
    }
    TakePurposeMonth();
    if (!LeavesName()) return;
    SetPlaceAside();
    SetFormerAside();
    Erase();
  }

 private:
  std::size_t size() const { return words_.size(); }

  void TakeOff(std::size_t from, std::size_t end) {
    for (std::size_t at = from; at < end; ++at) off_[at] = true;
  }

  bool AllOffBefore(std::size_t at) const {
    return std::all_of(off_.begin(), off_.begin() + static_cast<std::ptrdiff_t>(at),
                       [](bool off) { return off; });
  }

  // --- phrases ---

  void TakePhrases() {
    for (std::size_t at = 0; at < size();) {
      const AroundPhrase phrase = LongestPhrase(at);
      const std::size_t behind = at + phrase.words;
      const std::size_t end = phrase.words == 0 ? at : EndOf(phrase.kinds, at, behind);
      if (end > at) TakeOff(at, end);
      at = std::max(end, at + 1);
    }
  }

  AroundPhrase LongestPhrase(std::size_t from) const {
    AroundPhrase longest;
    const std::size_t words_max = vocabulary_.around_words_max(texts_[from]);
    std::string key;
    for (std::size_t count = 1; count <= words_max && from + count <= size(); ++count) {
      AppendAroundWord(words_[from + count - 1], texts_[from + count - 1], key);
      const std::uint8_t kinds = vocabulary_.AroundKinds(key);
      if (kinds != 0) longest = {.kinds = kinds, .words = count};
    }
    return longest;
  }

  // Where what the phrase [at, behind) takes off ends; `at` where it takes nothing off.
  std::size_t EndOf(std::uint8_t kinds, std::size_t at, std::size_t behind) {
    const bool leads = AllOffBefore(at);
    if ((kinds & kAroundNumbered) != 0) {
      const std::size_t end = EndOfNumber(behind);
      if (end > behind && (!leads || DigitsBetween(behind, end) >= kLeadingDigitsMin)) return end;
    }
    if ((kinds & kAroundBorn) != 0) {
      const std::size_t end = EndOfDate(behind, true);
      if (end > behind) return end;
    }
    if ((kinds & kAroundPurpose) != 0 && (leads || behind - at > 1)) {
      purpose_ = true;
      return behind;
    }
    if ((kinds & kAroundBefore) != 0 && leads) return behind;
    if ((kinds & kAroundFormer) != 0 && !leads && behind < size()) {
      former_from_ = std::min(former_from_, behind);
      return behind;
    }
    return at;
  }

  std::size_t DigitsBetween(std::size_t from, std::size_t end) const {
    std::size_t digits = 0;
    for (std::size_t at = from; at < end; ++at) digits += DigitsOf(texts_[at]);
    return digits;
  }

  // "A1234567", "no. 990-12-3456", "no. HRB 1234".
  std::size_t EndOfNumber(std::size_t from) const {
    std::size_t at = from;
    while (at < size() && at < from + 2 && DigitsOf(texts_[at]) == 0 && texts_[at].size() <= 3 &&
           (vocabulary_.Particle(texts_[at]) == "no" || at > from)) {
      ++at;
    }
    if (at < size() && DigitsOf(texts_[at]) == 0 && IsNumbered(texts_[at])) ++at;
    if (at >= size() || DigitsOf(texts_[at]) == 0) return from;
    ++at;
    while (at < size() && DigitsOf(texts_[at]) > 0 && IsTied(at)) ++at;
    return at;
  }

  bool IsNumbered(const std::string& text) const {
    return (vocabulary_.AroundKinds(text) & kAroundNumbered) != 0;
  }

  bool IsTied(std::size_t at) const { return words_[at].hyphen_before || words_[at].slash_before; }

  // --- dates and numbers ---

  bool IsNumber(std::size_t at, int min, int max) const {
    if (at >= size()) return false;
    const std::string& text = texts_[at];
    if (text.empty() || text.size() > 4 || DigitsOf(text) != text.size()) return false;
    int value = 0;
    for (const char digit : text) value = 10 * value + (digit - '0');
    return value >= min && value <= max;
  }
  bool IsYear(std::size_t at) const { return IsNumber(at, 1900, 2099); }
  bool IsDay(std::size_t at) const { return IsNumber(at, 1, 31); }
  bool IsMonth(std::size_t at) const {
    return IsNumber(at, 1, 12) || (at < size() && vocabulary_.IsMonth(texts_[at]));
  }

  // "1962-04-17", "17 Apr 1962", "04/17/1962", "April 17, 1962"; and a year alone where said so.
  std::size_t EndOfDate(std::size_t at, bool year_alone) const {
    const bool year_last =
        IsYear(at + 2) && ((IsDay(at) && IsMonth(at + 1)) || (IsMonth(at) && IsDay(at + 1)));
    const bool year_first = IsYear(at) && IsMonth(at + 1) && IsDay(at + 2);
    if (year_last || year_first) return at + 3;
    if (!year_alone) return at;
    if (IsMonth(at) && IsYear(at + 1)) return at + 2;
    return IsYear(at) ? at + 1 : at;
  }

  void TakeDates() {
    for (std::size_t at = 1; at < size(); ++at) {
      const std::size_t end = off_[at] ? at : EndOfDate(at, false);
      TakeOff(at, end);
    }
  }

  void TakeLongNumbers() {
    for (std::size_t at = 1; at < size(); ++at) {
      const std::size_t digits = DigitsOf(texts_[at]);
      if (digits >= kNoNameDigitsMin && 2 * digits > texts_[at].size()) off_[at] = true;
    }
  }

  // "salary NAME March".
  void TakePurposeMonth() {
    if (purpose_ && !off_.back() && vocabulary_.IsMonth(texts_.back())) off_.back() = true;
  }

  // --- addresses and places ---

  std::size_t EndOfSegment(std::size_t from) const {
    std::size_t end = from + 1;
    while (end < size() && !words_[end].comma_before) ++end;
    return end;
  }

  // Behind a comma, a street with a number; then places and postcodes up to the end.
  void TakeAddress() {
    bool address = false;
    for (std::size_t from = EndOfSegment(0); from < size();) {
      const std::size_t end = EndOfSegment(from);
      address = address || IsStreet(from, end);
      if (address && (IsStreet(from, end) || IsWhere(from, end))) TakeOff(from, end);
      from = end;
    }
  }

  bool IsStreet(std::size_t from, std::size_t end) const {
    bool street = false;
    bool number = false;
    for (std::size_t at = from; at < end; ++at) {
      number = number || DigitsOf(texts_[at]) > 0;
      street = street || vocabulary_.IsStreetWord(texts_[at]) ||
               (at + 1 < end && vocabulary_.IsStreetWord(texts_[at] + texts_[at + 1]));
    }
    return street && number;
  }

  // True where the words are places and numbers.
  bool IsWhere(std::size_t from, std::size_t end) const {
    for (std::size_t at = from; at < end;) {
      const std::size_t words = DigitsOf(texts_[at]) > 0 ? 1 : PlaceWords(at, end);
      if (words == 0) return false;
      at += words;
    }
    return from < end;
  }

  // How many words the place at `from` has, 0 where none is there.
  std::size_t PlaceWords(std::size_t from, std::size_t end) const {
    std::string joined;
    std::size_t longest = 0;
    for (std::size_t at = from; at < end && at < from + kPlaceWordsMax; ++at) {
      joined += texts_[at];
      if (vocabulary_.IsPlace(joined)) longest = at + 1 - from;
    }
    return longest;
  }

  // "- Moscow", ", Moscow", "LLC Moscow", "London branch", "Moscow representative office" at the
  // end.
  void SetPlaceAside() {
    std::size_t end = size();
    while (end > 0 && off_[end - 1]) --end;
    const std::size_t branch = BranchFrom(end);
    for (std::size_t words = kPlaceWordsMax; words > 0; --words) {
      if (branch <= words) continue;
      const std::size_t from = branch - words;
      const bool apart = branch < end || words_[from].comma_before || words_[from].dash_before ||
                         IsBehindForm(from);
      if (apart && !off_[from] && PlaceWords(from, branch) == words) {
        SetAside(from, end);
        return;
      }
    }
  }

  // True where a legal form that does not lead the name stands before the word: the name ends
  // there.
  bool IsBehindForm(std::size_t from) const {
    std::string joined;
    for (std::size_t at = from; at-- > 1 && at + 3 >= from;) {
      joined.insert(0, texts_[at]);
      if (vocabulary_.FindLegalForm(joined) != nullptr) return true;
    }
    return false;
  }

  std::size_t BranchFrom(std::size_t end) const {
    std::string joined;
    std::size_t from = end;
    for (std::size_t at = end; at-- > 1 && at + 2 >= end;) {
      joined.insert(0, texts_[at]);
      if (vocabulary_.IsBranchWord(joined)) from = at;
    }
    return from;
  }

  void SetAside(std::size_t from, std::size_t end) {
    for (std::size_t at = from; at < end; ++at) words_[at].bracketed = true;
  }

  void SetFormerAside() {
    if (former_from_ < size()) SetAside(former_from_, size());
  }

  // --- what is left ---

  // True where some word is taken off or not, and a name stays: a word that is no legal form alone.
  bool LeavesName() const {
    std::string joined;
    bool letters = false;
    for (std::size_t at = 0; at < size(); ++at) {
      if (off_[at]) continue;
      joined += texts_[at];
      letters = letters || (texts_[at].size() >= 2 && DigitsOf(texts_[at]) < texts_[at].size());
    }
    return letters && vocabulary_.FindLegalForm(joined) == nullptr;
  }

  void Erase() {
    std::vector<Word> kept;
    for (std::size_t at = 0; at < size(); ++at) {
      if (off_[at]) continue;
      if (at > 0 && off_[at - 1]) words_[at].hyphen_before = words_[at].slash_before = false;
      if (kept.empty()) words_[at].comma_before = false;
      kept.push_back(std::move(words_[at]));
    }
    words_ = std::move(kept);
  }

  const Vocabulary& vocabulary_;
  std::vector<Word>& words_;
  std::vector<std::string> texts_;
  std::vector<bool> off_;
  bool signs_ = false;    // a comma, a dash or a digit: an address, a date, a number may be there
  bool purpose_ = false;  // a payment's purpose was taken off
  std::size_t former_from_ = static_cast<std::size_t>(-1);
};

}  // namespace

void TakeTextAroundOff(const Vocabulary& vocabulary, const Romaniser& romaniser,
                       std::vector<Word>& words) {
  if (words.size() > 1) TextAround(vocabulary, romaniser, words).Run();
}

}  // namespace lynceus::names
