// What servers do: each way to fail leaves the version in use as it was and says what to do; each
// way that may pass is tried again, with the waits that were asked for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fetch/fetching.h"
#include "tests/support/status_matchers.h"

namespace lynceus::fetch {
namespace {

using ::lynceus::support::StatusIs;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Code = absl::StatusCode;
using Outcome = FetchResult::Outcome;
using Waits = std::vector<std::int64_t>;

constexpr char kHtml[] = "<!DOCTYPE html>\n<html><body>Service unavailable</body></html>\n";
constexpr char kChunked[] = "Transfer-Encoding: chunked";

std::string Chunk(const std::string& bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string size;
  for (std::size_t rest = bytes.size(); rest > 0; rest /= 16) size.insert(0, 1, kDigits[rest % 16]);
  return (size.empty() ? "0" : size) + "\r\n" + bytes + "\r\n";
}

using DownloadTest = FetchingTest;

// After any failure the version before is in use, and nothing half is left.
TEST_F(DownloadTest, EachFailureNamesItsCauseAndChangesNothing) {
  const std::string list = UnList(2'000, "b");
  const struct {
    const char* why;
    HttpAnswer answer;
    Code code;
    const char* text;
    std::size_t requests;
  } rows[] = {
      {"not found", Answer(404, kHtml), Code::kNotFound, "status 404", 1},
      {"gone", Answer(410, ""), Code::kNotFound, "status 410", 1},
      {"refused", Answer(403, kHtml), Code::kPermissionDenied, "status 403", 1},
      {"a long error page", Answer(404, std::string(300'000, 'x')), Code::kNotFound, "404", 1},
      {"failing for good", Answer(500, "x"), Code::kUnavailable, "status 500 (3 attempts)", 3},
      {"busy for good", Answer(503, "x"), Code::kUnavailable, "status 503", 3},
      {"a part", Answer(206, list), Code::kFailedPrecondition, "status 206", 1},
      {"no content", BareAnswer(204, "", {}), Code::kFailedPrecondition, "status 204", 1},
      {"not modified, unasked", BareAnswer(304, "", {}), Code::kFailedPrecondition, "304", 1},
      {"an HTML page", Answer(200, kHtml), Code::kInvalidArgument, "HTML", 1},
      {"an HTML page called XML", Answer(200, kHtml, {"Content-Type: text/xml"}),
       Code::kInvalidArgument, "HTML", 1},
      {"JSON", Answer(200, "{\"error\": \"none\"}"), Code::kInvalidArgument, "XML is expected", 1},
      {"another list", Answer(200, "<sdnList><sdnEntry/></sdnList>"), Code::kInvalidArgument,
       "un-xml is expected", 1},
      {"a spreadsheet of nothing", Answer(200, "a,b,c,d,e\n1,2,3,4,5\n"), Code::kInvalidArgument,
       "XML is expected", 1},
      {"an empty body", Answer(200, ""), Code::kInvalidArgument, "empty", 1},
      {"cut off behind a stated length",
       BareAnswer(200, list.substr(0, 900), {"Content-Length: 2000"}), Code::kUnavailable,
       "cut off", 3},
      {"cut off between chunks", BareAnswer(200, Chunk(list.substr(0, 900)), {kChunked}),
       Code::kUnavailable, "cut off", 3},
      {"cut off within a chunk", BareAnswer(200, Chunk(list).substr(0, 900), {kChunked}),
       Code::kUnavailable, "cut off", 3},
      {"a chunk's length that is none", BareAnswer(200, "zz\r\n" + list, {kChunked}),
       Code::kUnavailable, "un.xml", 3},
      {"cut off without a stated length", BareAnswer(200, list.substr(0, 900), {}),
       Code::kInvalidArgument, "a part is missing", 1},
      {"closed at once", {.bytes = ""}, Code::kUnavailable, "un.xml", 3},
      {"no HTTP", {.bytes = "220 mail.example ESMTP\r\n"}, Code::kFailedPrecondition, "un.xml", 1},
      {"too long, as announced", Answer(200, UnList(20'001)), Code::kResourceExhausted,
       "announces 20001 bytes (limit: 20000 bytes)", 1},
      {"too long, unannounced", BareAnswer(200, Chunk(UnList(30'000)), {kChunked}),
       Code::kResourceExhausted, "limit: 20000 bytes", 1},
      {"an encoding nobody asked for", Answer(200, list, {"Content-Encoding: gzip"}),
       Code::kFailedPrecondition, "encoding gzip", 1},
      {"a redirect to itself", RedirectTo("/un.xml"), Code::kFailedPrecondition, "again and again",
       6},
      {"a redirect to a file", RedirectTo("file:///etc/hostname"), Code::kFailedPrecondition,
       "no web address", 1},
      {"a redirect to ftp", RedirectTo("ftp://127.0.0.1/x"), Code::kFailedPrecondition,
       "no web address", 1},
      {"a redirect to nowhere", Answer(302, "moved"), Code::kFailedPrecondition, "no web address",
       1},
      {"a redirect with a password", RedirectTo("http://me:secret@127.0.0.1/x"),
       Code::kFailedPrecondition, "no web address", 1},
      {"a wait that is too long", Answer(429, "", {"Retry-After: 3600"}), Code::kUnavailable,
       "asks to wait for 3600 s", 1},
  };
  const PublishedList published = ListAt({server_.Url("/un.xml")});
  script_.Say("/un.xml", {Answer(200, UnList(2'000, "a"))});
  const FetchResult before = Fetch(published);
  const std::vector<std::string> files = Files();
  for (const auto& row : rows) {
    const std::size_t asked = server_.requests().size();
    script_.Say("/un.xml", {row.answer});
    const FetchResult result = Fetch(published);
    EXPECT_EQ(result.outcome, Outcome::kFailed) << row.why;
    EXPECT_THAT(result.problem, StatusIs(row.code, HasSubstr(row.text))) << row.why;
    EXPECT_THAT(ErrorText(result.problem), HasSubstr("Do: ")) << row.why;
    EXPECT_EQ(result.path, before.path) << row.why;
    EXPECT_EQ(server_.requests().size() - asked, row.requests) << row.why;
    EXPECT_EQ(Files(), files) << row.why;
    EXPECT_EQ(CurrentOf("un-sc").sha256, before.sha256) << row.why;
  }
}

TEST_F(DownloadTest, WhatPassesIsTriedAgain) {
  const std::string list = UnList(2'000);
  const struct {
    const char* why;
    std::vector<HttpAnswer> answers;
    Waits waits;
  } rows[] = {
      {"a server error", {Answer(500, ""), Answer(200, list)}, {1'000}},
      {"two of them", {Answer(502, ""), Answer(504, ""), Answer(200, list)}, {1'000, 2'000}},
      {"too many requests", {Answer(429, "", {"Retry-After: 7"}), Answer(200, list)}, {7'000}},
      {"a wait shorter than ours",
       {Answer(500, ""), Answer(503, "", {"Retry-After: 1"}), Answer(200, list)},
       {1'000, 2'000}},
      {"a wait in words", {Answer(429, "", {"Retry-After: soon"}), Answer(200, list)}, {1'000}},
      {"a day that has passed",
       {Answer(503, "", {"Retry-After: Sun, 01 Mar 2020 08:00:00 GMT"}), Answer(200, list)},
       {1'000}},
      {"cut off once",
       {BareAnswer(200, list.substr(0, 900), {"Content-Length: 2000"}), Answer(200, list)},
       {1'000}},
      {"closed once", {{.bytes = ""}, Answer(200, list)}, {1'000}},
  };
  for (const auto& row : rows) {
    options_.directory = dir_ / row.why;
    waits_.clear();
    script_.Say("/un.xml", row.answers);
    const FetchResult result = Fetch(ListAt({server_.Url("/un.xml")}));
    EXPECT_EQ(result.outcome, Outcome::kNew) << row.why << ErrorText(result.problem);
    EXPECT_EQ(waits_, row.waits) << row.why;
    EXPECT_EQ(ContentOf(result.path), list) << row.why;
  }
}

TEST_F(DownloadTest, TheWaitsGrowToTheirLimit) {
  script_.Say("/un.xml", {Answer(500, "")});
  options_.download.retries_max = 5;
  options_.download.backoff_max_ms = 5'000;
  Fetch(ListAt({server_.Url("/un.xml")}));
  EXPECT_EQ(waits_, (Waits{1'000, 2'000, 4'000, 5'000, 5'000}));
}

TEST_F(DownloadTest, NobodyListens) {
  std::string url;
  {
    const HttpServer gone([](const HttpRequestSeen&) { return HttpAnswer(); });
    url = gone.Url("/un.xml");
  }
  EXPECT_THAT(Fetch(ListAt({url})).problem,
              StatusIs(Code::kUnavailable, AllOf(HasSubstr("3 attempts"), HasSubstr("proxy"))));
}

// Bodies come whole in more ways than one.
TEST_F(DownloadTest, EveryFormOfAWholeAnswerIsTaken) {
  const std::string list = UnList(2'000);
  const struct {
    const char* why;
    std::vector<HttpAnswer> answers;
    std::size_t warnings;
  } rows[] = {
      {"length", {Answer(200, list)}, 0},
      {"chunks",
       {BareAnswer(200, Chunk(list.substr(0, 700)) + Chunk(list.substr(700)) + Chunk(""),
                   {kChunked})},
       0},
      {"neither", {BareAnswer(200, list, {})}, 1},
      {"identity", {Answer(200, list, {"Content-Encoding: identity"})}, 0},
      {"binary type", {Answer(200, list, {"Content-Type: application/octet-stream"})}, 0},
      {"a header before it",
       {{.bytes = "HTTP/1.1 100 Continue\r\n\r\n" + Answer(200, list).bytes}},
       0},
      {"HTTP/1.0", {{.bytes = "HTTP/1.0 200 OK\r\n\r\n" + list}}, 1},
  };
  for (const auto& row : rows) {
    options_.directory = dir_ / row.why;
    script_.Say("/un.xml", row.answers);
    const FetchResult result = Fetch(ListAt({server_.Url("/un.xml")}));
    ASSERT_EQ(result.outcome, Outcome::kNew) << row.why << ErrorText(result.problem);
    EXPECT_EQ(ContentOf(result.path), list) << row.why;
    EXPECT_THAT(result.warnings, SizeIs(row.warnings)) << row.why;
  }
}

TEST_F(DownloadTest, RedirectsAreFollowed) {
  script_.Say("/list", {Answer(200, UnList(2'000))});
  for (const int status : {301, 302, 303, 307, 308}) {
    options_.directory = dir_ / std::to_string(status);
    script_.Say("/old", {RedirectTo("/newer", status)});
    script_.Say("/newer", {RedirectTo(server_.Url("/list"), status)});
    const FetchResult result = Fetch(ListAt({server_.Url("/old")}));
    EXPECT_EQ(result.outcome, Outcome::kNew) << status << ErrorText(result.problem);
    // The address that was given stays the address that is asked next time.
    EXPECT_EQ(CurrentOf("un-sc").url, server_.Url("/old"));
  }
}

TEST_F(DownloadTest, NotModifiedBehindARedirect) {
  script_.Say("/old", {RedirectTo("/list")});
  script_.Say("/list", {Answer(200, UnList(2'000), {"ETag: \"v1\""}), BareAnswer(304, "", {})});
  const PublishedList list = ListAt({server_.Url("/old")});
  EXPECT_EQ(Fetch(list).outcome, Outcome::kNew);
  EXPECT_EQ(Fetch(list).outcome, Outcome::kUnchanged);
  EXPECT_EQ(CurrentOf("un-sc").etag, "\"v1\"");
}

// A wait of a real second each: this is libcurl's own clock.
TEST_F(DownloadTest, ServersThatAreTooSlowAreLeft) {
  options_.download.retries_max = 0;
  const std::string head = Answer(200, UnList(2'000)).bytes.substr(0, 400);
  const struct {
    const char* why;
    HttpAnswer answer;
  } rows[] = {
      {"nothing comes behind the beginning", {head, HttpAnswer::End::kStall}},
      {"a byte comes now and then", {head, HttpAnswer::End::kTrickle}},
      {"nothing comes at all", {"", HttpAnswer::End::kStall}},
  };
  for (const auto& row : rows) {
    script_.Say("/un.xml", {row.answer});
    EXPECT_THAT(Fetch(ListAt({server_.Url("/un.xml")})).problem,
                StatusIs(Code::kUnavailable, HasSubstr("took too long")))
        << row.why;
    EXPECT_THAT(Files(), IsEmpty()) << row.why;
  }
}

// --- TLS ---

class TlsTest : public FetchingTest {
 protected:
  const Certificate certificate_ = MakeCertificate();
  HttpServer tls_{[this](const HttpRequestSeen& request) { return script_(request); },
                  &certificate_};
};

TEST_F(TlsTest, ACertificateOfAKnownAuthorityIsTaken) {
  options_.download.ca_file = dir_.Write("ca.pem", certificate_.pem);
  script_.Say("/un.xml", {Answer(200, UnList(2'000))});
  const FetchResult result = Fetch(ListAt({tls_.Url("/un.xml")}));
  EXPECT_EQ(result.outcome, Outcome::kNew) << ErrorText(result.problem);
}

TEST_F(TlsTest, AnUnknownCertificateIsRefusedAtOnce) {
  script_.Say("/un.xml", {Answer(200, UnList(2'000))});
  const PublishedList list = ListAt({tls_.Url("/un.xml")});
  EXPECT_THAT(Fetch(list).problem, StatusIs(Code::kFailedPrecondition, HasSubstr("certificate")));
  options_.download.ca_file = dir_.Write("other.pem", MakeCertificate().pem);
  EXPECT_THAT(Fetch(list).problem, StatusIs(Code::kFailedPrecondition, HasSubstr("certificate")));
  options_.download.ca_file = dir_ / "nowhere.pem";
  EXPECT_THAT(Fetch(list).problem, StatusIs(Code::kFailedPrecondition, HasSubstr("--ca")));
  EXPECT_THAT(waits_, IsEmpty());
  EXPECT_THAT(tls_.requests(), IsEmpty());
}

TEST_F(TlsTest, ACertificateForAnotherNameIsRefused) {
  options_.download.ca_file = dir_.Write("ca.pem", certificate_.pem);
  script_.Say("/un.xml", {Answer(200, UnList(2'000))});
  std::string url = tls_.Url("/un.xml");
  url.replace(url.find("127.0.0.1"), 9, "localhost");
  EXPECT_THAT(Fetch(ListAt({url})).problem, StatusIs(Code::kFailedPrecondition, HasSubstr("cert")));
}

TEST_F(TlsTest, ARedirectNeverLeavesEncryption) {
  options_.download.ca_file = dir_.Write("ca.pem", certificate_.pem);
  script_.Say("/list", {Answer(200, UnList(2'000))});
  script_.Say("/down", {RedirectTo(server_.Url("/list?key=s3cret"))});
  EXPECT_THAT(Fetch(ListAt({tls_.Url("/down")})).problem,
              StatusIs(Code::kFailedPrecondition,
                       AllOf(HasSubstr("not encrypted"), ::testing::Not(HasSubstr("s3cret")))));
  EXPECT_THAT(server_.requests(), IsEmpty());
  // Nor by a way round.
  script_.Say("/up", {RedirectTo(tls_.Url("/down"))});
  EXPECT_THAT(Fetch(ListAt({server_.Url("/up")})).problem,
              StatusIs(Code::kFailedPrecondition, HasSubstr("not encrypted")));
  EXPECT_THAT(server_.requests(), SizeIs(1));
  script_.Say("/up", {RedirectTo(tls_.Url("/list"))});
  EXPECT_EQ(Fetch(ListAt({server_.Url("/up")})).outcome, Outcome::kNew);
}

// --- addresses ---

TEST(AddressTest, PlaceholdersAreFilledIn) {
  const auto environment = [](const std::string& name) -> std::optional<std::string> {
    if (name == "TOKEN") return "a-b_c.d~e%3D+=";
    if (name == "EMPTY") return "";
    if (name == "BAD") return "a\r\nHost: b";
    return std::nullopt;
  };
  const Date day = *Date::FromCivil(2024, 3, 1);
  const struct {
    const char* address;
    const char* url;  // empty: refused
    const char* shown;
  } rows[] = {
      {"https://a/b", "https://a/b", "https://a/b"},
      {"https://a/{date}.zip", "https://a/2024-03-01.zip", "https://a/2024-03-01.zip"},
      {"https://a/{yesterday}", "https://a/2024-02-29", "https://a/2024-02-29"},
      {"https://a/${TOKEN}/{date}?x", "https://a/a-b_c.d~e%3D+=/2024-03-01?x",
       "https://a/${TOKEN}/2024-03-01?x"},
      {"https://a/${EMPTY}", "", ""},
      {"https://a/${BAD}", "", ""},
      {"https://a/${NONE}", "", ""},
  };
  for (const auto& row : rows) {
    const auto filled = FillAddress(row.address, day, environment);
    EXPECT_EQ(filled.ok() ? filled->url : "", row.url) << row.address;
    EXPECT_EQ(filled.ok() ? filled->shown : "", row.shown) << row.address;
  }
}

}  // namespace
}  // namespace lynceus::fetch
