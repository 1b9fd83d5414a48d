#pragma once
// Labelled files: pairs of names or entities of which somebody has said whether they are one party.
// What a file is, is told from its content. EVAL.md describes each form.
//
// A row that cannot be read is kept as an error with its line, never left out; only a file whose
// form does not hold (no such column, no rows, broken quotes) is an error of the whole.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/decision.h"

namespace lynceus::validation {

enum class LabelledKind : std::uint8_t {
  kNamePairs,     // CSV: case_group,schema,name1,name2,is_match,quality,category,notes,peer_...
  kEntityPairs,   // JSON lines: {"group", "schema", "query", "result", "match"}
  kJudgements,    // JSON lines: {"left", "right", "judgement"}
  kSearchScores,  // CSV: query_name,result_name,ofac_score
  kNameSets,      // lines: form, form, ... => id
  kWordPairs,     // TSV: word, word in another script[, count]
  kScriptPairs,   // CSV without a header: query,expected match,score,description; # comments
};
std::string_view LabelledKindName(LabelledKind kind);  // "name pairs"

struct LabelledPair {
  std::string place;     // "line 17"
  std::string group;     // case group; empty where the file has none
  std::string tier;      // "STRONG", "MEDIUM", "WEAK"; empty where the file has none
  std::string category;  // what was done to the name, where the file says it
  Counterparty asked;
  Counterparty listed;
  bool match = false;                      // the label; of kSearchScores: shown by the search
  std::optional<std::int32_t> peer_score;  // another matcher's, in 1/10,000
  // The score that the search page showed, 0..100; kNotShown where it did not show the name.
  std::optional<std::int32_t> search_score;

  // What the pair is counted under: the more exact of both sides' schemas.
  Schema schema() const;
};
inline constexpr std::int32_t kNotShown = -1;

// Names of one party in several scripts.
struct NameSet {
  std::string id;
  std::vector<std::string> forms;  // at least two, all different
};

// Immutable once read.
struct LabelledFile {
  std::string path;
  LabelledKind kind = LabelledKind::kNamePairs;
  std::vector<LabelledPair> pairs;  // of the first four kinds
  std::vector<NameSet> sets;        // of the last three
  std::vector<absl::Status> row_errors;

  bool has_sets() const { return kind >= LabelledKind::kNameSets; }
};

// Returns `error` as one of a row: its subject is the file, its place the row and then what the
// error itself names. REQUIRES: `error` is not OK.
absl::Status RowError(const absl::Status& error, const std::string& path, const std::string& place);

// Reads a file, plain or gzip, into memory.
// Errors: those of sources::OpenListFile and CsvReader; InvalidArgument where the file is empty,
// is of no kind above, lacks a column (named), or has no row that can be read; ResourceExhausted
// above limits::kLabelledFileBytesMax.
absl::StatusOr<LabelledFile> ReadLabelledFile(const std::string& path);

// The same of text in memory; `path` is what errors call it.
absl::StatusOr<LabelledFile> ParseLabelledFile(const std::string& path, std::string text);

}  // namespace lynceus::validation
