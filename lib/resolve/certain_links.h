#pragma once
// What joins records for certain: a publisher's cross-reference, or an equal strong identifier.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/resolve/record_facts.h"

namespace lynceus::resolve {

enum class LinkBasis : std::uint8_t {
  kCrossReference = 0,   // one record names the other
  kSharedReference = 1,  // both name an id that no record has
  kIdentifier = 2,       // certain unless something contradicts
  kHint = 3,             // an identifier that is strong, but not certain
};

// Why a reference or an equal identifier is only probable.
enum class Doubt : std::uint8_t {
  kNone = 0,
  kNamesDisagree = 1,  // and other facts contradict, or its list gives the id to several
  kNamesAnother = 2,   // another record of the list that it names bears the name
};

struct FoundLink {
  LinkBasis basis = LinkBasis::kHint;
  Doubt doubt = Doubt::kNone;
  bool confirmed = false;  // of references: the two have a number in common that is issued once
  Position a = 0;          // a < b
  Position b = 0;
  std::string_view value;       // the id referred to, or the identifier's value
  std::uint32_t type_of_a = 0;  // of the identifier, as RecordFacts::Word numbers
  std::uint32_t type_of_b = 0;
  std::uint32_t country = 0;
};

struct FoundLinks {
  // In the order in which they are to be applied: cross-references, shared references, identifiers;
  // of references the confirmed ones first; then by identifier's type and value, then by the later
  // and the earlier record.
  std::vector<FoundLink> certain;
  std::vector<FoundLink> hints;         // in the same order
  std::uint64_t pairs_passed_over = 0;  // of groups too large to compare all their pairs
};

// Says whether two records have names of one party.
using NamesAgree = std::function<bool(Position a, Position b)>;
// Says whether `naming` should have named another record of `named`'s list: the names of the two do
// not come near, and the other bears the name.
using NamesAnother = std::function<bool(Position naming, Position named)>;

// The results do not depend on the order in which records were added. `names_agree` is asked where
// a reference is in doubt, and for organisations whose equal register number alone is not enough;
// `names_another` of every reference between two lists, and of an equal identifier of two listed
// records whose names do not agree.
FoundLinks FindByReferences(const RecordFacts& facts, const NamesAgree& names_agree,
                            const NamesAnother& names_another);
FoundLinks FindByIdentifiers(const RecordFacts& facts, const NamesAgree& names_agree,
                             const NamesAnother& names_another);

// "equal innCode 4401116480": why the two records are linked.
std::string ReasonOf(const FoundLink& link, const RecordFacts& facts);

}  // namespace lynceus::resolve
