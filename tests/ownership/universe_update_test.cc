// The stored universe: updates over random edits give the bytes that a full search gives; what a
// fingerprint tells apart; damage is found.
#include "lib/ownership/universe_update.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/random.h"
#include "lib/ownership/memory_graph.h"
#include "lib/ownership/risk_universe.h"
#include "tests/ownership/random_graphs.h"
#include "tests/support/status_matchers.h"

namespace lynceus::ownership {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::IsOkAndHolds;
using ::lynceus::support::StatusIs;
using ::testing::HasSubstr;

// Parties and edges by id, as two builds see them whatever the numbers.
class Parties {
 public:
  struct Tie {
    std::string owner;  // empty: not named
    std::string subject;
    InterestKind kind = InterestKind::kShares;
    std::int64_t ppm = 0;
    EdgeKind edge_kind = EdgeKind::kInterest;
  };
  std::map<std::string, bool> listed;
  std::vector<Tie> ties;

  MemoryGraph Graph() const {
    MemoryGraph graph;
    std::map<std::string, Node> numbers;
    for (const auto& [id, is_listed] : listed) {
      NodeFacts facts{.id = id, .name = "Party " + id};
      if (is_listed) facts.designations.push_back({.authority = "A"});
      numbers.emplace(id, graph.AddNode(std::move(facts)));
    }
    for (const Tie& tie : ties) {
      Edge edge{.owner = tie.owner.empty() ? kUnknownHolder : numbers.at(tie.owner),
                .subject = numbers.at(tie.subject),
                .edge_kind = tie.edge_kind};
      edge.interest.kind = tie.kind;
      edge.interest.share = Share::Exact(tie.ppm);
      EXPECT_THAT(graph.AddEdge(edge), IsOk());
    }
    return graph;
  }
};

std::string FileOf(const InterestSource& graph, const std::vector<bool>& universe,
                   std::span<const Fingerprinted> known = {}) {
  MemoryBlocks file;
  EXPECT_THAT(WriteUniverse(graph, universe, known, file), IsOk());
  return file.content();
}

std::string SearchedFile(const InterestSource& graph) {
  const auto universe = RiskUniverse(graph);
  EXPECT_THAT(universe, IsOk());
  return FileOf(graph, *universe);
}

MemoryBlocks BlocksOf(const std::string& content) {
  MemoryBlocks blocks;
  EXPECT_THAT(blocks.Append(content), IsOk());
  return blocks;
}

absl::StatusOr<UniverseUpdate> Update(const std::string& earlier, const Parties& parties,
                                      const MemoryGraph& graph) {
  const MemoryBlocks blocks = BlocksOf(earlier);
  LYNCEUS_ASSIGN_OR_RETURN(const auto updater, UniverseUpdater::Open(blocks));
  for (const auto& [id, listed] : parties.listed) {
    LYNCEUS_RETURN_IF_ERROR(updater->AddParty(id, listed));
  }
  return updater->Update(graph);
}

// Edits parties as lists and registers do from one day to the next.
class Editor {
 public:
  explicit Editor(std::uint64_t seed) : random_(seed) {
    for (int i = 0; i < 9; ++i) AddParty();
    for (int i = 0; i < 11; ++i) AddTie();
    if (random_.Below(2) == 0) AddRing();
  }

  const Parties& parties() const { return parties_; }

  void Edit() {
    switch (random_.Below(12)) {
      case 0:
        return AddParty();
      case 1:
        return RemoveParty(Any());
      case 2: {
        bool& listed = parties_.listed.at(Any());
        listed = !listed;
        return;
      }
      case 3:
        return Rename(Any(), NewId());
      case 4:
        return Merge(Any(), Any());
      case 5:
        return Split(Any());
      case 6:
        return AddRing();
      case 7:
      case 8:
        if (!parties_.ties.empty()) parties_.ties.erase(AnyTie());
        return;
      case 9:
        if (!parties_.ties.empty()) AnyTie()->kind = AnyKind();
        return;
      default:
        AddTie();
    }
  }

