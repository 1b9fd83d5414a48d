// A tool for judging the resolver on real files and at size; not run by ctest. See --help.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "tests/resolve/link_report.h"
#include "tests/resolve/loaded_records.h"
#include "tests/resolve/one_snapshot.h"
#include "tests/resolve/synthetic_records.h"

namespace lynceus::resolve {
namespace {

struct Options {
  std::string rules = "rules";
  std::string data;
  std::vector<std::string> files;
  std::size_t sample = 0;
  std::uint64_t seed = 1;
  bool probable = false;
  std::string kind;  // of the links to sample: the beginning of their kind of reason
  bool hide_references = false;
  bool all = false;
  std::vector<std::string> unlinked;  // two sources
  std::uint64_t synthetic = 0;
};

long PeakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }

 private:
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

void PrintTotals(const Resolution& resolution) {
  std::printf(
      "%llu records, %llu parties, %zu certain links, %zu probable, %llu pairs of names "
      "compared\n",
      static_cast<unsigned long long>(resolution.records),
      static_cast<unsigned long long>(resolution.parties), resolution.merges.size(),
      resolution.links.size(), static_cast<unsigned long long>(resolution.pairs_compared));
  for (const std::string& note : resolution.notes) std::printf("note: %s\n", note.c_str());
}

void PrintSample(const Options& options, const Resolution& resolution,
                 const LoadedRecords& records) {
  std::vector<IdentityLink> links = options.probable ? resolution.links : resolution.merges;
  std::erase_if(links, [&](const IdentityLink& link) {
    return !KindOfReason(link.reason).starts_with(options.kind);
  });
  std::size_t number = 0;
  for (const IdentityLink& link : SampleOf(std::move(links), options.sample, options.seed)) {
    std::printf("%zu. %s\n   %s\n   %s\n", ++number, link.reason.c_str(),
                Describe(records.at(link.a)).c_str(), Describe(records.at(link.b)).c_str());
  }
}

void PrintAll(const Resolution& resolution) {
  const auto print = [](const char* word, const std::vector<IdentityLink>& links) {
    for (const IdentityLink& link : links) {
      std::printf("%s\t%s\t%s\t%s\n", word, link.a.c_str(), link.b.c_str(), link.reason.c_str());
    }
  };
  print("certain", resolution.merges);
  print("probable", resolution.links);
}

absl::Status ReportLinks(const Options& options, const LoadedRecords& records,
                         const names::Analyzer& analyzer) {
  const Stopwatch watch;
  LYNCEUS_ASSIGN_OR_RETURN(const Resolution resolution, ResolveRecords(records, analyzer));
  if (options.all) {
    PrintAll(resolution);
    return absl::OkStatus();
  }
  if (options.sample > 0) {
    PrintSample(options, resolution, records);
    return absl::OkStatus();
  }
  PrintTotals(resolution);
  std::printf("resolved in %.1f s, %ld MB at most\n", watch.seconds(), PeakMegabytes());
  std::fputs(CountsOf("certain", resolution.merges).c_str(), stdout);
  std::fputs(CountsOf("probable", resolution.links).c_str(), stdout);
  return absl::OkStatus();
}

absl::Status ReportHidden(const LoadedRecords& records, const names::Analyzer& analyzer) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto pairs, HideReferences(records, analyzer));
  std::map<std::string, std::map<std::string, int>> counts;  // by sources, then by what was found
  for (const HiddenPair& pair : pairs) {
    const std::string found(FoundName(pair.found));
    ++counts[absl::StrCat(SourceOf(pair.a), " - ", SourceOf(pair.b))][found];
    ++counts["all"][found];
    if (pair.found != HiddenPair::Found::kNot) continue;
    ++counts["why not"][pair.why.substr(0, pair.why.find(" ("))];
    std::printf("not found: %s\n   %s\n   %s\n", pair.why.c_str(),
                Describe(records.at(pair.a)).c_str(), Describe(records.at(pair.b)).c_str());
  }
  for (const auto& [sources, found] : counts) {
    std::printf("%s:", sources.c_str());
    for (const auto& [word, count] : found) std::printf(" %d %s;", count, word.c_str());
    std::printf("\n");
  }
  return absl::OkStatus();
}

