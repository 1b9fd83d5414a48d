#include "lib/review/index_segment.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/block.h"
#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus::review {
namespace {

constexpr std::string_view kMagic = "LYNX";
constexpr std::uint32_t kVersion = 2;
constexpr std::size_t kOffsets = 10;  // dictionary, eight columns, entity rows
constexpr std::size_t kHeadBytes = 4 + 4 + 8 + 4 + 4 + 8 + 8 + 32 + kOffsets * 8 + 8;
constexpr std::size_t kRowBytes = 12;
constexpr std::array<std::size_t, 8> kWidths = {8, 1, 1, 4, 4, 4, 1, 8};

absl::Status Damaged(std::string_view cause) {
  return DataLossError({.subject = "record index",
                        .cause = std::string(cause),
                        .remedy = "make it again: `lynceus log list --rebuild`"});
}

void AppendWords(std::string& out, const std::vector<std::string>& words) {
  AppendVarint(out, words.size());
  for (const std::string& word : words) AppendField(out, word);
}

std::vector<std::string> ReadWords(ByteCursor& cursor) {
  std::vector<std::string> words;
  for (std::uint64_t count = cursor.Varint(); count > 0 && cursor.ok(); --count) {
    words.emplace_back(cursor.Field());
  }
  return words;
}

WordColumn ColumnOf(const std::vector<std::string>& words) {
  WordColumn column;
  for (const std::string& word : words) column.NumberOf(word);
  return column;
}

std::string Packed(const std::vector<std::uint32_t>& values) {
  std::string bytes;
  bytes.reserve(values.size() * 4);
  for (const std::uint32_t value : values) AppendU32(bytes, value);
  return bytes;
}

std::vector<std::uint32_t> Unpacked(std::span<const std::byte> bytes) {
  std::vector<std::uint32_t> values(bytes.size() / 4);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = LoadU32(&bytes[i * 4]);
  return values;
}

std::string TextOf(std::span<const std::byte> bytes) {
  std::string text(bytes.size(), '\0');
  std::transform(bytes.begin(), bytes.end(), text.begin(),
                 [](std::byte byte) { return static_cast<char>(byte); });
  return text;
}

}  // namespace

std::uint64_t EntityHash(std::string_view entity) {
  const Sha256 digest = Sha256Of(entity);
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < 8; ++i) hash = hash << 8 | digest[i];
  return hash;
}

std::uint32_t WordColumn::NumberOf(const std::string& word) {
  const auto [at, added] = numbers_.emplace(word, static_cast<std::uint32_t>(words_.size()));
  if (added) words_.push_back(word);
  return at->second;
}

