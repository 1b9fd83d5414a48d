// The rules, in the order they are applied to one party under one regime on one day.
//
// 1. Listed under the regime's own seed rules: YES, listed, whether or not the ownership rule is in
//    force. A designation without a date is in force always.
// 2. No period of the regime holds that day, or its lists are not loaded: NOT_EVALUATED. Where some
//    of its lists are loaded, what they prove is YES and anything else stays NOT_EVALUATED.
// 3. Where holdings are added over all blocked parties, being blocked spreads from all seeds
//    together. Else it spreads from each seed alone (each person's own chain of majority stakes, or
//    of controlled companies), and YES is a YES from any of them; listed parties that may be one
//    party are one seed in may.
// 4. YES: reached by lower ends. NO: not reached by upper ends. Else UNDETERMINED.
// 5. A holder that no source names counts in may where a listed party stands in the closure; where
//    none does, it can only make a NO opaque, as an unstated remainder does.
// 6. From parties under a programme that defines who is blocked by control, control extends
// whatever
//    the regime counts: to whom they own or control, and on from these (spread.cc).
// 7. A party whose presumption is rebutted is not reached, and nothing through it; who is listed
// is.
// 8. A YES of a period whose test has no certain meaning (WhenReached) becomes UNDETERMINED with
// that
//    basis. A NO stays: it holds whether the rule does or not.
// 9. What the regime leaves out and a careful reader should know is a caution: control that it does
//    not count, holdings of several that it does not add, presumptions rebutted.
#include "lib/ownership/judge.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/ownership/bounds.h"
#include "lib/ownership/evidence.h"
#include "lib/ownership/spread.h"

namespace lynceus::ownership {
namespace {

std::string ListWords(const SeedRule& rule) {
  return rule.lists.empty() ? rule.authority
                            : absl::StrCat(rule.authority, " ", Join(rule.lists, " or "));
}

// Everything about one regime over one closure.
class Bench {
 public:
  Bench(const InterestSource& graph, const Closure& closure, const Regime& regime,
        const LoadedLists& lists, Date as_of)
      : graph_(graph), closure_(closure), regime_(regime), as_of_(as_of) {
    verdict_.regime = regime.key;
    verdict_.measure = regime.measure;
    period_ = regime.PeriodOn(as_of);
    verdict_.unverified = period_ != nullptr && period_->unverified;
    for (const SeedRule& rule : regime.seeds) {
      if (!lists.Has(rule)) missing_.push_back(ListWords(rule));
    }
    FindSeeds();
  }

  absl::StatusOr<Verdict> Decide() {
    if (!positions_.empty() && positions_[0] != kNever) {
      LYNCEUS_RETURN_IF_ERROR(Listed());
    } else if (period_ == nullptr || period_->suspended) {
      NotEvaluated(Basis::kNotInForce,
                   absl::StrCat("the rule was ", period_ == nullptr ? "not in force" : "suspended",
                                " on ", as_of_.ToString()));
    } else if (missing_.size() == regime_.seeds.size()) {
      NotEvaluated(Basis::kNoList, MissingText());
    } else {
      LYNCEUS_RETURN_IF_ERROR(Weigh());
    }
    return std::move(verdict_);
  }

 private:
  void FindSeeds() {
    for (Place place = 0; place < closure_.size(); ++place) {
      const Seed seed = SeedOf(regime_, closure_.designations[place]);
      positions_.push_back(seed.position);
      if (seed.position == kNever) continue;
      seeds_.push_back(place);
      if (seed.controlling) exceptions_.controlling.push_back(place);
    }
  }

  std::string MissingText() const {
    return absl::StrCat("lists not loaded: ", Join(missing_, ", "));
  }

  void NotEvaluated(Basis basis, std::string text) {
    verdict_.answer = Answer::kNotEvaluated;
    verdict_.basis = basis;
    verdict_.text = std::move(text);
  }

