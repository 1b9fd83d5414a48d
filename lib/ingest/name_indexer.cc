#include "lib/ingest/name_indexer.h"

#include <limits>
#include <utility>

#include "lib/base/status.h"

namespace lynceus::ingest {
namespace {

constexpr std::size_t kBatch = 4'096;

// What the name itself is to blame for; anything else is an error of the build.
bool NameIsToBlame(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsResourceExhausted(status);
}

}  // namespace

absl::Status NameIndexer::Add(std::uint32_t number, const Party& party) {
  const Entity& entity = party.entity;
  constexpr std::size_t kNamesMax = std::numeric_limits<std::uint16_t>::max();
  if (entity.names.size() > kNamesMax) {
    return LimitError({.subject = entity.id,
                       .cause = "the party has too many names",
                       .limit = std::to_string(kNamesMax) + " names"});
  }
  for (std::size_t i = 0; i < entity.names.size(); ++i) {
    Job job;
    job.name.entity = number;
    job.name.ordinal = static_cast<std::uint16_t>(i);
    job.name.kind = entity.names[i].kind;
    job.name.schema = entity.schema;
    job.text = entity.names[i].text;
    job.party_id = entity.id;
    job.source = entity.provenance.source;
    jobs_.push_back(std::move(job));
  }
  return jobs_.size() >= kBatch ? Flush() : absl::OkStatus();
}

absl::Status NameIndexer::Flush() {
  if (pool_ == nullptr) {
    for (Job& job : jobs_) Analyze(job);
  } else {
    pool_->ForEach(jobs_.size(), [this](std::size_t i) { Analyze(jobs_[i]); });
  }
  for (const Job& job : jobs_) {
    if (job.status.ok()) {
      LYNCEUS_RETURN_IF_ERROR(index_.AddName(job.name));
      ++names_indexed_;
    } else if (NameIsToBlame(job.status)) {
      ReportUnindexed(job);
    } else {
      return job.status;
    }
  }
  jobs_.clear();
  return absl::OkStatus();
}

void NameIndexer::Analyze(Job& job) const {
  absl::StatusOr<names::AnalyzedName> analyzed = analyzer_.Analyze(job.text, job.name.schema);
  job.status = analyzed.status();
  if (analyzed.ok()) job.name.name = *std::move(analyzed);
}

void NameIndexer::ReportUnindexed(const Job& job) {
  ++names_not_indexed_;
  reports_.Warn(job.source, job.party_id + ", name " + std::to_string(job.name.ordinal + 1) +
                                ": cannot be found by name: " + DetailOf(job.status).cause);
}

}  // namespace lynceus::ingest
