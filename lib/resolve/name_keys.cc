#include "lib/resolve/name_keys.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/names/sound_keys.h"
#include "lib/resolve/groups.h"

namespace lynceus::resolve {
namespace {

// Kinds of keys, so that a word and a sound that are spelt alike stay two keys.
enum : std::uint64_t { kWords = 1, kSounds = 2, kBornAndSound = 3, kNear = 4, kLetters = 5 };

// Words that make the name: not titles, particles and initials, which are left out at will, nor
// patronymics, which most lists leave out.
bool IsMain(const names::Token& token) {
  switch (token.kind) {
    case names::TokenKind::kWord:
    case names::TokenKind::kNumber:
    case names::TokenKind::kCommon:
      return true;
    case names::TokenKind::kInitial:
    case names::TokenKind::kParticle:
    case names::TokenKind::kHonorific:
    case names::TokenKind::kPatronymic:
    case names::TokenKind::kAside:
      return false;
  }
  return false;
}

std::string SoundOf(std::string_view word) {
  std::string respelt;
  names::RespellByEar(word, respelt);
  std::string folded;
  names::FoldVowels(respelt, folded);
  return folded;
}

std::string Sorted(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  std::string text;
  for (const std::string& word : words) absl::StrAppend(&text, word, " ");
  return text;
}

}  // namespace

std::uint64_t WordsKey(const names::AnalyzedName& name) {
  std::vector<std::string> words;
  for (const names::Token& token : name.tokens) {
    if (token.kind != names::TokenKind::kHonorific) words.push_back(token.text);
  }
  return words.empty() ? 0 : KeyOf(Sorted(std::move(words)), kWords);
}

void AppendNameKeys(const names::AnalyzedName& name, const Entity& record,
                    std::vector<std::uint64_t>& keys) {
  std::vector<std::string> sounds;
  for (const names::Token& token : name.tokens) {
    if (IsMain(token)) sounds.push_back(SoundOf(token.text));
  }
  const std::uint64_t words = WordsKey(name);
  if (words != 0) keys.push_back(words);
  if (!sounds.empty()) keys.push_back(KeyOf(Sorted(sounds), kSounds));
  if (record.schema != Schema::kPerson) return;
  for (const PartialDate& date : record.birth_dates) {
    if (date.precision != DatePrecision::kDay) continue;
    for (const std::string& sound : sounds) {
      keys.push_back(KeyOf(absl::StrCat(date.first.days(), " ", sound), kBornAndSound));
    }
  }
}

void AppendNearKeys(const names::AnalyzedName& name, std::vector<std::uint64_t>& keys) {
  std::map<std::string, bool> words;  // by sound: is it no frequent company word
  std::string letters;
  for (const names::Token& token : name.tokens) {
    if (!IsMain(token)) continue;
    words[SoundOf(token.text)] |= token.kind != names::TokenKind::kCommon;
    letters += token.text;
  }
  if (letters.size() >= kNearLettersMin) {
    std::sort(letters.begin(), letters.end());
    keys.push_back(KeyOf(letters, kLetters));
  }
  if (words.size() > kNearWordsMax) return;
  const auto add_without = [&](const std::string* left_out) {
    std::string text;
    std::size_t count = 0;
    bool telling = false;
    for (const auto& [sound, is_rare] : words) {
      if (&sound == left_out) continue;
      absl::StrAppend(&text, sound, " ");
      ++count;
      telling = telling || is_rare;
    }
    if (count > 1 && telling) keys.push_back(KeyOf(text, kNear));
  };
  add_without(nullptr);
  for (const auto& [sound, is_rare] : words) add_without(&sound);
}

}  // namespace lynceus::resolve
