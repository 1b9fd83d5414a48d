// `lynceus index`: build, describe and verify snapshots.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>

#include "client/command.h"
#include "client/lists_files.h"
#include "client/paths.h"
#include "client/report_text.h"
#include "lib/base/clock.h"
#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/base/thread_pool.h"
#include "lib/ingest/build.h"
#include "lib/ingest/verify.h"
#include "lib/review/answer_text.h"
#include "lib/review/archive.h"
#include "lib/review/engine_source.h"
#include "lib/screening/engine.h"
#include "lib/sources/format.h"
#include "lib/sources/list_file.h"

namespace lynceus::client {
namespace {

struct Options {
  std::string directory;
  std::string rules;
  std::string sign;
  std::string key;
  std::string previous;
  std::string identities;
  std::string archive;
  std::string name_variants;
  std::vector<std::string> allow;
  int shrink_percent_max = ingest::HygieneOptions().shrink_percent_max;
  std::string lists;
  std::vector<std::string> files;
  bool replace = false;
  bool fragments = false;
  bool skipped = false;
  bool quiet = false;
  std::string format = "text";
};

constexpr std::size_t kChangesShown = 20;

unsigned long long Number(std::uint64_t value) { return value; }

Date Today() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return Date::FromUnixMicros(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

void PrintManifest(const store::Manifest& manifest) {
  for (const LoadReport& report : manifest.sources) {
    std::fputs(ReportText(report, Today()).c_str(), stdout);
  }
  std::printf("%llu parties, %llu names, %llu designations, %llu interests\n",
              Number(manifest.parties), Number(manifest.names), Number(manifest.designations),
              Number(manifest.interests));
  std::printf("content %s\npackage %s\nrules   %s\nengine  %s, ICU %s\n",
              manifest.content_digest.c_str(), manifest.package_digest.c_str(),
              manifest.rules_digest.c_str(), manifest.engine.c_str(), manifest.icu_version.c_str());
  for (const PackDigest& pack : manifest.packs) {
    std::printf("  %-10s %s%s\n", pack.pack.c_str(), pack.digest.c_str(),
                pack.pack == "variants" ? " (name variants of the bank's own)" : "");
  }
  std::printf("every match from %s on is found\n", review::ScoreText(manifest.score_floor).c_str());
}

// Which records became one party, and what that did to the ids of the snapshot before.
void PrintIdentities(const ingest::BuildResult& result) {
  std::printf("%llu records in %llu parties: %llu certain links, %llu probable ones\n",
              Number(result.records), Number(result.manifest.parties), Number(result.certain_links),
              Number(result.probable_links));
  const std::size_t shown = std::min(kChangesShown, result.identity_changes.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const IdentityChange& change = result.identity_changes[i];
    const std::string_view kind = IdentityChangeName(change.kind);
    std::printf("  id %.*s: %s -> %s\n", static_cast<int>(kind.size()), kind.data(),
                change.id.c_str(), change.now.empty() ? "-" : Join(change.now, ", ").c_str());
  }
  if (shown < result.identity_changes.size()) {
    std::printf("  and %zu further ids merged, split or removed (index diff)\n",
                result.identity_changes.size() - shown);
  }
}

// How the risk universe was found, and how many parties were looked at for it.
void PrintUniverse(const ingest::FoundUniverse& universe) {
  std::printf("risk universe of %llu parties, ", Number(universe.parties));
  if (!universe.searched_because.empty()) {
    std::printf("searched anew: %s\n", universe.searched_because.c_str());
    return;
  }
  std::printf(
      "from the previous snapshot's: %llu compared, of them %llu changed; %llu gone, %llu newly "
      "designated\n",
      Number(universe.compared), Number(universe.changed), Number(universe.gone),
      Number(universe.newly_designated));
}

// Before the build: no snapshot is to be there whose raw lists are not kept.
absl::Status ArchiveLists(const std::string& archive,
                          const std::vector<sources::InputFile>& files) {
  if (archive.empty()) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const auto kept, review::Archive::Open(archive, SystemClock()));
  for (const sources::InputFile& file : files) {
    LYNCEUS_RETURN_IF_ERROR(kept->AddList(sources::FileOnDisk(file.path)).status());
  }
  return absl::OkStatus();
}

// After it: a list that changed on the disk in between is said.
absl::Status CheckArchivedLists(const std::string& archive, const store::Manifest& manifest) {
  if (archive.empty()) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const auto kept, review::Archive::Open(archive, SystemClock()));
  const std::vector<std::string> missing = review::ListsNotKept(*kept, manifest);
  if (missing.empty()) {
    std::printf("raw lists archived in %s\n", archive.c_str());
    return absl::OkStatus();
  }
  return DataLossError(
      {.subject = archive,
       .cause = "it has not got the files that the snapshot was built from: " + Join(missing, ", "),
       .remedy = "the files changed while they were read; build again"});
}

absl::Status RunBuild(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string rules, RulesDirectory(options.rules));
  ThreadPool pool(std::max<std::size_t>(1, std::thread::hardware_concurrency()));
  ingest::BuildOptions build{.out_directory = options.directory,
                             .rules_directory = rules,
                             .engine = screening::EngineBuild(),
                             .sign_key_path = options.sign,
                             .identities_path = options.identities,
                             .name_variants_path = options.name_variants,
                             .previous_directory = options.previous,
                             .hygiene = {.shrink_percent_max = options.shrink_percent_max,
                                         .allowed = {options.allow.begin(), options.allow.end()}},
                             .built_on = Today(),
                             .replace = options.replace,
                             .pool = &pool};
  for (const std::string& file : options.files) {
    build.files.push_back(sources::ParseInputFile(file));
  }
  LYNCEUS_RETURN_IF_ERROR(AppendListsFiles(options.lists, build.files));
  LYNCEUS_RETURN_IF_ERROR(ArchiveLists(options.archive, build.files));
  if (!options.quiet) {
    build.progress = [](std::string_view stage, std::uint64_t done) {
      std::fprintf(stderr, "lynceus: %.*s %llu\n", static_cast<int>(stage.size()), stage.data(),
                   Number(done));
    };
  }
  LYNCEUS_ASSIGN_OR_RETURN(const ingest::BuildResult result, ingest::BuildSnapshot(build));
  PrintManifest(result.manifest);
  PrintIdentities(result);
  PrintUniverse(result.universe);
  std::printf("indexed %llu names of %llu parties in the risk universe; %llu names not indexed\n",
              Number(result.names_indexed), Number(result.parties_indexed),
              Number(result.names_not_indexed));
  return CheckArchivedLists(options.archive, result.manifest);
}

