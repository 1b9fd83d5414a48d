#pragma once
// The United Kingdom's register of people with significant control, as the snapshot publishes it:
// one JSON object a line, {"company_number", "data"}.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "uk-psc-json" (JSON Lines or one array). A company is "gb-coh:" and its
// eight characters at Companies House; a holder that is a company registered there, by its own
// words, is that company, every other holder "psc-holder:" company, slash and the last part of its
// links.self (else its etag). The file has no names of companies, only of holders.
//
// One interest a nature of control, `role` the register's own word. Bands as the law has them:
// 25-to-50 is (25..50], 50-to-75 (50..75], 75-to-100 (75..100], "more than 25" (25..100]. A stake
// that trustees or the members of a firm hold is `indirect`: they stand between and are not named.
// "Directly or indirectly": a person may be registered for what a registered company between
// already states. Where a person's band begins below 50 % and a legal entity is registered for the
// same company at the same time, the person's interest is `indirect`, so that the two are never
// added up for certain; from 50 % on a stake decides alone. An unknown nature is ownership of an
// unknown share, and so is a record that states none (null); both are warned of. A company that is
// a nominee for property of the holder acts for it. Holders that are kept secret, and statements
// that there is or may be one who is not shown, are unknown holders; the other statements and
// exemptions are properties of the company.
//
// First day is notified_on, but where that is the register's own first day, 2016-04-06, nothing is
// said of the time before; end is ceased_on. The totals record gives the list's date, and a warning
// where its counts are others.
// Reads the file twice. Memory: 8 bytes for each company, 16 for each legal entity that holds one.
// Errors: those of JsonReader; InvalidArgument with the line for a record without data, without a
// kind, or whose company number is missing or none.
absl::StatusOr<LoadReport> LoadPscJsonl(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
