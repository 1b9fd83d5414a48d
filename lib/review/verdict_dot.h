#pragma once
// A verdict as a Graphviz graph that can be pasted into a file: owners above, the subject below,
// shares on the edges, listed parties marked, the facts that the verdict rests on bold.

#include <string>
#include <vector>

#include "lib/model/verdict.h"

namespace lynceus::review {

struct Picture {
  std::string subject_id;
  std::string subject_name;
  Date as_of;
  // Interests around the proof, drawn thin where the verdict does not rest on them.
  std::vector<EvidenceItem> around;
};

std::string VerdictDot(const Verdict& verdict, const Picture& picture);

}  // namespace lynceus::review
