// Anchors: which names may score at all.
//
// A score of 6,000 or more needs a token pair that agrees well, so each way in which two tokens can
// agree has a key that both sides compute:
//
//   class   text                                         finds
//   token   the token, respelt by ear                    equal tokens, transliteration schemes
//   token   the token with one letter left out           one edit, anywhere (both sides leave out)
//   token   a longer token with two left out             two edits
//   begins  its first letters                            a word cut off at its end
//   folded  its vowels as one; with one letter left out  vowels changed, and one consonant
//   token   j as y, ch as sh, ou as w, gh as q ...       other schemes of transliteration
//   bones   its consonants; with one, or two, left out   vowels dropped or changed, several edits
//   coarse  its consonants by place of articulation      words that went through another script
//   syllab. the same with its vowels as one              short words through another script
//   group   its spellings and nicknames                  Bill, William
//   native  the token and bigrams in its own script      Han with Han
//   token   up to four adjacent words joined             Sovcom Bank, AlSabah
//   token   the initials of a name of three words        acronyms
//   pair    two tokens where one is very frequent        Mohammed Ali without all Mohammeds
//
// A token below kFrequentWeight leads to no names by its own keys, but pairs with each other token
// of its name, the other one given loosely (its consonants, its first and last two letters, its
// initial), so that an edit there does not lose the pair. A rarer token that is near a frequent one
// (Mueller, Muller) makes the same pairs, or the two would not meet. Words run together are the
// same only where they share a key (lib/matching/pair_table.h): names without one need no look at
// that.

#include "lib/names/anchors.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "lib/names/other_schemes.h"
#include "lib/names/sound_keys.h"
#include "lib/names/word_shape.h"

namespace lynceus::names {
namespace {

enum class Class : std::uint8_t {
  kToken = 1,
  kBones = 2,
  kCoarse = 3,
  kGroup = 4,
  kNative = 5,
  kPair = 6,
  kPairInitial = 7,
  kPairWord = 8,
  kWholeBones = 9,
  kCoarseOther = 10,
  kBonesBare = 11,
  kVowelsFolded = 12,
  kWholeText = 13,
  kAnagram = 14,
  kStart = 15,
  kSyllables = 16,
  kSyllablesOther = 17,
  kWordStart = 18,
  kAcronym = 19,
};

constexpr std::size_t kDeletionLettersMin = 4;
constexpr std::size_t kFoldedDeletionMin = 6;  // shorter ones are too many words
constexpr std::size_t kSyllablesMin = 3;
constexpr std::size_t kBonesMin = 3;
constexpr std::size_t kTwoDeletionsBonesMin = 6;
constexpr std::size_t kTwoDeletionsBonesPrefix = 7;
constexpr std::size_t kTwoDeletionsMin = 7;  // two edits in a shorter word make another word
constexpr std::size_t kTwoDeletionsPrefix = 10;
constexpr std::size_t kWordStartLetters = 6;
constexpr std::size_t kCutMin = 6;  // a word that has lost so many letters at its end
constexpr std::size_t kCutLetters = 2;
constexpr std::size_t kWholeBonesMin = 5;
constexpr std::size_t kPairTokensMax = 12;  // a name of more words has rarer ones among them
constexpr std::size_t kTokenLettersMax = 32;
constexpr std::size_t kRunWordsMax = 4;
constexpr std::uint16_t kSpellingGroup = 0x8000;  // the bit that marks it, as Token::groups says

std::uint64_t Mix(std::uint64_t value) {
  value ^= value >> 30;
  value *= 0xBF58476D1CE4E5B9U;
  value ^= value >> 27;
  value *= 0x94D049BB133111EBU;
  return value ^ (value >> 31);
}

std::uint64_t HashOf(Class kind, std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U ^ static_cast<std::uint64_t>(kind);
  for (const char c : text) {
    hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001B3U;
  }
  return Mix(hash);
}

// A token's forms, computed once.
struct Sounds {
  const Token* token = nullptr;
  std::string respelt;
  std::string bones;
  std::string coarse;
  bool frequent = false;
};

void SoundOut(const Token& token, Sounds& sounds) {
  sounds.token = &token;
  RespellFromScript(std::string_view(token.text).substr(0, kTokenLettersMax), token.native,
                    sounds.respelt);
  ConsonantSkeleton(sounds.respelt, sounds.bones);
  CoarseSkeleton(sounds.respelt, sounds.coarse);
  sounds.frequent = token.weight < kFrequentWeight;
}

// Hashes what is given it; its buffers serve one form after the other.
class KeyMaker {
 protected:
  KeyMaker(bool query, std::vector<Anchor>& out) : query_(query), out_(out) {}

