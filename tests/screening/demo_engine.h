#pragma once
// The engine over a snapshot of deploy/demo, built once a process: small, and every kind of
// finding.

#include <memory>
#include <string>
#include <vector>

#include "lib/screening/engine.h"

namespace lynceus::screening {

// The input files of the demonstration.
std::vector<std::string> DemoFiles();
// Builds a snapshot of `files` at `out`. Fails the test on any error.
void BuildSnapshotAt(const std::string& out, const std::vector<std::string>& files);
// Lives for the whole process.
const Engine& DemoEngine();

}  // namespace lynceus::screening
