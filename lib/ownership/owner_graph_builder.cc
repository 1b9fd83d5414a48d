// Keeps edges as fixed records beside one run of text, sorts the records, and writes the sections
// in order (FORMAT.md).
#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/ownership/owner_graph.h"
#include "lib/ownership/owner_graph_layout.h"

namespace lynceus::ownership {
namespace {

constexpr std::size_t kWriteBytes = 1u << 20;

struct Record {
  std::uint32_t owner;
  std::uint32_t subject;
  std::uint32_t lo;
  std::uint32_t hi;
  std::uint32_t start;
  std::uint32_t end;
  std::uint8_t kind;
  std::uint8_t edge_kind;
  std::uint8_t flags;
  std::uint32_t role;
  std::uint32_t source;
  std::uint64_t detail;  // in the builder's text
  std::uint32_t detail_bytes;
};

std::uint32_t Packed(ShareBound bound) {
  return static_cast<std::uint32_t>(bound.ppm) | (bound.open ? layout::kOpenBit : 0);
}

std::uint32_t Packed(const std::optional<Date>& date) {
  return date ? static_cast<std::uint32_t>(date->days()) : 0;
}

std::string NodeText(const NodeFacts& facts) {
  std::string text;
  AppendField(text, facts.id);
  AppendField(text, facts.name);
  AppendVarint(text, facts.designations.size());
  for (const Designation& designation : facts.designations) {
    AppendField(text, designation.entity_id);
    AppendField(text, designation.authority);
    AppendField(text, designation.list);
    AppendField(text, designation.programme);
    AppendField(text, designation.legal_basis);
    text.push_back(static_cast<char>((designation.date ? layout::kHasDate : 0) |
                                     (designation.end_date ? layout::kHasEndDate : 0)));
    AppendU32(text, Packed(designation.date));
    AppendU32(text, Packed(designation.end_date));
    AppendVarint(text, designation.measures.size());
    for (const std::string& measure : designation.measures) AppendField(text, measure);
    AppendField(text, designation.provenance.source);
    AppendField(text, designation.provenance.place);
  }
  return text;
}

// Gathers small appends into large ones.
class Writer {
 public:
  explicit Writer(BlockSink& sink) : sink_(sink) {}
  std::string& buffer() { return buffer_; }
  absl::Status Spill(std::size_t bytes_min = kWriteBytes) {
    if (buffer_.size() < bytes_min) return absl::OkStatus();
    absl::Status status = sink_.Append(buffer_);
    buffer_.clear();
    return status;
  }

 private:
  BlockSink& sink_;
  std::string buffer_;
};

}  // namespace

struct OwnerGraphBuilder::Impl {
  std::string node_text;
  std::vector<std::uint64_t> node_begin = {0};
  std::string detail_text;
  std::vector<Record> records;
  std::map<std::string, std::uint32_t, std::less<>> words;

  std::uint32_t nodes() const { return static_cast<std::uint32_t>(node_begin.size() - 1); }
  std::uint32_t edges() const { return static_cast<std::uint32_t>(records.size()); }

  // Provisional numbers, in the order of first use.
  std::uint32_t WordNumber(const std::string& word) {
    return words.try_emplace(word, static_cast<std::uint32_t>(words.size())).first->second;
  }

  std::string_view DetailOf(const Record& record) const {
    return std::string_view(detail_text).substr(record.detail, record.detail_bytes);
  }

  absl::Status CheckEnds() const {
    for (const Record& record : records) {
      const bool named = record.owner != kUnknownHolder;
      if (record.subject < nodes() && (!named || record.owner < nodes())) continue;
      return InvalidError({.subject = "owner graph",
                           .place = absl::StrCat("edge ", record.owner, " to ", record.subject),
                           .cause = "an interest joins a party that is not in the graph",
                           .remedy = "add every party before the graph is finished"});
    }
    return absl::OkStatus();
  }

