#pragma once
// Makes the record of a decision durable before the answer leaves.

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "lib/audit/match_log.h"
#include "lib/audit/seal.h"
#include "lib/base/clock.h"
#include "lib/base/random.h"
#include "lib/model/decision.h"
#include "lib/model/rules.h"
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
           RandomSource& random)
      : log_(log), sealer_(sealer), clock_(clock), random_(random) {}

  // Returns where the record stands once it is durable. Errors: InvalidArgument for a legal entity
  // that is none; Unavailable where the log cannot write: then no answer may leave.
  absl::StatusOr<RecordRef> Record(const Counterparty& counterparty,
                                   const screening::Outcome& outcome, const Caller& caller);
  // Records that a snapshot and rule set are in force as a pair from now on: by an activation or a
  // rule change, as `kind` says. The body lists the packs, so that the digest of the rules in every
  // record leads to that of each pack.
  absl::StatusOr<RecordRef> RecordActivation(RecordKind kind, const std::string& snapshot,
                                             const RuleSet& rules, const std::string& engine,
                                             const Caller& caller);
  // Any other record: fills time, caller, salts, commitments and digest, seals and
  // appends. Errors: as
  // Record; Internal where the draft's leaf is outside its table.
  absl::StatusOr<RecordRef> Append(Draft draft, const Caller& caller);

 private:
  audit::MatchLog& log_;
  audit::BodySealer& sealer_;
  const Clock& clock_;
  RandomSource& random_;
};

}  // namespace lynceus::review
