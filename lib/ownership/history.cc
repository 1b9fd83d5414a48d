#include "lib/ownership/history.h"

#include <set>
#include <unordered_set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"

namespace lynceus::ownership {
namespace {

constexpr std::size_t kDaysMax = 4'096;

// The days on which anything above a party begins or ends, at any date.
class Days {
 public:
  explicit Days(const InterestSource& graph) : graph_(graph) {}

  absl::StatusOr<std::set<Date>> Above(Node subject) {
    std::vector<Node> open{subject};
    seen_.insert(subject);
    while (!open.empty()) {
      const Node node = open.back();
      open.pop_back();
      LYNCEUS_RETURN_IF_ERROR(Visit(node, open));
    }
    return std::move(days_);
  }

 private:
  absl::Status Visit(Node node, std::vector<Node>& open) {
    std::vector<Designation> designations;
    LYNCEUS_RETURN_IF_ERROR(graph_.DesignationsOf(node, designations));
    for (const Designation& each : designations) {
      LYNCEUS_RETURN_IF_ERROR(Add(each.date));
      LYNCEUS_RETURN_IF_ERROR(Add(each.end_date));
    }
    std::vector<Rebuttal> rebuttals;
    LYNCEUS_RETURN_IF_ERROR(graph_.RebuttalsOf(node, rebuttals));
    for (const Rebuttal& each : rebuttals) {
      LYNCEUS_RETURN_IF_ERROR(Add(each.date));
      LYNCEUS_RETURN_IF_ERROR(Add(each.until));
    }
    std::vector<Edge> edges;
    LYNCEUS_RETURN_IF_ERROR(graph_.OwnersOf(node, edges));
    for (const Edge& edge : edges) {
      if (edge.interest.summary || IsAffiliation(edge.interest.kind)) continue;
      LYNCEUS_RETURN_IF_ERROR(Add(edge.interest.start));
      LYNCEUS_RETURN_IF_ERROR(Add(edge.interest.end));
      if (edge.owner == kUnknownHolder || !seen_.insert(edge.owner).second) continue;
      if (seen_.size() > limits::kOwnerClosureNodesMax) return TooMuch("parties above it");
      open.push_back(edge.owner);
    }
    return absl::OkStatus();
  }

  absl::Status Add(const std::optional<Date>& day) {
    if (day) days_.insert(*day);
    return days_.size() > kDaysMax ? TooMuch("days of change") : absl::OkStatus();
  }

  static absl::Status TooMuch(const char* what) {
    return LimitError(
        {.subject = "history",
         .cause = absl::StrCat("the party has too many ", what),
         .limit = absl::StrCat(kDaysMax, " days, ", limits::kOwnerClosureNodesMax, " parties"),
         .remedy = "ask for verdicts on single days"});
  }

  const InterestSource& graph_;
  std::unordered_set<Node> seen_;
  std::set<Date> days_;
};

}  // namespace

absl::StatusOr<std::vector<VerdictSpan>> HistoryOf(const InterestSource& graph,
                                                   const Regime& regime, const LoadedLists& lists,
                                                   Node subject) {
  LYNCEUS_ASSIGN_OR_RETURN(std::set<Date> days, Days(graph).Above(subject));
  for (const RegimePeriod& period : regime.periods) {
    if (period.from) days.insert(*period.from);
    if (period.until) days.insert(*period.until);
  }
  std::vector<VerdictSpan> spans;
  const auto add = [&](std::optional<Date> from, Date day) -> absl::Status {
    LYNCEUS_ASSIGN_OR_RETURN(Verdict verdict, Judge(graph, regime, lists, day, subject));
    if (!spans.empty()) {
      const Verdict& before = spans.back().verdict;
      if (before.answer == verdict.answer && before.basis == verdict.basis &&
          before.blocked == verdict.blocked) {
        return absl::OkStatus();
      }
      spans.back().until = from;
    }
    spans.push_back({.from = from, .until = {}, .verdict = std::move(verdict)});
    return absl::OkStatus();
  };
  const Date first = days.empty() ? Date() : *days.begin();
  LYNCEUS_RETURN_IF_ERROR(add({}, Date::FromDays(first.days() - 1)));
  for (const Date day : days) LYNCEUS_RETURN_IF_ERROR(add(day, day));
  return spans;
}

}  // namespace lynceus::ownership
