// The snapshot lives in a temporary directory that goes away with the process.
#include "tests/e2e/demo.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "tests/e2e/program.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {

std::string SourcePath(const std::string& name) {
  const char* const directory = std::getenv("LYNCEUS_SOURCE_DIR");
  LYNCEUS_CHECK(directory != nullptr);
  return JoinPath(directory, name);
}

std::string RulesPath() { return SourcePath("rules"); }

std::vector<std::string> DemoFiles() {
  std::vector<std::string> files;
  for (const char* name : {"sdn.csv", "alt.csv", "add.csv", "un.xml", "eu_uk.ftm.json",
                           "ownership.bods.json", "interests.csv"}) {
    files.push_back(SourcePath(std::string("deploy/demo/") + name));
  }
  return files;
}

void BuildIndex(const std::string& out, const std::vector<std::string>& files) {
  std::vector<std::string> words{"index", "build", "--quiet", "--out", out, "--rules", RulesPath()};
  words.insert(words.end(), files.begin(), files.end());
  const Ran ran = Lynceus(words);
  ASSERT_EQ(ran.code, 0) << ran.err;
}

const std::string& DemoIndex() {
  static const support::TempDir directory;
  static const std::string path = [] {
    BuildIndex(directory / "snapshot", DemoFiles());
    return directory / "snapshot";
  }();
  return path;
}

void CopyTree(const std::string& from, const std::string& to) {
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

rapidjson::Document ParseJson(const std::string& text) {
  rapidjson::Document document;
  document.Parse(text.c_str());
  EXPECT_FALSE(document.HasParseError()) << text.substr(0, 300);
  if (document.HasParseError()) document.SetObject();
  return document;
}

std::string KeysOf(const rapidjson::Value& object) {
  std::string keys;
  if (!object.IsObject()) return "(no object)";
  for (const auto& member : object.GetObject()) {
    if (!keys.empty()) keys += ' ';
    keys += member.name.GetString();
  }
  return keys;
}

std::vector<rapidjson::Document> ReadJsonLines(const std::string& path) {
  std::vector<rapidjson::Document> lines;
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in.good()) << path;
  for (std::string line; std::getline(in, line);) lines.push_back(ParseJson(line));
  return lines;
}

std::string Text(const rapidjson::Value& object, const char* key) {
  if (!object.IsObject() || !object.HasMember(key) || !object[key].IsString()) return "(none)";
  return object[key].GetString();
}

void ChangeByte(const std::string& path, std::size_t offset) {
  std::filesystem::permissions(path, std::filesystem::perms::owner_write,
                               std::filesystem::perm_options::add);
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekg(static_cast<std::streamoff>(offset));
  const int byte = file.get();
  ASSERT_NE(byte, EOF) << path;
  file.seekp(static_cast<std::streamoff>(offset));
  file.put(static_cast<char>((byte + 1) % 256));
  ASSERT_TRUE(file.good()) << path;
}

std::vector<std::string> FilesBelow(const std::string& directory) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace lynceus::e2e
