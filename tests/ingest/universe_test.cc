// The risk universe over a chain of builds: brought up to date from the snapshot before, it gives
// the bytes and the content digest of a full search; a damaged or forged one is found.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "lib/base/random.h"
#include "lib/ingest/build.h"
#include "lib/ingest/verify.h"
#include "lib/ownership/owner_graph.h"
#include "lib/ownership/universe_file.h"
#include "lib/rules/load.h"
#include "lib/store/flat_file.h"
#include "lib/store/manifest.h"
#include "lib/store/package.h"
#include "lib/store/tables.h"
#include "tests/ingest/sample_lists.h"
#include "tests/store/overwrite.h"
#include "tests/support/status_matchers.h"

namespace lynceus::ingest {
namespace {

using support::IsOk;
using support::StatusIs;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string RulesDirectory() {
  const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
  return JoinPath(root == nullptr ? "." : root, "rules");
}

// A file of invented parties, listings and ties, as it is edited from one day to the next.
class List {
 public:
  explicit List(SeededRandom& random) : random_(random) {
    for (int i = 0; i < 9; ++i) AddParty();
    for (int i = 0; i < 10; ++i) AddTie();
  }

  std::string Text() const {
    std::string text;
    for (const auto& [id, party] : parties_) {
      text += R"({"id":")" + id + R"(","schema":"Company","referents":[)";
      if (!party.referent.empty()) text += '"' + party.referent + '"';
      text += R"(],"properties":{"name":[")" + party.name + "\"]}}\n";
      if (!party.listed) continue;
      text += R"({"id":"s-)" + id + R"(","schema":"Sanction","properties":{"entity":[")" + id +
              R"("],"authority":["European Union"],"program":["Cases"]}})" + "\n";
    }
    for (std::size_t i = 0; i < ties_.size(); ++i) {
      const Tie& tie = ties_[i];
      const auto& [schema, from, to] = kSchemas[tie.schema];
      text += R"({"id":"t)" + std::to_string(i) + R"(","schema":")" + schema +
              R"(","properties":{")" + from + R"(":[")" + tie.from + R"("],")" + to + R"(":[")" +
              tie.to + "\"]}}\n";
    }
    return text;
  }

  void Edit() {
    switch (random_.Below(11)) {
      case 0:
        return AddParty();
      case 1:
        if (parties_.size() > 4) parties_.erase(Any());  // ties to it still stand
        return;
      case 2:
      case 3: {
        bool& listed = parties_.at(Any()).listed;
        listed = !listed;
        return;
      }
      case 4: {  // another id, and all that names it
        const std::string from = Any();
        const std::string to = NewId();
        parties_[to] = parties_.at(from);
        parties_.erase(from);
        for (Tie& tie : ties_) {
          if (tie.from == from) tie.from = to;
          if (tie.to == from) tie.to = to;
        }
        return;
      }
      case 5:  // two records become one party
        parties_.at(Any()).referent = Any();
        return;
      case 6:  // and are parted again
        for (auto& [id, party] : parties_) party.referent.clear();
        return;
      case 7:
        if (!ties_.empty()) {
          ties_.erase(ties_.begin() + static_cast<std::ptrdiff_t>(random_.Below(ties_.size())));
        }
        return;
      case 8: {
        const std::string ids[] = {Any(), Any(), Any()};
        for (std::size_t i = 0; i < 3; ++i) ties_.push_back({0, ids[i], ids[(i + 1) % 3]});
        return;
      }
      default:
        AddTie();
    }
  }

 private:
  struct Schema {
    const char* schema;
    const char* from;
    const char* to;
  };
  static constexpr Schema kSchemas[] = {{"Ownership", "owner", "asset"},
                                        {"Directorship", "director", "organization"},
                                        {"Family", "person", "relative"},
                                        {"UnknownLink", "subject", "object"}};
  struct OneParty {
    std::string name;
    std::string referent;
    bool listed = false;
  };
  struct Tie {
    std::size_t schema = 0;
    std::string from;
    std::string to;
  };

  std::string NewId() {
    std::string id = "e" + std::to_string(random_.Below(60));
    while (parties_.contains(id)) id += 'x';
    return id;
  }
  std::string Any() {
    auto at = parties_.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(random_.Below(parties_.size())));
    return at->first;
  }
  void AddParty() {
    constexpr const char* kNames[] = {"Orbis Veldt", "Quarz Mole", "Tamsin Fjord", "Ulvar Reed",
                                      "Zetkin Bay"};
    OneParty party{.name = kNames[random_.Below(std::size(kNames))],
                   .referent = "",
                   .listed = random_.Below(5) == 0};
    party.name += " " + std::string(1, static_cast<char>('A' + random_.Below(26))) + "ton Works";
    parties_.emplace(NewId(), std::move(party));
  }
  void AddTie() { ties_.push_back({random_.Below(std::size(kSchemas)), Any(), Any()}); }

  SeededRandom& random_;
  std::map<std::string, OneParty> parties_;
  std::vector<Tie> ties_;
};

