// Reads what `strace -f -y -xx` writes: "PID name(arguments) = result", where other threads' lines
// may stand between "<unfinished ...>" and "<... name resumed>".
#include "tests/audit/traced_calls.h"

#include <fcntl.h>
#include <re2/re2.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <sstream>
#include <thread>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "tests/e2e/program.h"

namespace lynceus::audit {
namespace {

std::string FromHexEscapes(const std::string& text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size();) {
    if (text.compare(at, 2, "\\x") == 0 && at + 4 <= text.size()) {
      bytes.push_back(static_cast<char>(std::stoi(text.substr(at + 2, 2), nullptr, 16)));
      at += 4;
    } else {
      bytes.push_back(text[at++]);
    }
  }
  return bytes;
}

// The path of "3</path>", "" where the argument is no descriptor; cuts it off.
std::string TakePath(std::string& argument) {
  const std::size_t at = argument.find('<');
  if (at == std::string::npos) return "";
  const std::string path = argument.substr(at + 1, argument.find('>', at) - at - 1);
  argument.resize(at);
  return FromHexEscapes(path);
}

// Splits `3<\x2f...>, "\x41", O_RDONLY` at its commas; in quotes and paths there are escapes only.
void ReadArguments(const std::string& text, TracedCall& call) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(", ", begin), text.size());
    std::string argument = text.substr(begin, end - begin);
    if (argument.starts_with('"')) {
      argument = FromHexEscapes(argument.substr(1, argument.rfind('"') - 1));
    } else if (std::string path = TakePath(argument); call.arguments.empty()) {
      call.descriptor_path = std::move(path);
    }
    call.arguments.push_back(std::move(argument));
    begin = end + 2;
  }
}

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

// A child with `out` as its standard output; its errors go nowhere. Exits 127 where there is no
// such program.
pid_t Spawn(std::vector<std::string> words, int out) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t child = fork();
  if (child != 0) return child;
  const int nowhere = open("/dev/null", O_RDWR);
  dup2(out, STDOUT_FILENO);
  dup2(nowhere, STDIN_FILENO);
  dup2(nowhere, STDERR_FILENO);
  execvp(argv.front(), argv.data());
  _exit(127);
}

// Waits until `process` has a tracer; false where `tracer` ends before.
bool IsTraced(pid_t process, pid_t tracer) {
  static const RE2 traced(R"(TracerPid:\s*[1-9])");
  const std::string path = "/proc/" + std::to_string(process) + "/status";
  while (waitpid(tracer, nullptr, WNOHANG) == 0) {
    if (RE2::PartialMatch(ReadFile(path).value_or(""), traced)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

}  // namespace

const char* const kWriterCalls =
    "open,openat,read,pread64,write,pwrite64,ftruncate,fdatasync,fsync,syncfs,rename,unlink,rmdir,"
    "mkdir,close,flock";

std::vector<TracedCall> ReadTrace(const std::string& path) {
  static const RE2 start(R"((\d+)\s+([a-z0-9_]+)\()");
  static const RE2 resumed(R"((\d+)\s+<\.\.\. [a-z0-9_]+ resumed>)");
  std::vector<TracedCall> calls;
  std::map<int, std::pair<std::string, std::size_t>> unfinished;  // by thread
  std::map<std::pair<int, std::string>, int> counts;
  std::istringstream lines(ReadFile(path).value_or(""));
  std::string line;
  for (std::size_t number = 0; std::getline(lines, line); ++number) {
    TracedCall call{.begin = number, .end = number};
    re2::StringPiece rest(line);
    if (RE2::Consume(&rest, resumed, &call.thread)) {
      call.begin = unfinished[call.thread].second;
      line = unfinished[call.thread].first + std::string(rest);
    }
    rest = line;
    if (!RE2::Consume(&rest, start, &call.thread, &call.name)) continue;  // signals, exits
    if (line.ends_with("<unfinished ...>")) {
      unfinished[call.thread] = {line.substr(0, line.rfind('<')), number};
      continue;
    }
    const std::size_t close = line.rfind(" = ");
    if (close == std::string::npos || line[close + 3] == '?') continue;  // never ended
    call.result = std::atoll(line.c_str() + close + 3);
    const std::size_t first = line.find('(') + 1;
    const std::string text = line.substr(first, line.rfind(')', close) - first);
    ReadArguments(text, call);
    call.nth = ++counts[{call.thread, call.name}];
    calls.push_back(std::move(call));
  }
  return calls;
}

TracedRun RunTraced(const std::string& trace, const std::vector<std::string>& options,
                    std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), e2e::BinaryPath("append_records"));
  arguments.push_back("--traced");
  const File out(std::tmpfile());
  const pid_t writer = Spawn(arguments, fileno(out.get()));
  int status = 0;
  LYNCEUS_CHECK(waitpid(writer, &status, WUNTRACED) == writer && WIFSTOPPED(status));

  std::vector<std::string> words = {"strace", "-f", "-y", "-xx", "-s", "1000000", "-o", trace};
  words.insert(words.end(), options.begin(), options.end());
  words.insert(words.end(), {"-p", std::to_string(writer)});
  const pid_t strace = Spawn(words, STDERR_FILENO);
  TracedRun run;
  if (!IsTraced(writer, strace)) {
    kill(writer, SIGKILL);
    waitpid(writer, &status, 0);
    return {.no_strace = "strace is not installed, or may not trace here"};
  }
  kill(writer, SIGCONT);
  LYNCEUS_CHECK(waitpid(writer, &status, 0) == writer);
  run.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  waitpid(strace, nullptr, 0);
  run.out = ReadAll(out.get());
  return run;
}

std::string WhyNoStrace() {
  return RunTraced("/dev/null", {}, {"/nonexistent", "none", "1", "0"}).no_strace;
}

}  // namespace lynceus::audit
