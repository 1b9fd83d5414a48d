#include "lib/ownership/changes.h"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"

namespace lynceus::ownership {
namespace {

using Json = rapidjson::Value;

// One change being read; members that nobody asks for are an error.
class Change {
 public:
  Change(const StatedChange& members, std::size_t number)
      : place_(absl::StrCat("change ", number)), members_(members) {}

  absl::Status Bad(const std::string& cause) const {
    return InvalidError({.subject = "changes",
                         .place = place_,
                         .cause = cause,
                         .remedy = "write the change in the documented form"});
  }
  absl::Status At(const absl::Status& status) const {
    return status.ok() ? status : Annotate(status, {.subject = "changes", .place = place_});
  }

  bool Has(const std::string& name) const { return members_.contains(name); }
  std::string Text(const std::string& name) {
    asked_.insert(name);
    const auto found = members_.find(name);
    return found == members_.end() ? "" : found->second;
  }
  absl::StatusOr<std::string> Needed(const std::string& name) {
    std::string text = Text(name);
    if (text.empty()) return Bad(absl::StrCat("has no ", name));
    return text;
  }
  absl::StatusOr<std::optional<Date>> Day(const std::string& name) {
    const std::string text = Text(name);
    if (text.empty()) return std::optional<Date>();
    const auto day = Date::ParseIso(text);
    if (!day.ok()) return At(day.status());
    return std::optional<Date>(*day);
  }
  absl::StatusOr<InterestKind> Kind() {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string word, Needed("kind"));
    const auto kind = ParseInterestKind(word);
    if (!kind) return Bad(absl::StrCat("there is no kind ", word));
    return *kind;
  }
  absl::Status Finish() const {
    for (const auto& [name, value] : members_) {
      if (!asked_.contains(name)) return Bad(absl::StrCat("there is no member ", name, " here"));
    }
    return absl::OkStatus();
  }

 private:
  const std::string place_;
  const StatedChange& members_;
  std::set<std::string> asked_;
};

absl::StatusOr<StatedChange> ReadChange(const Json& json, std::size_t number) {
  StatedChange members;
  const Change change(members, number);
  if (!json.IsObject()) return change.Bad("is no object");
  for (const auto& member : json.GetObject()) {
    const std::string name(member.name.GetString(), member.name.GetStringLength());
    if (!member.value.IsString()) return change.Bad(name + " is no text");
    const std::string value(member.value.GetString(), member.value.GetStringLength());
    if (!members.emplace(name, value).second) return change.Bad(name + " comes twice");
  }
  return members;
}

class Applier {
 public:
  Applier(const NodeOfId& node_of, ChangedGraph& graph) : node_of_(node_of), graph_(graph) {}