class UniverseTest : public ::testing::Test {
 protected:
  // Rules and analyser are read once. Only what is in the input and the previous snapshot matters
  // here, so the snapshots carry one rule file.
  void SetUp() override {
    const auto rules = rules::LoadRules(RulesDirectory());
    ASSERT_THAT(rules, IsOk());
    rules_ = *rules;
    const auto analyzer = names::Analyzer::Load(JoinPath(RulesDirectory(), "names"));
    ASSERT_THAT(analyzer, IsOk());
    analyzer_ = *analyzer;
    ASSERT_THAT(MakeDirectories(dir_ / "rules"), IsOk());
    dir_.Write("rules/note.txt", "none");
  }

  absl::StatusOr<BuildResult> Build(const std::string& out, const std::string& text,
                                    const std::string& previous,
                                    const std::string& engine = "lynceus test") {
    BuildOptions options{.files = {{dir_.Write("list.json", text), ""}},
                         .out_directory = dir_ / out,
                         .rules_directory = dir_ / "rules",
                         .rules = rules_,
                         .analyzer = analyzer_,
                         .engine = engine};
    if (!previous.empty()) options.previous_directory = dir_ / previous;
    options.hygiene.allowed = {"shrink", "older", "missing"};
    options.replace = true;
    return BuildSnapshot(options);
  }

  std::string FileOf(const std::string& snapshot, std::string_view name) const {
    const auto content = ReadFile(JoinPath(dir_ / snapshot, name));
    EXPECT_THAT(content, IsOk());
    return content.value_or("");
  }

  const support::TempDir dir_;
  std::shared_ptr<const RuleSet> rules_;
  std::shared_ptr<const names::Analyzer> analyzer_;
};

// Each day is built four times: from the day before ("chain"); by another engine from the same day
// before ("other", which the next day's full search follows, so that ids stay as in the chain);
// from the other engine's day before, which is a full search ("full"); and from nothing ("alone").
TEST_F(UniverseTest, RandomEditsGiveTheBytesAndDigestOfAFullSearch) {
  int same_ids = 0;
  int days = 0;
  int partly = 0;
  std::map<IdentityChange::Kind, int> identity_changes;
  std::uint64_t gone = 0;
  std::uint64_t newly_designated = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    SeededRandom random(seed);
    List list(random);
    ASSERT_THAT(Build("chain", list.Text(), ""), IsOk());
    ASSERT_THAT(Build("other", list.Text(), "", "another engine"), IsOk());
    for (int day = 0; day < 5; ++day, ++days) {
      for (std::uint64_t edits = random.Below(5); edits > 0; --edits) list.Edit();
      SCOPED_TRACE("sequence " + std::to_string(seed) + ", day " + std::to_string(day));
      const auto full = Build("full", list.Text(), "other");
      ASSERT_THAT(full, IsOk());
      ASSERT_THAT(full->universe.searched_because, HasSubstr("another engine"));
      ASSERT_THAT(Build("other", list.Text(), "chain", "another engine"), IsOk());
      const auto chain = Build("chain", list.Text(), "chain");
      ASSERT_THAT(chain, IsOk());
      ASSERT_THAT(chain->universe.searched_because, IsEmpty());
      ASSERT_EQ(FileOf("chain", store::kUniverseName), FileOf("full", store::kUniverseName));
      ASSERT_EQ(chain->manifest.content_digest, full->manifest.content_digest);
      ASSERT_THAT(VerifyBuild(dir_ / "chain", ""), IsOk());
      const auto alone = Build("alone", list.Text(), "");
      ASSERT_THAT(alone, IsOk());
      // A build from nothing chooses its own ids where parties were merged or parted.
      if (FileOf("alone", store::kOwnersName) == FileOf("chain", store::kOwnersName)) {
        ++same_ids;
        ASSERT_EQ(FileOf("alone", store::kUniverseName), FileOf("chain", store::kUniverseName));
        ASSERT_EQ(alone->manifest.content_digest, chain->manifest.content_digest);
      }
      const FoundUniverse& found = chain->universe;
      EXPECT_EQ(found.parties, full->universe.parties);
      partly += found.changed > 0 && found.changed < found.compared ? 1 : 0;
      gone += found.gone;
      newly_designated += found.newly_designated;
      for (const IdentityChange& change : chain->identity_changes) ++identity_changes[change.kind];
    }
  }
  EXPECT_EQ(days, 100);
  EXPECT_GT(same_ids, 60);
  EXPECT_LT(same_ids, 100) << "ids that stay are part of what is tested";
  EXPECT_GT(partly, 25);
  EXPECT_GT(gone, 10u);
  EXPECT_GT(newly_designated, 10u);
  using Kind = IdentityChange::Kind;
  for (const Kind kind : {Kind::kMerged, Kind::kSplit, Kind::kRemoved}) {
    EXPECT_GT(identity_changes[kind], 3) << IdentityChangeName(kind);
  }
}

