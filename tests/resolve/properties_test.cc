// Thousands of random small worlds: the resolver gives what the slow rules give, whatever the order
// of records, and its laws hold.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/resolve/resolver.h"
#include "tests/resolve/reference.h"
#include "tests/resolve/words_analyzer.h"
#include "tests/support/status_matchers.h"

namespace lynceus::resolve {
namespace {

using ::lynceus::support::IsOk;

constexpr int kWorlds = 4'000;

class WorldMaker {
 public:
  explicit WorldMaker(std::uint64_t seed) : random_(seed) {}

  World Make() {
    World world;
    const std::uint64_t size = 2 + random_.Below(11);
    for (std::uint64_t i = 0; i < size; ++i) AddRecord(world);
    for (Entity& record : world.records) AddReferents(world, record);
    const std::uint64_t decisions = random_.Below(4) == 0 ? 1 + random_.Below(3) : 0;
    for (std::uint64_t i = 0; i < decisions; ++i) AddDecision(world);
    return world;
  }

  // The same records less some, with some more and with other facts in some.
  World Later(const World& before, const Outcome& outcome) {
    World world = before;
    std::erase_if(world.records, [&](const Entity&) { return random_.Below(6) == 0; });
    for (Entity& record : world.records) {
      if (random_.Below(5) == 0) record.identifiers.clear();
      if (random_.Below(8) == 0) record.referents.clear();
      if (random_.Below(2) == 0) AddReferents(world, record);
    }
    const std::uint64_t more = random_.Below(4);
    for (std::uint64_t i = 0; i < more; ++i) AddRecord(world);
    world.decisions.clear();
    world.earlier.clear();
    for (const auto& [id, canonical] : outcome.canonical) world.earlier[canonical].push_back(id);
    return world;
  }

  void Shuffle(World& world) {
    for (std::size_t i = world.records.size(); i > 1; --i) {
      std::swap(world.records[i - 1], world.records[random_.Below(i)]);
    }
    std::reverse(world.decisions.begin(), world.decisions.end());
  }

 private:
  template <std::size_t kSize>
  std::string One(const char* const (&words)[kSize]) {
    return words[random_.Below(kSize)];
  }

  void AddRecord(World& world) {
    const std::string source = One({"un", "ofac", "uk", "bods", "psc-holder", "ftm", "us-csl"});
    // A file that gathers lists has records under the ids of another list, too.
    const bool copied = source == "us-csl" && random_.Below(2) == 0;
    Entity record{.id = (copied ? "ofac" : source) + ":" + std::to_string(made_++)};
    record.provenance.source = source == "psc-holder" ? "uk-psc" : source;
    constexpr Schema kSchemas[] = {Schema::kPerson,  Schema::kPerson,      Schema::kCompany,
                                   Schema::kCompany, Schema::kUnknown,     Schema::kVessel,
                                   Schema::kCompany, Schema::kCryptoWallet};
    record.schema = kSchemas[random_.Below(std::size(kSchemas))];
    record.names.push_back(
        {One({"alder quince", "quince alder", "borodin", "cedar works"}), NameKind::kPrimary, ""});
    if (random_.Below(3) == 0) {
      record.birth_dates.push_back(*PartialDate::ParseIso(
          One({"1960", "1960-05-01", "1961-02", "1964-01-01", "1972-05-01"})));
      record.birth_dates.back().circa = random_.Below(5) == 0;
    }
    if (random_.Below(2) == 0) {
      record.countries.push_back(
          {One({"nationality", "jurisdiction", "country"}), One({"ru", "jp"})});
    }
    const std::uint64_t identifiers = random_.Below(4);
    for (std::uint64_t i = 0; i < identifiers; ++i) AddIdentifier(record);
    const bool list = source == "un" || source == "ofac" || source == "uk" || source == "us-csl";
    if (list || random_.Below(6) == 0) world.at_risk.insert(record.id);
    world.records.push_back(std::move(record));
  }

  // Numbers without a country where the jurisdiction would stand for it are for the examples.
  void AddIdentifier(Entity& record) {
    const std::string type = One({"leiCode", "innCode", "registrationNumber", "passportNumber",
                                  "taxNumber", "swiftBic", "publicKey"});
    Identifier made{type, One({"A1234", "B1234", "51234568"}), ""};
    const bool of_register = type == "registrationNumber" || type == "taxNumber";
    if (of_register || (type == "passportNumber" && random_.Below(2) == 0)) {
      made.country = One({"fr", "us"});
    }
    record.identifiers.push_back(std::move(made));
  }

