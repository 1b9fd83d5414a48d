// String helpers, UTF-8 validity by table and by law.

#include "lib/base/strings.h"

#include <gtest/gtest.h>

#include "lib/base/random.h"

namespace lynceus {
namespace {

TEST(TrimAsciiTest, Table) {
  const struct {
    const char* why;
    std::string_view text;
    std::string_view trimmed;
  } rows[] = {
      {"nothing to do", "a b", "a b"},
      {"both ends", " \t\r\n a b \v\f", "a b"},
      {"only space", " \t ", ""},
      {"empty", "", ""},
      {"no-break space is not ASCII", "\xC2\xA0x", "\xC2\xA0x"},
  };
  for (const auto& row : rows) EXPECT_EQ(TrimAscii(row.text), row.trimmed) << row.why;
}

TEST(SplitTrimmedTest, Table) {
  using Parts = std::vector<std::string>;
  EXPECT_EQ(SplitTrimmed("RU; IR ;;SY;", ';'), (Parts{"RU", "IR", "SY"}));
  EXPECT_EQ(SplitTrimmed("one", ';'), (Parts{"one"}));
  EXPECT_EQ(SplitTrimmed(" ; ; ", ';'), Parts{});
  EXPECT_EQ(SplitTrimmed("", ';'), Parts{});
}

TEST(LowerAsciiTest, LeavesOtherBytes) {
  EXPECT_EQ(LowerAscii("AZ az 09 [@\xC3\x84"), "az az 09 [@\xC3\x84");
}

TEST(JoinTest, Table) {
  EXPECT_EQ(Join({}, ", "), "");
  EXPECT_EQ(Join({"a"}, ", "), "a");
  EXPECT_EQ(Join({"a", "", "b"}, ", "), "a, , b");
}

TEST(BridgeTest, KeepsNulAndEmptiness) {
  const std::string_view text("a\0b", 3);
  EXPECT_EQ(ToStd(ToAbsl(text)), text);
  EXPECT_TRUE(ToStd(ToAbsl({})).empty());
}

struct Utf8Row {
  const char* why;
  std::string_view text;
  std::string_view replaced;  // "" where the text is valid
};

#define U "\xEF\xBF\xBD"
const Utf8Row kUtf8Rows[] = {
    {"ASCII", "abc", ""},
    {"first of two bytes", "\xC2\x80", ""},
    {"first of three bytes", "\xE0\xA0\x80", ""},
    {"first of four bytes", "\xF0\x90\x80\x80", ""},
    {"the last code point", "\xF4\x8F\xBF\xBF", ""},
    {"just below the surrogates", "\xED\x9F\xBF", ""},
    {"just above the surrogates", "\xEE\x80\x80", ""},
    {"overlong slash", "\xC0\xAF", U U},
    {"overlong of three", "\xE0\x9F\xBF", U U U},
    {"overlong of four", "\xF0\x8F\xBF\xBF", U U U U},
    {"a surrogate", "\xED\xA0\x80", U U U},
    {"past the last code point", "\xF4\x90\x80\x80", U U U U},
    {"F5 starts nothing", "\xF5\x80\x80\x80", U U U U},
    {"a lone continuation", "a\x80z", "a" U "z"},
    {"cut off at the end: one part", "a\xE2\x82", "a" U},
    {"cut off in the middle: one part", "\xF0\x9F\x98z", U "z"},
    {"Latin-1 text", "M\xFCller", "M" U "ller"},
};
#undef U

TEST(Utf8Test, Table) {
  for (const auto& row : kUtf8Rows) {
    EXPECT_EQ(IsValidUtf8(row.text), row.replaced.empty()) << row.why;
    EXPECT_EQ(ToValidUtf8(row.text), row.replaced.empty() ? row.text : row.replaced) << row.why;
  }
}

TEST(Utf8Test, EveryCodePointIsValidAndNothingElseOfItsLengthIs) {
  std::size_t valid_count = 0;
  for (unsigned a = 0; a < 256; ++a) {
    for (unsigned b = 0; b < 256; ++b) {
      const std::string text = {static_cast<char>(a), static_cast<char>(b)};
      if (IsValidUtf8(text)) ++valid_count;
    }
  }
  // Two ASCII, or one of U+0080 to U+07FF.
  EXPECT_EQ(valid_count, 128u * 128u + (0x800u - 0x80u));
}

TEST(Utf8Test, LawsOverRandomBytes) {
  SeededRandom random(20240601);
  for (int round = 0; round < 20'000; ++round) {
    std::string text(random.Below(12), '\0');
    for (char& c : text) c = static_cast<char>(0x70 + random.Below(0x90));
    const std::string mended = ToValidUtf8(text);
    EXPECT_TRUE(IsValidUtf8(mended)) << round;
    EXPECT_EQ(mended == text, IsValidUtf8(text)) << round;
  }
}

TEST(StringsTest, CutEndsBetweenLetters) {
  EXPECT_EQ(CutUtf8("abc", 3), "abc");
  EXPECT_EQ(CutUtf8("abc", 2), "ab");
  EXPECT_EQ(CutUtf8("aж", 2), "a");
  EXPECT_EQ(CutUtf8("aж", 3), "aж");
  EXPECT_EQ(CutUtf8("𝔸", 3), "");
  EXPECT_EQ(CutUtf8("", 0), "");
}

}  // namespace
}  // namespace lynceus
