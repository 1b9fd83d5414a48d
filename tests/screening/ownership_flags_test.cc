// What the flags about ownership say and which facts they show; when they are raised is for the
// cases of rules/flags.
#include "lib/screening/ownership_flags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "lib/base/limits.h"
#include "lib/ownership/memory_graph.h"
#include "lib/rules/load.h"
#include "tests/rules/small_rules.h"
#include "tests/support/status_matchers.h"

namespace lynceus::screening {
namespace {

using ::lynceus::support::IsOk;
using ownership::Node;
using ::testing::ElementsAre;

const Date kDay = *Date::FromCivil(2026, 11, 1);
const Date kListed = *Date::FromCivil(2022, 2, 28);

// A graph of companies by name; "listed" is on OFAC's list.
class FlagsTest : public ::testing::Test {
 protected:
  FlagsTest() : rules_(*rules::LoadRules(rules::ProjectRules())) {
    lists_.authority_and_list.emplace_back("US-OFAC", "SDN");
    listed_ = graph_.AddNode({.id = "x:listed",
                              .name = "Listed",
                              .designations = {{.entity_id = "x:listed",
                                                .authority = "US-OFAC",
                                                .list = "SDN",
                                                .programme = "RUSSIA-EO14024",
                                                .date = kListed,
                                                .provenance = {"ofac-sdn", "line 1"}}}});
  }

  Node Add(const std::string& name) { return graph_.AddNode({.id = "x:" + name, .name = name}); }
  void Tie(Node owner, Node subject, Interest interest) {
    interest.provenance = {"register", "line 7"};
    ASSERT_THAT(graph_.AddEdge({.owner = owner, .subject = subject, .interest = interest}), IsOk());
  }
  std::vector<Flag> FlagsOf(Node party) {
    const auto verdicts = ownership::JudgeAll(graph_, rules_->regimes, lists_, kDay, party);
    EXPECT_THAT(verdicts, IsOk());
    const EntityOf entity_of = [](Node) -> absl::StatusOr<Entity> { return Entity(); };
    const auto flags = OwnershipFlags({.graph = graph_,
                                       .party = party,
                                       .as_of = kDay,
                                       .rules = *rules_,
                                       .lists = lists_,
                                       .entity_of = entity_of},
                                      *verdicts);
    EXPECT_THAT(flags, IsOk());
    return *flags;
  }
  Flag FlagOf(Node party, const std::string& type) {
    for (const Flag& flag : FlagsOf(party)) {
      if (flag.type == type) return flag;
    }
    ADD_FAILURE() << "no flag " << type;
    return {};
  }
  static std::vector<std::string> Lines(const Flag& flag) {
    std::vector<std::string> lines;
    for (const EvidenceItem& item : flag.evidence) {
      lines.push_back(item.owner_name + " > " + item.subject_name + ": " + item.text + " [" +
                      item.provenance.source + "]");
    }
    return lines;
  }

