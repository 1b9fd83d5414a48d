#include "tests/resolve/link_report.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/digest.h"
#include "lib/base/status.h"
#include "lib/resolve/name_comparer.h"
#include "lib/resolve/name_keys.h"
#include "lib/resolve/record_facts.h"

namespace lynceus::resolve {
namespace {

using Pair = std::pair<std::string, std::string>;

Pair Ordered(const std::string& a, const std::string& b) {
  return {std::min(a, b), std::max(a, b)};
}

absl::StatusOr<std::set<std::uint64_t>> KeysOf(const Entity& record,
                                               const names::Analyzer& analyzer) {
  std::vector<std::uint64_t> keys;
  for (const Name& each : record.names) {
    if (each.kind == NameKind::kWeak) continue;
    const auto name = analyzer.Analyze(each.text, record.schema);
    if (name.ok()) AppendNameKeys(*name, record, keys);
  }
  return std::set<std::uint64_t>(keys.begin(), keys.end());
}

// Why two records are not linked by their names, by the resolver's own rules.
absl::StatusOr<std::string> WhyNot(const Entity& a, const Entity& b, bool risk_a, bool risk_b,
                                   const names::Analyzer& analyzer) {
  RecordFacts facts;
  LYNCEUS_RETURN_IF_ERROR(facts.Add(a, risk_a).status());
  LYNCEUS_RETURN_IF_ERROR(facts.Add(b, risk_b).status());
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Position> moved, facts.Finish());
  NameComparer comparer(facts, analyzer);
  LYNCEUS_ASSIGN_OR_RETURN(const NameComparer::Best best, comparer.Compare(0, 1));
  const std::string score = absl::StrFormat(" (names score 0.%04d)", best.score);
  const Agreement agreement = AgreementOf(facts, 0, 1);
  if (facts.KindsContradict(0, 1)) return "kinds or world-wide numbers contradict" + score;
  if (agreement == Agreement::kNone) {
    const bool both_born = facts[0].births.count > 0 && facts[1].births.count > 0;
    return (both_born ? "birth dates disagree" : "countries disagree") + score;
  }
  if (!MayLinkByName(facts, 0, 1, agreement)) return "one source keeps them apart" + score;
  if (best.score < NameScoreMin(agreement)) return "names are too far apart" + score;
  LYNCEUS_ASSIGN_OR_RETURN(const auto ours, KeysOf(a, analyzer));
  LYNCEUS_ASSIGN_OR_RETURN(const auto theirs, KeysOf(b, analyzer));
  const bool share = std::any_of(ours.begin(), ours.end(),
                                 [&](std::uint64_t key) { return theirs.contains(key); });
  return (share ? "compared, and linked to another record of its party" : "no key in common") +
         score;
}

}  // namespace

std::string SourceOf(std::string_view id) { return std::string(id.substr(0, id.find(':'))); }

std::string KindOfReason(std::string_view reason) {
  if (reason.starts_with("forced by")) return "forced";
  if (reason.starts_with("the publishers")) return "shared reference";
  if (reason.starts_with("the publisher")) return "cross-reference";
  std::string kind;
  if (reason.starts_with("equal name ")) {
    kind = "equal name";
  } else if (reason.starts_with("name ")) {
    kind = "similar name";
  } else {
    kind = reason.substr(0, reason.find(' ', sizeof("equal")));
  }
  for (const char* const more : {", birth date", ", country", ", and no other fact", ", but"}) {
    if (reason.find(more) != std::string_view::npos) kind += more;
  }
  return kind;
}

std::string CountsOf(std::string_view title, const std::vector<IdentityLink>& links) {
  std::map<std::string, int> kinds;
  std::map<std::string, int> sources;
  for (const IdentityLink& link : links) {
    ++kinds[KindOfReason(link.reason)];
    const Pair pair = Ordered(SourceOf(link.a), SourceOf(link.b));
    ++sources[pair.first + " - " + pair.second];
  }
  std::string text = absl::StrFormat("%s: %d\n", std::string(title), links.size());
  for (const auto* const counts : {&kinds, &sources}) {
    for (const auto& [word, count] : *counts) absl::StrAppendFormat(&text, "%9d %s\n", count, word);
  }
  return text;
}

std::vector<IdentityLink> SampleOf(std::vector<IdentityLink> links, std::size_t count,
                                   std::uint64_t seed) {
  std::vector<std::pair<Sha256, IdentityLink>> drawn;
  for (IdentityLink& link : links) {
    drawn.emplace_back(Sha256Of(absl::StrCat(seed, " ", link.a, " ", link.b)), std::move(link));
  }
  std::sort(drawn.begin(), drawn.end());
  links.clear();
  for (std::size_t i = 0; i < std::min(count, drawn.size()); ++i) {
    links.push_back(std::move(drawn[i].second));
  }
  return links;
}

