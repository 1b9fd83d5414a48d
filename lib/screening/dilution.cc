// Two findings, each from a holding that ended in the window about a designation:
//
// 1. Fell below: on the day before it ended, a regime would have said YES of the party, had those
// who
//    are designated today been so already (a stake is most often cut before the listing), and the
//    holding that ended is part of that proof; today the regime does not say YES.
// 2. Moved: a holding of the designated party, or of a company that acts as it does, ended, and
// about
//    the same day somebody began to hold in the same party who is a relative or a manager, or acts
//    for one, or is a company that is new or tiny.
#include "lib/screening/dilution.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/ownership/facts.h"

namespace lynceus::screening {
namespace {

using ownership::Edge;
using ownership::Node;

Date Plus(Date day, int days) { return Date::FromDays(day.days() + days); }

// The graph as though who is designated on the question's day had always been.
class AlwaysListed final : public ownership::InterestSource {
 public:
  AlwaysListed(const InterestSource& base, Date as_of) : base_(base), as_of_(as_of) {}

  Node nodes() const override { return base_.nodes(); }
  absl::Status OwnersOf(Node subject, std::vector<Edge>& out) const override {
    return base_.OwnersOf(subject, out);
  }
  absl::Status HoldingsOf(Node owner, std::vector<Edge>& out) const override {
    return base_.HoldingsOf(owner, out);
  }
  absl::Status DesignationsOf(Node node, std::vector<Designation>& out) const override {
    std::vector<Designation> designations;
    LYNCEUS_RETURN_IF_ERROR(base_.DesignationsOf(node, designations));
    for (Designation& each : designations) {
      if (!InForce(each, as_of_)) continue;
      each.date.reset();
      out.push_back(std::move(each));
    }
    return absl::OkStatus();
  }
  absl::Status RebuttalsOf(Node node, std::vector<Rebuttal>& out) const override {
    return base_.RebuttalsOf(node, out);
  }
  absl::Status Describe(Node node, std::string& id, std::string& name) const override {
    return base_.Describe(node, id, name);
  }

 private:
  const InterestSource& base_;
  const Date as_of_;
};

// A designated party above, with the day of one of its designations.
struct Listed {
  Node party;
  Designation designation;  // with a date
};

// A holding that ended in the window about a designation of somebody at or above its holder.
struct Ended {
  Edge edge;
  Date day;  // first day without it
  const Listed* listed = nullptr;
};

// Everything that ever stood above a party.
struct Past {
  std::vector<Node> parties;  // breadth first from the party itself
  std::vector<Edge> holdings;
  std::vector<Listed> listed;
};

bool IsHolding(const Edge& edge) {
  return edge.edge_kind == ownership::EdgeKind::kInterest && !edge.interest.summary &&
         edge.owner != ownership::kUnknownHolder && !IsAffiliation(edge.interest.kind);
}

absl::StatusOr<Past> PastOf(const OwnershipQuestion& question) {
  Past past{.parties = {question.party}};
  std::set<Node> seen{question.party};
  std::vector<Edge> edges;
  for (std::size_t at = 0; at < past.parties.size(); ++at) {
    const Node node = past.parties[at];
    LYNCEUS_ASSIGN_OR_RETURN(const auto designations, DesignationsInForce(question, node));
    for (const Designation& each : designations) {
      if (each.date) past.listed.push_back({node, each});
    }
    edges.clear();
    LYNCEUS_RETURN_IF_ERROR(question.graph.OwnersOf(node, edges));
    for (Edge& edge : edges) {
      if (!IsHolding(edge)) continue;
      if (seen.insert(edge.owner).second) past.parties.push_back(edge.owner);
      past.holdings.push_back(std::move(edge));
    }
    if (past.parties.size() > limits::kOwnerClosureNodesMax) {
      return LimitError({.subject = "holdings that ended",
                         .cause = "more parties than this ever stood above the party",
                         .limit = absl::StrCat(limits::kOwnerClosureNodesMax, " parties"),
                         .remedy = "review this party by hand"});
    }
  }
  return past;
}

class Dilution {
 public:
  Dilution(const OwnershipQuestion& question, std::vector<Flag>& flags)
      : question_(question),
        rule_(question.rules.flags.diluted),
        graph_(question.graph),
        flags_(flags) {}

