// Whole published logs made again: every file, byte for byte, from the key and the leaves.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "lib/audit/log_files.h"
#include "lib/audit/match_log.h"
#include "lib/audit/note_signer.h"
#include "lib/audit/tiles.h"
#include "lib/base/file.h"
#include "tests/audit/vectors.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_data.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::IsOkAndHolds;
using ::lynceus::support::TempDir;

// Files of a directory by their path in it; those in directories with a dot before their name, the
// other implementation's state, left out.
std::map<std::string, std::string> PublishedFiles(const std::string& directory) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    const std::string name = entry.path().lexically_relative(directory).string();
    if (!entry.is_regular_file() || name.starts_with('.')) continue;
    files[name] = *ReadFile(entry.path().string());
  }
  return files;
}

// The writer itself, fed the golden log's seed and leaves one by one, publishes its files.
TEST(GoldenLogTest, TheWriterMakesItByteForByte) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const rapidjson::Document golden = ReadJson(VectorPath("tessera-log/golden_log.json"));
  const auto expected = PublishedFiles(VectorPath("tessera-log/log"));
  const TempDir directory;
  SeedSource seed(SeedOf(golden["signer_key"].GetString()));
  ASSERT_THAT(
      InitLog({.directory = directory.path(), .origin = golden["origin"].GetString()}, seed),
      IsOkAndHolds(std::string(golden["verifier_key"].GetString())));
  const auto log = MatchLog::Open(directory.path());
  ASSERT_THAT(log, IsOk());
  std::map<std::string, std::string> made;
  const auto gather = [&] {
    ASSERT_THAT((*log)->Checkpoint(), IsOk());  // published by then
    const std::string checkpoint = *ReadFile(CheckpointPath(directory.path()));
    made["checkpoint"] = checkpoint;
    made["checkpoint." + std::to_string((*log)->size())] = checkpoint;
    for (const std::string& path : PartialPaths((*log)->size())) {
      made[path] = *ReadFile(directory / path);
    }
  };
  gather();
  for (const auto& leaf : golden["leaves"].GetArray()) {
    ASSERT_THAT((*log)->Append(leaf.GetString(), ""), IsOk());
    gather();
  }
  EXPECT_EQ(made, expected);
  const auto count = [&](const std::string& prefix) {
    return std::count_if(made.begin(), made.end(),
                         [&](const auto& file) { return file.first.starts_with(prefix); });
  };
  EXPECT_EQ(count("checkpoint"), 17);
  EXPECT_EQ(count("tile/0/"), 15);
  EXPECT_EQ(count("tile/entries/"), 15);
  EXPECT_EQ(made.size(), 47u);
}

// The files of the description's log, and their digest: (path NUL u64be(length) bytes) of each, by
// path.
TEST(GoldenLogTest, SeventyThousandLeavesHaveThePublishedDigest) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const rapidjson::Document log = ReadJson(VectorPath("tessera-log/large_tree_70000.json"));
  TreeEdge edge;
  std::vector<TreeEdge::File> files;
  std::size_t roots = 0;
  for (std::uint64_t i = 0; i < 70'000; ++i) {
    std::string leaf;
    for (int shift = 56; shift >= 0; shift -= 8) leaf.push_back(static_cast<char>(i >> shift));
    edge.Add(leaf, files);
    const std::string size = std::to_string(i + 1);
    const auto root = log["roots"].FindMember(size.c_str());
    if (root == log["roots"].MemberEnd()) continue;
    ASSERT_EQ(ToHex(edge.Root()), root->value.GetString()) << size;
    ++roots;
  }
  EXPECT_EQ(roots, log["roots"].MemberCount());
  const std::string origin = log["origin"].GetString();
  const auto signer = MakeNoteSigner(origin, KeyOfSeed(FromHex(log["ed25519_seed"].GetString())));
  const auto note =
      SignNote(FormatCheckpoint({.origin = origin, .size = edge.size(), .root = edge.Root()}),
               {signer.get()});
  EXPECT_THAT(note, IsOkAndHolds(std::string(log["checkpoint"].GetString())));

  std::map<std::string, std::string> published{{"checkpoint", *note}};
  for (TreeEdge::File& file : files) published[file.path] = std::move(file.content);
  for (TreeEdge::File& file : edge.Partials()) published[file.path] = std::move(file.content);
  EXPECT_EQ(published.size(), log["file_count"].GetUint64());
  Sha256Builder digest;
  for (const auto& [path, content] : published) {
    std::string head = path + '\0';
    for (int shift = 56; shift >= 0; shift -= 8) {
      head.push_back(static_cast<char>(content.size() >> shift));
    }
    digest.Add(head);
    digest.Add(content);
  }
  EXPECT_EQ(ToHex(digest.Finish()), log["tree_sha256"].GetString());
}

}  // namespace
}  // namespace lynceus::audit
