// Rows of one party stand together, and are gathered until the next party's first row.

#include "lib/sources/au_xlsx.h"

#include <re2/re2.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/free_dates.h"
#include "lib/sources/free_text.h"
#include "lib/sources/labelled_numbers.h"
#include "lib/sources/list_record.h"
#include "lib/sources/report.h"
#include "lib/sources/text_decoding.h"
#include "lib/sources/titled_columns.h"
#include "lib/sources/xlsx_reader.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "au";

constexpr KnownColumn kColumns[] = {
    {"reference"},
    {"name of individual or entity"},
    {"type"},
    {"name type"},
    {"alias strength", false},
    {"date of birth"},
    {"place of birth"},
    {"citizenship"},
    {"address"},
    {"additional information"},
    {"listing information"},
    {"imo number", false},
    {"committees"},
    {"control date"},
    {"instrument of designation", false},
};

using Cells = std::vector<std::string>;

std::optional<NameKind> KindOfName(std::string_view type, std::string_view strength) {
  struct Word {
    std::string_view word;
    NameKind kind;
  };
  static constexpr Word kWords[] = {{"primary name", NameKind::kPrimary},
                                    {"aka", NameKind::kAlias},
                                    {"alias", NameKind::kAlias},
                                    {"original script", NameKind::kAlias},
                                    {"formerly known as", NameKind::kFormer},
                                    {"fka", NameKind::kFormer},
                                    {"previously listed as", NameKind::kFormer}};
  const auto* const found = std::ranges::find(kWords, LowerAscii(type), &Word::word);
  if (found == std::end(kWords)) return std::nullopt;
  const bool weak = LowerAscii(strength) == "weak";
  return weak && found->kind == NameKind::kAlias ? NameKind::kWeak : found->kind;
}

std::optional<Schema> SchemaOf(std::string_view type) {
  const std::string word = LowerAscii(type);
  if (word == "individual") return Schema::kPerson;
  if (word == "entity") return Schema::kOrganization;
  if (word == "vessel") return Schema::kVessel;
  return std::nullopt;
}

void AddDates(ListRecord& record, std::string_view title, const std::string& text) {
  const FreeDates found = ParseFreeDates(text);
  for (const PartialDate& date : found.dates) {
    if (record.entity.schema == Schema::kPerson) {
      AddBirthDate(record.entity, date);
    } else {
      AddFoundedDate(record.entity, date);
    }
  }
  if (!found.rest.empty()) AddFragment(record, absl::StrCat(ToAbsl(title), ": ", text));
}

void AddAddresses(Entity& entity, const std::string& text) {
  for (const std::string& part : SplitEnumerated(text)) {
    if (SaysNothing(part)) continue;
    const std::size_t comma = part.rfind(',');
    std::string country =
        TidyText(comma == std::string::npos ? part : std::string_view(part).substr(comma + 1));
    if (country.ends_with('.')) country.pop_back();
    if (CountryCode(country).empty()) {
      AddAddress(entity, {part}, {});
    } else {
      AddAddress(entity, {comma == std::string::npos ? std::string() : part.substr(0, comma)},
                 country);
    }
  }
}

// Numbers that stand in prose; the prose is kept too.
void AddNumbersIn(Entity& entity, std::string_view text) {
  static const RE2 kPassport(
      R"((?i)\bpassport\s*(?:no|nos|number|numbers)?[.:]*\s*(?:a\)\s*)?((?:[A-Z]{0,3}[ \-]?[0-9]{5,10}|[0-9]{2}[A-Z]{2,3}[0-9]{4,7}|[A-Z]{1,3}[0-9][A-Z0-9]{4,8})[A-Z]?)\b)");
  static const RE2 kImo(R"((?i)\bIMO\s*(?:number|no|identification number)?[.:]*\s*([0-9]{7})\b)");
  re2::StringPiece rest(text.data(), text.size());
  std::string number;
  while (RE2::FindAndConsume(&rest, kPassport, &number)) {
    AddIdentifier(entity, "passportNumber", number);
  }
  rest = re2::StringPiece(text.data(), text.size());
  while (RE2::FindAndConsume(&rest, kImo, &number)) AddIdentifier(entity, "imoNumber", number);
  // Passports are read above, in more forms of writing.
  std::string other(text);
  RE2::GlobalReplace(&other, kPassport, " ");
  AddLabelledNumbers(other, entity);
}

