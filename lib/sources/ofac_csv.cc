// The smaller tables are read whole, keyed by entity number; the main table is then streamed and
// each record joined with its rows. Rows that belong to no record are named in the report.

#include "lib/sources/ofac_csv.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/list_file.h"
#include "lib/sources/ofac_remarks.h"
#include "lib/sources/report.h"

namespace lynceus::sources {
namespace {

// Remarks are cut by OFAC at this length and go on in the COMMENTS file.
constexpr std::size_t kRemarksBytesMax = 1'000;
constexpr std::size_t kNumberDigitsMax = 12;

struct TableShape {
  std::string_view name;
  std::size_t columns;
};

TableShape ShapeOf(OfacTable table) {
  switch (table) {
    case OfacTable::kMain:
      return {"SDN.CSV or CONS_PRIM.CSV", 12};
    case OfacTable::kAlt:
      return {"ALT.CSV", 5};
    case OfacTable::kAdd:
      return {"ADD.CSV", 6};
    case OfacTable::kComments:
      return {"SDN_COMMENTS.CSV", 2};
  }
  return {};
}

bool IsNumber(std::string_view text) {
  return !text.empty() && text.size() <= kNumberDigitsMax &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// The rows of one of the smaller tables.
struct SideTable {
  std::string name;  // of the file
  std::map<std::string, std::vector<CsvRow>, std::less<>> rows;
};

absl::StatusOr<SideTable> ReadSideTable(const InputFile& file, OfacTable table,
                                        LoadReport& report) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(file.path));
  OfacCsvReader reader(*input, table, &report);
  SideTable side{.name = std::string(BaseName(file.path)), .rows = {}};
  std::map<std::string, std::uint64_t, std::less<>> line_of;  // by the rows' own number
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const CsvRow* row, reader.Next());
    if (row == nullptr) break;
    side.rows[row->fields[0]].push_back(*row);
    const std::string& text = row->fields[1];
    if (table == OfacTable::kComments) {
      if (text.empty()) {
        AddWarning(report, absl::StrCat(side.name, ", line ", row->line, ": the comment is empty"));
      }
      continue;
    }
    const auto [known, is_new] = line_of.emplace(text, row->line);
    if (is_new) continue;
    AddWarning(report,
               absl::StrCat(side.name, ", line ", row->line, ": the number ", text,
                            " was there before (line ", known->second, "); what both say is kept"));
  }
  if (std::string doubt = reader.Doubt(); !doubt.empty()) AddWarning(report, std::move(doubt));
  return side;
}

std::optional<NameKind> AliasKind(std::string_view word) {
  if (word == "aka" || word == "nka") return NameKind::kAlias;
  if (word == "fka") return NameKind::kFormer;
  return std::nullopt;
}

class Loader {
 public:
  Loader(const FileGroup& group, OfacList list, RecordSink& sink, LoadReport& report)
      : group_(group), report_(report), emitter_(list, sink, report) {}

  absl::Status Run() {
    for (std::size_t i = 1; i < group_.files.size(); ++i) {
      const OfacTable table = OfacTableOf(group_.kinds[i]);
      LYNCEUS_ASSIGN_OR_RETURN(SideTable side, ReadSideTable(group_.files[i], table, report_));
      Of(table) = std::move(side);
    }
    LYNCEUS_RETURN_IF_ERROR(ReadMain());
    for (const OfacTable table : {OfacTable::kAlt, OfacTable::kAdd, OfacTable::kComments}) {
      SkipOrphans(Of(table));
    }
    if (cut_remarks_ > 0) {
      AddWarning(report_,
                 absl::StrCat("the remarks of ", cut_remarks_,
                              " records are cut at 1,000 characters and no COMMENTS file goes on "
                              "with them; give SDN_COMMENTS.CSV or CONS_COMMENTS.CSV too"));
    }
    if (whole_remarks_with_comments_ > 0) {
      AddWarning(report_, absl::StrCat("comments stand for ", whole_remarks_with_comments_,
                                       " records whose remarks are not cut; the COMMENTS file may "
                                       "be of another date than the main file"));
    }
    return emitter_.Finish();
  }

