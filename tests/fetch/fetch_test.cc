// A list over its life: new, unchanged, changed, shrunk, damaged; several lists; two addresses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/base/digest.h"
#include "tests/fetch/fetching.h"
#include "tests/sources/zip_bytes.h"
#include "tests/support/status_matchers.h"

namespace lynceus::fetch {
namespace {

using ::lynceus::support::StatusIs;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using Outcome = FetchResult::Outcome;

std::string DigestDigits(const std::string& content) {
  return ToHex(Sha256Of(content)).substr(0, 12);
}

using FetchTest = FetchingTest;

TEST_F(FetchTest, ANewListIsKeptByDayAndDigest) {
  const std::string body = UnList(1'000);
  script_.Say(
      "/un.xml",
      {Answer(200, body, {"ETag: \"v1\"", "Last-Modified: Sun, 01 Mar 2026 08:00:00 GMT"})});
  std::vector<std::string> told;
  const std::vector<PublishedList> lists = {ListAt({server_.Url("/un.xml")})};
  const auto results = FetchLists(
      lists, options_, [&told](const FetchResult& result) { told.push_back(result.key); });
  ASSERT_THAT(results, support::IsOk());
  const FetchResult& result = results->front();
  EXPECT_EQ(result.outcome, Outcome::kNew);
  EXPECT_THAT(result.warnings, IsEmpty());
  EXPECT_THAT(told, ElementsAre("un-sc"));
  const std::string name = "2026-03-02_" + DigestDigits(body) + ".xml";
  EXPECT_EQ(result.path, options_.directory + "/un-sc/" + name);
  EXPECT_EQ(ContentOf(result.path), body);
  EXPECT_THAT(Files(),
              ElementsAre("un-sc/" + name, "un-sc/" + name + ".meta.json", "un-sc/current"));
  const Version expected{.file = name,
                         .url = server_.Url("/un.xml"),
                         .kind = "un-xml",
                         .licence = "terms of use",
                         .etag = "\"v1\"",
                         .last_modified = "Sun, 01 Mar 2026 08:00:00 GMT",
                         .fetched_at = "2026-03-02T10:00:00Z",
                         .checked_at = "2026-03-02T10:00:00Z",
                         .sha256 = ToHex(Sha256Of(body)),
                         .bytes = body.size()};
  EXPECT_EQ(CurrentOf("un-sc"), expected);
  EXPECT_EQ(server_.requests()[0].headers.count("if-none-match"), 0u);
}

TEST_F(FetchTest, NotModifiedKeepsTheVersionAndRecordsTheCheck) {
  script_.Say("/un.xml", {Answer(200, UnList(1'000),
                                 {"ETag: \"v1\"", "Last-Modified: Sun, 01 Mar 2026 08:00:00 GMT"}),
                          BareAnswer(304, "", {"ETag: \"v1\""})});
  const PublishedList list = ListAt({server_.Url("/un.xml")});
  Fetch(list);
  const std::vector<std::string> files = Files();
  const FixedClock later(kMondayMicros + 3 * kDayMicros);
  options_.clock = &later;
  const FetchResult result = Fetch(list);
  EXPECT_EQ(result.outcome, Outcome::kUnchanged);
  EXPECT_EQ(Files(), files);
  EXPECT_EQ(CurrentOf("un-sc").checked_at, "2026-03-05T10:00:00Z");
  EXPECT_EQ(CurrentOf("un-sc").fetched_at, "2026-03-02T10:00:00Z");
  const auto requests = server_.requests();
  ASSERT_THAT(requests, SizeIs(2));
  EXPECT_EQ(requests[1].headers.at("if-none-match"), "\"v1\"");
  EXPECT_EQ(requests[1].headers.at("if-modified-since"), "Sun, 01 Mar 2026 08:00:00 GMT");
}

TEST_F(FetchTest, TheSameBytesAgainAreUnchanged) {
  script_.Say("/un.xml",
              {Answer(200, UnList(1'000)), Answer(200, UnList(1'000), {"ETag: \"v2\""})});
  const PublishedList list = ListAt({server_.Url("/un.xml")});
  Fetch(list);
  EXPECT_EQ(Fetch(list).outcome, Outcome::kUnchanged);
  EXPECT_THAT(Files(), SizeIs(3));
  EXPECT_EQ(CurrentOf("un-sc").etag, "\"v2\"");
}

TEST_F(FetchTest, ANewVersionIsUsedAndTheOldOneKept) {
  script_.Say("/un.xml", {Answer(200, UnList(1'000, "a")), Answer(200, UnList(1'100, "b"))});
  const PublishedList list = ListAt({server_.Url("/un.xml")});
  const FetchResult first = Fetch(list);
  const FetchResult second = Fetch(list);
  EXPECT_EQ(second.outcome, Outcome::kNew);
  EXPECT_EQ(second.bytes_before, first.bytes);
  EXPECT_EQ(ContentOf(first.path), UnList(1'000, "a"));
  EXPECT_EQ(ContentOf(second.path), UnList(1'100, "b"));
  EXPECT_EQ(options_.directory + "/un-sc/" + CurrentOf("un-sc").file, second.path);
  const auto files = FindCurrentFiles(options_.directory);
  ASSERT_THAT(files, support::IsOk());
  EXPECT_THAT(files->files, ElementsAre(second.path));
}

TEST_F(FetchTest, AListThatShrinksIsKeptAsideUntilItIsAllowed) {
  script_.Say("/un.xml", {Answer(200, UnList(2'000, "a")), Answer(200, UnList(1'500, "b"))});
  const PublishedList list = ListAt({server_.Url("/un.xml")});
  const FetchResult first = Fetch(list);
  const FetchResult shrunk = Fetch(list);
  EXPECT_EQ(shrunk.outcome, Outcome::kFailed);
  EXPECT_THAT(shrunk.problem, StatusIs(absl::StatusCode::kFailedPrecondition,
                                       AllOf(HasSubstr("shrank by more than 10 %"),
                                             HasSubstr("--allow-shrink"), HasSubstr("aside/"))));
  EXPECT_EQ(shrunk.path, first.path);
  const std::string aside = "un-sc/aside/2026-03-02_" + DigestDigits(UnList(1'500, "b")) + ".xml";
  EXPECT_THAT(Files(), ::testing::IsSupersetOf({aside, aside + ".meta.json"}));
  EXPECT_EQ(CurrentOf("un-sc").sha256, first.sha256);
  const auto files = FindCurrentFiles(options_.directory);
  ASSERT_THAT(files, support::IsOk());
  EXPECT_THAT(files->files, ElementsAre(first.path));

  options_.allow_shrink = true;
  const FetchResult allowed = Fetch(list);
  EXPECT_EQ(allowed.outcome, Outcome::kNew);
  EXPECT_EQ(ContentOf(allowed.path), UnList(1'500, "b"));
}

TEST_F(FetchTest, TheShareIsExact) {
  const PublishedList list = ListAt({server_.Url("/un.xml")});
  const struct {
    std::size_t bytes;
    Outcome outcome;
    const char* why;
  } rows[] = {{1'800, Outcome::kNew, "ten percent less"},
              {1'799, Outcome::kFailed, "a byte more than ten percent less"}};
  for (const auto& row : rows) {
    options_.directory = dir_ / row.why;
    script_.Say("/un.xml", {Answer(200, UnList(2'000, "a")), Answer(200, UnList(row.bytes, "b"))});
    EXPECT_EQ(Fetch(list).outcome, Outcome::kNew) << row.why;
    EXPECT_EQ(Fetch(list).outcome, row.outcome) << row.why;
  }
}

TEST_F(FetchTest, AVersionWithAnOlderDateIsNoted) {
  script_.Say("/un.xml",
              {Answer(200, UnList(2'000, "a"), {"Last-Modified: Sun, 01 Mar 2026 08:00:00 GMT"}),
               Answer(200, UnList(2'000, "b"), {"Last-Modified: Sat, 28 Feb 2026 08:00:00 GMT"})});
  const PublishedList list = ListAt({server_.Url("/un.xml")});
  Fetch(list);
  const FetchResult older = Fetch(list);
  EXPECT_EQ(older.outcome, Outcome::kNew);
  EXPECT_THAT(older.warnings, ElementsAre(HasSubstr("Sat, 28 Feb 2026")));
}

TEST_F(FetchTest, AFirstVersionBelowTheLeastSizeIsKeptAside) {
  PublishedList list = ListAt({server_.Url("/un.xml")});
  list.bytes_min = 2'001;
  script_.Say("/un.xml", {Answer(200, UnList(2'000))});
  const FetchResult result = Fetch(list);
  EXPECT_THAT(result.problem,
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("2001 are the least")));
  EXPECT_EQ(result.path, "");
  EXPECT_THAT(FindCurrentFiles(options_.directory), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(FetchTest, OneFailureStopsNoOtherList) {
  script_.Say("/a", {Answer(200, UnList(1'000))});
  script_.Say("/b", {Answer(500, "sorry")});
  script_.Say("/c", {Answer(200, UnList(1'200))});
  const auto results = FetchAll({ListAt({server_.Url("/a")}, "a"), ListAt({server_.Url("/b")}, "b"),
                                 ListAt({server_.Url("/c")}, "c")});
  EXPECT_EQ(results[0].outcome, Outcome::kNew);
  EXPECT_EQ(results[1].outcome, Outcome::kFailed);
  EXPECT_EQ(results[1].path, "");
  EXPECT_EQ(results[2].outcome, Outcome::kNew);
  const auto files = FindCurrentFiles(options_.directory);
  ASSERT_THAT(files, support::IsOk());
  EXPECT_THAT(files->files, ElementsAre(results[0].path, results[2].path));
  EXPECT_THAT(files->without, ElementsAre("b"));
}

TEST_F(FetchTest, WhatCannotBeWrittenIsSaidForThatList) {
  ASSERT_TRUE(MakeDirectories(options_.directory).ok());
  ASSERT_TRUE(WriteFileDurably(JoinPath(options_.directory, "a"), "in the way").ok());
  script_.Say("/b", {Answer(200, UnList(1'000))});
  const auto results =
      FetchAll({ListAt({server_.Url("/b")}, "a"), ListAt({server_.Url("/b")}, "b")});
  EXPECT_THAT(results[0].problem,
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("cannot make the directory")));
  EXPECT_EQ(results[1].outcome, Outcome::kNew);

  options_.directory = dir_.Write("file", "") + "/lists";
  EXPECT_THAT(FetchLists(std::vector{ListAt({server_.Url("/b")})}, options_, nullptr),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("cannot make")));
}

TEST_F(FetchTest, TwoFetchesDoNotMeetInOneDirectory) {
  ASSERT_TRUE(MakeDirectories(options_.directory).ok());
  const auto lock = FileLock::Acquire(JoinPath(options_.directory, ".lock"));
  ASSERT_THAT(lock, support::IsOk());
  EXPECT_THAT(FetchLists(std::vector{ListAt({server_.Url("/b")})}, options_, nullptr),
              StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(FetchTest, TheSecondAddressStandsInForTheFirst) {
  script_.Say("/new", {Answer(200, UnList(1'000))});
  const FetchResult result = Fetch(ListAt({server_.Url("/old"), server_.Url("/new")}));
  EXPECT_EQ(result.outcome, Outcome::kNew);
  EXPECT_THAT(result.warnings,
              ElementsAre(AllOf(HasSubstr("second address"), HasSubstr("status 404"))));
  const FetchResult neither = Fetch(ListAt({server_.Url("/old"), server_.Url("/older")}));
  EXPECT_THAT(neither.problem,
              StatusIs(absl::StatusCode::kNotFound, AllOf(HasSubstr("/old"), HasSubstr("/older"))));
}

TEST_F(FetchTest, DaysAreFilledIntoAnAddress) {
  script_.Say("/psc-2026-03-01.xml", {Answer(200, UnList(1'000), {"ETag: \"x\""})});
  PublishedList list =
      ListAt({server_.Url("/psc-{date}.xml"), server_.Url("/psc-{yesterday}.xml")});
  EXPECT_EQ(Fetch(list).outcome, Outcome::kNew);
  EXPECT_EQ(CurrentOf("un-sc").url, server_.Url("/psc-2026-03-01.xml"));
  // The validator of one day's file says nothing about another's.
  const FixedClock next_day(kMondayMicros + kDayMicros);
  options_.clock = &next_day;
  script_.Say("/psc-2026-03-03.xml", {Answer(200, UnList(1'100))});
  EXPECT_EQ(Fetch(list).outcome, Outcome::kNew);
  EXPECT_EQ(server_.requests().back().headers.count("if-none-match"), 0u);
}

TEST_F(FetchTest, ATokenIsSentAndNeitherShownNorStored) {
  script_.Say("/eu", {Answer(200, UnList(1'000))});
  const PublishedList list = ListAt({server_.Url("/eu?token=${EU_TOKEN}")});
  EXPECT_THAT(Fetch(list).problem,
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       AllOf(HasSubstr("EU_TOKEN is not set"), HasSubstr("set EU_TOKEN"))));
  EXPECT_THAT(server_.requests(), IsEmpty());

  environment_["EU_TOKEN"] = "s3cret-";
  EXPECT_EQ(Fetch(list).outcome, Outcome::kNew);
  EXPECT_EQ(server_.requests().back().path, "/eu?token=s3cret-");
  for (const std::string& name : Files()) {
    EXPECT_THAT(ContentOf(JoinPath(options_.directory, name)), Not(HasSubstr("s3cret"))) << name;
  }
  script_.Say("/eu", {Answer(403, "no")});
  const FetchResult refused = Fetch(list);
  EXPECT_THAT(refused.problem, StatusIs(absl::StatusCode::kPermissionDenied,
                                        AllOf(HasSubstr("${EU_TOKEN}"), Not(HasSubstr("s3cret")))));
  script_.Say("/eu", {Answer(200, "<html><body>Log in</body></html>")});
  EXPECT_THAT(ErrorText(Fetch(list).problem), Not(HasSubstr("s3cret")));

  environment_["EU_TOKEN"] = "x&file=other";
  EXPECT_THAT(Fetch(list).problem,
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       AllOf(HasSubstr("may not stand"), Not(HasSubstr("file=other")))));
}

TEST_F(FetchTest, ADamagedVersionIsFetchedAnewEvenWhereNothingChanged) {
  const std::string body = UnList(1'000);
  script_.Say("/un.xml", {Answer(200, body, {"ETag: \"v1\""})});
  const PublishedList list = ListAt({server_.Url("/un.xml")});
  const std::string path = Fetch(list).path;
  std::string damaged = body;
  damaged[500] = 'X';
  const struct {
    const char* file;
    std::string content;
    const char* why;
  } rows[] = {{"", damaged, "its SHA-256"},
              {"", body.substr(0, 900), "it has 900 bytes"},
              {".meta.json", "{", "no JSON object"},
              {".meta.json", "{\"file\": 1}", "is missing"}};
  for (const auto& row : rows) {
    ASSERT_TRUE(WriteFileDurably(path + row.file, row.content).ok());
    EXPECT_THAT(FindCurrentFiles(options_.directory),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr(row.why)));
    const FetchResult mended = Fetch(list);
    EXPECT_EQ(mended.outcome, Outcome::kNew) << row.why;
    EXPECT_THAT(mended.warnings, ElementsAre(HasSubstr(row.why)));
    EXPECT_EQ(server_.requests().back().headers.count("if-none-match"), 0u) << row.why;
    EXPECT_EQ(ContentOf(path), body) << row.why;
    EXPECT_THAT(FindCurrentFiles(options_.directory), support::IsOk());
  }
}

TEST_F(FetchTest, AnotherAddressOrKindIsNotAskedConditionally) {
  script_.Say("/a", {Answer(200, UnList(1'000), {"ETag: \"v1\""})});
  script_.Say("/b", {Answer(200, UnList(1'000), {"ETag: \"v1\""})});
  Fetch(ListAt({server_.Url("/a")}));
  Fetch(ListAt({server_.Url("/b")}));
  EXPECT_EQ(server_.requests()[1].headers.count("if-none-match"), 0u);
  EXPECT_EQ(CurrentOf("un-sc").url, server_.Url("/b"));
}

TEST_F(FetchTest, PackedListsAreReadToTheirEnd) {
  PublishedList list = ListAt({server_.Url("/un.zip")});
  list.extension = "zip";
  const std::string zip = sources::ZipBytes({{.name = "list.xml", .content = UnList(4'000)}});
  script_.Say("/un.zip", {Answer(200, zip)});
  EXPECT_EQ(Fetch(list).outcome, Outcome::kNew);
  // The archive's own end is there; what is packed in it is damaged.
  script_.Say(
      "/un.zip",
      {Answer(200, sources::ZipBytes(
                       {{.name = "list.xml", .content = UnList(4'000, "b"), .checksum = 7}}))});
  EXPECT_THAT(Fetch(list).problem, StatusIs(absl::StatusCode::kInvalidArgument));
  script_.Say("/un.zip", {Answer(200, zip.substr(0, zip.size() - 30))});
  EXPECT_EQ(Fetch(list).outcome, Outcome::kFailed);
}

TEST_F(FetchTest, ByHandMeansByHand) {
  PublishedList list = ListAt({server_.Url("/page.html")});
  list.status = AddressStatus::kByHand;
  EXPECT_THAT(Fetch(list).problem, StatusIs(absl::StatusCode::kFailedPrecondition,
                                            AllOf(HasSubstr("by hand"), HasSubstr("page.html"))));
  EXPECT_THAT(server_.requests(), IsEmpty());
}

TEST_F(FetchTest, ProgressIsTold) {
  script_.Say("/un.xml", {Answer(200, UnList(10'000))});
  std::uint64_t most = 0;
  std::uint64_t stated = 0;
  options_.progress = [&](const PublishedList& list, std::uint64_t bytes, std::uint64_t total) {
    EXPECT_EQ(list.key, "un-sc");
    most = std::max(most, bytes);
    stated = std::max(stated, total);
  };
  const FetchResult result = Fetch(ListAt({server_.Url("/un.xml")}));
  EXPECT_EQ(most, result.bytes);
  EXPECT_EQ(stated, result.bytes);
}

}  // namespace
}  // namespace lynceus::fetch