// "Listed by UN 1267 Committee on 25 January 2001 (amended ...)" as that day; the first one said,
// and not that of a listing that ended.
std::optional<Date> DayOfListing(const std::string& text) {
  static const RE2 kListed(
      R"((?i)\b(?:listed|designated)\b[^.;()]{0,90}?(?:\bon\b|:)\s*(?:on\s*)?:?\s*(\d{1,2}(?:st|nd|rd|th)?\s*[A-Za-z]{3,9}\.?,?\s*\d{4}))");
  if (const auto day = ParseFreeDay(text)) return day;
  std::string day;
  if (!RE2::PartialMatch(text, kListed, &day)) return std::nullopt;
  return ParseFreeDay(day);
}

class Loader {
 public:
  Loader(RecordSink& sink, LoadReport& report) : emitter_(sink, report), report_(report) {}

  absl::Status Run(const std::string& path) {
    auto workbook = ReadXlsx(path, "", [this](const SheetRow& row) {
      const absl::Status status = columns_ ? AddRow(row) : AddHeader(row);
      return Annotate(status, {.place = Place(row)});
    });
    if (!workbook.ok()) return Annotate(workbook.status(), {.subject = path});
    NameUnread(*workbook, report_);
    report_.source.list_date = workbook->modified;
    if (!columns_) {
      return InvalidError({.subject = path,
                           .cause = "the workbook's first sheet is empty",
                           .remedy = "get the file again"});
    }
    return Flush();
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
    const std::string name = cell("name of individual or entity");
    std::string id = IdOf(cell("reference"), name, row);
    ++report_.records_read;
    if (id != pending_.entity.id) {
      LYNCEUS_RETURN_IF_ERROR(Flush());
      pending_.entity.id = std::move(id);
      pending_.entity.provenance = {.source = std::string(kKey), .place = Place(row)};
    }
    AddFacts(row.cells);
    columns_->KeepOthers(row.cells, pending_);
    return absl::OkStatus();
  }

  // "123b1" is of 123.
  std::string IdOf(const std::string& reference, const std::string& name, const SheetRow& row) {
    static const RE2 kReference(R"((\d+)[A-Za-z]*\d*)");
    std::string number;
    if (RE2::FullMatch(reference, kReference, &number)) {
      return absl::StrCat(ToAbsl(kKey), ":", number);
    }
    AddWarning(report_, absl::StrCat(Place(row), ": the reference \"", reference.substr(0, 40),
                                     "\" is no number; the record's id is made of its name"));
    return absl::StrCat(ToAbsl(kKey), ":name-", KeyOf({name}));
  }

  void AddFacts(const Cells& cells) {
    Entity& entity = pending_.entity;
    // The rows of a party repeat what is said of it; only what another row says is read.
    const auto cell = [this, &cells](std::string_view title) {
      std::string text = columns_->Cell(cells, title);
      std::string& before = said_[title];
      if (text == before) return std::string();
      before = text;
      return text;
    };
    AddType(cell("type"));
    AddTypedName(columns_->Cell(cells, "name of individual or entity"),
                 columns_->Cell(cells, "name type"), columns_->Cell(cells, "alias strength"));
    AddDates(pending_, "Date of Birth", cell("date of birth"));
    for (const std::string& place : SplitEnumerated(cell("place of birth"))) {
      if (!SaysNothing(place)) AddProperty(entity, "birthPlace", place);
    }
    const std::string citizenship = cell("citizenship");
    AddCountriesIn(entity, entity.schema == Schema::kPerson ? "nationality" : "country",
                   citizenship);
    AddAddresses(entity, cell("address"));
    const std::string more = cell("additional information");
    if (!SaysNothing(more)) AddProperty(entity, "notes", more);
    AddNumbersIn(entity, more);
    for (const std::string& imo : SplitTrimmed(cell("imo number"), ';')) {
      if (!SaysNothing(imo)) AddIdentifier(entity, "imoNumber", imo);
    }
    const std::string control = cell("control date");
    if (const auto day = ParseFreeDay(control)) {
      AddProperty(entity, "modifiedAt", day->ToString());
    } else if (!control.empty()) {
      AddFragment(pending_, absl::StrCat("Control Date: ", control));
    }
    AddDesignations(columns_->Cell(cells, "committees"),
                    columns_->Cell(cells, "listing information"),
                    columns_->Cell(cells, "instrument of designation"));
  }

