// The risk universe of a whole register: searched, and brought up to date from the register of an
// earlier day, in which one interest and one listing in EDITED were not there.
// usage: universe_bench DIRECTORY [INTERESTS SEEDS EDITED [RULES]]
// The graphs are written to DIRECTORY/register.graph and DIRECTORY/earlier-EDITED.graph, and kept
// there for the next run. Times are of the thread, without waiting.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/ownership/owner_graph.h"
#include "lib/ownership/risk_universe.h"
#include "lib/ownership/universe_update.h"
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

struct OpenGraph {
  std::unique_ptr<store::FlatFile> file;
  std::unique_ptr<InterestSource> graph;
};

OpenGraph OpenAt(const RegisterPlan& plan, const RuleSet& rules, const std::string& path) {
  if (!PathExists(path)) {
    auto writer = store::FlatFileWriter::Create(path);
    LYNCEUS_CHECK(writer.ok());
    WriteRegister(plan, rules, **writer);
    LYNCEUS_CHECK((*writer)->Finish(/*durable=*/false).ok());
  }
  auto file = store::FlatFile::Open(path);
  LYNCEUS_CHECK(file.ok());
  auto graph = OpenOwnerGraph(**file);
  LYNCEUS_CHECK(graph.ok());
  return {std::move(*file), std::move(*graph)};
}

// What a build does where it has no universe to follow.
MemoryBlocks SearchUniverse(const InterestSource& graph) {
  auto start = CpuSeconds();
  const auto universe = RiskUniverse(graph);
  LYNCEUS_CHECK(universe.ok());
  std::printf("%-28s %10.2f s  %lld parties\n", "searched", SecondsSince(start),
              static_cast<long long>(std::count(universe->begin(), universe->end(), true)));
  MemoryBlocks file;
  start = CpuSeconds();
  LYNCEUS_CHECK(WriteUniverse(graph, *universe, {}, file).ok());
  std::printf("%-28s %10.2f s  %.1f MiB\n", "written", SecondsSince(start),
              static_cast<double>(file.size()) / (1 << 20));
  return file;
}

// What it does where it has one. A build has ids and listings at hand while it numbers parties;
// here they are read first, and that is not counted.
void UpdateUniverse(const MemoryBlocks& earlier, const InterestSource& graph,
                    const MemoryBlocks& searched) {
  auto updater = UniverseUpdater::Open(earlier);
  LYNCEUS_CHECK(updater.ok());
  std::vector<std::pair<std::string, bool>> parties;
  std::string name;
  double numbering = 0;
  for (Node node = 0; node < graph.nodes();) {
    parties.clear();
    for (; parties.size() < 100'000 && node < graph.nodes(); ++node) {
      std::vector<Designation> designations;
      LYNCEUS_CHECK(graph.DesignationsOf(node, designations).ok());
      LYNCEUS_CHECK(
          graph.Describe(node, parties.emplace_back("", !designations.empty()).first, name).ok());
    }
    const auto start = CpuSeconds();
    for (const auto& [id, listed] : parties) LYNCEUS_CHECK((*updater)->AddParty(id, listed).ok());
    numbering += SecondsSince(start);
  }
  auto start = CpuSeconds();
  const auto update = (*updater)->Update(graph);
  LYNCEUS_CHECK(update.ok());
  std::printf("%-28s %10.2f s  of %llu parties\n", "found by ids", numbering,
              static_cast<unsigned long long>(graph.nodes()));
  std::printf("%-28s %10.2f s  %llu compared, %llu changed, %llu newly designated\n",
              "brought up to date", SecondsSince(start),
              static_cast<unsigned long long>(update->compared),
              static_cast<unsigned long long>(update->changed),
              static_cast<unsigned long long>(update->newly_designated));
  start = CpuSeconds();
  MemoryBlocks file;
  LYNCEUS_CHECK(WriteUniverse(graph, update->universe, update->fingerprints, file).ok());
  std::printf("%-28s %10.2f s\n", "written", SecondsSince(start));
  LYNCEUS_CHECK(file.content() == searched.content());
}

// The search comes first and last: the first time finds no page mapped and no block checked.
int Run(const std::string& directory, RegisterPlan plan, std::uint64_t edited,
        const std::string& rules_path) {
  const auto rules = rules::LoadRules(rules_path);
  LYNCEUS_CHECK(rules.ok());
  const OpenGraph now = OpenAt(plan, **rules, directory + "/register.graph");
  plan.absent_one_in = edited;
  MemoryBlocks earlier;
  {
    std::puts("earlier");
    const OpenGraph before =
        OpenAt(plan, **rules, directory + "/earlier-" + std::to_string(edited) + ".graph");
    earlier = SearchUniverse(*before.graph);
  }
  std::puts("now, for the first time");
  const MemoryBlocks searched = SearchUniverse(*now.graph);
  std::puts("now, from the earlier one");
  UpdateUniverse(earlier, *now.graph, searched);
  std::puts("now, searched again");
  SearchUniverse(*now.graph);
  return 0;
}

}  // namespace
}  // namespace lynceus::ownership

int main(int argc, char** argv) {
  if (argc != 2 && argc != 5 && argc != 6) {
    std::fputs("usage: universe_bench DIRECTORY [INTERESTS SEEDS EDITED [RULES]]\n", stderr);
    return 2;
  }
  lynceus::ownership::RegisterPlan plan;
  std::uint64_t edited = 10'000;
  if (argc > 2) {
    plan.interests = std::strtoull(argv[2], nullptr, 10);
    plan.seeds = std::strtoull(argv[3], nullptr, 10);
    edited = std::strtoull(argv[4], nullptr, 10);
  }
  return lynceus::ownership::Run(argv[1], plan, edited, argc > 5 ? argv[5] : "rules");
}
