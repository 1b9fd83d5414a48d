#pragma once
// The built programs as a shell sees them: arguments in; exit code, output and error text out.

#include <sys/types.h>

#include <string>
#include <vector>

namespace lynceus::e2e {

// What a program that ended left behind.
struct Ran {
  int code = -1;  // exit code; 128 and the signal where one ended it
  std::string out;
  std::string err;
};

// Runs a program of LYNCEUS_BIN_DIR (or, with a slash or from PATH, any other) to its end. Its
// standard input is empty. Thread-safe.
Ran RunProgram(const std::string& program, const std::vector<std::string>& arguments);

// `lynceus` with these arguments.
Ran Lynceus(const std::vector<std::string>& arguments);

// The path of a program in LYNCEUS_BIN_DIR. Fails the process where the variable is unset.
std::string BinaryPath(const std::string& name);

// A running program that serves, ended by SIGTERM when this goes away. One thread.
class Daemon {
 public:
  // Starts lynceusd by `shell_prefix` (for example "ulimit -f 8; ") and waits until it says its
  // port.
  Daemon(const std::string& config, const std::string& output, const std::string& shell_prefix);
  // The same for any command of the shell that says "listening port=".
  Daemon(const std::string& command, const std::string& output);
  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  // "127.0.0.1:PORT"; empty where it did not start.
  const std::string& target() const { return target_; }
  void Signal(int signal) const;
  // Sends SIGTERM and returns the exit code.
  int Stop();

 private:
  pid_t process_ = -1;
  std::string target_;
};

}  // namespace lynceus::e2e
