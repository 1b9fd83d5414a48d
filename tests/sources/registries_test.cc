// Real registry files against counts made by a script that shares nothing with the loaders
// (count_bods.py), and laws over damaged ones. The real files are skipped where they
// or Python are not there.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "lib/base/file.h"
#include "lib/base/random.h"
#include "tests/sources/registry_text.h"
#include "tests/support/test_data.h"

namespace lynceus::sources {
namespace {

using Counts = std::map<std::string, std::uint64_t>;

// Of each file, in order. `form` is the script's.
std::vector<Counts> CountsOf(const std::string& form, const std::vector<std::string>& paths) {
  std::string command = "python3 '" +
                        JoinPath(std::getenv("LYNCEUS_SOURCE_DIR"), "tests/sources/count_bods.py") +
                        "' " + form;
  for (const std::string& path : paths) command += " '" + path + "'";
  FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return {};
  std::string output;
  char buffer[4'096];
  while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, pipe)) {
    output.append(buffer, size);
  }
  EXPECT_EQ(::pclose(pipe), 0);
  std::vector<Counts> counts;
  std::istringstream lines(output);
  std::string name;
  for (std::uint64_t count = 0; lines >> name >> count;) {
    if (name == "file") {
      counts.emplace_back();
    } else if (count != 0) {
      counts.back()[name] = count;
    }
  }
  return counts;
}

// "edge:OWNER|SUBJECT|TYPE|SHARE|START|END", as the script writes it.
std::string EdgeText(const Interest& interest) {
  std::string text = "edge:" + interest.owner_id + "|" + interest.subject_id + "|" + interest.role;
  text += "|" + interest.share.ToCanonical() + "|";
  if (interest.start) text += interest.start->ToString();
  text += "|";
  if (interest.end) text += interest.end->ToString();
  return text;
}

Counts BodsCounts(const Loaded& loaded, bool with_edges) {
  Counts counts = {{"records", loaded.report.records_read},
                   {"parties", loaded.report.entities},
                   {"interests", loaded.sink.interests.size()},
                   {"names", loaded.report.names}};
  for (const Interest& interest : loaded.sink.interests) {
    counts["exact"] += interest.share.exact() ? 1u : 0u;
    if (with_edges) ++counts[EdgeText(interest)];
  }
  std::erase_if(counts, [](const auto& count) { return count.second == 0; });
  return counts;
}

bool HasPython() {
  return std::getenv("LYNCEUS_SOURCE_DIR") != nullptr &&
         std::system("python3 -c pass >/dev/null 2>&1") == 0;
}

// Loads each file and holds it against the script: of BODS 0.4 edge by edge too.
void ExpectCounted(const std::string& form, const std::vector<std::string>& paths) {
  const std::vector<Counts> counts = CountsOf(form, paths);
  ASSERT_EQ(counts.size(), paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const auto content = ReadFile(paths[i]);
    ASSERT_TRUE(content.ok()) << paths[i];
    const Loaded loaded(*content);
    ASSERT_EQ(loaded.error, "") << paths[i];
    EXPECT_EQ(BodsCounts(loaded, form == "bods"), counts[i]) << paths[i] << "\n"
                                                             << loaded.Problems();
  }
}

TEST(RegistriesTest, BodsFilesHoldWhatAnIndependentCountFinds) {
  LYNCEUS_REQUIRE_TEST_DATA();
  if (!HasPython()) GTEST_SKIP() << "needs python3 and LYNCEUS_SOURCE_DIR";
  const std::string directory =
      JoinPath(*support::TestDataDir(), "registries/bods/data-standard-examples-0.4");
  const auto names = ListDirectory(directory);
  ASSERT_TRUE(names.ok());
  EXPECT_GE(names->size(), 19u);
  std::vector<std::string> paths;
  for (const std::string& name : *names) paths.push_back(JoinPath(directory, name));
  ExpectCounted("bods", paths);
}

// Files of BODS 0.1 to 0.3 that are damaged on purpose, and what is said of them.
struct OldDamage {
  std::string_view file;
  std::string_view said;
};
constexpr OldDamage kOldDamage[] = {
    {"0.1/bad_statement_date.json", "holds the key \"statementType\" twice"},
    {"0.1/badfile_all_validation_errors.json", "begins with no object that has keys"},
    {"0.1/basic_duplicate_statement_id_1.json", "is a relationship here and a person"},
    {"0.1/basic_missing_statement_ids.json", "no statementID"},
    {"0.1/basic_statement_id_and_type_errors.json", "no statementID"},
    {"0.2/bad_statement_id_type.json", "no statementID"},
};

TEST(RegistriesTest, OldBodsFilesHoldWhatAnIndependentCountFinds) {
  LYNCEUS_REQUIRE_TEST_DATA();
  if (!HasPython()) GTEST_SKIP() << "needs python3 and LYNCEUS_SOURCE_DIR";
  const std::string directory = JoinPath(*support::TestDataDir(), "registries/bods");
  std::vector<std::string> files = {"bodsdata-fixtures/json/test-bods-data-1.json",
                                    "bodsdata-fixtures/json/test-bods-data-2.json"};
  for (const char* const version : {"0.1", "0.2", "0.3", "0.3.0"}) {
    const std::string below = JoinPath("lib-cove-bods-fixtures", version);
    const auto names = ListDirectory(JoinPath(directory, below));
    ASSERT_TRUE(names.ok()) << below;
    for (const std::string& name : *names) {
      if (name.find("expected") == std::string::npos) files.push_back(JoinPath(below, name));
    }
  }
  std::vector<std::string> sound;
  for (const std::string& name : files) {
    const std::string path = JoinPath(directory, name);
    const auto wrong = std::ranges::find_if(
        kOldDamage, [&name](const OldDamage& each) { return name.ends_with(each.file); });
    if (wrong == std::end(kOldDamage)) {
      sound.push_back(path);
      continue;
    }
    const auto content = ReadFile(path);
    ASSERT_TRUE(content.ok()) << name;
    EXPECT_NE(Loaded(*content).error.find(wrong->said), std::string::npos) << name;
  }
  EXPECT_EQ(files.size() - sound.size(), std::size(kOldDamage));
  EXPECT_GE(files.size(), 60u);
  ExpectCounted("old-bods", sound);
}

// --- damage --------------------------------------------------------------------------------------

constexpr char kFtm[] =
    R"({"id":"p","schema":"Person","properties":{"name":["Ivan Testov"],"addressEntity":["a"]}}
{"id":"c","schema":"Company","properties":{"name":["Quay Ltd"],"incorporationDate":["2001"]}}
{"id":"e","schema":"Ownership","properties":{"owner":["p"],"asset":["c"],"percentage":["49%"]}}
{"id":"s","schema":"Sanction","properties":{"entity":["p"],"authority":["OFAC"],"program":["X"]}}
{"id":"a","schema":"Address","properties":{"full":["1 Quay"]}}
)";
constexpr char kBods[] =
    R"([{"statementId":"1","recordId":"c","recordType":"entity","recordDetails":{"name":"Quay"}},
{"statementId":"2","recordId":"p","recordType":"person",
"recordDetails":{"names":[{"fullName":"A"}]}},
{"statementId":"3","recordId":"r","recordType":"relationship","statementDate":"2020-01-01",
"recordDetails":{"subject":"c","interestedParty":"p","interests":[{"type":"shareholding",
"share":{"exclusiveMinimum":25,"maximum":50},"startDate":"2019"}]}}]
)";
constexpr char kInterests[] =
    "owner_id,owner_name,subject_id,subject_name,kind,share,start_date,end_date,unknown_holder\n"
    "x:1,Quay,x:2,\"Port, Ltd\",shares,49.5,2020-01-01,2021,\n"
    ",,x:2,,votes,(25..50],,,nominees\n";

