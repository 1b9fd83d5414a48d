// Records are grouped by what could join them (a cross-reference, an identifier, a name), and only
// records of one group are ever compared, so the work is near-linear. Certain links are applied
// strongest first; a link that would put contradicting records into one cluster is kept as a
// probable one.
#include "lib/resolve/resolver.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"

namespace lynceus::resolve {
namespace {

// Pairs of a group up to this size are all compared; in a larger one each record is compared with
// the first of it, which is enough to find a cluster and bounds the work.
constexpr std::size_t kGroupPairsMax = 64;

// Publishers of ownership and aggregators, whose ids stand behind those of the authorities' own
// lists.
constexpr std::string_view kRegistries[] = {"bods:", "ftm", "interests:", "lei:", "psc:"};

enum class Family : std::uint8_t { kAny, kPerson, kOrganization, kThing };

Family FamilyOf(Schema schema) {
  switch (schema) {
    case Schema::kUnknown:
    case Schema::kLegalEntity:
    case Schema::kAsset:
      return Family::kAny;
    case Schema::kPerson:
      return Family::kPerson;
    case Schema::kOrganization:
    case Schema::kCompany:
    case Schema::kPublicBody:
      return Family::kOrganization;
    case Schema::kVessel:
    case Schema::kAirplane:
    case Schema::kSecurity:
    case Schema::kCryptoWallet:
      return Family::kThing;
  }
  return Family::kAny;
}

using TypedValue = std::pair<std::string, std::string>;

// What of a record can join it to others or keep it apart.
struct Facts {
  std::string id;
  std::string source;
  Family family = Family::kAny;
  Schema schema = Schema::kUnknown;
  std::vector<PartialDate> birth_dates;
  std::vector<std::string> countries;  // sorted
  std::vector<TypedValue> strong;      // type and country, normalised value; sorted
  std::vector<std::string> bics;
  std::vector<std::string> referents;
  std::string name_key;  // sorted tokens of the caption; empty: none
};

Facts FactsOf(const Entity& record) {
  Facts facts{.id = record.id,
              .source = record.provenance.source,
              .family = FamilyOf(record.schema),
              .schema = record.schema,
              .birth_dates = record.birth_dates,
              .referents = record.referents};
  for (const CountryFact& country : record.countries) facts.countries.push_back(country.code);
  std::sort(facts.countries.begin(), facts.countries.end());
  for (const Identifier& identifier : record.identifiers) {
    std::string value = names::NormalizeIdentifier(identifier.type, identifier.value);
    if (value.empty()) continue;
    if (identifier.type == "swiftBic") {
      facts.bics.push_back(std::move(value));
    } else if (names::IsStrongIdentifier(identifier.type, identifier.country)) {
      facts.strong.emplace_back(identifier.type, std::move(value));
    }
  }
  std::sort(facts.strong.begin(), facts.strong.end());
  return facts;
}

bool DatesMeet(const std::vector<PartialDate>& a, const std::vector<PartialDate>& b) {
  return std::any_of(a.begin(), a.end(), [&](const PartialDate& x) {
    return std::any_of(b.begin(), b.end(), [&](const PartialDate& y) {
      return x.circa || y.circa || (x.first <= y.last && y.first <= x.last);
    });
  });
}

bool ShareOne(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& x) {
    return std::find(b.begin(), b.end(), x) != b.end();
  });
}

// One kind of identifier of which a party has only one: both carry it and no value is shared.
bool StrongDiffers(const Facts& a, const Facts& b) {
  std::set<std::string> types;
  for (const TypedValue& value : a.strong) types.insert(value.first);
  for (const std::string& type : types) {
    if (type == "passportNumber") continue;  // people have several
    bool both = false;
    bool shared = false;
    for (const TypedValue& x : a.strong) {
      for (const TypedValue& y : b.strong) {
        if (x.first != type || y.first != type) continue;
        both = true;
        shared = shared || x.second == y.second;
      }
    }
    if (both && !shared) return true;
  }
  return false;
}

bool FactsContradict(const Facts& a, const Facts& b) {
  const bool families =
      a.family != b.family && a.family != Family::kAny && b.family != Family::kAny;
  const bool things =
      a.family == Family::kThing && b.family == Family::kThing && a.schema != b.schema;
  const bool dates =
      !a.birth_dates.empty() && !b.birth_dates.empty() && !DatesMeet(a.birth_dates, b.birth_dates);
  return families || things || dates || StrongDiffers(a, b);
}

bool IsRegistry(const std::string& id) {
  return std::any_of(std::begin(kRegistries), std::end(kRegistries),
                     [&](std::string_view prefix) { return id.starts_with(prefix); });
}