  absl::Status Apply(Change& change) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string author, change.Needed("author"));
    LYNCEUS_ASSIGN_OR_RETURN(const std::string reason, change.Needed("reason"));
    LYNCEUS_ASSIGN_OR_RETURN(const std::string word, change.Needed("change"));
    LYNCEUS_ASSIGN_OR_RETURN(const std::optional<Date> date, change.Day("date"));
    const Provenance said{"stated by " + author,
                          date ? absl::StrCat(date->ToString(), ": ", reason) : reason};
    if (word == "add_party") return AddParty(change);
    if (word == "add_interest") return AddInterest(change, said);
    if (word == "set_interest") {
      LYNCEUS_RETURN_IF_ERROR(RemoveInterest(change));
      return AddInterest(change, said);
    }
    if (word == "remove_interest") return RemoveInterest(change);
    if (word == "add_designation") return AddDesignation(change, said);
    if (word == "remove_designation") return RemoveDesignation(change);
    if (word == "rebut") return Rebut(change, author, reason);
    return change.Bad(absl::StrCat("there is no change ", word));
  }

 private:
  absl::StatusOr<Node> Party(Change& change, const std::string& member) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string id, change.Needed(member));
    const auto added = added_.find(id);
    if (added != added_.end()) return added->second;
    const auto node = node_of_(id);
    if (!node.ok()) return change.At(node.status());
    return *node;
  }

  // An owner that is given as "" is one whom nobody names.
  absl::StatusOr<Node> Owner(Change& change) {
    if (change.Has("owner") && change.Text("owner").empty()) return kUnknownHolder;
    return Party(change, "owner");
  }

  absl::Status AddParty(Change& change) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string id, change.Needed("id"));
    LYNCEUS_ASSIGN_OR_RETURN(const std::string name, change.Needed("name"));
    if (added_.contains(id) || node_of_(id).ok()) {
      return change.Bad(absl::StrCat("there is a party ", id, " already"));
    }
    added_[id] = graph_.AddParty(id, name);
    return absl::OkStatus();
  }

  absl::Status AddInterest(Change& change, const Provenance& said) {
    LYNCEUS_ASSIGN_OR_RETURN(const Node owner, Owner(change));
    LYNCEUS_ASSIGN_OR_RETURN(const Node subject, Party(change, "subject"));
    Interest interest{.provenance = said};
    LYNCEUS_ASSIGN_OR_RETURN(interest.kind, change.Kind());
    const auto share = Share::Parse(change.Text("share"));
    if (!share.ok()) return change.At(share.status());
    interest.share = *share;
    LYNCEUS_ASSIGN_OR_RETURN(interest.start, change.Day("from"));
    LYNCEUS_ASSIGN_OR_RETURN(interest.end, change.Day("until"));
    if (interest.start && interest.end && *interest.end <= *interest.start) {
      return change.Bad("until is not after from");
    }
    return change.At(graph_.AddInterest(owner, subject, std::move(interest)));
  }

  absl::Status RemoveInterest(Change& change) {
    LYNCEUS_ASSIGN_OR_RETURN(const Node owner, Owner(change));
    LYNCEUS_ASSIGN_OR_RETURN(const Node subject, Party(change, "subject"));
    LYNCEUS_ASSIGN_OR_RETURN(const InterestKind kind, change.Kind());
    return change.At(graph_.RemoveInterests(owner, subject, kind));
  }

  absl::Status AddDesignation(Change& change, const Provenance& said) {
    LYNCEUS_ASSIGN_OR_RETURN(const Node party, Party(change, "party"));
    Designation designation{.provenance = said};
    LYNCEUS_ASSIGN_OR_RETURN(designation.authority, change.Needed("authority"));
    LYNCEUS_ASSIGN_OR_RETURN(designation.list, change.Needed("list"));
    designation.programme = change.Text("programme");
    LYNCEUS_ASSIGN_OR_RETURN(designation.date, change.Day("from"));
    LYNCEUS_ASSIGN_OR_RETURN(designation.end_date, change.Day("until"));
    return change.At(graph_.AddDesignation(party, std::move(designation)));
  }

  absl::Status RemoveDesignation(Change& change) {
    LYNCEUS_ASSIGN_OR_RETURN(const Node party, Party(change, "party"));
    LYNCEUS_ASSIGN_OR_RETURN(std::string authority, change.Needed("authority"));
    return change.At(graph_.RemoveDesignations(party, std::move(authority), change.Text("list")));
  }

  absl::Status Rebut(Change& change, const std::string& author, const std::string& reason) {
    LYNCEUS_ASSIGN_OR_RETURN(const Node party, Party(change, "party"));
    Rebuttal rebuttal{.author = author, .reason = reason};
    LYNCEUS_ASSIGN_OR_RETURN(rebuttal.regime, change.Needed("regime"));
    LYNCEUS_ASSIGN_OR_RETURN(rebuttal.date, change.Day("from"));
    LYNCEUS_ASSIGN_OR_RETURN(rebuttal.until, change.Day("until"));
    return change.At(graph_.AddRebuttal(party, std::move(rebuttal)));
  }

  const NodeOfId& node_of_;
  ChangedGraph& graph_;
  std::map<std::string, Node> added_;
};

}  // namespace

absl::StatusOr<std::vector<StatedChange>> ReadChanges(std::string_view json) {
  if (json.size() > limits::kRuleFileBytesMax) {
    return LimitError({.cause = "the file of changes is too large",
                       .limit = absl::StrCat(limits::kRuleFileBytesMax, " bytes"),
                       .remedy = "split it"});
  }
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(
      json.data(), json.size());
  if (document.HasParseError()) {
    return InvalidError({.place = absl::StrCat("byte ", document.GetErrorOffset()),
                         .cause = rapidjson::GetParseError_En(document.GetParseError())});
  }
  if (!document.IsObject() || document.MemberCount() != 1 || !document.HasMember("changes") ||
      !document["changes"].IsArray()) {
    return InvalidError({.cause = "there is no array changes, or more than it",
                         .remedy = "write {\"changes\": [..]}"});
  }
  std::vector<StatedChange> changes;
  for (const Json& entry : document["changes"].GetArray()) {
    LYNCEUS_ASSIGN_OR_RETURN(StatedChange change, ReadChange(entry, changes.size() + 1));
    changes.push_back(std::move(change));
  }
  return changes;
}

absl::Status ApplyChanges(const std::vector<StatedChange>& changes, const NodeOfId& node_of,
                          ChangedGraph& graph) {
  Applier applier(node_of, graph);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Change change(changes[i], i + 1);
    LYNCEUS_RETURN_IF_ERROR(applier.Apply(change));
    LYNCEUS_RETURN_IF_ERROR(change.Finish());
  }
  return absl::OkStatus();
}

}  // namespace lynceus::ownership
