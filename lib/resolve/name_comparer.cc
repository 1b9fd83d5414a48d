#include "lib/resolve/name_comparer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/model/date.h"

namespace lynceus::resolve {
namespace {

constexpr std::size_t kKnownMax = 4'096;
constexpr std::size_t kReasonNameBytesMax = 120;

constexpr std::int32_t kScoreWithBirthDay = 7'500;
constexpr std::int32_t kScoreWithBirth = 8'500;
constexpr std::int32_t kScoreWithCountry = 9'000;
// An equal name, or one so near that only its order, its legal form or a letter differs.
constexpr std::int32_t kScoreAlone = 9'400;

bool BornOnOneDay(const RecordFacts& facts, Position a, Position b) {
  for (const DateFact& x : facts.BirthsOf(facts[a])) {
    if (x.first != x.last || x.circa) continue;
    for (const DateFact& y : facts.BirthsOf(facts[b])) {
      if (x == y) return true;
    }
  }
  return false;
}

constexpr std::int32_t kYear = 366;

bool BornWithin(const RecordFacts& facts, Position a, Position b, std::int32_t days) {
  for (const DateFact& x : facts.BirthsOf(facts[a])) {
    for (const DateFact& y : facts.BirthsOf(facts[b])) {
      if (x.first - days <= y.last && y.first - days <= x.last) return true;
    }
  }
  return false;
}

// One day of the year in other years, as two digits that changed places make. The first of January
// stands for a year of which no more is known.
bool BornOnOneDayOfTheYear(const RecordFacts& facts, Position a, Position b) {
  const auto day_of_year = [](const DateFact& date) {
    return Date::FromDays(date.first).ToString().substr(4);
  };
  for (const DateFact& x : facts.BirthsOf(facts[a])) {
    if (x.first != x.last || day_of_year(x) == "-01-01") continue;
    for (const DateFact& y : facts.BirthsOf(facts[b])) {
      if (y.first == y.last && day_of_year(x) == day_of_year(y)) return true;
    }
  }
  return false;
}

bool ShareCountry(const RecordFacts& facts, Position a, Position b) {
  for (const CountryUse& x : facts.CountriesOf(facts[a])) {
    for (const CountryUse& y : facts.CountriesOf(facts[b])) {
      if (x.code == y.code) return true;
    }
  }
  return false;
}

bool States(const RecordFacts& facts, Position at, CountrySense sense) {
  const auto countries = facts.CountriesOf(facts[at]);
  return std::any_of(countries.begin(), countries.end(),
                     [&](const CountryUse& each) { return each.sense == sense; });
}

std::string Cut(std::string_view name) {
  if (name.size() <= kReasonNameBytesMax) return std::string(name);
  return ToValidUtf8(name.substr(0, kReasonNameBytesMax)) + "...";
}

std::string NamesText(const NameComparer::Best& names) {
  std::string text = absl::StrCat(names.score == kScoreMax ? "equal name " : "name ", Cut(names.a));
  if (names.a != names.b) absl::StrAppend(&text, " = ", Cut(names.b));
  if (names.score != kScoreMax) absl::StrAppendFormat(&text, " (score 0.%04d)", names.score);
  return text;
}

std::string CountryInCommon(const RecordFacts& facts, const NameLink& link) {
  std::string best;
  for (const CountryUse& x : facts.CountriesOf(facts[link.a])) {
    for (const CountryUse& y : facts.CountriesOf(facts[link.b])) {
      const std::string& word = facts.Word(x.code);
      if (x.code == y.code && (best.empty() || word < best)) best = word;
    }
  }
  return best;
}

std::string BirthOf(const RecordFacts& facts, Position at) {
  std::string best;
  for (const DateFact& each : facts.BirthsOf(facts[at])) {
    std::string text = Date::FromDays(each.first).ToString();
    if (each.first != each.last) {
      absl::StrAppend(&text, " to ", Date::FromDays(each.last).ToString());
    }
    if (best.empty() || text < best) best = std::move(text);
  }
  return best;
}

}  // namespace

bool CountriesDisagree(const RecordFacts& facts, Position a, Position b) {
  const auto both = [&](CountrySense sense) {
    return States(facts, a, sense) && States(facts, b, sense);
  };
  if (ShareCountry(facts, a, b)) return false;
  if (both(CountrySense::kNationality)) return true;
  const bool person = facts[a].family == Family::kPerson || facts[b].family == Family::kPerson;
  const bool thing = facts[a].family == Family::kThing || facts[b].family == Family::kThing;
  return !person && !thing && both(CountrySense::kSeat);
}

namespace {

// Birth dates of two listed persons of one country may lie five years apart or be one day of the
// year, and those that share no country, but do not state two, one; a registry knows its holders'
// dates.
bool BornNear(const RecordFacts& facts, Position a, Position b) {
  const bool both_listed = facts[a].at_risk && facts[b].at_risk;
  if (!ShareCountry(facts, a, b)) {
    return both_listed && !CountriesDisagree(facts, a, b) && BornWithin(facts, a, b, kYear);
  }
  if (BornWithin(facts, a, b, both_listed ? 5 * kYear : kYear)) return true;
  return both_listed && BornOnOneDayOfTheYear(facts, a, b);
}

}  // namespace

Agreement AgreementOf(const RecordFacts& facts, Position a, Position b) {
  const bool both_born = facts[a].births.count > 0 && facts[b].births.count > 0;
  if (both_born && BornOnOneDay(facts, a, b)) return Agreement::kBirthDay;
  if (both_born && facts.BirthsMeet(a, b)) return Agreement::kBirthMeets;
  if (both_born) return BornNear(facts, a, b) ? Agreement::kBirthNear : Agreement::kNone;
  if (ShareCountry(facts, a, b)) return Agreement::kCountry;
  return CountriesDisagree(facts, a, b) ? Agreement::kNone : Agreement::kNothing;
}

std::int32_t NameScoreMin(Agreement agreement) {
  switch (agreement) {
    case Agreement::kBirthDay:
      return kScoreWithBirthDay;
    case Agreement::kBirthMeets:
      return kScoreWithBirth;
    case Agreement::kCountry:
      return kScoreWithCountry;
    case Agreement::kBirthNear:
    case Agreement::kNothing:
      return kScoreAlone;
    case Agreement::kNone:
      break;
  }
  return kScoreMax + 1;
}

bool MayLinkByName(const RecordFacts& facts, Position a, Position b, Agreement agreement) {
  const Record& x = facts[a];
  const Record& y = facts[b];
  const bool risk = x.at_risk || y.at_risk;
  const bool person = x.family == Family::kPerson || y.family == Family::kPerson;
  const bool born = agreement == Agreement::kBirthDay || agreement == Agreement::kBirthMeets;
  if (a == b || agreement == Agreement::kNone) return false;
  if (x.source == y.source && x.habit != SourceHabit::kGathers) {
    if (person || x.habit == SourceHabit::kOneEach || (x.at_risk && y.at_risk)) return false;
  }
  if (person && !risk && !born) return false;
  return !facts.KindsContradict(a, b);
}

absl::StatusOr<const std::vector<NameComparer::Known>*> NameComparer::NamesOf(Position at) {
  const auto found = known_.find(at);
  if (found != known_.end()) return &found->second;
  std::vector<Known> names;
  for (const std::string_view text : facts_.NamesOf(facts_[at])) {
    const auto name = analyzer_.Analyze(text, facts_[at].schema);
    if (name.ok()) {
      names.push_back({text, matching::PreparedName(*name, facts_[at].schema), {.name = *name}});
    } else if (!absl::IsInvalidArgument(name.status()) &&
               !absl::IsResourceExhausted(name.status())) {
      return name.status();
    }
  }
  return &known_.emplace(at, std::move(names)).first->second;
}

absl::StatusOr<NameComparer::Best> NameComparer::Compare(Position a, Position b) {
  if (known_.size() + 2 > kKnownMax) known_.clear();
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Known>* const ours, NamesOf(a));
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Known>* const theirs, NamesOf(b));
  Best best;
  for (const Known& x : *ours) {
    for (const Known& y : *theirs) {
      const std::int32_t score =
          std::max(x.prepared.Score(y.listed, best.score), y.prepared.Score(x.listed, best.score));
      const bool better =
          score > best.score || (score == best.score && score > 0 &&
                                 std::pair(x.text, y.text) < std::pair(best.a, best.b));
      if (better) best = {score, x.text, y.text};
    }
  }
  return best;
}

std::string ReasonOf(const NameLink& link, const RecordFacts& facts) {
  std::string reason = NamesText(link.names);
  switch (link.agreement) {
    case Agreement::kBirthDay:
    case Agreement::kBirthMeets:
      return absl::StrCat(reason, ", birth date ", BirthOf(facts, link.a), " and ",
                          BirthOf(facts, link.b));
    case Agreement::kBirthNear: {
      const std::string country = CountryInCommon(facts, link);
      return absl::StrCat(reason, country.empty() ? "" : ", country ", country,
                          ", birth dates near: ", BirthOf(facts, link.a), " and ",
                          BirthOf(facts, link.b));
    }
    case Agreement::kCountry:
      return absl::StrCat(reason, ", country ", CountryInCommon(facts, link));
    case Agreement::kNothing:
      return reason + ", and no other fact that both state";
    case Agreement::kNone:
      break;
  }
  return reason;
}

}  // namespace lynceus::resolve
