// Other romanisations: each language is written in Latin letters by several schemes, and passports,
// newspapers and banks follow different ones. A rule is a rule of its language, and is applied to
// persons of its countries, or whose names bear its marks: companies mix languages.
#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/validation/letters.h"
#include "lib/validation/respell.h"

namespace lynceus::validation {
namespace {

struct Language {
  std::array<std::string_view, 20> countries{};
  std::array<std::string_view, 8> marks{};  // parts of words, with blanks where they are whole
};

constexpr Language kRussian = {{"ru", "by", "ua", "kz", "kg"},
                               {"ovich ", "evich ", "ovna ", "evna ", "skiy ", " ooo ", "neft"}};
constexpr Language kArabic = {{"sa", "ae", "iq", "sy", "ye", "lb", "jo", "eg", "ly", "dz",
                               "tn", "ma", "sd", "kw", "qa", "bh", "om", "ps", "so", "mr"},
                              {" al ", " bin ", " abu ", " abd ", " ibn "}};
constexpr Language kPersian = {{"ir", "af", "tj"}, {"zadeh ", "pour ", "nejad "}};
constexpr Language kChinese = {{"cn", "tw", "hk", "mo"}, {}};
constexpr Language kKorean = {{"kp", "kr"}, {}};
constexpr Language kSpanish = {{"es", "mx", "co", "ve", "cu", "ni", "pe", "ec", "ar", "gt", "hn",
                                "sv", "do", "pa", "cr", "cl", "bo"},
                               {"guez ", "ndez ", " de la "}};

bool IsOf(const ListedText& listed, const Language& language) {
  for (const std::string_view country : language.countries) {
    if (!country.empty() && std::find(listed.countries.begin(), listed.countries.end(), country) !=
                                listed.countries.end()) {
      return true;
    }
  }
  std::string text = absl::StrCat(" ", LowerAscii(listed.text), " ");
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '-' || c == ','; }, ' ');
  return std::any_of(language.marks.begin(), language.marks.end(), [&](std::string_view mark) {
    return !mark.empty() && text.find(mark) != std::string::npos;
  });
}

// --- Russian: BGN/PCGN is what lists use most; here are what others write ------------------------

constexpr std::array kRussianEnglish = {  // newspapers and older passports
    Respelling{"tstv", "tstv"}, Respelling{"iy$", "y"},   Respelling{"yy$", "y"},
    Respelling{"iya$", "ia"},   Respelling{"ev$", "eff"}, Respelling{"ov$", "off"},
    Respelling{"kh", "h"},      Respelling{"zh", "j"},    Respelling{"yu", "iu"},
    Respelling{"ya", "ia"},     Respelling{"^ye", "e"},   Respelling{"ks", "x"},
    Respelling{"ts", "tz"},     Respelling{"ey$", "ei"},  Respelling{"ay$", "ai"},
    Respelling{"shch", "sch"}};
constexpr std::array kRussianGerman = {
    Respelling{"tstv", "tstv"}, Respelling{"shch", "schtsch"}, Respelling{"zh", "sch"},
    Respelling{"ch", "tsch"},   Respelling{"sh", "sch"},       Respelling{"kh", "ch"},
    Respelling{"ts", "z"},      Respelling{"v", "w"},          Respelling{"yu", "ju"},
    Respelling{"ya", "ja"},     Respelling{"iy$", "ij"},       Respelling{"ey$", "ej"}};
constexpr std::array kRussianFrench = {
    Respelling{"shch", "chtch"}, Respelling{"zh", "j"},     Respelling{"ch", "tch"},
    Respelling{"sh", "ch"},      Respelling{"u", "ou"},     Respelling{"ov$", "ov"},
    Respelling{"in$", "ine"},    Respelling{"yu", "iou"},   Respelling{"ya", "ia"},
    Respelling{"iy$", "i"},      Respelling{"skiy$", "ski"}};
constexpr std::array kRussianIso = {  // the passports of 2014, and ISO 9 without its diacritics
    Respelling{"tstv", "tstv"}, Respelling{"kh", "h"},  Respelling{"ts", "c"},
    Respelling{"yu", "iu"},     Respelling{"ya", "ia"}, Respelling{"iy$", "ii"},
    Respelling{"ey$", "ei"},    Respelling{"^ye", "e"}, Respelling{"yy$", "yi"}};

