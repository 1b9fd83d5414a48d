// What a service runs by, as records: each must say all that an auditor needs to tell it from the
// next.
#include "lib/review/service_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lynceus::review {
namespace {

constexpr Date kToday = Date::FromDays(20'758);  // 2026-11-01

TEST(ServiceRecordTest, AConfigurationStandsInItsRecordAsItIs) {
  const Draft draft = DraftConfiguration(R"({"log":{"mode":"best_effort"}})", "engine", kToday);
  EXPECT_EQ(draft.leaf.kind, RecordKind::kConfigurationChange);
  EXPECT_EQ(draft.leaf.engine, "engine");
  EXPECT_EQ(draft.leaf.as_of_days, kToday.days());
  EXPECT_EQ(draft.body.answer_json, R"({"configuration":{"log":{"mode":"best_effort"}}})");
}

TEST(ServiceRecordTest, AListLoadNamesEveryFileByDigestAndCountsWhatWasLoaded) {
  store::Manifest manifest{.content_digest = std::string(64, 'c')};
  manifest.sources.push_back({.source = {.key = "ofac-sdn",
                                         .format = "ofac-sdn-csv",
                                         .publisher = "US Treasury, OFAC",
                                         .authority = "US-OFAC",
                                         .list = "SDN",
                                         .list_date = kToday,
                                         .files = {"sdn.csv", "alt.csv"},
                                         .digests = {"aa", "bb"}},
                              .records_read = 10,
                              .entities = 9,
                              .names = 30,
                              .designations = 11,
                              .interests = 2,
                              .change = {.compared = true, .added = 1, .removed = 2, .changed = 3},
                              .allowed = {"shrink"},
                              .skipped_total = 1,
                              .warnings = {"odd"}});
  manifest.sources.push_back({.source = {.key = "register"}});
  const Draft draft = DraftListLoad(manifest, "engine", kToday);
  EXPECT_EQ(draft.leaf.kind, RecordKind::kListLoad);
  EXPECT_EQ(draft.leaf.snapshot, manifest.content_digest);
  EXPECT_EQ(
      draft.body.answer_json,
      R"({"snapshot":")" + manifest.content_digest +
          R"(","lists":[{"key":"ofac-sdn","format":"ofac-sdn-csv","publisher":"US Treasury, OFAC",)"
          R"("authority":"US-OFAC","list":"SDN","list_date":"2026-11-01",)"
          R"("files":[{"file":"sdn.csv","sha256":"aa"},{"file":"alt.csv","sha256":"bb"}],)"
          R"("records":10,"entities":9,"names":30,"designations":11,"interests":2,"skipped":1,)"
          R"("warnings":1,"change":{"list_date_before":"","added":1,"removed":2,"changed":3},)"
          R"("allowed":["shrink"]},)"
          R"({"key":"register","format":"","publisher":"","authority":"","list":"",)"
          R"("list_date":"","files":[],"records":0,"entities":0,"names":0,"designations":0,)"
          R"("interests":0,"skipped":0,"warnings":0,"allowed":[]}]})");
}

TEST(ServiceRecordTest, AnActivationLeadsFromTheRuleSetToEachPack) {
  RuleSet rules;
  rules.digest = std::string(64, 'd');
  rules.packs = {{.pack = "regimes", .time = PackTime::kHot, .digest = "ee"}};
  const Draft draft =
      DraftActivation(RecordKind::kRuleChange, std::string(64, 'c'), rules, "engine", kToday);
  EXPECT_EQ(draft.leaf.kind, RecordKind::kRuleChange);
  EXPECT_EQ(draft.leaf.rules, rules.digest);
  EXPECT_EQ(draft.body.answer_json,
            R"({"rules":")" + rules.digest +
                R"(","packs":[{"pack":"regimes","time":"hot","digest":"ee"}]})");
}

}  // namespace
}  // namespace lynceus::review
