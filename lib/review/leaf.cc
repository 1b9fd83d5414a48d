// The byte table of FORMAT.md, in order; every field has one encoding.
#include "lib/review/leaf.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/block.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/model/score_node.h"

namespace lynceus::review {
namespace {

constexpr std::string_view kMagic = "LYNR";
constexpr std::int64_t kMicrosEnd = 253'402'300'800'000'000;  // of the year 9999
constexpr std::int32_t kDaysFirst = -719'162;                 // 0001-01-01
constexpr std::int32_t kDaysLast = 2'932'896;                 // 9999-12-31
constexpr std::size_t kDigestHexBytes = 64;

enum FlagBit : std::uint8_t {
  kTruncatedBit = 1,
  kBestEffortBit = 2,
  kSynchronisedBit = 4,
  kKnownBits = 7,
};

void AppendDigest(std::string& out, const Sha256& digest) {
  out.append(digest.begin(), digest.end());
}

void ReadDigest(ByteCursor& cursor, Sha256& digest) {
  const std::string_view raw = cursor.Raw(digest.size());
  std::transform(raw.begin(), raw.end(), digest.begin(),
                 [](char byte) { return static_cast<std::uint8_t>(byte); });
}

int HexDigit(char letter) { return letter <= '9' ? letter - '0' : letter - 'a' + 10; }

// A digest in hex stands in the leaf as its 32 bytes, or as none.
void AppendHexField(std::string& out, std::string_view hex) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    bytes.push_back(static_cast<char>(HexDigit(hex[at]) * 16 + HexDigit(hex[at + 1])));
  }
  AppendField(out, bytes);
}

std::string ReadHexField(ByteCursor& cursor) {
  const std::string_view field = cursor.Field();
  return ToHex({reinterpret_cast<const std::uint8_t*>(field.data()), field.size()});
}

// A number beyond the field's type becomes one that CheckLeaf or the length refuses.
template <typename Number>
Number ReadNumber(ByteCursor& cursor, bool& fits) {
  const std::uint64_t value = cursor.Varint();
  fits = fits && std::in_range<Number>(value);
  return static_cast<Number>(value);
}

absl::Status NotALeaf(std::string_view cause) {
  return DataLossError({.subject = "leaf",
                        .cause = std::string(cause),
                        .remedy = "verify the log; a newer program may have written it"});
}

bool IsDigestHex(std::string_view text) {
  const bool hex = std::all_of(text.begin(), text.end(), [](char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
  });
  return hex && (text.empty() || text.size() == kDigestHexBytes);
}

bool IsRequestId(std::string_view text) {
  return text.size() <= kRequestIdBytesMax &&
         std::all_of(text.begin(), text.end(), [](unsigned char byte) {
           return std::isalnum(byte) != 0 || byte == '.' || byte == '_' || byte == ':' ||
                  byte == '-';
         });
}

bool IsText(std::string_view text) {
  return text.size() <= kLeafTextBytesMax && std::all_of(text.begin(), text.end(), [](char byte) {
           return byte >= 0x20 && byte < 0x7f;
         });
}

bool IsScore(std::int32_t score) { return score >= 0 && score <= kScoreMax; }

template <typename Enum>
bool InTable(Enum value, Enum first, Enum last) {
  return value >= first && value <= last;
}

}  // namespace

std::string_view RecordKindName(RecordKind kind) {
  constexpr std::array<std::string_view, 11> kNames = {
      "screen",    "snapshot activation",  "rule change", "disposition", "second review",
      "list load", "configuration change", "erasure",     "export",      "key rotation",
      "legal hold"};
  const std::size_t at = static_cast<std::size_t>(kind) - 1;
  return at < kNames.size() ? kNames[at] : "unknown";
}

bool IsLegalEntity(std::string_view text) {
  return text.size() <= kLegalEntityBytesMax &&
         std::all_of(text.begin(), text.end(), [](char letter) {
           return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
                  letter == '-';
         });
}

absl::Status CheckLeaf(const Leaf& leaf) {
  const std::array<std::pair<std::string_view, bool>, 17> fields = {{
      {"kind", InTable(leaf.kind, RecordKind::kScreen, kLastRecordKind)},
      {"decision", InTable(leaf.decision, Decision::kClear, Decision::kBlock)},
      {"clock source",
       InTable(leaf.clock_source, ClockSource::kSystem, ClockSource::kSynchronised)},
      {"time", leaf.unix_micros >= 0 && leaf.unix_micros < kMicrosEnd},
      {"as-of day", leaf.as_of_days >= kDaysFirst && leaf.as_of_days <= kDaysLast},
      {"best score", IsScore(leaf.score_max)},
      {"threshold", IsScore(leaf.score_min)},
      {"earlier record", !leaf.earlier || *leaf.earlier < ~std::uint64_t{0}},
      {"snapshot", IsDigestHex(leaf.snapshot)},
      {"rules", IsDigestHex(leaf.rules)},
      {"request id", IsRequestId(leaf.request_id)},
      {"legal entity", IsLegalEntity(leaf.legal_entity)},
      {"engine", IsText(leaf.engine)},
      {"icu", IsText(leaf.icu)},
      {"preset", IsText(leaf.preset)},
      {"caller", IsText(leaf.caller)},
      {"on behalf of", IsText(leaf.on_behalf_of)},
  }};
  for (const auto& [field, holds] : fields) {
    if (holds) continue;
    return InvalidError({.subject = "leaf",
                         .place = std::string(field),
                         .cause = "the value is outside the field's table",
                         .remedy = "see lib/review/FORMAT.md"});
  }
  return absl::OkStatus();
}

