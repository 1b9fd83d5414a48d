#include "lib/sources/opensanctions_csv.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/ftm_record.h"
#include "lib/sources/list_file.h"
#include "lib/sources/list_record.h"
#include "lib/sources/named_table.h"
#include "lib/sources/opensanctions_lists.h"
#include "lib/sources/report.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "opensanctions-simple";

const TableShape& TargetsShape() {
  static const TableShape shape{.title = "OpenSanctions' table of targets",
                                .required = {"id", "schema", "name", "aliases", "dataset"},
                                .known = {"birth_date", "countries", "addresses", "identifiers",
                                          "sanctions", "phones", "emails", "program_ids",
                                          // When the data set saw and changed the row.
                                          "first_seen", "last_seen", "last_change"},
                                .repeated = {},
                                .must_end_in_line_end = true,
                                .exact_width = true};
  return shape;
}

// Some data sets say in the words of a sanction nothing but the day it began.
std::optional<Date> OnlyDate(const std::vector<std::string>& sanctions) {
  if (sanctions.size() != 1) return std::nullopt;
  const auto date = Date::ParseIso(sanctions[0]);
  return date.ok() ? std::optional<Date>(*date) : std::nullopt;
}

class Loader {
 public:
  Loader(const FileGroup& group, RecordSink& sink, LoadReport& report)
      : group_(group), emitter_(sink, report), report_(report) {}

