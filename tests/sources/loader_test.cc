// Which files belong together, and the door to all loaders.

#include "lib/sources/loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "lib/base/status.h"
#include "tests/sources/memory_sink.h"
#include "tests/sources/quick_write.h"
#include "tests/sources/sample_lists.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::sources {
namespace {

using ::testing::ElementsAre;

class GroupFilesTest : public ::testing::Test {
 protected:
  InputFile Write(const std::string& name, const std::string& content) {
    return {.path = QuickWrite(dir_, name, content), .forced_kind = {}};
  }
  // "KIND: name kind, name kind" a group; or the error, DIR for the directory.
  std::string Grouped(const std::vector<InputFile>& files) {
    const auto groups = GroupFiles(files);
    if (!groups.ok()) {
      std::string text = ErrorText(groups.status());
      for (std::size_t at = 0; (at = text.find(dir_.path())) != std::string::npos;) {
        text.replace(at, dir_.path().size(), "DIR");
      }
      return text;
    }
    std::string text;
    for (const FileGroup& group : *groups) {
      text += group.kind + ":";
      for (std::size_t i = 0; i < group.files.size(); ++i) {
        text +=
            std::string(" ") + std::string(BaseName(group.files[i].path)) + " " + group.kinds[i];
      }
      text += "\n";
    }
    return text;
  }

  support::TempDir dir_;
  const InputFile sdn_ = Write("sdn", OfacLines(kSdnRows));
  const InputFile alt_ = Write("alt", OfacLines(kAltRows));
  const InputFile add_ = Write("add", OfacLines(kAddRows));
  const InputFile cons_ = Write("cons", OfacLines(kConsRows));
  const InputFile cons_alt_ = Write("cons_alt", OfacLines(kConsAltRows));
};

constexpr char kBoth[] =
    "ofac-cons-csv: cons ofac-cons-csv cons_alt ofac-alt-csv\n"
    "ofac-sdn-csv: sdn ofac-sdn-csv alt ofac-alt-csv add ofac-add-csv\n";

TEST_F(GroupFilesTest, TellsBothListsApartInAnyOrder) {
  std::vector<InputFile> files = {sdn_, alt_, add_, cons_, cons_alt_};
  std::ranges::sort(files, {}, &InputFile::path);
  int orders = 0;
  do {
    std::string text = Grouped(files);
    // Groups come in the order of the main files, side files in their own: compare sorted.
    std::vector<std::string> lines = {text.substr(0, text.find('\n') + 1),
                                      text.substr(text.find('\n') + 1)};
    std::ranges::sort(lines);
    const std::string other = "ofac-sdn-csv: sdn ofac-sdn-csv add ofac-add-csv alt ofac-alt-csv\n";
    if (lines[1] == other) lines[1] = std::string(kBoth).substr(std::string(kBoth).find('\n') + 1);
    EXPECT_EQ(lines[0] + lines[1], kBoth);
    ++orders;
  } while (std::ranges::next_permutation(files, {}, &InputFile::path).found);
  EXPECT_EQ(orders, 120);
}

TEST_F(GroupFilesTest, TellsTheListOfAnXmlFile) {
  std::string cons(kSdnXml);
  for (std::size_t at = 0; (at = cons.find("<program>", at)) != std::string::npos; at += 9) {
    cons.replace(at + 9, cons.find('<', at + 9) - at - 9, "NS-PLC");
  }
  EXPECT_EQ(Grouped({Write("a.xml", std::string(kSdnXml)), Write("b.xml", cons)}),
            "ofac-sdn-xml: a.xml ofac-sdn-xml\nofac-cons-xml: b.xml ofac-cons-xml\n");
}

TEST_F(GroupFilesTest, ForcedKindsDecide) {
  InputFile forced = sdn_;
  forced.forced_kind = "ofac-cons-csv";
  EXPECT_EQ(Grouped({forced, alt_}), "ofac-cons-csv: sdn ofac-cons-csv alt ofac-alt-csv\n");
  forced.forced_kind = "un-xml";
  EXPECT_EQ(Grouped({forced}), "un-xml: sdn un-xml\n");
  forced.forced_kind = "word-doc";
  EXPECT_EQ(Grouped({forced}).substr(0, 61),
            "INVALID_ARGUMENT DIR/sdn: \"word-doc\" is no known kind. Do: us");
}

TEST_F(GroupFilesTest, SaysWhereAFileBelongsNowhere) {
  EXPECT_EQ(
      Grouped({alt_}),
      "INVALID_ARGUMENT DIR/alt: it is an ofac-alt-csv file, but no main file (SDN.CSV, "
      "CONS_PRIM.CSV) given with it has its entity numbers. Do: give the main file of the same "
      "date too");
  EXPECT_EQ(Grouped({sdn_, alt_, Write("alt2", OfacLines(kAltRows))}),
            "INVALID_ARGUMENT DIR/alt2: it is a second ofac-alt-csv file for DIR/sdn. Do: give the "
            "one of the main file's date");
  EXPECT_EQ(
      Grouped({sdn_, Write("sdn2", OfacLines(kSdnRows)), alt_}),
      "INVALID_ARGUMENT DIR/alt: two main files share as many entity numbers with it. Do: load "
      "one of the main files in a call of its own");
  EXPECT_EQ(Grouped({sdn_, sdn_}),
            "INVALID_ARGUMENT DIR/sdn: the file is given twice. Do: give it "
            "once");
  EXPECT_EQ(
      Grouped({{.path = "-", .forced_kind = {}}}),
      "INVALID_ARGUMENT -: a list is read twice, which the standard input cannot be. Do: write "
      "it to a file and give that");
  EXPECT_THAT(GroupFiles({{.path = dir_ / "none", .forced_kind = {}}}),
              support::StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(Grouped({}), "");
}

TEST_F(GroupFilesTest, LoadsWhatItGrouped) {
  const auto groups =
      GroupFiles({sdn_, cons_, alt_, cons_alt_, add_, Write("un", std::string(kUnXml)),
                  Write("sdn.xml", std::string(kSdnXml))});
  ASSERT_THAT(groups, support::IsOk());
  ASSERT_EQ(groups->size(), 4u);
  MemorySink sink;
  std::vector<std::string> keys;
  for (const FileGroup& group : *groups) {
    const auto report = LoadGroup(group, sink);
    ASSERT_THAT(report, support::IsOk());
    keys.push_back(report->source.key);
  }
  EXPECT_THAT(keys, ElementsAre("ofac-sdn", "ofac-cons", "un", "ofac-sdn"));
  EXPECT_EQ(sink.entities.size(), 8u);
  EXPECT_EQ(sink.entities.at("ofac-cons:201").names.size(), 2u);
}

TEST(ParseInputFileTest, TakesOnlyKnownKinds) {
  EXPECT_EQ(ParseInputFile("un-xml:/a/b").forced_kind, "un-xml");
  EXPECT_EQ(ParseInputFile("un-xml:/a/b").path, "/a/b");
  EXPECT_EQ(ParseInputFile("C:/a").path, "C:/a");
  EXPECT_EQ(ParseInputFile("C:/a").forced_kind, "");
  EXPECT_EQ(ParseInputFile("/a").path, "/a");
  EXPECT_TRUE(std::ranges::is_sorted(KnownKinds()));
}

TEST(LoadGroupTest, RefusesAnUnknownKind) {
  MemorySink sink;
  EXPECT_THAT(LoadGroup({.kind = "x"}, sink),
              support::StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace lynceus::sources
