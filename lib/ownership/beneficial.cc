// Two ways make a beneficial owner. By ownership: what it holds in the end, multiplied and added
// (rules of depth look_through). By control: it holds the threshold, or controls, through a chain
// of parties of which it holds more than half or which it controls; what such a party holds counts
// in full (Regulation (EU) 2024/1624, Articles 53 and 54; Companies Act 2006, Schedule 1A). Rules
// of depth majority_chain know the second alone.
#include "lib/ownership/beneficial.h"

#include <algorithm>
#include <utility>

#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/ownership/evidence.h"
#include "lib/ownership/look_through.h"

namespace lynceus::ownership {
namespace {

RegimePeriod MajorityChain(RegimePeriod period) {
  period.depth = Depth::kMajorityChain;
  return period;
}

// What one owner holds in the end, in the instrument that gives most.
struct Found {
  LookedThrough held;
  std::size_t instrument = 0;
};

class Finder {
 public:
  Finder(const InterestSource& graph, const Closure& closure, const RegimePeriod& period)
      : graph_(graph),
        closure_(closure),
        period_(period),
        chain_(MajorityChain(period)),
        problem_(closure, period),
        by_chain_(closure, chain_),
        nobody_(closure.nodes.size(), kNever) {}

  absl::Status Find(BeneficialOwners& out) {
    Measure();
    AddControllers();
    for (const auto& [owner, found] : found_) {
      LYNCEUS_ASSIGN_OR_RETURN(BeneficialOwner made, Describe(owner, found));
      out.owners.push_back(std::move(made));
    }
    std::stable_sort(out.owners.begin(), out.owners.end(), [](const auto& a, const auto& b) {
      if (!(a.share.hi() == b.share.hi())) return a.share.hi().ppm > b.share.hi().ppm;
      return a.share.lo().ppm > b.share.lo().ppm;
    });
    out.unstated_ppm = unstated_ppm_;
    return absl::OkStatus();
  }

 private:
  void Measure() {
    for (std::size_t i = 0; i < problem_.holdings(0).instruments.size(); ++i) {
      Wide certain = 0;
      for (const auto& [owner, held] : LookThrough(problem_, i)) {
        certain += held.lo.parts;
        const auto [found, added] = found_.try_emplace(owner, Found{held, i});
        if (!added && MoreSure(held, found->second.held)) found->second = {held, i};
        Portion& most = most_[owner];
        if (held.hi.parts > most.parts || (held.hi.parts == most.parts && most.open))
          most = held.hi;
      }
      const auto rest = static_cast<std::int64_t>((kWholeParts - certain) / kPartsPerPpm);
      if (i == 0) unstated_ppm_ = rest;
    }
  }

  static bool MoreSure(const LookedThrough& a, const LookedThrough& b) {
    if (a.lo.parts != b.lo.parts) return a.lo.parts > b.lo.parts;
    if (a.lo.open != b.lo.open) return a.lo.open;
    return a.hi.parts > b.hi.parts;
  }

  // Owners of whom control alone is stated.
  void AddControllers() {
    for (Place place = 0; place < closure_.size(); ++place) {
      for (const std::size_t at : by_chain_.holdings(place).controls) {
        const Place owner = closure_.facts[at].owner;
        if (owner != kNoPlace && IsUltimate(owner)) found_.try_emplace(owner);
      }
    }
  }

  bool IsUltimate(Place place) const {
    const std::span<const Closure::Fact> facts = closure_.FactsInto(place);
    return std::none_of(facts.begin(), facts.end(), [&](const Closure::Fact& fact) {
      return fact.edge.edge_kind == EdgeKind::kInterest && fact.owner != place;
    });
  }

  absl::StatusOr<BeneficialOwner> Describe(Place owner, const Found& found) {
    BeneficialOwner made{.share = ShareOf(found.held.lo, found.held.hi),
                         .kind = InstrumentKind(found.instrument)};
    if (owner == kNoPlace) {
      made.name = "an unknown holder";
      if (UpperReaches(found.held.hi, period_)) {
        made.answer = Answer::kUndetermined;
        made.undecided = {"who the holders are whom no source names"};
      }
      return made;
    }
    LYNCEUS_RETURN_IF_ERROR(graph_.Describe(closure_.nodes[owner], made.id, made.name));
    if (made.name.empty()) made.name = made.id;
    for (const Designation& designation : closure_.designations[owner]) {
      made.listed.push_back(DesignationText(designation));
    }
    LYNCEUS_RETURN_IF_ERROR(AddMayBe(owner, made));
    LYNCEUS_RETURN_IF_ERROR(Decide(owner, found, made));
    return made;
  }

  InterestKind InstrumentKind(std::size_t instrument) const {
    return problem_.holdings(0).instruments.empty()
               ? InterestKind::kShares
               : problem_.holdings(0).instruments[instrument].kind;
  }

  absl::Status AddMayBe(Place owner, BeneficialOwner& made) const {
    for (Place other = 0; other < closure_.size(); ++other) {
      const bool same = closure_.identity_class[other] == closure_.identity_class[owner];
      if (!same || other == owner || closure_.designations[other].empty()) continue;
      std::string id;
      std::string name;
      LYNCEUS_RETURN_IF_ERROR(graph_.Describe(closure_.nodes[other], id, name));
      made.may_be.push_back(name.empty() ? id : std::move(name));
    }
    return absl::OkStatus();
  }

