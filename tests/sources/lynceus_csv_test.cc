// A bank's own list: what the columns become, and that nothing else is taken.

#include "lib/sources/lynceus_csv.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/sources/registry_text.h"

namespace lynceus::sources {
namespace {

constexpr char kHead[] = "id,name,authority,list";

// A file of one more column.
std::string With(const std::string& column, const std::string& field) {
  return std::string(kHead) + "," + column + "\nbank:1,Quay,Example Bank,INTERNAL," + field + "\n";
}

TEST(LynceusCsvTest, ReadsEveryColumn) {
  const Loaded loaded(
      "id,schema,name,alias,weak_alias,former_name,script,birth_date,founded_date,country,"
      "nationality,citizenship,jurisdiction,birth_country,flag,identifiers,address,referents,"
      "authority,list,programme,legal_basis,listed_on,ended_on,measures,list_date,birth_place,"
      "gender,title,position,phone,email,website,topics,source_url,notes\n"
      "jp-mof:1,Person,テスト,Testo; Tesuto,T,Old Testo,Jpan,circa 1960;1961-02,,jp,Russia;ua,kz,,"
      "ge,,passportNumber/ru:123; innCode:77,\"1 Quay, Tokyo, Japan; 2 Quay\",un:CDi.001,JP,FEFA,"
      "FEFA-RUS;FEFA-UA,Notice 1,2022-03-01,2024-05,asset_freeze;travel_ban,2026-01-02,Tiflis,male,"
      "Dr,Minister;Deputy,1,a@b,w,role.pep;sanction,https://example.org/a;b,a; b\n");
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.kind, "lynceus-csv");
  EXPECT_EQ(loaded.Entities(),
            "Person jp-mof:1\nname primary Jpan|テスト\nname alias Jpan|Testo\n"
            "name alias Jpan|Tesuto\nname weak Jpan|T\nname former Jpan|Old Testo\n"
            "born circa 1960\nborn 1961-02\ncountry jp\nnationality ru\nnationality ua\n"
            "citizenship kz\nbirthCountry ge\npassportNumber 123 (ru)\ninnCode 77\n"
            "address 1 Quay, Tokyo, Japan (jp)\naddress 2 Quay ()\n"
            "birthPlace=Tiflis\ngender=male\ntitle=Dr\nposition=Minister\nposition=Deputy\n"
            "phone=1\nemail=a@b\nwebsite=w\ntopics=role.pep\ntopics=sanction\n"
            "sourceUrl=https://example.org/a;b\nnotes=a; b\nalso un:CDi.001\n");
  EXPECT_EQ(loaded.Designations(),
            "jp-mof:1: JP|FEFA|FEFA-RUS|Notice 1|2022-03-01..2024-05-31|asset_freeze|travel_ban\n"
            "jp-mof:1: JP|FEFA|FEFA-UA|Notice 1|2022-03-01..2024-05-31|asset_freeze|travel_ban\n");
  EXPECT_EQ(loaded.report.source.list_date->ToString(), "2026-01-02");
  EXPECT_EQ(loaded.Problems(), "");
}

TEST(LynceusCsvTest, RowsOfOneIdAddUp) {
  const Loaded loaded(std::string(kHead) +
                      ",script,programme\nbank:1,Quay,Example Bank,INTERNAL,,A\n"
                      "bank:1,Причал,Example Bank,INTERNAL,Cyrl,B\nbank:2,Kai,Example Bank,"
                      "INTERNAL,,\n");
  EXPECT_EQ(loaded.report.entities, 2u);
  EXPECT_EQ(loaded.report.records_read, 3u);
  EXPECT_EQ(loaded.sink.entities.at("bank:1").names.size(), 2u);
  EXPECT_EQ(loaded.sink.entities.at("bank:1").names[1].script, "Cyrl");
  // Without a programme it is the list's own.
  EXPECT_EQ(loaded.Designations(),
            "bank:1: Example Bank|INTERNAL|A||..\nbank:1: Example Bank|INTERNAL|B||..\n"
            "bank:2: Example Bank|INTERNAL|INTERNAL||..\n");
}

TEST(LynceusCsvTest, FullWidthLettersAreThoseOfAscii) {
  const Loaded loaded(
      "\xEF\xBB\xBFid,name,alias,authority,list,birth_date,nationality,identifiers,referents\r\n"
      "ｊｐ－ｍｏｆ：１,　テストフ　イワン　,Testov Ivan；Testov "
      "I.,財務省,ＦＥＦＡ,１９６０－０２－０３,ＲＵ,"
      "passportNumber/ru：４５１０１２３４５６,ｕｎ：CDi.001\r\n");
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.Entities(),
            "Thing jp-mof:1\nname primary|テストフ イワン\nname alias|Testov Ivan\n"
            "name alias|Testov I.\nborn 1960-02-03\nnationality ru\npassportNumber 4510123456 "
            "(ru)\nalso un:CDi.001\n");
  EXPECT_EQ(loaded.Designations(), "jp-mof:1: 財務省|FEFA|FEFA||..\n");
}

