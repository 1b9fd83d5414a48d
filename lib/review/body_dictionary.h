#pragma once
// What bodies of a version are compressed against.

#include <string_view>

namespace lynceus::review {

// Lives for the whole program.
std::string_view BodyDictionary();

}  // namespace lynceus::review
