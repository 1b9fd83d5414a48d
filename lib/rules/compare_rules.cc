// Both directories are read as trees of YAML, without regard to what the keys mean: every pack is
// compared by the same code, also one that comes later.
#include "lib/rules/compare_rules.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/rules/pack_kinds.h"
#include "lib/rules/rule_files.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {
namespace {

constexpr std::size_t kShownBytesMax = 120;

using Kind = YamlNode::Kind;

std::string InOneLine(const YamlNode& node) {
  if (node.kind == Kind::kText) return node.text;
  if (node.kind == Kind::kNull) return "nothing";
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const std::string key = node.kind == Kind::kMap ? node.keys[i].first + ": " : "";
    parts.push_back(key + InOneLine(node.items[i]));
  }
  const std::string all = Join(parts, ", ");
  return node.kind == Kind::kMap ? "{" + all + "}" : "[" + all + "]";
}

std::string Shown(const YamlNode* node) {
  if (node == nullptr) return "";
  std::string text = InOneLine(*node);
  if (text.size() <= kShownBytesMax) return text;
  return std::string(CutUtf8(text, kShownBytesMax)) + "...";
}

const YamlNode* ValueOf(const YamlNode& map, std::string_view key) {
  for (std::size_t i = 0; i < map.keys.size(); ++i) {
    if (map.keys[i].first == key) return &map.items[i];
  }
  return nullptr;
}

// The items by what tells them apart, in their order; nothing where several have the same.
using Items = std::vector<std::pair<std::string, const YamlNode*>>;
std::optional<Items> ByKey(const YamlNode& list) {
  Items items;
  std::set<std::string> seen;
  for (const YamlNode& item : list.items) {
    const YamlNode* const key = item.kind == Kind::kMap ? ValueOf(item, "key") : nullptr;
    if (key == nullptr || !seen.insert(key->text).second) return std::nullopt;
    items.emplace_back(key->text, &item);
  }
  return items;
}

Items ByText(const YamlNode& list) {
  Items items;
  std::map<std::string, int> seen;
  for (const YamlNode& item : list.items) {
    const std::string text = InOneLine(item);
    items.emplace_back(absl::StrCat(text, "#", ++seen[text]), &item);
  }
  return items;
}

const YamlNode* Find(const Items& items, const std::string& key) {
  const auto found = std::ranges::find(items, key, &Items::value_type::first);
  return found == items.end() ? nullptr : found->second;
}

class Comparison {
 public:
  Comparison(std::string file, std::vector<KeyChange>& into)
      : file_(std::move(file)), into_(into) {}

  // One of them may be missing.
  void Compare(const std::string& path, const YamlNode* before, const YamlNode* after) {
    const bool alike = before != nullptr && after != nullptr && before->kind == after->kind;
    if (alike && before->kind == Kind::kMap) return CompareMaps(path, *before, *after);
    if (alike && before->kind == Kind::kList) return CompareLists(path, *before, *after);
    if (!alike || before->text != after->text) Add(path, before, after);
  }

 private:
  void Add(const std::string& path, const YamlNode* before, const YamlNode* after) {
    into_.push_back({.file = file_, .key = path, .before = Shown(before), .after = Shown(after)});
  }

  void CompareMaps(const std::string& path, const YamlNode& before, const YamlNode& after) {
    const std::string prefix = path.empty() ? "" : path + ".";
    for (std::size_t i = 0; i < before.keys.size(); ++i) {
      const std::string& key = before.keys[i].first;
      Compare(prefix + key, &before.items[i], ValueOf(after, key));
    }
    for (std::size_t i = 0; i < after.keys.size(); ++i) {
      const std::string& key = after.keys[i].first;
      if (ValueOf(before, key) == nullptr) Compare(prefix + key, nullptr, &after.items[i]);
    }
  }

  void CompareLists(const std::string& path, const YamlNode& before, const YamlNode& after) {
    const auto keyed_before = ByKey(before);
    const auto keyed_after = ByKey(after);
    if (keyed_before && keyed_after) return CompareItems(path, *keyed_before, *keyed_after, true);
    const bool maps = std::ranges::all_of(
        before.items, [](const YamlNode& item) { return item.kind == Kind::kMap; });
    if (maps && before.items.size() == after.items.size()) return ByPlace(path, before, after);
    CompareItems(path, ByText(before), ByText(after), false);
  }

