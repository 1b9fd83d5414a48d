#include "lib/resolve/name_keys.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/names/sound_keys.h"
#include "lib/resolve/groups.h"

namespace lynceus::resolve {
namespace {

// Kinds of keys, so that a word and a sound that are spelt alike stay two keys.
enum : std::uint64_t { kWords = 1, kSounds = 2, kBornAndSound = 3 };

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

void AppendNameKeys(const names::AnalyzedName& name, const Entity& record,
                    std::vector<std::uint64_t>& keys) {
  std::vector<std::string> words;
  std::vector<std::string> sounds;
  for (const names::Token& token : name.tokens) {
    if (token.kind != names::TokenKind::kHonorific) words.push_back(token.text);
    if (IsMain(token)) sounds.push_back(SoundOf(token.text));
  }
  if (!words.empty()) keys.push_back(KeyOf(Sorted(words), kWords));
  if (!sounds.empty()) keys.push_back(KeyOf(Sorted(sounds), kSounds));
  if (record.schema != Schema::kPerson) return;
  for (const PartialDate& date : record.birth_dates) {
    if (date.precision != DatePrecision::kDay) continue;
    for (const std::string& sound : sounds) {
      keys.push_back(KeyOf(absl::StrCat(date.first.days(), " ", sound), kBornAndSound));
    }
  }
}

}  // namespace lynceus::resolve
