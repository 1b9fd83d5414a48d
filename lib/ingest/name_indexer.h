#pragma once
// Analyses the names of parties, on several threads where a pool is given, and adds them to the
// candidate index in the order of parties and names.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "lib/base/thread_pool.h"
#include "lib/ingest/staging.h"
#include "lib/model/entity.h"
#include "lib/names/analyzed_name.h"
#include "lib/retrieval/candidate_index.h"

namespace lynceus::ingest {

// One thread.
class NameIndexer {
 public:
  // The references must outlive the indexer; `pool` may be null.
  NameIndexer(const names::Analyzer& analyzer, retrieval::IndexBuilder& index, Reports& reports,
              ThreadPool* pool)
      : analyzer_(analyzer), index_(index), reports_(reports), pool_(pool) {}

  // Errors: ResourceExhausted where the party has more names than an index can number; those of the
  // index. A name that cannot be analysed is named in its source's report.
  absl::Status Add(std::uint32_t number, const Party& party);
  // Indexes what is still held. REQUIRES: called last.
  absl::Status Flush();

  std::uint64_t names_indexed() const { return names_indexed_; }
  std::uint64_t names_not_indexed() const { return names_not_indexed_; }

 private:
  struct Job {
    retrieval::IndexedName name;
    std::string text;
    std::string party_id;
    std::string source;
    absl::Status status;
  };
  void Analyze(Job& job) const;
  void ReportUnindexed(const Job& job);

  const names::Analyzer& analyzer_;
  retrieval::IndexBuilder& index_;
  Reports& reports_;
  ThreadPool* const pool_;
  std::vector<Job> jobs_;
  std::uint64_t names_indexed_ = 0;
  std::uint64_t names_not_indexed_ = 0;
};

}  // namespace lynceus::ingest
