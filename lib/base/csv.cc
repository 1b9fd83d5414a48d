#include "lib/base/csv.h"

#include <algorithm>
#include <array>

namespace lynceus {
namespace {

// Spreadsheets skip blanks before a formula, and some read full-width signs as plain ones.
bool LooksLikeFormula(std::string_view text) {
  constexpr std::array<std::string_view, 8> kSigns = {
      "=", "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
  while (text.starts_with(' ')) text.remove_prefix(1);
  if (text.empty()) return false;
  const auto first = static_cast<unsigned char>(text.front());
  return first < 0x20 || std::any_of(kSigns.begin(), kSigns.end(),
                                     [&](std::string_view sign) { return text.starts_with(sign); });
}

}  // namespace

std::string CsvField(std::string_view text) {
  std::string field = "\"";
  for (const char byte : text) {
    if (byte == '"') field.push_back('"');
    field.push_back(byte);
  }
  field.push_back('"');
  return field;
}

std::string CsvCell(std::string_view text) {
  if (!LooksLikeFormula(text)) return CsvField(text);
  return CsvField("'" + std::string(text));
}

}  // namespace lynceus
