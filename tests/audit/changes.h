#pragma once
// Every way in which somebody without the key may change a log's files, one at a time: what the
// tests of verifiers try.

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lynceus::audit {

// The files of a log that make a claim, by their path in it: tiles, bundles, checkpoint, journal.
using LogFiles = std::map<std::string, std::string>;
LogFiles ReadLogFiles(const std::string& log);
void WriteLogFiles(const std::string& log, const LogFiles& files);

// One change: for each path its new content, or none where the file is removed.
struct Change {
  std::string what;
  std::map<std::string, std::optional<std::string>> files;
};

// Does it to the files on disk; undoes it when this goes away. One thread.
class Changed {
 public:
  Changed(const std::string& log, const LogFiles& files, const Change& change);
  ~Changed();
  Changed(const Changed&) = delete;
  Changed& operator=(const Changed&) = delete;

 private:
  const std::string& log_;
  const LogFiles& files_;
  const Change& change_;
};

// How many of the changes are made: each `byte_step`-th byte and length of a file, changed by
// exclusive or with each of `masks`.
struct ChangeAmount {
  std::size_t byte_step = 1;
  std::vector<unsigned char> masks = {1};
};
using VisitChange = std::function<void(const Change&)>;

// Changed bytes, truncations and bytes too many, of every file.
void VisitByteChanges(const LogFiles& files, const ChangeAmount& amount, const VisitChange& visit);
// Removed files; two files exchanged; two hashes of a tile, two leaves of a bundle and two records
// of the journal exchanged.
void VisitMoves(const LogFiles& files, const ChangeAmount& amount, const VisitChange& visit);
// Files added beside those of the log.
void VisitAdditions(const LogFiles& files, const VisitChange& visit);

}  // namespace lynceus::audit
