#include "lib/review/record_index.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/answer_reader.h"

namespace lynceus::review {
namespace {

using Column = IndexSegment::Column;

constexpr std::string_view kSegmentPrefix = "records-";

absl::StatusOr<std::vector<std::unique_ptr<IndexSegment>>> OpenSegments(
    const std::string& directory) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto names, ListDirectory(directory));
  std::vector<std::unique_ptr<IndexSegment>> segments;
  std::uint64_t next = 0;
  for (const std::string& name : names) {
    if (!name.starts_with(kSegmentPrefix) || name.ends_with(".new")) continue;
    LYNCEUS_ASSIGN_OR_RETURN(segments.emplace_back(),
                             IndexSegment::Open(JoinPath(directory, name)));
    if (segments.back()->first() != next) {
      return DataLossError({.subject = JoinPath(directory, name),
                            .cause = absl::StrCat("it begins with record ",
                                                  segments.back()->first(), ", not ", next),
                            .remedy = "make the index again: `lynceus log list --rebuild`"});
    }
    next = segments.back()->end();
  }
  return segments;
}

absl::Status RemoveUnfinished(const std::string& directory) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto names, ListDirectory(directory));
  for (const std::string& name : names) {
    if (!name.starts_with(kSegmentPrefix) || !name.ends_with(".new")) continue;
    LYNCEUS_RETURN_IF_ERROR(RemoveTree(JoinPath(directory, name)));
  }
  return absl::OkStatus();
}

// An update of few records, which is what most are, is waited for.
absl::StatusOr<std::unique_ptr<FileLock>> LockIndex(const std::string& directory) {
  constexpr int kTries = 50;
  constexpr auto kPause = std::chrono::milliseconds(20);
  auto lock = FileLock::Acquire(JoinPath(directory, "lock"));
  for (int i = 0; i < kTries && absl::IsUnavailable(lock.status()); ++i) {
    std::this_thread::sleep_for(kPause);
    lock = FileLock::Acquire(JoinPath(directory, "lock"));
  }
  return lock;
}

bool MatchedSomebody(const Leaf& leaf) { return leaf.hits > 0 || leaf.suppressed > 0; }

// Writes the segment anew where it holds records that were erased; returns how many.
absl::StatusOr<std::uint64_t> Mark(const IndexSegment& segment, const ErasedRecords& erased,
                                   const std::string& directory) {
  const auto first = erased.indexes().lower_bound(segment.first());
  const bool within = first != erased.indexes().end() && *first < segment.end();
  if (!within && !erased.has_buckets()) return 0;
  LYNCEUS_ASSIGN_OR_RETURN(SegmentBuilder builder, SegmentBuilder::From(segment));
  const std::uint64_t marked = builder.Erase(erased);
  if (marked == 0) return 0;
  LYNCEUS_RETURN_IF_ERROR(builder.Write(SegmentPath(directory, builder.first())));
  return marked;
}

absl::Status MarkAll(const std::string& directory, const ErasedRecords& erased) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto segments, OpenSegments(directory));
  for (const auto& segment : segments) {
    LYNCEUS_RETURN_IF_ERROR(Mark(*segment, erased, directory).status());
  }
  return absl::OkStatus();
}

absl::Status RemoveSegments(const std::string& directory) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto names, ListDirectory(directory));
  for (const std::string& name : names) {
    if (!name.starts_with(kSegmentPrefix)) continue;
    LYNCEUS_RETURN_IF_ERROR(RemoveTree(JoinPath(directory, name)));
  }
  return absl::OkStatus();
}

// Adds what is new in rounds of one segment.
class Updater {
 public:
  Updater(const RecordReader& records, std::string directory)
      : records_(records), directory_(std::move(directory)) {}