  absl::Status Listed() {
    verdict_.answer = Answer::kYes;
    verdict_.basis = Basis::kListed;
    verdict_.unverified = false;  // the listing itself is certain
    const std::vector<Citation> citations = {
        {.kind = EvidenceKind::kDesignation, .designation = positions_[0]}};
    LYNCEUS_RETURN_IF_ERROR(AppendEvidence(graph_, closure_, citations, verdict_.evidence));
    verdict_.text = "listed itself: " + verdict_.evidence.front().text;
    return absl::OkStatus();
  }

  absl::Status Weigh() {
    FindRebutted();
    const Problem problem(closure_, *period_, exceptions_);
    const std::vector<Run> runs = Spreads(problem, period_->aggregation);
    const Run* proof = nullptr;
    const Run* doubt = nullptr;
    for (const Run& run : runs) {
      Measure(problem, run);
      LYNCEUS_CHECK(run.must[0] == kNever || run.may[0] != kNever);
      if (run.must[0] != kNever && (proof == nullptr || run.must[0] < proof->must[0])) proof = &run;
      if (run.may[0] != kNever && doubt == nullptr) doubt = &run;
    }
    SetBlocked();
    SetUnstated(problem);
    if (!period_->note.empty()) notes_.push_back(period_->note);
    if (proof != nullptr) return Proven(problem, *proof);
    if (!missing_.empty()) {
      NotEvaluated(Basis::kNoList, MissingText());
      return absl::OkStatus();
    }
    if (doubt != nullptr) return Doubtful(problem, *doubt);
    return NotReached(problem, runs);
  }

  // Rebuttals of this regime's presumption. Who is listed stays so.
  void FindRebutted() {
    if (!period_->rebuttable) return;
    for (Place place = 0; place < closure_.size(); ++place) {
      for (const Rebuttal& rebuttal : closure_.rebuttals[place]) {
        if (rebuttal.regime != regime_.key || positions_[place] != kNever) continue;
        exceptions_.rebutted.push_back(place);
        break;
      }
    }
  }

  std::vector<Run> Spreads(const Problem& problem, Aggregation aggregation) const {
    std::vector<Run> runs;
    if (seeds_.empty()) return runs;
    if (aggregation == Aggregation::kAll) {
      runs.push_back({problem.Must(seeds_), problem.May(seeds_)});
      return runs;
    }
    std::map<Place, std::vector<Place>> classes;
    for (const Place seed : seeds_) classes[closure_.identity_class[seed]].push_back(seed);
    for (const auto& [first, members] : classes) {
      const Ranks may = problem.May(members);
      for (const Place seed : members) {
        runs.push_back({problem.Must(std::span(&seed, 1)), may});
      }
    }
    return runs;
  }

  void Measure(const Problem& problem, const Run& run) {
    for (const Instrument& instrument : problem.holdings(0).instruments) {
      const Blocked must{.ranks = run.must, .except = 0};
      const Blocked may{.ranks = run.may, .unknown = true, .except = 0};
      lo_ = HigherLower(lo_, MeasureOf(instrument, Counted(instrument, *period_, must)).lo);
      const ShareBound hi = MeasureOf(instrument, Counted(instrument, *period_, may)).hi;
      if (UpperBelow(hi_, hi)) hi_ = hi;
    }
    for (const std::size_t at : problem.holdings(0).indirect) {
      const Place owner = closure_.facts[at].owner;
      if (owner == kNoPlace || run.may[owner] != kNever) hi_ = {kWholePpm, false};
    }
  }

  void SetBlocked() {
    ShareBound lo = lo_.ppm >= kWholePpm ? ShareBound{kWholePpm, false} : lo_;
    ShareBound hi = hi_.ppm >= kWholePpm && !(hi_.ppm == kWholePpm && hi_.open)
                        ? ShareBound{kWholePpm, false}
                        : hi_;
    if (!HoldsAValue(lo, hi)) {
      lo.open = false;
      hi = {std::max(lo.ppm, hi.ppm), false};
    }
    const auto share = Share::Between(lo, hi);
    LYNCEUS_CHECK(share.ok());
    verdict_.blocked = *share;
  }

