// c2sp.org/signed-note and c2sp.org/tlog-checkpoint, version 1.
#include "lib/audit/note.h"

#include <algorithm>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::audit {
namespace {

constexpr std::string_view kSignaturePrefix = "\xE2\x80\x94 ";  // em dash, space
constexpr char kEd25519Algorithm = 1;
constexpr std::size_t kKeyHashBytes = 4;
constexpr std::size_t kNoteBytesMax = 1'000'000;

std::string Text(std::span<const std::uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

std::span<const std::uint8_t> Span(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string KeyBytes(const Ed25519PublicKey& key) {
  return std::string(1, kEd25519Algorithm) + Text(key);
}

std::string KeyHash(std::string_view name, const Ed25519PublicKey& key) {
  const Sha256 digest = Sha256Of(absl::StrCat(ToAbsl(name), "\n", KeyBytes(key)));
  return Text(digest).substr(0, kKeyHashBytes);
}

absl::Status Malformed(std::string_view subject, std::string_view cause) {
  return InvalidError({.subject = std::string(subject),
                       .cause = std::string(cause),
                       .remedy = "get it again from where it was published"});
}

bool GoodName(std::string_view name) {
  return !name.empty() && IsValidUtf8(name) &&
         std::none_of(name.begin(), name.end(),
                      [](char byte) { return byte == ' ' || byte == '+' || byte == '\n'; });
}

// The note's text up to the blank line, and the signature lines behind it.
struct NoteParts {
  std::string_view text;
  std::vector<std::string_view> signatures;
};

absl::StatusOr<NoteParts> SplitNote(std::string_view note) {
  const std::size_t blank = note.rfind("\n\n");
  const bool plain = std::none_of(note.begin(), note.end(), [](char byte) {
    const auto code = static_cast<unsigned char>(byte);
    return (code < 0x20 && byte != '\n') || code == 0x7F;
  });
  if (note.size() > kNoteBytesMax || blank == std::string_view::npos || note.back() != '\n' ||
      !IsValidUtf8(note) || !plain) {
    return Malformed("signed note", "it is not a text, a blank line and signature lines");
  }
  NoteParts parts{.text = note.substr(0, blank + 1)};
  std::string_view rest = note.substr(blank + 2);
  if (rest.empty()) return Malformed("signed note", "it carries no signature");
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    parts.signatures.push_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  return parts;
}

struct SignatureLine {
  std::string_view name;
  std::string key_hash;
  std::string signature;
};

absl::StatusOr<SignatureLine> ParseSignature(std::string_view line) {
  if (!line.starts_with(kSignaturePrefix)) {
    return Malformed("signed note", "a signature line has no em dash");
  }
  line.remove_prefix(kSignaturePrefix.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !GoodName(line.substr(0, space))) {
    return Malformed("signed note", "a signature line has no name");
  }
  const auto bytes = FromBase64(line.substr(space + 1));
  if (!bytes.ok() || bytes->size() <= kKeyHashBytes) {
    return Malformed("signed note", "a signature is not base64");
  }
  return SignatureLine{line.substr(0, space), bytes->substr(0, kKeyHashBytes),
                       bytes->substr(kKeyHashBytes)};
}

// A decimal without sign or leading zero.
bool ParseSize(std::string_view text, std::uint64_t& size) {
  const bool digits = !text.empty() && std::all_of(text.begin(), text.end(), [](char byte) {
    return byte >= '0' && byte <= '9';
  });
  return digits && (text.size() == 1 || text[0] != '0') && absl::SimpleAtoi(ToAbsl(text), &size);
}

}  // namespace

std::string FormatVerifierKey(const VerifierKey& key) {
  return absl::StrCat(key.name, "+", ToHex(Span(KeyHash(key.name, key.key))), "+",
                      Base64(Span(KeyBytes(key.key))));
}

absl::StatusOr<VerifierKey> ParseVerifierKey(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos || !GoodName(text.substr(0, first))) {
    return Malformed("verifier key", "it is not name+hash+key");
  }
  const auto bytes = FromBase64(text.substr(second + 1));
  VerifierKey key{.name = std::string(text.substr(0, first))};
  if (!bytes.ok() || bytes->size() != key.key.size() + 1 || bytes->front() != kEd25519Algorithm) {
    return Malformed("verifier key", "it is no Ed25519 key");
  }
  std::transform(bytes->begin() + 1, bytes->end(), key.key.begin(),
                 [](char byte) { return static_cast<std::uint8_t>(byte); });
  if (ToHex(Span(KeyHash(key.name, key.key))) != text.substr(first + 1, second - first - 1)) {
    return Malformed("verifier key", "its hash does not agree with its key");
  }
  return key;
}

std::string FormatCheckpoint(const Checkpoint& checkpoint) {
  return absl::StrCat(checkpoint.origin, "\n", checkpoint.size, "\n", Base64(checkpoint.root),
                      "\n");
}

absl::StatusOr<Checkpoint> ParseCheckpoint(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return Malformed("checkpoint", "its last line has no end");
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  Checkpoint checkpoint;
  if (lines.size() < 3 || lines[0].empty() || !ParseSize(lines[1], checkpoint.size)) {
    return Malformed("checkpoint", "it is not origin, size and root");
  }
  const auto root = FromBase64(lines[2]);
  if (!root.ok() || root->size() != checkpoint.root.size()) {
    return Malformed("checkpoint", "its root is not 32 bytes in base64");
  }
  std::transform(root->begin(), root->end(), checkpoint.root.begin(),
                 [](char byte) { return static_cast<std::uint8_t>(byte); });
  checkpoint.origin = std::string(lines[0]);
  return checkpoint;
}

absl::StatusOr<std::string> SignNote(std::string_view text, const std::string& name,
                                     const Ed25519Signer& signer) {
  if (!GoodName(name)) {
    return InvalidError({.subject = "origin",
                         .cause = "a log's name may not be empty or hold a space or '+'",
                         .remedy = "use the form bank.example/lynceus/2026"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Ed25519Signature signature, signer.Sign(text));
  return absl::StrCat(ToAbsl(text), "\n", ToAbsl(kSignaturePrefix), name, " ",
                      Base64(Span(KeyHash(name, signer.public_key()) + Text(signature))), "\n");
}

absl::StatusOr<std::string> OpenNote(std::string_view note, const VerifierKey& key) {
  LYNCEUS_ASSIGN_OR_RETURN(const NoteParts parts, SplitNote(note));
  bool signed_by_key = false;
  for (const std::string_view line : parts.signatures) {
    LYNCEUS_ASSIGN_OR_RETURN(const SignatureLine signature, ParseSignature(line));
    if (signature.name != key.name || signature.key_hash != KeyHash(key.name, key.key)) continue;
    if (!Ed25519Verify(key.key, parts.text, signature.signature)) {
      return DataLossError({.subject = "signed note",
                            .cause = "the signature of " + key.name + " does not hold",
                            .remedy = "the note was changed, or the key is another one"});
    }
    signed_by_key = true;
  }
  if (!signed_by_key) {
    return DataLossError({.subject = "signed note",
                          .cause = "it carries no signature by " + key.name,
                          .remedy = "use the verifier key of this log"});
  }
  return std::string(parts.text);
}

}  // namespace lynceus::audit
