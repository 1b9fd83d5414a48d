// c2sp.org/signed-note and c2sp.org/tlog-checkpoint, version 1.
#include "lib/audit/note.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/audit/note_signer.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::audit {
namespace {

constexpr std::string_view kSignaturePrefix = "\xE2\x80\x94 ";  // em dash, space
constexpr std::size_t kKeyIdBytes = 4;
constexpr std::size_t kTimeBytes = 8;
constexpr std::size_t kNoteBytesMax = 1'000'000;
constexpr std::size_t kSignaturesMax = 100;  // as golang.org/x/mod/sumdb/note

std::string Text(std::span<const std::uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

std::span<const std::uint8_t> Span(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string KeyBytes(const VerifierKey& key) {
  return std::string(1, static_cast<char>(key.algorithm)) + Text(key.key);
}

bool IsKnownAlgorithm(char byte) {
  return byte == static_cast<char>(NoteAlgorithm::kEd25519) ||
         byte == static_cast<char>(NoteAlgorithm::kCosignatureV1);
}

absl::Status Malformed(std::string_view subject, std::string_view cause) {
  return InvalidError({.subject = std::string(subject),
                       .cause = std::string(cause),
                       .remedy = "get it again from where it was published"});
}

// The spaces of Unicode beyond ASCII (property White_Space).
constexpr std::string_view kWideSpaces[] = {"\u0085", "\u00A0", "\u1680", "\u2000", "\u2001",
                                            "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
                                            "\u2007", "\u2008", "\u2009", "\u200A", "\u2028",
                                            "\u2029", "\u202F", "\u205F", "\u3000"};

bool GoodName(std::string_view name) {
  return !name.empty() && IsValidUtf8(name) &&
         name.find_first_of(" +\t\n\v\f\r") == std::string_view::npos &&
         std::none_of(std::begin(kWideSpaces), std::end(kWideSpaces), [&](std::string_view space) {
           return name.find(space) != std::string_view::npos;
         });
}

absl::Status CheckNoteText(std::string_view note) {
  const bool plain = std::none_of(note.begin(), note.end(), [](char byte) {
    const auto code = static_cast<unsigned char>(byte);
    return code < 0x20 && byte != '\n';
  });
  if (note.empty() || note.size() > kNoteBytesMax || note.back() != '\n' || !IsValidUtf8(note) ||
      !plain) {
    return Malformed("signed note", "it is not a text, a blank line and signature lines");
  }
  return absl::OkStatus();
}

absl::StatusOr<NoteSignature> ParseSignature(std::string_view line) {
  if (!line.starts_with(kSignaturePrefix)) {
    return Malformed("signed note", "a signature line has no em dash");
  }
  line.remove_prefix(kSignaturePrefix.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !GoodName(line.substr(0, space))) {
    return Malformed("signed note", "a signature line has no name");
  }
  const auto bytes = FromBase64(line.substr(space + 1));
  if (!bytes.ok() || bytes->size() <= kKeyIdBytes) {
    return Malformed("signed note", "a signature is not base64");
  }
  return NoteSignature{.name = std::string(line.substr(0, space)),
                       .key_id = bytes->substr(0, kKeyIdBytes),
                       .bytes = bytes->substr(kKeyIdBytes)};
}

bool CosignatureHolds(const VerifierKey& key, std::string_view text, std::string_view bytes) {
  if (bytes.size() < kTimeBytes) return false;
  std::uint64_t seconds = 0;
  for (const char byte : bytes.substr(0, kTimeBytes)) {
    seconds = seconds << 8 | static_cast<unsigned char>(byte);
  }
  return Ed25519Verify(key.key, CosignedMessage(seconds, text), bytes.substr(kTimeBytes));
}

bool SignatureHolds(const VerifierKey& key, std::string_view text, std::string_view bytes) {
  return key.algorithm == NoteAlgorithm::kCosignatureV1 ? CosignatureHolds(key, text, bytes)
                                                        : Ed25519Verify(key.key, text, bytes);
}

// The key of `keys` that a signature names, or none.
const VerifierKey* KeyOf(const NoteSignature& signature, const std::vector<VerifierKey>& keys) {
  for (const VerifierKey& key : keys) {
    if (signature.name == key.name && signature.key_id == KeyId(key)) return &key;
  }
  return nullptr;
}

absl::Status CheckDistinct(const std::vector<VerifierKey>& keys) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const VerifierKey& key : keys) {
    if (!seen.emplace(key.name, KeyId(key)).second) {
      return Malformed("verifier keys", "two have one name and id");
    }
  }
  return absl::OkStatus();
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
  return absl::StrCat(key.name, "+", ToHex(Span(KeyId(key))), "+", Base64(Span(KeyBytes(key))));
}

std::string KeyId(const VerifierKey& key) {
  return Text(Sha256Of(absl::StrCat(key.name, "\n", KeyBytes(key)))).substr(0, kKeyIdBytes);
}

absl::StatusOr<VerifierKey> ParseVerifierKey(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos || !GoodName(text.substr(0, first))) {
    return Malformed("verifier key", "it is not name+id+key");
  }
  const auto bytes = FromBase64(text.substr(second + 1));
  VerifierKey key{.name = std::string(text.substr(0, first))};
  if (!bytes.ok() || bytes->size() != key.key.size() + 1 || !IsKnownAlgorithm(bytes->front())) {
    return Malformed("verifier key", "it is no Ed25519 key");
  }
  key.algorithm = static_cast<NoteAlgorithm>(bytes->front());
  std::transform(bytes->begin() + 1, bytes->end(), key.key.begin(),
                 [](char byte) { return static_cast<std::uint8_t>(byte); });
  if (ToHex(Span(KeyId(key))) != text.substr(first + 1, second - first - 1)) {
    return Malformed("verifier key", "its id does not agree with its key");
  }
  return key;
}

