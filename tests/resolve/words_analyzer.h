#pragma once
// An analyzer for tests: tokens are the words of the text, each rare.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/names/analyzed_name.h"

namespace lynceus::resolve {

class WordsAnalyzer final : public names::Analyzer {
 public:
  absl::StatusOr<names::AnalyzedName> Analyze(std::string_view text,
                                              Schema /*schema*/) const override {
    names::AnalyzedName name;
    std::string word;
    for (const char byte : std::string(text) + " ") {
      if (byte != ' ') {
        word += byte;
        name.joined += byte;
      } else if (!word.empty()) {
        name.tokens.push_back({.text = std::exchange(word, {}), .weight = 6'000});
      }
    }
    if (name.tokens.empty()) return absl::InvalidArgumentError("no name");
    return name;
  }
  void Anchors(const names::AnalyzedName& /*name*/, bool /*query*/,
               std::vector<names::Anchor>& /*out*/) const override {}
  const std::string& pack_digest() const override { return digest_; }

 private:
  const std::string digest_;
};

}  // namespace lynceus::resolve
