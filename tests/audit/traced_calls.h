#pragma once
// The system calls of a run under strace, read from its output file.

#include <cstdint>
#include <string>
#include <vector>

namespace lynceus::audit {

struct TracedCall {
  int thread = 0;
  std::string name;
  std::vector<std::string> arguments;  // strings are decoded, "3</path>" is "3"
  std::string descriptor_path;         // of the first argument, where it is a descriptor
  std::int64_t result = 0;             // -1 for an error
  int nth = 0;                         // among the thread's calls of that name, from 1
  std::size_t begin = 0;               // lines of the trace where it began and ended
  std::size_t end = 0;
};

// In the order in which they ended; calls that never ended are left out.
std::vector<TracedCall> ReadTrace(const std::string& path);

// The calls that a log's writer changes or reads files by.
extern const char* const kWriterCalls;

// Runs append_records with these arguments and --traced; strace comes with these options when the
// program is loaded, so that a thread's n-th call is the writer's. `trace` is its output file.
struct TracedRun {
  std::string no_strace;  // why strace could not be used; then all else is empty
  int code = -1;          // 128 and the signal where one ended it
  std::string out;
};
TracedRun RunTraced(const std::string& trace, const std::vector<std::string>& options,
                    std::vector<std::string> arguments);

// Why strace cannot be used here; "" where it can.
std::string WhyNoStrace();

}  // namespace lynceus::audit
