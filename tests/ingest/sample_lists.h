#pragma once
// Small input files for builds, written for these tests: every person, company and number is
// invented.

#include <string>
#include <vector>

#include "lib/sources/loader.h"
#include "tests/support/temp_dir.h"

namespace lynceus::ingest {

// An OFAC SDN.CSV of four parties, with its ALT and ADD files.
inline constexpr char kSdn[] =
    "9001,\"ZETVAR TRADING LLC\",-0- ,\"GLOMAG\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
    "\"Tax ID No. 7700000016 (Russia); a fragment that says nothing known; Linked To: "
    "OBRAZTSOV, Testimir.\"\n"
    "9002,\"OBRAZTSOV, Testimir\",\"individual\",\"GLOMAG] [RUSSIA-EO14024\",-0- ,-0- ,-0- ,-0- ,"
    "-0- ,-0- ,-0- ,\"DOB 04 Mar 1961; nationality Russia; Gender Male.\"\n"
    "9003,\"TESTMARINER\",\"vessel\",\"RUSSIA-EO14024\",-0- ,-0- ,\"Crude Oil Tanker\",-0- ,-0- ,"
    "\"Panama\",-0- ,\"Vessel Registration Identification IMO 9000003.\"\n"
    "9004,\"...\",-0- ,\"GLOMAG\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n\x1a";
inline constexpr char kAlt[] =
    "9001,1,\"aka\",\"ZETVAR TORGOVLYA OOO\",-0- \n"
    "9002,2,\"aka\",\"OBRAZTSOV, Timo\",-0- \n\x1a";
inline constexpr char kAdd[] =
    "9001,1,\"12 Invented Street\",\"Moscow\",\"Russia\",-0- \n"
    "9002,2,-0- ,-0- ,\"Russia\",-0- \n\x1a";

// A company owned by the listed one, one owned by that, one owned by nobody listed, a holder that
// no source describes, and a politically exposed person without any interest.
inline constexpr char kFtm[] =
    R"({"id":"t-sub","schema":"Company","properties":{"name":["Podzet Holding AG"],"jurisdiction":["ch"]}})"
    "\n"
    R"({"id":"t-subsub","schema":"Company","properties":{"name":["Underzet GmbH"]}})"
    "\n"
    R"({"id":"t-free","schema":"Company","properties":{"name":["Unrelated Orchard Oy"]}})"
    "\n"
    R"({"id":"t-pep","schema":"Person","properties":{"name":["Pepina Probe"],"topics":["role.pep"]}})"
    "\n"
    R"({"id":"t-o1","schema":"Ownership","properties":{"owner":["ofac-sdn:9001"],"asset":["t-sub"],"percentage":["60"]}})"
    "\n"
    R"({"id":"t-o2","schema":"Ownership","properties":{"owner":["t-sub"],"asset":["t-subsub"],"percentage":["10"]}})"
    "\n"
    R"({"id":"t-holder","schema":"Company","properties":{"name":["Overzet Investments NV"]}})"
    "\n"
    R"({"id":"t-o4","schema":"Ownership","properties":{"owner":["t-holder"],"asset":["ofac-sdn:9001"],"percentage":["30"]}})"
    "\n"
    R"({"id":"t-o3","schema":"Ownership","properties":{"owner":["t-nobody"],"asset":["t-free"]}})"
    "\n";

// OpenSanctions' record of the first listed company: its id is a cross-reference to OFAC's.
inline constexpr char kSameParty[] =
    R"({"id":"ofac-9001","schema":"Company","datasets":["us_ofac_sdn"],"properties":{"name":["Zetvar Torgovy Dom"]}})"
    "\n";

struct SampleFiles {
  explicit SampleFiles(const support::TempDir& dir)
      : sdn(dir.Write("sdn.csv", kSdn)),
        alt(dir.Write("alt.csv", kAlt)),
        add(dir.Write("add.csv", kAdd)),
        ftm(dir.Write("entities.ftm.json", kFtm)) {}
  std::vector<sources::InputFile> All() const {
    return {{sdn, ""}, {alt, ""}, {add, ""}, {ftm, ""}};
  }

  const std::string sdn;
  const std::string alt;
  const std::string add;
  const std::string ftm;
};

}  // namespace lynceus::ingest
