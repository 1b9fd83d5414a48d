#pragma once
// The rows of a batch, from CSV or JSON lines, each with its line number. A row that cannot be read
// is given with its error, never left out; only a file that cannot be read on is an error of the
// whole.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/decision.h"

namespace lynceus::client {

struct Row {
  std::uint64_t line = 0;
  std::string id;     // the counterparty's own, also where the rest could not be read
  std::string label;  // what the label column says; see OpenRows
  absl::StatusOr<Counterparty> counterparty = absl::UnknownError("not read");
};

// COLUMN -> property, from --map; an empty property leaves the column out.
using ColumnMap = std::map<std::string, std::string>;
// "COLUMN=PROPERTY". Errors: usage errors.
absl::StatusOr<ColumnMap> ParseColumnMap(const std::vector<std::string>& options);

// One thread.
class RowReader {
 public:
  virtual ~RowReader() = default;
  // Returns false at the end. Errors: InvalidArgument where the file cannot be read on.
  virtual absl::StatusOr<bool> Next(Row& row) = 0;
};

// CSV where the first character is not '{'. `label` names the column (or JSON member) that holds a
// row's label, which is no property; empty: none does. Errors: NotFound; InvalidArgument naming
// each column that is no property (say --map COLUMN=PROPERTY, or --map COLUMN= to leave it out), or
// that the label column is not there.
absl::StatusOr<std::unique_ptr<RowReader>> OpenRows(const std::string& path, const ColumnMap& map,
                                                    const std::string& label = "");

}  // namespace lynceus::client