 private:
  SideTable& Of(OfacTable table) { return side_[static_cast<std::size_t>(table)]; }

  const std::vector<CsvRow>& Rows(OfacTable table, const std::string& number) {
    static const std::vector<CsvRow> kNone;
    const SideTable& side = Of(table);
    const auto found = side.rows.find(number);
    return found == side.rows.end() ? kNone : found->second;
  }

  absl::Status ReadMain() {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input,
                             OpenListFile(group_.files[0].path));
    OfacCsvReader reader(*input, OfacTable::kMain, &report_);
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(const CsvRow* row, reader.Next());
      if (row == nullptr) break;
      LYNCEUS_RETURN_IF_ERROR(emitter_.Add(MakeRecord(*row)));
    }
    if (std::string doubt = reader.Doubt(); !doubt.empty()) AddWarning(report_, std::move(doubt));
    return absl::OkStatus();
  }

  OfacRecord MakeRecord(const CsvRow& row) {
    const std::vector<std::string>& field = row.fields;
    OfacRecord record{.number = field[0], .place = absl::StrCat("line ", row.line)};
    record.type = field[2].empty() ? "entity" : LowerAscii(field[2]);
    record.programmes = SplitProgrammes(field[3]);
    Entity& entity = record.entity;
    AddName(entity, field[1], NameKind::kPrimary);
    AddAliases(record);
    AddAddresses(record);
    AddProperty(entity, "position", field[4]);
    if (!field[5].empty()) entity.identifiers.push_back({.type = "callSign", .value = field[5]});
    AddProperty(entity, "type", field[6]);
    AddProperty(entity, "tonnage", field[7]);
    AddProperty(entity, "grossRegisteredTonnage", field[8]);
    AddCountry(entity, "flag", field[9]);
    AddProperty(entity, "owner", field[10]);
    AddRemarks(field[11], record);
    WarnOfType(record);
    return record;
  }

  void WarnOfType(const OfacRecord& record) {
    if (IsOfacType(record.type)) return;
    AddWarning(report_, absl::StrCat(record.place, ": the type \"", record.type,
                                     "\" is not known; read as an organisation"));
  }

  void AddAliases(OfacRecord& record) {
    for (const CsvRow& row : Rows(OfacTable::kAlt, record.number)) {
      const auto kind = AliasKind(row.fields[2]);
      if (!kind) {
        AddWarning(report_, absl::StrCat(Of(OfacTable::kAlt).name, ", line ", row.line,
                                         ": the alias type \"", row.fields[2],
                                         "\" is not known; read as aka"));
      }
      if (row.fields[3].empty()) {
        AddWarning(report_, absl::StrCat(Of(OfacTable::kAlt).name, ", line ", row.line,
                                         ": the alias is empty"));
      }
      AddName(record.entity, row.fields[3], kind.value_or(NameKind::kAlias));
      AddProperty(record.entity, "notes", row.fields[4]);
    }
  }

  void AddAddresses(OfacRecord& record) {
    for (const CsvRow& row : Rows(OfacTable::kAdd, record.number)) {
      AddAddress(record.entity, {row.fields[2], row.fields[3]}, row.fields[4]);
      AddProperty(record.entity, "notes", row.fields[5]);
    }
  }

  void AddRemarks(const std::string& remarks, OfacRecord& record) {
    const bool cut = remarks.size() >= kRemarksBytesMax;
    const std::vector<CsvRow>& rows = Rows(OfacTable::kComments, record.number);
    if (cut && rows.empty()) ++cut_remarks_;
    if (!cut && !rows.empty()) ++whole_remarks_with_comments_;
    std::string text = remarks;
    for (const CsvRow& row : rows) {
      // What was cut goes on in the middle of a word; a comment of its own is another remark.
      if (!cut && !text.empty()) text += "; ";
      text += row.fields[1];
    }
    ParseRemarks(text, cut && rows.empty(), record);
  }

  void SkipOrphans(const SideTable& side) {
    for (const auto& [number, rows] : side.rows) {
      if (emitter_.Has(number)) continue;
      for (const CsvRow& row : rows) {
        Skip(report_, absl::StrCat(side.name, ", line ", row.line),
             absl::StrCat("it belongs to number ", number, ", which ",
                          ToAbsl(BaseName(group_.files[0].path)), " does not have"));
      }
    }
  }

  const FileGroup& group_;
  LoadReport& report_;
  OfacEmitter emitter_;
  std::array<SideTable, 4> side_;  // by OfacTable; the first stays empty
  std::uint64_t cut_remarks_ = 0;
  std::uint64_t whole_remarks_with_comments_ = 0;
};

}  // namespace

