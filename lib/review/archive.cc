// Trees are texts: "lynceus tree 1", then "DIGEST BYTES MODE PATH" a line, by path; MODE is x for a
// program, else -. Names are texts too: "lynceus name 1", then kind, name, tree and added, a line
// each.
#include "lib/review/archive.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/object_store.h"
#include "lib/rules/load.h"
#include "lib/store/manifest.h"
#include "lib/store/package.h"

namespace lynceus::review {
namespace {

constexpr std::string_view kTreeHead = "lynceus tree 1";
constexpr std::string_view kNameHead = "lynceus name 1";
constexpr std::array kKinds = {ArchiveKind::kSnapshot, ArchiveKind::kRules, ArchiveKind::kEngine,
                               ArchiveKind::kList};
constexpr int kRulesDepthMax = 8;
constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
constexpr std::uint64_t kHashWhole = ~std::uint64_t{0};

struct TreeFile {
  ObjectStore::Object object;
  bool executable = false;
  std::string path;  // relative
};
using Tree = std::vector<TreeFile>;

absl::Status Damaged(const std::string& subject, std::string cause) {
  return DataLossError({.subject = subject,
                        .cause = std::move(cause),
                        .remedy = "restore it from a copy of the archive"});
}

std::string TreeText(const Tree& tree) {
  std::string text = absl::StrCat(ToAbsl(kTreeHead), "\n");
  for (const TreeFile& file : tree) {
    absl::StrAppend(&text, file.object.digest, " ", file.object.bytes, " ",
                    file.executable ? "x" : "-", " ", file.path, "\n");
  }
  return text;
}

std::vector<std::string> LinesOf(const std::string& text) {
  return absl::StrSplit(text, '\n', absl::SkipEmpty());
}

absl::StatusOr<TreeFile> ReadTreeLine(const std::string& line) {
  const std::vector<std::string> words = absl::StrSplit(line, absl::MaxSplits(' ', 3));
  TreeFile file;
  if (words.size() != 4 || !absl::SimpleAtoi(words[1], &file.object.bytes)) {
    return Damaged("tree", "a line is none");
  }
  file.object.digest = words[0];
  file.executable = words[2] == "x";
  file.path = words[3];
  return file;
}

absl::StatusOr<Tree> ReadTree(const ObjectStore& objects, const std::string& digest) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text, objects.Read(digest));
  const std::vector<std::string> lines = LinesOf(text);
  if (lines.empty() || lines.front() != kTreeHead) return Damaged(digest, "it is no tree");
  Tree tree;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    LYNCEUS_ASSIGN_OR_RETURN(tree.emplace_back(), ReadTreeLine(lines[i]));
  }
  return tree;
}

std::string NameText(const ArchiveEntry& entry) {
  return absl::StrCat(ToAbsl(kNameHead), "\n", "kind ", ToAbsl(ArchiveKindName(entry.kind)), "\n",
                      "name ", entry.name, "\n", "tree ", entry.tree, "\n", "added ",
                      entry.added_unix_micros, "\n");
}

absl::StatusOr<ArchiveEntry> ReadName(ArchiveKind kind, const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  const std::vector<std::string> lines = LinesOf(text);
  ArchiveEntry entry{.kind = kind};
  const auto value = [&](std::size_t at, std::string_view key) {
    const std::string_view line = at < lines.size() ? std::string_view(lines[at]) : "";
    return std::string(line.starts_with(key) ? line.substr(key.size()) : "");
  };
  entry.name = value(2, "name ");
  entry.tree = value(3, "tree ");
  const bool whole = !lines.empty() && lines.front() == kNameHead && !entry.name.empty() &&
                     !entry.tree.empty() && value(1, "kind ") == ArchiveKindName(kind) &&
                     absl::SimpleAtoi(value(4, "added "), &entry.added_unix_micros);
  if (!whole) return Damaged(path, "it is not what a name's file says");
  return entry;
}

