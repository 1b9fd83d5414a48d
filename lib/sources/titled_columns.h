#pragma once
// A table whose first row names its columns: cells by title, and nothing silent about columns that
// a loader does not know.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/sources/list_record.h"

namespace lynceus::sources {

struct KnownColumn {
  std::string_view title;  // lower case
  bool required = true;
};

// Immutable.
class TitledColumns {
 public:
  // Titles are compared without regard to case and white space. Errors: InvalidArgument naming a
  // required column that is missing, or a title that stands twice.
  static absl::StatusOr<TitledColumns> Of(const std::vector<std::string>& titles,
                                          std::span<const KnownColumn> known);

  // The tidy text of the cell in that column; empty where the row or the table has none.
  std::string Cell(const std::vector<std::string>& cells, std::string_view title) const;
  // The cell as it stands, line breaks and all.
  std::string_view RawCell(const std::vector<std::string>& cells, std::string_view title) const;

  // Errors: InvalidArgument where the row is that of the titles again.
  absl::Status CheckRow(const std::vector<std::string>& cells) const;

  // Keeps what stands in columns that are not known, or beyond the titles, as fragments
  // "TITLE: text".
  void KeepOthers(const std::vector<std::string>& cells, ListRecord& record) const;

 private:
  struct Column {
    std::string title;
    bool known = false;
  };
  std::vector<Column> columns_;
};

// Sixteen hexadecimal digits that stand for a record of a list without ids: of its name and what
// else tells it apart, without regard to case and white space.
std::string KeyOf(const std::vector<std::string>& parts);

}  // namespace lynceus::sources
