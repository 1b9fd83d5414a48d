#pragma once
// A bank's own table of name variants: the form of its file, line by line. What the forms are, and
// whether they fit beside the packs, is for the vocabulary (vocabulary.h) to say.
//
//   # comments and blank lines
//   Zolfarm, Zolpharm, Золфарм => zolfarm
//
// The forms of one line are spellings of one name, under an id of the bank's own.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace lynceus::names {

// Where the table stands beside the packs.
inline constexpr std::string_view kVariantsFile = "variants.txt";
inline constexpr std::size_t kVariantWordsMax = 8;  // of one form

struct VariantLine {
  std::size_t line = 0;            // from 1
  std::vector<std::string> forms;  // trimmed, as written; at least two
  std::string id;
};

// Returns the lines of `content` in order. `path` is what errors name.
// Errors: InvalidArgument with the line, for anything that is no comment, blank line or whole line
// of the table, for an id that comes twice, and for a table without a line.
absl::StatusOr<std::vector<VariantLine>> ParseNameVariants(const std::string& path,
                                                           std::string_view content);

// "form 2", of the one at `position`: what errors call it, since forms are names of people.
std::string FormNumber(std::size_t position);

// The error of line `line`.
absl::Status VariantError(const std::string& path, std::size_t line, std::string cause,
                          std::string remedy);

}  // namespace lynceus::names
