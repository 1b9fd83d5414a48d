// Names first, as they come; then their offsets, the anchor table, the identifier table and a
// trailer that says where each begins.
#include "lib/retrieval/candidate_index.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/status.h"
#include "lib/retrieval/name_codec.h"
#include "lib/retrieval/posting_table.h"

namespace lynceus::retrieval {
namespace {

constexpr std::string_view kMagic = "LYNCAND1";
constexpr std::uint32_t kFormatVersion = 1;
constexpr std::uint64_t kTrailerBytes = 104;
constexpr std::uint64_t kOffsetBytes = 8;

struct Trailer {
  std::uint32_t names = 0;
  std::uint32_t entities = 0;
  std::uint64_t names_bytes = 0;     // the names begin at 0
  std::uint64_t offsets_offset = 0;  // names + 1 offsets of 8 bytes
  TableExtent anchors;
  TableExtent identifiers;
};

void AppendExtent(std::string& out, const TableExtent& table) {
  AppendU64(out, table.lists_offset);
  AppendU64(out, table.lists_bytes);
  AppendU64(out, table.entries_offset);
  AppendU64(out, table.keys);
}

TableExtent ReadExtent(ByteCursor& cursor) {
  TableExtent table;
  table.lists_offset = cursor.U64();
  table.lists_bytes = cursor.U64();
  table.entries_offset = cursor.U64();
  table.keys = cursor.U64();
  return table;
}

std::string EncodeTrailer(const Trailer& trailer) {
  std::string out;
  AppendU32(out, trailer.names);
  AppendU32(out, trailer.entities);
  AppendU64(out, trailer.names_bytes);
  AppendU64(out, trailer.offsets_offset);
  AppendExtent(out, trailer.anchors);
  AppendExtent(out, trailer.identifiers);
  AppendU32(out, 0);
  AppendU32(out, kFormatVersion);
  out += kMagic;
  return out;
}

absl::Status Damaged(std::string_view section, std::uint64_t offset) {
  return DataLossError({.subject = "candidate index",
                        .place = absl::StrCat(std::string(section), ", byte ", offset),
                        .cause = "the bytes are damaged",
                        .remedy = "build the snapshot again"});
}

bool Inside(std::uint64_t offset, std::uint64_t count, std::uint64_t each, std::uint64_t size) {
  return offset <= size && (each == 0 || count <= (size - offset) / each);
}

bool TableInside(const TableExtent& table, std::uint64_t size) {
  return Inside(table.lists_offset, table.lists_bytes, 1, size) &&
         Inside(table.entries_offset, table.keys, 16, size);
}

absl::StatusOr<Trailer> ReadTrailer(const BlockSource& blocks) {
  const std::uint64_t size = blocks.size();
  if (size < kTrailerBytes) return Damaged("trailer", size);
  LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, blocks.Bytes(size - kTrailerBytes, kTrailerBytes));
  ByteCursor cursor(bytes);
  Trailer trailer;
  trailer.names = cursor.U32();
  trailer.entities = cursor.U32();
  trailer.names_bytes = cursor.U64();
  trailer.offsets_offset = cursor.U64();
  trailer.anchors = ReadExtent(cursor);
  trailer.identifiers = ReadExtent(cursor);
  const std::uint32_t reserved = cursor.U32();
  const std::uint32_t version = cursor.U32();
  if (cursor.Raw(kMagic.size()) != kMagic) return Damaged("trailer", size - kMagic.size());
  if (version != kFormatVersion) {
    return PreconditionError({.subject = "candidate index",
                              .cause = absl::StrCat("its format version is ", version,
                                                    ", this program reads ", kFormatVersion),
                              .remedy = "build the snapshot again with this program"});
  }
  const bool inside =
      reserved == 0 && trailer.names_bytes <= size &&
      Inside(trailer.offsets_offset, std::uint64_t{trailer.names} + 1, kOffsetBytes, size) &&
      TableInside(trailer.anchors, size) && TableInside(trailer.identifiers, size);
  if (!inside) return Damaged("trailer", size - kTrailerBytes);
  return trailer;
}

std::uint64_t IdentifierKey(std::string_view value) {
  const Sha256 digest = Sha256Of(value);
  std::uint64_t key = 0;
  for (int i = 0; i < 8; ++i) key = key << 8 | digest[static_cast<std::size_t>(i)];
  return key;
}

class MappedIndex final : public CandidateIndex {
 public:
  MappedIndex(const BlockSource& blocks, const Trailer& trailer)
      : blocks_(blocks), trailer_(trailer) {}

  std::uint32_t names() const override { return trailer_.names; }
  std::uint32_t entities() const override { return trailer_.entities; }