  const std::shared_ptr<const RuleSet> rules_;
  ownership::LoadedLists lists_;
  ownership::MemoryGraph graph_;
  Node listed_ = 0;
};

TEST_F(FlagsTest, APartSaysItsShareAndShowsTheFacts) {
  const Node works = Add("Works");
  Tie(listed_, works, {.share = *Share::Parse("20..49")});
  Tie(Add("Bank"), works, {.share = *Share::Parse("51")});
  const Flag flag = FlagOf(works, "just_under");
  EXPECT_THAT(flag.text, ::testing::StartsWith(
                             "us-ofac: owned 20 % to 49 % by blocked persons, which is not 50 %"));
  EXPECT_THAT(Lines(flag), ElementsAre("Listed > : US-OFAC SDN RUSSIA-EO14024 [ofac-sdn]",
                                       "Listed > Works: shares 20 % to 49 % [register]"));
}

TEST_F(FlagsTest, UpstreamIsNeverCalledOwned) {
  const Node parent = Add("Parent");
  Tie(parent, listed_, {.share = *Share::Parse("60")});
  Tie(Add("Bank"), parent, {.share = Share::Exact(kWholePpm)});
  const std::vector<Flag> flags = FlagsOf(parent);
  ASSERT_EQ(flags.size(), 1U);
  EXPECT_EQ(
      flags[0].text,
      "holds shares 60 % of Listed (x:listed), which is designated; listing does not flow up");
  EXPECT_THAT(Lines(flags[0]), ElementsAre("Listed > : US-OFAC SDN RUSSIA-EO14024 [ofac-sdn]",
                                           "Parent > Listed: shares 60 % [register]"));
}

TEST_F(FlagsTest, WhatTwoPartiesHaveInCommonIsNamedWithBothTies) {
  const Node sister = Add("Sister");
  const Node parent = Add("Parent");
  Tie(parent, listed_, {.share = *Share::Parse("40..60")});
  Tie(parent, sister, {.share = *Share::Parse("100")});
  const Flag flag = FlagOf(sister, "affiliate");
  EXPECT_EQ(flag.text,
            "tied to Listed (x:listed), which is designated: both have the possible parent Parent "
            "(x:Parent)");
  EXPECT_THAT(Lines(flag), ElementsAre("Listed > : US-OFAC SDN RUSSIA-EO14024 [ofac-sdn]",
                                       "Parent > Sister: shares 100 % [register]",
                                       "Parent > Listed: shares 40 % to 60 % [register]"));
}

TEST_F(FlagsTest, APartyWithTooManyTiesIsSaidNotLookedAt) {
  const Node works = Add("Works");
  const Node agent = Add("Agent");
  Tie(agent, works, {.kind = InterestKind::kDirector});
  for (std::size_t i = 0; i < limits::kCommonTiesMax; ++i) {
    Tie(agent, Add("Other"), {.kind = InterestKind::kDirector});
  }
  EXPECT_EQ(FlagOf(works, "affiliate").text,
            "not looked at: Agent (x:Agent) has more than 1000 ties, and a designated party may be "
            "at the end of one");
}

TEST_F(FlagsTest, ARingIsShownFromOwnerToOwned) {
  const Node a = Add("A");
  const Node b = Add("B");
  const Node c = Add("C");
  Tie(listed_, a, {.share = *Share::Parse("10")});
  Tie(b, a, {.share = *Share::Parse("90")});
  Tie(c, b, {.share = *Share::Parse("100")});
  Tie(a, c, {.share = *Share::Parse("100")});
  EXPECT_EQ(FlagOf(a, "circular").text,
            "holdings run in a ring: A holds 100 % of C holds 100 % of B holds 90 % of A");
  EXPECT_EQ(FlagOf(a, "circular").evidence.size(), 3U);
}

TEST_F(FlagsTest, WhatFellBelowIsSaidWithTheDayAndTheDesignation) {
  const Node works = Add("Works");
  const Node bank = Add("Bank");
  const Date sold = *Date::FromCivil(2022, 2, 20);
  Tie(listed_, works, {.share = *Share::Parse("60"), .end = sold});
  Tie(bank, works, {.share = *Share::Parse("40")});
  Tie(listed_, works, {.share = *Share::Parse("49"), .start = sold});
  Tie(bank, works, {.share = *Share::Parse("11"), .start = sold});
  const Flag flag = FlagOf(works, "diluted_after_listing");
  EXPECT_THAT(
      flag.text,
      ::testing::AllOf(
          ::testing::StartsWith("until 2022-02-20 what was held in it was, if the listing "
                                "had stood then, enough for us-ofac"),
          ::testing::EndsWith("8 days before the designation of Listed (x:listed) on 2022-02-28")));
  EXPECT_THAT(Lines(flag), ElementsAre("Listed > : US-OFAC SDN RUSSIA-EO14024 [ofac-sdn]",
                                       "Listed > Works: shares 60 % [register]"));
}

TEST_F(FlagsTest, AnUnnamedHolderIsSaidInTheWordsOfTheRule) {
  const Node works = Add("Works");
  Tie(ownership::kUnknownHolder, works,
      {.share = *Share::Parse("(25..50]"), .unknown_holder = "super-secure-beneficial-owner"});
  Tie(Add("Bank"), works, {.share = *Share::Parse("(50..75]")});
  const Flag flag = FlagOf(works, "opaque");
  EXPECT_EQ(flag.text, "the register keeps this holder's particulars secret");
  EXPECT_THAT(Lines(flag),
              ElementsAre("an unknown holder > Works: shares more than 25 % to 50 %, holder not "
                          "stated: super-secure-beneficial-owner [register]"));
}

TEST(FillInTest, FillsEveryWordOnceAndNothingThatItFilledIn) {
  EXPECT_EQ(FillIn("{a} of {b}", {{"a", "{b}"}, {"b", "c"}}), "{b} of c");
}

}  // namespace
}  // namespace lynceus::screening
