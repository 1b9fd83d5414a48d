#include "lib/ownership/evidence.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/ownership/bounds.h"

namespace lynceus::ownership {
namespace {

constexpr std::size_t kQuestionsMax = 64;

// Walks from a party up to the listed ones and keeps the facts that carry it.
class Walk {
 public:
  Walk(const Problem& problem, const Run& run, const SeedPositions& seeds)
      : problem_(problem), closure_(problem.closure()), run_(run), seeds_(seeds) {}

  void AddProven(Place place) { Push(place); }

  // The stakes of blocked parties in a party that is not blocked itself.
  void AddUnreached(Place place) {
    const Blocked blocked{.ranks = run_.may, .unknown = true, .except = place};
    AddAllStakes(place, blocked, /*doubtful=*/false);
  }

  std::vector<Citation> Take() {
    while (!open_.empty()) {
      const Place place = open_.back();
      open_.pop_back();
      Explain(place);
    }
    std::stable_sort(chosen_.begin(), chosen_.end(), [&](const Citation& a, const Citation& b) {
      return Order(a.subject) < Order(b.subject);
    });
    return std::move(chosen_);
  }

 private:
  void Push(Place place) {
    if (place != kNoPlace && seen_.insert(place).second) open_.push_back(place);
  }

  // Certain parties first, in the order they joined; they rest on each other alone. Then those that
  // may be blocked, in their order; then the others, the judged party last.
  std::tuple<int, std::uint32_t, Place> Order(Place place) const {
    if (run_.must[place] != kNever) return {0, run_.must[place], place};
    if (run_.may[place] != kNever) return {1, run_.may[place], place};
    return {2, kNever - place, place};
  }

  void Explain(Place place) {
    if (run_.must[place] == 0 || run_.may[place] == 0) {
      chosen_.push_back(
          {.kind = EvidenceKind::kDesignation, .subject = place, .designation = seeds_[place]});
    } else if (run_.must[place] != kNever) {
      ExplainMust(place);
    } else if (run_.may[place] != kNever) {
      ExplainMay(place);
    }
  }

  void ExplainMust(Place place) {
    const Blocked blocked{.ranks = run_.must, .before = run_.must[place]};
    const std::vector<Instrument>& instruments = problem_.holdings(place).instruments;
    for (std::size_t i = 0; i < instruments.size(); ++i) {
      const std::vector<bool> counted = Counted(instruments[i], problem_.period(), blocked);
      if (!LowerReaches(MeasureOf(instruments[i], counted).lo, problem_.TestOf(place))) continue;
      ChooseStakes(place, i, counted, blocked);
      return;
    }
    if (AddFirstTie(place, problem_.holdings(place).controls, blocked)) return;
    AddFirstTie(place, Extending(place, /*may=*/false), blocked);
  }

  // The facts of control that extend by the definition of a programme.
  std::vector<std::size_t> Extending(Place place, bool may) const {
    std::vector<std::size_t> facts = problem_.holdings(place).uncounted;
    std::erase_if(facts, [&](std::size_t at) {
      return !problem_.ExtendsFrom(closure_.facts[at].owner, may);
    });
    return facts;
  }

  // The largest stakes first until the threshold is reached; one of each identity class, since
  // only the largest of a class is added.
  void ChooseStakes(Place place, std::size_t instrument_at, const std::vector<bool>& counted,
                    const Blocked& blocked) {
    const Instrument& instrument = problem_.holdings(place).instruments[instrument_at];
    std::vector<const Stake*> largest;
    for (std::size_t i = 0; i < counted.size(); ++i) {
      if (counted[i]) largest.push_back(&instrument.stakes[i]);
    }
    std::stable_sort(largest.begin(), largest.end(),
                     [](const Stake* a, const Stake* b) { return LowerExceeds(a->lo, b->lo); });
    std::set<Place> classes;
    std::set<std::uint32_t> groups;
    ShareBound sum;
    for (const Stake* stake : largest) {
      if (LowerReaches(sum, problem_.TestOf(place))) break;
      const bool own_class = stake->identity_class == kNoPlace;
      if (!own_class && !classes.insert(stake->identity_class).second) continue;
      sum = Plus(sum, stake->lo);
      Cite(place, instrument_at, *stake, blocked);
      if (!blocked.Has(stake->holder)) groups.insert(stake->groups.begin(), stake->groups.end());
    }
    // A joint holder that is not blocked counts through one that is.
    for (const std::uint32_t group : groups) CiteMemberOf(place, instrument_at, group, blocked);
  }

