#pragma once
// The project's own vocabulary packs for the tests of this module.

#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/names/analyzed_name.h"

namespace lynceus::names {

inline std::string PackDirectory() {
  const char* const source = std::getenv("LYNCEUS_SOURCE_DIR");
  return JoinPath(source == nullptr ? "." : source, "rules/names");
}

inline const std::shared_ptr<const Analyzer>& PackAnalyzer() {
  static const std::shared_ptr<const Analyzer> analyzer = [] {
    auto loaded = Analyzer::Load(PackDirectory());
    if (!loaded.ok()) std::cerr << ErrorText(loaded.status()) << "\n";
    LYNCEUS_CHECK(loaded.ok());
    return *std::move(loaded);
  }();
  return analyzer;
}

}  // namespace lynceus::names
