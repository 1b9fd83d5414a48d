// key.vkey decides which keys sign: a private key that it does not name is not in force yet.
#include "lib/audit/log_keys.h"

#include <algorithm>
#include <utility>

#include "lib/audit/log_files.h"
#include "lib/base/aes_gcm.h"
#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

constexpr std::string_view kPemBegin = "-----BEGIN ";

using PrivateKeys = std::vector<std::unique_ptr<Ed25519Signer>>;

// The keys of a PEM file, one behind the other.
absl::StatusOr<PrivateKeys> ReadPrivateKeys(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(std::string pem, ReadFile(path));
  PrivateKeys keys;
  absl::Status status;
  for (std::size_t at = pem.find(kPemBegin); at != std::string::npos;) {
    const std::size_t next = pem.find(kPemBegin, at + 1);
    auto key = Ed25519Signer::FromPem(std::string_view(pem).substr(at, next - at));
    if (!key.ok()) {
      status = Annotate(key.status(), {.place = path});
      break;
    }
    keys.push_back(*std::move(key));
    at = next;
  }
  Cleanse(pem);
  if (!status.ok()) return status;
  return keys;
}

// Where `key` stands among `keys`; their number where it does not.
std::size_t IndexOf(const std::vector<VerifierKey>& keys, const Ed25519PublicKey& key) {
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [&](const VerifierKey& each) { return each.key == key; });
  return static_cast<std::size_t>(found - keys.begin());
}

absl::Status AppendPem(const Ed25519Signer& key, std::string& pem) {
  LYNCEUS_ASSIGN_OR_RETURN(std::string text, key.ToPem());
  pem += text;
  Cleanse(text);
  return absl::OkStatus();
}

absl::Status NoNewestKey(const std::string& log) {
  return DataLossError({.subject = PrivateKeyPath(log),
                        .cause = "the private key of the newest key in key.vkey is not there",
                        .remedy = "restore the log's own key"});
}

}  // namespace

absl::StatusOr<std::vector<VerifierKey>> ReadVerifierKeys(const std::string& log) {
  const std::string path = VerifierKeyPath(log);
  const auto text = ReadFile(path);
  if (!text.ok()) {
    return NotFoundError({.subject = log,
                          .cause = "there is no match log",
                          .remedy = "make one: lynceus log init DIR"});
  }
  auto keys = ParseVerifierKeys(*text);
  if (!keys.ok()) return Annotate(keys.status(), {.place = path});
  const bool one_name = std::all_of(keys->begin(), keys->end(), [&](const VerifierKey& key) {
    return key.name == keys->front().name && key.algorithm == NoteAlgorithm::kEd25519;
  });
  if (one_name) return keys;
  return InvalidError({.subject = path,
                       .cause = "its keys are not all keys of one log",
                       .remedy = "restore the file from a copy"});
}

absl::StatusOr<std::vector<VerifierKey>> ChooseKeys(const std::string& log,
                                                    const std::string& given) {
  return given.empty() ? ReadVerifierKeys(log) : ParseVerifierKeys(given);
}

absl::StatusOr<LogSigners> ReadSigners(const std::string& log) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<VerifierKey> keys, ReadVerifierKeys(log));
  LYNCEUS_ASSIGN_OR_RETURN(PrivateKeys private_keys, ReadPrivateKeys(PrivateKeyPath(log)));
  LogSigners found;
  for (const VerifierKey& key : keys) {
    const auto own = std::find_if(private_keys.begin(), private_keys.end(), [&](const auto& each) {
      return each != nullptr && each->public_key() == key.key;
    });
    if (own == private_keys.end()) continue;
    found.keys.push_back(key);
    found.signers.push_back(MakeNoteSigner(key.name, std::move(*own)));
  }
  if (!found.keys.empty() && found.keys.back() == keys.back()) return found;
  return NoNewestKey(log);
}

absl::StatusOr<VerifierKey> MakeNextKey(const std::string& log, RandomSource& random) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<VerifierKey> keys, ReadVerifierKeys(log));
  LYNCEUS_ASSIGN_OR_RETURN(const PrivateKeys all, ReadPrivateKeys(PrivateKeyPath(log)));
  LYNCEUS_ASSIGN_OR_RETURN(const auto next, Ed25519Signer::Generate(random));
  std::string pem;
  // A key that was made for a rotation which never came about is left out.
  for (const auto& own : all) {
    if (IndexOf(keys, own->public_key()) == keys.size()) continue;
    LYNCEUS_RETURN_IF_ERROR(AppendPem(*own, pem));
  }
  LYNCEUS_RETURN_IF_ERROR(AppendPem(*next, pem));
  absl::Status status = ReplaceSecretFile(PrivateKeyPath(log), pem);
  Cleanse(pem);
  LYNCEUS_RETURN_IF_ERROR(status);
  return VerifierKey{.name = keys.back().name, .key = next->public_key()};
}

absl::Status AdmitKey(const std::string& log, const VerifierKey& key) {
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<VerifierKey> keys, ReadVerifierKeys(log));
  if (IndexOf(keys, key.key) != keys.size()) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const PrivateKeys all, ReadPrivateKeys(PrivateKeyPath(log)));
  const bool held = std::any_of(all.begin(), all.end(),
                                [&](const auto& own) { return own->public_key() == key.key; });
  if (!held) {
    return PreconditionError({.subject = PrivateKeyPath(log),
                              .cause = "the private key of the next key is not there",
                              .remedy = "restore the key.pem that was there when the rotation "
                                        "began; or remove the file `rotating` to give that up"});
  }
  keys.push_back(key);
  std::string text;
  for (const VerifierKey& each : keys) text += FormatVerifierKey(each) + "\n";
  return WriteFileDurably(VerifierKeyPath(log), text);
}

absl::Status DropOlderKeys(const std::string& log) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<VerifierKey> keys, ReadVerifierKeys(log));
  LYNCEUS_ASSIGN_OR_RETURN(const PrivateKeys all, ReadPrivateKeys(PrivateKeyPath(log)));
  std::string pem;
  for (const auto& own : all) {
    if (own->public_key() == keys.back().key) LYNCEUS_RETURN_IF_ERROR(AppendPem(*own, pem));
  }
  if (pem.empty()) return NoNewestKey(log);
  absl::Status status = ReplaceSecretFile(PrivateKeyPath(log), pem);
  Cleanse(pem);
  return status;
}

absl::StatusOr<std::string> SignByAll(std::string_view text, const LogSigners& signers) {
  std::vector<const NoteSigner*> all;
  all.reserve(signers.signers.size());
  for (const auto& signer : signers.signers) all.push_back(signer.get());
  return SignNote(text, all);
}

}  // namespace lynceus::audit
