// Look-ups in a rule set. Sets are small (hundreds of rows), so a scan is the simplest true thing.
#include "lib/model/rules.h"

#include <algorithm>

#include "lib/base/strings.h"

namespace lynceus {
namespace {

bool HasWord(const std::vector<std::string>& words, std::string_view word) {
  const std::string lower = LowerAscii(word);
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& entry) { return LowerAscii(entry) == lower; });
}

const Regime* ByKey(const std::vector<Regime>& regimes, std::string_view key) {
  const auto found = std::find_if(regimes.begin(), regimes.end(),
                                  [&](const Regime& regime) { return regime.key == key; });
  return found == regimes.end() ? nullptr : &*found;
}

}  // namespace

const RegimePeriod* Regime::PeriodOn(Date day) const {
  for (const RegimePeriod& period : periods) {
    if (period.from && day < *period.from) continue;
    if (!period.until || day < *period.until) return &period;
  }
  return nullptr;
}

std::string_view PackTimeName(PackTime time) { return time == PackTime::kBuild ? "build" : "hot"; }

const RuleSet& RuleSet::On(Date day) const {
  const RuleSet* rules = this;
  for (const RuleEdition& edition : editions) {
    if (!edition.from || *edition.from <= day) rules = edition.rules.get();
  }
  return *rules;
}

const Regime* RuleSet::FindRegime(std::string_view key) const { return ByKey(regimes, key); }

const Regime* RuleSet::FindBeneficial(std::string_view key) const { return ByKey(beneficial, key); }

const Preset* RuleSet::FindPreset(std::string_view key) const {
  const auto found = std::find_if(presets.begin(), presets.end(),
                                  [&](const Preset& preset) { return preset.key == key; });
  return found == presets.end() ? nullptr : &*found;
}

const Programme* RuleSet::FindProgramme(std::string_view authority, std::string_view code) const {
  const auto found =
      std::find_if(programmes.begin(), programmes.end(), [&](const Programme& programme) {
        return programme.authority == authority &&
               (programme.key == code || HasWord(programme.aliases, code));
      });
  return found == programmes.end() ? nullptr : &*found;
}

const Authority* RuleSet::FindAuthority(std::string_view word) const {
  const auto found =
      std::find_if(authorities.begin(), authorities.end(), [&](const Authority& authority) {
        return authority.key == word || HasWord(authority.aliases, word);
      });
  return found == authorities.end() ? nullptr : &*found;
}

}  // namespace lynceus
