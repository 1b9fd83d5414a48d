#include "tests/review/recorded_world.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/review/recorder.h"
#include "lib/screening/evaluate.h"
#include "tests/screening/demo_engine.h"

namespace lynceus::review {
namespace {

constexpr std::int64_t kFirstMicros = 1'793'000'000'000'000;
constexpr std::int64_t kMicrosPerMinute = 60'000'000;

// Every name of the demonstration's parties, in the order of the snapshot.
const std::vector<std::string>& ListedNames() {
  static const auto& names = *new std::vector<std::string>([] {
    std::vector<std::string> all;
    const store::Snapshot& snapshot = *screening::DemoEngine().snapshot;
    for (std::uint32_t number = 0; number < snapshot.manifest().parties; ++number) {
      const auto party = snapshot.PartyByNumber(number);
      LYNCEUS_CHECK(party.ok());
      for (const Name& name : party->entity.names) all.push_back(name.text);
    }
    return all;
  }());
  return names;
}

// Other forms of a listed given name.
constexpr std::array<const char*, 3> kForms = {"Daniel Gertler", "Danny Gertler", "Daniil Gertler"};
// Invented; nobody is called so on a list.
constexpr std::array<const char*, 8> kInnocents = {
    "Hokkaido Dairy Cooperative", "Zebulon Quixworth",  "Marigold Ferry Lines",
    "Tarn & Fell Outfitters",     "Oddvar Brekkestad",  "Brightwater Cellos Ltd",
    "Ines Quillfeather",          "Lakeside Pottery OU"};
constexpr std::array<const char*, 6> kCountries = {"ru", "fr", "il", "jp", "cd", "ee"};
constexpr std::array<const char*, 4> kPresets = {"", "", "strict", "broad"};

std::string Changed(std::string name, SeededRandom& random) {
  const std::size_t at = random.Below(name.size());
  switch (random.Below(6)) {
    case 0:
      return name.erase(at, 1);
    case 1:
      return name.insert(at, 1, 'e');
    case 2:
      std::swap(name[at], name[name.size() - 1 - at]);
      return name;
    case 3:
      return absl::StrCat(name, " Holding");
    default:
      return name;
  }
}

std::string RandomName(SeededRandom& random) {
  if (random.Below(10) == 0) return kForms[random.Below(kForms.size())];
  if (random.Below(4) == 0) return kInnocents[random.Below(kInnocents.size())];
  return Changed(ListedNames()[random.Below(ListedNames().size())], random);
}

}  // namespace

absl::StatusOr<LogRecord> MemoryRecords::Read(std::uint64_t index) const {
  if (index >= records.size()) return absl::NotFoundError("past the end");
  return records[index];
}

absl::Status MemoryRecords::ForEach(std::uint64_t first, std::uint64_t end,
                                    const WantsBody& wants_body, const Visit& visit) const {
  for (std::uint64_t index = first; index < std::min<std::uint64_t>(end, size()); ++index) {
    LogRecord record = records[index];
    if (!wants_body(index, record.leaf)) {
      record.state = BodyState::kSealed;
      record.body = {};
    }
    LYNCEUS_RETURN_IF_ERROR(visit(std::move(record)));
  }
  return absl::OkStatus();
}

Counterparty RandomQuestion(SeededRandom& random) {
  Counterparty question{.id = absl::StrCat("customer \"", random.Below(1'000'000), "\"")};
  for (std::uint64_t names = 1 + random.Below(2); names > 0; --names) {
    question.names.push_back(RandomName(random));
  }
  if (random.Below(2) == 0) {
    question.schema = random.Below(2) == 0 ? Schema::kPerson : Schema::kCompany;
  }
  if (random.Below(3) == 0) {
    const int year = 1940 + static_cast<int>(random.Below(60));
    const auto of_month = PartialDate::OfMonth(year, 1 + static_cast<int>(random.Below(12)));
    question.birth_dates.push_back(random.Below(2) == 0 ? *PartialDate::OfYears(year, year + 2)
                                                        : *of_month);
    question.birth_dates.back().circa = random.Below(4) == 0;
  }
  if (random.Below(3) == 0) question.countries = {kCountries[random.Below(kCountries.size())]};
  if (random.Below(5) == 0) question.gender = random.Below(2) == 0 ? "male" : "female";
  if (random.Below(6) == 0) {
    question.identifiers.push_back({.type = "leiCode", .value = "253400V1H6ART1UQ0N98"});
  }
  if (random.Below(8) == 0) question.addresses = {"1 Invented Street, Nowhere"};
  if (random.Below(5) == 0) {
    const auto share = Share::Parse(random.Below(2) == 0 ? "(25..50]" : "50");
    question.owners.push_back({.name = RandomName(random), .share = *share});
  }
  question.coverage = random.Below(7) == 0;
  return question;
}

Date RecordedDay() { return *Date::FromCivil(2026, 11, 1); }

absl::StatusOr<LogRecord> RecordOne(const screening::Engine& engine, const Counterparty& question,
                                    std::uint64_t index) {
  const std::string preset = kPresets[index % kPresets.size()];
  LYNCEUS_ASSIGN_OR_RETURN(const screening::Outcome outcome,
                           screening::Screen(question, RecordedDay(), engine, preset));
  Draft draft = DraftScreening(question, outcome);
  draft.leaf.unix_micros = kFirstMicros + static_cast<std::int64_t>(index) * kMicrosPerMinute;
  draft.leaf.caller = index % 3 == 0 ? "payments" : "onboarding";
  draft.leaf.legal_entity = index % 5 == 0 ? "bank-ee" : "";
  return LogRecord{
      .index = index, .leaf = draft.leaf, .state = BodyState::kOpened, .body = draft.body};
}

MemoryRecords RecordQuestions(const screening::Engine& engine, std::size_t count,
                              std::uint64_t seed) {
  SeededRandom random(seed);
  MemoryRecords log;
  while (log.records.size() < count) {
    auto record = RecordOne(engine, RandomQuestion(random), log.records.size());
    if (record.ok()) log.records.push_back(*std::move(record));
  }
  return log;
}

std::size_t RecordsOfTest(std::size_t few) {
  const char* const said = std::getenv("LYNCEUS_RECORDS");
  std::size_t count = 0;
  return said != nullptr && absl::SimpleAtoi(said, &count) ? count : few;
}

}  // namespace lynceus::review
