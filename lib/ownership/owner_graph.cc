// The mapped reader: every place is checked against its section before it is followed. What edges
// have in common (forms and their words) is read when the file is opened; all else is read in
// place.
#include "lib/ownership/owner_graph.h"

#include <limits>
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

// What many edges have in common.
struct Form {
  InterestKind kind = InterestKind::kShares;
  EdgeKind edge_kind = EdgeKind::kInterest;
  layout::ShareForm share = layout::ShareForm::kUnknown;
  std::uint16_t flags = 0;
  std::string role;
  std::string source;
  std::string id_prefix;
  std::string place_prefix;

  bool Has(layout::FormFlags flag) const { return (flags & flag) != 0; }
};

// Adds without overflow, whatever damaged bytes say.
std::int64_t Sum(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

// The edges of one chunk of the owners of `subject`, one after the other.
class ChunkReader {
 public:
  ChunkReader(Bytes chunk, Node subject, Node nodes, const std::vector<Form>& forms)
      : cursor_(chunk), subject_(subject), nodes_(nodes), forms_(forms), owner_before_(subject) {}

  // Goes to the next edge. False where there is none that makes sense.
  bool Next() {
    const std::uint64_t number = cursor_.Varint();
    if (!cursor_.ok() || number >= forms_.size()) return false;
    form_ = &forms_[number];
    const bool whole = ReadOwner() && ReadShare() && ReadDates() &&
                       ReadText(form_->Has(layout::kIdNumbered), id_) &&
                       ReadText(form_->Has(layout::kPlaceNumbered), place_);
    joint_group_ = form_->Has(layout::kHasJointGroup) ? cursor_.Field() : "";
    unknown_holder_ = form_->Has(layout::kHasUnknownHolder) ? cursor_.Field() : "";
    return whole && cursor_.ok();
  }
  bool done() const { return cursor_.done(); }

  Node owner() const { return owner_; }
  Edge edge() const {
    Edge edge{.owner = owner_, .subject = subject_, .edge_kind = form_->edge_kind};
    Interest& interest = edge.interest;
    interest.kind = form_->kind;
    interest.share = share_;
    interest.indirect = form_->Has(layout::kIndirect);
    interest.summary = form_->Has(layout::kSummary);
    if (form_->Has(layout::kHasStart)) interest.start = Date::FromDays(start_);
    if (form_->Has(layout::kHasEnd)) interest.end = Date::FromDays(end_);
    interest.role = form_->role;
    interest.provenance.source = form_->source;
    interest.id = Written(form_->Has(layout::kIdNumbered), form_->id_prefix, id_);
    interest.provenance.place =
        Written(form_->Has(layout::kPlaceNumbered), form_->place_prefix, place_);
    interest.joint_group = joint_group_;
    interest.unknown_holder = unknown_holder_;
    return edge;
  }

 private:
  struct Text {
    std::int64_t number = 0;
    std::string text;
  };

  std::int64_t Signed() { return layout::UnZigZag(cursor_.Varint()); }

  bool ReadOwner() {
    if (form_->Has(layout::kNoHolder)) {
      owner_ = kUnknownHolder;
      return true;
    }
    owner_before_ = Sum(owner_before_, Signed());
    owner_ = static_cast<Node>(owner_before_);
    return owner_before_ >= 0 && owner_before_ < std::int64_t{nodes_};
  }

  bool ReadShare() {
    switch (form_->share) {
      case layout::ShareForm::kUnknown:
        share_ = Share::Unknown();
        return true;
      case layout::ShareForm::kWhole:
        share_ = Share::Exact(kWholePpm);
        return true;
      case layout::ShareForm::kExact: {
        const std::uint64_t ppm = cursor_.Varint();
        if (ppm > std::uint64_t{kWholePpm}) return false;
        share_ = Share::Exact(static_cast<std::int64_t>(ppm));
        return true;
      }
      case layout::ShareForm::kInterval:
        break;
    }
    const auto lo = Bound();
    const auto share = Share::Between(lo, Bound());
    if (share.ok()) share_ = *share;
    return share.ok();
  }

  ShareBound Bound() {
    const std::uint64_t turned = cursor_.Varint();
    return {static_cast<std::int64_t>(turned >> 1), (turned & 1) != 0};
  }

  bool ReadDates() {
    std::int64_t from = layout::kFirstDay;
    if (form_->Has(layout::kHasStart) && !ReadDate(from, start_)) return false;
    return !form_->Has(layout::kHasEnd) || ReadDate(from, end_);
  }

  bool ReadDate(std::int64_t& from, std::int32_t& day) {
    from = Sum(from, Signed());
    day = static_cast<std::int32_t>(from);
    return day == from;
  }

  bool ReadText(bool is_numbered, Text& text) {
    if (is_numbered) {
      text.number = Sum(text.number, Signed());
      return true;
    }
    const std::uint64_t shared = cursor_.Varint();
    if (shared > text.text.size()) return false;
    text.text.resize(shared);
    text.text += cursor_.Field();
    return true;
  }

  static std::string Written(bool is_numbered, const std::string& prefix, const Text& text) {
    if (!is_numbered) return text.text;
    return absl::StrCat(prefix, static_cast<std::uint64_t>(text.number));
  }

  ByteCursor cursor_;
  const Node subject_;
  const Node nodes_;
  const std::vector<Form>& forms_;
  const Form* form_ = nullptr;
  std::int64_t owner_before_;
  Node owner_ = kUnknownHolder;
  Share share_;
  std::int32_t start_ = 0;
  std::int32_t end_ = 0;
  Text id_;
  Text place_;
  std::string_view joint_group_;
  std::string_view unknown_holder_;
};

// Where one part of a node's bytes lies in the section of groups.
struct Part {
  std::uint64_t at = 0;
  std::uint64_t bytes = 0;
};

struct NodeParts {
  Part first_text;  // of the first node in the group
  Part text;
  Part owners;
  Part holdings;
};

// The owners of one party: chunks of edges, found by the owner of each chunk's first edge.
class OwnersBlock {
 public:
  // Nothing where the bytes are no such block.
  static std::optional<OwnersBlock> In(Bytes bytes) {
    OwnersBlock block;
    ByteCursor cursor(bytes);
    block.edges_ = cursor.Varint();
    const std::uint64_t chunks = block.chunks();
    if (!cursor.ok() || block.edges_ == 0 || block.edges_ > bytes.size()) return std::nullopt;
    if (chunks > 1) block.table_ = cursor.Raw(layout::kChunkEntryBytes * chunks);
    if (!cursor.ok()) return std::nullopt;
    block.content_ = bytes.last(cursor.left());
    return block;
  }

  std::uint64_t chunks() const { return (edges_ - 1) / layout::kChunkEdges + 1; }
  std::uint64_t EdgesOf(std::uint64_t chunk) const {
    return std::min<std::uint64_t>(layout::kChunkEdges, edges_ - chunk * layout::kChunkEdges);
  }
  // Empty where it lies outside of the block; no chunk is empty.
  Bytes Chunk(std::uint64_t chunk) const {
    const std::uint64_t begin = BeginOf(chunk);
    const std::uint64_t end = chunk + 1 == chunks() ? content_.size() : BeginOf(chunk + 1);
    if (begin > end || end > content_.size()) return {};
    return content_.subspan(begin, end - begin);
  }
  // The first chunk that can hold an edge of `owner`.
  std::uint64_t FirstFor(Node owner) const {
    std::uint64_t first = 0;
    std::uint64_t end = chunks();
    while (end - first > 1) {
      const std::uint64_t middle = first + (end - first) / 2;
      (FirstOwner(middle) < owner ? first : end) = middle;
    }
    return first;
  }
  bool CanHold(std::uint64_t chunk, Node owner) const {
    return chunk < chunks() && (chunk == 0 || FirstOwner(chunk) <= owner);
  }

 private:
  const std::byte* Entry(std::uint64_t chunk) const {
    return std::as_bytes(std::span(table_)).subspan(layout::kChunkEntryBytes * chunk).data();
  }
  Node FirstOwner(std::uint64_t chunk) const { return LoadU32(Entry(chunk)); }
  std::uint64_t BeginOf(std::uint64_t chunk) const {
    return table_.empty() ? 0 : LoadU64(Entry(chunk) + 4);
  }

  std::uint64_t edges_ = 0;
  std::string_view table_;
  Bytes content_;
};

class MappedGraph final : public InterestSource {
 public:
  explicit MappedGraph(const BlockSource& blocks) : blocks_(blocks) {}

  absl::Status ReadHead();
  absl::Status ReadForms();

  Node nodes() const override { return nodes_; }
  absl::Status OwnersOf(Node subject, std::vector<Edge>& out) const override;
  absl::Status HoldingsOf(Node owner, std::vector<Edge>& out) const override;
  absl::Status DesignationsOf(Node node, std::vector<Designation>& out) const override;
  absl::Status Describe(Node node, std::string& id, std::string& name) const override;

 private:
  static absl::Status DamagedNode(Node node, std::string cause) {
    return Damaged(absl::StrCat("node ", node), std::move(cause));
  }
  absl::Status SetSections(ByteCursor footer);
  absl::StatusOr<std::string> WordAt(std::uint32_t number) const;
  absl::StatusOr<Form> FormIn(ByteCursor cursor) const;
  absl::StatusOr<NodeParts> PartsOf(Node node) const;
  absl::StatusOr<Bytes> BytesOf(const Part& part) const {
    return blocks_.Bytes(groups_at_ + part.at, part.bytes);
  }
  // Appends the edges of a chunk, or those of them that `owner` holds; gives back how many.
  absl::StatusOr<std::uint64_t> ReadChunk(const OwnersBlock& block, std::uint64_t chunk,
                                          Node subject, std::optional<Node> owner,
                                          std::vector<Edge>& out) const;
  absl::StatusOr<std::optional<OwnersBlock>> OwnersBlockOf(Node subject) const;
  absl::Status EdgesBetween(Node owner, Node subject, std::uint64_t count,
                            std::vector<Edge>& out) const;

  const BlockSource& blocks_;
  std::uint32_t nodes_ = 0;
  std::uint32_t form_count_ = 0;
  std::uint32_t words_ = 0;
  std::uint64_t groups_at_ = layout::kHeadBytes;
  std::uint64_t group_bytes_ = 0;
  std::uint64_t places_at_ = 0;
  std::uint64_t forms_at_ = 0;
  std::uint64_t words_at_ = 0;
  std::uint64_t text_at_ = 0;
  std::uint64_t text_bytes_ = 0;
  std::vector<Form> forms_;
};

absl::Status MappedGraph::ReadHead() {
  if (blocks_.size() < layout::kHeadBytes + layout::kFooterBytes) {
    return Damaged("head", "the file is too short");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes head, blocks_.Bytes(0, layout::kHeadBytes));
  ByteCursor cursor(head);
  if (cursor.Raw(layout::kMagic.size()) != layout::kMagic) {
    return Damaged("head", "this is no owner graph");
  }
  const std::uint32_t version = cursor.U32();
  if (version != layout::kVersion) {
    return PreconditionError({.subject = "owner graph",
                              .place = "head",
                              .cause = absl::StrCat("the file has version ", version,
                                                    ", this program reads ", layout::kVersion),
                              .remedy = "build the snapshot again with this program"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes footer, blocks_.Bytes(blocks_.size() - layout::kFooterBytes,
                                                             layout::kFooterBytes));
  return SetSections(ByteCursor(footer));
}

absl::Status MappedGraph::SetSections(ByteCursor footer) {
  group_bytes_ = footer.U64();
  text_bytes_ = footer.U64();
  nodes_ = footer.U32();
  footer.U32();  // edges
  form_count_ = footer.U32();
  words_ = footer.U32();
  const std::uint64_t size = blocks_.size();
  const std::uint64_t groups =
      (std::uint64_t{nodes_} + layout::kGroupNodes - 1) / layout::kGroupNodes;
  places_at_ = groups_at_ + group_bytes_;
  forms_at_ = places_at_ + layout::kPlaceBytes * (groups + 1);
  words_at_ = forms_at_ + layout::kFormBytes * form_count_;
  text_at_ = words_at_ + layout::kPlaceBytes * (std::uint64_t{words_} + 1);
  if (nodes_ > layout::kCountMax || group_bytes_ > size || text_bytes_ > size ||
      text_at_ + text_bytes_ + layout::kFooterBytes != size) {
    return Damaged("footer", "its counts do not add up to the size of the file");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> MappedGraph::WordAt(std::uint32_t number) const {
  const std::string place = "words";
  if (number >= words_) return Damaged(place, "a word lies outside of the dictionary");
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes ends, blocks_.Bytes(words_at_ + layout::kPlaceBytes * number,
                                                           2 * layout::kPlaceBytes));
  const std::uint64_t begin = LoadU64(&ends[0]);
  const std::uint64_t end = LoadU64(&ends[8]);
  if (begin > end || end > text_bytes_) return Damaged(place, "a word lies outside of the file");
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes text, blocks_.Bytes(text_at_ + begin, end - begin));
  return std::string(reinterpret_cast<const char*>(text.data()), text.size());
}

absl::StatusOr<Form> MappedGraph::FormIn(ByteCursor cursor) const {
  Form form;
  for (std::string* const word : {&form.role, &form.source, &form.id_prefix, &form.place_prefix}) {
    LYNCEUS_ASSIGN_OR_RETURN(*word, WordAt(cursor.U32()));
  }
  const std::uint8_t kind = cursor.U8();
  const std::uint8_t kinds = cursor.U8();
  form.flags = cursor.U16();
  const int edge_kind = kinds >> 2;
  if (!IsKind(kind) || edge_kind > 1 || form.flags > layout::kFlagsMax) {
    return Damaged("forms", "it holds values that no edge has");
  }
  form.kind = static_cast<InterestKind>(kind);
  form.edge_kind = static_cast<EdgeKind>(edge_kind);
  form.share = static_cast<layout::ShareForm>(kinds & 3);
  return form;
}

absl::Status MappedGraph::ReadForms() {
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes records,
                           blocks_.Bytes(forms_at_, layout::kFormBytes * form_count_));
  forms_.reserve(form_count_);
  for (std::uint64_t i = 0; i < form_count_; ++i) {
    const Bytes record = records.subspan(layout::kFormBytes * i, layout::kFormBytes);
    LYNCEUS_ASSIGN_OR_RETURN(Form form, FormIn(ByteCursor(record)));
    forms_.push_back(std::move(form));
  }
  return absl::OkStatus();
}

absl::StatusOr<NodeParts> MappedGraph::PartsOf(Node node) const {
  constexpr std::uint64_t kLengthsBytesMax = 10 * (3 * layout::kGroupNodes + 1);
  LYNCEUS_RETURN_IF_ERROR(CheckNode(node, nodes_));
  const Node group = node / layout::kGroupNodes;
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes ends,
                           blocks_.Bytes(places_at_ + std::uint64_t{layout::kPlaceBytes} * group,
                                         2 * layout::kPlaceBytes));
  const std::uint64_t begin = LoadU64(&ends[0]);
  const std::uint64_t end = LoadU64(&ends[8]);
  if (begin > end || end > group_bytes_) {
    return DamagedNode(node, "its group lies outside of the file");
  }
  LYNCEUS_ASSIGN_OR_RETURN(
      const Bytes lengths,
      blocks_.Bytes(groups_at_ + begin, std::min(end - begin, kLengthsBytesMax)));
  ByteCursor cursor(lengths);
  const std::uint64_t lengths_bytes = cursor.Varint();
  std::uint64_t at = begin + (lengths.size() - cursor.left()) + std::min(lengths_bytes, end);
  const auto next = [&] {
    const Part part{at, std::min(cursor.Varint(), end)};
    at += part.bytes;
    return part;
  };
  NodeParts parts;
  for (Node left = node % layout::kGroupNodes + 1; left > 0; --left) {
    parts.text = next();
    parts.owners = next();
    parts.holdings = next();
    if (parts.first_text.at == 0) parts.first_text = parts.text;
  }
  if (!cursor.ok() || at > end) return DamagedNode(node, "it lies outside of its group");
  return parts;
}

absl::StatusOr<std::uint64_t> MappedGraph::ReadChunk(const OwnersBlock& block, std::uint64_t chunk,
                                                     Node subject, std::optional<Node> owner,
                                                     std::vector<Edge>& out) const {
  ChunkReader reader(block.Chunk(chunk), subject, nodes_, forms_);
  std::uint64_t found = 0;
  for (std::uint64_t left = block.EdgesOf(chunk); left > 0; --left) {
    if (!reader.Next()) return DamagedNode(subject, "an interest in it is not whole");
    if (owner && reader.owner() != *owner) continue;
    out.push_back(reader.edge());
    ++found;
  }
  if (!reader.done()) return DamagedNode(subject, "more follows its last interest");
  return found;
}

absl::StatusOr<std::optional<OwnersBlock>> MappedGraph::OwnersBlockOf(Node subject) const {
  LYNCEUS_ASSIGN_OR_RETURN(const NodeParts parts, PartsOf(subject));
  if (parts.owners.bytes == 0) return std::nullopt;
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes bytes, BytesOf(parts.owners));
  std::optional<OwnersBlock> block = OwnersBlock::In(bytes);
  if (!block) return DamagedNode(subject, "its owners are not whole");
  return block;
}

