#pragma once
// One word as other schemes of transliteration would have it, and with its letters as a scanner
// took them for digits: what RespellByEar cannot fold, since in English these letters are other
// sounds.

#include <string>
#include <string_view>
#include <vector>

namespace lynceus::names {

// Sets `out` to what `text` (a-z and 0-9) is in English letters where it was written by a northern
// or German scheme (j is y, ch kh, sj sh, tj ch), by a French one (ch is sh, tch ch, ou w before a
// vowel) and by a Persian or Pashto one (gh is q, kh k); those that change nothing are left out.
void OtherSchemes(std::string_view text, std::vector<std::string>& out);

// Replaces digits by the letters that are taken for them (0 o, 1 l, 2 z, 3 e, 4 a, 5 s, 8 b). False
// where there is none.
bool ReplaceDigits(std::string& text);

}  // namespace lynceus::names
