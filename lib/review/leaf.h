#pragma once
// One leaf of the match log: canonical bytes by the table in FORMAT.md, no personal data. What was
// asked and what was answered are present as salted commitments; the salt and the texts stand in
// the body.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/digest.h"
#include "lib/model/decision.h"

namespace lynceus::review {

inline constexpr std::uint16_t kLeafVersion = 1;

enum class RecordKind : std::uint8_t {
  kScreen = 1,
  kSnapshotActivation = 2,
  kRuleChange = 3,
};
std::string_view RecordKindName(RecordKind kind);

// What a leaf says. Texts are digests, keys and build words only.
struct Leaf {
  RecordKind kind = RecordKind::kScreen;
  std::int64_t unix_micros = 0;  // when the record was made
  std::string request_id;        // the caller's correlation word, at most 64 bytes, [A-Za-z0-9._:-]
  std::string caller;            // the authenticated caller's role or service name; may be empty
  std::string snapshot;          // content digest, hex
  std::string rules;             // rule set digest, hex
  std::string engine;            // build
  std::int32_t as_of_days = 0;   // since 1970-01-01
  Decision decision = Decision::kReview;
  std::int32_t score_max = 0;  // best hit, 1/10,000; 0: none
  std::int32_t score_min = 0;  // the threshold in force
  std::uint32_t hits = 0;
  std::uint32_t suppressed = 0;
  bool truncated = false;
  Sha256 input_commitment{};   // over salt and CounterpartyJson
  Sha256 answer_commitment{};  // over salt and DecisionCoreJson
  Sha256 body_digest{};        // over the stored body
};

std::string EncodeLeaf(const Leaf& leaf);
// Errors: DataLoss where the bytes are no leaf of a known version (trailing bytes included).
absl::StatusOr<Leaf> DecodeLeaf(std::string_view bytes);

// SHA-256("lynceus/commitment/v1" 0x00 domain 0x00 salt text); salt is 32 random bytes.
Sha256 Commitment(std::string_view domain, std::string_view salt, std::string_view text);

}  // namespace lynceus::review
