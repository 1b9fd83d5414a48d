#include "lib/sources/eu_csv.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/eu_record.h"
#include "lib/sources/joined_parties.h"
#include "lib/sources/labelled_numbers.h"
#include "lib/sources/list_file.h"
#include "lib/sources/named_table.h"
#include "lib/sources/ofac_dates.h"
#include "lib/sources/report.h"
#include "lib/sources/unwrapped_reader.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "eu";

const TableShape& Shape() {
  static const TableShape shape{
      .title = "the EU consolidated list (CSV 1.0)",
      .required = {"Entity_logical_id", "Subject_type", "Leba_numtitle", "Programme",
                   "Naal_wholename", "Birt_date", "Iden_number", "Citi_country", "EU_ref_num"},
      // The first column's name is "Date_file", or "Date_filexxxx" in one edition. Titles and dates
      // of the acts of single facts, addresses of acts and logical ids of facts are of no meaning
      // for the party.
      .known = {"Date_file",
                "Date_filexxxx",
                "Leba_publication_date",
                "Leba_url",
                "Entity_remark",
                "Naal_logical_id",
                "Naal_leba_numtitle",
                "Naal_leba_publication_date",
                "Naal_leba_url",
                "Naal_programme",
                "Naal_lastname",
                "Naal_firstname",
                "Naal_middlename",
                "Naal_gender",
                "Naal_title",
                "Naal_function",
                "Naal_language",
                "Addr_logical_id",
                "Addr_leba_numtitle",
                "Addr_leba_publication_date",
                "Addr_leba_url",
                "Addr_programme",
                "Addr_number",
                "Addr_street",
                "Addr_zipcode",
                "Addr_city",
                "Addr_country",
                "Addr_other",
                "Birt_logical_id",
                "Birt_leba_numtitle",
                "Birt_leba_publication_date",
                "Birt_leba_url",
                "Birt_programme",
                "Birt_place",
                "Birt_country",
                "Iden_logical_id",
                "Iden_leba_numtitle",
                "Iden_leba_publication_date",
                "Iden_leba_url",
                "Iden_programme",
                "Iden_country",
                "Citi_logical_id",
                "Citi_leba_numtitle",
                "Citi_leba_publication_date",
                "Citi_leba_url",
                "Citi_programme"},
      .repeated = {"Entity_logical_id"},
      .must_end_in_line_end = true};
  return shape;
}

// Line ends inside a field are printed as a backslash and an n.
std::string Text(std::string_view field) {
  std::string text(field);
  RE2::GlobalReplace(&text, R"(\\n)", " ");
  return EuText(text);
}

// "21.2.2002" or "2002-02-21".
std::optional<Date> DateInRemark(std::string_view text) {
  if (const auto iso = Date::ParseIso(text); iso.ok()) return *iso;
  static const RE2 kDotted(R"((\d{1,2})\.(\d{1,2})\.(\d{4}))");
  int day = 0;
  int month = 0;
  int year = 0;
  if (!RE2::FullMatch(text, kDotted, &day, &month, &year)) return std::nullopt;
  return Date::FromCivil(year, month, day);
}

// The earliest date of designation that a remark states.
void TakeDesignationDate(const std::string& remark, EuParty& party) {
  static const RE2 kStated(
      R"((?i)date of (?:UN )?designation[^:]{0,60}: ?(\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d\d-\d\d))");
  re2::StringPiece rest(remark);
  std::string said;
  while (RE2::FindAndConsume(&rest, kStated, &said)) {
    const auto date = DateInRemark(said);
    if (date && (!party.designation_date || *date < *party.designation_date)) {
      party.designation_date = date;
    }
  }
}

// A remark stands in parentheses of the form's own.
std::string WithoutParentheses(std::string text) {
  const bool is_one = text.size() >= 2 && text.front() == '(' && text.back() == ')' &&
                      text.find(") (") == std::string::npos;
  if (is_one) {
    text = text.substr(1, text.size() - 2);
  }
  return text;
}

// "488555 (passport-National passport) (on 1.2.2003 ...)".
EuDocument ReadDocument(const std::string& text, std::string_view country) {
  static const RE2 kParts(R"((.*?)\s*\(([a-z]+)-([^()]*)\)\s*(.*))");
  EuDocument document{.code = "other", .number = text, .country = std::string(country)};
  std::string number;
  if (RE2::FullMatch(text, kParts, &number, &document.code, &document.description,
                     &document.remarks)) {
    document.number = number;
  }
  document.remarks = WithoutParentheses(WithoutParentheses(document.remarks));
  if (document.remarks == document.code) document.remarks.clear();
  return document;
}

std::size_t CountIf(std::string_view text, bool (*is)(unsigned char c)) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [is](char c) { return is(static_cast<unsigned char>(c)); }));
}

class Loader {
 public:
  Loader(RecordSink& sink, LoadReport& report) : emitter_(sink, report), report_(report) {}

