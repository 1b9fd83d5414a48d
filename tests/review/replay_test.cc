// Replay: the same question of the same engine gives the same bytes; of a changed scorer,
// vocabulary or list exactly those decisions differ that the recorded answers say must.
//
// LYNCEUS_RECORDS=N takes N records instead of a few.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/ingest/build.h"
#include "lib/review/answer_json.h"
#include "lib/review/answer_reader.h"
#include "lib/review/answerers.h"
#include "lib/review/compare.h"
#include "lib/review/counterparty_reader.h"
#include "lib/screening/decide.h"
#include "lib/screening/evaluate.h"
#include "tests/review/recorded_world.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::TempDir;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::size_t kFewRecords = 1'200;

const MemoryRecords& Recorded() {
  static const auto& log =
      *new MemoryRecords(RecordQuestions(screening::DemoEngine(), RecordsOfTest(kFewRecords), 11));
  return log;
}

std::vector<std::uint64_t> All(const RecordReader& records) {
  return SelectRecords({}, records.size());
}

struct Outcomes {
  ReplaySummary summary;
  std::vector<Replayed> all;
  std::set<std::uint64_t> With(ReplayOutcome outcome) const {
    std::set<std::uint64_t> indexes;
    for (const Replayed& replayed : all) {
      if (replayed.outcome == outcome) indexes.insert(replayed.index);
    }
    return indexes;
  }
};

Outcomes ReplayAll(const RecordReader& records, Answerer& answerer) {
  Outcomes run;
  ThreadPool pool(2);
  const auto summary = Replay(records, All(records), answerer, pool, [&](const Replayed& replayed) {
    run.all.push_back(replayed);
    return absl::OkStatus();
  });
  EXPECT_THAT(summary, IsOk());
  run.summary = summary.value_or(ReplaySummary{});
  return run;
}

const std::string& DemoDirectory() { return screening::DemoEngine().snapshot->directory(); }

Outcomes ReplayAgainst(const std::string& snapshot) {
  EngineSource engines({.archive = nullptr, .snapshot = snapshot, .rules = ""});
  LocalAnswerer answerer(engines);
  return ReplayAll(Recorded(), answerer);
}

DecisionCore AnswerOf(const LogRecord& record) {
  auto core = ReadDecisionCore(record.body.answer_json);
  EXPECT_THAT(core, IsOk());
  return *std::move(core);
}

// The records of which `says` is true of the recorded answer.
std::set<std::uint64_t> Where(const std::function<bool(const LogRecord&)>& says) {
  std::set<std::uint64_t> indexes;
  for (const LogRecord& record : Recorded().records) {
    if (says(record)) indexes.insert(record.index);
  }
  return indexes;
}

TEST(ReplayTest, TheSameEngineGivesTheSameBytes) {
  const Outcomes run = ReplayAgainst(DemoDirectory());
  EXPECT_EQ(run.With(ReplayOutcome::kIdentical).size(), Recorded().size());
  EXPECT_THAT(run.summary.changed, IsEmpty());
  std::map<Decision, int> decisions;
  for (const LogRecord& record : Recorded().records) ++decisions[record.leaf.decision];
  EXPECT_EQ(decisions.size(), 3u) << "a sample of one kind of decision shows little";
}

TEST(ReplayTest, IsNoEchoOfWhatWasRecorded) {
  MemoryRecords log = Recorded();
  log.records.resize(40);
  for (LogRecord& record : log.records) {
    std::string& answer = record.body.answer_json;
    answer.replace(answer.find("\"decision\":\"") + 12, 1, "X");
  }
  EngineSource engines({.archive = nullptr, .snapshot = DemoDirectory(), .rules = ""});
  LocalAnswerer answerer(engines);
  const Outcomes run = ReplayAll(log, answerer);
  EXPECT_EQ(run.With(ReplayOutcome::kDiffers).size(), 40u);
  EXPECT_EQ(run.summary.changed.at("decision"), 40u);
}

// --- a changed scorer ----------------------------------------------------------------------------

constexpr std::int32_t kLess = 400;

