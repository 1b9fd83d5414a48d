#pragma once
// How far a log is settled: journal, full tiles, bundles and offsets up to there are on the disk,
// and a checkpoint behind it too. A writer that opens the log reads the tree's edge from the tiles
// and the journal from there on only. It is a signed checkpoint with one line more, so that nobody
// can move it without the log's key; it can be made again, and a log without it is read whole.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/audit/journal.h"
#include "lib/audit/note.h"
#include "lib/audit/tiles.h"

namespace lynceus::audit {

struct Settled {
  Checkpoint checkpoint;            // its size is a multiple of kTileWidth
  std::uint64_t journal_bytes = 0;  // the journal up to the last record of it
};

// "origin LF size LF root LF journal BYTES LF".
std::string FormatSettled(const Settled& settled);
// Errors: InvalidArgument.
absl::StatusOr<Settled> ParseSettled(std::string_view text);

// Reads and opens the mark of a log. Errors: NotFound where there is none; DataLoss or
// InvalidArgument where it is not one by one of `keys`.
absl::StatusOr<Settled> ReadSettled(const std::string& log, const std::vector<VerifierKey>& keys);

// Where a writer begins to read.
struct Base {
  TreeEdge edge;
  JournalPlace place = kJournalStart;
};
// The settled place, where mark and tiles are good; else the beginning.
Base FindBase(const std::string& log, const std::vector<VerifierKey>& keys);

}  // namespace lynceus::audit
