#pragma once
// What listed persons are called, word by word: which customers are nobody on the lists, and given
// and family names to recombine.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/base/random.h"
#include "lib/names/analyzed_name.h"
#include "lib/validation/changes.h"

namespace lynceus::validation {

// The words of a name in one spelling each, without particles, titles and initials; sorted hashes.
std::vector<std::uint64_t> WordsOf(const names::AnalyzedName& name);

// One listed person's name, to be taken apart.
struct NamePair {
  std::uint64_t priority = 0;  // orders the sample; by seed and id
  std::string id;
  std::string given;
  std::string family;
};
// The first given name and the family name in Latin letters; nothing where they cannot be told
// apart.
std::optional<NamePair> PairOf(const ListedText& listed);

// Thread-compatible once filled.
class ListedPersons {
 public:
  // Parties in ascending order.
  void Add(const std::vector<std::uint64_t>& words, std::uint32_t party);
  void AddPair(NamePair pair);

  // True where one listed person has a word of `given` and a word of `family` among its names.
  bool OneHasBoth(const std::vector<std::uint64_t>& given,
                  const std::vector<std::uint64_t>& family) const;

  // Orders the pairs, so that they do not depend on how they were added.
  void Finish();
  const std::vector<NamePair>& pairs() const { return pairs_; }

 private:
  static constexpr std::size_t kPairsMax = 20'000;  // a sample is enough to draw from

  bool Meet(std::uint64_t a, std::uint64_t b) const;
  void KeepSmallest();

  absl::flat_hash_map<std::uint64_t, std::vector<std::uint32_t>> parties_;
  std::vector<NamePair> pairs_;
};

}  // namespace lynceus::validation
