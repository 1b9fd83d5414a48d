// A bank's own table of name variants, from `index build` to an answer: what it joins, that the
// snapshot keeps it, and that a damaged one leaves everything as it was.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/e2e/service_fixture.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::TempDir;
using ::testing::HasSubstr;
using ::testing::Not;

// Invented forms of a listed bank's name: a word, a word of another script, several words.
constexpr const char* kTable =
    "# the desk's own words\n"
    "\n"
    "Sovcombank, Bankosov, Квантекс, Grey Owl House => sov\n";
const char* const kForms[] = {"Bankosov", "Квантекс", "Grey Owl House", "GREY OWL-HOUSE LLC"};

Ran BuildWith(const std::string& table, const std::string& out, bool replace = false) {
  std::vector<std::string> words{"index",   "build",     "--quiet",         "--out", out,
                                 "--rules", RulesPath(), "--name-variants", table};
  if (replace) words.emplace_back("--replace");
  for (const std::string& file : DemoFiles()) words.push_back(file);
  return Lynceus(words);
}

rapidjson::Document Screen(const std::string& index, const std::string& name) {
  const Ran ran = Lynceus({"screen", "--index", index, "--no-log", "--as-of", kAsOf, "--format",
                           "json", "--name", name});
  EXPECT_EQ(ran.code, 0) << ran.err;
  return ParseJson(ran.out);
}

bool HitsTheBank(const rapidjson::Value& answer) {
  for (const auto& hit : answer["hits"].GetArray()) {
    if (Text(hit, "entity_id") == "ofac-sdn:34737") return true;
  }
  return false;
}

TEST(NameVariantsTest, FormsThatDidNotMatchDoAndTheSnapshotSaysWhy) {
  const TempDir dir;
  const std::string index = dir / "snapshot";
  const Ran built = BuildWith(dir.Write("table.txt", kTable), index);
  ASSERT_EQ(built.code, 0) << built.err;
  EXPECT_THAT(built.out, HasSubstr("variants "));
  EXPECT_THAT(Lynceus({"index", "info", index}).out, HasSubstr("name variants of the bank's own"));
  EXPECT_THAT(Lynceus({"index", "info", DemoIndex()}).out, Not(HasSubstr("name variants")));
  EXPECT_EQ(Lynceus({"index", "verify", index}).code, 0);

  std::string book = "id,name\n";
  for (const char* form : kForms) {
    EXPECT_FALSE(HitsTheBank(Screen(DemoIndex(), form))) << form;
    const auto answer = Screen(index, form);
    EXPECT_TRUE(HitsTheBank(answer)) << form;
    EXPECT_NE(Text(answer, "snapshot"), Text(Screen(DemoIndex(), form), "snapshot"));
    EXPECT_NE(Text(answer, "rules"), Text(Screen(DemoIndex(), form), "rules"));
    book += std::string("c,") + form + "\n";
  }
  EXPECT_TRUE(HitsTheBank(Screen(index, "Sovcombank"))) << "the name itself";
  EXPECT_EQ(Screen(index, "Hokkaido Dairy Cooperative")["hits"].Size(), 0u);

  for (const bool with : {false, true}) {
    const std::string out = dir / (with ? "with" : "without");
    const Ran batch =
        Lynceus({"batch", "--index", with ? index : DemoIndex(), "--no-log", "--as-of", kAsOf,
                 "--in", dir.Write("book.csv", book), "--out", out});
    EXPECT_EQ(batch.code, 0) << batch.err;
    for (const auto& answer : ReadJsonLines(out)) EXPECT_EQ(HitsTheBank(answer), with);
  }
  const std::vector<std::string> names{"Bankosov", "Sovcombank"};
  EXPECT_THAT(Lynceus({"compare", "--rules", index + "/rules", names[0], names[1]}).out,
              Not(HasSubstr("no match")));
  EXPECT_THAT(Lynceus({"compare", "--rules", RulesPath(), names[0], names[1]}).out,
              HasSubstr("no match"));
}

TEST(NameVariantsTest, ADamagedTableStopsTheBuildAndLeavesThePreviousSnapshot) {
  const TempDir dir;
  const std::string index = dir / "snapshot";
  ASSERT_EQ(BuildWith(dir.Write("table.txt", kTable), index).code, 0);
  const auto before = ReadFile(index + "/manifest.json");
  ASSERT_THAT(before, support::IsOk());
  const struct {
    const char* table;
    const char* error;
  } kCases[] = {
      {"Sovcombank, Bankosov\n", "line 1: there is no => and no id. Do: write form, form => id"},
      {"Sovcombank, Bankosov => a\n\nBankosov, Vankosov => b\n", "line 3: form 1 stands"},
      {"Sovcombank, GmbH => a\n", "line 1: form 2 cannot count: it is a legal form"},
      {"# nothing\n", "the table has no line"},
  };
  for (const auto& [table, error] : kCases) {
    const std::string path = dir.Write("damaged.txt", table);
    const Ran ran = BuildWith(path, index, /*replace=*/true);
    EXPECT_EQ(ran.code, 1) << table;
    EXPECT_THAT(ran.err, HasSubstr("INVALID_ARGUMENT " + path)) << "the bank's own file is named";
    EXPECT_THAT(ran.err, HasSubstr(error));
    EXPECT_EQ(*ReadFile(index + "/manifest.json"), *before);
  }
  const Ran missing = BuildWith(dir / "absent.txt", index, true);
  EXPECT_EQ(missing.code, 1);
  EXPECT_THAT(missing.err, HasSubstr("NOT_FOUND"));
  EXPECT_TRUE(HitsTheBank(Screen(index, "Bankosov")));
  std::size_t entries = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir.path())) {
    entries += entry.is_directory() ? 1U : 0U;
  }
  EXPECT_EQ(entries, 1u) << "nothing half-built is left";

  std::filesystem::permissions(index + "/rules/names/variants.txt",
                               std::filesystem::perms::owner_write,
                               std::filesystem::perm_options::add);
  ChangeByte(index + "/rules/names/variants.txt", 40);
  EXPECT_EQ(Lynceus({"screen", "--index", index, "--no-log", "--name", "Bankosov"}).code, 1)
      << "another table than that of the build is refused";
}

TEST_F(ServiceTest, NameVariantsHoldOverGrpc) {
  ASSERT_EQ(BuildWith(dir_.Write("table.txt", kTable), dir_ / "variants").code, 0);
  for (const bool with : {false, true}) {
    server::Config config = BaseConfig();
    if (with) config.snapshot = dir_ / "variants";
    service_.reset();
    StartService(config);
    for (const char* form : kForms) {
      v1::ScreenResponse response;
      ASSERT_TRUE(client_->Screen(Ask(form, "Company"), &response).ok());
      bool found = false;
      for (const v1::Match& match : response.hits()) {
        found = found || match.entity_id() == "ofac-sdn:34737";
      }
      EXPECT_EQ(found, with) << form;
    }
  }
}

}  // namespace
}  // namespace lynceus::e2e
