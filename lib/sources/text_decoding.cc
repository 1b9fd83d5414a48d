// Windows-1252 and script blocks. The block table is that of the Unicode Standard's Blocks.txt, cut
// to the scripts in which lists print names.

#include "lib/sources/text_decoding.h"

#include <algorithm>
#include <iterator>

namespace lynceus::sources {
namespace {

constexpr std::array<std::uint16_t, 32> kHighControls = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

enum Script : std::uint8_t {
  kLatn,
  kCyrl,
  kArab,
  kHebr,
  kGrek,
  kArmn,
  kGeor,
  kDeva,
  kBeng,
  kMymr,
  kThai,
  kKhmr,
  kEthi,
  kHira,
  kKana,
  kHang,
  kHani,
  kScripts
};

constexpr std::array<std::string_view, kScripts> kCodes = {
    "Latn", "Cyrl", "Arab", "Hebr", "Grek", "Armn", "Geor", "Deva", "Beng",
    "Mymr", "Thai", "Khmr", "Ethi", "Hira", "Kana", "Hang", "Hani"};

struct Block {
  std::uint32_t first;
  std::uint32_t last;
  Script script;
};

constexpr Block kBlocks[] = {
    {0x0041, 0x005A, kLatn},   {0x0061, 0x007A, kLatn}, {0x00C0, 0x00D6, kLatn},
    {0x00D8, 0x00F6, kLatn},   {0x00F8, 0x024F, kLatn}, {0x0370, 0x03FF, kGrek},
    {0x0400, 0x052F, kCyrl},   {0x0531, 0x058F, kArmn}, {0x0591, 0x05F4, kHebr},
    {0x0600, 0x06FF, kArab},   {0x0750, 0x077F, kArab}, {0x08A0, 0x08FF, kArab},
    {0x0900, 0x097F, kDeva},   {0x0980, 0x09FF, kBeng}, {0x0E00, 0x0E7F, kThai},
    {0x1000, 0x109F, kMymr},   {0x10A0, 0x10FF, kGeor}, {0x1100, 0x11FF, kHang},
    {0x1200, 0x139F, kEthi},   {0x1780, 0x17FF, kKhmr}, {0x1E00, 0x1EFF, kLatn},
    {0x1F00, 0x1FFF, kGrek},   {0x3040, 0x309F, kHira}, {0x30A0, 0x30FF, kKana},
    {0x3400, 0x4DBF, kHani},   {0x4E00, 0x9FFF, kHani}, {0xAC00, 0xD7AF, kHang},
    {0xF900, 0xFAFF, kHani},   {0xFB50, 0xFDFF, kArab}, {0xFE70, 0xFEFC, kArab},
    {0x20000, 0x3FFFF, kHani},
};

const Block* BlockOf(std::uint32_t code_point) {
  const auto next = std::ranges::upper_bound(kBlocks, code_point, {}, &Block::first);
  if (next == std::begin(kBlocks)) return nullptr;
  const Block* const block = std::prev(next);
  return code_point <= block->last ? block : nullptr;
}

// Reads one code point of well-formed UTF-8 at `at` and moves behind it; ill-formed bytes give 0.
std::uint32_t NextCodePoint(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at++]);
  if (byte < 0x80) return byte;
  const std::size_t more = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC0 ? 1 : 0;
  if (more == 0 || at + more > text.size()) return 0;
  std::uint32_t code_point = byte & (0x3Fu >> more);
  for (std::size_t i = 0; i < more; ++i) {
    code_point = code_point << 6 | (static_cast<unsigned char>(text[at++]) & 0x3Fu);
  }
  return code_point;
}

}  // namespace

bool IsAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::size_t FindControl(std::string_view text, char allowed) {
  const auto at = std::ranges::find_if(text, [allowed](char c) {
    const auto byte = static_cast<unsigned char>(c);
    const bool taken = c == '\t' || c == '\n' || c == '\r' || c == allowed;
    return (byte < 0x20 && !taken) || byte == 0x7F;
  });
  return at == text.end() ? std::string_view::npos : static_cast<std::size_t>(at - text.begin());
}

const std::array<std::uint16_t, 32>& Windows1252HighControls() { return kHighControls; }

void AppendUtf8(std::string& text, std::uint32_t code_point) {
  const auto put = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3F));
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

std::optional<std::string> FromWindows1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 && byte < 0xA0) {
      const std::uint16_t code_point = kHighControls[byte - 0x80u];
      if (code_point == 0) return std::nullopt;
      AppendUtf8(text, code_point);
    } else {
      AppendUtf8(text, byte);
    }
  }
  return text;
}

std::string_view ScriptOf(std::string_view text) {
  std::array<std::size_t, kScripts> letters{};
  for (std::size_t at = 0; at < text.size();) {
    if (const Block* const block = BlockOf(NextCodePoint(text, at))) ++letters[block->script];
  }
  const auto most = std::ranges::max_element(letters);
  if (*most == 0) return {};
  const auto script = static_cast<std::size_t>(most - letters.begin());
  const bool kana = letters[kHira] + letters[kKana] > 0;
  if (kana && (script == kHani || letters[kHani] > 0)) return "Jpan";
  return kCodes[script];
}

}  // namespace lynceus::sources
