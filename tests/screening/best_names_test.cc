// Retrieval against a scan: for changed names of a real list, the names that the index and the
// bound let through are those that a comparison with every listed name finds, with the same scores.

#include "lib/screening/best_names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "lib/base/block.h"
#include "lib/base/random.h"
#include "lib/validation/changes.h"
#include "tests/matching/labelled_data.h"
#include "tests/matching/packs.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::screening {
namespace {

using ::lynceus::support::IsOk;

struct Listed {
  std::string text;
  Schema schema = Schema::kUnknown;
  matching::ListedName name;
};

class BestNamesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    LYNCEUS_REQUIRE_TEST_DATA();
    const std::string path = *support::TestDataDir() + "/lists/ofac/sdn_2024-05-03.csv";
    retrieval::IndexBuilder builder(*matching::PackAnalyzer(), blocks_);
    for (const auto& row : matching::ReadCsv(path)) {
      if (row.size() < 3) continue;
      const bool person = row[2].find("individual") != std::string::npos;
      const Schema schema = person ? Schema::kPerson : Schema::kOrganization;
      auto analyzed = matching::PackAnalyzer()->Analyze(row[1], schema);
      ASSERT_TRUE(analyzed.ok()) << row[1];
      const auto entity = static_cast<retrieval::EntityNumber>(listed_.size());
      ASSERT_THAT(builder.AddName({.entity = entity, .schema = schema, .name = *analyzed}), IsOk());
      listed_.push_back({row[1], schema, {*std::move(analyzed), NameKind::kPrimary}});
    }
    ASSERT_THAT(builder.Finish(), IsOk());
    auto index = retrieval::CandidateIndex::Open(blocks_);
    ASSERT_THAT(index, IsOk());
    index_ = *std::move(index);
  }

  void Check(const std::string& text, Schema schema) {
    auto analyzed = matching::PackAnalyzer()->Analyze(text, schema);
    if (!analyzed.ok()) return;
    const matching::PreparedName asked(*std::move(analyzed), schema);
    BestNames found;
    ASSERT_THAT(AddBestNames(asked, {.name_score_min = matching::kDefaultThreshold},
                             *matching::PackAnalyzer(), *index_, found),
                IsOk());
    for (std::size_t at = 0; at < listed_.size(); ++at) {
      const std::int32_t score = asked.Score(listed_[at].name, matching::kDefaultThreshold);
      const auto entry = found.find(static_cast<retrieval::EntityNumber>(at));
      EXPECT_EQ(entry == found.end() ? 0 : entry->second.name_score, score)
          << text << " | " << listed_[at].text;
      matches_ += score > 0 ? 1 : 0;
    }
    ++asked_;
  }

  MemoryBlocks blocks_;
  std::unique_ptr<const retrieval::CandidateIndex> index_;
  std::vector<Listed> listed_;
  int asked_ = 0;
  int matches_ = 0;
};

TEST_F(BestNamesTest, EqualsAScanOfAllNames) {
  const auto& kinds = validation::Changes();
  SeededRandom random(11);
  while (asked_ < 600) {
    const Listed& listed = listed_[random.Below(listed_.size())];
    const auto text = validation::Apply(kinds[random.Below(kinds.size())],
                                        validation::MakeListedText(listed.text, listed.schema),
                                        random.Below(1'000'000));
    if (!text) continue;
    Check(*text, asked_ % 3 == 0 ? listed.schema : Schema::kUnknown);
  }
  std::printf("%d queries against %zu names: %d matches\n", asked_, listed_.size(), matches_);
  EXPECT_GT(matches_, asked_ / 2);
}

// Each was found by a scan and not by the index.
TEST_F(BestNamesTest, FindsWhatWasLostOnce) {
  for (const char* const text :
       {"USMAN, Moha mmed", "NOOR", "CAP", "GLOBAR EJERGY COMVANY S.A.S.",
        "GENERAL TEGHNOLOGY LIMITED", "Njbllh Hqqn Hydyt Llh", "Slym Hqqn"}) {
    Check(text, Schema::kUnknown);
  }
  EXPECT_GT(matches_, 0);
}

}  // namespace
}  // namespace lynceus::screening
