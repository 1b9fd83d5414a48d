#include "lib/sources/ftm_delta.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/list_file.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kGiveAll =
    "give every delta between the entities file's version and the newest, in order, or a newer "
    "entities file";

absl::Status Bad(const std::string& path, const std::string& place, std::string cause,
                 std::string_view remedy) {
  return InvalidError(
      {.subject = path, .place = place, .cause = std::move(cause), .remedy = std::string(remedy)});
}

// ".../20240527134702-zbn/entities.delta.json" is of the version "20240527134702-zbn".
std::string VersionOf(std::string_view path) {
  const std::size_t name = path.rfind('/');
  if (name == std::string_view::npos) return {};
  const std::string_view directory = path.substr(0, name);
  return std::string(directory.substr(directory.rfind('/') + 1));
}

absl::StatusOr<std::vector<std::string>> ReadVersions(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path));
  JsonReader reader(*input, {.on_damaged = nullptr, .is_one_object = true});
  LYNCEUS_ASSIGN_OR_RETURN(JsonRecord* const record, reader.Next());
  const JsonValue* const map = record == nullptr ? nullptr : record->value.Find("versions");
  if (map == nullptr || !map->is_object()) {
    return Bad(path, "", "it has no object \"versions\"", "get the delta.json of the data set");
  }
  std::vector<std::string> versions;
  for (const auto& [version, address] : map->members) versions.push_back(version);
  LYNCEUS_RETURN_IF_ERROR(reader.Next().status());
  // A version begins with its time.
  std::ranges::sort(versions);
  return versions;
}

}  // namespace

absl::Status FtmDeltas::Read(const FileGroup& group) {
  std::string versions;
  for (std::size_t i = 1; i < group.files.size(); ++i) {
    if (group.kinds[i] == "ftm-delta-json") {
      files_.push_back(group.files[i].path);
    } else if (versions.empty()) {
      versions = group.files[i].path;
    } else {
      return Bad(group.files[i].path, "", "it is a second map of versions", "give one");
    }
  }
  if (!versions.empty()) LYNCEUS_RETURN_IF_ERROR(CheckVersions(versions));
  return ForEachOp([this](Op op, const JsonValue&, const std::string& id,
                          const std::string& place) -> absl::Status {
    ++operations_;
    const auto [at, is_new] = changes_.try_emplace(id);
    Change& change = at->second;
    if (is_new) {
      change.first = op;
      change.first_place = place;
    } else if ((op == Op::kAdd) != (change.last == Op::kDelete)) {
      return Bad(place, "record " + id,
                 op == Op::kAdd ? "it is added, and the deltas before have it already"
                                : "it is changed, and the deltas before deleted it",
                 kGiveAll);
    }
    change.last = op;
    change.last_number = operations_;
    return absl::OkStatus();
  });
}

absl::Status FtmDeltas::CheckVersions(const std::string& map_path) const {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<std::string> versions, ReadVersions(map_path));
  if (files_.empty()) return Bad(map_path, "", "no delta of its versions is given", kGiveAll);
  auto next = versions.end();
  for (const std::string& file : files_) {
    const auto at = std::ranges::find(versions, VersionOf(file));
    if (at == versions.end()) {
      return Bad(file, "", "it does not stand in a directory named as a version of " + map_path,
                 "keep the publisher's directories, or leave out the map");
    }
    if (next != versions.end() && at != next) {
      return Bad(file, "", absl::StrCat("it is of version ", *at, ", and ", *next, " comes next"),
                 kGiveAll);
    }
    if (next == versions.end() && &file != &files_.front()) {
      return Bad(file, "", "it follows the delta of the newest version", kGiveAll);
    }
    next = at + 1;
  }
  if (next == versions.end()) return absl::OkStatus();
  return Bad(map_path, "version " + *next, "the delta of this version is not given", kGiveAll);
}

bool FtmDeltas::Replaces(std::string_view id) {
  if (changes_.empty()) return false;
  const auto found = changes_.find(id);
  if (found == changes_.end()) return false;
  found->second.is_in_base = true;
  return true;
}

absl::Status FtmDeltas::CheckBase() const {
  for (const auto& [id, change] : changes_) {
    if (change.is_in_base != (change.first == Op::kAdd)) continue;
    return Bad(change.first_place, "record " + id,
               change.is_in_base ? "it is added, and the entities file has it already"
                                 : "it is changed or deleted, and the entities file has it not",
               kGiveAll);
  }
  return absl::OkStatus();
}

std::string FtmDeltas::Summary() const {
  std::uint64_t added = 0;
  std::uint64_t modified = 0;
  std::uint64_t deleted = 0;
  for (const auto& [id, change] : changes_) {
    if (change.last != Op::kDelete) {
      ++(change.is_in_base ? modified : added);
    } else if (change.is_in_base) {
      ++deleted;
    }
  }
  return absl::StrCat(added, " added, ", modified, " modified, ", deleted, " deleted");
}

absl::Status FtmDeltas::ForEach(const Visit& visit) const {
  std::uint64_t number = 0;
  return ForEachOp([&](Op op, const JsonValue& entity, const std::string& id,
                       const std::string& place) -> absl::Status {
    ++number;
    const auto found = changes_.find(id);
    if (found == changes_.end()) {
      return Bad(place, "record " + id, "the file changed while it was read", "load it again");
    }
    if (op == Op::kDelete || found->second.last_number != number) return absl::OkStatus();
    return visit(entity, place);
  });
}

absl::Status FtmDeltas::ForEachOp(const VisitOp& visit) const {
  for (const std::string& file : files_) LYNCEUS_RETURN_IF_ERROR(ReadOps(file, visit));
  return absl::OkStatus();
}

absl::Status FtmDeltas::ReadOps(const std::string& path, const VisitOp& visit) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path));
  JsonReader reader(*input);
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(JsonRecord* const record, reader.Next());
    if (record == nullptr) return absl::OkStatus();
    const std::string line = absl::StrCat("line ", record->line);
    const std::string_view word = record->value.TextOf("op");
    std::optional<Op> op;
    if (word == "ADD") op = Op::kAdd;
    if (word == "MOD") op = Op::kModify;
    if (word == "DEL") op = Op::kDelete;
    const JsonValue* const entity = record->value.Find("entity");
    const std::string id(entity == nullptr ? "" : entity->TextOf("id"));
    if (!op || id.empty() || record->value.members.size() != 2) {
      return Bad(path, line, "it is no {\"op\": ADD, MOD or DEL, \"entity\": {\"id\": ...}}",
                 "get the delta file again");
    }
    LYNCEUS_RETURN_IF_ERROR(
        visit(*op, *entity, id, absl::StrCat(ToAbsl(BaseName(path)), ", ", line)));
  }
}

}  // namespace lynceus::sources
