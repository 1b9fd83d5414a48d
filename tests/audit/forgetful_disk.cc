// Sectors of 512 bytes are whole or not there; within a directory changes reach the disk in order.
#include "tests/audit/forgetful_disk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "lib/base/file.h"

namespace lynceus::audit {
namespace {

constexpr std::size_t kSectorBytes = 512;

std::string DirectoryOf(const std::string& path) { return path.substr(0, path.rfind('/')); }

void Overwrite(std::string& content, std::uint64_t offset, const std::string& bytes) {
  content.resize(std::max<std::size_t>(content.size(), offset + bytes.size()));
  content.replace(offset, bytes.size(), bytes);
}

}  // namespace

ForgetfulDisk::ForgetfulDisk(const std::string& directory, std::string traced_as)
    : traced_as_(std::move(traced_as)) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    const std::string path =
        JoinPath(traced_as_, entry.path().lexically_relative(directory).string());
    synced_names_[path] = std::make_shared<File>(File{.synced = *ReadFile(entry.path().string())});
  }
  names_ = synced_names_;
}

void ForgetfulDisk::Apply(const Naming& naming, Names& names) {
  if (!naming.from.empty()) names.erase(naming.from);
  if (naming.file) {
    names[naming.path] = naming.file;
  } else {
    names.erase(naming.path);
  }
}

void ForgetfulDisk::Open(const TracedCall& call) {
  const std::string& path = call.arguments[1];
  const std::string& flags = call.arguments[2];
  FilePtr file = names_.contains(path) ? names_[path] : nullptr;
  if (!file && flags.find("O_CREAT") != std::string::npos) {
    file = std::make_shared<File>();
    namings_.push_back({.path = path, .file = file});
    Apply(namings_.back(), names_);
  } else if (file && flags.find("O_TRUNC") != std::string::npos) {
    file->changes.push_back({.offset = 0, .truncates = true});
  }
  const std::string descriptor = std::to_string(call.result);
  open_[descriptor] = file;  // null for a directory
  positions_[descriptor] = 0;
}

void ForgetfulDisk::Replay(const TracedCall& call) {
  if (call.result < 0) return;
  const auto file = [&]() -> FilePtr {
    return call.descriptor_path.starts_with(traced_as_) ? open_[call.arguments[0]] : nullptr;
  };
  if (call.name == "openat" && call.arguments[1].starts_with(traced_as_)) {
    Open(call);
  } else if (call.name == "write" && file()) {
    file()->changes.push_back(
        {.offset = positions_[call.arguments[0]], .bytes = call.arguments[1]});
    positions_[call.arguments[0]] += call.arguments[1].size();
  } else if (call.name == "pwrite64" && file()) {
    file()->changes.push_back({.offset = std::strtoull(call.arguments[3].c_str(), nullptr, 10),
                               .bytes = call.arguments[1]});
  } else if (call.name == "ftruncate" && file()) {
    file()->changes.push_back(
        {.offset = std::strtoull(call.arguments[1].c_str(), nullptr, 10), .truncates = true});
  } else if ((call.name == "fdatasync" || call.name == "fsync") && file()) {
    Sync(*file());
  } else if (call.name == "fsync") {
    SyncNames(call.descriptor_path);
  } else if (call.name == "syncfs") {
    for (const auto& [path, each] : names_) Sync(*each);
    SyncNames("*");
  } else if (call.name == "rename" && names_.contains(call.arguments[0])) {
    namings_.push_back(
        {.path = call.arguments[1], .file = names_[call.arguments[0]], .from = call.arguments[0]});
    Apply(namings_.back(), names_);
  } else if (call.name == "unlink") {
    namings_.push_back({.path = call.arguments[0]});
    Apply(namings_.back(), names_);
  } else if (call.name == "close") {
    open_.erase(call.arguments[0]);
  }
}

void ForgetfulDisk::Sync(File& file) {
  for (const Change& change : file.changes) {
    if (change.truncates) {
      file.synced.resize(change.offset);
    } else {
      Overwrite(file.synced, change.offset, change.bytes);
    }
  }
  file.changes.clear();
}

void ForgetfulDisk::SyncNames(const std::string& directory) {
  std::vector<Naming> rest;
  for (const Naming& naming : namings_) {
    if (directory == "*" || DirectoryOf(naming.path) == directory) {
      Apply(naming, synced_names_);
    } else {
      rest.push_back(naming);
    }
  }
  namings_ = std::move(rest);
}

std::string ForgetfulDisk::After(const File& file, Fate fate, SeededRandom& random) {
  std::string content = file.synced;
  for (const Change& change : file.changes) {
    if (fate == Fate::kAllLost) break;
    if (change.truncates) {
      if (fate == Fate::kAllKept || random.Below(2) == 0) content.resize(change.offset);
      continue;
    }
    if (fate == Fate::kAllKept) {
      Overwrite(content, change.offset, change.bytes);
      continue;
    }
    // The length may be there without the data, which is zeroes then, and sectors without others.
    if (random.Below(3) == 0) {
      content.resize(std::max<std::size_t>(content.size(), change.offset + change.bytes.size()));
    }
    for (std::uint64_t at = change.offset; at < change.offset + change.bytes.size();) {
      const std::uint64_t next =
          std::min((at / kSectorBytes + 1) * kSectorBytes, change.offset + change.bytes.size());
      if (random.Below(2) == 0) {
        Overwrite(content, at, change.bytes.substr(at - change.offset, next - at));
      }
      at = next;
    }
  }
  return content;
}

void ForgetfulDisk::PowerCut(Fate fate, SeededRandom& random, const std::string& directory) const {
  Names names = synced_names_;
  std::map<std::string, bool> lost;  // directories whose further changes are lost
  for (const Naming& naming : namings_) {
    bool& is_lost = lost[DirectoryOf(naming.path)];
    if (fate == Fate::kAllLost || (fate == Fate::kMixed && random.Below(4) == 0)) is_lost = true;
    if (!is_lost) Apply(naming, names);
  }
  for (const auto& [path, file] : names) {
    const std::string target = JoinPath(directory, path.substr(traced_as_.size() + 1));
    std::filesystem::create_directories(DirectoryOf(target));
    std::ofstream(target, std::ios::binary) << After(*file, fate, random);
  }
}

}  // namespace lynceus::audit
