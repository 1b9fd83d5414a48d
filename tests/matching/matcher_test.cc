// The score of two names: decisions with their reasons, and laws over names and their
// changes.

#include "lib/matching/matcher.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <vector>

#include "lib/base/random.h"
#include "lib/validation/changes.h"
#include "tests/matching/packs.h"

namespace lynceus::matching {
namespace {

names::AnalyzedName Analyzed(std::string_view text, Schema schema) {
  auto name = PackAnalyzer()->Analyze(text, schema);
  LYNCEUS_CHECK(name.ok());
  return *std::move(name);
}

std::int32_t ScoreOf(std::string_view asked, std::string_view listed, Schema schema,
                     NameKind kind = NameKind::kPrimary) {
  return PreparedName(Analyzed(asked, schema), schema)
      .Score({.name = Analyzed(listed, schema), .kind = kind}, 0);
}

struct Case {
  std::string_view asked;
  std::string_view listed;
  Schema schema;
  bool match;
  std::string_view why;
};

TEST(Score, DecidesAsPeopleDo) {
  constexpr Schema kPerson = Schema::kPerson;
  constexpr Schema kCompany = Schema::kCompany;
  constexpr Case kCases[] = {
      {"Vladimir Putin", "PUTIN, Vladimir Vladimirovich", kPerson, true, "patronymic left out"},
      {"Vladimir Sergeevich Putin", "PUTIN, Vladimir Vladimirovich", kPerson, false,
       "patronymic contradicted"},
      {"Путин Владимир", "PUTIN, Vladimir", kPerson, true, "order and script"},
      {"V. V. Putin", "PUTIN, Vladimir Vladimirovich", kPerson, true, "initials"},
      {"A. Nazarbayev", "Nursultan Nazarbayev", kPerson, false, "another initial"},
      {"Mohammed", "Mohammed Ali", kPerson, false, "a single frequent word"},
      {"Hannibal", "Hannibal", kPerson, true, "a rare name of one word"},
      {"Hannibal Lecter Smith", "Hannibal", kPerson, false, "one word of three"},
      {"Salman bin Muhammad", "Muhammad bin Salman", kPerson, true, "found, see below"},
      {"Bill Browder", "BROWDER, William", kPerson, true, "nickname"},
      {"Sovcombnak", "Sovcombank", kCompany, true, "neighbours swapped"},
      {"ソフコムバンク", "Sovcombank", kCompany, true, "katakana"},
      {"소브콤뱅크", "Sovcombank", kCompany, true, "Hangul"},
      {"Совкомбанк", "Sovcombank PJSC", kCompany, true, "Cyrillic, legal form left out"},
      {"俄罗斯直接投资基金", "Russian Direct Investment Fund", kCompany, true, "Han"},
      {"ロシア直接投資基金", "Russian Direct Investment Fund", kCompany, true, "kana and Han"},
      {"러시아 직접투자펀드", "Russian Direct Investment Fund", kCompany, true, "Hangul words"},
      {"RUSSIAN DIRECT INVESTMENT FU", "Russian Direct Investment Fund", kCompany, true, "cut off"},
      {"Banco Santander Chile", "Banco Santander", kCompany, false, "a country more"},
      {"Management Company 23", "Management Company", kCompany, false, "the number is the name"},
      {"C.B.A. Company", "A.B.C. Company", kCompany, false, "letters in another order"},
      {"ABC Co.", "A.B.C. Company", kCompany, true, "dots"},
      {"payment in favour of Igor Sechin ref 123", "SECHIN, Igor", kPerson, true, "free text"},
      {"이재형", "이재명", kPerson, false, "one sign of two in a given name"},
      {"Ahmad Santos", "AHMAD (AHMED) SANTOS", kPerson, true, "an alternative in brackets"},
      {"Vltr Arkn", "Veltor Arkani", kPerson, true, "vowels left out of each word"},
      {"Njbllh Hqn", "Najibullah Haqani", kPerson, true, "an h that is not heard"},
      {"W. R. Loun", "LOUN, Waseem Raouf", kPerson, true, "all given names as initials"},
      {"W. R. Loun", "LOUN, Waseem Tariq", kPerson, false, "one initial is another"},
      {"Hani Youssef and Oskar Tellmann", "Hani Youssef", kPerson, true, "the first of two"},
      {"Oskar Tellmann and Hani Youssef", "Hani Youssef", kPerson, true, "the second"},
      {"Brightwick Ltd / Industrial Bank", "Industrial Bank", kCompany, true, "set apart"},
      {"Brightwick Ltd / UCK", "UCK", kCompany, true, "one word set apart"},
      {"Brightwick Ltd / Bank", "Bank", kCompany, false, "but not a frequent one"},
      {"Brightwick Industrial Bank", "Industrial Bank", kCompany, false, "not set apart"},
      {"Optima (formerly Arnwald)", "Optima", kCompany, true, "a former name beside a short one"},
      {"Veltor Cement Istanbul", "Veltor Cement", kCompany, true, "a seat behind the name"},
  };
  for (const Case& entry : kCases) {
    const std::int32_t score = ScoreOf(entry.asked, entry.listed, entry.schema);
    EXPECT_EQ(score >= kDefaultThreshold, entry.match)
        << score << " " << entry.asked << " | " << entry.listed << ": " << entry.why;
  }
}

TEST(Score, OrdersWhatIsLike) {
  constexpr Schema kPerson = Schema::kPerson;
  EXPECT_LT(ScoreOf("Salman bin Muhammad", "Muhammad bin Salman", kPerson), 9'000)
      << "father and son reversed";
  EXPECT_LT(ScoreOf("Salman bin Muhammad", "Muhammad bin Salman", kPerson),
            ScoreOf("Mohamed bin Salman", "Muhammad bin Salman", kPerson));
  EXPECT_LT(ScoreOf("Fund II LP", "Fund III LP", Schema::kCompany), kDefaultThreshold + 500);
  EXPECT_LT(ScoreOf("Vladimir Putin", "PUTIN, Vladimir Vladimirovich", kPerson), kScoreMax);
  EXPECT_EQ(ScoreOf("Putin Vladimir", "PUTIN, Vladimir", kPerson), kScoreMax - 120);
}

TEST(Score, GivesWeakAliasesADiscount) {
  EXPECT_EQ(ScoreOf("Carlos", "Carlos", Schema::kPerson, NameKind::kWeak), 9'500);
  EXPECT_EQ(ScoreOf("Carlos", "Carlos", Schema::kPerson, NameKind::kFormer), kScoreMax);
}

constexpr std::array kNames = {std::string_view("PUTIN, Vladimir Vladimirovich"),
                               std::string_view("Sovcombank PJSC"),
                               std::string_view("BIN LADIN, Usama bin Muhammad bin Awad"),
                               std::string_view("KIM, Jong Un"),
                               std::string_view("Russian Direct Investment Fund"),
                               std::string_view("Mohammed Ali"),
                               std::string_view("ROTENBERG, Arkady Romanovich"),
                               std::string_view("Al-Qa'ida/Islamic Army"),
                               std::string_view("Blackstone Capital Partners VII L.P."),
                               std::string_view("Hannibal"),
                               std::string_view("俄罗斯直接投资基金"),
                               std::string_view("김정은"),
                               std::string_view("محمد بن سلمان"),
                               std::string_view("First National Bank"),
                               std::string_view("ANDRANG HETA GROUP LIMITED")};

std::int32_t SumOf(const ScoreNode& node) {
  if (node.children.empty()) return node.points;
  std::int32_t sum = 0;
  for (const ScoreNode& child : node.children) sum += SumOf(child);
  return sum;
}

// Range, cutoff, explanation and identity, over all pairs of names and their changes.
TEST(Score, HoldsItsLaws) {
  for (const Schema schema : {Schema::kPerson, Schema::kCompany, Schema::kUnknown}) {
    for (std::size_t at = 0; at < kNames.size(); ++at) {
      const auto changed = validation::MakeListedText(std::string(kNames[at]), schema);
      for (const validation::Change& kind : validation::Changes()) {
        const auto text = validation::Apply(kind, changed, at);
        if (!text || !PackAnalyzer()->Analyze(*text, schema).ok()) continue;
        const PreparedName asked(Analyzed(*text, schema), schema);
        for (const std::string_view listed_text : kNames) {
          const ListedName listed{Analyzed(listed_text, schema), NameKind::kPrimary};
          const std::int32_t score = asked.Score(listed, 0);
          ASSERT_GE(score, 0);
          ASSERT_LE(score, kScoreMax);
          ASSERT_EQ(asked.Score(listed, score), score);
          ASSERT_EQ(asked.Score(listed, score + 1), 0);
          const Scored explained = asked.Explain(listed);
          ASSERT_EQ(explained.score, score);
          ASSERT_EQ(SumOf(explained.tree), score) << *text << " | " << listed_text;
        }
      }
    }
  }
}

TEST(Score, IsFullForEachNameItself) {
  for (const Schema schema : {Schema::kPerson, Schema::kCompany, Schema::kUnknown}) {
    for (const std::string_view text : kNames) EXPECT_EQ(ScoreOf(text, text, schema), kScoreMax);
  }
}

// DESIGN: evidence, never filters. The same text asked as another kind of party is still an exact
// name, and is still found.
TEST(Score, FindsAnExactNameUnderEachSchema) {
  constexpr std::array kSchemas = {Schema::kUnknown, Schema::kPerson, Schema::kLegalEntity,
                                   Schema::kCompany, Schema::kVessel, Schema::kPublicBody};
  constexpr std::array kOdd = {std::string_view("Lashkar i Jhangvi (LJ)"),
                               std::string_view("First Bank of the East II, S.A."),
                               std::string_view("株式会社ソフコムバンク"),
                               std::string_view("ООО \"Вектор\""),
                               std::string_view("Second Economic Committee"),
                               std::string_view("Dr. Abdul Rahman Trading Co."),
                               std::string_view("U.S. Steel & Sons"),
                               std::string_view("Fund I")};
  std::vector<std::string_view> texts(kNames.begin(), kNames.end());
  texts.insert(texts.end(), kOdd.begin(), kOdd.end());
  for (const std::string_view text : texts) {
    for (const Schema asked : kSchemas) {
      for (const Schema listed : kSchemas) {
        const auto a = Analyzed(text, asked);
        const auto b = Analyzed(text, listed);
        EXPECT_GE(PreparedName(a, asked).Score({b, NameKind::kPrimary}, 0), 9'400)
            << text << " asked as " << SchemaName(asked) << ", listed as " << SchemaName(listed);
        std::vector<names::Anchor> left;
        std::vector<names::Anchor> right;
        std::vector<names::Anchor> both;
        PackAnalyzer()->Anchors(a, true, left);
        PackAnalyzer()->Anchors(b, false, right);
        std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                              std::back_inserter(both));
        EXPECT_FALSE(both.empty()) << text;
      }
    }
  }
}

TEST(Score, SurvivesRandomText) {
  SeededRandom random(31);
  const ListedName listed{Analyzed("PUTIN, Vladimir Vladimirovich", Schema::kPerson),
                          NameKind::kPrimary};
  for (int count = 0; count < 5'000; ++count) {
    std::string text;
    const std::uint64_t length = random.Below(60);
    for (std::uint64_t at = 0; at < length; ++at) {
      text.push_back(static_cast<char>(random.Below(256)));
    }
    auto name = PackAnalyzer()->Analyze(text, Schema::kPerson);
    if (!name.ok()) continue;
    const PreparedName asked(*std::move(name), Schema::kPerson);
    const std::int32_t score = asked.Score(listed, 0);
    ASSERT_GE(score, 0);
    ASSERT_LE(score, kScoreMax);
    ASSERT_EQ(SumOf(asked.Explain(listed).tree), score);
  }
}

}  // namespace
}  // namespace lynceus::matching
