#pragma once
// Which tokens of two names stand for each other.
//
// Equal tokens first, then words written together on one side, then the nearest of the rest, then
// initials. Greedy, and deterministic: ties go to the earlier token of the asked name, then of the
// listed one.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "lib/matching/token_distance.h"
#include "lib/names/analyzed_name.h"

namespace lynceus::matching {

// Tokens [asked, asked + asked_count) agree with [listed, listed + listed_count).
struct Pairing {
  std::uint16_t asked = 0;
  std::uint16_t asked_count = 1;
  std::uint16_t listed = 0;
  std::uint16_t listed_count = 1;
  std::int32_t difference = 0;
  Agreement agreement = Agreement::kEqual;
};

// The result and the memory of an alignment, reused from one to the next. Thread-compatible.
class Alignment {
 public:
  // `asked` holds one entry a token of `asked_name`. Both names must outlive the alignment's use.
  void Align(const names::AnalyzedName& asked_name, const std::vector<AskedToken>& asked,
             const names::AnalyzedName& listed_name);

  const std::vector<Pairing>& pairings() const { return pairings_; }
  bool asked_taken(std::size_t at) const { return asked_taken_[at]; }
  bool listed_taken(std::size_t at) const { return listed_taken_[at]; }

 private:
  void TakeEqual();
  void TakeJoined(std::int32_t difference_max);
  void TakeNearest();
  void TakeInitials();
  void TryJoin(std::size_t asked, std::size_t asked_count, std::size_t listed,
               std::size_t listed_count, std::int32_t difference_max);
  // A run of free tokens: how many, how many letters and which.
  struct Run {
    std::uint16_t from;
    std::uint16_t count;
    std::uint32_t letters;
    std::uint64_t set;
    bool syllables;
  };
  void CollectRuns(bool asked_side, std::vector<Run>& runs);
  static bool MayJoin(const Run& asked, const Run& listed, std::int32_t difference_max);
  bool FreeRun(bool asked_side, std::size_t from, std::size_t count) const;
  TokenForms& Listed(std::size_t at);
  void Take(const Pairing& pairing);

  const names::AnalyzedName* asked_name_ = nullptr;
  const std::vector<AskedToken>* asked_ = nullptr;
  const names::AnalyzedName* listed_name_ = nullptr;
  std::vector<TokenForms> listed_;
  std::vector<bool> listed_ready_;
  std::vector<bool> asked_taken_;
  std::vector<bool> listed_taken_;
  std::vector<Pairing> pairings_;
  std::vector<Pairing> near_;
  std::vector<Run> asked_runs_;
  std::vector<Run> listed_runs_;
  TokenForms joined_asked_;
  LetterPositions joined_positions_{""};
  TokenForms joined_listed_;
  std::string asked_text_;
  std::string listed_text_;
};

}  // namespace lynceus::matching
