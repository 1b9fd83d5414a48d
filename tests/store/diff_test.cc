// The difference of two sets of records: by a slow comparison of random worlds, and case by case.
#include "lib/store/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/store/random_model.h"
#include "tests/support/status_matchers.h"

namespace lynceus::store {
namespace {

using support::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class MemoryCursor final : public RecordCursor {
 public:
  explicit MemoryCursor(std::map<std::string, StatedRecord> records)
      : records_(std::move(records)), at_(records_.begin()) {}
  absl::StatusOr<const StatedRecord*> Next() override {
    return at_ == records_.end() ? nullptr : &(at_++)->second;
  }

 private:
  std::map<std::string, StatedRecord> records_;
  std::map<std::string, StatedRecord>::iterator at_;
};

StatedRecord Stated(const std::string& id, const std::string& name) {
  StatedRecord stated;
  stated.record.entity.id = id;
  stated.record.entity.names = {{name, NameKind::kPrimary, ""}};
  stated.record.entity.provenance = {"list", "line 1"};
  stated.record.ids = {id};
  stated.canonical_id = id;
  return stated;
}

std::vector<RecordChange> Changes(std::map<std::string, StatedRecord> before,
                                  std::map<std::string, StatedRecord> after) {
  MemoryCursor then(std::move(before));
  MemoryCursor now(std::move(after));
  std::vector<RecordChange> changes;
  EXPECT_THAT(DiffRecords(then, now,
                          [&](const RecordChange& change) {
                            changes.push_back(change);
                            return absl::OkStatus();
                          }),
              IsOk());
  return changes;
}

TEST(DiffRecordsTest, SaysWhatCameWentAndChanged) {
  StatedRecord moved_line = Stated("l:2", "Same");
  moved_line.record.entity.provenance.place = "line 99";
  StatedRecord other_party = Stated("l:4", "Joined");
  other_party.canonical_id = "k:1";
  const auto changes = Changes({{"l:1", Stated("l:1", "Gone")},
                                {"l:2", Stated("l:2", "Same")},
                                {"l:3", Stated("l:3", "Old name")},
                                {"l:4", Stated("l:4", "Joined")}},
                               {{"l:2", moved_line},
                                {"l:3", Stated("l:3", "New name")},
                                {"l:4", other_party},
                                {"l:5", Stated("l:5", "Come")}});
  ASSERT_EQ(changes.size(), 4u);
  EXPECT_EQ(changes[0].kind, ChangeKind::kRemoved);
  EXPECT_EQ(changes[0].caption, "Gone");
  EXPECT_EQ(changes[0].canonical_after, "");
  EXPECT_EQ(changes[1].id, "l:3");
  EXPECT_THAT(changes[1].facts_removed, ElementsAre("primary name: Old name"));
  EXPECT_THAT(changes[1].facts_added, ElementsAre("primary name: New name"));
  EXPECT_EQ(changes[2].canonical_before, "l:4");
  EXPECT_EQ(changes[2].canonical_after, "k:1");
  EXPECT_FALSE(changes[2].is_restated());
  EXPECT_EQ(changes[3].kind, ChangeKind::kAdded);
  EXPECT_EQ(changes[3].canonical_before, "");
}

TEST(DiffRecordsTest, AShareThatChangesIsAChange) {
  StatedRecord before = Stated("l:1", "Company");
  before.interests = {{.id = "i", .owner_id = "l:9", .subject_id = "l:1"}};
  before.interests[0].share = Share::Exact(490'000);
  StatedRecord after = before;
  after.interests[0].share = Share::Exact(510'000);
  const auto changes = Changes({{"l:1", before}}, {{"l:1", after}});
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_THAT(changes[0].facts_removed, ElementsAre("interest: l:9 shares 49"));
  EXPECT_THAT(changes[0].facts_added, ElementsAre("interest: l:9 shares 51"));
}

// Against maps compared id by id.
TEST(DiffRecordsTest, AgreesWithASlowComparison) {
  RandomModel random(7);
  for (int round = 0; round < 300; ++round) {
    std::map<std::string, StatedRecord> before;
    std::map<std::string, StatedRecord> after;
    for (int i = 0; i < 8; ++i) {
      const std::string id = "l:" + std::to_string(i);
      if (random.Flip()) before[id] = Stated(id, random.Text());
      if (!random.Flip()) continue;
      after[id] = before.contains(id) && random.Flip() ? before[id] : Stated(id, random.Text());
    }
    std::map<std::string, ChangeKind> expected;
    for (const auto& [id, stated] : before) {
      if (!after.contains(id)) {
        expected[id] = ChangeKind::kRemoved;
      } else if (stated.record.entity != after[id].record.entity) {
        expected[id] = ChangeKind::kChanged;
      }
    }
    for (const auto& [id, stated] : after) {
      if (!before.contains(id)) expected[id] = ChangeKind::kAdded;
    }
    std::map<std::string, ChangeKind> found;
    for (const RecordChange& change : Changes(before, after)) {
      EXPECT_TRUE(found.emplace(change.id, change.kind).second);
    }
    EXPECT_EQ(found, expected) << "round " << round;
  }
}

TEST(FactTextsTest, EveryFieldOfTheModelIsAFact) {
  RandomModel random(11);
  StatedRecord stated = Stated("l:1", "Name");
  const auto texts = FactTexts(stated);
  const auto changes = [&](auto change) {
    StatedRecord other = stated;
    change(other);
    return FactTexts(other) != texts;
  };
  const auto entity = [&](auto change) {
    return changes([&](StatedRecord& other) { change(other.record.entity); });
  };
  EXPECT_TRUE(entity([](Entity& e) { e.schema = Schema::kVessel; }));
  EXPECT_TRUE(entity([](Entity& e) { e.names[0].kind = NameKind::kWeak; }));
  EXPECT_TRUE(entity([](Entity& e) { e.names[0].script = "Cyrl"; }));
  EXPECT_TRUE(entity([&](Entity& e) { e.birth_dates.push_back(random.Partial()); }));
  EXPECT_TRUE(entity([&](Entity& e) { e.founded_dates.push_back(random.Partial()); }));
  EXPECT_TRUE(entity([](Entity& e) { e.countries.push_back({"country", "ru"}); }));
  EXPECT_TRUE(entity([](Entity& e) { e.identifiers.push_back({"innCode", "1", ""}); }));
  EXPECT_TRUE(entity([](Entity& e) { e.addresses.push_back({"A street", ""}); }));
  EXPECT_TRUE(entity([](Entity& e) { e.properties.push_back({"notes", "x"}); }));
  EXPECT_TRUE(entity([](Entity& e) { e.referents.push_back("un:1"); }));
  EXPECT_FALSE(entity([](Entity& e) { e.provenance.place = "line 7"; }));
  EXPECT_TRUE(changes([](StatedRecord& s) { s.record.designations.emplace_back(); }));
  EXPECT_TRUE(changes([](StatedRecord& s) { s.interests.emplace_back(); }));

  Designation act;
  stated.record.designations = {act};
  const auto with_act = FactTexts(stated);
  const auto act_changes = [&](auto change) {
    StatedRecord other = stated;
    change(other.record.designations[0]);
    return FactTexts(other) != with_act;
  };
  EXPECT_TRUE(act_changes([](Designation& d) { d.authority = "EU"; }));
  EXPECT_TRUE(act_changes([](Designation& d) { d.list = "FSF"; }));
  EXPECT_TRUE(act_changes([](Designation& d) { d.programme = "P"; }));
  EXPECT_TRUE(act_changes([](Designation& d) { d.legal_basis = "L"; }));
  EXPECT_TRUE(act_changes([&](Designation& d) { d.date = random.Day(); }));
  EXPECT_TRUE(act_changes([&](Designation& d) { d.end_date = random.Day(); }));
  EXPECT_TRUE(act_changes([](Designation& d) { d.measures = {"asset_freeze"}; }));
}

TEST(DiffRecordsTest, NothingAgainstNothingIsNothing) { EXPECT_THAT(Changes({}, {}), IsEmpty()); }

}  // namespace
}  // namespace lynceus::store
