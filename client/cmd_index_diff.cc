// `lynceus index diff`: what changed between two snapshots, record by record.
#include <cstdio>
#include <map>
#include <memory>

#include "client/command.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/review/answer_text.h"
#include "lib/store/diff.h"
#include "lib/store/snapshot.h"

namespace lynceus::client {
namespace {

struct Options {
  std::string before;
  std::string after;
  std::string source;
  std::string format = "text";
  bool summary = false;
};

unsigned long long Number(std::uint64_t value) { return value; }

struct Counts {
  std::uint64_t added = 0;
  std::uint64_t removed = 0;
  std::uint64_t changed = 0;
  std::uint64_t moved = 0;  // says the same, but belongs to another party
};

void Count(const store::RecordChange& change, Counts& counts) {
  if (change.kind == store::ChangeKind::kAdded) {
    ++counts.added;
  } else if (change.kind == store::ChangeKind::kRemoved) {
    ++counts.removed;
  } else if (change.is_restated()) {
    ++counts.changed;
  } else {
    ++counts.moved;
  }
}

// True where the record belongs to another party than before.
bool IsMoved(const store::RecordChange& change) {
  return change.kind == store::ChangeKind::kChanged &&
         change.canonical_before != change.canonical_after;
}

void PrintText(const store::RecordChange& change) {
  const std::string_view kind = store::ChangeKindName(change.kind);
  std::printf("%.*s %s  %s  [%s]\n", static_cast<int>(kind.size()), kind.data(), change.id.c_str(),
              review::Printable(change.caption).c_str(), change.source.c_str());
  if (IsMoved(change)) {
    std::printf("    party %s -> %s\n", change.canonical_before.c_str(),
                change.canonical_after.c_str());
  }
  if (change.kind != store::ChangeKind::kChanged) return;
  for (const std::string& fact : change.facts_removed) {
    std::printf("  - %s\n", review::Printable(fact).c_str());
  }
  for (const std::string& fact : change.facts_added) {
    std::printf("  + %s\n", review::Printable(fact).c_str());
  }
}

void PrintJson(const store::RecordChange& change) {
  JsonWriter json;
  const auto texts = [&json](std::string_view key, const std::vector<std::string>& values) {
    json.Key(key).BeginArray();
    for (const std::string& value : values) json.String(value);
    json.EndArray();
  };
  json.BeginObject().Member("change", store::ChangeKindName(change.kind)).Member("id", change.id);
  json.Member("source", change.source).Member("caption", change.caption);
  json.Member("party_before", change.canonical_before);
  json.Member("party_after", change.canonical_after);
  texts("facts_removed", change.facts_removed);
  texts("facts_added", change.facts_added);
  json.EndObject();
  std::puts(json.Take().c_str());
}

absl::Status RunDiff(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto before, store::Snapshot::Open(options.before, {}));
  LYNCEUS_ASSIGN_OR_RETURN(const auto after, store::Snapshot::Open(options.after, {}));
  const auto records_before = before->OpenRecords();
  const auto records_after = after->OpenRecords();
  std::map<std::string, Counts> by_source;
  LYNCEUS_RETURN_IF_ERROR(
      store::DiffRecords(*records_before, *records_after, [&](const store::RecordChange& change) {
        if (!options.source.empty() && change.source != options.source) return absl::OkStatus();
        Count(change, by_source[change.source]);
        if (options.summary) return absl::OkStatus();
        options.format == "json" ? PrintJson(change) : PrintText(change);
        return absl::OkStatus();
      }));
  if (options.format == "json") return absl::OkStatus();
  for (const auto& [source, counts] : by_source) {
    std::printf("%s: added %llu, removed %llu, changed %llu, of another party %llu\n",
                source.c_str(), Number(counts.added), Number(counts.removed),
                Number(counts.changed), Number(counts.moved));
  }
  if (by_source.empty()) std::puts("no record differs");
  return absl::OkStatus();
}

}  // namespace

void AddIndexDiffCommand(CLI::App& index, Body& body) {
  auto options = std::make_shared<Options>();
  CLI::App* diff = index.add_subcommand("diff", "what changed between two snapshots");
  diff->add_option("BEFORE", options->before, "snapshot directory")->required();
  diff->add_option("AFTER", options->after, "snapshot directory")->required();
  diff->add_option("--source", options->source, "only records of this source (ofac-sdn)");
  diff->add_flag("--summary", options->summary, "only the counts of each source");
  AddFormatOption(*diff, options->format);
  diff->callback([&body, options] { body = [options] { return RunDiff(*options); }; });
}

}  // namespace lynceus::client