  // Final numbers, in the order of the words.
  void RenumberWords() {
    std::vector<std::uint32_t> final_number(words.size());
    std::uint32_t next = 0;
    for (const auto& [word, provisional] : words) final_number[provisional] = next++;
    for (Record& record : records) {
      record.role = final_number[record.role];
      record.source = final_number[record.source];
    }
  }

  void SortRecords() {
    const auto fixed = [](const Record& r) {
      return std::tie(r.subject, r.owner, r.edge_kind, r.kind, r.lo, r.hi, r.start, r.end, r.flags,
                      r.role, r.source);
    };
    std::sort(records.begin(), records.end(), [&](const Record& a, const Record& b) {
      if (fixed(a) != fixed(b)) return fixed(a) < fixed(b);
      return DetailOf(a) < DetailOf(b);
    });
  }

  // Edge numbers by owner, and where each owner's begin.
  void SortOut(std::vector<std::uint32_t>& out, std::vector<std::uint32_t>& begin) const {
    begin.assign(std::size_t{nodes()} + 1, 0);
    for (const Record& record : records) {
      if (record.owner != kUnknownHolder) ++begin[std::size_t{record.owner} + 1];
    }
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    out.resize(begin.back());
    std::vector<std::uint32_t> next(begin);
    for (std::uint32_t number = 0; number < edges(); ++number) {
      const std::uint32_t owner = records[number].owner;
      if (owner != kUnknownHolder) out[next[owner]++] = number;
    }
  }

  std::uint64_t WordsBytes() const {
    std::uint64_t bytes = 0;
    for (const auto& [word, number] : words) bytes += word.size();
    return bytes;
  }

  absl::Status WriteHeader(Writer& writer, std::uint32_t out) const {
    std::string& buffer = writer.buffer();
    buffer += layout::kMagic;
    AppendU32(buffer, layout::kVersion);
    AppendU32(buffer, nodes());
    AppendU32(buffer, edges());
    AppendU32(buffer, out);
    AppendU32(buffer, static_cast<std::uint32_t>(words.size()));
    AppendU32(buffer, 0);
    AppendU64(buffer, node_text.size() + detail_text.size() + WordsBytes());
    buffer.append(24, '\0');
    return writer.Spill();
  }

  absl::Status WriteNodes(Writer& writer, const std::vector<std::uint32_t>& out_begin) const {
    std::uint32_t edge = 0;
    for (std::uint32_t node = 0; node <= nodes(); ++node) {
      while (edge < edges() && records[edge].subject < node) ++edge;
      const bool sentinel = node == nodes();
      std::string& buffer = writer.buffer();
      AppendU64(buffer, sentinel ? 0 : node_begin[node]);
      AppendU32(buffer, sentinel ? 0
                                 : static_cast<std::uint32_t>(node_begin[std::size_t{node} + 1] -
                                                              node_begin[node]));
      AppendU32(buffer, edge);
      AppendU32(buffer, out_begin[node]);
      AppendU32(buffer, 0);
      LYNCEUS_RETURN_IF_ERROR(writer.Spill());
    }
    return absl::OkStatus();
  }

  absl::Status WriteEdges(Writer& writer) const {
    std::uint64_t detail = node_text.size();
    for (const Record& record : records) {
      std::string& buffer = writer.buffer();
      for (const std::uint32_t value :
           {record.owner, record.subject, record.lo, record.hi, record.start, record.end}) {
        AppendU32(buffer, value);
      }
      for (const std::uint8_t value : {record.kind, record.edge_kind, record.flags}) {
        buffer.push_back(static_cast<char>(value));
      }
      buffer.push_back('\0');
      AppendU32(buffer, record.role);
      AppendU32(buffer, record.source);
      AppendU64(buffer, detail);
      AppendU32(buffer, record.detail_bytes);
      detail += record.detail_bytes;
      LYNCEUS_RETURN_IF_ERROR(writer.Spill());
    }
    return absl::OkStatus();
  }

  absl::Status WriteOut(Writer& writer, const std::vector<std::uint32_t>& out) const {
    for (const std::uint32_t number : out) {
      AppendU32(writer.buffer(), number);
      LYNCEUS_RETURN_IF_ERROR(writer.Spill());
    }
    return absl::OkStatus();
  }

