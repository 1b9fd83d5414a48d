#pragma once
// Letters written another way, as a rule of a language has it. Internal to the module.

#include <span>
#include <string>
#include <string_view>

#include "lib/validation/changes.h"

namespace lynceus::validation {

// `from` and `to` in lower case ASCII. A '^' before or a '$' behind `from` ties it to the start or
// the end of a word.
struct Respelling {
  std::string_view from;
  std::string_view to;
};

// One place where a rule fits, drawn among all, rewritten in the case of the place.
Changed RespellOne(const ListedText& listed, SeededRandom& random,
                   std::span<const Respelling> rules);
// Every place, from the left; at each the first rule that fits. Nothing where none fits.
Changed RespellAll(const ListedText& listed, std::span<const Respelling> rules);
// Every word that is, whole, the `from` of a rule.
Changed RespellWords(const ListedText& listed, std::span<const Respelling> rules);

}  // namespace lynceus::validation
