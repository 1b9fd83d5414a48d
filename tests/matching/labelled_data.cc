#include "tests/matching/labelled_data.h"

#include <cstdio>
#include <optional>

#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus::matching {

std::vector<std::vector<std::string>> ReadCsv(const std::string& path) {
  const auto content = ReadFile(path);
  LYNCEUS_CHECK(content.ok());
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (std::size_t at = 0; at < content->size(); ++at) {
    const char c = (*content)[at];
    if (quoted) {
      const bool doubled = c == '"' && at + 1 < content->size() && (*content)[at + 1] == '"';
      if (doubled) ++at;
      if (c != '"' || doubled) row.back().push_back(c);
      quoted = c != '"' || doubled;
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      row.emplace_back();
    } else if (c == '\n') {
      if (row.size() > 1 && row[0].substr(0, 1) != "#") rows.push_back(row);
      row.assign(1, "");
    } else if (c != '\r') {
      row.back().push_back(c);
    }
  }
  return rows;
}

std::vector<LabelledPair> ReadLabelledPairs(const std::string& path) {
  std::vector<LabelledPair> pairs;
  const auto rows = ReadCsv(path);
  for (std::size_t at = 1; at < rows.size(); ++at) {
    const auto& row = rows[at];
    LYNCEUS_CHECK(row.size() >= 6);
    pairs.push_back({.group = row[0],
                     .schema = ParseSchema(row[1]).value_or(Schema::kUnknown),
                     .asked = row[2],
                     .listed = row[3],
                     .match = row[4] == "true",
                     .strong = row[5] == "STRONG"});
  }
  return pairs;
}

void Confusion::Count(bool match, bool decided) {
  if (match && decided) ++right_hits;
  if (!match && decided) ++wrong_hits;
  if (match && !decided) ++missed;
  if (!match && !decided) ++right_rejections;
}

double Confusion::precision() const {
  const int hits = right_hits + wrong_hits;
  return hits == 0 ? 1.0 : static_cast<double>(right_hits) / hits;
}

double Confusion::recall() const {
  const int matches = right_hits + missed;
  return matches == 0 ? 1.0 : static_cast<double>(right_hits) / matches;
}

double Confusion::f1() const {
  const int twice = 2 * right_hits + wrong_hits + missed;
  return twice == 0 ? 1.0 : 2.0 * right_hits / twice;
}

std::string Confusion::ToString() const {
  char buffer[160];
  std::snprintf(buffer, sizeof buffer,
                "P %.3f R %.3f F1 %.3f (right hits %d, wrong hits %d, missed %d, right no-hits %d)",
                precision(), recall(), f1(), right_hits, wrong_hits, missed, right_rejections);
  return buffer;
}

}  // namespace lynceus::matching
