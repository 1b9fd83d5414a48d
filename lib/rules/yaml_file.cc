// yaml-cpp's exceptions end in this file. Anchors are seen by its event interface, since the node
// tree no longer shows them.
#include "lib/rules/yaml_file.h"

#include <yaml-cpp/eventhandler.h>

#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/model/share.h"

namespace lynceus::rules {
namespace {

// Finds the first anchor or alias of a document.
class AnchorFinder final : public YAML::EventHandler {
 public:
  std::optional<YAML::Mark> found;

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { See(mark, anchor); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override { See(mark, 1); }
  void OnScalar(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                const std::string& /*value*/) override {
    See(mark, anchor);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    See(mark, anchor);
  }
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    See(mark, anchor);
  }
  void OnMapEnd() override {}

 private:
  void See(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0 && !found) found = mark;
  }
};

void FindDuplicateKeys(const std::string& file, const YAML::Node& node, Problems& problems) {
  if (node.IsSequence()) {
    for (const YAML::Node& item : node) FindDuplicateKeys(file, item, problems);
  }
  if (!node.IsMap()) return;
  std::set<std::string> seen;
  for (const auto& entry : node) {
    if (!entry.first.IsScalar() || !seen.insert(entry.first.Scalar()).second) {
      problems.Add(file, entry.first.Mark(), "the key is given twice, or is no plain word",
                   "keep one of them");
    }
    FindDuplicateKeys(file, entry.second, problems);
  }
}

// Reads a decimal with at most `decimals` digits behind the point, exactly; nothing where it is
// none.
std::optional<std::int64_t> Decimal(const std::string& text, int decimals) {
  std::int64_t value = 0;
  int behind = -1;
  if (text.empty() || text.size() > 12) return std::nullopt;
  for (const char byte : text) {
    if (byte == '.' && behind < 0) {
      behind = 0;
    } else if (byte >= '0' && byte <= '9') {
      value = value * 10 + (byte - '0');
      if (behind >= 0 && ++behind > decimals) return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  for (int i = std::max(behind, 0); i < decimals; ++i) value *= 10;
  return value;
}

}  // namespace

void Problems::Add(const std::string& file, const YAML::Mark& mark, std::string cause,
                   std::string remedy) {
  Add(InvalidError({.subject = file,
                    .place = absl::StrCat("line ", mark.line + 1),
                    .cause = std::move(cause),
                    .remedy = std::move(remedy)}));
}

std::optional<YAML::Node> ReadYamlFile(const std::string& path, Problems& problems) {
  const auto text = ReadFile(path, limits::kRuleFileBytesMax);
  if (!text.ok()) {
    problems.Add(text.status());
    return std::nullopt;
  }
  try {
    std::istringstream stream(*text);
    YAML::Parser parser(stream);
    AnchorFinder anchors;
    while (parser.HandleNextDocument(anchors)) {
    }
    if (anchors.found) {
      problems.Add(path, *anchors.found, "anchors and aliases are not allowed",
                   "write the values out");
      return std::nullopt;
    }
    YAML::Node node = YAML::Load(*text);
    const std::size_t before = problems.found().size();
    FindDuplicateKeys(path, node, problems);
    if (problems.found().size() != before) return std::nullopt;
    return node;
  } catch (const YAML::Exception& error) {
    problems.Add(path, error.mark, "not YAML: " + error.msg, "mend the syntax");
    return std::nullopt;
  }
}

YamlMap::YamlMap(std::string file, YAML::Node node, Problems& problems)
    : file_(std::move(file)), node_(std::move(node)), problems_(&problems) {
  if (!node_.IsMap()) {
    problems.Add(file_, node_.Mark(), "a map of keys is expected here", "write key: value");
    node_ = YAML::Node(YAML::NodeType::Map);
  }
}

YAML::Node YamlMap::Take(const char* key) {
  asked_.insert(key);
  return node_[key];
}

bool YamlMap::Has(const char* key) const { return node_[key].IsDefined(); }

void YamlMap::Problem(const char* key, std::string cause, std::string remedy) {
  const YAML::Node at = node_[key];
  problems_->Add(file_, at.IsDefined() ? at.Mark() : node_.Mark(), absl::StrCat(key, ": ", cause),
                 std::move(remedy));
}

std::string YamlMap::Text(const char* key, bool required) {
  const YAML::Node value = Take(key);
  if (!value.IsDefined() || value.IsNull()) {
    if (required) Problem(key, "the key is missing", "add it");
    return "";
  }
  if (!value.IsScalar()) {
    Problem(key, "a text is expected", "write one value");
    return "";
  }
  if (required && value.Scalar().empty()) Problem(key, "the value is empty", "say what it is");
  return value.Scalar();
}

std::vector<std::string> YamlMap::Texts(const char* key) {
  const YAML::Node value = Take(key);
  std::vector<std::string> texts;
  if (!value.IsDefined() || value.IsNull()) return texts;
  if (!value.IsSequence()) {
    Problem(key, "a list of texts is expected", "write [a, b]");
    return texts;
  }
  for (const YAML::Node& item : value) {
    if (item.IsScalar()) {
      texts.push_back(item.Scalar());
    } else {
      problems_->Add(file_, item.Mark(), absl::StrCat(key, ": a text is expected"), "write [a, b]");
    }
  }
  return texts;
}

bool YamlMap::Flag(const char* key, bool otherwise) {
  const std::string text = Text(key, false);
  if (text.empty()) return otherwise;
  if (text != "true" && text != "false") Problem(key, "it is neither true nor false", "write one");
  return text == "true";
}

int YamlMap::Number(const char* key, int otherwise, int value_max) {
  const std::string text = Text(key, false);
  if (text.empty()) return otherwise;
  const auto value = Decimal(text, 0);
  if (!value || *value > value_max) {
    Problem(key, absl::StrCat("it is no whole number from 0 to ", value_max), "write one");
    return otherwise;
  }
  return static_cast<int>(*value);
}

std::optional<Date> YamlMap::Day(const char* key) {
  const std::string text = Text(key, false);
  if (text.empty()) return std::nullopt;
  const auto day = Date::ParseIso(text);
  if (day.ok()) return *day;
  Problem(key, "it is no day of the calendar", "write YYYY-MM-DD");
  return std::nullopt;
}

std::int32_t YamlMap::Score(const char* key, std::int32_t otherwise) {
  const std::string text = Text(key, false);
  if (text.empty()) return otherwise;
  const auto value = Decimal(text, 4);
  if (!value || *value < 1 || *value > 10'000) {
    Problem(key, "it is no score above 0 and up to 1 with four decimals", "write 0.70");
    return otherwise;
  }
  return static_cast<std::int32_t>(*value);
}

std::int64_t YamlMap::PercentPpm(const char* key) {
  const auto share = Share::Parse(Text(key, true));
  if (share.ok() && share->exact() && share->lo().ppm > 0) return share->lo().ppm;
  Problem(key, "it is no percent above 0 and up to 100", "write 50");
  return kWholePpm;
}

std::vector<YamlMap> YamlMap::Maps(const char* key) {
  const YAML::Node value = Take(key);
  std::vector<YamlMap> maps;
  if (!value.IsDefined() || value.IsNull()) return maps;
  if (!value.IsSequence()) {
    Problem(key, "a list is expected", "write - key: value");
    return maps;
  }
  for (const YAML::Node& item : value) maps.emplace_back(file_, item, *problems_);
  return maps;
}

std::vector<std::pair<std::string, std::string>> YamlMap::Pairs(const char* key) {
  const YAML::Node value = Take(key);
  std::vector<std::pair<std::string, std::string>> pairs;
  if (!value.IsDefined() || value.IsNull()) return pairs;
  if (!value.IsMap()) {
    Problem(key, "a map is expected", "write word: word");
    return pairs;
  }
  for (const auto& entry : value) {
    if (entry.second.IsScalar()) {
      pairs.emplace_back(entry.first.Scalar(), entry.second.Scalar());
    } else {
      problems_->Add(file_, entry.second.Mark(), absl::StrCat(key, ": a text is expected"),
                     "write word: word");
    }
  }
  return pairs;
}

void YamlMap::Finish() {
  for (const auto& entry : node_) {
    const std::string key = entry.first.Scalar();
    if (!asked_.contains(key)) {
      problems_->Add(file_, entry.first.Mark(), absl::StrCat(key, ": there is no such key"),
                     "mend its spelling or remove it");
    }
  }
}

}  // namespace lynceus::rules
