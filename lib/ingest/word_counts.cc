#include "lib/ingest/word_counts.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/text_decoding.h"

namespace lynceus::ingest {
namespace {

// Unknown words are free text of the publisher: beyond this many they are counted together.
constexpr std::size_t kUnknownWordsMax = 1'000;
constexpr std::size_t kUnknownWordBytesMax = 80;
constexpr std::string_view kOthers = "others";

bool IsCountryCode(std::string_view code) {
  return code.size() == 2 && std::ranges::all_of(code, [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string ScriptOf(const Name& name) {
  if (!name.script.empty()) return name.script;
  const std::string_view script = sources::ScriptOf(name.text);
  return script.empty() ? "unknown" : std::string(script);
}

}  // namespace

void WordCounts::CountUnknown(std::string_view what, std::string_view word) {
  std::string key = absl::StrCat(ToAbsl(what), " ", ToAbsl(CutUtf8(word, kUnknownWordBytesMax)));
  const auto known = unknown_.find(key);
  if (known != unknown_.end()) {
    ++known->second;
  } else if (unknown_.size() < kUnknownWordsMax) {
    unknown_.emplace(std::move(key), 1);
  } else {
    ++unknown_[std::string(kOthers)];
  }
}

void WordCounts::Count(const Entity& entity) {
  for (const Name& name : entity.names) {
    ++names_by_kind_[std::string(NameKindName(name.kind))];
    ++names_by_script_[ScriptOf(name)];
  }
  for (const CountryFact& country : entity.countries) {
    if (!IsCountryCode(country.code)) CountUnknown("country", country.code);
  }
  for (const Identifier& identifier : entity.identifiers) {
    const std::string& issuer = identifier.country;
    if (!issuer.empty() && !IsCountryCode(issuer)) CountUnknown("country", issuer);
  }
}

void WordCounts::Count(const Designation& designation) {
  const Programme* const programme = rules_.ProgrammeOf(designation);
  const std::string& word = programme == nullptr ? designation.programme : programme->key;
  ++programmes_[absl::StrCat(designation.authority, " ", designation.list, " ", word)];
  if (programme == nullptr) {
    CountUnknown("programme", absl::StrCat(designation.authority, " ", designation.programme));
  }
}

void WordCounts::Count(const Interest& interest) {
  ++interests_by_kind_[std::string(InterestKindName(interest.kind))];
}

void WordCounts::Fill(LoadReport& report) const {
  const auto tallies = [](const Words& words) {
    std::vector<Tally> filled;
    for (const auto& [word, count] : words) filled.push_back({word, count});
    return filled;
  };
  report.names_by_kind = tallies(names_by_kind_);
  report.names_by_script = tallies(names_by_script_);
  report.programmes = tallies(programmes_);
  report.interests_by_kind = tallies(interests_by_kind_);
  report.unknown_words = tallies(unknown_);
}

}  // namespace lynceus::ingest
