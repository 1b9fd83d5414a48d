// Keeps edges as fixed records beside one run of text, sorts the records, and writes them packed,
// group by group (FORMAT.md).
#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
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
  std::uint8_t flags;  // those of layout::FormFlags that are said of the interest itself
  std::uint32_t role;
  std::uint32_t source;
  std::uint64_t detail;  // in the builder's text
  std::uint32_t detail_bytes;
  std::uint32_t form = 0;  // from SetForms on
};

// The texts of an edge, as they stand in the builder's text.
struct Detail {
  std::string_view id;
  std::string_view place;
  std::string_view joint_group;
  std::string_view unknown_holder;
};

Detail DetailIn(std::string_view text) {
  ByteCursor cursor(std::as_bytes(std::span(text)));
  Detail detail;
  detail.id = cursor.Field();
  detail.place = cursor.Field();
  detail.joint_group = cursor.Field();
  detail.unknown_holder = cursor.Field();
  return detail;
}

// A text that ends in a number as decimals write it.
struct Numbered {
  std::string_view prefix;
  std::uint64_t number = 0;
};

std::optional<Numbered> NumberedOf(std::string_view text) {
  constexpr std::size_t kDigitsMax = 18;
  constexpr std::size_t kPrefixBytesMax = 64;
  std::size_t begin = text.size();
  while (begin > 0 && text.size() - begin < kDigitsMax && text[begin - 1] >= '0' &&
         text[begin - 1] <= '9') {
    --begin;
  }
  if (begin == text.size()) return std::nullopt;
  while (text[begin] == '0' && begin + 1 < text.size()) ++begin;
  if (begin > kPrefixBytesMax) return std::nullopt;
  Numbered numbered{.prefix = text.substr(0, begin)};
  for (const char digit : text.substr(begin)) {
    numbered.number = 10 * numbered.number + static_cast<std::uint64_t>(digit - '0');
  }
  return numbered;
}

// What many edges have in common.
struct Form {
  std::uint32_t role = 0;
  std::uint32_t source = 0;
  std::uint32_t id_prefix = 0;
  std::uint32_t place_prefix = 0;
  std::uint8_t kind = 0;
  std::uint8_t edge_kind = 0;
  std::uint16_t flags = 0;
  layout::ShareForm share = layout::ShareForm::kUnknown;

  bool Has(layout::FormFlags flag) const { return (flags & flag) != 0; }
  auto Fields() const {
    return std::tie(role, source, id_prefix, place_prefix, kind, edge_kind, flags, share);
  }
  friend bool operator==(const Form& a, const Form& b) { return a.Fields() == b.Fields(); }
  template <typename H>
  friend H AbslHashValue(H state, const Form& form) {
    return H::combine(std::move(state), form.role, form.source, form.id_prefix, form.place_prefix,
                      form.kind, form.edge_kind, form.flags, static_cast<int>(form.share));
  }
};

layout::ShareForm ShareFormOf(const Record& record) {
  if (record.lo == 0 && record.hi == kWholePpm) return layout::ShareForm::kUnknown;
  if (record.lo != record.hi) return layout::ShareForm::kInterval;
  return record.lo == kWholePpm ? layout::ShareForm::kWhole : layout::ShareForm::kExact;
}

// A bound with its open end as the lowest bit.
std::uint64_t Turned(std::uint32_t bound) {
  return std::uint64_t{bound & ~layout::kOpenBit} << 1 | (bound >> 31);
}

// The edges of one chunk, each told by how it differs from the one before.
class ChunkWriter {
 public:
  ChunkWriter(Node subject, std::string& out) : out_(out), owner_(subject) {}

  void Append(const Record& record, const Form& form, const Detail& detail) {
    AppendVarint(out_, record.form);
    if (!form.Has(layout::kNoHolder)) AppendOwner(record);
    AppendShare(record, form.share);
    AppendDates(record, form);
    AppendText(detail.id, form.Has(layout::kIdNumbered), id_);
    AppendText(detail.place, form.Has(layout::kPlaceNumbered), place_);
    if (form.Has(layout::kHasJointGroup)) AppendField(out_, detail.joint_group);
    if (form.Has(layout::kHasUnknownHolder)) AppendField(out_, detail.unknown_holder);
  }

 private:
  struct Before {
    std::uint64_t number = 0;
    std::string_view text;
  };

  void AppendSigned(std::int64_t value) { AppendVarint(out_, layout::ZigZag(value)); }

