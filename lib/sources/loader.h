#pragma once
// The one door to every list and registry format: files in, records and a load report out.
//
// The kind of a file is told from its content, never from its name. Files that belong together (OFAC's
// SDN, ALT, ADD and COMMENTS) are grouped by content: by the entity numbers they share.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/file.h"
#include "lib/model/load_report.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// One file as given on the command line: a path, or "KIND:path" which forces the kind.
struct InputFile {
  std::string path;
  std::string forced_kind;  // empty: told from the content
};

// "ofac-sdn-csv" (SDN or CONS_PRIM), "ofac-alt-csv", "ofac-add-csv", "ofac-comments-csv",
// "ofac-sdn-xml", "un-xml", "ftm-json", "bods-json", "interests-csv".
std::vector<std::string> KnownKinds();

// "ftm-json:path" gives a forced kind where the word before the colon is a known kind; else a path.
InputFile ParseInputFile(std::string_view argument);

// Files that are loaded together into one source.
struct FileGroup {
  std::string kind;  // of the main file
  std::vector<InputFile> files;       // main file first
  std::vector<std::string> kinds;     // of each file
};

// Tells each file's kind and groups them. Errors: InvalidArgument naming the file where no kind fits (and
// what it looks like), where two fit, or where an ALT/ADD/COMMENTS file belongs to no main file.
absl::StatusOr<std::vector<FileGroup>> GroupFiles(const std::vector<InputFile>& files);

// Reads the group's files into `sink`. Memory is bounded by the largest record (OFAC CSV: by the group).
// Every record is given to the sink or named in the report. Errors: InvalidArgument for a malformed or
// truncated file (subject = file, place, cause); the sink's own errors as they are.
absl::StatusOr<LoadReport> LoadGroup(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
