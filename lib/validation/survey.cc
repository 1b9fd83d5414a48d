// Changed names are sampled by a keyed order: each name and kind has a number from seed, kind,
// party and name, and the smallest N of a kind are kept. One walk does, memory is bounded, and
// neither the order of parties nor threads matter.
#include "lib/validation/survey.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/validation/rounds.h"

namespace lynceus::validation {
namespace {

struct KindSample {
  std::size_t kind = 0;
  Sample sample;
};

// What one party adds.
struct PartySurvey {
  bool designated = false;
  std::uint32_t number = 0;
  std::uint64_t names = 0;
  std::vector<std::uint64_t> keys;
  std::vector<std::uint64_t> words;
  std::vector<NamePair> pairs;
  std::vector<KindSample> samples;
};

bool Earlier(const Sample& a, const Sample& b) {
  return std::tie(a.priority, a.entity_id, a.ordinal) <
         std::tie(b.priority, b.entity_id, b.ordinal);
}

std::uint64_t Mixed(std::uint64_t a, std::uint64_t b) {
  return SeededRandom(a ^ (b * 0x9E3779B97F4A7C15u)).Next();
}

// One walk over the snapshot; the kinds' samples are kept as heaps, the last one on top.
class Surveyor {
 public:
  Surveyor(const screening::Engine& engine, const SelftestOptions& options)
      : engine_(engine), options_(options) {
    survey_.samples.resize(Changes().size());
  }

  absl::Status Walk(ThreadPool& pool) {
    LYNCEUS_ASSIGN_OR_RETURN(survey_.same, SameParties::Of(engine_, pool));
    return InRounds<PartySurvey>(
        engine_.snapshot->manifest().parties, pool,
        [this](std::size_t i, PartySurvey& result) {
          return VisitParty(static_cast<std::uint32_t>(i), result);
        },
        [this](PartySurvey&& part) { Add(std::move(part)); });
  }

  // What the lossy kinds leave of other parties' names: the second walk.
  absl::Status FindAlike(ThreadPool& pool) {
    SharedNames alike;
    for (std::size_t kind = 0; kind < Changes().size(); ++kind) {
      if (Changes()[kind].left == nullptr) continue;
      for (const Sample& sample : survey_.samples[kind]) {
        const ListedText listed = MakeListedText(sample.listed, sample.schema, sample.countries);
        if (const Changed left = Changes()[kind].left(listed)) {
          alike.Add(PlainKey(*left, kind + 1), survey_.same.GroupOf(sample.party));
        }
      }
    }
    using Keys = std::pair<std::uint32_t, std::vector<std::uint64_t>>;
    LYNCEUS_RETURN_IF_ERROR(InRounds<Keys>(
        engine_.snapshot->manifest().parties, pool,
        [this](std::size_t i, Keys& keys) {
          keys.first = static_cast<std::uint32_t>(i);
          return KeysLeft(keys.first, keys.second);
        },
        [&](Keys&& keys) {
          for (const std::uint64_t key : keys.second)
            alike.AddToKnown(key, survey_.same.GroupOf(keys.first));
        }));
    for (std::size_t kind = 0; kind < Changes().size(); ++kind) MarkShared(kind, alike);
    return absl::OkStatus();
  }

  Survey Take() {
    for (std::vector<Sample>& kind : survey_.samples) std::sort(kind.begin(), kind.end(), Earlier);
    survey_.persons.Finish();
    return std::move(survey_);
  }

 private:
  absl::Status VisitParty(std::uint32_t number, PartySurvey& result) const {
    LYNCEUS_ASSIGN_OR_RETURN(const Party party, engine_.snapshot->PartyByNumber(number));
    if (party.designations.empty()) return absl::OkStatus();
    result.designated = true;
    result.number = number;
    for (std::size_t i = 0; i < party.entity.names.size(); ++i) {
      const Name& name = party.entity.names[i];
      result.keys.push_back(PlainKey(name.text));
      if (party.entity.schema == Schema::kPerson) VisitPersonsName(party, name, result);
      if (!IsStrong(name)) continue;
      ++result.names;
      DrawChanges(party, i, result);
    }
    return absl::OkStatus();
  }

  void VisitPersonsName(const Party& party, const Name& name, PartySurvey& result) const {
    const auto analyzed = engine_.analyzer->Analyze(name.text, Schema::kPerson);
    if (!analyzed.ok()) return;
    const std::vector<std::uint64_t> words = WordsOf(*analyzed);
    result.words.insert(result.words.end(), words.begin(), words.end());
    if (name.kind != NameKind::kPrimary) return;
    auto pair = PairOf(ListedTextOf(party, name));
    if (!pair) return;
    pair->id = party.entity.id;
    pair->priority = Mixed(options_.seed, PlainKey(party.entity.id));
    result.pairs.push_back(*std::move(pair));
  }

