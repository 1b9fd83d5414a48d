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
  std::optional<Date> list_date;     // as the publisher states it, else none
  std::vector<std::string> files;    // base names
  std::vector<std::string> digests;  // hex SHA-256, one a file
};

// Designations of one authority's list that a source carried (a source may carry several lists).
struct ListCount {
  std::string authority;
  std::string list;
  std::uint64_t designations = 0;
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
  std::vector<ListCount> lists;  // sorted; filled by the build, with authorities normalised
  std::uint64_t fragments_unparsed = 0;
  std::vector<SkippedRecord>
      skipped;  // at most limits::kReportedProblemsMax; skipped_total counts all
  std::uint64_t skipped_total = 0;
  std::vector<std::string> warnings;
};

}  // namespace lynceus
