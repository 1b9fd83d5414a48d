// The recursions of RFC 6962 over ranges of leaves; a range that is a complete subtree is one read.
#include "lib/audit/merkle.h"

#include <bit>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

std::string_view View(const Sha256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// The largest power of two smaller than `size`. REQUIRES: size > 1.
std::uint64_t SplitPoint(std::uint64_t size) { return std::bit_floor(size - 1); }

absl::Status OutOfTree(std::uint64_t index, std::uint64_t size) {
  return MakeError(absl::StatusCode::kOutOfRange,
                   {.subject = "match log",
                    .cause = absl::StrCat("there is no position ", index, " in a tree of ", size)});
}

// MTH(D[begin, end)).
absl::StatusOr<Sha256> RangeHash(std::uint64_t begin, std::uint64_t end,
                                 const SubtreeHash& subtree) {
  const std::uint64_t size = end - begin;
  if (std::has_single_bit(size) && begin % size == 0) {
    return subtree(std::countr_zero(size), begin / size);
  }
  const std::uint64_t split = begin + SplitPoint(size);
  LYNCEUS_ASSIGN_OR_RETURN(const Sha256 left, RangeHash(begin, split, subtree));
  LYNCEUS_ASSIGN_OR_RETURN(const Sha256 right, RangeHash(split, end, subtree));
  return NodeHash(left, right);
}

absl::Status Path(std::uint64_t index, std::uint64_t begin, std::uint64_t end,
                  const SubtreeHash& subtree, std::vector<Sha256>& proof) {
  if (end - begin == 1) return absl::OkStatus();
  const std::uint64_t split = begin + SplitPoint(end - begin);
  const bool left = index < split;
  LYNCEUS_RETURN_IF_ERROR(left ? Path(index, begin, split, subtree, proof)
                               : Path(index, split, end, subtree, proof));
  LYNCEUS_ASSIGN_OR_RETURN(const Sha256 sibling, left ? RangeHash(split, end, subtree)
                                                      : RangeHash(begin, split, subtree));
  proof.push_back(sibling);
  return absl::OkStatus();
}

// SUBPROOF(old_end, D[begin, end), whole).
absl::Status SubProof(std::uint64_t old_end, std::uint64_t begin, std::uint64_t end, bool whole,
                      const SubtreeHash& subtree, std::vector<Sha256>& proof) {
  if (old_end == end) {
    if (whole) return absl::OkStatus();
    LYNCEUS_ASSIGN_OR_RETURN(const Sha256 node, RangeHash(begin, end, subtree));
    proof.push_back(node);
    return absl::OkStatus();
  }
  const std::uint64_t split = begin + SplitPoint(end - begin);
  const bool left = old_end <= split;
  LYNCEUS_RETURN_IF_ERROR(left ? SubProof(old_end, begin, split, whole, subtree, proof)
                               : SubProof(old_end, split, end, false, subtree, proof));
  LYNCEUS_ASSIGN_OR_RETURN(const Sha256 sibling, left ? RangeHash(split, end, subtree)
                                                      : RangeHash(begin, split, subtree));
  proof.push_back(sibling);
  return absl::OkStatus();
}

}  // namespace

Sha256 LeafHash(std::string_view leaf) {
  Sha256Builder builder;
  builder.Add(std::string_view("\0", 1));
  builder.Add(leaf);
  return builder.Finish();
}

Sha256 NodeHash(const Sha256& left, const Sha256& right) {
  Sha256Builder builder;
  builder.Add("\1");
  builder.Add(View(left));
  builder.Add(View(right));
  return builder.Finish();
}

Sha256 EmptyRoot() { return Sha256Of(""); }

absl::StatusOr<Sha256> TreeRoot(std::uint64_t size, const SubtreeHash& subtree) {
  if (size == 0) return EmptyRoot();
  return RangeHash(0, size, subtree);
}

absl::StatusOr<std::vector<Sha256>> InclusionProof(std::uint64_t index, std::uint64_t size,
                                                   const SubtreeHash& subtree) {
  if (index >= size) return OutOfTree(index, size);
  std::vector<Sha256> proof;
  LYNCEUS_RETURN_IF_ERROR(Path(index, 0, size, subtree, proof));
  return proof;
}

absl::StatusOr<std::vector<Sha256>> ConsistencyProof(std::uint64_t old_size, std::uint64_t size,
                                                     const SubtreeHash& subtree) {
  if (old_size == 0 || old_size > size) return OutOfTree(old_size, size);
  std::vector<Sha256> proof;
  LYNCEUS_RETURN_IF_ERROR(SubProof(old_size, 0, size, true, subtree, proof));
  return proof;
}

bool VerifyInclusion(std::uint64_t index, std::uint64_t size, const Sha256& leaf_hash,
                     const std::vector<Sha256>& proof, const Sha256& root) {
  if (index >= size) return false;
  std::uint64_t node = index;
  std::uint64_t last = size - 1;
  Sha256 hash = leaf_hash;
  for (const Sha256& sibling : proof) {
    if (last == 0) return false;
    if ((node & 1) == 1 || node == last) {
      hash = NodeHash(sibling, hash);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      hash = NodeHash(hash, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && hash == root;
}

bool VerifyConsistency(std::uint64_t old_size, std::uint64_t size, const Sha256& old_root,
                       const Sha256& root, const std::vector<Sha256>& proof) {
  if (old_size == 0 || old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  std::vector<Sha256> path = proof;
  if (std::has_single_bit(old_size)) path.insert(path.begin(), old_root);
  if (path.empty()) return false;
  std::uint64_t node = old_size - 1;
  std::uint64_t last = size - 1;
  while ((node & 1) == 1) {
    node >>= 1;
    last >>= 1;
  }
  Sha256 old_hash = path.front();
  Sha256 new_hash = path.front();
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (last == 0) return false;
    if ((node & 1) == 1 || node == last) {
      old_hash = NodeHash(path[i], old_hash);
      new_hash = NodeHash(path[i], new_hash);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      new_hash = NodeHash(new_hash, path[i]);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && old_hash == old_root && new_hash == root;
}

}  // namespace lynceus::audit
