// The published vectors of RFC 6962 trees: probes, the eight-leaf reference tree, rolling digests
// over every proof to size 130, and the paths of tiles.
#include <gtest/gtest.h>

#include <bit>
#include <filesystem>
#include <map>

#include "lib/audit/merkle.h"
#include "lib/audit/tiles.h"
#include "tests/audit/vectors.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::IsOkAndHolds;

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
  const std::string root = VectorPath("rfc6962/merkle-testdata");
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

// Complete subtrees by their leaves' hashes.
SubtreeHash SubtreesOf(const std::vector<Sha256>& hashes, std::uint64_t first = 0) {
  return [&hashes, first](int height, std::uint64_t index) -> absl::StatusOr<Sha256> {
    const std::uint64_t size = std::uint64_t{1} << height;
    const auto begin = hashes.begin() + static_cast<std::ptrdiff_t>(first + index * size);
    std::vector<Sha256> row(begin, begin + static_cast<std::ptrdiff_t>(size));
    for (; row.size() > 1; row.resize(row.size() / 2)) {
      for (std::size_t i = 0; i < row.size() / 2; ++i) {
        row[i] = NodeHash(row[2 * i], row[2 * i + 1]);
      }
    }
    return row.front();
  };
}

std::vector<Sha256> HashesOf(const std::vector<std::string>& leaves) {
  std::vector<Sha256> hashes;
  for (const std::string& leaf : leaves) hashes.push_back(LeafHash(leaf));
  return hashes;
}

TEST(MerkleVectorsTest, TheReferenceTreeOfEightLeaves) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const rapidjson::Document tree = ReadJson(VectorPath("rfc6962/rfc6962_reference.json"));
  std::vector<std::string> leaves;
  for (const auto& leaf : tree["leaf_inputs"].GetArray()) {
    leaves.push_back(FromHex(leaf.GetString()));
  }
  const std::vector<Sha256> hashes = HashesOf(leaves);
  ASSERT_EQ(hashes, HexHashes(tree["leaf_hashes"]));
  const std::vector<Sha256> roots = HexHashes(tree["roots_by_size"]);
  ASSERT_EQ(roots.size(), 9u);
  TreeEdge edge;
  std::vector<TreeEdge::File> files;
  for (std::uint64_t size = 0; size < roots.size(); ++size) {
    EXPECT_THAT(TreeRoot(size, SubtreesOf(hashes)), IsOkAndHolds(roots[size])) << size;
    EXPECT_EQ(edge.Root(), roots[size]) << size;
    if (size < leaves.size()) edge.Add(leaves[size], files);
  }
  EXPECT_EQ(tree["inclusion"].Size(), 36u);
  for (const auto& row : tree["inclusion"].GetArray()) {
    const std::uint64_t index = row["index"].GetUint64();
    const std::uint64_t size = row["size"].GetUint64();
    const std::vector<Sha256> proof = HexHashes(row["proof"]);
    EXPECT_THAT(InclusionProof(index, size, SubtreesOf(hashes)), IsOkAndHolds(proof));
    EXPECT_TRUE(VerifyInclusion(index, size, hashes[index], proof, roots[size]));
  }
  EXPECT_EQ(tree["consistency"].Size(), 36u);
  for (const auto& row : tree["consistency"].GetArray()) {
    const std::uint64_t old_size = row["size1"].GetUint64();
    const std::uint64_t size = row["size2"].GetUint64();
    const std::vector<Sha256> proof = HexHashes(row["proof"]);
    EXPECT_THAT(ConsistencyProof(old_size, size, SubtreesOf(hashes)), IsOkAndHolds(proof));
    EXPECT_TRUE(VerifyConsistency(old_size, size, roots[old_size], roots[size], proof));
  }
}

