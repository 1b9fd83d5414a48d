#pragma once
// Who wrote a rule file, who approved it, and on which days it is valid; and which files the rules
// of a day are made of.
//
// The keys author, approver, valid_from and valid_until may stand at the top of every file of a
// pack. A hot file may stand in several versions by date, policy/default.yaml and
// policy/default@2027.yaml: of each, the version that is valid on the day of the question speaks.
// Where none is, the one that ended last does, or else the first to begin, and the set says so
// (RuleSet::not_in_force): rules that lapse must not unblock anybody, and nothing is CLEAR by them.
// A file that only lets parties pass (PackKind::loosens) is left out outside its days, and that is
// said (RuleSet::left_out).

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/model/date.h"
#include "lib/rules/problems.h"
#include "lib/rules/read_packs.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {

struct PackHeader {
  std::string path;  // in the directory
  std::string author;
  std::string approver;  // another person than the author, or nobody yet
  std::optional<Date> valid_from;
  std::optional<Date> valid_until;  // the first day on which it is not valid any more
  Place place;

  bool ValidOn(Date day) const {
    return (!valid_from || *valid_from <= day) && (!valid_until || day < *valid_until);
  }
};

// Asks for the four keys and checks them.
PackHeader ReadHeader(const std::string& path, YamlMap& map);

// The headers of `files`, in their order. Problems in them are ReadPacks' to report.
std::vector<PackHeader> ReadHeaders(const std::vector<ParsedFile>& files);

// The files that speak from a day on, until the next edition.
struct Edition {
  std::optional<Date> from;  // none: since always
  std::set<std::string> paths;
  std::vector<std::string> not_in_force;  // a sentence each
  std::vector<std::string> left_out;
};

// At least one, by day. Versions of one file that are valid on one day are a problem, and so are
// more days on which something changes than `kEditionsMax`.
inline constexpr std::size_t kEditionsMax = 64;
std::vector<Edition> EditionsOf(const std::vector<PackHeader>& headers, Problems& problems);

}  // namespace lynceus::rules
