#include "lib/sources/us_csl.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/list_file.h"
#include "lib/sources/list_record.h"
#include "lib/sources/named_table.h"
#include "lib/sources/ofac_dates.h"
#include "lib/sources/ofac_party.h"
#include "lib/sources/ofac_record.h"
#include "lib/sources/ofac_remarks.h"
#include "lib/sources/report.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "us-csl";

// One of the lists, by the word its source has in parentheses.
struct Part {
  std::string_view word;
  std::string_view authority;
  std::string_view list;
};
constexpr Part kParts[] = {
    {"SDN", "US-OFAC", "SDN"},    {"SSI", "US-OFAC", "SSI"},
    {"CAP", "US-OFAC", "CAPTA"},  {"NS-MBS List", "US-OFAC", "NS-MBS"},
    {"PLC", "US-OFAC", "NS-PLC"}, {"CMIC", "US-OFAC", "NS-CMIC"},
    {"FSE", "US-OFAC", "FSE"},    {"EL", "US-BIS", "EL"},
    {"DPL", "US-BIS", "DPL"},     {"UVL", "US-BIS", "UVL"},
    {"MEU", "US-BIS", "MEU"},     {"ISN", "US-STATE", "ISN"},
    {"DTC", "US-STATE", "AECA"},
};

const TableShape& Shape() {
  static const TableShape shape{
      .title = "the US Consolidated Screening List",
      .required = {"source", "_id", "name", "programs", "type", "entity_number"},
      .known = {"title", "addresses", "federal_register_notice", "start_date", "end_date",
                "standard_order", "license_requirement", "license_policy", "call_sign",
                "vessel_type", "gross_tonnage", "gross_registered_tonnage", "vessel_flag",
                "vessel_owner", "remarks", "alt_names", "citizenships", "dates_of_birth",
                "nationalities", "places_of_birth", "ids",
                // Of the list, not of the party.
                "source_list_url", "source_information_url"},
      .repeated = {},
      .must_end_in_line_end = true,
      .exact_width = true};
  return shape;
}

// "A; B; and C": the last one of some lists has an "and".
std::vector<std::string> SplitList(std::string_view text) {
  std::vector<std::string> parts = SplitTrimmed(text, ';');
  for (std::string& part : parts) {
    if (part.starts_with("and ")) part = std::string(TrimAscii(std::string_view(part).substr(4)));
  }
  std::erase(parts, "");
  return parts;
}

// An alias, with the few words by which some lists say what it is.
void AddAlias(std::string text, Entity& entity) {
  static const RE2 kForm(R"re((?i)(f\.?k\.?a\.?|a\.?k\.?a\.?)\s+(.+))re");
  std::string word;
  std::string name;
  NameKind kind = NameKind::kAlias;
  if (RE2::FullMatch(text, kForm, &word, &name)) {
    if (word[0] == 'f' || word[0] == 'F') kind = NameKind::kFormer;
    text = name;
  }
  const bool quoted = text.size() > 2 && text.front() == '"' && text.back() == '"';
  AddName(entity, quoted ? text.substr(1, text.size() - 2) : text, kind);
}

void AddCslAddress(const std::string& text, Entity& entity) {
  const std::size_t comma = text.rfind(',');
  const std::string_view last =
      TrimAscii(std::string_view(text).substr(comma == std::string::npos ? 0 : comma + 1));
  if (CountryCode(last).empty()) return AddAddress(entity, {text}, "");
  AddAddress(entity, {comma == std::string::npos ? std::string() : text.substr(0, comma)}, last);
}

struct Row : OfacRecord {
  std::string source;
  Part part;
  bool is_ofac = false;
  std::vector<std::string> warnings;
};

class Loader {
 public:
  Loader(const FileGroup& group, RecordSink& sink, LoadReport& report)
      : group_(group), emitter_(sink, report), sink_(sink), report_(report) {}

