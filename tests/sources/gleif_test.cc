// GLEIF's three files: who is whose parent, and what is no share.

#include <gtest/gtest.h>

#include <string>

#include "lib/base/file.h"
#include "tests/sources/registry_text.h"
#include "tests/support/test_data.h"

namespace lynceus::sources {
namespace {

constexpr char kChild[] = "CHILD000000000000011";
constexpr char kParent[] = "PARENT00000000000022";

std::string Header(const std::string& prefix, const std::string& name, int records,
                   const std::string& content = "GLEIF_FULL_PUBLISHED") {
  return "<" + prefix + ":" + name + "><" + prefix + ":ContentDate>2023-06-05T08:20:51Z</" +
         prefix + ":ContentDate><" + prefix + ":FileContent>" + content + "</" + prefix +
         ":FileContent><" + prefix + ":RecordCount>" + std::to_string(records) + "</" + prefix +
         ":RecordCount></" + prefix + ":" + name + ">\n";
}

// --- LEI-CDF -------------------------------------------------------------------------------------

std::string LeiFile(const std::string& records, int count = 1,
                    const std::string& content = "GLEIF_FULL_PUBLISHED") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<lei:LEIData xmlns:lei=\"http://www.gleif.org/data/schema/leidata/2016\" "
         "xmlns:gleif=\"http://www.gleif.org/data/schema/golden-copy/extensions/1.0\">\n" +
         Header("lei", "LEIHeader", count, content) + "<lei:LEIRecords>\n" + records +
         "</lei:LEIRecords></lei:LEIData>\n";
}

std::string LeiRecord(const std::string& entity, const std::string& lei = kChild,
                      const std::string& status = "ISSUED", const std::string& extension = "") {
  return "<lei:LEIRecord><lei:LEI>" + lei + "</lei:LEI><lei:Entity>" + entity +
         "</lei:Entity><lei:Registration><lei:InitialRegistrationDate>2012-11-29T16:33:00Z"
         "</lei:InitialRegistrationDate><lei:RegistrationStatus>" +
         status +
         "</lei:RegistrationStatus><lei:ManagingLOU>LOU00000000000000033</lei:ManagingLOU>"
         "</lei:Registration>" +
         extension + "</lei:LEIRecord>\n";
}

std::string Named(const std::string& more) {
  return "<lei:LegalName xml:lang=\"en\">Quay Ltd</lei:LegalName>" + more;
}

TEST(GleifLeiTest, ReadsAnEntity) {
  const Loaded loaded(LeiFile(LeiRecord(
      "<lei:LegalName xml:lang=\"ru\">Причал</lei:LegalName>"
      "<lei:OtherEntityNames>"
      "<lei:OtherEntityName type=\"PREVIOUS_LEGAL_NAME\">Old Quay</lei:OtherEntityName>"
      "<lei:OtherEntityName type=\"TRADING_OR_OPERATING_NAME\">Kai</lei:OtherEntityName>"
      "</lei:OtherEntityNames><lei:TransliteratedOtherEntityNames>"
      "<lei:TransliteratedOtherEntityName type=\"AUTO_ASCII_TRANSLITERATED_LEGAL_NAME\">Prichal"
      "</lei:TransliteratedOtherEntityName></lei:TransliteratedOtherEntityNames>"
      "<lei:LegalAddress xml:lang=\"en\"><lei:FirstAddressLine>c/o Harbour, 1 Quay"
      "</lei:FirstAddressLine><lei:AddressNumber>1</lei:AddressNumber>"
      "<lei:City>Boston</lei:City><lei:Region>US-MA</lei:Region><lei:Country>US</lei:Country>"
      "<lei:PostalCode>02210</lei:PostalCode></lei:LegalAddress>"
      "<lei:RegistrationAuthority><lei:RegistrationAuthorityID>RA000665"
      "</lei:RegistrationAuthorityID><lei:RegistrationAuthorityEntityID>S0005"
      "</lei:RegistrationAuthorityEntityID></lei:RegistrationAuthority>"
      "<lei:LegalJurisdiction>US-MA</lei:LegalJurisdiction>"
      "<lei:EntityCategory>FUND</lei:EntityCategory>"
      "<lei:LegalForm><lei:EntityLegalFormCode>8888</lei:EntityLegalFormCode>"
      "<lei:OtherLegalForm>Trust</lei:OtherLegalForm></lei:LegalForm>"
      "<lei:EntityStatus>ACTIVE</lei:EntityStatus>"
      "<lei:EntityCreationDate>2001-02-03T00:00:00.000Z</lei:EntityCreationDate>"
      "<lei:LegalEntityEvents><lei:LegalEntityEvent event_status=\"COMPLETED\">"
      "<lei:LegalEntityEventType>CHANGE_LEGAL_NAME</lei:LegalEntityEventType>"
      "<lei:LegalEntityEventEffectiveDate>2020-01-02T00:00:00Z</lei:LegalEntityEventEffectiveDate>"
      "</lei:LegalEntityEvent></lei:LegalEntityEvents>")));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.kind, "gleif-lei-xml");
  EXPECT_EQ(loaded.Entities(),
            "Organization lei:CHILD000000000000011\n"
            "name primary Cyrl|Причал\nname former|Old Quay\nname alias|Kai\n"
            "name alias|Prichal\n"
            "founded 2001-02-03\ncountry us\njurisdiction us\n"
            "leiCode CHILD000000000000011\nregistrationNumber S0005 (us)\n"
            "address c/o Harbour, 1 Quay, Boston, US-MA, 02210, US (us)\n"
            "createdAt=2012-11-29\nleiStatus=ISSUED\nlegalNameLanguage=ru\n"
            "registrationAuthority=RA000665\nlegalJurisdiction=US-MA\nentityCategory=FUND\n"
            "legalForm=Trust\nstatus=ACTIVE\n"
            "legalEntityEvent=CHANGE_LEGAL_NAME COMPLETED 2020-01-02\n");
  EXPECT_EQ(loaded.Problems(), "");
  EXPECT_EQ(loaded.report.source.list_date->ToString(), "2023-06-05");
  EXPECT_EQ(loaded.report.records_read, 1u);
}