  void CiteMemberOf(Place place, std::size_t instrument_at, std::uint32_t group,
                    const Blocked& blocked) {
    for (const Stake& stake : problem_.holdings(place).instruments[instrument_at].stakes) {
      const bool member =
          std::find(stake.groups.begin(), stake.groups.end(), group) != stake.groups.end();
      if (!member || !blocked.Has(stake.holder)) continue;
      Cite(place, instrument_at, stake, blocked);
      return;
    }
  }

  void Cite(Place place, std::size_t instrument_at, const Stake& stake, const Blocked& blocked) {
    const Citation citation{
        .subject = place, .fact = stake.lo_fact, .instrument = instrument_at, .stake = &stake};
    if (!cited_.insert(&stake).second) return;
    chosen_.push_back(citation);
    if (blocked.Has(stake.holder)) Push(stake.holder);
  }

  bool AddFirstTie(Place place, const std::vector<std::size_t>& facts, const Blocked& blocked) {
    for (const std::size_t at : facts) {
      const Place owner = closure_.facts[at].owner;
      if (!blocked.Has(owner)) continue;
      chosen_.push_back({.subject = place, .fact = at});
      Push(owner);
      return true;
    }
    return false;
  }

  void ExplainMay(Place place) {
    const Blocked blocked{.ranks = run_.may, .before = run_.may[place], .unknown = true};
    AddAllStakes(place, blocked, /*doubtful=*/true);
    const Holdings& own = problem_.holdings(place);
    AddTies(place, own.controls, blocked, EvidenceKind::kInterest);
    AddTies(place, Extending(place, /*may=*/true), blocked, EvidenceKind::kInterest);
    AddTies(place, own.indirect, blocked, EvidenceKind::kInterest);
    AddTies(place, own.identities, blocked, EvidenceKind::kIdentity);
  }

  void AddTies(Place place, const std::vector<std::size_t>& facts, const Blocked& blocked,
               EvidenceKind kind) {
    for (const std::size_t at : facts) {
      const Place owner = closure_.facts[at].owner;
      if (!blocked.Has(owner)) continue;
      chosen_.push_back({.kind = kind, .subject = place, .fact = at, .doubtful = true});
      Push(owner);
    }
  }

  void AddAllStakes(Place place, const Blocked& blocked, bool doubtful) {
    const std::vector<Instrument>& instruments = problem_.holdings(place).instruments;
    const bool shares_told = std::any_of(
        instruments.begin(), instruments.end(),
        [](const Instrument& instrument) { return instrument.kind == InterestKind::kShares; });
    for (std::size_t i = 0; i < instruments.size(); ++i) {
      const std::vector<Stake>& stakes = instruments[i].stakes;
      const std::vector<bool> counted = Counted(instruments[i], problem_.period(), blocked);
      for (std::size_t s = 0; s < counted.size(); ++s) {
        // Votes that follow shares restate what the shares say.
        if (!counted[s] || (stakes[s].follows_shares && shares_told)) continue;
        const bool open = instruments[i].over_stated || stakes[s].holder == kNoPlace ||
                          !(stakes[s].lo == stakes[s].hi) || MayBeTheSame(stakes, counted, s);
        chosen_.push_back({.subject = place,
                           .fact = stakes[s].hi_fact,
                           .instrument = i,
                           .stake = &stakes[s],
                           .over_stated = instruments[i].over_stated,
                           .doubtful = doubtful && open});
        if (blocked.Has(stakes[s].holder)) Push(stakes[s].holder);
      }
    }
  }

