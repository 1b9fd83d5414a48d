#pragma once
// Letters of another script, and signs, that stand for the letters they look like. Internal to the
// module; both work in place.

#include <string>

namespace lynceus::names {

// Writes each word of `text` in one script that mixes Latin with Cyrillic or Greek: Latin where
// each foreign letter has a double there, else Cyrillic where each Latin letter has one. Case
// counts: the Greek capital of "ny" is an N. Where a word was so forged, the words that consist of
// doubles alone are Latin too. REQUIRES: case is not folded yet.
void UnmixScripts(std::u32string& text);

// Writes signs inside and before words as the letters they are put for: "k@mal", "$ynesis". An
// address of mail and an amount ("US$ 500") stay.
void ReadSignsAsLetters(std::u32string& text);

}  // namespace lynceus::names