TEST(GleifLeiTest, TheNumberOfNoRegisterHasNoCountry) {
  const Loaded loaded(
      LeiFile(LeiRecord(Named("<lei:RegistrationAuthority><lei:RegistrationAuthorityID>RA999999"
                              "</lei:RegistrationAuthorityID><lei:RegistrationAuthorityEntityID>17"
                              "</lei:RegistrationAuthorityEntityID></lei:RegistrationAuthority>"
                              "<lei:LegalJurisdiction>US</lei:LegalJurisdiction>"))));
  EXPECT_NE(loaded.Entities().find("registrationNumber 17\n"), std::string::npos)
      << loaded.Entities();
}

TEST(GleifLeiTest, ASuccessorIsATieAndTheSurvivorOfADuplicateIsItself) {
  const std::string successor = Named(
      "<lei:SuccessorEntity><lei:SuccessorLEI>PARENT00000000000022</lei:SuccessorLEI>"
      "</lei:SuccessorEntity>");
  const Loaded merged(LeiFile(LeiRecord(successor, kChild, "RETIRED")));
  EXPECT_EQ(merged.Interests(),
            "lei:CHILD000000000000011/successor/PARENT00000000000022: lei:CHILD000000000000011 "
            "-successor unknown-> lei:PARENT00000000000022 role=SuccessorEntity (line 5)\n");
  const Loaded duplicate(LeiFile(LeiRecord(successor, kChild, "DUPLICATE")));
  EXPECT_EQ(duplicate.Interests(), "");
  EXPECT_NE(duplicate.Entities().find("also lei:PARENT00000000000022\n"), std::string::npos);
}

TEST(GleifLeiTest, WhateverTheRegistrationsStatusTheEntityIsKept) {
  for (const char* const status : {"LAPSED", "RETIRED", "ANNULLED", "PENDING_TRANSFER", "MERGED"}) {
    const Loaded loaded(LeiFile(LeiRecord(Named(""), kChild, status)));
    EXPECT_EQ(loaded.report.entities, 1u) << status;
    EXPECT_NE(loaded.Entities().find(std::string("leiStatus=") + status), std::string::npos);
  }
}