  void AddType(const std::string& type) {
    const auto schema = SchemaOf(type);
    Entity& entity = pending_.entity;
    if (!schema && !type.empty()) AddFragment(pending_, "Type: " + type);
    if (!schema) return;
    if (entity.schema == Schema::kUnknown) entity.schema = *schema;
    if (entity.schema != *schema) AddFragment(pending_, "Type of another of its names: " + type);
  }

  void AddTypedName(const std::string& text, const std::string& type, const std::string& strength) {
    const auto kind = KindOfName(type, strength);
    if (!kind) AddFragment(pending_, "Name Type: " + type);
    // A name of no known type is still a name.
    AddNamesIn(pending_.entity, text, kind.value_or(NameKind::kAlias));
  }

  void AddDesignations(std::string committees, const std::string& listing,
                       const std::string& instrument) {
    static const RE2 kNext(R"(\)\s+(\d|Autonomous))");
    RE2::GlobalReplace(&committees, kNext, R"();\1)");
    std::vector<std::string> programmes = SplitTrimmed(committees, ';');
    if (programmes.empty()) programmes.emplace_back();
    std::string basis = listing;
    if (!instrument.empty()) absl::StrAppend(&basis, basis.empty() ? "" : "; ", instrument);
    for (const std::string& programme : programmes) {
      // Each row of a party repeats it, a few with other words; the first one says most.
      const auto same = [&programme](const Designation& other) {
        return other.programme == programme;
      };
      if (std::ranges::any_of(pending_.designations, same)) {
        KeepOtherBasis(basis);
        continue;
      }
      Designation designation{.programme = programme, .legal_basis = basis};
      designation.date = DayOfListing(listing);
      pending_.designations.push_back(std::move(designation));
    }
  }

  void KeepOtherBasis(const std::string& basis) {
    const auto same = [&basis](const Designation& other) { return other.legal_basis == basis; };
    if (std::ranges::none_of(pending_.designations, same)) {
      AddProperty(pending_.entity, "notes", "Listing Information: " + basis);
    }
  }

  absl::Status Flush() {
    ListRecord record = std::exchange(pending_, {});
    said_.clear();
    if (record.entity.id.empty()) return absl::OkStatus();
    if (emitter_.Has(record.entity.id)) {
      // The rows stand apart; what was said of the listing before is not said again.
      std::erase_if(record.designations, [this, &record](const Designation& designation) {
        return given_.contains({record.entity.id, designation.programme});
      });
    }
    for (const Designation& designation : record.designations) {
      given_.emplace(record.entity.id, designation.programme);
    }
    return emitter_.Add(std::move(record));
  }

  ListEmitter emitter_;
  LoadReport& report_;
  std::optional<TitledColumns> columns_;
  ListRecord pending_;
  std::map<std::string_view, std::string> said_;         // column -> what the party's last row says
  std::set<std::pair<std::string, std::string>> given_;  // id, programme
};

}  // namespace

absl::StatusOr<LoadReport> LoadAuXlsx(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(
      LoadReport report,
      BeginReport(group, {.key = std::string(kKey),
                          .publisher = "Australia, Department of Foreign Affairs and Trade",
                          .authority = "AU",
                          .list = "DFAT"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(sink, report).Run(group.files[0].path));
  return report;
}

}  // namespace lynceus::sources
