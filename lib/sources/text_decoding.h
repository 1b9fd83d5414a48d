#pragma once
// From a publisher's bytes to UTF-8: Windows-1252 (a superset of printable Latin-1) and the Unicode
// script of a name. Pure functions; thread-safe.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lynceus::sources {

// True where every byte is below 0x80.
bool IsAscii(std::string_view text);

// Returns `bytes` read as Windows-1252; nothing where a byte has no character in it (0x81, 0x8D,
// 0x8F, 0x90, 0x9D).
std::optional<std::string> FromWindows1252(std::string_view bytes);

// Where the first control character stands that no table has: any but tab, CR, LF and `allowed`. It
// would part or join words of names unseen. npos where there is none.
std::size_t FindControl(std::string_view text, char allowed = '\n');

// The code points of bytes 0x80 to 0x9F in Windows-1252; 0 where there is none.
const std::array<std::uint16_t, 32>& Windows1252HighControls();

void AppendUtf8(std::string& text, std::uint32_t code_point);

// Returns the ISO 15924 code of the script most letters of `text` are in, told by Unicode block:
// Latn, Cyrl, Arab, Hebr, Grek, Armn, Geor, Deva, Beng, Mymr, Thai, Khmr, Ethi, Hira, Kana, Hang,
// Hani (Jpan where Hani stands with kana). Empty where no letter is of a known block.
std::string_view ScriptOf(std::string_view text);

}  // namespace lynceus::sources