// A registry often states a holder's name alone. What is missing does not disagree: such a holder
// may be the listed party of that name, and its holdings must not look clean.
bool NothingToCompare(const Facts& a, const Facts& b) {
  return (a.birth_dates.empty() || b.birth_dates.empty()) &&
         (a.countries.empty() || b.countries.empty());
}

// A reason to join two records, by their positions.
struct Link {
  bool cross_reference = false;
  std::size_t a = 0;
  std::size_t b = 0;
  std::string reason;
};

// Calls `visit` with pairs of the group; see kGroupPairsMax.
template <typename Visit>
void ForPairs(const std::vector<std::size_t>& group, const Visit& visit) {
  for (std::size_t i = 0; i < group.size(); ++i) {
    const std::size_t end = group.size() <= kGroupPairsMax ? i : std::min<std::size_t>(i, 1);
    for (std::size_t j = 0; j < end; ++j) visit(group[j], group[i]);
  }
}

using Groups = std::map<std::string, std::vector<std::size_t>>;

// Clusters of positions, with their members.
class Clusters {
 public:
  explicit Clusters(std::size_t size) : parent_(size), members_(size) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    for (std::size_t i = 0; i < size; ++i) members_[i] = {i};
  }
  std::size_t Find(std::size_t at) {
    while (parent_[at] != at) at = parent_[at] = parent_[parent_[at]];
    return at;
  }
  const std::vector<std::size_t>& Members(std::size_t root) const { return members_[root]; }
  void Join(std::size_t a, std::size_t b) {
    a = Find(a);
    b = Find(b);
    if (a == b) return;
    if (members_[a].size() < members_[b].size()) std::swap(a, b);
    parent_[b] = a;
    members_[a].insert(members_[a].end(), members_[b].begin(), members_[b].end());
    members_[b].clear();
  }

 private:
  std::vector<std::size_t> parent_;
  std::vector<std::vector<std::size_t>> members_;
};

}  // namespace

struct Resolver::Impl {
  explicit Impl(const names::Analyzer& name_analyzer) : analyzer(name_analyzer) {}

  std::vector<Link> CertainLinks() const;
  std::vector<Link> ProbableLinks() const;
  // Joins by `links`; those that would join contradicting records come back.
  std::vector<Link> Apply(std::vector<Link> links, Clusters& clusters,
                          Resolution& resolution) const;
  void NameClusters(Clusters& clusters, Resolution& resolution) const;
  bool ClustersContradict(const Clusters& clusters, std::size_t a, std::size_t b) const;

  const names::Analyzer& analyzer;
  std::vector<Facts> records;
};

Resolver::Resolver(const names::Analyzer& analyzer) : impl_(std::make_unique<Impl>(analyzer)) {}
Resolver::~Resolver() = default;

absl::Status Resolver::Add(const Entity& record) {
  Facts facts = FactsOf(record);
  const auto name = impl_->analyzer.Analyze(record.caption(), record.schema);
  if (name.ok()) {
    std::vector<std::string> words;
    for (const names::Token& token : name->tokens) {
      if (token.kind != names::TokenKind::kHonorific) words.push_back(token.text);
    }
    std::sort(words.begin(), words.end());
    for (const std::string& word : words) absl::StrAppend(&facts.name_key, word, " ");
  } else if (!absl::IsInvalidArgument(name.status()) && !absl::IsResourceExhausted(name.status())) {
    return name.status();
  }
  impl_->records.push_back(std::move(facts));
  return absl::OkStatus();
}

std::vector<Link> Resolver::Impl::CertainLinks() const {
  std::vector<Link> links;
  std::map<std::string_view, std::size_t> by_id;
  for (std::size_t i = 0; i < records.size(); ++i) by_id.emplace(records[i].id, i);
  Groups by_identifier;
  for (std::size_t i = 0; i < records.size(); ++i) {
    for (const std::string& referent : records[i].referents) {
      const auto other = by_id.find(referent);
      if (other != by_id.end() && other->second != i) {
        links.push_back({true, std::min(i, other->second), std::max(i, other->second),
                         absl::StrCat("the publisher of ", records[i].id, " names ", referent)});
      }
    }
    for (const TypedValue& value : records[i].strong) {
      by_identifier[absl::StrCat(value.first, " ", value.second)].push_back(i);
    }
  }
  for (const auto& [identifier, group] : by_identifier) {
    ForPairs(group, [&, &word = identifier](std::size_t a, std::size_t b) {
      if (records[a].source == records[b].source) return;
      links.push_back({false, a, b, absl::StrCat("equal ", word)});
    });
  }
  std::sort(links.begin(), links.end(), [](const Link& x, const Link& y) {
    return std::tuple(!x.cross_reference, x.a, x.b, x.reason) <
           std::tuple(!y.cross_reference, y.a, y.b, y.reason);
  });
  return links;
}