  void Add(Class kind, std::string_view text) { out_.push_back(HashOf(kind, text)); }

  // Two Latin words do not meet by their coarse sounds: the listed one is filed under its script,
  // the asked one looks under the other.
  void AddCoarse(std::string_view coarse, bool foreign) {
    if (foreign || !query_) Add(foreign ? Class::kCoarseOther : Class::kCoarse, coarse);
    if (query_) Add(foreign ? Class::kCoarse : Class::kCoarseOther, coarse);
  }

  void AddDeletions(Class kind, std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (at > 0 && text[at] == text[at - 1]) continue;
      buffer_.assign(text.substr(0, at));
      buffer_ += text.substr(at + 1);
      Add(kind, buffer_);
    }
  }

  const bool query_;
  std::string buffer_;

 private:
  std::vector<Anchor>& out_;
};

// What one token is found by.
class TokenKeys : private KeyMaker {
 public:
  TokenKeys(bool query, std::vector<Anchor>& out) : KeyMaker(query, out) {}

  void AddToken(const Sounds& sounds) {
    const std::string_view text = std::string_view(sounds.token->text).substr(0, kTokenLettersMax);
    Add(Class::kToken, text);
    Add(Class::kToken, sounds.respelt);
    FoldVowels(sounds.respelt, folded_);
    Add(Class::kVowelsFolded, folded_);
    if (folded_.size() >= kFoldedDeletionMin) AddDeletions(Class::kVowelsFolded, folded_);
    if (text.size() >= kDeletionLettersMin) AddDeletions(Class::kToken, text);
    if (text.size() >= kTwoDeletionsMin) {
      AddTwoDeletions(Class::kToken, text, kTwoDeletionsPrefix);
    }
    if (text.size() >= kWordStartLetters) {
      Add(Class::kWordStart, text.substr(0, kWordStartLetters));
    }
    if (text.size() >= kCutMin) Add(Class::kToken, text.substr(0, text.size() - kCutLetters));
    AddOtherSchemes(text);
    AddScanned(text);
    AddDigitsAsLetters(text);
    AddBones(sounds);
    if (sounds.coarse.size() >= kBonesMin) AddCoarse(sounds.coarse, IsForeign(*sounds.token));
    CoarseSyllables(sounds.respelt, buffer_);
    if (buffer_.size() >= kSyllablesMin) AddSyllables(!sounds.token->native.empty());
    AddGroups(*sounds.token);
    if (!sounds.token->native.empty()) AddNative(sounds.token->native);
  }

 private:
  // As AddCoarse, of what stands in `buffer_`, and for every script but Latin.
  void AddSyllables(bool romanised) {
    if (romanised || !query_) {
      Add(romanised ? Class::kSyllablesOther : Class::kSyllables, buffer_);
    }
    if (query_) Add(romanised ? Class::kSyllables : Class::kSyllablesOther, buffer_);
  }

  void AddGroups(const Token& token) {
    for (const std::uint16_t group : token.groups) {
      if (group != 0) Add(Class::kGroup, std::to_string(group));
    }
  }

  void AddOtherSchemes(std::string_view text) {
    OtherSchemes(text, schemes_);
    for (const std::string& other : schemes_) {
      RespellByEar(other, buffer_);
      Add(Class::kToken, buffer_);
      FoldVowels(buffer_, folded_);
      Add(Class::kVowelsFolded, folded_);
      if (folded_.size() >= kFoldedDeletionMin) AddDeletions(Class::kVowelsFolded, folded_);
    }
  }

  // "rn" and "m" are one picture to a scanner: both are filed under m.
  void AddScanned(std::string_view text) {
    const std::size_t at = text.find("rn");
    if (at == std::string_view::npos || text.size() < kDeletionLettersMin) return;
    std::string scanned(text.substr(0, at));
    scanned += 'm';
    scanned += text.substr(at + 2);
    Add(Class::kToken, scanned);
    AddDeletions(Class::kToken, scanned);
  }

  // By ear a one is i.
  void AddDigitsAsLetters(std::string_view text) {
    buffer_.assign(text);
    if (!ReplaceDigits(buffer_)) return;
    Add(Class::kToken, buffer_);
    RespellByEar(text, folded_);
    ReplaceDigits(folded_);
    Add(Class::kToken, folded_);
  }

