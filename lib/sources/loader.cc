// Grouping and dispatch. An OFAC side file (ALT, ADD, COMMENTS) goes to the main file with which it
// shares most entity numbers; since a party that is on both lists has the same number on both, the
// largest share decides, and a tie is an error.

#include "lib/sources/loader.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/detect.h"
#include "lib/sources/format.h"
#include "lib/sources/list_file.h"
#include "lib/sources/ofac_csv.h"
#include "lib/sources/ofac_sdn_xml.h"
#include "lib/sources/xlsx_reader.h"

namespace lynceus::sources {
namespace {

constexpr std::size_t kHeadBytes = 1u << 20;
constexpr std::size_t kHeadRows = 5;

bool IsMainCsv(std::string_view kind) { return kind == "ofac-sdn-csv" || kind == "ofac-cons-csv"; }
bool IsSideCsv(std::string_view kind) {
  return kind == "ofac-alt-csv" || kind == "ofac-add-csv" || kind == "ofac-comments-csv";
}

absl::StatusOr<FileHead> ReadHead(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const bool is_workbook, IsXlsx(path));
  if (is_workbook) {
    FileHead head{.name = path, .is_whole = false, .shape = Shape::kWorkbook};
    LYNCEUS_ASSIGN_OR_RETURN(head.rows, ReadXlsxHead(path, kHeadRows));
    if (!head.rows.empty()) return head;
    return InvalidError({.subject = path,
                         .cause = "the workbook's first sheet is empty",
                         .remedy = "get it again"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::string head, ReadListHead(path, kHeadBytes));
  return TakeApart(path, head, head.size() < kHeadBytes);
}

// A file while it is grouped.
struct Candidate {
  InputFile file;
  std::string kind;
  std::set<std::string, std::less<>> numbers;  // OFAC CSV: the entity numbers
};

// Reads an OFAC CSV file's numbers and, for a main file whose kind is not forced, tells the list.
absl::Status ReadNumbers(Candidate& candidate) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input,
                           OpenListFile(candidate.file.path));
  const bool main = IsMainCsv(candidate.kind);
  OfacCsvReader reader(*input, OfacTableOf(candidate.kind));
  OfacListSigns signs;
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const CsvRow* const row, reader.Next());
    if (row == nullptr) break;
    candidate.numbers.insert(row->fields[0]);
    if (main) signs.Add(SplitProgrammes(row->fields[3]), row->fields[11]);
  }
  if (candidate.numbers.empty()) {
    return InvalidError({.subject = candidate.file.path,
                         .cause = "the file holds no record",
                         .remedy = "get it again"});
  }
  if (main && candidate.file.forced_kind.empty()) {
    candidate.kind = signs.list() == OfacList::kCons ? "ofac-cons-csv" : "ofac-sdn-csv";
  }
  return absl::OkStatus();
}

// The kind of a file of no bytes where a publisher gives such; else empty.
absl::StatusOr<std::string> KindOfEmpty(const std::string& path) {
  const auto named = std::ranges::find_if(Formats(), [&path](const Format& format) {
    return !format.empty_name_end.empty() && path.ends_with(format.empty_name_end);
  });
  if (named == Formats().end()) return std::string();
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t bytes, FileSize(path));
  return std::string(bytes == 0 ? named->kind : "");
}

absl::StatusOr<Candidate> Examine(const InputFile& file) {
  if (file.path == "-") {
    return InvalidError({.subject = "-",
                         .cause = "a list is read twice, which the standard input cannot be",
                         .remedy = "write it to a file and give that"});
  }
  Candidate candidate{.file = file, .kind = file.forced_kind, .numbers = {}};
  if (!candidate.kind.empty() && FindFormat(candidate.kind) == nullptr) {
    return InvalidError({.subject = file.path,
                         .cause = absl::StrCat("\"", candidate.kind, "\" is no known kind"),
                         .remedy = "use one of " + Join(KnownKinds(), ", ")});
  }
  if (candidate.kind.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(candidate.kind, KindOfEmpty(file.path));
  }
  if (candidate.kind.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(const FileHead head, ReadHead(file.path));
    LYNCEUS_ASSIGN_OR_RETURN(candidate.kind, DetectKind(head));
  }
  if (IsMainCsv(candidate.kind) || IsSideCsv(candidate.kind)) {
    LYNCEUS_RETURN_IF_ERROR(ReadNumbers(candidate));
  }
  if (candidate.kind == "ofac-sdn-xml" && file.forced_kind.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(const OfacList list, OfacListOfXml(file.path));
    if (list == OfacList::kCons) candidate.kind = "ofac-cons-xml";
  }
  return candidate;
}

std::size_t Shared(const Candidate& side, const Candidate& main) {
  return static_cast<std::size_t>(std::ranges::count_if(
      side.numbers, [&main](const std::string& number) { return main.numbers.contains(number); }));
}

