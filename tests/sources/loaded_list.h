#pragma once
// One list's text loaded through the door by which the program loads it, for tests of the loaders.

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "lib/base/status.h"
#include "lib/sources/format.h"
#include "tests/sources/memory_sink.h"
#include "tests/sources/quick_write.h"
#include "tests/support/temp_dir.h"

namespace lynceus::sources {

struct LoadedList {
  MemorySink sink;
  absl::StatusOr<LoadReport> report = absl::InternalError("not loaded");

  // "UNKNOWN list: ..." where it failed; the directory of the test's file is left out.
  std::string error() const {
    return report.ok() ? std::string("no error") : ErrorText(report.status());
  }
};

// Loads `content` as a file of that kind. REQUIRES: the kind is one of Formats().
inline LoadedList LoadList(const std::string& kind, const std::string& content) {
  const support::TempDir dir;
  const std::string path = QuickWrite(dir, "list", content);
  const FileGroup group{
      .kind = kind, .files = {{.path = path, .forced_kind = {}}}, .kinds = {kind}};
  LoadedList loaded;
  loaded.report = FindFormat(kind)->load(group, loaded.sink);
  if (!loaded.report.ok()) {
    ErrorDetail detail = DetailOf(loaded.report.status());
    if (detail.subject.starts_with(dir.path())) detail.subject.erase(0, dir.path().size() + 1);
    loaded.report = MakeError(loaded.report.status().code(), detail);
  }
  return loaded;
}

// `text` with the first `from` as `to`.
inline std::string WithReplaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

// "PROGRAMME|2020-01-31..2021-02-01|measure, measure" of a designation; "-" for no date.
inline std::string DesignationLine(const Designation& designation) {
  std::string text = designation.list + "|" + designation.programme + "|" +
                     (designation.date ? designation.date->ToString() : "-") + ".." +
                     (designation.end_date ? designation.end_date->ToString() : "-");
  for (const std::string& measure : designation.measures) text += "|" + measure;
  return text;
}

}  // namespace lynceus::sources
