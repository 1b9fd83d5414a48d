#include "lib/review/explain.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/answer_json.h"
#include "lib/review/answer_text.h"
#include "lib/screening/evaluate.h"
#include "lib/screening/find_matches.h"

namespace lynceus::review {
namespace {

constexpr std::size_t kNearMax = 5;

bool Answers(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// The party among the matches of an answer, or null.
const Match* FindIn(const std::vector<Match>& matches, const std::string& id) {
  const auto found = std::find_if(matches.begin(), matches.end(), [&](const Match& match) {
    return match.entity_id == id || Answers(match.ids, id);
  });
  return found == matches.end() ? nullptr : &*found;
}

void Take(const Match& match, WhyNot& why) {
  why.score = match.score;
  why.tree = match.explanation;
  why.asked_name = match.asked_name;
  why.matched_name = match.matched_name;
  why.suppressed_by = match.suppressed_by;
}

// What facts take from the score of the name, as a positive number.
std::int32_t TakenByFacts(const ScoreNode& tree) {
  std::int32_t taken = 0;
  for (const ScoreNode& child : tree.children) {
    if (child.label != "calibration" && child.points < 0) taken -= child.points;
  }
  return taken;
}

std::vector<screening::Question> QuestionsOf(const Counterparty& counterparty) {
  std::vector<screening::Question> questions{screening::QuestionOf(counterparty)};
  for (const DeclaredOwner& owner : counterparty.owners) {
    if (owner.entity_id.empty()) questions.push_back({.names = {owner.name}, .facts = {}});
  }
  return questions;
}

// Everyone who shares a key with an asked name, best first, each once.
absl::StatusOr<std::vector<screening::ScoredParty>> Compared(const Counterparty& counterparty,
                                                             const Preset& preset,
                                                             const screening::Engine& engine) {
  std::vector<screening::ScoredParty> parties;
  for (const screening::Question& question : QuestionsOf(counterparty)) {
    LYNCEUS_ASSIGN_OR_RETURN(
        screening::Found found,
        screening::FindMatches(question,
                               {.preset = preset,
                                .score_min = 1,
                                .parties_max = std::numeric_limits<std::size_t>::max()},
                               engine));
    std::move(found.parties.begin(), found.parties.end(), std::back_inserter(parties));
  }
  std::stable_sort(parties.begin(), parties.end(),
                   [](const auto& a, const auto& b) { return a.scored.score > b.scored.score; });
  return parties;
}

void AddNear(const std::vector<screening::ScoredParty>& compared, WhyNot& why) {
  for (const screening::ScoredParty& party : compared) {
    if (party.scored.score >= why.score_min || Answers(party.party.ids, why.entity_id)) continue;
    why.near.push_back({.entity_id = party.party.entity.id,
                        .score = party.scored.score,
                        .tree = party.scored.tree});
    if (why.near.size() == kNearMax) return;
  }
}

void FallWhenCompared(const std::vector<screening::ScoredParty>& compared, WhyNot& why) {
  const auto found = std::find_if(
      compared.begin(), compared.end(),
      [&](const screening::ScoredParty& party) { return Answers(party.party.ids, why.entity_id); });
  if (found == compared.end()) {
    why.at = FellAt::kNoSharedKey;
    return;
  }
  why.score = found->scored.score;
  why.tree = found->scored.tree;
  why.asked_name = found->asked_name;
  why.matched_name = found->matched_name;
  if (why.score >= why.score_min) {
    why.at = FellAt::kCut;
  } else if (why.score + TakenByFacts(why.tree) >= why.score_min) {
    why.at = FellAt::kByFacts;
  } else {
    why.at = FellAt::kUnderThreshold;
  }
}

std::string Sentence(const WhyNot& why) {
  switch (why.at) {
    case FellAt::kHit:
      return absl::StrCat("it is a hit, score ", ScoreText(why.score));
    case FellAt::kSuppressed:
      return absl::StrCat("it matches, score ", ScoreText(why.score), ", and is suppressed by ",
                          why.suppressed_by);
    case FellAt::kCut:
      return absl::StrCat("it matches, score ", ScoreText(why.score),
                          ", and better matches fill the places: the answer is truncated");
    case FellAt::kUnderThreshold:
      return absl::StrCat("its names were compared: ", ScoreText(why.score),
                          " is under the threshold ", ScoreText(why.score_min));
    case FellAt::kByFacts:
      return absl::StrCat("its name alone would reach the threshold ", ScoreText(why.score_min),
                          "; other facts take ", ScoreText(TakenByFacts(why.tree)), " and leave ",
                          ScoreText(why.score));
    case FellAt::kNoSharedKey:
      return "no name of it shares a key with an asked name, and no identifier is equal: it was "
             "not "
             "compared";
    case FellAt::kNotInSnapshot:
      return "no party of this snapshot answers to the id: it was on none of its lists, nor tied "
             "to who is";
  }
  return "";
}

}  // namespace

std::string_view FellAtName(FellAt step) {
  switch (step) {
    case FellAt::kHit:
      return "hit";
    case FellAt::kSuppressed:
      return "suppressed";
    case FellAt::kCut:
      return "cut";
    case FellAt::kUnderThreshold:
      return "under_threshold";
    case FellAt::kByFacts:
      return "by_facts";
    case FellAt::kNoSharedKey:
      return "no_shared_key";
    case FellAt::kNotInSnapshot:
      return "not_in_snapshot";
  }
  return "unknown";
}

absl::StatusOr<WhyNot> ExplainAgainst(const Counterparty& counterparty, Date as_of,
                                      const std::string& preset_key, const screening::Engine& whole,
                                      const std::string& entity_id) {
  const screening::Engine& engine = whole.On(as_of);
  LYNCEUS_ASSIGN_OR_RETURN(const DecisionCore core,
                           screening::Evaluate(counterparty, as_of, engine, preset_key));
  LYNCEUS_ASSIGN_OR_RETURN(const screening::AskedBy by,
                           screening::ChooseAskedBy(engine, counterparty.booking, preset_key));
  WhyNot why{.entity_id = entity_id, .score_min = by.policy.LowestMatchScore(by.preset)};
  const auto number = engine.snapshot->NumberOf(entity_id);
  if (absl::IsNotFound(number.status())) {
    why.text = Sentence(why);
    return why;
  }
  LYNCEUS_RETURN_IF_ERROR(number.status());
  LYNCEUS_ASSIGN_OR_RETURN(const Party party, engine.snapshot->PartyByNumber(*number));
  why.entity_id = party.entity.id;
  why.name = std::string(party.entity.caption());
  LYNCEUS_ASSIGN_OR_RETURN(const auto compared, Compared(counterparty, by.preset, engine));
  AddNear(compared, why);
  if (const Match* const hit = FindIn(core.hits, why.entity_id)) {
    why.at = FellAt::kHit;
    Take(*hit, why);
  } else if (const Match* const suppressed = FindIn(core.suppressed, why.entity_id)) {
    why.at = FellAt::kSuppressed;
    Take(*suppressed, why);
  } else {
    FallWhenCompared(compared, why);
  }
  why.text = Sentence(why);
  return why;
}

std::string WhyNotText(const WhyNot& why) {
  std::string out = absl::StrCat(why.entity_id, why.name.empty() ? "" : "  ", Printable(why.name),
                                 "\n", why.text, "\n");
  if (!why.matched_name.empty()) {
    absl::StrAppend(&out, "asked \"", Printable(why.asked_name), "\", compared with \"",
                    Printable(why.matched_name), "\"\n");
  }
  if (why.score > 0) out += ScoreTreeText(why.tree, 2);
  if (!why.near.empty()) {
    absl::StrAppend(&out, "others below the threshold ", ScoreText(why.score_min), "\n");
  }
  for (const NearParty& party : why.near) {
    absl::StrAppend(&out, "  ", ScoreText(party.score), "  ", party.entity_id, "\n",
                    ScoreTreeText(party.tree, 10));
  }
  return out;
}

std::string WhyNotJson(const WhyNot& why) {
  JsonWriter json(JsonWriter::Style::kIndented);
  json.BeginObject().Member("step", FellAtName(why.at)).Member("entity_id", why.entity_id);
  json.Member("name", why.name).Member("text", why.text);
  json.Member("asked_name", why.asked_name).Member("matched_name", why.matched_name);
  json.Key("score").Fixed(why.score, 4).Key("score_min").Fixed(why.score_min, 4);
  if (why.score > 0) {
    json.Key("explanation");
    WriteScoreNode(why.tree, json);
  }
  if (!why.suppressed_by.empty()) json.Member("suppressed_by", why.suppressed_by);
  json.Key("near").BeginArray();
  for (const NearParty& party : why.near) {
    json.BeginObject().Member("entity_id", party.entity_id).Key("score").Fixed(party.score, 4);
    json.Key("explanation");
    WriteScoreNode(party.tree, json);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.Take();
}

}  // namespace lynceus::review
