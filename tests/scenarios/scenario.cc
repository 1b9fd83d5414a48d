// yaml-cpp reads; the list files are written as their publishers would.
#include "tests/scenarios/scenario.h"

#include <yaml-cpp/yaml.h>

#include <map>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::scenarios {
namespace {

constexpr char kExpectMark[] = "\nexpect: |\n";
constexpr char kInterestsHeader[] =
    "owner_id,owner_name,subject_id,subject_name,subject_schema,kind,share,joint_group,"
    "unknown_holder\n";
constexpr char kDatedHeader[] =
    "owner_id,owner_name,subject_id,subject_name,subject_schema,kind,share,start_date,end_date\n";
constexpr char kUnList[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<CONSOLIDATED_LIST dateGenerated=\"2026-11-01T00:00:00Z\"><INDIVIDUALS></INDIVIDUALS>"
    "<ENTITIES><ENTITY><DATAID>2</DATAID><VERSIONNUM>1</VERSIONNUM>"
    "<FIRST_NAME>INVENTED EXAMPLE TRADING HOUSE</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>"
    "<REFERENCE_NUMBER>KPe.999</REFERENCE_NUMBER><LISTED_ON>2013-01-22</LISTED_ON>"
    "</ENTITY></ENTITIES></CONSOLIDATED_LIST>\n";

std::string Word(const YAML::Node& node, const char* key) {
  const YAML::Node value = node[key];
  return value ? value.as<std::string>() : std::string();
}

std::string OfacRows(const YAML::Node& rows) {
  std::string text;
  for (const YAML::Node& row : rows) {
    absl::StrAppend(&text, Word(row, "uid"), ",\"", Word(row, "name"), "\",-0- ,\"",
                    Word(row, "programme"), "\"");
    for (int i = 0; i < 7; ++i) text += ",-0- ";
    const std::string remarks = Word(row, "remarks");
    absl::StrAppend(&text, ",", remarks.empty() ? "-0- " : "\"" + remarks + "\"", "\r\n");
  }
  return text;
}

void WriteList(JsonWriter& json, std::string_view key, std::string_view value) {
  json.Key(key).BeginArray().String(value).EndArray();
}

std::string ListedLines(const YAML::Node& row) {
  JsonWriter party;
  party.BeginObject().Member("id", Word(row, "id")).Member("caption", Word(row, "name"));
  party.Member("schema", "Company").Key("properties").BeginObject();
  WriteList(party, "name", Word(row, "name"));
  if (row["country"]) WriteList(party, "jurisdiction", Word(row, "country"));
  if (row["founded"]) WriteList(party, "incorporationDate", Word(row, "founded"));
  party.EndObject();
  WriteList(party, "datasets", "scenario");
  std::string lines = party.EndObject().Take() + "\n";
  for (const YAML::Node& authority : row["authorities"]) {
    const std::string word = authority.as<std::string>();
    JsonWriter listing;
    listing.BeginObject().Member("id", absl::StrCat(Word(row, "id"), "-", word));
    listing.Member("caption", "listing").Member("schema", "Sanction").Key("properties");
    listing.BeginObject();
    WriteList(listing, "entity", Word(row, "id"));
    WriteList(listing, "authority", word);
    WriteList(listing, "program", "Scenario");
    WriteList(listing, "listingDate", "2022-03-01");
    listing.EndObject();
    WriteList(listing, "datasets", "scenario");
    lines += listing.EndObject().Take() + "\n";
  }
  return lines;
}

absl::StatusOr<Counterparty> ReadQuery(const YAML::Node& query) {
  Counterparty counterparty;
  for (const YAML::Node& name : query["names"]) {
    counterparty.names.push_back(name.as<std::string>());
  }
  const auto schema = ParseSchema(query["schema"] ? Word(query, "schema") : "Company");
  if (!schema) return InvalidError({.subject = "query.schema", .cause = "it is no schema"});
  counterparty.schema = *schema;
  for (const YAML::Node& row : query["owners"]) {
    LYNCEUS_ASSIGN_OR_RETURN(const Share share, Share::Parse(Word(row, "share")));
    counterparty.owners.push_back(
        {.name = Word(row, "name"), .entity_id = Word(row, "id"), .share = share});
  }
  return counterparty;
}

absl::StatusOr<Scenario> ReadScenario(const YAML::Node& root, const std::string& directory) {
  Scenario scenario;
  LYNCEUS_ASSIGN_OR_RETURN(scenario.as_of, Date::ParseIso(Word(root, "as_of")));
  LYNCEUS_ASSIGN_OR_RETURN(scenario.query, ReadQuery(root["query"]));
  scenario.expected = Word(root, "expect");
  const auto write = [&](const char* name, const std::string& text) {
    scenario.files.push_back(JoinPath(directory, name));
    return WriteFileDurably(scenario.files.back(), text);
  };
  if (root["ofac"]) LYNCEUS_RETURN_IF_ERROR(write("sdn.csv", OfacRows(root["ofac"])));
  if (root["ofac_cons"]) {
    LYNCEUS_RETURN_IF_ERROR(write("cons_prim.csv", OfacRows(root["ofac_cons"])));
  }
  std::string listed;
  for (const YAML::Node& row : root["listed"]) listed += ListedLines(row);
  if (!listed.empty()) LYNCEUS_RETURN_IF_ERROR(write("listed.ftm.json", listed));
  if (root["interests"]) {
    const bool dated = Word(root, "dated") == "true";
    LYNCEUS_RETURN_IF_ERROR(
        write("interests.csv",
              absl::StrCat(dated ? kDatedHeader : kInterestsHeader, Word(root, "interests"))));
  }
  if (Word(root, "un") != "false") LYNCEUS_RETURN_IF_ERROR(write("un.xml", kUnList));
  return scenario;
}

std::string EvidenceLine(const EvidenceItem& item) {
  std::string line = absl::StrCat("    ", std::string(EvidenceKindName(item.kind)), ": ");
  if (!item.owner_id.empty()) line += item.owner_id;
  if (!item.subject_id.empty()) absl::StrAppend(&line, " -> ", item.subject_id);
  return absl::StrCat(line, ": ", item.text, "\n");
}

std::string VerdictLines(const Verdict& verdict) {
  std::string lines =
      absl::StrCat("  ", verdict.regime, ": ", std::string(AnswerName(verdict.answer)), ", ",
                   std::string(BasisName(verdict.basis)), "\n");
  for (const EvidenceItem& item : verdict.evidence) lines += EvidenceLine(item);
  for (const std::string& fact : verdict.undecided) {
    absl::StrAppend(&lines, "    would decide: ", fact, "\n");
  }
  for (const std::string& caution : verdict.cautions) {
    absl::StrAppend(&lines, "    caution: ", caution, "\n");
  }
  return lines;
}

// What was not evaluated stands in one line a reason.
std::string VerdictsLines(const std::vector<Verdict>& verdicts) {
  std::string lines;
  std::map<std::string, std::vector<std::string>> not_evaluated;
  for (const Verdict& verdict : verdicts) {
    if (verdict.answer == Answer::kNotEvaluated) {
      not_evaluated[std::string(BasisName(verdict.basis))].push_back(verdict.regime);
    } else {
      lines += VerdictLines(verdict);
    }
  }
  for (const auto& [basis, regimes] : not_evaluated) {
    absl::StrAppend(&lines, "  NOT_EVALUATED, ", basis, ": ", Join(regimes, ", "), "\n");
  }
  return lines;
}

}  // namespace

absl::StatusOr<Scenario> LoadScenario(const std::string& path, const std::string& work_directory) {
  try {
    return ReadScenario(YAML::LoadFile(path), work_directory);
  } catch (const YAML::Exception& error) {
    return InvalidError(
        {.subject = path, .place = absl::StrCat("line ", error.mark.line + 1), .cause = error.msg});
  }
}

std::string Describe(const DecisionCore& core) {
  std::string text = absl::StrCat("decision: ", std::string(DecisionName(core.decision)), " (",
                                  Join(core.reasons, ", "), ")\n");
  for (const ListRef& list : core.lists) {
    if (list.state == ListState::kCurrent) continue;
    absl::StrAppend(&text, "list ", list.authority, " ", list.name, ": ",
                    std::string(ListStateName(list.state)), "\n");
  }
  for (const Match& hit : core.hits) {
    absl::StrAppend(&text, "hit: ", hit.entity_id, "\n");
    text += VerdictsLines(hit.ownership);
    for (const Flag& flag : hit.flags) absl::StrAppend(&text, "  flag: ", flag.type, "\n");
  }
  if (!core.declared_ownership.empty()) text += "declared owners:\n";
  text += VerdictsLines(core.declared_ownership);
  return text;
}

absl::Status RewriteExpectation(const std::string& path, const std::string& expected) {
  LYNCEUS_ASSIGN_OR_RETURN(std::string text, ReadFile(path));
  const std::size_t at = text.find(kExpectMark);
  if (at == std::string::npos) {
    return InvalidError({.subject = path, .cause = "it has no expectation to rewrite"});
  }
  text.resize(at + sizeof kExpectMark - 1);
  std::size_t begin = 0;
  while (begin < expected.size()) {
    const std::size_t end = expected.find('\n', begin);
    absl::StrAppend(&text, "  ", expected.substr(begin, end - begin), "\n");
    begin = end + 1;
  }
  return WriteFileDurably(path, text);
}

}  // namespace lynceus::scenarios
