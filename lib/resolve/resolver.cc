// The order of the work: decisions, cross-references, identifiers, canonical ids, probable links.
#include "lib/resolve/resolver.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/resolve/better_links.h"
#include "lib/resolve/canonical_ids.h"
#include "lib/resolve/certain_links.h"
#include "lib/resolve/clusters.h"
#include "lib/resolve/groups.h"
#include "lib/resolve/name_comparer.h"
#include "lib/resolve/probable_links.h"
#include "lib/resolve/record_facts.h"

namespace lynceus::resolve {
namespace {

// Names of one party, beside an equal number of a register: less than a probable link needs.
constexpr std::int32_t kNamesAgreeScore = 6'500;
// From here on a reference is to the party of that name, whoever else bears it.
constexpr std::int32_t kNamesNearScore = 9'000;

// Probable links between clusters: of several between the same two the smallest reason stays.
class ProbableLinks {
 public:
  ProbableLinks(const RecordFacts& facts, const Clusters& clusters,
                const std::vector<Position>& canonical)
      : facts_(facts), clusters_(clusters), canonical_(canonical) {}

  void Add(Position a, Position b, std::string reason) {
    const Position x = canonical_[a];
    const Position y = canonical_[b];
    if (x == y || clusters_.IsForbidden(a, b)) return;
    links_.push_back({std::min(x, y), std::max(x, y), std::move(reason)});
  }

  std::vector<IdentityLink> Take() {
    std::sort(links_.begin(), links_.end(), [](const Link& x, const Link& y) {
      return std::tie(x.a, x.b, x.reason) < std::tie(y.a, y.b, y.reason);
    });
    std::vector<IdentityLink> links;
    for (std::size_t i = 0; i < links_.size(); ++i) {
      if (i > 0 && links_[i].a == links_[i - 1].a && links_[i].b == links_[i - 1].b) continue;
      links.push_back({std::string(facts_[links_[i].a].id), std::string(facts_[links_[i].b].id),
                       std::move(links_[i].reason)});
    }
    links_.clear();
    return links;
  }

 private:
  struct Link {
    Position a;
    Position b;
    std::string reason;
  };
  const RecordFacts& facts_;
  const Clusters& clusters_;
  const std::vector<Position>& canonical_;
  std::vector<Link> links_;
};

// What was found and does not join.
struct NotCertain {
  const std::vector<FoundLink>& doubted;  // references
  const std::vector<FoundLink>& refused;  // of clusters whose records contradict
  const std::vector<FoundLink>& hints;
};

}  // namespace

struct Resolver::Impl {
  explicit Impl(const names::Analyzer& name_analyzer) : analyzer(name_analyzer) {}

  // Joins by `links` in their order. Those that would join contradicting records come back.
  std::vector<FoundLink> Join(const std::vector<FoundLink>& links, Clusters& clusters,
                              Resolution& resolution) const;
  absl::StatusOr<FoundLinks> Find(FoundLinks (*find)(const RecordFacts&, const NamesAgree&,
                                                     const NamesAnother&),
                                  NameComparer& comparer) const;
  void NamePartiesFor(const Clusters& clusters, Resolution& resolution);
  absl::Status LinkProbable(const Clusters& clusters, const NotCertain& found,
                            NameComparer& comparer, Resolution& resolution);

  // Says what the bounds cut off.
  void NoteBounds(Resolution& resolution) const;

