// What a publisher's file may be wrapped in, and what is said of wrappings that are damaged or made
// to attack.
#include "lib/sources/list_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/sources/zip_archive.h"
#include "tests/sources/quick_write.h"
#include "tests/sources/zip_bytes.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_data.h"

namespace lynceus::sources {
namespace {

using std::string_literals::operator""s;
using ::testing::AllOf;
using ::testing::HasSubstr;

absl::StatusOr<std::string> ReadAll(ByteReader& input) {
  std::string content;
  std::array<char, 777> buffer;
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::size_t size, input.Read(buffer));
    if (size == 0) return content;
    content.append(buffer.data(), size);
  }
}

absl::StatusOr<std::string> ReadListFile(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path));
  return ReadAll(*input);
}

std::string Rows(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += std::to_string(i * 7919 % 10'007) + ",a name,a place\n";
  return text;
}

class ListFileTest : public ::testing::Test {
 protected:
  std::string Write(const std::string& name, const std::string& content) {
    return QuickWrite(dir_, name, content);
  }
  support::TempDir dir_;
};

TEST_F(ListFileTest, GivesTheSameBytesWhateverTheWrapping) {
  const std::string text = Rows(20'000);
  const std::string half = text.substr(text.size() / 2);
  const struct {
    const char* why;
    std::string bytes;
  } kCases[] = {
      {"plain", text},
      {"gzip", GzipBytes(text)},
      {"gzip of two members", GzipBytes(text.substr(0, text.size() / 2)) + GzipBytes(half)},
      {"gzip with zero bytes behind", GzipBytes(text) + std::string(512, '\0')},
      {"ZIP, deflated", ZipBytes({{.name = "list.csv", .content = text}})},
      {"ZIP, stored", ZipBytes({{.name = "list.csv", .content = text, .deflated = false}})},
      {"ZIP with what systems leave behind",
       ZipBytes({{.name = "out/", .content = "", .deflated = false},
                 {.name = "__MACOSX/._list.csv", .content = "x"},
                 {.name = "out/.DS_Store", .content = "x"},
                 {.name = "out/Thumbs.db", .content = "x"},
                 {.name = "list.xsd", .content = "x"},
                 {.name = "out/list.csv", .content = text}})},
  };
  for (const auto& [why, bytes] : kCases) {
    const auto read = ReadListFile(Write("file.bin", bytes));
    ASSERT_TRUE(read.ok()) << why << ": " << ErrorText(read.status());
    EXPECT_EQ(*read == text, true) << why;
  }
}

TEST_F(ListFileTest, ShortAndEmptyFilesAreGivenAsTheyAre) {
  for (const std::string& text : {""s, "P"s, "PK"s, "\x1F"s, "a\n"s}) {
    const auto read = ReadListFile(Write("short", text));
    ASSERT_TRUE(read.ok()) << ErrorText(read.status());
    EXPECT_EQ(*read, text);
  }
  EXPECT_EQ(*ReadListFile(Write("empty.gz", GzipBytes(""))), "");
}

TEST_F(ListFileTest, NamesTheMemberAndReadsTheOneThatIsChosen) {
  const std::string path = Write("two.zip", ZipBytes({{.name = "a/b.csv", .content = "first"},
                                                      {.name = "c.csv", .content = "second"}}));
  const auto chosen = OpenListFile(path + "!a/b.csv");
  ASSERT_TRUE(chosen.ok()) << ErrorText(chosen.status());
  EXPECT_EQ((*chosen)->name(), path + "!a/b.csv");
  EXPECT_EQ(*ReadAll(**chosen), "first");
  EXPECT_EQ(*ReadListFile(path + "!c.csv"), "second");
  EXPECT_EQ(FileOnDisk(path + "!c.csv"), path);
  const std::string one = Write("one.zip", ZipBytes({{.name = "c.csv", .content = "text"}}));
  EXPECT_EQ((*OpenListFile(one))->name(), one + "!c.csv");
}

TEST_F(ListFileTest, AFileWhoseOwnNameHasAnExclamationMarkIsThatFile) {
  const std::string path = Write("wow!c.csv", "text");
  EXPECT_EQ(*ReadListFile(path), "text");
  EXPECT_EQ(FileOnDisk(path), path);
}

TEST_F(ListFileTest, TheHeadIsUnpackedAndCutToItsLength) {
  const std::string path = Write("list.csv.gz", GzipBytes(Rows(10'000)));
  EXPECT_EQ(*ReadListHead(path, 10), Rows(1).substr(0, 10));
  EXPECT_EQ(*ReadListHead(path, 1u << 24), Rows(10'000));
}

TEST_F(ListFileTest, KnowsAWorkbookByItsMember) {
  const std::string book = ZipBytes({{.name = "xl/workbook.xml", .content = "<workbook/>"}});
  EXPECT_TRUE(*IsXlsx(Write("book", book)));
  EXPECT_FALSE(*IsXlsx(Write("zip", ZipBytes({{.name = "a.csv", .content = "x"}}))));
  EXPECT_FALSE(*IsXlsx(Write("text", "PK is no archive")));
  EXPECT_FALSE(*IsXlsx(Write("cut", book.substr(0, book.size() - 30))));
  EXPECT_FALSE(*IsXlsx("-"));
  EXPECT_FALSE(IsXlsx(dir_ / "absent").ok());
  EXPECT_THAT(ErrorText(ReadListFile(Write("book", book)).status()),
              HasSubstr("it is an Excel workbook"));
}

// One byte of the packed data changed: never other bytes than the right ones without an error.
TEST_F(ListFileTest, NoFlippedByteGoesUnseen) {
  const std::string text = Rows(100);
  for (const std::string& right : {GzipBytes(text), ZipBytes({{.name = "a", .content = text}})}) {
    for (std::size_t at = 0; at < right.size(); ++at) {
      std::string wrong = right;
      wrong[at] = static_cast<char>(wrong[at] ^ 0x11);
      const auto read = ReadListFile(Write("flipped", wrong));
      // Bytes that are no longer known as packed are given as they are.
      if (read.ok() && *read != wrong) {
        EXPECT_EQ(*read, text) << "byte " << at;
      }
    }
  }
}

TEST_F(ListFileTest, NoCutGoesUnseen) {
  const std::string text = Rows(100);
  for (const std::string& right : {GzipBytes(text), ZipBytes({{.name = "a", .content = text}})}) {
    for (std::size_t size = 6; size < right.size(); ++size) {
      EXPECT_FALSE(ReadListFile(Write("cut", right.substr(0, size))).ok()) << size;
    }
  }
}

struct Damage {
  const char* why;
  std::string bytes;
  std::vector<std::string> says;
};

std::string OneMember(std::string name) {
  return ZipBytes({{.name = std::move(name), .content = "text"}});
}

std::vector<Damage> Damages() {
  const std::string text = Rows(5'000);
  const std::string gzip = GzipBytes(text);
  std::string other_sum = gzip;
  other_sum[other_sum.size() - 8] = static_cast<char>(other_sum[other_sum.size() - 8] ^ 1);
  std::string other_size = gzip;
  other_size[other_size.size() - 1] = '\x7F';
  std::vector<ZipEntry> many;
  for (std::size_t i = 0; i <= limits::kArchiveMembersMax; ++i) {
    many.push_back({.name = std::to_string(i), .content = ""});
  }
  const std::string bomb(64u << 20, 'a');
  return {
      {"gzip cut off", gzip.substr(0, gzip.size() / 2), {"cut off", "unpacked byte"}},
      {"gzip without its last bytes", gzip.substr(0, gzip.size() - 3), {"cut off"}},
      {"gzip with another checksum", other_sum, {"incorrect data check"}},
      {"gzip with another size", other_size, {"incorrect length check"}},
      {"gzip of no method", "\x1F\x8B\x01\x00\x00\x00\x00\x00\x00\x00"s, {"cannot be unpacked"}},
      {"bytes behind gzip", gzip + "more", {"behind the end"}},
      {"gzip behind padding", gzip + "\0"s + gzip, {"behind the end"}},
      {"gzip bomb", GzipBytes(bomb), {"zip bomb", "250 bytes for one"}},
      {"gzip in gzip", GzipBytes(gzip), {"gzip data inside"}},
      {"ZIP in gzip", GzipBytes(OneMember("a")), {"a ZIP archive inside"}},
      {"ZIP in ZIP",
       ZipBytes({{.name = "a.zip", .content = OneMember("a")}}),
       {"a ZIP archive in"}},
      {"zstd in ZIP", ZipBytes({{.name = "a", .content = "\x28\xB5\x2F\xFDxx"}}), {"zstd data in"}},
      {"ZIP without members", ZipBytes({}), {"holds no data"}},
      {"ZIP of schemas only", OneMember("a.xsd"), {"holds no data"}},
      {"ZIP of two",
       ZipBytes({{.name = "b", .content = "x"}, {.name = "a", .content = "y"}}),
       {"2 data members: a, b", "!MEMBER"}},
      {"ZIP of one name twice",
       ZipBytes({{.name = "a", .content = "x"}, {.name = "a", .content = "y"}}),
       {"is there twice"}},
      {"ZIP without its directory", OneMember("a").substr(0, 40), {"cannot be opened"}},
      {"ZIP with a climbing name", OneMember("a/../../b"), {"leads out of the archive"}},
      {"ZIP with an absolute name", OneMember("/etc/list"), {"absolute path"}},
      {"ZIP with a drive", OneMember("C:list"), {"drive letter"}},
      {"ZIP with a backslash", OneMember("..\\list"), {"backslash"}},
      {"ZIP with a control character", OneMember("a\nb"), {"control character"}},
      {"ZIP with a password",
       ZipBytes({{.name = "a", .content = "x", .encrypted = true}}),
       {"is encrypted", "decrypt it"}},
      {"ZIP with another checksum",
       ZipBytes({{.name = "a", .content = text, .checksum = 1}}),
       {"cannot be unpacked", "CRC"}},
      {"ZIP that promises less", ZipBytes({{.name = "a", .content = text, .size = 10}}), {"a"}},
      {"ZIP that promises more",
       ZipBytes({{.name = "a", .content = text, .size = 1u << 30}}),
       {"a"}},
      {"ZIP with too many members", ZipBytes(many), {"1025 members", "1024 members"}},
      {"ZIP bomb", ZipBytes({{.name = "a", .content = bomb}}), {"zip bomb", "250 bytes for one"}},
      {"ZIP bomb that lies", ZipBytes({{.name = "a", .content = bomb, .size = 100}}), {"a"}},
  };
}

TEST_F(ListFileTest, DamageIsNamed) {
  for (const auto& [why, bytes, says] : Damages()) {
    const std::string path = Write("file.bin", bytes);
    const auto read = ReadListFile(path);
    ASSERT_FALSE(read.ok()) << why;
    EXPECT_THAT(DetailOf(read.status()).subject, HasSubstr(path)) << why;
    for (const std::string& text : says) {
      EXPECT_THAT(ErrorText(read.status()), HasSubstr(text)) << why;
    }
  }
}

TEST_F(ListFileTest, WrongArgumentsAreNamed) {
  const std::string zip = Write("a.zip", OneMember("a.csv"));
  const std::string plain = Write("a.csv", "text");
  EXPECT_THAT(ErrorText(ReadListFile(zip + "!b.csv").status()), HasSubstr("no member \"b.csv\""));
  EXPECT_THAT(ErrorText(ReadListFile(plain + "!b.csv").status()), HasSubstr("is no ZIP archive"));
  EXPECT_EQ(ReadListFile(dir_ / "absent").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReadListFile(dir_.path()).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(ListFileTest, AMemberOutlivesItsArchive) {
  const std::string path = Write("a.zip", OneMember("a.csv"));
  std::unique_ptr<ByteReader> member;
  {
    auto archive = ZipArchive::Open(path);
    ASSERT_TRUE(archive.ok());
    EXPECT_EQ((*archive)->members(), std::vector<std::string>{"a.csv"});
    member = *(*archive)->OpenMember("a.csv");
  }
  EXPECT_EQ(*ReadAll(*member), "text");
}

TEST(ListFileDataTest, OfacsArchiveIsOpened) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const std::string path =
      JoinPath(*support::TestDataDir(), "lists/ofac/CONS_ENHANCED_2025-01-10.ZIP");
  const auto input = OpenListFile(path);
  ASSERT_TRUE(input.ok()) << ErrorText(input.status());
  EXPECT_EQ((*input)->name(), path + "!CONS_ENHANCED.XML");
  const auto text = ReadAll(**input);
  ASSERT_TRUE(text.ok()) << ErrorText(text.status());
  EXPECT_THAT(*text, AllOf(HasSubstr("<sanctionsData"), HasSubstr("</sanctionsData>")));
}

}  // namespace
}  // namespace lynceus::sources
