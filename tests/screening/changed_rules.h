#pragma once
// The demonstration's snapshot under the project's rules with files added or changed.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "lib/base/file.h"
#include "lib/screening/engine.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/temp_dir.h"

namespace lynceus::screening {

// One thread.
class ChangedRules {
 public:
  ChangedRules() {
    const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
    EXPECT_NE(root, nullptr);
    std::filesystem::copy(JoinPath(root == nullptr ? "." : root, "rules"), path(),
                          std::filesystem::copy_options::recursive);
  }

  std::string path() const { return dir_ / "rules"; }
  void Write(const std::string& file, const std::string& text) {
    std::filesystem::remove(JoinPath(path(), file));
    EXPECT_TRUE(WriteFileDurably(JoinPath(path(), file), text).ok());
  }
  absl::StatusOr<std::shared_ptr<const Engine>> Open() const {
    return OpenEngine(
        {.snapshot_directory = DemoEngine().snapshot->directory(), .rules_directory = path()});
  }

 private:
  const support::TempDir dir_;
};

}  // namespace lynceus::screening
