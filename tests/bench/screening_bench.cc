// How fast one core screens, without the service: whole answers, then each part of the path alone.
// It prints; it judges nothing, but for --check.
//
//   screening_bench --index DIR [--names F.csv] [--scripts F] [--queries N] [--by-phase] [--worst]
//                   [--dump F] [--check N]
//
// Queries are distinct: of ten, nine are innocents (a seeded generator, or the full_name column of
// --names), one is a listed name changed in one of the ways of lib/validation/changes.h or,
// where --scripts gives sets of one name in several scripts, a name in another script every second
// time. Hits are explained; there is no result cache. --dump writes what was found, line by line,
// so that two builds can be compared; --check compares the first N queries with a scan of all
// names.
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <CLI/CLI.hpp>

#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/matching/calibration.h"
#include "lib/matching/matcher.h"
#include "lib/names/anchors.h"
#include "lib/screening/evaluate.h"
#include "lib/screening/find_matches.h"
#include "lib/sources/csv_reader.h"
#include "lib/validation/changes.h"

namespace lynceus {
namespace {

// The time that this thread has used: what others do on the machine does not count.
struct ThreadClock {
  // In microseconds.
  static double Now() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1e6 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e3;
  }
};
double MicrosSince(double begin) { return ThreadClock::Now() - begin; }

void Require(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "screening_bench: %s\n", ErrorText(status).c_str());
  std::exit(1);
}

class Times {
 public:
  void Add(double micros) { micros_.push_back(micros); }
  std::size_t size() const { return micros_.size(); }
  double Sum() const {
    double sum = 0;
    for (const double micros : micros_) sum += micros;
    return sum;
  }
  // The time below which `part` of all lie; 0 where there are none.
  double At(double part) {
    if (micros_.empty()) return 0;
    std::sort(micros_.begin(), micros_.end());
    return micros_[static_cast<std::size_t>(part * static_cast<double>(micros_.size() - 1))];
  }
  void Print(const std::string& what) {
    if (micros_.empty()) return;
    std::printf("  %-22s %7zu  %9.0f names/s  p50 %7.1f us  p99 %8.1f us  max %9.1f us\n",
                what.c_str(), size(), 1e6 * static_cast<double>(size()) / Sum(), At(.5), At(.99),
                At(1));
  }

 private:
  std::vector<double> micros_;
};

void PrintMachine() {
  std::ifstream cpu("/proc/cpuinfo");
  std::string line;
  while (std::getline(cpu, line) && !line.starts_with("model name")) {
  }
  std::printf("machine: %s, %u cores\n", line.c_str(), std::thread::hardware_concurrency());
}

// --- queries -------------------------------------------------------------------------------------

enum class Kind { kInnocent, kManipulated, kOtherScript };

struct Query {
  std::string name;
  Kind kind = Kind::kInnocent;
};

struct QuerySources {
  std::string names_csv;
  std::string script_sets;
};

std::string InventedName(SeededRandom& random) {
  static constexpr std::array<const char*, 24> kSyllables = {
      "ka",  "ro", "mi", "len", "to",  "va", "shi", "bel", "nor", "da",  "qui", "zan",
      "fer", "lo", "pe", "gra", "hul", "ce", "ny",  "tor", "ma",  "wen", "dri", "sol"};
  std::string name;
  for (int word = 0; word < 2; ++word) {
    if (word > 0) name += ' ';
    const std::uint64_t length = 2 + random.Below(3);
    for (std::uint64_t i = 0; i < length; ++i) name += kSyllables[random.Below(24)];
  }
  return name;
}

std::vector<std::string> FirstColumn(const std::string& path) {
  std::vector<std::string> values;
  if (path.empty()) return values;
  auto input = OpenByteReader(path);
  Require(input.status());
  sources::CsvReader csv(**input);
  for (auto row = csv.Next(); row.ok() && *row != nullptr; row = csv.Next()) {
    values.push_back((*row)->fields.front());
  }
  return values;
}

