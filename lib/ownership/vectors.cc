#include "lib/ownership/vectors.h"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <array>
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
  for (const RegimeWord& row : kRegimeWords) {
    if (row.word != word) continue;
    for (const Regime& regime : regimes) {
      if (regime.key == row.key && !regime.seeds.empty()) {
        return {&regime, Date::FromCivil(row.year, row.month, row.day).value_or(Date())};
      }
    }
  }
  return {};
}

std::string TextOf(const Json& value) { return {value.GetString(), value.GetStringLength()}; }

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
    LYNCEUS_RETURN_IF_ERROR(read.ReadListed(json));
    LYNCEUS_RETURN_IF_ERROR(read.ReadEdges(json));
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
    for (const Json& name : listed->GetArray()) {
      if (!name.IsString()) return Bad("lists something that is no name");
      listed_.push_back(NodeOf(TextOf(name)));
    }
    return absl::OkStatus();
  }

  absl::Status ReadEdges(const Json& json) {
    LYNCEUS_ASSIGN_OR_RETURN(const Json* edges, ArrayAt(json, "edges"));
    for (const Json& edge : edges->GetArray()) {
      if (!edge.IsObject() || !edge.HasMember("owner") || !edge.HasMember("asset") ||
          !edge["owner"].IsString() || !edge["asset"].IsString() || !edge.HasMember("share")) {
        return Bad("has an edge without owner, asset and share");
      }
      Edge read{.owner = NodeOf(TextOf(edge["owner"])), .subject = NodeOf(TextOf(edge["asset"]))};
      LYNCEUS_ASSIGN_OR_RETURN(read.interest.share, ReadShare(edge["share"]));
      read.interest.id = absl::StrCat(id_, ":", edges_.size());
      read.interest.provenance = {"vectors", id_};
      edges_.push_back(std::move(read));
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
      for (const Node listed : listed_) {
        if (listed != node || !facts.designations.empty()) continue;
        facts.designations.push_back({.entity_id = facts.id,
                                      .authority = seed.authority,
                                      .list = list,
                                      .provenance = {"vectors", id_}});
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
      LYNCEUS_ASSIGN_OR_RETURN(
          const Verdict verdict,
          Judge(graph, *asked.regime, lists, asked.as_of, nodes_.find(name)->second));
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
  std::vector<Node> listed_;
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
