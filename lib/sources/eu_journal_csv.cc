#include "lib/sources/eu_journal_csv.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/eu_record.h"
#include "lib/sources/free_dates.h"
#include "lib/sources/joined_parties.h"
#include "lib/sources/labelled_numbers.h"
#include "lib/sources/list_file.h"
#include "lib/sources/named_table.h"
#include "lib/sources/report.h"
#include "lib/sources/text_decoding.h"
#include "lib/sources/uk_words.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "eu-oj";

// What becomes of each value of a column.
enum class Fact : std::uint8_t { kIdentifier, kProperty, kCountry };
struct Column {
  std::string_view name;  // also the FtM property
  Fact fact;
};
constexpr Column kColumns[] = {
    {"nationality", Fact::kCountry},
    {"citizenship", Fact::kCountry},
    {"country", Fact::kCountry},
    {"jurisdiction", Fact::kCountry},
    {"birthCountry", Fact::kCountry},
    {"flag", Fact::kCountry},
    {"passportNumber", Fact::kIdentifier},
    {"registrationNumber", Fact::kIdentifier},
    {"taxNumber", Fact::kIdentifier},
    {"idNumber", Fact::kIdentifier},
    {"innCode", Fact::kIdentifier},
    {"ogrnCode", Fact::kIdentifier},
    {"kppCode", Fact::kIdentifier},
    {"okpoCode", Fact::kIdentifier},
    {"leiCode", Fact::kIdentifier},
    {"swiftBic", Fact::kIdentifier},
    {"ticker", Fact::kIdentifier},
    {"imoNumber", Fact::kIdentifier},
    {"mmsi", Fact::kIdentifier},
    {"callSign", Fact::kIdentifier},
    {"birthPlace", Fact::kProperty},
    {"position", Fact::kProperty},
    {"title", Fact::kProperty},
    {"gender", Fact::kProperty},
    {"firstName", Fact::kProperty},
    {"lastName", Fact::kProperty},
    {"fatherName", Fact::kProperty},
    {"legalForm", Fact::kProperty},
    {"sector", Fact::kProperty},
    {"type", Fact::kProperty},
    {"phone", Fact::kProperty},
    {"email", Fact::kProperty},
    {"website", Fact::kProperty},
    {"sourceUrl", Fact::kProperty},
};

const TableShape& Shape() {
  static const auto& shape = *new TableShape([] {
    TableShape made{.title = "the EU's journal lists",
                    .required = {"celex", "recordId", "programKey", "schema", "name"},
                    .known = {"annex", "measure", "startDate", "endDate", "reason", "alias",
                              "weakAlias", "previousName", "birthDate", "incorporationDate",
                              "buildDate", "address", "notes"},
                    .repeated = {}};
    for (const Column& column : kColumns) made.known.push_back(column.name);
    return made;
  }());
  return shape;
}

// Values are parted by a semicolon and a space; an address may hold a bare semicolon.
std::vector<std::string> Values(std::string_view field) {
  std::vector<std::string> values;
  for (std::size_t begin = 0; begin <= field.size();) {
    const std::size_t end = std::min(field.find("; ", begin), field.size());
    std::string value = OneLine(field.substr(begin, end - begin));
    while (value.ends_with(';')) value.pop_back();
    if (!value.empty()) values.push_back(std::move(value));
    begin = end + 2;
  }
  return values;
}

void AddNames(const NamedTable& row, Entity& entity) {
  struct Kind {
    std::string_view column;
    NameKind kind;
  };
  static constexpr Kind kKinds[] = {{"name", NameKind::kPrimary},
                                    {"alias", NameKind::kAlias},
                                    {"weakAlias", NameKind::kWeak},
                                    {"previousName", NameKind::kFormer}};
  for (const Kind& kind : kKinds) {
    NameKind next = kind.kind;
    for (const std::string& name : Values(row[kind.column])) {
      const std::string_view script = ScriptOf(name);
      AddName(entity, name, next, script == "Latn" ? "" : script);
      // Further spellings of the name stand beside it.
      if (next == NameKind::kPrimary) next = NameKind::kAlias;
    }
  }
}

void AddFacts(const NamedTable& row, ListRecord& record) {
  for (const Column& column : kColumns) {
    for (const std::string& value : Values(row[column.name])) {
      switch (column.fact) {
        case Fact::kIdentifier:
          AddIdentifier(record.entity, column.name, value);
          break;
        case Fact::kProperty:
          if (column.name == "gender") {
            AddEuGender(value.size() == 1 ? value : LowerAscii(value), record.entity);
          } else {
            AddProperty(record.entity, column.name, value);
          }
          break;
        case Fact::kCountry:
          for (const std::string& country : UkCountries(value)) {
            AddCountry(record.entity, column.name, country);
          }
          break;
      }
    }
  }
}

void AddDates(const NamedTable& row, ListRecord& record) {
  for (const char* const column : {"birthDate", "incorporationDate", "buildDate"}) {
    for (const std::string& value : Values(row[column])) {
      const FreeDates read = ParseFreeDates(value);
      for (const PartialDate& date : read.dates) {
        if (std::string_view(column) == "birthDate") {
          AddBirthDate(record.entity, date);
        } else {
          AddFoundedDate(record.entity, date);
        }
      }
      for (const std::string& rest : read.rest) {
        AddFragmentOnce(record, absl::StrCat(column, ": ", rest));
      }
    }
  }
}