  // Many words share three or fewer consonants, so those are looked up only where vowels are
  // hidden: by their script, or because the word was written without them. Longer ones also find
  // vowels and consonants changed together.
  void AddBones(const Sounds& sounds) {
    const std::string_view bones = sounds.bones;
    if (bones.size() < 2) return;
    const bool bare = HasNoVowels(sounds.respelt) || IsAbjad(*sounds.token);
    const bool many = bones.size() > kBonesMin;
    if (bare || many || !query_) Add(Class::kBones, bones);
    if (bare || query_) Add(Class::kBonesBare, bones);
    if (bones.size() > kBonesMin + 1) AddDeletions(Class::kBones, bones);
    if (bones.size() >= kTwoDeletionsBonesMin) {
      AddTwoDeletions(Class::kBones, bones, kTwoDeletionsBonesPrefix);
    }
  }

  static bool IsAbjad(const Token& token) {
    if (token.native.empty()) return false;
    const auto lead = static_cast<std::uint8_t>(token.native[0]);
    return lead >= 0xD6 && lead < 0xE0;
  }

  // Two of the first `prefix` letters.
  void AddTwoDeletions(Class kind, std::string_view text, std::size_t prefix) {
    const std::size_t end = std::min(text.size(), prefix);
    for (std::size_t first = 0; first < end; ++first) {
      for (std::size_t second = first + 1; second < end; ++second) {
        buffer_.assign(text.substr(0, first));
        buffer_ += text.substr(first + 1, second - first - 1);
        buffer_ += text.substr(second + 1);
        Add(kind, buffer_);
      }
    }
  }

  // The token and its bigrams of code points.
  void AddNative(std::string_view native) {
    Add(Class::kNative, native);
    std::size_t previous = 0;
    std::size_t start = 0;
    for (std::size_t at = 1; at <= native.size(); ++at) {
      if (at < native.size() && (static_cast<std::uint8_t>(native[at]) & 0xC0) == 0x80) continue;
      if (start > 0 && static_cast<std::uint8_t>(native[previous]) >= 0xE0) {
        Add(Class::kNative, native.substr(previous, at - previous));
      }
      previous = start;
      start = at;
    }
  }

  std::string folded_;
  std::vector<std::string> schemes_;
};

// What words run together are found by.
class JoinedKeys : private KeyMaker {
 public:
  JoinedKeys(bool query, std::vector<Anchor>& out) : KeyMaker(query, out) {}

  void AddJoined(std::string_view joined, bool foreign) {
    joined = joined.substr(0, 2 * kTokenLettersMax);
    Add(Class::kToken, joined);
    RespellByEar(joined, respelt_);
    Add(Class::kToken, respelt_);
    FoldVowels(respelt_, form_);
    Add(Class::kVowelsFolded, form_);
    ConsonantSkeleton(respelt_, form_);
    if (form_.size() > kBonesMin) Add(Class::kBones, form_);
    CoarseSkeleton(respelt_, form_);
    if (form_.size() > kBonesMin) AddCoarse(form_, foreign);
  }

 private:
  std::string respelt_;
  std::string form_;
};

// What the tokens of a name are found by together.
class NameKeys : private KeyMaker {
 public:
  NameKeys(const AnalyzedName& name, bool query, const FrequentWords& frequent_words,
           std::vector<Anchor>& out)
      : KeyMaker(query, out), name_(name), frequent_words_(frequent_words), joined_(query, out) {
    for (const Token& token : name_.tokens) {
      if (HasAnchors(token)) {
        SoundOut(token, sounds_.emplace_back());
      } else if (query && token.kind == TokenKind::kHonorific) {
        SoundOut(token, titles_.emplace_back());
      }
    }
  }

  // Tokens together, each for itself.
  void AddTogether() { AddPairs(); }

  // Tokens run together, and the name as a whole.
  void AddWhole() {
    AddRuns();
    AddWords();
    AddWholeBones();
    AddAcronym();
  }

 private:
  static std::string Canonical(const Sounds& sounds) {
    return CanonicalSpelling(sounds.token->groups, sounds.respelt);
  }

  void AddPairs() {
    const std::size_t count = std::min(sounds_.size(), kPairTokensMax);
    for (std::size_t at = 0; at < count; ++at) {
      if (sounds_[at].frequent) {
        AddPairsOf(at, count, Canonical(sounds_[at]));
      } else if (IsName(*sounds_[at].token)) {
        frequent_words_.Near(sounds_[at].respelt, near_);
        for (const std::string_view word : near_) AddPairsOf(at, count, std::string(word));
      }
    }
  }

  static bool IsName(const Token& token) {
    return token.kind == TokenKind::kWord || token.kind == TokenKind::kPatronymic;
  }