 private:
  // Anywhere in the order of ids, and at times an id that a party had before.
  std::string NewId() {
    std::string id = "r:" + std::to_string(random_.Below(40));
    while (parties_.listed.contains(id)) id += std::to_string(random_.Below(10));
    return id;
  }
  std::string Any() {
    auto at = parties_.listed.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(random_.Below(parties_.listed.size())));
    return at->first;
  }
  std::vector<Parties::Tie>::iterator AnyTie() {
    return parties_.ties.begin() + static_cast<std::ptrdiff_t>(random_.Below(parties_.ties.size()));
  }
  InterestKind AnyKind() {
    constexpr InterestKind kKinds[] = {InterestKind::kShares, InterestKind::kDirector,
                                       InterestKind::kFamily, InterestKind::kLinked};
    return kKinds[random_.Below(std::size(kKinds))];
  }

  void AddParty() { parties_.listed.emplace(NewId(), random_.Below(6) == 0); }
  void AddTie() {
    parties_.ties.push_back(
        {.owner = random_.Below(12) == 0 ? "" : Any(), .subject = Any(), .kind = AnyKind()});
    if (random_.Below(8) == 0) parties_.ties.push_back(parties_.ties.back());
  }
  void AddRing() {
    const std::string ids[] = {Any(), Any(), Any()};
    for (std::size_t i = 0; i < 3; ++i) {
      parties_.ties.push_back({.owner = ids[i], .subject = ids[(i + 1) % 3]});
    }
  }
  void RemoveParty(const std::string& id) {
    if (parties_.listed.size() < 4) return;
    std::erase_if(parties_.ties,
                  [&](const auto& tie) { return tie.owner == id || tie.subject == id; });
    parties_.listed.erase(id);
  }
  void Rename(const std::string& from, const std::string& to) {
    parties_.listed[to] = parties_.listed[to] || parties_.listed.at(from);
    for (Parties::Tie& tie : parties_.ties) {
      if (tie.owner == from) tie.owner = to;
      if (tie.subject == from) tie.subject = to;
    }
    parties_.listed.erase(from);
  }
  void Merge(const std::string& a, const std::string& b) {
    if (a != b && parties_.listed.size() > 3) Rename(a, b);
  }
  // Some of its ties, and its listing or not, go to a new party.
  void Split(const std::string& id) {
    const std::string other = NewId();
    bool& listed = parties_.listed.at(id);
    const bool moves = random_.Below(2) == 0;
    parties_.listed.emplace(other, listed && moves);
    listed = listed && !moves;
    for (Parties::Tie& tie : parties_.ties) {
      if (tie.owner == id && random_.Below(2) == 0) tie.owner = other;
      if (tie.subject == id && random_.Below(2) == 0) tie.subject = other;
    }
  }

  SeededRandom random_;
  Parties parties_;
};

std::uint64_t MembersOf(const std::string& file) {
  const MemoryBlocks blocks = BlocksOf(file);
  const auto reader = UniverseReader::Open(blocks);
  EXPECT_THAT(reader, IsOk());
  return reader->members();
}

