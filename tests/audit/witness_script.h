#pragma once
// The published request scripts of another witness (litewitness), in audit/witness of the test
// data.

#include <string>
#include <vector>

namespace lynceus::audit {

struct ScriptStep {
  std::string request;
  int status = 0;
  std::string expected;  // what the answer's body holds
};

// REQUIRES: the test data are there. What this witness answers otherwise is put in, with the
// reason.
std::vector<ScriptStep> ReadWitnessScript(const std::string& name);

// The logs of the scripts litewitness.txt and sumdb.txt, as lines of a witness's file of logs.
std::string SigsumLogKey();
inline constexpr char kGoLogLine[] =
    "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8 go.sum database tree";

}  // namespace lynceus::audit
