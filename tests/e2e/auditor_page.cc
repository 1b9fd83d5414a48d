// A block stands between "```sh" and "```"; its first line says what it is, where it is no part of
// check.sh alone.
#include "tests/e2e/auditor_page.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string_view>
#include <vector>

#include "lib/base/file.h"
#include "tests/support/status_matchers.h"

namespace lynceus::e2e {
namespace {

constexpr std::string_view kDefinitions = "# Definitions";
constexpr std::string_view kFollow = "# follow.sh";

std::vector<std::string> Blocks() {
  const auto page = ReadFile(JoinPath(std::getenv("LYNCEUS_SOURCE_DIR"), "deploy/auditor.md"));
  EXPECT_THAT(page, support::IsOk());
  const std::string_view begin = "```sh\n";
  std::vector<std::string> blocks;
  for (std::size_t at = page->find(begin); at != std::string::npos; at = page->find(begin, at)) {
    at += begin.size();
    blocks.push_back(page->substr(at, page->find("```", at) - at));
  }
  return blocks;
}

}  // namespace

std::string AuditorCheckScript() {
  std::string script;
  for (const std::string& block : Blocks()) {
    if (!block.starts_with(kFollow)) script += block;
  }
  return script;
}

std::string AuditorFollowScript() {
  std::string script;
  for (const std::string& block : Blocks()) {
    if (block.starts_with(kFollow) || block.starts_with(kDefinitions)) script += block;
  }
  return script;
}

}  // namespace lynceus::e2e