// The files of a rule directory; links are followed, since configuration is often mounted by them,
// and names that begin with a dot are not rules.
absl::Status ListRules(const std::string& directory, const std::string& prefix, int depth,
                       std::vector<std::string>& files) {
  const std::string here = prefix.empty() ? directory : JoinPath(directory, prefix);
  if (depth > kRulesDepthMax) return Damaged(here, "directories nest too deep");
  LYNCEUS_ASSIGN_OR_RETURN(const auto names, ListDirectory(here));
  for (const std::string& name : names) {
    if (name.starts_with('.')) continue;
    const std::string relative = prefix.empty() ? name : JoinPath(prefix, name);
    if (IsDirectory(JoinPath(directory, relative))) {
      LYNCEUS_RETURN_IF_ERROR(ListRules(directory, relative, depth + 1, files));
    } else {
      files.push_back(relative);
    }
  }
  return absl::OkStatus();
}

// Held while the archive changes; waits for whoever holds it. An object that one caller finds there
// must not be collected by another before its tree has a name.
class ChangeLock {
 public:
  static absl::StatusOr<ChangeLock> Take(const std::string& archive) {
    const std::string path = JoinPath(archive, "lock");
    ChangeLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (lock.descriptor_ < 0) return FileError(path, "cannot open", errno);
    while (::flock(lock.descriptor_, LOCK_EX) != 0) {
      if (errno != EINTR) return FileError(path, "cannot lock", errno);
    }
    return lock;
  }
  ChangeLock(ChangeLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  ChangeLock& operator=(ChangeLock&&) = delete;
  ~ChangeLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

 private:
  explicit ChangeLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

std::string DirectoryOf(const std::string& path) { return path.substr(0, path.rfind('/')); }

// A file's name for a record's word: what is no plain character becomes '_'; the word itself stands
// in the file.
std::string PlainName(const ArchiveEntry& entry) {
  std::string plain = entry.name.substr(0, 80);
  for (char& byte : plain) {
    const bool kept = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                      (byte >= 'A' && byte <= 'Z') || byte == '.' || byte == '-' || byte == '+';
    if (!kept) byte = '_';
  }
  return absl::StrCat("n-", plain, ".", entry.tree.substr(0, 16));
}

}  // namespace

std::string_view ArchiveKindName(ArchiveKind kind) {
  switch (kind) {
    case ArchiveKind::kSnapshot:
      return "snapshot";
    case ArchiveKind::kRules:
      return "rules";
    case ArchiveKind::kEngine:
      return "engine";
    case ArchiveKind::kList:
      return "list";
  }
  return "unknown";
}

ArchivedTree::~ArchivedTree() {
  // Nobody can be told; what is left below open/ may be removed by hand.
  RemoveTree(directory_).IgnoreError();
}

// What the public functions share: where things stand, and a tree stored and laid out.
struct Archive::Impl {
  const std::string directory;
  const ObjectStore objects;
  const Clock& clock;

  std::string NamesDirectory(ArchiveKind kind) const {
    return JoinPath(directory, absl::StrCat("names/", ToAbsl(ArchiveKindName(kind))));
  }
  std::string PathOf(const ArchiveEntry& entry) const {
    return JoinPath(NamesDirectory(entry.kind), PlainName(entry));
  }

  absl::StatusOr<std::vector<ArchiveEntry>> EntriesOf(ArchiveKind kind) const {
    LYNCEUS_ASSIGN_OR_RETURN(const auto files, ListDirectory(NamesDirectory(kind)));
    std::vector<ArchiveEntry> entries;
    for (const std::string& file : files) {
      if (!file.starts_with("n-")) continue;  // of a writer at work
      LYNCEUS_ASSIGN_OR_RETURN(entries.emplace_back(),
                               ReadName(kind, JoinPath(NamesDirectory(kind), file)));
    }
    std::sort(entries.begin(), entries.end(), [](const ArchiveEntry& a, const ArchiveEntry& b) {
      return std::tie(a.name, a.added_unix_micros, a.tree) <
             std::tie(b.name, b.added_unix_micros, b.tree);
    });
    return entries;
  }

  absl::StatusOr<ArchiveEntry> Newest(ArchiveKind kind, const std::string& name) const {
    LYNCEUS_ASSIGN_OR_RETURN(const auto entries, EntriesOf(kind));
    const auto found = std::find_if(entries.rbegin(), entries.rend(),
                                    [&](const ArchiveEntry& entry) { return entry.name == name; });
    if (found != entries.rend()) return *found;
    return NotFoundError(
        {.subject = absl::StrCat(ToAbsl(ArchiveKindName(kind)), " ", name),
         .cause = absl::StrCat("it is not in the archive ", directory),
         .remedy = "add it with `lynceus archive add`, or name the directory it lies in"});
  }