  absl::StatusOr<IndexUpdate> Run() {
    LYNCEUS_ASSIGN_OR_RETURN(const auto segments, OpenSegments(directory_));
    LYNCEUS_RETURN_IF_ERROR(CheckLog(segments));
    std::uint64_t done = segments.empty() ? 0 : segments.back()->end();
    LYNCEUS_RETURN_IF_ERROR(FindErased(done));
    for (const auto& segment : segments) LYNCEUS_RETURN_IF_ERROR(Refresh(*segment));
    if (!segments.empty() && segments.back()->count() < kSegmentRecordsMax &&
        done < records_.size()) {
      LYNCEUS_ASSIGN_OR_RETURN(
          const auto last, IndexSegment::Open(SegmentPath(directory_, segments.back()->first())));
      LYNCEUS_ASSIGN_OR_RETURN(SegmentBuilder builder, SegmentBuilder::From(*last));
      LYNCEUS_ASSIGN_OR_RETURN(done, Fill(builder));
    }
    while (done < records_.size()) {
      LYNCEUS_ASSIGN_OR_RETURN(const Sha256 first_leaf, LeafDigest(done));
      SegmentBuilder builder(done, first_leaf);
      LYNCEUS_ASSIGN_OR_RETURN(done, Fill(builder));
    }
    return Summary();
  }

 private:
  absl::StatusOr<Sha256> LeafDigest(std::uint64_t index) const {
    LYNCEUS_ASSIGN_OR_RETURN(const LogRecord record, records_.Read(index));
    return Sha256Of(EncodeLeaf(record.leaf));
  }

  absl::Status CheckLog(const std::vector<std::unique_ptr<IndexSegment>>& segments) const {
    for (const auto& segment : segments) {
      const bool there = segment->end() <= records_.size();
      const auto digest = there ? LeafDigest(segment->first()) : absl::StatusOr<Sha256>(Sha256{});
      LYNCEUS_RETURN_IF_ERROR(digest.status());
      if (there && *digest == segment->first_leaf()) continue;
      return PreconditionError(
          {.subject = directory_,
           .cause = "the index is not of this log, or the log is shorter than it was",
           .remedy = "verify the log; then make the index again: `lynceus log list --rebuild`"});
    }
    return absl::OkStatus();
  }

  // What the records behind `done` say was erased. Known before any of them is in the index, so
  // that a run that is cut short leaves nothing unmarked.
  absl::Status FindErased(std::uint64_t done) {
    return records_.ForEach(
        done, records_.size(), [](std::uint64_t, const Leaf&) { return false; },
        [&](const LogRecord& record) {
          erased_.Add(record.leaf);
          return absl::OkStatus();
        });
  }

  // Takes out what was erased, and makes a segment with sealed records again where the key is at
  // hand now.
  absl::Status Refresh(const IndexSegment& segment) {
    if (segment.sealed() > 0) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool opens, OpensNow(segment));
      if (opens) {
        LYNCEUS_ASSIGN_OR_RETURN(const auto marked, segment.Bytes(Column::kErased));
        for (std::size_t i = 0; i < marked.size(); ++i) {
          if (marked[i] != std::byte{0}) erased_.AddRecord(segment.first() + i);
        }
        SegmentBuilder builder(segment.first(), segment.first_leaf());
        return FillUntil(builder, segment.end());
      }
    }
    LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t forgotten, Mark(segment, erased_, directory_));
    update_.forgotten += forgotten;
    return absl::OkStatus();
  }

  // Whether some record that matched somebody can be opened.
  absl::StatusOr<bool> OpensNow(const IndexSegment& segment) const {
    bool opens = false;
    LYNCEUS_RETURN_IF_ERROR(records_.ForEach(
        segment.first(), segment.end(),
        [&](std::uint64_t, const Leaf& leaf) { return !opens && MatchedSomebody(leaf); },
        [&](const LogRecord& record) {
          opens = opens || record.state == BodyState::kOpened;
          return absl::OkStatus();
        }));
    return opens;
  }

  absl::StatusOr<std::uint64_t> Fill(SegmentBuilder& builder) {
    const std::uint64_t end = std::min(records_.size(), builder.first() + kSegmentRecordsMax);
    update_.added += end - builder.end();
    LYNCEUS_RETURN_IF_ERROR(FillUntil(builder, end));
    return end;
  }

  absl::Status FillUntil(SegmentBuilder& builder, std::uint64_t end) {
    LYNCEUS_RETURN_IF_ERROR(records_.ForEach(
        builder.end(), end,
        [&](std::uint64_t, const Leaf& leaf) {
          return leaf.kind == RecordKind::kScreen &&
                 (MatchedSomebody(leaf) || !builder.KnowsLists(leaf.snapshot));
        },
        [&](const LogRecord& record) { return Add(record, builder); }));
    builder.Erase(erased_);
    return builder.Write(SegmentPath(directory_, builder.first()));
  }

  static absl::Status Add(const LogRecord& record, SegmentBuilder& builder) {
    const Leaf& leaf = record.leaf;
    IndexedRecord indexed{.unix_micros = leaf.unix_micros,
                          .kind = leaf.kind,
                          .decision = leaf.decision,
                          .caller = leaf.caller,
                          .legal_entity = leaf.legal_entity,
                          .snapshot = leaf.snapshot,
                          .earlier = leaf.earlier};
    if (record.state == BodyState::kOpened && leaf.kind == RecordKind::kScreen) {
      const std::string& answer = record.body.answer_json;
      LYNCEUS_ASSIGN_OR_RETURN(indexed.entities, EntitiesOf(answer));
      if (!builder.KnowsLists(leaf.snapshot)) {
        LYNCEUS_ASSIGN_OR_RETURN(ListVersions lists, ListVersionsOf(answer));
        builder.SetLists(leaf.snapshot, std::move(lists));
      }
    }
    if (leaf.kind == RecordKind::kScreen && !builder.KnowsLists(leaf.snapshot)) {
      builder.SetLists(leaf.snapshot, {kUnknownLists});
    }
    indexed.sealed = record.state == BodyState::kSealed && MatchedSomebody(leaf);
    builder.Add(indexed);
    return absl::OkStatus();
  }

  absl::StatusOr<IndexUpdate> Summary() {
    LYNCEUS_ASSIGN_OR_RETURN(const auto segments, OpenSegments(directory_));
    for (const auto& segment : segments) {
      update_.records = segment->end();
      update_.sealed += segment->sealed();
    }
    return update_;
  }

  const RecordReader& records_;
  const std::string directory_;
  ErasedRecords erased_;
  IndexUpdate update_;
};

