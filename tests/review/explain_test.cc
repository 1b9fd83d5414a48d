// "Why not X?": each step at which a party can fall, over the demonstration and over changed
// presets.
#include "lib/review/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/review/recorded_world.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::testing::HasSubstr;

constexpr char kGertler[] = "ofac-sdn:23252";

WhyNot Explained(const Counterparty& question, const std::string& entity,
                 const screening::Engine& engine = screening::DemoEngine()) {
  const auto why = ExplainAgainst(question, RecordedDay(), "", engine, entity);
  EXPECT_THAT(why, IsOk());
  return why.value_or(WhyNot{});
}

// The demonstration's engine with another threshold, and a policy that `change` changes.
std::shared_ptr<const screening::Engine> EngineWith(std::int32_t match_score_min,
                                                    const std::function<void(Policy&)>& change) {
  RuleSet rules = *screening::DemoEngine().rules;
  rules.policy.in_force.match_score_min = match_score_min;
  change(rules.policy);
  auto engine = screening::WithRules(screening::DemoEngine(),
                                     std::make_shared<const RuleSet>(std::move(rules)));
  EXPECT_THAT(engine, IsOk());
  return *engine;
}

TEST(ExplainTest, NamesTheStep) {
  const PartialDate year = *PartialDate::OfYear(1950);
  const auto strict = EngineWith(9'500, [](Policy&) {});
  const auto lenient = EngineWith(7'000, [](Policy& policy) {
    policy.suppress_flags = {"magnitsky_style", "designated"};
  });
  const screening::Engine& demo = screening::DemoEngine();
  const struct {
    Counterparty question;
    const char* entity;
    const screening::Engine* engine;
    FellAt at;
    const char* text;
  } rows[] = {
      {{.names = {"Dan Gertler"}}, kGertler, &demo, FellAt::kHit, "it is a hit, score 1.0000"},
      {{.names = {"Dan Gertler"}}, kGertler, lenient.get(), FellAt::kSuppressed, "suppress_flags"},
      {{.names = {"Dana Gertel"}},
       kGertler,
       strict.get(),
       FellAt::kUnderThreshold,
       "under the threshold 0.9500"},
      {{.names = {"Dan Gertlar"}, .birth_dates = {year}, .countries = {"fr"}},
       kGertler,
       &demo,
       FellAt::kByFacts,
       "other facts take 0.2600"},
      {{.names = {"Hokkaido Dairy"}}, kGertler, &demo, FellAt::kNoSharedKey, "shares a key"},
      {{.names = {"Dan Gertler"}}, "nobody:1", &demo, FellAt::kNotInSnapshot, "no party"},
      {{.names = {"Hokkaido Dairy"}, .owners = {{.name = "Dan Gertler"}}},
       kGertler,
       &demo,
       FellAt::kHit,
       "it is a hit"},
  };
  for (const auto& row : rows) {
    const WhyNot why = Explained(row.question, row.entity, *row.engine);
    EXPECT_EQ(why.at, row.at) << FellAtName(why.at) << " " << why.text;
    EXPECT_THAT(why.text, HasSubstr(row.text));
    EXPECT_THAT(WhyNotText(why), HasSubstr(why.text));
    EXPECT_THAT(WhyNotJson(why), HasSubstr(std::string(FellAtName(why.at))));
  }
}

TEST(ExplainTest, AgreesWithTheRecordedAnswers) {
  const MemoryRecords log = RecordQuestions(screening::DemoEngine(), 150, 31);
  SeededRandom random(31);
  int hits = 0;
  for (const LogRecord& record : log.records) {
    Counterparty question = RandomQuestion(random);
    const auto answer = screening::Evaluate(question, RecordedDay(), screening::DemoEngine());
    if (!answer.ok()) continue;
    const bool hit = std::ranges::any_of(
        answer->hits, [](const Match& match) { return match.entity_id == kGertler; });
    const WhyNot why = Explained(question, kGertler);
    EXPECT_EQ(why.at == FellAt::kHit, hit) << record.index;
    if (why.at == FellAt::kUnderThreshold || why.at == FellAt::kByFacts) {
      EXPECT_LT(why.score, why.score_min);
    }
    for (const NearParty& near : why.near) EXPECT_LT(near.score, why.score_min);
    hits += hit ? 1 : 0;
  }
  EXPECT_GT(hits, 5);
}

}  // namespace
}  // namespace lynceus::review
