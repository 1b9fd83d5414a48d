#pragma once
// Values at rest: model structs to the bytes of proto/lynceus/storage/entity.proto and back.
//
// Encoding is deterministic: equal values give equal bytes, with this build's protobuf. Decoding
// trusts nothing: bytes may be damaged, and every bound and invariant of the model is checked on
// the way in. The build also spills with it (lib/ingest). All functions are pure and Thread-safe.
//
// Errors of every Encode: InvalidArgument where a text is not UTF-8, a number is no enumerator or
// a date is outside the calendar; ResourceExhausted where the value exceeds kValueBytesMax. Errors
// of every Decode: DataLoss (not the bytes of such a value, an unknown enumerator, a date or share
// outside its bounds, a field this build does not know); FailedPrecondition (another value
// version).

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/model/entity.h"
#include "lib/model/load_report.h"

namespace lynceus::store {

inline constexpr std::uint32_t kValueVersion = 1;
// One party with all its records; the largest real one is about 200 KB.
inline constexpr std::size_t kValueBytesMax = 64u << 20;

absl::StatusOr<std::string> EncodeParty(const Party& party);
absl::StatusOr<Party> DecodeParty(std::string_view bytes);

absl::StatusOr<std::string> EncodeInterest(const Interest& interest);
absl::StatusOr<Interest> DecodeInterest(std::string_view bytes);

absl::StatusOr<std::string> EncodeFragment(const UnparsedFragment& fragment);
absl::StatusOr<UnparsedFragment> DecodeFragment(std::string_view bytes);

// A skipped record together with its source's key.
struct SourcedSkip {
  std::string source;
  SkippedRecord record;
};
absl::StatusOr<std::string> EncodeSkip(const SourcedSkip& skip);
absl::StatusOr<SourcedSkip> DecodeSkip(std::string_view bytes);

}  // namespace lynceus::store
