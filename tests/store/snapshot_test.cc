// A snapshot answers with what was put into it, names its contents by one digest, and is published
// as a whole or not at all.
#include "lib/store/snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <string>
#include <vector>

#include "lib/store/manifest.h"
#include "lib/store/package.h"
#include "tests/store/random_model.h"
#include "tests/store/sample.h"

namespace lynceus::store {
namespace {

using support::IsOk;
using support::IsOkAndHolds;
using support::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> IdsOf(const absl::StatusOr<std::vector<Interest>>& interests) {
  EXPECT_THAT(interests, IsOk());
  std::vector<std::string> ids;
  for (const Interest& interest : *interests) ids.push_back(interest.id);
  return ids;
}

class SnapshotTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto manifest = BuildSample(dir_, path_);
    ASSERT_THAT(manifest, IsOk());
    built_ = *manifest;
    const auto snapshot = Snapshot::Open(path_, {});
    ASSERT_THAT(snapshot, IsOk());
    snapshot_ = *snapshot;
  }

  const support::TempDir dir_;
  const std::string path_ = dir_ / "snap";
  Manifest built_;
  std::shared_ptr<const Snapshot> snapshot_;
};

TEST_F(SnapshotTest, PartiesAnswerToEveryId) {
  EXPECT_THAT(snapshot_->NumberOf("a:1"), IsOkAndHolds(0u));
  EXPECT_THAT(snapshot_->NumberOf("b:9"), IsOkAndHolds(0u));
  EXPECT_THAT(snapshot_->NumberOf("a:2"), IsOkAndHolds(1u));
  EXPECT_THAT(snapshot_->NumberOf("other:1"), IsOkAndHolds(0u));
  EXPECT_THAT(snapshot_->NumberOf("other:2"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(snapshot_->NumberOf(""), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(snapshot_->NumberOf("a:"), StatusIs(absl::StatusCode::kNotFound));
  const auto party = snapshot_->PartyByNumber(0);
  ASSERT_THAT(party, IsOk());
  EXPECT_EQ(party->entity, SampleParty("a:1", "Acme").entity);
  EXPECT_THAT(party->ids, ElementsAre("a:1", "b:9"));
  EXPECT_EQ(party->designations.size(), 1u);
  EXPECT_THAT(snapshot_->PartyByNumber(3), StatusIs(absl::StatusCode::kOutOfRange));
}

TEST_F(SnapshotTest, RecordsStandBesideTheirParties) {
  const auto records = snapshot_->OpenRecords();
  std::vector<std::string> seen;
  while (true) {
    const auto next = records->Next();
    ASSERT_THAT(next, IsOk());
    if (*next == nullptr) break;
    const StatedRecord& stated = **next;
    seen.push_back(stated.record.entity.id + " of " + stated.canonical_id + ", " +
                   std::string(stated.record.entity.caption()) + ", " +
                   std::to_string(stated.interests.size()));
  }
  // The interests of c:3 name it as their subject twice; ids of other publishers are no records.
  EXPECT_THAT(seen, ElementsAre("a:1 of a:1, Acme of A, 0", "a:2 of a:2, Bolt, 3",
                                "b:9 of a:1, Acme of B, 0", "c:3 of c:3, Crate, 2"));
}

TEST_F(SnapshotTest, InterestsAreFoundFromBothEnds) {
  EXPECT_THAT(IdsOf(snapshot_->InterestsInto(1)), ElementsAre("s:i0", "s:i2", "s:i3"));
  EXPECT_THAT(IdsOf(snapshot_->InterestsInto(2)), ElementsAre("s:i1", "s:i1"));
  EXPECT_THAT(IdsOf(snapshot_->InterestsInto(0)), IsEmpty());
  EXPECT_THAT(IdsOf(snapshot_->InterestsOf(0)), ElementsAre("s:i1", "s:i1", "s:i2"));
  EXPECT_THAT(IdsOf(snapshot_->InterestsOf(2)), ElementsAre("s:i0"));
  EXPECT_THAT(IdsOf(snapshot_->InterestsOf(1)), IsEmpty());
  EXPECT_EQ(snapshot_->InterestsInto(1)->at(1), SampleInterest("s:i2", "a:1", "a:2", 60));
  EXPECT_THAT(snapshot_->InterestsOf(3), StatusIs(absl::StatusCode::kOutOfRange));
}

TEST_F(SnapshotTest, IdentifiersAreFoundWhole) {
  EXPECT_THAT(snapshot_->PartiesByIdentifier("leiCode", "X1"),
              IsOkAndHolds(std::vector<std::uint32_t>{0, 2}));
  EXPECT_THAT(snapshot_->PartiesByIdentifier("leiCode", "X"),
              IsOkAndHolds(std::vector<std::uint32_t>{}));
  EXPECT_THAT(snapshot_->PartiesByIdentifier("lei", "X1"),
              IsOkAndHolds(std::vector<std::uint32_t>{}));
}

TEST_F(SnapshotTest, FragmentsAndSkippedRecordsComeInOrder) {
  std::vector<std::string> seen;
  EXPECT_THAT(snapshot_->ForEachFragment([&](const UnparsedFragment& fragment) {
    seen.push_back(fragment.text);
    return absl::OkStatus();
  }),
              IsOk());
  EXPECT_THAT(
      snapshot_->ForEachSkipped([&](const std::string& source, const SkippedRecord& record) {
        seen.push_back(source + " " + record.place + " " + record.reason);
        return absl::OkStatus();
      }),
      IsOk());
  EXPECT_THAT(seen, ElementsAre("strange words", "more", "s line 9 no id"));
  EXPECT_THAT(snapshot_->ForEachFragment(
                  [](const UnparsedFragment&) { return UnavailableError({.cause = "enough"}); }),
              StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(SnapshotTest, TheManifestSaysWhatIsThere) {
  const Manifest& manifest = snapshot_->manifest();
  EXPECT_EQ(manifest.parties, 3u);
  EXPECT_EQ(manifest.names, 6u);
  EXPECT_EQ(manifest.interests, 5u);
  EXPECT_EQ(manifest.score_floor, 6'000);
  EXPECT_EQ(manifest.designations, 1u);
  EXPECT_EQ(manifest.content_digest, built_.content_digest);
  EXPECT_EQ(manifest.package_digest, built_.package_digest);
  EXPECT_EQ(manifest.files, built_.files);
  ASSERT_EQ(manifest.sources.size(), 1u);
  EXPECT_EQ(manifest.sources[0].source.publisher, "A \"Publisher\"");
  EXPECT_EQ(manifest.sources[0].source.list_date, Date::FromCivil(2024, 5, 3));
  EXPECT_THAT(manifest.sources[0].warnings, ElementsAre("one ü\n"));
  EXPECT_EQ(manifest.sources[0].lists.at(0).designations, 1u);
  const auto bytes = snapshot_->candidate_blocks().Bytes(0, 10);
  ASSERT_THAT(bytes, IsOk());
  EXPECT_EQ(static_cast<char>((*bytes)[9]), 's');
  EXPECT_EQ(snapshot_->owner_blocks().size(), 70'000u);
  EXPECT_EQ(*ReadFile(path_ + "/rules/names/forms.yaml"), "- llc\n");
}

// Opening and reading write nothing, so verification still holds, also from a read-only directory.
TEST_F(SnapshotTest, ReadingLeavesTheDirectoryAsItWas) {
  EXPECT_THAT(VerifySnapshot(path_, ""), IsOk());
  const auto files = ListFiles(path_);
  ASSERT_THAT(files, IsOk());
  for (const std::string& file : *files) {
    EXPECT_THAT(file, ::testing::Not(::testing::AnyOf(HasSubstr("LOG"), HasSubstr("LOCK"),
                                                      HasSubstr("OPTIONS"), HasSubstr(".log"))));
  }
  EXPECT_THAT(Snapshot::Open(path_, {.verify_all = true}), IsOk());
  EXPECT_THAT(VerifySnapshot(path_, ""), IsOk());
}

TEST_F(SnapshotTest, TwoOpenAtATimeIsFine) {
  const auto second = Snapshot::Open(path_, {});
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT((*second)->NumberOf("c:3"), IsOkAndHolds(2u));
  EXPECT_THAT(snapshot_->NumberOf("c:3"), IsOkAndHolds(2u));
}

TEST_F(SnapshotTest, AMovedSnapshotOpens) {
  snapshot_.reset();
  const std::string moved = dir_ / "moved";
  ASSERT_EQ(std::rename(path_.c_str(), moved.c_str()), 0);
  EXPECT_THAT(Snapshot::Open(moved, {.verify_all = true}), IsOk());
  EXPECT_THAT(Snapshot::Open(path_, {}), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(SnapshotTest, EqualContentsHaveOneContentDigest) {
  const auto spilled = BuildSample(dir_, dir_ / "again", {.sort_bytes_max = 1});
  ASSERT_THAT(spilled, IsOk());
  EXPECT_EQ(spilled->content_digest, built_.content_digest);
  EXPECT_NE(spilled->package_digest, "");

  const auto builder = SnapshotBuilder::Create(dir_ / "other", {});
  ASSERT_THAT(builder, IsOk());
  FillSample(**builder, dir_);
  ASSERT_THAT((*builder)->AddParty(SampleParty("d:1", "Dune")), IsOkAndHolds(3u));
  const auto other = (*builder)->Finish(SampleFields());
  ASSERT_THAT(other, IsOk());
  EXPECT_NE(other->content_digest, built_.content_digest);

  ManifestFields fields = SampleFields();
  fields.rules_digest[0] = 'd';
  const auto rules = SnapshotBuilder::Create(dir_ / "rules", {});
  ASSERT_THAT(rules, IsOk());
  FillSample(**rules, dir_);
  EXPECT_NE((*rules)->Finish(fields)->content_digest, built_.content_digest);
}

TEST_F(SnapshotTest, AnExistingTargetIsReplacedOnlyOnRequest) {
  EXPECT_THAT(SnapshotBuilder::Create(path_, {}), StatusIs(absl::StatusCode::kFailedPrecondition));
  const std::string foreign = dir_ / "home";
  ASSERT_THAT(MakeDirectories(foreign), IsOk());
  EXPECT_THAT(SnapshotBuilder::Create(foreign, {.replace = true}),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("no snapshot")));

  const auto builder = SnapshotBuilder::Create(path_ + "/", {.replace = true});
  ASSERT_THAT(builder, IsOk());
  ASSERT_THAT((*builder)->AddParty(SampleParty("z:1", "Zinc")), IsOk());
  ASSERT_THAT((*builder)->Finish(SampleFields()), IsOk());
  // The old one stays readable for whoever has it open; the new one is at its place.
  EXPECT_THAT(snapshot_->NumberOf("a:1"), IsOkAndHolds(0u));
  const auto opened = Snapshot::Open(path_, {.verify_all = true});
  ASSERT_THAT(opened, IsOk());
  EXPECT_THAT((*opened)->NumberOf("z:1"), IsOkAndHolds(0u));
  EXPECT_THAT((*opened)->NumberOf("a:1"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(SnapshotTest, ThousandsOfPartiesComeBack) {
  const std::string path = dir_ / "big";
  const auto builder = SnapshotBuilder::Create(path, {.sort_bytes_max = 4'096});
  ASSERT_THAT(builder, IsOk());
  RandomModel model(1);
  std::vector<Party> parties;
  for (int i = 0; i < 3'000; ++i) {
    Party party = model.AnyParty("p:" + std::to_string(10'000 + i));
    party.ids = {party.entity.id};
    ASSERT_THAT((*builder)->AddParty(party), IsOk());
    parties.push_back(std::move(party));
  }
  std::vector<Interest> interests;
  for (std::uint32_t i = 0; i < 3'000; ++i) {
    Interest interest = model.AnyInterest();
    interest.id = "i:" + std::to_string(i);
    ASSERT_THAT((*builder)->AddInterest(i, (i * 7) % 3'000, interest), IsOk());
    interests.push_back(std::move(interest));
  }
  ASSERT_THAT((*builder)->Finish(SampleFields()), IsOk());
  EXPECT_THAT(VerifySnapshot(path, ""), IsOk());
  const auto snapshot = Snapshot::Open(path, {});
  ASSERT_THAT(snapshot, IsOk());
  for (std::uint32_t i = 0; i < 3'000; ++i) {
    const auto party = (*snapshot)->PartyByNumber(i);
    ASSERT_THAT(party, IsOk());
    EXPECT_EQ(party->entity, parties[i].entity);
    EXPECT_EQ(party->designations, parties[i].designations);
    EXPECT_THAT((*snapshot)->NumberOf(parties[i].entity.id), IsOkAndHolds(i));
    EXPECT_THAT((*snapshot)->InterestsOf(i), IsOkAndHolds(std::vector<Interest>{interests[i]}));
  }
}

TEST(SnapshotBuilderTest, AnAbandonedBuildLeavesNothing) {
  const support::TempDir dir;
  {
    const auto builder = SnapshotBuilder::Create(dir / "snap", {});
    ASSERT_THAT(builder, IsOk());
    FillSample(**builder, dir);
  }
  EXPECT_THAT(*ListDirectory(dir.path()), ElementsAre("rules-in"));
}

TEST(SnapshotBuilderTest, AFailedFinishLeavesNothing) {
  struct Case {
    const char* why;
    absl::Status (*spoil)(SnapshotBuilder&);
  };
  const std::vector<Case> cases = {
      {"an interest names no party",
       [](SnapshotBuilder& b) { return b.AddInterest(0, 77, SampleInterest("x", "a", "b", 1)); }},
      {"an owner is no party",
       [](SnapshotBuilder& b) { return b.AddInterest(99, 1, SampleInterest("x", "a", "b", 1)); }},
      {"an id belongs to two parties",
       [](SnapshotBuilder& b) {
         return b.AddParty(SampleParty("e:1", "Eel", {"e:1", "a:2"})).status();
       }},
  };
  for (const Case& c : cases) {
    const support::TempDir dir;
    {
      const auto builder = SnapshotBuilder::Create(dir / "snap", {});
      ASSERT_THAT(builder, IsOk());
      FillSample(**builder, dir);
      ASSERT_THAT(c.spoil(**builder), IsOk()) << c.why;
      EXPECT_FALSE((*builder)->Finish(SampleFields()).ok()) << c.why;
    }
    EXPECT_THAT(*ListDirectory(dir.path()), ElementsAre("rules-in")) << c.why;
  }
}

// Files that may not grow past a limit stand for a full disk: wherever the write fails, the build
// is an error, the target does not appear and nothing stays.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    EXPECT_EQ(getrlimit(RLIMIT_FSIZE, &before_), 0);
    const rlimit limited{bytes, before_.rlim_max};
    EXPECT_EQ(setrlimit(RLIMIT_FSIZE, &limited), 0);
  }
  ~FileSizeLimit() { EXPECT_EQ(setrlimit(RLIMIT_FSIZE, &before_), 0); }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
};

TEST(SnapshotBuilderTest, AFailedWriteLeavesNothing) {
  int failed = 0;
  int built = 0;
  for (rlim_t bytes = 1; bytes < 200'000; bytes = bytes * 5 / 4 + 1) {
    const support::TempDir dir;
    absl::Status status;
    {
      const auto builder = SnapshotBuilder::Create(dir / "snap", {.sort_bytes_max = 200});
      ASSERT_THAT(builder, IsOk());
      const FileSizeLimit limit(bytes);
      status = [&]() -> absl::Status {
        for (int i = 0; i < 20; ++i) {
          LYNCEUS_RETURN_IF_ERROR(
              (*builder)->AddParty(SampleParty("p:" + std::to_string(100 + i), "P")).status());
        }
        LYNCEUS_RETURN_IF_ERROR((*builder)->owner_sink().Append(std::string(100'000, 'o')));
        return (*builder)->Finish(SampleFields()).status();
      }();
    }
    if (status.ok()) {
      ++built;
      EXPECT_THAT(VerifySnapshot(dir / "snap", ""), IsOk()) << bytes;
    } else {
      ++failed;
      EXPECT_THAT(*ListDirectory(dir.path()), IsEmpty()) << bytes << " " << ErrorText(status);
    }
  }
  EXPECT_GT(failed, 20);
  EXPECT_GT(built, 1);
}

TEST(SnapshotBuilderTest, PartiesMustComeInOrder) {
  const support::TempDir dir;
  const auto builder = SnapshotBuilder::Create(dir / "snap", {});
  ASSERT_THAT(builder, IsOk());
  ASSERT_THAT((*builder)->AddParty(SampleParty("b:1", "B")), IsOk());
  EXPECT_THAT((*builder)->AddParty(SampleParty("a:1", "A")), StatusIs(absl::StatusCode::kInternal));
  EXPECT_THAT((*builder)->AddParty(SampleParty("b:1", "B")), StatusIs(absl::StatusCode::kInternal));
}

TEST(SnapshotBuilderTest, AnEmptySnapshotIsASnapshot) {
  const support::TempDir dir;
  const auto builder = SnapshotBuilder::Create(dir / "deep/er/snap", {});
  ASSERT_THAT(builder, IsOk());
  ASSERT_THAT((*builder)->Finish({}), IsOk());
  EXPECT_THAT(VerifySnapshot(dir / "deep/er/snap", ""), IsOk());
  const auto snapshot = Snapshot::Open(dir / "deep/er/snap", {});
  ASSERT_THAT(snapshot, IsOk());
  EXPECT_EQ((*snapshot)->candidate_blocks().size(), 0u);
  EXPECT_THAT((*snapshot)->PartyByNumber(0), StatusIs(absl::StatusCode::kOutOfRange));
}

}  // namespace
}  // namespace lynceus::store