  absl::Status Candidates(std::span<const names::Anchor> anchors,
                          std::vector<NameNumber>& out) const override {
    const std::size_t begin = out.size();
    for (const names::Anchor anchor : anchors) {
      LYNCEUS_RETURN_IF_ERROR(LookUp(blocks_, trailer_.anchors, anchor, out));
    }
    const auto first = out.begin() + static_cast<std::ptrdiff_t>(begin);
    std::sort(first, out.end());
    out.erase(std::unique(first, out.end()), out.end());
    return absl::OkStatus();
  }

  absl::Status ByIdentifier(std::string_view value, std::vector<EntityNumber>& out) const override {
    return LookUp(blocks_, trailer_.identifiers, IdentifierKey(value), out);
  }

  absl::Status Decode(NameNumber number, IndexedName& out) const override {
    if (number >= trailer_.names) {
      return MakeError(
          absl::StatusCode::kOutOfRange,
          {.subject = "candidate index", .cause = absl::StrCat("there is no name ", number)});
    }
    LYNCEUS_ASSIGN_OR_RETURN(
        const auto offsets,
        blocks_.Bytes(trailer_.offsets_offset + number * kOffsetBytes, 2 * kOffsetBytes));
    const std::uint64_t begin = LoadU64(offsets.data());
    const std::uint64_t end = LoadU64(offsets.data() + kOffsetBytes);
    if (begin > end || end > trailer_.names_bytes) return Damaged("offsets", number);
    LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, blocks_.Bytes(begin, end - begin));
    if (!DecodeName(bytes, out) || out.entity >= trailer_.entities) return Damaged("names", begin);
    return absl::OkStatus();
  }

 private:
  const BlockSource& blocks_;
  const Trailer trailer_;
};

}  // namespace

struct IndexBuilder::Impl {
  Impl(const names::Analyzer& name_analyzer, BlockSink& block_sink,
       const IndexBuilderOptions& options)
      : analyzer(name_analyzer),
        sink(block_sink),
        anchors(options.spill_directory, options.pairs_max),
        identifiers(options.spill_directory, options.pairs_max) {}

  const names::Analyzer& analyzer;
  BlockSink& sink;
  PostingTableBuilder anchors;
  PostingTableBuilder identifiers;
  std::vector<std::uint64_t> offsets{0};
  std::uint32_t entities = 0;
  std::string encoded;
  std::vector<names::Anchor> scratch;
};

IndexBuilder::IndexBuilder(const names::Analyzer& analyzer, BlockSink& sink,
                           const IndexBuilderOptions& options)
    : impl_(std::make_unique<Impl>(analyzer, sink, options)) {}
IndexBuilder::~IndexBuilder() = default;

absl::Status IndexBuilder::AddName(const IndexedName& name) {
  const auto number = static_cast<NameNumber>(impl_->offsets.size() - 1);
  impl_->encoded.clear();
  EncodeName(name, impl_->encoded);
  LYNCEUS_RETURN_IF_ERROR(impl_->sink.Append(impl_->encoded));
  impl_->offsets.push_back(impl_->offsets.back() + impl_->encoded.size());
  impl_->entities = std::max(impl_->entities, name.entity + 1);
  impl_->scratch.clear();
  impl_->analyzer.Anchors(name.name, /*query=*/false, impl_->scratch);
  for (const names::Anchor anchor : impl_->scratch) {
    LYNCEUS_RETURN_IF_ERROR(impl_->anchors.Add({anchor, number}));
  }
  return absl::OkStatus();
}

absl::Status IndexBuilder::AddIdentifier(EntityNumber entity, std::string_view value) {
  if (value.empty()) return absl::OkStatus();
  impl_->entities = std::max(impl_->entities, entity + 1);
  return impl_->identifiers.Add({IdentifierKey(value), entity});
}

absl::Status IndexBuilder::Finish() {
  Trailer trailer{.names = static_cast<std::uint32_t>(impl_->offsets.size() - 1),
                  .entities = impl_->entities,
                  .names_bytes = impl_->offsets.back(),
                  .offsets_offset = impl_->sink.size()};
  std::string offsets;
  for (const std::uint64_t offset : impl_->offsets) AppendU64(offsets, offset);
  LYNCEUS_RETURN_IF_ERROR(impl_->sink.Append(offsets));
  LYNCEUS_ASSIGN_OR_RETURN(trailer.anchors, impl_->anchors.Finish(impl_->sink));
  LYNCEUS_ASSIGN_OR_RETURN(trailer.identifiers, impl_->identifiers.Finish(impl_->sink));
  return impl_->sink.Append(EncodeTrailer(trailer));
}

absl::StatusOr<std::unique_ptr<CandidateIndex>> CandidateIndex::Open(const BlockSource& blocks) {
  LYNCEUS_ASSIGN_OR_RETURN(const Trailer trailer, ReadTrailer(blocks));
  return std::make_unique<MappedIndex>(blocks, trailer);
}

}  // namespace lynceus::retrieval
