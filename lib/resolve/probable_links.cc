// Keys are sorted, so that records with an equal key stand together. In each group every record
// that is a risk by itself meets all others; the rest meet their neighbours, in an order in which
// likely partners stand close. Pairs are collected, made unique, and only then compared.
#include "lib/resolve/probable_links.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/resolve/compared_names.h"
#include "lib/resolve/groups.h"
#include "lib/resolve/name_keys.h"

namespace lynceus::resolve {
namespace {

// After so many more the pairs are made unique.
constexpr std::size_t kPairsStep = 1u << 22;

// A text that the analyzer refuses gives no key.
bool IsNoName(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsResourceExhausted(status);
}

// Pairs as one number each, so that sorting is cheap. One thread.
class Pairs {
 public:
  absl::Status Add(Position a, Position b) {
    pairs_.push_back(std::uint64_t{std::min(a, b)} << 32 | std::max(a, b));
    if (pairs_.size() < next_) return absl::OkStatus();
    SortUnique();
    if (pairs_.size() > limits::kNamePairsMax) {
      return LimitError(
          {.subject = "resolve",
           .cause = "too many records share names without a fact that tells them apart",
           .limit = absl::StrCat(limits::kNamePairsMax, " pairs"),
           .remedy = "build from fewer registries, or from ones that state birth "
                     "dates and countries"});
    }
    next_ = pairs_.size() + kPairsStep;
    return absl::OkStatus();
  }
  std::vector<std::uint64_t> Take() {
    SortUnique();
    return std::move(pairs_);
  }

 private:
  void SortUnique() {
    std::sort(pairs_.begin(), pairs_.end());
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
  }

  std::vector<std::uint64_t> pairs_;
  std::size_t next_ = kPairsStep;
};

// Puts the records at risk first; then those with close birth dates side by side, and of these the
// sources mixed, whose ids would stand apart.
void SortGroup(const RecordFacts& facts, std::vector<Position>& group) {
  const auto order = [&](Position at) {
    const Record& record = facts[at];
    const auto births = facts.BirthsOf(record);
    return std::tuple(!record.at_risk, births.empty() ? 0 : births.front().first, KeyOf(record.id),
                      at);
  };
  std::sort(group.begin(), group.end(),
            [&](Position a, Position b) { return order(a) < order(b); });
  group.erase(std::unique(group.begin(), group.end()), group.end());
}

class PairFinder {
 public:
  PairFinder(const RecordFacts& facts, Pairs& pairs) : facts_(facts), pairs_(pairs) {}

  absl::Status AddGroup(std::vector<Position>& group) {
    SortGroup(facts_, group);
    const auto rest = static_cast<std::size_t>(
        std::find_if(group.begin(), group.end(), [&](Position at) { return !facts_[at].at_risk; }) -
        group.begin());
    for (std::size_t i = 0; i < rest; ++i) {
      for (std::size_t j = i + 1; j < group.size(); ++j) {
        LYNCEUS_RETURN_IF_ERROR(Consider(group[i], group[j]));
      }
    }
    absl::Status status;
    passed_over_ += ForPairs(group.size() - rest, [&](std::size_t i, std::size_t j) {
      status.Update(Consider(group[rest + i], group[rest + j]));
    });
    return status;
  }
  // Of names that are alike but for one word: those at risk meet all, the rest nobody.
  absl::Status AddNearGroup(std::vector<Position>& group) {
    const auto at_risk = [&](Position at) { return facts_[at].at_risk; };
    if (std::none_of(group.begin(), group.end(), at_risk)) return absl::OkStatus();
    if (group.size() > kNearGroupMax) {
      ++groups_passed_over_;
      return absl::OkStatus();
    }
    for (const Position a : group) {
      for (const Position b : group) {
        // A pair of two at risk is met from its smaller side.
        if (!at_risk(a) || a == b || (at_risk(b) && b < a)) continue;
        LYNCEUS_RETURN_IF_ERROR(Consider(a, b));
      }
    }
    return absl::OkStatus();
  }

  std::uint64_t passed_over() const { return passed_over_; }
  std::uint64_t groups_passed_over() const { return groups_passed_over_; }

 private:
  absl::Status Consider(Position a, Position b) {
    if (!MayLinkByName(facts_, a, b, AgreementOf(facts_, a, b))) return absl::OkStatus();
    return pairs_.Add(a, b);
  }