  void ByPlace(const std::string& path, const YamlNode& before, const YamlNode& after) {
    for (std::size_t i = 0; i < before.items.size(); ++i) {
      Compare(absl::StrCat(path, "[", i + 1, "]"), &before.items[i], &after.items[i]);
    }
  }

  void CompareItems(const std::string& path, const Items& before, const Items& after, bool keyed) {
    const auto at = [&](const std::string& key) { return keyed ? path + "[" + key + "]" : path; };
    for (const auto& [key, item] : before) Compare(at(key), item, Find(after, key));
    for (const auto& [key, item] : after) {
      if (Find(before, key) == nullptr) Compare(at(key), nullptr, item);
    }
  }

  const std::string file_;
  std::vector<KeyChange>& into_;
};

absl::StatusOr<RuleFiles> ReadAll(const std::string& directory) {
  if (!IsDirectory(directory)) {
    return NotFoundError({.subject = directory,
                          .cause = "there is no such directory",
                          .remedy = "name a rule directory"});
  }
  Problems problems;
  RuleFiles files = ReadRuleFiles(directory, problems);
  if (!problems.found().empty()) return problems.found().front();
  return files;
}

// The file's tree; nothing where it is not there. Text that is no YAML is one value.
absl::StatusOr<std::optional<YamlNode>> TreeOf(const std::string& directory,
                                               const std::string& path, const RuleFiles& files) {
  const auto found = files.content.find(path);
  if (found == files.content.end()) return std::optional<YamlNode>();
  if (KindOf(path)->schema.empty()) {
    return std::optional<YamlNode>({.kind = Kind::kText, .text = found->second});
  }
  Problems problems;
  auto node = ReadYaml(JoinPath(directory, path), found->second, problems);
  if (!problems.found().empty()) return problems.found().front();
  return node;
}

std::vector<PackChange> ComparePacks(const RuleFiles& before, const RuleFiles& after) {
  std::map<std::string, PackChange> changes;
  for (const PackDigest& pack : before.packs) {
    changes[pack.pack] = {.pack = pack.pack, .time = pack.time, .before = pack.digest, .after = ""};
  }
  for (const PackDigest& pack : after.packs) {
    PackChange& change = changes[pack.pack];
    change.pack = pack.pack;
    change.time = pack.time;
    change.after = pack.digest;
  }
  std::vector<PackChange> changed;
  for (auto& [name, change] : changes) {
    if (change.before != change.after) changed.push_back(std::move(change));
  }
  return changed;
}

}  // namespace

absl::StatusOr<RulesComparison> CompareRules(const std::string& before, const std::string& after) {
  LYNCEUS_ASSIGN_OR_RETURN(const RuleFiles files_before, ReadAll(before));
  LYNCEUS_ASSIGN_OR_RETURN(const RuleFiles files_after, ReadAll(after));
  RulesComparison comparison{.packs = ComparePacks(files_before, files_after), .keys = {}};
  std::set<std::string> paths;
  for (const auto& [path, content] : files_before.content) paths.insert(path);
  for (const auto& [path, content] : files_after.content) paths.insert(path);
  for (const std::string& path : paths) {
    if (KindOf(path)->pack.empty()) continue;
    const auto old = files_before.content.find(path);
    const auto young = files_after.content.find(path);
    const bool both = old != files_before.content.end() && young != files_after.content.end();
    if (both && old->second == young->second) continue;
    LYNCEUS_ASSIGN_OR_RETURN(const auto tree_before, TreeOf(before, path, files_before));
    LYNCEUS_ASSIGN_OR_RETURN(const auto tree_after, TreeOf(after, path, files_after));
    Comparison(path, comparison.keys)
        .Compare("", tree_before ? &*tree_before : nullptr, tree_after ? &*tree_after : nullptr);
  }
  return comparison;
}

}  // namespace lynceus::rules
