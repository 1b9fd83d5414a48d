#include "lib/validation/respell.h"

#include <vector>

#include "lib/base/strings.h"
#include "lib/validation/letters.h"

namespace lynceus::validation {
namespace {

bool IsAsciiLetter(char c) { return c >= 'a' && c <= 'z'; }

// The length of the text at `at` that `rule` rewrites, or 0. `lower` is the text in lower case.
std::size_t Fits(std::string_view lower, std::size_t at, const Respelling& rule) {
  std::string_view from = rule.from;
  if (from.starts_with('^')) {
    from.remove_prefix(1);
    if (at > 0 && IsAsciiLetter(lower[at - 1])) return 0;
  }
  const bool at_end = from.ends_with('$');
  if (at_end) from.remove_suffix(1);
  if (!lower.substr(at).starts_with(from)) return 0;
  if (at_end && at + from.size() < lower.size() && IsAsciiLetter(lower[at + from.size()])) return 0;
  return from.size();
}

}  // namespace

Changed RespellOne(const ListedText& listed, SeededRandom& random,
                   std::span<const Respelling> rules) {
  const std::string lower = LowerAscii(listed.text);
  struct Place {
    std::size_t at;
    std::size_t size;
    std::string_view to;
  };
  std::vector<Place> places;
  for (std::size_t at = 0; at < lower.size(); ++at) {
    for (const Respelling& rule : rules) {
      if (const std::size_t size = Fits(lower, at, rule)) places.push_back({at, size, rule.to});
    }
  }
  if (places.empty()) return std::nullopt;
  const Place& place = places[random.Below(places.size())];
  std::string out = listed.text;
  out.replace(place.at, place.size, InCaseOfPlace(listed.text, place.at, place.size, place.to));
  return out;
}

Changed RespellAll(const ListedText& listed, std::span<const Respelling> rules) {
  const std::string lower = LowerAscii(listed.text);
  std::string out;
  bool changed = false;
  for (std::size_t at = 0; at < lower.size();) {
    std::size_t size = 0;
    for (const Respelling& rule : rules) {
      size = Fits(lower, at, rule);
      if (size == 0) continue;
      out.append(InCaseOfPlace(listed.text, at, size, rule.to));
      break;
    }
    changed = changed || size > 0;
    if (size == 0) out.push_back(listed.text[at]);
    at += size == 0 ? 1 : size;
  }
  if (!changed) return std::nullopt;
  return out;
}

Changed RespellWords(const ListedText& listed, std::span<const Respelling> rules) {
  std::string out = listed.text;
  const std::string lower = LowerAscii(out);
  bool changed = false;
  // From the right, so that places found stay where they are.
  for (std::size_t end = lower.size(); end > 0;) {
    if (!IsAsciiLetter(lower[end - 1])) {
      --end;
      continue;
    }
    std::size_t at = end;
    while (at > 0 && IsAsciiLetter(lower[at - 1])) --at;
    for (const Respelling& rule : rules) {
      if (std::string_view(lower).substr(at, end - at) != rule.from) continue;
      out.replace(at, end - at, InCaseOfPlace(listed.text, at, end - at, rule.to));
      changed = true;
      break;
    }
    end = at;
  }
  if (!changed) return std::nullopt;
  return out;
}

}  // namespace lynceus::validation