// What script a name is in, by its first letter that is not ASCII.
std::string_view ScriptOf(std::string_view name) {
  for (const char c : name) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (byte < 0xC3) continue;
    if (byte < 0xCE) return "Latin";
    if (byte < 0xD0) return "Greek";
    if (byte < 0xD4) return "Cyrillic";
    if (byte < 0xD8) return "Hebrew, Armenian";
    if (byte < 0xDC) return "Arabic";
    if (byte < 0xE3) return "Indic, Thai, Georgian";
    if (byte == 0xE3) return "Kana";
    return byte < 0xEA ? "Han" : "Hangul";
  }
  return "Latin";
}

// Names in other scripts, by script, out of lines "form, form, ... => id".
std::vector<std::vector<std::string>> OtherScripts(const std::string& path) {
  std::map<std::string, std::vector<std::string>, std::less<>> by_script;
  std::ifstream input(path);
  std::string line;
  while (std::getline(input, line)) {
    for (std::string& form : SplitTrimmed(line.substr(0, line.find(" =>")), ',')) {
      const std::string_view script = ScriptOf(form);
      if (script != "Latin") by_script[std::string(script)].push_back(std::move(form));
    }
  }
  std::vector<std::vector<std::string>> scripts;
  scripts.reserve(by_script.size());
  for (auto& [script, forms] : by_script) scripts.push_back(std::move(forms));
  return scripts;
}

class QueryMaker {
 public:
  QueryMaker(const screening::Engine& engine, const QuerySources& sources)
      : engine_(engine),
        innocents_(FirstColumn(sources.names_csv)),
        scripts_(OtherScripts(sources.script_sets)) {}

  std::vector<Query> Make(std::size_t count) {
    std::unordered_set<std::string> seen;
    std::vector<Query> queries;
    for (std::size_t tries = 0; queries.size() < count && tries < 20 * count; ++tries) {
      Query query = random_.Below(10) == 0 ? Other() : Innocent();
      if (!query.name.empty() && seen.insert(query.name).second) {
        queries.push_back(std::move(query));
      }
    }
    return queries;
  }

  std::vector<Query> MakeManipulated(std::size_t count) {
    std::vector<Query> queries;
    while (queries.size() < count) {
      Query query = Manipulated();
      if (!query.name.empty()) queries.push_back(std::move(query));
    }
    return queries;
  }

 private:
  Query Innocent() {
    if (innocents_.size() < 2) return {InventedName(random_)};
    next_ = next_ % (innocents_.size() - 1) + 1;  // the first row is the heading
    return {innocents_[next_]};
  }

  Query Other() {
    if (scripts_.empty() || random_.Below(2) == 0) return Manipulated();
    const auto& forms = scripts_[random_.Below(scripts_.size())];
    return {forms[random_.Below(forms.size())] + " " + forms[random_.Below(forms.size())],
            Kind::kOtherScript};
  }

  Query Manipulated() {
    const auto party = engine_.snapshot->PartyByNumber(
        static_cast<std::uint32_t>(random_.Below(engine_.snapshot->manifest().parties)));
    Require(party.status());
    const std::vector<Name>& names = party->entity.names;
    if (names.empty()) return {};
    const std::string& listed = names[random_.Below(names.size())].text;
    const auto& kinds = validation::Changes();
    const auto changed = validation::Apply(kinds[random_.Below(kinds.size())],
                                           validation::MakeListedText(listed, party->entity.schema),
                                           random_.Below(1'000'000));
    return {changed.value_or(""), Kind::kManipulated};
  }

  const screening::Engine& engine_;
  SeededRandom random_{1};
  std::vector<std::string> innocents_;
  std::vector<std::vector<std::string>> scripts_;
  std::size_t next_ = 0;
};

// --- whole answers -------------------------------------------------------------------------------

Date Day() { return *Date::FromCivil(2026, 11, 1); }

void DumpAnswer(const Query& query, const absl::StatusOr<DecisionCore>& core, std::ofstream& out) {
  out << query.name << "\t";
  if (!core.ok()) {
    out << ErrorText(core.status()) << "\n";
    return;
  }
  out << core->matches_total;
  std::vector<Match> all = core->hits;
  all.insert(all.end(), core->suppressed.begin(), core->suppressed.end());
  for (const Match& match : all) {
    out << "\t" << match.entity_id << " " << match.score << " " << match.matched_name;
  }
  out << "\n";
}

