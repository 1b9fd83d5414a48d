#include "lib/review/record_sizes.h"

#include <cstdint>
#include <map>

#include "absl/strings/str_format.h"
#include "lib/audit/journal.h"
#include "lib/audit/key_files.h"
#include "lib/audit/log_files.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/leaf.h"

namespace lynceus::review {
namespace {

// Of each record beside leaf and body (lib/audit/FORMAT.md).
constexpr std::uint64_t kJournalHead = 24;
constexpr std::uint64_t kBundleHead = 2;
constexpr std::uint64_t kTreeHashes = 33;  // 32 in the lowest level, 32/256 in each above, rounded
constexpr std::uint64_t kBook = 1'000'000;
constexpr std::uint64_t kMiB = 1u << 20;

struct Sum {
  std::uint64_t count = 0;
  std::uint64_t leaf = 0;
  std::uint64_t body = 0;

  std::uint64_t total() const {
    return leaf + body + leaf +
           count * (kJournalHead + kBundleHead + kTreeHashes + audit::kSlotBytes);
  }
};

std::string LineOf(const std::string& name, const Sum& sum) {
  const auto mean = [&](std::uint64_t bytes) { return (bytes + sum.count / 2) / sum.count; };
  return absl::StrFormat("%-22s %9d %6d %6d %9d %6d %8d\n", name, sum.count, mean(sum.leaf),
                         mean(sum.body), mean(sum.leaf + sum.body) + kJournalHead,
                         mean(sum.leaf) + kBundleHead + kTreeHashes, mean(sum.total()));
}

}  // namespace

absl::StatusOr<std::string> RecordSizesText(const std::string& log_directory) {
  std::map<std::string, Sum> sums;
  Sum screens;
  const auto add = [](const audit::JournalRecord& record, Sum& sum) {
    ++sum.count;
    sum.leaf += record.leaf.size();
    sum.body += record.body.size();
  };
  const auto visit = [&](const audit::JournalRecord& record) -> absl::Status {
    LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(record.leaf));
    std::string name(RecordKindName(leaf.kind));
    if (leaf.kind == RecordKind::kScreen) {
      name += " " + std::string(DecisionName(leaf.decision));
      add(record, screens);
    }
    add(record, sums[name]);
    return absl::OkStatus();
  };
  LYNCEUS_RETURN_IF_ERROR(audit::ScanJournal(audit::JournalPath(log_directory), visit).status());
  std::string text = absl::StrFormat("%-22s %9s %6s %6s %9s %6s %8s\n", "mean bytes a record",
                                     "records", "leaf", "body", "journal", "tiles", "with key");
  for (const auto& [name, sum] : sums) text += LineOf(name, sum);
  if (screens.count == 0) return text;
  text += LineOf("all screenings", screens);
  text += absl::StrFormat("a book of 1,000,000 at this mix: %d MiB\n",
                          screens.total() * kBook / screens.count / kMiB);
  return text;
}

}  // namespace lynceus::review
