#pragma once
// A rule directory read once: what is parsed is what the digests cover, even where somebody
// exchanges a file meanwhile.

#include <map>
#include <string>
#include <vector>

#include "lib/model/rules.h"
#include "lib/rules/problems.h"

namespace lynceus::rules {

struct RuleFiles {
  std::map<std::string, std::string> content;  // by path relative to the directory, '/' between
  // Of each pack that is there, by name: SHA-256 over path and content of its files, in the order
  // of their paths, each with its length before it.
  std::vector<PackDigest> packs;
  std::string digest;        // hex SHA-256 over names and digests of `packs`
  std::string build_digest;  // the same over those that are pinned into snapshots
};

// Reads every file of `directory`. Golden cases (cases.yaml), examples (policy/examples) and the
// table of publishers (sources.yaml) are read but belong to no pack, since no answer depends on
// them; files whose names begin with a dot (editors, mounted volumes), documents (*.md) and
// schemas/ are passed over.
// Any other file that nothing would read is a problem: a rule that is written but not in force is
// how a hit is missed. What cannot be read is a problem.
RuleFiles ReadRuleFiles(const std::string& directory, Problems& problems);

}  // namespace lynceus::rules