// --- searching -----------------------------------------------------------------------------------

// Which words of a dictionary are wanted, as the set of their numbers.
using Numbers = std::set<std::uint32_t>;

Numbers SnapshotsOf(const IndexSegment& segment, const RecordFilter& filter) {
  Numbers numbers;
  const auto& words = segment.snapshots().words();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const ListVersions& lists = segment.lists()[i];
    const bool listed =
        filter.list_version.empty() ||
        std::any_of(lists.begin(), lists.end(), [&](const std::string& version) {
          return version == filter.list_version || version.starts_with(filter.list_version + "@");
        });
    if (listed && words[i].starts_with(filter.snapshot)) {
      numbers.insert(static_cast<std::uint32_t>(i));
    }
  }
  return numbers;
}

// Narrows `selected` to the records whose value passes.
template <typename Passes>
absl::Status Narrow(const IndexSegment& segment, Column column, std::vector<bool>& selected,
                    const Passes& passes) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, segment.Bytes(column));
  const std::size_t width = bytes.size() / std::max<std::size_t>(1, segment.count());
  for (std::size_t i = 0; i < selected.size(); ++i) {
    if (selected[i] && !passes(&bytes[i * width])) selected[i] = false;
  }
  return absl::OkStatus();
}

absl::Status NarrowByWord(const IndexSegment& segment, Column column, const WordColumn& words,
                          const std::optional<std::string>& wanted, std::vector<bool>& selected) {
  if (!wanted) return absl::OkStatus();
  const auto number = words.Find(*wanted);
  if (!number) {
    selected.assign(selected.size(), false);
    return absl::OkStatus();
  }
  return Narrow(segment, column, selected,
                [&](const std::byte* at) { return LoadU32(at) == *number; });
}

absl::Status NarrowBySnapshot(const IndexSegment& segment, const RecordFilter& filter,
                              std::vector<bool>& selected) {
  if (filter.snapshot.empty() && filter.list_version.empty()) return absl::OkStatus();
  const Numbers wanted = SnapshotsOf(segment, filter);
  if (wanted.empty()) {
    selected.assign(selected.size(), false);
    return absl::OkStatus();
  }
  return Narrow(segment, Column::kSnapshot, selected,
                [&](const std::byte* at) { return wanted.contains(LoadU32(at)); });
}

