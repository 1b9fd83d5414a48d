// The United Kingdom's register: bands, who stands between, who is not shown.

#include "lib/sources/psc_jsonl.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "lib/base/file.h"
#include "lib/sources/psc_words.h"
#include "tests/sources/registry_text.h"
#include "tests/support/test_data.h"

namespace lynceus::sources {
namespace {

std::string Record(const std::string& kind, const std::string& more, const std::string& link = "A1",
                   const std::string& company = "01234567") {
  return R"({"company_number":")" + company + R"(","data":{"kind":")" + kind +
         R"(","links":{"self":"/company/)" + company +
         "/persons-with-significant-control/individual/" + link + "\"}" + more + "}}\n";
}

std::string Person(const std::string& natures, const std::string& more = "",
                   const std::string& link = "A1") {
  return Record("individual-person-with-significant-control",
                R"(,"name":"Ana Testova","natures_of_control":)" + natures + more, link);
}

std::string Company(const std::string& natures, const std::string& more = "",
                    const std::string& link = "C1") {
  return Record("corporate-entity-person-with-significant-control",
                R"(,"name":"Quay Holding Ltd","natures_of_control":)" + natures + more, link);
}

constexpr char kTotals[] =
    R"({"data":{"kind":"totals#persons-of-significant-control-snapshot",)"
    R"("persons_of_significant_control_count":1,"statements_count":0,"exemptions_count":0,)"
    R"("generated_at":"2024-11-22T03:43:03Z"}})"
    "\n";

// "OWNER -kind share-> SUBJECT ..." of each interest, without id and place.
std::string Short(const Loaded& loaded) {
  std::string text;
  for (Interest interest : loaded.sink.interests) {
    interest.provenance.place.clear();
    const std::string one = InterestText(interest);
    const std::size_t begin = one.find(": ") + 2;
    text += one.substr(begin, one.rfind(" (") - begin) + "\n";
  }
  return text;
}

TEST(PscTest, ReadsAPerson) {
  const Loaded loaded(
      Record("individual-person-with-significant-control",
             R"(,"name":"Mr Marc Anthony Testman","name_elements":{"title":"Mr","forename":"Marc",)"
             R"("middle_name":"Anthony","surname":"Testman"},"date_of_birth":{"month":12,)"
             R"("year":1961},"nationality":"British,Irish","country_of_residence":"England",)"
             R"("address":{"premises":"9","address_line_1":"Princes Square","country":"England",)"
             R"("locality":"Harrogate","postal_code":"HG1"},"etag":"e",)"
             R"("natures_of_control":["ownership-of-shares-75-to-100-percent"],)"
             R"("notified_on":"2021-12-13","ceased_on":"2022-01-02")") +
      kTotals);
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.kind, "uk-psc-json");
  EXPECT_EQ(loaded.Entities(),
            "Company gb-coh:01234567\njurisdiction gb\nregistrationNumber 01234567 (gb)\n"
            "Person psc-holder:01234567/A1\nname primary|Marc Anthony Testman\nborn 1961-12\n"
            "nationality gb\nnationality ie\ncountry gb\n"
            "address 9, Princes Square, Harrogate, HG1, England (gb)\n"
            "title=Mr\nfirstName=Marc\nmiddleName=Anthony\nlastName=Testman\n");
  EXPECT_EQ(loaded.Interests(),
            "gb-coh:01234567/psc/A1/ownership-of-shares-75-to-100-percent: "
            "psc-holder:01234567/A1 -shares (75..100]-> gb-coh:01234567 [2021-12-13..2022-01-02) "
            "role=ownership-of-shares-75-to-100-percent (line 1)\n");
  EXPECT_EQ(loaded.Problems(), "");
  EXPECT_EQ(loaded.report.records_read, 1u);
  EXPECT_EQ(loaded.report.entities, 2u);
  EXPECT_EQ(loaded.report.source.list_date->ToString(), "2024-11-22");
}

TEST(PscTest, AHolderRegisteredThereIsThatCompany) {
  const auto owner = [](const std::string& identification) {
    const Loaded loaded(Company(R"(["voting-rights-50-to-75-percent"])",
                                R"(,"identification":{)" + identification + "}"));
    return loaded.sink.interests.size() == 1 ? loaded.sink.interests[0].owner_id : loaded.error;
  };
  EXPECT_EQ(owner(R"("country_registered":"England & Wales","registration_number":"00686734")"),
            "gb-coh:00686734");
  EXPECT_EQ(owner(R"("country_registered":"Scotland","registration_number":"sc 1234")"),
            "gb-coh:SC001234");
  EXPECT_EQ(owner(R"("place_registered":"Companies House","registration_number":"686734")"),
            "gb-coh:00686734");
  // Another country's number, and words in place of one.
  EXPECT_EQ(owner(R"("country_registered":"Minnesota, Usa","registration_number":"00686734")"),
            "psc-holder:01234567/C1");
  EXPECT_EQ(owner(R"("country_registered":"England","registration_number":"Charity 1,234")"),
            "psc-holder:01234567/C1");
  EXPECT_EQ(owner(R"("country_registered":null)"), "psc-holder:01234567/C1");
  const Loaded chain(
      Company(R"(["ownership-of-shares-75-to-100-percent"])",
              R"(,"identification":{"country_registered":"UK","registration_number":"7654321"})") +
      Record("individual-person-with-significant-control",
             R"(,"name":"A","natures_of_control":["ownership-of-shares-75-to-100-percent"])", "B",
             "07654321"));
  EXPECT_EQ(chain.sink.interests[0].owner_id, chain.sink.interests[1].subject_id);
  EXPECT_EQ(chain.report.entities, 3u);
}

TEST(PscTest, TheShortNumberOfARecordIsFilledUp) {
  const Loaded loaded(Record("super-secure-person-with-significant-control", "", "S", "1234567"));
  EXPECT_EQ(loaded.sink.interests[0].subject_id, "gb-coh:01234567");
}

TEST(PscTest, BandsAreTheLaws) {
  const Loaded loaded(
      Person(R"(["ownership-of-shares-25-to-50-percent","voting-rights-50-to-75-percent",)"
             R"("right-to-share-surplus-assets-75-to-100-percent-limited-liability-partnership",)"
             R"("ownership-of-shares-more-than-25-percent-registered-overseas-entity",)"
             R"("right-to-appoint-and-remove-directors","significant-influence-or-control"])"));
  EXPECT_EQ(Short(loaded),
            "psc-holder:01234567/A1 -shares (25..50]-> gb-coh:01234567 "
            "role=ownership-of-shares-25-to-50-percent\n"
            "psc-holder:01234567/A1 -votes (50..75]-> gb-coh:01234567 "
            "role=voting-rights-50-to-75-percent\n"
            "psc-holder:01234567/A1 -profit (75..100]-> gb-coh:01234567 "
            "role=right-to-share-surplus-assets-75-to-100-percent-limited-liability-partnership\n"
            "psc-holder:01234567/A1 -shares (25..100]-> gb-coh:01234567 "
            "role=ownership-of-shares-more-than-25-percent-registered-overseas-entity\n"
            "psc-holder:01234567/A1 -board unknown-> gb-coh:01234567 "
            "role=right-to-appoint-and-remove-directors\n"
            "psc-holder:01234567/A1 -influence unknown-> gb-coh:01234567 "
            "role=significant-influence-or-control\n");
}

TEST(PscTest, TrusteesAndFirmsStandBetween) {
  for (const std::string end : {"-as-trust", "-as-firm"}) {
    const Loaded loaded(Person("[\"ownership-of-shares-75-to-100-percent" + end + "\"]"));
    ASSERT_EQ(loaded.sink.interests.size(), 1u);
    EXPECT_TRUE(loaded.sink.interests[0].indirect) << end;
    EXPECT_EQ(loaded.sink.interests[0].share.ToCanonical(), "(75..100]") << end;
  }
  EXPECT_TRUE(ParsePscNature("voting-rights-more-than-25-percent-as-control-over-trust-"
                             "registered-overseas-entity")
                  ->through_others);
}

// A person who holds through a registered company and a little directly is registered with the
// whole: two stakes of 25 % to 50 % are then one, and no proof of more than a half.
TEST(PscTest, APersonsStakeBesideALegalEntitysIsNotMoreEquity) {
  const std::string band = R"(["ownership-of-shares-25-to-50-percent"])";
  const auto is_indirect = [](const std::string& content) {
    const Loaded loaded(content);
    EXPECT_EQ(loaded.error, "");
    for (const Interest& interest : loaded.sink.interests) {
      if (interest.owner_id.ends_with("/A1")) return interest.indirect;
      EXPECT_FALSE(interest.indirect);
    }
    ADD_FAILURE() << "the person holds nothing";
    return false;
  };
  EXPECT_FALSE(is_indirect(Person(band)));
  EXPECT_FALSE(is_indirect(Person(band) + Person(band, "", "B2")));
  EXPECT_TRUE(is_indirect(Person(band) + Company(band)));
  EXPECT_TRUE(is_indirect(Company(band) + Person(band)));
  // From a half on it decides alone.
  EXPECT_FALSE(is_indirect(Person(R"(["ownership-of-shares-50-to-75-percent"])") + Company(band)));
  // Of other years, and of another company.
  EXPECT_FALSE(is_indirect(Person(band, R"(,"notified_on":"2020-01-01")") +
                           Company(band, R"(,"ceased_on":"2019-12-31")")));
  EXPECT_FALSE(is_indirect(Person(band) + Record("corporate-entity-person-with-significant-control",
                                                 R"(,"name":"Q","natures_of_control":)" + band,
                                                 "C1", "07654321")));
}

TEST(PscTest, WhatIsNotKnownIsNeverNothing) {
  const Loaded loaded(Person(R"(["ownership-of-shares-10-to-25-percent","ownership-of-moons"])") +
                      Person("null") + Person("[]"));
  EXPECT_EQ(Short(loaded),
            "psc-holder:01234567/A1 -shares (10..25]-> gb-coh:01234567 "
            "role=ownership-of-shares-10-to-25-percent\n"
            "psc-holder:01234567/A1 -ownership unknown-> gb-coh:01234567 role=ownership-of-moons\n"
            "psc-holder:01234567/A1 -ownership unknown-> gb-coh:01234567 "
            "role=natures of control not stated\n"
            "psc-holder:01234567/A1 -ownership unknown-> gb-coh:01234567 "
            "role=natures of control not stated\n");
  EXPECT_EQ(loaded.Problems(),
            "line 1: the nature of control \"ownership-of-moons\" is not known; it is taken as "
            "ownership of an unknown share\n"
            "line 2: no nature of control is stated; it is taken as ownership of an unknown "
            "share\n"
            "line 3: no nature of control is stated; it is taken as ownership of an unknown "
            "share\n"
            "the file has no totals record; its date and whether it is whole are not known\n");
}

TEST(PscTest, WhoIsKeptSecretIsAnUnknownHolder) {
  const Loaded loaded(Record("super-secure-person-with-significant-control", R"(,"ceased":false)") +
                      Record("super-secure-beneficial-owner", "", "S2"));
  EXPECT_EQ(Short(loaded),
            "?super-secure-person-with-significant-control -control unknown-> gb-coh:01234567 "
            "role=super-secure-person-with-significant-control\n"
            "?super-secure-beneficial-owner -control unknown-> gb-coh:01234567 "
            "role=super-secure-beneficial-owner\n");
}

TEST(PscTest, StatementsOfMissingHoldersAreUnknownHolders) {
  const auto holder = [](const std::string& slug, const std::string& more = "") {
    const Loaded loaded(Record("persons-with-significant-control-statement",
                               R"(,"statement":")" + slug + "\"" + more));
    EXPECT_EQ(loaded.error, "");
    EXPECT_NE(loaded.Entities().find("pscStatement=" + slug), std::string::npos) << slug;
    return Short(loaded);
  };
  EXPECT_EQ(holder("psc-exists-but-not-identified",
                   R"(,"notified_on":"2017-01-01","ceased_on":"2018-01-01")"),
            "?psc-exists-but-not-identified -control unknown-> gb-coh:01234567 "
            "[2017-01-01..2018-01-01) role=persons-with-significant-control-statement\n");
  EXPECT_EQ(holder("no-individual-or-entity-with-signficant-control"), "");
  EXPECT_EQ(holder("all-beneficial-owners-identified"), "");
  EXPECT_NE(holder("steps-to-find-psc-not-yet-completed-partnership"), "");
  EXPECT_NE(holder("at-least-one-beneficial-owner-unidentified"), "");
  EXPECT_NE(holder("psc-is-on-the-moon"), "");
}

