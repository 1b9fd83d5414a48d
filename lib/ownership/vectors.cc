#include "lib/ownership/vectors.h"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/ownership/judge.h"
#include "lib/ownership/memory_graph.h"

namespace lynceus::ownership {
namespace {

using Json = rapidjson::Value;

struct RegimeWord {
  std::string_view word;
  std::string_view key;
  int year;
  int month;
  int day;
};
constexpr std::array<RegimeWord, 7> kRegimeWords = {{{"OFAC", "us-ofac", 2026, 3, 1},
                                                     {"EU_2024", "eu-freeze", 2026, 3, 1},
                                                     {"EU_pre2024", "eu-freeze", 2024, 7, 2},
                                                     {"UK", "uk", 2026, 3, 1},
                                                     {"CH", "ch", 2026, 3, 1},
                                                     {"CA", "ca", 2026, 3, 1},
                                                     {"KR_TF", "kr", 2026, 3, 1}}};

struct Asked {
  const Regime* regime = nullptr;  // none: skipped
  Date as_of;
};

Asked RegimeFor(const std::string& word, std::span<const Regime> regimes) {
  const auto row = std::ranges::find(kRegimeWords, word, &RegimeWord::word);
  const bool is_word = row != kRegimeWords.end();
  const std::string_view key = is_word ? row->key : std::string_view(word);
  const Date as_of = is_word ? Date::FromCivil(row->year, row->month, row->day).value_or(Date())
                             : Date::FromCivil(2026, 3, 1).value_or(Date());
  for (const Regime& regime : regimes) {
    if (regime.key == key && !regime.seeds.empty()) return {&regime, as_of};
  }
  return {};
}

std::string TextOf(const Json& value) { return {value.GetString(), value.GetStringLength()}; }

// The text of a member; empty where there is none.
std::string TextAt(const Json& json, const char* member) {
  const auto found = json.FindMember(member);
  return found != json.MemberEnd() && found->value.IsString() ? TextOf(found->value) : "";
}

bool IsTrue(const Json& json, const char* member) {
  const auto found = json.FindMember(member);
  return found != json.MemberEnd() && found->value.IsTrue();
}

// Who names a list itself is on that list alone; others are on one that seeds the regime asked.
struct Listing {
  Node party = 0;
  std::optional<Designation> designation;
};

// One case, as far as it does not depend on the regime.
class Case {
 public:
  // Errors name the case and the member.
  static absl::StatusOr<Case> Read(const Json& json, std::size_t number) {
    Case read;
    read.id_ = absl::StrCat("case ", number);
    if (!json.IsObject()) return read.Bad("is no object");
    const auto id = json.FindMember("id");
    if (id == json.MemberEnd() || !id->value.IsString()) return read.Bad("has no id");
    read.id_ = TextOf(id->value);
    LYNCEUS_RETURN_IF_ERROR(read.ReadDay(json, "as_of", read.as_of_));
    LYNCEUS_RETURN_IF_ERROR(read.ReadListed(json));
    LYNCEUS_RETURN_IF_ERROR(read.ReadEdges(json));
    LYNCEUS_RETURN_IF_ERROR(read.ReadIdentities(json));
    LYNCEUS_RETURN_IF_ERROR(read.ReadJoint(json));
    LYNCEUS_RETURN_IF_ERROR(read.ReadExpected(json));
    return read;
  }

  absl::Status Run(std::span<const Regime> regimes, VectorResults& results) {
    const std::size_t failures = results.failures.size();
    for (const auto& [word, answers] : expected_) {
      const Asked asked = RegimeFor(word, regimes);
      if (asked.regime == nullptr) {
        results.skipped_by_regime[word] += answers.size();
        continue;
      }
      LYNCEUS_RETURN_IF_ERROR(Check(word, asked, answers, results));
    }
    ++results.cases;
    if (results.failures.size() == failures) ++results.passed;
    return absl::OkStatus();
  }

 private:
  using Answers = std::map<std::string, std::string>;

  absl::Status Bad(std::string cause) const {
    return InvalidError({.place = id_,
                         .cause = std::move(cause),
                         .remedy = "write the case in the form of conformance vectors"});
  }

  Node NodeOf(const std::string& name) {
    const auto [found, added] = nodes_.try_emplace(name, static_cast<Node>(names_.size()));
    if (added) names_.push_back(name);
    return found->second;
  }

  absl::StatusOr<const Json*> ArrayAt(const Json& json, const char* member) const {
    const auto found = json.FindMember(member);
    if (found == json.MemberEnd() || !found->value.IsArray()) {
      return Bad(absl::StrCat("has no array ", member));
    }
    return &found->value;
  }