  absl::StatusOr<ArchiveEntry> StoreTree(ArchiveKind kind, const std::string& name,
                                         const Tree& tree) const {
    LYNCEUS_ASSIGN_OR_RETURN(const ObjectStore::Object object, objects.PutText(TreeText(tree)));
    ArchiveEntry entry{.kind = kind,
                       .name = name,
                       .tree = object.digest,
                       .added_unix_micros = clock.NowUnixMicros()};
    const std::string path = PathOf(entry);
    if (PathExists(path)) return ReadName(kind, path);
    LYNCEUS_RETURN_IF_ERROR(WriteFileDurably(path, NameText(entry)));
    return entry;
  }

  absl::StatusOr<ArchiveEntry> StoreFile(ArchiveKind kind, const std::string& name,
                                         const std::string& path) const {
    LYNCEUS_ASSIGN_OR_RETURN(const ObjectStore::Object object,
                             objects.PutFile(path, ObjectStore::Take::kCopy));
    const bool program = kind == ArchiveKind::kEngine;
    return StoreTree(
        kind, name.empty() ? object.digest : name,
        {{.object = object, .executable = program, .path = program ? "lynceus" : BaseName(path)}});
  }

  absl::StatusOr<Tree> StoreFiles(const std::string& from, const std::vector<std::string>& files,
                                  ObjectStore::Take take) const {
    Tree tree;
    for (const std::string& file : files) {
      LYNCEUS_ASSIGN_OR_RETURN(const ObjectStore::Object object,
                               objects.PutFile(JoinPath(from, file), take));
      tree.push_back({.object = object, .path = file});
    }
    return tree;
  }

