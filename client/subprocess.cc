// posix_spawn between an input file and an output pipe, so that neither side can block the other.
#include "client/subprocess.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"

extern char** environ;

namespace lynceus::client {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

absl::Status Failed(const std::string& program, std::string_view cause) {
  return InternalError({.subject = program,
                        .cause = std::string(cause),
                        .remedy = absl::StrCat("try ", program, " by hand")});
}

std::string ReadAll(std::FILE* file) {
  std::rewind(file);
  std::string text;
  std::array<char, 65'536> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file)) {
    text.append(buffer.data(), count);
  }
  return text;
}

}  // namespace

absl::StatusOr<std::string> RunFilter(const std::string& program,
                                      const std::vector<std::string>& arguments,
                                      std::string_view input) {
  const File in(std::tmpfile());
  const File out(std::tmpfile());
  if (!in || !out) return Failed(program, "no temporary file can be made");
  std::fwrite(input.data(), 1, input.size(), in.get());
  std::fflush(in.get());
  std::rewind(in.get());

  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, fileno(in.get()), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(out.get()), STDOUT_FILENO);
  pid_t child = 0;
  const int error = posix_spawnp(&child, program.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    return NotFoundError({.subject = program,
                          .cause = "it cannot be started",
                          .remedy = "install Debian's package graphviz, or use --format dot"});
  }
  int state = 0;
  if (waitpid(child, &state, 0) != child || !WIFEXITED(state) || WEXITSTATUS(state) != 0) {
    return Failed(program, "it failed");
  }
  return ReadAll(out.get());
}

}  // namespace lynceus::client
