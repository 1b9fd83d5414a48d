// The service's configuration: an error that names the file and a cause, or values in their ranges;
// what passes the check for a service has what a service needs.
#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/status.h"
#include "server/config.h"
#include "tests/fuzz/target.h"

namespace lynceus {
namespace {

// A file in memory that is opened by its path. One thread.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view content) : descriptor_(memfd_create("fuzz", MFD_CLOEXEC)) {
    LYNCEUS_CHECK(write(descriptor_, content.data(), content.size()) ==
                  static_cast<ssize_t>(content.size()));
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  const int descriptor_;
};

}  // namespace

std::vector<std::string> fuzz::Seeds() {
  return {"listen: 127.0.0.1:8443\nplaintext: true\nsnapshot: s\nlog: {directory: l}\n",
          "listen: 0.0.0.0:8443\ntls:\n  certificate: c\n  key: k\n  client_ca: a\nsnapshot: s\n"
          "snapshot_root: r\nsnapshot_key: k\nrules: r\nlog:\n  directory: l\n"
          "metrics: {listen: \"[::1]:9464\"}\njobs: 3\ndrain_seconds: 10\n",
          "# a comment\n'listen': \"a\\u0041\"\njobs: &x 1\ndrain_seconds: *x\n"};
}

void fuzz::Check(std::string_view input) {
  const MemoryFile file(input);
  const auto config = server::LoadConfig(file.path());
  if (!config.ok()) {
    const ErrorDetail detail = DetailOf(config.status());
    LYNCEUS_CHECK(detail.subject == file.path() && !detail.cause.empty());
    return;
  }
  LYNCEUS_CHECK(config->jobs >= 0 && config->drain_seconds >= 0);
  if (!server::CheckForService(*config, file.path()).ok()) return;
  LYNCEUS_CHECK(!config->snapshot.empty() && !config->log_directory.empty());
  LYNCEUS_CHECK(config->plaintext ? server::IsLoopback(config->listen) : !config->tls_key.empty());
}

}  // namespace lynceus