TEST(GleifLeiTest, ADeletedRecordIsSkippedAndTheDeltaSaidToBeOne) {
  const Loaded loaded(
      LeiFile(LeiRecord(Named(""), kChild, "ISSUED",
                        "<lei:Extension><gleif:Deletion><gleif:DeletedAt>2023-11-01T01:39:19Z"
                        "</gleif:DeletedAt></gleif:Deletion></lei:Extension>") +
                  LeiRecord(Named(""), kParent),
              2, "GLEIF_DELTA_PUBLISHED"));
  EXPECT_EQ(loaded.report.entities, 1u);
  EXPECT_EQ(loaded.Problems(),
            "line 5: deleted at 2023-11-01T01:39:19Z\n"
            "the file is a delta: the 1 records it deletes stay in other files that have them; "
            "load the full file of its date instead\n");
}

TEST(GleifLeiTest, WhatIsNotKnownIsNamed) {
  const Loaded loaded(LeiFile(
      LeiRecord(Named("<lei:Colour>blue</lei:Colour><lei:OtherEntityNames>"
                      "<lei:OtherEntityName type=\"PET\">Q</lei:OtherEntityName>"
                      "</lei:OtherEntityNames><lei:EntityCategory>MOON</lei:EntityCategory>")),
      7));
  ASSERT_EQ(loaded.sink.fragments.size(), 1u);
  EXPECT_EQ(loaded.sink.fragments[0].text, "Entity/Colour: blue");
  EXPECT_EQ(loaded.Problems(),
            "line 5: the name type \"PET\" is not known; the name is kept as an alias\n"
            "line 5: the category \"MOON\" is not known\n"
            "the header says 7 records, the file has 1\n");
}

// --- RR-CDF --------------------------------------------------------------------------------------

std::string RrFile(const std::string& records, int count = 1) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<rr:RelationshipData xmlns:rr=\"http://www.gleif.org/data/schema/rr/2016\" "
         "xmlns:gleif=\"http://www.gleif.org/data/schema/golden-copy/extensions/1.0\">\n" +
         Header("rr", "Header", count) + "<rr:RelationshipRecords>\n" + records +
         "</rr:RelationshipRecords></rr:RelationshipData>\n";
}

std::string Period(const std::string& type, const std::string& start, const std::string& end) {
  return "<rr:RelationshipPeriod><rr:StartDate>" + start + "</rr:StartDate>" +
         (end.empty() ? "" : "<rr:EndDate>" + end + "</rr:EndDate>") + "<rr:PeriodType>" + type +
         "</rr:PeriodType></rr:RelationshipPeriod>";
}

struct Relation {
  std::string type = "IS_DIRECTLY_CONSOLIDATED_BY";
  std::string periods;
  std::string status = "ACTIVE";
  std::string registration = "PUBLISHED";
  std::string more;
  std::string start = kChild;
  std::string end = kParent;
};

std::string Text(const Relation& relation) {
  return "<rr:RelationshipRecord><rr:Relationship><rr:StartNode><rr:NodeID>" + relation.start +
         "</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:StartNode><rr:EndNode><rr:NodeID>" +
         relation.end + "</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:EndNode>" +
         "<rr:RelationshipType>" + relation.type +
         "</rr:RelationshipType><rr:RelationshipPeriods>" + relation.periods +
         "</rr:RelationshipPeriods><rr:RelationshipStatus>" + relation.status +
         "</rr:RelationshipStatus>" + relation.more +
         "</rr:Relationship><rr:Registration><rr:LastUpdateDate>2022-03-04T08:00:00Z"
         "</rr:LastUpdateDate><rr:RegistrationStatus>" +
         relation.registration +
         "</rr:RegistrationStatus></rr:Registration></rr:RelationshipRecord>\n";
}

// The one interest of a file with one relation, without its id and place.
std::string One(const Relation& relation) {
  const Loaded loaded(RrFile(Text(relation)));
  EXPECT_EQ(loaded.error, "");
  if (loaded.sink.interests.size() != 1) return loaded.Interests();
  const std::string text = loaded.Interests();
  const std::size_t begin = text.find(": ") + 2;
  return text.substr(begin, text.rfind(" (line") - begin);
}

