#pragma once
// Whether two records may be one party by their names, and how far their other facts agree. What is
// missing does not disagree: a registry that names a listed holder by name alone must not look
// clean.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/matching/matcher.h"
#include "lib/names/analyzed_name.h"
#include "lib/resolve/record_facts.h"

namespace lynceus::resolve {

// How far two records agree beside their names, best first.
enum class Agreement : std::uint8_t {
  kBirthDay,    // one full birth date in common
  kBirthMeets,  // birth dates that may be one day
  kBirthNear,   // birth dates that lie close: lists err by years, mostly where countries agree
  kCountry,     // a country in common
  kNothing,     // one of them states nothing that could disagree with the other
  kNone,        // they disagree
};
Agreement AgreementOf(const RecordFacts& facts, Position a, Position b);

// True where both state countries in a sense that compares and have none in common. People move and
// ships change flags, so only nationalities of persons, and seats of others, do.
bool CountriesDisagree(const RecordFacts& facts, Position a, Position b);

// The least name score that makes a probable link; the more agrees beside it, the less.
std::int32_t NameScoreMin(Agreement agreement);

// True where the pair could be linked by name whatever the score: of two sources (or of one that
// repeats or gathers them), of which not both are persons that no list names unless a birth date
// ties them, and without a contradiction. A person's name without more is only of interest where
// one of the two is a risk by itself; nothing follows from two others being one.
bool MayLinkByName(const RecordFacts& facts, Position a, Position b, Agreement agreement);

// The names of records, analysed when they are needed. One thread.
class NameComparer {
 public:
  struct Best {
    std::int32_t score = 0;
    std::string_view a;  // the names that gave it
    std::string_view b;
  };

  NameComparer(const RecordFacts& facts, const names::Analyzer& analyzer)
      : facts_(facts), analyzer_(analyzer) {}
  // The best score of a name of the one and a name of the other, whichever is asked. Errors: those
  // of the analyzer, but for names that it refuses, which are passed over.
  absl::StatusOr<Best> Compare(Position a, Position b);

 private:
  struct Known {
    std::string_view text;
    matching::PreparedName prepared;
    matching::ListedName listed;
  };
  absl::StatusOr<const std::vector<Known>*> NamesOf(Position at);

  const RecordFacts& facts_;
  const names::Analyzer& analyzer_;
  std::unordered_map<Position, std::vector<Known>> known_;
};

struct NameLink {
  Position a = 0;  // a < b
  Position b = 0;
  Agreement agreement = Agreement::kNone;
  NameComparer::Best names;
};
// "name "X" (register: "Y"), score 0.96, and country ru": why the two records are linked.
std::string ReasonOf(const NameLink& link, const RecordFacts& facts);

}  // namespace lynceus::resolve
