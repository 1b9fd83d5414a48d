#pragma once
// Where questions about one party's ownership are answered: over a snapshot directory in this
// process, or at a server. Both give the same answer.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/screening/party_question.h"

namespace lynceus::client {

struct PartyAskerOptions {
  std::string index;
  std::string server;
  std::string ca;     // PEM of the server's authority; without it plaintext, loopback only
  std::string rules;  // with `index`; empty: the snapshot's own
  std::string id;
  std::vector<std::string> regimes;
  std::string as_of;    // empty: today
  std::string changes;  // a file (lib/ownership/changes.h)
};

// One thread.
class PartyAsker {
 public:
  virtual ~PartyAsker() = default;
  virtual absl::StatusOr<std::vector<Verdict>> Verdicts() = 0;
  virtual absl::StatusOr<std::vector<BeneficialOwners>> Beneficial() = 0;
  virtual absl::StatusOr<std::vector<screening::RegimeHistory>> History() = 0;
  // What stands around the party in this process; nullptr at a server.
  virtual const screening::PartyQuestion* local() const { return nullptr; }

  // Known when an answer was given.
  const std::string& id() const { return id_; }
  const std::string& caption() const { return caption_; }
  Date as_of() const { return as_of_; }
  std::size_t changes() const { return changes_; }

 protected:
  std::string id_;
  std::string caption_;
  Date as_of_;
  std::size_t changes_ = 0;
};

// Errors: usage errors where neither or both of index and server are given, or rules with a server;
// those of opening and of the changes.
absl::StatusOr<std::unique_ptr<PartyAsker>> OpenPartyAsker(const PartyAskerOptions& options);

}  // namespace lynceus::client
