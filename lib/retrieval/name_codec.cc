// Fields in the order of FORMAT.md; enumerations outside their range are damage.
#include "lib/retrieval/name_codec.h"

#include "lib/base/limits.h"

namespace lynceus::retrieval {
namespace {

constexpr std::uint64_t kWeightMax = 10'000'000;
constexpr auto kKindMax = static_cast<std::uint8_t>(names::TokenKind::kAside);
constexpr auto kWritingMax = static_cast<std::uint8_t>(names::Writing::kSyllables);
// Flags of a shape.
constexpr unsigned kSigns = 1;
constexpr unsigned kBare = 2;
constexpr unsigned kRomanised = 4;
constexpr unsigned kFlagsMax = kSigns | kBare | kRomanised;

}  // namespace

void EncodeWord(const names::Token& word, std::string& out) {
  out.push_back(static_cast<char>(word.kind));
  AppendVarint(out, static_cast<std::uint64_t>(word.weight));
  for (const std::uint16_t group : word.groups) AppendU16(out, group);
  AppendField(out, word.text);
  AppendField(out, word.native);
}

bool DecodeWord(std::span<const std::byte> bytes, names::Token& word) {
  ByteCursor cursor(bytes);
  const std::uint8_t kind = cursor.U8();
  const std::uint64_t weight = cursor.Varint();
  if (kind > kKindMax || weight > kWeightMax) {
    return false;
  }
  word.kind = static_cast<names::TokenKind>(kind);
  word.weight = static_cast<std::int32_t>(weight);
  for (std::uint16_t& group : word.groups) group = cursor.U16();
  word.text = cursor.Field();
  word.native = cursor.Field();
  return cursor.ok() && cursor.done();
}

bool ViewWord(std::span<const std::byte> bytes, names::WordTexts& texts) {
  ByteCursor cursor(bytes);
  cursor.U8();
  cursor.Varint();
  cursor.U32();  // groups
  texts.text = cursor.Field();
  texts.native = cursor.Field();
  return cursor.ok() && cursor.done();
}

void EncodeShape(const names::WordShape& shape, std::string& out) {
  AppendU64(out, shape.letters);
  AppendU64(out, shape.heard);
  AppendU64(out, shape.bones);
  AppendU64(out, shape.coarse);
  AppendU32(out, static_cast<std::uint32_t>(shape.weight));
  for (const std::uint16_t group : shape.groups) AppendU16(out, group);
  for (const std::uint8_t size : {shape.size, shape.bones_size, shape.coarse_size}) {
    out.push_back(static_cast<char>(size));
  }
  out.push_back(static_cast<char>(shape.kind));
  out.push_back(static_cast<char>(shape.writing));
  out.push_back(static_cast<char>((shape.signs ? kSigns : 0) | (shape.bare ? kBare : 0) |
                                  (shape.romanised ? kRomanised : 0)));
  for (const char letter : shape.start) out.push_back(letter);
  out.append(3, '\0');
}

bool DecodeShape(std::span<const std::byte> bytes, names::WordShape& shape) {
  const std::byte* const at = bytes.data();
  const auto byte = [&](std::size_t place) { return std::to_integer<std::uint8_t>(at[place]); };
  shape.letters = LoadU64(at);
  shape.heard = LoadU64(at + 8);
  shape.bones = LoadU64(at + 16);
  shape.coarse = LoadU64(at + 24);
  const std::uint32_t weight = LoadU32(at + 32);
  shape.groups = {LoadU16(at + 36), LoadU16(at + 38)};
  shape.size = byte(40);
  shape.bones_size = byte(41);
  shape.coarse_size = byte(42);
  const std::uint8_t kind = byte(43);
  const std::uint8_t writing = byte(44);
  const std::uint8_t flags = byte(45);
  shape.signs = (flags & kSigns) != 0;
  shape.bare = (flags & kBare) != 0;
  shape.romanised = (flags & kRomanised) != 0;
  for (std::size_t i = 0; i < shape.start.size(); ++i) {
    shape.start[i] = static_cast<char>(byte(46 + i));
  }
  if (kind > kKindMax || weight > kWeightMax || writing > kWritingMax || flags > kFlagsMax) {
    return false;
  }
  shape.weight = static_cast<std::int32_t>(weight);
  shape.kind = static_cast<names::TokenKind>(kind);
  shape.writing = static_cast<names::Writing>(writing);
  return true;
}

void EncodeName(const IndexedName& name, std::span<const WordNumber> words, std::string& out) {
  AppendU32(out, name.entity);
  AppendU16(out, name.ordinal);
  out.push_back(static_cast<char>(name.kind));
  out.push_back(static_cast<char>(name.schema));
  AppendU16(out, name.name.legal_form);
  out.push_back(static_cast<char>(name.name.traits));
  out.push_back(static_cast<char>(words.size()));
  for (const WordNumber word : words) AppendU32(out, word);
  AppendField(out, name.name.joined);
  AppendField(out, name.name.native_joined);
}

bool ViewName(std::span<const std::byte> bytes, NameView& view) {
  ByteCursor cursor(bytes);
  view.entity = cursor.U32();
  view.ordinal = cursor.U16();
  const std::uint8_t kind = cursor.U8();
  const std::uint8_t schema = cursor.U8();
  view.legal_form = cursor.U16();
  view.traits = cursor.U8();
  const std::size_t words = cursor.U8();
  if (kind > static_cast<std::uint8_t>(NameKind::kWeak) ||
      schema > static_cast<std::uint8_t>(Schema::kAsset) || words > limits::kNameTokensMax) {
    return false;
  }
  view.kind = static_cast<NameKind>(kind);
  view.schema = static_cast<Schema>(schema);
  view.words = NumberList(std::as_bytes(std::span(cursor.Raw(words * sizeof(WordNumber)))));
  view.joined = cursor.Field();
  view.native_joined = cursor.Field();
  return cursor.ok() && cursor.done();
}

}  // namespace lynceus::retrieval
