// c2sp.org/tlog-witness, version 1. The order of the checks is the specification's.
#include "lib/audit/witness.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/audit/log_files.h"
#include "lib/audit/merkle.h"
#include "lib/base/digest.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::audit {
namespace {

constexpr std::size_t kProofLinesMax = 63;
constexpr std::string_view kOld = "old ";
constexpr char kText[] = "text/plain; charset=utf-8";

WitnessAnswer Refuse(int status, std::string_view why) {
  return {.status = status, .content_type = kText, .body = absl::StrCat(ToAbsl(why), "\n")};
}

// The size that the log's next request should name as old.
WitnessAnswer Conflict(std::uint64_t size) {
  return {.status = 409, .content_type = "text/x.tlog.size", .body = absl::StrCat(size, "\n")};
}

// The next line of `rest`, which it loses; nothing where there is no whole one.
std::optional<std::string_view> TakeLine(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

std::optional<Sha256> ParseHash(std::string_view line) {
  Sha256 hash{};
  const auto bytes = FromBase64(line);
  if (!bytes.ok() || bytes->size() != hash.size()) return std::nullopt;
  std::transform(bytes->begin(), bytes->end(), hash.begin(),
                 [](char byte) { return static_cast<std::uint8_t>(byte); });
  return hash;
}

std::optional<AddCheckpointRequest> ParseRequest(std::string_view text) {
  AddCheckpointRequest request;
  const auto first = TakeLine(text);
  if (!first || !first->starts_with(kOld)) return std::nullopt;
  const std::string_view digits = first->substr(kOld.size());
  // Decimal without sign or leading zero: what is read must be what is written.
  if (!absl::SimpleAtoi(ToAbsl(digits), &request.old_size) ||
      digits != absl::StrCat(request.old_size)) {
    return std::nullopt;
  }
  for (;;) {
    const auto line = TakeLine(text);
    if (!line) return std::nullopt;
    if (line->empty()) break;
    const auto hash = ParseHash(*line);
    if (!hash || request.proof.size() == kProofLinesMax) return std::nullopt;
    request.proof.push_back(*hash);
  }
  request.note = std::string(text);
  return request;
}

bool GoesOn(const Checkpoint& last, const Checkpoint& next, const std::vector<Sha256>& proof) {
  if (last.size == 0) return proof.empty();
  return VerifyConsistency(last.size, next.size, last.root, next.root, proof);
}

// What is wrong with one more key of a log; "" where nothing is.
std::string_view KeyProblem(const VerifierKey& key, const std::vector<VerifierKey>& others) {
  if (key.algorithm != NoteAlgorithm::kEd25519) return "it is a witness's key, not a log's";
  const bool twice = std::any_of(others.begin(), others.end(), [&key](const VerifierKey& other) {
    return other.name == key.name && KeyId(other) == KeyId(key);
  });
  return twice ? "the key stands there twice" : "";
}

}  // namespace

std::string FormatAddCheckpoint(const AddCheckpointRequest& request) {
  std::string text = absl::StrCat(ToAbsl(kOld), request.old_size, "\n");
  for (const Sha256& hash : request.proof) absl::StrAppend(&text, Base64(hash), "\n");
  return absl::StrCat(text, "\n", request.note);
}

absl::StatusOr<AddCheckpointRequest> ParseAddCheckpoint(std::string_view text) {
  auto request = ParseRequest(text);
  if (request) return *std::move(request);
  return InvalidError({.subject = "add-checkpoint",
                       .cause = "it is not old and a size, lines of base64, a blank line, a note",
                       .remedy = "send what C2SP tlog-witness says"});
}

absl::StatusOr<WitnessedLogs> ParseWitnessedLogs(std::string_view text) {
  WitnessedLogs logs;
  int number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = TrimAscii(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') continue;
    const std::size_t space = std::min(line.find(' '), line.size());
    const auto key = ParseVerifierKey(line.substr(0, space));
    if (!key.ok()) return Annotate(key.status(), {.place = absl::StrCat("line ", number)});
    const std::string_view origin = TrimAscii(line.substr(space));
    auto& keys = logs[origin.empty() ? key->name : std::string(origin)];
    if (const std::string_view problem = KeyProblem(*key, keys); !problem.empty()) {
      return InvalidError({.subject = "verifier key",
                           .place = absl::StrCat("line ", number),
                           .cause = std::string(problem),
                           .remedy = "write a line of each log's key.vkey"});
    }
    keys.push_back(*key);
  }
  return logs;
}

absl::StatusOr<std::unique_ptr<Witness>> Witness::Open(const std::string& state_directory,
                                                       WitnessedLogs logs,
                                                       std::unique_ptr<NoteSigner> signer) {
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(state_directory));
  std::unique_ptr<Witness> witness(
      new Witness(state_directory, std::move(logs), std::move(signer)));
  LYNCEUS_ASSIGN_OR_RETURN(witness->lock_, FileLock::Acquire(JoinPath(state_directory, "lock")));
  return witness;
}

std::string Witness::StatePath(const std::string& origin) const {
  return JoinPath(state_directory_, ToHex(Sha256Of(origin)));
}

absl::StatusOr<Checkpoint> Witness::Last(const std::string& origin) const {
  const std::string path = StatePath(origin);
  const auto text = ReadFile(path);
  if (absl::IsNotFound(text.status())) {
    return Checkpoint{.origin = origin, .size = 0, .root = EmptyRoot()};
  }
  LYNCEUS_RETURN_IF_ERROR(text.status());
  auto checkpoint = ParseCheckpoint(*text);
  if (checkpoint.ok() && checkpoint->origin == origin) return checkpoint;
  return DataLossError({.subject = path, .cause = "the state is damaged"});
}

WitnessAnswer Witness::AddCheckpoint(std::string_view text) {
  const auto request = ParseAddCheckpoint(text);
  if (!request.ok()) return Refuse(400, "malformed request");
  const auto note = ParseNote(request->note);
  if (!note.ok()) return Refuse(400, "malformed note");
  const auto next = ParseCheckpoint(note->text);
  if (!next.ok()) return Refuse(400, "malformed checkpoint");
  const auto log = logs_.find(next->origin);
  if (log == logs_.end()) return Refuse(404, "unknown log");
  if (const auto opened = OpenNote(request->note, log->second); !opened.ok()) {
    return absl::IsDataLoss(opened.status()) ? Refuse(403, "invalid signature")
                                             : Refuse(400, "malformed note");
  }
  if (request->old_size > next->size) return Refuse(400, "old is above the checkpoint's size");

  MutexLock lock(mutex_);
  const auto last = Last(next->origin);
  if (!last.ok()) return Refuse(500, "the state cannot be read");
  if (request->old_size != last->size) return Conflict(last->size);
  if (next->size == last->size && next->root != last->root) return Conflict(last->size);
  if (!GoesOn(*last, *next, request->proof)) {
    return Refuse(422, "the consistency proof does not hold");
  }
  const auto line = SignatureLine(note->text, *signer_);
  if (!line.ok()) return Refuse(500, "the key does not sign");
  // On the disk before anybody holds the cosignature: it is never given for two histories.
  if (!ReplaceFileDurably(StatePath(next->origin), note->text).ok()) {
    return Refuse(500, "the state cannot be written");
  }
  return {.status = 200, .content_type = kText, .body = *line};
}

}  // namespace lynceus::audit