// A scorer that gives companies 0.04 less.
absl::StatusOr<screening::Found> FindWithLess(const screening::Question& question,
                                              const screening::Search& search,
                                              const screening::Engine& engine) {
  LYNCEUS_ASSIGN_OR_RETURN(screening::Found found,
                           screening::FindMatches(question, search, engine));
  for (screening::ScoredParty& party : found.parties) {
    if (party.party.entity.schema == Schema::kCompany) party.scored.score -= kLess;
  }
  std::erase_if(found.parties, [&](const auto& p) { return p.scored.score < search.score_min; });
  std::stable_sort(found.parties.begin(), found.parties.end(),
                   [](const auto& a, const auto& b) { return a.scored.score > b.scored.score; });
  found.total = found.parties.size();
  return found;
}

class ChangedScorer final : public Answerer {
 public:
  void Answer(const std::vector<RecordedQuestion>& questions, ThreadPool& pool,
              std::vector<absl::StatusOr<std::string>>& answers) override {
    pool.ForEach(questions.size(), [&](std::size_t i) {
      const auto asked = ReadCounterparty(questions[i].input_json);
      ASSERT_THAT(asked, IsOk());
      const auto core = screening::Evaluate(*asked, questions[i].as_of, screening::DemoEngine(),
                                            questions[i].preset, FindWithLess);
      answers[i] = core.ok() ? DecisionCoreJson(*core) : absl::StatusOr<std::string>(core.status());
    });
  }
};

// What the decision must be with the changed scorer, by the recorded matches and the policy alone.
Decision ExpectedWithLess(const DecisionCore& core) {
  const RuleSet& rules = *screening::DemoEngine().rules;
  const Preset* const preset = rules.FindPreset(core.preset);
  Decision decision = Decision::kClear;
  for (Match match : core.hits) {
    if (match.schema == Schema::kCompany) match.score -= kLess;
    if (match.score < preset->match_score_min) continue;
    decision = std::max(decision, screening::DecideMatch(match, rules.policy, *preset).decision);
  }
  const bool uncovered = std::count(core.reasons.begin(), core.reasons.end(), "coverage") > 0;
  return uncovered ? std::max(decision, rules.policy.on_missing_list.decision) : decision;
}

// A company's name of a group is a finding of its own once its listed match is no longer strong.
bool BearsAGroupsName(const LogRecord& record) {
  const screening::Engine& engine = screening::DemoEngine();
  const auto asked = ReadCounterparty(record.body.input_json);
  EXPECT_THAT(asked, IsOk());
  return std::ranges::any_of(asked->names, [&](const std::string& text) {
    const auto name = engine.analyzer->Analyze(text, asked->schema);
    return name.ok() && !engine.group_words->Find(*name, asked->countries).empty();
  });
}

TEST(ReplayTest, AChangedScorerChangesWhatTheRecordedScoresSay) {
  ChangedScorer answerer;
  const Outcomes run = ReplayAll(Recorded(), answerer);
  const auto has_company = [](const LogRecord& record) {
    const DecisionCore core = AnswerOf(record);
    const auto company = [](const Match& match) { return match.schema == Schema::kCompany; };
    return std::ranges::any_of(core.hits, company) || std::ranges::any_of(core.suppressed, company);
  };
  const auto expected = Where(has_company);
  EXPECT_EQ(run.With(ReplayOutcome::kDiffers), expected);
  EXPECT_EQ(run.With(ReplayOutcome::kIdentical).size(), Recorded().size() - expected.size());
  EXPECT_GT(expected.size(), Recorded().size() / 10);
  EXPECT_LT(expected.size(), Recorded().size());

  std::uint64_t decided_otherwise = 0;
  for (const Replayed& replayed : run.all) {
    const DecisionCore core = AnswerOf(Recorded().records[replayed.index]);
    // The verdicts over declared owners rest on more than scores.
    if (!core.declared_ownership.empty() || BearsAGroupsName(Recorded().records[replayed.index])) {
      continue;
    }
    EXPECT_EQ(replayed.decision_after, DecisionName(ExpectedWithLess(core))) << replayed.index;
    if (replayed.decision_before != replayed.decision_after) ++decided_otherwise;
  }
  EXPECT_GT(decided_otherwise, 0u);
}

// --- a changed list and vocabulary ---------------------------------------------------------------