  void AppendOwner(const Record& record) {
    AppendSigned(std::int64_t{record.owner} - std::int64_t{owner_});
    owner_ = record.owner;
  }

  void AppendShare(const Record& record, layout::ShareForm share) {
    if (share == layout::ShareForm::kExact) AppendVarint(out_, record.lo);
    if (share != layout::ShareForm::kInterval) return;
    AppendVarint(out_, Turned(record.lo));
    AppendVarint(out_, Turned(record.hi));
  }

  void AppendDates(const Record& record, const Form& form) {
    std::int64_t from = layout::kFirstDay;
    if (form.Has(layout::kHasStart)) {
      const auto start = static_cast<std::int32_t>(record.start);
      AppendSigned(start - from);
      from = start;
    }
    if (form.Has(layout::kHasEnd)) AppendSigned(static_cast<std::int32_t>(record.end) - from);
  }

  void AppendText(std::string_view text, bool is_numbered, Before& before) {
    if (is_numbered) {
      const std::uint64_t number = NumberedOf(text).value_or(Numbered{}).number;
      AppendSigned(static_cast<std::int64_t>(number - before.number));
      before.number = number;
      return;
    }
    const auto differs =
        std::mismatch(text.begin(), text.end(), before.text.begin(), before.text.end());
    const auto shared = static_cast<std::size_t>(differs.first - text.begin());
    AppendVarint(out_, shared);
    AppendField(out_, text.substr(shared));
    before.text = text;
  }

  std::string& out_;
  Node owner_;  // of the edge before; the subject at first
  Before id_;
  Before place_;
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
  std::uint64_t written() const { return sink_.size() + buffer_.size(); }
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
  // Made by SetForms:
  std::vector<std::string> prefixes;  // words too, numbered after the others
  std::vector<Form> forms;

  std::uint32_t nodes() const { return static_cast<std::uint32_t>(node_begin.size() - 1); }
  std::uint32_t edges() const { return static_cast<std::uint32_t>(records.size()); }

  // Provisional numbers, in the order of first use.
  std::uint32_t WordNumber(const std::string& word) {
    return words.try_emplace(word, static_cast<std::uint32_t>(words.size())).first->second;
  }

