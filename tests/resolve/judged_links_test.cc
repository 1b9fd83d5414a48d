// One snapshot of all the test data against what was judged by hand (JUDGED.md): no pair that was
// judged wrong is one party, every pair that was judged right still is; and links that publishers'
// cross-references make are found again without them. Skipped where the data is not there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/file.h"
#include "tests/resolve/link_report.h"
#include "tests/resolve/loaded_records.h"
#include "tests/resolve/one_snapshot.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::resolve {
namespace {

using support::IsOk;
using ::testing::IsEmpty;

struct Judged {
  std::string a;
  std::string b;
  std::string reason;
  std::string verdict;  // right, wrong, unsure
  std::string why;
};

std::string SourceFile(const std::string& path) {
  const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
  return JoinPath(root == nullptr ? "." : root, path);
}

std::vector<std::string> Split(const std::string& text, char separator) {
  std::vector<std::string> parts = {""};
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

// The tables have no quotes: no field holds a comma.
std::vector<Judged> ReadJudged(const std::string& name) {
  const auto text = ReadFile(SourceFile("tests/resolve/" + name));
  EXPECT_THAT(text, IsOk());
  std::vector<Judged> rows;
  if (!text.ok()) return rows;
  for (const std::string& line : Split(*text, '\n')) {
    const std::vector<std::string> fields = Split(line, ',');
    if (line.empty() || fields[0] == "a") continue;
    EXPECT_EQ(fields.size(), 5u) << line;
    if (fields.size() == 5) rows.push_back({fields[0], fields[1], fields[2], fields[3], fields[4]});
  }
  return rows;
}

// Loaded once for all the tests here.
class JudgedLinksTest : public ::testing::Test {
 protected:
  void SetUp() override {
    LYNCEUS_REQUIRE_TEST_DATA();
    if (analyzer_ == nullptr) Load();
    ASSERT_TRUE(resolution_.has_value());
  }

  static void Load() {
    auto analyzer = names::Analyzer::Load(SourceFile("rules/names"));
    ASSERT_THAT(analyzer, IsOk());
    analyzer_ = *std::move(analyzer);
    auto records = LoadRecords(OneSnapshotBelow(*support::TestDataDir()));
    ASSERT_THAT(records, IsOk());
    records_ = *std::move(records);
    auto resolution = ResolveRecords(records_, *analyzer_);
    ASSERT_THAT(resolution, IsOk());
    resolution_ = *std::move(resolution);
  }

  static bool AreOne(const Judged& pair) {
    return resolution_->CanonicalOf(pair.a) == resolution_->CanonicalOf(pair.b);
  }
  static std::string Show(const Judged& pair) {
    return pair.a + " " + pair.b + " (" + pair.reason + "): " + pair.why;
  }

  inline static std::shared_ptr<const names::Analyzer> analyzer_;
  inline static LoadedRecords records_;
  inline static std::optional<Resolution> resolution_;
};

TEST_F(JudgedLinksTest, CertainOnesAreAsJudged) {
  std::vector<std::string> differ;
  std::size_t right = 0;
  for (const Judged& pair : ReadJudged("certain_links_judged.csv")) {
    ASSERT_TRUE(records_.contains(pair.a) && records_.contains(pair.b)) << Show(pair);
    ASSERT_THAT(pair.verdict, ::testing::AnyOf("right", "wrong", "unsure")) << Show(pair);
    if (pair.verdict == "unsure") continue;
    right += pair.verdict == "right";
    if (AreOne(pair) != (pair.verdict == "right")) differ.push_back(Show(pair));
  }
  EXPECT_THAT(differ, IsEmpty());
  EXPECT_GT(right, 600u);
}

// Loaders learn to read more; so long as they do, a few new links wait for their judge.
TEST_F(JudgedLinksTest, NearlyEveryCertainLinkWasJudged) {
  std::set<std::pair<std::string, std::string>> judged;
  for (const Judged& pair : ReadJudged("certain_links_judged.csv")) judged.emplace(pair.a, pair.b);
  std::string not_judged;
  std::size_t count = 0;
  for (const IdentityLink& merge : resolution_->merges) {
    if (judged.contains({merge.a, merge.b})) continue;
    ++count;
    not_judged += merge.a + " " + merge.b + " " + merge.reason + "\n";
  }
  EXPECT_LE(count * 20, resolution_->merges.size()) << "resolve_report --sample shows them:\n"
                                                    << not_judged;
}

TEST_F(JudgedLinksTest, ProbableOnesAreStillLinked) {
  std::set<std::pair<std::string, std::string>> linked;
  for (const IdentityLink& link : resolution_->links) linked.emplace(link.a, link.b);
  std::vector<std::string> lost;
  for (const Judged& pair : ReadJudged("probable_links_judged.csv")) {
    ASSERT_TRUE(records_.contains(pair.a) && records_.contains(pair.b)) << Show(pair);
    if (pair.verdict != "right" || AreOne(pair)) continue;
    const std::string& a = resolution_->CanonicalOf(pair.a);
    const std::string& b = resolution_->CanonicalOf(pair.b);
    if (!linked.contains({std::min(a, b), std::max(a, b)})) lost.push_back(Show(pair));
  }
  EXPECT_THAT(lost, IsEmpty());
}

TEST_F(JudgedLinksTest, HiddenReferencesAreFoundAgain) {
  const auto pairs = HideReferences(records_, *analyzer_);
  ASSERT_THAT(pairs, IsOk());
  EXPECT_GT(pairs->size(), 300u);
  std::vector<std::string> lost;
  for (const HiddenPair& pair : *pairs) {
    if (pair.found == HiddenPair::Found::kNot) lost.push_back(pair.a + " " + pair.b + pair.why);
  }
  EXPECT_THAT(lost, IsEmpty());
}

}  // namespace
}  // namespace lynceus::resolve