std::vector<Link> Resolver::Impl::ProbableLinks() const {
  std::vector<Link> links;
  Groups by_name;
  Groups by_bic;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (!records[i].name_key.empty()) by_name[records[i].name_key].push_back(i);
    for (const std::string& bic : records[i].bics) by_bic[bic].push_back(i);
  }
  const auto consider = [&](std::size_t a, std::size_t b, const std::string& reason) {
    if (records[a].source != records[b].source && !FactsContradict(records[a], records[b])) {
      links.push_back({false, a, b, reason});
    }
  };
  for (const auto& [name, group] : by_name) {
    ForPairs(group, [&](std::size_t a, std::size_t b) {
      if (DatesMeet(records[a].birth_dates, records[b].birth_dates)) {
        consider(a, b, "equal name and birth date");
      } else if (ShareOne(records[a].countries, records[b].countries)) {
        consider(a, b, "equal name and country");
      } else if (NothingToCompare(records[a], records[b])) {
        consider(a, b, "equal name, and no further fact of one of them to compare");
      }
    });
  }
  for (const auto& [bic, group] : by_bic) {
    ForPairs(group, [&](std::size_t a, std::size_t b) { consider(a, b, "equal BIC"); });
  }
  return links;
}

bool Resolver::Impl::ClustersContradict(const Clusters& clusters, std::size_t a,
                                        std::size_t b) const {
  for (const std::size_t x : clusters.Members(a)) {
    for (const std::size_t y : clusters.Members(b)) {
      if (FactsContradict(records[x], records[y])) return true;
    }
  }
  return false;
}

std::vector<Link> Resolver::Impl::Apply(std::vector<Link> links, Clusters& clusters,
                                        Resolution& resolution) const {
  std::vector<Link> refused;
  for (Link& link : links) {
    const std::size_t a = clusters.Find(link.a);
    const std::size_t b = clusters.Find(link.b);
    if (a == b) continue;
    if (!link.cross_reference && ClustersContradict(clusters, a, b)) {
      link.reason += ", but other facts contradict";
      refused.push_back(std::move(link));
      continue;
    }
    resolution.merges.push_back({records[link.a].id, records[link.b].id, link.reason});
    clusters.Join(a, b);
  }
  return refused;
}

void Resolver::Impl::NameClusters(Clusters& clusters, Resolution& resolution) const {
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::vector<std::size_t>& members = clusters.Members(clusters.Find(i));
    if (members.size() < 2) continue;
    const std::size_t first =
        *std::min_element(members.begin(), members.end(), [&](std::size_t a, std::size_t b) {
          return std::pair(IsRegistry(records[a].id), std::string_view(records[a].id)) <
                 std::pair(IsRegistry(records[b].id), std::string_view(records[b].id));
        });
    if (first != i) resolution.canonical[records[i].id] = records[first].id;
  }
}

absl::StatusOr<Resolution> Resolver::Resolve() {
  std::vector<Facts>& records = impl_->records;
  std::sort(records.begin(), records.end(),
            [](const Facts& a, const Facts& b) { return a.id < b.id; });
  const auto twice = std::adjacent_find(
      records.begin(), records.end(), [](const Facts& a, const Facts& b) { return a.id == b.id; });
  if (twice != records.end()) {
    return InternalError({.subject = twice->id, .cause = "the record was added twice"});
  }
  Resolution resolution;
  Clusters clusters(records.size());
  std::vector<Link> probable = impl_->Apply(impl_->CertainLinks(), clusters, resolution);
  impl_->NameClusters(clusters, resolution);
  for (Link& link : impl_->ProbableLinks()) probable.push_back(std::move(link));

  std::map<std::pair<std::string, std::string>, std::string> reasons;
  for (const Link& link : probable) {
    if (clusters.Find(link.a) == clusters.Find(link.b)) continue;
    std::string a = resolution.CanonicalOf(records[link.a].id);
    std::string b = resolution.CanonicalOf(records[link.b].id);
    if (b < a) std::swap(a, b);
    std::string& reason = reasons[{std::move(a), std::move(b)}];
    if (reason.empty() || link.reason < reason) reason = link.reason;
  }
  for (const auto& [pair, reason] : reasons) {
    resolution.links.push_back({pair.first, pair.second, reason});
  }
  std::sort(resolution.merges.begin(), resolution.merges.end());
  return resolution;
}

std::string Resolution::CanonicalOf(const std::string& id) const {
  const auto found = canonical.find(id);
  return found == canonical.end() ? id : found->second;
}

bool Contradict(const Entity& a, const Entity& b) {
  return FactsContradict(FactsOf(a), FactsOf(b));
}

}  // namespace lynceus::resolve
