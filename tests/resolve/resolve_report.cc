// A tool for judging the resolver on real files and at size; not run by ctest.
//
//   resolve_report [--rules DIR] (--data DIR | FILE...) [WHAT]
//
//   --rules DIR          the directory rules/ of the project; default: rules
//   --data DIR           one snapshot of all the test data below DIR (one_snapshot.h)
//
// WHAT to print; without one how many links there are, by reason and by sources:
//
//   --all                every link: certainty, ids and reason, tabs between
//   --sample N           N certain links with what both records say, for judging by hand;
//   --probable           of probable links; --kind TEXT: of reasons whose kind begins so;
//   --seed S             another sample; default: 1
//   --hide-references    which links that publishers' cross-references make are found again when
//                        these are hidden, and why the others are not
//   --unlinked FROM TO   records of source FROM that nothing links to source TO, each with the
//                        record there of the nearest name, and why the two are not linked
//   --synthetic N        time and memory of N made records, instead of files
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
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

// Of the processor, which other work on the machine does not lengthen; all here is one thread.
class Stopwatch {
 public:
  double seconds() const {
    return static_cast<double>(std::clock() - begin_) / static_cast<double>(CLOCKS_PER_SEC);
  }

 private:
  const std::clock_t begin_ = std::clock();
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
  std::printf("resolved in %.1f s of one processor, %ld MB at most\n", watch.seconds(),
              PeakMegabytes());
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
  std::printf("added in %.1f s of one processor, %ld MB (%ld MB before)\n", adding.seconds(),
              PeakMegabytes(), before);
  const Stopwatch resolving;
  LYNCEUS_ASSIGN_OR_RETURN(const Resolution resolution, resolver.Resolve());
  std::printf("resolved in %.1f s of one processor, %ld MB at most\n", resolving.seconds(),
              PeakMegabytes());
  PrintTotals(resolution);
  return absl::OkStatus();
}

absl::StatusOr<Options> Parse(const std::vector<std::string>& arguments) {
  Options options;
  std::size_t at = 0;
  const auto next = [&] { return ++at < arguments.size() ? arguments[at] : std::string(); };
  const auto number = [&] { return std::strtoull(next().c_str(), nullptr, 10); };
  const std::map<std::string, std::function<void()>> actions = {
      {"--rules", [&] { options.rules = next(); }},
      {"--data", [&] { options.data = next(); }},
      {"--all", [&] { options.all = true; }},
      {"--sample", [&] { options.sample = number(); }},
      {"--probable", [&] { options.probable = true; }},
      {"--kind", [&] { options.kind = next(); }},
      {"--seed", [&] { options.seed = number(); }},
      {"--hide-references", [&] { options.hide_references = true; }},
      {"--unlinked",
       [&] {
         options.unlinked = {next(), next()};
       }},
      {"--synthetic", [&] { options.synthetic = number(); }},
  };
  for (; at < arguments.size(); ++at) {
    const auto action = actions.find(arguments[at]);
    if (action != actions.end()) {
      action->second();
    } else if (arguments[at].starts_with("--")) {
      return InvalidError({.subject = arguments[at],
                           .cause = "it is no option of this tool",
                           .remedy = "see the head of tests/resolve/resolve_report.cc"});
    } else {
      options.files.push_back(arguments[at]);
    }
  }
  return options;
}

absl::Status Run(const std::vector<std::string>& arguments) {
  LYNCEUS_ASSIGN_OR_RETURN(const Options options, Parse(arguments));

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
  const absl::Status status =
      lynceus::resolve::Run(std::vector<std::string>(arguments + 1, arguments + count));
  if (status.ok()) return 0;
  std::fprintf(stderr, "%s\n", lynceus::ErrorText(status).c_str());
  return 1;
}
