#include "lib/review/follow_up.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/record_rows.h"

namespace lynceus::review {
namespace {

absl::Status NothingToFollow(std::uint64_t index, std::string cause) {
  return InvalidError({.subject = "follows",
                       .place = absl::StrCat("record ", index),
                       .cause = std::move(cause),
                       .remedy = "give the index of the record of an earlier screening"});
}

absl::StatusOr<LogRecord> ReadClosed(const RecordReader& records, std::uint64_t index) {
  LogRecord read;
  LYNCEUS_RETURN_IF_ERROR(records.ForEach(
      index, index + 1, [](std::uint64_t, const Leaf&) { return false; },
      [&](LogRecord record) {
        read = std::move(record);
        return absl::OkStatus();
      }));
  return read;
}

}  // namespace

absl::Status CheckFollowsUp(const audit::MatchLog& log, std::uint64_t index) {
  const auto bytes = log.Leaf(index);
  if (absl::IsNotFound(bytes.status())) {
    return NothingToFollow(index, absl::StrCat("the log has ", log.size(), " records"));
  }
  LYNCEUS_RETURN_IF_ERROR(bytes.status());
  LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(*bytes));
  if (leaf.kind == RecordKind::kScreen) return absl::OkStatus();
  return NothingToFollow(
      index, absl::StrCat("it is a record of kind ", ToAbsl(RecordKindName(leaf.kind))));
}

absl::StatusOr<std::vector<LogRecord>> FollowedUp(const RecordReader& records,
                                                  const LogRecord& record) {
  std::vector<LogRecord> chain;
  std::uint64_t at = record.index;
  for (std::optional<std::uint64_t> earlier = record.leaf.earlier; earlier;
       earlier = chain.back().leaf.earlier) {
    if (*earlier >= at) {
      return DataLossError(
          {.subject = absl::StrCat("record ", at),
           .cause = absl::StrCat("it follows up record ", *earlier, ", which is not before it"),
           .remedy = "verify the log"});
    }
    at = *earlier;
    LYNCEUS_ASSIGN_OR_RETURN(LogRecord read, ReadClosed(records, at));
    chain.push_back(std::move(read));
  }
  return chain;
}

absl::StatusOr<std::string> FollowedUpInWords(const RecordReader& records,
                                              const LogRecord& record) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<LogRecord> chain, FollowedUp(records, record));
  std::string out;
  for (const LogRecord& earlier : chain) {
    const Leaf& leaf = earlier.leaf;
    absl::StrAppend(&out, out.empty() ? "follows up\n" : "", "  record ", earlier.index, ": ",
                    ToAbsl(RecordKindName(leaf.kind)), ", ", MomentText(leaf.unix_micros),
                    leaf.kind == RecordKind::kScreen
                        ? absl::StrCat(", ", ToAbsl(DecisionName(leaf.decision)))
                        : "",
                    "\n");
  }
  return out;
}

}  // namespace lynceus::review