void BenchWhole(const screening::Engine& engine, const std::vector<Query>& queries,
                const std::string& dump_path) {
  std::ofstream dump;
  if (!dump_path.empty()) dump.open(dump_path);
  for (std::size_t i = 0; i < queries.size(); i += 7) {  // touches the files once
    screening::Evaluate({.names = {queries[i].name}}, Day(), engine).IgnoreError();
  }
  std::size_t errors = 0;
  Times all;
  Times clear;
  Times hit;
  std::map<Kind, Times> by_kind;
  std::map<std::string, Times, std::less<>> by_script;
  for (const Query& query : queries) {
    const auto one = ThreadClock::Now();
    const auto core = screening::Evaluate({.names = {query.name}}, Day(), engine);
    const double micros = MicrosSince(one);
    if (!core.ok()) {  // no name at all: quick, and no screening
      ++errors;
      continue;
    }
    all.Add(micros);
    (core->matches_total > 0 ? hit : clear).Add(micros);
    by_kind[query.kind].Add(micros);
    by_script[std::string(ScriptOf(query.name))].Add(micros);
    if (dump.is_open()) DumpAnswer(query, core, dump);
  }
  std::printf("whole answers, one core, %zu distinct queries, %zu of them errors, not counted\n",
              queries.size(), errors);
  all.Print("all");
  clear.Print("no match");
  hit.Print("with matches");
  by_kind[Kind::kInnocent].Print("innocent");
  by_kind[Kind::kManipulated].Print("manipulated");
  by_kind[Kind::kOtherScript].Print("other script");
  for (auto& [script, times] : by_script) times.Print("script " + script);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("  peak memory %ld MiB, %.0f bytes a listed name\n", usage.ru_maxrss / 1024,
              1024.0 * static_cast<double>(usage.ru_maxrss) /
                  static_cast<double>(engine.candidates->names()));
}

// --- parts ---------------------------------------------------------------------------------------

double TimeOf(std::size_t count, const std::function<void(std::size_t)>& part) {
  const auto begin = ThreadClock::Now();
  for (std::size_t i = 0; i < count; ++i) part(i);
  return MicrosSince(begin) / static_cast<double>(count);
}

void PrintPhase(const char* what, double micros) {
  std::printf("  %-34s %8.2f us\n", what, micros);
}

// Each part of the path by itself over all queries; the rest is told by difference.
void BenchPhases(const screening::Engine& engine, const std::vector<Query>& queries) {
  std::vector<matching::PreparedName> prepared;
  std::vector<std::vector<names::Anchor>> anchors(queries.size());
  std::vector<Counterparty> asked;
  for (const Query& query : queries) {
    auto name = engine.analyzer->Analyze(query.name, Schema::kUnknown);
    if (!name.ok()) continue;
    prepared.emplace_back(*std::move(name), Schema::kUnknown);
    asked.push_back({.names = {query.name}});
  }
  const std::size_t count = prepared.size();
  const double analyse = TimeOf(count, [&](std::size_t i) {
    engine.analyzer->Analyze(asked[i].names[0], Schema::kUnknown).IgnoreError();
  });
  const double prepare = TimeOf(count, [&](std::size_t i) {
    const matching::PreparedName again(prepared[i].name(), Schema::kUnknown);
  });
  std::size_t anchors_total = 0;
  const double collect = TimeOf(count, [&](std::size_t i) {
    anchors[i].clear();
    engine.analyzer->Anchors(prepared[i].name(), true, anchors[i]);
    anchors_total += anchors[i].size();
  });
  std::size_t candidates_total = 0;
  std::vector<retrieval::NameNumber> candidates;
  const double look_up = TimeOf(count, [&](std::size_t i) {
    candidates.clear();
    engine.candidates->Candidates(anchors[i], candidates).IgnoreError();
    candidates_total += candidates.size();
  });
  const Preset& preset = **screening::ChoosePreset(engine, "");
  std::size_t matches_total = 0;
  const double find = TimeOf(count, [&](std::size_t i) {
    const auto found = screening::FindMatches(
        {.names = asked[i].names}, {preset, preset.match_score_min, limits::kMatchesMax}, engine);
    if (found.ok()) matches_total += found->total;
  });
  const double whole = TimeOf(
      count, [&](std::size_t i) { screening::Evaluate(asked[i], Day(), engine).IgnoreError(); });
  const double names = static_cast<double>(count);
  std::printf(
      "parts, means over %zu queries; a query: %.1f anchors, %.1f candidates, %.2f matches\n",
      count, static_cast<double>(anchors_total) / names,
      static_cast<double>(candidates_total) / names, static_cast<double>(matches_total) / names);
  PrintPhase("analysis", analyse);
  PrintPhase("preparing the asked name", prepare);
  PrintPhase("anchors", collect);
  PrintPhase("all candidates of the anchors", look_up);
  PrintPhase("FindMatches, all of the above", find);
  PrintPhase("verdicts, flags, policy", whole - find);
  PrintPhase("Evaluate", whole);
}

