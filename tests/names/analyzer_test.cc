#include <gtest/gtest.h>

#include <cstdlib>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/names/analyzed_name.h"
#include "tests/support/status_matchers.h"

namespace lynceus::names {
namespace {

TEST(Analyzer, LoadsItsPacks) {
  const char* const source = std::getenv("LYNCEUS_SOURCE_DIR");
  EXPECT_THAT(Analyzer::Load(JoinPath(source == nullptr ? "." : source, "rules/names")),
              support::IsOk());
}

}  // namespace
}  // namespace lynceus::names