  // True where the holder before, in the order of identity classes, may be the same party.
  static bool MayBeTheSame(const std::vector<Stake>& stakes, const std::vector<bool>& counted,
                           std::size_t at) {
    return at > 0 && counted[at - 1] && stakes[at].identity_class != kNoPlace &&
           stakes[at].identity_class == stakes[at - 1].identity_class;
  }

  const Problem& problem_;
  const Closure& closure_;
  const Run& run_;
  const SeedPositions& seeds_;
  std::set<Place> seen_;
  std::set<const Stake*> cited_;  // by a proof
  std::vector<Place> open_;
  std::vector<Citation> chosen_;
};

// Checks whether citations, in proof order and without the one at `skip`, still prove the judged
// party: the same rules, from the cited facts alone.
class Checker {
 public:
  Checker(const Problem& problem, const std::vector<Citation>& citations)
      : problem_(problem), citations_(citations) {}

  bool ProvenWithout(std::size_t skip) {
    proven_.clear();
    for (std::size_t begin = 0; begin < citations_.size();) {
      std::size_t end = begin;
      while (end < citations_.size() && citations_[end].subject == citations_[begin].subject) ++end;
      if (Holds(begin, end, skip)) proven_.insert(citations_[begin].subject);
      begin = end;
    }
    return proven_.contains(0);
  }

 private:
  Place OwnerOf(const Citation& citation) const {
    return citation.stake != nullptr ? citation.stake->holder
                                     : problem_.closure().facts[citation.fact].owner;
  }

  bool Holds(std::size_t begin, std::size_t end, std::size_t skip) const {
    std::vector<const Citation*> stakes;
    for (std::size_t i = begin; i < end; ++i) {
      if (i == skip) continue;
      const Citation& citation = citations_[i];
      if (citation.kind == EvidenceKind::kDesignation) return true;
      if (citation.stake == nullptr) {
        if (proven_.contains(OwnerOf(citation))) return true;
      } else {
        stakes.push_back(&citation);
      }
    }
    return Reaches(stakes, problem_.TestOf(citations_[begin].subject));
  }

  bool Reaches(const std::vector<const Citation*>& stakes, const RegimePeriod& test) const {
    const bool joint = problem_.period().aggregation == Aggregation::kJoint;
    std::set<std::uint32_t> joined;
    for (const Citation* citation : stakes) {
      if (joint && proven_.contains(OwnerOf(*citation))) {
        joined.insert(citation->stake->groups.begin(), citation->stake->groups.end());
      }
    }
    std::map<Place, ShareBound> classes;
    ShareBound sum;
    for (const Citation* citation : stakes) {
      const Stake& stake = *citation->stake;
      const bool counts = proven_.contains(OwnerOf(*citation)) ||
                          std::any_of(stake.groups.begin(), stake.groups.end(),
                                      [&](std::uint32_t group) { return joined.contains(group); });
      if (!counts) continue;
      if (stake.identity_class == kNoPlace) {
        sum = Plus(sum, stake.lo);
      } else {
        ShareBound& highest = classes[stake.identity_class];
        highest = HigherLower(highest, stake.lo);
      }
    }
    for (const auto& [place, highest] : classes) sum = Plus(sum, highest);
    return LowerReaches(sum, test);
  }

