#pragma once
// What the lists of the development banks have in common, for the loaders of debarment.h.

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "lib/model/load_report.h"
#include "lib/sources/list_record.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// One row as read. The loader fills the entity but for id and provenance.
struct DebarmentRow {
  ListRecord record;
  std::string name;     // as printed
  std::string country;  // as printed; with the name it makes the id
  std::string place;    // "row 17"
  std::string from;     // free text, as the next
  std::string to;
  std::string basis;  // ground and origin
  std::string measure = "debarment";
};

// Adds the number that `text` is, by the word in front of it ("Reg. No. 123", "TIN No. 123", "ID:
// 123") or by its form (a Chinese credit code); false where it is none. Thread-safe for distinct
// entities.
bool AddDebarmentNumber(Entity& entity, const std::string& text);

// One thread.
class DebarmentEmitter {
 public:
  // `programme`: the list's title, the programme of all its designations.
  DebarmentEmitter(std::string programme, RecordSink& sink, LoadReport& report);

  // Adds the names in row.name, the country, the designation, and gives the record as a part of its
  // party. The last day said is the last in force. A date that cannot be read is a fragment. A row
  // without a name is named in the report as skipped.
  absl::Status Add(DebarmentRow row);

 private:
  const std::string programme_;
  ListEmitter emitter_;
  LoadReport& report_;
  std::set<std::string> designated_;  // what was given of designations, once each
};

}  // namespace lynceus::sources
