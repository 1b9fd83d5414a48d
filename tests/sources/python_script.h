#pragma once
// Running the scripts beside the tests, which count and make files by Python's standard library.

#include <cstdio>
#include <cstdlib>
#include <string>

#include "lib/base/file.h"

namespace lynceus::sources {

// False where there is no python3, or LYNCEUS_SOURCE_DIR does not name the tree.
inline bool CanRunScripts() {
  return std::getenv("LYNCEUS_SOURCE_DIR") != nullptr &&
         std::system("python3 -c pass >/dev/null 2>&1") == 0;
}

struct ScriptResult {
  int exit_status = -1;
  std::string output;
};

// Runs `command` in a shell.
inline ScriptResult RunCommand(const std::string& command) {
  ScriptResult result;
  FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return result;
  char buffer[4'096];
  while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, pipe)) {
    result.output.append(buffer, size);
  }
  result.exit_status = ::pclose(pipe);
  return result;
}

// Runs tests/sources/`name`. REQUIRES: CanRunScripts().
inline ScriptResult RunScript(const std::string& name, const std::string& arguments) {
  const std::string source = std::getenv("LYNCEUS_SOURCE_DIR");
  return RunCommand("python3 -B '" + JoinPath(source, "tests/sources/" + name) + "' " + arguments);
}

}  // namespace lynceus::sources
