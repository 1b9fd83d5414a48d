// The US Consolidated Screening List and the tables of the Bureau of Industry and Security.

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "lib/sources/us_csl.h"
#include "tests/sources/registry_text.h"

namespace lynceus::sources {
namespace {

const std::vector<std::string> kCslColumns = {"_id",
                                              "source",
                                              "entity_number",
                                              "type",
                                              "programs",
                                              "name",
                                              "title",
                                              "addresses",
                                              "federal_register_notice",
                                              "start_date",
                                              "end_date",
                                              "standard_order",
                                              "license_requirement",
                                              "license_policy",
                                              "call_sign",
                                              "vessel_type",
                                              "gross_tonnage",
                                              "gross_registered_tonnage",
                                              "vessel_flag",
                                              "vessel_owner",
                                              "remarks",
                                              "source_list_url",
                                              "alt_names",
                                              "citizenships",
                                              "dates_of_birth",
                                              "nationalities",
                                              "places_of_birth",
                                              "source_information_url",
                                              "ids"};
using Cells = std::map<std::string, std::string>;

std::string Header() {
  std::string line;
  for (const std::string& column : kCslColumns) line += (line.empty() ? "" : ",") + column;
  return line + "\n";
}

std::string Row(const Cells& cells) {
  std::string line;
  for (const std::string& column : kCslColumns) {
    if (!line.empty() || column != kCslColumns[0]) line += ",";
    const auto cell = cells.find(column);
    if (cell != cells.end()) line += "\"" + cell->second + "\"";
  }
  return line + "\n";
}

std::string Csl(const std::vector<Cells>& rows) {
  std::string text = Header();
  for (const Cells& row : rows) text += Row(row);
  return text;
}

Cells Sdn(const std::string& number, const std::string& name, Cells more = {}) {
  more.insert({{"_id", number},
               {"entity_number", number},
               {"source", "Specially Designated Nationals (SDN) - Treasury Department"},
               {"type", "Entity"},
               {"programs", "SDGT"},
               {"name", name}});
  return more;
}

Cells OfBis(const std::string& name, Cells more = {}) {
  more.insert({{"_id", "4398d33e"},
               {"source", "Entity List (EL) - Bureau of Industry and Security"},
               {"name", name}});
  return more;
}

TEST(UsCslTest, ReadsAnSdnAsOfacsOwnRecord) {
  const Loaded loaded(
      Csl({Sdn("21944", "TESTOV, Ivan",
               {{"type", "Individual"},
                {"programs", "SYRIA; UKRAINE-EO13662"},
                {"title", "Employee"},
                {"addresses", "1 Quay, Moscow, 119048, RU; SY"},
                {"alt_names", "TESTOV, I.; PROBIN, Ivan"},
                {"citizenships", "MX"},
                {"nationalities", "SY"},
                {"dates_of_birth", "1973-03-25; circa 1949; 1944 to 1945"},
                {"places_of_birth", "Tehran, Iran"},
                {"remarks", "(Linked To: QUAY LTD)"},
                {"ids",
                 "Male, Gender; JO, 2014-08-30, 2009-08-31, K475336, Passport; "
                 "Subject to Secondary Sanctions, Additional Sanctions Information -; "
                 "1Fz29, Digital Currency Address - XBT"}}),
           Sdn("3", "QUAY LTD")}));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.kind, "us-csl-csv");
  EXPECT_EQ(loaded.Entities(),
            "Person ofac-sdn:21944\nname primary|TESTOV, Ivan\nname alias|TESTOV, I.\n"
            "name alias|PROBIN, Ivan\nborn 1973-03-25\nborn circa 1949\nborn 1944 to 1945\n"
            "country ru\ncountry sy\nnationality sy\ncitizenship mx\nbirthCountry ir\n"
            "passportNumber K475336 (jo)\npublicKey 1Fz29\n"
            "address 1 Quay, Moscow, 119048, RU (ru)\naddress SY (sy)\n"
            "position=Employee\nbirthPlace=Tehran, Iran\ngender=Male\n"
            "notes=JO, 2014-08-30, 2009-08-31, K475336, Passport\n"
            "secondarySanctionsRisk=Subject to Secondary Sanctions\ncurrency=XBT\n"
            "Organization ofac-sdn:3\nname primary|QUAY LTD\n");
  EXPECT_EQ(loaded.Designations(),
            "ofac-sdn:21944: US-OFAC|SDN|SYRIA||..\nofac-sdn:21944: US-OFAC|SDN|UKRAINE-EO13662||.."
            "\nofac-sdn:3: US-OFAC|SDN|SDGT||..\n");
  EXPECT_EQ(loaded.Interests(),
            "ofac-sdn:21944/linked-to/ofac-sdn:3: ofac-sdn:3 -linked unknown-> ofac-sdn:21944 "
            "role=Linked To (line 2)\n");
  EXPECT_EQ(loaded.Problems(), "");
  EXPECT_EQ(loaded.report.records_read, 2u);
}

TEST(UsCslTest, EachSourceHasItsAuthorityAndList) {
  const auto list = [](const std::string& source) {
    const Loaded loaded(
        Csl({{{"_id", "17"}, {"entity_number", "17"}, {"source", source}, {"name", "Quay"}}}));
    EXPECT_EQ(loaded.error, "");
    if (loaded.sink.designations.size() != 1) return std::string("none");
    const Designation& one = loaded.sink.designations[0];
    return one.entity_id + " " + one.authority + " " + one.list + " " + one.programme;
  };
  const std::string ssi = "Sectoral Sanctions Identifications List (SSI) - Treasury Department";
  EXPECT_EQ(list(ssi), "ofac-cons:17 US-OFAC SSI SSI");
  EXPECT_EQ(list("Capta List (CAP) - Treasury Department"), "ofac-cons:17 US-OFAC CAPTA CAPTA");
  EXPECT_EQ(list("Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department"),
            "ofac-cons:17 US-OFAC NS-MBS NS-MBS");
  EXPECT_EQ(list("Palestinian Legislative Council List (PLC) - Treasury Department"),
            "ofac-cons:17 US-OFAC NS-PLC NS-PLC");
  EXPECT_EQ(list("Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury "
                 "Department"),
            "ofac-cons:17 US-OFAC NS-CMIC NS-CMIC");
  EXPECT_EQ(list("Foreign Sanctions Evaders (FSE) - Treasury Department"),
            "ofac-cons:17 US-OFAC FSE FSE");
  EXPECT_EQ(list("Denied Persons List (DPL) - Bureau of Industry and Security"),
            "us-csl:DPL-17 US-BIS DPL DPL");
  EXPECT_EQ(list("Unverified List (UVL) - Bureau of Industry and Security"),
            "us-csl:UVL-17 US-BIS UVL UVL");
  EXPECT_EQ(list("Military End User (MEU) List - Bureau of Industry and Security"),
            "us-csl:MEU-17 US-BIS MEU MEU");
  EXPECT_EQ(list("Nonproliferation Sanctions (ISN) - State Department"),
            "us-csl:ISN-17 US-STATE ISN ISN");
  EXPECT_EQ(list("ITAR Debarred (DTC) - State Department"), "us-csl:DTC-17 US-STATE AECA AECA");
  // Kept, with its own words.
  EXPECT_EQ(list("Moon List (ML) - Lunar Office"),
            "us-csl:17 Moon List (ML) - Lunar Office Moon List (ML) - Lunar Office Moon List (ML) "
            "- Lunar Office");
}

TEST(UsCslTest, APartyOnSeveralListsIsOneByReferents) {
  const std::string ssi = "Sectoral Sanctions Identifications List (SSI) - Treasury Department";
  Cells second = Sdn("17", "QUAY BANK");
  second["source"] = ssi;
  second["ids"] = "Subject to Directive 1, Executive Order 13662 Directive Determination -";
  const Loaded loaded(Csl({Sdn("17", "QUAY BANK"), second,
                           Sdn("18", "QUAY DAUGHTER", {{"remarks", "(Linked To: QUAY BANK)"}})}));
  EXPECT_NE(loaded.Entities().find("also ofac-sdn:17"), std::string::npos);
  EXPECT_EQ(loaded.sink.DesignationsOf("ofac-cons:17").at(0).measures,
            std::vector<std::string>{"Subject to Directive 1"});
  EXPECT_TRUE(loaded.sink.DesignationsOf("ofac-sdn:17").at(0).measures.empty());
  // One party, whatever number of lists it is on.
  ASSERT_EQ(loaded.sink.interests.size(), 1u) << loaded.Problems();
  EXPECT_EQ(loaded.sink.interests[0].owner_id, "ofac-sdn:17");
}

TEST(UsCslTest, TheRowsOfAPartyRepeatItsLinks) {
  Cells row = Sdn("18", "QUAY DAUGHTER", {{"remarks", "(Linked To: QUAY BANK)"}});
  row["source"] = "Sectoral Sanctions Identifications List (SSI) - Treasury Department";
  Cells again = row;
  again["source"] = "Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department";
  const Loaded loaded(Csl({Sdn("17", "QUAY BANK"), row, again}));
  EXPECT_EQ(loaded.report.records_read, 3u);
  EXPECT_EQ(loaded.sink.interests.size(), 1u) << loaded.Problems();
}

TEST(UsCslTest, SeveralLinksInOnePairOfParentheses) {
  const Loaded loaded(Csl({Sdn("1", "QUAY", {{"remarks", "(Linked To: KAI; Linked To: PIER)"}}),
                           Sdn("2", "KAI"), Sdn("3", "PIER")}));
  ASSERT_EQ(loaded.sink.interests.size(), 2u) << loaded.Problems();
  EXPECT_EQ(loaded.sink.interests[0].owner_id, "ofac-sdn:2");
  EXPECT_EQ(loaded.sink.interests[1].owner_id, "ofac-sdn:3");
}

TEST(UsCslTest, ReadsTheEntityList) {
  const Loaded loaded(Csl({OfBis(
      "Quay Ltd.",
      {{"addresses", "50 Yongding Road, Haidian District, Beijing, CN; and 52 Road, Hong Kong"},
       {"alt_names", "BAMTRI; F.K.A. Old Quay; and Institute 625"},
       {"federal_register_notice", "87 FR 20299"},
       {"start_date", "2022-04-07"},
       {"end_date", "2023-01-31"},
       {"license_requirement", "For all items."},
       {"license_policy", "Presumption of denial"}})}));
  EXPECT_EQ(loaded.Entities(),
            "LegalEntity us-csl:EL-4398d33e\nname primary|Quay Ltd.\nname alias|BAMTRI\n"
            "name former|Old Quay\nname alias|Institute 625\ncountry cn\ncountry hk\n"
            "address 50 Yongding Road, Haidian District, Beijing, CN (cn)\n"
            "address 52 Road, Hong Kong (hk)\n");
  // The last day is over on the next.
  EXPECT_EQ(loaded.Designations(),
            "us-csl:EL-4398d33e: US-BIS|EL|EL|87 FR 20299|2022-04-07..2023-02-01"
            "|licence requirement: For all items.|licence policy: Presumption of denial\n");
}

TEST(UsCslTest, IdsAreRemarksTurnedAround) {
  EXPECT_EQ(RemarkOfCslId("CA, BC166787, Passport"), "Passport BC166787 (CA)");
  EXPECT_EQ(RemarkOfCslId("SD, 1998-10-28, 562605, Passport"), "Passport 562605 (SD)");
  EXPECT_EQ(RemarkOfCslId("2017-08-21, 3284670, Driver's License No."),
            "Driver's License No. 3284670");
  EXPECT_EQ(RemarkOfCslId("Regulations, 31 CFR 589.201 and/or 589.209, Secondary sanctions risk:"),
            "Secondary sanctions risk: Regulations, 31 CFR 589.201 and/or 589.209");
  EXPECT_EQ(RemarkOfCslId("Male, Gender"), "Gender Male");
  // Two letters alone are no country.
  EXPECT_EQ(RemarkOfCslId("AB, Passport"), "Passport AB");
}

TEST(UsCslTest, WhatIsNotKnownIsNamed) {
  const Loaded loaded(Csl({Sdn("1", "QUAY",
                               {{"type", "Moon"},
                                {"ids", "77, Lunar Number"},
                                {"start_date", "soon"},
                                {"remarks", "(Linked To: NOBODY)"}})}));
  EXPECT_EQ(loaded.Problems(),
            "line 2: the type \"moon\" is not known; read as an organisation\n"
            "line 2: ofac-sdn:1 is linked to \"NOBODY\", which 0 parties of the file are called; "
            "kept as its property linkedTo\n");
  ASSERT_EQ(loaded.sink.fragments.size(), 2u);
  EXPECT_EQ(loaded.sink.fragments[0].text, "77, Lunar Number");
  EXPECT_EQ(loaded.sink.fragments[1].text, "start_date: soon");
}

TEST(UsCslTest, DamagedFiles) {
  const std::string good = Csl({Sdn("1", "QUAY"), Sdn("2", "KAI")});
  const auto with = [&good](const std::string& from, const std::string& to) {
    std::string text = good;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  };
  ExpectDamage("us-csl-csv",
               {{"empty", "", "no row names the column"},
                {"a header alone", Header(), "holds no row"},
                {"no header", good.substr(Header().size()), "line 1"},
                {"cut off in the last row", good.substr(0, good.size() - 40), "line 3"},
                {"the last line end is missing", good.substr(0, good.size() - 1), "no line end"},
                {"an open quote", good.substr(0, good.rfind("KAI") + 1), "line 3"},
                {"a column is missing", with("programs", "programmes"), "no column \"programs\""},
                {"an unknown column", with("vessel_owner", "vessel_master"), "vessel_master"},
                {"a column twice", with("vessel_owner", "vessel_flag"), "twice"},
                {"a field too few", with(",,", ","), "line 2"},
                {"a field too many", with("\"QUAY\"", "\"QUAY\",\"KAI\""), "line 2"},
                {"no source", Csl({Sdn("1", "A", {{"source", ""}})}), "a row has no source"},
                {"no name", Csl({Sdn("1", "")}), "a row has no name"},
                {"no id", Csl({Sdn("", "A")}), "a row has no _id"},
                {"a NUL", with("QUAY", std::string("QU\0AY", 5)), "line 2"},
                {"UTF-16", std::string("\xFF\xFE_\0i\0d\0", 8), "UTF-16"},
                {"a stray quote", with("\"QUAY\"", "QU\"AY"), "line 2"},
                {"text behind a quote", with("\"QUAY\"", "\"QU\"AY"), "line 2"},
                {"semicolons", "_id;source;name\n1;2;3\n", "no column"},
                {"HTML", "<html>\n<body>503</body>\n</html>\n", "no column \"source\""},
                {"bytes of no encoding", with("QUAY", "QU\x81Y"), "line 2"}});
}

// --- Bureau of Industry and Security -------------------------------------------------------------

constexpr char kDplHeader[] =
    "\"Name\"\t\"Street_Address\"\t\"City\"\t\"State\"\t\"Country\"\t\"Postal_Code\"\t"
    "\"Effective_Date\"\t\"Expiration_Date\"\t\"Standard_Order\"\t\"Last_Update\"\t\"Action\"\t"
    "\"FR_Citation\"\n";

std::string DplRow(const std::string& name, const std::string& street, const std::string& country,
                   const std::string& dates = "\"06/19/2003\"\t\"06/29/2056\"") {
  return "\"" + name + "\"\t\"" + street + "\"\t\"SEAGOVILLE\"\t\"TX\"\t\"" + country +
         "\"\t\"75159\"\t" + dates +
         "\t\"Y\"\t\"2007-01-31\"\t\"NOTICE ADDED\"\t\"68 F.R. 38290\"\n";
}

TEST(UsBisTest, ReadsTheDeniedPersons) {
  const Loaded loaded(kDplHeader + DplRow(" I. TESTOV", "1 QUAY", "") +
                      DplRow("I.  TESTOV", "2 QUAY", "RU"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.kind, "us-bis-dpl-tsv");
  ASSERT_EQ(loaded.sink.entities.size(), 1u);
  const auto& [id, entity] = *loaded.sink.entities.begin();
  EXPECT_TRUE(id.starts_with("us-bis-dpl:")) << id;
  EXPECT_EQ(id.size(), std::string("us-bis-dpl:").size() + 16);
  ASSERT_EQ(entity.addresses.size(), 2u);
  // A state without a country is of the United States.
  EXPECT_EQ(entity.addresses[0].full, "1 QUAY, SEAGOVILLE, TX, 75159, US");
  EXPECT_EQ(entity.addresses[0].country, "us");
  EXPECT_EQ(entity.addresses[1].country, "ru");
  EXPECT_EQ(loaded.sink.designations.size(), 2u);
  EXPECT_EQ(DesignationText(loaded.sink.designations[0]),
            id + ": US-BIS|DPL|DPL|68 F.R. 38290|2003-06-19..2056-06-30|standard order: Y");
  EXPECT_EQ(loaded.report.entities, 1u);
  EXPECT_EQ(loaded.Problems(), "");
}

TEST(UsBisTest, ReadsTheMilitaryIntelligenceEndUsers) {
  const Loaded loaded(
      "Type,Name,Alias,Country,Topics,Program,Date,End date,Source URL\n"
      "Organization,Directorate of Quays,DQ; QD,CU,export.control,US-BIS-MIEU,2021-03-16,,"
      "https://example.org\n");
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.kind, "us-bis-mieu-csv");
  const std::string id = loaded.sink.entities.begin()->first;
  EXPECT_EQ(loaded.Entities(), "Organization " + id +
                                   "\nname primary|Directorate of Quays\nname alias|DQ\n"
                                   "name alias|QD\ncountry cu\ntopics=export.control\n"
                                   "sourceUrl=https://example.org\n");
  EXPECT_EQ(loaded.Designations(), id + ": US-BIS|MIEU|US-BIS-MIEU||2021-03-16..\n");
}

TEST(UsBisTest, DamagedFiles) {
  const std::string good = kDplHeader + DplRow("A", "1 QUAY", "");
  ExpectDamage("us-bis-dpl-tsv",
               {{"a header alone", kDplHeader, "holds no row"},
                {"no name", kDplHeader + DplRow("", "1", ""), "the row has no name"},
                {"commas", "Name,Effective_Date,FR_Citation\nA,1,2\n", "no column"},
                {"cut off", good.substr(0, good.size() - 20), "line 2"},
                {"the last line end is missing", good.substr(0, good.size() - 1), "no line end"}});
  ExpectDamage("us-bis-mieu-csv",
               {{"an unknown column", "Name,Program,Country,Colour\nA,P,CU,blue\n", "Colour"},
                {"no name", "Name,Program,Country\n,P,CU\n", "the row has no name"}});
  const Loaded dates(kDplHeader + DplRow("A", "1", "", "\"soon\"\t\"13/45/2020\""));
  EXPECT_EQ(dates.sink.fragments.size(), 2u);
}

}  // namespace
}  // namespace lynceus::sources