TEST(GleifRrTest, TheStartNodeIsTheChildAndTheEndNodeItsParent) {
  const Loaded loaded(RrFile(Text({})));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.kind, "gleif-rr-xml");
  EXPECT_EQ(loaded.Interests(),
            "lei:CHILD000000000000011/IS_DIRECTLY_CONSOLIDATED_BY/PARENT00000000000022: "
            "lei:PARENT00000000000022 -control unknown-> lei:CHILD000000000000011 "
            "role=IS_DIRECTLY_CONSOLIDATED_BY (line 5: ACTIVE; PUBLISHED)\n");
  EXPECT_EQ(loaded.Entities(),
            "LegalEntity lei:CHILD000000000000011\nleiCode CHILD000000000000011\n"
            "LegalEntity lei:PARENT00000000000022\nleiCode PARENT00000000000022\n");
  EXPECT_EQ(loaded.Problems(), "");
}

TEST(GleifRrTest, WhatIsConsolidatedIsNoShare) {
  for (const char* const amount : {"1.00", "100.00"}) {
    const Loaded loaded(RrFile(
        Text({.more = "<rr:RelationshipQuantifiers><rr:RelationshipQuantifier>"
                      "<rr:MeasurementMethod>ACCOUNTING_CONSOLIDATION</rr:MeasurementMethod>"
                      "<rr:QuantifierAmount>" +
                      std::string(amount) +
                      "</rr:QuantifierAmount><rr:QuantifierUnits>PERCENTAGE</rr:QuantifierUnits>"
                      "</rr:RelationshipQuantifier></rr:RelationshipQuantifiers>"})));
    ASSERT_EQ(loaded.sink.interests.size(), 1u);
    const Interest& interest = loaded.sink.interests[0];
    EXPECT_TRUE(interest.share.unknown()) << amount;
    EXPECT_TRUE(IsControl(interest.kind)) << amount;
    EXPECT_EQ(interest.provenance.place, "line 5: ACTIVE; PUBLISHED; ACCOUNTING_CONSOLIDATION " +
                                             std::string(amount) + " PERCENTAGE");
  }
}

TEST(GleifRrTest, AnUltimateParentIsIndirectAndNotLeftOut) {
  EXPECT_EQ(One({.type = "IS_ULTIMATELY_CONSOLIDATED_BY"}),
            "lei:PARENT00000000000022 -control unknown-> lei:CHILD000000000000011 indirect "
            "role=IS_ULTIMATELY_CONSOLIDATED_BY");
}

TEST(GleifRrTest, ABranchIsItsHeadOffice) {
  EXPECT_EQ(One({.type = "IS_INTERNATIONAL_BRANCH_OF"}),
            "lei:PARENT00000000000022 -ownership 100-> lei:CHILD000000000000011 "
            "role=IS_INTERNATIONAL_BRANCH_OF");
}

TEST(GleifRrTest, FundTiesAreNeitherOwnershipNorControl) {
  for (const std::string type : {"IS_FUND-MANAGED_BY", "IS_SUBFUND_OF", "IS_FEEDER_TO"}) {
    EXPECT_EQ(One({.type = type}),
              "lei:PARENT00000000000022 -linked unknown-> "
              "lei:CHILD000000000000011 role=" +
                  type);
  }
}

TEST(GleifRrTest, OnlyTheRelationshipsOwnPeriodDatesIt) {
  EXPECT_EQ(
      One({.periods =
               Period("ACCOUNTING_PERIOD", "2020-01-01T00:00:00Z", "2020-12-31T00:00:00Z") +
               Period("DOCUMENT_FILING_PERIOD", "2021-01-01T00:00:00Z", "2021-02-01T00:00:00Z")}),
      "lei:PARENT00000000000022 -control unknown-> lei:CHILD000000000000011 "
      "role=IS_DIRECTLY_CONSOLIDATED_BY");
  // The last day is still held; 23:00 in UTC is the next day further east.
  EXPECT_EQ(One({.periods = Period("RELATIONSHIP_PERIOD", "2012-11-29T00:00:00.000Z",
                                   "2020-12-31T00:00:00+01:00")}),
            "lei:PARENT00000000000022 -control unknown-> lei:CHILD000000000000011 "
            "[2012-11-29..2021-01-01) role=IS_DIRECTLY_CONSOLIDATED_BY");
  EXPECT_EQ(One({.periods = Period("RELATIONSHIP_PERIOD", "2012-11-29", "2020-12-30T23:00:00Z") +
                            Period("RELATIONSHIP_PERIOD", "2011-01-01", "2015-01-01")}),
            "lei:PARENT00000000000022 -control unknown-> lei:CHILD000000000000011 "
            "[2011-01-01..2021-01-01) role=IS_DIRECTLY_CONSOLIDATED_BY");
}

