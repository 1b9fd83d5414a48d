#pragma once
// What a file is, told from its content. See loader.h for the kinds.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace lynceus::sources {

// Returns the kind of the file whose content begins with `head` (all of it where `is_whole`).
// "ofac-sdn-csv" and "ofac-sdn-xml" stand for both of OFAC's lists here: which of them it is needs
// the whole file (GroupFiles reads it). Errors: InvalidArgument with `name` as subject, saying what
// the content looks like and what to do: empty, ZIP, gzip and other archives, PDF, UTF-16, HTML,
// XML and JSON of another format, a table with an unknown header, other text, binary.
absl::StatusOr<std::string> DetectKind(const std::string& name, std::string_view head,
                                       bool is_whole);

// The keys of the first object of a JSON text as far as `head` shows them, in order.
std::vector<std::string> FirstObjectKeys(std::string_view head);

}  // namespace lynceus::sources
