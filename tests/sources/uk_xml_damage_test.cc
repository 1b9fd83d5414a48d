// What is said of damaged XML of the UK Sanctions List.

#include <gtest/gtest.h>

#include <string>

#include "tests/sources/damage.h"

namespace lynceus::sources {
namespace {

using std::string_literals::operator""s;

std::string UkDocument(const std::string& records) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Designations>\n"
         "<DateGenerated>10/09/2026</DateGenerated>\n" +
         records + "</Designations>\n";
}

const std::string kAnna =
    "<Designation><DateDesignated>29/06/2022</DateDesignated><UniqueID>RUS9001</UniqueID>\n"
    "<Names><Name><Name1>Anna</Name1><Name6>Probe</Name6><NameType>Primary Name</NameType></Name>\n"
    "</Names><RegimeName>Russia</RegimeName><IndividualEntityShip>Individual</"
    "IndividualEntityShip>\n"
    "<IndividualDetails><Individual><DOBs><DOB>dd/mm/1965</DOB></DOBs></Individual></"
    "IndividualDetails>\n"
    "</Designation>\n";
const std::string kFirm =
    "<Designation><DateDesignated>21/06/2021</DateDesignated><UniqueID>BEL9107</UniqueID>\n"
    "<Names><Name><Name6>Example Firm</Name6><NameType>Primary Name</NameType></Name></Names>\n"
    "<RegimeName>Belarus</RegimeName><IndividualEntityShip>Entity</IndividualEntityShip>\n"
    "</Designation>\n";
const std::string kWhole = UkDocument(kAnna + kFirm);

std::string Repeat(const std::string& text, int times) {
  std::string repeated;
  for (int i = 0; i < times; ++i) repeated += text;
  return repeated;
}

TEST(UkXmlDamageTest, SaysWhatIsWrong) {
  ExpectOutcomes(
      "uk-xml",
      {
          {"whole", kWhole, "loads 2 entities and 2 designations"},
          {"empty", "",
           "INVALID_ARGUMENT list, line 1, byte 0: the file holds no element: it is empty or cut "
           "off. Do: get the file again"},
          {"only white space", " \n",
           "INVALID_ARGUMENT list, line 2, byte 2: the file holds no element: it is empty or cut "
           "off. Do: get the file again"},
          {"cut in a record", kWhole.substr(0, kWhole.find("Example")),
           "INVALID_ARGUMENT list, line 10, byte 588: the file is cut off: <Name6> of line 10 is "
           "not closed. Do: get the file again"},
          {"cut in a name of an element", kWhole.substr(0, kWhole.rfind("</") + 3),
           "INVALID_ARGUMENT list, line 13, byte 756: the file is cut off: <Designations> of line "
           "2 is not closed. Do: get the file again"},
          {"cut between records", kWhole.substr(0, kWhole.find("</Designation>\n") + 16),
           "INVALID_ARGUMENT list, line 9, byte 483: the file is cut off: <Designations> of line 2 "
           "is not closed. Do: get the file again"},
          {"another root",
           WithReplaced(WithReplaced(kWhole, "<Designations>", "<exported>"), "</Designations>",
                        "</exported>"),
           "INVALID_ARGUMENT list, line 2, byte 39: the root element is <exported>, not "
           "<Designations>. Do: this is another format or a web page; get the file from its "
           "publisher again"},
          {"a document type",
           WithReplaced(kWhole, "<Designations>",
                        "<!DOCTYPE x [<!ENTITY a \"b\">]>\n<Designations>"),
           "INVALID_ARGUMENT list, line 2, byte 51: it declares a document type (DOCTYPE), which "
           "no list has. Do: get the file from its publisher again"},
          {"an ampersand", WithReplaced(kWhole, "Example", "A & B"),
           "INVALID_ARGUMENT list, line 10, byte 591: it is not well-formed XML: a character that "
           "may not stand here. Do: get the file again"},
          {"a NUL byte", WithReplaced(kWhole, "Example", "Ex\0ample"s),
           "INVALID_ARGUMENT list, line 10, byte 590: it is not well-formed XML: a character that "
           "may not stand here. Do: get the file again"},
          {"UTF-16", "\xFF\xFE<\0e\0"s,
           "INVALID_ARGUMENT list, line 1, byte 2: it is not well-formed XML: unclosed token. Do: "
           "get the file again"},
          {"a byte that is no UTF-8",
           WithReplaced(kWhole, "Example",
                        "Ex\xFF"
                        "ample"),
           "INVALID_ARGUMENT list, line 10, byte 590: it is not well-formed XML: a character that "
           "may not stand here. Do: get the file again"},
          {"an encoding that nobody knows", WithReplaced(kWhole, "utf-8", "EBCDIC-9"),
           "INVALID_ARGUMENT list, line 1, byte 30: it is not well-formed XML: unknown encoding. "
           "Do: get the file again"},
          {"text between records",
           WithReplaced(kWhole, "</Designation>\n", "</Designation>\n and then"),
           "INVALID_ARGUMENT list, line 9, byte 483: text stands outside of any record. Do: the "
           "file is damaged; get it again"},
          {"an element between records",
           WithReplaced(kWhole, "</Designation>\n", "</Designation>\n<hat/>"),
           "INVALID_ARGUMENT list, line 9, byte 483: an element <hat> stands where none is known. "
           "Do: this is another format, or a newer form of it; --allow layout loads it without "
           "that part"},
          {"two roots", kWhole + kWhole.substr(kWhole.find("\n") + 1),
           "INVALID_ARGUMENT list, line 14, byte 772: it is not well-formed XML: junk after "
           "document element. Do: get the file again"},
          {"HTML", "<html><body>Service unavailable</body></html>",
           "INVALID_ARGUMENT list, line 1, byte 0: the root element is <html>, not <Designations>. "
           "Do: this is another format or a web page; get the file from its publisher again"},
          {"JSON", "{\"a\":1}",
           "INVALID_ARGUMENT list, line 1, byte 0: it is not well-formed XML: a character that may "
           "not stand here. Do: get the file again"},
          {"a record within a record",
           WithReplaced(kWhole, "</Designation>", "<Designation/></Designation>"),
           "INVALID_ARGUMENT list, line 4: a <Designation> stands within another. Do: get the file "
           "again"},
          {"an attribute twice",
           WithReplaced(kWhole, "<Name6>Probe", "<Name6 a=\"1\" a=\"2\">Probe"),
           "INVALID_ARGUMENT list, line 5, byte 226: it is not well-formed XML: duplicate "
           "attribute. Do: get the file again"},
          {"too deep", UkDocument("<Designation>" + Repeat("<a>", 100)),
           "RESOURCE_EXHAUSTED list, line 4, byte 295: elements nest too deeply (limit: 64 "
           "levels). Do: no list comes near it; get the file from its publisher again"},
          {"no id", WithReplaced(kWhole, "<UniqueID>RUS9001</UniqueID>", ""),
           "INVALID_ARGUMENT list, line 4: a <Designation> has no UniqueID. Do: get the file "
           "again"},
          {"an empty id", WithReplaced(kWhole, "RUS9001", " "),
           "INVALID_ARGUMENT list, line 4: a <Designation> has no UniqueID. Do: get the file "
           "again"},
          {"an id twice", WithReplaced(kWhole, "BEL9107", "RUS9001"),
           "loads 1 entities and 2 designations; warning: line 9: uk:RUS9001 was there before "
           "(line 4); what both say is kept"},
          {"no name", WithReplaced(kWhole, "<Name1>Anna</Name1><Name6>Probe</Name6>", ""),
           "loads 2 entities and 2 designations; warning: line 4: uk:RUS9001 has no name"},
          {"no date of the list",
           WithReplaced(kWhole, "<DateGenerated>10/09/2026</DateGenerated>", ""),
           "loads 2 entities and 2 designations; warning: the file states no DateGenerated; the "
           "list's date is not known"},
          {"a date of the list that is none", WithReplaced(kWhole, "10/09/2026", "today"),
           "loads 2 entities and 2 designations; warning: DateGenerated \"today\" is no date"},
          {"a date of designation that is none", WithReplaced(kWhole, "29/06/2022", "31/06/2022"),
           "loads 2 entities and 2 designations; fragment: DateDesignated: 31/06/2022"},
          {"a date of birth that is none", WithReplaced(kWhole, "dd/mm/1965", "dd/13/1965"),
           "loads 2 entities and 2 designations; fragment: date of birth: dd/13/1965"},
          {"a type of party that nobody knows", WithReplaced(kWhole, ">Individual<", ">Robot<"),
           "loads 2 entities and 2 designations; fragment: type of party: Robot"},
          {"an element that nobody knows",
           WithReplaced(kWhole, "<RegimeName>Russia", "<Mood>bad</Mood><RegimeName>Russia"),
           "loads 2 entities and 2 designations; fragment: Mood: bad"},
          {"an element that nobody knows among the details",
           WithReplaced(kWhole, "<DOBs>", "<ShoeSize>44</ShoeSize><DOBs>"),
           "loads 2 entities and 2 designations; fragment: ShoeSize: 44"},
          {"no record", UkDocument(""),
           "INVALID_ARGUMENT list: it holds no <Designation>. Do: get the file again; a list "
           "without parties is none"},
      });
}

TEST(UkXmlDamageTest, IsNeverSilentAboutACut) { ExpectNoSilentCut("uk-xml", kWhole, 3, 1); }

}  // namespace
}  // namespace lynceus::sources
