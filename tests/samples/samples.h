#pragma once
// The small sample of each format, written for the tests: tests/samples/KIND/. All persons in them
// are invented, and so are the companies. A workbook's sample is its table as text: a line a row,
// tabs between the cells.

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "tests/sources/xlsx_bytes.h"

namespace lynceus::samples {

struct SampleFile {
  std::string kind;
  std::string name;     // of the file, without its directory
  std::string content;  // of a workbook: its table as text
};

// One format's sample, and the files without which it cannot be loaded.
struct Sample {
  SampleFile file;
  std::vector<SampleFile> before;  // main files of a side file, in the order to be given
};

inline SampleFile ReadSampleFile(std::string_view kind, std::string_view path) {
  const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
  const auto content =
      ReadFile(JoinPath(JoinPath(root == nullptr ? "." : root, "tests/samples"), path));
  LYNCEUS_CHECK(content.ok());  // LYNCEUS_SOURCE_DIR names the project's directory
  return {.kind = std::string(kind), .name = BaseName(path), .content = *content};
}

// Of every format, sorted by kind.
inline std::vector<Sample> AllSamples() {
  struct Row {
    std::string_view kind;
    std::string_view path;
    std::vector<std::string_view> before = {};
  };
  static const auto& sdn = *new std::string_view("ofac-sdn-csv/sdn.csv");
  static const auto& rows = *new std::vector<Row>{
      {"au-xlsx", "au-xlsx/sheet.tsv"},
      {"bods-json", "bods-json/list.json"},
      {"ca-xml", "ca-xml/list.xml"},
      {"ch-xml", "ch-xml/list.xml"},
      {"dk-owners-json", "dk-owners-json/list.json"},
      {"ebrd-csv", "ebrd-csv/list.csv"},
      {"eu-csv", "eu-csv/list.csv"},
      {"eu-journal-csv", "eu-journal-csv/list.csv"},
      {"eu-xml", "eu-xml/list.xml"},
      {"ftm-delta-json", "ftm-delta-json/1-a.delta.json", {"ftm-delta-json/base.json"}},
      {"ftm-delta-versions-json",
       "ftm-delta-versions-json/delta.json",
       {"ftm-delta-json/base.json", "ftm-delta-json/1-a.delta.json"}},
      {"ftm-json", "ftm-json/list.json"},
      {"gleif-lei-xml", "gleif-lei-xml/list.xml"},
      {"gleif-repex-xml", "gleif-repex-xml/list.xml"},
      {"gleif-rr-xml", "gleif-rr-xml/list.xml"},
      {"iadb-xlsx", "iadb-xlsx/sheet.tsv"},
      {"interests-csv", "interests-csv/list.csv"},
      {"lynceus-csv", "lynceus-csv/list.csv"},
      {"ofac-add-csv", "ofac-add-csv/add.csv", {sdn}},
      {"ofac-advanced-xml", "ofac-advanced-xml/list.xml"},
      {"ofac-alt-csv", "ofac-alt-csv/alt.csv", {sdn}},
      {"ofac-comments-csv", "ofac-comments-csv/sdn_comments.csv", {sdn}},
      {"ofac-cons-csv", "ofac-cons-csv/cons_prim.csv"},
      {"ofac-cons-xml", "ofac-cons-xml/list.xml"},
      {"ofac-enhanced-xml", "ofac-enhanced-xml/list.xml"},
      {"ofac-sdn-csv", sdn},
      {"ofac-sdn-xml", "ofac-sdn-xml/list.xml"},
      {"opensanctions-simple-csv", "opensanctions-simple-csv/list.csv"},
      {"uk-companies-csv", "uk-companies-csv/list.csv"},
      {"uk-conlist-csv", "uk-conlist-csv/list.csv"},
      {"uk-csv", "uk-csv/list.csv"},
      {"uk-psc-json", "uk-psc-json/list.json"},
      {"uk-xml", "uk-xml/list.xml"},
      {"un-xml", "un-xml/list.xml"},
      {"us-bis-dpl-tsv", "us-bis-dpl-tsv/list.tsv"},
      {"us-bis-mieu-csv", "us-bis-mieu-csv/list.csv"},
      {"us-csl-csv", "us-csl-csv/list.csv"},
      {"wb-xlsx", "wb-xlsx/sheet.tsv"},
  };
  std::vector<Sample> samples;
  for (const Row& row : rows) {
    Sample sample{.file = ReadSampleFile(row.kind, row.path), .before = {}};
    for (const std::string_view path : row.before) {
      const std::string_view directory = path.substr(0, path.find('/'));
      sample.before.push_back(ReadSampleFile(
          directory == "ftm-delta-json" && path.ends_with("base.json") ? "ftm-json" : directory,
          path));
    }
    samples.push_back(std::move(sample));
  }
  return samples;
}

inline std::vector<std::vector<std::string>> TableOf(std::string_view text) {
  std::vector<std::vector<std::string>> rows(1);
  rows[0].emplace_back();
  for (const char c : text) {
    if (c == '\n') {
      rows.emplace_back(1);
    } else if (c == '\t') {
      rows.back().emplace_back();
    } else {
      rows.back().back() += c;
    }
  }
  if (rows.back() == std::vector<std::string>{""}) rows.pop_back();
  return rows;
}

// The workbook of a table as text.
inline std::string WorkbookOf(std::string_view text) { return sources::TableXlsx(TableOf(text)); }

}  // namespace lynceus::samples
