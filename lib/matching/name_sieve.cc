#include "lib/matching/name_sieve.h"

#include "lib/base/status.h"
#include "lib/matching/same_name.h"
#include "lib/matching/score_bound.h"

namespace lynceus::matching {

NameSieve::NameSieve(const PreparedName& asked, const ListedWordSource& source)
    : source_(source), bound_(ThreadBoundWorkspace()), bare_(IsWrittenBare(asked.name())) {
  bound_.pairs.Begin(asked.asked());
}

absl::StatusOr<KnownToken*> NameSieve::Known(std::uint32_t number) {
  KnownToken* const known = bound_.pairs.known().Numbered(number);
  if (known != nullptr) return known;
  names::WordShape shape;
  LYNCEUS_RETURN_IF_ERROR(source_.Shape(number, shape));
  return &bound_.pairs.known().Number(number, shape);
}

absl::Status NameSieve::TellLetters(std::uint32_t number, KnownToken& known) {
  if (known.told) return absl::OkStatus();
  names::WordTexts texts;
  LYNCEUS_RETURN_IF_ERROR(source_.Texts(number, texts));
  bound_.pairs.known().Tell(known, texts);
  return absl::OkStatus();
}

void NameSieve::Key(std::uint32_t number, std::size_t i) { bound_.pairs.known().Key(number, i); }

absl::StatusOr<Nearness> NameSieve::NearnessOf(std::uint32_t number) {
  LYNCEUS_ASSIGN_OR_RETURN(KnownToken* const known, Known(number));
  if (!bound_.pairs.MayBeNear(*known)) return Nearness{};
  LYNCEUS_RETURN_IF_ERROR(TellLetters(number, *known));
  return bound_.pairs.NearnessOf(*known);
}

absl::StatusOr<bool> NameSieve::MayReach(const names::NameOutline& listed, std::int32_t score_min) {
  if (bare_ || listed.words() == 0) return true;
  for (std::size_t at = 0; at < listed.words(); ++at) {
    const names::OutlineWord word = listed.word(at);
    if (word.plain && !bound_.pairs.known().IsKeyed(word.number)) continue;
    LYNCEUS_RETURN_IF_ERROR(Known(word.number).status());
  }
  bound_.pairs.LookAt(listed);
  return bound_.bound.MayReach(bound_.pairs, score_min);
}

absl::StatusOr<bool> NameSieve::MayReach(const ListedWords& listed, std::int32_t score_min) {
  for (const std::uint32_t number : listed.numbers) {
    LYNCEUS_RETURN_IF_ERROR(Known(number).status());
  }
  bound_.pairs.Look(listed.numbers, listed.joined, listed.native_joined, listed.may_join);
  if (!bound_.bound.MayReach(bound_.pairs, score_min)) return false;
  for (std::size_t at = 0; at < listed.numbers.size(); ++at) {
    LYNCEUS_RETURN_IF_ERROR(TellLetters(listed.numbers[at], bound_.pairs.listed_token(at)));
  }
  bound_.pairs.TellLetters();
  return bound_.bound.MayReach(bound_.pairs, score_min);
}

}  // namespace lynceus::matching
