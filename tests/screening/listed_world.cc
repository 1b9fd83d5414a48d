// Every name is invented. Lists of one authority each, so that each has a date of its own or none.
#include "tests/screening/listed_world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "absl/strings/str_replace.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/screening/evaluate.h"
#include "tests/screening/demo_engine.h"

namespace lynceus::screening {
namespace {

constexpr char kUs[] =
    "id,schema,name,birth_date,nationality,authority,list,programme,listed_on,list_date\n"
    "us:1,Person,Zebulon Quixworth,1951-02-03,gb,US-OFAC,SDN,GLOMAG,2017-12-21,2026-11-01\n"
    "us:2,Person,Ottoline Fernweh,1960-01-02,ru,US-OFAC,SDN,MAGNIT,2013-04-12,2026-11-01\n"
    "us:3,Person,Barnabas Oxlip,1958-05-06,cn,US-OFAC,SDN,HK-EO13936,2020-08-07,2026-11-01\n"
    "us:5,Company,Quarrel Freight Works,,,US-OFAC,SDN,RUSSIA-EO14024,2022-02-24,2026-11-01\n"
    "us:6,Person,Ignatius Mulberry,1949-08-09,ve,US-OFAC,SDN,GLOMAG,2027-05-01,2026-11-01\n";
constexpr char kState[] =
    "id,schema,name,authority,list,programme,listed_on\n"
    "state:1,Person,Perpetua Glimt,US-STATE,7031C,7031(c),2021-04-05\n";
constexpr char kGb[] =
    "id,schema,name,birth_date,nationality,referents,authority,list,programme,listed_on,list_date\n"
    "gb:1,Person,Zebulon Quixworth,1951-02-03,gb,us:1,UK,UKSL,The Global Anti-Corruption Sanctions "
    "Regulations 2021,2021-07-22,2026-10-30\n"
    "gb:2,Person,Ottoline Fernweh,1960-01-02,ru,,UK,UKSL,The Global Human Rights Sanctions "
    "Regulations 2020,2020-07-06,2026-10-30\n";
constexpr char kCa[] =
    "id,schema,name,authority,list,programme,listed_on,list_date\n"
    "ca:1,Person,Cornelius Vantongeren,CA,JVCFOA,Justice for Victims of Corrupt Foreign Officials "
    "Regulations (JVCFOR),2017-11-03,2025-05-02\n"
    "ca:2,Company,Tundra Haulage Example,CA,SEMA,Russia / Russie,2022-02-24,2025-05-02\n";
// Without a date, and with an em dash that no list has.
constexpr char kAu[] =
    "id,schema,name,authority,list,programme,listed_on\n"
    "au:1,Person,Wilhelmina Strandgren,AU,DFAT,Autonomous (Thematic \u2014 Corruption),2021-12-08\n"
    "au:2,Person,Marmaduke Ellershaw,AU,DFAT,Autonomous (Thematic - Human Rights),2022-03-29\n";
constexpr char kLv[] =
    "id,schema,name,authority,list,programme,listed_on,list_date\n"
    "lv:1,Person,Thaddeus Kornbluth,LV,MAGNITSKY,Sergei Magnitsky,2018-02-08,2026-09-01\n";
// An aggregator's copy.
constexpr char kEu[] =
    R"({"id":"eu-x","caption":"Casimir Vorontsoff","schema":"Person","properties":)"
    R"({"name":["Casimir Vorontsoff"]},"datasets":["demo"],"referents":[]})"
    "\n"
    R"({"id":"eu-x-s","caption":"s","schema":"Sanction","properties":{"entity":["eu-x"],)"
    R"("authority":["Council of the European Union"],"program":["HR"],)"
    R"("listingDate":["2021-03-22"]},"datasets":["demo"],"referents":[]})"
    "\n";
constexpr char kBis[] =
    "id,schema,name,authority,list,programme,listed_on,measures\n"
    "bis:1,Company,Halogen Optics Example,US-BIS,EL,EL,2022-03-03,licence requirement: For all "
    "items subject to the EAR. (See 734.9(g));licence policy: Policy of denial.\n"
    "bis:2,Company,Boreal Lidar Example,US-BIS,EL,EL,2019-05-21,licence requirement: For all items "
    "subject to the EAR (See 744.11 of the EAR);licence policy: Presumption of denial\n"
    "bis:3,Company,Cobalt Rocketry Example,US-BIS,MEU,MEU,2020-12-23,licence requirement: For any "
    "item listed in supplement no. 2 to part 744.;licence policy: See 744.21(d)\n"
    "bank:1,Company,Ledger Works Example,WB,DEBARRED,Ineligible Firms and Individuals,2020-01-02,"
    "debarment\n";
constexpr char kInterests[] =
    "owner_id,owner_name,subject_id,subject_name,subject_schema,kind,share\n"
    "us:1,,t:hold,Quixworth Holding Example,Company,shares,50\n"
    "t:hold,,t:mine,Quixworth Mining Example,Company,shares,75\n"
    "us:1,,t:minor,Quixworth Minor Example,Company,shares,40\n"
    "gb:1,,t:more,Quixworth Timber Example,Company,shares,51\n"
    "ca:1,,t:ca,Vantongeren Estates Example,Company,shares,60\n"
    "us:5,,t:freight,Quarrel Barges Example,Company,shares,100\n"
    "bis:1,,t:denied,Spectral Trading Example,Company,shares,30\n"
    "bis:3,,t:denied,Spectral Trading Example,Company,shares,25\n"
    "bis:2,,t:open,Umbral Trading Example,Company,shares,60\n"
    "bis:3,,t:open,Umbral Trading Example,Company,shares,5\n"
    "bank:1,,t:bank,Ledger Printing Example,Company,shares,100\n";

}  // namespace

ListedWorld::ListedWorld(const std::string& more_required) {
  const std::vector<std::string> files = {
      directory_.Write("us.csv", kUs),         directory_.Write("state.csv", kState),
      directory_.Write("gb.csv", kGb),         directory_.Write("ca.csv", kCa),
      directory_.Write("au.csv", kAu),         directory_.Write("lv.csv", kLv),
      directory_.Write("bis.csv", kBis),       directory_.Write("eu.ftm.json", kEu),
      directory_.Write("held.csv", kInterests)};
  BuildSnapshotAt(directory_ / "snapshot", files);
  const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
  LYNCEUS_CHECK(root != nullptr);
  std::filesystem::copy(JoinPath(root, "rules"), directory_ / "rules",
                        std::filesystem::copy_options::recursive);
  const std::string path = directory_ / "rules/policy/default.yaml";
  const std::string policy = absl::StrReplaceAll(
      *ReadFile(path), {{"required_lists:\n", "required_lists:\n" + more_required}});
  EXPECT_TRUE(WriteFileDurably(path, policy).ok());
  const auto opened = OpenEngine(
      {.snapshot_directory = directory_ / "snapshot", .rules_directory = directory_ / "rules"});
  EXPECT_TRUE(opened.ok()) << ErrorText(opened.status());
  LYNCEUS_CHECK(opened.ok());
  engine_ = *opened;
}

DecisionCore ListedWorld::Screened(const std::string& name, const std::string& day,
                                   bool coverage) const {
  auto core = Evaluate({.names = {name}, .coverage = coverage}, *Date::ParseIso(day), *engine_);
  EXPECT_TRUE(core.ok()) << ErrorText(core.status());
  return core.ok() ? *std::move(core) : DecisionCore{};
}

const Match* ListedWorld::HitOf(const DecisionCore& core, const std::string& id) {
  for (const auto* matches : {&core.hits, &core.suppressed}) {
    for (const Match& match : *matches) {
      if (std::ranges::find(match.ids, id) != match.ids.end()) return &match;
    }
  }
  ADD_FAILURE() << "no hit " << id;
  return nullptr;
}

}  // namespace lynceus::screening
