#include "server/witness/witness_files.h"

#include <sys/stat.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/audit/log_files.h"
#include "lib/audit/note_signer.h"
#include "lib/base/ed25519.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::witness {
namespace {

using audit::NoteAlgorithm;
using audit::VerifierKey;

absl::StatusOr<std::string> ReadNamed(const std::string& path, const std::string& remedy) {
  auto text = ReadFile(path);
  if (text.ok() || !absl::IsNotFound(text.status())) return text;
  return NotFoundError({.subject = path, .cause = "there is no such file", .remedy = remedy});
}

absl::StatusOr<std::unique_ptr<Ed25519Signer>> ReadPrivateKey(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(
      const std::string pem,
      ReadNamed(path, "make one: lynceus-witness init --name NAME DIR; or name it as key"));
  struct stat file = {};
  if (stat(path.c_str(), &file) != 0 || (file.st_mode & S_IRWXO) != 0) {
    return PreconditionError({.subject = path,
                              .cause = "others than its owner and group may read the private key",
                              .remedy = "chmod 0400 it"});
  }
  auto key = Ed25519Signer::FromPem(pem);
  if (!key.ok()) return Annotate(key.status(), {.place = path});
  return key;
}

absl::StatusOr<VerifierKey> ReadVerifierKey(const std::string& directory) {
  const std::string path = JoinPath(directory, "key.vkey");
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text,
                           ReadNamed(path, "make one: lynceus-witness init --name NAME DIR"));
  auto key = audit::ParseVerifierKey(TrimAscii(text));
  if (!key.ok()) return Annotate(key.status(), {.place = path});
  if (key->algorithm == NoteAlgorithm::kCosignatureV1) return key;
  return InvalidError({.subject = path,
                       .cause = "it is a log's key, not a witness's",
                       .remedy = "use a directory that lynceus-witness init made"});
}

absl::StatusOr<audit::WitnessedLogs> ReadLogs(const std::string& path) {
  const std::string remedy = "write a line of the key.vkey of each log into it";
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text, ReadNamed(path, remedy));
  auto logs = audit::ParseWitnessedLogs(text);
  if (!logs.ok()) return Annotate(logs.status(), {.place = path});
  if (!logs->empty()) return logs;
  return InvalidError({.subject = path, .cause = "it names no log", .remedy = remedy});
}

constexpr char kNoLogs[] =
    "# The logs that this witness knows: a line of each log's key.vkey, which its operator gives\n"
    "# you. Start the witness again when you change this file.\n";

}  // namespace

absl::StatusOr<std::string> InitWitness(const std::string& directory, const std::string& name,
                                        RandomSource& random) {
  LYNCEUS_ASSIGN_OR_RETURN(auto private_key, Ed25519Signer::Generate(random));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string pem, private_key->ToPem());
  const std::string key = audit::FormatVerifierKey(
      {.name = name, .key = private_key->public_key(), .algorithm = NoteAlgorithm::kCosignatureV1});
  if (!audit::ParseVerifierKey(key).ok()) {
    return InvalidError({.subject = "--name",
                         .cause = "a witness's name may not be empty or hold a space or '+'",
                         .remedy = "use the form audit.bank.example/witness"});
  }
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(directory));
  LYNCEUS_RETURN_IF_ERROR(audit::WriteSecretFile(JoinPath(directory, "key.pem"), pem));
  LYNCEUS_RETURN_IF_ERROR(WriteFileDurably(JoinPath(directory, "key.vkey"), key + "\n"));
  const std::string logs = JoinPath(directory, "logs");
  if (!PathExists(logs)) LYNCEUS_RETURN_IF_ERROR(WriteFileDurably(logs, kNoLogs));
  return key;
}

absl::StatusOr<OpenedWitness> OpenWitness(const Config& config, const Clock& clock) {
  OpenedWitness opened;
  LYNCEUS_ASSIGN_OR_RETURN(opened.key, ReadVerifierKey(config.directory));
  LYNCEUS_ASSIGN_OR_RETURN(auto private_key, ReadPrivateKey(config.key));
  if (private_key->public_key() != opened.key.key) {
    return DataLossError({.subject = config.key,
                          .cause = "it is not the private key of key.vkey",
                          .remedy = "restore the witness's own key"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(audit::WitnessedLogs logs, ReadLogs(config.logs));
  opened.logs = logs.size();
  LYNCEUS_ASSIGN_OR_RETURN(
      opened.witness,
      audit::Witness::Open(JoinPath(config.directory, "state"), std::move(logs),
                           audit::MakeCosigner(opened.key.name, std::move(private_key), clock)));
  return opened;
}

}  // namespace lynceus::witness