TEST(PscTest, ExemptionsAndTotals) {
  const Loaded loaded(
      Record("exemptions",
             R"(,"exemptions":{"x":{"exemption_type":"psc-exempt-as-shares-admitted-on-market",)"
             R"("items":[{"exempt_from":"2016-10-29","exempt_to":"2019-01-01"}]}})") +
      kTotals);
  EXPECT_EQ(loaded.Entities(),
            "Company gb-coh:01234567\njurisdiction gb\nregistrationNumber 01234567 (gb)\n"
            "pscExemption=psc-exempt-as-shares-admitted-on-market from 2016-10-29 until "
            "2019-01-01\n");
  EXPECT_EQ(loaded.Problems(),
            "the totals record says 1 holders, the file has 0\n"
            "the totals record says 0 exemptions, the file has 1\n");
}

TEST(PscTest, DatesOfAHolder) {
  const auto dates = [](const std::string& more) {
    const Loaded loaded(Person(R"(["ownership-of-shares-25-to-50-percent"])", more));
    const Interest& interest = loaded.sink.interests.at(0);
    return (interest.start ? interest.start->ToString() : "") + ".." +
           (interest.end ? interest.end->ToString() : "");
  };
  // The register's first day says nothing of the years before.
  EXPECT_EQ(dates(R"(,"notified_on":"2016-04-06")"), "..");
  EXPECT_EQ(dates(R"(,"notified_on":"2016-04-07")"), "2016-04-07..");
  EXPECT_EQ(dates(R"(,"notified_on":"2020-01-01","ceased_on":"2020-01-01")"),
            "2020-01-01..2020-01-02");
  EXPECT_EQ(dates(R"(,"notified_on":"2020-01-01","ceased_on":"2019-01-01")"), "..2019-01-01");
  EXPECT_EQ(dates(R"(,"notified_on":"soon","ceased_on":"2020-13-01")"), "..");
}

