// Secondary facts as evidence: they order hits and lower or raise their score, they never hide an
// exact name. What agrees raises, what contradicts lowers, what is absent does nothing; a
// contradiction counts more than an agreement.

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lib/matching/compare.h"
#include "lib/matching/matcher.h"
#include "lib/names/check_digits.h"

namespace lynceus::matching {
namespace {

constexpr std::int32_t kIdentifierMatch = 9'500;  // an equal strong identifier is a match by itself
constexpr std::int32_t kWeakIdentifierMatch = 8'500;
constexpr std::int32_t kIdentifierDiffers = -300;

constexpr std::int32_t kDateEqual = 500;
constexpr std::int32_t kYearEqual = 200;
constexpr std::int32_t kDayMonthSwapped = 150;
constexpr std::int32_t kYearNear = -300;    // one year off, or within a range said as "circa"
constexpr std::int32_t kDayDiffers = -600;  // the year agrees, day or month do not
constexpr std::int32_t kYearDiffers = -2'000;

constexpr std::int32_t kCountryEqual = 100;
constexpr std::int32_t kCountryDiffers = -600;
constexpr std::int32_t kGenderDiffers = -1'200;
constexpr std::int32_t kSchemaDiffers = -1'500;
constexpr std::int32_t kCircaYears = 2;

static_assert(kDateEqual + kCountryEqual <= kFactsGainMax);
static_assert(kExactNameMin >=
              kDefaultThreshold);  // what is raised to the threshold stood above it

struct Finding {
  std::int32_t points = 0;
  std::string_view detail;
};

bool DayMonthSwapped(Date a, Date b) {
  return a.year() == b.year() && a.month() == b.day() && a.day() == b.month();
}

// Compares two dates; both may be a day, a month, a year or a range.
Finding CompareDates(const PartialDate& a, const PartialDate& b) {
  const bool days = a.precision == DatePrecision::kDay && b.precision == DatePrecision::kDay;
  if (days && a.first == b.first) return {kDateEqual, "equal"};
  if (days && DayMonthSwapped(a.first, b.first)) return {kDayMonthSwapped, "day and month swapped"};
  const bool overlap = a.first <= b.last && b.first <= a.last;
  if (overlap) return {kYearEqual, "agrees as far as it is known"};
  const std::int32_t slack = (a.circa || b.circa) ? kCircaYears : 0;
  const std::int32_t gap = std::max(a.first.year() - b.last.year(), b.first.year() - a.last.year());
  if (gap <= 0) return {kDayDiffers, "same year, another day"};
  if (gap <= std::max(1, slack)) return {kYearNear, "the years lie close"};
  return {kYearDiffers, "another year"};
}

// The best of all combinations: a list gives several birth dates where it does not know which is
// true.
std::optional<Finding> DateFinding(const Facts& asked, const Facts& listed) {
  std::optional<Finding> best;
  for (const PartialDate& a : asked.birth_dates) {
    for (const PartialDate& b : listed.birth_dates) {
      const Finding found = CompareDates(a, b);
      if (!best || found.points > best->points) best = found;
    }
  }
  return best;
}

std::optional<Finding> CountryFinding(const Facts& asked, const Facts& listed) {
  if (asked.countries.empty() || listed.countries.empty()) return std::nullopt;
  for (const std::string& country : asked.countries) {
    if (std::find(listed.countries.begin(), listed.countries.end(), country) !=
        listed.countries.end()) {
      return Finding{kCountryEqual, "agrees"};
    }
  }
  return Finding{kCountryDiffers, "another country"};
}

std::optional<Finding> GenderFinding(const Facts& asked, const Facts& listed) {
  const auto known = [](std::string_view gender) { return gender == "male" || gender == "female"; };
  if (!known(asked.gender) || !known(listed.gender) || asked.gender == listed.gender) {
    return std::nullopt;
  }
  return Finding{kGenderDiffers, "another gender"};
}

// Kinds of things that cannot be one another; those of organisations are interchangeable.
enum class SchemaFamily : std::uint8_t { kAny, kPerson, kBody, kCraft, kValue };

SchemaFamily FamilyOf(Schema schema) {
  switch (schema) {
    case Schema::kPerson:
      return SchemaFamily::kPerson;
    case Schema::kOrganization:
    case Schema::kCompany:
    case Schema::kPublicBody:
      return SchemaFamily::kBody;
    case Schema::kVessel:
    case Schema::kAirplane:
      return SchemaFamily::kCraft;
    case Schema::kSecurity:
    case Schema::kCryptoWallet:
      return SchemaFamily::kValue;
    case Schema::kUnknown:
    case Schema::kLegalEntity:
    case Schema::kAsset:
      return SchemaFamily::kAny;
  }
  return SchemaFamily::kAny;
}

std::optional<Finding> SchemaFinding(Schema asked, Schema listed) {
  const SchemaFamily a = FamilyOf(asked);
  const SchemaFamily b = FamilyOf(listed);
  if (a == SchemaFamily::kAny || b == SchemaFamily::kAny || a == b) {
    const bool craft_for_legal = (asked == Schema::kLegalEntity && b == SchemaFamily::kCraft) ||
                                 (listed == Schema::kLegalEntity && a == SchemaFamily::kCraft);
    if (!craft_for_legal) return std::nullopt;
  }
  return Finding{kSchemaDiffers, "another kind of party"};
}

struct IdentifierFinding {
  std::int32_t least = 0;  // the score they guarantee
  bool contradicts = false;
  std::string detail;
};

// Numbers of one type and country compare; a number without a country compares with all.
bool Comparable(const Identifier& a, const Identifier& b) {
  return a.type == b.type && (a.country.empty() || b.country.empty() || a.country == b.country);
}

IdentifierFinding CompareIdentifiers(const Facts& asked, const Facts& listed) {
  IdentifierFinding finding;
  for (const Identifier& a : asked.identifiers) {
    bool compared = false;
    bool equal = false;
    for (const Identifier& b : listed.identifiers) {
      if (a.value.empty() || !Comparable(a, b)) continue;
      compared = true;
      if (a.value != b.value) continue;
      equal = true;
      const bool strong = names::IsStrongIdentifier(a.type, a.country) ||
                          names::IsStrongIdentifier(b.type, b.country);
      const std::int32_t least = strong ? kIdentifierMatch : kWeakIdentifierMatch;
      if (least > finding.least) {
        finding.least = least;
        finding.detail = a.type + " equal";
        if (names::CheckDigitsOf(a.type, a.value) == names::CheckDigits::kWrong) {
          finding.detail += ", though its check digits are wrong";
        }
      }
    }
    finding.contradicts = finding.contradicts || (compared && !equal);
  }
  return finding;
}

class Sum {
 public:
  explicit Sum(const Scored& names) : points_(names.score) {
    tree_.label = "score";
    tree_.children.push_back(names.tree);
    tree_.children[0].label = "name";
    tree_.children[0].points = names.score;
  }

