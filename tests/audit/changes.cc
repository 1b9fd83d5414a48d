// Files are written plainly, without a sync: nobody needs them after a crash.
#include "tests/audit/changes.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "lib/base/file.h"
#include "tests/support/status_matchers.h"

namespace lynceus::audit {
namespace {

constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kJournalHeaderBytes = 8;
constexpr std::size_t kJournalPrefixBytes = 24;

void WritePlainly(const std::string& path, const std::string& content) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << content;
  file.close();
  EXPECT_TRUE(file.good()) << path;
}

std::size_t LittleU32(const std::string& bytes, std::size_t at) {
  std::size_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// Where the parts of a file begin that can change places, the file's end last.
std::vector<std::size_t> PartsOf(const std::string& path, const std::string& content) {
  std::vector<std::size_t> begins;
  std::size_t at = path == "journal" ? kJournalHeaderBytes : 0;
  while (at < content.size()) {
    begins.push_back(at);
    if (path == "journal") {
      at += kJournalPrefixBytes + LittleU32(content, at) + LittleU32(content, at + 4);
    } else if (path.starts_with("tile/entries/")) {
      at += 2 + (static_cast<std::size_t>(static_cast<unsigned char>(content[at])) << 8 |
                 static_cast<unsigned char>(content[at + 1]));
    } else {
      at += kHashBytes;
    }
  }
  begins.push_back(at);
  return begins;
}

void VisitExchangedParts(const std::string& path, const std::string& content, std::size_t step,
                         const VisitChange& visit) {
  const std::vector<std::size_t> begins = PartsOf(path, content);
  for (std::size_t i = 0; i + 2 < begins.size(); i += step) {
    const std::string first = content.substr(begins[i], begins[i + 1] - begins[i]);
    const std::string second = content.substr(begins[i + 1], begins[i + 2] - begins[i + 1]);
    const std::string exchanged =
        content.substr(0, begins[i]) + second + first + content.substr(begins[i + 2]);
    visit({path + ": parts " + std::to_string(i) + " and the next exchanged", {{path, exchanged}}});
  }
}

}  // namespace

LogFiles ReadLogFiles(const std::string& log) {
  LogFiles files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(log)) {
    const std::string path = entry.path().lexically_relative(log).string();
    const bool claims = path == "checkpoint" || path == "journal" || path.starts_with("tile/");
    if (entry.is_regular_file() && claims) files[path] = *ReadFile(entry.path().string());
  }
  return files;
}

void WriteLogFiles(const std::string& log, const LogFiles& files) {
  for (const auto& [path, content] : files) WritePlainly(JoinPath(log, path), content);
}

Changed::Changed(const std::string& log, const LogFiles& files, const Change& change)
    : log_(log), files_(files), change_(change) {
  for (const auto& [path, content] : change.files) {
    if (content.has_value()) {
      WritePlainly(JoinPath(log, path), *content);
    } else {
      std::filesystem::remove(JoinPath(log, path));
    }
  }
}

Changed::~Changed() {
  for (const auto& [path, content] : change_.files) {
    const auto original = files_.find(path);
    if (original != files_.end()) {
      WritePlainly(JoinPath(log_, path), original->second);
    } else {
      std::filesystem::remove(JoinPath(log_, path));
    }
  }
}

void VisitByteChanges(const LogFiles& files, const ChangeAmount& amount, const VisitChange& visit) {
  for (const auto& [path, content] : files) {
    for (std::size_t at = 0; at < content.size(); at += amount.byte_step) {
      const std::string place = path + ": byte " + std::to_string(at);
      for (const unsigned char mask : amount.masks) {
        std::string changed = content;
        changed[at] = static_cast<char>(changed[at] ^ mask);
        visit({place + " xor " + std::to_string(mask), {{path, changed}}});
      }
      visit({place + " and all behind it cut", {{path, content.substr(0, at)}}});
    }
    visit({path + ": the last byte cut", {{path, content.substr(0, content.size() - 1)}}});
    visit({path + ": a zero too many", {{path, content + '\0'}}});
    visit({path + ": a line end too many", {{path, content + '\n'}}});
    visit({path + ": a hash too many", {{path, content + std::string(kHashBytes, 'x')}}});
    visit({path + ": all of it twice", {{path, content + content}}});
  }
}

void VisitMoves(const LogFiles& files, const ChangeAmount& amount, const VisitChange& visit) {
  for (const auto& [path, content] : files) {
    visit({path + ": removed", {{path, std::nullopt}}});
    for (const auto& [other, other_content] : files) {
      if (other <= path || other_content == content) continue;
      visit({path + " and " + other + " exchanged", {{path, other_content}, {other, content}}});
      visit({path + " in the place of " + other, {{other, content}}});
      visit({path + " moved over " + other, {{path, std::nullopt}, {other, content}}});
    }
    if (path != "checkpoint") VisitExchangedParts(path, content, amount.byte_step, visit);
  }
}

void VisitAdditions(const LogFiles& files, const VisitChange& visit) {
  const std::string& tile = files.at("tile/0/000");
  const std::string& bundle = files.at("tile/entries/000");
  for (const auto& [path, content] : std::map<std::string, std::string>{
           {"tile/stray", "x"},
           {"tile/0/stray", "x"},
           {"tile/0/000.bak", tile},
           {"tile/0/0000", tile},
           {"tile/0/000.p/0", ""},
           {"tile/0/000.p/256", tile},
           {"tile/0/000.p/07", tile.substr(0, 7 * kHashBytes)},
           {"tile/0/x000/000", tile},
           {"tile/00/000", tile},
           {"tile/0/007", tile},
           {"tile/0/000.p/7", tile.substr(kHashBytes, 7 * kHashBytes)},
           {"tile/0/000.p/8", tile.substr(0, 7 * kHashBytes)},
           {"tile/0/001.p/255", tile.substr(0, 255 * kHashBytes)},
           {"tile/2/000.p/1", tile.substr(0, kHashBytes)},
           {"tile/63/000", tile},
           {"tile/entries/000.p/1", bundle.substr(0, 1)},
           {"tile/entries/007", bundle},
           {"tile/0/stray.new", "x"},
           {"tile/.hidden", ""}}) {
    visit({path + ": added", {{path, content}}});
  }
}

}  // namespace lynceus::audit