  // The instrument by which remainders are told: the first counted one of which anything is stated.
  const Instrument* Primary(const Problem& problem) const {
    const std::vector<Instrument>& instruments = problem.holdings(0).instruments;
    for (const Instrument& instrument : instruments) {
      if (!instrument.stakes.empty()) return &instrument;
    }
    return instruments.empty() ? nullptr : &instruments.front();
  }

  void SetUnstated(const Problem& problem) {
    const Instrument* primary = Primary(problem);
    if (primary == nullptr) return;
    verdict_.unstated_ppm = std::max<std::int64_t>(0, kWholePpm - primary->stated.ppm);
    if (primary->over_determined) {
      notes_.push_back("the holdings stated of this party add to more than the whole");
    }
  }

  std::string ThresholdWords() const {
    const std::string percent = PercentText(period_->threshold_ppm);
    switch (period_->at_threshold) {
      case AtThreshold::kReached:
        return absl::StrCat(percent, " % or more");
      case AtThreshold::kNotReached:
        return absl::StrCat("more than ", percent, " %");
      case AtThreshold::kUnverified:
        break;
    }
    return absl::StrCat("more than ", percent, " % (whether ", percent,
                        " % itself is enough is not verified)");
  }

  std::string OwnedWords() const {
    if (verdict_.blocked.unknown()) return "owned by blocked persons to an unknown share";
    return absl::StrCat("owned ", verdict_.blocked.ToString(), " by blocked persons");
  }

  absl::Status Proven(const Problem& problem, const Run& run) {
    verdict_.answer = Answer::kYes;
    const std::vector<Citation> citations = ProofOf(problem, run, positions_);
    const Citation& last = citations.back();
    if (last.stake == nullptr) {
      verdict_.basis = Basis::kControlled;
      verdict_.text =
          absl::StrCat("controlled by blocked persons: ",
                       std::string(InterestKindName(closure_.facts[last.fact].edge.interest.kind)),
                       period_->rebuttable ? "; can be rebutted" : "");
    } else {
      verdict_.basis = period_->rebuttable ? Basis::kPresumed : Basis::kOwned;
      verdict_.text =
          absl::StrCat(OwnedWords(), ", which is ", ThresholdWords(),
                       period_->rebuttable ? "; a presumption that can be rebutted" : "");
    }
    LYNCEUS_RETURN_IF_ERROR(AppendEvidence(graph_, closure_, citations, verdict_.evidence));
    if (regime_.strictest_of_owners) LYNCEUS_RETURN_IF_ERROR(NameOwners());
    Qualify();
    AddNotes();
    return AddCautions(problem, run);
  }

  // All of them, also those without whom the proof would hold: theirs may be the strictest entry.
  absl::Status NameOwners() {
    std::vector<std::string> owners;
    for (const Place place : seeds_) {
      std::vector<std::string> entries;
      for (const Designation& each : closure_.designations[place]) {
        const bool seeds = std::any_of(regime_.seeds.begin(), regime_.seeds.end(),
                                       [&](const SeedRule& rule) { return Seeds(rule, each); });
        if (seeds) entries.push_back(DesignationText(each));
      }
      LYNCEUS_ASSIGN_OR_RETURN(const std::string name, NameOf(place));
      owners.push_back(absl::StrCat(name, " (", Join(entries, ", "), ")"));
    }
    absl::StrAppend(
        &verdict_.text,
        "; the strictest of what is asked for its listed owners applies: ", Join(owners, "; "));
    return absl::OkStatus();
  }

