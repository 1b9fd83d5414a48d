// key.vkey decides which keys sign: a private key that it does not name is not in force yet.
#include "lib/audit/log_keys.h"

#include <algorithm>
#include <utility>

#include "lib/audit/log_files.h"
#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

constexpr std::string_view kPemBegin = "-----BEGIN ";

// The keys of a PEM file, one behind the other.
absl::StatusOr<std::vector<std::unique_ptr<Ed25519Signer>>> ReadPrivateKeys(
    const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string pem, ReadFile(path));
  std::vector<std::unique_ptr<Ed25519Signer>> keys;
  for (std::size_t at = pem.find(kPemBegin); at != std::string::npos;) {
    const std::size_t next = pem.find(kPemBegin, at + 1);
    auto key = Ed25519Signer::FromPem(std::string_view(pem).substr(at, next - at));
    if (!key.ok()) return Annotate(key.status(), {.place = path});
    keys.push_back(*std::move(key));
    at = next;
  }
  return keys;
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
  LYNCEUS_ASSIGN_OR_RETURN(auto private_keys, ReadPrivateKeys(PrivateKeyPath(log)));
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
  return DataLossError({.subject = PrivateKeyPath(log),
                        .cause = "the private key of the newest key in key.vkey is not there",
                        .remedy = "restore the log's own key"});
}

absl::StatusOr<std::string> SignByAll(std::string_view text, const LogSigners& signers) {
  std::vector<const NoteSigner*> all;
  all.reserve(signers.signers.size());
  for (const auto& signer : signers.signers) all.push_back(signer.get());
  return SignNote(text, all);
}

}  // namespace lynceus::audit
