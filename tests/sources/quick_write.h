#pragma once
// Writing test files without waiting for the disk: thousands of damaged ones are written.

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "tests/support/temp_dir.h"

namespace lynceus::sources {

// Writes a file in `dir` and returns its path.
inline std::string QuickWrite(const support::TempDir& dir, const std::string& name,
                              const std::string& content) {
  std::string path = dir / name;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << content;
  file.close();
  EXPECT_TRUE(file.good()) << path;
  return path;
}

}  // namespace lynceus::sources
