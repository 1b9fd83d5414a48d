#pragma once
// From a party as OFAC's rich XML forms state it to the sink: ids, references between OFAC's two
// files, designations, and relations, which wait for the end since they may name a later party.

#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "lib/model/load_report.h"
#include "lib/sources/list_record.h"
#include "lib/sources/ofac_party.h"
#include "lib/sources/ofac_record.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// One thread.
//
// Ids are those of the CSV form: the file's list and the party's number ("ofac-sdn:9659",
// "ofac-cons:9659"). OFAC numbers the parties of both files in one series, so each party of a CONS
// file has the id of SDN as a referent, and one of an SDN file that is on another list too that of
// CONS.
class OfacPartyEmitter {
 public:
  // `whole_lists`: the lists (words) of which the file has every party; CONS stands for all lists
  // but SDN. Others are named in the report's lists_in_part.
  OfacPartyEmitter(OfacList list, std::set<std::string> whole_lists, RecordSink& sink,
                   LoadReport& report);

  // Gives the party to the sink. `record.number`, type, place and entity are the reader's. A party
  // that no listing is of is on the file's own list, and named in the warnings.
  absl::Status Add(OfacRecord record, std::vector<OfacListing> listings,
                   std::vector<OfacRelation> relations);
  // A relation whose first party the file may lack.
  void AddRelation(OfacRelation relation) { relations_.push_back(std::move(relation)); }
  // Gives an Interest for each relation. A party that the file lacks is on OFAC's other list, and
  // is named by its id there. Call once, at the end.
  absl::Status Finish();

 private:
  absl::Status Give(const OfacRelation& relation);
  std::string Id(OfacList list, std::string_view number) const;
  std::string IdOf(std::string_view number) const;  // in this file, else on the other list
  void NoteLists(const std::vector<OfacListing>& listings);

  const OfacList list_;
  const std::set<std::string> whole_lists_;
  LoadReport& report_;
  ListEmitter emitter_;
  std::vector<OfacRelation> relations_;
  std::set<std::string> lists_in_part_;
  std::set<std::string> unknown_types_;
};

}  // namespace lynceus::sources
