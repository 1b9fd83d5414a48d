// What joins records, what keeps them apart, and that the order of records does not matter.
#include "lib/resolve/resolver.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "lib/base/random.h"
#include "tests/support/status_matchers.h"

namespace lynceus::resolve {
namespace {

using ::lynceus::support::IsOk;

// Tokens are the words of the text; enough for keys.
class WordAnalyzer final : public names::Analyzer {
 public:
  absl::StatusOr<names::AnalyzedName> Analyze(std::string_view text,
                                              Schema /*schema*/) const override {
    names::AnalyzedName name;
    std::string word;
    for (const char byte : std::string(text) + " ") {
      if (byte != ' ') {
        word += byte;
      } else if (!word.empty()) {
        name.tokens.push_back({.text = std::exchange(word, {})});
      }
    }
    if (name.tokens.empty()) return absl::InvalidArgumentError("no name");
    return name;
  }
  void Anchors(const names::AnalyzedName& /*name*/, bool /*query*/,
               std::vector<names::Anchor>& /*out*/) const override {}
  const std::string& pack_digest() const override { return digest_; }

 private:
  const std::string digest_;
};

Entity Record(const std::string& id, const std::string& name, Schema schema = Schema::kCompany) {
  Entity entity{.id = id, .schema = schema};
  entity.names = {{name, NameKind::kPrimary, ""}};
  entity.provenance.source = id.substr(0, id.find(':'));
  return entity;
}

Resolution ResolveAll(const std::vector<Entity>& records) {
  const WordAnalyzer analyzer;
  Resolver resolver(analyzer);
  for (const Entity& record : records) EXPECT_THAT(resolver.Add(record), IsOk());
  auto resolution = resolver.Resolve();
  EXPECT_THAT(resolution, IsOk());
  return *std::move(resolution);
}

Entity With(Entity entity, const char* type, const char* value) {
  entity.identifiers.push_back({type, value, "ru"});
  return entity;
}
Entity Born(Entity entity, const char* date) {
  entity.birth_dates.push_back(*PartialDate::ParseIso(date));
  return entity;
}
Entity In(Entity entity, const char* country) {
  entity.countries.push_back({"country", country});
  return entity;
}

TEST(ResolverTest, AnEqualStrongIdentifierIsOneParty) {
  const Resolution resolution =
      ResolveAll({With(Record("bods:1", "a"), "innCode", "4401116480"),
                  With(Record("ofac-sdn:9", "b"), "innCode", "4401116480")});
  EXPECT_EQ(resolution.CanonicalOf("bods:1"), "ofac-sdn:9")
      << "a list's id stands before a registry's";
  EXPECT_EQ(resolution.CanonicalOf("ofac-sdn:9"), "ofac-sdn:9");
  EXPECT_TRUE(resolution.links.empty());
  ASSERT_EQ(resolution.merges.size(), 1u);
  EXPECT_NE(resolution.merges[0].reason.find("innCode"), std::string::npos);
}

TEST(ResolverTest, TwoRecordsOfOneSourceStayTwo) {
  const Resolution resolution = ResolveAll(
      {With(Record("un:1", "a"), "leiCode", "L1"), With(Record("un:2", "a"), "leiCode", "L1")});
  EXPECT_TRUE(resolution.canonical.empty());
}

TEST(ResolverTest, ACrossReferenceJoinsWhateverElseIsSaid) {
  Entity a = Born(Record("eu:1", "x", Schema::kPerson), "1960");
  a.referents = {"un:7"};
  const Resolution resolution = ResolveAll({a, Born(Record("un:7", "y", Schema::kPerson), "1970")});
  EXPECT_EQ(resolution.CanonicalOf("un:7"), "eu:1");
}

TEST(ResolverTest, AContradictionKeepsApartAndLeavesAProbableLink) {
  const struct {
    Entity a;
    Entity b;
    const char* why;
  } kCases[] = {
      {With(Record("a:1", "n", Schema::kPerson), "innCode", "77"),
       With(Record("b:1", "n", Schema::kVessel), "innCode", "77"), "a person is no vessel"},
      {With(Born(Record("a:1", "n", Schema::kPerson), "1960-01-01"), "innCode", "77"),
       With(Born(Record("b:1", "n", Schema::kPerson), "1961"), "innCode", "77"),
       "birth dates without a common day"},
      {With(With(Record("a:1", "n"), "innCode", "77"), "leiCode", "L1"),
       With(With(Record("b:1", "n"), "innCode", "77"), "leiCode", "L2"), "two LEIs"},
  };
  for (const auto& test : kCases) {
    EXPECT_TRUE(Contradict(test.a, test.b)) << test.why;
    const Resolution resolution = ResolveAll({test.a, test.b});
    EXPECT_TRUE(resolution.canonical.empty()) << test.why;
    ASSERT_EQ(resolution.links.size(), 1u) << test.why;
    EXPECT_NE(resolution.links[0].reason.find("contradict"), std::string::npos);
  }
}

TEST(ResolverTest, JoiningIsNotCarriedOverAContradiction) {
  // a ~ b by INN, b ~ c by OGRN, but a and c have two LEIs: the first link in order holds, not
  // both.
  const Entity a = With(With(Record("a:1", "n"), "innCode", "77"), "leiCode", "L1");
  const Entity b = With(With(Record("b:1", "n"), "innCode", "77"), "ogrnCode", "55");
  const Entity c = With(With(Record("c:1", "n"), "ogrnCode", "55"), "leiCode", "L2");
  const Resolution resolution = ResolveAll({a, b, c});
  EXPECT_EQ(resolution.CanonicalOf("b:1"), "a:1");
  EXPECT_EQ(resolution.CanonicalOf("c:1"), "c:1");
  EXPECT_EQ(resolution.links.size(), 1u);
}

TEST(ResolverTest, AnEqualNameWithoutDisagreementIsOnlyProbable) {
  const struct {
    Entity a;
    Entity b;
    std::size_t links;
    const char* why;
  } kCases[] = {
      {Record("a:1", "alpha bank"), Record("b:1", "bank alpha"), 1,
       "one that states nothing but a name may be the party of that name"},
      {In(Record("a:1", "alpha bank"), "ru"), In(Record("b:1", "bank alpha"), "ru"), 1, "country"},
      {In(Record("a:1", "alpha bank"), "ru"), In(Record("b:1", "bank alpha"), "jp"), 0,
       "another country"},
      {Born(Record("a:1", "x y", Schema::kPerson), "1960"),
       Born(Record("b:1", "y x", Schema::kPerson), "1960-05-01"), 1, "birth date in the year"},
      {With(Record("a:1", "x"), "swiftBic", "SOMRRUMM"),
       With(Record("b:1", "y"), "swiftBic", "SOMRRUMM"), 1, "a BIC is strong, not certain"},
  };
  for (const auto& test : kCases) {
    const Resolution resolution = ResolveAll({test.a, test.b});
    EXPECT_TRUE(resolution.canonical.empty()) << test.why;
    EXPECT_EQ(resolution.links.size(), test.links) << test.why;
  }
}

TEST(ResolverTest, TheOrderOfRecordsDoesNotMatter) {
  SeededRandom random(11);
  for (int round = 0; round < 200; ++round) {
    std::vector<Entity> records;
    for (int i = 0; i < 12; ++i) {
      Entity entity =
          Record(std::string(1, static_cast<char>('a' + random.Below(4))) + ":" + std::to_string(i),
                 "n" + std::to_string(random.Below(4)), Schema::kPerson);
      if (random.Below(2) == 0) {
        entity = With(std::move(entity), "innCode", std::to_string(random.Below(4)).c_str());
      }
      if (random.Below(2) == 0) {
        entity = With(std::move(entity), "leiCode", std::to_string(random.Below(4)).c_str());
      }
      if (random.Below(3) == 0) {
        entity = Born(std::move(entity), std::to_string(1960 + random.Below(2)).c_str());
      }
      records.push_back(std::move(entity));
    }
    const Resolution first = ResolveAll(records);
    for (std::size_t i = records.size(); i > 1; --i) {
      std::swap(records[i - 1], records[random.Below(i)]);
    }
    const Resolution second = ResolveAll(records);
    ASSERT_EQ(first.canonical, second.canonical);
    ASSERT_EQ(first.links, second.links);
    ASSERT_EQ(first.merges, second.merges);
  }
}

}  // namespace
}  // namespace lynceus::resolve