TEST_F(UniverseTest, TheResultSaysHowTheUniverseWasFound) {
  const std::string before(kFtm);
  const auto first = Build("a", before, "");
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(first->universe.searched_because, HasSubstr("no previous snapshot"));
  EXPECT_EQ(first->universe.parties, 0u) << "nobody of this file is listed";
  const auto second = Build("b",
                            before + R"({"id":"s1","schema":"Sanction","properties":{)"
                                     R"("entity":["t-sub"],"authority":["European Union"]}})"
                                     "\n",
                            "a");
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(second->universe.searched_because, IsEmpty());
  EXPECT_EQ(second->universe.newly_designated, 1u);
  EXPECT_EQ(second->universe.parties, 2u) << "t-sub, and t-subsub below it";
  const auto third = Build("c", before, "b");
  ASSERT_THAT(third, IsOk());
  EXPECT_EQ(third->universe.compared, 2u);
  EXPECT_EQ(third->universe.changed, 1u);
  EXPECT_EQ(third->universe.parties, 0u);
}

TEST_F(UniverseTest, ADamagedUniverseStopsTheNextBuild) {
  SeededRandom random(5);
  const List list(random);
  ASSERT_THAT(Build("a", list.Text(), ""), IsOk());
  const std::string path = JoinPath(dir_ / "a", store::kUniverseName);
  const std::string good = FileOf("a", store::kUniverseName);
  for (std::size_t at = 0; at < good.size(); at += 7) {
    std::string bad = good;
    bad[at] ^= 1;
    store::Overwrite(path, bad);
    ASSERT_THAT(Build("b", list.Text(), "a"), StatusIs(absl::StatusCode::kDataLoss)) << at;
    ASSERT_FALSE(PathExists(dir_ / "b"));
    ASSERT_THAT(VerifyBuild(dir_ / "a", ""), StatusIs(absl::StatusCode::kDataLoss)) << at;
  }
  store::Overwrite(path, good);
  EXPECT_THAT(Build("b", list.Text(), "a"), IsOk());
}

// Whole by all digests, and yet not what the owner graph gives: somebody is missing.
TEST_F(UniverseTest, AForgedUniverseIsFoundByVerification) {
  SeededRandom random(5);
  const auto built = Build("a", List(random).Text(), "");
  ASSERT_THAT(built, IsOk());
  ASSERT_GT(built->universe.parties, 0u);
  const std::string path = JoinPath(dir_ / "a", store::kUniverseName);
  {
    const auto snapshot = store::Snapshot::Open(dir_ / "a", {});
    ASSERT_THAT(snapshot, IsOk());
    const auto graph = ownership::OpenOwnerGraph((*snapshot)->owner_blocks());
    ASSERT_THAT(graph, IsOk());
    ASSERT_EQ(std::remove(path.c_str()), 0);
    const auto writer = store::FlatFileWriter::Create(path);
    ASSERT_THAT(writer, IsOk());
    const std::vector<bool> nobody((*graph)->nodes());
    ASSERT_THAT(ownership::WriteUniverse(**graph, nobody, {}, **writer), IsOk());
    ASSERT_THAT((*writer)->Finish(/*durable=*/false), IsOk());
  }
  store::Manifest manifest = built->manifest;
  manifest.files = *store::DescribeFiles(dir_ / "a");
  const auto seal = [&](std::string_view name) { return store::EntryOf(manifest, name)->seal; };
  const auto tables = store::TablesReader::Open(JoinPath(dir_ / "a", store::kStoreName));
  ASSERT_THAT(tables, IsOk());
  manifest.content_digest = store::ContentDigest(
      manifest, *(*tables)->Digests(),
      {seal(store::kCandidatesName), seal(store::kOwnersName), seal(store::kUniverseName)});
  store::Overwrite(JoinPath(dir_ / "a", store::kManifestName), store::WriteManifest(manifest));
  EXPECT_THAT(store::VerifySnapshot(dir_ / "a", ""), IsOk());
  EXPECT_THAT(VerifyBuild(dir_ / "a", ""),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("risk universe")));
}

}  // namespace
}  // namespace lynceus::ingest