// Ukrainian and Belarusian names are listed in Russian form as often as not, and the other way.
constexpr std::array kUkrainian = {
    Respelling{"vladimir", "volodymyr"}, Respelling{"aleksandr", "oleksandr"},
    Respelling{"sergey", "serhiy"},      Respelling{"sergei", "serhii"},
    Respelling{"nikolay", "mykola"},     Respelling{"dmitry", "dmytro"},
    Respelling{"dmitriy", "dmytro"},     Respelling{"andrey", "andriy"},
    Respelling{"aleksey", "oleksiy"},    Respelling{"alexander", "oleksandr"},
    Respelling{"viktor", "viktor"},      Respelling{"mikhail", "mykhailo"},
    Respelling{"yevgeniy", "yevhen"},    Respelling{"evgeny", "yevhen"},
    Respelling{"igor", "ihor"},          Respelling{"oleg", "oleh"},
    Respelling{"pavel", "pavlo"},        Respelling{"petr", "petro"},
    Respelling{"elena", "olena"},        Respelling{"natalia", "nataliya"},
    Respelling{"grigory", "hryhoriy"},   Respelling{"konstantin", "kostiantyn"}};

// --- Arabic --------------------------------------------------------------------------------------

constexpr std::array kArabicFrench = {  // of the Maghreb and the Levant
    Respelling{"sh", "ch"}, Respelling{"^al-", "el-"}, Respelling{"j", "dj"},
    Respelling{"oo", "ou"}, Respelling{"u", "ou"},     Respelling{"w", "ou"},
    Respelling{"ee", "i"},  Respelling{"y$", "i"},     Respelling{"q", "k"}};
constexpr std::array kArabicLoose = {  // vowels as they are heard, emphatic letters as plain ones
    Respelling{"kh", "h"},   Respelling{"dh", "d"}, Respelling{"gh", "g"},  Respelling{"q", "k"},
    Respelling{"u", "o"},    Respelling{"aa", "a"}, Respelling{"ee", "i"},  Respelling{"oo", "u"},
    Respelling{"iyy", "iy"}, Respelling{"'", ""},   Respelling{"ay", "ai"}, Respelling{"aw", "au"}};
constexpr std::array kArabicEnglish = {
    Respelling{"ou", "oo"}, Respelling{"i$", "y"},     Respelling{"iyya", "iya"},
    Respelling{"q", "g"},   Respelling{"^el-", "al-"}, Respelling{"dj", "j"},
    Respelling{"ah$", "a"}, Respelling{"ai", "ay"},    Respelling{"e", "i"}};
constexpr std::array kArabicNames = {  // one name, as passports of different countries have it
    Respelling{"muhammad", "mohamed"},  Respelling{"mohammad", "mohammed"},
    Respelling{"mohammed", "muhammad"}, Respelling{"mohamed", "mohammad"},
    Respelling{"ahmad", "ahmed"},       Respelling{"ahmed", "ahmad"},
    Respelling{"husayn", "hussein"},    Respelling{"hussein", "husain"},
    Respelling{"hussain", "hossein"},   Respelling{"hasan", "hassan"},
    Respelling{"hassan", "hasan"},      Respelling{"yusuf", "youssef"},
    Respelling{"yousef", "yusuf"},      Respelling{"umar", "omar"},
    Respelling{"omar", "umar"},         Respelling{"usama", "osama"},
    Respelling{"uthman", "othman"},     Respelling{"khalid", "khaled"},
    Respelling{"khaled", "khalid"},     Respelling{"sulayman", "suleiman"},
    Respelling{"sulaiman", "soliman"},  Respelling{"ibrahim", "ebrahim"},
    Respelling{"abdullah", "abdallah"}, Respelling{"abdallah", "abdullah"},
    Respelling{"jamal", "gamal"},       Respelling{"said", "saeed"},
    Respelling{"saeed", "said"},        Respelling{"mustafa", "mostafa"},
    Respelling{"mahmud", "mahmoud"},    Respelling{"mahmoud", "mahmood"},
    Respelling{"salih", "saleh"},       Respelling{"saleh", "salih"},
    Respelling{"faysal", "faisal"},     Respelling{"tariq", "tarek"},
    Respelling{"isma", "esma"},         Respelling{"ismail", "esmail"},
    Respelling{"rashid", "rasheed"},    Respelling{"hamid", "hameed"},
    Respelling{"karim", "kareem"},      Respelling{"walid", "waleed"},
    Respelling{"nasir", "nasser"},      Respelling{"nasser", "nasir"},
    Respelling{"qasim", "kassem"},      Respelling{"qassem", "ghasem"},
    Respelling{"ghulam", "gholam"},     Respelling{"mullah", "mulla"}};