OfacTable OfacTableOf(std::string_view kind) {
  if (kind == "ofac-alt-csv") return OfacTable::kAlt;
  if (kind == "ofac-add-csv") return OfacTable::kAdd;
  if (kind == "ofac-comments-csv") return OfacTable::kComments;
  return OfacTable::kMain;
}

OfacCsvReader::OfacCsvReader(ByteReader& input, OfacTable table, LoadReport* report)
    : input_(input),
      table_(table),
      reader_(input, {.encoding = CsvOptions::Encoding::kUtf8OrWindows1252, .report = report}) {}

absl::StatusOr<const CsvRow*> OfacCsvReader::Next() {
  LYNCEUS_ASSIGN_OR_RETURN(const CsvRow* const row, reader_.Next());
  if (row == nullptr) {
    // Outside of quotes only "-0-" ends a row, so a shorter beginning of it was cut.
    const bool whole = reader_.has_end_mark() || reader_.has_final_line_end();
    if (!whole && (last_field_ == "-" || last_field_ == "-0")) {
      return InvalidError({.subject = input_.name(),
                           .place = absl::StrCat("line ", row_.line),
                           .cause = "the file is cut off inside its last row",
                           .remedy = "get the file again"});
    }
    return nullptr;
  }
  LYNCEUS_RETURN_IF_ERROR(Check(*row));
  row_ = *row;
  last_field_ = row_.fields.back();
  for (std::string& field : row_.fields) {
    if (TrimAscii(field) == "-0-") field.clear();
  }
  return &row_;
}

absl::Status OfacCsvReader::Check(const CsvRow& row) const {
  const TableShape shape = ShapeOf(table_);
  const auto error = [&](std::string cause) {
    return InvalidError({.subject = input_.name(),
                         .place = absl::StrCat("line ", row.line),
                         .cause = std::move(cause),
                         .remedy = "get the file again; it may be cut off or edited"});
  };
  if (row.fields.size() != shape.columns) {
    return error(absl::StrCat("the row has ", row.fields.size(), " fields; ", ToAbsl(shape.name),
                              " has ", shape.columns));
  }
  if (!IsNumber(row.fields[0])) {
    return error(absl::StrCat("\"", row.fields[0].substr(0, 40),
                              "\" is not an entity number (the first field)"));
  }
  return absl::OkStatus();
}

std::string OfacCsvReader::Doubt() const {
  if (reader_.has_end_mark()) return {};
  return absl::StrCat(ToAbsl(BaseName(input_.name())),
                      " does not close with OFAC's end mark (byte 0x1A): rows may be missing "
                      "behind line ",
                      row_.line);
}

absl::StatusOr<LoadReport> LoadOfacCsv(const FileGroup& group, RecordSink& sink) {
  const OfacList list = group.kind == "ofac-cons-csv" ? OfacList::kCons : OfacList::kSdn;
  LoadReport report{.source = OfacSourceInfo(list, group.kind)};
  for (const InputFile& file : group.files) {
    LYNCEUS_RETURN_IF_ERROR(AddFile(file.path, report.source));
  }
  LYNCEUS_RETURN_IF_ERROR(Loader(group, list, sink, report).Run());
  return report;
}

}  // namespace lynceus::sources
