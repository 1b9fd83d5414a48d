// Fields in the order of FORMAT.md; enumerations outside their range are damage.
#include "lib/retrieval/name_codec.h"

#include "lib/base/block.h"
#include "lib/base/limits.h"

namespace lynceus::retrieval {

void EncodeName(const IndexedName& name, std::string& out) {
  AppendU32(out, name.entity);
  AppendU16(out, name.ordinal);
  out.push_back(static_cast<char>(name.kind));
  out.push_back(static_cast<char>(name.schema));
  AppendU16(out, name.name.legal_form);
  out.push_back(static_cast<char>(name.name.traits));
  AppendVarint(out, name.name.tokens.size());
  for (const names::Token& token : name.name.tokens) {
    out.push_back(static_cast<char>(token.kind));
    AppendVarint(out, static_cast<std::uint64_t>(token.weight));
    for (const std::uint16_t group : token.groups) AppendU16(out, group);
    AppendField(out, token.text);
    AppendField(out, token.native);
  }
  AppendField(out, name.name.joined);
  AppendField(out, name.name.native_joined);
}

bool DecodeName(std::span<const std::byte> bytes, IndexedName& name) {
  ByteCursor cursor(bytes);
  name.entity = cursor.U32();
  name.ordinal = cursor.U16();
  const std::uint8_t kind = cursor.U8();
  const std::uint8_t schema = cursor.U8();
  name.name.legal_form = cursor.U16();
  name.name.traits = cursor.U8();
  const std::uint64_t tokens = cursor.Varint();
  if (!cursor.ok() || kind > static_cast<std::uint8_t>(NameKind::kWeak) ||
      schema > static_cast<std::uint8_t>(Schema::kAsset) || tokens > limits::kNameTokensMax) {
    return false;
  }
  name.kind = static_cast<NameKind>(kind);
  name.schema = static_cast<Schema>(schema);
  name.name.tokens.resize(tokens);
  for (names::Token& token : name.name.tokens) {
    const std::uint8_t token_kind = cursor.U8();
    const std::uint64_t weight = cursor.Varint();
    if (token_kind > static_cast<std::uint8_t>(names::TokenKind::kAside) || weight > 10'000'000) {
      return false;
    }
    token.kind = static_cast<names::TokenKind>(token_kind);
    token.weight = static_cast<std::int32_t>(weight);
    for (std::uint16_t& group : token.groups) group = cursor.U16();
    token.text = cursor.Field();
    token.native = cursor.Field();
  }
  name.name.joined = cursor.Field();
  name.name.native_joined = cursor.Field();
  return cursor.ok() && cursor.done();
}

}  // namespace lynceus::retrieval