std::optional<std::uint32_t> WordColumn::Find(std::string_view word) const {
  const auto found = numbers_.find(word);
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

absl::StatusOr<SegmentBuilder> SegmentBuilder::From(const IndexSegment& segment) {
  using Column = IndexSegment::Column;
  SegmentBuilder builder(segment.first(), segment.first_leaf());
  builder.sealed_ = segment.sealed();
  LYNCEUS_ASSIGN_OR_RETURN(const auto times, segment.Bytes(Column::kTime));
  for (std::size_t at = 0; at < times.size(); at += 8) {
    builder.times_.push_back(static_cast<std::int64_t>(LoadU64(&times[at])));
  }
  LYNCEUS_ASSIGN_OR_RETURN(const auto kinds, segment.Bytes(Column::kKind));
  builder.kinds_ = TextOf(kinds);
  LYNCEUS_ASSIGN_OR_RETURN(const auto decisions, segment.Bytes(Column::kDecision));
  builder.decisions_ = TextOf(decisions);
  LYNCEUS_ASSIGN_OR_RETURN(const auto callers, segment.Bytes(Column::kCaller));
  builder.callers_ = Unpacked(callers);
  LYNCEUS_ASSIGN_OR_RETURN(const auto legal_entities, segment.Bytes(Column::kLegalEntity));
  builder.legal_entities_ = Unpacked(legal_entities);
  LYNCEUS_ASSIGN_OR_RETURN(const auto snapshots, segment.Bytes(Column::kSnapshot));
  builder.snapshots_ = Unpacked(snapshots);
  LYNCEUS_ASSIGN_OR_RETURN(const auto erased, segment.Bytes(Column::kErased));
  builder.erased_ = TextOf(erased);
  LYNCEUS_ASSIGN_OR_RETURN(const auto earlier, segment.Bytes(Column::kEarlier));
  for (std::size_t at = 0; at < earlier.size(); at += 8) {
    builder.earlier_.push_back(LoadU64(&earlier[at]));
  }
  builder.caller_words_ = segment.callers();
  builder.legal_entity_words_ = segment.legal_entities();
  builder.snapshot_words_ = segment.snapshots();
  for (std::size_t i = 0; i < segment.lists().size(); ++i) {
    if (segment.lists()[i].empty()) continue;
    builder.lists_[segment.snapshots().words()[i]] = segment.lists()[i];
  }
  LYNCEUS_ASSIGN_OR_RETURN(const auto rows, segment.Rows());
  for (const auto& [hash, record] : rows) builder.rows_.push_back({hash, record});
  return builder;
}

bool SegmentBuilder::KnowsLists(const std::string& snapshot) const {
  const auto lists = lists_.find(snapshot);
  return lists != lists_.end() && lists->second != ListVersions{kUnknownLists};
}

void SegmentBuilder::Add(const IndexedRecord& record) {
  LYNCEUS_CHECK(!full());
  const auto number = static_cast<std::uint32_t>(times_.size());
  times_.push_back(record.unix_micros);
  kinds_.push_back(static_cast<char>(record.kind));
  decisions_.push_back(static_cast<char>(record.decision));
  callers_.push_back(caller_words_.NumberOf(record.caller));
  legal_entities_.push_back(legal_entity_words_.NumberOf(record.legal_entity));
  snapshots_.push_back(snapshot_words_.NumberOf(record.snapshot));
  erased_.push_back('\0');
  earlier_.push_back(record.earlier ? *record.earlier + 1 : 0);
  for (const std::string& entity : record.entities) rows_.push_back({EntityHash(entity), number});
  if (record.sealed) ++sealed_;
}

std::string SegmentBuilder::BucketAt(std::size_t record) const {
  return BucketOf({.unix_micros = times_[record],
                   .legal_entity = legal_entity_words_.words()[legal_entities_[record]]});
}

std::uint64_t SegmentBuilder::Erase(const ErasedRecords& erased) {
  std::uint64_t marked = 0;
  const auto mark = [&](std::size_t record) {
    if (erased_[record] == 0) ++marked;
    erased_[record] = 1;
  };
  for (auto at = erased.indexes().lower_bound(first_); at != erased.indexes().end(); ++at) {
    if (*at >= end()) break;
    mark(static_cast<std::size_t>(*at - first_));
  }
  for (std::size_t record = 0; erased.has_buckets() && record < times_.size(); ++record) {
    if (erased.Has(first_ + record, BucketAt(record))) mark(record);
  }
  if (marked > 0) {
    std::erase_if(rows_, [&](const EntityRow& row) { return erased_[row.record] != 0; });
  }
  return marked;
}

std::string SegmentBuilder::Dictionary() const {
  std::string out;
  AppendWords(out, caller_words_.words());
  AppendWords(out, legal_entity_words_.words());
  AppendWords(out, snapshot_words_.words());
  for (const std::string& snapshot : snapshot_words_.words()) {
    const auto lists = lists_.find(snapshot);
    AppendWords(out, lists == lists_.end() ? ListVersions() : lists->second);
  }
  return out;
}

absl::Status SegmentBuilder::Write(const std::string& path) const {
  std::vector<EntityRow> rows = rows_;
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  std::string packed_rows;
  for (const EntityRow& row : rows) {
    AppendU64(packed_rows, row.hash);
    AppendU32(packed_rows, row.record);
  }
  std::string packed_times;
  for (const std::int64_t time : times_) AppendU64(packed_times, static_cast<std::uint64_t>(time));
  std::string packed_earlier;
  for (const std::uint64_t earlier : earlier_) AppendU64(packed_earlier, earlier);
  const std::array<std::string, kOffsets> sections = {
      Dictionary(),       packed_times,     kinds_,
      decisions_,         Packed(callers_), Packed(legal_entities_),
      Packed(snapshots_), erased_,          packed_earlier,
      packed_rows};
  std::string head(kMagic);
  AppendU32(head, kVersion);
  AppendU64(head, first_);
  AppendU32(head, static_cast<std::uint32_t>(times_.size()));
  AppendU32(head, sealed_);
  const auto [earliest, latest] = std::minmax_element(times_.begin(), times_.end());
  AppendU64(head, static_cast<std::uint64_t>(times_.empty() ? 0 : *earliest));
  AppendU64(head, static_cast<std::uint64_t>(times_.empty() ? 0 : *latest));
  for (const std::uint8_t byte : first_leaf_) head.push_back(static_cast<char>(byte));
  std::uint64_t offset = kHeadBytes;
  for (const std::string& section : sections) {
    AppendU64(head, offset);
    offset += section.size();
  }
  AppendU64(head, rows.size());
  LYNCEUS_CHECK(head.size() == kHeadBytes);

  const std::string made = path + ".new";
  LYNCEUS_RETURN_IF_ERROR(RemoveTree(made));
  LYNCEUS_ASSIGN_OR_RETURN(const auto writer, store::FlatFileWriter::Create(made));
  LYNCEUS_RETURN_IF_ERROR(writer->Append(head));
  for (const std::string& section : sections) LYNCEUS_RETURN_IF_ERROR(writer->Append(section));
  LYNCEUS_RETURN_IF_ERROR(writer->Finish(true).status());
  if (std::rename(made.c_str(), path.c_str()) != 0) {
    return FileError(path, "cannot move into place", errno);
  }
  return SyncDirectory(path.substr(0, path.rfind('/')));
}

absl::StatusOr<std::unique_ptr<IndexSegment>> IndexSegment::Open(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(auto file, store::FlatFile::Open(path));
  std::unique_ptr<IndexSegment> segment(new IndexSegment(std::move(file)));
  LYNCEUS_RETURN_IF_ERROR(Annotate(segment->ReadHead(), {.place = path}));
  return segment;
}

absl::Status IndexSegment::ReadHead() {
  if (file_->size() < kHeadBytes) return Damaged("it is too short");
  LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, file_->Bytes(0, kHeadBytes));
  ByteCursor cursor(bytes);
  if (cursor.Raw(kMagic.size()) != kMagic) return Damaged("it does not begin with LYNX");
  const std::uint32_t version = cursor.U32();
  if (version != kVersion) {
    return PreconditionError({.subject = "record index",
                              .cause = absl::StrCat("its version is ", version),
                              .remedy = "make it again: `lynceus log list --rebuild`"});
  }
  first_ = cursor.U64();
  count_ = cursor.U32();
  sealed_ = cursor.U32();
  earliest_ = static_cast<std::int64_t>(cursor.U64());
  latest_ = static_cast<std::int64_t>(cursor.U64());
  const std::string_view digest = cursor.Raw(first_leaf_.size());
  std::transform(digest.begin(), digest.end(), first_leaf_.begin(),
                 [](char byte) { return static_cast<std::uint8_t>(byte); });
  const std::uint64_t dictionary = cursor.U64();
  for (std::size_t i = 0; i < kWidths.size(); ++i) offsets_.push_back(cursor.U64());
  rows_offset_ = cursor.U64();
  rows_count_ = cursor.U64();
  if (count_ > kSegmentRecordsMax || rows_count_ > file_->size() / kRowBytes ||
      dictionary > offsets_.front()) {
    return Damaged("its head contradicts itself");
  }
  return ReadDictionary(dictionary);
}

