// A scanner for just the parts of C++'s lexical grammar that hide text: comments and literals.

#include "tests/support/source_text.h"

#include <algorithm>
#include <cctype>

namespace lynceus::support {
namespace {

bool IsWordCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Returns the end of the literal whose opening quote is at `at`, the closing quote not included.
std::size_t EndOfQuoted(std::string_view source, std::size_t at) {
  const char quote = source[at];
  for (std::size_t i = at + 1; i < source.size(); ++i) {
    if (source[i] == '\\') {
      ++i;
    } else if (source[i] == quote || source[i] == '\n') {
      return i;
    }
  }
  return source.size();
}

// The same for R"delimiter( ... )delimiter".
std::size_t EndOfRaw(std::string_view source, std::size_t at) {
  const std::size_t open = source.find('(', at);
  if (open == std::string_view::npos) return source.size();
  const std::string close = ")" + std::string(source.substr(at + 1, open - at - 1)) + "\"";
  const std::size_t end = source.find(close, open);
  return end == std::string_view::npos ? source.size() : end + close.size() - 1;
}

// One hidden range [begin, end) that starts at or after `from`.
struct Hidden {
  std::size_t begin;
  std::size_t end;
  std::size_t resume;  // where scanning goes on
};

Hidden HiddenAt(std::string_view source, std::size_t at) {
  const std::string_view rest = source.substr(at);
  if (rest.starts_with("//")) {
    const std::size_t end = std::min(source.find('\n', at), source.size());
    return {at, end, end};
  }
  if (rest.starts_with("/*")) {
    const std::size_t close = source.find("*/", at + 2);
    const std::size_t end = close == std::string_view::npos ? source.size() : close + 2;
    return {at, end, end};
  }
  const bool raw = rest[0] == '"' && at > 0 && source[at - 1] == 'R';
  const bool separator = rest[0] == '\'' && at > 0 && IsWordCharacter(source[at - 1]);
  if ((rest[0] == '"' || rest[0] == '\'') && !separator) {
    const std::size_t end = raw ? EndOfRaw(source, at) : EndOfQuoted(source, at);
    return {at + 1, end, end + 1};
  }
  return {at, at, at + 1};
}

}  // namespace

std::string BlankCommentsAndLiterals(std::string_view source) {
  std::string blanked(source);
  for (std::size_t at = 0; at < source.size();) {
    const Hidden hidden = HiddenAt(source, at);
    for (std::size_t i = hidden.begin; i < hidden.end; ++i) {
      if (blanked[i] != '\n') blanked[i] = ' ';
    }
    at = hidden.resume;
  }
  return blanked;
}

std::size_t LineOf(std::string_view text, std::size_t at) {
  return 1 + static_cast<std::size_t>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

std::size_t CharactersOf(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace lynceus::support
