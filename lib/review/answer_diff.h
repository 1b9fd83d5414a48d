#pragma once
// What differs between two answers as they stand in records: place by place, whatever builds made
// them. Members that one of the builds does not know are differences too.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace lynceus::review {

// One place where they differ. Values are said where they are words, numbers and days; of texts
// that may hold a name only that they differ.
struct AnswerChange {
  std::string what;    // "decision", "hits", "suppressed", "scores", "flags", "verdicts", "lists",
                       // "identity" (snapshot, rules and engine by name), or "other"
  std::string place;   // "hits/ofac-sdn:15/score"
  std::string before;  // "not there" where it is absent
  std::string after;
};

// None: they are equal member by member. Elements of hits, flags, verdicts and lists are compared
// by what they are about, others by position. Errors: DataLoss where one is no JSON.
absl::StatusOr<std::vector<AnswerChange>> DiffAnswers(std::string_view before,
                                                      std::string_view after);

// True where nothing but the names of snapshot, rules and engine differs.
bool OnlyIdentity(const std::vector<AnswerChange>& changes);

// "scores: hits/ofac-sdn:15/score: 0.9100 -> 0.8800"
std::string ChangeText(const AnswerChange& change);

}  // namespace lynceus::review
