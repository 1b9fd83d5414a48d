#pragma once
// One leaf of the match log: canonical bytes by the table in FORMAT.md, no personal data. What was
// asked and what was answered are present as salted commitments; the salts and the texts stand in
// the sealed body.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/base/clock.h"
#include "lib/base/digest.h"
#include "lib/model/decision.h"

namespace lynceus::review {

inline constexpr std::uint16_t kLeafVersion = 2;
inline constexpr std::size_t kRequestIdBytesMax = 64;
inline constexpr std::size_t kLeafTextBytesMax = 256;  // of every other text of a leaf
inline constexpr std::size_t kLegalEntityBytesMax = 32;

enum class RecordKind : std::uint8_t {
  kScreen = 1,
  kSnapshotActivation = 2,
  kRuleChange = 3,
  kDisposition = 4,
  kSecondReview = 5,
  kListLoad = 6,
  kConfigurationChange = 7,
  kErasure = 8,
  kExport = 9,
  kKeyRotation = 10,
  kLegalHold = 11,
};
inline constexpr RecordKind kLastRecordKind = RecordKind::kLegalHold;
std::string_view RecordKindName(RecordKind kind);  // "screen", "snapshot activation", ...

// What a leaf says. Texts are digests, keys, versions and names of services only, printable ASCII.
struct Leaf {
  RecordKind kind = RecordKind::kScreen;
  std::int64_t unix_micros = 0;  // when the record was made; years 1970 to 9999
  ClockSource clock_source = ClockSource::kSystem;
  std::string request_id;       // the caller's correlation word, at most 64 bytes, [A-Za-z0-9._:-]
  std::string caller;           // the authenticated caller's role or service name; may be empty
  std::string on_behalf_of;     // for whom it asked, by the caller's own word; may be empty
  std::string legal_entity;     // whose retention holds: [a-z0-9-]{0,32}; empty: the default
  bool best_effort = false;     // the mode in which it was written: answers may leave unrecorded
  std::string snapshot;         // content digest, 64 hex digits, or empty
  std::string rules;            // rule set digest, likewise
  std::string engine;           // build
  std::string icu;              // versions of ICU, Unicode and CLDR
  std::string preset;           // by which it was matched
  std::int32_t as_of_days = 0;  // since 1970-01-01
  Decision decision = Decision::kClear;
  std::int32_t score_max = 0;  // best hit, 1/10,000; 0: none
  std::int32_t score_min = 0;  // the threshold in force
  std::uint32_t hits = 0;
  std::uint32_t suppressed = 0;
  std::uint32_t near_misses = 0;
  bool truncated = false;
  // The record that this one follows up: screened before, judged, erased ...
  std::optional<std::uint64_t> earlier;
  Sha256 input_commitment{};   // over salt and text of what was asked
  Sha256 answer_commitment{};  // over salt and text of what was answered
  Sha256 body_digest{};        // over the stored, sealed body

  friend bool operator==(const Leaf&, const Leaf&) = default;
};

// OK where every field is within what is said above. Errors: InvalidArgument naming the field.
absl::Status CheckLeaf(const Leaf& leaf);
// REQUIRES: CheckLeaf(leaf) is OK.
std::string EncodeLeaf(const Leaf& leaf);
// Strict: EncodeLeaf of what it accepts is `bytes`. Errors: DataLoss where the bytes are no leaf of
// a known version (trailing bytes included).
absl::StatusOr<Leaf> DecodeLeaf(std::string_view bytes);

// True for [a-z0-9-]{0,32}.
bool IsLegalEntity(std::string_view text);

// The legal entity whose retention applies: "default" where none is named.
std::string_view RetentionEntity(std::string_view legal_entity);
inline bool IsOfEntity(const Leaf& leaf, std::string_view legal_entity) {
  return RetentionEntity(leaf.legal_entity) == RetentionEntity(legal_entity);
}

// What may be erased by itself: what was asked, answered and judged about a party. What the bank
// did (exports, configurations, erasures ...) only ends with its bucket, so that it stays provable
// as long as what it is about.
bool MayBeErasedAlone(RecordKind kind);

// The bucket of keys that the body of the record is sealed in, by year and legal entity:
// "2026-bank-ee", "2026-default".
std::string BucketOf(const Leaf& leaf);

// SHA-256("lynceus/commitment/v1" 0x00 domain 0x00 salt text); salt is 32 random bytes.
Sha256 Commitment(std::string_view domain, std::string_view salt, std::string_view text);

}  // namespace lynceus::review
