#include "lib/names/sound_keys.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "lib/names/words.h"

namespace lynceus::names {
namespace {

// One respelling. Rules are tried in order, so longer ones stand first. `at` says where it holds.
enum class At : char { kAnywhere, kStart, kEnd };
struct Respelling {
  std::string_view from;
  std::string_view to;
  At at = At::kAnywhere;
};

// c is the sound of "church", x that of "shut", j those of "judge" and "measure".
constexpr std::array kRespellings = {
    Respelling{"tsch", "c", At::kAnywhere},    Respelling{"shch", "x", At::kAnywhere},
    Respelling{"schtsch", "x", At::kAnywhere}, Respelling{"dsch", "j", At::kAnywhere},
    Respelling{"dzh", "j", At::kAnywhere},     Respelling{"tch", "c", At::kAnywhere},
    Respelling{"tsh", "c", At::kAnywhere},     Respelling{"sch", "x", At::kAnywhere},
    Respelling{"ck", "k", At::kAnywhere},      Respelling{"cz", "c", At::kAnywhere},
    Respelling{"ch", "c", At::kAnywhere},      Respelling{"sh", "x", At::kAnywhere},
    Respelling{"zh", "j", At::kAnywhere},      Respelling{"dj", "j", At::kAnywhere},
    Respelling{"kh", "h", At::kAnywhere},      Respelling{"gh", "g", At::kAnywhere},
    Respelling{"ph", "f", At::kAnywhere},      Respelling{"th", "t", At::kAnywhere},
    Respelling{"dh", "d", At::kAnywhere},      Respelling{"bh", "b", At::kAnywhere},
    Respelling{"ts", "s", At::kAnywhere},      Respelling{"tz", "s", At::kAnywhere},
    Respelling{"ks", "ks", At::kAnywhere},     Respelling{"xi", "xi", At::kStart},
    Respelling{"xu", "xu", At::kStart},        Respelling{"x", "ks", At::kAnywhere},
    Respelling{"ou", "u", At::kAnywhere},      Respelling{"oo", "u", At::kAnywhere},
    Respelling{"ee", "i", At::kAnywhere},      Respelling{"ae", "a", At::kAnywhere},
    Respelling{"oe", "o", At::kAnywhere},      Respelling{"ue", "u", At::kAnywhere},
    Respelling{"eo", "o", At::kAnywhere},      Respelling{"eu", "u", At::kAnywhere},
    Respelling{"ye", "e", At::kStart},         Respelling{"je", "e", At::kStart},
    Respelling{"ah", "a", At::kEnd},           Respelling{"eh", "e", At::kEnd},
    Respelling{"off", "ov", At::kEnd},         Respelling{"eff", "ev", At::kEnd},
    Respelling{"z", "s", At::kAnywhere},       Respelling{"q", "k", At::kAnywhere},
    Respelling{"w", "v", At::kAnywhere},       Respelling{"y", "i", At::kAnywhere},
};

// Where the rules that start with each letter begin and end, once they are sorted by it (the order
// of rules with one first letter stays).
struct RuleIndex {
  std::array<Respelling, kRespellings.size()> rules{};
  std::array<std::uint8_t, 27> start{};
};
constexpr RuleIndex MakeIndex() {
  RuleIndex index;
  std::size_t filled = 0;
  for (std::size_t letter = 0; letter < 26; ++letter) {
    index.start[letter] = static_cast<std::uint8_t>(filled);
    for (const Respelling& rule : kRespellings) {
      if (rule.from[0] == static_cast<char>('a' + letter)) index.rules[filled++] = rule;
    }
  }
  index.start[26] = static_cast<std::uint8_t>(filled);
  return index;
}
constexpr RuleIndex kRules = MakeIndex();

constexpr bool IsVowel(char letter) {
  return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' || letter == 'u';
}

constexpr bool IsDigit(char letter) { return letter >= '0' && letter <= '9'; }

// Returns the letter a digit is written for ("s0vc0mbank"), or the digit.
constexpr char LetterForDigit(char digit) {
  constexpr std::string_view kLetters = "oi2easgtbg";
  return IsDigit(digit) ? kLetters[static_cast<std::size_t>(digit - '0')] : digit;
}

// True where digits among the letters are probably meant as letters.
bool DigitsMeanLetters(std::string_view text) {
  std::size_t digits = 0;
  for (const char letter : text) digits += IsDigit(letter) ? 1U : 0U;
  return digits > 0 && 2 * digits < text.size();
}

// Appends unless it repeats the last letter; digits repeat freely.
void AppendOnce(std::string& out, char letter) {
  if (IsDigit(letter) || out.empty() || out.back() != letter) out.push_back(letter);
}

// Tries the table at `at`; returns how many letters were consumed, 0 for none.
std::size_t ApplyRespelling(std::string_view text, std::size_t at, std::string& out) {
  const std::string_view rest = text.substr(at);
  if (rest[0] < 'a' || rest[0] > 'z') return 0;
  const auto first = static_cast<std::size_t>(rest[0] - 'a');
  for (std::size_t entry = kRules.start[first]; entry < kRules.start[first + 1]; ++entry) {
    const Respelling& rule = kRules.rules[entry];
    if (!rest.starts_with(rule.from)) continue;
    if (rule.at == At::kStart && at != 0) continue;
    if (rule.at == At::kEnd && rest.size() != rule.from.size()) continue;
    for (const char letter : rule.to) AppendOnce(out, letter);
    return rule.from.size();
  }
  return 0;
}

// A lone c is hard: whether it is soft hangs on a vowel that may have been left out. Slavic j at
// the end is i.
char SingleLetter(std::string_view text, std::size_t at) {
  const char letter = text[at];
  if (letter == 'c') return 'k';
  const bool last = at + 1 == text.size();
  return letter == 'j' && last && at > 0 && IsVowel(text[at - 1]) ? 'i' : letter;
}

// The place of articulation; '\0' for what is dropped.
constexpr char CoarseClass(char letter) {
  switch (letter) {
    case 'b':
    case 'p':
    case 'f':
    case 'v':
      return 'b';
    case 'l':
    case 'r':
      return 'r';
    case 's':
    case 'x':
    case 'c':
    case 'j':
      return 's';
    case 'k':
    case 'g':
      return 'k';
    case 'd':
    case 't':
      return 't';
    case 'm':
    case 'n':
      return letter;
    default:
      return IsDigit(letter) ? letter : '\0';
  }
}

void WriteGreekSounds(std::string_view text, std::string& out) {
  constexpr std::array<std::array<std::string_view, 2>, 7> kPairs = {
      {{"mp", "b"}, {"nt", "d"}, {"gk", "g"}, {"nk", "g"}, {"tz", "j"}, {"ch", "h"}, {"ts", "ch"}}};
  for (std::size_t at = 0; at < text.size();) {
    const auto pair = std::find_if(kPairs.begin(), kPairs.end(), [&](const auto& each) {
      return text.substr(at).starts_with(each[0]);
    });
    if (pair == kPairs.end()) {
      out += text[at++];
    } else {
      out += (*pair)[1];
      at += (*pair)[0].size();
    }
  }
}

// Leaves out the filler where no vowel stands beside it; behind t and d the filler of kana is o.
void LeaveOutFillers(std::string_view text, std::string_view filler, std::string& out) {
  const auto vowel_at = [&](std::size_t at) {
    return at < text.size() && (IsVowel(text[at]) || text[at] == 'y');
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char before = at > 0 ? text[at - 1] : 'a';
    const bool closes_t = filler == "u" && (before == 't' || before == 'd') && text[at] == 'o';
    const std::size_t letters = closes_t ? 1 : filler.size();
    const bool fills = closes_t || text.substr(at).starts_with(filler);
    if (fills && !IsVowel(before) && before != 'y' && !vowel_at(at + letters)) {
      at += letters - 1;
    } else {
      out += text[at];
    }
  }
  if (out.empty()) out = text;
}

// Kana write a foreign -er, -ar, -or as a long a.
bool EndsInLongA(std::string_view native) {
  constexpr std::string_view kLong = "ー";
  constexpr std::string_view kRowOfA = "アカガサザタダナハバパマヤラワャァ";
  if (!native.ends_with(kLong) || native.size() < 2 * kLong.size()) return false;
  const std::string_view before = native.substr(native.size() - 2 * kLong.size(), kLong.size());
  const std::size_t at = kRowOfA.find(before);
  return at != std::string_view::npos && at % kLong.size() == 0;
}

}  // namespace

void FoldVowels(std::string_view respelt, std::string& out) {
  out.clear();
  for (const char letter : respelt) AppendOnce(out, IsVowel(letter) ? 'a' : letter);
}

bool HasNoVowels(std::string_view respelt) {
  return respelt.size() > 1 && std::none_of(respelt.begin() + 1, respelt.end(), IsVowel);
}

void RespellByEar(std::string_view text, std::string& out) {
  out.clear();
  std::string letters;
  if (DigitsMeanLetters(text)) {
    for (const char letter : text) letters.push_back(LetterForDigit(letter));
    text = letters;
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t consumed = ApplyRespelling(text, at, out);
    if (consumed == 0) AppendOnce(out, SingleLetter(text, at));
    at += consumed == 0 ? 1 : consumed;
  }
}

void RespellFromScript(std::string_view text, std::string_view native, std::string& out) {
  std::string heard;
  const Script script = ScriptOfNative(native);
  if (script == Script::kGreek) {
    WriteGreekSounds(text, heard);
  } else if (script == Script::kKana) {
    LeaveOutFillers(text, "u", heard);
    if (EndsInLongA(native)) heard += 'r';
  } else if (script == Script::kHangul) {
    LeaveOutFillers(text, "eu", heard);
  } else {
    RespellByEar(text, out);
    return;
  }
  RespellByEar(heard, out);
}

void ConsonantSkeleton(std::string_view respelt, std::string& out) {
  out.clear();
  for (const char letter : respelt) {
    if (!IsVowel(letter)) AppendOnce(out, letter);
  }
}

void CoarseSkeleton(std::string_view respelt, std::string& out) {
  out.clear();
  char before = '\0';  // letters of one class side by side count once
  for (const char letter : respelt) {
    const char coarse = CoarseClass(letter);
    if (coarse != '\0' && coarse != before) out.push_back(coarse);
    before = coarse;
  }
}

void CoarseSyllables(std::string_view respelt, std::string& out) {
  out.clear();
  for (const char letter : respelt) {
    const char coarse = IsVowel(letter) ? 'a' : CoarseClass(letter);
    if (coarse != '\0') AppendOnce(out, coarse);
  }
  if (out.size() > 1 && out.back() == 'a') out.pop_back();
}

}  // namespace lynceus::names
