#pragma once
// Small records, decisions and tables for tests of the resolver.

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "lib/base/status.h"
#include "lib/resolve/resolver.h"
#include "tests/resolve/words_analyzer.h"
#include "tests/support/status_matchers.h"

namespace lynceus::resolve {

inline Entity Made(const std::string& id, const std::string& name,
                   Schema schema = Schema::kCompany) {
  Entity entity{.id = id, .schema = schema};
  entity.names = {{name, NameKind::kPrimary, ""}};
  entity.provenance.source = id.substr(0, id.find(':'));
  if (entity.provenance.source == "psc-holder") entity.provenance.source = "uk-psc";
  return entity;
}
inline Entity With(Entity entity, const char* type, const char* value, const char* country = "") {
  entity.identifiers.push_back({type, value, country});
  return entity;
}
inline Entity Born(Entity entity, const char* date) {
  entity.birth_dates.push_back(*PartialDate::ParseIso(date));
  return entity;
}
inline Entity In(Entity entity, const char* country, const char* property = "country") {
  entity.countries.push_back({property, country});
  return entity;
}
inline Entity Naming(Entity entity, const char* other) {
  entity.referents.emplace_back(other);
  return entity;
}
inline Entity Person(const std::string& id, const std::string& name) {
  return Made(id, name, Schema::kPerson);
}

inline Decision Force(const char* a, const char* b, const char* place = "f.csv, line 2") {
  return {.kind = Decision::Kind::kForce,
          .a = a,
          .b = b,
          .author = "R. Eviewer",
          .reason = "seen the deed",
          .date = *Date::ParseIso("2026-01-02"),
          .place = place};
}
inline Decision Forbid(const char* a, const char* b, const char* place = "f.csv, line 3") {
  Decision decision = Force(a, b, place);
  decision.kind = Decision::Kind::kForbid;
  return decision;
}

// Everything but bods, ftm and psc is a list here.
inline bool IsListed(const Entity& record) {
  const std::string& source = record.provenance.source;
  return source != "bods" && source != "ftm" && source != "uk-psc";
}

inline absl::StatusOr<Resolution> TryResolve(const std::vector<Entity>& records,
                                             const std::vector<Decision>& decisions) {
  const WordsAnalyzer analyzer;
  Resolver resolver(analyzer);
  for (const Entity& record : records) {
    LYNCEUS_RETURN_IF_ERROR(resolver.Add(record, IsListed(record)));
  }
  for (const Decision& decision : decisions) resolver.Decide(decision);
  return resolver.Resolve();
}

inline Resolution ResolveAll(const std::vector<Entity>& records,
                             const std::vector<Decision>& decisions = {}) {
  auto resolution = TryResolve(records, decisions);
  EXPECT_THAT(resolution, ::lynceus::support::IsOk());
  return *std::move(resolution);
}

enum class Found { kOne, kProbable, kNothing };
inline Found FoundIn(const Resolution& resolution) {
  if (!resolution.canonical.empty()) return Found::kOne;
  return resolution.links.empty() ? Found::kNothing : Found::kProbable;
}

struct Row {
  Entity a;
  Entity b;
  Found outcome;
  const char* why;
};
inline void ExpectRows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(FoundIn(ResolveAll({row.a, row.b})), row.outcome) << row.why;
    EXPECT_EQ(FoundIn(ResolveAll({row.b, row.a})), row.outcome) << row.why;
  }
}

}  // namespace lynceus::resolve