std::string RulesDirectory() { return JoinPath(std::getenv("LYNCEUS_SOURCE_DIR"), "rules"); }

// The line with the quoted text number `quoted` (from 0) replaced.
std::string WithName(const std::string& line, int quoted, const std::string& name) {
  std::size_t open = line.find('"');
  for (; quoted > 0; --quoted) open = line.find('"', line.find('"', open + 1) + 1);
  return line.substr(0, open + 1) + name + line.substr(line.find('"', open + 1));
}

// The demonstration's lists with other names for one entry; every line stays where it is.
std::vector<std::string> FilesWithRenamed(const std::string& number, const TempDir& dir) {
  std::vector<std::string> files;
  for (const std::string& file : screening::DemoFiles()) {
    const auto text = ReadFile(file);
    EXPECT_THAT(text, IsOk());
    std::string changed;
    for (std::size_t at = 0; at < text->size();) {
      const std::size_t end = std::min(text->find('\n', at), text->size() - 1) + 1;
      const std::string line = text->substr(at, end - at);
      const bool named = line.starts_with(number + ",");
      if (named && BaseName(file) == "sdn.csv") {
        changed += WithName(line, 0, "QXZVY BRAMBLETHORP");
      } else if (named && BaseName(file) == "alt.csv") {
        changed += WithName(line, 1, "VYZXQ BRAMBLETHORP");
      } else {
        changed += line;
      }
      at = end;
    }
    files.push_back(dir.Write(BaseName(file), changed));
  }
  return files;
}

TEST(ReplayTest, AnEntryWithAnotherNameChangesTheDecisionsThatNameIt) {
  for (const std::string number : {"23252", "34737"}) {
    const TempDir dir;
    screening::BuildSnapshotAt(dir / "snapshot", FilesWithRenamed(number, dir));
    const Outcomes run = ReplayAgainst(dir / "snapshot");
    const auto expected = Where([&](const LogRecord& record) {
      return record.body.answer_json.find("\"ofac-sdn:" + number + "\"") != std::string::npos;
    });
    EXPECT_EQ(run.With(ReplayOutcome::kDiffers), expected) << number;
    EXPECT_EQ(run.With(ReplayOutcome::kSameFindings).size(), Recorded().size() - expected.size());
    EXPECT_GT(expected.size(), 20u);
  }
}

TEST(ReplayTest, AWordOutOfTheVocabularyChangesTheDecisionsThatRestOnIt) {
  const TempDir dir;
  std::filesystem::copy(RulesDirectory(), dir / "rules", std::filesystem::copy_options::recursive);
  std::string names = *ReadFile(dir / "rules/names/nicknames.yaml");
  const std::string with = "[daniel, dan, danny,";
  ASSERT_NE(names.find(with), std::string::npos);
  names.replace(names.find(with), with.size(), "[daniel, danny,");
  dir.Write("rules/names/nicknames.yaml", names);
  ingest::BuildOptions options{.out_directory = dir / "snapshot",
                               .rules_directory = dir / "rules",
                               .engine = screening::EngineBuild()};
  for (const std::string& file : screening::DemoFiles()) {
    options.files.push_back(sources::ParseInputFile(file));
  }
  ASSERT_THAT(ingest::BuildSnapshot(options), IsOk());

  const Outcomes run = ReplayAgainst(dir / "snapshot");
  const auto expected = Where([](const LogRecord& record) {
    const std::string& answer = record.body.answer_json;
    return answer.find(" ~ dan: forms of one name") != std::string::npos;
  });
  EXPECT_EQ(run.With(ReplayOutcome::kDiffers), expected);
  EXPECT_EQ(run.With(ReplayOutcome::kSameFindings).size(), Recorded().size() - expected.size());
  EXPECT_GT(expected.size(), 20u);
}

// --- what a replay says --------------------------------------------------------------------------

