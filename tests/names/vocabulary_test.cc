// The packs are read strictly: what is not known is refused with its file and line.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "lib/base/file.h"
#include "lib/names/analyzed_name.h"
#include "tests/names/packs.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::names {
namespace {

using ::lynceus::support::StatusIs;
using ::testing::HasSubstr;

class PacksTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto files = ListDirectory(PackDirectory());
    ASSERT_THAT(files, support::IsOk());
    for (const std::string& file : *files) {
      const auto content = ReadFile(JoinPath(PackDirectory(), file));
      ASSERT_THAT(content, support::IsOk());
      ASSERT_THAT(WriteFileDurably(JoinPath(directory_.path(), file), *content), support::IsOk());
    }
  }

  void Append(std::string_view file, std::string_view text) {
    const std::string path = JoinPath(directory_.path(), file);
    ASSERT_THAT(WriteFileDurably(path, *ReadFile(path) + std::string(text)), support::IsOk());
  }

  support::TempDir directory_;
};

TEST_F(PacksTest, LoadWithOneDigest) {
  const auto a = Analyzer::Load(directory_.path());
  ASSERT_THAT(a, support::IsOk());
  EXPECT_EQ((*a)->pack_digest(), PackAnalyzer()->pack_digest());
  EXPECT_EQ((*a)->pack_digest().size(), 64U);
}

TEST_F(PacksTest, ChangeTheDigestWhenTheyChange) {
  Append("frequencies.tsv", "900\tzzyzx\n");
  const auto changed = Analyzer::Load(directory_.path());
  ASSERT_THAT(changed, support::IsOk());
  EXPECT_NE((*changed)->pack_digest(), PackAnalyzer()->pack_digest());
  EXPECT_EQ((*changed)->Analyze("Zzyzx", Schema::kPerson)->tokens[0].weight, 900);
}

TEST_F(PacksTest, RefuseAnUnknownKey) {
  Append("honorifics.yaml", "colour: [red]\n");
  EXPECT_THAT(Analyzer::Load(directory_.path()),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("colour")));
}

TEST_F(PacksTest, RefuseABrokenFrequency) {
  Append("frequencies.tsv", "many\tzzyzx\n");
  EXPECT_THAT(Analyzer::Load(directory_.path()),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("line")));
}

TEST_F(PacksTest, RefuseBrokenYaml) {
  Append("numbers.yaml", "  - {value: [\n");
  EXPECT_THAT(Analyzer::Load(directory_.path()),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("numbers.yaml")));
}

TEST_F(PacksTest, NameAMissingFile) {
  ASSERT_THAT(RemoveTree(JoinPath(directory_.path(), "particles.yaml")), support::IsOk());
  EXPECT_THAT(Analyzer::Load(directory_.path()),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("particles.yaml")));
}

// A short form is one of the name in all its spellings, and no other name's.
TEST(Nicknames, HoldForEachSpelling) {
  const auto share = [](std::string_view a, std::string_view b) {
    const auto groups = [](std::string_view text) {
      return PackAnalyzer()->Analyze(text, Schema::kPerson)->tokens[0].groups;
    };
    for (const std::uint16_t group : groups(a)) {
      for (const std::uint16_t other : groups(b)) {
        if (group != 0 && group == other) return true;
      }
    }
    return false;
  };
  for (const auto& [nickname, name] :
       std::vector<std::pair<std::string_view, std::string_view>>{{"Seryozha", "Sergey"},
                                                                  {"Seryozha", "Serhii"},
                                                                  {"Vanya", "Ivan"},
                                                                  {"Zhenya", "Evgeniy"},
                                                                  {"Alyosha", "Aleksei"},
                                                                  {"Sashko", "Oleksandr"},
                                                                  {"Lalo", "Eduardo"},
                                                                  {"Quique", "Enrique"},
                                                                  {"Peppe", "Giuseppe"},
                                                                  {"Wojtek", "Wojciech"},
                                                                  {"Cheung", "Zhang"},
                                                                  {"Kwok", "Guo"},
                                                                  {"Soo", "Su"}}) {
    EXPECT_TRUE(share(nickname, name)) << nickname << " " << name;
  }
  EXPECT_FALSE(share("Vanya", "John"));
  EXPECT_FALSE(share("Seryozha", "Aleksei"));
  EXPECT_FALSE(share("Lalo", "Enrique"));
}

}  // namespace
}  // namespace lynceus::names
