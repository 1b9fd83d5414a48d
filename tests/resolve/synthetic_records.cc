#include "tests/resolve/synthetic_records.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/base/random.h"
#include "lib/base/status.h"

namespace lynceus::resolve {
namespace {

constexpr const char* kSyllables[] = {"al",  "be",  "ko",  "ri",  "sto", "mar", "ne",  "vi",
                                      "dra", "lun", "pe",  "tor", "zha", "qui", "fen", "gor",
                                      "sa",  "mi",  "hos", "ul",  "ter", "ya",  "bro", "kin"};
constexpr const char* kCountries[] = {"gb", "ru", "cn", "ae", "cy", "ir", "tr", "ua", "de", "us",
                                      "vg", "fr", "it", "hk", "sy", "kp", "by", "kz", "ch", "nl"};
constexpr const char* kTrades[] = {"trading", "holding", "international", "group",   "shipping",
                                   "invest",  "energy",  "logistics",     "capital", "services"};
constexpr const char* kForms[] = {"ltd", "llc", "gmbh", "ooo", "sa", "limited", "inc", "plc"};
constexpr const char* kLists[] = {"ofac-sdn", "eu", "un", "uk"};
constexpr const char* kRegistries[] = {"uk-psc", "bods", "ftm", "lei"};

template <std::size_t kSize>
const char* One(SeededRandom& random, const char* const (&words)[kSize]) {
  return words[random.Below(kSize)];
}

// A rank below `most`, as often as 1 / (rank + shift).
std::uint64_t Rank(SeededRandom& random, std::uint64_t most, std::uint64_t shift) {
  const double unit = static_cast<double>(random.Below(1u << 30)) / (1u << 30);
  const double ratio = static_cast<double>(most + shift) / static_cast<double>(shift);
  const double at = static_cast<double>(shift) * std::pow(ratio, unit);
  return std::min(most - 1, static_cast<std::uint64_t>(at) - shift);
}

// A word of its own for each number.
std::string Word(std::uint64_t number) {
  std::string word;
  for (number += std::size(kSyllables); number > 0; number /= std::size(kSyllables)) {
    word += kSyllables[number % std::size(kSyllables)];
  }
  return word;
}

// What is true of a party, of which its records say a part.
struct Truth {
  Schema schema = Schema::kPerson;
  std::vector<std::string> words;  // of the name: given names and family name; of a company all
  std::string form;
  std::string country;
  std::int32_t birth = 0;
  std::string number;
  std::string lei;
  std::uint64_t address = 0;  // of the shared ones; beyond them its own
};

Truth MakePerson(SeededRandom& random) {
  Truth truth{.schema = Schema::kPerson};
  // A seventh bears one of few family names, as in China, Korea and Vietnam.
  const bool few = random.Below(7) == 0;
  truth.words.push_back(Word(Rank(random, 4'000, 10)));
  if (random.Below(3) != 0) truth.words.push_back(Word(Rank(random, 4'000, 10)));
  truth.words.push_back(Word(10'000 + Rank(random, few ? 200 : 80'000, few ? 8 : 30)));
  truth.birth = static_cast<std::int32_t>(random.Below(21'900)) - 12'000;
  truth.number = absl::StrCat("P", 1'000'000 + random.Below(80'000'000));
  return truth;
}

Truth MakeCompany(SeededRandom& random) {
  Truth truth{.schema = Schema::kCompany};
  truth.words.push_back(Word(200'000 + Rank(random, 60'000, 20)));
  if (random.Below(3) != 0) truth.words.push_back(Word(200'000 + Rank(random, 60'000, 20)));
  if (random.Below(2) == 0) truth.words.emplace_back(One(random, kTrades));
  truth.form = One(random, kForms);
  truth.number = std::to_string(1'000'000 + random.Below(98'000'000));
  truth.lei = absl::StrCat("LEI0000", 1'000'000'000'000 + random.Below(9'000'000'000'000));
  truth.address = random.Below(3) == 0 ? random.Below(300) : 300 + random.Below(1u << 30);
  return truth;
}

Truth MakeVessel(SeededRandom& random) {
  Truth truth{.schema = Schema::kVessel};
  truth.words = {Word(400'000 + Rank(random, 20'000, 20)), Word(random.Below(40))};
  truth.number = std::to_string(8'000'000 + random.Below(1'999'999));
  return truth;
}

Truth MakeTruth(SeededRandom& random) {
  const std::uint64_t kind = random.Below(100);
  Truth truth = kind < 55   ? MakePerson(random)
                : kind < 97 ? MakeCompany(random)
                            : MakeVessel(random);
  truth.country = One(random, kCountries);
  return truth;
}

std::uint64_t RecordsOfParty(SeededRandom& random) {
  const std::uint64_t part = random.Below(100);
  if (part < 60) return 1;
  if (part < 85) return 2;
  if (part < 95) return 3;
  return 4 + random.Below(3);
}

// The name as one source writes it.
std::string NameOf(const Truth& truth, SeededRandom& random) {
  std::vector<std::string> words = truth.words;
  if (random.Below(12) == 0) {  // a slip of one letter
    std::string& word = words[random.Below(words.size())];
    word[random.Below(word.size())] = static_cast<char>('a' + random.Below(26));
  }
  if (truth.schema == Schema::kPerson && words.size() > 2) {
    const std::uint64_t middle = random.Below(4);
    if (middle == 0) words[1] = words[1].substr(0, 1);
    if (middle == 1) words.erase(words.begin() + 1);
  }
  if (truth.schema == Schema::kPerson && random.Below(3) == 0) {
    std::rotate(words.begin(), words.end() - 1, words.end());
    words[0] = absl::AsciiStrToUpper(words[0]) + ",";
  }
  std::string name;
  for (const std::string& word : words) absl::StrAppend(&name, name.empty() ? "" : " ", word);
  if (!truth.form.empty() && random.Below(5) != 0) absl::StrAppend(&name, " ", truth.form);
  return name;
}

PartialDate BirthOf(const Truth& truth, const std::string& source, SeededRandom& random) {
  const Date day = Date::FromDays(truth.birth);
  const std::string text = day.ToString();
  // Companies House tells the month; lists a day, or no more than the year.
  if (source == "uk-psc") return *PartialDate::ParseIso(text.substr(0, 7));
  if (random.Below(4) == 0) return *PartialDate::ParseIso(text.substr(0, 4));
  return PartialDate::OfDay(day);
}

void AddNumbers(const Truth& truth, const std::string& source, SeededRandom& random,
                Entity& record) {
  const auto add = [&](const char* type, const std::string& value) {
    record.identifiers.push_back({type, value, truth.country});
  };
  if (truth.schema == Schema::kVessel) {
    if (random.Below(4) != 0) add("imoNumber", truth.number);
    return;
  }
  if (truth.schema == Schema::kPerson) {
    if (source != "uk-psc" && random.Below(5) == 0) add("passportNumber", truth.number);
    return;
  }
  if (random.Below(5) < 3) add("registrationNumber", truth.number);
  if (source == "lei" || random.Below(20) == 0)
    record.identifiers.push_back({"leiCode", truth.lei, ""});
  // What is typed where a form wants a number, and numbers that belong to many.
  if (random.Below(50) == 0)
    add("registrationNumber", random.Below(2) == 0 ? "00000000" : "NOT KNOWN");
  if (random.Below(100) == 0) add("taxNumber", absl::StrCat("990000", random.Below(20)));
  if (random.Below(60) == 0) {
    record.identifiers.push_back({"swiftBic", absl::StrCat("BANKGB", 20 + random.Below(70)), ""});
  }
}

Entity MakeRecord(const Truth& truth, const std::string& source, std::uint64_t number,
                  SeededRandom& random) {
  Entity record{.schema = truth.schema};
  record.provenance.source = source;
  record.id = absl::StrCat(source == "uk-psc" ? "psc-holder" : source, ":", number);
  record.names.push_back({NameOf(truth, random), NameKind::kPrimary, ""});
  for (std::uint64_t i = random.Below(3); i > 0; --i) {
    record.names.push_back({NameOf(truth, random), NameKind::kAlias, ""});
  }
  const bool person = truth.schema == Schema::kPerson;
  if (person && random.Below(10) < 7) {
    record.birth_dates.push_back(BirthOf(truth, source, random));
  }
  if (random.Below(5) != 0) {
    record.countries.push_back({person ? "nationality" : "jurisdiction", truth.country});
  }
  if (!person) {
    record.addresses.push_back({absl::StrCat(truth.address, " Quay Street"), truth.country});
  }
  AddNumbers(truth, source, random, record);
  return record;
}

// One company that a registry describes anew for each of 2,000 holdings, in every 250,000 records.
constexpr std::uint64_t kRepeatedEvery = 250'000;
constexpr std::uint64_t kRepeated = 2'000;

}  // namespace

absl::Status MakeSyntheticRecords(
    std::uint64_t count, std::uint64_t seed,
    const std::function<absl::Status(const Entity& record, bool listed)>& give) {
  SeededRandom random(seed);
  std::uint64_t number = 0;
  while (number < count) {
    const Truth truth = MakeTruth(random);
    const bool repeated = truth.schema == Schema::kCompany &&
                          number % kRepeatedEvery > kRepeatedEvery - kRepeated - 100;
    const std::uint64_t records = repeated ? kRepeated : RecordsOfParty(random);
    for (std::uint64_t i = 0; i < records && number < count; ++i) {
      const bool listed = !repeated && random.Below(33) == 0;
      const std::string source = repeated ? "uk-psc"
                                 : listed ? One(random, kLists)
                                          : One(random, kRegistries);
      LYNCEUS_RETURN_IF_ERROR(give(MakeRecord(truth, source, number++, random), listed));
    }
  }
  return absl::OkStatus();
}

}  // namespace lynceus::resolve