  // The largest upper end over all instruments, with what unnamed holders may hold for the owner.
  Portion MostOf(Place owner) const {
    const auto most = most_.find(owner);
    if (most == most_.end()) return kNoPart;
    const auto unknown = most_.find(kNoPlace);
    return unknown == most_.end() ? most->second : Plus(most->second, unknown->second);
  }

  absl::Status Decide(Place owner, const Found& found, BeneficialOwner& made) {
    const bool looks_through = period_.depth == Depth::kLookThrough;
    const Run run = ChainFrom(owner);
    if (looks_through && LowerReaches(found.held.lo, period_)) {
      made.answer = Answer::kYes;
      made.basis = Basis::kOwned;
      return ProveShare(owner, found.instrument, made);
    }
    if (run.must[0] != kNever) {
      made.answer = Answer::kYes;
      made.basis = Basis::kControlled;
      return ProveChain(run, made);
    }
    const bool by_share = looks_through && UpperReaches(MostOf(owner), period_);
    if (!by_share && run.may[0] == kNever) return absl::OkStatus();
    made.answer = Answer::kUndetermined;
    return Doubt(owner, found, run, made);
  }

  // Where nothing of the owner can carry along a chain, there is no need to look.
  Run ChainFrom(Place owner) const {
    const std::span<const Place> seed(&owner, 1);
    return MayCarry(owner) ? Run{by_chain_.Must(seed), by_chain_.May(seed)} : Run{nobody_, nobody_};
  }

  bool MayCarry(Place owner) const {
    const std::span<const Place> fed = closure_.FedBy(owner);
    Ranks only(closure_.nodes.size(), kNever);
    only[owner] = 0;
    const Blocked blocked{.ranks = only, .unknown = true};
    return std::any_of(fed.begin(), fed.end(), [&](Place place) {
      return by_chain_.ByOwnership(place, blocked, true) ||
             by_chain_.ByControl(place, blocked, true) || by_chain_.ByDoubt(place, blocked);
    });
  }

  // Steps that are not needed go, the last first; too many are kept as they are.
  absl::Status ProveShare(Place owner, std::size_t instrument, BeneficialOwner& made) const {
    std::vector<Step> steps = StepsFrom(problem_, instrument, owner);
    for (std::size_t i = steps.size(); i-- > 0 && steps.size() <= limits::kEvidenceItemsMax;) {
      std::vector<Step> fewer = steps;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (LowerReaches(HeldBy(problem_, instrument, fewer, owner), period_)) steps = fewer;
    }
    std::vector<Citation> citations;
    citations.reserve(steps.size());
    for (const Step& step : steps) citations.push_back(CitationOf(step, instrument));
    return AppendEvidence(graph_, closure_, citations, made.evidence);
  }

  static Citation CitationOf(const Step& step, std::size_t instrument) {
    return {.subject = step.subject,
            .fact = step.stake->lo_fact,
            .instrument = instrument,
            .stake = step.stake};
  }

  // The owner stands where a listed party would; it needs no designation to be what it is.
  absl::Status ProveChain(const Run& run, BeneficialOwner& made) const {
    std::vector<Citation> citations =
        ProofOf(by_chain_, run, SeedPositions(closure_.nodes.size(), kNever));
    std::erase_if(citations, [](const Citation& citation) {
      return citation.kind == EvidenceKind::kDesignation;
    });
    return AppendEvidence(graph_, closure_, citations, made.evidence);
  }

  absl::Status Doubt(Place owner, const Found& found, const Run& run, BeneficialOwner& made) const {
    std::vector<Citation> citations;
    for (const Step& step : StepsFrom(problem_, found.instrument, owner)) {
      citations.push_back(CitationOf(step, found.instrument));
      citations.back().doubtful = !(step.stake->lo == step.stake->hi);
    }
    if (run.may[0] != kNever) {
      for (const Citation& citation :
           DoubtOf(by_chain_, run, SeedPositions(closure_.nodes.size(), kNever))) {
        if (citation.kind != EvidenceKind::kDesignation) citations.push_back(citation);
      }
    }
    LYNCEUS_ASSIGN_OR_RETURN(made.undecided, OpenQuestions(graph_, closure_, citations));
    if (most_.contains(kNoPlace)) {
      made.undecided.push_back("who the holders are whom no source names");
    }
    if (made.undecided.empty()) {
      made.basis = Basis::kUnverified;
      made.undecided.push_back("whether exactly the threshold is enough");
    }
    return AppendEvidence(graph_, closure_, citations, made.evidence);
  }

  const InterestSource& graph_;
  const Closure& closure_;
  const RegimePeriod& period_;
  const RegimePeriod chain_;
  const Problem problem_;
  const Problem by_chain_;
  const Ranks nobody_;
  std::map<Place, Found> found_;
  std::map<Place, Portion> most_;
  std::int64_t unstated_ppm_ = 0;
};

}  // namespace

absl::StatusOr<BeneficialOwners> FindBeneficialOwners(const InterestSource& graph,
                                                      const Regime& regime, Date as_of,
                                                      Node subject) {
  LYNCEUS_CHECK(regime.kind == RegimeKind::kBeneficial);
  BeneficialOwners out{.regime = regime.key};
  const RegimePeriod* period = regime.PeriodOn(as_of);
  out.in_force = period != nullptr && !period->suspended;
  if (!out.in_force) return out;
  out.unverified = period->unverified;
  out.note = period->note;
  LYNCEUS_ASSIGN_OR_RETURN(const Closure closure, CollectClosure(graph, as_of, subject));
  LYNCEUS_RETURN_IF_ERROR(Finder(graph, closure, *period).Find(out));
  return out;
}

}  // namespace lynceus::ownership
