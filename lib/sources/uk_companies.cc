#include "lib/sources/uk_companies.h"

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/list_file.h"
#include "lib/sources/list_record.h"
#include "lib/sources/named_table.h"
#include "lib/sources/psc_words.h"
#include "lib/sources/report.h"
#include "lib/sources/uk_words.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "uk-companies";

const TableShape& Shape() {
  static const TableShape shape{
      .title = "Companies House's table of companies",
      .required = {"CompanyNumber", "CompanyName"},
      .known =
          {"RegAddress.CareOf", "RegAddress.POBox", "RegAddress.AddressLine1",
           "RegAddress.AddressLine2", "RegAddress.PostTown", "RegAddress.County",
           "RegAddress.Country", "RegAddress.PostCode", "CompanyCategory", "CompanyStatus",
           "CountryOfOrigin", "DissolutionDate", "IncorporationDate", "SICCode.SicText_1",
           "SICCode.SicText_2", "SICCode.SicText_3", "SICCode.SicText_4", "URI",
           "PreviousName_1.CONDATE", "PreviousName_1.CompanyName", "PreviousName_2.CONDATE",
           "PreviousName_2.CompanyName", "PreviousName_3.CONDATE", "PreviousName_3.CompanyName",
           "PreviousName_4.CONDATE", "PreviousName_4.CompanyName", "PreviousName_5.CONDATE",
           "PreviousName_5.CompanyName", "PreviousName_6.CONDATE", "PreviousName_6.CompanyName",
           "PreviousName_7.CONDATE", "PreviousName_7.CompanyName", "PreviousName_8.CONDATE",
           "PreviousName_8.CompanyName", "PreviousName_9.CONDATE", "PreviousName_9.CompanyName",
           "PreviousName_10.CONDATE", "PreviousName_10.CompanyName",
           // About filings, not about the company.
           "Accounts.AccountRefDay", "Accounts.AccountRefMonth", "Accounts.NextDueDate",
           "Accounts.LastMadeUpDate", "Accounts.AccountCategory", "Returns.NextDueDate",
           "Returns.LastMadeUpDate", "Mortgages.NumMortCharges", "Mortgages.NumMortOutstanding",
           "Mortgages.NumMortPartSatisfied", "Mortgages.NumMortSatisfied",
           "LimitedPartnerships.NumGenPartners", "LimitedPartnerships.NumLimPartners",
           "ConfStmtNextDueDate", "ConfStmtLastMadeUpDate"},
      .repeated = {},
      .must_end_in_line_end = true,
      .exact_width = true};
  return shape;
}

class Loader {
 public:
  Loader(const FileGroup& group, RecordSink& sink, LoadReport& report)
      : group_(group), sink_(sink), report_(report) {}

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
      if (!more) return absl::OkStatus();
      ++report_.records_read;
      const absl::Status status = AddRow(table);
      if (!status.ok()) {
        return Annotate(status, {.subject = input->name(), .place = table.place()});
      }
    }
  }

 private:
  absl::Status AddRow(const NamedTable& table) {
    const std::string_view stated = table["CompanyNumber"];
    if (stated.empty() || table["CompanyName"].empty()) {
      return InvalidError(
          {.cause = stated.empty() ? "a row has no CompanyNumber" : "a row has no CompanyName",
           .remedy = "get the file again"});
    }
    ListRecord record;
    record.entity.provenance = {.source = std::string(kKey), .place = table.place()};
    ReadNumber(stated, record);
    ReadFacts(table, record);
    for (const auto& [column, text] : table.UnknownFields()) {
      AddFragment(record, absl::StrCat(ToAbsl(column), ": ", ToAbsl(text)));
    }
    return Give(std::move(record));
  }

  void ReadNumber(std::string_view stated, ListRecord& record) {
    const auto number = CompanyNumber(stated);
    if (!number) {
      AddWarning(report_, absl::StrCat(record.entity.provenance.place, ": \"",
                                       ToAbsl(stated.substr(0, 40)), "\" is no company number"));
    }
    const std::string text = number.value_or(std::string(stated));
    record.entity.id = absl::StrCat("gb-coh:", text);
    record.entity.schema = Schema::kCompany;
    AddIdentifier(record.entity, "registrationNumber", text, "gb");
    AddCountry(record.entity, "jurisdiction", "gb");
  }

  static void ReadFacts(const NamedTable& table, ListRecord& record) {
    Entity& entity = record.entity;
    AddName(entity, OneLine(table["CompanyName"]), NameKind::kPrimary);
    for (int i = 1; i <= 10; ++i) {
      const std::string column = absl::StrCat("PreviousName_", i, ".CompanyName");
      AddName(entity, OneLine(table[column]), NameKind::kFormer);
      const std::string changed = absl::StrCat("PreviousName_", i, ".CONDATE");
      if (!table[changed].empty() && !ParseUkDay(table[changed])) {
        AddFragment(record, absl::StrCat(changed, ": ", ToAbsl(table[changed])));
      }
    }
    std::vector<std::string> parts;
    for (const std::string_view part :
         {"CareOf", "POBox", "AddressLine1", "AddressLine2", "PostTown", "County", "PostCode"}) {
      parts.push_back(OneLine(table[absl::StrCat("RegAddress.", ToAbsl(part))]));
    }
    AddAddress(entity, parts, OneLine(table["RegAddress.Country"]));
    AddProperty(entity, "legalForm", table["CompanyCategory"]);
    AddProperty(entity, "status", table["CompanyStatus"]);
    // An overseas company's own country; of the others the kingdom itself.
    if (CountryCode(table["CountryOfOrigin"]) != "gb") {
      AddCountry(entity, "country", table["CountryOfOrigin"]);
    }
    for (int i = 1; i <= 4; ++i) {
      AddProperty(entity, "sector", table[absl::StrCat("SICCode.SicText_", i)]);
    }
    if (const std::string_view text = table["IncorporationDate"]; !text.empty()) {
      if (const auto day = ParseUkDay(text)) {
        AddFoundedDate(entity, PartialDate::OfDay(*day));
      } else {
        AddFragment(record, absl::StrCat("IncorporationDate: ", ToAbsl(text)));
      }
    }
    if (const std::string_view text = table["DissolutionDate"]; !text.empty()) {
      const auto day = ParseUkDay(text);
      AddProperty(entity, "dissolutionDate", day ? day->ToString() : std::string(text));
    }
  }

  absl::Status Give(ListRecord record) {
    const Entity& entity = record.entity;
    CountEntity(entity, report_);
    if (!known_.insert(entity.id.substr(std::string_view("gb-coh:").size())).second) {
      --report_.entities;
      AddWarning(report_, absl::StrCat(entity.provenance.place, ": ", entity.id,
                                       " was there before; what both say is kept"));
    }
    for (std::string& text : record.fragments) {
      ++report_.fragments_unparsed;
      LYNCEUS_RETURN_IF_ERROR(sink_.AddFragment(
          {.entity_id = entity.id, .text = std::move(text), .provenance = entity.provenance}));
    }
    return sink_.AddEntity(std::move(record.entity));
  }

  const FileGroup& group_;
  RecordSink& sink_;
  LoadReport& report_;
  absl::flat_hash_set<std::string> known_;  // numbers of eight bytes, which need no allocation
};

}  // namespace

absl::StatusOr<LoadReport> LoadUkCompanies(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(LoadReport report,
                           BeginReport(group, {.key = std::string(kKey),
                                               .publisher = "Companies House (United Kingdom)"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(group, sink, report).Run());
  return report;
}

}  // namespace lynceus::sources
