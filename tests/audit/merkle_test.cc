// The Merkle tree against a naive recursion, and the tiles that carry it.
#include "lib/audit/merkle.h"

#include <gtest/gtest.h>

#include <bit>

#include "lib/audit/tiles.h"
#include "tests/support/status_matchers.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;

// MTH as RFC 6962 writes it.
Sha256 NaiveRoot(const std::vector<std::string>& leaves, std::size_t begin, std::size_t end) {
  if (begin == end) return EmptyRoot();
  if (end - begin == 1) return LeafHash(leaves[begin]);
  const std::size_t split = begin + std::bit_floor(end - begin - 1);
  return NodeHash(NaiveRoot(leaves, begin, split), NaiveRoot(leaves, split, end));
}

std::vector<std::string> SampleLeaves(std::size_t count) {
  std::vector<std::string> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back("leaf " + std::to_string(i));
  return leaves;
}

SubtreeHash SubtreesOf(const std::vector<std::string>& leaves) {
  return [&leaves](int height, std::uint64_t index) -> absl::StatusOr<Sha256> {
    const std::size_t size = std::size_t{1} << height;
    return NaiveRoot(leaves, index * size, (index + 1) * size);
  };
}

TEST(MerkleTest, ProofsHoldForEverySizeAndEveryLie) {
  const std::vector<std::string> leaves = SampleLeaves(40);
  const SubtreeHash subtree = SubtreesOf(leaves);
  for (std::uint64_t size = 1; size <= leaves.size(); ++size) {
    const Sha256 root = NaiveRoot(leaves, 0, size);
    ASSERT_EQ(*TreeRoot(size, subtree), root);
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto proof = InclusionProof(index, size, subtree);
      ASSERT_THAT(proof, IsOk());
      const Sha256 leaf = LeafHash(leaves[index]);
      EXPECT_TRUE(VerifyInclusion(index, size, leaf, *proof, root));
      EXPECT_FALSE(VerifyInclusion(index, size, LeafHash("other"), *proof, root));
      EXPECT_FALSE(VerifyInclusion(index + 1, size, leaf, *proof, root));
      std::vector<Sha256> longer = *proof;
      longer.push_back(root);
      EXPECT_FALSE(VerifyInclusion(index, size, leaf, longer, root));
      if (!proof->empty()) {
        std::vector<Sha256> changed = *proof;
        changed[0][0] ^= 1;
        EXPECT_FALSE(VerifyInclusion(index, size, leaf, changed, root));
      }
    }
    for (std::uint64_t old_size = 1; old_size <= size; ++old_size) {
      const auto proof = ConsistencyProof(old_size, size, subtree);
      ASSERT_THAT(proof, IsOk());
      const Sha256 old_root = NaiveRoot(leaves, 0, old_size);
      EXPECT_TRUE(VerifyConsistency(old_size, size, old_root, root, *proof));
      Sha256 other = old_root;
      other[5] ^= 1;
      EXPECT_FALSE(VerifyConsistency(old_size, size, other, root, *proof));
    }
  }
  EXPECT_FALSE(InclusionProof(3, 3, subtree).ok());
  EXPECT_FALSE(ConsistencyProof(0, 3, subtree).ok());
}

TEST(TreeEdgeTest, RootsAndTilesAreThoseOfTheLeaves) {
  const std::vector<std::string> leaves = SampleLeaves(700);
  TreeEdge edge;
  std::vector<TreeEdge::File> files;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    edge.Add(leaves[i], files);
    if (i % 37 != 0 && i < 690) continue;
    ASSERT_EQ(edge.Root(), NaiveRoot(leaves, 0, i + 1)) << i;
  }
  // Two full bundles and two full level-0 tiles; nothing of level 1 is full.
  ASSERT_EQ(files.size(), 4u);
  EXPECT_EQ(files[0].path, "tile/entries/000");
  EXPECT_EQ(files[1].path, "tile/0/000");
  std::vector<std::string> partials;
  for (const TreeEdge::File& file : edge.Partials()) partials.push_back(file.path);
  EXPECT_EQ(partials, PartialPaths(700));
  EXPECT_EQ(partials, (std::vector<std::string>{"tile/entries/002.p/188", "tile/0/002.p/188",
                                                "tile/1/000.p/2"}));
}

TEST(TilesTest, EntriesReadBackAndDamageIsRefused) {
  std::string bundle;
  for (const std::string& leaf : {std::string("a"), std::string(), std::string(65'535, 'x')}) {
    AppendEntry(bundle, leaf);
  }
  const auto leaves = DecodeEntries(bundle, 3);
  ASSERT_THAT(leaves, IsOk());
  EXPECT_EQ(leaves->at(2).size(), 65'535u);
  EXPECT_FALSE(DecodeEntries(bundle, 2).ok());
  EXPECT_FALSE(DecodeEntries(bundle.substr(0, 10), 3).ok());
  EXPECT_FALSE(DecodeEntries("\x01", 1).ok());
}

}  // namespace
}  // namespace lynceus::audit
