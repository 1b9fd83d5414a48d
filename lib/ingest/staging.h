#pragma once
// The first stage of a build: files are loaded and what they say is spilled by id.
//
// Two sorted streams come out: records (every part of an id together, merged) and interests by
// subject. Source keys are made unique on the way ("#2" for a second of a kind), authorities' words
// are normalised by the rules, and each list's designations are counted.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/model/entity.h"
#include "lib/model/load_report.h"
#include "lib/model/rules.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"
#include "lib/store/external_sort.h"
#include "lib/store/snapshot_builder.h"

namespace lynceus::ingest {

// Load reports, found by the source key of a fact.
class Reports {
 public:
  std::vector<LoadReport>& all() { return reports_; }
  // Adds a warning to the report that `source` belongs to; beyond limits::kReportedProblemsMax they
  // are counted in the last one.
  void Warn(const std::string& source, std::string warning);
  // What Warn calls `source` from now on is `report`.
  void Name(const std::string& source, std::size_t report) { by_source_[source] = report; }

 private:
  std::vector<LoadReport> reports_;
  std::map<std::string, std::size_t> by_source_;
};

// All parts of one id, merged. One thread.
class RecordStream {
 public:
  explicit RecordStream(std::unique_ptr<store::SortedRecords> parts) : parts_(std::move(parts)) {}
  // Moves to the next record. False: there is none. Errors: DataLoss.
  absl::StatusOr<bool> Next();
  // The record: one id in `ids`. An id that is only referred to gives a stub.
  const Party& record() const { return record_; }

 private:
  absl::Status AddPart(std::string_view part);

  std::unique_ptr<store::SortedRecords> parts_;
  bool started_ = false;
  bool more_ = false;  // parts_ stands on the first part of the next record
  std::optional<Entity> entity_;
  std::vector<Designation> designations_;
  std::string referred_by_;  // the source that first refers to the id
  Party record_;
};

// An interest, or a probable identity link in an interest's clothes, between staging and numbering.
struct StagedEdge {
  bool identity = false;
  Interest interest;  // of a link: owner and subject are the two ids, `role` the reason
};
absl::StatusOr<std::string> EncodeStagedEdge(const StagedEdge& edge);
absl::StatusOr<StagedEdge> DecodeStagedEdge(std::string_view bytes);

// One thread.
class Staging {
 public:
  // Fragments and skipped records go to `builder` at once, in source order.
  Staging(const store::SortOptions& sort, const RuleSet& rules, store::SnapshotBuilder& builder);
  ~Staging();

  absl::Status Load(const sources::FileGroup& group);
  Reports& reports() { return reports_; }

  // The two streams. REQUIRES: each called once, after all loads.
  absl::StatusOr<RecordStream> TakeRecords();
  // Keyed by subject id; values as EncodeStagedEdge gives.
  store::ExternalSorter& edges() { return edges_; }

 private:
  class Sink;

  const RuleSet& rules_;
  store::SnapshotBuilder& builder_;
  store::ExternalSorter parts_;
  store::ExternalSorter edges_;
  std::set<std::string> keys_used_;  // by earlier groups
  Reports reports_;
};

}  // namespace lynceus::ingest