  void Add(std::string_view label, const std::optional<Finding>& finding) {
    if (finding) Add(label, finding->points, finding->detail);
  }

  void Add(std::string_view label, std::int32_t points, std::string_view detail) {
    if (points == 0) return;
    tree_.children.push_back({.label = std::string(label),
                              .detail = std::string(detail),
                              .points = points,
                              .children = {}});
    points_ += points;
  }

  std::int32_t points() const { return points_; }

  Scored Finish() && {
    if (points_ > kScoreMax) Add("bounded", kScoreMax - points_, "a score is at most 1");
    if (points_ < 0) Add("bounded", -points_, "a score is at least 0");
    tree_.points = points_;
    return {points_, std::move(tree_)};
  }

 private:
  std::int32_t points_;
  ScoreNode tree_;
};

}  // namespace

std::int32_t FactsGainMax(const Facts& asked) {
  if (!asked.identifiers.empty()) return kFactsGainMax;  // an equal one shows the name beside it
  return (asked.birth_dates.empty() ? 0 : kDateEqual) +
         (asked.countries.empty() ? 0 : kCountryEqual);
}

Corroboration CorroborationOf(const Facts& asked, const Facts& listed) {
  const auto points = [](const std::optional<Finding>& finding) {
    return finding ? finding->points : 0;
  };
  const IdentifierFinding identifiers = CompareIdentifiers(asked, listed);
  if (identifiers.least > 0) return Corroboration::kIdentifier;
  const std::int32_t date = points(DateFinding(asked, listed));
  if (date > 0) return Corroboration::kDate;
  const std::int32_t country = points(CountryFinding(asked, listed));
  const bool contradicted = identifiers.contradicts || date < 0 || country < 0 ||
                            points(GenderFinding(asked, listed)) < 0 ||
                            points(SchemaFinding(asked.schema, listed.schema)) < 0;
  if (contradicted) return Corroboration::kContradicted;
  return country > 0 ? Corroboration::kCountry : Corroboration::kNameOnly;
}

Scored Combine(const Scored& names, const Facts& asked, const Facts& listed) {
  Sum sum(names);
  sum.Add("schema", SchemaFinding(asked.schema, listed.schema));
  sum.Add("birth date", DateFinding(asked, listed));
  sum.Add("country", CountryFinding(asked, listed));
  sum.Add("gender", GenderFinding(asked, listed));
  const IdentifierFinding identifiers = CompareIdentifiers(asked, listed);
  if (identifiers.contradicts && identifiers.least == 0) {
    sum.Add("identifier", kIdentifierDiffers, "another number of the same type");
  }
  if (sum.points() < identifiers.least) {
    sum.Add("identifier", identifiers.least - sum.points(), identifiers.detail);
  }
  if (names.score >= kExactNameMin && sum.points() < kDefaultThreshold) {
    sum.Add("exact name", kDefaultThreshold - sum.points(), "facts do not hide an exact name");
  }
  return std::move(sum).Finish();
}

}  // namespace lynceus::matching