// Abd al-X in one word or three.
Changed ServantOf(const ListedText& listed, SeededRandom&) {
  constexpr std::array kJoined = {
      Respelling{"^abd al-", "abdul "},  Respelling{"^abd al ", "abdul "},
      Respelling{"^abd-al-", "abdel-"},  Respelling{"^abdul-", "abd al-"},
      Respelling{"^abdul ", "abdel "},   Respelling{"^abdel ", "abd al-"},
      Respelling{"^abdulr", "abd al-r"}, Respelling{"^abdel", "abdul"},
      Respelling{"^abdal", "abd al-"}};
  return RespellAll(listed, kJoined);
}

// --- Persian -------------------------------------------------------------------------------------

constexpr std::array kPersianRules = {
    Respelling{"zadeh", "zada"}, Respelling{"pour", "pur"}, Respelling{"nejad", "nezhad"},
    Respelling{"ei$", "i"},      Respelling{"i$", "y"},     Respelling{"gh", "q"},
    Respelling{"q", "gh"},       Respelling{"ou", "u"},     Respelling{"oo", "u"},
    Respelling{"ein", "eyn"},    Respelling{"v", "w"},      Respelling{"ollah", "ullah"},
    Respelling{"ee", "i"},       Respelling{"eh$", "e"},    Respelling{"yan$", "ian"}};

// --- Chinese: pinyin to Wade-Giles, syllable by syllable -----------------------------------------

constexpr std::array kWadeGiles = {
    Respelling{"zhi$", "chih"},   Respelling{"chi$", "ch'ih"},   Respelling{"shi$", "shih"},
    Respelling{"zi$", "tzu"},     Respelling{"si$", "ssu"},      Respelling{"ci$", "tz'u"},
    Respelling{"zhong", "chung"}, Respelling{"xiong", "hsiung"}, Respelling{"qiong", "ch'iung"},
    Respelling{"ong", "ung"},     Respelling{"zh", "ch"},        Respelling{"^ch", "ch'"},
    Respelling{"x", "hs"},        Respelling{"q", "ch'"},        Respelling{"^j", "ch"},
    Respelling{"^b", "p"},        Respelling{"^d", "t"},         Respelling{"^g", "k"},
    Respelling{"^z", "ts"},       Respelling{"^r", "j"},         Respelling{"ian$", "ien"},
    Respelling{"ie$", "ieh"},     Respelling{"ue$", "ueh"},      Respelling{"^ye$", "yeh"},
    Respelling{"^c", "ts'"}};
constexpr std::array kCantonese = {  // family names as Hong Kong writes them
    Respelling{"chen", "chan"},    Respelling{"huang", "wong"},  Respelling{"wang", "wong"},
    Respelling{"zhang", "cheung"}, Respelling{"li", "lee"},      Respelling{"liu", "lau"},
    Respelling{"wu", "ng"},        Respelling{"lin", "lam"},     Respelling{"zhou", "chow"},
    Respelling{"xu", "hui"},       Respelling{"zheng", "cheng"}, Respelling{"yang", "yeung"},
    Respelling{"guo", "kwok"},     Respelling{"liang", "leung"}, Respelling{"he", "ho"},
    Respelling{"ma", "mah"},       Respelling{"luo", "law"},     Respelling{"zhu", "chu"}};

// --- Korean: customary spellings, by family name and by vowel ------------------------------------

constexpr std::array kKoreanNames = {
    Respelling{"ri", "lee"},    Respelling{"yi", "lee"},     Respelling{"kim", "gim"},
    Respelling{"pak", "park"},  Respelling{"park", "bak"},   Respelling{"choe", "choi"},
    Respelling{"choi", "choe"}, Respelling{"chong", "jung"}, Respelling{"jong", "chong"},
    Respelling{"kang", "gang"}, Respelling{"cho", "jo"},     Respelling{"jo", "cho"},
    Respelling{"yun", "yoon"},  Respelling{"chang", "jang"}, Respelling{"jang", "chang"},
    Respelling{"o", "oh"},      Respelling{"paek", "baek"},  Respelling{"so", "seo"},
    Respelling{"sin", "shin"},  Respelling{"ryu", "yoo"},    Respelling{"no", "noh"},
    Respelling{"im", "lim"},    Respelling{"kwon", "gwon"},  Respelling{"ku", "koo"}};
