#pragma once
// The scripts that an auditor puts together from deploy/auditor.md.

#include <string>

namespace lynceus::e2e {

// check.sh: the commands of sections 1 to 3. Fails the test where the page is not there, as does
// the next one.
std::string AuditorCheckScript();
// follow.sh: the definitions, and the commands of section 4.
std::string AuditorFollowScript();

}  // namespace lynceus::e2e