  const names::Analyzer& analyzer;
  RecordFacts facts;
  NameBlocks blocks;
  EarlierParties earlier;
  std::vector<Decision> decisions;
  std::vector<Position> canonical;  // by position
  std::uint64_t pairs_passed_over = 0;
  std::uint64_t near_groups_passed_over = 0;
};

Resolver::Resolver(const names::Analyzer& analyzer) : impl_(std::make_unique<Impl>(analyzer)) {}
Resolver::~Resolver() = default;

absl::Status Resolver::Add(const Entity& record, bool at_risk) {
  LYNCEUS_ASSIGN_OR_RETURN(const Position at, impl_->facts.Add(record, at_risk));
  return impl_->blocks.Add(at, record, impl_->analyzer);
}

void Resolver::Decide(Decision decision) { impl_->decisions.push_back(std::move(decision)); }

void Resolver::AddEarlier(const std::string& canonical, const std::vector<std::string>& ids) {
  impl_->earlier.Add(canonical, ids);
}

std::vector<FoundLink> Resolver::Impl::Join(const std::vector<FoundLink>& links, Clusters& clusters,
                                            Resolution& resolution) const {
  std::vector<FoundLink> refused;
  for (const FoundLink& link : links) {
    if (clusters.AreOne(link.a, link.b) || clusters.IsForbidden(link.a, link.b)) continue;
    const bool refuse = link.basis == LinkBasis::kIdentifier ? clusters.Contradict(link.a, link.b)
                                                             : clusters.MixOneList(link.a, link.b);
    if (refuse) {
      refused.push_back(link);
      continue;
    }
    resolution.merges.push_back(
        {std::string(facts[link.a].id), std::string(facts[link.b].id), ReasonOf(link, facts)});
    clusters.Join(link.a, link.b);
  }
  return refused;
}

absl::StatusOr<FoundLinks> Resolver::Impl::Find(FoundLinks (*find)(const RecordFacts&,
                                                                   const NamesAgree&,
                                                                   const NamesAnother&),
                                                NameComparer& comparer) const {
  absl::Status status;
  const auto score = [&](Position a, Position b) {
    const auto best = comparer.Compare(a, b);
    status.Update(best.status());
    return best.ok() ? best->score : 0;
  };
  const auto agree = [&](Position a, Position b) { return score(a, b) >= kNamesAgreeScore; };
  const auto another = [&](Position naming, Position named) {
    if (score(naming, named) >= kNamesNearScore) return false;
    const auto found = blocks.NameAnother(facts, naming, named, analyzer);
    status.Update(found.status());
    return found.ok() && *found;
  };
  FoundLinks found = find(facts, agree, another);
  LYNCEUS_RETURN_IF_ERROR(status);
  return found;
}

void Resolver::Impl::NamePartiesFor(const Clusters& clusters, Resolution& resolution) {
  canonical = NameClusters(facts, clusters, earlier);
  resolution.records = facts.size();
  for (Position at = 0; at < facts.size(); ++at) {
    if (canonical[at] == at) {
      ++resolution.parties;
    } else {
      resolution.canonical.emplace_back(facts[at].id, facts[canonical[at]].id);
    }
  }
  if (!earlier.answers().empty()) resolution.changes = ChangesSince(earlier, facts, canonical);
}

absl::Status Resolver::Impl::LinkProbable(const Clusters& clusters, const NotCertain& found,
                                          NameComparer& comparer, Resolution& resolution) {
  ProbableLinks links(facts, clusters, canonical);
  for (const FoundLink& link : found.doubted) {
    links.Add(link.a, link.b, ReasonOf(link, facts));
  }
  for (const FoundLink& link : found.refused) {
    links.Add(link.a, link.b, ReasonOf(link, facts) + ", but other facts contradict");
  }
  for (const FoundLink& link : found.hints) {
    if (!facts.Contradict(link.a, link.b)) links.Add(link.a, link.b, ReasonOf(link, facts));
  }
  LYNCEUS_ASSIGN_OR_RETURN(const NameBlocks::Found by_name, blocks.Find(facts, comparer));
  const BetterLinks better(facts, canonical, by_name.links);
  for (const NameLink& link : by_name.links) {
    if (!better.Supersede(link)) links.Add(link.a, link.b, ReasonOf(link, facts));
  }
  resolution.links = links.Take();
  resolution.pairs_compared = by_name.pairs_compared;
  pairs_passed_over += by_name.pairs_passed_over;
  near_groups_passed_over = by_name.near_groups_passed_over;
  return absl::OkStatus();
}

void Resolver::Impl::NoteBounds(Resolution& resolution) const {
  if (pairs_passed_over > 0) {
    resolution.notes.push_back(absl::StrCat(
        pairs_passed_over, " pairs of records were not compared, each in a group of more than ",
        kGroupPairsMax,
        " that share a name or an identifier; every record that is a risk by itself was compared "
        "with all of its groups"));
  }
  if (near_groups_passed_over > 0) {
    resolution.notes.push_back(absl::StrCat(
        near_groups_passed_over, " sets of words stand in the names of more than ", kNearGroupMax,
        " records each, and brought none of them together; whole names and birth dates did"));
  }
}

absl::StatusOr<Resolution> Resolver::Resolve() {
  Impl& impl = *impl_;
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Position> moved, impl.facts.Finish());
  impl.blocks.Finish(moved);
  impl.earlier.Finish();
  Resolution resolution;
  Clusters clusters(impl.facts);
  LYNCEUS_ASSIGN_OR_RETURN(DecisionsApplied decided, Apply(impl.decisions, impl.facts, clusters));
  resolution.merges = std::move(decided.merges);
  resolution.apart = std::move(decided.apart);
  resolution.notes = std::move(decided.notes);

  NameComparer comparer(impl.facts, impl.analyzer);
  LYNCEUS_ASSIGN_OR_RETURN(const FoundLinks references, impl.Find(&FindByReferences, comparer));
  std::vector<FoundLink> refused = impl.Join(references.certain, clusters, resolution);
  LYNCEUS_ASSIGN_OR_RETURN(const FoundLinks identifiers, impl.Find(&FindByIdentifiers, comparer));
  const std::vector<FoundLink> contradict = impl.Join(identifiers.certain, clusters, resolution);
  refused.insert(refused.end(), contradict.begin(), contradict.end());
  impl.pairs_passed_over = references.pairs_passed_over + identifiers.pairs_passed_over;

  impl.NamePartiesFor(clusters, resolution);
  LYNCEUS_RETURN_IF_ERROR(impl.LinkProbable(
      clusters, {references.hints, refused, identifiers.hints}, comparer, resolution));
  impl.NoteBounds(resolution);
  std::sort(resolution.merges.begin(), resolution.merges.end());
  std::sort(resolution.apart.begin(), resolution.apart.end());
  return resolution;
}

const std::string& Resolution::CanonicalOf(const std::string& id) const {
  const auto at =
      std::lower_bound(canonical.begin(), canonical.end(), id,
                       [](const auto& entry, const std::string& key) { return entry.first < key; });
  return at == canonical.end() || at->first != id ? id : at->second;
}

bool Contradict(const Entity& a, const Entity& b) {
  RecordFacts facts;
  const auto x = facts.Add(a, false);
  const auto y = facts.Add(b, false);
  return x.ok() && y.ok() && facts.Contradict(*x, *y);
}

}  // namespace lynceus::resolve