constexpr std::array kKoreanVowels = {
    Respelling{"yong", "young"}, Respelling{"song", "seong"},  Respelling{"hyon", "hyun"},
    Respelling{"chol", "cheol"}, Respelling{"son", "seon"},    Respelling{"un$", "eun"},
    Respelling{"u", "oo"},       Respelling{"kyong", "kyung"}, Respelling{"myong", "myung"},
    Respelling{"^k", "g"},       Respelling{"^p", "b"}};

// --- Spanish -------------------------------------------------------------------------------------

constexpr std::array kSpanishRules = {
    Respelling{"z", "s"},   Respelling{"ce", "se"}, Respelling{"ci", "si"}, Respelling{"v", "b"},
    Respelling{"b", "v"},   Respelling{"ll", "y"},  Respelling{"y", "i"},   Respelling{"ge", "je"},
    Respelling{"gi", "ji"}, Respelling{"^h", ""},   Respelling{"qu", "k"},  Respelling{"x", "j"},
    Respelling{"j", "x"},   Respelling{"ez$", "es"}};

// --- the kinds -----------------------------------------------------------------------------------

template <const Language& kLanguage, const auto& kRules>
Changed Throughout(const ListedText& listed, SeededRandom&) {
  if (!IsOf(listed, kLanguage)) return std::nullopt;
  return RespellAll(listed, kRules);
}
template <const Language& kLanguage, const auto& kRules>
Changed OnePlace(const ListedText& listed, SeededRandom& random) {
  if (!IsOf(listed, kLanguage)) return std::nullopt;
  return RespellOne(listed, random, kRules);
}
template <const Language& kLanguage, const auto& kRules>
Changed WholeWords(const ListedText& listed, SeededRandom&) {
  if (!IsOf(listed, kLanguage)) return std::nullopt;
  return RespellWords(listed, kRules);
}
Changed NamesOfArabs(const ListedText& listed, SeededRandom&) {
  return RespellWords(listed, kArabicNames);  // borne from Morocco to Indonesia
}

// True where the word is syllables of pinyin: names of China that are no Chinese ones (Abdul) and
// Western given names have no other romanisation.
bool IsPinyin(std::string_view word) {
  static constexpr std::array<std::string_view, 24> kInitials = {
      "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g",
      "k",  "h",  "j",  "q", "x", "r", "z", "c", "s", "y", "w", ""};
  static constexpr std::array<std::string_view, 33> kFinals = {
      "iang", "iong", "uang", "ang", "eng", "ing", "ong", "ian", "iao", "uai", "uan",
      "ai",   "an",   "ao",   "ei",  "en",  "er",  "ia",  "ie",  "in",  "iu",  "ou",
      "ua",   "ue",   "ui",   "un",  "uo",  "a",   "e",   "i",   "o",   "u",   "v"};
  if (word.empty()) return true;
  for (const std::string_view initial : kInitials) {
    if (!word.starts_with(initial)) continue;
    for (const std::string_view final : kFinals) {
      const std::string_view rest = word.substr(initial.size());
      if (rest.starts_with(final) && IsPinyin(rest.substr(final.size()))) return true;
    }
  }
  return false;
}

Changed WadeGiles(const ListedText& listed, SeededRandom&) {
  if (!IsOf(listed, kChinese)) return std::nullopt;
  const PersonParts parts = PartsOfPerson(listed);
  for (const Words& words : {parts.family, parts.given}) {
    for (const std::string& word : words) {
      if (!IsPinyin(LowerAscii(word))) return std::nullopt;
    }
  }
  return RespellAll(listed, kWadeGiles);
}

Changed CantoneseFamily(const ListedText& listed, SeededRandom&) {
  const PersonParts parts = PartsOfPerson(listed);
  if (!IsOf(listed, kChinese) || parts.family.empty()) return std::nullopt;
  const Changed family = RespellWords({.text = Glue(parts.family)}, kCantonese);
  if (!family) return std::nullopt;
  return absl::StrCat(*family, " ", Glue(parts.given));
}

