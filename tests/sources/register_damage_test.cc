// Laws over damaged registers and tables, in place of examples: whatever bytes a file is made of,
// loading it ends, with an error that names it or with every record it read accounted for, and
// twice with the same result. Mutations are drawn from a fixed seed.

#include <gtest/gtest.h>

#include <string>

#include "lib/base/random.h"
#include "tests/sources/registry_text.h"

namespace lynceus::sources {
namespace {

constexpr int kRounds = 300;

constexpr char kLei[] =
    R"(<?xml version="1.0"?><l:LEIData xmlns:l="x" xmlns:g="y">
<l:LEIHeader><l:ContentDate>2023-06-05T08:20:51Z</l:ContentDate>
<l:RecordCount>2</l:RecordCount></l:LEIHeader>
<l:LEIRecords>
<l:LEIRecord><l:LEI>CHILD000000000000011</l:LEI><l:Entity><l:LegalName>Quay</l:LegalName>
<l:LegalJurisdiction>US-MA</l:LegalJurisdiction><l:EntityCategory>FUND</l:EntityCategory>
<l:SuccessorEntity><l:SuccessorLEI>PARENT00000000000022</l:SuccessorLEI></l:SuccessorEntity>
</l:Entity>
<l:Registration><l:RegistrationStatus>ISSUED</l:RegistrationStatus></l:Registration></l:LEIRecord>
<l:LEIRecord><l:LEI>PARENT00000000000022</l:LEI><l:Entity><l:LegalName>Kai</l:LegalName>
<l:EntityCreationDate>2001-02-03T00:00:00Z</l:EntityCreationDate></l:Entity></l:LEIRecord>
</l:LEIRecords></l:LEIData>
)";
constexpr char kRr[] =
    R"(<?xml version="1.0"?><r:RelationshipData xmlns:r="x">
<r:Header><r:ContentDate>2023-06-05</r:ContentDate><r:RecordCount>1</r:RecordCount></r:Header>
<r:RelationshipRecords>
<r:RelationshipRecord><r:Relationship><r:StartNode><r:NodeID>CHILD000000000000011</r:NodeID>
</r:StartNode>
<r:EndNode><r:NodeID>PARENT00000000000022</r:NodeID></r:EndNode>
<r:RelationshipType>IS_DIRECTLY_CONSOLIDATED_BY</r:RelationshipType>
<r:RelationshipPeriods><r:RelationshipPeriod><r:StartDate>2012-11-29</r:StartDate>
<r:EndDate>2020-11-29</r:EndDate><r:PeriodType>RELATIONSHIP_PERIOD</r:PeriodType>
</r:RelationshipPeriod>
</r:RelationshipPeriods><r:RelationshipStatus>INACTIVE</r:RelationshipStatus></r:Relationship>
<r:Registration><r:LastUpdateDate>2021-01-01</r:LastUpdateDate></r:Registration>
</r:RelationshipRecord>
</r:RelationshipRecords></r:RelationshipData>
)";
constexpr char kRepex[] =
    R"(<?xml version="1.0"?><e:ReportingExceptionData xmlns:e="x">
<e:Header><e:ContentDate>2023-06-05</e:ContentDate><e:RecordCount>1</e:RecordCount></e:Header>
<e:ReportingExceptions>
<e:Exception><e:LEI>CHILD000000000000011</e:LEI>
<e:ExceptionCategory>DIRECT_ACCOUNTING_CONSOLIDATION_PARENT</e:ExceptionCategory>
<e:ExceptionReason>NO_LEI</e:ExceptionReason></e:Exception>
</e:ReportingExceptions></e:ReportingExceptionData>
)";
constexpr char kPsc[] =
    R"({"company_number":"01234567",)"
    R"("data":{"kind":"individual-person-with-significant-control","name":"Ana",)"
    R"("date_of_birth":{"month":1,"year":1970},)"
    R"("natures_of_control":["ownership-of-shares-25-to-50-percent"],)"
    R"("notified_on":"2020-01-01","ceased_on":"2021-01-01","links":{"self":"/a/b"}}}
{"company_number":"01234567",)"
    R"("data":{"kind":"corporate-entity-person-with-significant-control","name":"Kai",)"
    R"("identification":{"country_registered":"UK","registration_number":"7654321"},)"
    R"("natures_of_control":["voting-rights-75-to-100-percent"],)"
    R"("links":{"self":"/a/c"}}}
{"company_number":"01234567",)"
    R"("data":{"kind":"persons-with-significant-control-statement",)"
    R"("statement":"psc-exists-but-not-identified","links":{"self":"/a/d"}}}
{"data":{"kind":"totals#persons-of-significant-control-snapshot","statements_count":1}}
)";
constexpr char kCsl[] =
    "_id,source,entity_number,type,programs,name,start_date,end_date,remarks,alt_names,ids\n"
    "1,(SDN),1,Entity,SDGT; SYRIA,QUAY,,,(Linked To: KAI),Q; R,\"CA, B1, Passport; Male, Gender\"\n"
    "2,(SDN),2,Individual,IRAN,KAI,,,DOB 1960,,\n"
    "3,(EL),,,,PIER,2022-01-02,2023-01-02,,,\n";
constexpr char kDpl[] =
    "Name\tCity\tState\tEffective_Date\tExpiration_Date\tFR_Citation\n"
    "\"QUAY\"\t\"X\"\t\"TX\"\t\"06/19/2003\"\t\"06/29/2056\"\t\"68 F.R.\"\n";
