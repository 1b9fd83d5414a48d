#pragma once
// RFC 6962 section 2.1: the Merkle tree over leaves, its proofs and their checks. Pure functions.

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/digest.h"

namespace lynceus::audit {

Sha256 LeafHash(std::string_view leaf);                    // SHA-256(0x00 leaf)
Sha256 NodeHash(const Sha256& left, const Sha256& right);  // SHA-256(0x01 left right)
Sha256 EmptyRoot();                                        // SHA-256("")

// Gives the hash of the complete subtree of 2^height leaves at position `index` on its height.
using SubtreeHash = std::function<absl::StatusOr<Sha256>(int height, std::uint64_t index)>;

// The root over leaves [0, size). Reads O(log size) subtrees.
absl::StatusOr<Sha256> TreeRoot(std::uint64_t size, const SubtreeHash& subtree);

// PATH(index, D[size]). Errors: OutOfRange where index >= size.
absl::StatusOr<std::vector<Sha256>> InclusionProof(std::uint64_t index, std::uint64_t size,
                                                   const SubtreeHash& subtree);
// PROOF(old_size, D[size]). Errors: OutOfRange where old_size is 0 or above size.
absl::StatusOr<std::vector<Sha256>> ConsistencyProof(std::uint64_t old_size, std::uint64_t size,
                                                     const SubtreeHash& subtree);

// RFC 9162 sections 2.1.3.2 and 2.1.4.2. True where the proof holds, and is no longer than it must
// be.
bool VerifyInclusion(std::uint64_t index, std::uint64_t size, const Sha256& leaf_hash,
                     const std::vector<Sha256>& proof, const Sha256& root);
bool VerifyConsistency(std::uint64_t old_size, std::uint64_t size, const Sha256& old_root,
                       const Sha256& root, const std::vector<Sha256>& proof);

}  // namespace lynceus::audit