std::string EncodeLeaf(const Leaf& leaf) {
  std::uint8_t flags = 0;
  if (leaf.truncated) flags |= kTruncatedBit;
  if (leaf.best_effort) flags |= kBestEffortBit;
  if (leaf.clock_source == ClockSource::kSynchronised) flags |= kSynchronisedBit;
  std::string out(kMagic);
  AppendU16(out, kLeafVersion);
  out.push_back(static_cast<char>(leaf.kind));
  out.push_back(static_cast<char>(leaf.decision));
  out.push_back(static_cast<char>(flags));
  AppendU64(out, static_cast<std::uint64_t>(leaf.unix_micros));
  AppendU32(out, static_cast<std::uint32_t>(leaf.as_of_days));
  AppendDigest(out, leaf.input_commitment);
  AppendDigest(out, leaf.answer_commitment);
  AppendDigest(out, leaf.body_digest);
  AppendVarint(out, static_cast<std::uint64_t>(leaf.score_max));
  AppendVarint(out, static_cast<std::uint64_t>(leaf.score_min));
  AppendVarint(out, leaf.hits);
  AppendVarint(out, leaf.suppressed);
  AppendVarint(out, leaf.near_misses);
  AppendVarint(out, leaf.earlier ? *leaf.earlier + 1 : 0);
  AppendHexField(out, leaf.snapshot);
  AppendHexField(out, leaf.rules);
  AppendField(out, leaf.engine);
  AppendField(out, leaf.icu);
  AppendField(out, leaf.preset);
  AppendField(out, leaf.request_id);
  AppendField(out, leaf.caller);
  AppendField(out, leaf.on_behalf_of);
  AppendField(out, leaf.legal_entity);
  return out;
}

absl::StatusOr<Leaf> DecodeLeaf(std::string_view bytes) {
  if (bytes.size() > limits::kLeafBytesMax) return NotALeaf("it is longer than a leaf may be");
  ByteCursor cursor(std::as_bytes(std::span(bytes)));
  if (cursor.Raw(kMagic.size()) != kMagic) return NotALeaf("it does not begin with LYNR");
  const std::uint16_t version = cursor.U16();
  if (version != kLeafVersion) {
    return NotALeaf(
        absl::StrCat("its version is ", version, ", this program knows ", kLeafVersion));
  }
  Leaf leaf;
  leaf.kind = static_cast<RecordKind>(cursor.U8());
  leaf.decision = static_cast<Decision>(cursor.U8());
  const std::uint8_t flags = cursor.U8();
  leaf.truncated = (flags & kTruncatedBit) != 0;
  leaf.best_effort = (flags & kBestEffortBit) != 0;
  if ((flags & kSynchronisedBit) != 0) leaf.clock_source = ClockSource::kSynchronised;
  leaf.unix_micros = static_cast<std::int64_t>(cursor.U64());
  leaf.as_of_days = static_cast<std::int32_t>(cursor.U32());
  ReadDigest(cursor, leaf.input_commitment);
  ReadDigest(cursor, leaf.answer_commitment);
  ReadDigest(cursor, leaf.body_digest);
  bool fits = true;
  leaf.score_max = ReadNumber<std::int32_t>(cursor, fits);
  leaf.score_min = ReadNumber<std::int32_t>(cursor, fits);
  leaf.hits = ReadNumber<std::uint32_t>(cursor, fits);
  leaf.suppressed = ReadNumber<std::uint32_t>(cursor, fits);
  leaf.near_misses = ReadNumber<std::uint32_t>(cursor, fits);
  const std::uint64_t earlier = cursor.Varint();
  if (earlier > 0) leaf.earlier = earlier - 1;
  leaf.snapshot = ReadHexField(cursor);
  leaf.rules = ReadHexField(cursor);
  leaf.engine = std::string(cursor.Field());
  leaf.icu = std::string(cursor.Field());
  leaf.preset = std::string(cursor.Field());
  leaf.request_id = std::string(cursor.Field());
  leaf.caller = std::string(cursor.Field());
  leaf.on_behalf_of = std::string(cursor.Field());
  leaf.legal_entity = std::string(cursor.Field());
  if (!cursor.ok() || !cursor.done()) return NotALeaf("its length is wrong");
  if (!fits || (flags & ~kKnownBits) != 0) return NotALeaf("a field is outside its table");
  const absl::Status holds = CheckLeaf(leaf);
  if (!holds.ok()) {
    return NotALeaf(absl::StrCat(DetailOf(holds).place, ": ", DetailOf(holds).cause));
  }
  return leaf;
}

std::string_view RetentionEntity(std::string_view legal_entity) {
  return legal_entity.empty() ? std::string_view("default") : legal_entity;
}

bool MayBeErasedAlone(RecordKind kind) {
  return kind == RecordKind::kScreen || kind == RecordKind::kDisposition ||
         kind == RecordKind::kSecondReview;
}

std::string BucketOf(const Leaf& leaf) {
  return absl::StrCat(Date::FromUnixMicros(leaf.unix_micros).year(), "-",
                      ToAbsl(RetentionEntity(leaf.legal_entity)));
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