absl::Status IndexSegment::ReadDictionary(std::uint64_t offset) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, file_->Bytes(offset, offsets_.front() - offset));
  ByteCursor cursor(bytes);
  callers_ = ColumnOf(ReadWords(cursor));
  legal_entities_ = ColumnOf(ReadWords(cursor));
  snapshots_ = ColumnOf(ReadWords(cursor));
  for (std::size_t i = 0; i < snapshots_.words().size(); ++i) lists_.push_back(ReadWords(cursor));
  if (!cursor.ok() || !cursor.done()) return Damaged("its dictionary is not whole");
  return absl::OkStatus();
}

absl::StatusOr<std::span<const std::byte>> IndexSegment::Bytes(Column column) const {
  const auto at = static_cast<std::size_t>(column);
  return file_->Bytes(offsets_[at], std::uint64_t{count_} * kWidths[at]);
}

absl::StatusOr<std::vector<std::uint32_t>> IndexSegment::WithEntity(std::string_view entity) const {
  const std::uint64_t wanted = EntityHash(entity);
  // Row by row, so that the blocks of the search alone are read.
  const auto row =
      [&](std::uint64_t at) -> absl::StatusOr<std::pair<std::uint64_t, std::uint32_t>> {
    LYNCEUS_ASSIGN_OR_RETURN(const auto bytes,
                             file_->Bytes(rows_offset_ + at * kRowBytes, kRowBytes));
    return std::pair(LoadU64(bytes.data()), LoadU32(bytes.data() + 8));
  };
  std::uint64_t low = 0;
  std::uint64_t high = rows_count_;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    LYNCEUS_ASSIGN_OR_RETURN(const auto found, row(middle));
    if (found.first < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  std::vector<std::uint32_t> records;
  for (; low < rows_count_; ++low) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto found, row(low));
    if (found.first != wanted) break;
    if (found.second >= count_) return Damaged("a row names no record");
    records.push_back(found.second);
  }
  return records;
}

absl::StatusOr<std::vector<std::pair<std::uint64_t, std::uint32_t>>> IndexSegment::Rows() const {
  LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, file_->Bytes(rows_offset_, rows_count_ * kRowBytes));
  std::vector<std::pair<std::uint64_t, std::uint32_t>> rows;
  for (std::size_t at = 0; at < bytes.size(); at += kRowBytes) {
    rows.emplace_back(LoadU64(&bytes[at]), LoadU32(&bytes[at + 8]));
  }
  return rows;
}

}  // namespace lynceus::review
