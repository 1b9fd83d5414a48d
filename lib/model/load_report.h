#pragma once
// What became of every record of a file: loaded, or named here with its line or id and the reason.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/model/date.h"
#include "lib/model/entity.h"

namespace lynceus {

struct SkippedRecord {
  std::string place;  // "line 17", "record abc"
  std::string reason;
};

// One source file (or one group of files that form one list).
struct SourceInfo {
  std::string key;        // "ofac-sdn"; unique in a snapshot ("#2" is added to a second of a kind)
  std::string format;     // "ofac-sdn-csv"
  std::string publisher;  // "US Treasury, OFAC"
  std::string authority;  // of the designations in it, or empty for a registry
  std::string list;
  std::optional<Date> list_date;  // as the publisher states it, else none
  // The source copies other publishers' lists, perhaps not whole (an aggregator's export).
  bool copies = false;
  std::vector<std::string> files;    // base names
  std::vector<std::string> digests;  // hex SHA-256, one a file
};

// Designations of one authority's list that a source carried (a source may carry several lists).
struct ListCount {
  std::string authority;
  std::string list;
  std::uint64_t designations = 0;
};

// How many times a word occurs: a name's kind, a script, a programme.
struct Tally {
  std::string word;
  std::uint64_t count = 0;
  friend bool operator==(const Tally&, const Tally&) = default;
};

// What became of a source's records since the snapshot before.
struct SourceChange {
  bool compared = false;                 // false: no snapshot was given to compare with
  std::optional<Date> list_date_before;  // of the same source then
  std::uint64_t entities_before = 0;     // 0: the source is new
  std::uint64_t added = 0;
  std::uint64_t removed = 0;
  std::uint64_t changed = 0;  // the publisher says something else of it
};

struct LoadReport {
  SourceInfo source;
  std::uint64_t records_read = 0;  // in the publisher's count
  std::uint64_t entities = 0;
  std::uint64_t names = 0;
  std::uint64_t identifiers = 0;
  std::uint64_t addresses = 0;
  std::uint64_t dates = 0;  // birth and founding dates
  std::uint64_t designations = 0;
  std::uint64_t interests = 0;
  // Lists of the authority of which the source carries only those parties that are on its own list
  // too (OFAC's CONS file names who is on SDN as well): they do not count as loaded.
  std::vector<std::string> lists_in_part;
  // Filled by the build, which knows the rules; sorted by word.
  std::vector<ListCount> lists;          // with authorities normalised
  std::vector<Tally> names_by_kind;      // "primary", "alias", "former", "weak"
  std::vector<Tally> names_by_script;    // ISO 15924; "unknown" where no letter tells it
  std::vector<Tally> programmes;         // "US-OFAC SDN US-GLOMAG"; an unknown one as listed
  std::vector<Tally> interests_by_kind;  // "shares", "control" ...
  std::vector<Tally> unknown_words;      // "programme US-OFAC XYZ", "country Ruritania" ...
  SourceChange change;
  std::vector<std::string> allowed;  // what would have stopped the build, and was allowed
  std::uint64_t fragments_unparsed = 0;
  std::vector<SkippedRecord>
      skipped;  // at most limits::kReportedProblemsMax; skipped_total counts all
  std::uint64_t skipped_total = 0;
  std::vector<std::string> warnings;
};

}  // namespace lynceus
