#include "lib/rules/pack_dates.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/rules/pack_kinds.h"

namespace lynceus::rules {
namespace {

// All versions of one file, by the day they begin.
using Versions = std::vector<const PackHeader*>;

std::string DaysOf(const PackHeader& header) {
  std::string days = "valid";
  if (header.valid_from) absl::StrAppend(&days, " from ", header.valid_from->ToString());
  if (header.valid_until) absl::StrAppend(&days, " until ", header.valid_until->ToString());
  return days;
}

std::map<std::string, Versions> ByFile(const std::vector<PackHeader>& headers) {
  std::map<std::string, Versions> files;
  for (const PackHeader& header : headers) files[WithoutVersion(header.path)].push_back(&header);
  for (auto& [path, versions] : files) {
    std::ranges::stable_sort(versions, {}, &PackHeader::valid_from);  // those without come first
  }
  return files;
}

void CheckOverlaps(const Versions& versions, Problems& problems) {
  for (std::size_t i = 1; i < versions.size(); ++i) {
    const PackHeader& before = *versions[i - 1];
    const PackHeader& after = *versions[i];
    const bool apart =
        before.valid_until && after.valid_from && *before.valid_until <= *after.valid_from;
    if (apart) continue;
    problems.Add(after.place,
                 absl::StrCat("the version overlaps ", before.path, ", which is ", DaysOf(before)),
                 "end the one with valid_until where the other begins with valid_from");
  }
}

// `day` none: before every date.
bool IsValid(const PackHeader& header, const std::optional<Date>& day) {
  return day ? header.ValidOn(*day) : !header.valid_from;
}

const PackHeader& SpeaksOn(const Versions& versions, const std::optional<Date>& day) {
  const PackHeader* ended = nullptr;
  for (const PackHeader* const each : versions) {
    if (IsValid(*each, day)) return *each;
    if (day && each->valid_until && *each->valid_until <= *day) ended = each;
  }
  return ended == nullptr ? *versions.front() : *ended;
}

void AddFile(const std::string& path, const Versions& versions, Edition& edition) {
  const PackHeader& header = SpeaksOn(versions, edition.from);
  const bool valid = IsValid(header, edition.from);
  const bool loosens = KindOf(path)->loosens;
  if (valid || !loosens) edition.paths.insert(header.path);
  if (valid) return;
  const std::string rules = absl::StrCat("the rules of ", header.path, " are ", DaysOf(header));
  if (loosens) {
    edition.left_out.push_back(rules + "; they were left out on a day outside");
  } else {
    edition.not_in_force.push_back(rules + "; they were applied on a day outside");
  }
}

std::set<Date> DaysOfChange(const std::vector<PackHeader>& headers) {
  std::set<Date> days;
  for (const PackHeader& header : headers) {
    if (header.valid_from) days.insert(*header.valid_from);
    if (header.valid_until) days.insert(*header.valid_until);
  }
  return days;
}

}  // namespace

PackHeader ReadHeader(const std::string& path, YamlMap& map) {
  PackHeader header{.path = path,
                    .author = map.Text("author", false),
                    .approver = map.Text("approver", false),
                    .valid_from = map.Day("valid_from"),
                    .valid_until = map.Day("valid_until"),
                    .place = map.place()};
  const auto name = [](const std::string& text) { return LowerAscii(TrimAscii(text)); };
  if (!header.approver.empty() && header.author.empty()) {
    map.Problem("approver", "nobody is named whose work was approved", "name the author");
  } else if (!header.approver.empty() && name(header.author) == name(header.approver)) {
    map.Problem("approver", "the author approves the own work", "let another person approve it");
  }
  if (header.valid_from && header.valid_until && *header.valid_until <= *header.valid_from) {
    map.Problem("valid_until", "it is not after valid_from", "mend the dates");
  }
  return header;
}

std::vector<PackHeader> ReadHeaders(const std::vector<ParsedFile>& files) {
  std::vector<PackHeader> headers;
  Problems said_by_read_packs;
  headers.reserve(files.size());
  for (const ParsedFile& file : files) {
    YamlMap map(file.file, file.node, said_by_read_packs);
    headers.push_back(ReadHeader(file.path, map));
  }
  return headers;
}

std::vector<Edition> EditionsOf(const std::vector<PackHeader>& headers, Problems& problems) {
  const std::map<std::string, Versions> files = ByFile(headers);
  for (const auto& [path, versions] : files) CheckOverlaps(versions, problems);
  const std::set<Date> days = DaysOfChange(headers);
  std::vector<std::optional<Date>> starts = {std::nullopt};
  starts.insert(starts.end(), days.begin(), days.end());
  if (starts.size() > kEditionsMax) {
    problems.Add({headers.front().place.file, 0},
                 absl::StrCat("the files of the set change on ", days.size(), " days, more than ",
                              kEditionsMax - 1),
                 "move versions away that nobody asks for any more");
    starts.resize(kEditionsMax);
  }
  std::vector<Edition> editions;
  for (const std::optional<Date>& start : starts) {
    Edition edition{.from = start};
    for (const auto& [path, versions] : files) AddFile(path, versions, edition);
    editions.push_back(std::move(edition));
  }
  return editions;
}

}  // namespace lynceus::rules
