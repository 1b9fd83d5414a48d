#pragma once
// Loading one registry file in a test, and what came of it as lines of text.

#include <string>
#include <vector>

#include "lib/base/status.h"
#include "lib/sources/loader.h"
#include "tests/sources/entity_text.h"
#include "tests/sources/memory_sink.h"
#include "tests/sources/quick_write.h"
#include "tests/support/temp_dir.h"

namespace lynceus::sources {

// "ID: OWNER -kind share-> SUBJECT [start..end) indirect summary role=... (place)".
inline std::string InterestText(const Interest& interest) {
  std::string text = interest.id + ": ";
  text += interest.owner_id.empty() ? "?" + interest.unknown_holder : interest.owner_id;
  text += " -" + std::string(InterestKindName(interest.kind)) + " " + interest.share.ToCanonical() +
          "-> " + interest.subject_id;
  if (interest.start || interest.end) {
    text += " [" + (interest.start ? interest.start->ToString() : "") + ".." +
            (interest.end ? interest.end->ToString() : "") + ")";
  }
  if (!interest.joint_group.empty()) text += " joint=" + interest.joint_group;
  if (interest.indirect) text += " indirect";
  if (interest.summary) text += " summary";
  if (!interest.role.empty()) text += " role=" + interest.role;
  return text + " (" + interest.provenance.place + ")";
}

inline std::string DesignationText(const Designation& designation) {
  std::string text = designation.entity_id + ": " + designation.authority + "|" + designation.list +
                     "|" + designation.programme + "|" + designation.legal_basis + "|";
  text += designation.date ? designation.date->ToString() : "";
  text += ".." + (designation.end_date ? designation.end_date->ToString() : "");
  for (const std::string& measure : designation.measures) text += "|" + measure;
  return text;
}

// One file through the door, kind told from its content.
class Loaded {
 public:
  explicit Loaded(const std::string& content, const std::string& name = "file",
                  const std::string& forced_kind = "") {
    const absl::Status status = Load(QuickWrite(dir_, name, content), forced_kind);
    if (!status.ok()) SetError(status);
  }

  // Each thing on a line of its own.
  std::string Entities() const {
    std::string text;
    for (const auto& [id, entity] : sink.entities) text += EntityText(entity);
    return text;
  }
  std::string Interests() const {
    std::string text;
    for (const Interest& interest : sink.interests) text += InterestText(interest) + "\n";
    return text;
  }
  std::string Designations() const {
    std::string text;
    for (const Designation& one : sink.designations) text += DesignationText(one) + "\n";
    return text;
  }
  // "place: reason" of what was skipped, then the warnings.
  std::string Problems() const {
    std::string text;
    for (const SkippedRecord& one : report.skipped) text += one.place + ": " + one.reason + "\n";
    for (const std::string& warning : report.warnings) text += warning + "\n";
    return text;
  }

  std::string kind;
  std::string error;  // with DIR for the directory; empty where it was loaded
  LoadReport report;
  MemorySink sink;

 private:
  absl::Status Load(const std::string& path, const std::string& forced_kind) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::vector<FileGroup> groups,
                             GroupFiles({{.path = path, .forced_kind = forced_kind}}));
    kind = groups.front().kind;
    LYNCEUS_ASSIGN_OR_RETURN(report, LoadGroup(groups.front(), sink));
    return absl::OkStatus();
  }
  void SetError(const absl::Status& status) {
    error = ErrorText(status);
    for (std::size_t at = 0; (at = error.find(dir_.path())) != std::string::npos;) {
      error.replace(at, dir_.path().size(), "DIR");
    }
  }
  support::TempDir dir_;
};

// A damaged file and a part of the error it gives.
struct DamageCase {
  std::string why;
  std::string content;
  std::string error;
};

inline void ExpectDamage(const std::string& kind, const std::vector<DamageCase>& cases) {
  for (const DamageCase& test : cases) {
    const Loaded loaded(test.content, "file", kind);
    EXPECT_NE(loaded.error.find(test.error), std::string::npos)
        << test.why << "\n  error: " << loaded.error << "\n  wanted: " << test.error;
    EXPECT_NE(loaded.error.find("DIR/file"), std::string::npos) << test.why;
  }
}

}  // namespace lynceus::sources
