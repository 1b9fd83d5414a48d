#pragma once
// What GLEIF's three files have in common: a header, records, and the words for days and deletions.
// Source: GLEIF, LEI-CDF 2.1 and 3.1, RR-CDF 1.1 and 2.1, Reporting Exceptions Format 1.1 and 2.1.

#include <array>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "lib/model/date.h"
#include "lib/model/load_report.h"
#include "lib/sources/list_record.h"
#include "lib/sources/xml_reader.h"

namespace lynceus::sources {

// The local names of one of the three files.
struct GleifShape {
  std::string root;
  std::string header;
  std::string container;
  std::string record;
};

// Reads the group's file: the header's ContentDate becomes the list's date, each record is
// counted as read and given to `on_record`, those with a deletion mark (deltas) are named in the
// report as skipped instead. Warnings: a header without a date, a number of records that is not the
// header's (a cut-out or a file that lost some), a delta (its deletions reach no other file).
// Errors: those of ReadXml and of `on_record`.
absl::Status ReadGleifXml(const FileGroup& group, const GleifShape& shape, LoadReport& report,
                          const std::function<absl::Status(const XmlElement&)>& on_record);

// True for 20 characters A to Z and 0 to 9, of which the last two are digits. Pure.
bool IsLei(std::string_view text);

// "lei:" and the LEI; InvalidArgument, naming `element`, where the text is none.
absl::StatusOr<std::string> LeiId(std::string_view text, std::string_view element);

// The day of a GLEIF time ("2012-11-29T00:00:00.000Z", "2012-11-29"); nothing where it is none.
std::optional<Date> GleifDay(std::string_view time);
// The first day that is over for certain when a period's last day is that time. A time in UTC of
// 10:00 or later may be midnight of the next day in an eastern zone, so that day is counted too.
std::optional<Date> GleifDayAfter(std::string_view time);

// Every LEI in 20 bytes: a registry has millions. One thread.
class LeiSet {
 public:
  // Adds the LEI of an id of LeiId; true where it is new.
  bool Add(std::string_view id);
  std::size_t size() const { return set_.size(); }

 private:
  std::set<std::array<char, 20>> set_;
};

// Gives a party of which only its LEI is known, and perhaps properties, once for equal ids unless
// it has properties; counts each id once.
class LeiParties {
 public:
  LeiParties(RecordSink& sink, LoadReport& report) : sink_(sink), report_(report) {}
  absl::Status Add(const std::string& id, Provenance provenance,
                   std::vector<Property> properties = {});

 private:
  RecordSink& sink_;
  LoadReport& report_;
  LeiSet known_;
};

}  // namespace lynceus::sources
