#pragma once
// The files of one snapshot of everything: the newest publication of each list and each register's
// sample that loads, as paths below the directory of the test data. Older publications of a list
// that has a newer one are left out, since their records have the same ids.

#include <string>
#include <vector>

namespace lynceus::resolve {

// In the order in which they are given to the build.
std::vector<std::string> OneSnapshotBelow(const std::string& data_directory);

}  // namespace lynceus::resolve
