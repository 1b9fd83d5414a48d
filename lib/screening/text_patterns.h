#pragma once
// The patterns of rules/patterns, compiled as one set: one pass over a text says which may be in
// it, and only these are looked for one by one. RE2 takes time linear in the text.

#include <re2/re2.h>
#include <re2/set.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/text_pattern.h"

namespace lynceus::screening {

// One word or number that a pattern finds.
struct TextFinding {
  std::size_t pattern = 0;  // position in the patterns compiled
  std::string value;        // as the text has it, folded (names/fold_text.h)
  friend bool operator==(const TextFinding&, const TextFinding&) = default;
};

// Immutable; Thread-safe.
class TextPatterns {
 public:
  // Errors: InvalidArgument naming the pattern that RE2 does not read (rules::CheckRules has said
  // so before); ResourceExhausted where all together are too large.
  static absl::StatusOr<std::unique_ptr<const TextPatterns>> Compile(
      const std::vector<TextPattern>& patterns);

  // What the patterns find in `text`, by pattern, then by place; a value once a pattern. Numbers
  // whose check does not hold are none. Cost: linear in the text; under a microsecond for an
  // address that holds nothing. REQUIRES: UTF-8.
  std::vector<TextFinding> Find(std::string_view text) const;

 private:
  struct One {
    std::unique_ptr<RE2> regex;
    std::unique_ptr<RE2> unless;  // may be none
    NumberCheck check = NumberCheck::kNone;
  };

  void FindOne(std::size_t pattern, std::string_view text, std::vector<TextFinding>& out) const;

  std::vector<One> patterns_;
  std::unique_ptr<RE2::Set> set_;
};

}  // namespace lynceus::screening
