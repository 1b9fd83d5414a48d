#include "lib/matching/known_tokens.h"

#include <algorithm>
#include <functional>
#include <string_view>

namespace lynceus::matching {
namespace {

constexpr std::size_t kSlotsMin = 1'024;

std::uint64_t HashOf(const names::Token& token) {
  const std::hash<std::string_view> hash;
  std::uint64_t value = hash(token.text);
  if (!token.native.empty()) value = value * 31 + hash(token.native);
  return value;
}

bool SameForms(const names::Token& a, const names::Token& b) {
  return a.text == b.text && a.native == b.native && a.groups == b.groups;
}

}  // namespace

void KnownTokens::Reset(const AskedName& asked) {
  asked_ = &asked;
  count_ = 0;
  slots_.assign(kSlotsMin, 0);
}

KnownToken& KnownTokens::Find(const names::Token& token) {
  const std::uint64_t hash = HashOf(token);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    KnownToken& known = *tokens_[slots_[slot] - 1];
    if (known.hash == hash && SameForms(known.token, token)) return known;
  }
  if (count_ == tokens_.size()) tokens_.push_back(std::make_unique<KnownToken>());
  KnownToken& known = *tokens_[count_++];
  known.token.text = token.text;
  known.token.native = token.native;
  known.token.groups = token.groups;
  known.forms.Set(known.token);
  known.hash = hash;
  known.compared = 0;
  known.agreements.resize(asked_->tokens().size());
  slots_[slot] = static_cast<std::uint32_t>(count_);
  if (2 * count_ > slots_.size()) Grow();
  return known;
}

void KnownTokens::Grow() {
  const std::size_t mask = 2 * slots_.size() - 1;
  slots_.assign(mask + 1, 0);
  for (std::size_t index = 0; index < count_; ++index) {
    std::size_t slot = tokens_[index]->hash & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = static_cast<std::uint32_t>(index + 1);
  }
}

const TokenAgreement& KnownTokens::Compare(std::size_t i, KnownToken& known) {
  if ((known.compared & TokenBit(i)) == 0) {
    const AskedToken& asked = asked_->tokens()[i];
    known.agreements[i] = CompareTokens(asked.forms, asked.positions, known.forms);
    known.compared |= TokenBit(i);
  }
  return known.agreements[i];
}

}  // namespace lynceus::matching
