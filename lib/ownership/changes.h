#pragma once
// A file of changes for a ChangedGraph, as JSON: what if, what the bank knows, what it has
// rebutted.
//
// {"changes":[{"author":"A. Officer","reason":"share purchase agreement","date":"2026-11-01",
//    "change":"add_party",          "id":"x:1", "name":"New Holding"
//    "change":"add_interest",       "owner":ID, "subject":ID, "kind":"shares", "share":"25..50",
//                                   "from":DAY, "until":DAY (owner "": one whom nobody names)
//    "change":"set_interest",       the same, in place of every such statement between the two
//    "change":"remove_interest",    "owner":ID, "subject":ID, "kind":"shares"
//    "change":"add_designation",    "party":ID, "authority":.., "list":.., "programme":..,
//                                   "from":DAY, "until":DAY
//    "change":"remove_designation", "party":ID, "authority":.., "list":.. (without it: any)
//    "change":"rebut",              "party":ID, "regime":"eu-freeze", "from":DAY,
//                                   "until":DAY
// }, ..]}
// Changes hold in the order of the file. Author and reason are required of each, since they stand
// in the evidence; an unknown member is an error.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/ownership/changed_graph.h"

namespace lynceus::ownership {

// Finds a party of the graph below by any id it answers to. Errors: NotFound.
using NodeOfId = std::function<absl::StatusOr<Node>(const std::string& id)>;

// One change: its members by name, as in the file; a member that is not there is not given.
using StatedChange = std::map<std::string, std::string>;

// The changes of a file. Errors: InvalidArgument with the place; ResourceExhausted.
absl::StatusOr<std::vector<StatedChange>> ReadChanges(std::string_view json);

// Errors: InvalidArgument or NotFound, with the number of the change; `graph` is then of no use.
absl::Status ApplyChanges(const std::vector<StatedChange>& changes, const NodeOfId& node_of,
                          ChangedGraph& graph);

}  // namespace lynceus::ownership
