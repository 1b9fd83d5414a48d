#include "lib/ownership/universe_file.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/ownership/risk_universe.h"

namespace lynceus::ownership {
namespace {

constexpr std::string_view kMagic = "LYNRISKU";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeaderBytes = 32;
constexpr std::size_t kWriteBytes = 1u << 16;

absl::Status Damaged(std::string place, std::string cause) {
  return DataLossError({.subject = "risk universe",
                        .place = std::move(place),
                        .cause = std::move(cause),
                        .remedy = "build the snapshot again, or restore it"});
}

std::string Place(Node member) { return absl::StrCat("member ", member); }

// Adds each once, in the order of ids.
absl::Status AddIds(const InterestSource& graph, std::vector<Node> nodes, std::string& out) {
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  AppendVarint(out, nodes.size());
  std::string id;
  std::string name;
  for (const Node node : nodes) {
    LYNCEUS_RETURN_IF_ERROR(graph.Describe(node, id, name));
    AppendField(out, id);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<UniverseFingerprint> FingerprintOf(const InterestSource& graph, Node node) {
  std::vector<Designation> designations;
  LYNCEUS_RETURN_IF_ERROR(graph.DesignationsOf(node, designations));
  std::vector<Edge> into;
  std::vector<Edge> out_of;
  LYNCEUS_RETURN_IF_ERROR(graph.OwnersOf(node, into));
  LYNCEUS_RETURN_IF_ERROR(graph.HoldingsOf(node, out_of));
  std::vector<Node> reached_from;
  std::vector<Node> reaches;
  for (const Edge& edge : into) {
    if (edge.owner == kUnknownHolder) continue;  // is never reached
    reached_from.push_back(edge.owner);
    if (IsMutual(edge.interest.kind)) reaches.push_back(edge.owner);
  }
  for (const Edge& edge : out_of) {
    reaches.push_back(edge.subject);
    if (IsMutual(edge.interest.kind)) reached_from.push_back(edge.subject);
  }
  std::string reached(1, designations.empty() ? '\0' : '\1');
  LYNCEUS_RETURN_IF_ERROR(AddIds(graph, std::move(reached_from), reached));
  std::string followers;
  LYNCEUS_RETURN_IF_ERROR(AddIds(graph, std::move(reaches), followers));
  return UniverseFingerprint{Sha256Of(reached), Sha256Of(followers)};
}

absl::Status WriteUniverse(const InterestSource& graph, const std::vector<bool>& universe,
                           std::span<const Fingerprinted> known, BlockSink& sink) {
  LYNCEUS_CHECK(universe.size() == graph.nodes());
  std::string bytes(kMagic);
  AppendU32(bytes, kVersion);
  AppendU32(bytes, graph.nodes());
  AppendU32(bytes, static_cast<Node>(std::count(universe.begin(), universe.end(), true)));
  bytes.resize(kHeaderBytes);
  std::string id;
  std::string name;
  std::string last_id;
  for (Node node = 0; node < graph.nodes(); ++node) {
    if (!universe[node]) continue;
    LYNCEUS_RETURN_IF_ERROR(graph.Describe(node, id, name));
    if (id <= last_id) {
      return InternalError({.subject = id, .cause = "parties are not numbered by their ids"});
    }
    last_id = id;
    while (!known.empty() && known.front().node < node) known = known.subspan(1);
    UniverseFingerprint fingerprint;
    if (!known.empty() && known.front().node == node) {
      fingerprint = known.front().fingerprint;
    } else {
      LYNCEUS_ASSIGN_OR_RETURN(fingerprint, FingerprintOf(graph, node));
    }
    AppendU32(bytes, node);
    AppendField(bytes, id);
    bytes.append(fingerprint.reached.begin(), fingerprint.reached.end());
    bytes.append(fingerprint.reaches.begin(), fingerprint.reaches.end());
    if (bytes.size() < kWriteBytes) continue;
    LYNCEUS_RETURN_IF_ERROR(sink.Append(bytes));
    bytes.clear();
  }
  return sink.Append(bytes);
}

absl::Status CheckUniverse(const InterestSource& graph, const BlockSource& stored) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<bool> universe, RiskUniverse(graph));
  MemoryBlocks expected;
  LYNCEUS_RETURN_IF_ERROR(WriteUniverse(graph, universe, {}, expected));
  LYNCEUS_ASSIGN_OR_RETURN(const auto wanted, expected.Bytes(0, expected.size()));
  LYNCEUS_ASSIGN_OR_RETURN(const auto found, stored.Bytes(0, stored.size()));
  const auto [want, have] = std::mismatch(wanted.begin(), wanted.end(), found.begin(), found.end());
  if (want == wanted.end() && have == found.end()) return absl::OkStatus();
  return Damaged(absl::StrCat("byte ", want - wanted.begin()),
                 "it is not what a search of the owner graph gives");
}

absl::StatusOr<UniverseReader> UniverseReader::Open(const BlockSource& stored) {
  if (stored.size() < kHeaderBytes) return Damaged("header", "the file is too short");
  LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, stored.Bytes(0, stored.size()));
  ByteCursor cursor(bytes);
  if (cursor.Raw(kMagic.size()) != kMagic) return Damaged("header", "this is no risk universe");
  const std::uint32_t version = cursor.U32();
  if (version != kVersion) {
    return PreconditionError(
        {.subject = "risk universe",
         .place = "header",
         .cause = absl::StrCat("the file has version ", version, ", this program reads ", kVersion),
         .remedy = "build the snapshot again with this program"});
  }
  const Node parties = cursor.U32();
  const Node members = cursor.U32();
  const std::string_view zero = cursor.Raw(kHeaderBytes - kMagic.size() - 12);
  if (members > parties || zero.find_first_not_of('\0') != std::string_view::npos) {
    return Damaged("header", "it holds values that no header has");
  }
  return UniverseReader(cursor, parties, members);
}

absl::StatusOr<bool> UniverseReader::Next() {
  if (read_ == members_) {
    if (cursor_.done()) return false;
    return Damaged(Place(read_), "more follows than the header says");
  }
  const Member last = member_;
  member_.number = cursor_.U32();
  member_.id = cursor_.Field();
  UniverseFingerprint& fingerprint = member_.fingerprint;
  const std::string_view reached = cursor_.Raw(fingerprint.reached.size());
  const std::string_view reaches = cursor_.Raw(fingerprint.reaches.size());
  if (!cursor_.ok()) return Damaged(Place(read_), "it is not whole");
  std::copy(reached.begin(), reached.end(), fingerprint.reached.begin());
  std::copy(reaches.begin(), reaches.end(), fingerprint.reaches.begin());
  if (member_.number >= parties_ || member_.id.empty()) {
    return Damaged(Place(read_), "it holds values that no party has");
  }
  if (read_ > 0 && (member_.number <= last.number || member_.id <= last.id)) {
    return Damaged(Place(read_), "members do not ascend");
  }
  ++read_;
  return true;
}

}  // namespace lynceus::ownership
