#pragma once
// Counts by word what one source's records say: the part of a load report that needs the rules.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "lib/model/entity.h"
#include "lib/model/load_report.h"
#include "lib/model/rules.h"

namespace lynceus::ingest {

// One thread.
class WordCounts {
 public:
  // `rules` must outlive it.
  explicit WordCounts(const RuleSet& rules) : rules_(rules) {}

  void Count(const Entity& entity);
  // REQUIRES: authority and list are the rules' words where the rules know them.
  void Count(const Designation& designation);
  void Count(const Interest& interest);

  // Writes every count into the report's fields of the same names.
  void Fill(LoadReport& report) const;

 private:
  using Words = std::map<std::string, std::uint64_t, std::less<>>;
  void CountUnknown(std::string_view what, std::string_view word);

  const RuleSet& rules_;
  Words names_by_kind_;
  Words names_by_script_;
  Words programmes_;
  Words interests_by_kind_;
  Words unknown_;
};

}  // namespace lynceus::ingest
