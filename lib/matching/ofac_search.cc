// What the recorded answers of the search page show beyond OFAC's own words:
//
//   parts      split at blanks, commas and hyphens; other signs are dropped. Parts of one or two
//              letters do not count while the name has longer ones (J.P. MORGAN finds MORGAN HUERTA
//              in full).
//   agreement  a part agrees with the listed part of its Soundex that is nearest by Jaro-Winkler.
//              One of another Soundex counts only where the two are very near (PUTIN, PUNTI), and a
//              little less. A part that agrees with none counts nothing: GEORGE BUSH and HASWANI,
//              George score 50.
//   composite  the mean of the parts.
#include "lib/matching/ofac_search.h"

#include <algorithm>
#include <utility>

namespace lynceus::matching {
namespace {

constexpr std::size_t kPrefixMax = 4;
constexpr std::int32_t kPrefixTenths = 1;  // Winkler's weight of a common first letter
constexpr std::size_t kShortPart = 2;      // letters
constexpr std::int32_t kWithoutSoundexPercent = 97;
constexpr std::size_t kSoundexSize = 4;

char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
bool IsLetterOrDigit(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

std::vector<std::string> PartsOf(std::string_view name) {
  std::vector<std::string> parts(1);
  for (const char each : name) {
    const char c = Upper(each);
    if (IsLetterOrDigit(c)) {
      parts.back().push_back(c);
    } else if ((c == ' ' || c == ',' || c == '-') && !parts.back().empty()) {
      parts.emplace_back();
    }
  }
  if (parts.back().empty()) parts.pop_back();
  return parts;
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text.push_back(' ');
    text += part;
  }
  return text;
}

// The letters of `a` that have an equal one in `b` near by, in order; `taken` marks those of `b`.
std::string CommonLetters(std::string_view a, std::string_view b, std::vector<bool>& taken) {
  const std::size_t longer = std::max(a.size(), b.size());
  const std::size_t reach = longer / 2 > 0 ? longer / 2 - 1 : 0;
  std::string common;
  taken.assign(b.size(), false);
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t from = i > reach ? i - reach : 0;
    const std::size_t to = std::min(b.size(), i + reach + 1);
    for (std::size_t j = from; j < to; ++j) {
      if (taken[j] || a[i] != b[j]) continue;
      taken[j] = true;
      common.push_back(a[i]);
      break;
    }
  }
  return common;
}

std::int32_t Jaro(std::string_view a, std::string_view b) {
  std::vector<bool> taken;
  const std::string common = CommonLetters(a, b, taken);
  if (common.empty()) return 0;
  std::int64_t out_of_order = 0;  // twice the transpositions
  for (std::size_t j = 0, k = 0; j < b.size(); ++j) {
    if (taken[j] && common[k++] != b[j]) ++out_of_order;
  }
  const auto m = static_cast<std::int64_t>(common.size());
  const auto la = static_cast<std::int64_t>(a.size());
  const auto lb = static_cast<std::int64_t>(b.size());
  // (m / la + m / lb + (m - out_of_order / 2) / m) / 3, over one denominator.
  const std::int64_t numerator = 2 * m * m * (la + lb) + (2 * m - out_of_order) * la * lb;
  return static_cast<std::int32_t>(kScoreMax * numerator / (6 * la * lb * m));
}

char SoundexDigit(char c) {
  constexpr std::string_view kDigits = "01230120022455012623010202";  // of A to Z; 0: none
  return c >= 'A' && c <= 'Z' ? kDigits[static_cast<std::size_t>(c - 'A')] : '0';
}

// An asked part with the listed one that it agrees with best.
struct PartMatch {
  std::string_view asked;
  std::string_view listed;  // empty: none
  std::int32_t score = 0;
};

PartMatch BestPart(std::string_view asked, const std::vector<std::string>& listed) {
  const std::string sound = Soundex(asked);
  PartMatch best{.asked = asked};
  for (const std::string& part : listed) {
    const std::int32_t score = OfacPartScore(asked, part, Soundex(part) == sound);
    if (score > best.score) best = {asked, part, score};
  }
  return best;
}

struct Composite {
  std::vector<PartMatch> parts;
  std::int32_t score = 0;
};

Composite CompositeOf(const OfacText& asked, const OfacText& listed) {
  Composite composite;
  std::int32_t sum = 0;
  for (const std::string_view part : CountedParts(asked)) {
    composite.parts.push_back(BestPart(part, listed.parts));
    sum += composite.parts.back().score;
  }
  if (!composite.parts.empty()) {
    composite.score = sum / static_cast<std::int32_t>(composite.parts.size());
  }
  return composite;
}

std::string PartDetail(const PartMatch& part) {
  std::string detail(part.asked);
  if (part.score == kScoreMax) return detail;
  if (part.listed.empty()) return detail + ": no part is near";
  return (detail += " ~ ") += part.listed;
}

// A leaf a part, of its share of the mean; what division leaves over goes to the first.
std::vector<ScoreNode> PartLeaves(const Composite& composite) {
  std::vector<ScoreNode> leaves;
  std::int32_t rest = composite.score;
  for (const PartMatch& part : composite.parts) {
    const std::int32_t share = part.score / static_cast<std::int32_t>(composite.parts.size());
    leaves.push_back({.label = "part", .detail = PartDetail(part), .points = share});
    rest -= share;
  }
  leaves.front().points += rest;
  return leaves;
}

}  // namespace