// Returns the index of the main file that `side` belongs to.
absl::StatusOr<std::size_t> MainOf(const Candidate& side, const std::vector<Candidate>& all) {
  std::optional<std::size_t> best;
  std::size_t most = 0;
  bool tie = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!IsMainCsv(all[i].kind)) continue;
    const std::size_t shared = Shared(side, all[i]);
    if (shared == 0 || shared < most) continue;
    tie = best.has_value() && shared == most;
    most = shared;
    best = i;
  }
  if (!best) {
    return InvalidError({.subject = side.file.path,
                         .cause = absl::StrCat("it is an ", side.kind,
                                               " file, but no main file (SDN.CSV, CONS_PRIM.CSV) "
                                               "given with it has its entity numbers"),
                         .remedy = "give the main file of the same date too"});
  }
  if (tie) {
    return InvalidError({.subject = side.file.path,
                         .cause = "two main files share as many entity numbers with it",
                         .remedy = "load one of the main files in a call of its own"});
  }
  return *best;
}

// The kind of main file that a file of `kind` changes; empty where it changes none.
std::string_view FollowedBy(std::string_view kind) {
  const Format* const format = FindFormat(kind);
  return format == nullptr ? std::string_view() : format->follows;
}

// The last file before `side` that it may change.
absl::StatusOr<std::size_t> LastBefore(std::size_t side, const std::vector<Candidate>& all) {
  const std::string_view kind = FollowedBy(all[side].kind);
  for (std::size_t i = side; i > 0; --i) {
    if (all[i - 1].kind == kind) return i - 1;
  }
  return InvalidError({.subject = all[side].file.path,
                       .cause = absl::StrCat("it is of kind ", all[side].kind, " and changes a ",
                                             ToAbsl(kind), " file, but none is given before it"),
                       .remedy = "give the file that it changes before it"});
}

}  // namespace

std::vector<std::string> KnownKinds() {
  std::vector<std::string> kinds;
  for (const Format& format : Formats()) kinds.emplace_back(format.kind);
  return kinds;
}

InputFile ParseInputFile(std::string_view argument) {
  const std::size_t colon = argument.find(':');
  if (colon != std::string_view::npos && FindFormat(argument.substr(0, colon)) != nullptr) {
    return {.path = std::string(argument.substr(colon + 1)),
            .forced_kind = std::string(argument.substr(0, colon))};
  }
  return {.path = std::string(argument), .forced_kind = {}};
}

absl::StatusOr<std::vector<FileGroup>> GroupFiles(const std::vector<InputFile>& files) {
  std::vector<Candidate> all;
  std::set<std::string, std::less<>> paths;
  for (const InputFile& file : files) {
    if (!paths.insert(file.path).second) {
      return InvalidError(
          {.subject = file.path, .cause = "the file is given twice", .remedy = "give it once"});
    }
    LYNCEUS_ASSIGN_OR_RETURN(Candidate candidate, Examine(file));
    all.push_back(std::move(candidate));
  }
  std::vector<FileGroup> groups;
  std::vector<std::size_t> group_of(all.size(), 0);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (IsSideCsv(all[i].kind) || !FollowedBy(all[i].kind).empty()) continue;
    group_of[i] = groups.size();
    groups.push_back({.kind = all[i].kind, .files = {all[i].file}, .kinds = {all[i].kind}});
  }
  for (const Candidate& side : all) {
    if (!IsSideCsv(side.kind)) continue;
    LYNCEUS_ASSIGN_OR_RETURN(const std::size_t main, MainOf(side, all));
    FileGroup& group = groups[group_of[main]];
    if (std::ranges::find(group.kinds, side.kind) != group.kinds.end()) {
      return InvalidError(
          {.subject = side.file.path,
           .cause = absl::StrCat("it is a second ", side.kind, " file for ", group.files[0].path),
           .remedy = "give the one of the main file's date"});
    }
    group.files.push_back(side.file);
    group.kinds.push_back(side.kind);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (FollowedBy(all[i].kind).empty()) continue;
    LYNCEUS_ASSIGN_OR_RETURN(const std::size_t main, LastBefore(i, all));
    FileGroup& group = groups[group_of[main]];
    group.files.push_back(all[i].file);
    group.kinds.push_back(all[i].kind);
  }
  return groups;
}

absl::StatusOr<LoadReport> LoadGroup(const FileGroup& group, RecordSink& sink) {
  const Format* const format = FindFormat(group.kind);
  if (format != nullptr && format->load != nullptr) {
    LYNCEUS_ASSIGN_OR_RETURN(LoadReport report, format->load(group, sink));
    if (report.records_read > 0 || format->may_be_empty) return report;
    return InvalidError({.subject = group.files[0].path,
                         .cause = "it holds no record",
                         .remedy = "get the file again: an empty list or registry is none"});
  }
  return InvalidError(
      {.subject = group.files.empty() ? "" : group.files[0].path,
       .cause = absl::StrCat("a group of kind \"", group.kind, "\" cannot be loaded"),
       .remedy = "use the groups that GroupFiles made"});
}

}  // namespace lynceus::sources
