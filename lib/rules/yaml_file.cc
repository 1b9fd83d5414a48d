// The tree is built from the library's events: its own tree no longer shows anchors, tags and
// repeated keys. The library's exceptions end in this file.
#include "lib/rules/yaml_file.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/model/share.h"

namespace lynceus::rules {
namespace {

constexpr std::size_t kDecimalBytesMax = 12;  // far inside 64 bits, whatever the digits
constexpr std::size_t kKeyBytesMax = 64;      // of one for which another is proposed

int LineOf(const YAML::Mark& mark) { return mark.line + 1; }

// Builds the tree of the first document and reports what may not stand in it.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(std::string file, Problems& problems) : file_(std::move(file)), problems_(problems) {}

  int documents() const { return documents_; }
  YamlNode TakeRoot() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ == 2) Report(mark, "a second document begins", "keep one document in a file");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    CheckPlain(mark, "", anchor);
    Put({.kind = YamlNode::Kind::kNull, .line = LineOf(mark)});
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    Report(mark, "aliases are not allowed", "write the value out");
    Put({.kind = YamlNode::Kind::kText, .line = LineOf(mark)});
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    CheckPlain(mark, tag, anchor);
    Put({.kind = YamlNode::Kind::kText, .line = LineOf(mark), .text = value});
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    CheckPlain(mark, tag, anchor);
    open_.push_back({.node = {.kind = YamlNode::Kind::kList, .line = LineOf(mark)}});
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    CheckPlain(mark, tag, anchor);
    open_.push_back({.node = {.kind = YamlNode::Kind::kMap, .line = LineOf(mark)}});
  }
  void OnMapEnd() override { Close(); }

 private:
  // A list or map that has not ended; `has_key`: the next event is the value of its last key.
  struct Open {
    YamlNode node;
    std::set<std::string> seen;
    bool has_key = false;
  };

  void Report(const YAML::Mark& mark, std::string cause, std::string remedy) {
    problems_.Add({file_, LineOf(mark)}, std::move(cause), std::move(remedy));
  }

  // "?" and "!" are how the library says plain and quoted.
  void CheckPlain(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != 0)
      Report(mark, "anchors are not allowed", "write the value out where it is used");
    if (!tag.empty() && tag != "?" && tag != "!") {
      Report(mark, absl::StrCat("the tag ", tag, " is not allowed"), "write the value without it");
    }
  }

  void Close() {
    YamlNode node = std::move(open_.back().node);
    open_.pop_back();
    Put(std::move(node));
  }

  void Put(YamlNode node) {
    if (open_.empty()) {
      if (documents_ == 1) root_ = std::move(node);
      return;
    }
    Open& into = open_.back();
    if (into.node.kind == YamlNode::Kind::kMap && !into.has_key) {
      PutKey(into, node);
      return;
    }
    into.node.items.push_back(std::move(node));
    into.has_key = false;
  }

  void PutKey(Open& into, const YamlNode& key) {
    into.has_key = true;
    into.node.keys.emplace_back(key.text, key.line);
    const Place place{file_, key.line};
    if (key.kind != YamlNode::Kind::kText) {
      problems_.Add(place, "a key is no plain word", "write key: value");
    } else if (key.text == "<<") {
      problems_.Add(place, "merge keys are not allowed", "write the values out");
    } else if (!into.seen.insert(key.text).second) {
      problems_.Add(place, absl::StrCat(key.text, ": the key is given twice"), "keep one of them");
    }
  }

  const std::string file_;
  Problems& problems_;
  int documents_ = 0;
  YamlNode root_;
  std::vector<Open> open_;
};

// Characters that the YAML library would take for something else: it ends a text at U+0004 without
// a word. False where there was one, or bytes that are no UTF-8.
bool CheckCharacters(const std::string& file, std::string_view content, Problems& problems) {
  Place place{file, 0};
  while (!content.empty()) {
    const std::string_view line = content.substr(0, content.find('\n'));
    content.remove_prefix(std::min(line.size() + 1, content.size()));
    ++place.line;
    if (!IsValidUtf8(line)) {
      problems.Add(place, "the line is not UTF-8", "save the file as UTF-8");
      return false;
    }
    const bool control = std::any_of(line.begin(), line.end(), [](char c) {
      return (c >= 0 && c < ' ' && c != '\t' && c != '\r') || c == '\x7f';
    });
    if (control) {
      problems.Add(place, "the line holds a control character", "remove it");
      return false;
    }
  }
  return true;
}