TEST(ReplayTest, SaysWhatCannotBeAsked) {
  MemoryRecords log = Recorded();
  log.records.resize(5);
  log.records[0].state = BodyState::kErased;
  log.records[1].state = BodyState::kSealed;
  log.records[2].leaf.kind = RecordKind::kSnapshotActivation;
  log.records[3].body.input_json = "{";
  EngineSource engines({.archive = nullptr, .snapshot = DemoDirectory(), .rules = ""});
  LocalAnswerer answerer(engines);
  const Outcomes run = ReplayAll(log, answerer);
  EXPECT_EQ(run.all[0].outcome, ReplayOutcome::kErased);
  EXPECT_EQ(run.all[0].body, BodyState::kErased);
  EXPECT_EQ(run.all[1].outcome, ReplayOutcome::kNotOpened);
  EXPECT_EQ(run.all[2].outcome, ReplayOutcome::kNotAScreening);
  EXPECT_EQ(run.all[3].outcome, ReplayOutcome::kFailed);
  EXPECT_EQ(run.all[4].outcome, ReplayOutcome::kIdentical);
  EXPECT_EQ(run.summary.records(), 5u);
}

TEST(ReplayTest, AMissingSnapshotIsAFailureOfEachRecord) {
  EngineSource engines({.archive = nullptr, .snapshot = "/nowhere", .rules = ""});
  LocalAnswerer answerer(engines);
  const Outcomes run = ReplayAll(Recorded(), answerer);
  EXPECT_EQ(run.With(ReplayOutcome::kFailed).size(), Recorded().size());
}

TEST(ReplayTest, AProgramIsAskedByLines) {
  const MemoryRecords& log = Recorded();
  EngineSource engines({.archive = nullptr, .snapshot = DemoDirectory(), .rules = "r"});
  ThreadPool inner(1);
  ProgramAnswerer answerer(engines, "program", nullptr,
                           [&](const std::string& program, const EngineFiles& files,
                               const std::string& lines) -> absl::StatusOr<std::string> {
                             EXPECT_EQ(program, "program");
                             EXPECT_EQ(files.snapshot, DemoDirectory());
                             EXPECT_EQ(files.rules, "r");
                             EXPECT_EQ(lines.find("\"decision\""), std::string::npos)
                                 << "a stored answer was given away";
                             ThreadPool pool(1);
                             return AnswerLines(screening::DemoEngine(), lines, pool);
                           });
  const Outcomes run = ReplayAll(log, answerer);
  EXPECT_EQ(run.With(ReplayOutcome::kIdentical).size(), log.size());
}

TEST(ReplayTest, AProgramThatLosesAnAnswerIsNotBelieved) {
  EngineSource engines({.archive = nullptr, .snapshot = DemoDirectory(), .rules = ""});
  ProgramAnswerer answerer(engines, "program", nullptr,
                           [](const std::string&, const EngineFiles&,
                              const std::string& lines) -> absl::StatusOr<std::string> {
                             ThreadPool pool(1);
                             std::string answers =
                                 AnswerLines(screening::DemoEngine(), lines, pool);
                             return answers.substr(answers.find('\n') + 1);
                           });
  const Outcomes run = ReplayAll(Recorded(), answerer);
  EXPECT_EQ(run.With(ReplayOutcome::kFailed).size(), Recorded().size());
}

TEST(AnswerLinesTest, AnErrorStandsInItsLine) {
  ThreadPool pool(1);
  const std::string answers =
      AnswerLines(screening::DemoEngine(), "nonsense\n{\"as_of\":\"2026-11-01\"}\n", pool);
  EXPECT_EQ(std::count(answers.begin(), answers.end(), '\n'), 2);
  EXPECT_TRUE(answers.starts_with("{\"error\":{")) << answers;
}

TEST(SelectRecordsTest, DrawsWithoutRepetitionAndTheSameForASeed) {
  EXPECT_EQ(SelectRecords({.first = 3, .end = 6}, 5), (std::vector<std::uint64_t>{3, 4}));
  const auto drawn = SelectRecords({.first = 10, .end = 90, .sample = 20, .seed = 5}, 100);
  EXPECT_EQ(drawn.size(), 20u);
  EXPECT_TRUE(std::is_sorted(drawn.begin(), drawn.end()));
  EXPECT_EQ(std::set(drawn.begin(), drawn.end()).size(), 20u);
  EXPECT_GE(drawn.front(), 10u);
  EXPECT_LT(drawn.back(), 90u);
  EXPECT_EQ(drawn, SelectRecords({.first = 10, .end = 90, .sample = 20, .seed = 5}, 100));
  EXPECT_NE(drawn, SelectRecords({.first = 10, .end = 90, .sample = 20, .seed = 6}, 100));
  EXPECT_EQ(SelectRecords({.sample = 200}, 7).size(), 7u);
}