  absl::Status Run() {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input,
                             OpenListFile(group_.files[0].path));
    NamedTable table(*input, TargetsShape(), {.report = &report_});
    LYNCEUS_RETURN_IF_ERROR(table.ReadHeader());
    for (const std::string& column : table.UnknownColumns()) {
      LYNCEUS_RETURN_IF_ERROR(UnknownColumn(group_, column, report_));
    }
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool more, table.Next());
      if (!more) return absl::OkStatus();
      ++report_.records_read;
      const absl::Status status = AddRow(table);
      if (!status.ok()) {
        return Annotate(status, {.subject = input->name(), .place = table.place()});
      }
    }
  }

 private:
  static absl::Status Bad(std::string cause) {
    return InvalidError({.cause = std::move(cause), .remedy = "get the file again"});
  }

  absl::Status AddRow(const NamedTable& table) {
    const std::string id(TrimAscii(table["id"]));
    if (id.empty()) return Bad("the row has no id");
    const std::string schema(TrimAscii(table["schema"]));
    const auto known = ParseSchema(schema);
    if (!known) return Bad("\"" + schema.substr(0, 40) + "\" is no schema of FollowTheMoney");
    ListRecord record;
    record.entity.id = FtmId(id);
    record.entity.schema = *known;
    record.entity.provenance = {.source = std::string(kKey), .place = table.place()};
    AddSaid(table, id, record);
    AddListings(table, record);
    return emitter_.Add(std::move(record));
  }

  std::vector<std::string> Cell(const NamedTable& table, std::string_view column) {
    const std::string_view cell = table[column];
    if (std::ranges::count(cell, '"') % 2 != 0) {
      AddWarning(report_, absl::StrCat(table.place(), ": ", ToAbsl(column),
                                       " ends within quotes; what it holds is taken as it is"));
    }
    return SplitSimpleCell(cell);
  }

  void AddSaid(const NamedTable& table, const std::string& id, ListRecord& record) {
    Entity& entity = record.entity;
    AddName(entity, table["name"], NameKind::kPrimary);
    for (const std::string& name : Cell(table, "aliases")) AddName(entity, name, NameKind::kAlias);
    for (const std::string& text : Cell(table, "birth_date")) {
      const auto date = PartialDate::ParseIso(text);
      if (date.ok()) {
        AddBirthDate(entity, *date);
      } else {
        AddFragment(record, "birth_date: " + text);
      }
    }
    for (const std::string& country : Cell(table, "countries")) {
      AddCountry(entity, "country", country);
    }
    for (const std::string& address : Cell(table, "addresses")) {
      AddAddress(entity, {address}, {});
    }
    for (const std::string& number : Cell(table, "identifiers")) {
      AddIdentifier(entity, "idNumber", number);
    }
    constexpr std::pair<std::string_view, std::string_view> kProperties[] = {
        {"phones", "phone"}, {"emails", "email"}, {"dataset", "datasets"}};
    for (const auto& [column, property] : kProperties) {
      for (const std::string& value : Cell(table, column)) AddProperty(entity, property, value);
    }
    AddProperty(entity, "target", "true");
    for (std::string& publishers : FtmPublisherIds(id)) AddReferent(entity, std::move(publishers));
    for (const auto& [column, field] : table.UnknownFields()) {
      AddFragment(record, absl::StrCat(ToAbsl(column), ": ", ToAbsl(field)));
    }
  }

  void AddListings(const NamedTable& table, ListRecord& record) {
    const std::vector<std::string> datasets = Cell(table, "dataset");
    const std::vector<std::string> texts = Cell(table, "sanctions");
    const std::vector<std::string> programmes = Cell(table, "program_ids");
    const std::optional<Date> date = OnlyDate(texts);
    const std::string basis = date ? std::string() : Join(texts, "; ");
    std::set<std::string> placed;  // programmes of a list that is known
    for (const std::string& dataset : datasets) {
      const OpenSanctionsList* const list = FindOpenSanctionsList(dataset);
      if (list == nullptr) continue;
      const std::string prefix = absl::StrCat(ToAbsl(list->country), "-");
      Designation designation{.authority = std::string(list->authority),
                              .list = std::string(list->list),
                              .programme = std::string(list->programme),
                              .legal_basis = basis,
                              .date = date};
      bool has_programme = false;
      for (const std::string& programme : programmes) {
        if (!programme.starts_with(prefix)) continue;
        has_programme = true;
        placed.insert(programme);
        designation.programme = programme;
        record.designations.push_back(designation);
      }
      if (!has_programme) record.designations.push_back(designation);
    }
    // What stands under no list that is known: by the word of the data set, which the rules may.
    Designation other{.authority = datasets.size() == 1 ? datasets[0] : std::string("unknown"),
                      .list = datasets.size() == 1 ? datasets[0] : std::string("unknown"),
                      .legal_basis = basis,
                      .date = date};
    for (const std::string& programme : programmes) {
      if (placed.contains(programme)) continue;
      other.programme = programme;
      record.designations.push_back(other);
    }
    if (!record.designations.empty()) return;
    for (const std::string& text : texts) {
      other.programme = text;
      record.designations.push_back(other);
    }
  }

  const FileGroup& group_;
  ListEmitter emitter_;
  LoadReport& report_;
};

}  // namespace

std::vector<std::string> SplitSimpleCell(std::string_view cell) {
  std::vector<std::string> values;
  std::string value;
  bool in_quotes = false;
  const auto end_value = [&] {
    const std::string_view text = TrimAscii(value);
    if (!text.empty()) values.emplace_back(text);
    value.clear();
  };
  for (std::size_t at = 0; at < cell.size(); ++at) {
    const char c = cell[at];
    if (in_quotes && c == '"' && at + 1 < cell.size() && cell[at + 1] == '"') {
      value += c;
      ++at;
    } else if (c == '"' && (in_quotes || TrimAscii(value).empty())) {
      in_quotes = !in_quotes;
    } else if (c == ';' && !in_quotes) {
      end_value();
    } else {
      value += c;
    }
  }
  end_value();
  return values;
}

absl::StatusOr<LoadReport> LoadOpenSanctionsCsv(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(
      LoadReport report,
      BeginReport(group, {.key = std::string(kKey), .publisher = "OpenSanctions", .copies = true}));
  LYNCEUS_RETURN_IF_ERROR(Loader(group, sink, report).Run());
  return report;
}

}  // namespace lynceus::sources
