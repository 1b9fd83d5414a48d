#pragma once
// What is looked for in free text (addresses, remarks, payment references), read from
// rules/patterns/*.yaml by lib/rules.

#include <cstdint>
#include <string>
#include <vector>

namespace lynceus {

// What a number must have to count, beside the form that its regex gives.
enum class NumberCheck : std::uint8_t {
  kNone = 0,
  kImo = 1,     // check digit of IMO resolution A.1117(30)
  kBase58 = 2,  // Base58Check: four bytes of a double SHA-256 (Bitcoin, TRON)
  kBech32 = 3,  // BIP 173 and BIP 350
};

// Immutable once loaded.
struct TextPattern {
  std::string key;    // "crimea"
  std::string title;  // "Crimea, with its ports": stands in the flag
  std::string flag;   // type of the flag: "sanctioned_place"
  // RE2 with letter case in it; its group, where it has one, is the number. A hit counts where it
  // is no part of a word (names/fold_text.h: IsInsideWord).
  std::string regex;
  std::string unless;      // RE2; a hit that touches one of its hits does not count. Empty: none
  std::string identifier;  // FtM type by which listed parties are looked up; empty: not looked up
  NumberCheck check = NumberCheck::kNone;
  bool only_listed = false;  // says nothing of a number that no listed party has
};

}  // namespace lynceus
