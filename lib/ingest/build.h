#pragma once
// From list and registry files to one snapshot: load, merge by id, resolve, number, analyse, index,
// write.
//
// Everything that grows with the input is spilled to sorted runs beside the target; what is held in
// memory is bounded by `memory_bytes_max`, the resolver's keys, the owner graph and the candidate
// index of the risk universe. The same files, rules and engine give the same content digest,
// whatever the memory or the number of threads.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/thread_pool.h"
#include "lib/ingest/hygiene.h"
#include "lib/ingest/universe_finder.h"
#include "lib/model/date.h"
#include "lib/model/rules.h"
#include "lib/names/analyzed_name.h"
#include "lib/sources/loader.h"
#include "lib/store/snapshot.h"

namespace lynceus::ingest {

struct BuildOptions {
  std::vector<sources::InputFile> files;
  std::string out_directory;
  std::string rules_directory;  // its copy goes into the snapshot
  // What `rules_directory` holds, for who has read it before and builds often. Default: null, the
  // build reads it.
  std::shared_ptr<const RuleSet> rules = nullptr;
  std::shared_ptr<const names::Analyzer> analyzer = nullptr;
  std::string engine;         // the build that makes it: "lynceus 0.1.0+5d41402a"
  std::string sign_key_path;  // Ed25519 private key in PEM. Default: not signed
  // A bank's decisions about which records are one party (lib/resolve/IDENTITIES.md). Default: none
  std::string identities_path;
  // A bank's own table of name variants (rules/names/README.md); goes into the snapshot's rules.
  // Default: none
  std::string name_variants_path;
  // The snapshot that this one follows: its lists may not shrink, grow older or be gone unless
  // `hygiene` allows it, each load report says what changed, and its risk universe is brought up to
  // date where it is of the same engine. Default: none.
  std::string previous_directory;
  HygieneOptions hygiene;
  std::optional<Date> built_on;  // kept in the manifest. Default: not said
  bool replace = false;          // an existing snapshot at the target is replaced. Default: refused
  // Bytes of records held by all sorts together. Default: lists never spill, registries do.
  std::size_t memory_bytes_max = 512u << 20;
  ThreadPool* pool = nullptr;  // analyses names on several threads. Default: on this one alone
  // Called with a stage's name and how many of its things are done, now and then and at its end.
  std::function<void(std::string_view stage, std::uint64_t done)> progress;
};

struct BuildResult {
  store::Manifest manifest;          // with the load reports
  std::uint64_t records = 0;         // described or referred to, before they were resolved
  std::uint64_t certain_links = 0;   // each joined two clusters of records
  std::uint64_t probable_links = 0;  // between parties
  // What became of the previous snapshot's canonical ids; sorted. Empty where there was none.
  std::vector<IdentityChange> identity_changes;
  FoundUniverse universe;
  std::uint64_t parties_indexed = 0;
  std::uint64_t names_indexed = 0;
  std::uint64_t names_not_indexed = 0;  // each is named in a warning of its source's report
};

// Errors: InvalidArgument (no files; a malformed one, named), FailedPrecondition (the target
// exists), ResourceExhausted (a limit, a full disk), those of rules, tables and key. After any
// error nothing is left behind, and an existing target is as it was. Thread-safe: a build shares
// nothing.
absl::StatusOr<BuildResult> BuildSnapshot(const BuildOptions& options);

}  // namespace lynceus::ingest
