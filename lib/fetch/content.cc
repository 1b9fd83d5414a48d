#include "lib/fetch/content.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/detect.h"
#include "lib/sources/format.h"
#include "lib/sources/list_file.h"
#include "lib/sources/xlsx_reader.h"

namespace lynceus::fetch {
namespace {

using sources::FileHead;
using sources::Format;
using sources::Shape;

constexpr std::size_t kHeadBytes = 1u << 20;
constexpr std::size_t kTailBytes = 4'096;
constexpr std::size_t kHeadRows = 5;
constexpr char kRemedy[] =
    "open the address in a browser; where the publisher changed its file, mend sources.yaml";

absl::Status Refuse(const std::string& path, std::string cause) {
  return InvalidError({.subject = path, .cause = std::move(cause), .remedy = kRemedy});
}

struct ShapeWord {
  std::string_view ending;
  Shape shape;
  std::string_view form;
};
constexpr ShapeWord kShapes[] = {{"-xml", Shape::kXml, "XML"},
                                 {"-json", Shape::kJson, "JSON"},
                                 {"-csv", Shape::kTable, "a table"},
                                 {"-tsv", Shape::kTable, "a table"},
                                 {"-xlsx", Shape::kWorkbook, "a workbook"}};

std::string_view FormOf(Shape shape) {
  return std::ranges::find(kShapes, shape, &ShapeWord::shape)->form;
}

std::optional<Shape> ShapeOf(const std::string& kind) {
  if (const Format* const format = sources::FindFormat(kind)) return format->shape;
  for (const ShapeWord& row : kShapes) {
    if (kind.ends_with(row.ending)) return row.shape;
  }
  return std::nullopt;
}

// A list and its side list (OFAC's SDN and consolidated) may look alike and have one loader.
bool IsOfKind(const std::string& detected, const std::string& wanted) {
  if (detected == wanted) return true;
  const Format* const one = sources::FindFormat(detected);
  const Format* const other = sources::FindFormat(wanted);
  return one != nullptr && other != nullptr && one->load != nullptr && one->load == other->load;
}

// The first and the last bytes of what the file holds, unpacked; reading all of it also tries an
// archive's checksums.
struct Ends {
  std::string head;
  std::string tail;
  bool is_whole = false;  // head is everything
};

absl::StatusOr<Ends> ReadEnds(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto input, sources::OpenListFile(path));
  Ends ends;
  std::string buffer(kHeadBytes, '\0');
  std::uint64_t bytes = 0;
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::size_t size, input->Read(buffer));
    if (size == 0) break;
    const std::string_view block(buffer.data(), size);
    bytes += size;
    ends.head += block.substr(0, kHeadBytes - ends.head.size());
    ends.tail += block.substr(size - std::min(size, kTailBytes));
    ends.tail.erase(0, ends.tail.size() - std::min(ends.tail.size(), kTailBytes));
  }
  ends.is_whole = bytes == ends.head.size();
  return ends;
}

absl::Status CheckEnd(const std::string& path, const FileHead& head, std::string_view tail) {
  tail = TrimAscii(tail);
  if (head.shape == Shape::kJson && !tail.ends_with('}') && !tail.ends_with(']')) {
    return Refuse(path, "it ends in the middle of a JSON value");
  }
  if (head.shape != Shape::kXml) return absl::OkStatus();
  for (std::size_t at = tail.rfind("</"); at != std::string_view::npos;
       at = at == 0 ? std::string_view::npos : tail.rfind("</", at - 1)) {
    std::string_view name = tail.substr(at + 2, tail.find_first_of("> \t\r\n", at) - at - 2);
    name.remove_prefix(name.find(':') + 1);  // npos + 1 is 0
    if (name == head.xml_root) return absl::OkStatus();
  }
  return Refuse(path, "it ends before </" + head.xml_root + ">: a part is missing");
}

absl::Status CheckKind(const FileHead& head, const std::string& kind) {
  if (sources::FindFormat(kind) == nullptr) return absl::OkStatus();  // the caller warns
  LYNCEUS_ASSIGN_OR_RETURN(const std::string detected, sources::DetectKind(head));
  if (IsOfKind(detected, kind)) return absl::OkStatus();
  return Refuse(head.name, absl::StrCat("it is ", detected, ", and ", kind, " is expected"));
}

absl::Status CheckText(const std::string& path, const std::string& kind, Shape shape, Ends ends) {
  LYNCEUS_ASSIGN_OR_RETURN(const FileHead head, sources::TakeApart(path, ends.head, ends.is_whole));
  if (head.shape != shape) {
    return Refuse(path, absl::StrCat("it is ", ToAbsl(FormOf(head.shape)), ", and ",
                                     ToAbsl(FormOf(shape)), " is expected (", kind, ")"));
  }
  LYNCEUS_RETURN_IF_ERROR(CheckKind(head, kind));
  return CheckEnd(path, head, ends.tail);
}

// All rows are read: a damaged part of the archive shows.
absl::Status CheckWorkbook(const std::string& path, const std::string& kind) {
  FileHead head{.name = path, .shape = Shape::kWorkbook};
  LYNCEUS_RETURN_IF_ERROR(sources::ReadXlsx(path, "", [&head](const sources::SheetRow& row) {
                            if (head.rows.size() < kHeadRows) head.rows.push_back(row.cells);
                            return absl::OkStatus();
                          }).status());
  if (head.rows.empty()) return Refuse(path, "the workbook's first sheet is empty");
  return CheckKind(head, kind);
}

}  // namespace

absl::StatusOr<ContentCheck> CheckContent(const std::string& path, const std::string& kind) {
  const std::optional<Shape> shape = ShapeOf(kind);
  if (!shape) {
    return InvalidError({.subject = kind,
                         .cause = "there is no such kind of file",
                         .remedy = "mend the kind of this list in sources.yaml"});
  }
  ContentCheck check;
  if (sources::FindFormat(kind) == nullptr) {
    check.warnings.push_back("no loader knows the kind " + kind +
                             ": only the form of the file was checked");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const bool workbook, sources::IsXlsx(path));
  if (workbook != (*shape == Shape::kWorkbook)) {
    return Refuse(path, workbook ? absl::StrCat("it is a workbook, and ", ToAbsl(FormOf(*shape)),
                                                " is expected (", kind, ")")
                                 : "it is no workbook (.xlsx), as is expected (" + kind + ")");
  }
  if (workbook) {
    LYNCEUS_RETURN_IF_ERROR(CheckWorkbook(path, kind));
    return check;
  }
  LYNCEUS_ASSIGN_OR_RETURN(Ends ends, ReadEnds(path));
  LYNCEUS_RETURN_IF_ERROR(CheckText(path, kind, *shape, std::move(ends)));
  return check;
}

}  // namespace lynceus::fetch