  std::string_view DetailText(const Record& record) const {
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
      return DetailText(a) < DetailText(b);
    });
  }

  // Gives each record its form, in the order of the records, so that equal graphs have equal forms;
  // then numbers forms by how often they are used.
  void SetForms() {
    absl::flat_hash_map<std::string, std::uint32_t> prefix_numbers;
    absl::flat_hash_map<Form, std::uint32_t> numbers;
    std::vector<std::uint32_t> uses;
    for (Record& record : records) {
      const Form form = FormOf(record, prefix_numbers);
      const auto [found, added] =
          numbers.try_emplace(form, static_cast<std::uint32_t>(forms.size()));
      if (added) {
        forms.push_back(form);
        uses.push_back(0);
      }
      record.form = found->second;
      ++uses[record.form];
    }
    std::vector<std::uint32_t> order(forms.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return uses[a] > uses[b]; });
    std::vector<std::uint32_t> final_number(forms.size());
    std::vector<Form> ordered;
    for (const std::uint32_t form : order) {
      final_number[form] = static_cast<std::uint32_t>(ordered.size());
      ordered.push_back(forms[form]);
    }
    forms = std::move(ordered);
    for (Record& record : records) record.form = final_number[record.form];
  }

  Form FormOf(const Record& record, absl::flat_hash_map<std::string, std::uint32_t>& numbers) {
    const Detail detail = DetailIn(DetailText(record));
    Form form{.role = record.role,
              .source = record.source,
              .kind = record.kind,
              .edge_kind = record.edge_kind,
              .flags = record.flags,
              .share = ShareFormOf(record)};
    const auto set = [&](layout::FormFlags flag, bool on) {
      form.flags = static_cast<std::uint16_t>(form.flags | (on ? flag : 0));
    };
    set(layout::kIdNumbered, SetPrefix(detail.id, numbers, form.id_prefix));
    set(layout::kPlaceNumbered, SetPrefix(detail.place, numbers, form.place_prefix));
    set(layout::kHasJointGroup, !detail.joint_group.empty());
    set(layout::kHasUnknownHolder, !detail.unknown_holder.empty());
    set(layout::kNoHolder, record.owner == kUnknownHolder);
    return form;
  }

  // True where `text` is written as a number after a prefix. Ids may end in digits by chance, so
  // prefixes past a limit are not kept.
  bool SetPrefix(std::string_view text, absl::flat_hash_map<std::string, std::uint32_t>& numbers,
                 std::uint32_t& word) {
    constexpr std::size_t kPrefixesMax = 4'096;
    const std::optional<Numbered> numbered = NumberedOf(text);
    if (!numbered) return false;
    auto found = numbers.find(ToAbsl(numbered->prefix));
    if (found == numbers.end()) {
      if (prefixes.size() >= kPrefixesMax) return false;
      const auto next = static_cast<std::uint32_t>(words.size() + prefixes.size());
      found = numbers.emplace(std::string(numbered->prefix), next).first;
      prefixes.emplace_back(numbered->prefix);
    }
    word = found->second;
    return true;
  }

  // Subjects of edges by owner, and where each owner's begin.
  void SortOut(std::vector<std::uint32_t>& out, std::vector<std::uint32_t>& begin) const {
    begin.assign(std::size_t{nodes()} + 1, 0);
    for (const Record& record : records) {
      if (record.owner != kUnknownHolder) ++begin[std::size_t{record.owner} + 1];
    }
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    out.resize(begin.back());
    std::vector<std::uint32_t> next(begin);
    for (const Record& record : records) {
      if (record.owner != kUnknownHolder) out[next[record.owner]++] = record.subject;
    }
  }

  std::string_view NodeText(std::uint32_t node) const {
    return std::string_view(node_text).substr(node_begin[node],
                                              node_begin[std::size_t{node} + 1] - node_begin[node]);
  }

  // A node's text, its id told by how it differs from that of the group's first node.
  void AppendNodeText(std::uint32_t node, std::string& out) const {
    const std::uint32_t first = node - node % layout::kGroupNodes;
    const std::string_view text = NodeText(node);
    if (node == first) {
      out += text;
      return;
    }
    ByteCursor cursor(std::as_bytes(std::span(text)));
    const std::string_view id = cursor.Field();
    const std::string_view first_text = NodeText(first);
    const std::string_view first_id = ByteCursor(std::as_bytes(std::span(first_text))).Field();
    const auto differs = std::mismatch(id.begin(), id.end(), first_id.begin(), first_id.end());
    const auto shared = static_cast<std::size_t>(differs.first - id.begin());
    AppendVarint(out, shared);
    AppendField(out, id.substr(shared));
    out.append(id.end(), text.end());
  }

  void AppendChunk(std::span<const Record> chunk, std::string& out) const {
    ChunkWriter writer(chunk.front().subject, out);
    for (const Record& record : chunk) {
      writer.Append(record, forms[record.form], DetailIn(DetailText(record)));
    }
  }

  void AppendOwners(std::span<const Record> edges, std::string& out) const {
    if (edges.empty()) return;
    AppendVarint(out, edges.size());
    if (edges.size() <= layout::kChunkEdges) {
      AppendChunk(edges, out);
      return;
    }
    std::string chunks;
    for (std::size_t at = 0; at < edges.size(); at += layout::kChunkEdges) {
      AppendU32(out, edges[at].owner);
      AppendU64(out, chunks.size());
      AppendChunk(edges.subspan(at, std::min<std::size_t>(layout::kChunkEdges, edges.size() - at)),
                  chunks);
    }
    out += chunks;
  }

  static void AppendHoldings(std::uint32_t owner, std::span<const std::uint32_t> subjects,
                             std::string& out) {
    if (subjects.empty()) return;
    AppendVarint(out, subjects.size());
    AppendVarint(out, layout::ZigZag(std::int64_t{subjects[0]} - std::int64_t{owner}));
    for (std::size_t i = 1; i < subjects.size(); ++i) {
      AppendVarint(out, subjects[i] - subjects[i - 1]);
    }
  }

  // Returns where each group begins, and where the last ends, from the first group on.
  absl::StatusOr<std::vector<std::uint64_t>> WriteGroups(
      Writer& writer, const std::vector<std::uint32_t>& out,
      const std::vector<std::uint32_t>& out_begin) const {
    std::vector<std::uint64_t> places = {0};
    std::string content;
    std::string lengths;
    std::uint32_t edge = 0;
    for (std::uint32_t node = 0; node < nodes(); ++node) {
      auto close_part = [&, begin = content.size()]() mutable {
        AppendVarint(lengths, content.size() - begin);
        begin = content.size();
      };
      AppendNodeText(node, content);
      close_part();
      const std::uint32_t first = edge;
      while (edge < edges() && records[edge].subject == node) ++edge;
      AppendOwners(std::span(records).subspan(first, edge - first), content);
      close_part();
      AppendHoldings(node,
                     std::span(out).subspan(out_begin[node],
                                            out_begin[std::size_t{node} + 1] - out_begin[node]),
                     content);
      close_part();
      if ((node + 1) % layout::kGroupNodes != 0 && node + 1 != nodes()) continue;
      AppendField(writer.buffer(), lengths);
      writer.buffer() += content;
      places.push_back(writer.written() - layout::kHeadBytes);
      lengths.clear();
      content.clear();
      LYNCEUS_RETURN_IF_ERROR(writer.Spill());
    }
    return places;
  }

  absl::Status WriteHead(Writer& writer) const {
    writer.buffer() += layout::kMagic;
    AppendU32(writer.buffer(), layout::kVersion);
    AppendU32(writer.buffer(), 0);
    return writer.Spill();
  }

  absl::Status WritePlaces(Writer& writer, std::span<const std::uint64_t> places) const {
    for (const std::uint64_t place : places) {
      AppendU64(writer.buffer(), place);
      LYNCEUS_RETURN_IF_ERROR(writer.Spill());
    }
    return absl::OkStatus();
  }

  absl::Status WriteForms(Writer& writer) const {
    for (const Form& form : forms) {
      std::string& buffer = writer.buffer();
      for (const std::uint32_t word : {form.role, form.source, form.id_prefix, form.place_prefix}) {
        AppendU32(buffer, word);
      }
      buffer.push_back(static_cast<char>(form.kind));
      buffer.push_back(static_cast<char>(form.edge_kind << 2 | static_cast<int>(form.share)));
      AppendU16(buffer, form.flags);
      LYNCEUS_RETURN_IF_ERROR(writer.Spill());
    }
    return absl::OkStatus();
  }

  absl::Status WriteWords(Writer& writer, std::uint64_t group_bytes) const {
    std::string text;
    std::vector<std::uint64_t> places = {0};
    const auto add = [&](const std::string& word) {
      text += word;
      places.push_back(text.size());
    };
    for (const auto& [word, number] : words) add(word);
    for (const std::string& prefix : prefixes) add(prefix);
    LYNCEUS_RETURN_IF_ERROR(WritePlaces(writer, places));
    std::string& buffer = writer.buffer();
    buffer += text;
    AppendU64(buffer, group_bytes);
    AppendU64(buffer, text.size());
    AppendU32(buffer, nodes());
    AppendU32(buffer, edges());
    AppendU32(buffer, static_cast<std::uint32_t>(forms.size()));
    AppendU32(buffer, static_cast<std::uint32_t>(places.size() - 1));
    buffer.append(32, '\0');
    return writer.Spill(/*bytes_min=*/1);
  }
};