// --- compare -------------------------------------------------------------------------------------

TEST(CompareTest, FindsWhoIsDecidedOtherwise) {
  const TempDir dir;
  screening::BuildSnapshotAt(dir / "snapshot", FilesWithRenamed("23252", dir));
  EngineSource before({.archive = nullptr, .snapshot = DemoDirectory(), .rules = ""});
  EngineSource after({.archive = nullptr, .snapshot = dir / "snapshot", .rules = ""});
  ThreadPool pool(2);
  std::set<std::uint64_t> changed;
  const auto summary = CompareRecords(Recorded(), All(Recorded()), before, after, pool,
                                      [&](const ComparedRecord& compared) {
                                        EXPECT_FALSE(compared.diff.why.empty());
                                        EXPECT_EQ(compared.recorded_otherwise, "");
                                        changed.insert(compared.index);
                                        return absl::OkStatus();
                                      });
  ASSERT_THAT(summary, IsOk());
  const Outcomes run = ReplayAgainst(dir / "snapshot");
  std::set<std::uint64_t> expected;
  for (const Replayed& replayed : run.all) {
    if (replayed.decision_before != replayed.decision_after) expected.insert(replayed.index);
  }
  EXPECT_EQ(changed, expected);
  EXPECT_FALSE(expected.empty());
  EXPECT_EQ(summary->compared, Recorded().size());
  EXPECT_EQ(summary->compared - summary->same, expected.size());
  EXPECT_GT(summary->other_findings, 0u);
}

// --- differences ---------------------------------------------------------------------------------

TEST(AnswerDiffTest, SaysWhatDiffersAndNoNames) {
  const std::string before =
      RecordOne(screening::DemoEngine(), {.names = {"Dan Gertler"}}, 0)->body.answer_json;
  const struct {
    const char* from;
    const char* to;
    const char* said;
  } rows[] = {
      {"\"decision\":\"", "\"decision\":\"X", "decision: decision: "},
      {"\"score\":1.0000", "\"score\":0.9000",
       "scores: hits/ofac-sdn:23252/score: 1.0000 -> 0.9000"},
      {"\"type\":\"magnitsky_style\"", "\"type\":\"pep\"",
       "flags: hits/ofac-sdn:23252/flags/magnitsky_style: there -> not there"},
      {"\"name\":\"GERTLER, Dan\"", "\"name\":\"OTHER, One\"",
       "hits: hits/ofac-sdn:23252/name: (a text) -> (a text)"},
      {"\"state\":\"current\"", "\"state\":\"stale\"", "lists: lists/"},
      {"\"verdict\":\"YES\"", "\"verdict\":\"NO\"",
       "verdicts: hits/ofac-sdn:23252/ownership/us-ofac/verdict: YES -> NO"},
      {"\"engine\":\"", "\"engine\":\"older ", "identity: engine: "},
      {"\"truncated\":false", "\"truncated\":true", "other: truncated: false -> true"},
  };
  for (const auto& row : rows) {
    std::string after = before;
    const std::size_t at = after.find(row.from);
    ASSERT_NE(at, std::string::npos) << row.from << before;
    after.replace(at, std::string(row.from).size(), row.to);
    const auto changes = DiffAnswers(before, after);
    ASSERT_THAT(changes, IsOk());
    std::vector<std::string> texts;
    for (const AnswerChange& change : *changes) texts.push_back(ChangeText(change));
    EXPECT_THAT(texts, Contains(HasSubstr(row.said)));
    for (const std::string& text : texts) {
      EXPECT_EQ(text.find("GERTLER"), std::string::npos) << text;
      EXPECT_EQ(text.find("Gertler"), std::string::npos) << text;
    }
    EXPECT_EQ(OnlyIdentity(*changes), std::string(row.said).starts_with("identity"));
  }
  EXPECT_THAT(*DiffAnswers(before, before), IsEmpty());
}

}  // namespace
}  // namespace lynceus::review
