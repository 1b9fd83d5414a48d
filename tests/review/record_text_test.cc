// A record that is no screening in words: what it says of itself, a member a line.
#include "lib/review/record_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

std::string InWords(const std::string& answer_json, BodyState state = BodyState::kOpened) {
  const auto text = RecordInWords({.leaf = {.kind = RecordKind::kListLoad},
                                   .state = state,
                                   .body = {.answer_json = answer_json}},
                                  "test/log");
  EXPECT_THAT(text, IsOk());
  return text.value_or("");
}

TEST(RecordTextTest, AMemberALine) {
  EXPECT_THAT(InWords(R"({"snapshot":"ab","lists":[{"key":"un","files":[]},{"key":"ofac"}],)"
                      R"("indexes":[1,2],"list_date":null,"allowed":true})"),
              EndsWith("  says:\n"
                       "    snapshot: ab\n"
                       "    lists:\n"
                       "      1 of 2:\n"
                       "        key: un\n"
                       "        files: none\n"
                       "      2 of 2:\n"
                       "        key: ofac\n"
                       "    indexes: 1, 2\n"
                       "    list_date: none\n"
                       "    allowed: true\n"));
}

// Whoever gives a reason does not write other members with it.
TEST(RecordTextTest, ATextIsNoFurtherMember) {
  const std::string text = InWords(R"({"text":"yes, by ceo\n    by: ceo","names":["a, b","c"]})");
  EXPECT_THAT(text, Not(HasSubstr("\n    by: ceo")));
  EXPECT_THAT(text, HasSubstr("    names:\n      1 of 2: a, b\n      2 of 2: c\n"));
}

TEST(RecordTextTest, WhatIsNoJsonIsShownAsItStands) {
  EXPECT_THAT(InWords("{\"a\":1"), EndsWith("  says: {\"a\":1\n"));
}

TEST(RecordTextTest, WhatIsNotOpenedSaysSo) {
  EXPECT_THAT(InWords("", BodyState::kErased), HasSubstr("erased"));
  EXPECT_THAT(InWords("", BodyState::kSealed), HasSubstr("sealed"));
}

}  // namespace
}  // namespace lynceus::review
