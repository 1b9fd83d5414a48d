#pragma once
// A receipt: one text that proves, with no log at hand, that a record stands in it. C2SP
// tlog-proof, version 1, for a file named `.tlog-proof` beside the case. Anyone's verifier reads
// it; the leaf that it proves travels along as `extra`.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/audit/note.h"
#include "lib/base/digest.h"

namespace lynceus::audit {

struct Receipt {
  std::uint64_t index = 0;
  std::optional<std::string> leaf;         // as published, where `extra` holds one in our form
  std::optional<std::string> other_extra;  // else what another program put there, opaque
  std::vector<Sha256> hashes;              // RFC 6962 inclusion proof
  std::string checkpoint;                  // signed note
};

// "c2sp.org/tlog-proof@v1 LF extra base64 LF index N LF", a line of base64 for each hash, a blank
// line, the checkpoint. FORMAT.md tells what `extra` holds.
std::string FormatReceipt(const Receipt& receipt);
// Reads what FormatReceipt writes, and nothing else. The checkpoint is only cut off.
// Errors: InvalidArgument.
absl::StatusOr<Receipt> ParseReceipt(std::string_view text);

// Makes a receipt from a log's published files, beside its writer or in a copy, and checks it.
// Errors: NotFound where there is no such log, or no record `index` in its newest checkpoint;
// DataLoss where the files do not prove it.
absl::StatusOr<Receipt> MakeReceipt(const std::string& directory, std::uint64_t index);

// What a receipt that holds proves.
struct ProvenLeaf {
  Checkpoint checkpoint;
  std::string leaf;
};
// Checks the signature by one of `keys`, and that the leaf (the receipt's, or the one given where
// it carries none; where both are there they must agree) stands at its index in the checkpoint's
// tree. Errors: InvalidArgument (malformed, or there is no leaf), DataLoss (it does not hold).
absl::StatusOr<ProvenLeaf> CheckReceipt(const Receipt& receipt,
                                        const std::vector<VerifierKey>& keys,
                                        const std::optional<std::string>& leaf = std::nullopt);

}  // namespace lynceus::audit
