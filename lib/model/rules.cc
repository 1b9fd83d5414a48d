// Look-ups in a rule set. Sets are small (hundreds of rows), so a scan is the simplest true thing.
#include "lib/model/rules.h"

#include <algorithm>

namespace lynceus {
namespace {

// The next character of `rest`, which moves on: in lower case, and a hyphen for every dash (U+2010
// to U+2015, U+2212), since Australia's list writes "Thematic - Human Rights" beside a corruption
// group with an en dash.
char NextOf(std::string_view& rest) {
  const std::string_view three = rest.substr(0, 3);
  const bool dash = three == "\u2212" || (three.size() == 3 && three.starts_with("\xE2\x80") &&
                                          three[2] >= '\x90' && three[2] <= '\x95');
  const char c = dash ? '-' : rest.front();
  rest.remove_prefix(dash ? 3 : 1);
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool SameWord(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (NextOf(a) != NextOf(b)) return false;
  }
  return a.empty() && b.empty();
}

bool HasWord(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::any_of(words, [&](const std::string& each) { return SameWord(each, word); });
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// True where `text` holds `number` and no digit goes on with it at either end: 359/2011 is not in
// 1359/2011.
bool Cites(std::string_view text, std::string_view number) {
  for (std::size_t at = text.find(number); at != std::string_view::npos;
       at = text.find(number, at + 1)) {
    const std::size_t end = at + number.size();
    if ((at == 0 || !IsDigit(text[at - 1])) && (end == text.size() || !IsDigit(text[end]))) {
      return true;
    }
  }
  return false;
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

const Programme* RuleSet::FindProgramme(std::string_view authority, std::string_view code,
                                        std::string_view legal_basis) const {
  const Programme* plain = nullptr;
  for (const Programme& programme : programmes) {
    if (programme.authority != authority) continue;
    if (programme.key == code) return &programme;
    if (!HasWord(programme.aliases, code)) continue;
    if (programme.regulations.empty() && plain == nullptr) plain = &programme;
    if (std::ranges::any_of(programme.regulations, [&](const std::string& number) {
          return Cites(legal_basis, number);
        })) {
      return &programme;
    }
  }
  return plain;
}

const Programme* RuleSet::ProgrammeOf(const Designation& designation) const {
  return FindProgramme(designation.authority, designation.programme, designation.legal_basis);
}

std::string_view RuleSet::ListFlag(std::string_view authority, std::string_view list) const {
  const Authority* const found = FindAuthority(authority);
  if (found == nullptr) return kDesignatedFlag;
  const auto flag = found->list_flags.find(std::string(list));
  return flag == found->list_flags.end() ? std::string_view(kDesignatedFlag) : flag->second;
}

const Authority* RuleSet::FindAuthority(std::string_view word) const {
  const auto found =
      std::find_if(authorities.begin(), authorities.end(), [&](const Authority& authority) {
        return authority.key == word || HasWord(authority.aliases, word);
      });
  return found == authorities.end() ? nullptr : &*found;
}

}  // namespace lynceus