TEST(GleifRrTest, ARelationThatIsOverEndsAndALapsedOneIsEvidenceStill) {
  const std::string held = "lei:PARENT00000000000022 -control unknown-> lei:CHILD000000000000011 ";
  const std::string role = "role=IS_DIRECTLY_CONSOLIDATED_BY";
  EXPECT_EQ(One({.status = "INACTIVE"}), held + "[..2022-03-05) " + role);
  EXPECT_EQ(One({.registration = "RETIRED"}), held + "[..2022-03-05) " + role);
  EXPECT_EQ(One({.periods = Period("RELATIONSHIP_PERIOD", "2012-01-01", "2019-12-31"),
                 .status = "INACTIVE"}),
            held + "[2012-01-01..2020-01-01) " + role);
  EXPECT_EQ(One({.registration = "LAPSED"}), held + role);
  EXPECT_EQ(One({.registration = "PENDING_TRANSFER"}), held + role);
}

TEST(GleifRrTest, WhatIsVoidIsSkippedAndNamed) {
  const Loaded loaded(RrFile(Text({.registration = "ANNULLED"}) +
                                 Text({.registration = "CANCELLED"}) + Text({.start = kParent}) +
                                 Text({.type = "IS_COUSIN_OF"}),
                             4));
  EXPECT_EQ(loaded.Problems(),
            "line 5: its registration is ANNULLED\nline 6: its registration is CANCELLED\n"
            "line 7: both nodes are one party\n"
            "line 8: the relationship \"IS_COUSIN_OF\" is not known; it is taken as control\n");
  ASSERT_EQ(loaded.sink.interests.size(), 1u);
  EXPECT_EQ(loaded.sink.interests[0].kind, InterestKind::kControl);
  EXPECT_EQ(loaded.report.records_read, 4u);
}

// --- reporting exceptions ------------------------------------------------------------------------

std::string Exception(const std::string& reason, const std::string& category = "DIRECT",
                      const std::string& more = "") {
  return "<repex:Exception><repex:LEI>CHILD000000000000011</repex:LEI><repex:ExceptionCategory>" +
         category + "_ACCOUNTING_CONSOLIDATION_PARENT</repex:ExceptionCategory>" +
         "<repex:ExceptionReason>" + reason + "</repex:ExceptionReason>" + more +
         "</repex:Exception>\n";
}

std::string RepexFile(const std::string& records, int count = 1) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<repex:ReportingExceptionData "
         "xmlns:repex=\"http://www.gleif.org/data/schema/repex/2016\" "
         "xmlns:gleif=\"http://www.gleif.org/data/schema/golden-copy/extensions/1.0\">\n" +
         Header("repex", "Header", count) + "<repex:ReportingExceptions>\n" + records +
         "</repex:ReportingExceptions></repex:ReportingExceptionData>\n";
}

TEST(GleifRepexTest, AReasonThatStatesAControllerIsAnUnknownHolder) {
  for (const std::string reason :
       {"NO_LEI", "NATURAL_PERSONS", "NON_CONSOLIDATING", "NON_PUBLIC", "LEGAL_OBSTACLES",
        "BINDING_LEGAL_COMMITMENTS", "CONSENT_NOT_OBTAINED", "DETRIMENT_NOT_EXCLUDED",
        "DISCLOSURE_DETRIMENTAL"}) {
    const Loaded loaded(RepexFile(Exception(reason)));
    ASSERT_EQ(loaded.error, "");
    EXPECT_EQ(loaded.kind, "gleif-repex-xml");
    EXPECT_EQ(loaded.Interests(),
              "lei:CHILD000000000000011/DIRECT_ACCOUNTING_CONSOLIDATION_PARENT/" + reason + ": ?" +
                  reason +
                  " -control unknown-> lei:CHILD000000000000011 "
                  "role=DIRECT_ACCOUNTING_CONSOLIDATION_PARENT (line 5)\n");
    EXPECT_EQ(loaded.Problems(), "") << reason;
  }
}

