// What is said of damaged XML of the European Union's list.

#include <gtest/gtest.h>

#include <string>

#include "tests/sources/damage.h"

namespace lynceus::sources {
namespace {

using std::string_literals::operator""s;

std::string EuDocument(const std::string& records) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<export "
         "generationDate=\"2026-08-05T16:47:04\">\n" +
         records + "</export>\n";
}

const std::string kAnna =
    "<sanctionEntity designationDate=\"2014-03-17\" euReferenceNumber=\"EU.1.1\" logicalId=\"1\">\n"
    "<regulation regulationType=\"regulation\" numberTitle=\"269/2014\" programme=\"UKR\"/>\n"
    "<subjectType code=\"person\"/><nameAlias wholeName=\"Anna Probe\" strong=\"true\"/>\n"
    "<birthdate circa=\"false\" calendarType=\"GREGORIAN\" birthdate=\"1965-04-15\"/>\n"
    "</sanctionEntity>\n";
const std::string kFirm =
    "<sanctionEntity euReferenceNumber=\"EU.2.2\" logicalId=\"2\">\n"
    "<regulation regulationType=\"amendment\" numberTitle=\"34/2012\" programme=\"TAQA\"/>\n"
    "<subjectType code=\"enterprise\"/><nameAlias wholeName=\"Example Firm\" strong=\"true\"/>\n"
    "</sanctionEntity>\n";
const std::string kWhole = EuDocument(kAnna + kFirm);

std::string Repeat(const std::string& text, int times) {
  std::string repeated;
  for (int i = 0; i < times; ++i) repeated += text;
  return repeated;
}

TEST(EuXmlDamageTest, SaysWhatIsWrong) {
  ExpectOutcomes(
      "eu-xml",
      {
          {"whole", kWhole, "loads 2 entities and 2 designations"},
          {"empty", "",
           "INVALID_ARGUMENT list, line 1, byte 0: the file holds no element: it is empty or cut "
           "off. Do: get the file again"},
          {"only white space", " \n",
           "INVALID_ARGUMENT list, line 2, byte 2: the file holds no element: it is empty or cut "
           "off. Do: get the file again"},
          {"cut in a record", kWhole.substr(0, kWhole.find("Example")),
           "INVALID_ARGUMENT list, line 10, byte 594: the file is cut off: <sanctionEntity> of "
           "line 8 is not closed. Do: get the file again"},
          {"cut in a name of an element", kWhole.substr(0, kWhole.rfind("</") + 3),
           "INVALID_ARGUMENT list, line 12, byte 664: the file is cut off: <export> of line 2 is "
           "not closed. Do: get the file again"},
          {"cut between records", kWhole.substr(0, kWhole.find("</sanctionEntity>") + 17),
           "INVALID_ARGUMENT list, line 7, byte 423: the file is cut off: <export> of line 2 is "
           "not closed. Do: get the file again"},
          {"another root",
           WithReplaced(WithReplaced(kWhole, "<export", "<exported"), "</export>", "</exported>"),
           "INVALID_ARGUMENT list, line 2, byte 39: the root element is <exported>, not <export>. "
           "Do: this is another format or a web page; get the file from its publisher again"},
          {"a document type",
           WithReplaced(kWhole, "<export", "<!DOCTYPE x [<!ENTITY a \"b\">]>\n<export"),
           "INVALID_ARGUMENT list, line 2, byte 51: it declares a document type (DOCTYPE), which "
           "no list has. Do: get the file from its publisher again"},
          {"an ampersand", WithReplaced(kWhole, "Example", "A & B"),
           "INVALID_ARGUMENT list, line 10, byte 619: it is not well-formed XML: a character that "
           "may not stand here. Do: get the file again"},
          {"a NUL byte", WithReplaced(kWhole, "Example", "Ex\0ample"s),
           "INVALID_ARGUMENT list, line 10, byte 618: it is not well-formed XML: a character that "
           "may not stand here. Do: get the file again"},
          {"UTF-16", "\xFF\xFE<\0e\0"s,
           "INVALID_ARGUMENT list, line 1, byte 2: it is not well-formed XML: unclosed token. Do: "
           "get the file again"},
          {"a byte that is no UTF-8",
           WithReplaced(kWhole, "Example",
                        "Ex\xFF"
                        "ample"),
           "INVALID_ARGUMENT list, line 10, byte 618: it is not well-formed XML: a character that "
           "may not stand here. Do: get the file again"},
          {"an encoding that nobody knows", WithReplaced(kWhole, "UTF-8", "EBCDIC-9"),
           "INVALID_ARGUMENT list, line 1, byte 30: it is not well-formed XML: unknown encoding. "
           "Do: get the file again"},
          {"text between records",
           WithReplaced(kWhole, "</sanctionEntity>", "</sanctionEntity> and then"),
           "INVALID_ARGUMENT list, line 7, byte 423: text stands outside of any record. Do: the "
           "file is damaged; get it again"},
          {"an element between records",
           WithReplaced(kWhole, "</sanctionEntity>", "</sanctionEntity><hat/>"),
           "INVALID_ARGUMENT list, line 7, byte 423: an element <hat> stands where none is known. "
           "Do: this is another format, or a newer form of it; --allow layout loads it without "
           "that part"},
          {"two roots", kWhole + kWhole.substr(kWhole.find("\n") + 1),
           "INVALID_ARGUMENT list, line 13, byte 674: it is not well-formed XML: junk after "
           "document element. Do: get the file again"},
          {"HTML", "<html><body>Service unavailable</body></html>",
           "INVALID_ARGUMENT list, line 1, byte 0: the root element is <html>, not <export>. Do: "
           "this is another format or a web page; get the file from its publisher again"},
          {"JSON", "{\"a\":1}",
           "INVALID_ARGUMENT list, line 1, byte 0: it is not well-formed XML: a character that may "
           "not stand here. Do: get the file again"},
          {"a record within a record",
           WithReplaced(kWhole, "</sanctionEntity>", "<sanctionEntity/></sanctionEntity>"),
           "INVALID_ARGUMENT list, line 3: a <sanctionEntity> stands within another. Do: get the "
           "file again"},
          {"an attribute twice",
           WithReplaced(kWhole, " logicalId=\"1\"", " logicalId=\"1\" logicalId=\"1\""),
           "INVALID_ARGUMENT list, line 3, byte 171: it is not well-formed XML: duplicate "
           "attribute. Do: get the file again"},
          {"too deep", EuDocument("<sanctionEntity>" + Repeat("<a>", 100)),
           "RESOURCE_EXHAUSTED list, line 3, byte 287: elements nest too deeply (limit: 64 "
           "levels). Do: no list comes near it; get the file from its publisher again"},
          {"no id", WithReplaced(kWhole, " euReferenceNumber=\"EU.1.1\" logicalId=\"1\"", ""),
           "INVALID_ARGUMENT list, line 3: a <sanctionEntity> has neither euReferenceNumber nor "
           "logicalId. Do: get the file again"},
          {"no reference number", WithReplaced(kWhole, " euReferenceNumber=\"EU.1.1\"", ""),
           "loads 2 entities and 2 designations; warning: line 3: eu:logical-1 has no "
           "euReferenceNumber; its logicalId stands for it"},
          {"an id twice", WithReplaced(kWhole, "EU.2.2", "EU.1.1"),
           "loads 1 entities and 2 designations; warning: line 8: eu:EU.1.1 was there before (line "
           "3); what both say is kept"},
          {"no name", WithReplaced(kWhole, "wholeName=\"Anna Probe\"", "wholeName=\"\""),
           "loads 2 entities and 2 designations; warning: line 3: eu:EU.1.1 has no name"},
          {"no regulation",
           WithReplaced(kWhole,
                        "<regulation regulationType=\"regulation\" numberTitle=\"269/2014\" "
                        "programme=\"UKR\"/>",
                        ""),
           "loads 2 entities and 2 designations; warning: line 3: eu:EU.1.1 names no regulation; "
           "its programme is not known"},
          {"no date of the list",
           WithReplaced(kWhole, " generationDate=\"2026-08-05T16:47:04\"", ""),
           "loads 2 entities and 2 designations; warning: generationDate \"\" is no date; the "
           "list's date is not known"},
          {"a date of designation that is none", WithReplaced(kWhole, "2014-03-17", "17.03.2014"),
           "loads 2 entities and 2 designations; fragment: sanctionEntity@designationDate: "
           "17.03.2014"},
          {"a day that no calendar has", WithReplaced(kWhole, "1965-04-15", "1965-02-30"),
           "loads 2 entities and 2 designations; fragment: date of birth: birthdate 1965-02-30"},
          {"a type of party that nobody knows",
           WithReplaced(kWhole, "code=\"person\"", "code=\"robot\""),
           "loads 2 entities and 2 designations; fragment: subjectType: robot "},
          {"an attribute that nobody knows",
           WithReplaced(kWhole, "wholeName=\"Anna", "mood=\"bad\" wholeName=\"Anna"),
           "loads 2 entities and 2 designations; fragment: nameAlias@mood: bad"},
          {"no record", EuDocument(""),
           "INVALID_ARGUMENT list: it holds no <sanctionEntity>. Do: get the file again; a list "
           "without parties is none"},
      });
}

TEST(EuXmlDamageTest, IsNeverSilentAboutACut) { ExpectNoSilentCut("eu-xml", kWhole, 3, 1); }

}  // namespace
}  // namespace lynceus::sources
