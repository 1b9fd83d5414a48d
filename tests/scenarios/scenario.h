#pragma once
// A golden scenario: list rows, interests and a question in one YAML file, with the whole decision
// that follows as text at its end.
//
//   source: where the rule stands; what the file shows is its first line, a comment
//   as_of: YYYY-MM-DD           un: false leaves the UN list out
//   ofac: [{uid, name, programme, remarks}]      rows of an SDN.CSV
//   ofac_cons: the same                          rows of a CONS_PRIM.CSV, the other lists
//   listed: [{id, name, country, founded, authorities: [EU, UK]}]  FollowTheMoney entities
//   interests: |                                 rows of an interests.csv, without its header
//   dated: true                                  their last two columns are start and end date
//   query: {names, ids, schema, owners: [{name | id, share}]}
//   expect: |                                    last in the file

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/decision.h"

namespace lynceus::scenarios {

struct Scenario {
  Date as_of;
  std::vector<std::string> files;  // written from the rows, in the work directory
  Counterparty query;
  std::string expected;
};

// Reads a scenario and writes its list files to `work_directory`. Errors: InvalidArgument naming
// the file and what is wrong with it.
absl::StatusOr<Scenario> LoadScenario(const std::string& path, const std::string& work_directory);

// The decision as lines: what was decided and why, each hit, each regime's verdict with its
// evidence. Scores stay out, so that tuning of names does not rewrite every file.
std::string Describe(const DecisionCore& core);

// Replaces the expectation at the end of the file.
absl::Status RewriteExpectation(const std::string& path, const std::string& expected);

}  // namespace lynceus::scenarios