absl::Status MappedGraph::OwnersOf(Node subject, std::vector<Edge>& out) const {
  LYNCEUS_ASSIGN_OR_RETURN(const std::optional<OwnersBlock> block, OwnersBlockOf(subject));
  if (!block) return absl::OkStatus();
  for (std::uint64_t chunk = 0; chunk < block->chunks(); ++chunk) {
    LYNCEUS_RETURN_IF_ERROR(ReadChunk(*block, chunk, subject, std::nullopt, out).status());
  }
  return absl::OkStatus();
}

absl::Status MappedGraph::EdgesBetween(Node owner, Node subject, std::uint64_t count,
                                       std::vector<Edge>& out) const {
  std::uint64_t found = 0;
  LYNCEUS_ASSIGN_OR_RETURN(const std::optional<OwnersBlock> block, OwnersBlockOf(subject));
  if (block) {
    for (std::uint64_t chunk = block->FirstFor(owner); block->CanHold(chunk, owner); ++chunk) {
      LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t more,
                               ReadChunk(*block, chunk, subject, owner, out));
      found += more;
    }
  }
  if (found == count) return absl::OkStatus();
  return DamagedNode(owner, absl::StrCat("it is said to hold ", count, " interests in node ",
                                         subject, ", which has ", found, " of them"));
}

