#include "lib/matching/known_tokens.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

#include "lib/names/anchors.h"

namespace lynceus::matching {
namespace {

constexpr std::size_t kSlotsMin = 512;

std::uint64_t HashOf(const names::WordTexts& texts) {
  const std::hash<std::string_view> hash;
  const std::uint64_t value = hash(texts.text);
  return texts.native.empty() ? value : value * 31 + hash(texts.native);
}

bool IsOf(const KnownToken& known, const names::Token& token) {
  return known.texts.text == token.text && known.texts.native == token.native &&
         known.shape().kind == token.kind && known.shape().weight == token.weight &&
         known.shape().groups == token.groups;
}

std::size_t PlaceOf(std::uint32_t number, std::size_t mask) {
  return static_cast<std::size_t>(std::uint64_t{number} * 0x9E37'79B9'7F4A'7C15U >> 32) & mask;
}

// Puts an entry into the first free slot from `slot` on.
void PutTold(std::vector<KnownToken*>& slots, KnownToken& known) {
  const std::size_t mask = slots.size() - 1;
  std::size_t slot = known.hash & mask;
  while (slots[slot] != nullptr) slot = (slot + 1) & mask;
  slots[slot] = &known;
}

void SetAnchors(const names::Token& token, bool query, std::vector<names::Anchor>& out) {
  names::CollectWordAnchors(token, query, out);
  std::sort(out.begin(), out.end());
}

}  // namespace

names::Token TokenOf(const KnownToken& known) {
  return {.text = std::string(known.texts.text),
          .native = std::string(known.texts.native),
          .kind = known.shape().kind,
          .weight = known.shape().weight,
          .groups = known.shape().groups};
}

bool Intersect(const std::vector<names::Anchor>& a, const std::vector<names::Anchor>& b) {
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) return true;
    if (*i < *j) {
      ++i;
    } else {
      ++j;
    }
  }
  return false;
}

void KnownTokens::Reset(const AskedName& asked) {
  asked_ = &asked;
  count_ = 0;
  slots_.assign(kSlotsMin, nullptr);
  told_ = 0;
  numbered_ = 0;
  numbers_.assign(kSlotsMin, {});
  copied_ = 0;
  asked_anchors_.resize(std::max(asked_anchors_.size(), asked.tokens().size()));
  for (std::vector<names::Anchor>& anchors : asked_anchors_) anchors.clear();
}

std::string_view KnownTokens::Copy(std::string_view text) {
  if (text.empty()) return {};
  if (copied_ == copies_.size()) copies_.emplace_back();
  std::string& copy = copies_[copied_++];
  copy = text;
  return copy;
}

KnownToken& KnownTokens::NewToken(const names::WordShape& shape) {
  if (count_ == tokens_.size()) tokens_.push_back(std::make_unique<KnownToken>());
  KnownToken& known = *tokens_[count_++];
  known.sketch = WordSketch(shape);
  known.weights = WeightsOf(shape);
  known.may_be_initials = MayBeInitials(shape);
  known.may_open_known = false;
  known.open_known = false;
  known.told = false;
  known.keyed.reset();
  return known;
}

KnownToken& KnownTokens::Outlined(const names::OutlineWord& word) {
  const auto key = static_cast<std::uint32_t>(word.weight_min) << 8 |
                   static_cast<std::uint32_t>(static_cast<unsigned char>(word.first_letter)) |
                   static_cast<std::uint32_t>(word.kind) << 24;
  std::unique_ptr<KnownToken>& known = outlined_[key];
  if (known != nullptr) return *known;
  names::WordShape shape;
  shape.kind = word.kind;
  shape.weight = word.weight_min;
  shape.size = names::kComparedLettersMax;  // long enough to be no initials
  shape.start[0] = word.first_letter;
  known = std::make_unique<KnownToken>();
  known->sketch = WordSketch(shape);
  known->weights = WeightsOf(shape);
  known->keyed = 0;
  known->open_known = true;
  return *known;
}

void KnownTokens::Tell(KnownToken& known, const names::WordTexts& texts) {
  known.told = true;
  known.texts = texts;
  known.sketch.Prepare();
  known.forms.Set(known.sketch, texts);
  known.hash = HashOf(texts);
  known.anchors.clear();
  known.compared = 0;
  known.agreements.resize(asked_->tokens().size());
  PutTold(slots_, known);
  if (2 * ++told_ <= slots_.size()) return;
  std::vector<KnownToken*> before(2 * slots_.size());
  std::swap(before, slots_);
  for (KnownToken* const entry : before) {
    if (entry != nullptr) PutTold(slots_, *entry);
  }
}

KnownToken& KnownTokens::Find(const names::Token& token) {
  const std::uint64_t hash = HashOf({token.text, token.native});
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash & mask; slots_[slot] != nullptr; slot = (slot + 1) & mask) {
    KnownToken& known = *slots_[slot];
    if (known.hash == hash && IsOf(known, token)) return known;
  }
  KnownToken& known = NewToken(names::OutlineOf(token));
  Tell(known, {Copy(token.text), Copy(token.native)});
  return known;
}

