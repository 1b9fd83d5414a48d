#pragma once
// A publisher's file, whatever it is wrapped in: plain, gzip, or the one data member of a ZIP
// archive. What the file is wrapped in is told from its first bytes, never from its name.

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "lib/base/file.h"

namespace lynceus::sources {

// Opens the list that `path` holds and gives its bytes, unpacked, as a stream; memory is bounded
// whatever the file's size. "-" is the standard input (plain or gzip).
//
// A ZIP archive must hold one data member; directories, what macOS and Windows leave behind
// (__MACOSX/, names that begin with a dot, Thumbs.db, desktop.ini) and XML schemas (*.xsd) are no
// data. Where it holds several, "FILE.zip!MEMBER" names the one to read, by its whole path in the
// archive, unless a file of that whole name exists. name() of the reader is then
// "FILE.zip!MEMBER"; of a gzip file and a plain one it is the path.
//
// Errors: those of OpenByteReader; InvalidArgument for an archive without data or with several data
// members (named), one within another (named), an Excel workbook (read with XlsxReader), a ZIP
// archive on the standard input, and as ZipArchive::Open; reading gives InvalidArgument for damaged
// or cut-off packed bytes, a wrong checksum, and bytes behind the end of the gzip data, and
// ResourceExhausted as UnpackBudget::Count.
absl::StatusOr<std::unique_ptr<ByteReader>> OpenListFile(const std::string& path);

// Returns the first bytes of what OpenListFile gives: `bytes_max`, or all there are.
absl::StatusOr<std::string> ReadListHead(const std::string& path, std::size_t bytes_max);

// True where the file is an Excel workbook of the Open XML form (.xlsx): a ZIP archive with the
// member xl/workbook.xml. False for all other files, also damaged archives; "-" is none. Errors:
// those of OpenByteReader.
absl::StatusOr<bool> IsXlsx(const std::string& path);

// The path on disk of an argument of OpenListFile: without its "!MEMBER", where it has one.
std::string FileOnDisk(const std::string& path);

}  // namespace lynceus::sources
