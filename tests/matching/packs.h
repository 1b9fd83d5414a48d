#pragma once
// The project's own vocabulary packs, loaded once for all tests of a program.

#include <cstdlib>
#include <iostream>
#include <memory>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/names/analyzed_name.h"

namespace lynceus::matching {

inline const std::shared_ptr<const names::Analyzer>& PackAnalyzer() {
  static const std::shared_ptr<const names::Analyzer> analyzer = [] {
    const char* const source = std::getenv("LYNCEUS_SOURCE_DIR");
    auto loaded = names::Analyzer::Load(JoinPath(source == nullptr ? "." : source, "rules/names"));
    if (!loaded.ok()) std::cerr << ErrorText(loaded.status()) << "\n";
    LYNCEUS_CHECK(loaded.ok());
    return *std::move(loaded);
  }();
  return analyzer;
}

}  // namespace lynceus::matching
