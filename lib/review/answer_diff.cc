#include "lib/review/answer_diff.h"

#include <algorithm>
#include <array>
#include <map>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/json_value.h"

namespace lynceus::review {
namespace {

using Kind = JsonValue::Kind;

constexpr std::string_view kNotThere = "not there";

// Members whose text is a word of ours, an id or a day: never a name.
constexpr std::array<std::string_view, 26> kPlainMembers = {
    "decision",       "reasons", "as_of", "snapshot",  "rules",  "preset",   "engine",
    "authority",      "date",    "state", "entity_id", "schema", "list",     "programme",
    "regime",         "verdict", "basis", "measure",   "type",   "interest", "blocked_share",
    "unstated_share", "start",   "end",   "listing",   "class"};

// What an element of an array is about, by the members that name it.
std::string KeyOf(const JsonValue& element) {
  if (element.kind != Kind::kObject) return "";
  std::string key;
  for (const std::string_view member : {"entity_id", "regime", "type", "authority", "name"}) {
    const JsonValue* const value = element.Find(member);
    if (value == nullptr || value->kind != Kind::kString) continue;
    absl::StrAppend(&key, key.empty() ? "" : " ", value->text);
    // A match, a verdict and a flag are named by one word; a list by two, of which the second is no
    // party's name.
    if (member != "authority") break;
  }
  return key;
}

bool IsKeyed(std::string_view member) {
  constexpr std::array<std::string_view, 6> kKeyed = {
      "hits", "suppressed", "flags", "ownership", "lists", "declared_ownership"};
  return std::find(kKeyed.begin(), kKeyed.end(), member) != kKeyed.end();
}

std::string_view LastMember(std::string_view place) {
  while (true) {
    const std::size_t slash = place.rfind('/');
    const std::string_view last = slash == std::string_view::npos ? place : place.substr(slash + 1);
    const bool position =
        std::all_of(last.begin(), last.end(), [](char byte) { return byte >= '0' && byte <= '9'; });
    if (!position || slash == std::string_view::npos) return last;
    place = place.substr(0, slash);
  }
}

std::string WhatOf(const std::string& place) {
  const std::string_view first = std::string_view(place).substr(0, place.find('/'));
  const auto within = [&](std::string_view part) { return place.find(part) != std::string::npos; };
  if (first == "decision" || first == "reasons") return "decision";
  if (first == "snapshot" || first == "rules" || first == "engine") return "identity";
  if (first == "lists") return "lists";
  if (within("/flags")) return "flags";
  if (within("/ownership") || first == "declared_ownership") return "verdicts";
  if (within("/score") || within("/explanation")) return "scores";
  if (first == "hits" || first == "suppressed") return std::string(first);
  return "other";
}

std::string Said(const JsonValue& value, std::string_view place) {
  switch (value.kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBool:
    case Kind::kNumber:
      return value.text;
    case Kind::kString: {
      const std::string_view member = LastMember(place);
      const bool plain =
          std::find(kPlainMembers.begin(), kPlainMembers.end(), member) != kPlainMembers.end();
      return plain ? value.text : "(a text)";
    }
    case Kind::kArray:
      return absl::StrCat(value.items.size(), " elements");
    case Kind::kObject:
      return "there";
  }
  return "";
}

class Comparer {
 public:
  void Compare(const std::string& place, const JsonValue* before, const JsonValue* after) {
    const bool same_kind = before != nullptr && after != nullptr && before->kind == after->kind;
    if (same_kind && before->kind == Kind::kObject) return CompareObjects(place, *before, *after);
    if (same_kind && before->kind == Kind::kArray) return CompareArrays(place, *before, *after);
    if (!same_kind || before->text != after->text) Add(place, before, after);
  }

  std::vector<AnswerChange> Take() { return std::move(changes_); }

 private:
  static std::string Below(const std::string& place, std::string_view key) {
    return place.empty() ? std::string(key) : absl::StrCat(place, "/", ToAbsl(key));
  }

  void Add(const std::string& place, const JsonValue* before, const JsonValue* after) {
    const auto said = [&](const JsonValue* value) {
      return value == nullptr ? std::string(kNotThere) : Said(*value, place);
    };
    changes_.push_back(
        {.what = WhatOf(place), .place = place, .before = said(before), .after = said(after)});
  }

  void CompareObjects(const std::string& place, const JsonValue& before, const JsonValue& after) {
    for (const std::string& key : before.keys) {
      Compare(Below(place, key), before.Find(key), after.Find(key));
    }
    for (const std::string& key : after.keys) {
      if (before.Find(key) == nullptr) Compare(Below(place, key), nullptr, after.Find(key));
    }
  }

  void CompareArrays(const std::string& place, const JsonValue& before, const JsonValue& after) {
    if (!IsKeyed(LastMember(place))) {
      CompareByPosition(place, before, after);
      return;
    }
    const auto old = ByKey(before);
    const auto young = ByKey(after);
    for (const auto& [key, value] : old) {
      const auto found = young.find(key);
      Compare(Below(place, key), value, found == young.end() ? nullptr : found->second);
    }
    for (const auto& [key, value] : young) {
      if (!old.contains(key)) Compare(Below(place, key), nullptr, value);
    }
    if (changes_.empty() && Order(before) != Order(after)) {
      changes_.push_back(
          {.what = WhatOf(place), .place = place, .before = "one order", .after = "another"});
    }
  }

  void CompareByPosition(const std::string& place, const JsonValue& before,
                         const JsonValue& after) {
    const std::size_t count = std::max(before.items.size(), after.items.size());
    for (std::size_t i = 0; i < count; ++i) {
      Compare(Below(place, absl::StrCat(i)), i < before.items.size() ? &before.items[i] : nullptr,
              i < after.items.size() ? &after.items[i] : nullptr);
    }
  }

  // A second element of one key gets its number.
  static std::map<std::string, const JsonValue*> ByKey(const JsonValue& array) {
    std::map<std::string, const JsonValue*> elements;
    for (const JsonValue& element : array.items) {
      const std::string key = KeyOf(element);
      std::string free = key;
      for (int number = 2; elements.contains(free); ++number) {
        free = absl::StrCat(key, "#", number);
      }
      elements.emplace(std::move(free), &element);
    }
    return elements;
  }

  static std::vector<std::string> Order(const JsonValue& array) {
    std::vector<std::string> keys;
    keys.reserve(array.items.size());
    for (const JsonValue& element : array.items) keys.push_back(KeyOf(element));
    return keys;
  }

  std::vector<AnswerChange> changes_;
};

}  // namespace

absl::StatusOr<std::vector<AnswerChange>> DiffAnswers(std::string_view before,
                                                      std::string_view after) {
  LYNCEUS_ASSIGN_OR_RETURN(const JsonValue old, ParseJson(before));
  LYNCEUS_ASSIGN_OR_RETURN(const JsonValue young, ParseJson(after));
  Comparer comparer;
  comparer.Compare("", &old, &young);
  return comparer.Take();
}

bool OnlyIdentity(const std::vector<AnswerChange>& changes) {
  return std::all_of(changes.begin(), changes.end(),
                     [](const AnswerChange& change) { return change.what == "identity"; });
}

std::string ChangeText(const AnswerChange& change) {
  return absl::StrCat(change.what, ": ", change.place, ": ", change.before, " -> ", change.after);
}

}  // namespace lynceus::review
