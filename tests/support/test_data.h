#pragma once
// Where tests find real lists and labelled names, which are not part of the project: the directory
// named by the environment variable LYNCEUS_TEST_DATA. Tests that need it are skipped where it is
// unset.

#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <string>

namespace lynceus::support {

// Returns the directory, or nothing where the variable is unset or empty.
inline std::optional<std::string> TestDataDir() {
  const char* const directory = std::getenv("LYNCEUS_TEST_DATA");
  if (directory == nullptr || *directory == '\0') return std::nullopt;
  return directory;
}

}  // namespace lynceus::support

// First statement of a test, or of a fixture's SetUp, that reads the data.
#define LYNCEUS_REQUIRE_TEST_DATA()                                     \
  if (!::lynceus::support::TestDataDir().has_value())                   \
  GTEST_SKIP() << "LYNCEUS_TEST_DATA is unset; it names the directory " \
                  "with the real lists this test reads"
