#pragma once
// The groups of spellings while a vocabulary is read: those of the packs, then those of a bank's
// own table of variants. Internal to the module.
//
// A name has one group of spellings that counts: a name with a frequent word is filed under that
// group, and would be looked up in vain under another. So a line of the table whose forms are
// spellings of the packs widens their group, and joins their groups where they are of several; a
// line whose forms are new is a group of its own.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"

namespace lynceus::names {

inline constexpr std::uint16_t kSpellingBit = 0x8000;  // marks them among a token's groups
inline constexpr std::size_t kSpellingGroupsMax = 0x7FFF;

// One thread.
class SpellingGroups {
 public:
  using GroupsOfNames = absl::flat_hash_map<std::string, std::array<std::uint16_t, 2>>;

  // `groups` must outlive it.
  explicit SpellingGroups(GroupsOfNames& groups) : groups_(groups) {}

  // Keeps a group of the packs, whose members have its number already: the first is
  // kSpellingBit + 1, the second kSpellingBit + 2 ...
  void Add(std::vector<std::string> members) { all_.push_back(std::move(members)); }

  // Adds one line of the table: its forms in order; `path` and `line` are what errors name. Errors:
  // InvalidArgument where a form has two groups already; ResourceExhausted where there are
  // kSpellingGroupsMax groups.
  absl::Status AddVariants(const std::string& path, std::size_t line,
                           const std::vector<std::string>& members);

  // Members by group, sorted; a group that was joined to another is empty.
  const std::vector<std::vector<std::string>>& all() const { return all_; }

 private:
  absl::StatusOr<std::size_t> GroupFor(const std::string& path, std::size_t line,
                                       const std::vector<std::string>& members);
  void Move(std::size_t from, std::size_t to);

  GroupsOfNames& groups_;
  std::vector<std::vector<std::string>> all_;
};

}  // namespace lynceus::names
