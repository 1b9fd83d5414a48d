// The byte table of FORMAT.md, in order; every field has one encoding.
#include "lib/review/leaf.h"

#include <algorithm>
#include <span>

#include "absl/strings/str_cat.h"
#include "lib/base/block.h"
#include "lib/base/status.h"

namespace lynceus::review {
namespace {

constexpr std::string_view kMagic = "LYNR";

void AppendDigest(std::string& out, const Sha256& digest) {
  for (const std::uint8_t byte : digest) out.push_back(static_cast<char>(byte));
}

void ReadDigest(ByteCursor& cursor, Sha256& digest) {
  const std::string_view raw = cursor.Raw(digest.size());
  std::transform(raw.begin(), raw.end(), digest.begin(),
                 [](char byte) { return static_cast<std::uint8_t>(byte); });
}

absl::Status NotALeaf(std::string_view cause) {
  return DataLossError({.subject = "leaf",
                        .cause = std::string(cause),
                        .remedy = "verify the log; a newer program may have written it"});
}

bool KnownKind(std::uint8_t kind) {
  return kind >= static_cast<std::uint8_t>(RecordKind::kScreen) &&
         kind <= static_cast<std::uint8_t>(RecordKind::kRuleChange);
}

}  // namespace

std::string_view RecordKindName(RecordKind kind) {
  switch (kind) {
    case RecordKind::kScreen:
      return "screen";
    case RecordKind::kSnapshotActivation:
      return "snapshot activation";
    case RecordKind::kRuleChange:
      return "rule change";
  }
  return "unknown";
}

std::string EncodeLeaf(const Leaf& leaf) {
  std::string out(kMagic);
  AppendU16(out, kLeafVersion);
  out.push_back(static_cast<char>(leaf.kind));
  out.push_back(static_cast<char>(leaf.decision));
  AppendU64(out, static_cast<std::uint64_t>(leaf.unix_micros));
  AppendU32(out, static_cast<std::uint32_t>(leaf.as_of_days));
  AppendU32(out, static_cast<std::uint32_t>(leaf.score_max));
  AppendU32(out, static_cast<std::uint32_t>(leaf.score_min));
  AppendU32(out, leaf.hits);
  AppendU32(out, leaf.suppressed);
  out.push_back(leaf.truncated ? '\1' : '\0');
  AppendDigest(out, leaf.input_commitment);
  AppendDigest(out, leaf.answer_commitment);
  AppendDigest(out, leaf.body_digest);
  AppendField(out, leaf.request_id);
  AppendField(out, leaf.caller);
  AppendField(out, leaf.snapshot);
  AppendField(out, leaf.rules);
  AppendField(out, leaf.engine);
  return out;
}

absl::StatusOr<Leaf> DecodeLeaf(std::string_view bytes) {
  ByteCursor cursor(std::as_bytes(std::span(bytes)));
  if (cursor.Raw(kMagic.size()) != kMagic) return NotALeaf("it does not begin with LYNR");
  const std::uint16_t version = cursor.U16();
  if (version != kLeafVersion) {
    return NotALeaf(
        absl::StrCat("its version is ", version, ", this program knows ", kLeafVersion));
  }
  Leaf leaf;
  const std::uint8_t kind = cursor.U8();
  const std::uint8_t decision = cursor.U8();
  leaf.unix_micros = static_cast<std::int64_t>(cursor.U64());
  leaf.as_of_days = static_cast<std::int32_t>(cursor.U32());
  leaf.score_max = static_cast<std::int32_t>(cursor.U32());
  leaf.score_min = static_cast<std::int32_t>(cursor.U32());
  leaf.hits = cursor.U32();
  leaf.suppressed = cursor.U32();
  const std::uint8_t truncated = cursor.U8();
  ReadDigest(cursor, leaf.input_commitment);
  ReadDigest(cursor, leaf.answer_commitment);
  ReadDigest(cursor, leaf.body_digest);
  leaf.request_id = std::string(cursor.Field());
  leaf.caller = std::string(cursor.Field());
  leaf.snapshot = std::string(cursor.Field());
  leaf.rules = std::string(cursor.Field());
  leaf.engine = std::string(cursor.Field());
  if (!cursor.ok() || !cursor.done()) return NotALeaf("its length is wrong");
  if (!KnownKind(kind) || decision > static_cast<std::uint8_t>(Decision::kBlock) || truncated > 1) {
    return NotALeaf("a field has a value outside its table");
  }
  leaf.kind = static_cast<RecordKind>(kind);
  leaf.decision = static_cast<Decision>(decision);
  leaf.truncated = truncated == 1;
  return leaf;
}

Sha256 Commitment(std::string_view domain, std::string_view salt, std::string_view text) {
  Sha256Builder builder;
  builder.Add("lynceus/commitment/v1");
  builder.Add(std::string_view("\0", 1));
  builder.Add(domain);
  builder.Add(std::string_view("\0", 1));
  builder.Add(salt);
  builder.Add(text);
  return builder.Finish();
}

}  // namespace lynceus::review
