#pragma once
// Strict YAML. What the YAML library lets pass and a rule must not hold is refused with file and
// line: keys given twice or unknown, keys without a value, anchors, aliases, tags, a second
// document, control characters, bytes that are no UTF-8. Every problem is collected.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/model/date.h"
#include "lib/rules/problems.h"

namespace lynceus::rules {

// A document as a tree. Values keep their text: what is a number or a day is decided by the reader
// of a key, never guessed.
struct YamlNode {
  enum class Kind : std::uint8_t { kNull, kText, kList, kMap };
  Kind kind = Kind::kNull;
  int line = 0;
  std::string text;
  std::vector<std::pair<std::string, int>> keys;  // of a map, with their lines
  std::vector<YamlNode> items;  // of a list; or the values of a map, in the order of `keys`
};

// Returns the one document of `content`, read from `file`. Nothing where anything is wrong with its
// form; then `problems` says what.
std::optional<YamlNode> ReadYaml(const std::string& file, const std::string& content,
                                 Problems& problems);

// A map whose keys are asked for by name; Finish reports those that were not. What is wrong with a
// value is reported, and the reading goes on with a harmless one.
class YamlMap {
 public:
  // `path` is what stands before the keys in Problems::Asked. REQUIRES: node and problems outlive
  // the object.
  YamlMap(std::string file, const YamlNode& node, Problems& problems, std::string path = "");

  // Whether the key is there, with a value or without.
  bool Has(std::string_view key);
  // A missing key gives "" (and a problem where `required`).
  std::string Text(std::string_view key, bool required);
  // A list of texts without repetition; a missing key gives none.
  std::vector<std::string> Texts(std::string_view key);
  // true or false. REQUIRED key: a switch that is left out would hide what is chosen.
  bool Flag(std::string_view key);
  // An integer in [0, value_max].
  int Number(std::string_view key, int otherwise, int value_max);
  std::optional<Date> Day(std::string_view key);
  // A decimal with at most four digits behind the point, in [value_min, 1], in 1/10,000; exact.
  std::int32_t Score(std::string_view key, std::int32_t otherwise, std::int32_t value_min);
  // A percent in (0, 100], in parts per million; exact. Required.
  std::int64_t PercentPpm(std::string_view key);
  // One map; nothing where the key is not there.
  std::optional<YamlMap> Map(std::string_view key);
  // The items of a list of maps.
  std::vector<YamlMap> Maps(std::string_view key);
  // The pairs of a map of texts, in file order.
  std::vector<std::pair<std::string, std::string>> Pairs(std::string_view key);

  // Reports a problem at `key` (or at the map where it is not there).
  void Problem(std::string_view key, const std::string& cause, std::string remedy);
  // Reports every key that was not asked for, with the one that is most like it.
  void Finish();
  Place place() const { return {file_, node_->line}; }

 private:
  // The value of `key`, or nothing where the key is missing or has no value (which is reported).
  // The value, whether it is null or not; notes that the key was asked for.
  const YamlNode* Ask(std::string_view key);
  const YamlNode* Take(std::string_view key);
  const YamlNode* Find(std::string_view key) const;

  std::string file_;
  const YamlNode* node_;
  Problems* problems_;
  std::string path_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace lynceus::rules
