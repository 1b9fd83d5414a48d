// The mapped reader: every offset is checked against its section before it is followed.
#include "lib/ownership/owner_graph.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/ownership/memory_graph.h"
#include "lib/ownership/owner_graph_layout.h"

namespace lynceus::ownership {
namespace {

using Bytes = std::span<const std::byte>;

absl::Status Damaged(std::string place, std::string cause) {
  return DataLossError({.subject = "owner graph",
                        .place = std::move(place),
                        .cause = std::move(cause),
                        .remedy = "build the snapshot again, or restore it"});
}

std::optional<Date> UnpackedDate(std::uint32_t days, bool has) {
  if (!has) return std::nullopt;
  return Date::FromDays(static_cast<std::int32_t>(days));
}

ShareBound UnpackedBound(std::uint32_t packed) {
  return {packed & ~layout::kOpenBit, (packed & layout::kOpenBit) != 0};
}

bool IsKind(std::uint8_t kind) {
  return kind <= static_cast<std::uint8_t>(InterestKind::kOwnershipOther) ||
         (kind >= static_cast<std::uint8_t>(InterestKind::kBoard) &&
          kind <= static_cast<std::uint8_t>(InterestKind::kNominee)) ||
         (kind >= static_cast<std::uint8_t>(InterestKind::kDirector) &&
          kind <= static_cast<std::uint8_t>(InterestKind::kSuccessor));
}

Designation ReadDesignation(ByteCursor& cursor) {
  Designation designation;
  designation.entity_id = cursor.Field();
  designation.authority = cursor.Field();
  designation.list = cursor.Field();
  designation.programme = cursor.Field();
  designation.legal_basis = cursor.Field();
  const std::uint8_t flags = cursor.U8();
  designation.date = UnpackedDate(cursor.U32(), (flags & layout::kHasDate) != 0);
  designation.end_date = UnpackedDate(cursor.U32(), (flags & layout::kHasEndDate) != 0);
  const std::uint64_t measures = cursor.Varint();
  for (std::uint64_t i = 0; i < measures && !cursor.done(); ++i) {
    designation.measures.emplace_back(cursor.Field());
  }
  designation.provenance.source = cursor.Field();
  designation.provenance.place = cursor.Field();
  return designation;
}

struct NodeEntry {
  std::uint64_t text = 0;
  std::uint32_t text_bytes = 0;
  std::uint32_t in_begin = 0;
  std::uint32_t in_end = 0;
  std::uint32_t out_begin = 0;
  std::uint32_t out_end = 0;
};

class MappedGraph final : public InterestSource {
 public:
  explicit MappedGraph(const BlockSource& blocks) : blocks_(blocks) {}

  absl::Status ReadHeader();

  Node nodes() const override { return nodes_; }
  absl::Status OwnersOf(Node subject, std::vector<Edge>& out) const override;
  absl::Status HoldingsOf(Node owner, std::vector<Edge>& out) const override;
  absl::Status DesignationsOf(Node node, std::vector<Designation>& out) const override;
  absl::Status Describe(Node node, std::string& id, std::string& name) const override;

 private:
  absl::StatusOr<NodeEntry> EntryOf(Node node) const;
  absl::StatusOr<Bytes> TextAt(std::uint64_t at, std::uint64_t length,
                               const std::string& place) const;
  absl::StatusOr<Bytes> NodeText(Node node) const;
  absl::StatusOr<std::string> WordAt(std::uint32_t number) const;
  absl::StatusOr<Edge> ReadEdge(Bytes record, std::uint32_t number) const;

