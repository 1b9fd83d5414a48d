// The World Bank's workbook: a line that says when it was downloaded, and a header of two rows.

#include <re2/re2.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/debarment.h"
#include "lib/sources/debarment_record.h"
#include "lib/sources/free_dates.h"
#include "lib/sources/free_text.h"
#include "lib/sources/report.h"
#include "lib/sources/text_decoding.h"
#include "lib/sources/titled_columns.h"
#include "lib/sources/xlsx_reader.h"

namespace lynceus::sources {
namespace {

constexpr KnownColumn kColumns[] = {
    {"firm name"}, {"additional firm info"}, {"address"}, {"country"}, {"from date"}, {"to date"},
    {"grounds"}};

// One part of the column: what stood in one pair of parentheses, or outside of all.
void AddInfo(ListRecord& record, std::string text) {
  static const RE2 kLead(R"((?i)^(?:[\s,;]+(?:also\b)?)+)");
  static const RE2 kMoreFootnotes(R"((?:and\s+)?[\d\s,]{1,12})");
  RE2::Replace(&text, kLead, "");
  text = TidyText(text);
  static const RE2 kLimited(R"((?i)(?:but only|as a successor|lic\.|only |physical address).*)");
  static const RE2 kName(R"((?:\p{L}|[0-9]+ ).*)");
  if (text.empty() || AddDebarmentNumber(record.entity, text)) return;
  if (RE2::FullMatch(text, kMoreFootnotes)) {
    return AddProperty(record.entity, "notes", "footnote " + text);
  }
  if (RE2::FullMatch(text, kLimited) || !RE2::FullMatch(text, kName)) {
    AddFragment(record, "Additional Firm Info: " + text);
    return;
  }
  static const RE2 kUnder(R"((?i)^.*doing business (?:under|as)\s+)");
  // Without a word in front it is another way to write the name.
  const std::vector<Name> names = NamesIn(text);
  for (const Name& name : names) {
    NameKind kind = name.kind == NameKind::kPrimary ? NameKind::kAlias : name.kind;
    if (name.text.find(' ') == std::string::npos && name.script.empty()) kind = NameKind::kWeak;
    std::string several = name.text;
    if (RE2::PartialMatch(text, kUnder))
      RE2::GlobalReplace(&several, R"((?i)\s+(?:or|and)\s+)", ";");
    for (const std::string& one : SplitTrimmed(several, ';')) {
      AddName(record.entity, one, kind, name.script);
    }
  }
}

void AddAdditionalInfo(ListRecord& record, std::string text) {
  static const RE2 kFootnote(R"(\*\s*(\d+))");
  static const RE2 kFirst(
      R"(^([^()（）]*)[(（]((?:[^()（）]|[(（][^()（）]*[)）])*)[)）]\s*(.*)$)");
  std::string number;
  while (RE2::PartialMatch(text, kFootnote, &number)) {
    AddProperty(record.entity, "notes", "footnote " + number);
    RE2::Replace(&text, kFootnote, " ");
  }
  std::string before;
  std::string inside;
  std::string behind;
  text = TidyText(text);
  // A name that holds parentheses of its own ("X (Group) Ltd.") is one part.
  static const RE2 kOneName(R"(^[^()（）]*\p{L}[^()（）]*[(（][^()（）]*[)）][^()（）]*\p{L}.*$)");
  if (RE2::FullMatch(text, kOneName) && !text.starts_with('(') && NamesIn(text).size() == 1) {
    AddInfo(record, text);
    return;
  }
  while (RE2::FullMatch(text, kFirst, &before, &inside, &behind)) {
    AddInfo(record, TidyText(before));
    AddInfo(record, TidyText(inside));
    text = behind;
  }
  AddInfo(record, TidyText(text));
}

class Loader {
 public:
  Loader(RecordSink& sink, LoadReport& report)
      : emitter_("Ineligible Firms and Individuals", sink, report), report_(report) {}

  absl::Status Run(const std::string& path) {
    const auto workbook = ReadXlsx(path, "", [this](const SheetRow& row) {
      return Annotate(columns_ ? AddRow(row) : AddHeader(row),
                      {.place = absl::StrCat("row ", row.number)});
    });
    if (!workbook.ok()) return Annotate(workbook.status(), {.subject = path});
    NameUnread(*workbook, report_);
    if (!report_.source.list_date) {
      AddWarning(report_, "no line says when the list was downloaded; its date is not known");
    }
    if (columns_) return absl::OkStatus();
    return InvalidError({.subject = path,
                         .cause = "the workbook has no row with the columns Firm Name, From Date",
                         .remedy = "this is another format, or a newer form of it"});
  }

 private:
  // The header's second row names the columns below "Ineligibility Period".
  absl::Status AddHeader(const SheetRow& row) {
    static const RE2 kDownloaded(R"((?i)^downloaded on:?\s*(\d{1,2}/\d{1,2}/\d{4}).*)");
    std::string day;
    if (RE2::FullMatch(row.cells[0], kDownloaded, &day)) {
      report_.source.list_date = ParseFreeDay(day);
      return absl::OkStatus();
    }
    if (titles_.empty()) {
      if (LowerAscii(TidyText(row.cells[0])) == "firm name") titles_ = row.cells;
      return absl::OkStatus();
    }
    titles_.resize(std::max(titles_.size(), row.cells.size()));
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (!row.cells[i].empty()) titles_[i] = row.cells[i];
    }
    LYNCEUS_ASSIGN_OR_RETURN(columns_, TitledColumns::Of(titles_, kColumns));
    return absl::OkStatus();
  }

  absl::Status AddRow(const SheetRow& row) {
    LYNCEUS_RETURN_IF_ERROR(columns_->CheckRow(row.cells));
    const auto cell = [this, &row](std::string_view title) {
      return columns_->Cell(row.cells, title);
    };
    DebarmentRow debarment{.name = cell("firm name"),
                           .country = cell("country"),
                           .place = absl::StrCat("row ", row.number),
                           .from = cell("from date"),
                           .to = cell("to date"),
                           .basis = cell("grounds")};
    ListRecord& record = debarment.record;
    AddAdditionalInfo(record, cell("additional firm info"));
    AddAddress(record.entity, {cell("address")}, debarment.country);
    columns_->KeepOthers(row.cells, record);
    return emitter_.Add(std::move(debarment));
  }

  DebarmentEmitter emitter_;
  LoadReport& report_;
  std::vector<std::string> titles_;
  std::optional<TitledColumns> columns_;
};

}  // namespace

absl::StatusOr<LoadReport> LoadWbXlsx(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(LoadReport report, BeginReport(group, {.key = "worldbank",
                                                                  .publisher = "World Bank Group",
                                                                  .authority = "WB",
                                                                  .list = "DEBARRED"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(sink, report).Run(group.files[0].path));
  return report;
}

}  // namespace lynceus::sources
