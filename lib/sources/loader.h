#pragma once
// The one door to every list and registry format: files in, records and a load report out.
//
// The kind of a file is told from its content, never from its name. Files that belong together
// (OFAC's SDN, ALT, ADD and COMMENTS) are grouped by content: by the entity numbers they share. A
// file that changes another (OpenSanctions' deltas) goes to the last one of its kind before it.

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

// The kind words of the table in formats.cc, sorted. Which of OFAC's two lists a main file holds is
// told from its records (OfacListSigns in ofac_record.h has the rule); forcing the kind forces it.
std::vector<std::string> KnownKinds();

// "ftm-json:path" gives a forced kind where the word before the colon is a known kind; else a path.
InputFile ParseInputFile(std::string_view argument);

// Files that are loaded together into one source.
struct FileGroup {
  std::string kind;                // of the main file
  std::vector<InputFile> files;    // main file first
  std::vector<std::string> kinds;  // of each file
  // Parts of a file that its format does not know (an element, a column) are passed over and named
  // in the report. Default: they are errors, since records may stand in them.
  bool allow_unknown_layout = false;
};

// Tells each file's kind and groups them, in the order of the main files. Errors: InvalidArgument
// naming the file where no kind fits (and what it looks like), where a file is given twice, where
// an ALT/ADD/COMMENTS file shares its entity numbers with no main file, or with two equally, or is
// a second one of its kind, where a file that changes another has none before it; those of reading
// OFAC's files, which are read whole for this.
absl::StatusOr<std::vector<FileGroup>> GroupFiles(const std::vector<InputFile>& files);

// Reads the group's files into `sink`. Memory is bounded by the largest record, the names of the
// file's records (links name later ones) and OFAC's ALT, ADD and COMMENTS files, which are held.
// Every record is given to the sink or named in the report. Errors: InvalidArgument for a malformed
// or truncated file (subject = file, place, cause) and for one without a record; the sink's own
// errors as they are.
absl::StatusOr<LoadReport> LoadGroup(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
