#include "lib/rules/rule_files.h"

#include <filesystem>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/strings.h"
#include "lib/rules/pack_kinds.h"

namespace lynceus::rules {
namespace {

constexpr std::size_t kRuleFilesMax = 1'000;          // a set has some twenty
constexpr int kDepthMax = 3;                          // pack, examples in it, files
constexpr std::string_view kSchemasName = "schemas";  // for editors

// Of editors, readers and mounted volumes: nothing of it is a rule.
bool IsPassedOver(std::string_view name, int depth) {
  return name.starts_with('.') || name.ends_with(".md") || (depth == 1 && name == kSchemasName);
}

// Why nothing can read what stands at `path`; "" where something can.
std::string NoFileCause(const std::string& path) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (std::filesystem::is_directory(status)) return "a directory stands where a file is expected";
  if (std::filesystem::is_regular_file(status)) return "";
  if (std::filesystem::is_symlink(path, error)) return "the link leads to no file";
  return "it is no regular file";
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
      if (IsPassedOver(name, depth)) continue;
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
    if (IsDirectory(path) && depth < kDepthMax && KindOf(relative) == nullptr) {
      Directory(relative, depth + 1);
      return;
    }
    const std::string cause = NoFileCause(path);
    if (!cause.empty()) {
      problems_.Add({path, 0}, cause, "put the file there, or move it away");
      return;
    }
    if (KindOf(relative) == nullptr) {
      problems_.Add({path, 0}, "nothing reads this file",
                    absl::StrCat("mend its name or place (", KnownPlaces(), "), or move it away"));
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
  std::map<std::string, std::pair<PackTime, Sha256Builder>> packs;
  for (const auto& [path, content] : files.content) {
    const PackKind& kind = *KindOf(path);
    if (kind.pack.empty()) continue;
    auto& [time, builder] = packs[std::string(kind.pack)];
    time = kind.time;
    builder.AddField(path);
    builder.AddField(content);
  }
  Sha256Builder all;
  Sha256Builder build;
  for (auto& [pack, timed] : packs) {
    auto& [time, builder] = timed;
    files.packs.push_back({.pack = pack, .time = time, .digest = ToHex(builder.Finish())});
    for (Sha256Builder* const over : {&all, &build}) {
      if (over == &build && time != PackTime::kBuild) continue;
      over->AddField(pack);
      over->AddField(files.packs.back().digest);
    }
  }
  files.digest = ToHex(all.Finish());
  files.build_digest = ToHex(build.Finish());
  return files;
}

}  // namespace lynceus::rules
