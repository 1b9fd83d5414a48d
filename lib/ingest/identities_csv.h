#pragma once
// A bank's own decisions about which records are one party, from its identities.csv. The table is
// described in lib/resolve/IDENTITIES.md.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/file.h"
#include "lib/resolve/decisions.h"

namespace lynceus::ingest {

// Reads the whole table. Errors: NotFound and others of the file; InvalidArgument naming file, line
// and column for a header that is not the table's, a row of another width, an empty field, a
// decision that is neither force nor forbid, a date that is none, and a row that names one record
// twice; ResourceExhausted beyond limits::kDecisionsMax rows.
absl::StatusOr<std::vector<resolve::Decision>> ReadIdentities(ByteReader& input);
absl::StatusOr<std::vector<resolve::Decision>> ReadIdentitiesFile(const std::string& path);

}  // namespace lynceus::ingest
