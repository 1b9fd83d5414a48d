#pragma once
// What the end-to-end tests share: the demonstration's input, a snapshot of it made once by the
// program itself, and JSON read back.

#include <rapidjson/document.h>

#include <string>
#include <vector>

namespace lynceus::e2e {

inline constexpr char kAsOf[] = "2026-11-01";

// A path in the source tree.
std::string SourcePath(const std::string& name);
// The rules of the source tree.
std::string RulesPath();
// The input files of the demonstration, whole paths.
std::vector<std::string> DemoFiles();

// `lynceus index build --quiet` over these files. Returns nothing; fails the test on an error.
void BuildIndex(const std::string& out, const std::vector<std::string>& files);
// The demonstration's snapshot, built once a process. Never changed by a test.
const std::string& DemoIndex();
// A copy of it that a test may damage.
void CopyTree(const std::string& from, const std::string& to);

// Parses, failing the test where the text is no JSON.
rapidjson::Document ParseJson(const std::string& text);
// The members of an object, joined by a space, in their order.
std::string KeysOf(const rapidjson::Value& object);
// The file's lines, each parsed.
std::vector<rapidjson::Document> ReadJsonLines(const std::string& path);
// A string member; "(none)" where there is none.
std::string Text(const rapidjson::Value& object, const char* key);

// Adds 1 to the byte at `offset`.
void ChangeByte(const std::string& path, std::size_t offset);
// The paths of all regular files below a directory, sorted.
std::vector<std::string> FilesBelow(const std::string& directory);

}  // namespace lynceus::e2e
