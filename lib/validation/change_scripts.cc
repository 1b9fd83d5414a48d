// Characters that look alike, that cannot be seen, and variants of one letter.
#include <algorithm>
#include <array>

#include "lib/validation/letters.h"

namespace lynceus::validation {
namespace {

struct Pair {
  char32_t from;
  char32_t to;
};

// Letters of Latin that Cyrillic and Greek draw the same, and of Cyrillic that Latin does.
constexpr std::array kLookAlikes = {
    Pair{U'A', U'А'}, Pair{U'B', U'В'}, Pair{U'C', U'С'}, Pair{U'E', U'Е'}, Pair{U'H', U'Н'},
    Pair{U'K', U'К'}, Pair{U'M', U'М'}, Pair{U'O', U'О'}, Pair{U'P', U'Р'}, Pair{U'T', U'Т'},
    Pair{U'X', U'Х'}, Pair{U'a', U'а'}, Pair{U'c', U'с'}, Pair{U'e', U'е'}, Pair{U'o', U'о'},
    Pair{U'p', U'р'}, Pair{U'x', U'х'}, Pair{U'y', U'у'}, Pair{U'I', U'Ι'}, Pair{U'N', U'Ν'},
    Pair{U'Z', U'Ζ'}, Pair{U'А', U'A'}, Pair{U'В', U'B'}, Pair{U'С', U'C'}, Pair{U'Е', U'E'},
    Pair{U'О', U'O'}, Pair{U'а', U'a'}, Pair{U'с', U'c'}, Pair{U'е', U'e'}, Pair{U'о', U'o'}};

// The same letter as another keyboard writes it.
constexpr std::array kArabicVariants = {
    Pair{U'ي', U'ی'}, Pair{U'ی', U'ي'}, Pair{U'ك', U'ک'}, Pair{U'ک', U'ك'}, Pair{U'أ', U'ا'},
    Pair{U'إ', U'ا'}, Pair{U'آ', U'ا'}, Pair{U'ة', U'ه'}, Pair{U'ى', U'ي'}, Pair{U'ؤ', U'و'}};
constexpr std::array kCyrillicVariants = {Pair{U'ё', U'е'}, Pair{U'Ё', U'Е'}, Pair{U'й', U'и'},
                                          Pair{U'і', U'и'}, Pair{U'ї', U'и'}, Pair{U'ґ', U'г'}};
// Simplified and traditional signs of common names and company words.
constexpr std::array kTraditional = {
    Pair{U'张', U'張'}, Pair{U'陈', U'陳'}, Pair{U'刘', U'劉'}, Pair{U'杨', U'楊'},
    Pair{U'赵', U'趙'}, Pair{U'黄', U'黃'}, Pair{U'吴', U'吳'}, Pair{U'孙', U'孫'},
    Pair{U'马', U'馬'}, Pair{U'罗', U'羅'}, Pair{U'郑', U'鄭'}, Pair{U'谢', U'謝'},
    Pair{U'许', U'許'}, Pair{U'邓', U'鄧'}, Pair{U'冯', U'馮'}, Pair{U'叶', U'葉'},
    Pair{U'苏', U'蘇'}, Pair{U'卢', U'盧'}, Pair{U'龙', U'龍'}, Pair{U'国', U'國'},
    Pair{U'华', U'華'}, Pair{U'东', U'東'}, Pair{U'广', U'廣'}, Pair{U'贸', U'貿'},
    Pair{U'银', U'銀'}, Pair{U'业', U'業'}, Pair{U'团', U'團'}, Pair{U'务', U'務'},
    Pair{U'际', U'際'}, Pair{U'电', U'電'}, Pair{U'发', U'發'}, Pair{U'万', U'萬'},
    Pair{U'门', U'門'}, Pair{U'长', U'長'}, Pair{U'伟', U'偉'}, Pair{U'强', U'強'},
    Pair{U'红', U'紅'}, Pair{U'丽', U'麗'}, Pair{U'贤', U'賢'}, Pair{U'实', U'實'}};

template <std::size_t kSize>
bool ReplaceOne(std::u32string& text, const std::array<Pair, kSize>& pairs, SeededRandom& random) {
  const std::size_t start = random.Below(text.size());
  for (std::size_t step = 0; step < text.size(); ++step) {
    char32_t& c = text[(start + step) % text.size()];
    for (const Pair& pair : pairs) {
      if (pair.from != c) continue;
      c = pair.to;
      return true;
    }
  }
  return false;
}

template <std::size_t kSize>
Changed ReplaceAll(const ListedText& listed, const std::array<Pair, kSize>& pairs) {
  std::u32string text = names::FromUtf8(listed.text);
  for (char32_t& c : text) {
    const auto pair =
        std::find_if(pairs.begin(), pairs.end(), [c](const Pair& each) { return each.from == c; });
    if (pair != pairs.end()) c = pair->to;
  }
  return names::ToUtf8(text);
}

Changed OneLookAlike(const ListedText& listed, SeededRandom& random) {
  std::u32string text = names::FromUtf8(listed.text);
  if (!ReplaceOne(text, kLookAlikes, random)) return std::nullopt;
  return names::ToUtf8(text);
}
Changed SomeLookAlikes(const ListedText& listed, SeededRandom& random) {
  std::u32string text = names::FromUtf8(listed.text);
  for (int i = 0; i < 4; ++i) ReplaceOne(text, kLookAlikes, random);
  return names::ToUtf8(text);
}

Changed WithInside(const ListedText& listed, SeededRandom& random, char32_t sign) {
  return EditOneRun(listed, random, 3, [sign](std::u32string& word, SeededRandom& r) {
    word.insert(1 + r.Below(word.size() - 1), 1, sign);
  });
}
Changed ZeroWidth(const ListedText& listed, SeededRandom& random) {
  constexpr std::u32string_view kSigns = U"\u200B\u200C\u200D\uFEFF\u2060";
  return WithInside(listed, random, kSigns[random.Below(kSigns.size())]);
}
Changed SoftHyphen(const ListedText& listed, SeededRandom& random) {
  return WithInside(listed, random, 0xAD);
}
Changed CombiningMark(const ListedText& listed, SeededRandom& random) {
  return WithInside(listed, random, 0x301);
}

Changed NoBreakBlanks(const ListedText& listed, SeededRandom& random) {
  constexpr std::u32string_view kBlanks = U"\u00A0\u2009\u202F\u3000\t";
  std::u32string text = names::FromUtf8(listed.text);
  std::replace(text.begin(), text.end(), U' ', kBlanks[random.Below(kBlanks.size())]);
  return names::ToUtf8(text);
}

Changed Directions(const ListedText& listed, SeededRandom&) {
  return "\u202E" + listed.text + "\u202C";
}

Changed FullWidth(const ListedText& listed, SeededRandom&) {
  std::u32string text = names::FromUtf8(listed.text);
  for (char32_t& c : text) {
    if (c > 0x20 && c < 0x7F) c += 0xFEE0;
    if (c == 0x20) c = 0x3000;
  }
  return names::ToUtf8(text);
}

Changed OtherHyphens(const ListedText& listed, SeededRandom& random) {
  constexpr std::u32string_view kHyphens = U"\u2010\u2011\u2013\u2212";
  std::u32string text = names::FromUtf8(listed.text);
  std::replace(text.begin(), text.end(), U'-', kHyphens[random.Below(kHyphens.size())]);
  return names::ToUtf8(text);
}

Changed OtherApostrophes(const ListedText& listed, SeededRandom& random) {
  constexpr std::u32string_view kSigns = U"\u2019\u02BC`\u00B4";
  std::u32string text = names::FromUtf8(listed.text);
  std::replace(text.begin(), text.end(), U'\'', kSigns[random.Below(kSigns.size())]);
  return names::ToUtf8(text);
}

Changed ArabicLetters(const ListedText& listed, SeededRandom&) {
  if (listed.script != names::Script::kArabic) return std::nullopt;
  return ReplaceAll(listed, kArabicVariants);
}
Changed ArabicStretched(const ListedText& listed, SeededRandom& random) {
  if (listed.script != names::Script::kArabic) return std::nullopt;
  return WithInside(listed, random, 0x640);
}
Changed CyrillicLetters(const ListedText& listed, SeededRandom&) {
  if (listed.script != names::Script::kCyrillic) return std::nullopt;
  return ReplaceAll(listed, kCyrillicVariants);
}
Changed Traditional(const ListedText& listed, SeededRandom&) {
  if (listed.script != names::Script::kHan) return std::nullopt;
  return ReplaceAll(listed, kTraditional);
}
Changed Simplified(const ListedText& listed, SeededRandom&) {
  if (listed.script != names::Script::kHan) return std::nullopt;
  std::array<Pair, kTraditional.size()> simplified = kTraditional;
  for (Pair& pair : simplified) std::swap(pair.from, pair.to);
  return ReplaceAll(listed, simplified);
}
Changed HanSpaced(const ListedText& listed, SeededRandom&) {
  if (listed.script != names::Script::kHan) return std::nullopt;
  std::u32string text = names::FromUtf8(listed.text);
  if (text.size() < 2 || text.size() > 4) return std::nullopt;
  text.insert(1, 1, U' ');
  return names::ToUtf8(text);
}

constexpr std::string_view kGroup = "characters";
constexpr Fairness kFair = Fairness::kFair;
constexpr std::array kChanges = {
    Change{"look-alike letter", "one of another script: Cyrillic A for Latin A", kGroup,
           kAllNatures, true, kFair, OneLookAlike},
    Change{"look-alike letters", "four of them", kGroup, kAllNatures, true, kFair, SomeLookAlikes},
    Change{"zero width", "a character inside a word that is not seen", kGroup, kAllNatures, true,
           kFair, ZeroWidth},
    Change{"soft hyphen", "inside a word", kGroup, kAllNatures, true, kFair, SoftHyphen},
    Change{"combining accent", "a mark of its own behind a letter", kGroup, kAllNatures, false,
           kFair, CombiningMark},
    Change{"other blanks", "no-break, thin, wide blanks, tabs", kGroup, kAllNatures, true, kFair,
           NoBreakBlanks},
    Change{"direction marks", "right-to-left override around the name", kGroup, kAllNatures, true,
           kFair, Directions},
    Change{"full width", "as East Asian systems write Latin letters", kGroup, kAllNatures, false,
           kFair, FullWidth},
    Change{"other hyphens", "dashes and minus for hyphens", kGroup, kAllNatures, true, kFair,
           OtherHyphens},
    Change{"other apostrophes", "typographic ones", kGroup, kAllNatures, true, kFair,
           OtherApostrophes},
    Change{"Arabic variants", "Persian ya and kaf, alif without hamza, ha for ta marbuta", kGroup,
           kAllNatures, true, kFair, ArabicLetters},
    Change{"Arabic stretched", "a tatweel inside a word", kGroup, kAllNatures, true, kFair,
           ArabicStretched},
    Change{"Cyrillic variants", "io as ie, short i as i", kGroup, kAllNatures, true, kFair,
           CyrillicLetters},
    Change{"traditional Chinese", "for simplified signs", kGroup, kAllNatures, true, kFair,
           Traditional},
    Change{"simplified Chinese", "for traditional signs", kGroup, kAllNatures, true, kFair,
           Simplified},
    Change{"Chinese with a blank", "between family and given name", kGroup, kPersons, true, kFair,
           HanSpaced},
};

}  // namespace

std::span<const Change> ScriptChanges() { return kChanges; }

}  // namespace lynceus::validation
