// Which names meet by an anchor and which do not.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "lib/names/analyzed_name.h"
#include "tests/names/packs.h"

namespace lynceus::names {
namespace {

std::vector<Anchor> AnchorsOf(std::string_view text, Schema schema, bool query) {
  const auto name = PackAnalyzer()->Analyze(text, schema);
  LYNCEUS_CHECK(name.ok());
  std::vector<Anchor> anchors;
  PackAnalyzer()->Anchors(*name, query, anchors);
  return anchors;
}

bool Meet(std::string_view asked, std::string_view listed, Schema schema) {
  const auto a = AnchorsOf(asked, schema, true);
  const auto b = AnchorsOf(listed, schema, false);
  std::vector<Anchor> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return !both.empty();
}

struct Case {
  std::string_view asked;
  std::string_view listed;
  Schema schema;
  bool meet;
  std::string_view why;
};

TEST(Anchors, BringNamesTogether) {
  constexpr Schema kPerson = Schema::kPerson;
  constexpr Schema kCompany = Schema::kCompany;
  const std::vector<Case> cases = {
      {"Sovcombnak", "Sovcombank", kCompany, true, "neighbours swapped"},
      {"Sov Combank", "Sovcom Bank", kCompany, true, "split in another place"},
      {"Ssovcombank", "Sovcombank", kCompany, true, "a letter doubled"},
      {"Rsnft", "Rosneft", kCompany, true, "vowels dropped"},
      {"소브콤뱅크", "Sovcombank", kCompany, true, "Hangul"},
      {"ソフコムバンク", "Sovcombank", kCompany, true, "katakana"},
      {"Совкомбанк", "Sovcombank", kCompany, true, "Cyrillic"},
      {"Mohammed Ali", "ALI, Muhammad", kPerson, true, "two frequent words make a pair"},
      {"Mohammed Khan", "ALI, Mohammed", kPerson, false, "one frequent word in common does not"},
      {"Muhamad Alii", "ALI, Mohammed", kPerson, true, "a frequent pair, one misspelt"},
      {"A. Khan", "KHAN, Abdul", kPerson, true, "initial and a frequent surname"},
      // The surname is frequent in one spelling and not in the other.
      {"J Mueller", "James Müller", kPerson, true, "a frequent spelling and a rare one, initial"},
      {"James Müller", "J Mueller", kPerson, true, "the same the other way"},
      {"J. Mueller", "Johann Müller", kPerson, true, "initial"},
      {"M Schmitt", "Martin Schmidt", kPerson, true, "initial"},
      {"Martin Schmidt", "M. Schmitt", kPerson, true, "initial, the other way"},
      {"J Muler", "Johann Müller", kPerson, true, "a slip in a frequent surname, initial"},
      {"Muhammad Ali", "Mohammad Wali", kPerson, true, "a short frequent name and a longer one"},
      {"NOOR", "NOOR 1", Schema::kVessel, true, "the only word of a name is not too frequent"},
      {"CAP", "Capacitacion Aeronautica Profesional S.C.", kCompany, true,
       "an acronym does not count the legal form"},
      {"Globar Ejergy", "Global Energy Company", kCompany, true, "slips in two company words"},
      {"Bill Smith", "SMITH, William", kPerson, true, "a nickname beside a frequent surname"},
      {"Bill Gates", "GATES, William", kPerson, true, "surname"},
      {"PLA", "People's Liberation Army", Schema::kOrganization, true, "acronym"},
      {"贝拉克", "贝拉克", kPerson, true, "Han with Han"},
      {"Elon Musk", "Angela Merkel", kPerson, false, "nothing in common"},
      {"First National Bank", "National Bank First", kCompany, true, "frequent words only"},
  };
  for (const Case& entry : cases) {
    EXPECT_EQ(Meet(entry.asked, entry.listed, entry.schema), entry.meet)
        << entry.asked << " | " << entry.listed << ": " << entry.why;
  }
}

TEST(Anchors, AreSortedAndFew) {
  for (const bool query : {false, true}) {
    const auto anchors = AnchorsOf("PUTIN, Vladimir Vladimirovich", Schema::kPerson, query);
    EXPECT_TRUE(std::is_sorted(anchors.begin(), anchors.end()));
    EXPECT_EQ(std::adjacent_find(anchors.begin(), anchors.end()), anchors.end());
    // Two letters left out of each of three long words are 135 of them.
    EXPECT_LT(anchors.size(), 250U);
  }
}

TEST(Anchors, FindEachNameByItself) {
  for (const std::string_view text :
       {"Mohammed", "Bank", "Ali", "Li", "X", "7", "Mohammed Ali", "International Trading Bank",
        "Abdul", "Kim Jong Un", "Bank of China", "金", "김정은", "Путин"}) {
    for (const Schema schema : {Schema::kPerson, Schema::kCompany, Schema::kUnknown}) {
      EXPECT_TRUE(Meet(text, text, schema)) << text;
    }
  }
}

}  // namespace
}  // namespace lynceus::names
