#pragma once
// Lines that a spreadsheet has wrapped: it took each line of a table for one text, put it in
// quotes, doubled the quotes inside, wrote a tab for each comma and filled up with tabs to a common
// width.

#include <memory>
#include <string_view>

#include "lib/base/file.h"

namespace lynceus::sources {

// True where `head`, the beginning of a file, is one wrapped line: it begins with a quote that is
// closed only at the line's end, and the line holds `separator` inside.
bool IsWrapped(std::string_view head, char separator);

// Gives the lines of `input` as they were: without the outer quotes and the tabs at the end, a
// comma for each other tab. Line numbers stay. Blank lines stay. A tab that was in the table before
// cannot be told from a comma. Reading gives InvalidArgument, with the line, for one that is not
// wrapped or holds a lone quote (a table of which only some lines are wrapped is damaged);
// ResourceExhausted for a line above limits::kRecordBytesMax; the input's own errors.
std::unique_ptr<ByteReader> MakeUnwrappedReader(std::unique_ptr<ByteReader> input);

}  // namespace lynceus::sources
