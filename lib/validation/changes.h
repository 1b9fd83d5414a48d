#pragma once
// Changed names: what people, systems and evaders make of a listed name, kind by kind.
//
// A kind is one small function. It is a pure function of the name and a seed, so that a report can
// be made again. The kinds follow what supervisors and test services try on a screening system;
// SELFTEST.md lists them. A kind says for which names it is meant, and gives nothing where a name
// offers it no hold (no hyphen, no legal form, one word only).

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/random.h"
#include "lib/model/entity.h"
#include "lib/names/words.h"

namespace lynceus::validation {

// What a name is a name of, as far as changes differ. Bits, so that a kind can name several.
enum Nature : std::uint8_t {
  kPersons = 1,
  kCompanies = 2,  // organisations and public bodies too
  kVessels = 4,
  kOtherThings = 8,  // aircraft, wallets, securities
  kAllNatures = 15,
};
Nature NatureOf(Schema schema);

// One listed name and what helps to change it as the people who write it would.
struct ListedText {
  std::string text;
  Nature nature = kCompanies;
  names::Script script = names::Script::kLatin;  // of most of its letters
  std::vector<std::string> countries;            // of its party, ISO 3166-1 alpha-2, lower case
};
ListedText MakeListedText(std::string text, Schema schema, std::vector<std::string> countries = {});

// Where the changed names of a kind are counted.
enum class Fairness : std::uint8_t {
  kFair = 0,
  // What is left does not say who is meant, whoever looks: all initials, an acronym, a surname.
  kUnresolvable = 1,
  // The text contradicts the listed name: another middle name may well be another person.
  kContradicted = 2,
};

using Changed = std::optional<std::string>;

struct Change {
  std::string_view key;  // "first letter wrong": names the kind in reports
  std::string_view doc;  // what it does, one line
  std::string_view group;
  std::uint8_t natures = kAllNatures;
  bool any_script = false;  // else for names in Latin letters
  Fairness fairness = Fairness::kFair;
  Changed (*apply)(const ListedText& listed, SeededRandom& random) = nullptr;
  // What this kind leaves of a name to tell it by, where that is less than the name: two parties
  // for which it is equal cannot be told apart after the change. Null where nothing is lost.
  Changed (*left)(const ListedText& listed) = nullptr;
};

// All kinds, group by group. Lives for the whole program.
const std::vector<Change>& Changes();

// Returns the name changed. Nothing where the kind is not meant for it, has no hold on it, gives it
// back as it is, or leaves no letter and no digit.
Changed Apply(const Change& change, const ListedText& listed, std::uint64_t seed);

// The groups, each in a file of its own.
std::span<const Change> WritingChanges();   // case, diacritics, punctuation, blanks
std::span<const Change> OrderChanges();     // words in another order
std::span<const Change> WordChanges();      // words left out, added, joined, split, shortened
std::span<const Change> PersonChanges();    // initials, titles, nicknames, particles
std::span<const Change> EditChanges();      // slips of the pen and of machines
std::span<const Change> SoundChanges();     // spelt by ear, without vowels
std::span<const Change> LanguageChanges();  // other romanisations of one language
std::span<const Change> FormChanges();      // legal forms
std::span<const Change> CompanyChanges();   // words of companies, numbers
std::span<const Change> ScriptChanges();  // look-alikes, invisible characters, variants of letters
std::span<const Change> AroundChanges();  // text around the name

}  // namespace lynceus::validation
