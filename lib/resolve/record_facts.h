#pragma once
// What of the records can join or part them, in a compact form: some hundred bytes a record.
//
// Text is kept once in an arena; words that repeat (types, countries, sources) are numbers. A
// record is known by its position; after Finish positions follow the ids.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/entity.h"
#include "lib/names/analyzed_name.h"
#include "lib/resolve/identifier_rules.h"

namespace lynceus::resolve {

using Position = std::uint32_t;

// Kinds of parties that cannot be one another.
enum class Family : std::uint8_t { kAny, kPerson, kOrganization, kThing };
Family FamilyOf(Schema schema);

// Keeps text at a fixed place. One thread.
class TextArena {
 public:
  std::string_view Keep(std::string_view text);

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t used_ = 0;  // of the last block
  std::size_t left_ = 0;
};

// Words as numbers, 0 is the empty word. One thread.
class WordNumbers {
 public:
  WordNumbers();
  WordNumbers(const WordNumbers&) = delete;
  WordNumbers& operator=(const WordNumbers&) = delete;
  std::uint32_t Of(std::string_view word);
  const std::string& Word(std::uint32_t number) const { return *words_[number]; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> words_;  // keys of numbers_
};

struct DateFact {
  std::int32_t first = 0;  // days since 1970
  std::int32_t last = 0;
  bool circa = false;
  friend bool operator==(const DateFact&, const DateFact&) = default;
};
// True where both may be one day. What is said as "circa" may be five years off.
bool Meet(const DateFact& a, const DateFact& b);

// In what sense a party is of a country; only senses that compare can disagree.
enum class CountrySense : std::uint8_t { kNationality, kSeat, kOther };
struct CountryUse {
  std::uint32_t code = 0;  // of words()
  CountrySense sense = CountrySense::kOther;
};

struct IdentifierFact {
  std::string_view value;     // normalised, not empty
  std::uint32_t type = 0;     // of words(): as read as, which may be more exact than as listed
  std::uint32_t country = 0;  // of words(); of the issuer
  IdentifierUse use = IdentifierUse::kHint;
};

// A part of one of the table's vectors.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t count = 0;
};

// What two records of one source say about each other.
enum class SourceHabit : std::uint8_t {
  kOneEach,  // its publisher takes them for two parties
  kRepeats,  // a registry that describes an organisation anew for each of its holdings
  kGathers,  // several lists in one file, each with its own record of a party
};
// By source key: "us-csl" gathers, "bods" repeats. A record of a gathering file whose id is of
// another list ("ofac-sdn:12985") is taken as one of that list.
SourceHabit HabitOf(std::string_view source);

struct Record {
  std::string_view id;
  std::uint32_t source = 0;  // of words(); the list that its id names where a file gathers lists
  Schema schema = Schema::kUnknown;
  Family family = Family::kAny;
  bool at_risk = false;
  SourceHabit habit = SourceHabit::kOneEach;
  Range names;
  Range births;
  Range countries;
  Range identifiers;
  Range referents;
};

// One thread while records are added; then immutable.
class RecordFacts {
 public:
  // Returns the record's position until Finish. Errors: ResourceExhausted beyond 2^32 - 1 facts of
  // a kind.
  absl::StatusOr<Position> Add(const Entity& record, bool at_risk);
  // Sorts the records by id. Returns the new position of each old one. Errors: Internal where an id
  // was added twice.
  absl::StatusOr<std::vector<Position>> Finish();

  std::size_t size() const { return records_.size(); }
  const Record& operator[](Position at) const { return records_[at]; }
  // The position of an id, or size(). REQUIRES: Finish.
  Position Find(std::string_view id) const;

  std::span<const std::string_view> NamesOf(const Record& record) const;  // weak ones apart
  std::span<const DateFact> BirthsOf(const Record& record) const;
  std::span<const CountryUse> CountriesOf(const Record& record) const;
  std::span<const IdentifierFact> IdentifiersOf(const Record& record) const;  // sorted by type
  std::span<const std::string_view> ReferentsOf(const Record& record) const;
  const std::string& Word(std::uint32_t number) const { return words_.Word(number); }

  // True where the two say things that cannot both be of one party: different families or kinds of
  // things, birth dates that do not meet, or two values of a kind of identifier of which a party
  // has one, with none in common.
  bool Contradict(Position a, Position b) const;
  // The same without the birth dates.
  bool KindsContradict(Position a, Position b) const;
  // The same without the identifiers.
  bool KindsOrBirthsContradict(Position a, Position b) const;
  // True where whatever contradicts the one contradicts the other.
  bool SameForContradiction(Position a, Position b) const;
  // True where both have a number in common of a kind that is issued once in the world.
  bool ShareWorldNumber(Position a, Position b) const;
  // True where both state birth dates, and two of them may be one day.
  bool BirthsMeet(Position a, Position b) const;

 private:
  void AddCountries(const Entity& record);
  void AddIdentifiers(const Entity& record);
  void AddIdentifier(const Entity& record, const Identifier& identifier);
  bool WorldNumbersDiffer(const Record& a, const Record& b) const;
  bool ShareWorldNumber(const Record& a, const Record& b, std::uint32_t type) const;

  TextArena arena_;
  WordNumbers words_;
  std::vector<Record> records_;
  std::vector<std::string_view> names_;
  std::vector<DateFact> births_;
  std::vector<CountryUse> countries_;
  std::vector<IdentifierFact> identifiers_;
  std::vector<std::string_view> referents_;
};

// True for ids of publishers of ownership and of aggregators, which stand behind those of the
// authorities' own lists.
bool IsRegistryId(std::string_view id);

}  // namespace lynceus::resolve