  absl::Status ReadListed(const Json& json) {
    LYNCEUS_ASSIGN_OR_RETURN(const Json* listed, ArrayAt(json, "listed"));
    for (const Json& one : listed->GetArray()) {
      if (one.IsString()) {
        listed_.push_back({.party = NodeOf(TextOf(one)), .designation = std::nullopt});
        continue;
      }
      if (!one.IsObject() || TextAt(one, "party").empty()) {
        return Bad("lists something that is no name");
      }
      Designation designation{.authority = TextAt(one, "authority"),
                              .list = TextAt(one, "list"),
                              .programme = TextAt(one, "programme"),
                              .provenance = {"vectors", id_}};
      LYNCEUS_RETURN_IF_ERROR(ReadDay(one, "from", designation.date));
      LYNCEUS_RETURN_IF_ERROR(ReadDay(one, "until", designation.end_date));
      listed_.push_back({.party = NodeOf(TextAt(one, "party")), .designation = designation});
    }
    return absl::OkStatus();
  }

  absl::Status ReadDay(const Json& json, const char* member, std::optional<Date>& day) const {
    const auto found = json.FindMember(member);
    if (found == json.MemberEnd()) return absl::OkStatus();
    const auto read = Date::ParseIso(found->value.IsString() ? TextOf(found->value) : "");
    if (!read.ok()) return Bad(absl::StrCat("has a ", member, " that is no day"));
    day = *read;
    return absl::OkStatus();
  }

