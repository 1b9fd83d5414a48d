// Programmes at the command line: an unknown one is said at the build and afterwards, and answers
// say who designates whom, in text and for each row of a batch.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/base/file.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::TempDir;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ProgrammesTest, AnUnknownOneIsLoud) {
  const TempDir dir;
  std::string csv =
      "id,name,authority,list,programme\n"
      "x:1,Invented Name One,US-OFAC,SDN,GLOMAG\n"
      "x:2,Invented Name Two,US-OFAC,SDN,INVENTED-EO99999\n"
      "x:3,Invented Name Three,US-OFAC,SDN,INVENTED-EO99999\n";
  const std::vector<std::string> build = {"index",
                                          "build",
                                          "--out",
                                          dir / "snapshot",
                                          "--rules",
                                          RulesPath(),
                                          dir.Write("list.csv", csv)};
  const Ran built = Lynceus(build);
  EXPECT_EQ(built.code, 0) << built.err;
  constexpr char kSaid[] =
      "UNKNOWN PROGRAMME: US-OFAC INVENTED-EO99999, 2 designations; kept as listed, without a "
      "class. Do: add it to programmes/ of the rules\n";
  EXPECT_THAT(built.out, AllOf(HasSubstr(kSaid), Not(HasSubstr("GLOMAG, 1"))));
  EXPECT_THAT(Lynceus({"index", "info", dir / "snapshot"}).out, HasSubstr(kSaid));
  EXPECT_THAT(Lynceus({"index", "info", "--format", "json", dir / "snapshot"}).out,
              HasSubstr("programme US-OFAC INVENTED-EO99999"));
  const Ran screened = Lynceus({"screen", "--index", dir / "snapshot", "--no-log", "--name",
                                "Invented Name Two", "--as-of", kAsOf});
  EXPECT_THAT(screened.out, AllOf(HasSubstr("BLOCK"), HasSubstr("US-OFAC SDN INVENTED-EO99999")))
      << "kept, shown and acted on";
}

TEST(ProgrammesTest, AnswersSayWhoDesignatesWhom) {
  const Ran listed = Lynceus(
      {"screen", "--index", DemoIndex(), "--no-log", "--as-of", kAsOf, "--name", "GERTLER, Dan"});
  EXPECT_THAT(listed.out,
              AllOf(HasSubstr("who designates GERTLER, Dan (ofac-sdn:23252)\n"
                              "            US  designated: US-GLOMAG (GLOBAL_HUMAN_RIGHTS)"),
                    HasSubstr("GB  nothing is known: the list UK "),
                    HasSubstr("LT  nothing is known: the list LT MAGNITSKY is not loaded"),
                    Not(HasSubstr("who designates it\n"))));
  const Ran asked = Lynceus({"screen", "--index", DemoIndex(), "--no-log", "--as-of", kAsOf,
                             "--name", "Hokkaido Dairy Cooperative", "--coverage"});
  EXPECT_THAT(asked.out,
              AllOf(HasSubstr("who designates it\n  US  not on the complete list US-OFAC SDN"),
                    HasSubstr("  AU  nothing is known: the list AU DFAT is not loaded")));
}

TEST(ProgrammesTest, SoDoesEachRowOfABatch) {
  const TempDir dir;
  const std::string in = dir.Write("in.csv", "id,name\n1,Hokkaido Dairy Cooperative\n");
  for (const bool coverage : {false, true}) {
    std::vector<std::string> words = {"batch", "--index", DemoIndex(), "--no-log", "--as-of",
                                      kAsOf,   "--in",    in,          "--out",    dir / "out"};
    if (coverage) words.emplace_back("--coverage");
    ASSERT_EQ(Lynceus(words).code, 0);
    const auto answers = ReadJsonLines(dir / "out");
    ASSERT_EQ(answers.size(), 1u);
    EXPECT_EQ(answers[0].HasMember("coverage"), coverage);
    if (!coverage) continue;
    const auto& rows = answers[0]["coverage"]["jurisdictions"];
    ASSERT_EQ(rows.Size(), 8u);
    EXPECT_EQ(Text(rows[0], "jurisdiction"), "US");
    EXPECT_EQ(Text(rows[0], "listing"), "not_on_list");
    EXPECT_EQ(Text(rows[5], "listing"), "list_absent");
  }
}

}  // namespace
}  // namespace lynceus::e2e