OwnerGraphBuilder::OwnerGraphBuilder() : impl_(std::make_unique<Impl>()) {}
OwnerGraphBuilder::~OwnerGraphBuilder() = default;

absl::Status OwnerGraphBuilder::AddNode(const NodeFacts& facts) {
  if (impl_->nodes() >= layout::kCountMax) {
    return LimitError({.subject = "owner graph",
                       .cause = "there are too many parties",
                       .limit = absl::StrCat(layout::kCountMax, " parties")});
  }
  impl_->node_text += NodeText(facts);
  impl_->node_begin.push_back(impl_->node_text.size());
  return absl::OkStatus();
}

absl::Status OwnerGraphBuilder::AddEdge(const Edge& edge) {
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
  impl_->SetForms();
  std::vector<std::uint32_t> out;
  std::vector<std::uint32_t> out_begin;
  impl_->SortOut(out, out_begin);
  Writer writer(sink);
  LYNCEUS_RETURN_IF_ERROR(impl_->WriteHead(writer));
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<std::uint64_t> places,
                           impl_->WriteGroups(writer, out, out_begin));
  LYNCEUS_RETURN_IF_ERROR(impl_->WritePlaces(writer, places));
  LYNCEUS_RETURN_IF_ERROR(impl_->WriteForms(writer));
  return impl_->WriteWords(writer, places.back());
}

}  // namespace lynceus::ownership
