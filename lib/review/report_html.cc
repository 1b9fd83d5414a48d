// The page of a report: plain HTML with its style inside.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/review/answer_text.h"
#include "lib/review/report.h"

namespace lynceus::review {
namespace {

constexpr std::string_view kStyle = R"(
body { font: 10pt/1.4 "DejaVu Sans", "Liberation Sans", Arial, sans-serif; color: #1b1f24;
       max-width: 60em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 17pt; margin: 0 0 .2em; }
h2 { font-size: 12pt; margin: 1.8em 0 .3em; border-bottom: 1px solid #9aa3ad; }
p.note { color: #4a535d; margin: .2em 0 .5em; }
table { border-collapse: collapse; width: 100%; font-size: 9pt; }
th { text-align: left; background: #eef1f4; }
th, td { padding: .25em .6em; border-bottom: 1px solid #d4d9de; vertical-align: top; }
th.n, td.n { text-align: right; }
td.n { font-variant-numeric: tabular-nums; white-space: nowrap; }
tr { break-inside: avoid; }
.statement { border: 2px solid #2d6a3e; padding: .6em 1em; margin: 1em 0; }
.statement.fails { border-color: #a4262c; }
.root { font-family: "DejaVu Sans Mono", monospace; font-size: 8.5pt; word-break: break-all; }
.caution { color: #7a4a00; }
@page { size: A4; margin: 18mm 15mm; }
@media print { body { margin: 0; max-width: none; }
               table { font-size: 7pt; } th, td { padding: .25em .3em; }
               h2 { break-after: avoid; } }
)";

std::string Escaped(std::string_view text) {
  std::string out;
  for (const char byte : Printable(text)) {
    switch (byte) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += byte;
    }
  }
  return out;
}

bool IsNumber(std::string_view cell) {
  return !cell.empty() && cell.find_first_not_of("0123456789.% ") == std::string_view::npos;
}

bool IsNumberColumn(const ReportTable& table, std::size_t at) {
  return std::all_of(table.rows.begin(), table.rows.end(),
                     [at](const auto& row) { return IsNumber(row[at]); });
}

void AddTable(const ReportTable& table, std::string& out) {
  absl::StrAppend(&out, "<h2>", Escaped(table.title), "</h2>\n");
  if (!table.note.empty()) {
    absl::StrAppend(&out, "<p class=\"note\">", Escaped(table.note), "</p>\n");
  }
  if (table.rows.empty()) {
    out += "<p>None in this period.</p>\n";
    return;
  }
  out += "<table>\n<thead><tr>";
  for (std::size_t at = 0; at < table.header.size(); ++at) {
    absl::StrAppend(&out, IsNumberColumn(table, at) ? "<th class=\"n\">" : "<th>",
                    Escaped(table.header[at]), "</th>");
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    out += "<tr>";
    for (const std::string& cell : row) {
      absl::StrAppend(&out, IsNumber(cell) ? "<td class=\"n\">" : "<td>", Escaped(cell), "</td>");
    }
    out += "</tr>\n";
  }
  out += "</tbody>\n</table>\n";
}

void AddStatement(const IntegrityStatement& integrity, std::string& out) {
  absl::StrAppend(
      &out, "<div class=\"statement", integrity.holds ? "" : " fails", "\">\n<strong>",
      integrity.holds ? "Integrity: the log holds." : "Integrity: THE LOG DOES NOT HOLD.",
      "</strong><br>\n", Escaped(integrity.text), "<br>\n");
  if (!integrity.root_hex.empty()) {
    absl::StrAppend(&out, "Checkpoint: ", integrity.size, " records, root <span class=\"root\">",
                    Escaped(integrity.root_hex), "</span>\n");
  }
  out += "</div>\n";
}

}  // namespace

std::string ReportHtml(const Report& report) {
  std::string out = absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<title>Screening report, ",
      Escaped(report.log), ", ", Escaped(report.period), "</title>\n<style>", ToAbsl(kStyle),
      "</style>\n</head>\n<body>\n<h1>Screening report</h1>\n<p>Log ", Escaped(report.log), ", ",
      Escaped(report.period), ". Made ", Escaped(report.made), ".</p>\n");
  AddStatement(report.integrity, out);
  for (const std::string& caution : report.cautions) {
    absl::StrAppend(&out, "<p class=\"caution\">", Escaped(caution), ".</p>\n");
  }
  for (const ReportTable& table : report.tables) AddTable(table, out);
  out += "</body>\n</html>\n";
  return out;
}

}  // namespace lynceus::review
