// c2sp.org/signed-note and c2sp.org/tlog-cosignature, version 1, with OpenSSL's Ed25519.
#include "lib/audit/note_signer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::audit {
namespace {

constexpr std::int64_t kMicrosPerSecond = 1'000'000;

// A key in this process.
class KeySigner : public NoteSigner {
 public:
  KeySigner(std::string name, std::unique_ptr<Ed25519Signer> key, NoteAlgorithm algorithm)
      : key_(std::move(key)),
        verifier_{.name = std::move(name), .key = key_->public_key(), .algorithm = algorithm} {}
  const std::string& name() const override { return verifier_.name; }
  NoteAlgorithm algorithm() const override { return verifier_.algorithm; }
  std::string key_id() const override { return KeyId(verifier_); }
  absl::StatusOr<std::string> Sign(std::string_view text) const override {
    LYNCEUS_ASSIGN_OR_RETURN(const Ed25519Signature signature, key_->Sign(text));
    return std::string(signature.begin(), signature.end());
  }

 private:
  const std::unique_ptr<Ed25519Signer> key_;
  const VerifierKey verifier_;
};

class Cosigner final : public KeySigner {
 public:
  Cosigner(std::string name, std::unique_ptr<Ed25519Signer> key, const Clock& clock)
      : KeySigner(std::move(name), std::move(key), NoteAlgorithm::kCosignatureV1), clock_(clock) {}
  absl::StatusOr<std::string> Sign(std::string_view text) const override {
    const auto seconds = static_cast<std::uint64_t>(clock_.NowUnixMicros() / kMicrosPerSecond);
    LYNCEUS_ASSIGN_OR_RETURN(const std::string signature,
                             KeySigner::Sign(CosignedMessage(seconds, text)));
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes.push_back(static_cast<char>(seconds >> shift));
    }
    return bytes + signature;
  }

 private:
  const Clock& clock_;
};

}  // namespace

std::unique_ptr<NoteSigner> MakeNoteSigner(std::string name, std::unique_ptr<Ed25519Signer> key) {
  return std::make_unique<KeySigner>(std::move(name), std::move(key), NoteAlgorithm::kEd25519);
}

std::unique_ptr<NoteSigner> MakeCosigner(std::string name, std::unique_ptr<Ed25519Signer> key,
                                         const Clock& clock) {
  return std::make_unique<Cosigner>(std::move(name), std::move(key), clock);
}

std::string CosignedMessage(std::uint64_t unix_seconds, std::string_view text) {
  return absl::StrCat("cosignature/v1\ntime ", unix_seconds, "\n", ToAbsl(text));
}

}  // namespace lynceus::audit
