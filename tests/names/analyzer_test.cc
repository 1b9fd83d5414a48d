// How names are taken apart, what is refused, and laws on random input.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/base/limits.h"
#include "lib/base/random.h"
#include "lib/base/strings.h"
#include "lib/names/analyzed_name.h"
#include "tests/names/packs.h"
#include "tests/names/show.h"
#include "tests/support/status_matchers.h"

namespace lynceus::names {
namespace {

using ::lynceus::support::StatusIs;

struct Case {
  std::string_view text;
  Schema schema;
  std::string_view tokens;
  std::string_view why;
};

TEST(Analyzer, TakesNamesApart) {
  constexpr Schema kPerson = Schema::kPerson;
  constexpr Schema kCompany = Schema::kCompany;
  const std::vector<Case> cases = {
      {"PUTIN, Vladimir Vladimirovich", kPerson, "vladimir vladimirovich/patronymic putin",
       "a comma puts the family name first"},
      {"Владимир Владимирович Путин", kPerson, "vladimir vladimirovich/patronymic putin",
       "Cyrillic by table"},
      {"Müller-Öztürk", kPerson, "muller ozturk", "diacritics fall, a hyphen parts"},
      {"Łukasz Đorđević Søren ßılæ", kPerson, "lukasz dordevic soren ssilae",
       "letters that do not decompose"},
      {"Abu Bakar Ba'asyir", kPerson, "abu bakar baasyir", "an apostrophe belongs to its word"},
      {"J.R.R. Tolkien", kPerson, "j/initial r/initial r/initial tolkien", "dotted initials"},
      {"A.B.C. Trading", kCompany, "abc/initial trading/common", "an acronym is one word"},
      {"Osama ibn Laden", kPerson, "osama bin/particle laden", "ibn is bin"},
      {"Ben Carson", kPerson, "ben carson", "Ben in front is a given name"},
      {"Abdurrahman al-Hasan", kPerson, "abd/particle rahman al/particle hasan",
       "Abd- is a word of its own"},
      {"Abdullah Karimov", kPerson, "abdullah karimov", "Abdullah stays whole"},
      {"Dr. Sheikh Rami Makhlouf", kPerson, "dr/title sheikh/title rami makhlouf", "titles"},
      {"Sheikh", kPerson, "sheikh", "a name of titles only is a name"},
      {"Roman Arkadyevich Abramovich", kPerson, "roman arkadyevich/patronymic abramovich",
       "only one of two is the patronymic"},
      {"Roman Abramovich", kPerson, "roman abramovich", "a surname may end like a patronymic"},
      {"First International Bank", kCompany, "1/number international/common bank/common",
       "ordinals are numbers"},
      {"Int'l Bk", kCompany, "international/common bank/common", "abbreviations"},
      {"Brigade Forty-Four", Schema::kOrganization, "brigade 44/number", "tens and units"},
      {"Asian Fund XIII L.P.", kCompany, "asia/common fund/common 13/number", "Roman numerals"},
      {"Xi Jinping", Schema::kUnknown, "xi jinping", "a syllable is no numeral"},
      {"Mendez, S.A. de C.V.", kCompany, "mendez", "a legal form of several dotted words"},
      {"ООО \"БАЗО\"", kCompany, "bazo", "a legal form before the name"},
      {"SiemensAG", kCompany, "siemens", "a legal form in capitals, without a blank"},
      {"Siemens Aktiengeselschaft", kCompany, "siemens", "a misspelt legal form"},
      {"Altra Lmtd", kCompany, "altra", "a legal form without vowels"},
      {"RT", kCompany, "rt", "a name that is only a legal form"},
      {"N.V. Co", kCompany, "co", "of two forms one stays"},
      {"OOO RT", kCompany, "rt", "what leads a name by rule goes first"},
      {"RT LLC", kCompany, "rt", "and what ends it"},
      {"ФГУП", kCompany, "fgup", "a form in another script"},
      {"株式会社", kCompany, "zhushihuishe", "a glued form alone"},
      {"Limited Liability Company", kCompany, "limited liability company/common",
       "a form of words"},
      {"Deutsche Bank (Schweiz) AG", kCompany, "germany/common bank/common switzerland/aside",
       "brackets set aside"},
      {"U.S. Department of State", kCompany,
       "usa/common department/common of/particle state/common", "a dotted word of the pack"},
      {"United States Department of State", kCompany,
       "usa/common department/common of/particle state/common", "a word of two words"},
      {"MV Hellenic Spirit", Schema::kVessel, "mv/title hellenic spirit", "a vessel's prefix"},
      {"株式会社ソフコムバンク", kCompany, "sofukomu bank/common", "kana; the form is glued"},
      {"俄罗斯直接投资基金", kCompany, "russia/common direct/common investment/common fund/common",
       "words inside a run of Han"},
      {"俄羅斯直接投資基金", kCompany, "russia/common direct/common investment/common fund/common",
       "traditional characters"},
      {"習近平", kPerson, "xi jinping", "surname first"},
      {"欧阳修", kPerson, "ouyang xiu", "a surname of two characters"},
      {"김정은", kPerson, "gim jeongeun", "Hangul"},
      {"محمد السوداني", kPerson, "mhmd al/particle sudani", "Arabic; the article is a word"},
      {"p\xD0\xB0ypal", kCompany, "paypal", "a Cyrillic a among Latin letters"},
      {"Sov\xE2\x80\x8B"
       "com",
       kCompany, "sovcom", "a zero-width space"},
      {"Kim Jong On", kPerson, "kim jong on", "a syllable is no preposition"},
      {"Veltor Tourrism Bank", kCompany, "veltor travel/common bank/common",
       "a slip in a company word"},
      {"Veltor Rational Bank", kCompany, "veltor national/common bank/common",
       "a slip in the first letter"},
      {"Kapitan Veltari", kCompany, "kapitan veltari", "a title is no slip of kapital"},
      {"Travell Veltari", Schema::kVessel, "travell veltari", "no company words in vessels"},
      {"Nauchno-Proizvodstvennoe Veltor", kCompany, "scientific/common production/common veltor",
       "each ending of an adjective"},
      {"Isabela Veltari", Schema::kLegalEntity, "isabela veltari", "a name is no slip"},
      {"VELT0R L1M1TED", kCompany, "velt0r", "digits in a legal form"},
      {"0A0 Veltor", kCompany, "veltor", "and in a short one"},
      {"000 Veltor", kCompany, "veltor", "noughts alone"},
      {"S7 1ndustr1al", kCompany, "s7 industry/common", "a sign of two letters stays"},
      {"CHN NTNL ELCTRNCS IMPRT", kCompany,
       "china/common national/common electronics/common import/common",
       "vowels left out throughout, also of short words"},
      {"CHN Veltor", kCompany, "chn veltor", "else three letters are an acronym"},
      {"G4S Veltor", kCompany, "g4s veltor", "so does one of three"},
      {"AHMECL Veltari", kPerson, "ahmed veltari", "cl read for d"},
      {"Born Veltari", kPerson, "born veltari", "but no short word is made so (Bom)"},
      {"Clear Intemational", kCompany, "clear international/common", "m read for rn"},
      {"Veltor JNT STCK CMPNY", kCompany, "veltor", "a form of words without vowels"},
      {"Limited Liability Compagnie Veltor", kCompany, "veltor",
       "what says company stands for each other"},
      {"Obshchestvo s ogranichennoy otvetstvennostiu Veltor", kCompany, "veltor",
       "a form romanised otherwise"},
  };
  for (const Case& entry : cases) {
    const auto name = PackAnalyzer()->Analyze(entry.text, entry.schema);
    ASSERT_THAT(name, support::IsOk()) << entry.text;
    EXPECT_EQ(Show(*name), entry.tokens) << entry.text << ": " << entry.why;
  }
}

TEST(Analyzer, KnowsClassesOfLegalForms) {
  const auto form = [](std::string_view text) {
    const auto name = PackAnalyzer()->Analyze(text, Schema::kCompany);
    LYNCEUS_CHECK(name.ok());
    return name->legal_form;
  };
  EXPECT_EQ(form("Stripe LLC"), form("Stripe Limited Liability Company"));
  EXPECT_EQ(form("OAO Gazprom"), form("Gazprom JSC"));
  EXPECT_EQ(form("Altra GmbH"), form("ООО Альтра"));
  EXPECT_NE(form("Altra GmbH"), form("Altra AG"));
  EXPECT_EQ(form("Altra"), 0);
  EXPECT_EQ(form("Altra Co., Ltd."), form("Altra Ltd"))
      << "the special form beats the general word";
}

TEST(Analyzer, SaysThatANameIsOnlyLegalForms) {
  for (const std::string_view text : {"RT", "RT LLC", "ООО", "株式会社", "(株) 株式会社"}) {
    const auto name = PackAnalyzer()->Analyze(text, Schema::kCompany);
    ASSERT_THAT(name, support::IsOk()) << text;
    EXPECT_TRUE((name->traits & kTraitOnlyForms) != 0) << text;
  }
  const auto name = PackAnalyzer()->Analyze("ООО БАЗО", Schema::kCompany);
  ASSERT_THAT(name, support::IsOk());
  EXPECT_TRUE((name->traits & kTraitOnlyForms) == 0);
}

TEST(Analyzer, RefusesWhatIsNoName) {
  const auto analyze = [](std::string_view text) {
    return PackAnalyzer()->Analyze(text, Schema::kCompany);
  };
  constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
  EXPECT_THAT(analyze(""), StatusIs(kInvalid));
  EXPECT_THAT(analyze(" .-'(),;"), StatusIs(kInvalid));
  EXPECT_THAT(analyze("\xE2\x80\x8B\xE2\x80\xAE"), StatusIs(kInvalid)) << "only invisible signs";
  EXPECT_THAT(analyze("\xC3\x28"), StatusIs(kInvalid)) << "not UTF-8";
  EXPECT_THAT(analyze(std::string(10'000, 'a')), StatusIs(absl::StatusCode::kResourceExhausted));
  std::string many;
  for (std::size_t count = 0; count <= limits::kNameTokensMax; ++count) many += "xy ";
  EXPECT_THAT(analyze(many), StatusIs(absl::StatusCode::kResourceExhausted));
}

// Laws over whatever comes in: no crash, the same answer twice, tokens within the contract.
void CheckLaws(const std::string& text) {
  for (const Schema schema :
       {Schema::kPerson, Schema::kUnknown, Schema::kCompany, Schema::kVessel}) {
    const auto name = PackAnalyzer()->Analyze(text, schema);
    if (!name.ok()) continue;
    EXPECT_EQ(*name, *PackAnalyzer()->Analyze(text, schema));
    EXPECT_FALSE(name->tokens.empty());
    EXPECT_LE(name->tokens.size(), limits::kNameTokensMax);
    for (const Token& token : name->tokens) {
      EXPECT_FALSE(token.text.empty());
      EXPECT_EQ(token.text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789"),
                std::string::npos)
          << token.text;
      EXPECT_GE(token.weight, 1);
      EXPECT_LE(token.weight, 10'000);
      EXPECT_TRUE(IsValidUtf8(token.native));
    }
    std::vector<Anchor> anchors;
    PackAnalyzer()->Anchors(*name, true, anchors);
    EXPECT_FALSE(anchors.empty());
  }
}

TEST(Analyzer, HoldsItsLawsOnRandomBytes) {
  SeededRandom random(20240703);
  for (int count = 0; count < 3'000; ++count) {
    std::string text;
    const std::uint64_t length = random.Below(40);
    for (std::uint64_t at = 0; at < length; ++at) {
      text.push_back(static_cast<char>(random.Below(256)));
    }
    CheckLaws(text);
  }
}

TEST(Analyzer, HoldsItsLawsOnRandomUnicode) {
  constexpr char32_t kBlocks[] = {0x20,   0x61,   0xC0,   0x370,  0x400,  0x530,  0x590,   0x600,
                                  0x900,  0x980,  0xE00,  0x10A0, 0x1200, 0x1780, 0x2000,  0x2150,
                                  0x3040, 0x30A0, 0x4E00, 0xAC00, 0xFB00, 0xFF00, 0x1F600, 0x20000};
  SeededRandom random(7);
  for (int count = 0; count < 3'000; ++count) {
    std::string text;
    const std::uint64_t length = 1 + random.Below(20);
    for (std::uint64_t at = 0; at < length; ++at) {
      const char32_t c =
          kBlocks[random.Below(std::size(kBlocks))] + static_cast<char32_t>(random.Below(90));
      if (c < 0x80) {
        text.push_back(static_cast<char>(c));
      } else if (c < 0x800) {
        text.push_back(static_cast<char>(0xC0 | (c >> 6)));
        text.push_back(static_cast<char>(0x80 | (c & 63)));
      } else if (c < 0x10000) {
        text.push_back(static_cast<char>(0xE0 | (c >> 12)));
        text.push_back(static_cast<char>(0x80 | ((c >> 6) & 63)));
        text.push_back(static_cast<char>(0x80 | (c & 63)));
      } else {
        text.push_back(static_cast<char>(0xF0 | (c >> 18)));
        text.push_back(static_cast<char>(0x80 | ((c >> 12) & 63)));
        text.push_back(static_cast<char>(0x80 | ((c >> 6) & 63)));
        text.push_back(static_cast<char>(0x80 | (c & 63)));
      }
    }
    ASSERT_TRUE(IsValidUtf8(text));
    CheckLaws(text);
  }
}

}  // namespace
}  // namespace lynceus::names
