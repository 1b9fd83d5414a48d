#pragma once
// A directory for one test, removed with all in it at the end.

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus::support {

// One thread.
class TempDir {
 public:
  TempDir() {
    path_ = JoinPath(::testing::TempDir(), "lynceus_XXXXXX");
    LYNCEUS_CHECK(::mkdtemp(path_.data()) != nullptr);
  }
  ~TempDir() { EXPECT_TRUE(RemoveTree(path_).ok()) << path_; }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::string& path() const { return path_; }
  // Returns the path of `name` inside; nothing is made.
  std::string operator/(std::string_view name) const { return JoinPath(path_, name); }
  // Writes a file inside and returns its path.
  std::string Write(std::string_view name, std::string_view content) const {
    std::string path = JoinPath(path_, name);
    const absl::Status status = WriteFileDurably(path, content);
    EXPECT_TRUE(status.ok()) << ErrorText(status);
    return path;
  }

 private:
  std::string path_;
};

}  // namespace lynceus::support