  void AddPairsOf(std::size_t at, std::size_t count, const std::string& fixed) {
    for (std::size_t other = 0; other < count; ++other) {
      if (other != at) AddPair(fixed, sounds_[other]);
    }
    // What is a title before an asked name may be a word of a listed company: General Technology.
    for (const Sounds& title : titles_) AddPair(fixed, title);
  }

  void AddPair(const std::string& fixed, const Sounds& other) {
    const auto pair = [&](Class kind, std::string_view form) {
      std::string key = fixed + '|';
      key += form;
      Add(kind, key);
    };
    const std::string_view word = other.respelt;
    const bool initial = other.token->kind == TokenKind::kInitial && word.size() == 1;
    pair(Class::kPair, Canonical(other));
    for (const std::uint16_t group : other.token->groups) {
      if (group != 0 && (group & kSpellingGroup) == 0) {
        pair(Class::kPair, "g" + std::to_string(group));
      }
    }
    // A full word and an initial meet in a key that names which side had the initial.
    const std::string letter(1, other.token->text[0]);
    pair(initial == query_ ? Class::kPairInitial : Class::kPairWord, letter);
    if (initial) return;
    if (word.size() >= 3) {
      pair(Class::kPair, std::string("^") + std::string(word.substr(0, 2)));
      pair(Class::kPair, std::string(word.substr(word.size() - 2)) + "$");
    }
    if (other.bones.size() >= 2) pair(Class::kPair, std::string("#") + other.bones);
    if (!other.coarse.empty() && !other.token->native.empty()) {
      pair(Class::kPair, std::string("~") + other.coarse);
    }
  }

  // Two to four adjacent words, as lib/matching may join them.
  void AddRuns() {
    std::vector<const Token*> words;
    for (const Token& token : name_.tokens) {
      if (token.kind != TokenKind::kHonorific) words.push_back(&token);
    }
    for (std::size_t from = 0; from + 1 < words.size(); ++from) {
      std::string joined = words[from]->text;
      bool foreign = IsForeign(*words[from]);
      for (std::size_t at = from + 1; at < std::min(words.size(), from + kRunWordsMax); ++at) {
        joined += words[at]->text;
        foreign = foreign || IsForeign(*words[at]);
        joined_.AddJoined(joined, foreign);
      }
    }
  }

  void AddWords() {
    std::string words;
    bool foreign = false;
    for (const Token& token : name_.tokens) {
      if (token.kind == TokenKind::kHonorific) continue;
      words += token.text;
      foreign = foreign || IsForeign(token);
    }
    joined_.AddJoined(words, foreign);
    Add(Class::kWholeText, name_.joined);
    AddShuffledAndCut();
    RespellByEar(std::string_view(words).substr(0, 2 * kTokenLettersMax), respelt_);
    ConsonantSkeleton(respelt_, bones_whole_);
    if (!name_.native_joined.empty()) Add(Class::kNative, name_.native_joined);
    if (bones_whole_.size() > 2 * kBonesMin) AddDeletions(Class::kBones, bones_whole_);
  }

  // The letters of a long name in alphabetical order: its words in any order, legal form included.
  // The first letters of its words: cut at the end by a field of fixed length.
  void AddShuffledAndCut() {
    if (name_.joined.size() < kAnagramLettersMin) return;
    std::string letters = name_.joined;
    std::sort(letters.begin(), letters.end());
    Add(Class::kAnagram, letters);
    if (name_.joined.size() < kCutOffLettersMin) return;
    for (const Sounds& sounds : sounds_) {
      const std::string_view text = sounds.token->text;
      if (text.size() >= kCutOffStart) Add(Class::kStart, text.substr(0, kCutOffStart));
    }
  }

  // The consonants of all words in alphabetical order: a name of frequent words with an error in
  // each.
  void AddWholeBones() {
    std::vector<std::string_view> each;
    each.reserve(sounds_.size());
    for (const Sounds& sounds : sounds_) each.push_back(sounds.bones);
    std::sort(each.begin(), each.end());
    std::string all;
    for (const std::string_view bones : each) all += bones;
    all.resize(std::min(all.size(), kTokenLettersMax));
    if (all.size() < kWholeBonesMin) return;
    Add(Class::kWholeBones, all);
    if (all.size() > kWholeBonesMin) AddDeletions(Class::kWholeBones, all);
  }

