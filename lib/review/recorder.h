#pragma once
// Makes the record of a decision durable before the answer leaves.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/audit/match_log.h"
#include "lib/audit/seal.h"
#include "lib/base/clock.h"
#include "lib/base/random.h"
#include "lib/model/decision.h"
#include "lib/review/body.h"
#include "lib/review/leaf.h"
#include "lib/screening/evaluate.h"

namespace lynceus::review {

// Who asked, as the adapter knows it. What is no printable ASCII, or too long, is replaced by '_'
// and cut; but a legal entity must be one: it decides how long the record is kept.
struct Caller {
  std::string request_id;  // the correlation word, [A-Za-z0-9._:-]
  std::string name;        // as authenticated
  std::string on_behalf_of;
  std::string legal_entity;              // [a-z0-9-]{0,32}; empty: the default
  std::optional<std::uint64_t> earlier;  // the record that this one follows up
};

// What becomes of an answer whose record cannot be written.
enum class RecordMode : std::uint8_t {
  kRequired = 0,    // it does not leave
  kBestEffort = 1,  // it leaves and says so; every leaf of such a log says the mode
};

std::string_view RecordModeName(RecordMode mode);  // "required", "best_effort"
std::optional<RecordMode> ParseRecordMode(std::string_view word);

// Where the record of an answer is; or, in mode best effort, why there is none.
struct Recorded {
  std::optional<RecordRef> at;
  std::string unrecorded;  // one sentence; empty where there is a record
};

// A record as it is appended: body_digest and time are the recorder's to fill.
struct Draft {
  Leaf leaf;
  Body body;
};
// Of one screening. Pure.
Draft DraftScreening(const Counterparty& counterparty, const screening::Outcome& outcome);

// Thread-safe; concurrent calls share one sync (audit::MatchLog).
class Recorder {
 public:
  // All must outlive the recorder.
  Recorder(audit::MatchLog& log, audit::BodySealer& sealer, const Clock& clock,
           RandomSource& random, RecordMode mode)
      : log_(log), sealer_(sealer), clock_(clock), random_(random), mode_(mode) {}

  // Returns where the record stands once it is durable. Errors: InvalidArgument for a legal entity
  // that is none; in mode required Unavailable where the log cannot write: then no answer may
  // leave.
  absl::StatusOr<Recorded> Record(const Counterparty& counterparty,
                                  const screening::Outcome& outcome, const Caller& caller);
  // Any other record, required in either mode: fills time, caller, salts, commitments and digest,
  // seals and appends. Errors: as Record in mode required; Internal where the draft's leaf is
  // outside its table.
  absl::StatusOr<RecordRef> Append(Draft draft, const Caller& caller);

 private:
  audit::MatchLog& log_;
  audit::BodySealer& sealer_;
  const Clock& clock_;
  RandomSource& random_;
  const RecordMode mode_;
};

}  // namespace lynceus::review