constexpr char kOwn[] =
    "id,schema,name,alias,birth_date,country,identifiers,authority,list,programme,listed_on\n"
    "b:1,Person,Ana,A; B,1960-01,ru,passportNumber/ru:1,Bank,OWN,P;Q,2020-01-01\n"
    "b:1,,Anna,,,,,Bank,OWN,,\n";
constexpr char kDk[] =
    R"([{"source":21188840,"source_name":"Kai","target":41527080,"target_name":"Havn",)"
    R"("share":"33-50%","active":true},
{"source":4000669260,"source_name":"Ana","target":21188840,"target_name":"Kai",)"
    R"("share":"100%","active":false}]
)";
constexpr char kUk[] =
    "CompanyName,CompanyNumber,RegAddress.PostCode,IncorporationDate\n"
    "QUAY LTD,08209948,HG1,11/09/2012\nKAI LTD,SC123456,EH1,\n";

std::string Damage(std::string text, SeededRandom& random) {
  static const char* const kPieces[] = {
      "\"",           ",",  "{",        "}",      "[", "]", ":", "\\",
      "\n",           "\t", "null",     "<",      ">", "&", "/", "\xFF",
      "\xED\xA0\x80", "-",  "</l:LEI>", "\\ud800"};
  for (std::size_t times = 1 + random.Next() % 3; times > 0 && !text.empty(); --times) {
    const std::size_t at = random.Next() % text.size();
    switch (random.Next() % 5) {
      case 0:
        text.erase(at, 1 + random.Next() % 20);
        break;
      case 1:
        text.insert(at, kPieces[random.Next() % std::size(kPieces)]);
        break;
      case 2:
        text[at] = static_cast<char>(' ' + random.Next() % 95);
        break;
      case 3:
        text.resize(at);
        break;
      default:
        text.insert(at, text.substr(random.Next() % text.size(), random.Next() % 60));
    }
  }
  return text;
}

void ExpectAccounted(const Loaded& loaded, const std::string& content) {
  const LoadReport& report = loaded.report;
  ASSERT_EQ(report.interests, loaded.sink.interests.size()) << content;
  ASSERT_EQ(report.designations, loaded.sink.designations.size()) << content;
  ASSERT_EQ(report.fragments_unparsed, loaded.sink.fragments.size()) << content;
  ASSERT_EQ(report.entities, loaded.sink.entities.size()) << content;
  for (const Interest& one : loaded.sink.interests) {
    ASSERT_FALSE(one.id.empty()) << content;
    ASSERT_FALSE(one.subject_id.empty()) << content;
    ASSERT_NE(one.owner_id, one.subject_id) << content;
    ASSERT_NE(one.owner_id.empty(), one.unknown_holder.empty()) << content;
    ASSERT_TRUE(!one.start || !one.end || *one.start < *one.end) << content;
    ASSERT_TRUE(!IsAffiliation(one.kind) || one.share.unknown()) << content;
  }
  for (const Designation& one : loaded.sink.designations) {
    ASSERT_FALSE(one.programme.empty()) << content;
    ASSERT_EQ(loaded.sink.entities.count(one.entity_id), 1u) << content;
  }
}

TEST(RegisterDamageTest, AnErrorThatNamesTheFileOrEveryRecordAccountedFor) {
  struct Form {
    const char* kind;
    const char* sample;
  };
  SeededRandom random(20'261'123);
  for (const auto& [kind, sample] :
       {Form{"gleif-lei-xml", kLei}, Form{"gleif-rr-xml", kRr}, Form{"gleif-repex-xml", kRepex},
        Form{"uk-psc-json", kPsc}, Form{"us-csl-csv", kCsl}, Form{"us-bis-dpl-tsv", kDpl},
        Form{"lynceus-csv", kOwn}, Form{"dk-owners-json", kDk}, Form{"uk-companies-csv", kUk}}) {
    const Loaded whole(sample, "file", kind);
    ASSERT_EQ(whole.error, "") << kind;
    ExpectAccounted(whole, sample);
    int loads = 0;
    for (int round = 0; round < kRounds; ++round) {
      const std::string content = Damage(sample, random);
      const Loaded loaded(content, "file", kind);
      if (!loaded.error.empty()) {
        ASSERT_NE(loaded.error.find("DIR/file"), std::string::npos) << loaded.error;
        continue;
      }
      ++loads;
      ExpectAccounted(loaded, std::string(kind) + "\n" + content);
      if (HasFatalFailure()) return;
      const Loaded again(content, "file", kind);
      ASSERT_EQ(loaded.Entities() + loaded.Interests() + loaded.Problems(),
                again.Entities() + again.Interests() + again.Problems());
    }
    EXPECT_GE(loads, 5) << kind << ": the law was hardly tried";
  }
}

TEST(RegisterDamageTest, NoCutOffFileIsLoadedWhole) {
  for (const auto& [kind, sample] :
       {std::pair{"gleif-lei-xml", kLei}, std::pair{"gleif-rr-xml", kRr},
        std::pair{"gleif-repex-xml", kRepex}, std::pair{"dk-owners-json", kDk}}) {
    const std::string text(sample);
    for (std::size_t size = 1; size + 2 < text.size(); size += 3) {
      EXPECT_NE(Loaded(text.substr(0, size), "file", kind).error, "") << kind << " " << size;
    }
  }
}

}  // namespace
}  // namespace lynceus::sources