  const BlockSource& blocks_;
  std::uint32_t nodes_ = 0;
  std::uint32_t edges_ = 0;
  std::uint32_t out_ = 0;
  std::uint32_t words_ = 0;
  std::uint64_t nodes_at_ = 0;
  std::uint64_t edges_at_ = 0;
  std::uint64_t out_at_ = 0;
  std::uint64_t words_at_ = 0;
  std::uint64_t text_at_ = 0;
  std::uint64_t text_bytes_ = 0;
};

absl::Status MappedGraph::ReadHeader() {
  if (blocks_.size() < layout::kHeaderBytes) return Damaged("header", "the file is too short");
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes header, blocks_.Bytes(0, layout::kHeaderBytes));
  ByteCursor cursor(header);
  if (cursor.Raw(layout::kMagic.size()) != layout::kMagic) {
    return Damaged("header", "this is no owner graph");
  }
  const std::uint32_t version = cursor.U32();
  if (version != layout::kVersion) {
    return PreconditionError({.subject = "owner graph",
                              .place = "header",
                              .cause = absl::StrCat("the file has version ", version,
                                                    ", this program reads ", layout::kVersion),
                              .remedy = "build the snapshot again with this program"});
  }
  nodes_ = cursor.U32();
  edges_ = cursor.U32();
  out_ = cursor.U32();
  words_ = cursor.U32();
  cursor.U32();
  text_bytes_ = cursor.U64();
  nodes_at_ = layout::kHeaderBytes;
  edges_at_ = nodes_at_ + layout::kNodeBytes * (std::uint64_t{nodes_} + 1);
  out_at_ = edges_at_ + layout::kEdgeBytes * edges_;
  words_at_ = out_at_ + layout::kOutBytes * out_;
  text_at_ = words_at_ + layout::kWordBytes * (std::uint64_t{words_} + 1);
  if (nodes_ > layout::kCountMax || edges_ > layout::kCountMax || text_at_ > blocks_.size() ||
      text_bytes_ != blocks_.size() - text_at_) {
    return Damaged("header", "its counts do not add up to the size of the file");
  }
  return absl::OkStatus();
}

absl::StatusOr<NodeEntry> MappedGraph::EntryOf(Node node) const {
  LYNCEUS_RETURN_IF_ERROR(CheckNode(node, nodes_));
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes bytes, blocks_.Bytes(nodes_at_ + layout::kNodeBytes * node,
                                                            2 * layout::kNodeBytes));
  const std::byte* const next = &bytes[layout::kNodeBytes];
  const NodeEntry entry{.text = LoadU64(&bytes[0]),
                        .text_bytes = LoadU32(&bytes[8]),
                        .in_begin = LoadU32(&bytes[12]),
                        .in_end = LoadU32(next + 12),
                        .out_begin = LoadU32(&bytes[16]),
                        .out_end = LoadU32(next + 16)};
  if (entry.in_begin > entry.in_end || entry.in_end > edges_ || entry.out_begin > entry.out_end ||
      entry.out_end > out_) {
    return Damaged(absl::StrCat("node ", node), "its edges lie outside of the file");
  }
  return entry;
}

absl::StatusOr<Bytes> MappedGraph::TextAt(std::uint64_t at, std::uint64_t length,
                                          const std::string& place) const {
  if (at > text_bytes_ || length > text_bytes_ - at) {
    return Damaged(place, "its text lies outside of the file");
  }
  return blocks_.Bytes(text_at_ + at, length);
}

absl::StatusOr<std::string> MappedGraph::WordAt(std::uint32_t number) const {
  const std::string place = "words";
  if (number >= words_) return Damaged(place, "a word lies outside of the dictionary");
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes ends, blocks_.Bytes(words_at_ + layout::kWordBytes * number,
                                                           2 * layout::kWordBytes));
  const std::uint64_t begin = LoadU64(&ends[0]);
  const std::uint64_t end = LoadU64(&ends[8]);
  if (begin > end) return Damaged(place, "a word ends before it begins");
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes text, TextAt(begin, end - begin, place));
  return std::string(reinterpret_cast<const char*>(text.data()), text.size());
}

absl::StatusOr<Edge> MappedGraph::ReadEdge(Bytes record, std::uint32_t number) const {
  const std::string place = absl::StrCat("edge ", number);
  ByteCursor cursor(record);
  Edge edge{.owner = cursor.U32(), .subject = cursor.U32()};
  const ShareBound lo = UnpackedBound(cursor.U32());
  const ShareBound hi = UnpackedBound(cursor.U32());
  const std::uint32_t start = cursor.U32();
  const std::uint32_t end = cursor.U32();
  const std::uint8_t kind = cursor.U8();
  const std::uint8_t edge_kind = cursor.U8();
  const std::uint8_t flags = cursor.U8();
  cursor.U8();
  const std::uint32_t role = cursor.U32();
  const std::uint32_t source = cursor.U32();
  const std::uint64_t detail_at = cursor.U64();
  const std::uint32_t detail_bytes = cursor.U32();
  const auto share = Share::Between(lo, hi);
  const bool known = edge.owner == kUnknownHolder || edge.owner < nodes_;
  if (!known || edge.subject >= nodes_ || !share.ok() || !IsKind(kind) || edge_kind > 1) {
    return Damaged(place, "it holds values that no edge has");
  }
  edge.edge_kind = static_cast<EdgeKind>(edge_kind);
  Interest& interest = edge.interest;
  interest.kind = static_cast<InterestKind>(kind);
  interest.share = *share;
  interest.indirect = (flags & layout::kIndirect) != 0;
  interest.summary = (flags & layout::kSummary) != 0;
  interest.start = UnpackedDate(start, (flags & layout::kHasStart) != 0);
  interest.end = UnpackedDate(end, (flags & layout::kHasEnd) != 0);
  LYNCEUS_ASSIGN_OR_RETURN(interest.role, WordAt(role));
  LYNCEUS_ASSIGN_OR_RETURN(interest.provenance.source, WordAt(source));
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes detail, TextAt(detail_at, detail_bytes, place));
  ByteCursor words(detail);
  interest.id = words.Field();
  interest.provenance.place = words.Field();
  interest.joint_group = words.Field();
  interest.unknown_holder = words.Field();
  if (!words.ok() || !words.done()) return Damaged(place, "its detail is not whole");
  return edge;
}