// --- worst cases ---------------------------------------------------------------------------------

std::string Joined(const std::vector<std::string>& words, std::size_t from, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += ' ';
    out += words[(from + i) % words.size()];
  }
  return out;
}

void PrintWorst(const screening::Engine& engine, const char* what,
                const std::vector<std::string>& names) {
  double best = 1e12;
  std::uint64_t total = 0;
  for (int round = 0; round < 5; ++round) {
    const auto one = ThreadClock::Now();
    const auto core = screening::Evaluate({.names = names}, Day(), engine);
    best = std::min(best, MicrosSince(one));
    if (core.ok()) total = core->matches_total;
  }
  std::printf("  %-34s %8.2f ms, %llu matches\n", what, best / 1e3,
              static_cast<unsigned long long>(total));
}

void BenchWorst(const screening::Engine& engine, const std::vector<Query>& queries) {
  std::unordered_map<std::string, int> counts;
  retrieval::IndexedName name;
  for (retrieval::NameNumber number = 0; number < engine.candidates->names(); ++number) {
    Require(engine.candidates->Decode(number, name));
    for (const names::Token& token : name.name.tokens) counts[token.text] += 1;
  }
  std::vector<std::pair<int, std::string>> ranked;
  ranked.reserve(counts.size());
  for (const auto& [word, count] : counts) ranked.emplace_back(-count, word);
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> common;
  for (std::size_t i = 0; i < std::min<std::size_t>(64, ranked.size()); ++i) {
    common.push_back(ranked[i].second);
  }
  std::vector<std::string> aliases;
  for (std::size_t i = 0; i < 20; ++i) aliases.push_back(queries[i * 3].name);
  std::printf("worst cases, best of five\n");
  PrintWorst(engine, "the 64 commonest words", {Joined(common, 0, 64)});
  PrintWorst(engine, "the 2 commonest words", {Joined(common, 0, 2)});
  PrintWorst(engine, "the 4 commonest words", {Joined(common, 0, 4)});
  PrintWorst(engine, "the 8 commonest words", {Joined(common, 0, 8)});
  PrintWorst(engine, "the commonest word", {Joined(common, 0, 1)});
  PrintWorst(engine, "20 aliases", aliases);
  std::vector<std::string> heavy;
  for (std::size_t i = 0; i < 20; ++i) heavy.push_back(Joined(common, 2 * i, 3));
  PrintWorst(engine, "20 aliases of common words", heavy);
  std::vector<std::string> listed;
  for (std::uint32_t number = 0; listed.size() < 30; number += 17) {
    Require(engine.candidates->Decode(number % engine.candidates->names(), name));
    for (const names::Token& token : name.name.tokens) listed.push_back(token.text);
  }
  PrintWorst(engine, "64 words of listed names", {Joined(listed, 0, 64)});
}

// --- exactness -----------------------------------------------------------------------------------

using Scores = std::map<retrieval::EntityNumber, std::int32_t>;

// The best score of each party over all listed names that share an anchor with the asked one, and
// of those that share none.
struct Scanned {
  Scores best;
  Scores apart;
};

void Raise(Scores& scores, retrieval::EntityNumber entity, std::int32_t score) {
  std::int32_t& entry = scores[entity];
  entry = std::max(entry, score);
}

