#pragma once
// What the record of a screening holds beside the answer: the forms in which names were compared,
// and who came near. Canonical: equal outcomes give equal bytes.

#include <string>
#include <vector>

#include "lib/screening/evaluate.h"

namespace lynceus::review {

std::string FormsJson(const std::vector<screening::AskedForm>& forms);
std::string NearMissesJson(const std::vector<screening::NearMiss>& near_misses);

}  // namespace lynceus::review
