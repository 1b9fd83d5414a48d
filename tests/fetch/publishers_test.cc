// The table of publishers: the project's own, and mistakes in one.
#include "lib/rules/publishers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "lib/sources/format.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::rules {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;

std::vector<PublishedList> Own() {
  const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
  const auto lists = LoadPublishers(JoinPath(root == nullptr ? "." : root, "rules"));
  EXPECT_THAT(lists, IsOk());
  return lists.value_or(std::vector<PublishedList>());
}

TEST(OwnPublishersTest, EveryAddressIsEncrypted) {
  ASSERT_GE(Own().size(), 30u);
  for (const PublishedList& list : Own()) {
    for (const std::string& address : list.addresses) {
      EXPECT_TRUE(IsEncryptedAddress(address)) << list.key;
    }
  }
}

// A kind that no loader knows would be checked by its form only, and could not be built from.
TEST(OwnPublishersTest, EveryKindHasALoader) {
  for (const PublishedList& list : Own()) {
    const sources::Format* const format = sources::FindFormat(list.kind);
    ASSERT_NE(format, nullptr) << list.key << ": " << list.kind;
    EXPECT_TRUE(format->load != nullptr || !list.by_default) << list.key << " is a side file";
  }
}

// --- mistakes ---

constexpr char kGood[] =
    "lists:\n"
    "  - key: a-list\n"
    "    publisher: A\n"
    "    title: The list of A\n"
    "    addresses: [\"https://a.example/x?t=${T_X}\", \"http://b.example:8080/{date}\"]\n"
    "    kind: un-xml\n"
    "    extension: xml\n"
    "    cadence: weekly\n"
    "    licence: free\n"
    "    note: a note\n"
    "    size_min_kib: 3\n"
    "    size_max_mib: 2\n"
    "    shrink_percent_max: 25\n"
    "    by_default: true\n"
    "    status: verified\n";

TEST(ReadPublishersTest, EveryFieldIsRead) {
  Problems problems;
  const auto lists = ReadPublishers("s.yaml", kGood, problems);
  EXPECT_THAT(problems.found(), ::testing::IsEmpty());
  ASSERT_EQ(lists.size(), 1u);
  const PublishedList& list = lists[0];
  EXPECT_EQ(list.key, "a-list");
  EXPECT_EQ(list.publisher, "A");
  EXPECT_EQ(list.title, "The list of A");
  EXPECT_EQ(list.addresses.size(), 2u);
  EXPECT_EQ(list.kind, "un-xml");
  EXPECT_EQ(list.extension, "xml");
  EXPECT_EQ(list.cadence, Cadence::kWeekly);
  EXPECT_EQ(list.licence, "free");
  EXPECT_EQ(list.note, "a note");
  EXPECT_EQ(list.bytes_min, 3'072u);
  EXPECT_EQ(list.bytes_max, 2'097'152u);
  EXPECT_EQ(list.shrink_percent_max, 25);
  EXPECT_TRUE(list.by_default);
  EXPECT_EQ(list.status, AddressStatus::kVerified);
}

TEST(ReadPublishersTest, MistakesAreNamedWithTheirLine) {
  const struct {
    const char* from;
    const char* to;
    const char* place;
    const char* text;
  } rows[] = {
      {"    note:", "    notes:", "line 10", "notes: there is no such key"},
      {"    licence: free\n", "", "line 2", "licence: the key is missing"},
      {"key: a-list", "key: ../a", "line 2", "no plain word"},
      {"key: a-list", "key: -a", "line 2", "no plain word"},
      {"extension: xml", "extension: a/b", "line 7", "no plain word"},
      {"kind: un-xml", "kind: UN xml", "line 6", "no plain word"},
      {"https://a.example/", "ftp://a.example/", "line 5", "no web address"},
      {"https://a.example/", "https://me:pw@a.example/", "line 5", "no web address"},
      {"https://a.example/", "https:///", "line 5", "no web address"},
      {"https://a.example/", "https://${HOST}/", "line 5", "no web address"},
      {"https://a.example/", "https://a.example/ b", "line 5", "no web address"},
      {"${T_X}", "${t_x}", "line 5", "no such placeholder"},
      {"${T_X}", "${}", "line 5", "no such placeholder"},
      {"{date}", "{today}", "line 5", "no such placeholder"},
      {"{date}", "{date", "line 5", "no such placeholder"},
      {"cadence: weekly", "cadence: hourly", "line 8", "no cadence hourly"},
      {"size_min_kib: 3", "size_min_kib: 3000", "line 11", "above size_max_mib"},
      {"    size_max_mib: 2\n", "", "line 2", "missing or 0"},
      {"size_max_mib: 2", "size_max_mib: two", "line 12", "size_max_mib"},
      {"shrink_percent_max: 25", "shrink_percent_max: 100", "line 13", "shrink_percent_max"},
      {"by_default: true", "by_default: yes", "line 14", "neither true nor false"},
      {"status: verified", "status: fine", "line 15", "no status fine"},
      {"status: verified", "status: by-hand", "line 14", "fetched by hand"},
      {"    note: a note\n", "    note: a note\n    note: b\n", "line 11", "given twice"},
      {"lists:\n", "lists: []\nmore:\n", "line", "missing or empty"},
  };
  for (const auto& row : rows) {
    std::string text = kGood;
    const std::size_t at = text.find(row.from);
    ASSERT_NE(at, std::string::npos) << row.from;
    text.replace(at, std::string(row.from).size(), row.to);
    Problems problems;
    ReadPublishers("s.yaml", text, problems);
    EXPECT_THAT(problems.found(),
                ::testing::Contains(StatusIs(
                    absl::StatusCode::kInvalidArgument,
                    AllOf(HasSubstr("s.yaml"), HasSubstr(row.place), HasSubstr(row.text)))))
        << row.from << " -> " << row.to;
  }
}

TEST(ReadPublishersTest, KeysAreUsedOnce) {
  const std::string twice = std::string(kGood) + std::string(kGood).substr(7);
  Problems problems;
  ReadPublishers("s.yaml", twice, problems);
  EXPECT_THAT(problems.found(), ::testing::Contains(StatusIs(absl::StatusCode::kInvalidArgument,
                                                             HasSubstr("a-list is used twice"))));
}

TEST(LoadPublishersTest, AMissingTableIsAnError) {
  const support::TempDir dir;
  EXPECT_THAT(LoadPublishers(dir.path()), StatusIs(absl::StatusCode::kNotFound));
  dir.Write("sources.yaml", "lists: 3\n");
  EXPECT_THAT(LoadPublishers(dir.path()),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("line 1")));
}

}  // namespace
}  // namespace lynceus::rules