// How many letters must change to make `b` of `a`.
std::size_t LettersApart(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({replaced, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row[b.size()];
}

// The key of `known` that somebody may have meant by `key`: two of its letters differ, or a third
// of them.
std::string MostLike(std::string_view key, const std::set<std::string, std::less<>>& known) {
  if (key.size() > kKeyBytesMax) return "";
  std::string like;
  std::size_t apart_max = std::max<std::size_t>(2, key.size() / 3) + 1;
  for (const std::string& each : known) {
    const std::size_t apart = LettersApart(key, each);
    if (apart >= apart_max) continue;
    apart_max = apart;
    like = each;
  }
  return like;
}

// Reads a decimal with at most `decimals` digits behind the point, exactly; nothing where it is
// none.
std::optional<std::int64_t> Decimal(std::string_view text, int decimals) {
  if (text.empty() || text.size() > kDecimalBytesMax) return std::nullopt;
  if (text.front() == '.' || text.back() == '.') return std::nullopt;
  std::int64_t value = 0;
  int behind = -1;
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

std::optional<YamlNode> ReadYaml(const std::string& file, const std::string& content,
                                 Problems& problems) {
  const std::size_t before = problems.found().size();
  if (!CheckCharacters(file, content, problems)) return std::nullopt;
  TreeBuilder builder(file, problems);
  try {
    std::istringstream stream(content);
    YAML::Parser parser(stream);
    while (builder.documents() < 2 && parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    problems.Add({file, LineOf(error.mark)}, "not YAML: " + error.msg, "mend the syntax");
  }
  if (problems.found().size() != before) return std::nullopt;
  if (builder.documents() == 0) {
    problems.Add({file, 0}, "the file is empty", "fill it or remove it");
    return std::nullopt;
  }
  return builder.TakeRoot();
}

YamlMap::YamlMap(std::string file, const YamlNode& node, Problems& problems, std::string path)
    : file_(std::move(file)), node_(&node), problems_(&problems), path_(std::move(path)) {
  if (node.kind != YamlNode::Kind::kMap) {
    problems.Add(place(), "a map of keys is expected here", "write key: value");
  }
}

const YamlNode* YamlMap::Find(std::string_view key) const {
  if (node_->kind != YamlNode::Kind::kMap) return nullptr;
  for (std::size_t i = 0; i < node_->keys.size(); ++i) {
    if (node_->keys[i].first == key) return &node_->items[i];
  }
  return nullptr;
}

const YamlNode* YamlMap::Ask(std::string_view key) {
  asked_.emplace(key);
  problems_->Asked(path_, key);
  return Find(key);
}

bool YamlMap::Has(std::string_view key) { return Ask(key) != nullptr; }

const YamlNode* YamlMap::Take(std::string_view key) {
  const YamlNode* value = Ask(key);
  if (value == nullptr || value->kind != YamlNode::Kind::kNull) return value;
  Problem(key, "the key has no value", "give one or remove the key");
  return nullptr;
}

void YamlMap::Problem(std::string_view key, const std::string& cause, std::string remedy) {
  Place at = place();
  for (const auto& [each, line] : node_->keys) {
    if (each == key) at.line = line;
  }
  problems_->Add(at, absl::StrCat(ToAbsl(key), ": ", cause), std::move(remedy));
}

std::string YamlMap::Text(std::string_view key, bool required) {
  const YamlNode* value = Take(key);
  if (value == nullptr) {
    const bool missing = Find(key) == nullptr && node_->kind == YamlNode::Kind::kMap;
    if (required && missing) Problem(key, "the key is missing", "add it");
    return "";
  }
  if (value->kind != YamlNode::Kind::kText) {
    Problem(key, "a text is expected", "write one value");
    return "";
  }
  if (value->text.empty()) Problem(key, "the value is empty", "give one or remove the key");
  return value->text;
}

std::vector<std::string> YamlMap::Texts(std::string_view key) {
  std::vector<std::string> texts;
  const YamlNode* value = Take(key);
  if (value == nullptr) return texts;
  if (value->kind != YamlNode::Kind::kList) {
    Problem(key, "a list of texts is expected", "write [a, b]");
    return texts;
  }
  std::set<std::string> seen;
  for (const YamlNode& item : value->items) {
    if (item.kind != YamlNode::Kind::kText || item.text.empty()) {
      problems_->Add({file_, item.line}, absl::StrCat(ToAbsl(key), ": a text is expected"),
                     "write [a, b]");
    } else if (!seen.insert(item.text).second) {
      problems_->Add({file_, item.line},
                     absl::StrCat(ToAbsl(key), ": ", item.text, " is given twice"),
                     "keep one of them");
    } else {
      texts.push_back(item.text);
    }
  }
  return texts;
}

bool YamlMap::Flag(std::string_view key) {
  const std::string text = Text(key, true);
  if (!text.empty() && text != "true" && text != "false") {
    Problem(key, "it is neither true nor false", "write one of them");
  }
  return text == "true";
}

int YamlMap::Number(std::string_view key, int otherwise, int value_max) {
  const std::string text = Text(key, false);
  if (text.empty()) return otherwise;
  const auto value = Decimal(text, 0);
  if (!value || *value > value_max) {
    Problem(key, absl::StrCat("it is no whole number from 0 to ", value_max), "write one");
    return otherwise;
  }
  return static_cast<int>(*value);
}

std::optional<Date> YamlMap::Day(std::string_view key) {
  const std::string text = Text(key, false);
  if (text.empty()) return std::nullopt;
  const auto day = Date::ParseIso(text);
  if (day.ok()) return *day;
  Problem(key, "it is no day of the calendar", "write YYYY-MM-DD");
  return std::nullopt;
}

std::int32_t YamlMap::Score(std::string_view key, std::int32_t otherwise, std::int32_t value_min) {
  const std::string text = Text(key, false);
  if (text.empty()) return otherwise;
  const auto value = Decimal(text, 4);
  if (!value || *value < value_min || *value > 10'000) {
    Problem(key,
            absl::StrCat("it is no decimal from 0.", absl::Dec(value_min, absl::kZeroPad4),
                         " to 1 with at most four digits behind the point"),
            "write 0.70");
    return otherwise;
  }
  return static_cast<std::int32_t>(*value);
}

std::int64_t YamlMap::PercentPpm(std::string_view key) {
  const std::string text = Text(key, true);
  if (text.empty()) return kWholePpm;
  const auto share = Share::Parse(text);
  if (share.ok() && share->exact() && share->lo().ppm > 0) return share->lo().ppm;
  Problem(key, "it is no percent above 0 and up to 100", "write 50");
  return kWholePpm;
}

std::optional<YamlMap> YamlMap::Map(std::string_view key) {
  const YamlNode* value = Take(key);
  if (value == nullptr) return std::nullopt;
  return YamlMap(file_, *value, *problems_, absl::StrCat(path_, ToAbsl(key), "."));
}

std::vector<YamlMap> YamlMap::Maps(std::string_view key) {
  std::vector<YamlMap> maps;
  const YamlNode* value = Take(key);
  if (value == nullptr) return maps;
  if (value->kind != YamlNode::Kind::kList) {
    Problem(key, "a list is expected", "write - key: value");
    return maps;
  }
  maps.reserve(value->items.size());
  const std::string path = absl::StrCat(path_, ToAbsl(key), "[].");
  for (const YamlNode& item : value->items) maps.emplace_back(file_, item, *problems_, path);
  return maps;
}

std::vector<std::pair<std::string, std::string>> YamlMap::Pairs(std::string_view key) {
  std::vector<std::pair<std::string, std::string>> pairs;
  const YamlNode* value = Take(key);
  if (value == nullptr) return pairs;
  if (value->kind != YamlNode::Kind::kMap) {
    Problem(key, "a map is expected", "write word: word");
    return pairs;
  }
  for (std::size_t i = 0; i < value->keys.size(); ++i) {
    const YamlNode& item = value->items[i];
    if (item.kind == YamlNode::Kind::kText) {
      pairs.emplace_back(value->keys[i].first, item.text);
    } else {
      problems_->Add({file_, item.line}, absl::StrCat(ToAbsl(key), ": a text is expected"),
                     "write word: word");
    }
  }
  return pairs;
}

void YamlMap::Finish() {
  for (const auto& [key, line] : node_->keys) {
    if (asked_.contains(key)) continue;
    const std::string like = MostLike(key, asked_);
    problems_->Add({file_, line}, absl::StrCat(key, ": there is no such key"),
                   like.empty() ? "mend its spelling or remove it"
                                : absl::StrCat("did you mean ", like, "? Else remove it"));
  }
}

}  // namespace lynceus::rules