  absl::Status ReadEdges(const Json& json) {
    LYNCEUS_ASSIGN_OR_RETURN(const Json* edges, ArrayAt(json, "edges"));
    for (const Json& edge : edges->GetArray()) {
      if (!edge.IsObject() || !edge.HasMember("owner") || !edge.HasMember("asset") ||
          !(edge["owner"].IsString() || edge["owner"].IsNull()) || !edge["asset"].IsString() ||
          !edge.HasMember("share")) {
        return Bad("has an edge without owner, asset and share");
      }
      Edge read{.subject = NodeOf(TextOf(edge["asset"]))};
      if (edge["owner"].IsString()) read.owner = NodeOf(TextOf(edge["owner"]));
      LYNCEUS_ASSIGN_OR_RETURN(read.interest, ReadInterest(edge));
      Add(std::move(read));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<Interest> ReadInterest(const Json& edge) const {
    Interest interest{.joint_group = TextAt(edge, "joint"),
                      .indirect = IsTrue(edge, "indirect"),
                      .summary = IsTrue(edge, "summary"),
                      .role = TextAt(edge, "role")};
    LYNCEUS_ASSIGN_OR_RETURN(interest.share, ReadShare(edge["share"]));
    LYNCEUS_RETURN_IF_ERROR(ReadDay(edge, "from", interest.start));
    LYNCEUS_RETURN_IF_ERROR(ReadDay(edge, "until", interest.end));
    if (!edge.HasMember("kind")) return interest;
    const auto kind = ParseInterestKind(TextAt(edge, "kind"));
    if (!kind) return Bad("has an edge of a kind that is none");
    interest.kind = *kind;
    return interest;
  }

  void Add(Edge edge) {
    edge.interest.id = absl::StrCat(id_, ":", edges_.size());
    edge.interest.provenance = {"vectors", id_};
    edges_.push_back(std::move(edge));
  }

  absl::Status ReadIdentities(const Json& json) {
    if (!json.HasMember("probably_same")) return absl::OkStatus();
    LYNCEUS_ASSIGN_OR_RETURN(const Json* pairs, ArrayAt(json, "probably_same"));
    for (const Json& pair : pairs->GetArray()) {
      if (!pair.IsArray() || pair.Size() != 2 || !pair[0].IsString() || !pair[1].IsString()) {
        return Bad("has a probable identity that is no pair of names");
      }
      const Node a = NodeOf(TextOf(pair[0]));
      const Node b = NodeOf(TextOf(pair[1]));
      Add({a, b, EdgeKind::kProbableIdentity, {}});
      Add({b, a, EdgeKind::kProbableIdentity, {}});
    }
    return absl::OkStatus();
  }

  static bool IsOpen(const Json& flag) {
    return flag.IsBool() ? flag.GetBool() : flag.IsString() && TextOf(flag) == "1";
  }

  absl::StatusOr<Share> ReadShare(const Json& share) const {
    if (share.IsNull()) return Share::Unknown();
    absl::StatusOr<Share> read = Bad("has a share that is no number, range or null");
    if (share.IsString()) {
      read = Share::Parse(TextOf(share));
    } else if (share.IsArray() && share.Size() == 4 && share[0].IsString() && share[2].IsString()) {
      read = Share::Parse(absl::StrCat(IsOpen(share[1]) ? "(" : "[", TextOf(share[0]), "..",
                                       TextOf(share[2]), IsOpen(share[3]) ? ")" : "]"));
    }
    if (!read.ok()) return Annotate(read.status(), {.subject = id_});
    return read;
  }

  // An owner may stand in several arrangements: its statement is then repeated under each word.
  absl::Status ReadJoint(const Json& json) {
    if (!json.HasMember("joint_arrangements")) return absl::OkStatus();
    LYNCEUS_ASSIGN_OR_RETURN(const Json* joint, ArrayAt(json, "joint_arrangements"));
    std::vector<Edge> grouped;
    for (const Json& group : joint->GetArray()) {
      if (!group.IsArray()) return Bad("has a joint arrangement that is no array");
      const std::string word = absl::StrCat("joint-", ++groups_);
      for (const Json& member : group.GetArray()) {
        if (!member.IsString()) return Bad("has a joint holder that is no name");
        const Node node = NodeOf(TextOf(member));
        for (const Edge& edge : edges_) {
          if (edge.owner != node) continue;
          grouped.push_back(edge);
          grouped.back().interest.joint_group = word;
        }
      }
    }
    edges_.insert(edges_.end(), grouped.begin(), grouped.end());
    return absl::OkStatus();
  }

  absl::Status ReadExpected(const Json& json) {
    const auto expected = json.FindMember("expected");
    if (expected == json.MemberEnd() || !expected->value.IsObject()) {
      return Bad("has no object expected");
    }
    for (const auto& regime : expected->value.GetObject()) {
      if (!regime.value.IsObject()) return Bad("expects something that is no object");
      Answers& answers = expected_[TextOf(regime.name)];
      for (const auto& answer : regime.value.GetObject()) {
        if (!answer.value.IsString()) return Bad("expects an answer that is no word");
        answers[TextOf(answer.name)] = TextOf(answer.value);
        NodeOf(TextOf(answer.name));
      }
    }
    return absl::OkStatus();
  }

  absl::StatusOr<MemoryGraph> GraphFor(const SeedRule& seed, const std::string& list) const {
    MemoryGraph seeded;
    for (Node node = 0; node < names_.size(); ++node) {
      NodeFacts facts{.id = names_[node], .name = names_[node]};
      for (const Listing& listing : listed_) {
        if (listing.party != node) continue;
        facts.designations.push_back(listing.designation.value_or(Designation{
            .authority = seed.authority, .list = list, .provenance = {"vectors", id_}}));
        facts.designations.back().entity_id = facts.id;
      }
      seeded.AddNode(std::move(facts));
    }
    for (const Edge& edge : edges_) LYNCEUS_RETURN_IF_ERROR(seeded.AddEdge(edge));
    return seeded;
  }

  absl::Status Check(const std::string& word, const Asked& asked, const Answers& answers,
                     VectorResults& results) const {
    LoadedLists lists;
    for (const SeedRule& seed : asked.regime->seeds) {
      lists.authority_and_list.emplace_back(seed.authority, ListOf(seed));
    }
    const SeedRule& seed = asked.regime->seeds.front();
    LYNCEUS_ASSIGN_OR_RETURN(const MemoryGraph graph, GraphFor(seed, ListOf(seed)));
    for (const auto& [name, answer] : answers) {
      LYNCEUS_ASSIGN_OR_RETURN(const Verdict verdict,
                               Judge(graph, *asked.regime, lists, as_of_.value_or(asked.as_of),
                                     nodes_.find(name)->second));
      ++results.checked;
      const std::string got(AnswerName(verdict.answer));
      if (got == answer) continue;
      results.failures.push_back(absl::StrCat(id_, ", ", word, ", ", name, ": expected ", answer,
                                              ", got ", got, " (", verdict.text, ")"));
    }
    return absl::OkStatus();
  }

  static std::string ListOf(const SeedRule& seed) {
    return seed.lists.empty() ? "list" : seed.lists.front();
  }

  std::string id_;
  std::vector<std::string> names_;
  std::map<std::string, Node> nodes_;
  std::optional<Date> as_of_;
  std::vector<Listing> listed_;
  std::vector<Edge> edges_;
  std::size_t groups_ = 0;
  std::map<std::string, Answers> expected_;
};

}  // namespace

absl::StatusOr<VectorResults> RunVectors(std::string_view json, std::span<const Regime> regimes) {
  if (json.size() > limits::kRuleFileBytesMax) {
    return LimitError({.cause = "the file of conformance cases is too large",
                       .limit = absl::StrCat(limits::kRuleFileBytesMax, " bytes"),
                       .remedy = "split it"});
  }
  rapidjson::Document document;
  document.Parse<rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseIterativeFlag |
                 rapidjson::kParseValidateEncodingFlag>(json.data(), json.size());
  if (document.HasParseError()) {
    return InvalidError({.place = absl::StrCat("byte ", document.GetErrorOffset()),
                         .cause = rapidjson::GetParseError_En(document.GetParseError())});
  }
  if (!document.IsObject() || !document.HasMember("vectors") || !document["vectors"].IsArray()) {
    return InvalidError(
        {.cause = "there is no array vectors", .remedy = "give a file of conformance vectors"});
  }
  VectorResults results;
  for (const Json& entry : document["vectors"].GetArray()) {
    LYNCEUS_ASSIGN_OR_RETURN(Case read, Case::Read(entry, results.cases + 1));
    LYNCEUS_RETURN_IF_ERROR(read.Run(regimes, results));
  }
  return results;
}

}  // namespace lynceus::ownership
