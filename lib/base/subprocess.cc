// posix_spawn between two unnamed temporary files, so that neither side can block the other.
#include "lib/base/subprocess.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"

extern char** environ;

namespace lynceus {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

std::string ReadAll(std::FILE* file) {
  std::rewind(file);
  std::string text;
  std::array<char, 65'536> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file)) {
    text.append(buffer.data(), count);
  }
  return text;
}

// Returns 0 or an errno.
int Spawn(std::vector<std::string>& words, int in, int out, pid_t& child) {
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  // A service blocks signals and waits for them; its children would never hear of them.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  const int error = posix_spawnp(&child, argv.front(), &actions, &attributes, argv.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

}  // namespace

absl::StatusOr<ProgramEnd> RunProgram(std::vector<std::string> words, std::string_view input) {
  const std::string program = words.front();
  const File in(std::tmpfile());
  const File out(std::tmpfile());
  if (!in || !out || std::fwrite(input.data(), 1, input.size(), in.get()) != input.size() ||
      std::fflush(in.get()) != 0) {
    return InternalError({.subject = program,
                          .cause = absl::StrCat("no temporary file: ", std::strerror(errno)),
                          .remedy = "free the disk that TMPDIR names"});
  }
  std::rewind(in.get());
  pid_t child = 0;
  if (const int error = Spawn(words, fileno(in.get()), fileno(out.get()), child); error != 0) {
    return NotFoundError({.subject = program,
                          .cause = absl::StrCat("it cannot be started: ", std::strerror(error)),
                          .remedy = "install it, or name another"});
  }
  int state = 0;
  while (waitpid(child, &state, 0) < 0 && errno == EINTR) continue;
  return ProgramEnd{.exit_code = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state),
                    .output = ReadAll(out.get())};
}

}  // namespace lynceus
