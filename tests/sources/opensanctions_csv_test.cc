// OpenSanctions' flat table: its cells, its few words about listings, damage.

#include "lib/sources/opensanctions_csv.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/sources/entity_text.h"
#include "tests/sources/loaded_list.h"

namespace lynceus::sources {
namespace {

constexpr char kKind[] = "opensanctions-simple-csv";
constexpr char kHeader[] =
    "\"id\",\"schema\",\"name\",\"aliases\",\"birth_date\",\"countries\",\"addresses\","
    "\"identifiers\",\"sanctions\",\"phones\",\"emails\",\"program_ids\",\"dataset\","
    "\"first_seen\",\"last_seen\",\"last_change\"\n";

std::string Row(const std::string& id, const std::string& sanctions, const std::string& programmes,
                const std::string& dataset) {
  return "\"" + id + "\",\"Person\",\"Ivan Testov\",\"I. Testov;\"\"Testov; Ivan\"\"\"," +
         "\"1960-02-03;1961\",\"ru;by\",\"1 Quay, Port;\"\"Dock 2; Port\"\"\",\"4510123456\",\"" +
         sanctions + "\",\"+7 1\",\"a@example.org\",\"" + programmes + "\",\"" + dataset +
         "\",\"2022-01-01T00:00:00\",\"2024-01-01T00:00:00\",\"2023-01-01T00:00:00\"\n";
}

TEST(OpenSanctionsCsvTest, ReadsARow) {
  const LoadedList loaded =
      LoadList(kKind, kHeader + Row("ofac-77", "Block - 2018", "US-GLOMAG", "us_ofac_sdn"));
  ASSERT_EQ(loaded.error(), "no error");
  EXPECT_EQ(EntityText(loaded.sink.entities.at("ftm:ofac-77")),
            "Person ftm:ofac-77\nname primary|Ivan Testov\nname alias|I. Testov\n"
            "name alias|Testov; Ivan\nborn 1960-02-03\nborn 1961\ncountry ru\ncountry by\n"
            "idNumber 4510123456\naddress 1 Quay, Port ()\naddress Dock 2; Port ()\n"
            "phone=+7 1\nemail=a@example.org\ndatasets=us_ofac_sdn\ntarget=true\n"
            "also ofac-sdn:77\nalso ofac-cons:77\n");
  EXPECT_EQ(loaded.report->records_read, 1u);
  EXPECT_EQ(loaded.report->designations, 1u);
}

TEST(OpenSanctionsCsvTest, ListingsOfKnownAndUnknownDataSets) {
  struct Case {
    std::string why;
    std::string sanctions;
    std::string programmes;
    std::string dataset;
    std::string designations;
  };
  for (const Case& test : std::vector<Case>{
           {"programmes of one list", "t", "US-GLOMAG;US-RUSHAR", "us_ofac_sdn",
            "US-OFAC SDN US-GLOMAG\nUS-OFAC SDN US-RUSHAR\n"},
           {"two lists, each its own", "t;u", "US-GLOMAG;EU-HR",
            "US OFAC Specially Designated Nationals (SDN) List;EU Financial Sanctions Files (FSF)",
            "US-OFAC SDN US-GLOMAG\nEU FSF EU-HR\n"},
           {"a list without a programme", "t", "", "un_sc_sanctions", "UN-SC UNSC \n"},
           {"a programme of an unknown list", "t", "NZ-RUS", "nz_russia_sanctions",
            "nz_russia_sanctions nz_russia_sanctions NZ-RUS\n"},
           {"text alone", "Travel ban", "", "zz_list", "zz_list zz_list Travel ban\n"},
           {"a target that is not listed", "", "", "wd_peps", ""}}) {
    const LoadedList loaded =
        LoadList(kKind, kHeader + Row("a", test.sanctions, test.programmes, test.dataset));
    ASSERT_EQ(loaded.error(), "no error") << test.why;
    std::string text;
    for (const Designation& one : loaded.sink.designations) {
      text += one.authority + " " + one.list + " " + one.programme + "\n";
    }
    EXPECT_EQ(text, test.designations) << test.why;
  }
}

TEST(OpenSanctionsCsvTest, SplitsCells) {
  EXPECT_EQ(SplitSimpleCell(""), (std::vector<std::string>{}));
  EXPECT_EQ(SplitSimpleCell("a; b ;;c"), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(SplitSimpleCell("\"a;b\";\"c \"\"d\"\"\""),
            (std::vector<std::string>{"a;b", "c \"d\""}));
  EXPECT_EQ(SplitSimpleCell("the \"Quay\" Ltd"), (std::vector<std::string>{"the \"Quay\" Ltd"}));
}

TEST(OpenSanctionsCsvTest, DamageIsNamed) {
  const std::string good = kHeader + Row("a", "", "", "us_ofac_sdn");
  struct Case {
    std::string why;
    std::string content;
    std::string error;
  };
  for (const Case& test : std::vector<Case>{
           {"header alone", kHeader, "no row"},
           {"nothing", "", "row"},
           {"another header", "a,b,c\n1,2,3\n", "id"},
           {"a column missing", WithReplaced(good, "\"aliases\",", ""), "aliases"},
           {"a column twice", WithReplaced(good, "\"aliases\"", "\"name\""), "name"},
           {"a column more", WithReplaced(good, "\"phones\"", "\"fax\""), "fax"},
           {"no id", WithReplaced(good, "\"a\",", "\"\","), "the row has no id"},
           {"no schema", WithReplaced(good, "\"Person\"", "\"\""), "no schema"},
           {"a wrong schema", WithReplaced(good, "Person", "Starship"), "no schema"},
           {"a field less", WithReplaced(good, "\"+7 1\",", ""), "fields"},
           {"a field more", WithReplaced(good, "\"+7 1\",", "\"+7 1\",\"x\","), "fields"},
           {"a quote open", good.substr(0, good.size() - 2), "line 2"},
           {"cut in the last field", good.substr(0, good.size() - 1), "line end"},
           {"cut in a row", good.substr(0, good.size() - 40), "line 2"},
           {"NUL", WithReplaced(good, "Testov", std::string(1, '\0')), "NUL"},
           {"not UTF-8", WithReplaced(good, "Testov", "\xFF"), "UTF-8"},
           {"UTF-16", "\xFF\xFEi\0d\0", "UTF-16"},
           {"text behind a quote", WithReplaced(good, "\"Person\"", "\"Person\"x"), "line 2"},
           {"stray quote", WithReplaced(good, "\"Person\"", "Per\"son"), "line 2"},
           {"HTML", "<html><body>Not found</body></html>", "id"}}) {
    const LoadedList loaded = LoadList(kKind, test.content);
    EXPECT_FALSE(loaded.report.ok()) << test.why;
    EXPECT_NE(loaded.error().find(test.error), std::string::npos)
        << test.why << ": " << loaded.error();
  }
  EXPECT_EQ(LoadList(kKind, WithReplaced(good, "1961", "soon")).report->fragments_unparsed, 1u);
}

}  // namespace
}  // namespace lynceus::sources
