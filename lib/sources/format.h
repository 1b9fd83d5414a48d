#pragma once
// One list or registry format: how a file of it is known, and how it is read. Each format is one
// row in the table of formats.cc; adding one touches nothing else of the reading.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

enum class Shape : std::uint8_t { kXml, kJson, kTable, kWorkbook };

// The beginning of a file, already taken apart by its shape.
struct FileHead {
  std::string name;  // what errors call the file
  std::string text;  // the first MiB, unpacked; empty for a workbook
  bool is_whole = false;
  Shape shape = Shape::kTable;
  std::string xml_root;                // XML: local name of the root
  std::vector<std::string> json_keys;  // JSON: of the first object, in order
  // Table, workbook: the first rows that are whole, at most five. A table's separator is the one of
  // comma, semicolon, tab, bar and at sign that stands first outside of quotes in the first line
  // and parts it in five or more; else the comma.
  std::vector<std::vector<std::string>> rows;
  char separator = ',';

  // The first of `rows`; empty where there is none.
  const std::vector<std::string>& first_row() const;
  // True where a field of the first row is that word, in any case of letters.
  bool HasColumn(std::string_view word) const;
};

struct Format {
  std::string_view kind;   // "un-xml": the word of KIND:FILE
  std::string_view title;  // "UN Security Council consolidated list (XML)"
  Shape shape = Shape::kXml;
  // True where `head`, which is of this shape, is of this format. No two formats may say so of one
  // file. Null: told by GroupFiles alone (OFAC's two lists).
  bool (*recognises)(const FileHead& head) = nullptr;
  // Reads a group whose main file is of this kind. Null: a side file, read with its main file.
  absl::StatusOr<LoadReport> (*load)(const FileGroup& group, RecordSink& sink) = nullptr;
  // Of a side file that changes a main file: the main file's kind. It is read with the last file
  // of that kind given before it; several are read in the order given.
  std::string_view follows = {};
  // A file of no bytes, of which nothing else can be told, is of this kind where its name ends so.
  std::string_view empty_name_end = {};
  // A file may say that it holds nothing: one part of a register, by its totals. Of all others one
  // without a record is an error.
  bool may_be_empty = false;
};

// Every format, sorted by kind. Thread-safe.
std::span<const Format> Formats();
// The format of that kind; null where there is none.
const Format* FindFormat(std::string_view kind);

}  // namespace lynceus::sources