// "Jong Un", "Jong-un", "Jongun": given names of two syllables.
Changed Syllables(const ListedText& listed, std::string_view separator) {
  const PersonParts parts = PartsOfPerson(listed);
  const bool of_syllables = IsOf(listed, kChinese) || IsOf(listed, kKorean);
  if (!of_syllables || parts.family.size() != 1 || parts.given.size() != 2) return std::nullopt;
  return absl::StrCat(parts.family[0], " ", parts.given[0], ToAbsl(separator),
                      LowerAscii(parts.given[1]));
}
Changed SyllablesTied(const ListedText& listed, SeededRandom&) { return Syllables(listed, "-"); }
Changed SyllablesJoined(const ListedText& listed, SeededRandom&) { return Syllables(listed, ""); }

constexpr std::string_view kGroup = "languages";
constexpr Fairness kFair = Fairness::kFair;
constexpr std::array kChanges = {
    Change{"Russian, newspapers'", "-ov as -off, -iy as -y, zh as j, ya as ia", kGroup, kPersons,
           false, kFair, Throughout<kRussian, kRussianEnglish>},
    Change{"Russian, passports'", "kh as h, ts as c, -iy as -ii, yu as iu", kGroup, kPersons, false,
           kFair, Throughout<kRussian, kRussianIso>},
    Change{"Russian, German", "v as w, sh as sch, ch as tsch, ya as ja", kGroup, kPersons, false,
           kFair, Throughout<kRussian, kRussianGerman>},
    Change{"Russian, French", "u as ou, sh as ch, ch as tch, -in as -ine", kGroup, kPersons, false,
           kFair, Throughout<kRussian, kRussianFrench>},
    Change{"Russian and Ukrainian names", "Vladimir as Volodymyr, Oleg as Oleh", kGroup, kPersons,
           false, kFair, WholeWords<kRussian, kUkrainian>},
    Change{"Arabic, French", "sh as ch, u as ou, al- as el-, q as k", kGroup, kPersons, false,
           kFair, Throughout<kArabic, kArabicFrench>},
    Change{"Arabic, loose", "kh as h, u as o, q as k, no apostrophes", kGroup, kPersons, false,
           kFair, Throughout<kArabic, kArabicLoose>},
    Change{"Arabic, one place", "-i as -y, -ah as -a, q as g", kGroup, kPersons, false, kFair,
           OnePlace<kArabic, kArabicEnglish>},
    Change{"Arabic names", "Muhammad as Mohamed, Yusuf as Youssef, Umar as Omar", kGroup, kPersons,
           false, kFair, NamesOfArabs},
    Change{"Abd al-", "Abd al-Rahman as Abdul Rahman, Abdul as Abdel", kGroup, kPersons, false,
           kFair, ServantOf},
    Change{"Persian", "-zadeh as -zada, gh as q, -i as -y, -ollah as -ullah", kGroup, kPersons,
           false, kFair, OnePlace<kPersian, kPersianRules>},
    Change{"Chinese, Wade-Giles", "zh as ch, x as hs, initial b, d, g as p, t, k", kGroup, kPersons,
           false, kFair, WadeGiles},
    Change{"Chinese, Hong Kong", "Chen as Chan, Huang as Wong", kGroup, kPersons, false, kFair,
           CantoneseFamily},
    Change{"Korean family names", "Ri as Lee, Pak as Park, Choe as Choi", kGroup, kPersons, false,
           kFair, WholeWords<kKorean, kKoreanNames>},
    Change{"Korean, one place", "yong as young, chol as cheol, initial k as g", kGroup, kPersons,
           false, kFair, OnePlace<kKorean, kKoreanVowels>},
    Change{"syllables tied", "Jong Un as Jong-un", kGroup, kPersons, false, kFair, SyllablesTied},
    Change{"syllables joined", "Jong Un as Jongun", kGroup, kPersons, false, kFair,
           SyllablesJoined},
    Change{"Spanish", "z as s, v as b, ll as y, h silent", kGroup, kPersons, false, kFair,
           OnePlace<kSpanish, kSpanishRules>},
};

}  // namespace

std::span<const Change> LanguageChanges() { return kChanges; }

}  // namespace lynceus::validation