Scanned ScanAll(const screening::Engine& engine, const std::vector<matching::ListedName>& listed,
                const std::vector<retrieval::EntityNumber>& entities, const std::string& text,
                std::int32_t score_min) {
  Scanned scanned;
  auto name = engine.analyzer->Analyze(text, Schema::kUnknown);
  if (!name.ok()) return scanned;
  const matching::PreparedName prepared(*std::move(name), Schema::kUnknown);
  for (std::size_t number = 0; number < listed.size(); ++number) {
    const std::int32_t score = matching::Calibrate(prepared.Score(listed[number], score_min));
    if (score == 0) continue;
    const bool found = names::ShareAnchor(*engine.analyzer, prepared.name(), listed[number].name);
    Raise(found ? scanned.best : scanned.apart, entities[number], score);
  }
  return scanned;
}

int CheckAgainstScan(const screening::Engine& engine, const std::vector<Query>& queries) {
  std::vector<matching::ListedName> listed(engine.candidates->names());
  std::vector<retrieval::EntityNumber> entities(listed.size());
  retrieval::IndexedName indexed;
  for (retrieval::NameNumber number = 0; number < listed.size(); ++number) {
    Require(engine.candidates->Decode(number, indexed));
    listed[number] = {indexed.name, indexed.kind};
    entities[number] = indexed.entity;
  }
  const Preset& preset = **screening::ChoosePreset(engine, "");
  const std::int32_t score_min = preset.match_score_min;
  std::size_t matches = 0;
  std::size_t lost = 0;
  std::size_t unfound = 0;  // they share no anchor: what the gate costs
  for (const Query& query : queries) {
    const auto [expected, apart] = ScanAll(engine, listed, entities, query.name, score_min);
    const auto found =
        screening::FindMatches({.names = {query.name}}, {preset, score_min, listed.size()}, engine);
    if (!found.ok() && expected.empty()) continue;
    Require(found.status());
    Scores scores;
    for (const screening::ScoredParty& party : found->parties) {
      scores[party.number] = party.scored.score;
    }
    matches += expected.size();
    for (const auto& [number, score] : apart) {
      if (scores[number] >= score) continue;
      ++unfound;
      std::printf("  %s: party %u has %d and shares no anchor\n", query.name.c_str(), number,
                  score);
    }
    for (const auto& [number, score] : expected) {
      if (scores[number] == score) continue;
      ++lost;
      std::printf("  %s: party %u has %d, not %d\n", query.name.c_str(), number, score,
                  scores[number]);
    }
  }
  std::printf(
      "checked against a scan of all names: %zu queries, %zu matches, %zu differ; %zu parties more "
      "would match, but share no anchor\n",
      queries.size(), matches, lost, unfound);
  return lost == 0 ? 0 : 2;
}

int Run(int argc, char** argv) {
  CLI::App app("Measures screening in one thread.", "screening_bench");
  std::string index;
  QuerySources sources;
  std::string dump;
  std::size_t count = 10'000;
  std::size_t check = 0;
  bool by_phase = false;
  bool worst = false;
  app.add_option("--index", index, "snapshot directory")->required();
  app.add_option("--names", sources.names_csv, "CSV whose first column holds innocent names");
  app.add_option("--scripts", sources.script_sets, "lines 'form, form, ... => id'");
  app.add_option("--queries", count, "distinct queries");
  app.add_option("--dump", dump, "write what was found");
  app.add_option("--check", check, "compare so many manipulated queries with a scan of all names");
  app.add_flag("--by-phase", by_phase, "time the parts of the path");
  app.add_flag("--worst", worst, "time the worst cases");
  CLI11_PARSE(app, argc, argv);
  PrintMachine();
  const auto begin = ThreadClock::Now();
  const auto engine = screening::OpenEngine({.snapshot_directory = index});
  Require(engine.status());
  std::printf("open: %.1f ms, %llu parties, %u names\n", MicrosSince(begin) / 1e3,
              static_cast<unsigned long long>((*engine)->snapshot->manifest().parties),
              (*engine)->candidates->names());
  QueryMaker maker(**engine, sources);
  const std::vector<Query> queries = maker.Make(count);
  if (check > 0) return CheckAgainstScan(**engine, maker.MakeManipulated(check));
  BenchWhole(**engine, queries, dump);
  if (by_phase) BenchPhases(**engine, queries);
  if (worst) BenchWorst(**engine, queries);
  return 0;
}

}  // namespace
}  // namespace lynceus

int main(int argc, char** argv) { return lynceus::Run(argc, argv); }
