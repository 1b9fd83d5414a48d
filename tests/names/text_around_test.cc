// What is taken off the text around a name, and what must stay.

#include "lib/names/text_around.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "lib/names/analyzed_name.h"
#include "tests/names/packs.h"
#include "tests/names/show.h"
#include "tests/support/status_matchers.h"

namespace lynceus::names {
namespace {

struct Case {
  std::string_view text;
  Schema schema;
  std::string_view tokens;
  std::string_view why;
};

void Check(const std::vector<Case>& cases) {
  for (const Case& entry : cases) {
    const auto name = PackAnalyzer()->Analyze(entry.text, entry.schema);
    ASSERT_THAT(name, support::IsOk()) << entry.text;
    EXPECT_EQ(Show(*name), entry.tokens) << entry.text << ": " << entry.why;
  }
}

constexpr Schema kPerson = Schema::kPerson;
constexpr Schema kCompany = Schema::kCompany;

TEST(TextAround, IsTakenOff) {
  Check({
      {"payment in favour of Veltor Arkani ref 123", kPerson, "veltor arkani", "a remittance line"},
      {"invoice 4711 Brightwick Ltd", kCompany, "brightwick", "a number before the name"},
      {"/BNF/Brightwick goods as per contract 17", kCompany, "brightwick", "a field's code"},
      {"salary Veltor Arkani March", kPerson, "veltor arkani", "a purpose and its month"},
      {"c/o Brightwick LLC", kCompany, "brightwick", "care of"},
      {"zugunsten von Veltor Arkani", kPerson, "veltor arkani", "German"},
      {"в пользу ООО Альтра", kCompany, "altra", "Russian"},
      {"Veltor Arkani passport A1234567", kPerson, "veltor arkani", "a passport"},
      {"Brightwick reg. no. HRB 1234", kCompany, "brightwick", "a register and its number"},
      {"Brightwick ID 990-12-3456", kCompany, "brightwick", "a number of several parts"},
      {"Brightwick 40817810099910004312", kCompany, "brightwick", "an account"},
      {"Veltor Arkani, born 17.04.1962", kPerson, "veltor arkani", "the comma is no name's"},
      {"ARKANI, Veltor DOB 17 Apr 1962", kPerson, "veltor arkani", "but this one is"},
      {"Veltor Arkani 1962-04-17", kPerson, "veltor arkani", "a date alone"},
      {"Veltor Arkani (1962)", kPerson, "veltor arkani 1962/title", "a person has no number"},
      {"Brightwick, 12 Mill Lane, London", kCompany, "brightwick", "an address"},
      {"Brightwick, PO Box 1177, 10115 Berlin", kCompany, "brightwick", "with a postcode"},
  });
}

TEST(TextAround, IsSetBesideTheName) {
  Check({
      {"Brightwick f.k.a. Arnwald", kCompany, "brightwick arnwald/aside", "a former name"},
      {"Veltor Arkani (formerly Arnwald)", kPerson, "veltor arkani arnwald/aside", "in brackets"},
      {"Optima LLC - Moscow", kCompany, "optima moscow/aside", "a place behind a dash and a form"},
      {"Optima LLC Panama", kCompany, "optima panama/aside", "a place behind a legal form"},
      {"Veltor Cement Istanbul", kCompany, "veltor cement istanbul/aside", "a company's seat"},
      {"Veltor Cement Kuala Lumpur", kCompany, "veltor cement kuala/aside lumpur/aside",
       "of two words"},
      {"Veltor Arkani and Oskar Tellmann", kPerson,
       "veltor arkani and/particle oskar/aside tellmann/aside", "a second person"},
      {"Optima London branch", kCompany, "optima london/aside branch/aside", "a branch"},
      {"Brightwick Brightwick Gardens", kCompany, "brightwick brightwick/aside gardens",
       "a word twice"},
      {"Al-Veltari Al-Veltari", kPerson, "al/particle veltari al/particle veltari/aside",
       "with its article"},
      {"M/V Hellenic Spirit", Schema::kVessel, "mv/title hellenic spirit", "a prefix with a slash"},
      {"M.T. Hellenic Spirit", Schema::kVessel, "mt/title hellenic spirit", "and with dots"},
      {"Hellenic Spirit (Panama flag)", Schema::kVessel, "hellenic spirit panama/title flag/title",
       "a flag says nothing of the name"},
  });
}

TEST(TextAround, LeavesWhatMayBeAName) {
  Check({
      {"Banco Veltor Chile", kCompany, "bank/common veltor chile", "a country may be the name's"},
      {"Bank of Istanbul", kCompany, "bank/common of/particle istanbul", "nothing else says which"},
      {"Tellmann and Arkani", kCompany, "tellmann and/particle arkani", "a company of two names"},
      {"W. Arkani", kPerson, "w/initial arkani", "a letter is no particle of another script"},
      {"Veltor Arkani DOB 1962 Oskar Tellmann", kPerson, "veltor arkani oskar tellmann",
       "what follows is another party"},
      {"Attention Ltd", kCompany, "attention", "nothing else would be left"},
      {"Co Invest", kCompany, "co investment/common", "no slash: this is no care of"},
      {"Plant 70 Goda", kCompany, "plant/common 70/number goda", "a plant has a number"},
      {"Organization 17 November", kCompany, "organization/common 17/number november",
       "a day without a year"},
      {"Mohamed Mohamed Veltari", kPerson, "mohamed mohamed veltari", "father and son"},
      {"Order 66 Veltor", kCompany, "order 66/number veltor", "a short number may be the name's"},
      {"Veltor for Goods Transport", kCompany, "veltor for/particle goods transport/common",
       "what a company is for"},
      {"Veltor, Unit 29155", kCompany, "veltor unit 29155/number", "a unit is no address"},
      {"Trust 2004-1", kCompany, "trust/common 2004/number 1/number", "a series"},
  });
}

// Whatever stands around it, the name is the same name.
TEST(TextAround, LeavesTheLettersOfTheName) {
  const auto joined = [](std::string_view text, Schema schema) {
    return PackAnalyzer()->Analyze(text, schema)->joined;
  };
  for (const Schema schema : {kPerson, kCompany, Schema::kUnknown, Schema::kVessel}) {
    EXPECT_EQ(joined("transfer to Veltor Arkani for services rendered", schema), "veltorarkani");
  }
}

}  // namespace
}  // namespace lynceus::names