TEST(GleifRepexTest, NoKnownPersonStatesNoHolder) {
  const Loaded loaded(RepexFile(Exception("NO_KNOWN_PERSON", "ULTIMATE")));
  EXPECT_EQ(loaded.Interests(), "");
  EXPECT_EQ(loaded.Entities(),
            "LegalEntity lei:CHILD000000000000011\nleiCode CHILD000000000000011\n"
            "reportingException=ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT: NO_KNOWN_PERSON\n");
}

TEST(GleifRepexTest, BothCategoriesReferencesAndUnknownWords) {
  const Loaded loaded(
      RepexFile(Exception("NATURAL_PERSONS", "ULTIMATE",
                          "<repex:ExceptionReference>Datenschutz</repex:ExceptionReference>") +
                    Exception("SECRET"),
                2));
  EXPECT_EQ(loaded.Interests(),
            "lei:CHILD000000000000011/ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT/NATURAL_PERSONS: "
            "?NATURAL_PERSONS -control unknown-> lei:CHILD000000000000011 indirect "
            "role=ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT (line 5: Datenschutz)\n"
            "lei:CHILD000000000000011/DIRECT_ACCOUNTING_CONSOLIDATION_PARENT/SECRET: "
            "?SECRET -control unknown-> lei:CHILD000000000000011 "
            "role=DIRECT_ACCOUNTING_CONSOLIDATION_PARENT (line 6)\n");
  EXPECT_EQ(loaded.Problems(),
            "line 6: the reason \"SECRET\" is not known; it is taken as an unknown holder\n");
  EXPECT_EQ(loaded.report.entities, 1u);
}

TEST(GleifRepexTest, ADeletedExceptionSaysNothing) {
  const Loaded loaded(
      RepexFile(Exception("NATURAL_PERSONS", "DIRECT",
                          "<repex:Extension><gleif:Deletion><gleif:DeletedAt>2023-11-24T02:07:59Z"
                          "</gleif:DeletedAt></gleif:Deletion></repex:Extension>")));
  EXPECT_EQ(loaded.Interests(), "");
  EXPECT_EQ(loaded.report.skipped_total, 1u);
}

// --- damage --------------------------------------------------------------------------------------