  void DrawChanges(const Party& party, std::size_t ordinal, PartySurvey& result) const {
    const ListedText listed = ListedTextOf(party, party.entity.names[ordinal]);
    const std::uint64_t name_key = PlainKey(absl::StrCat(party.entity.id, " ", ordinal));
    for (std::size_t kind = 0; kind < Changes().size(); ++kind) {
      const Change& change = Changes()[kind];
      Sample sample{.priority = Mixed(Mixed(options_.seed, PlainKey(change.key)), name_key),
                    .party = result.number,
                    .ordinal = static_cast<std::uint32_t>(ordinal)};
      if (sample.priority > Last(kind)) continue;
      Changed asked = Apply(change, listed, sample.priority);
      if (!asked) continue;
      sample.entity_id = party.entity.id;
      sample.schema = party.entity.schema;
      sample.listed = listed.text;
      sample.countries = listed.countries;
      sample.asked = *std::move(asked);
      result.samples.push_back({kind, std::move(sample)});
    }
  }

  // The priority from which on a kind takes no more.
  std::uint64_t Last(std::size_t kind) const {
    const std::vector<Sample>& samples = survey_.samples[kind];
    if (samples.size() < options_.names_per_kind) return std::numeric_limits<std::uint64_t>::max();
    return samples.empty() ? 0 : samples.front().priority;
  }

  void Add(PartySurvey&& part) {
    if (!part.designated) return;
    ++survey_.parties;
    survey_.names += part.names;
    for (const std::uint64_t key : part.keys)
      survey_.shared.Add(key, survey_.same.GroupOf(part.number));
    survey_.persons.Add(part.words, part.number);
    for (NamePair& pair : part.pairs) survey_.persons.AddPair(std::move(pair));
    for (KindSample& each : part.samples) {
      std::vector<Sample>& heap = survey_.samples[each.kind];
      heap.push_back(std::move(each.sample));
      std::push_heap(heap.begin(), heap.end(), Earlier);
      if (heap.size() <= options_.names_per_kind) continue;
      std::pop_heap(heap.begin(), heap.end(), Earlier);
      heap.pop_back();
    }
  }

  absl::Status KeysLeft(std::uint32_t number, std::vector<std::uint64_t>& keys) const {
    LYNCEUS_ASSIGN_OR_RETURN(const Party party, engine_.snapshot->PartyByNumber(number));
    if (party.designations.empty()) return absl::OkStatus();
    for (const Name& name : party.entity.names) {
      const ListedText listed = ListedTextOf(party, name);
      for (std::size_t kind = 0; kind < Changes().size(); ++kind) {
        const Change& change = Changes()[kind];
        if (change.left == nullptr || (change.natures & listed.nature) == 0) continue;
        if (const Changed left = change.left(listed)) keys.push_back(PlainKey(*left, kind + 1));
      }
    }
    return absl::OkStatus();
  }

  void MarkShared(std::size_t kind, const SharedNames& alike) {
    const Change& change = Changes()[kind];
    for (Sample& sample : survey_.samples[kind]) {
      const std::uint32_t own = survey_.same.GroupOf(sample.party);
      sample.shared = survey_.shared.OthersHave(PlainKey(sample.asked), own) ||
                      survey_.shared.OthersHave(PlainKey(sample.listed), own);
      if (sample.shared || change.left == nullptr) continue;
      const Changed left =
          change.left(MakeListedText(sample.listed, sample.schema, sample.countries));
      if (!left) continue;
      sample.shared = survey_.shared.OthersHave(PlainKey(*left), own) ||
                      alike.OthersHave(PlainKey(*left, kind + 1), own);
    }
  }

  const screening::Engine& engine_;
  const SelftestOptions& options_;
  Survey survey_;
};

}  // namespace

bool IsStrong(const Name& name) { return name.kind != NameKind::kWeak; }

ListedText ListedTextOf(const Party& party, const Name& name) {
  std::vector<std::string> countries;
  for (const CountryFact& country : party.entity.countries) countries.push_back(country.code);
  for (const Address& address : party.entity.addresses) countries.push_back(address.country);
  std::sort(countries.begin(), countries.end());
  countries.erase(std::unique(countries.begin(), countries.end()), countries.end());
  std::erase(countries, "");
  return MakeListedText(name.text, party.entity.schema, std::move(countries));
}

absl::StatusOr<Survey> SurveySnapshot(const screening::Engine& engine, ThreadPool& pool,
                                      const SelftestOptions& options) {
  Surveyor surveyor(engine, options);
  LYNCEUS_RETURN_IF_ERROR(surveyor.Walk(pool));
  LYNCEUS_RETURN_IF_ERROR(surveyor.FindAlike(pool));
  return surveyor.Take();
}

}  // namespace lynceus::validation
