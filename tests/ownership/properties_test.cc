// Properties over random graphs: the engine against the slow reference, proofs checked from their
// evidence alone, and answers against sampled worlds.

#include <algorithm>
#include <map>
#include <set>

#include "lib/ownership/judge.h"
#include "lib/ownership/memory_graph.h"
#include "lib/ownership/risk_universe.h"
#include "tests/ownership/random_graphs.h"
#include "tests/ownership/regimes.h"
#include "tests/support/status_matchers.h"

namespace lynceus::ownership {
namespace {

constexpr int kGraphs = Graphs(120'000);
const Date kDay = Day(2020, 1, 10);

int PartyOf(const std::string& id) { return id.empty() ? -1 : std::stoi(id.substr(2)); }

std::vector<Designation> DesignationsOf(const reference::Graph& plan, int party) {
  std::vector<Designation> designations;
  if (plan.listed.contains(party)) {
    const bool controlling = plan.controlling.contains(party);
    designations.push_back({.entity_id = IdOf(party),
                            .authority = "A",
                            .list = "L",
                            .programme = controlling ? "GOVERNMENT" : ""});
    designations.push_back({.entity_id = IdOf(party), .authority = "A", .list = "M"});
  }
  designations.push_back({.entity_id = IdOf(party), .authority = "OTHER", .list = "L"});
  return designations;
}

std::string Words(const RandomCase& made) {
  std::string words = "subject " + std::to_string(made.subject) + ", aggregation " +
                      std::to_string(static_cast<int>(made.period.aggregation)) + ", threshold " +
                      std::to_string(made.period.threshold_ppm) + " at " +
                      std::to_string(static_cast<int>(made.period.at_threshold)) + ", depth " +
                      std::to_string(static_cast<int>(made.period.depth)) + ", counts";
  for (const InterestKind kind : made.period.counts) {
    words += " " + std::string(InterestKindName(kind));
  }
  words += ", controls";
  for (const InterestKind kind : made.period.controls) {
    words += " " + std::string(InterestKindName(kind));
  }
  words += ", controlling";
  for (const int party : made.graph.controlling) words += " " + std::to_string(party);
  words += ", rebutted";
  for (const int party : made.graph.rebutted) words += " " + std::to_string(party);
  words += ", listed";
  for (const int party : made.graph.listed) words += " " + std::to_string(party);
  for (const reference::Statement& s : made.graph.statements) {
    words += "\n  " + std::to_string(s.owner) + " -> " + std::to_string(s.subject) + " " +
             std::string(InterestKindName(s.interest.kind)) + " " + s.interest.share.ToCanonical() +
             " " + s.interest.joint_group + " " + s.interest.role +
             (s.interest.indirect ? " indirect" : "") + (s.interest.summary ? " summary" : "") +
             (s.interest.start ? " from " + s.interest.start->ToString() : "") +
             (s.interest.end ? " until " + s.interest.end->ToString() : "");
  }
  for (const auto& [a, b] : made.graph.probable) {
    words += "\n  " + std::to_string(a) + " ~ " + std::to_string(b);
  }
  return words;
}

Verdict VerdictOf(const RandomCase& made) {
  const RebuttedGraph graph(
      GraphOf(made.graph, [&](int party) { return DesignationsOf(made.graph, party); }),
      made.graph.rebutted, "r");
  Regime regime = OneSeedRegime("r", "A", made.period);
  regime.seeds[0].control_blocks_for = {"GOVERNMENT"};
  const auto verdict = Judge(graph, regime, {.authority_and_list = {{"A", "L"}}}, kDay,
                             static_cast<Node>(made.subject));
  EXPECT_THAT(verdict, support::IsOk());
  return verdict.value_or(Verdict());
}

// --- proofs --------------------------------------------------------------------------------------

// Its time is not known, so it holds always.
bool IsReversed(const Interest& interest) {
  return interest.start && interest.end && *interest.end <= *interest.start;
}

// Reads a proof as a stranger would: the evidence, and the graph to look the facts up in.
class ProofReader {
 public:
  ProofReader(const RandomCase& made, const std::vector<EvidenceItem>& evidence)
      : made_(made), groups_(reference::IdentityGroups(made.graph)) {
    for (const EvidenceItem& item : evidence) {
      if (item.kind != EvidenceKind::kNote) items_.push_back(&item);
    }
  }

  std::size_t size() const { return items_.size(); }

  // Every fact is in the graph, says what it is said to say, and holds on the day.
  std::string FalseFact() const {
    for (const EvidenceItem* item : items_) {
      const int owner = PartyOf(item->owner_id);
      if (item->kind == EvidenceKind::kDesignation) {
        if (!made_.graph.listed.contains(owner)) return item->owner_id + " is not listed";
      } else if (item->kind != EvidenceKind::kInterest) {
        return "a probable identity proves nothing";
      } else if (!IsStated(*item)) {
        return item->owner_id + " to " + item->subject_id + " is not stated";
      }
    }
    return "";
  }

  bool Proves(std::size_t without) const {
    std::set<int> proven;
    for (std::size_t at = 0; at < items_.size(); ++at) {
      if (at != without && items_[at]->kind == EvidenceKind::kDesignation) {
        proven.insert(PartyOf(items_[at]->owner_id));
      }
    }
    for (std::size_t round = 0; round <= items_.size(); ++round) {
      for (int party = 0; party < made_.graph.parties; ++party) {
        if (Follows(party, proven, without)) proven.insert(party);
      }
    }
    return proven.contains(made_.subject);
  }

  // A fact stands after the facts that prove its owner, but for joint holders, who need no proof.
  bool InOrder() const {
    std::set<int> spoken_of;
    for (const EvidenceItem* item : items_) {
      const int owner = PartyOf(item->owner_id);
      if (item->kind == EvidenceKind::kDesignation) {
        spoken_of.insert(owner);
        continue;
      }
      if (!spoken_of.contains(owner) && GroupsOf(*item).empty()) return false;
      spoken_of.insert(PartyOf(item->subject_id));
    }
    return true;
  }

 private:
  bool IsStated(const EvidenceItem& item) const {
    return std::any_of(
        made_.graph.statements.begin(), made_.graph.statements.end(),
        [&](const reference::Statement& s) {
          const Interest& i = s.interest;
          return s.owner == PartyOf(item.owner_id) && s.subject == PartyOf(item.subject_id) &&
                 i.kind == item.interest_kind && i.share == item.share && i.start == item.start &&
                 i.end == item.end && !i.summary &&
                 (IsReversed(i) || (!(i.start && *i.start > kDay) && !(i.end && *i.end <= kDay)));
        });
  }

  // The stake a fact is about: its lower end is that of the fact, whatever else is stated of it.
  const reference::Stake* StakeOf(const std::vector<reference::Stake>& stakes,
                                  const EvidenceItem& item) const {
    for (const reference::Stake& stake : stakes) {
      const reference::Amount lo{item.share.lo().ppm, item.share.lo().open ? 1 : 0};
      if (stake.holder == PartyOf(item.owner_id) && stake.lo == lo) return &stake;
    }
    return nullptr;
  }

  std::set<std::string> GroupsOf(const EvidenceItem& item) const {
    std::set<std::string> groups;
    if (made_.period.aggregation != Aggregation::kJoint) return groups;
    for (const InterestKind kind : made_.period.counts) {
      for (const reference::Stake& stake :
           reference::StakesIn(made_.graph, PartyOf(item.subject_id), kind, made_.period, kDay)) {
        if (stake.holder == PartyOf(item.owner_id)) {
          groups.insert(stake.groups.begin(), stake.groups.end());
        }
      }
    }
    return groups;
  }

  bool Controls(const EvidenceItem& item, const std::set<int>& proven) const {
    const std::vector<InterestKind>& kinds = made_.period.controls;
    const InterestKind kind = item.interest_kind;
    const bool by_programme = !made_.graph.controlling.empty() &&
                              (kind == InterestKind::kBoard || kind == InterestKind::kInfluence ||
                               kind == InterestKind::kControl);
    return (by_programme || std::count(kinds.begin(), kinds.end(), kind) > 0) &&
           proven.contains(PartyOf(item.owner_id));
  }

  bool Follows(int party, const std::set<int>& proven, std::size_t without) const {
    std::vector<const EvidenceItem*> into;
    for (std::size_t at = 0; at < items_.size(); ++at) {
      const EvidenceItem& item = *items_[at];
      if (at == without || item.kind == EvidenceKind::kDesignation) continue;
      if (PartyOf(item.subject_id) != party) continue;
      if (Controls(item, proven)) return true;
      into.push_back(&item);
    }
    if (into.empty()) return false;
    return std::any_of(made_.period.counts.begin(), made_.period.counts.end(),
                       [&](InterestKind kind) { return Sums(party, kind, into, proven); });
  }

  // True where the cited stakes of one kind, as the whole graph has them, reach the threshold.
  bool Sums(int party, InterestKind kind, const std::vector<const EvidenceItem*>& into,
            const std::set<int>& proven) const {
    const auto stakes = reference::StakesIn(made_.graph, party, kind, made_.period, kDay);
    std::map<int, reference::Stake> cited;
    std::set<std::string> joined;
    for (const EvidenceItem* item : into) {
      const reference::Stake* stake = StakeOf(stakes, *item);
      if (stake == nullptr) continue;
      // Each unnamed holder is one of its own.
      const int owner = PartyOf(item->owner_id) >= 0 ? PartyOf(item->owner_id)
                                                     : -2 - static_cast<int>(cited.size());
      const bool votes = item->interest_kind == InterestKind::kVotes;
      const bool profit = item->interest_kind == InterestKind::kProfit;
      if (votes != (kind == InterestKind::kVotes) && votes) continue;
      if (profit != (kind == InterestKind::kProfit)) continue;
      cited[owner] = *stake;
      const bool joint = made_.period.aggregation == Aggregation::kJoint;
      if (joint && proven.contains(owner)) {
        joined.insert(stake->groups.begin(), stake->groups.end());
      }
    }
    std::map<int, reference::Amount> highest;
    for (const auto& [owner, stake] : cited) {
      const bool counts = proven.contains(owner) ||
                          std::any_of(stake.groups.begin(), stake.groups.end(),
                                      [&](const auto& group) { return joined.contains(group); });
      if (!counts) continue;
      reference::Amount& top =
          highest[owner < 0 ? owner : groups_[static_cast<std::size_t>(owner)]];
      top = std::max(top, stake.lo);
    }
    reference::Amount sum;
    for (const auto& [group, amount] : highest) sum = sum + amount;
    const bool chain = made_.period.depth == Depth::kMajorityChain && party != made_.subject;
    return reference::Reaches(sum, chain ? kWholePpm / 2 : made_.period.threshold_ppm,
                              chain ? AtThreshold::kNotReached : made_.period.at_threshold,
                              /*may=*/false);
  }

  const RandomCase& made_;
  const std::vector<int> groups_;
  std::vector<const EvidenceItem*> items_;
};

void CheckProof(const RandomCase& made, const Verdict& verdict) {
  const ProofReader reader(made, verdict.evidence);
  ASSERT_EQ(reader.FalseFact(), "") << Words(made);
  ASSERT_TRUE(reader.InOrder()) << Words(made);
  ASSERT_TRUE(reader.Proves(reader.size())) << Words(made);
  for (std::size_t at = 0; at < reader.size(); ++at) {
    ASSERT_FALSE(reader.Proves(at)) << "fact " << at << " is not needed\n" << Words(made);
  }
}

TEST(PropertiesTest, TheEngineAgreesWithTheReferenceAndItsProofsHold) {
  SeededRandom random(20'260'101);
  std::map<Answer, int> seen;
  int opaque = 0;
  int by_control = 0;
  for (int i = 0; i < kGraphs; ++i) {
    const RandomCase made = MakeRandomCase(random, /*plain=*/false);
    const reference::Result expected =
        reference::Judge(made.graph, made.period, kDay, made.subject);
    const Verdict verdict = VerdictOf(made);
    ASSERT_EQ(AnswerName(verdict.answer), AnswerName(expected.answer)) << i << " " << Words(made);
    ASSERT_EQ(verdict.opaque, expected.opaque) << i << " " << Words(made);
    if (verdict.basis != Basis::kListed) {
      ASSERT_EQ(verdict.unstated_ppm, expected.unstated_ppm) << i << " " << Words(made);
    }
    ++seen[verdict.answer];
    opaque += verdict.opaque ? 1 : 0;
    by_control += verdict.basis == Basis::kControlled ? 1 : 0;
    if (verdict.answer == Answer::kYes) {
      ASSERT_NO_FATAL_FAILURE(CheckProof(made, verdict)) << i;
    }
    if (verdict.answer == Answer::kUndetermined) {
      ASSERT_FALSE(verdict.undecided.empty()) << i << " " << Words(made) << verdict.text;
      ASSERT_FALSE(verdict.evidence.empty()) << i << " " << Words(made);
    }
  }
  // The generator reaches every kind of answer often enough to mean something.
  EXPECT_GT(seen[Answer::kYes], kGraphs / 10);
  EXPECT_GT(seen[Answer::kNo], kGraphs / 10);
  EXPECT_GT(seen[Answer::kUndetermined], kGraphs / 20);
  EXPECT_GT(opaque, kGraphs / 100);
  EXPECT_GT(by_control, kGraphs / 100);
}

// --- the risk universe ---

// Whatever the day, the regime and its threshold: who is reached by a listing, or may be, stands in
// the universe that the candidate index is made of.
TEST(PropertiesTest, NoAnswerReachesAPartyOutsideTheRiskUniverse) {
  SeededRandom random(5);
  int reached = 0;
  int outside = 0;
  for (int i = 0; i < Graphs(10'000); ++i) {
    RandomCase made = MakeRandomCase(random, /*plain=*/false);
    const MemoryGraph graph = GraphOf(made.graph, [&](int party) -> std::vector<Designation> {
      if (!made.graph.listed.contains(party)) return {};
      return {{.authority = "A", .list = "L"}};
    });
    const auto universe = RiskUniverse(graph);
    ASSERT_THAT(universe, support::IsOk());
    const Regime regime = OneSeedRegime("r", "A", made.period);
    for (Node node = 0; node < graph.nodes(); ++node) {
      for (const Date day : {Day(2019, 12, 31), kDay, Day(2020, 3, 1)}) {
        const auto verdict = Judge(graph, regime, {.authority_and_list = {{"A", "L"}}}, day, node);
        ASSERT_THAT(verdict, support::IsOk());
        const bool is_reached = verdict->answer != Answer::kNo || verdict->blocked.hi().ppm > 0;
        ASSERT_TRUE(!is_reached || (*universe)[node]) << "party " << node << "\n" << Words(made);
        ++(is_reached ? reached : outside);
      }
    }
  }
  EXPECT_GT(reached, Graphs(10'000));
  EXPECT_GT(outside, Graphs(10'000));
}

// --- worlds --------------------------------------------------------------------------------------

// One way the world may be: every stake an exact number, every unnamed holder some party or nobody.
struct World {
  std::map<std::pair<int, int>, reference::Amount> holds;  // (holder, subject)
};

// Returns nothing where the draw gives more than the whole of some party away.
std::optional<World> DrawWorld(const RandomCase& made, SeededRandom& random) {
  World world;
  std::map<int, reference::Amount> given;
  for (int subject = 0; subject < made.graph.parties; ++subject) {
    for (const reference::Stake& stake :
         reference::StakesIn(made.graph, subject, InterestKind::kShares, made.period, kDay)) {
      const reference::Amount ends[] = {stake.lo, stake.hi, {(stake.lo.ppm + stake.hi.ppm) / 2, 0}};
      reference::Amount drawn = ends[random.Below(3)];
      if (drawn < stake.lo || drawn > stake.hi) drawn = stake.lo;
      int holder = stake.holder;
      if (holder < 0 && random.Below(3) > 0) {
        holder = static_cast<int>(random.Below(static_cast<std::uint64_t>(made.graph.parties)));
      }
      given[subject] = given[subject] + drawn;
      if (given[subject] > reference::Amount{kWholePpm, 0}) return std::nullopt;
      if (holder >= 0) world.holds[{holder, subject}] = world.holds[{holder, subject}] + drawn;
    }
  }
  return world;
}

bool BlockedIn(const World& world, const RandomCase& made) {
  std::set<int> blocked = made.graph.listed;
  for (bool changed = true; changed;) {
    changed = false;
    for (int party = 0; party < made.graph.parties; ++party) {
      reference::Amount sum;
      for (const auto& [ends, amount] : world.holds) {
        if (ends.second == party && blocked.contains(ends.first)) sum = sum + amount;
      }
      const bool reached = reference::Reaches(sum, made.period.threshold_ppm,
                                              made.period.at_threshold, /*may=*/false);
      if (reached && blocked.insert(party).second) changed = true;
    }
  }
  return blocked.contains(made.subject);
}

// Soundness against the meaning itself: YES holds in every world, NO in none. An unnamed holder is
// a listed party only where one stands upstream, so worlds in which it is another are not drawn.
TEST(PropertiesTest, AnswersHoldInSampledWorlds) {
  SeededRandom random(7);
  int worlds = 0;
  int contested = 0;
  for (int i = 0; i < Graphs(20'000); ++i) {
    RandomCase made = MakeRandomCase(random, /*plain=*/true);
    const Verdict verdict = VerdictOf(made);
    if (verdict.answer == Answer::kNo && verdict.opaque) continue;
    bool some_blocked = false;
    bool some_free = false;
    for (int draw = 0; draw < 8; ++draw) {
      const std::optional<World> world = DrawWorld(made, random);
      if (!world) continue;
      ++worlds;
      (BlockedIn(*world, made) ? some_blocked : some_free) = true;
    }
    if (verdict.answer == Answer::kYes) {
      ASSERT_FALSE(some_free) << i << " " << Words(made);
    }
    if (verdict.answer == Answer::kNo) {
      ASSERT_FALSE(some_blocked) << i << " " << Words(made);
    }
    contested += some_blocked && some_free ? 1 : 0;
  }
  EXPECT_GT(worlds, Graphs(20'000));
  EXPECT_GT(contested, Graphs(100));
}

// More facts of a blocked party's holdings never turn YES into NO, nor NO-by-exclusion into less.
TEST(PropertiesTest, ANewListingNeverMakesAnAnswerCleaner) {
  SeededRandom random(11);
  const auto rank = [](Answer answer) {
    return answer == Answer::kYes ? 2 : answer == Answer::kUndetermined ? 1 : 0;
  };
  int raised = 0;
  for (int i = 0; i < Graphs(10'000); ++i) {
    RandomCase made = MakeRandomCase(random, /*plain=*/false);
    const Answer before = VerdictOf(made).answer;
    made.graph.listed.insert(
        static_cast<int>(random.Below(static_cast<std::uint64_t>(made.graph.parties))));
    const Answer after = VerdictOf(made).answer;
    ASSERT_GE(rank(after), rank(before)) << i << " " << Words(made);
    raised += rank(after) > rank(before) ? 1 : 0;
  }
  EXPECT_GT(raised, Graphs(500));
}

}  // namespace
}  // namespace lynceus::ownership
