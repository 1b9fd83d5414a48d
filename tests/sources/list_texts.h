#pragma once
// What came out of a list, as lines of text that a test compares at once.

#include <string>
#include <vector>

#include "lib/base/status.h"
#include "lib/model/entity.h"
#include "lib/sources/detect.h"
#include "tests/sources/memory_sink.h"

namespace lynceus::sources {

// The kind that is told from the content, else the error's text.
inline std::string KindOf(const std::string& content) {
  const auto parts = TakeApart("list", content, true);
  if (!parts.ok()) return ErrorText(parts.status());
  const auto kind = DetectKind(*parts);
  return kind.ok() ? *kind : ErrorText(kind.status());
}

inline std::vector<std::string> FragmentTexts(const MemorySink& sink) {
  std::vector<std::string> texts;
  for (const UnparsedFragment& fragment : sink.fragments) {
    texts.push_back(fragment.entity_id + " " + fragment.text);
  }
  return texts;
}

// "EU FSF ZWE [1643/2002] 2002-01-21 to 2020-01-01: Asset freeze, Travel ban" of each designation.
inline std::vector<std::string> DesignationTexts(const MemorySink& sink, const std::string& id) {
  std::vector<std::string> texts;
  for (const Designation& designation : sink.DesignationsOf(id)) {
    std::string text = designation.authority + " " + designation.list + " " +
                       designation.programme + " [" + designation.legal_basis + "]";
    if (designation.date) text += " " + designation.date->ToString();
    if (designation.end_date) text += " to " + designation.end_date->ToString();
    for (std::size_t i = 0; i < designation.measures.size(); ++i) {
      text += (i == 0 ? ": " : ", ") + designation.measures[i];
    }
    texts.push_back(text);
  }
  return texts;
}

inline std::vector<std::string> InterestTexts(const MemorySink& sink) {
  std::vector<std::string> texts;
  for (const Interest& interest : sink.interests) {
    texts.push_back(interest.owner_id + " -" + std::string(InterestKindName(interest.kind)) +
                    "-> " + interest.subject_id + " (" + interest.role + ")");
  }
  return texts;
}

}  // namespace lynceus::sources
