// Rows, their lines and encodings; and every damage a CSV file can have, with its message.

#include "lib/sources/csv_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "tests/support/status_matchers.h"

namespace lynceus::sources {
namespace {

// Gives a file in pieces of one size, so that every construct is once split between two reads.
class PieceReader final : public ByteReader {
 public:
  PieceReader(std::string content, std::size_t piece)
      : content_(std::move(content)), piece_(piece) {}
  absl::StatusOr<std::size_t> Read(std::span<char> buffer) override {
    const std::size_t size = std::min({piece_, buffer.size(), content_.size() - at_});
    std::ranges::copy(std::string_view(content_).substr(at_, size), buffer.begin());
    at_ += size;
    return size;
  }
  const std::string& name() const override { return name_; }

 private:
  const std::string name_ = "t.csv";
  const std::string content_;
  const std::size_t piece_;
  std::size_t at_ = 0;
};

struct Outcome {
  std::string rows;   // "LINE:field|field" a row, by new lines
  std::string error;  // text form; empty where there is none
};

Outcome ReadAll(const std::string& content, CsvOptions options = {}, std::size_t piece = 1 << 20) {
  PieceReader input(content, piece);
  CsvReader reader(input, options);
  Outcome outcome;
  while (true) {
    const auto row = reader.Next();
    if (!row.ok()) {
      outcome.error = ErrorText(row.status());
      EXPECT_EQ(ErrorText(reader.Next().status()), outcome.error) << "an error stays";
      return outcome;
    }
    if (*row == nullptr) return outcome;
    outcome.rows += std::to_string((*row)->line) + ":";
    for (std::size_t i = 0; i < (*row)->fields.size(); ++i) {
      outcome.rows += (i == 0 ? "" : "|") + (*row)->fields[i];
    }
    outcome.rows += "\n";
  }
}

constexpr CsvOptions kEither{.encoding = CsvOptions::Encoding::kUtf8OrWindows1252};

TEST(CsvReaderTest, ReadsRows) {
  const struct {
    const char* why;
    std::string content;
    const char* rows;
  } table[] = {
      {"empty file", "", ""},
      {"LF", "a,b\nc,d\n", "1:a|b\n2:c|d\n"},
      {"CRLF", "a,b\r\nc,d\r\n", "1:a|b\n2:c|d\n"},
      {"CR alone", "a,b\rc,d\r", "1:a|b\n2:c|d\n"},
      {"no line end at the end", "a,b\nc,d", "1:a|b\n2:c|d\n"},
      {"blank lines are no rows, but count as lines", "a\n\n\r\n\nb\n", "1:a\n5:b\n"},
      {"quotes, commas and doubled quotes", "\"a,b\",\"c\"\"d\"\n", "1:a,b|c\"d\n"},
      {"line ends inside quotes", "\"a\r\nb\nc\",d\ne,f\n", "1:a\r\nb\nc|d\n4:e|f\n"},
      {"space around fields is dropped, inside quotes kept", " a ,\" b \" \n", "1:a| b \n"},
      {"empty fields", ",\n\"\",x,\n", "1:|\n2:|x|\n"},
      {"byte order mark",
       "\xEF\xBB\xBF"
       "a,b\n",
       "1:a|b\n"},
      {"end mark", "a,b\r\n\x1A", "1:a|b\n"},
      {"end mark without a line end before it", "a,b\x1A", "1:a|b\n"},
      {"end mark with a line end behind it", "a,b\r\n\x1A\r\n", "1:a|b\n"},
      {"UTF-8", "\xD0\x9F\xC3\xA9\n", "1:\xD0\x9F\xC3\xA9\n"},
  };
  for (const auto& row : table) {
    for (const std::size_t piece : {1u, 2u, 3u, 7u, 65'536u}) {
      const Outcome outcome = ReadAll(row.content, {}, piece);
      EXPECT_EQ(outcome.rows, row.rows) << row.why << ", pieces of " << piece;
      EXPECT_EQ(outcome.error, "") << row.why;
    }
  }
}

TEST(CsvReaderTest, ReadsOtherDelimiters) {
  EXPECT_EQ(ReadAll("a;b,c\n", {.delimiter = ';'}).rows, "1:a|b,c\n");
}

TEST(CsvReaderTest, ReadsWindows1252WhereAllowed) {
  EXPECT_EQ(ReadAll("Jos\xE9,\x93x\x94\n", kEither).rows, "1:José|“x”\n");
  EXPECT_EQ(ReadAll("José\n", kEither).rows, "1:José\n");
}

TEST(CsvReaderTest, NamesWhatIsOddAndReadAllTheSame) {
  const struct {
    const char* why;
    std::string content;
    std::vector<std::string> warnings;
  } table[] = {
      {"nothing odd", "a\r\nb\nc\n", {}},
      {"blank lines at the end are no gap", "a\n\n\r\n", {}},
      {"one between rows", "a\n\nb\n", {"t.csv, line 2: blank between rows; no row is read there"}},
      {"several, of either line end and of blanks",
       "a\n\n\r\n \t\nb\n\nc\n",
       {"t.csv, line 2 and 3 more: blank between rows; no row is read there"}},
      {"in a quoted field", "\"a\n\nb\"\n", {}},
      {"CR alone",
       "a\rb\r",
       {"t.csv, line 1 and 1 more: a row ends in CR alone, as on old Macintoshes"}},
      {"one CR among LFs",
       "a\nb\rc\n",
       {"t.csv, line 2: a row ends in CR alone, as on old Macintoshes"}},
      {"CR alone in a quoted field", "\"a\rb\"\n", {}},
      {"not UTF-8", "a\nJos\xE9\n", {"t.csv, line 2: not UTF-8; the file is read as Windows-1252"}},
  };
  for (const auto& row : table) {
    for (const std::size_t piece : {1u, 2u, 3u, 65'536u}) {
      LoadReport report;
      CsvOptions options = kEither;
      options.report = &report;
      EXPECT_EQ(ReadAll(row.content, options, piece).error, "") << row.why;
      EXPECT_EQ(report.warnings, row.warnings) << row.why << ", pieces of " << piece;
    }
  }
}

TEST(CsvReaderTest, RefusesDamageByLine) {
  const std::string wide(limits::kCsvColumnsMax, ',');
  const struct {
    const char* why;
    std::string content;
    CsvOptions options;
    const char* rows;  // given before the error
    const char* error;
  } table[] = {
      {"quote never closed",
       "a,b\nc,\"d\ne,f\n",
       {},
       "1:a|b\n",
       "INVALID_ARGUMENT t.csv, line 2: the row begins a quoted field that is never closed. Do: "
       "the "
       "file is cut off or a quote is missing; get it again"},
      {"quote never closed at the very end",
       "\"",
       {},
       "",
       "INVALID_ARGUMENT t.csv, line 1: the row begins a quoted field that is never closed. Do: "
       "the "
       "file is cut off or a quote is missing; get it again"},
      {"quote inside a field",
       "a,b\nc,5\" pipe\n",
       {},
       "1:a|b\n",
       "INVALID_ARGUMENT t.csv, line 2: a quote stands inside a field, or text behind a closing "
       "quote. Do: write the field in quotes and every quote in it twice"},
      {"text behind a closing quote",
       "\"a\"b\n",
       {},
       "",
       "INVALID_ARGUMENT t.csv, line 1: a quote stands inside a field, or text behind a closing "
       "quote. Do: write the field in quotes and every quote in it twice"},
      {"NUL",
       std::string("a,b\nc\0d\n", 8),
       {},
       "1:a|b\n",
       "INVALID_ARGUMENT t.csv, line 2: it holds a NUL byte: it is not text, or it is UTF-16 or "
       "damaged. Do: give the file as its publisher sent it, as UTF-8 text"},
      {"UTF-16 little",
       std::string("\xFF\xFE"
                   "a\0",
                   4),
       {},
       "",
       "INVALID_ARGUMENT t.csv, line 1: the file is UTF-16, not UTF-8. Do: save it as UTF-8"},
      {"UTF-16 big",
       std::string("\xFE\xFF\0a", 4),
       {},
       "",
       "INVALID_ARGUMENT t.csv, line 1: the file is UTF-16, not UTF-8. Do: save it as UTF-8"},
      {"two byte order marks",
       "\xEF\xBB\xBF\xEF\xBB\xBF"
       "a,b\n",
       {},
       "",
       "INVALID_ARGUMENT t.csv, line 1: the file begins with two byte order marks: it was joined "
       "or "
       "saved wrongly. Do: get the file again"},
      {"not UTF-8",
       "a\nJos\xE9\n",
       {},
       "1:a\n",
       "INVALID_ARGUMENT t.csv, line 2: a field is not valid UTF-8. Do: save the file as UTF-8"},
      {"cut UTF-8",
       "a\n\xD0\n",
       {},
       "1:a\n",
       "INVALID_ARGUMENT t.csv, line 2: a field is not valid UTF-8. Do: save the file as UTF-8"},
      {"not UTF-8 behind a byte order mark", "\xEF\xBB\xBFJos\xE9\n", kEither, "",
       "INVALID_ARGUMENT t.csv, line 1: a field is not valid UTF-8. Do: save the file as UTF-8"},
      {"neither encoding", "a\nb\x81\n", kEither, "1:a\n",
       "INVALID_ARGUMENT t.csv, line 2: a field is neither UTF-8 nor Windows-1252. Do: save the "
       "file "
       "as UTF-8"},
      {"UTF-8, then not", "é\nb\nJos\xE9\n", kEither, "1:é\n2:b\n",
       "INVALID_ARGUMENT t.csv, line 3: the file mixes encodings: line 1 is UTF-8 and line 3 is "
       "not. "
       "Do: get the file again, or save it as UTF-8 throughout"},
      {"not UTF-8, then UTF-8", "Jos\xE9\né\n", kEither, "1:José\n",
       "INVALID_ARGUMENT t.csv, line 2: the file mixes encodings: line 2 is UTF-8 and line 1 is "
       "not. "
       "Do: get the file again, or save it as UTF-8 throughout"},
      {"two files joined",
       "a\r\n\x1A"
       "b\r\n\x1A",
       {},
       "1:a\n",
       "INVALID_ARGUMENT t.csv, line 2: text stands behind the end mark (byte 0x1A). Do: if files "
       "were joined, give them one by one"},
      {"end mark inside a line",
       "a,\x1A,b\n",
       {},
       "",
       "INVALID_ARGUMENT t.csv, line 1: text stands behind the end mark (byte 0x1A). Do: if files "
       "were joined, give them one by one"},
      {"too many fields",
       "a\n" + wide + "\n",
       {},
       "1:a\n",
       "RESOURCE_EXHAUSTED t.csv, line 2: the row has too many fields (limit: 1,024 fields a row). "
       "Do: look for a line end that is missing; get it again"},
      {"a row without end",
       "a\n\"" + std::string(limits::kRecordBytesMax, 'x'),
       {},
       "1:a\n",
       "RESOURCE_EXHAUSTED t.csv, line 2: the row is too long; a quote in it may not be closed "
       "(limit: 16 MiB a row). Do: look for an odd number of quotes from this line on"},
  };
  for (const auto& row : table) {
    const Outcome outcome = ReadAll(row.content, row.options);
    EXPECT_EQ(outcome.rows, row.rows) << row.why;
    EXPECT_EQ(outcome.error, row.error) << row.why;
    if (row.content.size() > 10'000) continue;
    EXPECT_EQ(ReadAll(row.content, row.options, 1).error, row.error) << row.why << ", byte by byte";
  }
}

TEST(CsvReaderTest, TellsHowTheFileEnds) {
  const struct {
    std::string content;
    bool end_mark;
    bool line_end;
  } table[] = {{"a\r\n\x1A", true, true},
               {"a\r\n", false, true},
               {"a", false, false},
               {"a\x1A", true, false},
               {"", false, false}};
  for (const auto& row : table) {
    PieceReader input(row.content, 1);
    CsvReader reader(input);
    while (true) {
      const auto next = reader.Next();
      ASSERT_THAT(next, support::IsOk());
      if (*next == nullptr) break;
    }
    EXPECT_EQ(reader.has_end_mark(), row.end_mark) << row.content;
    EXPECT_EQ(reader.has_final_line_end(), row.line_end) << row.content;
  }
}

TEST(CsvReaderTest, NumbersRows) {
  const auto input = MakeMemoryReader("t.csv", "a\n\n\"b\nc\"\nd\n");
  CsvReader reader(*input);
  for (std::uint64_t number = 1; number <= 3; ++number) {
    const auto row = reader.Next();
    ASSERT_THAT(row, support::IsOk());
    ASSERT_NE(*row, nullptr);
    EXPECT_EQ((*row)->number, number);
  }
}

}  // namespace
}  // namespace lynceus::sources