  absl::Status Run(const std::string& path) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string head, ReadListHead(path, 64u << 10));
    LYNCEUS_ASSIGN_OR_RETURN(std::unique_ptr<ByteReader> input, OpenListFile(path));
    if (IsWrapped(head, ';')) {
      input = MakeUnwrappedReader(std::move(input));
      AddWarning(report_,
                 "a spreadsheet has wrapped each line in quotes; commas inside were tabs and are "
                 "commas again");
    }
    NamedTable table(*input, Shape(),
                     {.encoding = CsvOptions::Encoding::kUtf8OrWindows1252,
                      .delimiter = ';',
                      .report = &report_});
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
    return Finish();
  }

 private:
  absl::Status Finish() {
    if (lost_letters_ > 0) {
      AddWarning(report_, absl::StrCat(lost_letters_,
                                       " names hold question marks where the file's encoding had "
                                       "no letter; get the list in its XML form"));
    }
    for (EuParty& party : joined_.parties()) {
      LYNCEUS_RETURN_IF_ERROR(emitter_.Add(FinishEuParty(std::move(party))));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<EuParty*> PartyOf(const NamedTable& row) {
    const std::string_view reference = row["EU_ref_num"];
    const std::string_view logical = row["Entity_logical_id"];
    if (reference.empty() && logical.empty()) {
      return InvalidError({.cause = "the row has neither EU_ref_num nor Entity_logical_id",
                           .remedy = "get the file again"});
    }
    const std::string id = reference.empty() ? absl::StrCat("eu:logical-", ToAbsl(logical))
                                             : absl::StrCat("eu:", ToAbsl(reference));
    LYNCEUS_ASSIGN_OR_RETURN(EuParty* const party, joined_.At(id));
    Entity& entity = party->record.entity;
    const std::string referent = absl::StrCat("eu-logical:", ToAbsl(logical));
    if (entity.id.empty()) {
      entity.id = id;
      entity.provenance = {.source = std::string(kKey), .place = row.place()};
      if (!logical.empty()) AddReferent(entity, referent);
      if (reference.empty()) {
        AddWarning(report_,
                   absl::StrCat(row.place(), ": ", id,
                                " has no EU_ref_num; its Entity_logical_id stands for it"));
      }
    } else if (std::ranges::find(entity.referents, referent) == entity.referents.end()) {
      return InvalidError(
          {.cause = absl::StrCat("the row gives ", id, " another Entity_logical_id than ",
                                 entity.provenance.place),
           .remedy = "get the file again; its columns do not fit together"});
    }
    return party;
  }

  absl::Status AddRow(const NamedTable& row) {
    LYNCEUS_ASSIGN_OR_RETURN(EuParty* const party, PartyOf(row));
    LYNCEUS_RETURN_IF_ERROR(TakeListDate(row));
    AddSubject(row, *party);
    AddAct(row, *party);
    AddNameOf(row, *party);
    AddAddressOf(row, *party);
    AddBirth(row, *party);
    AddDocument(row, *party);
    const std::string citizenship = Text(row["Citi_country"]);
    AddCountry(party->record.entity, "citizenship", EuCountryWord(citizenship, ""));
    for (const auto& [column, field] : row.UnknownFields()) {
      AddFragmentOnce(party->record, absl::StrCat(ToAbsl(column), ": ", ToAbsl(field)));
    }
    return absl::OkStatus();
  }

  absl::Status TakeListDate(const NamedTable& row) {
    static const RE2 kDate(R"((\d{2})/(\d{2})/(\d{4}))");
    std::string_view said = row["Date_file"];
    if (said.empty()) said = row["Date_filexxxx"];
    int day = 0;
    int month = 0;
    int year = 0;
    const bool read =
        RE2::FullMatch(re2::StringPiece(said.data(), said.size()), kDate, &day, &month, &year);
    const auto date = read ? Date::FromCivil(year, month, day) : std::nullopt;
    if (date && (!report_.source.list_date || *date == *report_.source.list_date)) {
      report_.source.list_date = date;
      return absl::OkStatus();
    }
    if (date) {
      return InvalidError({.cause = "the row is of another day than those before it",
                           .remedy = "give one edition of the list alone"});
    }
    if (!date_warned_) {
      AddWarning(report_, absl::StrCat(row.place(), ": \"", ToAbsl(said.substr(0, 40)),
                                       "\" is no date; the list's date may not be known"));
      date_warned_ = true;
    }
    return absl::OkStatus();
  }

  static void AddSubject(const NamedTable& row, EuParty& party) {
    const std::string_view type = row["Subject_type"];
    Schema& schema = party.record.entity.schema;
    if (type == "P") {
      schema = Schema::kPerson;
    } else if (type == "E") {
      schema = Schema::kOrganization;
    } else {
      AddFragmentOnce(party.record, absl::StrCat("Subject_type: ", ToAbsl(type)));
    }
    const std::string remark = WithoutParentheses(Text(row["Entity_remark"]));
    if (remark.empty()) return;
    AddProperty(party.record.entity, "notes", remark);
    AddLabelledNumbers(remark, party.record.entity);
    TakeDesignationDate(remark, party);
  }

  static void AddAct(const NamedTable& row, EuParty& party) {
    EuAct act{.programme = Text(row["Programme"]), .number_title = Text(row["Leba_numtitle"])};
    const std::string_view published = row["Leba_publication_date"];
    if (const auto date = Date::ParseIso(published); date.ok()) {
      act.publication = *date;
    } else if (!published.empty()) {
      AddFragmentOnce(party.record, absl::StrCat("Leba_publication_date: ", ToAbsl(published)));
    }
    AddProperty(party.record.entity, "sourceUrl", Text(row["Leba_url"]));
    const bool known = std::ranges::any_of(party.acts, [&act](const EuAct& other) {
      return other.programme == act.programme && other.number_title == act.number_title;
    });
    if (!known) party.acts.push_back(std::move(act));
  }

  void AddNameOf(const NamedTable& row, EuParty& party) {
    std::string whole = Text(row["Naal_wholename"]);
    if (whole.empty()) {
      whole =
          OneLine(absl::StrCat(ToAbsl(row["Naal_firstname"]), " ", ToAbsl(row["Naal_middlename"]),
                               " ", ToAbsl(row["Naal_lastname"])));
    }
    AddProperty(party.record.entity, "position", Text(row["Naal_function"]));
    AddProperty(party.record.entity, "title", Text(row["Naal_title"]));
    AddEuGender(row["Naal_gender"], party.record.entity);
    if (whole.empty()) return;
    const std::size_t marks = CountIf(whole, [](unsigned char c) { return c == '?'; });
    const std::size_t letters =
        CountIf(whole, [](unsigned char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; });
    if (marks > 0) ++lost_letters_;
    if (marks > letters) return AddFragmentOnce(party.record, "name without its letters: " + whole);
    const bool known = std::ranges::any_of(
        party.names, [&whole](const EuName& name) { return name.text == whole; });
    if (known) return;
    party.names.push_back({.text = std::move(whole),
                           .language = Text(row["Naal_language"]),
                           .has_last_name = !row["Naal_lastname"].empty()});
  }

  static void AddAddressOf(const NamedTable& row, EuParty& party) {
    AddAddressOnce(party.record.entity,
                   {Text(row["Addr_number"]), Text(row["Addr_street"]), Text(row["Addr_city"]),
                    Text(row["Addr_zipcode"])},
                   EuCountryWord(row["Addr_country"], ""));
    static const RE2 kContact(R"(([A-Z]+)\[([^\]]*)\])");
    std::string other = Text(row["Addr_other"]);
    re2::StringPiece rest(other);
    std::string key;
    std::string value;
    while (RE2::FindAndConsume(&rest, kContact, &key, &value)) {
      AddEuContact(key, value, party.record);
    }
    RE2::GlobalReplace(&other, kContact, "");
    other = OneLine(other);
    if (!other.empty()) AddFragmentOnce(party.record, "Addr_other: " + other);
  }

  static void AddBirth(const NamedTable& row, EuParty& party) {
    Entity& entity = party.record.entity;
    const std::string said = Text(row["Birt_date"]);
    if (const auto date = ParseListDate(said)) {
      AddBirthDate(entity, *date);
    } else if (!said.empty()) {
      AddFragmentOnce(party.record, "date of birth: " + said);
    }
    std::string place = Text(row["Birt_place"]);
    const std::string country = EuCountryWord(row["Birt_country"], "");
    AddCountry(entity, "birthCountry", country);
    if (!place.empty() && !country.empty()) place += ", ";
    AddProperty(entity, "birthPlace", place + country);
  }

  static void AddDocument(const NamedTable& row, EuParty& party) {
    const std::string text = Text(row["Iden_number"]);
    if (!text.empty()) AddEuDocument(ReadDocument(text, row["Iden_country"]), party.record);
  }

  ListEmitter emitter_;
  LoadReport& report_;
  JoinedParties<EuParty> joined_;
  std::uint64_t lost_letters_ = 0;
  bool date_warned_ = false;
};

}  // namespace

bool IsEuCsv(const FileHead& head) {
  if (head.separator == ';') {
    return head.HasColumn("Entity_logical_id") && head.HasColumn("Naal_wholename");
  }
  std::string_view line = head.text;
  line = line.substr(0, line.find_first_of("\r\n"));
  return IsWrapped(line, ';') && line.find(";Entity_logical_id;") != std::string_view::npos;
}

absl::StatusOr<LoadReport> LoadEuCsv(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(LoadReport report,
                           BeginReport(group, {.key = std::string(kKey),
                                               .publisher = "European Commission, FISMA",
                                               .authority = "EU",
                                               .list = "FSF"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(sink, report).Run(group.files[0].path));
  return report;
}

}  // namespace lynceus::sources
