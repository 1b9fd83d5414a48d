#pragma once
// How a romanised token sounds, in three grains. All are pure functions of the token's letters a-z,
// 0-9 and serve both the anchors (lib/names) and the comparison of tokens (lib/matching).
//
// They are lossy on purpose: equal keys say "could be the same name spelt by another scheme", never
// "is the same name".

#include <string>
#include <string_view>

namespace lynceus::names {

// Sets `out` to `text` respelt so that the usual transliteration schemes agree: ph is f, ou and oo
// are u, w is v, q and c are k, tsch and ch are c, sh is x, y is i, digits that stand for
// letters are the letters, doubled letters are single. Vowels stay. Never empty where `text` is
// not.
void RespellByEar(std::string_view text, std::string& out);

// The same of a romanised word whose script spells foreign sounds with what letters it has, so that
// it is heard as the foreign word: Greek writes b, d and g as mp, nt and gk; kana closes a syllable
// with u, or o behind t and d; Hangul with eu. `native` is the word in its script.
void RespellFromScript(std::string_view text, std::string_view native, std::string& out);

// Sets `out` to a respelt token with each run of vowels as one a ("laden" and "ladin" give
// "ladan").
void FoldVowels(std::string_view respelt, std::string& out);

// True where no letter but the first is a vowel: "rsnft".
bool HasNoVowels(std::string_view respelt);

// Sets `out` to the consonants of a respelt token ("mohammed" and "muhamad" give "mhmd"). Empty
// where it has none.
void ConsonantSkeleton(std::string_view respelt, std::string& out);

// Sets `out` to the consonants by place of articulation, for words that went through a script that
// keeps fewer of them apart (kana, Hangul, Han): b p f v are one, l r are one, sibilants are one, k
// g c are one, d t are one; h is dropped. Empty where it has none.
void CoarseSkeleton(std::string_view respelt, std::string& out);

// The same with each run of vowels as one a, but at the end, where scripts add them: what a short
// word has besides its consonants.
void CoarseSyllables(std::string_view respelt, std::string& out);

}  // namespace lynceus::names