TEST(UniverseUpdateTest, RandomEditsGiveTheBytesOfAFullSearch) {
  int grown = 0;
  int shrunk = 0;
  int partly = 0;
  std::uint64_t gone = 0;
  std::uint64_t newly_designated = 0;
  for (int sequence = 0; sequence < Graphs(2'000); ++sequence) {
    const auto seed = static_cast<std::uint64_t>(sequence);
    Editor editor(seed);
    std::string file = SearchedFile(editor.parties().Graph());
    for (int step = 0; step < 10; ++step) {
      const std::string before = file;
      SeededRandom edits(seed * 100 + static_cast<std::uint64_t>(step));
      for (std::uint64_t left = edits.Below(5); left > 0; --left) editor.Edit();
      const MemoryGraph graph = editor.parties().Graph();
      const auto update = Update(before, editor.parties(), graph);
      ASSERT_THAT(update, IsOk());
      const auto searched = RiskUniverse(graph);
      ASSERT_EQ(update->universe, *searched) << "sequence " << seed << ", step " << step;
      file = FileOf(graph, update->universe, update->fingerprints);
      ASSERT_EQ(file, SearchedFile(graph)) << "sequence " << seed << ", step " << step;
      EXPECT_EQ(update->compared + update->gone, MembersOf(before));
      grown += MembersOf(file) > MembersOf(before) ? 1 : 0;
      shrunk += MembersOf(file) < MembersOf(before) ? 1 : 0;
      partly += update->changed > 0 && update->changed < update->compared ? 1 : 0;
      gone += update->gone;
      newly_designated += update->newly_designated;
    }
  }
  EXPECT_GT(grown, Graphs(2'000));
  EXPECT_GT(shrunk, Graphs(2'000));
  EXPECT_GT(partly, Graphs(5'000)) << "else everything is looked at again, and nothing is shown";
  EXPECT_GT(gone, static_cast<std::uint64_t>(Graphs(1'000)));
  EXPECT_GT(newly_designated, static_cast<std::uint64_t>(Graphs(1'000)));
}

TEST(UniverseUpdateTest, WithoutAChangeNothingIsLookedAtAgain) {
  const Editor editor(7);
  const MemoryGraph graph = editor.parties().Graph();
  const std::string file = SearchedFile(graph);
  ASSERT_GT(MembersOf(file), 0u);
  const auto update = Update(file, editor.parties(), graph);
  ASSERT_THAT(update, IsOk());
  EXPECT_EQ(update->compared, MembersOf(file));
  EXPECT_EQ(update->changed + update->gone + update->newly_designated, 0u);
}

// A listed, B held by it and kin of C; D outside.
Parties Small() {
  Parties parties;
  parties.listed = {{"A", true}, {"B", false}, {"C", false}, {"D", false}};
  parties.ties = {{.owner = "A", .subject = "B", .ppm = 10'000},
                  {.owner = "B", .subject = "C", .kind = InterestKind::kFamily}};
  return parties;
}

UniverseFingerprint FingerprintOfB(const Parties& parties) {
  const auto number = std::distance(parties.listed.begin(), parties.listed.find("B"));
  const auto fingerprint = FingerprintOf(parties.Graph(), static_cast<Node>(number));
  EXPECT_THAT(fingerprint, IsOk());
  return *fingerprint;
}

TEST(UniverseFingerprintTest, TellsWhatDecidesAndNothingElse) {
  using Tie = Parties::Tie;
  const UniverseFingerprint plain = FingerprintOfB(Small());
  const struct {
    const char* why;
    void (*edit)(Parties&);
    bool same;
  } kCases[] = {
      {"nothing", [](Parties&) {}, true},
      {"another share", [](Parties& p) { p.ties[0].ppm = 20'000; }, true},
      {"another kind, as much one way", [](Parties& p) { p.ties[0].kind = InterestKind::kBoard; },
       true},
      {"the same edge twice", [](Parties& p) { p.ties.push_back(p.ties[0]); }, true},
      {"edges in another order", [](Parties& p) { std::swap(p.ties[0], p.ties[1]); }, true},
      {"kin named from the other end",
       [](Parties& p) { std::swap(p.ties[1].owner, p.ties[1].subject); }, true},
      {"an owner that is not named",
       [](Parties& p) {
         p.ties.push_back(Tie{"", "B"});
       },
       true},
      {"an edge of others",
       [](Parties& p) {
         p.ties.push_back(Tie{"C", "D"});
       },
       true},
      {"others' numbers", [](Parties& p) { p.listed.emplace("0", true); }, true},
      {"another's listing", [](Parties& p) { p.listed["C"] = true; }, true},
      {"its listing", [](Parties& p) { p.listed["B"] = true; }, false},
      {"an owner less", [](Parties& p) { p.ties.erase(p.ties.begin()); }, false},
      {"an owner more",
       [](Parties& p) {
         p.ties.push_back(Tie{"D", "B"});
       },
       false},
      {"a holding",
       [](Parties& p) {
         p.ties.push_back(Tie{"B", "D"});
       },
       false},
      {"both ways", [](Parties& p) { p.ties[0].kind = InterestKind::kLinked; }, false},
      {"one way only", [](Parties& p) { p.ties[1].kind = InterestKind::kShares; }, false},
      {"an owner of another id",
       [](Parties& p) {
         p.listed.emplace("A2", true);
         p.ties[0].owner = "A2";
       },
       false},
      {"probably the same as D",
       [](Parties& p) {
         p.ties.push_back(
             Tie{.owner = "D", .subject = "B", .edge_kind = EdgeKind::kProbableIdentity});
       },
       false},
  };
  for (const auto& test : kCases) {
    Parties parties = Small();
    test.edit(parties);
    EXPECT_EQ(FingerprintOfB(parties) == plain, test.same) << test.why;
  }
}

TEST(UniverseFileTest, WhatIsWrittenIsRead) {
  const std::string file = SearchedFile(Small().Graph());
  const MemoryBlocks blocks = BlocksOf(file);
  auto reader = UniverseReader::Open(blocks);
  ASSERT_THAT(reader, IsOk());
  ASSERT_EQ(reader->members(), 3u);
  Node number = 0;
  for (const char* const id : {"A", "B", "C"}) {
    ASSERT_THAT(reader->Next(), IsOkAndHolds(true));
    EXPECT_EQ(reader->member().id, id);
    EXPECT_EQ(reader->member().number, number);
    EXPECT_EQ(reader->member().fingerprint, *FingerprintOf(Small().Graph(), number++));
  }
  EXPECT_THAT(reader->Next(), IsOkAndHolds(false));
  EXPECT_THAT(CheckUniverse(Small().Graph(), blocks), IsOk());
}

TEST(UniverseFileTest, PartiesThatAreNotInTheOrderOfIdsAreRefused) {
  MemoryGraph graph;
  for (const char* const id : {"B", "A"}) {
    graph.AddNode({.id = id, .name = "", .designations = {{.authority = "A"}}});
  }
  MemoryBlocks file;
  EXPECT_THAT(WriteUniverse(graph, {true, true}, {}, file),
              StatusIs(absl::StatusCode::kInternal, HasSubstr("ids")));
  const MemoryBlocks stored = BlocksOf(SearchedFile(Small().Graph()));
  const auto updater = UniverseUpdater::Open(stored);
  ASSERT_THAT(updater, IsOk());
  EXPECT_THAT((*updater)->AddParty("B", true), IsOk());
  EXPECT_THAT((*updater)->AddParty("A", true),
              StatusIs(absl::StatusCode::kInternal, HasSubstr("ids")));
}

TEST(UniverseFileTest, TheCheckFindsWhoIsMissingTooMuchOrOtherwise) {
  const MemoryGraph graph = Small().Graph();
  const auto check = [&](const std::string& file) { return CheckUniverse(graph, BlocksOf(file)); };
  ASSERT_THAT(check(SearchedFile(graph)), IsOk());
  const auto differs =
      StatusIs(absl::StatusCode::kDataLoss, HasSubstr("a search of the owner graph"));
  EXPECT_THAT(check(FileOf(graph, {true, true, false, false})), differs);
  EXPECT_THAT(check(FileOf(graph, {true, true, true, true})), differs);
  Parties other = Small();
  other.ties.push_back({.owner = "A", .subject = "C"});
  EXPECT_THAT(check(SearchedFile(other.Graph())), differs) << "other fingerprints";
  EXPECT_THAT(check(SearchedFile(graph) + "x"), differs);
  EXPECT_THAT(check(""), differs);
}

// The reader alone, without the digests of a sealed file before it: never a crash, and structure
// that does not hold is refused. A changed fingerprint or number may pass here; the seal finds it.
TEST(UniverseFileTest, DamageIsRefused) {
  const std::string good = SearchedFile(Small().Graph());
  const auto read = [](const std::string& file) -> absl::Status {
    const MemoryBlocks blocks = BlocksOf(file);
    LYNCEUS_ASSIGN_OR_RETURN(auto reader, UniverseReader::Open(blocks));
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool more, reader.Next());
      if (!more) return absl::OkStatus();
    }
  };
  ASSERT_THAT(read(good), IsOk());
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_THAT(read(good.substr(0, length)), StatusIs(absl::StatusCode::kDataLoss)) << length;
  }
  EXPECT_THAT(read(good + '\0'), StatusIs(absl::StatusCode::kDataLoss));
  for (std::size_t at = 0; at < 8; ++at) {
    std::string bad = good;
    bad[at] ^= 1;
    EXPECT_THAT(read(bad), StatusIs(absl::StatusCode::kDataLoss)) << at;
  }
  std::string version = good;
  version[8] = 2;
  EXPECT_THAT(read(version), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("version")));
  SeededRandom random(3);
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string bad = good;
    bad[random.Below(bad.size())] ^= static_cast<char>(1u << random.Below(8));
    refused += read(bad).ok() ? 0 : 1;
  }
  EXPECT_GT(refused, 2'000);
}

}  // namespace
}  // namespace lynceus::ownership
