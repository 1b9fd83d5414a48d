#pragma once
// A rule directory read once: what is parsed is what the digests cover, even where somebody
// exchanges a file meanwhile.

#include <map>
#include <string>

#include "lib/rules/problems.h"

namespace lynceus::rules {

struct RuleFiles {
  std::map<std::string, std::string> content;  // by path relative to the directory, '/' between
  std::string digest;                          // hex SHA-256 over path and content of all of them
  std::string build_digest;                    // the same over names/, programmes/ and sources/
};

// Reads every file of `directory`. Golden cases (cases.yaml), examples (policy/examples)
// and the table of publishers (sources.yaml) are read but stand in no digest, since no answer
// depends on them; files whose names begin with a dot (editors, mounted volumes) and documents
// (*.md) are passed over. Any other file that nothing would read is a problem: a rule that is
// written but not in force is how a hit is missed. What cannot be read is a problem.
RuleFiles ReadRuleFiles(const std::string& directory, Problems& problems);

}  // namespace lynceus::rules
