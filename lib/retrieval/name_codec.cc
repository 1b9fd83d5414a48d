// Fields in the order of FORMAT.md; enumerations outside their range are damage.
#include "lib/retrieval/name_codec.h"

#include "lib/base/limits.h"

namespace lynceus::retrieval {
namespace {

constexpr std::uint64_t kWeightMax = 10'000'000;

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
  if (kind > static_cast<std::uint8_t>(names::TokenKind::kAside) || weight > kWeightMax) {
    return false;
  }
  word.kind = static_cast<names::TokenKind>(kind);
  word.weight = static_cast<std::int32_t>(weight);
  for (std::uint16_t& group : word.groups) group = cursor.U16();
  word.text = cursor.Field();
  word.native = cursor.Field();
  return cursor.ok() && cursor.done();
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
