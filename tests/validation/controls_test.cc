// Controls are nobody: never a listed name, and recombined names are those of no listed person.
#include "lib/validation/controls.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "lib/validation/invented_names.h"
#include "lib/validation/letters.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"

namespace lynceus::validation {
namespace {

constexpr std::size_t kCount = 200;

class ControlsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ThreadPool pool(2);
    auto survey = SurveySnapshot(engine_, pool, {.seed = 3, .names_per_kind = 2});
    ASSERT_THAT(survey, support::IsOk());
    survey_ = *std::move(survey);
  }

  // Every name of every listed party, as it is.
  std::vector<std::pair<Schema, std::string>> ListedNames() const {
    std::vector<std::pair<Schema, std::string>> names;
    for (std::uint32_t number = 0; number < engine_.snapshot->manifest().parties; ++number) {
      const auto party = engine_.snapshot->PartyByNumber(number);
      for (const Name& name : party->entity.names)
        names.emplace_back(party->entity.schema, name.text);
    }
    return names;
  }

  const screening::Engine& engine_ = screening::DemoEngine();
  Survey survey_;
};

TEST_F(ControlsTest, AreNeverAListedName) {
  std::set<std::uint64_t> listed;
  for (const auto& [schema, text] : ListedNames()) listed.insert(PlainKey(text));
  auto controls = EasyControls(survey_, *engine_.analyzer, 1, kCount);
  EXPECT_EQ(controls.size(), kCount);
  const auto hard = HardControls(survey_, *engine_.analyzer, 1, kCount);
  EXPECT_FALSE(hard.empty());
  controls.insert(controls.end(), hard.begin(), hard.end());
  for (const TrialQuestion& control : controls) {
    EXPECT_FALSE(listed.contains(PlainKey(control.asked))) << control.asked;
    EXPECT_FALSE(control.party.has_value());
  }
}

TEST_F(ControlsTest, HardOnesAreOfTwoPersonsAndOfNoOne) {
  for (const TrialQuestion& control : HardControls(survey_, *engine_.analyzer, 1, kCount)) {
    const Words words = SplitAtBlanks(control.asked);
    for (const auto& [schema, text] : ListedNames()) {
      if (schema != Schema::kPerson) continue;
      std::set<std::string> listed;
      for (const std::string& word : SplitAtBlanks(text)) listed.insert(UpperAscii(word));
      EXPECT_FALSE(listed.contains(UpperAscii(words.front())) &&
                   listed.contains(UpperAscii(words.back())))
          << control.asked << " and " << text;
    }
  }
}

TEST_F(ControlsTest, ASeedGivesTheSameOnes) {
  const auto texts = [&](std::uint64_t seed) {
    std::vector<std::string> all;
    for (const TrialQuestion& each : EasyControls(survey_, *engine_.analyzer, seed, 20)) {
      all.push_back(each.asked);
    }
    return all;
  };
  EXPECT_EQ(texts(5), texts(5));
  EXPECT_NE(texts(5), texts(6));
}

TEST(InventedNamesTest, AreManyAndOfBothSorts) {
  SeededRandom random(9);
  std::set<std::string> names;
  std::size_t companies = 0;
  for (int i = 0; i < 2'000; ++i) {
    const InventedName name = InventName(random);
    EXPECT_NE(name.text.find(' '), std::string::npos) << name.text;
    companies += name.schema == Schema::kCompany ? 1u : 0u;
    names.insert(name.text);
  }
  EXPECT_GT(names.size(), 1'900u);
  EXPECT_GT(companies, 300u);
  EXPECT_LT(companies, 700u);
}

TEST(ListedPersonsTest, MeetsAcrossNamesOfOnePersonOnly) {
  ListedPersons persons;
  persons.Add({1, 2}, 10);
  persons.Add({3}, 10);
  persons.Add({2, 4}, 11);
  EXPECT_TRUE(persons.OneHasBoth({1}, {3}));
  EXPECT_TRUE(persons.OneHasBoth({9, 2}, {4}));
  EXPECT_FALSE(persons.OneHasBoth({1}, {4}));
  EXPECT_FALSE(persons.OneHasBoth({}, {4}));
}

TEST(SharedNamesTest, TellsOthersFromTheParty) {
  SharedNames shared;
  shared.Add(PlainKey("PUTIN, Vladimir"), 1);
  EXPECT_FALSE(shared.OthersHave(PlainKey("Vladimir Putin"), 1));
  EXPECT_TRUE(shared.OthersHave(PlainKey("Vladimir Putin"), 2));
  EXPECT_FALSE(shared.OthersHave(PlainKey("Vladimir Putina"), 2));
  shared.AddToKnown(PlainKey("Putin Vladimir"), 2);
  EXPECT_TRUE(shared.OthersHave(PlainKey("Vladimir Putin"), 1));
  shared.AddToKnown(PlainKey("someone else"), 2);
  EXPECT_FALSE(shared.OthersHave(PlainKey("someone else"), 1));
  EXPECT_NE(PlainKey("a", 1), PlainKey("a", 2));
}

}  // namespace
}  // namespace lynceus::validation
