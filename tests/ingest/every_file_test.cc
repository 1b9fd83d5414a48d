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
using ::testing::HasSubstr;
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
    // Single records over several lines, cut out of files that have one a line.
    "/register-sources-bods/",
    "/register-sources-psc/",
    // The publishers' files in the forms of another program.
    "bodspipelines-golden-copy/lei-data.json",
    "bodspipelines-golden-copy/lei-updates-data",
    "bodspipelines-golden-copy/lei-updates-replaces-data.json",
    "bodspipelines-golden-copy/relationship-update-data.json",
    "bodspipelines-golden-copy/repex-data.json",
    "bodspipelines-golden-copy/repex-updates-data2-new.json",
    "bodspipelines-golden-copy/repex-updates-data2.json",
    "bodspipelines-golden-copy/reporting-exceptions-data.json",
    "bodspipelines-golden-copy/rr-data.json",
    "bodspipelines-golden-copy/rr-updates-data.json",
    "bodspipelines-golden-copy/rr-updates-data2-new.json",
    "bodspipelines-golden-copy/rr-updates-data2.json",
    "/bods-uk-psc-pipeline/basic-company-data-1.csv",
    "/bods-uk-psc-pipeline/company-data-1.json",
};

// Files that are damaged on purpose, and what is said of them. What all of BODS's say is held by
// tests/sources/registries_test.cc.
struct DamagedFile {
  std::string_view path;
  std::string_view said;
};
constexpr DamagedFile kDamaged[] = {
    {"/0.1/bad_statement_date.json", "holds the key"},
    {"/0.1/badfile_all_validation_errors.json", "begins with no object"},
    {"/0.1/basic_duplicate_statement_id_1.json", "is a relationship here and a person"},
    {"/0.1/basic_missing_statement_ids.json", "has no statementID"},
    {"/0.1/basic_statement_id_and_type_errors.json", "has no statementID"},
    {"/0.2/bad_statement_id_type.json", "has no statementID"},
    {"/0.4/additional-checks/"
     "statement_relationship_interested_party_entity_or_person-invalid-2.json",
     "has no recordId"},
    {"/0.999/basic_1.json", "of BODS 0.999"},
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

  // The report of a file; nothing for a side file, and for a damaged one that is refused.
  std::optional<LoadReport> Load(const std::string& path) {
    const auto groups = sources::GroupFiles({{.path = path, .forced_kind = {}}});
    if (!groups.ok() && IsSideFile(groups.status())) return std::nullopt;
    const auto damaged = std::ranges::find_if(
        kDamaged, [&path](const DamagedFile& file) { return path.ends_with(file.path); });
    if (damaged != std::end(kDamaged)) {
      ++damaged_;
      EXPECT_THAT(ErrorText(Refusal(groups)), HasSubstr(damaged->said)) << path;
      return std::nullopt;
    }
    EXPECT_THAT(groups, IsOk()) << path;
    if (!groups.ok()) return std::nullopt;
    CountingSink sink(*rules_);
    auto report = sources::LoadGroup(groups->front(), sink);
    EXPECT_THAT(report, IsOk()) << path;
    if (!report.ok()) return std::nullopt;
    sink.Fill(*report);
    return *std::move(report);
  }

  // What a damaged file's group, or loading it, gives.
  absl::Status Refusal(const absl::StatusOr<std::vector<sources::FileGroup>>& groups) {
    if (!groups.ok()) return groups.status();
    CountingSink sink(*rules_);
    return sources::LoadGroup(groups->front(), sink).status();
  }

  std::shared_ptr<const RuleSet> rules_;
  std::size_t damaged_ = 0;
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
  EXPECT_EQ(damaged_, std::size(kDamaged));
}

}  // namespace
}  // namespace lynceus::ingest
