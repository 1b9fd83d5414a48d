#pragma once
// A named group of companies: a root and what follows from it, read from rules/groups/*.yaml by
// lib/rules. That somebody is of a group is a finding (flag `affiliate`), never a designation.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lib/model/entity.h"

namespace lynceus {

// How sure a finding is. Only what is certain may block: a person decides about the rest.
inline constexpr char kCertain[] = "certain";    // the root by its id, or a stated share
inline constexpr char kProbable[] = "probable";  // control, a link; a name and its country
inline constexpr char kPossible[] = "possible";  // a name alone; a share that cannot be excluded

// Immutable once loaded.
struct Group {
  std::string key;    // "gazprombank"
  std::string title;  // "Gazprombank"
  // Other groups that it is not a part of, by key, and how it is related to them.
  std::vector<std::pair<std::string, std::string>> related;

  // The roots: parties with one of these ids or identifiers. Exact names are looked for where
  // neither finds a party, and then nothing that rests on them is certain.
  std::vector<std::string> root_ids;  // "ofac-sdn:17016"
  std::vector<Identifier> root_identifiers;
  std::vector<std::string> root_names;

  std::int64_t ownership_from_ppm = 0;  // whom the group holds so much of belongs to it
  std::vector<InterestKind> controls;   // who is controlled so belongs to it too
  std::vector<InterestKind> links;      // who is tied so, either way, is an affiliate

  // Names of the family, each one word or several, in any script. Compared as analysed tokens that
  // stand side by side, never as parts of a word.
  std::vector<std::string> family;         // distinguish: who bears one hardly is another
  std::vector<std::string> family_shared;  // others bear them too: never more than possible
  std::vector<std::string> family_local;   // many others elsewhere: count in `countries` alone
  std::vector<std::string> not_family;     // names that hold one of these are of no family here
  std::vector<std::string> countries;      // ISO 3166-1 alpha-2, lower case: where the group sits
  std::vector<std::string> sources;
  bool unverified = false;  // written from memory; nobody has read a source for it
};

}  // namespace lynceus
