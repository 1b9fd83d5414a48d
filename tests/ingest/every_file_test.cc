// Every list and registry file of the test data, each by itself: its kind is told from its content,
// it loads, and the rules know the programme of each designation. What is no list (schemas, code
// lists, replies of interfaces, statements that are invalid on purpose) stands in a table here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/ingest/word_counts.h"
#include "lib/rules/load.h"
#include "lib/sources/loader.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::ingest {
namespace {

using support::IsOk;
using ::testing::IsEmpty;

// Parts of paths whose files are no lists or registries.
constexpr const char* kNotLists[] = {
    "sdn_advanced.xsd",      // the schema of a format
    ".tar.zst",              // successive copies of one list
    "/codelists-",           // the standard's code lists
    "/invalid-statements/",  // invalid on purpose; tests/sources loads them one by one
    "expected_errors.csv",
    "delta.json",  // the map of a delta's versions; the deltas themselves need their base
    "entities.delta.json",
    "/schema/",  // FollowTheMoney's own schema files
    "/invalid-schema/",
    ".expected.json",     // what a validator says of the file beside it
    "/api-v1-json/",      // replies of GLEIF's interface
    "/lei-rdf-samples/",  // GLEIF's ontology
    "/elf-codes",         // GLEIF's code list of legal forms
    "/enumerations/",     // the words of Companies House
};

// Parts of what is said of programmes that no rule can know.
constexpr const char* kOfNoProgramme[] = {
    "eu_fsf_1_1_sample_2026-08-05.xml: programme EU ",  // its last party names no regulation
    // An aggregator's sample: of lists that state no programme, or state it as a sentence, and of
    // lists that are no sanctions (disqualified directors, parties of war).
    "yente_zala_entities.ftm.json: programme EU ",
    "yente_zala_entities.ftm.json: programme JP ",
    "yente_zala_entities.ftm.json: programme MC ",
    "yente_zala_entities.ftm.json: programme Ministry of Economy, Trade and Industry ",
    "yente_zala_entities.ftm.json: programme The Insolvency Service ",
    "yente_zala_entities.ftm.json: programme US-OFAC Reciprocal",
    "yente_zala_entities.ftm.json: programme \u0413\u0423\u0420 \u041c\u041e ",
};

// Counts the words of what a file says, and keeps nothing.
class CountingSink final : public sources::RecordSink {
 public:
  explicit CountingSink(const RuleSet& rules) : rules_(rules), counts_(rules) {}
  absl::Status AddEntity(Entity entity) override {
    counts_.Count(entity);
    return absl::OkStatus();
  }
  absl::Status AddDesignation(Designation designation) override {
    // As the build does: a publisher's word, else its data set's, becomes the rules' key.
    const Authority* authority = rules_.FindAuthority(designation.authority);
    if (authority == nullptr) authority = rules_.FindAuthority(designation.list);
    if (authority != nullptr) designation.authority = authority->key;
    counts_.Count(designation);
    return absl::OkStatus();
  }
  absl::Status AddInterest(Interest interest) override {
    counts_.Count(interest);
    return absl::OkStatus();
  }
  absl::Status AddFragment(UnparsedFragment) override { return absl::OkStatus(); }
  void Fill(LoadReport& report) const { counts_.Fill(report); }

 private:
  const RuleSet& rules_;
  WordCounts counts_;
};

std::vector<std::string> FilesBelow(const std::string& directory) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    const std::string path = entry.path().string();
    const bool is_list = std::ranges::none_of(
        kNotLists, [&path](const char* part) { return path.find(part) != std::string::npos; });
    if (entry.is_regular_file() && is_list) files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  return files;
}

// OFAC's side files stand with a main file.
bool IsSideFile(const absl::Status& status) {
  return DetailOf(status).cause.find("but no main file") != std::string::npos;
}

class EveryFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    LYNCEUS_REQUIRE_TEST_DATA();
    const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
    const auto rules = rules::LoadRules(JoinPath(root == nullptr ? "." : root, "rules"));
    ASSERT_THAT(rules, IsOk());
    rules_ = *rules;
  }

  // The report of a file; nothing for a side file.
  std::optional<LoadReport> Load(const std::string& path) {
    const auto groups = sources::GroupFiles({{.path = path, .forced_kind = {}}});
    if (!groups.ok() && IsSideFile(groups.status())) return std::nullopt;
    EXPECT_THAT(groups, IsOk()) << path;
    if (!groups.ok()) return std::nullopt;
    CountingSink sink(*rules_);
    auto report = sources::LoadGroup(groups->front(), sink);
    EXPECT_THAT(report, IsOk()) << path;
    if (!report.ok()) return std::nullopt;
    sink.Fill(*report);
    return *std::move(report);
  }

  std::shared_ptr<const RuleSet> rules_;
};

TEST_F(EveryFileTest, ListsLoadAndTheirProgrammesAreKnown) {
  std::map<std::string, std::uint64_t> unknown;
  for (const std::string& path : FilesBelow(JoinPath(*support::TestDataDir(), "lists"))) {
    const auto report = Load(path);
    if (!report) continue;
    EXPECT_GT(report->records_read, 0u) << path;
    EXPECT_GT(report->entities + report->interests, 0u) << path;
    for (const Tally& word : report->unknown_words) {
      if (word.word.starts_with("programme "))
        unknown[BaseName(path) + ": " + word.word] += word.count;
    }
  }
  std::erase_if(unknown, [](const auto& word) {
    return std::ranges::any_of(kOfNoProgramme, [&word](const char* part) {
      return word.first.find(part) != std::string::npos;
    });
  });
  EXPECT_THAT(unknown, IsEmpty());
}

TEST_F(EveryFileTest, RegistriesLoad) {
  for (const std::string& path : FilesBelow(JoinPath(*support::TestDataDir(), "registries"))) {
    const auto report = Load(path);
    if (!report) continue;
    EXPECT_GT(report->records_read, 0u) << path;
  }
}

}  // namespace
}  // namespace lynceus::ingest
