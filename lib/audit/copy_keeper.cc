// A copy is a note: its signature is checked before a word of it is believed.
#include "lib/audit/copy_keeper.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/audit/journal.h"
#include "lib/audit/log_files.h"
#include "lib/audit/log_keys.h"
#include "lib/audit/merkle.h"
#include "lib/audit/tiles.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

absl::Status CannotCompare(const CheckpointCopy& copy, const absl::Status& why) {
  if (absl::IsNotFound(why)) {
    return PreconditionError(
        {.subject = copy.name(),
         .cause = "it holds no copy of the checkpoint, though this log is not empty",
         .remedy = "where the place is new: lynceus log copy DIR PLACE; else find out who removed "
                   "the copy"});
  }
  const ErrorDetail detail = DetailOf(why);
  return PreconditionError(
      {.subject = copy.name(),
       .cause = "the copy of the checkpoint cannot be read: " + detail.cause,
       .remedy = (detail.remedy.empty() ? "mend the place" : detail.remedy) +
                 "; or mark the place as optional: the log cannot be held against it"});
}

absl::Status Differs(const CheckpointCopy& copy, std::string cause) {
  return DataLossError({.subject = copy.name(),
                        .cause = std::move(cause),
                        .remedy = "the log was cut, put back to an old state, or changed: keep the "
                                  "directory as it is and restore the newest log"});
}

}  // namespace

SubtreeHash TreeOf(const std::string& directory, std::uint64_t size,
                   TileReader::Unwritten unwritten) {
  const auto tiles = std::make_shared<TileReader>(directory, size, std::move(unwritten));
  return [tiles](int height, std::uint64_t position) { return tiles->Subtree(height, position); };
}

CopyKeeper::CopyKeeper(CopyOptions options, const std::string& directory)
    : options_(std::move(options)) {
  for (const CopyPlace& place : options_.places) {
    auto kept = std::make_unique<Place>();
    kept->copy = MakeCheckpointCopy(place.place, directory);
    kept->state = {.place = kept->copy->name(), .optional = place.optional};
    kept->worker = std::make_unique<ThreadPool>(1);
    places_.push_back(std::move(kept));
  }
}

// The workers use the places: they end first.
CopyKeeper::~CopyKeeper() {
  for (const auto& place : places_) place->worker.reset();
}

absl::Status CopyKeeper::Compare(const std::vector<VerifierKey>& keys, std::uint64_t size,
                                 const SubtreeHash& tree) {
  for (const auto& place : places_) {
    absl::Status status = ComparePlace(*place, keys, size, tree);
    const bool passed_over = place->state.optional && absl::IsFailedPrecondition(status);
    if (!status.ok() && !passed_over) return status;
    place->state.problem = status;
    if (options_.copied && !status.ok()) options_.copied(place->state);
  }
  return absl::OkStatus();
}

absl::Status CopyKeeper::ComparePlace(Place& place, const std::vector<VerifierKey>& keys,
                                      std::uint64_t size, const SubtreeHash& tree) const {
  CheckpointCopy& copy = *place.copy;
  const auto note = copy.Get(tree);
  if (absl::IsNotFound(note.status()) && size == 0) return absl::OkStatus();
  if (absl::IsDataLoss(note.status())) return note.status();
  if (!note.ok()) return CannotCompare(copy, note.status());
  const auto text = OpenNote(*note, keys);
  if (!text.ok())
    return Differs(copy, "what it holds is no checkpoint signed by a key of this log");
  const auto checkpoint = ParseCheckpoint(*text);
  if (!checkpoint.ok() || checkpoint->origin != keys.back().name) {
    return Differs(copy, "what it holds is no checkpoint of this log");
  }
  if (checkpoint->size > size) {
    return Differs(copy, absl::StrCat("its checkpoint is of ", checkpoint->size,
                                      " records, this log holds ", size));
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Sha256 root, TreeRoot(checkpoint->size, tree));
  if (root == checkpoint->root) return absl::OkStatus();
  return Differs(copy, absl::StrCat("its checkpoint of ", checkpoint->size,
                                    " records has another root than this log"));
}

void CopyKeeper::Offer(const std::string& note) {
  MutexLock lock(mutex_);
  newest_ = note;
  for (const auto& place : places_) {
    place->waiting = note;
    Start(*place);
  }
}

void CopyKeeper::Start(Place& place) {
  if (place.running) return;
  place.running = true;
  place.worker->Run([this, &place] { Run(place); });
}

void CopyKeeper::Run(Place& place) {
  for (;;) {
    std::string note;
    {
      MutexLock lock(mutex_);
      note = std::exchange(place.waiting, "");
      place.running = !note.empty();
    }
    if (note.empty()) return;
    const absl::Status status = place.copy->Put(note);
    CopyState state;
    {
      MutexLock lock(mutex_);
      place.state.problem = status;
      if (absl::IsDataLoss(status)) forked_.Update(status);
      state = place.state;
    }
    if (options_.copied) options_.copied(state);
  }
}

absl::Status CopyKeeper::Required() {
  MutexLock lock(mutex_);
  if (!forked_.ok() || !options_.required) return forked_;
  for (const auto& place : places_) {
    if (place->state.optional || place->state.problem.ok()) continue;
    if (place->waiting.empty()) place->waiting = newest_;
    Start(*place);
    return UnavailableError({.subject = place->state.place,
                             .cause = "the checkpoint cannot be copied, and copies are required: " +
                                      DetailOf(place->state.problem).cause,
                             .remedy = "mend the place; appends go on when a copy succeeds"});
  }
  return absl::OkStatus();
}

absl::Status CopyCheckpoint(const std::string& directory, const CopyPlace& place) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<VerifierKey> keys, ReadVerifierKeys(directory));
  LYNCEUS_ASSIGN_OR_RETURN(const auto lock, JournalWriter::Open(JournalPath(directory)));
  LYNCEUS_ASSIGN_OR_RETURN(const Checkpoint checkpoint, ReadCheckpoint(directory, keys));
  // What cannot be compared is new, or is to be replaced: that is what this is asked for.
  CopyKeeper keeper({.places = {{.place = place.place, .optional = true}}}, directory);
  LYNCEUS_RETURN_IF_ERROR(
      keeper.Compare(keys, checkpoint.size, TreeOf(directory, checkpoint.size)));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string note, ReadFile(CheckpointPath(directory)));
  return MakeCheckpointCopy(place.place, directory)->Put(note);
}

std::vector<CopyState> CopyKeeper::States() const {
  MutexLock lock(mutex_);
  std::vector<CopyState> states;
  states.reserve(places_.size());
  for (const auto& place : places_) states.push_back(place->state);
  return states;
}

}  // namespace lynceus::audit