absl::Status MappedGraph::HoldingsOf(Node owner, std::vector<Edge>& out) const {
  LYNCEUS_ASSIGN_OR_RETURN(const NodeParts parts, PartsOf(owner));
  if (parts.holdings.bytes == 0) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes bytes, BytesOf(parts.holdings));
  ByteCursor cursor(bytes);
  const std::uint64_t count = cursor.Varint();
  std::int64_t subject = Sum(owner, layout::UnZigZag(cursor.Varint()));
  std::uint64_t in_subject = 1;
  for (std::uint64_t i = 1; i <= count && cursor.ok(); ++i) {
    const auto step = i == count ? std::uint64_t{1} : cursor.Varint();
    if (step == 0) {
      ++in_subject;
      continue;
    }
    if (subject < 0 || subject >= std::int64_t{nodes_}) break;
    LYNCEUS_RETURN_IF_ERROR(EdgesBetween(owner, static_cast<Node>(subject), in_subject, out));
    subject = Sum(subject, static_cast<std::int64_t>(step));
    in_subject = 1;
    if (i == count && cursor.done()) return absl::OkStatus();
  }
  return DamagedNode(owner, "its holdings are not whole");
}

absl::Status MappedGraph::DesignationsOf(Node node, std::vector<Designation>& out) const {
  LYNCEUS_ASSIGN_OR_RETURN(const NodeParts parts, PartsOf(node));
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes text, BytesOf(parts.text));
  ByteCursor cursor(text);
  if (node % layout::kGroupNodes != 0) cursor.Varint();
  cursor.Field();
  cursor.Field();
  const std::uint64_t count = cursor.Varint();
  for (std::uint64_t i = 0; i < count && cursor.ok(); ++i) out.push_back(ReadDesignation(cursor));
  if (cursor.ok() && cursor.done()) return absl::OkStatus();
  return DamagedNode(node, "its designations are not whole");
}

absl::Status MappedGraph::Describe(Node node, std::string& id, std::string& name) const {
  LYNCEUS_ASSIGN_OR_RETURN(const NodeParts parts, PartsOf(node));
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes text, BytesOf(parts.text));
  LYNCEUS_ASSIGN_OR_RETURN(const Bytes first_text, BytesOf(parts.first_text));
  ByteCursor cursor(text);
  ByteCursor first(first_text);
  const bool is_first = node % layout::kGroupNodes == 0;
  const std::string_view first_id = first.Field();
  const std::uint64_t shared = is_first ? 0 : cursor.Varint();
  id = first_id.substr(0, shared);
  id += cursor.Field();
  name = cursor.Field();
  if (cursor.ok() && first.ok() && shared <= first_id.size()) return absl::OkStatus();
  return DamagedNode(node, "its id and name are not whole");
}

}  // namespace

absl::StatusOr<std::unique_ptr<InterestSource>> OpenOwnerGraph(const BlockSource& blocks) {
  auto graph = std::make_unique<MappedGraph>(blocks);
  LYNCEUS_RETURN_IF_ERROR(graph->ReadHead());
  LYNCEUS_RETURN_IF_ERROR(graph->ReadForms());
  return graph;
}

}  // namespace lynceus::ownership
