// A whole register of owners: making its graph, opening it, and every regime's closure.
// usage: register_bench DIRECTORY [INTERESTS SEEDS [RULES]]
// The graph is written to DIRECTORY/register.graph, and kept there for the next run. Times are of
// the thread, without waiting.

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <limits>

#include "lib/base/file.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/ownership/beneficial.h"
#include "lib/ownership/judge.h"
#include "lib/ownership/owner_graph.h"
#include "lib/ownership/reach.h"
#include "lib/ownership/risk_universe.h"
#include "lib/rules/load.h"
#include "lib/store/flat_file.h"
#include "tests/bench/synthetic_register.h"

namespace lynceus::ownership {
namespace {

// Of this thread alone, so that other work on the machine counts less.
double CpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double SecondsSince(double start) { return CpuSeconds() - start; }

void PrintMemory(const char* what) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%-28s %10.2f GiB\n", what, static_cast<double>(usage.ru_maxrss) / (1 << 20));
}

void Build(const RegisterPlan& plan, const RuleSet& rules, const std::string& path) {
  const auto start = CpuSeconds();
  auto writer = store::FlatFileWriter::Create(path);
  LYNCEUS_CHECK(writer.ok());
  const std::uint64_t interests = WriteRegister(plan, rules, **writer);
  LYNCEUS_CHECK((*writer)->Finish(/*durable=*/false).ok());
  std::printf("%-28s %10.2f s\n", "build", SecondsSince(start));
  std::printf("%-28s %10llu\n", "interests", static_cast<unsigned long long>(interests));
  std::printf("%-28s %10.1f\n", "bytes an interest",
              static_cast<double>((*writer)->size()) / static_cast<double>(interests));
  PrintMemory("peak memory of building");
}

LoadedLists ListsOf(const RuleSet& rules) {
  LoadedLists lists;
  for (const Regime& regime : rules.regimes) {
    for (const SeedRule& rule : regime.seeds) {
      lists.authority_and_list.emplace_back(rule.authority,
                                            rule.lists.empty() ? "LIST" : rule.lists.front());
    }
  }
  return lists;
}

// Both closures of each regime: must and may.
void Closures(const DayGraph& graph, const RuleSet& rules, const LoadedLists& lists) {
  for (const Regime& regime : rules.regimes) {
    const auto start = CpuSeconds();
    const auto reach = ReachOf(graph, regime, lists);
    const double seconds = SecondsSince(start);
    LYNCEUS_CHECK(reach.ok());
    const auto yes =
        std::count_if(reach->parties.begin(), reach->parties.end(),
                      [](const Reach::Party& party) { return party.answer == Answer::kYes; });
    std::printf("closures of %-16s %10.3f s  %8zu YES %8zu UNDETERMINED%s%s\n", regime.key.c_str(),
                seconds, static_cast<std::size_t>(yes),
                reach->parties.size() - static_cast<std::size_t>(yes),
                reach->why.empty() ? "" : "  ", reach->why.c_str());
  }
}

// Whose each listed party is in the end: one look-through of everything above it.
void LookThrough(const InterestSource& graph, const DayGraph& day_graph, const RuleSet& rules) {
  std::size_t errors = 0;
  std::size_t owners = 0;
  const double start = CpuSeconds();
  for (const auto& [node, designations] : day_graph.designated()) {
    const auto found = FindBeneficialOwners(graph, rules.beneficial.front(), day_graph.day(), node);
    if (found.ok()) {
      owners += found->owners.size();
    } else {
      ++errors;
    }
  }
  std::printf("%-28s %10.2f s  %zu parties, %zu owners, %zu errors (%s)\n",
              "look-through of all listed", SecondsSince(start), day_graph.designated().size(),
              owners, errors, rules.beneficial.front().key.c_str());
}

// Verdicts with their evidence on parties that a regime reaches, each asked alone. Of several
// passes over all of them the least counts: other work on the machine is left out, and what a party
// finds in the processor's caches is what the others before it left there.
void Verdicts(const InterestSource& graph, const Regime& regime, const LoadedLists& lists,
              const Reach& reach, Date day, int passes, const char* what) {
  std::vector<double> micros(10'000, std::numeric_limits<double>::max());
  for (int pass = 0; pass < passes; ++pass) {
    SeededRandom random(3);
    for (double& least : micros) {
      const Reach::Party& party = reach.parties[random.Below(reach.parties.size())];
      const auto start = CpuSeconds();
      const auto verdict = Judge(graph, regime, lists, day, party.node);
      least = std::min(least, SecondsSince(start) * 1e6);
      LYNCEUS_CHECK(verdict.ok() && verdict->answer == party.answer);
    }
  }
  std::sort(micros.begin(), micros.end());
  std::printf("%-28s %10.1f us median, %.1f us p99, %.1f us at most (%s, parties it reaches)\n",
              what, micros[micros.size() / 2], micros[micros.size() * 99 / 100], micros.back(),
              regime.key.c_str());
}

int Run(const std::string& directory, const RegisterPlan& plan, const std::string& rules_path) {
  const auto rules = rules::LoadRules(rules_path);
  LYNCEUS_CHECK(rules.ok());
  const std::string path = directory + "/register.graph";
  if (!PathExists(path)) Build(plan, **rules, path);
  auto start = CpuSeconds();
  const auto file = store::FlatFile::Open(path);
  LYNCEUS_CHECK(file.ok());
  const auto graph = OpenOwnerGraph(**file);
  LYNCEUS_CHECK(graph.ok());
  std::printf("%-28s %10.4f s\n", "open", SecondsSince(start));
  const Date day = Date::FromCivil(2026, 3, 1).value_or(Date());
  start = CpuSeconds();
  const auto day_graph = DayGraph::Load(**graph, day);
  LYNCEUS_CHECK(day_graph.ok());
  std::printf("%-28s %10.2f s\n", "load the graph of a day", SecondsSince(start));
  const LoadedLists lists = ListsOf(**rules);
  Closures(*day_graph, **rules, lists);
  PrintMemory("peak memory");
  const Regime* const ofac = (*rules)->FindRegime("us-ofac");
  LYNCEUS_CHECK(ofac != nullptr);
  const auto reach = ReachOf(*day_graph, *ofac, lists);
  LYNCEUS_CHECK(reach.ok());
  const auto fresh = store::FlatFile::Open(path);  // no block of it is checked yet
  LYNCEUS_CHECK(fresh.ok());
  const auto fresh_graph = OpenOwnerGraph(**fresh);
  LYNCEUS_CHECK(fresh_graph.ok());
  Verdicts(**fresh_graph, *ofac, lists, *reach, day, 1, "verdict, file just opened");
  Verdicts(**fresh_graph, *ofac, lists, *reach, day, 1, "verdict, the same again");
  Verdicts(**fresh_graph, *ofac, lists, *reach, day, 3, "verdict, least of 3 passes");
  LookThrough(**graph, *day_graph, **rules);
  start = CpuSeconds();
  const auto universe = RiskUniverse(**graph);
  LYNCEUS_CHECK(universe.ok());
  std::printf("%-28s %10.2f s  %lld parties\n", "risk universe", SecondsSince(start),
              static_cast<long long>(std::count(universe->begin(), universe->end(), true)));
  return 0;
}

}  // namespace
}  // namespace lynceus::ownership

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  if (argc != 2 && argc != 4 && argc != 5) {
    std::fputs("usage: register_bench DIRECTORY [INTERESTS SEEDS [RULES]]\n", stderr);
    return 2;
  }
  lynceus::ownership::RegisterPlan plan;
  if (argc > 2) {
    plan.interests = std::strtoull(argv[2], nullptr, 10);
    plan.seeds = std::strtoull(argv[3], nullptr, 10);
  }
  return lynceus::ownership::Run(argv[1], plan, argc > 4 ? argv[4] : "rules");
}