absl::Status NarrowByByte(const IndexSegment& segment, Column column, std::uint8_t wanted,
                          std::vector<bool>& selected) {
  return Narrow(segment, column, selected,
                [&](const std::byte* at) { return std::to_integer<std::uint8_t>(*at) == wanted; });
}

bool OutsideTime(const IndexSegment& segment, const RecordFilter& filter) {
  return (filter.from_unix_micros && segment.latest() < *filter.from_unix_micros) ||
         (filter.until_unix_micros && segment.earliest() >= *filter.until_unix_micros);
}

bool WithinTime(const IndexSegment& segment, const RecordFilter& filter) {
  return (!filter.from_unix_micros || segment.earliest() >= *filter.from_unix_micros) &&
         (!filter.until_unix_micros || segment.latest() < *filter.until_unix_micros);
}

absl::Status NarrowByTime(const IndexSegment& segment, const RecordFilter& filter,
                          std::vector<bool>& selected) {
  if (WithinTime(segment, filter)) return absl::OkStatus();
  return Narrow(segment, Column::kTime, selected, [&](const std::byte* at) {
    const auto time = static_cast<std::int64_t>(LoadU64(at));
    return (!filter.from_unix_micros || time >= *filter.from_unix_micros) &&
           (!filter.until_unix_micros || time < *filter.until_unix_micros);
  });
}

// The records of a segment that the filter selects.
absl::StatusOr<std::vector<bool>> Select(const IndexSegment& segment, const RecordFilter& filter) {
  std::vector<bool> selected(segment.count(), filter.entity.empty());
  if (!filter.entity.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto records, segment.WithEntity(filter.entity));
    for (const std::uint32_t record : records) selected[record] = true;
    if (records.empty()) return selected;
  }
  LYNCEUS_RETURN_IF_ERROR(NarrowByTime(segment, filter, selected));
  if (filter.kind) {
    LYNCEUS_RETURN_IF_ERROR(
        NarrowByByte(segment, Column::kKind, static_cast<std::uint8_t>(*filter.kind), selected));
  }
  if (filter.decision) {
    // Only screenings have one.
    LYNCEUS_RETURN_IF_ERROR(NarrowByByte(segment, Column::kKind,
                                         static_cast<std::uint8_t>(RecordKind::kScreen), selected));
    LYNCEUS_RETURN_IF_ERROR(NarrowByByte(segment, Column::kDecision,
                                         static_cast<std::uint8_t>(*filter.decision), selected));
  }
  if (filter.erased) {
    LYNCEUS_RETURN_IF_ERROR(
        NarrowByByte(segment, Column::kErased, *filter.erased ? 1 : 0, selected));
  }
  if (filter.follows) {
    LYNCEUS_RETURN_IF_ERROR(Narrow(segment, Column::kEarlier, selected, [&](const std::byte* at) {
      return LoadU64(at) == *filter.follows + 1;
    }));
  }
  LYNCEUS_RETURN_IF_ERROR(
      NarrowByWord(segment, Column::kCaller, segment.callers(), filter.caller, selected));
  LYNCEUS_RETURN_IF_ERROR(NarrowByWord(segment, Column::kLegalEntity, segment.legal_entities(),
                                       filter.legal_entity, selected));
  LYNCEUS_RETURN_IF_ERROR(NarrowBySnapshot(segment, filter, selected));
  return selected;
}

absl::Status CannotTell(std::string_view what, std::uint64_t count) {
  return PreconditionError(
      {.subject = "record index",
       .cause = absl::StrCat("it cannot tell: ", count, " ", ToAbsl(what)),
       .remedy = "give the master key (--master-key); what could not be opened is then opened"});
}

}  // namespace

std::string IndexDirectory(const std::string& log) { return JoinPath(log, "index"); }

std::string SegmentPath(const std::string& directory, std::uint64_t first) {
  return JoinPath(directory, absl::StrFormat("%s%012u", std::string(kSegmentPrefix), first));
}

absl::StatusOr<ListVersions> ListVersionsOf(const std::string& answer_json) {
  LYNCEUS_ASSIGN_OR_RETURN(const DecisionCore core, ReadDecisionCore(answer_json));
  ListVersions versions;
  for (const ListRef& list : core.lists) {
    if (list.state == ListState::kMissing) continue;
    versions.push_back(absl::StrCat(list.authority, "/", list.name, "@",
                                    list.date ? list.date->ToString() : "undated"));
  }
  return versions;
}

