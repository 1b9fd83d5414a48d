#include "lib/sources/unwrapped_reader.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"

namespace lynceus::sources {
namespace {

constexpr std::size_t kBlockBytes = 64u << 10;

// The text of a wrapped line; nothing where it is none.
std::optional<std::string> Unwrap(std::string_view line) {
  if (line.size() < 2 || line.front() != '"' || line.back() != '"') return std::nullopt;
  line = line.substr(1, line.size() - 2);
  while (line.ends_with('\t')) line.remove_suffix(1);
  std::string text;
  text.reserve(line.size());
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && (i + 1 == line.size() || line[++i] != '"')) return std::nullopt;
    text += line[i] == '\t' ? ',' : line[i];
  }
  return text;
}

class UnwrappedReader final : public ByteReader {
 public:
  explicit UnwrappedReader(std::unique_ptr<ByteReader> input) : input_(std::move(input)) {}

  absl::StatusOr<std::size_t> Read(std::span<char> buffer) override {
    while (out_at_ == out_.size() && !at_end_) LYNCEUS_RETURN_IF_ERROR(NextLine());
    const std::size_t size = std::min(buffer.size(), out_.size() - out_at_);
    std::memcpy(buffer.data(), out_.data() + out_at_, size);
    out_at_ += size;
    return size;
  }
  const std::string& name() const override { return input_->name(); }

 private:
  absl::Status NextLine() {
    std::string line;
    bool has_end = false;
    while (!has_end) {
      if (in_at_ == in_size_) {
        LYNCEUS_ASSIGN_OR_RETURN(in_size_, input_->Read(in_));
        in_at_ = 0;
        if (in_size_ == 0) break;
      }
      const char* const begin = in_.data() + in_at_;
      const std::size_t left = in_size_ - in_at_;
      const void* const end = std::memchr(begin, '\n', left);
      has_end = end != nullptr;
      const std::size_t size =
          has_end ? static_cast<std::size_t>(static_cast<const char*>(end) - begin) : left;
      line.append(begin, size);
      in_at_ += size + (has_end ? 1 : 0);
      if (line.size() > limits::kRecordBytesMax) return TooLong();
    }
    at_end_ = !has_end;
    ++line_;
    return TakeLine(std::move(line), has_end);
  }

  absl::Status TakeLine(std::string line, bool has_end) {
    if (line_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    if (line.ends_with('\r')) line.pop_back();
    out_.clear();
    out_at_ = 0;
    if (!line.empty()) {
      auto text = Unwrap(line);
      if (!text) {
        return InvalidError({.subject = name(),
                             .place = absl::StrCat("line ", line_),
                             .cause = "the first line is wrapped in quotes by a spreadsheet, this "
                                      "one is not, or is cut off",
                             .remedy = "get the file from its publisher again"});
      }
      out_ = *std::move(text);
    }
    if (has_end) out_ += '\n';
    return absl::OkStatus();
  }

  absl::Status TooLong() const {
    return LimitError({.subject = name(),
                       .place = absl::StrCat("line ", line_ + 1),
                       .cause = "the line does not end",
                       .limit = absl::StrCat(limits::kRecordBytesMax, " bytes"),
                       .remedy = "get the file from its publisher again"});
  }

  const std::unique_ptr<ByteReader> input_;
  std::array<char, kBlockBytes> in_{};
  std::size_t in_at_ = 0;
  std::size_t in_size_ = 0;
  std::string out_;
  std::size_t out_at_ = 0;
  std::uint64_t line_ = 0;
  bool at_end_ = false;
};

}  // namespace

bool IsWrapped(std::string_view head, char separator) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  std::string_view line = head.substr(0, head.find_first_of("\r\n"));
  return line.starts_with('"') && line.find(separator) != std::string_view::npos &&
         Unwrap(line).has_value();
}

std::unique_ptr<ByteReader> MakeUnwrappedReader(std::unique_ptr<ByteReader> input) {
  return std::make_unique<UnwrappedReader>(std::move(input));
}

}  // namespace lynceus::sources
