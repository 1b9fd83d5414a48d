#include "lib/rules/rule_files.h"

#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/strings.h"
#include "lib/rules/publishers.h"

namespace lynceus::rules {
namespace {

constexpr std::size_t kRuleFilesMax = 1'000;  // a set has some twenty
constexpr int kDepthMax = 3;                  // a pack's directory, its examples' and their files

bool IsPinned(std::string_view path) {
  return path.starts_with("names/") || path.starts_with("programmes/") ||
         path.starts_with("sources/");
}

bool IsRead(std::string_view path) {
  const std::string_view directory = path.substr(0, path.rfind('/') + 1);
  if (directory == "names/" || path == kPublishersFile) return true;
  if (path == "regimes/cases.json") return true;
  if (directory == "policy/") {
    const std::string_view name = path.substr(directory.size());
    return name == "default.yaml" || name == "presets.yaml" || name == "rebuttals.yaml" ||
           name == "good_guys.yaml" || name == "block_entries.yaml" || name == "cases.yaml";
  }
  for (const std::string_view pack :
       {"flags/", "policy/examples/", "programmes/", "regimes/", "sources/"}) {
    if (directory == pack) return path.ends_with(".yaml");
  }
  return false;
}

bool IsExample(std::string_view path) { return path.starts_with("policy/examples/"); }

class Walk {
 public:
  Walk(std::string directory, RuleFiles& files, Problems& problems)
      : directory_(std::move(directory)), files_(files), problems_(problems) {}

  void Directory(const std::string& relative, int depth) {
    const std::string path = relative.empty() ? directory_ : JoinPath(directory_, relative);
    const auto names = ListDirectory(path);
    if (!names.ok()) {
      problems_.Add(names.status());
      return;
    }
    for (const std::string& name : *names) {
      if (name.starts_with('.') || name.ends_with(".md")) continue;
      Entry(JoinPath(relative, name), depth);
    }
  }

 private:
  void Entry(const std::string& relative, int depth) {
    const std::string path = JoinPath(directory_, relative);
    if (files_.content.size() >= kRuleFilesMax) {
      if (!std::exchange(full_, true)) {
        problems_.Add(LimitError({.subject = directory_,
                                  .cause = "there are too many files",
                                  .limit = absl::StrCat(kRuleFilesMax, " files"),
                                  .remedy = "name a rule directory"}));
      }
      return;
    }
    if (IsDirectory(path) && depth < kDepthMax) {
      Directory(relative, depth + 1);
      return;
    }
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error) || !IsRead(relative)) {
      problems_.Add({path, 0}, "nothing reads this file",
                    "mend its name or place (flags/, programmes/, regimes/, sources/ *.yaml, "
                    "names/, policy/default.yaml, policy/presets.yaml, policy/rebuttals.yaml, "
                    "policy/good_guys.yaml, policy/block_entries.yaml, sources.yaml), or move it "
                    "away");
      return;
    }
    auto content = ReadFile(path, limits::kRuleFileBytesMax);
    if (content.ok()) {
      files_.content.emplace(relative, *std::move(content));
    } else {
      problems_.Add(content.status());
    }
  }

  const std::string directory_;
  RuleFiles& files_;
  Problems& problems_;
  bool full_ = false;
};

}  // namespace

RuleFiles ReadRuleFiles(const std::string& directory, Problems& problems) {
  RuleFiles files;
  Walk(directory, files, problems).Directory("", 1);
  Sha256Builder all;
  Sha256Builder build;
  for (const auto& [path, content] : files.content) {
    const bool in_no_digest =
        BaseName(path).starts_with("cases.") || path == kPublishersFile || IsExample(path);
    if (in_no_digest) continue;
    all.AddField(path);
    all.AddField(content);
    if (!IsPinned(path)) continue;
    build.AddField(path);
    build.AddField(content);
  }
  files.digest = ToHex(all.Finish());
  files.build_digest = ToHex(build.Finish());
  return files;
}

}  // namespace lynceus::rules
