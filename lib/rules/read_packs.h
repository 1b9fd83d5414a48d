#pragma once
// One reader a pack: checks each item by itself. What only the whole set can show is check_set.h's.

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/published_list.h"
#include "lib/model/rules.h"
#include "lib/rules/flag_case.h"
#include "lib/rules/group_case.h"
#include "lib/rules/policy_case.h"
#include "lib/rules/problems.h"
#include "lib/rules/read_policy.h"
#include "lib/rules/rule_files.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {

struct PackKind;  // pack_kinds.h

// Which authority a publisher's word must lead to; "none": to no one.
struct AuthorityCase {
  std::string word;
  std::string authority;
  Place place;
};

// Which programme and class a code of an authority must lead to; "none": to no one.
struct ProgrammeCase {
  std::string authority;
  std::string code;
  std::string legal_basis;  // of the listing; mostly not needed
  std::string programme;
  std::string magnitsky_class;
  Place place;
};

// How the words of an entry of an export control list must be read.
struct ExportCase {
  std::string requirement;
  std::string policy;
  std::vector<std::string> footnotes;
  std::string scope;
  std::string review;
  Place place;
};

// What the files say, and where: place i belongs to item i of the list of the same name.
struct PackItems {
  RuleSet rules;  // regimes in the order of their files; digests are not filled
  std::vector<Place> authorities;
  std::vector<Place> programmes;
  std::vector<Place> regimes;
  std::vector<Place> beneficial;
  std::vector<Place> groups;
  std::vector<Place> patterns;
  std::vector<Place> presets;
  std::vector<Place> rebuttals;
  std::vector<Place> good_guys;
  std::vector<Place> block_entries;
  PolicyItem policy;  // the default one; CheckSet puts it into `rules`
  std::vector<PolicyItem> policy_examples;
  std::vector<std::string> unverified;  // keys of programmes with `status: unverified`
  std::vector<AuthorityCase> authority_cases;
  std::vector<ProgrammeCase> programme_cases;
  std::vector<Place> jurisdictions;
  Place export_control;
  std::vector<ExportCase> export_cases;
  std::map<std::string, Place> flags;  // by type: where its rule stands
  std::vector<FlagCase> flag_cases;
  std::vector<PublishedList> publishers;
  std::set<std::string> publisher_keys;
  std::vector<PolicyCase> policy_cases;
  std::vector<GroupCase> group_cases;
  std::vector<TextCase> text_cases;
};

// One item each, as the table of pack_kinds.h names them.
void ReadAuthority(YamlMap& map, PackItems& items);
void ReadProgramme(YamlMap& map, PackItems& items);
void ReadCoverage(YamlMap& map, PackItems& items);
void ReadExportControl(YamlMap& map, PackItems& items);
void ReadExportWordsCase(YamlMap& map, PackItems& items);
void ReadRegime(YamlMap& map, PackItems& items);
void ReadPreset(YamlMap& map, PackItems& items);
void ReadPolicy(YamlMap& map, PackItems& items);
void ReadExamplePolicy(YamlMap& map, PackItems& items);
void ReadGoodGuy(YamlMap& map, PackItems& items);
void ReadBlockEntry(YamlMap& map, PackItems& items);
void ReadPolicyCase(YamlMap& map, PackItems& items);
void ReadRebuttal(YamlMap& map, PackItems& items);
void ReadAuthorityCase(YamlMap& map, PackItems& items);
void ReadProgrammeCase(YamlMap& map, PackItems& items);

// Calls `read` with each map in the list `list` of `map`; a list without any is a problem.
void ReadItems(YamlMap& map, std::string_view list, Problems& problems,
               const std::function<void(YamlMap&)>& read);

// A file of a pack, read as YAML.
struct ParsedFile {
  const PackKind* kind;
  std::string path;  // in the directory
  std::string file;  // as problems name it
  YamlNode node;
};

// Those of `files` whose form is whole and that are read here; problems say what the others have.
std::vector<ParsedFile> ParseFiles(const std::string& directory, const RuleFiles& files,
                                   Problems& problems);

// What those of `files` say whose path is one of `paths`.
PackItems ReadPacks(const std::vector<ParsedFile>& files, const std::set<std::string>& paths,
                    Problems& problems);

}  // namespace lynceus::rules