  absl::Status WriteText(Writer& writer) const {
    std::uint64_t at = node_text.size() + detail_text.size();
    for (const auto& [word, number] : words) {
      AppendU64(writer.buffer(), at);
      at += word.size();
    }
    AppendU64(writer.buffer(), at);
    for (std::size_t from = 0; from < node_text.size(); from += kWriteBytes) {
      writer.buffer() += std::string_view(node_text).substr(from, kWriteBytes);
      LYNCEUS_RETURN_IF_ERROR(writer.Spill());
    }
    for (const Record& record : records) {
      writer.buffer() += DetailOf(record);
      LYNCEUS_RETURN_IF_ERROR(writer.Spill());
    }
    for (const auto& [word, number] : words) writer.buffer() += word;
    return writer.Spill(/*bytes_min=*/1);
  }
};

OwnerGraphBuilder::OwnerGraphBuilder() : impl_(std::make_unique<Impl>()) {}
OwnerGraphBuilder::~OwnerGraphBuilder() = default;

absl::Status OwnerGraphBuilder::AddNode(NodeFacts facts) {
  if (impl_->nodes() >= layout::kCountMax) {
    return LimitError({.subject = "owner graph",
                       .cause = "there are too many parties",
                       .limit = absl::StrCat(layout::kCountMax, " parties")});
  }
  impl_->node_text += NodeText(facts);
  impl_->node_begin.push_back(impl_->node_text.size());
  return absl::OkStatus();
}

absl::Status OwnerGraphBuilder::AddEdge(Edge edge) {
  if (impl_->edges() >= layout::kCountMax) {
    return LimitError({.subject = "owner graph",
                       .cause = "there are too many interests",
                       .limit = absl::StrCat(layout::kCountMax, " interests")});
  }
  const Interest& interest = edge.interest;
  std::string detail;
  AppendField(detail, interest.id);
  AppendField(detail, interest.provenance.place);
  AppendField(detail, interest.joint_group);
  AppendField(detail, interest.unknown_holder);
  const int flags = (interest.indirect ? layout::kIndirect : 0) |
                    (interest.summary ? layout::kSummary : 0) |
                    (interest.start ? layout::kHasStart : 0) | (interest.end ? layout::kHasEnd : 0);
  impl_->records.push_back({.owner = edge.owner,
                            .subject = edge.subject,
                            .lo = Packed(interest.share.lo()),
                            .hi = Packed(interest.share.hi()),
                            .start = Packed(interest.start),
                            .end = Packed(interest.end),
                            .kind = static_cast<std::uint8_t>(interest.kind),
                            .edge_kind = static_cast<std::uint8_t>(edge.edge_kind),
                            .flags = static_cast<std::uint8_t>(flags),
                            .role = impl_->WordNumber(interest.role),
                            .source = impl_->WordNumber(interest.provenance.source),
                            .detail = impl_->detail_text.size(),
                            .detail_bytes = static_cast<std::uint32_t>(detail.size())});
  impl_->detail_text += detail;
  return absl::OkStatus();
}

absl::Status OwnerGraphBuilder::Finish(BlockSink& sink) {
  LYNCEUS_RETURN_IF_ERROR(impl_->CheckEnds());
  impl_->RenumberWords();
  impl_->SortRecords();
  std::vector<std::uint32_t> out;
  std::vector<std::uint32_t> out_begin;
  impl_->SortOut(out, out_begin);
  Writer writer(sink);
  LYNCEUS_RETURN_IF_ERROR(impl_->WriteHeader(writer, static_cast<std::uint32_t>(out.size())));
  LYNCEUS_RETURN_IF_ERROR(impl_->WriteNodes(writer, out_begin));
  LYNCEUS_RETURN_IF_ERROR(impl_->WriteEdges(writer));
  LYNCEUS_RETURN_IF_ERROR(impl_->WriteOut(writer, out));
  return impl_->WriteText(writer);
}

}  // namespace lynceus::ownership
