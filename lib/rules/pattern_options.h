#pragma once
// How every pattern of rules/patterns is compiled, where it is checked and where it is run.

#include <re2/re2.h>

#include <cstdint>

namespace lynceus::rules {

// Of one compiled pattern or set. RE2 takes time linear in the text whatever the pattern; this
// bounds its memory.
inline constexpr std::int64_t kPatternBytesMax = 64 << 20;

inline RE2::Options PatternOptions() {
  RE2::Options options(RE2::CannedOptions::Quiet);
  options.set_max_mem(kPatternBytesMax);
  options.set_longest_match(true);  // so that of two words the whole one is found
  return options;
}

}  // namespace lynceus::rules