std::string Replace(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string Deep(int levels) {
  std::string text;
  for (int i = 0; i < levels; ++i) text += "<x>";
  return text;
}

TEST(GleifTest, DamagedLeiFiles) {
  const std::string good = LeiFile(LeiRecord(Named("")));
  ExpectDamage(
      "gleif-lei-xml",
      {{"empty", "", "holds no element"},
       {"cut off in a record", good.substr(0, good.size() / 2), "cut off"},
       {"cut off behind the records", good.substr(0, good.size() - 18), "cut off"},
       {"another root",
        Replace(Replace(good, "<lei:LEIData", "<lei:Data"), "</lei:LEIData", "</lei:Data"),
        "not <LEIData>"},
       {"an unknown container",
        Replace(Replace(good, "<lei:LEIRecords", "<lei:Rows"), "</lei:LEIRecords", "</lei:Rows"),
        "an element <Rows> stands where none is known"},
       {"an unknown record",
        Replace(Replace(good, "<lei:LEIRecord>", "<lei:Row>"), "</lei:LEIRecord>", "</lei:Row>"),
        "an element <Row> stands"},
       {"no LEI", LeiFile(LeiRecord(Named(""), "")), "a record has no LEI"},
       {"a short LEI", LeiFile(LeiRecord(Named(""), "CHILD")), "the LEI \"CHILD\" is no LEI"},
       {"a LEI in small letters", LeiFile(LeiRecord(Named(""), "child000000000000011")),
        "is no LEI"},
       {"a LEI without check digits", LeiFile(LeiRecord(Named(""), "CHILD0000000000000AB")),
        "is no LEI"},
       {"no entity",
        Replace(Replace(good, "<lei:Entity>", "<lei:Body>"), "</lei:Entity>", "</lei:Body>"),
        "has no Entity"},
       {"a document type", Replace(good, "<lei:LEIData", "<!DOCTYPE a><lei:LEIData"), "DOCTYPE"},
       {"an entity of the document type", LeiFile(LeiRecord(Named("&bomb;"))), "not well-formed"},
       {"text between records", LeiFile(LeiRecord(Named("")) + "loose"), "text stands outside"},
       {"nested too deeply", LeiFile(LeiRecord(Named(Deep(80)))), "nest too deeply"},
       {"bytes that are not UTF-8", LeiFile(LeiRecord(Named("<lei:A>\xC3\x28</lei:A>"))),
        "not well-formed"},
       {"a NUL", LeiFile(LeiRecord(Named(std::string("\0", 1)))), "not well-formed"},
       {"tags that cross", LeiFile("<lei:LEIRecord><lei:LEI></lei:LEIRecord></lei:LEI>"),
        "mismatched tag"},
       {"an unknown encoding", Replace(good, "UTF-8", "KOI8-R"), "encoding"},
       {"a second root", good + "<lei:LEIData/>", "not well-formed"},
       {"JSON", "{\"LEI\": 1}", "not well-formed"},
       {"HTML", "<html><body>503</body></html>", "the root element is <html>"}});
}

TEST(GleifTest, DamagedRelationsAndExceptions) {
  const std::string good = RrFile(Text({}));
  ExpectDamage(
      "gleif-rr-xml",
      {{"no start", RrFile(Text({.start = ""})), "has no StartNode/NodeID"},
       {"no end", RrFile(Text({.end = ""})), "has no EndNode/NodeID"},
       {"no LEI", RrFile(Text({.end = "Harbour Ltd"})), "the EndNode/NodeID \"Harbour Ltd\""},
       {"no relationship", RrFile("<rr:RelationshipRecord/>"), "has no Relationship"},
       {"cut off", good.substr(0, good.size() - 40), "cut off"},
       {"an LEI file", LeiFile(""), "the root element is <LEIData>, not <RelationshipData>"}});
  const std::string exceptions = RepexFile(Exception("NO_LEI"));
  ExpectDamage("gleif-repex-xml",
               {{"no reason", RepexFile(Exception("")), "has no ExceptionReason"},
                {"no LEI", Replace(exceptions, "CHILD000000000000011", ""), "has no LEI"},
                {"no category", Replace(exceptions, "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT", ""),
                 "has no ExceptionCategory"},
                {"cut off", exceptions.substr(0, exceptions.size() - 30), "cut off"}});
}

TEST(GleifTest, BadDatesAreNamed) {
  const Loaded relation(
      RrFile(Text({.periods = Period("RELATIONSHIP_PERIOD", "2012-13-01", "yesterday")})));
  EXPECT_EQ(relation.Problems(),
            "line 5: \"2012-13-01\" is no date; it is left out\n"
            "line 5: \"yesterday\" is no date; it is left out\n");
  const Loaded reversed(
      RrFile(Text({.periods = Period("RELATIONSHIP_PERIOD", "2020-01-01", "2010-01-01")})));
  EXPECT_EQ(reversed.Problems(),
            "line 5: the relationship ends before it begins; its dates are left out\n");
  EXPECT_FALSE(reversed.sink.interests[0].end.has_value());
  const Loaded entity(
      LeiFile(LeiRecord(Named("<lei:EntityCreationDate>1 May</lei:EntityCreationDate>"))));
  ASSERT_EQ(entity.sink.fragments.size(), 1u);
  EXPECT_EQ(entity.sink.fragments[0].text, "EntityCreationDate: 1 May");
}

TEST(GleifTest, AnLeiTwiceIsNamedAndBothAreKept) {
  const Loaded loaded(
      LeiFile(LeiRecord(Named("")) + LeiRecord("<lei:LegalName>Kai</lei:LegalName>"), 2));
  EXPECT_EQ(loaded.Problems(),
            "line 6: lei:CHILD000000000000011 was there before (line 5); what both say is kept\n");
  EXPECT_EQ(loaded.report.entities, 1u);
  EXPECT_EQ(loaded.sink.entities.begin()->second.names.size(), 2u);
}

}  // namespace
}  // namespace lynceus::sources
