#include "lib/review/live_names.h"

#include "absl/strings/str_cat.h"

namespace lynceus::review {

absl::Status AddLiveNames(const RecordReader& records, const std::string& log, LiveNames& live) {
  const auto closed = [](std::uint64_t, const Leaf&) { return false; };
  return records.ForEach(0, records.size(), closed, [&](const LogRecord& record) {
    if (record.state == BodyState::kErased) return absl::OkStatus();
    const std::string place = absl::StrCat(log, ", record ", record.index);
    const Leaf& leaf = record.leaf;
    if (!leaf.snapshot.empty()) live.Add(ArchiveKind::kSnapshot, leaf.snapshot, place);
    if (!leaf.rules.empty()) live.Add(ArchiveKind::kRules, leaf.rules, place);
    if (!leaf.engine.empty()) live.Add(ArchiveKind::kEngine, leaf.engine, place);
    return absl::OkStatus();
  });
}

}  // namespace lynceus::review