  const Problem& problem_;
  const std::vector<Citation>& citations_;
  std::set<Place> proven_;
};

void Reduce(const Problem& problem, std::vector<Citation>& citations) {
  if (citations.size() > limits::kEvidenceItemsMax) return;
  for (std::size_t i = citations.size(); i-- > 0;) {
    if (!Checker(problem, citations).ProvenWithout(i)) continue;
    citations.erase(citations.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

std::string InterestText(const Citation& citation, const Interest& interest) {
  std::string text(InterestKindName(interest.kind));
  if (IsOwnership(interest.kind) || !interest.share.unknown()) {
    absl::StrAppend(&text, " ", interest.share.ToString());
  }
  if (!interest.role.empty()) absl::StrAppend(&text, ", stated as ", interest.role);
  if (!interest.joint_group.empty()) absl::StrAppend(&text, ", jointly ", interest.joint_group);
  if (citation.stake == nullptr) {
    if (interest.indirect) text += ", held through parties that are not stated";
    return text;
  }
  if (citation.stake->holder == kNoPlace) {
    absl::StrAppend(&text, ", holder not stated",
                    interest.unknown_holder.empty() ? "" : ": " + interest.unknown_holder);
  }
  if (citation.stake->contradictory) text += ", contradictory: other statements differ";
  if (citation.stake->size_not_stated) text += ", the size of the holding is not stated";
  if (citation.stake->follows_shares) text += ", votes taken to follow shares";
  return text;
}

// Describes each place once.
class Names {
 public:
  Names(const InterestSource& graph, const Closure& closure) : graph_(graph), closure_(closure) {}

  absl::StatusOr<std::pair<std::string, std::string>> Of(Place place) {
    if (place == kNoPlace) return std::pair<std::string, std::string>{"", "an unknown holder"};
    const auto found = known_.find(place);
    if (found != known_.end()) return found->second;
    std::pair<std::string, std::string> words;
    LYNCEUS_RETURN_IF_ERROR(graph_.Describe(closure_.nodes[place], words.first, words.second));
    if (words.second.empty()) words.second = words.first;
    return known_.emplace(place, std::move(words)).first->second;
  }

 private:
  const InterestSource& graph_;
  const Closure& closure_;
  std::map<Place, std::pair<std::string, std::string>> known_;
};

absl::StatusOr<EvidenceItem> ItemOf(const Closure& closure, const Citation& citation,
                                    Names& names) {
  EvidenceItem item{.kind = citation.kind};
  LYNCEUS_ASSIGN_OR_RETURN(auto subject, names.Of(citation.subject));
  if (citation.kind == EvidenceKind::kDesignation) {
    const Designation& designation = closure.designations[citation.subject][citation.designation];
    std::tie(item.owner_id, item.owner_name) = std::move(subject);
    item.text = DesignationText(designation);
    item.start = designation.date;
    item.end = designation.end_date;
    item.provenance = designation.provenance;
    return item;
  }
  const Closure::Fact& fact = closure.facts[citation.fact];
  const Interest& interest = fact.edge.interest;
  LYNCEUS_ASSIGN_OR_RETURN(auto owner, names.Of(fact.owner));
  std::tie(item.owner_id, item.owner_name) = std::move(owner);
  std::tie(item.subject_id, item.subject_name) = std::move(subject);
  item.start = interest.start;
  item.end = interest.end;
  item.provenance = interest.provenance;
  if (citation.kind == EvidenceKind::kIdentity) {
    item.text = absl::StrCat("probably the same party: ", interest.role);
    return item;
  }
  item.text = InterestText(citation, interest);
  item.share = interest.share;
  item.interest_kind = interest.kind;
  return item;
}

std::string QuestionOf(const Closure& closure, const Citation& citation, const std::string& owner,
                       const std::string& subject) {
  const Interest& interest = closure.facts[citation.fact].edge.interest;
  const std::string kind(InterestKindName(interest.kind));
  if (citation.kind == EvidenceKind::kIdentity) {
    return absl::StrCat("whether ", subject, " and ", owner, " are one party");
  }
  if (citation.stake == nullptr) {
    if (interest.indirect) return absl::StrCat("through whom ", owner, " holds ", subject);
    return absl::StrCat("whether ", owner, ", tied to ", subject, " by ", kind, ", is blocked");
  }
  if (citation.stake->holder == kNoPlace) {
    return absl::StrCat("who holds the ", kind, " of ", subject, " stated without a holder (",
                        interest.share.ToString(), ")");
  }
  if (citation.stake->size_not_stated) {
    return absl::StrCat("how much of ", subject, " ", owner, " owns");
  }
  if (citation.over_stated) {
    return absl::StrCat("which of the holdings stated of ", subject,
                        " are right: they add to more than the whole");
  }
  if (citation.stake->lo == citation.stake->hi) {
    return absl::StrCat("whether ", owner, " and another holder of ", subject, " are one party");
  }
  return absl::StrCat("how much of ", subject, " ", owner, " holds (", kind, " ",
                      interest.share.ToString(), ")");
}

absl::StatusOr<std::string> QuestionOf(const Closure& closure, const Citation& citation,
                                       Names& names) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto subject, names.Of(citation.subject));
  if (citation.kind == EvidenceKind::kDesignation) {
    return absl::StrCat("whether ", subject.second, " and another listed party are one");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const auto owner, names.Of(closure.facts[citation.fact].owner));
  return QuestionOf(closure, citation, owner.second, subject.second);
}

}  // namespace

std::string DesignationText(const Designation& designation) {
  std::string text = absl::StrCat(designation.authority, " ", designation.list);
  if (!designation.programme.empty()) absl::StrAppend(&text, " ", designation.programme);
  return text;
}

std::vector<Citation> ProofOf(const Problem& problem, const Run& run, const SeedPositions& seeds) {
  Walk walk(problem, run, seeds);
  walk.AddProven(0);
  std::vector<Citation> citations = walk.Take();
  Reduce(problem, citations);
  return citations;
}

std::vector<Citation> DoubtOf(const Problem& problem, const Run& run, const SeedPositions& seeds) {
  Walk walk(problem, run, seeds);
  walk.AddProven(0);
  return walk.Take();
}

std::vector<Citation> FoundIn(const Problem& problem, const Run& run, const SeedPositions& seeds) {
  Walk walk(problem, run, seeds);
  for (Place place = 0; place < problem.closure().size(); ++place) {
    if (run.may[place] == kNever) walk.AddUnreached(place);
  }
  return walk.Take();
}

absl::Status AppendEvidence(const InterestSource& graph, const Closure& closure,
                            const std::vector<Citation>& citations,
                            std::vector<EvidenceItem>& evidence) {
  Names names(graph, closure);
  std::size_t left_out = 0;
  for (const Citation& citation : citations) {
    if (evidence.size() + 1 >= limits::kEvidenceItemsMax) {
      ++left_out;
      continue;
    }
    LYNCEUS_ASSIGN_OR_RETURN(EvidenceItem item, ItemOf(closure, citation, names));
    if (std::find(evidence.begin(), evidence.end(), item) == evidence.end()) {
      evidence.push_back(std::move(item));
    }
  }
  if (left_out > 0) {
    evidence.push_back({.text = absl::StrCat(left_out, " more facts were left out")});
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<EvidenceItem>> InterestsAbove(const InterestSource& graph, Date day,
                                                         Node subject) {
  LYNCEUS_ASSIGN_OR_RETURN(const Closure closure, CollectClosure(graph, day, subject));
  Names names(graph, closure);
  std::vector<EvidenceItem> items;
  for (std::size_t at = 0; at < closure.facts.size(); ++at) {
    const Closure::Fact& fact = closure.facts[at];
    if (fact.edge.edge_kind != EdgeKind::kInterest) continue;
    if (items.size() == limits::kEvidenceItemsMax) break;
    LYNCEUS_ASSIGN_OR_RETURN(EvidenceItem item,
                             ItemOf(closure, {.subject = fact.subject, .fact = at}, names));
    items.push_back(std::move(item));
  }
  return items;
}

absl::StatusOr<std::vector<std::string>> OpenQuestions(const InterestSource& graph,
                                                       const Closure& closure,
                                                       const std::vector<Citation>& citations) {
  Names names(graph, closure);
  std::vector<std::string> questions;
  for (const Citation& citation : citations) {
    if (!citation.doubtful) continue;
    LYNCEUS_ASSIGN_OR_RETURN(std::string question, QuestionOf(closure, citation, names));
    if (std::find(questions.begin(), questions.end(), question) != questions.end()) continue;
    if (questions.size() + 1 == kQuestionsMax) {
      questions.push_back("further facts, not shown");
      break;
    }
    questions.push_back(std::move(question));
  }
  return questions;
}

}  // namespace lynceus::ownership