TEST(PscTest, ANomineeForPropertyActsForTheHolder) {
  const Loaded loaded(
      Person(R"(["registered-owner-as-nominee-person-scotland-registered-overseas-entity"])"));
  EXPECT_EQ(Short(loaded),
            "gb-coh:01234567 -acts_for unknown-> psc-holder:01234567/A1 "
            "role=registered-owner-as-nominee-person-scotland-registered-overseas-entity\n");
}

TEST(PscTest, UnknownKindsAndMembersAreNamed) {
  const Loaded loaded(R"({"data":{"kind":"unknown-kind","etag":"e"}})"
                      "\n" +
                          Record("harbour-master", R"(,"name":"Quay","natures_of_control":null)") +
                          Person(R"(["significant-influence-or-control"])", R"(,"colour":"blue")"),
                      "file", "uk-psc-json");
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.report.skipped_total, 1u);
  EXPECT_EQ(loaded.sink.interests.size(), 2u);
  ASSERT_EQ(loaded.sink.fragments.size(), 1u);
  EXPECT_EQ(loaded.sink.fragments[0].text, "data/colour: blue");
  EXPECT_NE(loaded.Problems().find("line 2: the kind \"harbour-master\" is not known; it is taken "
                                   "as a holder"),
            std::string::npos);
}

