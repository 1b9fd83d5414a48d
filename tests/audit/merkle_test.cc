// The Merkle tree against the published probes, a naive recursion, and the tiles that carry it.
#include "lib/audit/merkle.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <bit>
#include <filesystem>

#include "lib/audit/tiles.h"
#include "lib/base/file.h"
#include "lib/base/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::TestDataDir;

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

rapidjson::Document ReadJson(const std::string& path) {
  rapidjson::Document document;
  const auto text = ReadFile(path);
  EXPECT_THAT(text, IsOk()) << path;
  document.Parse(text->c_str());
  EXPECT_FALSE(document.HasParseError()) << path;
  return document;
}

// Some probes have roots that are no hashes; a hash of the text stands for such a value.
Sha256 HashOf(const rapidjson::Value& value) {
  const auto bytes = FromBase64(value.GetString());
  if (!bytes.ok() || bytes->size() != 32) return Sha256Of(value.GetString());
  Sha256 hash{};
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

std::vector<Sha256> ProofOf(const rapidjson::Value& probe) {
  std::vector<Sha256> proof;
  const auto member = probe.FindMember("proof");
  if (member == probe.MemberEnd() || !member->value.IsArray()) return proof;
  for (const auto& hash : member->value.GetArray()) proof.push_back(HashOf(hash));
  return proof;
}

bool Wrong(const rapidjson::Value& probe) {
  const auto member = probe.FindMember("wantErr");
  return member != probe.MemberEnd() && member->value.GetBool();
}

// Where leaf or proof carry a hash of another length it cannot be told to these functions.
bool ProofIsWhole(const rapidjson::Value& probe) {
  const auto leaf = probe.FindMember("leafHash");
  if (leaf != probe.MemberEnd() && leaf->value.GetStringLength() != 44) return false;
  const auto proof = probe.FindMember("proof");
  if (proof == probe.MemberEnd() || !proof->value.IsArray()) return true;
  for (const auto& hash : proof->value.GetArray()) {
    const auto bytes = FromBase64(hash.GetString());
    if (!bytes.ok() || bytes->size() != 32) return false;
  }
  return true;
}

TEST(MerkleTest, ThePublishedProbesGetTheirAnswers) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const std::string root = *TestDataDir() + "/audit/rfc6962/merkle-testdata";
  int probes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".json") continue;
    const rapidjson::Document probe = ReadJson(entry.path().string());
    bool holds = false;
    if (probe.HasMember("leafIdx")) {
      holds = VerifyInclusion(probe["leafIdx"].GetUint64(), probe["treeSize"].GetUint64(),
                              HashOf(probe["leafHash"]), ProofOf(probe), HashOf(probe["root"]));
    } else if (probe.HasMember("size1")) {
      holds = VerifyConsistency(probe["size1"].GetUint64(), probe["size2"].GetUint64(),
                                HashOf(probe["root1"]), HashOf(probe["root2"]), ProofOf(probe));
    } else {
      continue;
    }
    ++probes;
    EXPECT_EQ(holds && ProofIsWhole(probe), !Wrong(probe)) << entry.path();
  }
  EXPECT_EQ(probes, 196);
}

TEST(TreeEdgeTest, TheLogOfSeventyThousandLeaves) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const rapidjson::Document log =
      ReadJson(*TestDataDir() + "/audit/tessera-log/large_tree_70000.json");
  TreeEdge edge;
  std::vector<TreeEdge::File> files;
  for (std::uint64_t i = 0; i < 70'000; ++i) {
    std::string leaf;
    for (int shift = 56; shift >= 0; shift -= 8) leaf.push_back(static_cast<char>(i >> shift));
    edge.Add(leaf, files);
    const std::string size = std::to_string(i + 1);
    const auto root = log["roots"].FindMember(size.c_str());
    if (root != log["roots"].MemberEnd()) {
      EXPECT_EQ(ToHex(edge.Root()), root->value.GetString()) << size;
    }
  }
  for (TreeEdge::File& file : edge.Partials()) files.push_back(std::move(file));
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  // The published digest covers the checkpoint as well.
  EXPECT_EQ(files.size() + 1, log["file_count"].GetUint64());
}

TEST(TilesTest, ThePublishedPaths) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const rapidjson::Document paths = ReadJson(*TestDataDir() + "/audit/specs/tile_paths.json");
  for (const auto& row : paths["tile_path"].GetArray()) {
    const std::uint64_t width = row[2].GetUint64() == 0 ? kTileWidth : row[2].GetUint64();
    EXPECT_EQ(TilePath(row[0].GetInt(), row[1].GetUint64(), width), row[3].GetString());
  }
  for (const auto& row : paths["entries_path"].GetArray()) {
    const std::uint64_t width = row[2].GetUint64() == 0 ? kTileWidth : row[2].GetUint64();
    EXPECT_EQ(EntriesPath(row[1].GetUint64(), width), row[3].GetString());
  }
}

}  // namespace
}  // namespace lynceus::audit
