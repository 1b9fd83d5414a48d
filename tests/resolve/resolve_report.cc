// A tool for judging the resolver on real files and at size; not run by ctest.
//
//   resolve_report links RULES FILE...            how many links, of what kinds, between which
//   sources resolve_report recall RULES FILE...           the publishers' cross-references hidden:
//   found again? resolve_report sample COUNT RULES FILE...     certain links by identifiers, to be
//   judged by hand resolve_report probable COUNT RULES FILE...   the same of probable links
//   resolve_report synthetic RECORDS RULES        time and memory at size
//
// RULES is the directory rules/ of the project.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "lib/base/digest.h"
#include "lib/base/file.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "tests/resolve/loaded_records.h"

namespace lynceus::resolve {
namespace {

using Arguments = std::vector<std::string>;

std::string SourceOf(const std::string& id) { return id.substr(0, id.find(':')); }

// The first words of a reason, without its values.
std::string KindOf(const std::string& reason) {
  if (reason.starts_with("the publisher")) return "cross-reference";
  std::string kind;
  if (reason.starts_with("equal name ")) {
    kind = "equal name";
  } else if (reason.starts_with("name ")) {
    kind = "similar name";
  } else {
    kind = reason.substr(0, reason.find(' ', sizeof("equal")));
  }
  for (const char* const more : {", birth date", ", country", ", and no other fact", ", but"}) {
    if (reason.find(more) != std::string::npos) kind += more;
  }
  return kind;
}

absl::StatusOr<std::shared_ptr<const names::Analyzer>> LoadAnalyzer(const std::string& rules) {
  return names::Analyzer::Load(JoinPath(rules, "names"));
}

void Count(const char* title, const std::vector<IdentityLink>& links) {
  std::map<std::string, int> kinds;
  std::map<std::string, int> sources;
  for (const IdentityLink& link : links) {
    ++kinds[KindOf(link.reason)];
    ++sources[std::min(SourceOf(link.a), SourceOf(link.b)) + " - " +
              std::max(SourceOf(link.a), SourceOf(link.b))];
  }
  std::printf("%s: %zu\n", title, links.size());
  for (const auto& [kind, count] : kinds) std::printf("  %7d %s\n", count, kind.c_str());
  for (const auto& [pair, count] : sources) std::printf("  %7d %s\n", count, pair.c_str());
}

absl::Status Links(const Arguments& arguments) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto analyzer, LoadAnalyzer(arguments.at(0)));
  LYNCEUS_ASSIGN_OR_RETURN(const LoadedRecords records,
                           LoadRecords({arguments.begin() + 1, arguments.end()}));
  LYNCEUS_ASSIGN_OR_RETURN(const Resolution resolution, ResolveRecords(records, *analyzer));
  std::printf("%llu records, %llu parties, %llu pairs of names compared\n",
              static_cast<unsigned long long>(resolution.records),
              static_cast<unsigned long long>(resolution.parties),
              static_cast<unsigned long long>(resolution.pairs_compared));
  Count("certain", resolution.merges);
  Count("probable", resolution.links);
  for (const std::string& note : resolution.notes) std::printf("note: %s\n", note.c_str());
  return absl::OkStatus();
}

// What became of the pairs that only cross-references joined, once those are hidden.
absl::Status Recall(const Arguments& arguments) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto analyzer, LoadAnalyzer(arguments.at(0)));
  LYNCEUS_ASSIGN_OR_RETURN(LoadedRecords records,
                           LoadRecords({arguments.begin() + 1, arguments.end()}));
  LYNCEUS_ASSIGN_OR_RETURN(const Resolution open, ResolveRecords(records, *analyzer));
  for (auto& [id, record] : records) record.entity.referents.clear();
  LYNCEUS_ASSIGN_OR_RETURN(const Resolution hidden, ResolveRecords(records, *analyzer));
  std::map<std::string, std::array<int, 3>> counts;  // by sources: certain, probable, lost
  for (const IdentityLink& merge : open.merges) {
    if (KindOf(merge.reason) != "cross-reference" || SourceOf(merge.a) == SourceOf(merge.b)) {
      continue;
    }
    const std::string a = hidden.CanonicalOf(merge.a);
    const std::string b = hidden.CanonicalOf(merge.b);
    const bool probable =
        std::any_of(hidden.links.begin(), hidden.links.end(), [&](const IdentityLink& link) {
          return link.a == std::min(a, b) && link.b == std::max(a, b);
        });
    const std::size_t found = a == b ? 0 : probable ? 1 : 2;
    ++counts[SourceOf(merge.a) + " - " + SourceOf(merge.b)][found];
    if (found == 2) {
      std::printf("lost\n  %s\n  %s\n", Describe(records.at(merge.a)).c_str(),
                  Describe(records.at(merge.b)).c_str());
    }
  }
  for (const auto& [pair, found] : counts) {
    std::printf("%s: %d cross-referenced pairs, found again %d certain, %d probable, %d lost\n",
                pair.c_str(), found[0] + found[1] + found[2], found[0], found[1], found[2]);
  }
  return absl::OkStatus();
}

// A fixed choice that has nothing to do with what is chosen: by the digest of the two ids.
void PrintSample(std::size_t count, std::vector<IdentityLink> links, const LoadedRecords& records) {
  const auto order = [](const IdentityLink& link) { return Sha256Of(link.a + " " + link.b); };
  std::sort(links.begin(), links.end(),
            [&](const IdentityLink& x, const IdentityLink& y) { return order(x) < order(y); });
  for (std::size_t i = 0; i < std::min(count, links.size()); ++i) {
    std::printf("%zu. %s\n   %s\n   %s\n", i + 1, links[i].reason.c_str(),
                Describe(records.at(links[i].a)).c_str(), Describe(records.at(links[i].b)).c_str());
  }
}