TEST(MerkleVectorsTest, TheHasher) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const rapidjson::Document tree = ReadJson(VectorPath("rfc6962/rfc6962_reference.json"));
  const auto& rows = tree["hasher"];
  ASSERT_EQ(rows.Size(), 4u);
  EXPECT_EQ(EmptyRoot(), HexHash(rows[0]["hash"]));
  EXPECT_EQ(LeafHash(""), HexHash(rows[1]["hash"]));
  EXPECT_EQ(LeafHash("L123456"), HexHash(rows[2]["hash"]));
  // The vector's children are no hashes but short texts, which NodeHash cannot be told.
  EXPECT_EQ(Sha256Of("\1N123N456"), HexHash(rows[3]["hash"]));
}

// 130 leaves of one byte each, 0x00 to 0x81.
class RollingTest : public ::testing::Test {
 protected:
  static constexpr std::uint64_t kLeaves = 130;

  void SetUp() override {
    LYNCEUS_REQUIRE_TEST_DATA();
    digests_ = ReadJson(VectorPath("rfc6962/rolling_digests.json"));
    for (std::uint64_t i = 0; i < kLeaves; ++i) {
      hashes_.push_back(LeafHash(std::string(1, static_cast<char>(i))));
    }
  }
  void AddLine(std::uint64_t first, std::uint64_t second, const std::vector<Sha256>& proof) {
    std::string line = std::to_string(first) + " " + std::to_string(second);
    for (const Sha256& hash : proof) line += " " + ToHex(hash);
    rolling_.Add(line + "\n");
  }

  rapidjson::Document digests_;
  std::vector<Sha256> hashes_;
  Sha256Builder rolling_;
};

TEST_F(RollingTest, EveryInclusionProof) {
  for (std::uint64_t size = 1; size <= kLeaves; ++size) {
    const auto root = TreeRoot(size, SubtreesOf(hashes_));
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto proof = InclusionProof(index, size, SubtreesOf(hashes_));
      ASSERT_THAT(proof, IsOk());
      ASSERT_TRUE(VerifyInclusion(index, size, hashes_[index], *proof, *root));
      AddLine(index, size, *proof);
    }
  }
  EXPECT_EQ(ToHex(rolling_.Finish()), digests_["own_rfc6962_inclusion"]["sha256"].GetString());
}

TEST_F(RollingTest, EveryConsistencyProof) {
  for (std::uint64_t size = 1; size <= kLeaves; ++size) {
    const auto root = TreeRoot(size, SubtreesOf(hashes_));
    for (std::uint64_t old_size = 1; old_size <= size; ++old_size) {
      const auto proof = ConsistencyProof(old_size, size, SubtreesOf(hashes_));
      ASSERT_THAT(proof, IsOk());
      const auto old_root = TreeRoot(old_size, SubtreesOf(hashes_));
      ASSERT_TRUE(VerifyConsistency(old_size, size, *old_root, *root, *proof));
      AddLine(old_size, size, *proof);
    }
  }
  EXPECT_EQ(ToHex(rolling_.Finish()), digests_["own_rfc6962_consistency"]["sha256"].GetString());
}

TEST_F(RollingTest, EveryRoot) {
  for (std::uint64_t size = 1; size <= kLeaves; ++size) {
    const auto root = TreeRoot(size, SubtreesOf(hashes_));
    rolling_.Add(std::string(root->begin(), root->end()));
  }
  EXPECT_EQ(ToHex(rolling_.Finish()), digests_["roots_of_prefixes_sha256"].GetString());
}

// A range is a subtree where it begins at a multiple of the power of two that holds it; the
// digest's other proofs, of such ranges, belong to another draft that this log does not use.
TEST_F(RollingTest, EverySubtree) {
  for (std::uint64_t end = 0; end <= kLeaves; ++end) {
    for (std::uint64_t begin = 0; begin <= end; ++begin) {
      if (begin < end && begin % std::bit_ceil(end - begin) != 0) continue;
      const auto root = TreeRoot(end - begin, SubtreesOf(hashes_, begin));
      rolling_.Add("[" + std::to_string(begin) + ", " + std::to_string(end) + ") " + ToHex(*root) +
                   "\n");
    }
  }
  EXPECT_EQ(ToHex(rolling_.Finish()), digests_["subtree_hash_sha256"].GetString());
}

