#pragma once
// Puts other bytes into a file, at once and without syncing: damage need not be durable.

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

namespace lynceus::store {

inline void Overwrite(const std::string& path, const std::string& content) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  ASSERT_NE(file, nullptr) << path;
  EXPECT_EQ(std::fwrite(content.data(), 1, content.size(), file), content.size());
  EXPECT_EQ(std::fclose(file), 0);
}

}  // namespace lynceus::store
