#pragma once
// Name families: which groups of rules/groups a name shows by its words.
//
// The words of all groups stand in one table, so that a name that meets none costs one look-up a
// word. Words are compared as the analyzer gives them, whole and side by side: "Sovcomflot" holds
// no word of Sovcombank.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "lib/model/group.h"
#include "lib/names/analyzed_name.h"

namespace lynceus::screening {

// A name bears a name of a group.
struct FamilyFinding {
  std::size_t group = 0;  // position in the groups compiled
  std::string word;       // as the rule writes it: "Совкомбанк"
  std::string sure;       // kProbable, kPossible
  friend bool operator==(const FamilyFinding&, const FamilyFinding&) = default;
};

// Immutable; Thread-safe.
class GroupWords {
 public:
  // Errors: InvalidArgument naming group and word where a word has no letter, is one frequent word
  // alone ("Bank"), or two groups have it.
  static absl::StatusOr<std::unique_ptr<const GroupWords>> Compile(const std::vector<Group>& groups,
                                                                   const names::Analyzer& analyzer);

  // One finding a group, by group. `countries` are the party's, ISO 3166-1 alpha-2.
  // Of names inside longer ones the longer counts ("Gazprom Bank" is no Gazprom).
  std::vector<FamilyFinding> Find(const names::AnalyzedName& name,
                                  std::span<const std::string> countries) const;

 private:
  enum class Kind : std::uint8_t { kOwn, kShared, kLocal, kNotFamily };
  struct Phrase {
    std::vector<std::string> tokens;
    std::size_t rarest = 0;  // the token by which it stands in the table
    std::size_t group = 0;
    Kind kind = Kind::kOwn;
    std::string word;
  };
  struct Hit;

  absl::Status Add(const std::string& word, Kind kind, std::size_t group, const std::string& key,
                   const names::Analyzer& analyzer);
  std::vector<Hit> HitsIn(const names::AnalyzedName& name) const;

  std::vector<std::vector<std::string>> countries_;  // of each group
  std::vector<Phrase> phrases_;
  absl::flat_hash_map<std::string, std::vector<std::size_t>> by_token_;
};

}  // namespace lynceus::screening