// Vectors say 0 for the width of a full tile.
std::uint64_t WidthOf(const rapidjson::Value& value) {
  return value.GetUint64() == 0 ? kTileWidth : value.GetUint64();
}

TEST(TilePathVectorsTest, AreWrittenAndRead) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const rapidjson::Document paths = ReadJson(VectorPath("specs/tile_paths.json"));
  for (const auto& row : paths["tile_path"].GetArray()) {
    const TileName name{
        .level = row[0].GetInt(), .number = row[1].GetUint64(), .width = WidthOf(row[2])};
    EXPECT_EQ(TilePath(name.level, name.number, name.width), row[3].GetString());
    EXPECT_THAT(ParseTilePath(row[3].GetString()), IsOkAndHolds(name));
  }
  for (const auto& row : paths["entries_path"].GetArray()) {
    const TileName name{.entries = true, .number = row[1].GetUint64(), .width = WidthOf(row[2])};
    EXPECT_EQ(EntriesPath(name.number, name.width), row[3].GetString());
    EXPECT_THAT(ParseTilePath(row[3].GetString()), IsOkAndHolds(name));
  }
  for (const auto& row : paths["entries_path_for_index"].GetArray()) {
    EXPECT_EQ(EntriesPathOf(row[0].GetUint64(), row[1].GetUint64()), row[2].GetString());
  }
  for (const auto& row : paths["parse_ok"].GetArray()) {
    const TileName name{
        .level = row[2].GetInt(), .number = row[3].GetUint64(), .width = WidthOf(row[4])};
    EXPECT_THAT(ParseTilePath("tile/" + std::string(row[0].GetString()) + "/" + row[1].GetString()),
                IsOkAndHolds(name));
  }
  EXPECT_EQ(paths["parse_reject"].Size(), 15u);
  for (const auto& row : paths["parse_reject"].GetArray()) {
    const std::string path = std::string(row[0].GetString()) + "/" + row[1].GetString();
    EXPECT_FALSE(ParseTilePath("tile/" + path).ok()) << path;
  }
}

TEST(TilePathVectorsTest, TilesOfASize) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const rapidjson::Document paths = ReadJson(VectorPath("specs/tile_paths.json"));
  for (const auto& row : paths["tiles_of_size"].GetArray()) {
    TreeEdge edge;
    std::vector<TreeEdge::File> files;
    for (std::uint64_t i = 0; i < row["size"].GetUint64(); ++i) edge.Add("", files);
    std::map<std::string, std::uint64_t> full;
    std::map<std::string, std::uint64_t> partial;
    for (const TreeEdge::File& file : files) {
      const auto name = ParseTilePath(file.path);
      ASSERT_THAT(name, IsOk());
      if (!name->entries) ++full[std::to_string(name->level)];
    }
    for (const TreeEdge::File& file : edge.Partials()) {
      const auto name = ParseTilePath(file.path);
      ASSERT_THAT(name, IsOk());
      if (!name->entries) partial[std::to_string(name->level)] = name->width;
    }
    const auto expect_same = [](const std::map<std::string, std::uint64_t>& made,
                                const rapidjson::Value& expected) {
      EXPECT_EQ(made.size(), expected.MemberCount());
      for (const auto& member : expected.GetObject()) {
        const auto at = made.find(member.name.GetString());
        ASSERT_NE(at, made.end()) << member.name.GetString();
        EXPECT_EQ(at->second, member.value.GetUint64()) << member.name.GetString();
      }
    };
    expect_same(full, row["full"]);
    expect_same(partial, row["partial"]);
  }
}

}  // namespace
}  // namespace lynceus::audit
