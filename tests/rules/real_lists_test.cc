// The project's programmes over the raw list files: no code of theirs is unknown. The files are
// scanned here by means of their own, not by the loaders.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/strings.h"
#include "tests/rules/small_rules.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::rules {
namespace {

using Codes = std::map<std::string, std::string>;  // code -> a file that carries it

// The fourth field of a row of OFAC's CSV: "BELARUS] [RUSSIA-EO14024".
void AddCsvCodes(const std::string& file, std::string_view text, Codes& codes) {
  static const RE2 row(R"(\n?\d+,"(?:[^"]|"")*",(?:"[^"]*"|-0-) ?,"([^"]*)\")");
  re2::StringPiece rest(text.data(), text.size());
  std::string field;
  while (RE2::FindAndConsume(&rest, row, &field)) {
    for (const std::string& part : SplitTrimmed(field, ']')) {
      const std::string_view code = part.starts_with('[') ? std::string_view(part).substr(1) : part;
      codes.emplace(code, file);
    }
  }
}

void AddXmlCodes(const std::string& file, std::string_view text, const char* pattern,
                 Codes& codes) {
  const RE2 element(pattern);
  re2::StringPiece rest(text.data(), text.size());
  std::string code;
  while (RE2::FindAndConsume(&rest, element, &code)) codes.emplace(TrimAscii(code), file);
}

// The codes of all files of `directory` whose names begin with one of `prefixes`.
Codes CodesOf(const std::string& directory, const std::set<std::string>& prefixes) {
  Codes codes;
  const std::vector<std::string> names = ListDirectory(directory).value();
  for (const std::string& name : names) {
    const bool wanted = std::any_of(prefixes.begin(), prefixes.end(),
                                    [&](const auto& prefix) { return name.starts_with(prefix); });
    if (!wanted) continue;
    const std::string text = ReadFile(JoinPath(directory, name)).value();
    if (name.ends_with(".csv")) AddCsvCodes(name, text, codes);
    if (name.ends_with(".xml")) {
      AddXmlCodes(name, text, "<program>([^<]*)</program>", codes);
      AddXmlCodes(name, text, "<SanctionsProgram [^>]*>([^<]*)<", codes);
      AddXmlCodes(name, text, "<UN_LIST_TYPE>([^<]*)<", codes);
    }
  }
  return codes;
}

void ExpectAllKnown(const std::string& authority, const Codes& codes) {
  const auto rules = LoadRules(ProjectRules());
  ASSERT_THAT(rules, support::IsOk());
  for (const auto& [code, file] : codes) {
    if (code == "Unknown") continue;  // a row of the XML's reference table, of no party
    EXPECT_NE((*rules)->FindProgramme(authority, code), nullptr) << file << ": " << code;
  }
}

TEST(RealListsTest, EveryProgrammeOfOfacIsKnown) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const Codes codes = CodesOf(JoinPath(*support::TestDataDir(), "lists/ofac"),
                              {"sdn_20", "cons_prim", "consolidated", "cons_advanced"});
  EXPECT_GE(codes.size(), 78u);
  for (const char* code : {"GLOMAG", "CAATSA - RUSSIA", "561-Related", "FSE-SY", "NS-PLC"}) {
    EXPECT_TRUE(codes.contains(code)) << code << ": the scan of the raw files is at fault";
  }
  ExpectAllKnown("US-OFAC", codes);
}

TEST(RealListsTest, EveryProgrammeOfTheUnIsKnown) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const Codes codes = CodesOf(JoinPath(*support::TestDataDir(), "lists/un"), {"un_consolidated"});
  EXPECT_EQ(codes.size(), 14u);
  ExpectAllKnown("UN-SC", codes);
}

TEST(RealListsTest, CanadasMagnitskyRegimeIsKnownAsItsFileSpellsIt) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const std::string directory = JoinPath(*support::TestDataDir(), "lists/ca");
  Codes codes;
  const std::vector<std::string> names = ListDirectory(directory).value();
  for (const std::string& name : names) {
    AddXmlCodes(name, ReadFile(JoinPath(directory, name)).value(),
                "<Country>(Justice[^<]*|Russia[^<]*)<", codes);
  }
  EXPECT_EQ(codes.size(), 2u);
  ExpectAllKnown("CA", codes);
}

}  // namespace
}  // namespace lynceus::rules