  absl::Status Add(const std::vector<Verdict>& verdicts) {
    LYNCEUS_ASSIGN_OR_RETURN(past_, PastOf(question_));
    FindEnded();
    if (ended_.empty()) return absl::OkStatus();
    for (const Verdict& verdict : verdicts) {
      if (verdict.answer == Answer::kYes || verdict.answer == Answer::kNotEvaluated) continue;
      LYNCEUS_RETURN_IF_ERROR(AddFall(verdict));
    }
    for (const Ended& ended : ended_) LYNCEUS_RETURN_IF_ERROR(AddMoves(ended));
    for (auto& [text, flag] : found_) flags_.push_back(std::move(flag));
    return absl::OkStatus();
  }

 private:
  bool InWindow(Date day, Date listed) const {
    return Plus(listed, -rule_.before_days) <= day && day <= Plus(listed, rule_.after_days);
  }

  // Latest first: the last proof before it fell is the one to show.
  void FindEnded() {
    for (const Edge& edge : past_.holdings) {
      const std::optional<Date>& end = edge.interest.end;
      if (!end || question_.as_of < *end) continue;
      if (edge.interest.start && *end <= *edge.interest.start) continue;
      for (const Listed& listed : past_.listed) {
        if (!InWindow(*end, *listed.designation.date)) continue;
        ended_.push_back({edge, *end, &listed});
      }
    }
    std::stable_sort(ended_.begin(), ended_.end(),
                     [](const Ended& a, const Ended& b) { return b.day < a.day; });
  }

  // --- 1: fell below a threshold ---

  absl::Status AddFall(const Verdict& now) {
    const Regime* const regime = question_.rules.FindRegime(now.regime);
    if (regime == nullptr) return absl::OkStatus();
    const AlwaysListed graph(graph_, question_.as_of);
    std::optional<Date> judged;
    for (const Ended& ended : ended_) {
      if (judged == ended.day) continue;
      judged = ended.day;
      LYNCEUS_ASSIGN_OR_RETURN(
          const Verdict before,
          ownership::Judge(graph, *regime, question_.lists, Plus(ended.day, -1), question_.party));
      if (before.answer != Answer::kYes || before.basis == Basis::kListed) continue;
      const Ended* const cause = CauseIn(before, ended.day);
      if (cause == nullptr) continue;
      return AddFallen(before, now, *cause);
    }
    return absl::OkStatus();
  }

  // The holding that ended on `day`, stands in the proof, and whose designated party does too.
  const Ended* CauseIn(const Verdict& proof, Date day) const {
    for (const Ended& ended : ended_) {
      if (ended.day != day) continue;
      std::string id;
      std::string name;
      if (!graph_.Describe(ended.listed->party, id, name).ok()) continue;
      const auto cites = [&](const EvidenceItem& item) {
        return item.kind == EvidenceKind::kDesignation && item.owner_id == id;
      };
      const auto ends = [&](const EvidenceItem& item) {
        return item.kind == EvidenceKind::kInterest && item.end == ended.edge.interest.end &&
               item.provenance == ended.edge.interest.provenance;
      };
      if (std::any_of(proof.evidence.begin(), proof.evidence.end(), cites) &&
          std::any_of(proof.evidence.begin(), proof.evidence.end(), ends)) {
        return &ended;
      }
    }
    return nullptr;
  }

  absl::Status AddFallen(const Verdict& before, const Verdict& now, const Ended& cause) {
    const std::string what =
        absl::StrCat("until ", cause.day.ToString(), " what was held in it was, if the listing ",
                     "had stood then, enough for ", now.regime, " (", before.text,
                     "); today it is not (", now.text, ")");
    LYNCEUS_ASSIGN_OR_RETURN(Flag * flag, FlagOf(cause, what));
    flag->rests_on.push_back(now.regime);
    for (const EvidenceItem& item : before.evidence) {
      if (item.kind == EvidenceKind::kInterest) AddEvidence(item, *flag);
    }
    return absl::OkStatus();
  }

  // --- 2: moved to somebody near ---

  absl::Status AddMoves(const Ended& ended) {
    const Listed& listed = *ended.listed;
    LYNCEUS_ASSIGN_OR_RETURN(const bool own,
                             ActsAs(listed.party, ended.edge.owner, Plus(ended.day, -1)));
    if (!own) return absl::OkStatus();
    for (const Edge& next : past_.holdings) {
      if (next.subject != ended.edge.subject || next.owner == ended.edge.owner) continue;
      if (!next.interest.start) continue;
      if (std::abs(next.interest.start->days() - ended.day.days()) > rule_.transfer_days) continue;
      LYNCEUS_ASSIGN_OR_RETURN(const bool kept, ActsAs(listed.party, next.owner, ended.day));
      if (kept) continue;
      LYNCEUS_RETURN_IF_ERROR(AddMove(ended, next));
    }
    return absl::OkStatus();
  }

