// The name inside other text, as payment lines and badly kept fields have it.
#include <array>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/validation/letters.h"
#include "lib/validation/respell.h"

namespace lynceus::validation {
namespace {

struct Frame {
  std::string_view before;
  std::string_view behind;
};

template <std::size_t kSize>
Changed Framed(const ListedText& listed, SeededRandom& random,
               const std::array<Frame, kSize>& frames) {
  const Frame& frame = frames[random.Below(kSize)];
  return absl::StrCat(ToAbsl(frame.before), NaturalOrder(listed), ToAbsl(frame.behind));
}

Changed Remittance(const ListedText& listed, SeededRandom& random) {
  constexpr std::array kFrames = {
      Frame{"payment in favour of ", " ref 123"}, Frame{"invoice 4711 ", ""},
      Frame{"transfer to ", " for services rendered"}, Frame{"/BNF/", " goods as per contract 17"},
      Frame{"salary ", " March"}};
  return Framed(listed, random, kFrames);
}

Changed OnBehalf(const ListedText& listed, SeededRandom& random) {
  constexpr std::array kFrames = {Frame{"c/o ", ""}, Frame{"account of ", ""}, Frame{"attn. ", ""},
                                  Frame{"for and on behalf of ", ""}, Frame{"beneficiary: ", ""}};
  return Framed(listed, random, kFrames);
}

Changed DateBehind(const ListedText& listed, SeededRandom& random) {
  constexpr std::array kFrames = {Frame{"", " 1962-04-17"}, Frame{"", " DOB 17 Apr 1962"},
                                  Frame{"", ", born 17.04.1962"}, Frame{"", " (1962)"}};
  return Framed(listed, random, kFrames);
}

Changed NumberBehind(const ListedText& listed, SeededRandom& random) {
  constexpr std::array kFrames = {Frame{"", " passport A1234567"}, Frame{"", " INN 7707083893"},
                                  Frame{"", " ID 990-12-3456"}, Frame{"", " 40817810099910004312"},
                                  Frame{"", " reg. no. HRB 1234"}};
  return Framed(listed, random, kFrames);
}

Changed AddressBehind(const ListedText& listed, SeededRandom& random) {
  constexpr std::array kFrames = {
      Frame{"", ", 12 Mill Lane, London"}, Frame{"", ", ul. Sadovaya 5, Moskva"},
      Frame{"", ", PO Box 1177, Dubai"}, Frame{"", ", Calle 8 No. 14, Bogota"}};
  return Framed(listed, random, kFrames);
}

Changed TwoParties(const ListedText& listed, SeededRandom& random) {
  constexpr std::array kFrames = {Frame{"", " and Oskar Tellmann"}, Frame{"Brightwick Ltd / ", ""},
                                  Frame{"", " & Marit Solvang"}, Frame{"", "; Tobias Arnwald"}};
  return Framed(listed, random, kFrames);
}

Changed Quoted(const ListedText& listed, SeededRandom& random) {
  constexpr std::array kFrames = {Frame{"\"", "\""}, Frame{"'", "'"}, Frame{"\u00AB", "\u00BB"},
                                  Frame{"\u201C", "\u201D"}, Frame{"[", "]"}};
  return Framed(listed, random, kFrames);
}

Changed FormerNameBehind(const ListedText& listed, SeededRandom& random) {
  constexpr std::array kFrames = {Frame{"", " (formerly Arnwald Tellmann)"},
                                  Frame{"", " f.k.a. Brightwick"}, Frame{"", " ex Solvang"}};
  return Framed(listed, random, kFrames);
}

constexpr std::size_t kLine = 35;

// A payment's lines end where they end, in the middle of a word too.
Changed Wrapped(const ListedText& listed, SeededRandom&) {
  std::string text = NaturalOrder(listed);
  if (text.size() < kLine + 3) return std::nullopt;
  text.insert(CutUtf8(text, kLine).size(), "\n");
  return text;
}

Changed WrappedAtBlank(const ListedText& listed, SeededRandom&) {
  std::string text = NaturalOrder(listed);
  const std::size_t blank = text.find(' ', text.size() / 2);
  if (blank == std::string::npos) return std::nullopt;
  text.replace(blank, 1, "\r\n");
  return text;
}

// "AHMAD (AHMED) SANTOS": the list's own odd form.
Changed SpellingInBrackets(const ListedText& listed, SeededRandom&) {
  constexpr std::array kSpellings = {Respelling{"ahmad", "ahmed"},
                                     Respelling{"mohammed", "muhammad"},
                                     Respelling{"muhammad", "mohamed"},
                                     Respelling{"mohammad", "mohamed"},
                                     Respelling{"aleksandr", "alexander"},
                                     Respelling{"sergey", "sergei"},
                                     Respelling{"ali", "aly"},
                                     Respelling{"hasan", "hassan"},
                                     Respelling{"yuri", "yury"},
                                     Respelling{"jose", "joseph"},
                                     Respelling{"kim", "gim"},
                                     Respelling{"hussein", "husayn"},
                                     Respelling{"mikhail", "michael"},
                                     Respelling{"ivan", "john"},
                                     Respelling{"abdullah", "abdallah"},
                                     Respelling{"juan", "john"}};
  Words words = SplitAtBlanks(NaturalOrder(listed));
  for (std::string& word : words) {
    for (const Respelling& spelling : kSpellings) {
      if (LowerAscii(word) != spelling.from) continue;
      absl::StrAppend(&word, " (", InCaseOfText(word, spelling.to), ")");
      return Glue(words);
    }
  }
  return std::nullopt;
}

constexpr std::string_view kGroup = "text around";
constexpr std::uint8_t kNamed = kPersons | kCompanies | kVessels;
constexpr Fairness kFair = Fairness::kFair;
constexpr std::array kChanges = {
    Change{"remittance line", "payment in favour of NAME ref 123", kGroup, kNamed, false, kFair,
           Remittance},
    Change{"on behalf", "c/o, account of, attn., beneficiary", kGroup, kPersons | kCompanies, false,
           kFair, OnBehalf},
    Change{"date behind", "a birth date in the same field", kGroup, kPersons, false, kFair,
           DateBehind},
    Change{"number behind", "a passport, tax or account number in the same field", kGroup, kNamed,
           false, kFair, NumberBehind},
    Change{"address behind", "street and city in the same field", kGroup, kPersons | kCompanies,
           false, kFair, AddressBehind},
    Change{"two parties", "another, innocent one in the same field", kGroup, kPersons | kCompanies,
           false, kFair, TwoParties},
    Change{"quoted", "quotation marks or brackets around it", kGroup, kAllNatures, true, kFair,
           Quoted},
    Change{"former name behind", "formerly, f.k.a., ex, with an innocent name", kGroup, kNamed,
           false, kFair, FormerNameBehind},
    Change{"line ends in a word", "after 35 characters, as payment lines do", kGroup, kNamed, false,
           kFair, Wrapped},
    Change{"line ends at a blank", "the name on two lines", kGroup, kNamed, true, kFair,
           WrappedAtBlank},
    Change{"spelling in brackets", "AHMAD (AHMED) SANTOS", kGroup, kPersons, false, kFair,
           SpellingInBrackets},
};

}  // namespace

std::span<const Change> AroundChanges() { return kChanges; }

}  // namespace lynceus::validation