TEST(PscTest, CompanyNumbers) {
  EXPECT_EQ(CompanyNumber("1234567"), "01234567");
  EXPECT_EQ(CompanyNumber(" 00 686 734 "), "00686734");
  EXPECT_EQ(CompanyNumber("sc12"), "SC000012");
  EXPECT_EQ(CompanyNumber("OE029880"), "OE029880");
  EXPECT_EQ(CompanyNumber("R0000123"), "R0000123");
  EXPECT_EQ(CompanyNumber("IP00001R"), "IP00001R");
  for (const char* const bad : {"", "123456789", "SC", "ABC12345", "12-34", "41-0406690", "N/A"}) {
    EXPECT_EQ(CompanyNumber(bad), std::nullopt) << bad;
  }
}

TEST(PscTest, DamagedFiles) {
  const std::string good = Person(R"(["significant-influence-or-control"])");
  const auto with = [&good](const std::string& from, const std::string& to) {
    std::string text = good;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  };
  std::string deep;
  for (int i = 0; i < 80; ++i) deep += R"({"x":)";
  ExpectDamage(
      "uk-psc-json",
      {{"cut off", good.substr(0, good.size() / 2), "line 1"},
       {"two lines run together", good.substr(0, good.size() - 1) + good, "line 1"},
       {"no data", R"({"company_number":"1"})", "a record has no data"},
       {"data is text", R"({"company_number":"1","data":"x"})", "a record has no data"},
       {"data is null", R"({"company_number":"1","data":null})", "a record has no data"},
       {"no kind", with("\"kind\"", "\"king\""), "has no kind"},
       {"a kind that is no text", with("\"individual-person-with-significant-control\"", "7"),
        "has no kind"},
       {"no company number", with("\"company_number\"", "\"company\""), "has no company_number"},
       {"an empty company number", with("01234567", ""), "has no company_number"},
       {"no link", with("\"links\"", "\"link\""), "neither links.self nor etag"},
       {"a statement without words", Record("persons-with-significant-control-statement", ""),
        "has no statement"},
       {"exemptions without any", Record("exemptions", ""), "has none"},
       {"a key twice", with("{\"kind\"", "{\"kind\":\"x\",\"kind\""), "twice"},
       {"a bad literal", with("[\"significant-influence-or-control\"]", "nul"), "line 1"},
       {"bytes that are not UTF-8", with("Ana", "A\xC3\x28"), "UTF-8"},
       {"a lone surrogate", with("Ana", "\\ud800"), "line 1"},
       {"a NUL", with("Ana", "\\u0000"), "U+0000"},
       {"nested too deeply", deep, "line 1"},
       {"an array inside of the lines", good + "[1]\n", "line 2"},
       {"a comma behind the last member", with("]}}", "],}}"), "line 1"},
       {"an array that is not closed", "[" + good, "line"},
       {"CSV", "company_number,kind\n1,x\n", "line 1"},
       {"HTML", "<html>503</html>", "line 1"}});
}

