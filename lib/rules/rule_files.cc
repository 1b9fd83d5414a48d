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
constexpr int kDepthMax = 2;                  // the pack's directory and its files

bool IsPinned(std::string_view path) {
  return path.starts_with("names/") || path.starts_with("programmes/") ||
         path.starts_with("sources/");
}

bool IsRead(std::string_view path) {
  if (path.starts_with("names/") || path == kPublishersFile) return true;
  if (path == "policy/default.yaml" || path == "policy/presets.yaml" ||
      path == "policy/rebuttals.yaml") {
    return true;
  }
  for (const std::string_view pack :
       {"flags/", "groups/", "patterns/", "programmes/", "regimes/", "sources/"}) {
    if (path.starts_with(pack)) return path.ends_with(".yaml");
  }
  return false;
}

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
                    "mend its name or place (flags/, groups/, patterns/, programmes/, regimes/, "
                    "sources/ *.yaml, names/, policy/default.yaml, policy/presets.yaml, "
                    "policy/rebuttals.yaml, "
                    "sources.yaml), or move it away");
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
    if (BaseName(path) == "cases.yaml" || path == kPublishersFile) continue;
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