std::string Damage(std::string text, SeededRandom& random) {
  static const char* const kPieces[] = {"\"", ",",  "{",      "}",    "[",   "]",    ":",
                                        "\\", "\n", "\\u",    "null", "1e9", "\xFF", "\xED\xA0\x80",
                                        "%",  "-",  "\\ud800"};
  for (std::size_t times = 1 + random.Next() % 4; times > 0 && !text.empty(); --times) {
    const std::size_t at = random.Next() % text.size();
    switch (random.Next() % 5) {
      case 0:
        text.erase(at, 1 + random.Next() % 20);
        break;
      case 1:
        text.insert(at, kPieces[random.Next() % std::size(kPieces)]);
        break;
      case 2:
        text[at] = static_cast<char>(random.Next() % 256);
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

TEST(RegistriesTest, DamageIsAnErrorOrEveryRecordIsAccountedFor) {
  struct Form {
    const char* kind;
    const char* sample;
  };
  SeededRandom random(20'261'123);
  for (const auto& [kind, sample] :
       {Form{"ftm-json", kFtm}, Form{"bods-json", kBods}, Form{"interests-csv", kInterests}}) {
    int loads = 0;
    for (int round = 0; round < 600; ++round) {
      const std::string content = Damage(sample, random);
      const Loaded loaded(content, "file", kind);
      if (!loaded.error.empty()) {
        ASSERT_NE(loaded.error.find("DIR/file"), std::string::npos) << loaded.error;
        continue;
      }
      ++loads;
      ASSERT_EQ(loaded.report.interests, loaded.sink.interests.size()) << content;
      ASSERT_EQ(loaded.report.designations, loaded.sink.designations.size()) << content;
      std::set<std::string> ids;
      for (const Interest& interest : loaded.sink.interests) {
        ASSERT_TRUE(ids.insert(interest.id).second) << interest.id << "\n" << content;
        ASSERT_FALSE(interest.subject_id.empty()) << content;
        ASSERT_NE(interest.owner_id.empty(), interest.unknown_holder.empty()) << content;
        ASSERT_TRUE(!interest.start || !interest.end || *interest.start < *interest.end) << content;
      }
      for (const auto& [id, entity] : loaded.sink.entities) ASSERT_FALSE(id.empty()) << content;
      const Loaded again(content, "file", kind);
      ASSERT_EQ(loaded.Entities() + loaded.Interests() + loaded.Problems(),
                again.Entities() + again.Interests() + again.Problems());
    }
    EXPECT_GE(loads, 5) << kind << ": the law was hardly tried";
  }
}

TEST(RegistriesTest, EveryCutIsAnErrorOrLosesWholeRecordsOnly) {
  for (std::size_t size = 1; size + 2 < std::string(kBods).size(); ++size) {
    EXPECT_NE(Loaded(std::string(kBods).substr(0, size), "file", "bods-json").error, "") << size;
  }
  for (std::size_t size = 1; size < std::string(kInterests).size(); ++size) {
    const std::string cut = std::string(kInterests).substr(0, size);
    if (cut.back() == '\n' && size > 100) continue;  // whole rows
    EXPECT_NE(Loaded(cut, "file", "interests-csv").error, "") << cut;
  }
}

}  // namespace
}  // namespace lynceus::sources