// --- the publisher's enumerations ----------------------------------------------------------------

// The slugs of one section of psc_descriptions.yml.
std::set<std::string> Slugs(const std::string& text, const std::string& section) {
  std::set<std::string> slugs;
  std::size_t at = text.find("\n" + section + ":");
  EXPECT_NE(at, std::string::npos) << section;
  at = text.find('\n', at + 1);
  while (at != std::string::npos && at + 1 < text.size()) {
    const std::size_t end = text.find('\n', at + 1);
    const std::string line = text.substr(at + 1, end - at - 1);
    if (!line.empty() && line[0] != ' ' && line[0] != '#') break;
    const std::size_t begin = line.find_first_not_of(" '\"");
    const std::size_t stop = line.find_first_of(" '\":", begin == std::string::npos ? 0 : begin);
    if (begin != std::string::npos && line[begin] != '#' && stop != std::string::npos) {
      slugs.insert(line.substr(begin, stop - begin));
    }
    at = end;
  }
  return slugs;
}

TEST(PscTest, EveryNatureAndStatementOfTheEnumerationsIsKnown) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const auto read = ReadFile(
      JoinPath(*support::TestDataDir(), "registries/uk-psc/enumerations/psc_descriptions.yml"));
  ASSERT_TRUE(read.ok());
  const std::string text = "\n" + *read;
  const std::set<std::string> natures = Slugs(text, "description");
  EXPECT_EQ(natures.size(), 86u);
  std::map<std::string, int> kinds;
  for (const std::string& slug : natures) {
    const auto nature = ParsePscNature(slug);
    ASSERT_TRUE(nature.has_value()) << slug;
    ++kinds[std::string(InterestKindName(nature->kind))];
    const bool has_band = slug.find("percent") != std::string::npos;
    EXPECT_EQ(has_band, IsOwnership(nature->kind)) << slug;
    EXPECT_EQ(has_band, !nature->share.unknown()) << slug;
    const bool through = slug.find("-as-trust") != std::string::npos ||
                         slug.find("-as-firm") != std::string::npos ||
                         slug.find("-as-control-over-") != std::string::npos;
    EXPECT_EQ(nature->through_others, through) << slug;
  }
  EXPECT_EQ(kinds, (std::map<std::string, int>{{"acts_for", 6},
                                               {"board", 14},
                                               {"influence", 11},
                                               {"profit", 18},
                                               {"shares", 14},
                                               {"votes", 23}}));
  const std::set<std::string> statements = Slugs(text, "statement_description");
  EXPECT_EQ(statements.size(), 28u);
  for (const std::string& slug : statements) {
    EXPECT_NE(ParsePscStatement(slug), PscStatement::kUnknownWord) << slug;
  }
}

}  // namespace
}  // namespace lynceus::sources