absl::Status Sample(const Arguments& arguments, bool certain) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto analyzer, LoadAnalyzer(arguments.at(1)));
  LYNCEUS_ASSIGN_OR_RETURN(const LoadedRecords records,
                           LoadRecords({arguments.begin() + 2, arguments.end()}));
  LYNCEUS_ASSIGN_OR_RETURN(Resolution resolution, ResolveRecords(records, *analyzer));
  std::vector<IdentityLink> links = certain ? resolution.merges : resolution.links;
  std::erase_if(links, [](const IdentityLink& link) {
    return KindOf(link.reason) == "cross-reference" || SourceOf(link.a) == SourceOf(link.b);
  });
  PrintSample(std::strtoul(arguments.at(0).c_str(), nullptr, 10), std::move(links), records);
  return absl::OkStatus();
}

// --- synthetic records ---------------------------------------------------------------------------

// A list of two per cent of all, and three registries that overlap: persons with and without birth
// dates, companies with and without numbers, names spelt from syllables, so that some are frequent.
class Synthesis {
 public:
  Entity Make(std::uint64_t number) {
    SeededRandom party(Mix(number / 2));  // two records in a row are one party
    SeededRandom record(Mix(number) ^ 0x5bd1e995u);
    const bool person = party.Below(2) == 0;
    const bool list = record.Below(50) == 0;
    const char* const kSources[] = {"bods", "uk-psc", "ftm"};
    Entity entity{.schema = person ? Schema::kPerson : Schema::kCompany};
    entity.provenance.source = list ? "list" : kSources[record.Below(3)];
    entity.id = entity.provenance.source + ":" + std::to_string(number);
    const std::string name = person
                                 ? Word(party, 12) + " " + Word(party, 60) + " " + Word(party, 900)
                                 : Word(party, 900) + " " + Word(party, 900) + " " + Word(party, 9);
    entity.names.push_back({name, NameKind::kPrimary, ""});
    const std::int64_t birth = static_cast<std::int64_t>(party.Below(20'000)) - 10'000;
    if (person && record.Below(10) < 7) {
      entity.birth_dates.push_back(
          PartialDate::OfDay(Date::FromDays(static_cast<std::int32_t>(birth))));
    }
    const std::string country = std::string(1, static_cast<char>('a' + party.Below(20))) + "z";
    if (record.Below(10) < 8) {
      entity.countries.push_back({person ? "nationality" : "jurisdiction", country});
    }
    const std::string value = std::to_string(10'000'000 + party.Below(80'000'000));
    if (!person && record.Below(2) == 0) {
      entity.identifiers.push_back({"registrationNumber", value, country});
    }
    return entity;
  }

 private:
  static std::uint64_t Mix(std::uint64_t number) { return number * 0x9e3779b97f4a7c15u; }
  // One of `choices` words, the smaller ones oftener.
  static std::string Word(SeededRandom& random, std::uint64_t choices) {
    static const char* const kSyllables[] = {"al",  "be",  "ko", "ri",  "sto", "mar", "ne",  "vi",
                                             "dra", "lun", "pe", "tor", "zha", "qui", "fen", "gor"};
    std::uint64_t number = random.Below(random.Below(choices * 8) + 1);
    std::string word = "x";
    do {
      word += kSyllables[number % 16];
      number /= 16;
    } while (number > 0);
    return word;
  }
};

long PeakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

absl::Status Synthetic(const Arguments& arguments) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto analyzer, LoadAnalyzer(arguments.at(1)));
  const std::uint64_t records = std::strtoull(arguments.at(0).c_str(), nullptr, 10);
  const long before = PeakMegabytes();
  const auto begin = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  Resolver resolver(*analyzer);
  Synthesis synthesis;
  for (std::uint64_t i = 0; i < records; ++i) {
    const Entity entity = synthesis.Make(i);
    LYNCEUS_RETURN_IF_ERROR(resolver.Add(entity, entity.provenance.source == "list"));
  }
  std::printf("added in %.1f s, %ld MB (%ld MB before)\n", seconds(), PeakMegabytes(), before);
  LYNCEUS_ASSIGN_OR_RETURN(const Resolution resolution, resolver.Resolve());
  std::printf("resolved in %.1f s, %ld MB\n", seconds(), PeakMegabytes());
  std::printf("%llu records, %llu parties, %zu certain links, %zu probable, %llu pairs compared\n",
              static_cast<unsigned long long>(resolution.records),
              static_cast<unsigned long long>(resolution.parties), resolution.merges.size(),
              resolution.links.size(), static_cast<unsigned long long>(resolution.pairs_compared));
  for (const std::string& note : resolution.notes) std::printf("note: %s\n", note.c_str());
  return absl::OkStatus();
}

absl::Status Run(const Arguments& all) {
  const std::string command = all.empty() ? "" : all[0];
  const Arguments rest(all.begin() + (all.empty() ? 0 : 1), all.end());
  if (command == "links" && rest.size() > 1) return Links(rest);
  if (command == "recall" && rest.size() > 1) return Recall(rest);
  if (command == "sample" && rest.size() > 2) return Sample(rest, true);
  if (command == "probable" && rest.size() > 2) return Sample(rest, false);
  if (command == "synthetic" && rest.size() == 2) return Synthetic(rest);
  return InvalidError({.subject = "resolve_report",
                       .cause = "the arguments are not those of a command",
                       .remedy = "give links, recall, sample, probable or synthetic; see the head "
                                 "of tests/resolve/resolve_report.cc"});
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