  const RecordFacts& facts_;
  Pairs& pairs_;
  std::uint64_t passed_over_ = 0;
  std::uint64_t groups_passed_over_ = 0;
};

// Calls visit(group) for the records of each key that two or more share.
template <typename Keys, typename Visit>
absl::Status ForGroups(const Keys& keys, const Visit& visit) {
  std::vector<Position> group;
  for (std::size_t begin = 0; begin < keys.size();) {
    group.clear();
    std::size_t end = begin;
    for (; end < keys.size() && keys[end].hash == keys[begin].hash; ++end) {
      group.push_back(keys[end].at);
    }
    if (group.size() > 1) LYNCEUS_RETURN_IF_ERROR(visit(group));
    begin = end;
  }
  return absl::OkStatus();
}

}  // namespace

void NameBlocks::Append(std::vector<std::uint64_t>& hashes, Position at, std::vector<Key>& keys) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  for (const std::uint64_t hash : hashes) keys.push_back({hash, at});
}

absl::Status NameBlocks::Add(Position at, const Entity& record, const names::Analyzer& analyzer) {
  std::vector<std::uint64_t> hashes;
  std::vector<std::uint64_t> near_hashes;
  for (const std::string& each : ComparedNames(record)) {
    const auto name = analyzer.Analyze(each, record.schema);
    if (name.ok()) {
      AppendNameKeys(*name, record, hashes);
      AppendNearKeys(*name, near_hashes);
    } else if (!IsNoName(name.status())) {
      return name.status();
    }
  }
  Append(hashes, at, keys_);
  Append(near_hashes, at, near_keys_);
  return absl::OkStatus();
}

void NameBlocks::Finish(const std::vector<Position>& moved) {
  for (std::vector<Key>* const keys : {&keys_, &near_keys_}) {
    for (Key& key : *keys) key.at = moved[key.at];
    std::sort(keys->begin(), keys->end());
  }
}

absl::StatusOr<bool> NameBlocks::NameAnother(const RecordFacts& facts, Position naming,
                                             Position named,
                                             const names::Analyzer& analyzer) const {
  for (const std::string_view text : facts.NamesOf(facts[naming])) {
    const auto name = analyzer.Analyze(text, facts[naming].schema);
    if (!name.ok() && !IsNoName(name.status())) return name.status();
    const std::uint64_t hash = name.ok() ? WordsKey(*name) : 0;
    if (hash == 0) continue;
    auto key = std::lower_bound(keys_.begin(), keys_.end(), Key{hash, 0});
    for (std::size_t i = 0; i < kGroupPairsMax && key != keys_.end() && key->hash == hash; ++i) {
      const Position other = (key++)->at;
      const bool another = other != naming && other != named;
      if (another && facts[other].source == facts[named].source &&
          !facts.KindsOrBirthsContradict(naming, other)) {
        return true;
      }
    }
  }
  return false;
}

absl::StatusOr<NameBlocks::Found> NameBlocks::Find(const RecordFacts& facts,
                                                   NameComparer& comparer) {
  Pairs pairs;
  PairFinder finder(facts, pairs);
  LYNCEUS_RETURN_IF_ERROR(
      ForGroups(keys_, [&](std::vector<Position>& group) { return finder.AddGroup(group); }));
  keys_ = {};
  LYNCEUS_RETURN_IF_ERROR(ForGroups(
      near_keys_, [&](std::vector<Position>& group) { return finder.AddNearGroup(group); }));
  near_keys_ = {};
  Found found{.links = {},
              .pairs_compared = 0,
              .pairs_passed_over = finder.passed_over(),
              .near_groups_passed_over = finder.groups_passed_over()};
  for (const std::uint64_t pair : pairs.Take()) {
    NameLink link{.a = static_cast<Position>(pair >> 32), .b = static_cast<Position>(pair)};
    link.agreement = AgreementOf(facts, link.a, link.b);
    LYNCEUS_ASSIGN_OR_RETURN(link.names, comparer.Compare(link.a, link.b));
    ++found.pairs_compared;
    if (link.names.score >= NameScoreMin(link.agreement)) found.links.push_back(link);
  }
  return found;
}

}  // namespace lynceus::resolve