KnownTokens::NumberSlot& KnownTokens::SlotOf(std::uint32_t number) {
  const std::size_t mask = numbers_.size() - 1;
  std::size_t slot = PlaceOf(number, mask);
  while (numbers_[slot].used && numbers_[slot].number != number) slot = (slot + 1) & mask;
  return numbers_[slot];
}

void KnownTokens::Key(std::uint32_t number, std::size_t i) {
  if (2 * (numbered_ + 1) > numbers_.size()) GrowNumbers();
  NumberSlot& slot = SlotOf(number);
  numbered_ += slot.used ? 0U : 1U;
  slot.used = true;
  slot.number = number;
  slot.keyed |= TokenBit(i);
}

KnownToken* KnownTokens::Numbered(std::uint32_t number) {
  const NumberSlot& slot = SlotOf(number);
  return slot.token == 0 ? nullptr : tokens_[slot.token - 1].get();
}

KnownToken& KnownTokens::Number(std::uint32_t number, const names::WordShape& shape) {
  KnownToken& known = NewToken(shape);
  if (2 * (numbered_ + 1) > numbers_.size()) GrowNumbers();
  NumberSlot& slot = SlotOf(number);
  numbered_ += slot.used ? 0U : 1U;
  slot.used = true;
  slot.number = number;
  slot.token = static_cast<std::uint32_t>(count_);
  known.keyed = slot.keyed;
  return known;
}

void KnownTokens::GrowNumbers() {
  const std::vector<NumberSlot> before = std::move(numbers_);
  numbers_.assign(2 * before.size(), {});
  for (const NumberSlot& filled : before) {
    if (filled.used) SlotOf(filled.number) = filled;
  }
}

const TokenAgreement& KnownTokens::Compare(std::size_t i, KnownToken& known) {
  if ((known.compared & TokenBit(i)) == 0) {
    const AskedToken& asked = asked_->tokens()[i];
    known.agreements[i] = CompareTokens(asked.forms, asked.positions, known.forms);
    const std::int32_t difference = known.agreements[i].difference;
    if (difference > 0 && difference < kApart && !SharesAnchor(i, known)) known.agreements[i] = {};
    known.compared |= TokenBit(i);
  }
  return known.agreements[i];
}

bool KnownTokens::SharesAnchor(std::size_t i, KnownToken& known) {
  if (known.keyed) return (*known.keyed & TokenBit(i)) != 0;
  std::vector<names::Anchor>& asked = asked_anchors_[i];
  if (asked.empty()) SetAnchors(asked_->name().tokens[i], true, asked);
  if (known.anchors.empty()) SetAnchors(TokenOf(known), false, known.anchors);
  return Intersect(asked, known.anchors);
}

bool KnownTokens::MayStandFor(std::size_t i, KnownToken& known) {
  const names::Token& asked = asked_->name().tokens[i];
  if (asked.text == known.texts.text && MayBeEqual(asked.kind, known.shape().kind)) return true;
  return IsSpelt(asked.kind) && IsSpelt(known.shape().kind) &&
         Compare(i, known).difference < kApart;
}

TokenSet KnownTokens::Open(KnownToken& known) {
  if (known.open_known) return known.open;
  known.open_known = true;
  known.open = 0;
  const TokenSet may_open = known.may_open_known ? known.may_open : ~TokenSet{0};
  for (std::size_t i = 0; i < asked_->tokens().size(); ++i) {
    if ((may_open & TokenBit(i)) != 0 && MayStandFor(i, known)) known.open |= TokenBit(i);
  }
  return known.open;
}

std::int32_t KnownTokens::LeastDifference(std::size_t i, KnownToken& known) {
  return asked_->name().tokens[i].text == known.texts.text ? 0 : Compare(i, known).difference;
}

TokenSet KnownTokens::MayOpen(KnownToken& known) {
  if (known.open_known) return known.open;
  if (known.may_open_known) return known.may_open;
  known.may_open_known = true;
  known.may_open = 0;
  const std::vector<AskedToken>& asked = asked_->tokens();
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const names::WordShape& shape = asked[i].shape();
    // A number's text may equal a number's, a particle's a word's; only words are spelt.
    const bool spelt = IsSpelt(shape.kind) && IsSpelt(known.shape().kind);
    const bool keyed = !known.keyed || (*known.keyed & TokenBit(i)) != 0;
    if (spelt && keyed) known.sketch.Prepare();
    const bool may_agree = spelt ? keyed && MayAgree(asked[i].sketch, known.sketch)
                                 : MayBeEqual(shape.kind, known.shape().kind) &&
                                       shape.size == known.shape().size &&
                                       shape.letters == known.shape().letters;
    if (may_agree) known.may_open |= TokenBit(i);
  }
  return known.may_open;
}

}  // namespace lynceus::matching
