#include "lib/review/live_names.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"

namespace lynceus::review {
namespace {

using Named = std::pair<ArchiveKind, std::string>;

std::array<Named, 3> NamesIn(const Leaf& leaf) {
  return {Named{ArchiveKind::kSnapshot, leaf.snapshot}, Named{ArchiveKind::kRules, leaf.rules},
          Named{ArchiveKind::kEngine, leaf.engine}};
}

}  // namespace

absl::Status AddLiveNames(const RecordReader& records, const std::string& log, LiveNames& live) {
  // Whether a body is erased is looked up only where it would make a difference.
  const auto says_more = [&](std::uint64_t, const Leaf& leaf) {
    for (const Named& named : NamesIn(leaf)) {
      if (!named.second.empty() && !live.contains(named)) return true;
    }
    return false;
  };
  return records.ForEach(0, records.size(), says_more, [&](const LogRecord& record) {
    if (record.state == BodyState::kErased) return absl::OkStatus();
    for (const Named& named : NamesIn(record.leaf)) {
      if (!named.second.empty()) {
        live.emplace(named, absl::StrCat(log, ", record ", record.index));
      }
    }
    return absl::OkStatus();
  });
}

}  // namespace lynceus::review
