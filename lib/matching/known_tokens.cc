#include "lib/matching/known_tokens.h"

#include <algorithm>
#include <functional>
#include <string_view>

namespace lynceus::matching {
namespace {

constexpr std::size_t kSlotsMin = 512;

std::uint64_t HashOf(const names::Token& token) {
  const std::hash<std::string_view> hash;
  std::uint64_t value = hash(token.text) + static_cast<std::uint64_t>(token.weight);
  if (!token.native.empty()) value = value * 31 + hash(token.native);
  return value;
}

std::size_t SlotOf(std::uint32_t number, std::size_t mask) {
  return static_cast<std::size_t>(std::uint64_t{number} * 0x9E37'79B9'7F4A'7C15U >> 32) & mask;
}

}  // namespace

void KnownTokens::Reset(const AskedName& asked) {
  asked_ = &asked;
  count_ = 0;
  slots_.assign(kSlotsMin, 0);
  numbered_ = 0;
  numbers_.assign(kSlotsMin, {});
}

KnownToken& KnownTokens::Find(const names::Token& token) {
  const std::uint64_t hash = HashOf(token);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    KnownToken& known = *tokens_[slots_[slot] - 1];
    if (known.hash == hash && known.token == token) return known;
  }
  if (count_ == tokens_.size()) tokens_.push_back(std::make_unique<KnownToken>());
  KnownToken& known = *tokens_[count_];
  known.index = static_cast<std::uint32_t>(count_++);
  known.token = token;
  known.forms.Set(known.token);
  known.hash = hash;
  known.weights = WeightsOf(token);
  known.may_be_initials = MayBeInitials(token);
  known.opened = false;
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

KnownToken* KnownTokens::Numbered(std::uint32_t number) {
  const std::size_t mask = numbers_.size() - 1;
  for (std::size_t slot = SlotOf(number, mask); numbers_[slot].token != 0;
       slot = (slot + 1) & mask) {
    if (numbers_[slot].number == number) return tokens_[numbers_[slot].token - 1].get();
  }
  return nullptr;
}

KnownToken& KnownTokens::Number(std::uint32_t number, const names::Token& token) {
  KnownToken& known = Find(token);
  if (2 * ++numbered_ > numbers_.size()) GrowNumbers();
  const std::size_t mask = numbers_.size() - 1;
  std::size_t slot = SlotOf(number, mask);
  while (numbers_[slot].token != 0) slot = (slot + 1) & mask;
  numbers_[slot] = {number, known.index + 1};
  return known;
}

void KnownTokens::GrowNumbers() {
  const std::vector<NumberSlot> before = std::move(numbers_);
  numbers_.assign(2 * before.size(), {});
  const std::size_t mask = numbers_.size() - 1;
  for (const NumberSlot& filled : before) {
    if (filled.token == 0) continue;
    std::size_t slot = SlotOf(filled.number, mask);
    while (numbers_[slot].token != 0) slot = (slot + 1) & mask;
    numbers_[slot] = filled;
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

bool KnownTokens::MayStandFor(std::size_t i, KnownToken& known) {
  const names::Token& asked = asked_->name().tokens[i];
  if (asked.text == known.token.text && MayBeEqual(asked, known.token)) return true;
  return IsSpelt(asked) && IsSpelt(known.token) && Compare(i, known).difference < kApart;
}

TokenSet KnownTokens::Open(KnownToken& known) {
  if (known.opened) return known.open;
  known.opened = true;
  known.open = 0;
  for (std::size_t i = 0; i < asked_->tokens().size(); ++i) {
    if (MayStandFor(i, known)) known.open |= TokenBit(i);
  }
  return known.open;
}

}  // namespace lynceus::matching
