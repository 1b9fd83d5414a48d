#pragma once
// A small snapshot for tests: invented parties, two records merged into one, interests of every
// shape.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "lib/store/snapshot_builder.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::store {

inline Party SampleParty(const std::string& id, const std::string& name,
                         std::vector<std::string> ids = {}) {
  Party party;
  party.entity.id = id;
  party.entity.schema = Schema::kCompany;
  party.entity.names = {{name, NameKind::kPrimary, ""}, {name + " LLC", NameKind::kAlias, "Latn"}};
  party.entity.provenance = {"s", "line 1"};
  party.ids = ids.empty() ? std::vector<std::string>{id} : std::move(ids);
  return party;
}

inline Interest SampleInterest(const std::string& id, const std::string& owner,
                               const std::string& subject, std::int64_t percent) {
  Interest interest;
  interest.id = id;
  interest.owner_id = owner;
  interest.subject_id = subject;
  interest.share = Share::Exact(percent * 10'000);
  interest.provenance = {"s", "line 2"};
  return interest;
}

inline ManifestFields SampleFields() {
  LoadReport report;
  report.source = {.key = "s",
                   .format = "interests-csv",
                   .publisher = "A \"Publisher\"",
                   .authority = "US-OFAC",
                   .list = "SDN",
                   .list_date = Date::FromCivil(2024, 5, 3),
                   .files = {"a.csv"},
                   .digests = {std::string(64, 'a')}};
  report.records_read = 5;
  report.lists = {{"US-OFAC", "SDN", 1}};
  report.names_by_kind = {{"alias", 3}, {"primary", 4}};
  report.unknown_words = {{"country Ruritania", 1}};
  report.change = {.compared = true, .entities_before = 6, .removed = 1};
  report.allowed = {"s: it shrinks"};
  report.skipped_total = 1;
  report.warnings = {"one ü\n"};
  return {.engine = "lynceus test",
          .icu_version = "72.1",
          .names_digest = std::string(64, 'b'),
          .rules_digest = std::string(64, 'c'),
          .packs = {{"names", PackTime::kBuild, std::string(64, 'd')},
                    {"sources", PackTime::kBuild, std::string(64, 'e')}},
          .score_floor = 6'000,
          .sources = {report}};
}

// Fills everything but Finish.
inline void FillSample(SnapshotBuilder& builder, const support::TempDir& dir) {
  using support::IsOk;
  Party listed = SampleParty("a:1", "Acme", {"a:1", "b:9"});
  listed.designations.push_back({.entity_id = "a:1", .authority = "US-OFAC", .list = "SDN"});
  ASSERT_THAT(builder.AddParty(listed), support::IsOkAndHolds(0u));
  ASSERT_THAT(builder.AddParty(SampleParty("a:2", "Bolt")), support::IsOkAndHolds(1u));
  ASSERT_THAT(builder.AddParty(SampleParty("c:3", "Crate")), support::IsOkAndHolds(2u));
  ASSERT_THAT(builder.AddRecord(SampleParty("b:9", "Acme of B")), IsOk());
  ASSERT_THAT(builder.AddRecord(SampleParty("a:1", "Acme of A")), IsOk());
  ASSERT_THAT(builder.AddInterest(0, 1, SampleInterest("s:i2", "a:1", "a:2", 60)), IsOk());
  ASSERT_THAT(builder.AddInterest(0, 2, SampleInterest("s:i1", "a:1", "c:3", 49)), IsOk());
  ASSERT_THAT(builder.AddInterest(0, 2, SampleInterest("s:i1", "a:1", "c:3", 49)), IsOk());
  ASSERT_THAT(builder.AddInterest(2, 1, SampleInterest("s:i0", "c:3", "a:2", 5)), IsOk());
  ASSERT_THAT(builder.AddInterest(std::nullopt, 1, SampleInterest("s:i3", "", "a:2", 1)), IsOk());
  ASSERT_THAT(builder.AddIdentifier(0, "leiCode", "X1"), IsOk());
  ASSERT_THAT(builder.AddIdentifier(2, "leiCode", "X1"), IsOk());
  ASSERT_THAT(builder.AddIdentifier(2, "leiCode", "X1"), IsOk());
  ASSERT_THAT(builder.AddIdentifier(1, "leiCode", "X12"), IsOk());
  ASSERT_THAT(builder.AddReferent(0, "other:1"), IsOk());
  ASSERT_THAT(builder.AddReferent(1, "other:2"), IsOk());
  ASSERT_THAT(builder.AddReferent(2, "other:2"), IsOk());  // claimed twice: answered by nobody
  ASSERT_THAT(builder.AddReferent(2, "a:2"), IsOk());      // a record's id comes first
  ASSERT_THAT(builder.AddFragment({"a:1", "strange words", {"s", "line 1"}}), IsOk());
  ASSERT_THAT(builder.AddFragment({"a:2", "more", {"s", "line 2"}}), IsOk());
  ASSERT_THAT(builder.AddSkipped("s", {"line 9", "no id"}), IsOk());
  const std::string rules = dir / "rules-in";
  ASSERT_THAT(MakeDirectories(JoinPath(rules, "names")), IsOk());
  ASSERT_THAT(WriteFileDurably(JoinPath(rules, "policy.yaml"), "key: default\n"), IsOk());
  ASSERT_THAT(WriteFileDurably(JoinPath(rules, "names/forms.yaml"), "- llc\n"), IsOk());
  ASSERT_THAT(builder.AddRules(rules), IsOk());
  ASSERT_THAT(builder.candidate_sink().Append("candidates"), IsOk());
  ASSERT_THAT(builder.owner_sink().Append(std::string(70'000, 'o')), IsOk());
  ASSERT_THAT(builder.universe_sink().Append("universe"), IsOk());
}

// Builds the sample at `path` and returns its manifest.
inline absl::StatusOr<Manifest> BuildSample(const support::TempDir& dir, const std::string& path,
                                            const BuilderOptions& options = {}) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto builder, SnapshotBuilder::Create(path, options));
  FillSample(*builder, dir);
  return builder->Finish(SampleFields());
}

}  // namespace lynceus::store