// What Excel makes of a Japanese list, and what Japanese hands type.
TEST(LynceusCsvTest, SaysHowToMendAJapaneseTable) {
  const auto name = [](const std::string& text) {
    return std::string(kHead) + "\njp-mof:1," + text + ",JP,FEFA\n";
  };
  ExpectDamage(
      "lynceus-csv",
      {{"Shift_JIS", name("\x83\x65\x83\x58\x83\x67"), "iconv -f CP932 -t UTF-8"},
       {"EUC-JP", name("\xA5\xC6\xA5\xB9\xA5\xC8"), "in Excel as \"CSV UTF-8\""},
       {"ISO-2022-JP", name("\x1B$B%F%9%H\x1B(B"), "perhaps the file is ISO-2022-JP"},
       {"letters that were lost", name("????????"), "the name \"????????\" has lost its letters"},
       {"some letters that were lost", name("Testov ??"), "has lost its letters"},
       {"letters replaced", name("Test\xEF\xBF\xBDv"), "has lost its letters"},
       {"two names", name("テストフ；イワン"), "put the others into the column alias"},
       {"aliases with an ideographic comma", With("alias", "テストフ、イワン"),
        "separate names by ;"},
       {"an era's date", With("birth_date", "昭和35年2月3日"),
        "\"昭和35年2月3日\" is no date. Do: write 1960-02-03"},
       {"an era's letter", With("birth_date", "S35.2.3"), "write 1960-02-03"},
       {"an era's first year", With("listed_on", "令和元年5月"), "write 2019-05"},
       {"a date in kanji", With("listed_on", "2022年3月1日"), "write 2022-03-01"},
       {"Excel's date", With("birth_date", "1960/2/3"), "write 1960-02-03"},
       {"the edition's date", With("list_date", "令和4年3月1日"), "write 2022-03-01"},
       {"an era that was over", With("birth_date", "昭和70年1月1日"), "write YYYY-MM-DD"},
       {"Excel's number of a day", With("birth_date", "21949"), "write YYYY-MM-DD"},
       {"a country in kana", With("nationality", "ロシア"),
        "\"ロシア\" is no country that is known"},
       {"a schema in kanji", With("schema", "個人"), "\"個人\" is no schema"},
       {"an identifier without a type", With("identifiers", "4.51E+09"), "\"4.51E+09\" is no"},
       {"an empty column", std::string(kHead) + ",\nb:1,Quay,a,b,\n", "column 5 has no name"},
       {"an empty row", std::string(kHead) + "\nb:1,Quay,a,b\n,,,\n", "line 3: the row is empty"},
       {"a line end in a cell", name("\"テストフ\nイワン\""), "write it on one line"}});
}

TEST(LynceusCsvTest, ColumnsInAnyOrderAndCase) {
  const Loaded loaded("LIST,Authority,Name,Id\nINTERNAL,Example Bank,Quay,bank:1\n");
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.report.entities, 1u);
}