  absl::Status Run() {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input,
                             OpenListFile(group_.files[0].path));
    NamedTable table(*input, Shape(),
                     {.encoding = CsvOptions::Encoding::kUtf8OrWindows1252, .report = &report_});
    LYNCEUS_RETURN_IF_ERROR(table.ReadHeader());
    for (const std::string& column : table.UnknownColumns()) {
      LYNCEUS_RETURN_IF_ERROR(UnknownColumn(group_, column, report_));
    }
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool more, table.Next());
      if (!more) break;
      ++report_.records_read;
      const absl::Status status = AddRow(table);
      if (!status.ok()) {
        return Annotate(status, {.subject = input->name(), .place = table.place()});
      }
    }
    for (const Link& link : links_) LYNCEUS_RETURN_IF_ERROR(AddLink(link));
    return absl::OkStatus();
  }

 private:
  struct Link {
    std::string subject;
    std::string name;
    Provenance provenance;
  };

  static absl::Status Bad(std::string cause) {
    return InvalidError({.cause = std::move(cause), .remedy = "get the file again"});
  }

  absl::Status AddRow(const NamedTable& table) {
    Row row;
    row.place = table.place();
    LYNCEUS_RETURN_IF_ERROR(ReadWhat(table, row));
    ReadFacts(table, row);
    ListRecord record;
    record.entity = std::move(row.entity);
    record.fragments = std::move(row.fragments);
    for (const auto& [column, text] : table.UnknownFields()) {
      AddFragment(record, absl::StrCat(ToAbsl(column), ": ", ToAbsl(text)));
    }
    ReadDesignations(table, row, record);
    for (const std::string& warning : row.warnings) {
      AddWarning(report_, absl::StrCat(row.place, ": ", warning));
    }
    KeepLinks(row, record.entity);
    return row.is_ofac ? emitter_.AddPart(std::move(record)) : emitter_.Add(std::move(record));
  }

  // --- which list, which party ---

  absl::Status ReadWhat(const NamedTable& table, Row& row) {
    row.source = table["source"];
    if (row.source.empty()) return Bad("a row has no source");
    if (table["name"].empty()) return Bad("a row has no name");
    row.part = FindPart(row);
    row.is_ofac = row.part.authority == "US-OFAC";
    row.number = row.is_ofac ? table["entity_number"] : table["_id"];
    if (row.is_ofac && !IsOfacNumber(row.number)) {
      row.warnings.push_back(absl::StrCat("the entity_number \"",
                                          std::string(CutUtf8(row.number, 40)),
                                          "\" is no number of OFAC; the row's _id stands for it"));
      row.number = table["_id"];
    }
    if (row.number.empty()) return Bad("a row has no _id");
    Entity& entity = row.entity;
    entity.id = IdOf(row);
    entity.provenance = {.source = std::string(kKey), .place = row.place};
    // OFAC numbers the parties of all its lists in one series.
    if (entity.id.starts_with("ofac-cons:")) {
      AddReferent(entity, absl::StrCat("ofac-sdn:", row.number));
    }
    row.type = LowerAscii(table["type"]);
    entity.schema = SchemaOf(row);
    return absl::OkStatus();
  }

  static Part FindPart(Row& row) {
    static const RE2 kInParentheses(R"(.*?\(([^()]+)\).*)");
    std::string word;
    RE2::FullMatch(row.source, kInParentheses, &word);
    const auto* const part = std::ranges::find(kParts, word, &Part::word);
    if (part != std::end(kParts)) return *part;
    row.warnings.push_back(absl::StrCat("the source \"", row.source.substr(0, 80),
                                        "\" is not known; it is kept as authority and list"));
    return {.word = {}, .authority = row.source, .list = row.source};
  }

  static std::string IdOf(const Row& row) {
    if (!row.is_ofac) {
      return absl::StrCat(ToAbsl(kKey), ":", ToAbsl(row.part.word),
                          row.part.word.empty() ? "" : "-", row.number);
    }
    return absl::StrCat(row.part.list == "SDN" ? "ofac-sdn:" : "ofac-cons:", row.number);
  }

  static Schema SchemaOf(Row& row) {
    // The lists of other departments do not tell persons from companies.
    if (row.type.empty()) return Schema::kLegalEntity;
    if (!IsOfacType(row.type)) {
      row.warnings.push_back(absl::StrCat("the type \"", row.type.substr(0, 40),
                                          "\" is not known; read as an organisation"));
    }
    return OfacSchema(row.type);
  }

  // --- facts ---

  static void ReadFacts(const NamedTable& table, Row& row) {
    Entity& entity = row.entity;
    AddName(entity, table["name"], NameKind::kPrimary);
    for (std::string& alias : SplitList(table["alt_names"])) AddAlias(std::move(alias), entity);
    for (const std::string& address : SplitList(table["addresses"])) {
      AddCslAddress(address, entity);
    }
    for (const std::string& word : SplitList(table["nationalities"])) {
      AddCountry(entity, "nationality", word);
    }
    for (const std::string& word : SplitList(table["citizenships"])) {
      AddCountry(entity, "citizenship", word);
    }
    AddProperty(entity, "position", table["title"]);
    AddIdentifier(entity, "callSign", table["call_sign"]);
    AddProperty(entity, "type", table["vessel_type"]);
    AddProperty(entity, "tonnage", table["gross_tonnage"]);
    AddProperty(entity, "grossRegisteredTonnage", table["gross_registered_tonnage"]);
    AddCountry(entity, "flag", table["vessel_flag"]);
    AddProperty(entity, "owner", table["vessel_owner"]);
    ReadTexts(table, row);
  }

  static void ReadTexts(const NamedTable& table, Row& row) {
    for (const std::string& text : SplitList(table["dates_of_birth"])) {
      ReadAs("DOB " + text, "date of birth: " + text, row);
    }
    for (const std::string& text : SplitList(table["places_of_birth"])) {
      ReadAs("POB " + text, "place of birth: " + text, row);
    }
    for (const std::string& text : SplitList(table["ids"])) {
      ReadAs(RemarkOfCslId(text), text, row);
    }
    // Remarks are OFAC's own only on OFAC's lists.
    if (row.is_ofac) {
      ParseRemarks(table["remarks"], /*cut=*/false, row);
    } else {
      AddProperty(row.entity, "notes", table["remarks"]);
    }
  }

  static void ReadAs(const std::string& remark, const std::string& said, Row& row) {
    static const RE2 kHasDate(R"(.*, \d{4}-\d{2}-\d{2}, .*|^\d{4}-\d{2}-\d{2}, .*)");
    static const RE2 kTailNumber(R"((.+), (?:Previous )?Aircraft Tail Number)");
    std::string number;
    if (RE2::FullMatch(said, kTailNumber, &number)) {
      // Many have no digit, which OFAC's remarks ask of a number.
      AddIdentifier(row.entity, "registrationNumber", number);
      AddProperty(row.entity, "notes", said);
    } else if (!ParseRemark(remark, row)) {
      AddProperty(row.entity, "notes", said);
      row.fragments.push_back(said);
    } else if (RE2::FullMatch(said, kHasDate)) {
      AddProperty(row.entity, "notes", said);
    }
  }

  // --- designations ---

  static void ReadDesignations(const NamedTable& table, const Row& row, ListRecord& record) {
    Designation designation{.authority = std::string(row.part.authority),
                            .list = std::string(row.part.list),
                            .legal_basis = OneLine(table["federal_register_notice"])};
    designation.date = ReadDay(table["start_date"], "start_date", record);
    designation.end_date = ReadDay(table["end_date"], "end_date", record);
    if (designation.end_date) {
      designation.end_date = Date::FromDays(designation.end_date->days() + 1);
    }
    KeepInForce(designation, record);
    if (row.part.list != "SDN") designation.measures = row.measures;
    AddMeasure("licence requirement: ", table["license_requirement"], designation);
    AddMeasure("licence policy: ", table["license_policy"], designation);
    AddMeasure("standard order: ", table["standard_order"], designation);
    std::vector<std::string> programmes = SplitList(table["programs"]);
    if (programmes.empty()) programmes.emplace_back(row.part.list);
    for (std::string& programme : programmes) {
      record.designations.push_back(designation);
      record.designations.back().programme = std::move(programme);
    }
  }

  static void AddMeasure(std::string_view what, std::string_view text, Designation& designation) {
    if (text.empty()) return;
    designation.measures.push_back(absl::StrCat(ToAbsl(what), OneLine(text)));
  }

  static std::optional<Date> ReadDay(std::string_view text, std::string_view column,
                                     ListRecord& record) {
    if (text.empty()) return std::nullopt;
    const auto day = Date::ParseIso(text);
    if (day.ok()) return *day;
    AddFragment(record, absl::StrCat(ToAbsl(column), ": ", ToAbsl(text)));
    return std::nullopt;
  }

  // --- links ---

  void KeepLinks(const Row& row, const Entity& entity) {
    if (!row.is_ofac) return;
    ids_by_name_[LowerAscii(entity.names[0].text)].insert(entity.id);
    for (const std::string& names : row.linked_to) {
      for (std::string& name : SplitLinks(names)) {
        links_.push_back(
            {.subject = entity.id, .name = std::move(name), .provenance = entity.provenance});
      }
    }
  }

  // Several links stand in one pair of parentheses: "(Linked To: A; Linked To: B)".
  static std::vector<std::string> SplitLinks(std::string_view names) {
    static constexpr std::string_view kBetween = "; Linked To: ";
    std::vector<std::string> parts;
    for (std::size_t at = names.find(kBetween); at != std::string_view::npos;
         at = names.find(kBetween)) {
      parts.emplace_back(TrimAscii(names.substr(0, at)));
      names.remove_prefix(at + kBetween.size());
    }
    parts.emplace_back(TrimAscii(names));
    return parts;
  }

  // The parties of that name; a party on several lists once, by its id on the SDN list if it has
  // one.
  std::set<std::string> Named(const std::string& name) const {
    std::set<std::string> found;
    const std::string lower = LowerAscii(TrimAscii(name));
    for (const std::string& form : {lower, lower + "."}) {
      const auto ids = ids_by_name_.find(form);
      if (ids == ids_by_name_.end()) continue;
      for (const std::string& id : ids->second) {
        const std::string sdn = absl::StrCat("ofac-sdn:", id.substr(id.find(':') + 1));
        found.insert(ids->second.contains(sdn) ? sdn : id);
      }
      break;
    }
    return found;
  }

  absl::Status AddLink(const Link& link) {
    const std::set<std::string> owners = Named(link.name);
    const bool one = owners.size() == 1 && *owners.begin() != link.subject;
    if (one) {
      std::string id = absl::StrCat(link.subject, "/linked-to/", *owners.begin());
      // The rows of a party, one a list, repeat its remarks.
      if (!given_.insert(id).second) return absl::OkStatus();
      return emitter_.AddInterest({.id = std::move(id),
                                   .owner_id = *owners.begin(),
                                   .subject_id = link.subject,
                                   .kind = InterestKind::kLinked,
                                   .role = "Linked To",
                                   .provenance = link.provenance});
    }
    AddWarning(report_, absl::StrCat(link.provenance.place, ": ", link.subject, " is linked to \"",
                                     link.name, "\", which ", owners.size(),
                                     " parties of the file are called; kept as its property "
                                     "linkedTo"));
    Entity part{.id = link.subject, .provenance = link.provenance};
    AddProperty(part, "linkedTo", link.name);
    return sink_.AddEntity(std::move(part));
  }

  const FileGroup& group_;
  ListEmitter emitter_;
  RecordSink& sink_;
  LoadReport& report_;
  std::map<std::string, std::set<std::string>> ids_by_name_;  // lower case; of OFAC's lists
  std::vector<Link> links_;
  std::set<std::string> given_;  // ids of interests
};

}  // namespace

std::string RemarkOfCslId(std::string_view id) {
  static const RE2 kDate(R"(\d{4}-\d{2}-\d{2})");
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t at = id.find(", "); at != std::string_view::npos; at = id.find(", ", begin)) {
    parts.emplace_back(TrimAscii(id.substr(begin, at - begin)));
    begin = at + 2;
  }
  const std::string_view type = TrimAscii(id.substr(begin));
  const auto is_code = [](const std::string& text) {
    return text.size() == 2 &&
           std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
  };
  std::string country;
  if (parts.size() > 1 && is_code(parts.front())) {
    country = absl::StrCat(" (", parts.front(), ")");
    parts.erase(parts.begin());
  }
  while (parts.size() > 1 && RE2::FullMatch(parts.front(), kDate)) parts.erase(parts.begin());
  return absl::StrCat(ToAbsl(type), " ", Join(parts, ", "), country);
}

absl::StatusOr<LoadReport> LoadUsCslCsv(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(
      LoadReport report,
      BeginReport(
          group, {.key = std::string(kKey), .publisher = "US International Trade Administration"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(group, sink, report).Run());
  return report;
}

}  // namespace lynceus::sources
