#pragma once
// What both of OFAC's forms (CSV and XML) have in common: one record as read, and the way from it
// to an Entity, its designations and its links. The readers (ofac_csv, ofac_sdn_xml) fill
// OfacRecord; OfacEmitter gives it to the sink.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lib/model/entity.h"
#include "lib/model/load_report.h"
#include "lib/sources/list_record.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Which of OFAC's two lists a file holds. SDN: blocked parties. CONS: all other lists (SSI, NS-PLC,
// CMIC, CAPTA, menu-based ...), whose measures are narrower.
enum class OfacList : std::uint8_t { kSdn, kCons };
std::string_view OfacSourceKey(OfacList list);  // "ofac-sdn", "ofac-cons"

// Counts the signs by which a file is told to be the one or the other list. A record is a sign of
// CONS where one of its programmes is only on that list (NS-PLC, CMIC-EO13959, 561-Related) or it
// speaks of a directive's determination, information or listing date. A file is CONS where more
// than half of its records are such signs: 440 of 442 on the list of December 2025, against 77 of
// 14,965 on the SDN list of May 2024. What is not clearly CONS is read as SDN, the stricter list.
class OfacListSigns {
 public:
  void Add(const std::vector<std::string>& programmes, std::string_view remarks);
  OfacList list() const { return 2 * cons_ > records_ ? OfacList::kCons : OfacList::kSdn; }
  std::uint64_t records() const { return records_; }

 private:
  std::uint64_t records_ = 0;
  std::uint64_t cons_ = 0;
};

// "IRAN] [SDGT] [IFSR" as its three programmes.
std::vector<std::string> SplitProgrammes(std::string_view text);

// One record as read. The reader fills number, type, place, programmes and what it knows of the
// entity (names, addresses and countries before remarks are parsed, since some identifiers are told
// by them); ParseRemarks adds the rest.
struct OfacRecord {
  std::string number;  // ent_num or uid, digits
  std::string type;    // "individual", "vessel", "aircraft", "entity"
  std::string place;   // "line 17"
  std::vector<std::string> programmes;
  Entity entity;                       // id, schema and provenance are the emitter's
  std::vector<std::string> linked_to;  // names, as printed
  std::vector<std::string> measures;   // "Subject to Directive 1"
  std::vector<std::string> fragments;  // that no pattern understood
};

Schema OfacSchema(std::string_view type);
// True for the four words that it knows.
bool IsOfacType(std::string_view type);

// One thread. Counts into the report; its vectors of problems are kept within their limit.
class OfacEmitter {
 public:
  OfacEmitter(OfacList list, RecordSink& sink, LoadReport& report);

  // Gives the entity, its designations (one a programme) and its fragments to the sink. A number
  // that was there before is given again (the sink merges) and named in the report's warnings.
  absl::Status Add(OfacRecord record);

  // Gives an Interest kLinked for every "Linked To" whose name is the primary name of exactly one
  // record of the file, owner the named party; others stay as property linkedTo and are named in
  // the warnings. Call once, at the end.
  absl::Status Finish();

  bool Has(std::string_view number) const { return places_.contains(number); }

 private:
  struct Link {
    std::string subject;  // number
    std::string name;
    std::string place;
    Schema schema;
  };
  absl::Status AddDesignations(const OfacRecord& record);
  absl::Status AddFragments(const OfacRecord& record);
  absl::Status AddLink(const Link& link);
  absl::Status KeepUnresolved(const Link& link, std::string_view why);
  // The numbers of the records with that primary name.
  const std::set<std::string>* Named(std::string_view name) const;
  std::string Id(std::string_view number) const;
  void Warn(std::string warning);

  const OfacList list_;
  const std::string key_;
  RecordSink& sink_;
  LoadReport& report_;
  std::map<std::string, std::string, std::less<>> places_;  // number -> where it was first read
  std::map<std::string, std::set<std::string>, std::less<>> numbers_by_name_;  // lower case
  std::vector<Link> links_;
};

// Fills the fields of SourceInfo that are the same for all OFAC files.
SourceInfo OfacSourceInfo(OfacList list, std::string_view format);

}  // namespace lynceus::sources
