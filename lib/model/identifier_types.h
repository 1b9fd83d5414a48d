#pragma once
// Under which types a question or a bank's own entry may give an identifier.

#include <string>
#include <vector>

namespace lynceus {

// FtM properties (entity.h: Identifier::type). An identifier of another type would be compared with
// nothing. Lives as long as the program.
const std::vector<std::string>& IdentifierTypes();

}  // namespace lynceus