void AddTexts(const NamedTable& row, ListRecord& record) {
  for (const std::string& address : Values(row["address"])) {
    AddAddressOnce(record.entity, {address}, "");
  }
  AddProperty(record.entity, "reason", OneLine(row["reason"]));
  const std::string notes = OneLine(row["notes"]);
  AddProperty(record.entity, "notes", notes);
  AddLabelledNumbers(notes, record.entity);
}

// True for words of measures that are no freeze of all assets.
bool IsNoFreeze(std::string_view measure) {
  static constexpr std::string_view kOther[] = {
      "export",    "import",    "trade",     "sectoral",  "services", "transaction",
      "port",      "vessel",    "transport", "broadcast", "capital",  "investment",
      "financing", "financial", "dual-use",  "credit",    "loan",     "deposit"};
  const std::string lower = LowerAscii(measure);
  return lower.find("freez") == std::string::npos &&
         std::ranges::any_of(kOther, [&lower](std::string_view word) {
           return lower.find(word) != std::string::npos;
         });
}

class Loader {
 public:
  Loader(RecordSink& sink, LoadReport& report) : emitter_(sink, report), report_(report) {}

  absl::Status Run(const std::string& path) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path));
    NamedTable table(*input, Shape(), {.report = &report_});
    LYNCEUS_RETURN_IF_ERROR(table.ReadHeader());
    for (const std::string& name : table.UnknownColumns()) {
      AddWarning(report_,
                 absl::StrCat("the column \"", name, "\" is not known; kept as fragments"));
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
    if (!table.has_final_line_end()) {
      AddWarning(report_, absl::StrCat(table.place(),
                                       ": the last row has no line end; its end may be cut off"));
    }
    for (ListRecord& record : joined_.parties()) {
      LYNCEUS_RETURN_IF_ERROR(emitter_.Add(std::move(record)));
    }
    return absl::OkStatus();
  }

 private:
  absl::Status AddRow(const NamedTable& row) {
    for (const std::string_view column : {"celex", "recordId", "name"}) {
      if (!row[column].empty()) continue;
      return InvalidError({.cause = absl::StrCat("the row has no ", ToAbsl(column)),
                           .remedy = "give each entry its act, its id and a name"});
    }
    const std::string id =
        absl::StrCat(ToAbsl(kKey), ":", OneLine(row["celex"]), "/", OneLine(row["recordId"]));
    LYNCEUS_ASSIGN_OR_RETURN(ListRecord* const record, joined_.At(id));
    Entity& entity = record->entity;
    if (entity.id.empty()) {
      entity.id = id;
      entity.provenance = {.source = std::string(kKey), .place = row.place()};
    }
    if (const auto schema = ParseSchema(row["schema"])) {
      entity.schema = *schema;
    } else {
      AddFragmentOnce(*record, absl::StrCat("schema: ", ToAbsl(row["schema"])));
    }
    const std::string before = entity.names.empty() ? std::string() : entity.names[0].text;
    AddNames(row, entity);
    if (const auto names = Values(row["name"]); !before.empty() && names[0] != before) {
      AddFragmentOnce(*record, absl::StrCat("name, of another row: ", names[0]));
    }
    AddFacts(row, *record);
    AddDates(row, *record);
    AddTexts(row, *record);
    AddDesignation(row, *record);
    for (const auto& [column, field] : row.UnknownFields()) {
      AddFragmentOnce(*record, absl::StrCat(ToAbsl(column), ": ", OneLine(field)));
    }
    return absl::OkStatus();
  }

  static void AddDesignation(const NamedTable& row, ListRecord& record) {
    const std::string annex = OneLine(row["annex"]);
    Designation designation{.list = IsNoFreeze(row["measure"]) ? "OJ-SECTORAL" : "OJ",
                            .programme = OneLine(row["programKey"]),
                            .legal_basis = absl::StrCat("CELEX ", OneLine(row["celex"]),
                                                        annex.empty() ? "" : ", annex ", annex),
                            .date = DayOf(row, "startDate", record),
                            .end_date = DayOf(row, "endDate", record),
                            .measures = Values(row["measure"])};
    if (std::ranges::find(record.designations, designation) == record.designations.end()) {
      record.designations.push_back(std::move(designation));
    }
  }

  static std::optional<Date> DayOf(const NamedTable& row, std::string_view column,
                                   ListRecord& record) {
    const std::string_view text = row[column];
    if (text.empty()) return std::nullopt;
    const auto day = ParseFreeDay(text);
    if (!day) AddFragmentOnce(record, absl::StrCat(ToAbsl(column), ": ", ToAbsl(text)));
    return day;
  }

  ListEmitter emitter_;
  LoadReport& report_;
  JoinedParties<ListRecord> joined_;
};

}  // namespace

bool IsEuJournalCsv(const FileHead& head) {
  return head.HasColumn("celex") && head.HasColumn("recordId") && head.HasColumn("programKey");
}

absl::StatusOr<LoadReport> LoadEuJournalCsv(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(LoadReport report,
                           BeginReport(group, {.key = std::string(kKey),
                                               .publisher = "Official Journal of the EU",
                                               .authority = "EU",
                                               .list = "OJ"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(sink, report).Run(group.files[0].path));
  return report;
}

}  // namespace lynceus::sources
