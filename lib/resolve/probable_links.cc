// Keys are sorted, so that records with an equal key stand together. In each group every record
// that is a risk by itself meets all others; the rest meet their neighbours, in an order in which
// likely partners stand close. Pairs are collected, made unique, and only then compared.
#include "lib/resolve/probable_links.h"

#include <algorithm>
#include <span>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/resolve/groups.h"
#include "lib/resolve/name_keys.h"

namespace lynceus::resolve {
namespace {

// After so many more the pairs are made unique.
constexpr std::size_t kPairsStep = 1u << 22;

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
  std::uint64_t passed_over() const { return passed_over_; }

 private:
  absl::Status Consider(Position a, Position b) {
    if (!MayLinkByName(facts_, a, b, AgreementOf(facts_, a, b))) return absl::OkStatus();
    return pairs_.Add(a, b);
  }

  const RecordFacts& facts_;
  Pairs& pairs_;
  std::uint64_t passed_over_ = 0;
};

}  // namespace

absl::Status NameBlocks::Add(Position at, const Entity& record, const names::Analyzer& analyzer) {
  std::vector<std::uint64_t> hashes;
  for (const Name& each : record.names) {
    if (each.kind == NameKind::kWeak) continue;
    const auto name = analyzer.Analyze(each.text, record.schema);
    if (name.ok()) {
      AppendNameKeys(*name, record, hashes);
    } else if (!absl::IsInvalidArgument(name.status()) &&
               !absl::IsResourceExhausted(name.status())) {
      return name.status();
    }
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  for (const std::uint64_t hash : hashes) keys_.push_back({hash, at});
  return absl::OkStatus();
}

absl::StatusOr<NameBlocks::Found> NameBlocks::Find(const RecordFacts& facts,
                                                   const std::vector<Position>& moved,
                                                   NameComparer& comparer) {
  for (Key& key : keys_) key.at = moved[key.at];
  std::sort(keys_.begin(), keys_.end(), [](const Key& a, const Key& b) {
    return std::tie(a.hash, a.at) < std::tie(b.hash, b.at);
  });
  Pairs pairs;
  PairFinder finder(facts, pairs);
  std::vector<Position> group;
  for (std::size_t begin = 0; begin < keys_.size();) {
    group.clear();
    std::size_t end = begin;
    for (; end < keys_.size() && keys_[end].hash == keys_[begin].hash; ++end) {
      group.push_back(keys_[end].at);
    }
    if (group.size() > 1) LYNCEUS_RETURN_IF_ERROR(finder.AddGroup(group));
    begin = end;
  }
  keys_ = {};
  Found found{.links = {}, .pairs_compared = 0, .pairs_passed_over = finder.passed_over()};
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