absl::StatusOr<std::vector<VerifierKey>> ParseVerifierKeys(std::string_view text) {
  std::vector<VerifierKey> keys;
  for (const std::string& line : SplitTrimmed(text, '\n')) {
    LYNCEUS_ASSIGN_OR_RETURN(keys.emplace_back(), ParseVerifierKey(line));
  }
  if (keys.empty()) return Malformed("verifier keys", "there is none");
  LYNCEUS_RETURN_IF_ERROR(CheckDistinct(keys));
  return keys;
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
  const bool whole =
      std::none_of(lines.begin(), lines.end(), [](std::string_view line) { return line.empty(); });
  if (!whole) return Malformed("checkpoint", "a line is empty");
  Checkpoint checkpoint;
  if (lines.size() < 3 || !ParseSize(lines[1], checkpoint.size)) {
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

absl::StatusOr<Note> ParseNote(std::string_view note) {
  LYNCEUS_RETURN_IF_ERROR(CheckNoteText(note));
  const std::size_t blank = note.rfind("\n\n");
  if (blank == std::string_view::npos) return Malformed("signed note", "it has no blank line");
  Note parsed{.text = std::string(note.substr(0, blank + 1))};
  std::string_view rest = note.substr(blank + 2);
  if (rest.empty()) return Malformed("signed note", "it carries no signature");
  while (!rest.empty()) {
    if (parsed.signatures.size() == kSignaturesMax) {
      return Malformed("signed note", "it carries more than 100 signatures");
    }
    const std::size_t end = rest.find('\n');
    LYNCEUS_ASSIGN_OR_RETURN(parsed.signatures.emplace_back(), ParseSignature(rest.substr(0, end)));
    rest.remove_prefix(end + 1);
  }
  return parsed;
}

absl::StatusOr<std::string> SignatureLine(std::string_view text, const NoteSigner& signer) {
  if (!GoodName(signer.name())) {
    return InvalidError({.subject = "origin",
                         .cause = "a log's name may not be empty or hold a space or '+'",
                         .remedy = "use the form bank.example/lynceus/2026"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::string signature, signer.Sign(text));
  return absl::StrCat(ToAbsl(kSignaturePrefix), signer.name(), " ",
                      Base64(Span(signer.key_id() + signature)), "\n");
}

absl::StatusOr<std::string> SignNote(std::string_view text,
                                     const std::vector<const NoteSigner*>& signers) {
  LYNCEUS_RETURN_IF_ERROR(CheckNoteText(text));
  std::string note = absl::StrCat(ToAbsl(text), "\n");
  for (const NoteSigner* signer : signers) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string line, SignatureLine(text, *signer));
    note += line;
  }
  return note;
}

absl::StatusOr<std::string> OpenNote(std::string_view note, const std::vector<VerifierKey>& keys) {
  LYNCEUS_RETURN_IF_ERROR(CheckDistinct(keys));
  LYNCEUS_ASSIGN_OR_RETURN(Note parsed, ParseNote(note));
  bool signed_by_key = false;
  for (const NoteSignature& signature : parsed.signatures) {
    const VerifierKey* key = KeyOf(signature, keys);
    if (key == nullptr) continue;
    if (!SignatureHolds(*key, parsed.text, signature.bytes)) {
      return DataLossError({.subject = "signed note",
                            .cause = "the signature of " + key->name + " does not hold",
                            .remedy = "the note was changed, or the key is another one"});
    }
    signed_by_key = true;
  }
  if (!signed_by_key) {
    return DataLossError(
        {.subject = "signed note",
         .cause = keys.empty() ? "no key is known"
                               : "it carries no signature by a known key of " + keys.front().name,
         .remedy = "use the verifier key of this log"});
  }
  return std::move(parsed.text);
}

absl::StatusOr<std::string> OpenNote(std::string_view note, const VerifierKey& key) {
  return OpenNote(note, std::vector<VerifierKey>{key});
}

bool NamesOneOf(const Note& note, const std::vector<VerifierKey>& keys) {
  return std::any_of(note.signatures.begin(), note.signatures.end(), [&](const auto& signature) {
    return std::any_of(keys.begin(), keys.end(), [&](const VerifierKey& key) {
      return key.name == signature.name && KeyId(key) == signature.key_id;
    });
  });
}

}  // namespace lynceus::audit
