// SHA-256 and base64 against published vectors, and laws between their forms.

#include "lib/base/digest.h"

#include <gtest/gtest.h>

#include "lib/base/file.h"
#include "lib/base/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus {
namespace {

using ::lynceus::support::IsOkAndHolds;
using ::lynceus::support::StatusIs;

std::string RandomBytes(SeededRandom& random, std::size_t length) {
  std::string bytes(length, '\0');
  for (char& c : bytes) c = static_cast<char>(random.Next() & 0xFF);
  return bytes;
}

std::span<const std::uint8_t> SpanOf(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST(Sha256Test, Fips180Examples) {
  EXPECT_EQ(ToHex(Sha256Of("")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(ToHex(Sha256Of("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(ToHex(Sha256Of(std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256Test, PartsGiveTheDigestOfTheWhole) {
  SeededRandom random(7);
  const std::string whole = RandomBytes(random, 1000);
  for (std::size_t cut = 0; cut <= whole.size(); cut += 37) {
    Sha256Builder builder;
    builder.Add(whole.substr(0, cut));
    builder.Add(whole.substr(cut));
    EXPECT_EQ(builder.Finish(), Sha256Of(whole)) << cut;
  }
}

TEST(Sha256Test, FieldsDoNotRunIntoEachOther) {
  const auto of = [](std::string_view a, std::string_view b) {
    Sha256Builder builder;
    builder.AddField(a);
    builder.AddField(b);
    return builder.Finish();
  };
  EXPECT_NE(of("ab", "c"), of("a", "bc"));
  EXPECT_NE(of("", "abc"), of("abc", ""));
  // The byte form itself is fixed: eight bytes of length, little-endian, then the bytes.
  EXPECT_EQ(of("ab", ""), Sha256Of(std::string("\2\0\0\0\0\0\0\0ab\0\0\0\0\0\0\0\0", 18)));
}

TEST(Sha256Test, OfFileIsThatOfItsBytes) {
  const support::TempDir directory;
  SeededRandom random(8);
  for (const std::size_t length : {0u, 1u, 65'535u, 65'536u, 65'537u, 300'000u}) {
    const std::string bytes = RandomBytes(random, length);
    EXPECT_THAT(Sha256OfFile(directory.Write("f", bytes)), IsOkAndHolds(Sha256Of(bytes)));
  }
  EXPECT_THAT(Sha256OfFile(directory / "absent"), StatusIs(absl::StatusCode::kNotFound));
}

TEST(HexTest, TwoLowerCaseDigitsAByte) { EXPECT_EQ(ToHex(SpanOf("\x01\xAF\xFF")), "01afff"); }

TEST(Base64Test, Rfc4648Vectors) {
  const std::pair<const char*, const char*> rows[] = {{"", ""},
                                                      {"f", "Zg=="},
                                                      {"fo", "Zm8="},
                                                      {"foo", "Zm9v"},
                                                      {"foob", "Zm9vYg=="},
                                                      {"fooba", "Zm9vYmE="},
                                                      {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : rows) {
    EXPECT_EQ(Base64(SpanOf(bytes)), text);
    EXPECT_THAT(FromBase64(text), IsOkAndHolds(std::string(bytes)));
  }
}

TEST(Base64Test, RefusesWhatIsNotCanonical) {
  const struct {
    const char* why;
    const char* text;
  } rows[] = {{"no padding", "Zg"},
              {"half the padding", "Zg="},
              {"stray bits", "Zh=="},
              {"stray bits in the third", "Zm9="},
              {"space before", " Zg="},
              {"newline after", "Zm9v\n"},
              {"white group", "    "},
              {"URL alphabet", "-_-_"},
              {"padding inside", "Zg==Zg=="},
              {"only padding", "===="},
              {"one padding too many", "Z==="},
              {"a letter beyond", "Zm9v*m9v"}};
  for (const auto& row : rows) {
    EXPECT_THAT(FromBase64(row.text), StatusIs(absl::StatusCode::kInvalidArgument)) << row.why;
  }
}

TEST(Base64Test, ComesBackAlsoAcrossTheGroupsOfOneCall) {
  SeededRandom random(9);
  for (const std::size_t length : {1u, 2u, 3u, 100u, 3u << 20, (3u << 20) + 1, (3u << 20) + 2}) {
    const std::string bytes = RandomBytes(random, length);
    const std::string text = Base64(SpanOf(bytes));
    ASSERT_EQ(text.size(), (length + 2) / 3 * 4);
    const auto back = FromBase64(text);
    ASSERT_TRUE(back.ok());
    EXPECT_TRUE(*back == bytes) << length;
  }
}

}  // namespace
}  // namespace lynceus
