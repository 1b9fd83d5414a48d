#include "lib/fetch/kept_list.h"

#include <rapidjson/document.h>

#include <memory>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::fetch {
namespace {

constexpr char kCurrent[] = "current";
constexpr char kAside[] = "aside";
constexpr char kPart[] = "download.part";
constexpr char kMetaEnd[] = ".meta.json";
constexpr std::size_t kCurrentBytesMax = 256;
constexpr std::size_t kMetaBytesMax = 64u << 10;
constexpr char kFetchAnew[] = "fetch the list again";

absl::Status Damaged(const std::string& path, std::string cause) {
  return DataLossError({.subject = path, .cause = std::move(cause), .remedy = kFetchAnew});
}

// The texts of a description, by the words they have in the file.
struct Field {
  const char* key;
  std::string Version::*value;
};
constexpr Field kFields[] = {
    {"file", &Version::file},
    {"url", &Version::url},
    {"kind", &Version::kind},
    {"licence", &Version::licence},
    {"etag", &Version::etag},
    {"last_modified", &Version::last_modified},
    {"fetched_at", &Version::fetched_at},
    {"checked_at", &Version::checked_at},
    {"sha256", &Version::sha256},
    {"aside", &Version::aside},
};

// A name as this file gives them; it never leads out of its directory.
bool IsVersionName(std::string_view name) {
  return name.size() > 10 && name.size() < kCurrentBytesMax && name[0] >= '0' && name[0] <= '9' &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.") ==
             std::string_view::npos &&
         name.find("..") == std::string_view::npos;
}

}  // namespace

std::string VersionJson(const Version& version) {
  JsonWriter json(JsonWriter::Style::kIndented);
  json.BeginObject();
  for (const Field& field : kFields) json.Member(field.key, version.*field.value);
  json.Key("bytes").Int(static_cast<std::int64_t>(version.bytes));
  json.EndObject();
  return json.Take() + "\n";
}

absl::StatusOr<Version> ParseVersion(const std::string& file, const std::string& json) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(
      json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) {
    return Damaged(file, "it is no JSON object");
  }
  const auto text = [&](const char* key) -> std::optional<std::string> {
    const auto found = document.FindMember(key);
    if (found == document.MemberEnd() || !found->value.IsString()) return std::nullopt;
    return std::string(found->value.GetString(), found->value.GetStringLength());
  };
  Version version;
  for (const Field& field : kFields) {
    const auto value = text(field.key);
    if (!value) return Damaged(file, absl::StrCat(field.key, " is missing"));
    version.*field.value = *value;
  }
  const auto bytes = document.FindMember("bytes");
  if (bytes == document.MemberEnd() || !bytes->value.IsUint64()) {
    return Damaged(file, "bytes is missing or no number");
  }
  version.bytes = bytes->value.GetUint64();
  return version;
}

KeptList::KeptList(const std::string& lists_directory, const std::string& key)
    : directory_(JoinPath(lists_directory, key)) {}

absl::Status KeptList::Prepare() const {
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(directory_));
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListDirectory(directory_));
  for (const std::string& name : names) {
    // The second form is that of WriteFileDurably.
    if (name != kPart && name.find(".tmp.") == std::string::npos) continue;
    LYNCEUS_RETURN_IF_ERROR(RemoveTree(JoinPath(directory_, name)));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<PartFile>> KeptList::NewPart() const {
  return PartFile::Create(JoinPath(directory_, kPart));
}

std::string KeptList::PathOf(const Version& version) const {
  return JoinPath(directory_, version.file);
}

absl::StatusOr<std::optional<Version>> KeptList::Current() const {
  const std::string current = JoinPath(directory_, kCurrent);
  if (!PathExists(current)) return std::nullopt;
  LYNCEUS_ASSIGN_OR_RETURN(const std::string line, ReadFile(current, kCurrentBytesMax));
  const std::string name(TrimAscii(line));
  if (!IsVersionName(name)) return Damaged(current, "it holds no name of a version");
  const std::string path = JoinPath(directory_, name);
  if (!PathExists(path)) return Damaged(path, "the version in use is not there");
  if (!PathExists(path + kMetaEnd)) return Damaged(path + kMetaEnd, "it is not there");
  LYNCEUS_ASSIGN_OR_RETURN(const std::string json, ReadFile(path + kMetaEnd, kMetaBytesMax));
  LYNCEUS_ASSIGN_OR_RETURN(Version version, ParseVersion(path + kMetaEnd, json));
  if (version.file != name) return Damaged(path + kMetaEnd, "it describes another file");
  return version;
}

absl::Status KeptList::Verify(const Version& version) const {
  const std::string path = PathOf(version);
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t bytes, FileSize(path));
  if (bytes != version.bytes) {
    return Damaged(path, absl::StrCat("it has ", bytes, " bytes, and had ", version.bytes,
                                      " when it was fetched"));
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Sha256 digest, Sha256OfFile(path));
  if (ToHex(digest) != version.sha256) {
    return Damaged(path, "its SHA-256 is not that of the file that was fetched");
  }
  return absl::OkStatus();
}

absl::Status KeptList::Keep(PartFile& part, const Version& version) const {
  LYNCEUS_RETURN_IF_ERROR(part.MoveTo(PathOf(version)));
  LYNCEUS_RETURN_IF_ERROR(Update(version));
  return WriteFileDurably(JoinPath(directory_, kCurrent), version.file + "\n");
}

absl::Status KeptList::KeepAside(PartFile& part, const Version& version) const {
  const std::string aside = JoinPath(directory_, kAside);
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(aside));
  const std::string path = JoinPath(aside, version.file);
  LYNCEUS_RETURN_IF_ERROR(part.MoveTo(path));
  return WriteFileDurably(path + kMetaEnd, VersionJson(version));
}

absl::Status KeptList::Update(const Version& version) const {
  return WriteFileDurably(PathOf(version) + kMetaEnd, VersionJson(version));
}

absl::StatusOr<CurrentFiles> FindCurrentFiles(const std::string& lists_directory) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListDirectory(lists_directory));
  CurrentFiles found;
  for (const std::string& name : names) {
    const KeptList list(lists_directory, name);
    if (!IsDirectory(list.directory())) continue;
    LYNCEUS_ASSIGN_OR_RETURN(const std::optional<Version> version, list.Current());
    if (!version) {
      found.without.push_back(name);
      continue;
    }
    LYNCEUS_RETURN_IF_ERROR(list.Verify(*version));
    found.files.push_back(list.PathOf(*version));
  }
  if (found.files.empty()) {
    return NotFoundError({.subject = lists_directory,
                          .cause = "it holds no list in use",
                          .remedy = "run lynceus lists fetch --dir " + lists_directory});
  }
  return found;
}

}  // namespace lynceus::fetch