  absl::Status LayOutFiles(const ArchiveEntry& entry, const std::string& to) const {
    LYNCEUS_ASSIGN_OR_RETURN(const Tree tree, ReadTree(objects, entry.tree));
    for (const TreeFile& file : tree) {
      const std::string path = JoinPath(to, file.path);
      LYNCEUS_RETURN_IF_ERROR(MakeDirectories(DirectoryOf(path)));
      LYNCEUS_RETURN_IF_ERROR(objects.LayOut(file.object.digest, path, file.executable));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::unique_ptr<ArchivedTree>> LayOut(const ArchiveEntry& entry) const {
    std::string to = JoinPath(directory, "open/tree-XXXXXX");
    if (::mkdtemp(to.data()) == nullptr) return FileError(to, "cannot make", errno);
    std::string path = to;
    if (entry.kind == ArchiveKind::kEngine || entry.kind == ArchiveKind::kList) {
      LYNCEUS_ASSIGN_OR_RETURN(const Tree tree, ReadTree(objects, entry.tree));
      if (!tree.empty()) path = JoinPath(to, tree.front().path);
    }
    auto laid = std::make_unique<ArchivedTree>(to, path);
    LYNCEUS_RETURN_IF_ERROR(
        Annotate(LayOutFiles(entry, to),
                 {.place = absl::StrCat(ToAbsl(ArchiveKindName(entry.kind)), " ", entry.name)}));
    return laid;
  }

  // The digests of the raw lists that a snapshot was built from.
  absl::StatusOr<std::set<std::string>> ListsOf(const ArchiveEntry& snapshot) const {
    LYNCEUS_ASSIGN_OR_RETURN(const Tree tree, ReadTree(objects, snapshot.tree));
    const auto manifest = std::find_if(tree.begin(), tree.end(), [](const TreeFile& file) {
      return file.path == store::kManifestName;
    });
    if (manifest == tree.end()) return Damaged(snapshot.tree, "a snapshot without its manifest");
    LYNCEUS_ASSIGN_OR_RETURN(const std::string text, objects.Read(manifest->object.digest));
    LYNCEUS_ASSIGN_OR_RETURN(const store::Manifest read,
                             store::ReadManifest(text, manifest->object.digest));
    std::set<std::string> lists;
    for (const LoadReport& report : read.sources) {
      lists.insert(report.source.digests.begin(), report.source.digests.end());
    }
    return lists;
  }
};

Archive::Archive(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Archive::~Archive() = default;

const std::string& Archive::directory() const { return impl_->directory; }

absl::StatusOr<std::unique_ptr<Archive>> Archive::Open(const std::string& directory,
                                                       const Clock& clock) {
  auto impl = std::make_unique<const Impl>(
      Impl{.directory = directory, .objects = ObjectStore(directory), .clock = clock});
  std::vector<std::string> needed{JoinPath(directory, "sha256"), JoinPath(directory, "open")};
  for (const ArchiveKind kind : kKinds) needed.push_back(impl->NamesDirectory(kind));
  for (const std::string& path : needed) LYNCEUS_RETURN_IF_ERROR(MakeDirectories(path));
  LYNCEUS_RETURN_IF_ERROR(SyncDirectory(directory));
  return std::unique_ptr<Archive>(new Archive(std::move(impl)));
}

absl::StatusOr<ArchiveEntry> Archive::AddSnapshot(const std::string& directory) {
  LYNCEUS_ASSIGN_OR_RETURN(const store::Manifest manifest, store::LoadManifest(directory, ""));
  LYNCEUS_RETURN_IF_ERROR(store::CheckFiles(directory, manifest, kHashWhole));
  LYNCEUS_ASSIGN_OR_RETURN(const ChangeLock lock, ChangeLock::Take(impl_->directory));
  LYNCEUS_ASSIGN_OR_RETURN(const auto files, store::ListFiles(directory));
  LYNCEUS_ASSIGN_OR_RETURN(const Tree tree,
                           impl_->StoreFiles(directory, files, ObjectStore::Take::kLink));
  return impl_->StoreTree(ArchiveKind::kSnapshot, manifest.content_digest, tree);
}

absl::StatusOr<ArchiveEntry> Archive::AddRules(const std::string& directory,
                                               const std::string& digest) {
  std::vector<std::string> files;
  LYNCEUS_RETURN_IF_ERROR(ListRules(directory, "", 0, files));
  LYNCEUS_ASSIGN_OR_RETURN(const ChangeLock lock, ChangeLock::Take(impl_->directory));
  LYNCEUS_ASSIGN_OR_RETURN(const Tree tree,
                           impl_->StoreFiles(directory, files, ObjectStore::Take::kCopy));
  // What was copied is read back before it gets the name: the directory may have changed since it
  // was loaded.
  LYNCEUS_ASSIGN_OR_RETURN(const ObjectStore::Object object,
                           impl_->objects.PutText(TreeText(tree)));
  LYNCEUS_ASSIGN_OR_RETURN(
      const auto copy,
      impl_->LayOut({.kind = ArchiveKind::kRules, .name = digest, .tree = object.digest}));
  LYNCEUS_ASSIGN_OR_RETURN(const auto rules, rules::LoadRules(copy->path()));
  if (rules->digest != digest) {
    return DataLossError({.subject = directory,
                          .cause = "the rules have changed since they were loaded",
                          .remedy = "load them again, then archive what was loaded"});
  }
  return impl_->StoreTree(ArchiveKind::kRules, digest, tree);
}

absl::StatusOr<ArchiveEntry> Archive::AddEngine(const std::string& program,
                                                const std::string& build) {
  LYNCEUS_ASSIGN_OR_RETURN(const ChangeLock lock, ChangeLock::Take(impl_->directory));
  return impl_->StoreFile(ArchiveKind::kEngine, build, program);
}

absl::StatusOr<ArchiveEntry> Archive::AddList(const std::string& file) {
  LYNCEUS_ASSIGN_OR_RETURN(const ChangeLock lock, ChangeLock::Take(impl_->directory));
  return impl_->StoreFile(ArchiveKind::kList, "", file);
}

bool Archive::Has(ArchiveKind kind, const std::string& name) const {
  return impl_->Newest(kind, name).ok();
}

absl::StatusOr<std::vector<ArchiveEntry>> Archive::Entries() const {
  std::vector<ArchiveEntry> entries;
  for (const ArchiveKind kind : kKinds) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto some, impl_->EntriesOf(kind));
    entries.insert(entries.end(), some.begin(), some.end());
  }
  return entries;
}

absl::StatusOr<std::unique_ptr<ArchivedTree>> Archive::Extract(ArchiveKind kind,
                                                               const std::string& name) const {
  LYNCEUS_ASSIGN_OR_RETURN(const ArchiveEntry entry, impl_->Newest(kind, name));
  return impl_->LayOut(entry);
}

absl::StatusOr<ArchiveVerifyReport> Archive::Verify() const {
  ArchiveVerifyReport report;
  std::set<std::string> present;
  LYNCEUS_RETURN_IF_ERROR(
      impl_->objects.ForEach([&](const ObjectStore::Object& object) -> absl::Status {
        ++report.objects;
        report.bytes += object.bytes;
        present.insert(object.digest);
        return impl_->objects.Check(object.digest);
      }));
  LYNCEUS_ASSIGN_OR_RETURN(const auto entries, Entries());
  for (const ArchiveEntry& entry : entries) {
    ++report.entries;
    LYNCEUS_ASSIGN_OR_RETURN(const Tree tree, ReadTree(impl_->objects, entry.tree));
    for (const TreeFile& file : tree) {
      if (present.contains(file.object.digest)) continue;
      return Damaged(file.object.digest,
                     absl::StrCat("the object is missing: ", ToAbsl(ArchiveKindName(entry.kind)),
                                  " ", entry.name, " needs it"));
    }
  }
  return report;
}

namespace {

std::string WhyKept(const ArchiveEntry& entry, const LiveNames& live,
                    const std::set<std::string>& lists, std::int64_t now) {
  const auto use = live.find({entry.kind, entry.name});
  if (use != live.end()) return "live records name it, the first is " + use->second;
  if (entry.kind == ArchiveKind::kList && lists.contains(entry.name)) {
    return "a snapshot that is kept was built from it";
  }
  if (now - entry.added_unix_micros < kMicrosPerDay) return "added within the last day";
  return "";
}

}  // namespace

absl::StatusOr<CollectReport> Archive::Collect(const LiveNames& live, bool remove) const {
  LYNCEUS_ASSIGN_OR_RETURN(const ChangeLock lock, ChangeLock::Take(impl_->directory));
  CollectReport report;
  const std::int64_t now = impl_->clock.NowUnixMicros();
  std::set<std::string> lists;
  std::set<std::string> kept;
  LYNCEUS_ASSIGN_OR_RETURN(const auto entries, Entries());
  // Snapshots come first: they say which lists are kept.
  for (const ArchiveEntry& entry : entries) {
    const std::string why = WhyKept(entry, live, lists, now);
    report.entries.push_back({.entry = entry, .why = why});
    if (why.empty()) continue;
    LYNCEUS_ASSIGN_OR_RETURN(const Tree tree, ReadTree(impl_->objects, entry.tree));
    kept.insert(entry.tree);
    for (const TreeFile& file : tree) kept.insert(file.object.digest);
    if (entry.kind != ArchiveKind::kSnapshot) continue;
    LYNCEUS_ASSIGN_OR_RETURN(const auto some, impl_->ListsOf(entry));
    lists.insert(some.begin(), some.end());
  }
  std::vector<std::string> gone;
  LYNCEUS_RETURN_IF_ERROR(impl_->objects.ForEach([&](const ObjectStore::Object& object) {
    if (kept.contains(object.digest)) {
      ++report.objects_kept;
    } else {
      ++report.objects_gone;
      report.bytes_gone += object.bytes;
      gone.push_back(object.digest);
    }
    return absl::OkStatus();
  }));
  if (!remove) return report;
  // Names first: one whose objects are half gone would be a promise that is not kept.
  for (const CollectReport::Line& line : report.entries) {
    if (line.why.empty()) LYNCEUS_RETURN_IF_ERROR(RemoveTree(impl_->PathOf(line.entry)));
  }
  for (const ArchiveKind kind : kKinds) {
    LYNCEUS_RETURN_IF_ERROR(SyncDirectory(impl_->NamesDirectory(kind)));
  }
  for (const std::string& digest : gone) {
    LYNCEUS_RETURN_IF_ERROR(impl_->objects.Remove(digest));
  }
  return report;
}

}  // namespace lynceus::review
