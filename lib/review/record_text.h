#pragma once
// One record in words, for an auditor who holds the key: who asked what, when and by which data,
// what was decided and why, and who came near. And the ownership that a decision rests on, as a
// picture.

#include <string>

#include "absl/status/statusor.h"
#include "lib/review/record_reader.h"

namespace lynceus::review {

// Of a body that is not opened, why not; the leaf is said all the same. Errors: DataLoss where the
// body is of a newer program.
absl::StatusOr<std::string> RecordInWords(const LogRecord& record, const std::string& log);

// Of a record whose body is erased: by which record, when, by whom and why, as far as that one can
// be opened. One pass over the leaves behind it. Errors: those of the reader.
absl::StatusOr<std::string> ErasureInWords(const RecordReader& records, const LogRecord& record);

// A Graphviz graph of the verdict of `regime` on the party `entity` of the answer. Empty: the first
// verdict that rests on an interest. Errors: NotFound where the answer has no such verdict, naming
// those it has; FailedPrecondition where the body is not opened.
absl::StatusOr<std::string> RecordPicture(const LogRecord& record, const std::string& entity,
                                          const std::string& regime);

}  // namespace lynceus::review