  // True where `company` is `party`, or a company of which it may hold enough.
  absl::StatusOr<bool> ActsAs(Node party, Node company, Date day) const {
    if (party == company) return true;
    std::vector<Edge> edges;
    LYNCEUS_RETURN_IF_ERROR(graph_.OwnersOf(company, edges));
    return std::any_of(edges.begin(), edges.end(), [&](const Edge& edge) {
      return edge.owner == party && IsHolding(edge) &&
             ownership::Holds(edge.interest.start, edge.interest.end, day) &&
             (IsControl(edge.interest.kind) || edge.interest.share.hi().ppm >= rule_.own_from_ppm);
    });
  }

  // Who may stand behind the next holder: itself, and who may own it.
  absl::StatusOr<std::vector<std::pair<Node, std::optional<Edge>>>> Behind(Node holder,
                                                                           Date day) const {
    std::vector<std::pair<Node, std::optional<Edge>>> behind{{holder, std::nullopt}};
    std::vector<Edge> edges;
    LYNCEUS_RETURN_IF_ERROR(graph_.OwnersOf(holder, edges));
    for (const Edge& edge : edges) {
      if (!IsHolding(edge) || edge.interest.share.hi().ppm < rule_.own_from_ppm) continue;
      if (!ownership::Holds(edge.interest.start, edge.interest.end, day)) continue;
      behind.emplace_back(edge.owner, edge);
    }
    return behind;
  }

  absl::Status AddMove(const Ended& ended, const Edge& next) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto behind, Behind(next.owner, *next.interest.start));
    for (const auto& [person, link] : behind) {
      LYNCEUS_ASSIGN_OR_RETURN(
          std::optional<Edge> tie,
          TieOf(person, {ended.listed->party}, rule_.relatives, /*either_way=*/true));
      const char* word = "a relative of the designated party";
      if (!tie) {
        LYNCEUS_ASSIGN_OR_RETURN(
            tie, TieOf(person, {ended.listed->party, ended.edge.owner, ended.edge.subject},
                       rule_.managers, /*either_way=*/false));
        word = "a manager";
      }
      if (!tie) continue;
      const std::string to =
          link ? absl::StrCat("to a company that ", word, " may own") : absl::StrCat("to ", word);
      LYNCEUS_ASSIGN_OR_RETURN(Flag * flag, MovedFlag(ended, next, to));
      if (link) LYNCEUS_RETURN_IF_ERROR(AddFact(*link, *flag));
      LYNCEUS_RETURN_IF_ERROR(AddFact(*tie, *flag));
    }
    return AddSmallCompany(ended, next);
  }

  // A tie of one of `kinds` from `person` to one of `others`, or the other way where that counts.
  absl::StatusOr<std::optional<Edge>> TieOf(Node person, const std::set<Node>& others,
                                            const std::vector<InterestKind>& kinds,
                                            bool either_way) const {
    std::vector<Edge> edges;
    LYNCEUS_RETURN_IF_ERROR(graph_.HoldingsOf(person, edges));
    if (either_way) LYNCEUS_RETURN_IF_ERROR(graph_.OwnersOf(person, edges));
    for (Edge& edge : edges) {
      const Node other = edge.owner == person ? edge.subject : edge.owner;
      if (edge.edge_kind != ownership::EdgeKind::kInterest || !others.contains(other)) continue;
      if (std::find(kinds.begin(), kinds.end(), edge.interest.kind) == kinds.end()) continue;
      return std::optional<Edge>(std::move(edge));
    }
    return std::optional<Edge>();
  }

  absl::Status AddSmallCompany(const Ended& ended, const Edge& next) {
    LYNCEUS_ASSIGN_OR_RETURN(const Entity entity, question_.entity_of(next.owner));
    const Date moved = *next.interest.start;
    const Date new_from = Plus(moved, -rule_.new_company_days);
    for (const PartialDate& founded : entity.founded_dates) {
      if (founded.last < new_from || Plus(moved, rule_.transfer_days) < founded.first) continue;
      LYNCEUS_RETURN_IF_ERROR(AddCompany(ended, next, entity, "to a new company",
                                         absl::StrCat("founded ", founded.ToString())));
    }
    for (const Property& property : entity.properties) {
      if (property.name != "capital" || !IsTiny(property.value)) continue;
      LYNCEUS_RETURN_IF_ERROR(AddCompany(ended, next, entity, "to a company with a tiny capital",
                                         absl::StrCat("capital ", property.value)));
    }
    return absl::OkStatus();
  }