absl::Status MappedGraph::OwnersOf(Node subject, std::vector<Edge>& out) const {
  LYNCEUS_ASSIGN_OR_RETURN(const NodeEntry entry, EntryOf(subject));
  const std::uint64_t count = entry.in_end - entry.in_begin;
  LYNCEUS_ASSIGN_OR_RETURN(
      const Bytes records,
      blocks_.Bytes(edges_at_ + layout::kEdgeBytes * entry.in_begin, layout::kEdgeBytes * count));
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto number = static_cast<std::uint32_t>(entry.in_begin + i);
    LYNCEUS_ASSIGN_OR_RETURN(
        Edge edge, ReadEdge(records.subspan(layout::kEdgeBytes * i, layout::kEdgeBytes), number));
    if (edge.subject != subject) {
      return Damaged(absl::StrCat("edge ", number), "it stands under another subject");
    }
    out.push_back(std::move(edge));
  }
  return absl::OkStatus();
}

absl::Status MappedGraph::HoldingsOf(Node owner, std::vector<Edge>& out) const {
  LYNCEUS_ASSIGN_OR_RETURN(const NodeEntry entry, EntryOf(owner));
  const std::uint64_t count = entry.out_end - entry.out_begin;
  LYNCEUS_ASSIGN_OR_RETURN(
      const Bytes numbers,
      blocks_.Bytes(out_at_ + layout::kOutBytes * entry.out_begin, layout::kOutBytes * count));
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint32_t number = LoadU32(&numbers[layout::kOutBytes * i]);
    if (number >= edges_) return Damaged(absl::StrCat("node ", owner), "it holds no such edge");
    LYNCEUS_ASSIGN_OR_RETURN(
        const Bytes record,
        blocks_.Bytes(edges_at_ + layout::kEdgeBytes * number, layout::kEdgeBytes));
    LYNCEUS_ASSIGN_OR_RETURN(Edge edge, ReadEdge(record, number));
    if (edge.owner != owner) {
      return Damaged(absl::StrCat("edge ", number), "it stands under another owner");
    }
    out.push_back(std::move(edge));
  }
  return absl::OkStatus();
}

absl::StatusOr<Bytes> MappedGraph::NodeText(Node node) const {
  LYNCEUS_ASSIGN_OR_RETURN(const NodeEntry entry, EntryOf(node));
  return TextAt(entry.text, entry.text_bytes, absl::StrCat("node ", node));
}

absl::Status MappedGraph::DesignationsOf(Node node, std::vector<Designation>& out) const {
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes text, NodeText(node));
  ByteCursor cursor(text);
  cursor.Field();
  cursor.Field();
  const std::uint64_t count = cursor.Varint();
  for (std::uint64_t i = 0; i < count && cursor.ok(); ++i) out.push_back(ReadDesignation(cursor));
  if (cursor.ok() && cursor.done()) return absl::OkStatus();
  return Damaged(absl::StrCat("node ", node), "its designations are not whole");
}

absl::Status MappedGraph::Describe(Node node, std::string& id, std::string& name) const {
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes text, NodeText(node));
  ByteCursor cursor(text);
  id = cursor.Field();
  name = cursor.Field();
  if (cursor.ok()) return absl::OkStatus();
  return Damaged(absl::StrCat("node ", node), "its id and name are not whole");
}

}  // namespace

absl::StatusOr<std::unique_ptr<InterestSource>> OpenOwnerGraph(const BlockSource& blocks) {
  auto graph = std::make_unique<MappedGraph>(blocks);
  LYNCEUS_RETURN_IF_ERROR(graph->ReadHeader());
  return graph;
}

}  // namespace lynceus::ownership