  void AddAcronym() {
    std::string letters;
    for (const Sounds& sounds : sounds_) {
      const TokenKind kind = sounds.token->kind;
      if (kind == TokenKind::kWord || kind == TokenKind::kCommon) letters += sounds.token->text[0];
    }
    // The letters of a name are looked up as a word, and a single word as the letters of a name:
    // two names of the same letters are no acronyms of each other.
    const bool fits = letters.size() >= kAcronymLettersMin && letters.size() <= kAcronymLettersMax;
    if (fits) Add(query_ ? Class::kToken : Class::kAcronym, letters);
    if (query_ && name_.tokens.size() == 1) Add(Class::kAcronym, name_.tokens[0].text);
  }

  const AnalyzedName& name_;
  const FrequentWords& frequent_words_;
  JoinedKeys joined_;
  std::vector<std::string_view> near_;
  std::vector<Sounds> sounds_;
  std::vector<Sounds> titles_;  // of an asked name
  std::string respelt_;
  std::string bones_whole_;
};

void SortUnique(std::vector<Anchor>& anchors, std::size_t from) {
  const auto first = anchors.begin() + static_cast<std::ptrdiff_t>(from);
  std::sort(first, anchors.end());
  anchors.erase(std::unique(first, anchors.end()), anchors.end());
}

}  // namespace

// Titles say nothing, and of the particles Abd alone is half of a name; an initial may stand for
// it.
bool HasAnchors(const Token& token) {
  const bool bound = token.kind == TokenKind::kParticle && token.text != "abd";
  return token.kind != TokenKind::kHonorific && !bound;
}

std::string CanonicalSpelling(const std::array<std::uint16_t, 2>& groups,
                              std::string_view respelt) {
  for (const std::uint16_t group : groups) {
    if ((group & kSpellingGroup) != 0) return std::to_string(group);
  }
  return std::string(respelt);
}

std::uint64_t FiledTokens(const AnalyzedName& name) {
  std::uint64_t rare = 0;
  std::uint64_t words = 0;
  std::uint64_t all = 0;
  for (std::size_t at = 0; at < name.tokens.size(); ++at) {
    const Token& token = name.tokens[at];
    if (!HasAnchors(token)) continue;
    const std::uint64_t bit = std::uint64_t{1} << at;
    all |= bit;
    if (token.kind != TokenKind::kNumber) words |= bit;
    if (token.weight >= kFrequentWeight) rare |= bit;
  }
  // The only word is the name, also of the vessel "Noor 1".
  if (std::popcount(words) == 1) return rare | words;
  return std::popcount(all) == 1 ? all : rare;
}

void CollectWordAnchors(const Token& token, bool query, std::vector<Anchor>& out) {
  Sounds sounds;
  SoundOut(token, sounds);
  TokenKeys(query, out).AddToken(sounds);
}

void CollectJoinedAnchors(std::string_view text, bool foreign, bool query,
                          std::vector<Anchor>& out) {
  JoinedKeys(query, out).AddJoined(text, foreign);
}

bool IsForeign(const Token& token) { return WritingOf(token) == Writing::kSyllables; }

void CollectNameAnchors(const AnalyzedName& name, bool query, const FrequentWords& frequent_words,
                        std::vector<Anchor>& out) {
  const std::size_t start = out.size();
  NameKeys(name, query, frequent_words, out).AddTogether();
  SortUnique(out, start);
}

void CollectWholeAnchors(const AnalyzedName& name, bool query, const FrequentWords& frequent_words,
                         std::vector<Anchor>& out) {
  const std::size_t start = out.size();
  NameKeys(name, query, frequent_words, out).AddWhole();
  SortUnique(out, start);
}

void CollectAnchors(const AnalyzedName& name, bool query, const FrequentWords& frequent_words,
                    std::vector<Anchor>& out) {
  const std::size_t start = out.size();
  const std::uint64_t filed = FiledTokens(name);
  for (std::size_t at = 0; at < name.tokens.size(); ++at) {
    if ((filed >> at & 1) != 0) CollectWordAnchors(name.tokens[at], query, out);
  }
  NameKeys keys(name, query, frequent_words, out);
  keys.AddTogether();
  keys.AddWhole();
  SortUnique(out, start);
}

bool ShareAnchor(const Analyzer& analyzer, const AnalyzedName& asked, const AnalyzedName& listed) {
  std::vector<Anchor> of_asked;
  std::vector<Anchor> of_listed;
  analyzer.Anchors(asked, /*query=*/true, of_asked);
  analyzer.Anchors(listed, /*query=*/false, of_listed);
  std::vector<Anchor> both;
  std::set_intersection(of_asked.begin(), of_asked.end(), of_listed.begin(), of_listed.end(),
                        std::back_inserter(both));
  return !both.empty();
}

}  // namespace lynceus::names
