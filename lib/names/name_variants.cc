#include "lib/names/name_variants.h"

#include <algorithm>
#include <map>
#include <utility>

#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::names {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kArrow = "=>";
constexpr std::size_t kIdBytesMax = 128;
constexpr const char* kForm = "write form, form => id";

class LineReader {
 public:
  explicit LineReader(const std::string& path) : path_(path) {}

  absl::Status Read(std::size_t number, std::string_view text) {
    number_ = number;
    if (!IsValidUtf8(text)) return Error("the line is not UTF-8", "save the file as UTF-8");
    if (std::any_of(text.begin(), text.end(), [](char c) {
          return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
        })) {
      return Error("the line holds a control character", "remove it");
    }
    const std::string_view trimmed = TrimAscii(text);
    if (trimmed.empty() || trimmed.front() == '#') return absl::OkStatus();
    return ReadForms(trimmed);
  }

  std::vector<VariantLine> Take() { return std::move(lines_); }
  bool empty() const { return lines_.empty(); }

 private:
  absl::Status Error(std::string cause, std::string remedy) const {
    return VariantError(path_, number_, std::move(cause), std::move(remedy));
  }

  absl::Status ReadForms(std::string_view text) {
    const std::size_t arrow = text.find(kArrow);
    if (arrow == std::string_view::npos) return Error("there is no => and no id", kForm);
    if (text.find(kArrow, arrow + kArrow.size()) != std::string_view::npos) {
      return Error("there are two =>", "keep one name a line");
    }
    VariantLine line{.line = number_};
    std::string_view rest = text.substr(0, arrow);
    while (true) {
      const std::size_t comma = rest.find(',');
      line.forms.emplace_back(TrimAscii(rest.substr(0, comma)));
      if (line.forms.back().empty())
        return Error("a form is empty", "fill it, or take a comma out");
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
    if (line.forms.size() < 2) return Error("it has one form, which says nothing", kForm);
    line.id = std::string(TrimAscii(text.substr(arrow + kArrow.size())));
    LYNCEUS_RETURN_IF_ERROR(CheckId(line.id));
    lines_.push_back(std::move(line));
    return absl::OkStatus();
  }

  absl::Status CheckId(const std::string& id) {
    if (id.empty()) return Error("the id is empty", kForm);
    if (id.size() > kIdBytesMax || id.find_first_of(" \t,#") != std::string::npos) {
      return Error("the id is longer than 128 bytes, or holds a blank, a comma or #",
                   "give a word; a comment needs a line of its own");
    }
    const auto [at, fresh] = ids_.try_emplace(id, number_);
    if (fresh) return absl::OkStatus();
    return Error("the id " + id + " stands in line " + std::to_string(at->second) + " too",
                 "put the forms of one name into one line");
  }

  const std::string& path_;
  std::size_t number_ = 0;
  std::vector<VariantLine> lines_;
  std::map<std::string, std::size_t> ids_;  // with their lines
};

}  // namespace

std::string FormNumber(std::size_t position) { return "form " + std::to_string(position + 1); }

absl::Status VariantError(const std::string& path, std::size_t line, std::string cause,
                          std::string remedy) {
  return InvalidError({.subject = path,
                       .place = "line " + std::to_string(line),
                       .cause = std::move(cause),
                       .remedy = std::move(remedy)});
}

absl::StatusOr<std::vector<VariantLine>> ParseNameVariants(const std::string& path,
                                                           std::string_view content) {
  if (content.starts_with(kByteOrderMark)) content.remove_prefix(kByteOrderMark.size());
  LineReader reader(path);
  for (std::size_t number = 1; !content.empty(); ++number) {
    const std::size_t end = content.find('\n');
    std::string_view line = content.substr(0, end);
    content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    LYNCEUS_RETURN_IF_ERROR(reader.Read(number, line));
  }
  if (reader.empty()) {
    return InvalidError({.subject = path,
                         .cause = "the table has no line",
                         .remedy = kForm + std::string(", or build without it")});
  }
  return reader.Take();
}

}  // namespace lynceus::names
