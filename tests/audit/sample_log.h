#pragma once
// Small logs for the audit tests.

#include <cstdint>
#include <memory>
#include <string>

#include "lib/audit/match_log.h"

namespace lynceus::audit {

// Makes an empty log of origin "test/log" and returns its verifier key.
std::string MakeLog(const std::string& directory);
// Fails the test, and returns nothing, where it cannot be opened.
std::unique_ptr<MatchLog> OpenLog(const std::string& directory);

// The leaf and body that Fill gives record `index`: the leaf ends in a part of the body's digest.
std::string LeafOf(std::uint64_t index);
std::string BodyOf(std::uint64_t index);
// Appends records up to `size`.
void Fill(const std::string& directory, std::uint64_t size);

// Checks for VerifyLog: one that takes everything, and one that binds BodyOf to LeafOf.
absl::Status NoCheck(std::uint64_t index, const std::string& leaf, const std::string& body);
absl::Status CheckSample(std::uint64_t index, const std::string& leaf, const std::string& body);

}  // namespace lynceus::audit
