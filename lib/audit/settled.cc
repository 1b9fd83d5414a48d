// The tiles prove themselves: the root they give must be the signed one.
#include "lib/audit/settled.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/audit/log_files.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::audit {
namespace {

constexpr std::string_view kJournalWord = "journal ";

absl::Status Malformed(std::string_view cause) {
  return InvalidError({.subject = "settled",
                       .cause = std::string(cause),
                       .remedy = "make it again: lynceus log fsck DIR --repair"});
}

}  // namespace

std::string FormatSettled(const Settled& settled) {
  return absl::StrCat(FormatCheckpoint(settled.checkpoint), ToAbsl(kJournalWord),
                      settled.journal_bytes, "\n");
}

absl::StatusOr<Settled> ParseSettled(std::string_view text) {
  Settled settled;
  LYNCEUS_ASSIGN_OR_RETURN(settled.checkpoint, ParseCheckpoint(text));
  std::string_view line = text.substr(FormatCheckpoint(settled.checkpoint).size());
  if (!line.starts_with(kJournalWord) || !line.ends_with('\n')) {
    return Malformed("it does not say how long the journal was");
  }
  line.remove_prefix(kJournalWord.size());
  line.remove_suffix(1);
  if (!absl::SimpleAtoi(ToAbsl(line), &settled.journal_bytes)) {
    return Malformed("it does not say how long the journal was");
  }
  if (settled.checkpoint.size % kTileWidth != 0 || FormatSettled(settled) != text) {
    return Malformed("it is not the mark of a multiple of 256 records");
  }
  return settled;
}

absl::StatusOr<Settled> ReadSettled(const std::string& log, const std::vector<VerifierKey>& keys) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string note, ReadFile(SettledPath(log)));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text, OpenNote(note, keys));
  LYNCEUS_ASSIGN_OR_RETURN(Settled settled, ParseSettled(text));
  if (settled.checkpoint.origin != keys.front().name) return Malformed("it is that of another log");
  return settled;
}

Base FindBase(const std::string& log, const std::vector<VerifierKey>& keys) {
  const auto settled = ReadSettled(log, keys);
  if (!settled.ok()) return {};
  auto edge = TreeEdge::Load(log, settled->checkpoint.size);
  if (!edge.ok() || edge->Root() != settled->checkpoint.root) return {};
  return {.edge = *std::move(edge),
          .place = {.index = settled->checkpoint.size, .offset = settled->journal_bytes}};
}

}  // namespace lynceus::audit