absl::Status ListKinds() {
  for (const sources::Format& format : sources::Formats()) {
    std::printf("%-26s %s\n", std::string(format.kind).c_str(), std::string(format.title).c_str());
  }
  return absl::OkStatus();
}

absl::Status ListFragments(const store::Snapshot& snapshot) {
  return snapshot.ForEachFragment([](const UnparsedFragment& fragment) {
    std::printf("%s\t%s\t%s\n", fragment.entity_id.c_str(), fragment.provenance.place.c_str(),
                review::Printable(fragment.text).c_str());
    return absl::OkStatus();
  });
}

absl::Status ListSkipped(const store::Snapshot& snapshot) {
  return snapshot.ForEachSkipped([](const std::string& source, const SkippedRecord& record) {
    std::printf("%s\t%s\t%s\n", source.c_str(), record.place.c_str(),
                review::Printable(record.reason).c_str());
    return absl::OkStatus();
  });
}

absl::Status RunInfo(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto snapshot, store::Snapshot::Open(options.directory, {}));
  if (options.fragments) return ListFragments(*snapshot);
  if (options.skipped) return ListSkipped(*snapshot);
  if (options.format == "json") {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string manifest,
                             ReadFile(JoinPath(options.directory, "manifest.json")));
    std::puts(manifest.c_str());
    return absl::OkStatus();
  }
  PrintManifest(snapshot->manifest());
  return absl::OkStatus();
}

absl::Status RunVerify(const Options& options) {
  std::string key;
  if (!options.key.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(key, ReadFile(options.key));
  }
  LYNCEUS_RETURN_IF_ERROR(ingest::VerifyBuild(options.directory, key));
  LYNCEUS_ASSIGN_OR_RETURN(const auto snapshot, store::Snapshot::Open(options.directory, {}));
  std::printf(
      "%s: every file is as its manifest says, and the risk universe as its owner graph says; "
      "package %s\n",
      options.directory.c_str(), snapshot->manifest().package_digest.c_str());
  return absl::OkStatus();
}

}  // namespace

void AddIndexCommands(CLI::App& app, Body& body) {
  CLI::App* index = app.add_subcommand("index", "snapshots of lists and registries");
  index->require_subcommand(1);
  auto options = std::make_shared<Options>();

  CLI::App* build = index->add_subcommand("build", "make a snapshot from list and registry files");
  build->add_option("--out", options->directory, "directory of the new snapshot")->required();
  build->add_option("--rules", options->rules, "rule packs");
  build->add_option("--sign", options->sign, "Ed25519 private key (PEM) that signs the manifest");
  build->add_flag("--replace", options->replace, "replace a snapshot that is there");
  build->add_option("--previous", options->previous,
                    "the snapshot this one follows: changes are counted, and broken lists stop");
  build
      ->add_option("--allow", options->allow,
                   "what may be all the same: shrink, older, missing (since --previous), layout")
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"shrink", "older", "missing", "layout"}));
  build
      ->add_option("--shrink-max", options->shrink_percent_max,
                   "percent that a list may lose of its entities, names ... (default 10)")
      ->check(CLI::Range(0, 100));
  build->add_option("--identities", options->identities,
                    "a table of records forced to be one party or kept apart (IDENTITIES.md)");
  build->add_option("--name-variants", options->name_variants,
                    "the bank's own spellings of names, a line each: FORM, FORM ... => ID "
                    "(rules/names/README.md)");
  build->add_option("--archive", options->archive,
                    "keep the raw list files there, by their digests");
  build->add_flag("--quiet", options->quiet, "no progress on standard error");
  build->add_option("--lists", options->lists,
                    "lists directory (lynceus lists fetch): the version in use of every list");
  build->add_option("FILE", options->files, "FILE, or KIND:FILE to force its kind");
  build->callback([&body, options] { body = [options] { return RunBuild(*options); }; });

  CLI::App* kinds = index->add_subcommand("kinds", "the list and registry formats that are read");
  kinds->callback([&body] { body = [] { return ListKinds(); }; });

  CLI::App* info = index->add_subcommand("info", "what a snapshot holds, from which files");
  info->add_option("DIR", options->directory, "snapshot directory")->required();
  info->add_flag("--fragments", options->fragments, "list the remark fragments not understood");
  info->add_flag("--skipped", options->skipped, "list the records that were not loaded");
  AddFormatOption(*info, options->format);
  info->callback([&body, options] { body = [options] { return RunInfo(*options); }; });

  AddIndexDiffCommand(*index, body);

  CLI::App* verify = index->add_subcommand("verify", "check every byte of a snapshot");
  verify->add_option("DIR", options->directory, "snapshot directory")->required();
  verify->add_option("--key", options->key, "Ed25519 public key (PEM) that must have signed it");
  verify->callback([&body, options] { body = [options] { return RunVerify(*options); }; });
}

}  // namespace lynceus::client
