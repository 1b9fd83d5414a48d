// The table of limits in the documents is the table in the header.

#include "lib/base/limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/strings.h"
#include "tests/support/status_matchers.h"

namespace lynceus {
namespace {

struct Limit {
  std::string name;
  std::uint64_t value;
};

#define LIMIT(name) \
  { #name, static_cast<std::uint64_t>(limits::name) }
const Limit kLimits[] = {
    LIMIT(kNameBytesMax),          LIMIT(kNamesPerCounterpartyMax),
    LIMIT(kNameTokensMax),         LIMIT(kIdentifiersPerCounterpartyMax),
    LIMIT(kDeclaredOwnersMax),     LIMIT(kTextsPerCounterpartyMax),
    LIMIT(kFieldBytesMax),         LIMIT(kMatchesMax),
    LIMIT(kRecordBytesMax),        LIMIT(kXmlDepthMax),
    LIMIT(kXmlTextBytesMax),       LIMIT(kJsonDepthMax),
    LIMIT(kCsvColumnsMax),         LIMIT(kRuleFileBytesMax),
    LIMIT(kReportedProblemsMax),   LIMIT(kLabelledFileBytesMax),
    LIMIT(kLeafBytesMax),          LIMIT(kSealedBodyBytesMax),
    LIMIT(kRecordBodyBytesMax),    LIMIT(kOpenBucketsMax),
    LIMIT(kOwnerClosureNodesMax),  LIMIT(kEvidenceItemsMax),
    LIMIT(kBlockEntriesMax),       LIMIT(kCommonTiesMax),
    LIMIT(kMessageBytesMax),       LIMIT(kErrorMessageBytesMax),
    LIMIT(kNamePairsMax),          LIMIT(kDecisionsMax),
    LIMIT(kJoinedRowsMax),         LIMIT(kSharedStringsBytesMax),
    LIMIT(kSheetColumnsMax),       LIMIT(kSheetRowsMax),
    LIMIT(kUnpackRatioMax),        LIMIT(kUnpackedBytesMax),
    LIMIT(kArchiveMembersMax),     LIMIT(kDamagedRecordsPerThousandMax),
    LIMIT(kHeldAddressesBytesMax), LIMIT(kWitnessRequestBytesMax),
};
#undef LIMIT

std::string PathInSource(std::string_view name) {
  const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
  return JoinPath(root == nullptr ? "." : root, name);
}

// "2,048"
std::string WithCommas(std::uint64_t value) {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

TEST(LimitsTest, ThisTestKnowsEveryLimit) {
  const auto header = ReadFile(PathInSource("lib/base/limits.h"));
  ASSERT_THAT(header, support::IsOk());
  std::set<std::string> named;
  for (const std::string& word : SplitTrimmed(*header, ' ')) {
    if (word.starts_with('k') && word.ends_with("Max")) named.insert(word);
  }
  std::set<std::string> known;
  for (const Limit& limit : kLimits) known.insert(limit.name);
  EXPECT_EQ(named, known);
}

// A row of the document: "| `kNameBytesMax` | 2,048 | ...".
TEST(LimitsTest, TheDocumentPrintsTheSameTable) {
  const std::string path = PathInSource("ARCHITECTURE.md");
  if (!PathExists(path)) GTEST_SKIP() << "no ARCHITECTURE.md";
  const auto document = ReadFile(path);
  ASSERT_THAT(document, support::IsOk());
  for (const Limit& limit : kLimits) {
    const std::string row = "| `" + limit.name + "` | " + WithCommas(limit.value) + " |";
    EXPECT_TRUE(document->find(row) != std::string::npos) << "ARCHITECTURE.md has no row " << row;
  }
}

}  // namespace
}  // namespace lynceus
