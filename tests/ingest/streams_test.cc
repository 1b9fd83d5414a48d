// The sorted streams between the stages, without loaders: parties from records, edges by number.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/strings.h"
#include "lib/ingest/edge_join.h"
#include "lib/ingest/party_stream.h"
#include "lib/ingest/staging.h"
#include "lib/store/codec.h"
#include "lib/store/external_sort.h"
#include "lib/store/tables.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::ingest {
namespace {

using support::IsOk;
using support::IsOkAndHolds;
using support::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

store::SortOptions Tiny(const support::TempDir& dir) { return {dir.path(), 64}; }

std::unique_ptr<store::SortedRecords> Records(const support::TempDir& dir,
                                              const std::vector<std::string>& ids) {
  store::ExternalSorter sorter(Tiny(dir));
  for (const std::string& id : ids) {
    Party party;
    party.entity.id = id;
    party.entity.names = {{"Name of " + id, NameKind::kPrimary, ""}};
    party.ids = {id};
    EXPECT_THAT(sorter.Add(id, *store::EncodeParty(party)), IsOk());
  }
  return *sorter.Sort();
}

TEST(PartyStreamTest, ClustersComeUnderTheirCanonicalId) {
  const support::TempDir dir;
  const std::map<std::string, std::string> moved = {{"a", "m"}, {"z", "m"}, {"b", "b:1"}};
  const CanonicalOf canonical = [&](const std::string& id) {
    const auto at = moved.find(id);
    return at == moved.end() ? id : at->second;
  };
  auto stream =
      PartyStream::Open(Records(dir, {"z", "a", "b", "b:1", "m", "n"}), canonical, Tiny(dir));
  ASSERT_THAT(stream, IsOk());
  for (int reading = 0; reading < 2; ++reading) {
    std::vector<std::string> seen;
    while (true) {
      const auto more = stream->Next();
      ASSERT_THAT(more, IsOk());
      if (!*more) break;
      seen.push_back(stream->party().entity.id + "=" + Join(stream->party().ids, "+"));
      EXPECT_EQ(stream->party().entity.caption(), "Name of " + stream->party().entity.id);
    }
    EXPECT_THAT(seen, ElementsAre("b:1=b+b:1", "m=a+m+z", "n=n"));
    stream->Rewind();
  }
}

TEST(PartyStreamTest, ACanonicalIdOfNoRecordIsAnError) {
  const support::TempDir dir;
  for (const std::string canonical : {"0", "b", "z"}) {
    auto stream = PartyStream::Open(
        Records(dir, {"a", "c"}), [&](const std::string& id) { return id == "a" ? canonical : id; },
        Tiny(dir));
    ASSERT_THAT(stream, IsOk());
    absl::StatusOr<bool> more = stream->Next();
    while (more.ok() && *more) more = stream->Next();
    EXPECT_THAT(more, StatusIs(absl::StatusCode::kInternal)) << canonical;
  }
}

class EdgeJoinTest : public ::testing::Test {
 protected:
  void Edge(const std::string& owner, const std::string& subject, bool identity = false) {
    StagedEdge edge;
    edge.identity = identity;
    edge.interest.id = owner + ">" + subject;
    edge.interest.owner_id = owner;
    edge.interest.subject_id = subject;
    ASSERT_THAT(edges_.Add(subject, *EncodeStagedEdge(edge)), IsOk());
  }

  absl::StatusOr<std::vector<std::string>> Run(const std::vector<std::string>& ids) {
    store::ExternalSorter sorter(Tiny(dir_));
    for (std::size_t i = 0; i < ids.size(); ++i) {
      EXPECT_THAT(sorter.Add(ids[i], store::NumberKey(static_cast<std::uint32_t>(10 + i))), IsOk());
    }
    const auto numbers = sorter.Sort();
    std::vector<std::string> seen;
    LYNCEUS_RETURN_IF_ERROR(JoinEdges(
        edges_, **numbers, Tiny(dir_),
        [&](std::optional<std::uint32_t> owner, std::uint32_t subject, const StagedEdge& edge) {
          seen.push_back((owner ? std::to_string(*owner) : "?") + ">" + std::to_string(subject) +
                         " " + edge.interest.id + (edge.identity ? " same" : ""));
          return absl::OkStatus();
        }));
    return seen;
  }

  const support::TempDir dir_;
  store::ExternalSorter edges_{Tiny(dir_)};
};

TEST_F(EdgeJoinTest, EndsBecomeNumbers) {
  Edge("a", "b");
  Edge("c", "a");
  Edge("", "c");
  Edge("a", "a");
  Edge("a", "c", /*identity=*/true);
  EXPECT_THAT(Run({"a", "b", "c"}),
              IsOkAndHolds(std::vector<std::string>{"?>12 >c", "10>10 a>a", "10>11 a>b",
                                                    "10>12 a>c same", "12>10 c>a"}));
}

TEST_F(EdgeJoinTest, AnEndWithoutANumberIsAnError) {
  Edge("a", "b");
  EXPECT_THAT(Run({"a", "c"}), StatusIs(absl::StatusCode::kInternal, HasSubstr("b")));
}

TEST_F(EdgeJoinTest, AnOwnerPastTheLastNumberIsAnError) {
  Edge("z", "a");
  EXPECT_THAT(Run({"a"}), StatusIs(absl::StatusCode::kInternal, HasSubstr("z")));
}

TEST_F(EdgeJoinTest, NoEdgesAreNone) {
  EXPECT_THAT(Run({}), IsOkAndHolds(std::vector<std::string>{}));
}

}  // namespace
}  // namespace lynceus::ingest
