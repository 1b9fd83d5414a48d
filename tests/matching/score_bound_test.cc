// The bound never costs a score: with a least score asked for, the answer is the whole score or,
// where that is lower, nothing.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/base/random.h"
#include "lib/matching/matcher.h"
#include "lib/names/analyzed_name.h"
#include "lib/validation/changes.h"
#include "tests/matching/labelled_data.h"
#include "tests/matching/packs.h"
#include "tests/support/test_data.h"

namespace lynceus::matching {
namespace {

constexpr std::int32_t kLeastScores[] = {1, 4'000, 5'000, 6'000, 7'000, 8'500, 10'000};

ListedName Listed(const std::string& text, Schema schema) {
  auto name = PackAnalyzer()->Analyze(text, schema);
  EXPECT_TRUE(name.ok()) << text;
  return {*std::move(name), NameKind::kPrimary};
}

PreparedName Asked(const std::string& text, Schema schema) {
  return {Listed(text, schema).name, schema};
}

void CheckPair(const PreparedName& asked, const ListedName& listed, const std::string& what) {
  const std::int32_t whole = asked.Explain(listed).score;
  for (const std::int32_t least : kLeastScores) {
    ASSERT_EQ(asked.Score(listed, least), whole >= least ? whole : 0) << what << ", " << least;
  }
}

TEST(ScoreBound, KeepsTheScoresOfNamesThatAgreeInEveryWay) {
  const std::vector<std::string> names = {
      "Sovcombank",
      "SOVKOM BANK",
      "Совкомбанк",
      "ソフコムバンク",
      "소브콤뱅크",
      "PAO \"Sovcombank\" (Group)",
      "Russian Direct Investment Fund",
      "Российский фонд прямых инвестиций",
      "俄罗斯直接投资基金",
      "RDIF",
      "Management Company of the Russian Direct Investment Fund No. 7",
      "Management Company 8",
      "PUTIN, Vladimir Vladimirovich",
      "V. V. Putin",
      "Vladimir Sergeevich Putin",
      "Владимир Путин",
      "MUHAMMAD BIN SALMAN",
      "SALMAN BIN MUHAMMAD",
      "محمد بن سلمان",
      "Abdurrahman al-Hasan",
      "abd al rahman hasan",
      "Jean Claude Dupont",
      "JC Dupont",
      "Bill Smith",
      "William Smith",
      "Wllm Smth",
      "習近平",
      "Xi Jinping",
      "Kim Jong Un",
      "김정은",
      "RT",
      "Siemens AG",
      "Siemensag Trading and Development of the North",
      "M/V Hellenic Spirit",
      "Islamic Revolutionary Guard Corps",
      "IRGC",
      "in favour of Russian Direct Investment Fund ref 123",
      "Russian Direct Investment Fu",
      "Investment Fund Direct Russian",
  };
  for (const Schema schema : {Schema::kPerson, Schema::kCompany, Schema::kUnknown}) {
    std::vector<ListedName> listed;
    for (const std::string& name : names) listed.push_back(Listed(name, schema));
    for (const std::string& name : names) {
      const PreparedName asked = Asked(name, schema);
      for (std::size_t at = 0; at < names.size(); ++at) {
        CheckPair(asked, listed[at], name + " | " + names[at]);
      }
    }
  }
}

// A name of three words and a number, as it may be written in a longer text.
std::string WrittenInAText(const std::vector<std::string>& words, SeededRandom& random) {
  std::string text;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const bool apart = at > 0 && random.Below(4) != 0;
    text += (apart ? " " : "") + words[at];
  }
  if (random.Below(2) == 0) text.insert(random.Below(text.size()), 1, text[1]);
  return text;
}

TEST(ScoreBound, KeepsTheScoresOfNamesInALongText) {
  const std::vector<std::vector<std::string>> names = {{"jihadu", "1", "binaa"},
                                                       {"harmony", "trading", "company"},
                                                       {"hasan", "al", "barqawi"},
                                                       {"velmontar", "shipping"},
                                                       {"orqwin", "7"},
                                                       {"pemberdale", "of", "the", "north"},
                                                       {"tikhvinskiy", "zavod", "mashin"}};
  const std::vector<std::string> others = {"payment", "for", "invoice", "12",  "goods", "hasan",
                                           "trading", "al",  "maria",   "of",  "steel", "company",
                                           "north",   "ltd", "street",  "bank"};
  SeededRandom random(11);
  for (int round = 0; round < 600; ++round) {
    const auto& words = names[random.Below(names.size())];
    std::string text;
    const std::size_t before = random.Below(30);
    for (std::size_t at = 0; at < before; ++at) text += others[random.Below(others.size())] + " ";
    text += WrittenInAText(words, random);
    const std::size_t after = random.Below(30);
    for (std::size_t at = 0; at < after; ++at) text += " " + others[random.Below(others.size())];
    const Schema schema = random.Below(2) == 0 ? Schema::kCompany : Schema::kUnknown;
    const PreparedName asked = Asked(text, schema);
    for (const auto& name : names) {
      std::string listed;
      for (const std::string& word : name) listed += (listed.empty() ? "" : " ") + word;
      CheckPair(asked, Listed(listed, Schema::kOrganization), text + " | " + listed);
    }
  }
}

TEST(ScoreBound, KeepsTheScoresOfChangedNamesOfARealList) {
  LYNCEUS_REQUIRE_TEST_DATA();
  std::vector<std::pair<std::string, ListedName>> listed;
  for (const auto& row : ReadCsv(*support::TestDataDir() + "/lists/ofac/sdn_2024-05-03.csv")) {
    if (row.size() < 3) continue;
    const bool person = row[2].find("individual") != std::string::npos;
    listed.emplace_back(row[1], Listed(row[1], person ? Schema::kPerson : Schema::kOrganization));
  }
  SeededRandom random(5);
  for (std::size_t at = 0; at < listed.size(); at += 401) {
    const auto whole = validation::MakeListedText(
        listed[at].first, at % 2 == 0 ? Schema::kOrganization : Schema::kPerson);
    for (const validation::Change& kind : validation::Changes()) {
      const auto text = validation::Apply(kind, whole, at + 1);
      if (!text) continue;
      const PreparedName asked = Asked(*text, at % 2 == 0 ? Schema::kUnknown : Schema::kPerson);
      CheckPair(asked, listed[at].second, *text + " | " + listed[at].first);
      for (int other = 0; other < 8; ++other) {
        const auto& [name, analyzed] = listed[random.Below(listed.size())];
        CheckPair(asked, analyzed, *text + " | " + name);
      }
    }
  }
}

}  // namespace
}  // namespace lynceus::matching