std::vector<Pair> ReferencedPairs(const LoadedRecords& records, const Resolution& resolution) {
  std::map<std::string, std::vector<std::string>> naming;  // by the id that is named
  for (const auto& [id, record] : records) {
    for (const std::string& other : record.entity.referents) naming[other].push_back(id);
  }
  std::set<Pair> pairs;
  const auto add = [&](const std::string& a, const std::string& b) {
    if (a != b && resolution.CanonicalOf(a) == resolution.CanonicalOf(b)) {
      pairs.insert(Ordered(a, b));
    }
  };
  for (const auto& [named, ids] : naming) {
    if (records.contains(named)) {
      for (const std::string& id : ids) add(id, named);
      continue;
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
      for (std::size_t j = i + 1; j < ids.size(); ++j) add(ids[i], ids[j]);
    }
  }
  return {pairs.begin(), pairs.end()};
}

std::string_view FoundName(HiddenPair::Found found) {
  switch (found) {
    case HiddenPair::Found::kCertain:
      return "certain";
    case HiddenPair::Found::kProbable:
      return "probable";
    case HiddenPair::Found::kNot:
      break;
  }
  return "not found";
}

absl::StatusOr<std::vector<HiddenPair>> HideReferences(const LoadedRecords& records,
                                                       const names::Analyzer& analyzer) {
  LYNCEUS_ASSIGN_OR_RETURN(const Resolution open, ResolveRecords(records, analyzer));
  LoadedRecords bare = records;
  for (auto& [id, record] : bare) record.entity.referents.clear();
  LYNCEUS_ASSIGN_OR_RETURN(const Resolution hidden, ResolveRecords(bare, analyzer));
  std::set<Pair> probable;
  for (const IdentityLink& link : hidden.links) probable.emplace(link.a, link.b);
  std::vector<HiddenPair> pairs;
  for (const auto& [a, b] : ReferencedPairs(records, open)) {
    HiddenPair pair{.a = a, .b = b};
    if (hidden.CanonicalOf(a) == hidden.CanonicalOf(b)) {
      pair.found = HiddenPair::Found::kCertain;
    } else if (probable.contains(Ordered(hidden.CanonicalOf(a), hidden.CanonicalOf(b)))) {
      pair.found = HiddenPair::Found::kProbable;
    } else {
      const Party& x = bare.at(a);
      const Party& y = bare.at(b);
      LYNCEUS_ASSIGN_OR_RETURN(pair.why,
                               WhyNot(x.entity, y.entity, IsAtRisk(x), IsAtRisk(y), analyzer));
    }
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

namespace {

// The sources that each party's links reach, by canonical id.
std::map<std::string, std::set<std::string>> SourcesReached(const LoadedRecords& records,
                                                            const Resolution& resolution) {
  std::map<std::string, std::set<std::string>> own;
  for (const auto& [id, record] : records) own[resolution.CanonicalOf(id)].insert(SourceOf(id));
  std::map<std::string, std::set<std::string>> reached = own;
  for (const IdentityLink& link : resolution.links) {
    reached[link.a].insert(own[link.b].begin(), own[link.b].end());
    reached[link.b].insert(own[link.a].begin(), own[link.a].end());
  }
  return reached;
}

}  // namespace

absl::StatusOr<std::vector<Unlinked>> FindUnlinked(const LoadedRecords& records,
                                                   const names::Analyzer& analyzer,
                                                   std::string_view from, std::string_view to,
                                                   std::int32_t score_min) {
  LYNCEUS_ASSIGN_OR_RETURN(const Resolution resolution, ResolveRecords(records, analyzer));
  const auto reached = SourcesReached(records, resolution);
  RecordFacts facts;
  for (const auto& [id, record] : records) {
    LYNCEUS_RETURN_IF_ERROR(facts.Add(record.entity, IsAtRisk(record)).status());
  }
  LYNCEUS_RETURN_IF_ERROR(facts.Finish().status());
  std::vector<Position> there;
  for (Position at = 0; at < facts.size(); ++at) {
    if (SourceOf(facts[at].id) == to) there.push_back(at);
  }
  NameComparer comparer(facts, analyzer);
  std::vector<Unlinked> found;
  for (const auto& [id, record] : records) {
    if (SourceOf(id) != from) continue;
    if (reached.at(resolution.CanonicalOf(id)).contains(std::string(to))) continue;
    Unlinked unlinked{.id = id};
    for (const Position at : there) {
      LYNCEUS_ASSIGN_OR_RETURN(const auto best, comparer.Compare(facts.Find(id), at));
      if (best.score <= unlinked.score) continue;
      unlinked.score = best.score;
      unlinked.nearest = facts[at].id;
    }
    if (unlinked.score < score_min || unlinked.nearest.empty()) continue;
    const Party& other = records.at(unlinked.nearest);
    LYNCEUS_ASSIGN_OR_RETURN(unlinked.why, WhyNot(record.entity, other.entity, IsAtRisk(record),
                                                  IsAtRisk(other), analyzer));
    found.push_back(std::move(unlinked));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Unlinked& a, const Unlinked& b) { return a.score > b.score; });
  return found;
}

}  // namespace lynceus::resolve
