// libcsv is fed one physical line at a time, so that every row knows the line it began on. Fields
// are decoded one by one: a file that is valid UTF-8 in one field and cannot be in another is
// refused, since reading either as the other would make wrong names.

#include "lib/sources/csv_reader.h"

#include <csv.h>

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/report.h"
#include "lib/sources/text_decoding.h"

namespace lynceus::sources {
namespace {

constexpr std::size_t kBlockBytes = 64u << 10;
constexpr char kEndMark = '\x1A';
constexpr char kEscape = '\x1B';
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

std::string Line(std::uint64_t line) { return absl::StrCat("line ", line); }

// Lines of which one thing is odd.
struct OddLines {
  std::uint64_t first = 0;
  std::uint64_t count = 0;

  void Add(std::uint64_t line) {
    if (count++ == 0) first = line;
  }
  void Join(const OddLines& other) {
    if (count == 0) first = other.first;
    count += other.count;
  }
  std::string Place() const {
    return count == 1 ? Line(first) : absl::StrCat(Line(first), " and ", count - 1, " more");
  }
};

}  // namespace

class CsvReader::Impl {
 public:
  Impl(ByteReader& input, CsvOptions options) : input_(input), options_(options) {
    // Fails only for a null pointer; memory comes with the first field.
    LYNCEUS_CHECK(csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) == 0);
    // libcsv's own step of 128 bytes would make a long field quadratic.
    csv_set_blk_size(&parser_, kBlockBytes);
    csv_set_delim(&parser_, static_cast<unsigned char>(options_.delimiter));
  }
  ~Impl() { csv_free(&parser_); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  absl::StatusOr<const CsvRow*> Next() {
    if (!rows_.empty()) rows_.pop_front();
    while (rows_.empty()) {
      // Rows that were whole before an error was met are given before the error.
      if (!status_.ok()) return status_;
      if (ended_) return nullptr;
      status_ = ReadBlock();
    }
    return &rows_.front();
  }

  bool end_mark() const { return end_mark_; }
  bool final_line_end() const { return line_start_; }
  bool windows_1252() const { return legacy_line_ != 0; }

 private:
  absl::Status ReadBlock() {
    LYNCEUS_ASSIGN_OR_RETURN(const std::size_t size, Fill(begun_ ? 1 : 2 * kUtf8Mark.size()));
    if (size == 0) return Finish();
    std::string_view block(buffer_.data(), size);
    if (!begun_) LYNCEUS_RETURN_IF_ERROR(TakeByteOrderMark(block));
    begun_ = true;
    while (!block.empty()) {
      const std::size_t end = PieceEnd(block);
      LYNCEUS_RETURN_IF_ERROR(Feed(block.substr(0, end)));
      block.remove_prefix(end);
    }
    return absl::OkStatus();
  }

  // Reads at least `bytes_min` bytes into the buffer; fewer only at the end.
  absl::StatusOr<std::size_t> Fill(std::size_t bytes_min) {
    std::size_t filled = 0;
    while (filled < bytes_min) {
      LYNCEUS_ASSIGN_OR_RETURN(const std::size_t size,
                               input_.Read(std::span(buffer_).subspan(filled)));
      if (size == 0) break;
      filled += size;
    }
    return filled;
  }

  absl::Status TakeByteOrderMark(std::string_view& block) {
    if (block.starts_with("\xFF\xFE") || block.starts_with("\xFE\xFF")) {
      return Error(1, "the file is UTF-16, not UTF-8", "save it as UTF-8");
    }
    if (block.starts_with(kUtf8Mark)) {
      block.remove_prefix(kUtf8Mark.size());
      options_.encoding = CsvOptions::Encoding::kUtf8;
    }
    if (block.starts_with(kUtf8Mark)) {
      return Error(1, "the file begins with two byte order marks: it was joined or saved wrongly",
                   "get the file again");
    }
    return absl::OkStatus();
  }

  // Up to and with the next CR or LF. The LF of a CRLF is then a piece of its own: blank to libcsv.
  static std::size_t PieceEnd(std::string_view block) {
    const std::size_t end = block.find_first_of("\r\n");
    return end == std::string_view::npos ? block.size() : end + 1;
  }

  absl::Status Feed(std::string_view piece) {
    const bool line_end = piece.back() == '\r' || piece.back() == '\n';
    if (piece.find('\0') != std::string_view::npos) {
      return Error(line_, "it holds a NUL byte: it is not text, or it is UTF-16 or damaged",
                   "give the file as its publisher sent it, as UTF-8 text");
    }
    if (const std::size_t at = FindControl(piece, kEndMark); at != std::string_view::npos) {
      return Error(line_,
                   absl::StrCat("it holds the control character 0x",
                                absl::Hex(static_cast<unsigned char>(piece[at]), absl::kZeroPad2),
                                piece[at] == kEscape ? "; perhaps the file is ISO-2022-JP"
                                                     : ", which is no text"),
                   piece[at] == kEscape ? std::string(options_.utf8_remedy)
                                        : "the file is damaged; get it again");
    }
    if (end_mark_ && piece.find_first_not_of("\r\n\x1A") != std::string_view::npos) {
      return Error(line_, "text stands behind the end mark (byte 0x1A)",
                   "if files were joined, give them one by one");
    }
    if (const std::size_t mark = piece.find(kEndMark); mark != std::string_view::npos) {
      if (piece.find_first_not_of("\r\n\x1A", mark) != std::string_view::npos) {
        return Error(line_, "text stands behind the end mark (byte 0x1A)",
                     "if files were joined, give them one by one");
      }
      end_mark_ = true;
      piece = piece.substr(0, mark);
    }
    if (!end_mark_) line_start_ = line_end;
    const bool between_rows = fields_.empty() && parser_.pstate == 0;
    LYNCEUS_RETURN_IF_ERROR(Parse(piece));
    NoteLineEnd(piece, line_end, between_rows);
    CountLine(piece, line_end);
    return absl::OkStatus();
  }

  // A blank line counts where a row follows it; a lone CR where it ends a row, since a quoted field
  // may hold it.
  void NoteLineEnd(std::string_view piece, bool line_end, bool between_rows) {
    if (piece.empty()) return;
    const bool second_half = after_cr_ && piece == "\n";
    if (std::exchange(cr_ended_row_, false) && !second_half) cr_lines_.Add(line_ - 1);
    if (second_half) return;
    const bool ended = line_end && parser_.pstate == 0;
    if (ended && between_rows && OnlyLineEnds(piece)) blank_before_.Add(line_);
    cr_ended_row_ = ended && piece.back() == '\r';
  }

  // A CRLF is one line end, also where the block ends between the two.
  void CountLine(std::string_view piece, bool line_end) {
    if (piece.empty() || !line_end) {
      after_cr_ = false;
      return;
    }
    const bool second_half = after_cr_ && piece == "\n";
    if (!second_half) ++line_;
    after_cr_ = piece.back() == '\r';
  }

  absl::Status Parse(std::string_view piece) {
    if (piece.empty()) return absl::OkStatus();
    if (row_bytes_ == 0) row_line_ = line_;
    row_bytes_ += piece.size();
    if (row_bytes_ > limits::kRecordBytesMax) {
      return LimitError({.subject = input_.name(),
                         .place = Line(row_line_),
                         .cause = "the row is too long; a quote in it may not be closed",
                         .limit = "16 MiB a row",
                         .remedy = "look for an odd number of quotes from this line on"});
    }
    const std::size_t parsed =
        csv_parse(&parser_, piece.data(), piece.size(), &OnField, &OnRow, this);
    LYNCEUS_RETURN_IF_ERROR(row_status_);
    if (parsed == piece.size()) {
      if (OnlyLineEnds(piece) && fields_.empty() && parser_.pstate == 0) row_bytes_ = 0;
      return absl::OkStatus();
    }
    if (csv_error(&parser_) == CSV_EPARSE) {
      return Error(line_, "a quote stands inside a field, or text behind a closing quote",
                   "write the field in quotes and every quote in it twice");
    }
    return LimitError({.subject = input_.name(),
                       .place = Line(line_),
                       .cause = "there is no memory for the row",
                       .remedy = "try again with more memory"});
  }

  static bool OnlyLineEnds(std::string_view piece) {
    return piece.find_first_not_of(" \t\r\n") == std::string_view::npos;
  }

  absl::Status Finish() {
    ended_ = true;
    if (csv_fini(&parser_, &OnField, &OnRow, this) != 0) {
      return Error(row_line_, "the row begins a quoted field that is never closed",
                   "the file is cut off or a quote is missing; get it again");
    }
    if (cr_ended_row_) cr_lines_.Add(line_ - 1);
    if (options_.report != nullptr && row_status_.ok()) NameOdd(*options_.report);
    return row_status_;
  }

  void NameOdd(LoadReport& report) const {
    const std::string file(BaseName(input_.name()));
    if (blank_lines_.count > 0) {
      AddWarning(report, absl::StrCat(file, ", ", blank_lines_.Place(),
                                      ": blank between rows; no row is read there"));
    }
    if (cr_lines_.count > 0) {
      AddWarning(report, absl::StrCat(file, ", ", cr_lines_.Place(),
                                      ": a row ends in CR alone, as on old Macintoshes"));
    }
    if (legacy_line_ != 0) {
      AddWarning(report, absl::StrCat(file, ", ", Line(legacy_line_),
                                      ": not UTF-8; the file is read as Windows-1252"));
    }
  }

  static void OnField(void* data, std::size_t size, void* self) {
    static_cast<Impl*>(self)->AddField({static_cast<const char*>(data), size});
  }
  static void OnRow(int, void* self) { static_cast<Impl*>(self)->EndRow(); }

  void AddField(std::string_view bytes) {
    if (!row_status_.ok()) return;
    if (fields_.size() >= limits::kCsvColumnsMax) {
      row_status_ = LimitError({.subject = input_.name(),
                                .place = Line(row_line_),
                                .cause = "the row has too many fields",
                                .limit = "1,024 fields a row",
                                .remedy = "look for a line end that is missing; get it again"});
      return;
    }
    absl::StatusOr<std::string> text = Decode(bytes);
    if (text.ok()) {
      fields_.push_back(*std::move(text));
    } else {
      row_status_ = text.status();
    }
  }

  absl::StatusOr<std::string> Decode(std::string_view bytes) {
    if (IsAscii(bytes)) return std::string(bytes);
    const bool utf8 = IsValidUtf8(bytes);
    if (utf8 && utf8_line_ == 0) utf8_line_ = row_line_;
    if (!utf8 && options_.encoding == CsvOptions::Encoding::kUtf8) {
      return Error(row_line_, "a field is not valid UTF-8", std::string(options_.utf8_remedy));
    }
    if (!utf8 && legacy_line_ == 0) legacy_line_ = row_line_;
    if (utf8_line_ != 0 && legacy_line_ != 0) {
      return Error(row_line_,
                   absl::StrCat("the file mixes encodings: line ", utf8_line_,
                                " is UTF-8 and line ", legacy_line_, " is not"),
                   "get the file again, or save it as UTF-8 throughout");
    }
    if (utf8) return std::string(bytes);
    std::optional<std::string> text = FromWindows1252(bytes);
    if (!text.has_value()) {
      return Error(row_line_, "a field is neither UTF-8 nor Windows-1252",
                   std::string(options_.utf8_remedy));
    }
    return *std::move(text);
  }

  void EndRow() {
    if (row_status_.ok()) {
      rows_.push_back({.fields = std::move(fields_), .line = row_line_, .number = ++row_number_});
    }
    blank_lines_.Join(std::exchange(blank_before_, {}));
    fields_.clear();
    row_bytes_ = 0;
  }

  absl::Status Error(std::uint64_t line, std::string cause, std::string remedy) const {
    return InvalidError({.subject = input_.name(),
                         .place = Line(line),
                         .cause = std::move(cause),
                         .remedy = std::move(remedy)});
  }

  ByteReader& input_;
  CsvOptions options_;
  csv_parser parser_;
  std::array<char, kBlockBytes> buffer_;

  absl::Status status_;      // what Next() returns from now on
  absl::Status row_status_;  // set by libcsv's callbacks, which cannot return one
  std::deque<CsvRow> rows_;  // whole rows; the first is the caller's
  std::vector<std::string> fields_;
  std::uint64_t line_ = 1;
  std::uint64_t row_line_ = 1;
  std::uint64_t row_number_ = 0;
  std::size_t row_bytes_ = 0;
  std::uint64_t utf8_line_ = 0;    // first line with UTF-8 beyond ASCII; 0: none
  std::uint64_t legacy_line_ = 0;  // first line that is not UTF-8; 0: none
  OddLines blank_before_;          // since the last row
  OddLines blank_lines_;
  OddLines cr_lines_;
  bool cr_ended_row_ = false;  // the line before ended a row in CR, so far alone
  bool begun_ = false;
  bool after_cr_ = false;
  bool line_start_ = false;
  bool end_mark_ = false;
  bool ended_ = false;
};

CsvReader::CsvReader(ByteReader& input, CsvOptions options)
    : impl_(std::make_unique<Impl>(input, options)) {}
CsvReader::~CsvReader() = default;
absl::StatusOr<const CsvRow*> CsvReader::Next() { return impl_->Next(); }
bool CsvReader::has_end_mark() const { return impl_->end_mark(); }
bool CsvReader::has_final_line_end() const { return impl_->final_line_end(); }
bool CsvReader::is_windows_1252() const { return impl_->windows_1252(); }

}  // namespace lynceus::sources
