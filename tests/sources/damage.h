#pragma once
// Damaged lists as tables: what is done to a small whole one, and what must be said of it.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/status.h"
#include "tests/sources/loaded_list.h"

namespace lynceus::sources {

struct Damage {
  const char* why;
  std::string content;
  const char* outcome;
};

// The error's text; or what was loaded, with every warning and fragment.
inline std::string OutcomeOf(const std::string& kind, const std::string& content) {
  const LoadedList loaded = LoadList(kind, content);
  if (!loaded.report.ok()) return loaded.error();
  std::string text = "loads " + std::to_string(loaded.report->entities) + " entities and " +
                     std::to_string(loaded.report->designations) + " designations";
  for (const std::string& warning : loaded.report->warnings) text += "; warning: " + warning;
  for (const UnparsedFragment& fragment : loaded.sink.fragments) {
    text += "; fragment: " + fragment.text;
  }
  return text;
}

inline void ExpectOutcomes(const std::string& kind, const std::vector<Damage>& table) {
  for (const Damage& damage : table) {
    EXPECT_EQ(OutcomeOf(kind, damage.content), damage.outcome) << damage.why;
  }
}

// Every beginning of the file but the last `whole_from` bytes' is an error.
inline void ExpectNoSilentCut(const std::string& kind, const std::string& whole, std::size_t step,
                              std::size_t whole_from) {
  for (std::size_t size = 0; size + whole_from < whole.size(); size += step) {
    EXPECT_FALSE(LoadList(kind, whole.substr(0, size)).report.ok()) << kind << " cut at " << size;
  }
}

}  // namespace lynceus::sources