absl::StatusOr<std::vector<std::string>> EntitiesOf(const std::string& answer_json) {
  LYNCEUS_ASSIGN_OR_RETURN(const DecisionCore core, ReadDecisionCore(answer_json));
  std::set<std::string> ids;
  for (const auto* matches : {&core.hits, &core.suppressed}) {
    for (const Match& match : *matches) {
      ids.insert(match.entity_id);
      ids.insert(match.ids.begin(), match.ids.end());
    }
  }
  return std::vector<std::string>(ids.begin(), ids.end());
}

absl::StatusOr<IndexUpdate> UpdateRecordIndex(const RecordReader& records,
                                              const std::string& directory, bool rebuild) {
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(directory));
  LYNCEUS_ASSIGN_OR_RETURN(const auto lock, FileLock::Acquire(JoinPath(directory, "lock")));
  if (rebuild) LYNCEUS_RETURN_IF_ERROR(RemoveSegments(directory));
  return Updater(records, directory).Run();
}

absl::Status ForgetErased(const std::string& directory, const ErasedRecords& erased) {
  if (!IsDirectory(directory)) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const auto lock, LockIndex(directory));
  // An update that was killed left its half there, with the parties in it.
  LYNCEUS_RETURN_IF_ERROR(RemoveUnfinished(directory));
  return MarkAll(directory, erased).ok() ? absl::OkStatus() : RemoveSegments(directory);
}

absl::StatusOr<RecordIndex> RecordIndex::Open(const std::string& directory) {
  RecordIndex index;
  LYNCEUS_ASSIGN_OR_RETURN(index.segments_, OpenSegments(directory));
  return index;
}

namespace {

absl::Status CountUntold(const IndexSegment& segment, const RecordFilter& filter,
                         std::span<const std::byte> erased, FoundRecords& found) {
  if (filter.entity.empty()) return absl::OkStatus();
  RecordFilter rest = filter;
  rest.entity.clear();
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<bool> fits, Select(segment, rest));
  LYNCEUS_ASSIGN_OR_RETURN(const auto kinds, segment.Bytes(Column::kKind));
  for (std::size_t i = 0; i < fits.size(); ++i) {
    const bool screened = kinds[i] == static_cast<std::byte>(RecordKind::kScreen);
    if (fits[i] && screened && erased[i] != std::byte{0}) ++found.untold;
  }
  return absl::OkStatus();
}

}  // namespace

std::uint64_t RecordIndex::size() const { return segments_.empty() ? 0 : segments_.back()->end(); }

absl::StatusOr<FoundRecords> RecordIndex::Find(const RecordFilter& filter,
                                               std::uint64_t records_max) const {
  FoundRecords found;
  for (const auto& segment : segments_) {
    if (OutsideTime(*segment, filter)) continue;
    if (!filter.entity.empty() && segment->sealed() > 0) {
      return CannotTell("records matched somebody and are sealed", segment->sealed());
    }
    if (!filter.list_version.empty()) {
      const auto unknown = std::count_if(
          segment->lists().begin(), segment->lists().end(),
          [](const ListVersions& lists) { return lists == ListVersions{kUnknownLists}; });
      if (unknown > 0) {
        return CannotTell("snapshots whose lists no opened record says",
                          static_cast<std::uint64_t>(unknown));
      }
    }
    LYNCEUS_ASSIGN_OR_RETURN(const std::vector<bool> selected, Select(*segment, filter));
    LYNCEUS_ASSIGN_OR_RETURN(const auto erased, segment->Bytes(Column::kErased));
    LYNCEUS_RETURN_IF_ERROR(CountUntold(*segment, filter, erased, found));
    for (std::size_t i = 0; i < selected.size(); ++i) {
      if (!selected[i]) continue;
      ++found.total;
      if (found.indexes.size() >= records_max) continue;
      found.indexes.push_back(segment->first() + i);
      if (erased[i] != std::byte{0}) found.erased.push_back(segment->first() + i);
    }
  }
  return found;
}

}  // namespace lynceus::review
