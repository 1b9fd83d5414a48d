#pragma once
// Companies House's table of all companies (BasicCompanyData CSV): the names behind the numbers of
// the register of people with significant control.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "uk-companies-csv". The id is "gb-coh:" and the company number, as in
// psc_jsonl.h. Previous names are former names. Not read, since they are about filings: accounts,
// returns, confirmation statements, charges and numbers of partners.
// Memory: 40 bytes for each company. Errors: those of NamedTable; InvalidArgument with the line for
// a row without name or number, and for a column that is not known, unless the group allows it.
absl::StatusOr<LoadReport> LoadUkCompanies(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
