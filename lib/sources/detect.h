#pragma once
// What a file is, told from its content. See formats.cc for the formats.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/sources/format.h"

namespace lynceus::sources {

// Takes the beginning of a file (all of it where `is_whole`) apart by its shape. Errors:
// InvalidArgument with `name` as subject, saying what the content looks like and what to do: empty,
// an archive that OpenListFile did not open, PDF, UTF-16, HTML, XML without a root, JSON without an
// object, a table without a row, binary.
absl::StatusOr<FileHead> TakeApart(const std::string& name, std::string_view head, bool is_whole);

// Returns the kind of the format that `head` is of. "ofac-sdn-csv" and "ofac-sdn-xml" stand for
// both of OFAC's lists here: which of them it is needs the whole file (GroupFiles reads it).
// Errors: InvalidArgument where no format knows the file, or several do.
absl::StatusOr<std::string> DetectKind(const FileHead& head);

// The keys of the first object of a JSON text as far as `head` shows them, in order.
std::vector<std::string> FirstObjectKeys(std::string_view head);

}  // namespace lynceus::sources
