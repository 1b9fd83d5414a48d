// Files and commands; http_copy.cc and witness_copy.cc have the rest.
#include "lib/audit/checkpoint_copy.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/audit/log_files.h"
#include "lib/audit/note.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/base/subprocess.h"

namespace lynceus::audit {
namespace {

constexpr std::string_view kOptional = "optional ";
constexpr std::string_view kFile = "file:";
constexpr std::string_view kCommand = "command:";
constexpr std::string_view kWitness = "witness:";
constexpr int kExitHoldsNone = 3;

class FileCopy final : public CheckpointCopy {
 public:
  explicit FileCopy(std::string path) : path_(std::move(path)), name_("file:" + path_) {}
  const std::string& name() const override { return name_; }
  absl::Status Put(const std::string& note) override { return ReplaceFileDurably(path_, note); }
  absl::StatusOr<std::string> Get(const SubtreeHash& /*tree*/) override {
    auto note = ReadFile(path_);
    // A disk that is not mounted shows no file either: then the directory is absent.
    const bool none =
        absl::IsNotFound(note.status()) && IsDirectory(path_.substr(0, path_.rfind('/') + 1));
    if (note.ok() || none) return note;
    return UnavailableError({.subject = name_, .cause = DetailOf(note.status()).cause});
  }

 private:
  const std::string path_;
  const std::string name_;
};

class CommandCopy final : public CheckpointCopy {
 public:
  explicit CommandCopy(const std::string& words)
      : words_(SplitTrimmed(words, ' ')), name_(absl::StrCat("command:", words_.front())) {}
  const std::string& name() const override { return name_; }

  absl::Status Put(const std::string& note) override { return Run("put", note).status(); }
  absl::StatusOr<std::string> Get(const SubtreeHash& /*tree*/) override { return Run("get", ""); }

 private:
  absl::StatusOr<std::string> Run(const std::string& what, const std::string& input) const {
    // timeout(1) of coreutils: the program's exit code, or 124.
    std::vector<std::string> words = {"timeout", "-k", "1", std::to_string(kCopySecondsMax)};
    words.insert(words.end(), words_.begin(), words_.end());
    words.push_back(what);
    LYNCEUS_ASSIGN_OR_RETURN(ProgramEnd end, RunProgram(std::move(words), input));
    if (end.exit_code == 0) return std::move(end.output);
    if (what == "get" && end.exit_code == kExitHoldsNone) {
      return NotFoundError({.subject = name_, .cause = "it holds no checkpoint"});
    }
    return UnavailableError({.subject = name_,
                             .cause = absl::StrCat(what, " ended with exit code ", end.exit_code),
                             .remedy = "run it by hand"});
  }

  const std::vector<std::string> words_;
  const std::string name_;
};

bool IsLoopbackUrl(std::string_view url) {
  for (const std::string_view host : {"http://127.0.0.1", "http://localhost", "http://[::1]"}) {
    const std::string_view rest = url.starts_with(host) ? url.substr(host.size()) : "";
    const bool ends = rest.starts_with(':') || rest.starts_with('/');
    // "http://127.0.0.1:80@example.com/" leads elsewhere.
    if (ends && rest.find('@') == std::string_view::npos) return true;
  }
  return false;
}

// What is wrong with "URL VKEY"; "" where nothing is.
std::string_view WitnessProblem(std::string_view words) {
  const std::size_t space = words.find(' ');
  if (space == std::string_view::npos) return "a witness is its address, a space, its verifier key";
  const std::string_view url = words.substr(0, space);
  if (!url.starts_with("https://") && !IsLoopbackUrl(absl::StrCat(ToAbsl(url), "/"))) {
    return "a witness is asked over https, or on this machine";
  }
  if (url.find_first_of("?#@") != std::string_view::npos) {
    return "a witness's address has no user, query or fragment";
  }
  const auto key = ParseVerifierKey(words.substr(space + 1));
  if (!key.ok()) return "what stands behind the witness's address is no verifier key";
  if (key->algorithm != NoteAlgorithm::kCosignatureV1) return "the key is a log's, not a witness's";
  return "";
}

}  // namespace

absl::StatusOr<CopyPlace> ParseCopyPlace(std::string_view text) {
  const auto refused = [&](std::string_view cause) {
    return InvalidError({.subject = "place of checkpoint copies",
                         .cause = std::string(cause),
                         .remedy = "write file:/PATH, command:PROGRAM, https://HOST/PATH, or "
                                   "witness:https://HOST VKEY"});
  };
  CopyPlace place{.optional = text.starts_with(kOptional)};
  if (place.optional) text.remove_prefix(kOptional.size());
  text = TrimAscii(text);
  place.place = std::string(text);
  if (text.starts_with(kFile)) {
    if (!text.substr(kFile.size()).starts_with('/')) return refused("a path begins with a slash");
    return place;
  }
  if (text.starts_with(kCommand)) {
    if (SplitTrimmed(text.substr(kCommand.size()), ' ').empty()) return refused("no command");
    return place;
  }
  if (text.starts_with(kWitness)) {
    const std::string_view problem = WitnessProblem(text.substr(kWitness.size()));
    if (!problem.empty()) return refused(problem);
    return place;
  }
  if (text.starts_with("https://") || IsLoopbackUrl(text)) return place;
  if (text.starts_with("http://")) return refused("http is not encrypted");
  return refused("no such kind of place");
}

std::unique_ptr<CheckpointCopy> MakeCheckpointCopy(const std::string& place,
                                                   const std::string& directory) {
  if (place.starts_with(kFile)) return std::make_unique<FileCopy>(place.substr(kFile.size()));
  if (place.starts_with(kCommand)) {
    return std::make_unique<CommandCopy>(place.substr(kCommand.size()));
  }
  if (!place.starts_with(kWitness)) return MakeHttpCopy(place);
  const std::size_t space = place.find(' ');
  return MakeWitnessCopy(place.substr(kWitness.size(), space - kWitness.size()),
                         place.substr(space + 1), directory);
}

}  // namespace lynceus::audit
