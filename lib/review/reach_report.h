#pragma once
// A report of all parties that a regime reaches, a row a party: CSV for people, JSON Lines for
// programs.

#include <string>

#include "lib/model/date.h"
#include "lib/model/verdict.h"

namespace lynceus::review {

// One party and what the regime says of it.
struct ReachedParty {
  std::string id;
  std::string name;
  Date as_of;
  Verdict verdict;
};

// With their line ends. The cells of a row are safe to open in a spreadsheet (CsvCell). The chain
// is the proof, or for UNDETERMINED what was found: steps in proof order, from the listed party
// down, each with ids, names, share, dates and source, joined by " | ".
std::string ReachCsvHeader();
std::string ReachCsvRow(const ReachedParty& party);

// {"entity_id", "name", "as_of", "ownership": what `ownership verdict --format json` prints}, with
// a line end.
std::string ReachJsonLine(const ReachedParty& party);

}  // namespace lynceus::review