absl::Status ReportUnlinked(const Options& options, const LoadedRecords& records,
                            const names::Analyzer& analyzer) {
  constexpr std::int32_t kScoreMin = 7'500;
  LYNCEUS_ASSIGN_OR_RETURN(const auto found, FindUnlinked(records, analyzer, options.unlinked.at(0),
                                                          options.unlinked.at(1), kScoreMin));
  for (const Unlinked& each : found) {
    std::printf("%s\n   %s\n   %s\n", each.why.c_str(), Describe(records.at(each.id)).c_str(),
                Describe(records.at(each.nearest)).c_str());
  }
  return absl::OkStatus();
}

absl::Status ReportSynthetic(const Options& options, const names::Analyzer& analyzer) {
  const long before = PeakMegabytes();
  const Stopwatch adding;
  Resolver resolver(analyzer);
  LYNCEUS_RETURN_IF_ERROR(MakeSyntheticRecords(
      options.synthetic, options.seed,
      [&](const Entity& record, bool listed) { return resolver.Add(record, listed); }));
  std::printf("added in %.1f s, %ld MB (%ld MB before)\n", adding.seconds(), PeakMegabytes(),
              before);
  const Stopwatch resolving;
  LYNCEUS_ASSIGN_OR_RETURN(const Resolution resolution, resolver.Resolve());
  std::printf("resolved in %.1f s, %ld MB at most\n", resolving.seconds(), PeakMegabytes());
  PrintTotals(resolution);
  return absl::OkStatus();
}

absl::Status Run(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto analyzer,
                           names::Analyzer::Load(JoinPath(options.rules, "names")));
  if (options.synthetic > 0) return ReportSynthetic(options, *analyzer);
  std::vector<std::string> files = options.files;
  if (!options.data.empty()) files = OneSnapshotBelow(options.data);
  LYNCEUS_ASSIGN_OR_RETURN(const LoadedRecords records, LoadRecords(files));
  if (options.hide_references) return ReportHidden(records, *analyzer);
  if (!options.unlinked.empty()) return ReportUnlinked(options, records, *analyzer);
  return ReportLinks(options, records, *analyzer);
}

}  // namespace
}  // namespace lynceus::resolve

int main(int count, char** arguments) {
  lynceus::resolve::Options options;
  CLI::App app("Certain and probable links between the records of list and registry files");
  app.add_option("--rules", options.rules, "the directory rules/ of the project");
  app.add_option("--data", options.data, "a directory of test data: one snapshot of all of it");
  app.add_option("files", options.files, "list and registry files, instead of --data");
  app.add_option("--sample", options.sample, "prints so many certain links with both records");
  app.add_flag("--probable", options.probable, "samples probable links instead");
  app.add_flag("--all", options.all, "prints every link: certainty, ids and reason, tabs between");
  app.add_option("--unlinked", options.unlinked,
                 "two sources: records of the first that nothing links to the second, each with "
                 "the record there of the nearest name")
      ->expected(2);
  app.add_option("--kind", options.kind, "samples reasons that begin so: \"equal passport\"");
  app.add_option("--seed", options.seed, "of the sample and of synthetic records");
  app.add_flag("--hide-references", options.hide_references,
               "hides the publishers' cross-references and tells which links are found again");
  app.add_option("--synthetic", options.synthetic, "time and memory of so many made records");
  CLI11_PARSE(app, count, arguments);
  const absl::Status status = lynceus::resolve::Run(options);
  if (status.ok()) return 0;
  std::fprintf(stderr, "%s\n", lynceus::ErrorText(status).c_str());
  return 1;
}