std::int32_t JaroWinkler(std::string_view a, std::string_view b) {
  // Which letters are common can depend on the side that is gone through.
  const std::int32_t jaro = a <= b ? Jaro(a, b) : Jaro(b, a);
  std::size_t prefix = 0;
  while (prefix < std::min({kPrefixMax, a.size(), b.size()}) && a[prefix] == b[prefix]) ++prefix;
  return jaro + static_cast<std::int32_t>(prefix) * kPrefixTenths * (kScoreMax - jaro) / 10;
}

std::string Soundex(std::string_view word) {
  std::string code;
  char last = '0';
  for (const char each : word) {
    const char c = Upper(each);
    if (c < 'A' || c > 'Z') continue;
    const char digit = SoundexDigit(c);
    if (code.empty()) {
      code.push_back(c);
    } else if (digit != '0' && digit != last) {
      code.push_back(digit);
    }
    if (c != 'H' && c != 'W') last = digit;  // letters of one digit with H or W between are one
    if (code.size() == kSoundexSize) return code;
  }
  if (!code.empty()) code.resize(kSoundexSize, '0');
  return code;
}

OfacText OfacTextOf(std::string_view name) {
  OfacText text{.parts = PartsOf(name)};
  text.joined = Joined(text.parts);
  return text;
}

// Whatever is written beyond ASCII in a name is a letter, or as good as one.
bool DropsLetters(std::string_view name) {
  return std::any_of(name.begin(), name.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

std::vector<std::string_view> CountedParts(const OfacText& asked) {
  const auto is_long = [](std::string_view part) { return part.size() > kShortPart; };
  std::vector<std::string_view> counted(asked.parts.begin(), asked.parts.end());
  if (std::any_of(counted.begin(), counted.end(), is_long)) {
    std::erase_if(counted, [&](std::string_view part) { return !is_long(part); });
  }
  return counted;
}

std::int32_t OfacPartScore(std::string_view asked, std::string_view listed, bool same_sound) {
  const std::int32_t near = JaroWinkler(asked, listed);
  if (same_sound) return near;
  return near >= kNearWithoutSoundex ? near * kWithoutSoundexPercent / 100 : 0;
}

std::int32_t OfacSearchScore(std::string_view asked, std::string_view listed) {
  const OfacText a = OfacTextOf(asked);
  const OfacText b = OfacTextOf(listed);
  if (a.parts.empty() || b.parts.empty()) return 0;
  return std::max(JaroWinkler(a.joined, b.joined), CompositeOf(a, b).score);
}

ScoreNode ExplainOfacSearch(std::string_view asked, std::string_view listed) {
  const OfacText a = OfacTextOf(asked);
  const OfacText b = OfacTextOf(listed);
  ScoreNode root{.label = "score", .detail = "as OFAC's search page"};
  if (a.parts.empty() || b.parts.empty()) return root;
  const Composite composite = CompositeOf(a, b);
  const std::int32_t whole = JaroWinkler(a.joined, b.joined);
  root.points = std::max(whole, composite.score);
  if (composite.score >= whole && root.points > 0) {
    root.children = PartLeaves(composite);
  } else {
    root.children.push_back(
        {.label = "whole name", .detail = a.joined + " ~ " + b.joined, .points = whole});
  }
  return root;
}

}  // namespace lynceus::matching