  // A test that is met, of a regime that gives it no certain meaning, is no YES.
  void Qualify() {
    if (period_->when_reached == WhenReached::kYes) return;
    const bool review = period_->when_reached == WhenReached::kReview;
    verdict_.answer = Answer::kUndetermined;
    verdict_.basis = review ? Basis::kReview : Basis::kUnverified;
    verdict_.undecided.push_back(review ? "what the authority or a court makes of this holding"
                                        : "whether the rule holds on this day");
    verdict_.text += review ? "; the authority states no such test: a reason to look"
                            : "; whether the rule holds on this day is not verified";
  }

  absl::Status Doubtful(const Problem& problem, const Run& run) {
    verdict_.answer = Answer::kUndetermined;
    const std::vector<Citation> citations = DoubtOf(problem, run, positions_);
    LYNCEUS_RETURN_IF_ERROR(AppendEvidence(graph_, closure_, citations, verdict_.evidence));
    LYNCEUS_ASSIGN_OR_RETURN(verdict_.undecided, OpenQuestions(graph_, closure_, citations));
    const bool by_share = UpperReaches(hi_, *period_);
    verdict_.text = by_share
                        ? absl::StrCat(OwnedWords(), "; ", ThresholdWords(), " cannot be excluded")
                        : "a tie to blocked persons that would extend to it is not certain";
    const bool unverified = period_->at_threshold == AtThreshold::kUnverified;
    if (unverified && (AtThresholdExactly() || verdict_.undecided.empty())) {
      verdict_.basis = Basis::kUnverified;
      verdict_.undecided.push_back(absl::StrCat(
          "whether exactly ", PercentText(period_->threshold_ppm), " % reaches the threshold"));
    }
    AddNotes();
    return AddCautions(problem, run);
  }

  absl::Status NotReached(const Problem& problem, const std::vector<Run>& runs) {
    verdict_.answer = Answer::kNo;
    for (const Run& run : runs) {
      LYNCEUS_RETURN_IF_ERROR(
          AppendEvidence(graph_, closure_, FoundIn(problem, run, positions_), verdict_.evidence));
    }
    verdict_.opaque = Opaque(problem, runs);
    for (const Run& run : runs) LYNCEUS_RETURN_IF_ERROR(AddCautions(problem, run));
    LYNCEUS_RETURN_IF_ERROR(AddRebuttals());
    if (runs.size() > 1) AddTogether();
    verdict_.text = hi_.ppm == 0 ? "no holding of blocked persons in it is stated"
                                 : absl::StrCat(OwnedWords(), ", which is not ", ThresholdWords());
    if (verdict_.unstated_ppm > 0) {
      absl::StrAppend(&verdict_.text, "; of ", PercentText(verdict_.unstated_ppm),
                      " % no holder is stated");
    }
    AddNotes();
    return absl::OkStatus();
  }

  bool AtThresholdExactly() const {
    const ShareBound threshold{period_->threshold_ppm, false};
    return lo_ == threshold && hi_ == threshold;
  }

  void AddCaution(std::string caution) {
    std::vector<std::string>& all = verdict_.cautions;
    if (std::find(all.begin(), all.end(), caution) == all.end()) all.push_back(std::move(caution));
  }

  absl::StatusOr<std::string> NameOf(Place place) const {
    std::string id;
    std::string name;
    LYNCEUS_RETURN_IF_ERROR(graph_.Describe(closure_.nodes[place], id, name));
    return name.empty() ? id : name;
  }

  // Control by blocked parties that the regime does not count.
  absl::Status AddCautions(const Problem& problem, const Run& run) {
    for (const std::size_t at : problem.holdings(0).uncounted) {
      const Closure::Fact& fact = closure_.facts[at];
      if (fact.owner == kNoPlace || run.may[fact.owner] == kNever) continue;
      if (problem.ExtendsFrom(fact.owner, /*may=*/false)) continue;
      LYNCEUS_ASSIGN_OR_RETURN(const std::string owner, NameOf(fact.owner));
      AddCaution(absl::StrCat(
          run.must[fact.owner] == kNever ? "a party that may be blocked, " : "a blocked party, ",
          owner, ", is stated to hold ", std::string(InterestKindName(fact.edge.interest.kind)),
          " over it: this regime does not count control"));
    }
    return absl::OkStatus();
  }

