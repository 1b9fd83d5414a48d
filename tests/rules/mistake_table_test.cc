// The table of mistakes in rules/README.md: each is made in the smallest rule directory, and what
// `lynceus rules check` says of it, all of it, must be what the table says. Rewritten with
// LYNCEUS_UPDATE_GOLDEN=1 and read as a diff.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "lib/base/strings.h"
#include "tests/rules/small_rules.h"
#include "tests/support/status_matchers.h"

namespace lynceus::rules {
namespace {

constexpr char kPolicy[] = "policy/default.yaml";
constexpr char kRegime[] = "regimes/a.yaml";
constexpr std::string_view kBegin = "<!-- mistakes: tests/rules/mistake_table_test.cc -->\n";
constexpr std::string_view kEnd = "<!-- end of mistakes -->\n";
constexpr uid_t kNobody = 65'534;

struct Mistake {
  const char* what;
  std::function<void(const support::TempDir&)> make;  // in a directory of SmallRules
};

using Make = std::function<void(const support::TempDir&)>;

// Replaces `from` in `file`; "" replaces all of it.
Make Edit(const char* file, std::string from, std::string to) {
  return [=](const support::TempDir& dir) {
    std::string text = SmallRules()[file];
    if (from.empty()) {
      text = to;
    } else {
      ASSERT_NE(text.find(from), std::string::npos) << from;
      text.replace(text.find(from), from.size(), to);
    }
    WriteRules(dir, {{file, text}});
  };
}

Make Add(const char* file, const std::string& text) {
  return [=](const support::TempDir& dir) { WriteRules(dir, {{file, text}}); };
}

Make Instead(const char* file, std::function<void(const std::filesystem::path&)> make) {
  return [=](const support::TempDir& dir) {
    std::filesystem::remove(dir / file);
    make(dir / file);
  };
}

const std::vector<Mistake>& Mistakes() {
  static const auto& mistakes = *new std::vector<Mistake>{
      {"a key that there is not", Edit(kPolicy, "suppress_flags:", "supress_flags:")},
      {"a key like no other", Edit(kPolicy, "suppress_flags: [pep]", "colour: blue")},
      {"a key given twice", Edit(kPolicy, "on_flag:\n", "on_flag:\n  pep: BLOCK\n")},
      {"the same in a vocabulary of names",
       Edit("names/words.yaml", "", "version: 1\nversion: 1\n")},
      {"a key without a value", Edit(kPolicy, "suppress_flags: [pep]", "suppress_flags:")},
      {"a key that is missing", Edit(kRegime, "title: The rule of A\n", "")},
      {"an anchor and an alias",
       Edit(kPolicy, "suppress_flags: [pep]", "suppress_flags: &flags [pep]\non_yes: *flags")},
      {"a merge key", Edit(kPolicy, "suppress_flags: [pep]", "<<: {on_yes: BLOCK}")},
      {"a tag", Edit(kPolicy, "key: small", "key: !!str small")},
      {"a second document", Edit(kPolicy, "suppress_flags: [pep]\n", "---\nkey: second\n")},
      {"no YAML", Edit(kPolicy, "suppress_flags: [pep]", "suppress_flags: [pep")},
      {"brackets without end", Edit(kPolicy, "", std::string(100'000, '['))},
      {"a text that is no UTF-8", Edit(kPolicy, "key: small", "key: sm\xE4ll")},
      {"a control character", Edit(kPolicy, "key: small", std::string("key: small\x04"))},
      {"an empty file", Edit(kPolicy, "", "# nothing\n")},
      {"a file of 10 MB", Edit(kPolicy, "", "# " + std::string(10 << 20, 'x') + "\n")},
      {"a file that may not be read",
       [](const support::TempDir& dir) { ASSERT_EQ(::chmod((dir / kPolicy).c_str(), 0), 0); }},
      {"a directory in the place of a file",
       Instead(kPolicy, [](const auto& path) { std::filesystem::create_directory(path); })},
      {"a link that leads nowhere",
       Instead(kPolicy,
               [](const auto& path) { std::filesystem::create_symlink("/no/such/file", path); })},
      {"a pipe in the place of a file",
       Instead(kPolicy, [](const auto& path) { ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0); })},
      {"a file that is missing", Instead(kPolicy, [](const auto& /*path*/) {})},
      {"a file that nothing reads", Add("policy/strict.yml", "key: strict\n")},
      {"a period of a regime that overlaps another",
       Edit(kRegime, "until: 2020-01-01", "until: 2021-01-01")},
      {"a period that ends before it begins",
       Edit(kRegime, "from: 2020-01-01", "from: 2020-01-01\n    until: 2019-01-01")},
      {"two versions that are valid on one day",
       [](const support::TempDir& dir) {
         const std::string policy = SmallRules()[kPolicy];
         WriteRules(dir, {{kPolicy, "valid_until: 2027-02-01\n" + policy},
                          {"policy/default@2027.yaml", "valid_from: 2027-01-01\n" + policy}});
       }},
      {"validity that ends before it begins",
       Edit(kPolicy, "key: small", "key: small\nvalid_from: 2027-01-01\nvalid_until: 2026-01-01")},
      {"a day that there is not",
       Edit(kPolicy, "key: small", "key: small\nvalid_from: 2026-02-30")},
      {"an author who approves the own work",
       Edit(kPolicy, "key: small", "key: small\nauthor: A. Writer\napprover: A. Writer")},
      {"a threshold out of range", Edit(kPolicy, "0.7001", "1.2")},
      {"a threshold that the index cannot keep", Edit(kPolicy, "0.7001", "0.55")},
      {"a share out of range", Edit(kRegime, "threshold_percent: 50", "threshold_percent: 150")},
      {"a regime without a source", Edit(kRegime, "sources: [\"Act 1, section 2\"]\n", "")},
      {"a required list that the authority has not", Edit(kPolicy, "list: L1", "list: L9")},
      {"a flag that may not be CLEAR", Edit(kPolicy, "designated: BLOCK", "designated: CLEAR")},
      {"a flag that there is not", Edit(kPolicy, "pep: CLEAR", "politician: CLEAR")},
      {"one key in two files", Add("regimes/b.yaml", SmallRules()[kRegime])},
      {"a bad regular expression", Edit("patterns/a.yaml", "imo (", "imo ((")},
      {"a group without a source", Edit("groups/a.yaml", "    sources: [Text 1]\n", "")},
      {"several at once", Edit(kPolicy, "key: small\nmatch_score_min: 0.7001",
                               "key: small\nunknown: 1\nmatch_score_min: 7\non_yes: CLEAR")},
      {"a golden case that does not hold",
       Add("sources/cases.yaml", "cases:\n  - {word: beta, authority: BB}\n")},
  };
  return mistakes;
}

// Who may read everything meets no mistake in permissions: the check is made as nobody.
class AsNobody {
 public:
  explicit AsNobody(const support::TempDir& dir) : root_(::geteuid() == 0) {
    if (!root_) return;
    EXPECT_EQ(::chmod(dir.path().c_str(), 0755), 0);
    EXPECT_EQ(::seteuid(kNobody), 0);
  }
  ~AsNobody() {
    if (root_) {
      EXPECT_EQ(::seteuid(0), 0);
    }
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  const bool root_;
};

std::string SaidOf(const Mistake& mistake) {
  const support::TempDir dir;
  WriteRules(dir, SmallRules());
  mistake.make(dir);
  const AsNobody nobody(dir);
  const auto check = CheckRules(dir.path());
  EXPECT_THAT(check, support::IsOk());
  if (!check.ok()) return "";
  EXPECT_FALSE(check->problems.empty()) << mistake.what;
  std::vector<std::string> said;
  for (const absl::Status& problem : check->problems) {
    said.push_back(absl::StrReplaceAll(
        ErrorText(problem), {{dir.path() + "/", "rules/"}, {dir.path(), "rules"}, {"|", "\\|"}}));
  }
  return Join(said, "<br>");
}

TEST(MistakeTableTest, IsWhatIsSaid) {
  ASSERT_GE(Mistakes().size(), 20u);
  std::string table = "| mistake | what is said |\n|---|---|\n";
  for (const Mistake& mistake : Mistakes()) {
    absl::StrAppend(&table, "| ", mistake.what, " | ", SaidOf(mistake), " |\n");
  }
  const std::string path = JoinPath(ProjectRules(), "README.md");
  const auto page = ReadFile(path);
  ASSERT_THAT(page, support::IsOk());
  const std::size_t begin = page->find(kBegin);
  const std::size_t end = page->find(kEnd);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::size_t first = begin + kBegin.size();
  if (std::getenv("LYNCEUS_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path) << page->substr(0, first) << table << page->substr(end);
    return;
  }
  EXPECT_EQ(page->substr(first, end - first), table);
}

}  // namespace
}  // namespace lynceus::rules