TEST(LynceusCsvTest, NothingIsPassedOver) {
  const std::string rows = "\nbank:1,Quay,Example Bank,INTERNAL\n";
  ExpectDamage(
      "lynceus-csv",
      {{"empty", "", "holds no row"},
       {"a header alone", std::string(kHead) + "\n", "holds no row"},
       {"an unknown column", With("colour", "blue"), "the unknown name \"colour\""},
       {"a column twice", With("NAME", "x"), "the column name is there twice"},
       {"no id column", "name,authority,list\nQuay,a,b\n", "no column id"},
       {"no name column", "id,authority,list\nb:1,a,b\n", "no column name"},
       {"no authority column", "id,name,list\nb:1,a,b\n", "no column authority"},
       {"no list column", "id,name,authority\nb:1,a,b\n", "no column list"},
       {"no id", std::string(kHead) + "\n,Quay,a,b\n", "line 2, column id: it is empty"},
       {"no name", std::string(kHead) + "\nb:1,,a,b\n", "line 2, column name: it is empty"},
       {"no authority", std::string(kHead) + "\nb:1,Quay,,b\n", "column authority: it is empty"},
       {"no list", std::string(kHead) + "\nb:1,Quay,a,\n", "column list: it is empty"},
       {"an id without a source", std::string(kHead) + "\n17,Quay,a,b\n", "\"17\" has no source"},
       {"a referent without a source", With("referents", "un:1; 17"), "\"17\" has no source"},
       {"a row too short", std::string(kHead) + "\nb:1,Quay,a\n", "the row has 3 fields"},
       {"a row too long", std::string(kHead) + "\nb:1,Quay,a,b,c\n", "the row has 5 fields"},
       {"a schema", With("schema", "Firm"), "column schema: \"Firm\" is no schema"},
       {"a script", With("script", "cyrillic"), "column script: it is no script"},
       {"a birth date", With("birth_date", "01.02.1960"), "column birth_date"},
       {"no such day", With("birth_date", "1961-02-29"), "column birth_date"},
       {"a country", With("country", "Ruritania"), "column country: \"Ruritania\" is no country"},
       {"one of several nationalities", With("nationality", "ru;Ruritania"), "column nationality"},
       {"an identifier without a type", With("identifiers", "77"), "column identifiers"},
       {"an identifier without a value", With("identifiers", "innCode:"), "column identifiers"},
       {"an identifier of no country", With("identifiers", "idNumber/xx:1"), "column identifiers"},
       {"a listing's date", With("listed_on", "yesterday"),
        "column listed_on: \"yesterday\" is no date"},
       {"reversed dates", With("ended_on,listed_on", "2020-01-01,2020-01-01"), "column ended_on"},
       {"two schemas", std::string(kHead) + ",schema\nb:1,A,a,b,Person\nb:1,A,a,b,Company\n",
        "line 3, column schema: b:1 is Person in line 2"},
       {"two list dates",
        std::string(kHead) + ",list_date\nb:1,A,a,b,2020-01-01\nb:2,A,a,b,2020-01-02\n",
        "line 3, column list_date: another row says 2020-01-01"},
       {"a line end in a field", With("notes", "\"a\nb\""), "column notes: the field holds a line"},
       {"a field too long", With("notes", std::string(5'000, 'x')), "column notes: the field has"},
       {"no line end at the end", std::string(kHead) + "\nb:1,Quay,a,b", "no line end"},
       {"an open quote", std::string(kHead) + "\nb:1,\"Quay,a,b\n", "line 2"},
       {"another encoding", std::string(kHead) + "\nb:1,Qu\xE9y,a,b\n", "line 2"},
       {"a NUL", std::string(kHead) + std::string("\nb:1,Q\0,a,b\n", 12), "line 2"},
       {"semicolons", "id;name;authority;list\nb:1;a;b;c\n", "unknown name"}});
  EXPECT_EQ(Loaded(kHead + rows, "file", "lynceus-csv").error, "");
}

}  // namespace
}  // namespace lynceus::sources