  void AddReferents(const World& world, Entity& record) {
    if (random_.Below(4) != 0) return;
    const std::string known = world.records[random_.Below(world.records.size())].id;
    const std::string id = random_.Below(2) == 0 ? known : One({"gone:1", "gone:2"});
    if (id != record.id) record.referents.push_back(id);
  }

  void AddDecision(World& world) {
    Decision decision{
        .kind = random_.Below(2) == 0 ? Decision::Kind::kForce : Decision::Kind::kForbid,
        .a = world.records[random_.Below(world.records.size())].id,
        .b = world.records[random_.Below(world.records.size())].id,
        .author = "t",
        .reason = "r",
        .place = "line " + std::to_string(world.decisions.size() + 2)};
    if (random_.Below(10) == 0) decision.b = "gone:9";
    if (decision.a != decision.b) world.decisions.push_back(std::move(decision));
  }

  SeededRandom random_;
  int made_ = 0;
};

absl::StatusOr<Resolution> ResolveFast(const World& world) {
  const WordsAnalyzer analyzer;
  Resolver resolver(analyzer);
  for (const Entity& record : world.records) {
    LYNCEUS_RETURN_IF_ERROR(resolver.Add(record, world.at_risk.contains(record.id)));
  }
  for (const Decision& decision : world.decisions) resolver.Decide(decision);
  for (const auto& [canonical, ids] : world.earlier) resolver.AddEarlier(canonical, ids);
  return resolver.Resolve();
}

Outcome OutcomeOf(const World& world, const Resolution& resolution) {
  Outcome outcome{.changes = resolution.changes};
  for (const Entity& record : world.records) {
    outcome.canonical[record.id] = resolution.CanonicalOf(record.id);
  }
  for (const IdentityLink& link : resolution.links) outcome.links.insert({link.a, link.b});
  return outcome;
}

std::string Show(const World& world) {
  std::string text;
  for (const Entity& record : world.records) {
    text += record.id + " " + std::string(SchemaName(record.schema)) + " " +
            std::string(record.caption());
    for (const PartialDate& date : record.birth_dates) text += " *" + date.ToString();
    for (const CountryFact& each : record.countries) text += " " + each.property + "=" + each.code;
    for (const Identifier& each : record.identifiers) {
      text += " " + each.type + "=" + each.value + "/" + each.country;
    }
    for (const std::string& each : record.referents) text += " ->" + each;
    if (world.at_risk.contains(record.id)) text += " !";
    text += "\n";
  }
  for (const Decision& each : world.decisions) {
    text +=
        (each.kind == Decision::Kind::kForce ? "force " : "forbid ") + each.a + " " + each.b + "\n";
  }
  return text;
}

void ExpectSame(const World& world, const Outcome& slow, const Outcome& fast) {
  ASSERT_EQ(slow.canonical, fast.canonical) << Show(world);
  ASSERT_EQ(slow.links, fast.links) << Show(world);
  ASSERT_EQ(slow.changes, fast.changes) << Show(world);
}

TEST(ResolverPropertyTest, SameAsTheSlowRules) {
  std::size_t merged = 0;
  std::size_t links = 0;
  std::size_t refused = 0;
  for (int seed = 0; seed < kWorlds; ++seed) {
    SCOPED_TRACE(seed);
    WorldMaker maker(static_cast<std::uint64_t>(seed));
    World world = maker.Make();
    const auto slow = ResolveSlowly(world);
    const auto fast = ResolveFast(world);
    ASSERT_EQ(slow.ok(), fast.ok()) << ErrorText(fast.status()) << Show(world);
    if (!fast.ok()) {
      ++refused;
      continue;
    }
    const Outcome outcome = OutcomeOf(world, *fast);
    ExpectSame(world, *slow, outcome);
    merged += fast->canonical.size();
    links += fast->links.size();

    maker.Shuffle(world);
    const auto again = ResolveFast(world);
    ASSERT_THAT(again, IsOk());
    ASSERT_EQ(again->canonical, fast->canonical);
    ASSERT_EQ(again->links, fast->links);
    ASSERT_EQ(again->merges, fast->merges);
    ASSERT_EQ(again->apart, fast->apart);
  }
  // The worlds are not trivial.
  EXPECT_GT(merged, 2'000u);
  EXPECT_GT(links, 2'000u);
  EXPECT_GT(refused, 10u);
}

TEST(ResolverPropertyTest, IdsStayWhenRecordsComeAndGo) {
  std::map<IdentityChange::Kind, int> seen;
  for (int seed = 0; seed < kWorlds; ++seed) {
    SCOPED_TRACE(seed);
    WorldMaker maker(static_cast<std::uint64_t>(seed) + 1'000'000);
    const World first = maker.Make();
    const auto before = ResolveFast(first);
    if (!before.ok()) continue;
    const Outcome outcome = OutcomeOf(first, *before);
    World second = maker.Later(first, outcome);
    const auto slow = ResolveSlowly(second);
    const auto after = ResolveFast(second);
    ASSERT_THAT(slow, IsOk());
    ASSERT_THAT(after, IsOk());
    ExpectSame(second, *slow, OutcomeOf(second, *after));
    for (const IdentityChange& change : after->changes) ++seen[change.kind];

    // An earlier canonical id that is still a record's and is named in no change stands for itself.
    std::set<std::string> changed;
    for (const IdentityChange& change : after->changes) changed.insert(change.id);
    for (const Entity& record : second.records) {
      const bool stays = second.earlier.contains(record.id) && !changed.contains(record.id);
      if (!stays) continue;
      ASSERT_EQ(after->CanonicalOf(record.id), record.id) << Show(second);
    }
    maker.Shuffle(second);
    const auto again = ResolveFast(second);
    ASSERT_THAT(again, IsOk());
    ASSERT_EQ(again->changes, after->changes);
    ASSERT_EQ(again->canonical, after->canonical);
  }
  EXPECT_GT(seen[IdentityChange::Kind::kMerged], 100);
  EXPECT_GT(seen[IdentityChange::Kind::kSplit], 100);
  EXPECT_GT(seen[IdentityChange::Kind::kRemoved], 100);
}

// Records that only an identifier joined never contradict.
TEST(ResolverPropertyTest, NoContradictionInsideWithoutAReference) {
  for (int seed = 0; seed < kWorlds; ++seed) {
    WorldMaker maker(static_cast<std::uint64_t>(seed) + 2'000'000);
    World world = maker.Make();
    for (Entity& record : world.records) record.referents.clear();
    std::erase_if(world.decisions,
                  [](const Decision& each) { return each.kind == Decision::Kind::kForce; });
    const auto resolution = ResolveFast(world);
    ASSERT_THAT(resolution, IsOk());
    for (const Entity& a : world.records) {
      for (const Entity& b : world.records) {
        if (resolution->CanonicalOf(a.id) != resolution->CanonicalOf(b.id)) continue;
        ASSERT_FALSE(ContradictSlowly(a, b)) << Show(world);
      }
      ASSERT_EQ(Contradict(a, world.records[0]), ContradictSlowly(a, world.records[0]))
          << Show(world);
    }
    for (const Decision& each : world.decisions) {
      ASSERT_NE(resolution->CanonicalOf(each.a), resolution->CanonicalOf(each.b)) << Show(world);
    }
  }
}

// Whatever references and identifiers say: a forced pair is one, a forbidden pair is not, by no
// link and over no third record.
TEST(ResolverPropertyTest, DecisionsWin) {
  int forced = 0;
  int forbidden = 0;
  for (int seed = 0; seed < kWorlds; ++seed) {
    WorldMaker maker(static_cast<std::uint64_t>(seed) + 3'000'000);
    const World world = maker.Make();
    const auto resolution = ResolveFast(world);
    if (!resolution.ok()) continue;  // the decisions contradict each other
    std::set<std::string> ids;
    for (const Entity& record : world.records) ids.insert(record.id);
    for (const Decision& each : world.decisions) {
      if (!ids.contains(each.a) || !ids.contains(each.b)) continue;
      const std::string& a = resolution->CanonicalOf(each.a);
      const std::string& b = resolution->CanonicalOf(each.b);
      if (each.kind == Decision::Kind::kForce) {
        ASSERT_EQ(a, b) << Show(world);
        ++forced;
        continue;
      }
      ASSERT_NE(a, b) << Show(world);
      for (const IdentityLink& link : resolution->links) {
        ASSERT_FALSE(link.a == std::min(a, b) && link.b == std::max(a, b)) << Show(world);
      }
      ++forbidden;
    }
  }
  EXPECT_GT(forced, 200);
  EXPECT_GT(forbidden, 200);
}

// Where no list says so itself, none has two records that contradict each other in one party.
TEST(ResolverPropertyTest, NobodyElseJoinsWhatAListKeepsApart) {
  const auto list_of = [](const Entity& record) {
    return record.id.substr(0, record.id.find(':'));
  };
  const std::set<std::string> keeping = {"un", "ofac", "uk", "ftm"};
  for (int seed = 0; seed < kWorlds; ++seed) {
    WorldMaker maker(static_cast<std::uint64_t>(seed) + 4'000'000);
    World world = maker.Make();
    world.decisions.clear();
    for (Entity& record : world.records) {
      std::erase_if(record.referents, [&](const std::string& id) {
        return id.substr(0, id.find(':')) == list_of(record) || id.starts_with("gone:");
      });
    }
    const auto resolution = ResolveFast(world);
    ASSERT_THAT(resolution, IsOk());
    for (const Entity& a : world.records) {
      for (const Entity& b : world.records) {
        if (!keeping.contains(list_of(a)) || list_of(a) != list_of(b)) continue;
        if (resolution->CanonicalOf(a.id) != resolution->CanonicalOf(b.id)) continue;
        ASSERT_FALSE(ContradictSlowly(a, b)) << Show(world);
      }
    }
  }
}

// The same records again: the same ids, and nothing has changed.
TEST(ResolverPropertyTest, ARebuildChangesNothing) {
  for (int seed = 0; seed < kWorlds; ++seed) {
    WorldMaker maker(static_cast<std::uint64_t>(seed) + 5'000'000);
    World world = maker.Make();
    const auto before = ResolveFast(world);
    if (!before.ok()) continue;
    for (const auto& [id, canonical] : OutcomeOf(world, *before).canonical) {
      world.earlier[canonical].push_back(id);
    }
    maker.Shuffle(world);
    const auto after = ResolveFast(world);
    ASSERT_THAT(after, IsOk());
    ASSERT_TRUE(after->changes.empty()) << Show(world);
    ASSERT_EQ(after->canonical, before->canonical);
    ASSERT_EQ(after->merges, before->merges);
    ASSERT_EQ(after->links, before->links);
  }
}

// Each merge joins two, so that the reasons of a party are a tree; a probable link is between two
// parties, said once, under the ids that stand for them.
TEST(ResolverPropertyTest, LinksAreWellFormed) {
  for (int seed = 0; seed < kWorlds; ++seed) {
    WorldMaker maker(static_cast<std::uint64_t>(seed) + 6'000'000);
    const World world = maker.Make();
    const auto resolution = ResolveFast(world);
    if (!resolution.ok()) continue;
    ASSERT_EQ(resolution->records, world.records.size());
    // Of decisions every one is kept, also one that says what two others say together.
    const std::uint64_t joined = resolution->records - resolution->parties;
    ASSERT_GE(resolution->merges.size(), joined) << Show(world);
    const bool redundant = resolution->merges.size() > joined;
    ASSERT_FALSE(redundant && world.decisions.empty()) << Show(world);
    for (const IdentityLink& merge : resolution->merges) {
      ASSERT_EQ(resolution->CanonicalOf(merge.a), resolution->CanonicalOf(merge.b));
      ASSERT_FALSE(merge.reason.empty());
    }
    std::set<std::pair<std::string, std::string>> seen;
    for (const IdentityLink& link : resolution->links) {
      ASSERT_LT(link.a, link.b);
      ASSERT_EQ(resolution->CanonicalOf(link.a), link.a) << Show(world);
      ASSERT_EQ(resolution->CanonicalOf(link.b), link.b) << Show(world);
      ASSERT_TRUE(seen.insert({link.a, link.b}).second) << Show(world);
      ASSERT_FALSE(link.reason.empty());
    }
    ASSERT_TRUE(std::is_sorted(resolution->links.begin(), resolution->links.end()));
  }
}

}  // namespace
}  // namespace lynceus::resolve
