// Parties are taken in rounds, so that memory stays bounded and the report keeps their order.
#include "lib/screening/selftest.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/screening/find_matches.h"

namespace lynceus::screening {
namespace {

constexpr std::uint32_t kPartiesPerRound = 256;

std::string ScoreOf(const Found& found, std::uint32_t number) {
  for (const ScoredParty& party : found.parties) {
    if (party.number == number) return absl::StrCat(party.scored.score, "/10000");
  }
  return "no anchor shared, or below half";
}

// What one question adds to the report.
absl::Status Ask(const std::string& name, std::uint32_t number, const Party& party,
                 const SelftestMiss& about, const Engine& engine, SelftestReport& report) {
  ++report.asked;
  const std::int32_t score_min = engine.rules->policy.match_score_min;
  const Question question{.names = {name}, .facts = {.schema = party.entity.schema}};
  const auto found =
      FindMatches(question, score_min, std::numeric_limits<std::size_t>::max(), engine);
  SelftestMiss miss = about;
  if (!found.ok()) {
    if (absl::IsDataLoss(found.status())) return found.status();
    miss.reason = DetailOf(found.status()).cause;
    report.misses.push_back(std::move(miss));
    return absl::OkStatus();
  }
  const auto own = std::find_if(found->parties.begin(), found->parties.end(),
                                [&](const ScoredParty& each) { return each.number == number; });
  if (own == found->parties.end()) {
    LYNCEUS_ASSIGN_OR_RETURN(
        const Found below,
        FindMatches(question, score_min / 2, std::numeric_limits<std::size_t>::max(), engine));
    miss.reason = absl::StrCat("below ", score_min, "/10000: ", ScoreOf(below, number));
    report.misses.push_back(std::move(miss));
    return absl::OkStatus();
  }
  ++report.hit;
  const bool alone =
      std::none_of(found->parties.begin(), found->parties.end(), [&](const ScoredParty& each) {
        return each.number != number && each.scored.score >= own->scored.score;
      });
  if (alone) ++report.first;
  return absl::OkStatus();
}

absl::Status TestParty(std::uint32_t number, const Engine& engine, SelftestReport& report) {
  LYNCEUS_ASSIGN_OR_RETURN(const Party party, engine.snapshot->PartyByNumber(number));
  if (party.designations.empty()) return absl::OkStatus();
  ++report.parties;
  for (std::size_t i = 0; i < party.entity.names.size(); ++i) {
    const Name& name = party.entity.names[i];
    if (name.kind == NameKind::kWeak) continue;
    ++report.names;
    SelftestMiss about{.entity_id = party.entity.id, .ordinal = i};
    LYNCEUS_RETURN_IF_ERROR(Ask(name.text, number, party, about, engine, report));
    const std::string other = OtherOrder(name.text);
    if (party.entity.schema != Schema::kPerson || other.empty()) continue;
    about.other_order = true;
    LYNCEUS_RETURN_IF_ERROR(Ask(other, number, party, about, engine, report));
  }
  return absl::OkStatus();
}

void Add(SelftestReport&& part, SelftestReport& whole) {
  whole.parties += part.parties;
  whole.names += part.names;
  whole.asked += part.asked;
  whole.hit += part.hit;
  whole.first += part.first;
  for (SelftestMiss& miss : part.misses) whole.misses.push_back(std::move(miss));
}

}  // namespace

std::string OtherOrder(const std::string& name) {
  const std::size_t comma = name.find(',');
  if (comma != std::string::npos) {
    return absl::StrCat(std::string(TrimAscii(std::string_view(name).substr(comma + 1))), " ",
                        std::string(TrimAscii(std::string_view(name).substr(0, comma))));
  }
  std::vector<std::string> words = SplitTrimmed(name, ' ');
  if (words.size() < 2) return "";
  std::reverse(words.begin(), words.end());
  return Join(words, " ");
}

absl::StatusOr<SelftestReport> RunSelftest(const Engine& engine, ThreadPool& pool) {
  SelftestReport report;
  const auto parties = static_cast<std::uint32_t>(engine.snapshot->manifest().parties);
  for (std::uint32_t first = 0; first < parties; first += kPartiesPerRound) {
    const std::size_t count = std::min(kPartiesPerRound, parties - first);
    std::vector<SelftestReport> parts(count);
    std::vector<absl::Status> statuses(count);
    pool.ForEach(count, [&](std::size_t i) {
      statuses[i] = TestParty(first + static_cast<std::uint32_t>(i), engine, parts[i]);
    });
    for (std::size_t i = 0; i < count; ++i) {
      LYNCEUS_RETURN_IF_ERROR(statuses[i]);
      Add(std::move(parts[i]), report);
    }
  }
  return report;
}

}  // namespace lynceus::screening
