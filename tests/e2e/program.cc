// posix_spawn with output to unnamed temporary files: no pipe can fill up and block either side.
#include "tests/e2e/program.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>

#include "lib/base/file.h"
#include "lib/base/status.h"

extern char** environ;

namespace lynceus::e2e {
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

pid_t Spawn(std::vector<std::string> words, int out, int err) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
  pid_t process = -1;
  const int failed =
      ::posix_spawnp(&process, argv.front(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  LYNCEUS_CHECK(failed == 0);
  return process;
}

int WaitFor(pid_t process) {
  int status = 0;
  LYNCEUS_CHECK(::waitpid(process, &status, 0) == process);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

std::string BinaryPath(const std::string& name) {
  const char* const directory = std::getenv("LYNCEUS_BIN_DIR");
  LYNCEUS_CHECK(directory != nullptr);
  return JoinPath(directory, name);
}

Ran RunProgram(const std::string& program, const std::vector<std::string>& arguments) {
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const File out(std::tmpfile());
  const File err(std::tmpfile());
  LYNCEUS_CHECK(out != nullptr && err != nullptr);
  Ran ran;
  ran.code = WaitFor(Spawn(words, fileno(out.get()), fileno(err.get())));
  ran.out = ReadAll(out.get());
  ran.err = ReadAll(err.get());
  return ran;
}

Ran Lynceus(const std::vector<std::string>& arguments) {
  return RunProgram(BinaryPath("lynceus"), arguments);
}

Daemon::Daemon(const std::string& config, const std::string& output,
               const std::string& shell_prefix)
    : Daemon(shell_prefix + "exec '" + BinaryPath("lynceusd") + "' --config '" + config + "'",
             output) {}

Daemon::Daemon(const std::string& command, const std::string& output) {
  const int file = ::open(output.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  LYNCEUS_CHECK(file >= 0);
  process_ = Spawn({"/bin/bash", "-c", command}, file, file);
  ::close(file);
  constexpr char kWord[] = "listening port=";
  for (int i = 0; i < 1'200 && target_.empty(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const std::string text = ReadFile(output).value_or("");
    const std::size_t at = text.find(kWord);
    if (at != std::string::npos && text.find('\n', at) != std::string::npos) {
      target_ = "127.0.0.1:" + std::to_string(std::atoi(text.c_str() + at + sizeof kWord - 1));
    }
    int status = 0;
    if (::waitpid(process_, &status, WNOHANG) == process_) {
      process_ = -1;
      return;
    }
  }
}

Daemon::~Daemon() { Stop(); }

void Daemon::Signal(int signal) const {
  LYNCEUS_CHECK(process_ > 0);
  ::kill(process_, signal);
}

int Daemon::Stop() {
  if (process_ < 0) return -1;
  ::kill(process_, SIGTERM);
  const int code = WaitFor(process_);
  process_ = -1;
  return code;
}

}  // namespace lynceus::e2e
