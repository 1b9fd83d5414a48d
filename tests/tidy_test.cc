// The rules of the house as tests over the source tree: who may include whom, and what no file may
// do.
//
// The include table repeats the DEPS of the CMake targets on purpose: a change of the house's plan
// is then made twice, and seen. Lists of exceptions stand here, each with its reason, and may only
// shrink.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "rapidjson/document.h"
#include "tests/support/source_text.h"

namespace lynceus {
namespace {

using ::testing::Contains;
using Findings = std::vector<std::string>;

constexpr std::size_t kLineCharactersMax = 100;
constexpr std::size_t kFileLinesMax = 600;

// --- the tree ------------------------------------------------------------------------------------

struct SourceFile {
  std::string path;  // from the root of the project
  std::string text;
  std::string code;  // text without comments and the insides of literals; C++ only

  bool In(std::string_view directory) const { return path.starts_with(directory); }
  bool IsHeader() const { return path.ends_with(".h"); }
  bool IsCpp() const { return IsHeader() || path.ends_with(".cc"); }
};

std::string SourceRoot() {
  const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
  return root == nullptr ? "." : root;
}

bool IsText(const std::string& path) {
  constexpr std::array<std::string_view, 7> kKinds = {".h",  ".cc",   ".proto",        ".sh",
                                                      ".py", ".yaml", "CMakeLists.txt"};
  return std::any_of(kKinds.begin(), kKinds.end(),
                     [&path](std::string_view kind) { return path.ends_with(kind); });
}

std::vector<SourceFile> ReadTree() {
  const std::filesystem::path root = SourceRoot();
  std::vector<SourceFile> files;
  for (const char* top : {"lib", "server", "client", "proto", "tests", "deploy", "rules"}) {
    std::error_code error;
    for (std::filesystem::recursive_directory_iterator entry(root / top, error), end;
         !error && entry != end; entry.increment(error)) {
      std::string path = entry->path().lexically_relative(root).string();
      if (!entry->is_regular_file() || !IsText(path)) continue;
      auto text = ReadFile(entry->path().string());
      EXPECT_TRUE(text.ok()) << ErrorText(text.status());
      SourceFile file{.path = std::move(path), .text = text.value_or("")};
      if (file.IsCpp()) file.code = support::BlankCommentsAndLiterals(file.text);
      files.push_back(std::move(file));
    }
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

const std::vector<SourceFile>& Tree() {
  static const auto& files = *new std::vector<SourceFile>(ReadTree());
  return files;
}

std::string At(const SourceFile& file, std::size_t line) {
  return file.path + ":" + std::to_string(line);
}

// Calls `report(line, groups)` for each match of `pattern`, which has one group, in `text`.
template <typename Report>
void ForEachMatch(const std::string& text, const RE2& pattern, const Report& report) {
  re2::StringPiece rest(text);
  re2::StringPiece group;
  while (RE2::FindAndConsume(&rest, pattern, &group)) {
    const auto at = static_cast<std::size_t>(group.data() - text.data());
    report(support::LineOf(text, at), std::string(group.data(), group.size()));
  }
}

// Prints each finding on a line of its own.
void ExpectNone(const Findings& findings, std::string_view why = "") {
  EXPECT_TRUE(findings.empty()) << why << "\n" << Join(findings, "\n");
}

// --- includes ------------------------------------------------------------------------------------

// The arrows of the house: what the files of each directory may include beside their own.
const std::map<std::string, std::set<std::string>>& Arrows() {
  static const auto& arrows = *new std::map<std::string, std::set<std::string>>{
      {"base", {}},
      {"model", {"base"}},
      {"names", {"base", "model"}},
      {"matching", {"base", "model", "names"}},
      {"retrieval", {"base", "model", "names"}},
      {"ownership", {"base", "model"}},
      {"sources", {"base", "model"}},
      {"resolve", {"base", "model", "names", "matching"}},
      {"rules", {"base", "model"}},
      {"store", {"base", "model"}},
      {"audit", {"base"}},
      {"fetch", {"base", "model", "sources"}},
      {"ingest",
       {"base", "model", "names", "matching", "retrieval", "ownership", "sources", "resolve",
        "rules", "store"}},
      {"screening",
       {"base", "model", "names", "matching", "retrieval", "ownership", "rules", "store"}},
      {"review", {"base", "model", "names", "rules", "store", "audit", "screening"}},
      {"validation",
       {"base", "model", "names", "matching", "ownership", "sources", "rules", "store", "review",
        "screening"}},
  };
  return arrows;
}

// Packages whose types stay in some directories. First prefix that fits decides.
struct Fence {
  std::string_view include;
  std::vector<std::string_view> inside;
};
const std::vector<Fence>& Fences() {
  static const auto& fences = *new std::vector<Fence>{
      {"unicode/", {"lib/names/", "tests/names/"}},
      {"rocksdb/", {"lib/store/", "tests/store/"}},
      {"lynceus/storage/", {"lib/store/", "lib/review/", "tests/store/", "tests/review/"}},
      {"google/protobuf/", {"lib/store/", "lib/review/", "server/", "client/", "tests/"}},
      {"lynceus/v1/",
       {"server/", "client/", "tests/server/", "tests/client/", "tests/e2e/", "tests/bench/"}},
      {"grpc",
       {"server/", "client/", "tests/server/", "tests/client/", "tests/e2e/", "tests/bench/"}},
      {"prometheus/", {"server/", "tests/server/"}},
      {"spdlog/", {"server/", "tests/server/"}},
      {"CLI/", {"client/", "server/", "tests/bench/"}},
      {"yaml-cpp/", {"lib/names/", "lib/rules/", "server/", "client/", "tests/"}},
      {"curl/", {"lib/fetch/", "lib/audit/http_request."}},
      {"httplib.h", {"server/witness/", "tests/witness/"}},
      {"regex", {}},
  };
  return fences;
}

bool IsIn(const std::string& path, const std::vector<std::string_view>& directories) {
  return std::any_of(directories.begin(), directories.end(),
                     [&path](std::string_view directory) { return path.starts_with(directory); });
}

// The adapters proto <-> model and the configuration, which both programs use.
const std::set<std::string>& SharedWithClient() {
  static const auto& headers =
      *new std::set<std::string>{"server/config.h", "server/grpc_status.h", "server/wire.h",
                                 "server/wire_retention.h", "server/wire_review.h"};
  return headers;
}

// The C++ client library is for other programs: proto only, nothing of lib/.
constexpr std::string_view kClientLibrary = "client/lynceus_client.";

// "" where `path` may include `target`, else what is wrong.
std::string IncludeProblem(const std::string& path, const std::string& target) {
  for (const Fence& fence : Fences()) {
    if (!target.starts_with(fence.include)) continue;
    return IsIn(path, fence.inside) ? "" : "this package stays out of this directory";
  }
  if (path.starts_with(kClientLibrary) && RE2::FullMatch(target, "(?:lib|server)/.*")) {
    return "the client library is proto only";
  }
  std::string from;
  std::string to;
  if (RE2::FullMatch(target, "lib/([a-z]+)/.*", &to)) {
    if (!Arrows().contains(to)) return "no such module";
    if (!RE2::FullMatch(path, "lib/([a-z]+)/.*", &from) || from == to) return "";
    return Arrows().at(from).contains(to) ? "" : "no arrow leads there";
  }
  if (path.starts_with("client/") && SharedWithClient().contains(target)) return "";
  for (const char* const top : {"server/", "client/"}) {
    if (!target.starts_with(top)) continue;
    const bool fits = path.starts_with(top) || path.starts_with("tests/");
    return fits ? "" : "only itself and tests include this directory";
  }
  if (target.starts_with("tests/"))
    return path.starts_with("tests/") ? "" : "only tests include tests";
  return "";
}

TEST(IncludesTest, FollowTheArrows) {
  static const RE2 include(R"((?m)^\s*#\s*include\s+["<]([^">]+)[">])");
  Findings findings;
  for (const SourceFile& file : Tree()) {
    if (!file.IsCpp()) continue;
    ForEachMatch(file.text, include, [&](std::size_t line, const std::string& target) {
      const std::string problem = IncludeProblem(file.path, target);
      if (problem.empty()) return;
      findings.push_back(At(file, line).append(": ").append(target).append(": ").append(problem));
    });
  }
  ExpectNone(findings);
}

TEST(IncludesTest, TheRuleFindsWhatItForbids) {
  const struct {
    const char* path;
    const char* target;
    bool allowed;
  } rows[] = {
      {"lib/names/a.cc", "lib/base/status.h", true},
      {"lib/names/a.cc", "lib/names/b.h", true},
      {"lib/names/a.cc", "lib/matching/matcher.h", false},
      {"lib/base/a.cc", "lib/model/date.h", false},
      {"lib/audit/a.cc", "lib/model/date.h", false},
      {"lib/ownership/a.cc", "lib/store/snapshot.h", false},
      {"lib/screening/a.cc", "lib/review/recorder.h", false},
      {"lib/names/a.cc", "lib/nowhere/a.h", false},
      {"lib/names/a.cc", "unicode/uchar.h", true},
      {"lib/matching/a.cc", "unicode/uchar.h", false},
      {"server/a.cc", "rocksdb/db.h", false},
      {"lib/screening/a.cc", "grpcpp/grpcpp.h", false},
      {"lib/review/a.cc", "lynceus/v1/screening.pb.h", false},
      {"lib/store/a.cc", "lynceus/storage/entity.pb.h", true},
      {"lib/review/a.cc", "server/a.h", false},
      {"server/a.cc", "client/a.h", false},
      {"server/a.cc", "lib/review/recorder.h", true},
      {"client/a.cc", "server/wire.h", true},
      {"client/a.cc", "server/service.h", false},
      {"client/lynceus_client.cc", "lynceus/v1/admin.pb.h", true},
      {"client/lynceus_client.cc", "lib/base/status.h", false},
      {"client/lynceus_client.h", "server/wire.h", false},
      {"client/a.cc", "tests/support/temp_dir.h", false},
      {"tests/names/a_test.cc", "lib/store/snapshot.h", true},
      {"lib/rules/a.cc", "regex", false},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(IncludeProblem(row.path, row.target).empty(), row.allowed)
        << row.path << " includes " << row.target;
  }
}

TEST(IncludesTest, CMakeGrantsNoMoreThanTheTable) {
  static const RE2 dependencies(R"(DEPS\s+([a-z\s]+))");
  Findings findings;
  for (const auto& [module, allowed] : Arrows()) {
    const std::string path = "lib/" + module + "/CMakeLists.txt";
    for (const SourceFile& file : Tree()) {
      if (file.path != path) continue;
      ForEachMatch(file.text, dependencies, [&](std::size_t line, std::string names) {
        std::replace(names.begin(), names.end(), '\n', ' ');
        for (const std::string& name : SplitTrimmed(names, ' ')) {
          if (!allowed.contains(name)) findings.push_back(At(file, line) + ": " + name);
        }
      });
    }
  }
  ExpectNone(findings);
}

// --- what code may not say -----------------------------------------------------------------------

struct Ban {
  const char* why;
  const char* pattern;  // over code, one group
  std::vector<std::string_view> where;
  std::vector<std::string_view> except;
  const char* sample;  // code the pattern must find
};

const std::vector<Ban>& Bans() {
  static const auto& bans = *new std::vector<Ban>{
      {"time is an argument (lib/base/clock.h)",
       R"((\b(?:system_clock|steady_clock|high_resolution_clock|gettimeofday|clock_gettime|localtime(?:_r)?|absl::Now|std::time)\b|[^\w.>:]time\s*\((?:nullptr|NULL|0|&)))",
       {"lib/"},
       {"lib/review/", "lib/base/clock.cc"},
       "auto now = std::chrono::steady_clock::now();"},
      {"randomness is an argument (lib/base/random.h)",
       R"((\b(?:random_device|mt19937\w*|srand|rand_r|RAND_bytes|getrandom)\b|\bstd::rand\b))",
       {"lib/", "server/", "client/", "tests/"},
       {"lib/base/random.cc"},
       "std::mt19937 engine;"},
      {"libraries start no threads (lib/base/thread_pool.h)",
       R"((\bstd::(?:thread|jthread|async)\b|\bpthread_create\b))",
       {"lib/"},
       {"lib/base/thread_pool.", "lib/review/recorder."},
       "std::thread worker(Run);"},
      {"libraries print nothing",
       R"((\bstd::(?:cout|cerr|clog)\b|\b(?:printf|puts|fprintf|perror)\s*\())",
       {"lib/"},
       {"lib/base/status.cc"},  // LYNCEUS_CHECK's last words
       "std::cerr << 1;"},
      {"RE2 does all pattern matching",
       R"((\bstd::(?:basic_)?regex\b))",
       {""},
       {},
       "std::regex r;"},
      {"no floating point decides",
       R"((\b(?:double|float)\b))",
       {"lib/model/", "lib/ownership/", "lib/screening/", "lib/matching/", "lib/retrieval/"},
       {},
       "double score = 0;"},
      {"absl::Mutex is not instrumented in Debian's packages (lib/base/mutex.h)",
       R"((\babsl::(?:Mutex|MutexLock|CondVar)\b|\bstd::(?:mutex|shared_mutex|lock_guard|scoped_lock)\b))",
       {"lib/", "server/", "client/"},
       {"lib/base/mutex.h"},
       "std::mutex m;"},
      {"names of a whole namespace are not taken in",
       R"((\busing\s+namespace\b))",
       {""},
       {},
       "using namespace std;"},
      {"a finding is mended, not silenced",
       R"((\bassert\s*\())",
       {"lib/", "server/", "client/"},
       {},
       "assert(x > 0);"},
      {"an exception nobody knows is not swallowed",
       R"((\bcatch\s*\(\s*\.\.\.))",
       {""},
       {},
       "} catch (...) {"},
      {"system() and popen() read their words through a shell",
       R"((\b(?:std::)?system\s*\(|\bpopen\s*\())",
       {"lib/", "server/", "client/"},
       {},
       "system(command);"},
  };
  return bans;
}

TEST(BansTest, NoFileSaysWhatIsForbidden) {
  for (const Ban& ban : Bans()) {
    const RE2 pattern(ban.pattern);
    ASSERT_TRUE(pattern.ok()) << ban.pattern;
    Findings findings;
    for (const SourceFile& file : Tree()) {
      if (!file.IsCpp() || !IsIn(file.path, ban.where) || IsIn(file.path, ban.except)) continue;
      ForEachMatch(file.code, pattern, [&](std::size_t line, const std::string& found) {
        findings.push_back(At(file, line) + ": " + found);
      });
    }
    ExpectNone(findings, ban.why);
  }
}

TEST(BansTest, EachFindsItsSample) {
  for (const Ban& ban : Bans()) {
    EXPECT_TRUE(RE2::PartialMatch(ban.sample, ban.pattern)) << ban.why;
  }
}

// Files that call libraries which throw, and turn it into a status at once.
const std::set<std::string>& FilesThatTry() {
  static const auto& files = *new std::set<std::string>{
      "client/main.cc",                // CLI11
      "lib/names/read_vocabulary.cc",  // yaml-cpp
      "lib/rules/yaml_file.cc",        // yaml-cpp
      "server/main.cc",                // CLI11
      "server/server_metrics.cc",      // prometheus-cpp: the listener's address
      "server/strict_yaml.cc",         // yaml-cpp
      "server/witness/main.cc",        // CLI11
  };
  return files;
}

TEST(ExceptionsTest, AreCaughtOnlyWhereALibraryThrows) {
  static const RE2 word(R"((\b(?:try|throw)\b|\bcatch\s*\())");
  Findings findings;
  std::set<std::string> used;
  for (const SourceFile& file : Tree()) {
    if (!file.IsCpp() || file.In("tests/")) continue;
    ForEachMatch(file.code, word, [&](std::size_t line, const std::string& found) {
      used.insert(file.path);
      if (!FilesThatTry().contains(file.path)) findings.push_back(At(file, line) + ": " + found);
    });
  }
  ExpectNone(findings);
  for (const std::string& path : FilesThatTry()) {
    EXPECT_TRUE(used.contains(path)) << path << " needs no exception to the rule any more";
  }
}

// --- the form of files ---------------------------------------------------------------------------

// Words are put together here so that this file does not hold them.
TEST(CommentsTest, OpenWorkNamesItsIssueAndNothingIsSilenced) {
  const RE2 open_work(
      "(\\b(?:TO"
      "DO|FIX"
      "ME)\\b(?:\\(#\\d+\\))?)");
  const RE2 silenced(
      "(NO"
      "LINT|clang-format"
      " off|#\\s*pragma GCC"
      " diagnostic)");
  const RE2 numbered(
      "TO"
      "DO\\(#\\d+\\)");
  Findings findings;
  for (const SourceFile& file : Tree()) {
    ForEachMatch(file.text, open_work, [&](std::size_t line, const std::string& found) {
      if (!RE2::FullMatch(found, numbered)) findings.push_back(At(file, line) + ": " + found);
    });
    if (!file.IsCpp()) continue;
    ForEachMatch(file.text, silenced, [&](std::size_t line, const std::string& found) {
      findings.push_back(At(file, line) + ": " + found);
    });
  }
  ExpectNone(findings);
}

// A header may start with #pragma once and a script with #!; the next line says what the file is
// for.
bool StartsWithPurpose(const SourceFile& file) {
  std::string_view text = file.text;
  for (const std::string_view first : {"#pragma once\n", "#!"}) {
    if (text.starts_with(first)) text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
  }
  const std::string own_header = file.path.substr(0, file.path.rfind('.')) + ".h";
  if (text.starts_with("#include \"" + own_header + "\"")) return true;
  return text.starts_with(file.IsCpp() || file.path.ends_with(".proto") ? "// " : "# ") ||
         text.starts_with("\"\"\"");
}

TEST(FilesTest, StartWithTheirPurpose) {
  Findings findings;
  for (const SourceFile& file : Tree()) {
    if (file.path.ends_with("CMakeLists.txt") || StartsWithPurpose(file)) continue;
    findings.push_back(file.path);
  }
  ExpectNone(findings);
}

TEST(FilesTest, HeadersAreReadOnce) {
  Findings findings;
  for (const SourceFile& file : Tree()) {
    if (file.IsHeader() && !file.text.starts_with("#pragma once\n")) findings.push_back(file.path);
  }
  ExpectNone(findings);
}

// Addresses, includes and raw literals cannot be broken.
bool MayBeLong(std::string_view line) {
  return line.find("R\"") != std::string_view::npos || line.find("://") != std::string_view::npos ||
         line.starts_with("#include");
}

// Tests that hold lines of list files as publishers print them: long, and with spaces at their
// ends.
bool HoldsListSamples(const std::string& path) {
  return path == "tests/sources/sample_lists.h" || path == "tests/sources/ofac_csv_test.cc";
}

TEST(FilesTest, LinesFitAndHaveNoTabsOrTrailingSpace) {
  Findings findings;
  for (const SourceFile& file : Tree()) {
    if (file.path.ends_with(".yaml") || file.path.ends_with("_table.cc")) continue;  // data
    if (HoldsListSamples(file.path)) continue;
    std::size_t number = 0;
    for (std::string_view rest = file.text; !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      ++number;
      const std::size_t characters = support::CharactersOf(line);
      if (characters > kLineCharactersMax && !MayBeLong(line)) {
        findings.push_back(At(file, number) + ": " + std::to_string(characters) + " characters");
      }
      if (line.ends_with(' ') || line.ends_with('\r'))
        findings.push_back(At(file, number) + ": space");
      if (line.find('\t') != std::string_view::npos) findings.push_back(At(file, number) + ": tab");
    }
    if (!file.text.empty() && !file.text.ends_with('\n'))
      findings.push_back(file.path + ": last line");
  }
  ExpectNone(findings);
}

// Files over kFileLinesMax and the lines they may have. Entries go down or away, never up.
const std::map<std::string, std::size_t>& LongFiles() {
  static const auto& files = *new std::map<std::string, std::size_t>{};
  return files;
}

TEST(FilesTest, AreNoLongerThanWhatOneReads) {
  Findings findings;
  for (const SourceFile& file : Tree()) {
    if (!file.IsCpp() || file.path.ends_with("_table.cc")) continue;
    const auto lines =
        static_cast<std::size_t>(std::count(file.text.begin(), file.text.end(), '\n'));
    const auto entry = LongFiles().find(file.path);
    const std::size_t lines_max = entry == LongFiles().end() ? kFileLinesMax : entry->second;
    if (lines > lines_max) findings.push_back(file.path + ": " + std::to_string(lines) + " lines");
    if (entry != LongFiles().end() && lines <= kFileLinesMax) {
      findings.push_back(file.path + ": is short enough to leave the list");
    }
  }
  ExpectNone(findings);
}

TEST(FilesTest, TheTreeIsThere) {
  std::vector<std::string> paths;
  for (const SourceFile& file : Tree()) paths.push_back(file.path);
  EXPECT_THAT(paths, Contains("lib/base/status.h"));
  EXPECT_THAT(paths, Contains("tests/tidy_test.cc"));
}

// --- the scanner all of this rests on ------------------------------------------------------------

TEST(BlankTest, HidesCommentsAndLiteralsOnly) {
  const struct {
    const char* why;
    const char* source;
    const char* blanked;
  } rows[] = {
      {"line comment", "a; // try\nb;", "a;       \nb;"},
      {"block comment over lines", "a /* x\ny */ b", "a     \n     b"},
      {"string", R"(f("try \" x") + y)", R"(f("        ") + y)"},
      {"character", R"(f('"', '\'', x))", R"(f(' ', '  ', x))"},
      {"digit separator", "1'000'000 + x", "1'000'000 + x"},
      {"raw string", "R\"x(a \" )\" b)x\" + y", "R\"            \" + y"},
      {"comment mark in a string", "\"//\" + y", "\"  \" + y"},
      {"quote in a comment", "// it's\nx = 'c';", "       \nx = ' ';"},
      {"unclosed", "x /* y", "x     "},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(support::BlankCommentsAndLiterals(row.source), row.blanked) << row.why;
  }
}

TEST(BlankTest, LinesAndCharactersAreCounted) {
  EXPECT_EQ(support::LineOf("a\nb\nc", 0), 1u);
  EXPECT_EQ(support::LineOf("a\nb\nc", 4), 3u);
  EXPECT_EQ(support::CharactersOf("Совкомбанк"), 10u);
}

// --- every test is bounded -----------------------------------------------------------------------

std::string OutputOf(const std::string& command) {
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return "";
  std::string output;
  std::array<char, 4096> buffer = {};
  while (const std::size_t length = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    output.append(buffer.data(), length);
  }
  return ::pclose(pipe) == 0 ? output : "";
}

TEST(CTestTest, EveryTestHasALabelAndATimeout) {
  const char* const build = std::getenv("LYNCEUS_BIN_DIR");
  if (build == nullptr) GTEST_SKIP() << "LYNCEUS_BIN_DIR is unset; ctest sets it";
  const std::string listing =
      OutputOf("ctest --show-only=json-v1 --test-dir '" + std::string(build) + "/..'");
  rapidjson::Document document;
  document.Parse(listing.c_str());
  ASSERT_FALSE(document.HasParseError()) << listing.substr(0, 200);
  Findings findings;
  const auto& tests = document["tests"];
  ASSERT_GT(tests.Size(), 0u);
  for (const auto& test : tests.GetArray()) {
    std::set<std::string> properties;
    for (const auto& property : test["properties"].GetArray()) {
      properties.insert(property["name"].GetString());
    }
    for (const char* const needed : {"LABELS", "TIMEOUT"}) {
      if (!properties.contains(needed)) {
        findings.push_back(std::string(test["name"].GetString()) + ": no " + needed);
      }
    }
  }
  ExpectNone(findings);
}

}  // namespace
}  // namespace lynceus
