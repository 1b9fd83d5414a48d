// The Inter-American Development Bank's workbook: a header row, rows, perhaps a row of filters.

#include <re2/re2.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/debarment.h"
#include "lib/sources/debarment_record.h"
#include "lib/sources/free_text.h"
#include "lib/sources/report.h"
#include "lib/sources/titled_columns.h"
#include "lib/sources/xlsx_reader.h"

namespace lynceus::sources {
namespace {

constexpr KnownColumn kColumns[] = {{"title"},
                                    {"entity"},
                                    {"nationality"},
                                    {"country"},
                                    {"from"},
                                    {"to"},
                                    {"grounds"},
                                    {"source"},
                                    {"idb sanction type", false},
                                    {"idb sanction source", false},
                                    {"other name", false}};

// The tool that makes the workbook writes its filters below the rows, in its user's language.
bool IsFilterNote(const std::string& text) {
  static const RE2 kFilter(
      R"((?i)(?:applied filters|zastosowane filtry|filtros aplicados|filtres appliqués|angewendete filter|no filters applied).*)");
  return RE2::FullMatch(text, kFilter);
}

class Loader {
 public:
  Loader(RecordSink& sink, LoadReport& report)
      : emitter_("Sanctioned Firms and Individuals", sink, report), report_(report) {}

  absl::Status Run(const std::string& path) {
    const auto workbook = ReadXlsx(path, "", [this](const SheetRow& row) {
      return Annotate(columns_ ? AddRow(row) : AddHeader(row), {.place = Place(row)});
    });
    if (!workbook.ok()) return Annotate(workbook.status(), {.subject = path});
    NameUnread(*workbook, report_);
    report_.source.list_date = workbook->modified;
    if (columns_) return absl::OkStatus();
    return InvalidError({.subject = path,
                         .cause = "the workbook's first sheet is empty",
                         .remedy = "get the file again"});
  }

 private:
  static std::string Place(const SheetRow& row) { return absl::StrCat("row ", row.number); }

  absl::Status AddHeader(const SheetRow& row) {
    LYNCEUS_ASSIGN_OR_RETURN(columns_, TitledColumns::Of(row.cells, kColumns));
    return absl::OkStatus();
  }

  absl::Status AddRow(const SheetRow& row) {
    LYNCEUS_RETURN_IF_ERROR(columns_->CheckRow(row.cells));
    const auto cell = [this, &row](std::string_view title) {
      return columns_->Cell(row.cells, title);
    };
    if (row.cells.size() == 1 && IsFilterNote(TidyText(row.cells[0]))) {
      AddWarning(report_, absl::StrCat(Place(row), ": the workbook was made with filters: ",
                                       TidyText(row.cells[0]).substr(0, 200)));
      return absl::OkStatus();
    }
    DebarmentRow debarment{.name = cell("title"),
                           .country = cell("nationality"),
                           .place = Place(row),
                           .from = cell("from"),
                           .to = cell("to"),
                           .basis = cell("grounds")};
    AddFacts(row, debarment);
    columns_->KeepOthers(row.cells, debarment.record);
    return emitter_.Add(std::move(debarment));
  }

  void AddFacts(const SheetRow& row, DebarmentRow& debarment) const {
    const auto cell = [this, &row](std::string_view title) {
      return columns_->Cell(row.cells, title);
    };
    ListRecord& record = debarment.record;
    const std::string kind = LowerAscii(cell("entity"));
    if (kind == "individual") {
      record.entity.schema = Schema::kPerson;
    } else if (kind == "firm") {
      record.entity.schema = Schema::kCompany;
    } else if (!kind.empty()) {
      AddFragment(record, "Entity: " + kind);
    }
    const bool is_person = record.entity.schema == Schema::kPerson;
    AddCountriesIn(record.entity, is_person ? "nationality" : "jurisdiction", debarment.country);
    // Where the project was; the party need not be of that country.
    AddProperty(record.entity, "notes",
                cell("country").empty() ? "" : "project country: " + cell("country"));
    const std::string other = cell("other name");
    if (!AddDebarmentNumber(record.entity, other)) {
      AddNamesIn(record.entity, other, NameKind::kAlias);
    }
    for (const char* const title : {"source", "idb sanction source"}) {
      if (cell(title).empty()) continue;
      absl::StrAppend(&debarment.basis, debarment.basis.empty() ? "" : "; ", cell(title));
    }
    const std::string type = cell("idb sanction type");
    const std::string lower = LowerAscii(type);
    if (lower.find("reprimand") != std::string::npos) {
      debarment.measure = "reprimand";
    } else if (!type.empty() && lower.find("debarment") == std::string::npos) {
      AddFragment(record, "IDB Sanction Type: " + type);
    }
    if (!type.empty()) AddProperty(record.entity, "notes", "sanction type: " + type);
  }

  DebarmentEmitter emitter_;
  LoadReport& report_;
  std::optional<TitledColumns> columns_;
};

}  // namespace

absl::StatusOr<LoadReport> LoadIadbXlsx(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(LoadReport report,
                           BeginReport(group, {.key = "iadb",
                                               .publisher = "Inter-American Development Bank Group",
                                               .authority = "IADB",
                                               .list = "SANCTIONED"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(sink, report).Run(group.files[0].path));
  return report;
}

}  // namespace lynceus::sources
