// What each kind makes of a name, and which names it has no hold on.
#include "lib/validation/changes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/strings.h"
#include "lib/validation/letters.h"
#include "lib/validation/respell.h"

namespace lynceus::validation {
namespace {

constexpr std::uint64_t kSeed = 1;

struct Row {
  const char* kind;
  Schema schema;
  const char* country;
  const char* listed;
  const char* changed;
};

// One name a kind; invented parties.
const std::vector<Row>& Rows() {
  static const auto& rows = *new std::vector<Row>{
      {"lower case", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "korolev, vladimir sergeyevich"},
      {"upper case", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, VLADIMIR SERGEYEVICH"},
      {"title case", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Korolev, Vladimir Sergeyevich"},
      {"diacritics added", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KÒROLEV, Vladimir Sergeyevich"},
      {"diacritics removed", Schema::kPerson, "es", "José Núñez", "Jose Nunez"},
      {"punctuation removed", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV Vladimir Sergeyevich"},
      {"hyphens as blanks", Schema::kPerson, "iq", "AL-HASSAN, Muhammad bin Yusuf",
       "AL HASSAN, Muhammad bin Yusuf"},
      {"hyphens left out", Schema::kPerson, "iq", "AL-HASSAN, Muhammad bin Yusuf",
       "ALHASSAN, Muhammad bin Yusuf"},
      {"blanks as hyphens", Schema::kPerson, "ru", "Vladimir Sergeyevich KOROLEV",
       "Vladimir-Sergeyevich-KOROLEV"},
      {"blanks as underscores", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir_Sergeyevich_KOROLEV"},
      {"blanks as dots", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir.Sergeyevich.KOROLEV"},
      {"blanks doubled", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV,  Vladimir  Sergeyevich"},
      {"stray sign", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir Sergeyevich KOROLEV *"},
      {"apostrophe added", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Sergeyev'ich"},
      {"given name first", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir Sergeyevich KOROLEV"},
      {"comma left out", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV Vladimir Sergeyevich"},
      {"comma form", Schema::kPerson, "ru", "Vladimir Sergeyevich KOROLEV",
       "KOROLEV, Vladimir Sergeyevich"},
      {"fields swapped", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir Sergeyevich, KOROLEV"},
      {"words reversed", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV Sergeyevich Vladimir"},
      {"words shuffled", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir Sergeyevich KOROLEV"},
      {"last word first", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV Vladimir Sergeyevich"},
      {"neighbours swapped", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir KOROLEV Sergeyevich"},
      {"word left out", Schema::kCompany, "ru", "KAMA RIVER TRADING AND TRANSPORT CO., LTD.",
       "KAMA RIVER AND TRANSPORT CO., LTD."},
      {"word repeated", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir Sergeyevich KOROLEV KOROLEV"},
      {"two words joined", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir SergeyevichKOROLEV"},
      {"all words joined", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "VladimirSergeyevichKOROLEV"},
      {"word split", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Serg eyevich"},
      {"two words split", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vlad imir Sergeyev ich"},
      {"word spaced out", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir S e r g e y e v i c h"},
      {"border moved", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir Sergeyevic hKOROLEV"},
      {"middle name left out", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir KOROLEV"},
      {"one middle name left out", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich Ivan",
       "Vladimir Sergeyevich KOROLEV"},
      {"first name left out", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich Ivan",
       "Sergeyevich Ivan KOROLEV"},
      {"middle name added", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir Ilario Sergeyevich KOROLEV"},
      {"first name as initial", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "V. Sergeyevich KOROLEV"},
      {"middle names as initials", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir S. KOROLEV"},
      {"middle initials without dots", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir S KOROLEV"},
      {"given names as initials", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "V. S. KOROLEV"},
      {"nickname", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Volodya Sergeyevich KOROLEV"},
      {"title before", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Hon. Vladimir Sergeyevich KOROLEV"},
      {"suffix behind", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir Sergeyevich KOROLEV Esq."},
      {"nisba added", Schema::kPerson, "iq", "AL-HASSAN, Muhammad bin Yusuf",
       "Muhammad bin Yusuf AL-HASSAN al-Iraqi"},
      {"article joined", Schema::kPerson, "iq", "AL-HASSAN, Muhammad bin Yusuf",
       "Muhammad bin Yusuf ALHASSAN"},
      {"article apart", Schema::kPerson, "iq", "AL-HASSAN, Muhammad bin Yusuf",
       "Muhammad bin Yusuf AL HASSAN"},
      {"article left out", Schema::kPerson, "iq", "AL-HASSAN, Muhammad bin Yusuf",
       "Muhammad bin Yusuf HASSAN"},
      {"bin respelt", Schema::kPerson, "iq", "AL-HASSAN, Muhammad bin Yusuf",
       "Muhammad ibn Yusuf AL-HASSAN"},
      {"bin left out", Schema::kPerson, "iq", "AL-HASSAN, Muhammad bin Yusuf",
       "Muhammad Yusuf AL-HASSAN"},
      {"one initial and family name", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "V. KOROLEV"},
      {"all initials", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich", "V. S. K."},
      {"family name only", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich", "KOROLEV"},
      {"given names only", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir Sergeyevich"},
      {"other middle name", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir Ilario KOROLEV"},
      {"letter inserted", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Sergeyeviych"},
      {"letter left out", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Sergeyevic"},
      {"letter wrong", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Sergeyevicx"},
      {"letters swapped", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Sergeyevihc"},
      {"letter doubled", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Sergeyeviich"},
      {"double letter single", Schema::kPerson, "iq", "AL-HASSAN, Muhammad bin Yusuf",
       "AL-HASAN, Muhammad bin Yusuf"},
      {"neighbouring key", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Sergeyevicg"},
      {"first letter wrong", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Mergeyevich"},
      {"first letter left out", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir ergeyevich"},
      {"last letter wrong", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Sergeyevicb"},
      {"last letter left out", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Sergeyevic"},
      {"other vowel", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Sergeyevach"},
      {"two slips in a word", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Sergeyevticx"},
      {"slip in two words", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, lVadimir Sergeyevicx"},
      {"slip in each word", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROJEV, Vlldimir Sergeyyvich"},
      {"digit read for a letter", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOR0LEV, Vladimir Sergeyevich"},
      {"digits read throughout", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "K0R0LEV, Vlad1m1r Sergeyev1ch"},
      {"shape misread", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Sergeycvich"},
      {"sign for a letter", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vl4dimir Sergeyevich"},
      {"cut at 35", Schema::kCompany, "ru", "KAMA RIVER TRADING AND TRANSPORT CO., LTD.",
       "KAMA RIVER TRADING AND TRANSPORT CO"},
      {"end cut off", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir Sergeyevich KOROL"},
      {"by ear, one place", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEW, Vladimir Sergeyevich"},
      {"by ear, throughout", Schema::kPerson, "iq", "AL-HASSAN, Muhammad bin Yusuf",
       "AL-HASAN, Muhamad bin Yusuf"},
      {"vowel left out", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Srgeyevich"},
      {"vowels of a word left out", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Srgyvch"},
      {"vowels left out", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KRLV, Vldmr Srgyvch"},
      {"Russian, newspapers'", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEFF, Vladimir Sergeyevich"},
      {"Russian, passports'", Schema::kPerson, "ru", "KHODYREV, Yuriy Mikhaylovich",
       "HODYREV, Iurii Mihaylovich"},
      {"Russian, German", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEW, Wladimir Sergeyewitsch"},
      {"Russian, French", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Sergeyevitch"},
      {"Russian and Ukrainian names", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Volodymyr Sergeyevich"},
      {"Arabic, French", Schema::kPerson, "iq", "AL-HASSAN, Muhammad bin Yusuf",
       "EL-HASSAN, Mouhammad bin Yousouf"},
      {"Arabic, loose", Schema::kPerson, "iq", "AL-HASSAN, Muhammad bin Yusuf",
       "AL-HASSAN, Mohammad bin Yosof"},
      {"Arabic, one place", Schema::kPerson, "iq", "Abd al-Rahman Muhammad Qasim",
       "Abd al-Rahman Muhammad Gasim"},
      {"Arabic names", Schema::kPerson, "iq", "AL-HASSAN, Muhammad bin Yusuf",
       "AL-HASAN, Mohamed bin Youssef"},
      {"Abd al-", Schema::kPerson, "iq", "Abd al-Rahman Muhammad Qasim",
       "Abdul Rahman Muhammad Qasim"},
      {"Persian", Schema::kPerson, "ir", "HOSSEINI ZADEH, Gholam", "HOSSEYNI ZADEH, Gholam"},
      {"Chinese, Wade-Giles", Schema::kPerson, "cn", "ZHANG, Xiao Qiang", "CHANG, Hsiao Ch'iang"},
      {"Chinese, Hong Kong", Schema::kPerson, "cn", "ZHANG, Xiao Qiang", "CHEUNG Xiao Qiang"},
      {"Korean family names", Schema::kPerson, "kp", "PAK, Yong Chol", "PARK, Yong Chol"},
      {"Korean, one place", Schema::kPerson, "kp", "PAK, Yong Chol", "PAK, Yong Cheol"},
      {"syllables tied", Schema::kPerson, "cn", "ZHANG, Xiao Qiang", "ZHANG Xiao-qiang"},
      {"syllables joined", Schema::kPerson, "cn", "ZHANG, Xiao Qiang", "ZHANG Xiaoqiang"},
      {"Spanish", Schema::kPerson, "mx", "VAZQUEZ, Guillermo", "VAZQUEZ, Guiyermo"},
      {"legal form left out", Schema::kCompany, "ru", "KAMA RIVER TRADING AND TRANSPORT CO., LTD.",
       "KAMA RIVER TRADING AND TRANSPORT"},
      {"legal form of another class", Schema::kCompany, "ru",
       "KAMA RIVER TRADING AND TRANSPORT CO., LTD.", "KAMA RIVER TRADING AND TRANSPORT JSC"},
      {"legal form translated", Schema::kCompany, "ru",
       "KAMA RIVER TRADING AND TRANSPORT CO., LTD.", "KAMA RIVER TRADING AND TRANSPORT GMBH"},
      {"legal form spelt out or short", Schema::kCompany, "ru",
       "KAMA RIVER TRADING AND TRANSPORT CO., LTD.",
       "KAMA RIVER TRADING AND TRANSPORT COMPANY LIMITED"},
      {"legal form's dots", Schema::kCompany, "ru", "ROSTOVNEFT LLC", "ROSTOVNEFT L.L.C."},
      {"legal form in front", Schema::kCompany, "ru", "ROSTOVNEFT LLC", "LLC ROSTOVNEFT"},
      {"legal form added", Schema::kOrganization, "", "INTERNATIONAL DEFENSE BANK OF THE NORTH",
       "INTERNATIONAL DEFENSE BANK OF THE NORTH JSC"},
      {"legal form grown together", Schema::kCompany, "ru", "ROSTOVNEFT LLC", "ROSTOVNEFTLLC"},
      {"slip in the legal form", Schema::kCompany, "ru", "ROSTOVNEFT OIL LIMITED",
       "ROSTOVNEFT OIL LIITED"},
      {"words abbreviated", Schema::kCompany, "ru", "KAMA RIVER TRADING AND TRANSPORT CO., LTD.",
       "KAMA RIVER TRDG AND TRANSP CO., LTD."},
      {"words translated", Schema::kCompany, "ru", "KAMA RIVER TRADING AND TRANSPORT CO., LTD.",
       "KAMA RIVER HANDEL AND TRANSPORTE CO., LTD."},
      {"British or American", Schema::kOrganization, "", "INTERNATIONAL DEFENSE BANK OF THE NORTH",
       "INTERNATIONAL DEFENCE BANK OF THE NORTH"},
      {"words as numbers", Schema::kCompany, "", "BLUE DELTA FUND II", "BLUE DELTA FUND 2"},
      {"numbers as words", Schema::kCompany, "", "SHIP REPAIR PLANT 7", "SHIP REPAIR PLANT SEVEN"},
      {"number mark added", Schema::kCompany, "", "SHIP REPAIR PLANT 7", "SHIP REPAIR PLANT No. 7"},
      {"noise left out", Schema::kCompany, "ru", "KAMA RIVER TRADING AND TRANSPORT CO., LTD.",
       "KAMA RIVER TRANSPORT CO. LTD."},
      {"noise behind", Schema::kCompany, "ru", "KAMA RIVER TRADING AND TRANSPORT CO., LTD.",
       "KAMA RIVER TRADING AND TRANSPORT CO., LTD. GROUP"},
      {"article before", Schema::kCompany, "ru", "KAMA RIVER TRADING AND TRANSPORT CO., LTD.",
       "THE KAMA RIVER TRADING AND TRANSPORT CO., LTD."},
      {"and as a sign", Schema::kCompany, "ru", "KAMA RIVER TRADING AND TRANSPORT CO., LTD.",
       "KAMA RIVER TRADING & TRANSPORT CO. LTD."},
      {"place behind", Schema::kCompany, "ru", "KAMA RIVER TRADING AND TRANSPORT CO., LTD.",
       "KAMA RIVER TRADING AND TRANSPORT CO., LTD. (Hong Kong)"},
      {"acronym behind", Schema::kCompany, "ru", "KAMA RIVER TRADING AND TRANSPORT CO., LTD.",
       "KAMA RIVER TRADING AND TRANSPORT CO., LTD. (KRT)"},
      {"vessel's prefix", Schema::kVessel, "", "KAMA STAR 2", "M/V KAMA STAR 2"},
      {"vessel's flag", Schema::kVessel, "", "KAMA STAR 2", "KAMA STAR 2 - Liberia"},
      {"acronym", Schema::kCompany, "ru", "KAMA RIVER TRADING AND TRANSPORT CO., LTD.", "KRT"},
      {"first word only", Schema::kCompany, "ru", "KAMA RIVER TRADING AND TRANSPORT CO., LTD.",
       "KAMA"},
      {"other number", Schema::kCompany, "", "SHIP REPAIR PLANT 7", "SHIP REPAIR PLANT 9"},
      {"look-alike letter", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "КOROLEV, Vladimir Sergeyevich"},
      {"look-alike letters", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "КOROLEV, Vlаdimir Sеrgеyevich"},
      {"zero width", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vl\u200Badimir Sergeyevich"},
      {"soft hyphen", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Sergeyevic\u00ADh"},
      {"combining accent", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV, Vladimir Sergeyevic\u0301h"},
      {"other blanks", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "KOROLEV,\u00A0Vladimir\u00A0Sergeyevich"},
      {"direction marks", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "\u202EKOROLEV, Vladimir Sergeyevich\u202C"},
      {"full width", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "ＫＯＲＯＬＥＶ，\u3000Ｖｌａｄｉｍｉｒ\u3000Ｓｅｒｇｅｙｅｖｉｃｈ"},
      {"other hyphens", Schema::kPerson, "iq", "AL-HASSAN, Muhammad bin Yusuf",
       "AL\u2011HASSAN, Muhammad bin Yusuf"},
      {"other apostrophes", Schema::kPerson, "sy", "AHMAD, Sa'id", "AHMAD, Sa\u02BCid"},
      {"Arabic variants", Schema::kPerson, "iq", "أحمد علي يوسفي", "احمد علی یوسفی"},
      {"Arabic stretched", Schema::kPerson, "iq", "أحمد علي يوسفي", "أحمد علي يوسفـي"},
      {"Cyrillic variants", Schema::kPerson, "ru", "Пётр Королев", "Петр Королев"},
      {"traditional Chinese", Schema::kPerson, "cn", "张伟", "張偉"},
      {"simplified Chinese", Schema::kPerson, "tw", "張偉", "张伟"},
      {"Chinese with a blank", Schema::kPerson, "cn", "张伟", "张 伟"},
      {"remittance line", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "payment in favour of Vladimir Sergeyevich KOROLEV ref 123"},
      {"on behalf", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "c/o Vladimir Sergeyevich KOROLEV"},
      {"date behind", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir Sergeyevich KOROLEV DOB 17 Apr 1962"},
      {"number behind", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir Sergeyevich KOROLEV passport A1234567"},
      {"address behind", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir Sergeyevich KOROLEV, ul. Sadovaya 5, Moskva"},
      {"two parties", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Brightwick Ltd / Vladimir Sergeyevich KOROLEV"},
      {"quoted", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "\"Vladimir Sergeyevich KOROLEV\""},
      {"former name behind", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir Sergeyevich KOROLEV ex Solvang"},
      {"line ends in a word", Schema::kCompany, "ru", "KAMA RIVER TRADING AND TRANSPORT CO., LTD.",
       "KAMA RIVER TRADING AND TRANSPORT CO\n., LTD."},
      {"line ends at a blank", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich",
       "Vladimir Sergeyevich\r\nKOROLEV"},
      {"spelling in brackets", Schema::kPerson, "ru", "KOROLEV, Vladimir Sergeyevich Ivan",
       "Vladimir Sergeyevich Ivan (John) KOROLEV"},
  };
  return rows;
}

ListedText Listed(const std::string& text, Schema schema, const std::string& country) {
  return MakeListedText(
      text, schema,
      country.empty() ? std::vector<std::string>() : std::vector<std::string>{country});
}

const Change& ChangeOf(std::string_view key) {
  const auto change = std::find_if(Changes().begin(), Changes().end(),
                                   [&](const Change& each) { return each.key == key; });
  EXPECT_NE(change, Changes().end()) << key;
  return *change;
}

TEST(ChangesTest, MakeOfANameWhatTheirRowSays) {
  for (const Row& row : Rows()) {
    const Changed changed =
        Apply(ChangeOf(row.kind), Listed(row.listed, row.schema, row.country), kSeed);
    EXPECT_EQ(changed.value_or("nothing"), row.changed) << row.kind;
  }
}

TEST(ChangesTest, EachHasARowAndAKeyOfItsOwn) {
  std::set<std::string_view> tested;
  for (const Row& row : Rows()) tested.insert(row.kind);
  std::set<std::string_view> keys;
  std::size_t fair = 0;
  for (const Change& change : Changes()) {
    EXPECT_TRUE(keys.insert(change.key).second) << change.key;
    EXPECT_TRUE(tested.contains(change.key)) << change.key;
    EXPECT_FALSE(change.doc.empty()) << change.key;
    fair += change.fairness == Fairness::kFair ? 1u : 0u;
  }
  EXPECT_GE(fair, 50u);
}

TEST(ChangesTest, HaveNoHoldOnSomeNames) {
  const struct {
    const char* kind;
    Schema schema;
    const char* country;
    const char* listed;
    const char* why;
  } rows[] = {
      {"lower case", Schema::kCompany, "", "rostovneft", "it is in small letters already"},
      {"lower case", Schema::kPerson, "cn", "张伟", "the script has no case"},
      {"letter wrong", Schema::kPerson, "cn", "张伟", "another sign is another name"},
      {"letter wrong", Schema::kVessel, "", "KAMA", "any other word of four letters is a word too"},
      {"hyphens as blanks", Schema::kCompany, "", "Rostovneft", "no hyphen"},
      {"words shuffled", Schema::kCompany, "", "Rostovneft Oil", "two words have one other order"},
      {"given name first", Schema::kPerson, "", "Vladimir KOROLEV", "no comma"},
      {"given name first", Schema::kCompany, "", "Rostovneft, LLC", "a company has no given name"},
      {"middle name left out", Schema::kPerson, "", "KOROLEV, Vladimir", "no middle name"},
      {"middle name left out", Schema::kPerson, "iq", "HASSAN, Abd al-Rahman",
       "Abd al-Rahman is one name"},
      {"bin left out", Schema::kPerson, "", "KOROLEV, Vladimir", "no bin"},
      {"first name as initial", Schema::kPerson, "", "KOROLEV, Vladimir",
       "an initial and a family name are thousands of people"},
      {"nickname", Schema::kPerson, "", "KOROLEV, Aristarkh", "nobody is called otherwise"},
      {"nisba added", Schema::kPerson, "ru", "KOROLEV, Vladimir", "no Arab country"},
      {"Russian, German", Schema::kPerson, "mx", "VARGAS, Vicente", "not Russian"},
      {"Korean family names", Schema::kPerson, "ir", "PAK, Ali", "not Korean"},
      {"legal form left out", Schema::kCompany, "", "ROSTOVNEFT", "no legal form"},
      {"legal form left out", Schema::kCompany, "", "LLC", "nothing would be left"},
      {"legal form in front", Schema::kCompany, "", "ROSTOVNEFT LIMITED", "Limited stands behind"},
      {"legal form added", Schema::kCompany, "", "ROSTOVNEFT LLC", "there is one"},
      {"number mark added", Schema::kCompany, "", "PLANT No. 7", "there is one"},
      {"acronym", Schema::kCompany, "", "ROSTOVNEFT OIL LLC", "two letters are no acronym"},
      {"cut at 35", Schema::kCompany, "", "ROSTOVNEFT", "it fits"},
      {"cut at 35", Schema::kCompany, "", "LIMITED LIABILITY COMPANY ROSTOVNEFT OIL",
       "the form takes the line"},
      {"words as numbers", Schema::kCompany, "", "ROSTOVNEFT S.A. DE C.V.", "V. is no number"},
      {"words reversed", Schema::kCompany, "", "LIMITED LIABILITY COMPANY ROSTOVNEFT OIL",
       "a form torn apart is no order of words"},
      {"Russian, French", Schema::kCompany, "ru", "SHIP BUREAU", "companies mix languages"},
      {"vessel's prefix", Schema::kCompany, "", "KAMA STAR", "not a vessel"},
      {"Arabic variants", Schema::kPerson, "ru", "Пётр Королев", "not Arabic"},
      {"remittance line", Schema::kPerson, "ru", "Пётр Королев", "the frame is English"},
  };
  for (const auto& row : rows) {
    const Changed changed =
        Apply(ChangeOf(row.kind), Listed(row.listed, row.schema, row.country), kSeed);
    EXPECT_FALSE(changed.has_value())
        << row.kind << ": " << row.why << ": " << changed.value_or("");
  }
}

// Whatever the name: never the name itself, never nothing, always the same for a seed.
TEST(ChangesTest, HoldTheirLawsOnOddNames) {
  const std::vector<std::string> texts = {"A",
                                          "-",
                                          ", ",
                                          "O'Neil",
                                          "X LLC",
                                          "LLC",
                                          "张",
                                          "123",
                                          "a-b c/d (e)",
                                          "PUTIN, V.",
                                          "\"AO\" ROSTOV",
                                          "   two  words ",
                                          "Élan Ñandú",
                                          "محمد بن سلمان",
                                          "김정은",
                                          "ソフコムバンク",
                                          "M/V KAMA 7 No. 8",
                                          "EP-MHA"};
  for (const std::string& text : texts) {
    for (const Schema schema : {Schema::kPerson, Schema::kCompany, Schema::kVessel}) {
      for (const char* country : {"ru", "iq", "cn", "kp", "mx", "ir"}) {
        const ListedText listed = Listed(text, schema, country);
        for (const Change& change : Changes()) {
          const Changed changed = Apply(change, listed, 5);
          EXPECT_EQ(changed, Apply(change, listed, 5)) << change.key;
          if (!changed) continue;
          EXPECT_NE(*changed, text) << change.key;
          EXPECT_TRUE(IsValidUtf8(*changed)) << change.key << ": " << *changed;
          EXPECT_FALSE(names::SplitWords(*changed)->empty()) << change.key << ": " << *changed;
        }
      }
    }
  }
}

TEST(ChangesTest, ThePageListsEachKind) {
  const char* const source = std::getenv("LYNCEUS_SOURCE_DIR");
  const auto page =
      ReadFile(JoinPath(source == nullptr ? "." : source, "lib/validation/SELFTEST.md"));
  ASSERT_TRUE(page.ok());
  for (const Change& change : Changes()) {
    const std::string row = absl::StrCat("| ", ToAbsl(change.key), " | ", ToAbsl(change.doc));
    EXPECT_NE(page->find(row), std::string::npos) << row;
  }
}

TEST(LettersTest, PartsOfPersons) {
  const struct {
    const char* text;
    const char* country;
    const char* given;
    const char* family;
    const char* why;
  } rows[] = {
      {"PUTIN, Vladimir V.", "ru", "Vladimir|V.", "PUTIN", "at the comma"},
      {"Vladimir PUTIN", "ru", "Vladimir", "PUTIN", "the last word"},
      {"Xi Jinping", "cn", "Jinping", "Xi", "family name first"},
      {"Hans von der Leyen", "de", "Hans", "von|der|Leyen", "particles go with the family name"},
      {"Abd al-Rahman Qasim", "iq", "Abd al-Rahman", "Qasim", "words that go together"},
      {"AL ASSAD, Bashar bin Hafez", "sy", "Bashar|bin Hafez", "AL|ASSAD",
       "bin goes with a father"},
      {"Hannibal", "", "Hannibal", "", "one word"},
      {"MEZA, JR., Arturo", "mx", "Arturo", "MEZA|JR.", "a suffix goes with the family name"},
  };
  for (const auto& row : rows) {
    const PersonParts parts = PartsOfPerson(Listed(row.text, Schema::kPerson, row.country));
    EXPECT_EQ(Glue(parts.given, "|"), row.given) << row.why;
    EXPECT_EQ(Glue(parts.family, "|"), row.family) << row.why;
  }
}

TEST(LettersTest, CaseFollowsWhatIsReplaced) {
  EXPECT_EQ(InCaseOfText("BANK", "banque"), "BANQUE");
  EXPECT_EQ(InCaseOfText("Bank", "banque"), "Banque");
  EXPECT_EQ(InCaseOfText("bank", "banque"), "banque");
  EXPECT_EQ(InCaseOfText("Bank", ""), "");
  EXPECT_EQ(InCaseOfText("", "banque"), "banque");
  EXPECT_EQ(InCaseOfPlace("DENIS", 0, 1, "cl"), "CL");
  EXPECT_EQ(InCaseOfPlace("Denis", 0, 1, "cl"), "Cl");
  EXPECT_EQ(InCaseOfPlace("JU, Kyu", 1, 1, "oo"), "OO")
      << "the last letter goes with the one before";
  EXPECT_EQ(InCaseOfPlace("denis", 0, 1, "cl"), "cl");
}

TEST(LettersTest, RunsAreOfOneAlphabet) {
  const auto runs = [](const char* text) { return LetterRuns(names::FromUtf8(text), 2).size(); };
  EXPECT_EQ(runs("AB cd-ef"), 3u);
  EXPECT_EQ(runs("Élan"), 0u) << "a letter that the alphabet does not have is part of the word";
  EXPECT_EQ(runs("Пётр"), 0u);
  EXPECT_EQ(runs("Петр"), 1u);
  EXPECT_EQ(runs("张伟"), 0u);
}

TEST(RespellTest, FollowsTheEndsOfWords) {
  constexpr std::array kRules = {Respelling{"ov$", "off"}, Respelling{"^ye", "e"},
                                 Respelling{"kh", "h"}};
  const auto all = [&](const char* text) { return RespellAll({.text = text}, kRules); };
  EXPECT_EQ(all("Yekhov"), "Ehoff");
  EXPECT_EQ(all("YEKHOV, Yegor"), "EHOFF, Egor");
  EXPECT_EQ(all("Oveye"), std::nullopt);
  EXPECT_EQ(RespellWords({.text = "Khov kh KH"}, kRules), "Khov h H");
  SeededRandom random(1);
  EXPECT_EQ(RespellOne({.text = "Ivan"}, random, kRules), std::nullopt);
}

}  // namespace
}  // namespace lynceus::validation