  absl::Status AddRebuttals() {
    for (const Place place : exceptions_.rebutted) {
      LYNCEUS_ASSIGN_OR_RETURN(const std::string party, NameOf(place));
      for (const Rebuttal& rebuttal : closure_.rebuttals[place]) {
        if (rebuttal.regime != regime_.key) continue;
        AddCaution(absl::StrCat(
            "the presumption that ", party, " is blocked was rebutted by ", rebuttal.author,
            rebuttal.date ? absl::StrCat(" on ", rebuttal.date->ToString()) : "",
            rebuttal.until ? absl::StrCat(" until ", rebuttal.until->ToString()) : "", ": ",
            rebuttal.reason));
      }
    }
    return absl::OkStatus();
  }

  // What several blocked parties hold together, where the regime measures each alone.
  void AddTogether() {
    RegimePeriod together = *period_;
    together.aggregation = Aggregation::kAll;
    const Problem problem(closure_, together, exceptions_);
    if (Spreads(problem, Aggregation::kAll).front().may[0] == kNever) return;
    AddCaution(absl::StrCat("the holdings of several blocked parties together may be ",
                            ThresholdWords(), ": this regime does not add them"));
  }

  // True where what is not stated, with what is held by blocked parties, could reach the threshold.
  bool Opaque(const Problem& problem, const std::vector<Run>& runs) const {
    if (!runs.empty()) {
      return std::any_of(runs.begin(), runs.end(),
                         [&](const Run& run) { return HasRoom(problem, run.may); });
    }
    const Ranks of_unknown = problem.May({});
    return of_unknown[0] != kNever || HasRoom(problem, of_unknown);
  }

  bool HasRoom(const Problem& problem, const Ranks& ranks) const {
    const Instrument* primary = Primary(problem);
    if (primary == nullptr) return false;
    const Blocked blocked{.ranks = ranks, .unknown = true, .except = 0};
    const ShareBound room = MeasureOf(*primary, Counted(*primary, *period_, blocked)).room;
    return UpperReaches(room, *period_);
  }

  void AddNotes() {
    if (verdict_.unverified) {
      verdict_.text += "; this rule is unverified: no source of its parameters was read";
    }
    for (std::string& note : notes_) {
      verdict_.evidence.push_back({.kind = EvidenceKind::kNote, .text = std::move(note)});
    }
  }

  const InterestSource& graph_;
  const Closure& closure_;
  const Regime& regime_;
  const Date as_of_;
  const RegimePeriod* period_ = nullptr;
  std::vector<std::string> missing_;  // seed rules without a loaded list
  SeedPositions positions_;
  std::vector<Place> seeds_;
  Problem::Exceptions exceptions_;
  ShareBound lo_;
  ShareBound hi_;
  std::vector<std::string> notes_;
  Verdict verdict_;
};

}  // namespace

absl::StatusOr<std::vector<Verdict>> JudgeAll(const InterestSource& graph,
                                              std::span<const Regime> regimes,
                                              const LoadedLists& lists, Date as_of, Node subject) {
  LYNCEUS_ASSIGN_OR_RETURN(const Closure closure, CollectClosure(graph, as_of, subject));
  std::vector<Verdict> verdicts;
  verdicts.reserve(regimes.size());
  for (const Regime& regime : regimes) {
    LYNCEUS_ASSIGN_OR_RETURN(Verdict verdict, Bench(graph, closure, regime, lists, as_of).Decide());
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

absl::StatusOr<Verdict> Judge(const InterestSource& graph, const Regime& regime,
                              const LoadedLists& lists, Date as_of, Node subject) {
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<Verdict> verdicts,
                           JudgeAll(graph, std::span(&regime, 1), lists, as_of, subject));
  return std::move(verdicts.front());
}

}  // namespace lynceus::ownership
