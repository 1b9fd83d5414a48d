#pragma once
// From an answer to an entry of policy/good_guys.yaml: what a person decided about one match of it.

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace lynceus::review {

// What the answer does not say.
struct GoodGuyDecision {
  std::string listed;  // an id of the listed party
  std::string key;     // empty: made of the two digests
  std::string author;
  std::string approver;
  std::string reason;
  std::string from;   // ISO day; empty: the answer's
  std::string until;  // ISO day
};

// The entry in YAML, a list item to be put below `good_guys:`. `answer` is one JSON object as
// `screen --format json` and `batch` write it. The counterparty's own id stands in the entry where
// the answer has one.
// Errors: InvalidArgument where the answer is none, or is of a program that wrote no digests; where
// author and approver are one, a day is none or the reason is missing; NotFound where the answer
// has no match of that party, or only one of a declared owner.
absl::StatusOr<std::string> GoodGuyEntry(std::string_view answer, const GoodGuyDecision& decision);

}  // namespace lynceus::review
