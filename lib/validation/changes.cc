#include "lib/validation/changes.h"

#include <algorithm>
#include <array>
#include <map>

#include "lib/validation/letters.h"

namespace lynceus::validation {
namespace {

names::Script ScriptOfMost(const std::string& text) {
  const auto words = names::SplitWords(text);
  if (!words.ok()) return names::Script::kOther;
  std::map<names::Script, std::size_t> letters;
  for (const names::Word& word : *words) {
    if (word.script != names::Script::kDigits) letters[word.script] += word.letters.size();
  }
  const auto most =
      std::max_element(letters.begin(), letters.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == letters.end() ? names::Script::kLatin : most->first;
}

// True where `text` may have a word: all but blanks and punctuation of ASCII.
bool MayHaveWords(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

bool SaysSomething(const std::string& text) {
  const auto words = names::SplitWords(text);
  return words.ok() && !words->empty();
}

}  // namespace

Nature NatureOf(Schema schema) {
  switch (schema) {
    case Schema::kPerson:
      return kPersons;
    case Schema::kVessel:
      return kVessels;
    case Schema::kAirplane:
    case Schema::kSecurity:
    case Schema::kCryptoWallet:
    case Schema::kAsset:
      return kOtherThings;
    case Schema::kUnknown:
    case Schema::kLegalEntity:
    case Schema::kOrganization:
    case Schema::kCompany:
    case Schema::kPublicBody:
      break;
  }
  return kCompanies;
}

ListedText MakeListedText(std::string text, Schema schema, std::vector<std::string> countries) {
  ListedText listed;
  listed.nature = NatureOf(schema);
  listed.script = ScriptOfMost(text);
  listed.text = std::move(text);
  listed.countries = std::move(countries);
  return listed;
}

const std::vector<Change>& Changes() {
  static const auto& changes = *new std::vector<Change>([] {
    std::vector<Change> all;
    for (const auto group : {WritingChanges(), OrderChanges(), WordChanges(), PersonChanges(),
                             EditChanges(), SoundChanges(), LanguageChanges(), FormChanges(),
                             CompanyChanges(), ScriptChanges(), AroundChanges()}) {
      all.insert(all.end(), group.begin(), group.end());
    }
    return all;
  }());
  return changes;
}

Changed Apply(const Change& change, const ListedText& listed, std::uint64_t seed) {
  if ((change.natures & listed.nature) == 0) return std::nullopt;
  if (!change.any_script && listed.script != names::Script::kLatin) return std::nullopt;
  if (!MayHaveWords(listed.text)) return std::nullopt;
  SeededRandom random(seed);
  Changed text = change.apply(listed, random);
  if (!text || *text == listed.text || !SaysSomething(*text)) return std::nullopt;
  return text;
}

}  // namespace lynceus::validation
