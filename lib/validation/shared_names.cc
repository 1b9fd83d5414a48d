#include "lib/validation/shared_names.h"

#include <algorithm>
#include <string>
#include <vector>

#include "lib/names/words.h"

namespace lynceus::validation {
namespace {

// FNV-1a, 64 bits, over code points.
class Hash {
 public:
  explicit Hash(std::uint64_t salt) { Add(salt); }
  void Add(std::uint64_t value) {
    for (int byte = 0; byte < 8; ++byte) {
      state_ = (state_ ^ ((value >> (8 * byte)) & 0xFF)) * 0x100000001B3u;
    }
  }
  std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0xCBF29CE484222325u;
};

}  // namespace

std::uint64_t PlainKey(std::string_view text, std::uint64_t salt) {
  Hash hash(salt);
  const auto words = names::SplitWords(text);
  if (!words.ok()) return hash.value();
  std::vector<std::u32string> letters;
  for (const names::Word& word : *words) letters.push_back(word.letters);
  std::sort(letters.begin(), letters.end());
  for (const std::u32string& word : letters) {
    for (const char32_t c : word) hash.Add(c);
    hash.Add(0);
  }
  return hash.value();
}

}  // namespace lynceus::validation