  // "10000", "10,000 RUB", "EUR 500.00": the digits before a decimal point.
  bool IsTiny(std::string_view capital) const {
    std::string digits;
    for (const char byte : capital) {
      if (byte >= '0' && byte <= '9') digits += byte;
      if (byte == '.' && !digits.empty()) break;
    }
    std::int64_t amount = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), amount);
    return !digits.empty() && error == std::errc() && amount <= rule_.tiny_capital_max;
  }

  absl::Status AddCompany(const Ended& ended, const Edge& next, const Entity& entity,
                          const std::string& to, std::string fact) {
    LYNCEUS_ASSIGN_OR_RETURN(Flag * flag, MovedFlag(ended, next, to));
    AddEvidence({.owner_id = entity.id,
                 .owner_name = std::string(entity.caption()),
                 .text = std::move(fact),
                 .provenance = entity.provenance},
                *flag);
    return absl::OkStatus();
  }

  absl::StatusOr<Flag*> MovedFlag(const Ended& ended, const Edge& next, const std::string& to) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string from,
                             ownership::PartyWords(graph_, ended.edge.owner));
    LYNCEUS_ASSIGN_OR_RETURN(const std::string holder, ownership::PartyWords(graph_, next.owner));
    LYNCEUS_ASSIGN_OR_RETURN(const std::string of, ownership::PartyWords(graph_, next.subject));
    const std::string what = absl::StrCat(
        "what ", from, " held of ", of, " (", ended.edge.interest.share.ToString(), ") ended on ",
        ended.day.ToString(), ", and ", holder, " held from ", next.interest.start->ToString(),
        " (", next.interest.share.ToString(), "), ", to);
    LYNCEUS_ASSIGN_OR_RETURN(Flag * flag, FlagOf(ended, what));
    LYNCEUS_RETURN_IF_ERROR(AddFact(next, *flag));
    return flag;
  }

  // --- both ---

  // The flag with this sentence, made where it is new: one holding may have moved in several ways.
  absl::StatusOr<Flag*> FlagOf(const Ended& ended, const std::string& what) {
    const Listed& listed = *ended.listed;
    const Date date = *listed.designation.date;
    LYNCEUS_ASSIGN_OR_RETURN(const std::string party, ownership::PartyWords(graph_, listed.party));
    const int days = ended.day.days() - date.days();
    const std::string when =
        days == 0 ? "on the day of"
                  : absl::StrCat(std::abs(days), std::abs(days) == 1 ? " day" : " days",
                                 days < 0 ? " before" : " after");
    const std::string text =
        FillIn(rule_.words.text,
               {{"what", what}, {"when", when}, {"party", party}, {"date", date.ToString()}});
    Flag& flag = found_[text];
    if (!flag.type.empty()) return &flag;
    flag = {.type = "diluted_after_listing", .text = text};
    LYNCEUS_ASSIGN_OR_RETURN(EvidenceItem item,
                             ownership::DesignationFact(graph_, listed.party, listed.designation));
    flag.rests_on.push_back(item.owner_id);
    AddEvidence(std::move(item), flag);
    LYNCEUS_RETURN_IF_ERROR(AddFact(ended.edge, flag));
    return &flag;
  }

  absl::Status AddFact(const Edge& edge, Flag& flag) const {
    LYNCEUS_ASSIGN_OR_RETURN(EvidenceItem item, ownership::InterestFact(graph_, edge));
    AddEvidence(std::move(item), flag);
    return absl::OkStatus();
  }

  // One fact once, though a proof and a flag word it differently.
  static void AddEvidence(EvidenceItem item, Flag& flag) {
    const auto same = [&](const EvidenceItem& each) {
      return std::tie(each.kind, each.owner_id, each.subject_id, each.start, each.end,
                      each.provenance, each.share, each.interest_kind) ==
             std::tie(item.kind, item.owner_id, item.subject_id, item.start, item.end,
                      item.provenance, item.share, item.interest_kind);
    };
    if (item.kind != EvidenceKind::kNote &&
        std::any_of(flag.evidence.begin(), flag.evidence.end(), same)) {
      return;
    }
    flag.evidence.push_back(std::move(item));
  }

  const OwnershipQuestion& question_;
  const DilutedRule& rule_;
  const ownership::InterestSource& graph_;
  std::vector<Flag>& flags_;
  Past past_;
  std::vector<Ended> ended_;
  std::map<std::string, Flag> found_;  // by text
};

}  // namespace

absl::Status AddDilution(const OwnershipQuestion& question, const std::vector<Verdict>& verdicts,
                         std::vector<Flag>& flags) {
  return Dilution(question, flags).Add(verdicts);
}

}  // namespace lynceus::screening
