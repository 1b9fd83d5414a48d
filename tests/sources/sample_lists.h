#pragma once
// Small lists in the publishers' forms, written for these tests. Names of persons are invented.

#include <string>
#include <string_view>

namespace lynceus::sources {

// OFAC's files end their rows with CRLF and the file with 0x1A.
inline std::string OfacLines(std::string_view lines) {
  std::string text;
  for (const char c : lines) {
    if (c == '\n') text += '\r';
    text += c;
  }
  return text + '\x1A';
}

inline constexpr std::string_view kSdnRows =
    R"(101,"EXAMPLE SHIPPING COMPANY LIMITED",-0- ,"IRAN] [SDGT] [IFSR",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Website www.example-shipping.test; Tax ID No. 7707083893 (Russia); Registration Number 1027700132195 (Russia); a.k.a. 'EXSHIP'; Linked To: TESTOV, Ivan Petrovich."
102,"TESTOV, Ivan Petrovich","individual","RUSSIA-EO14024","Director",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 15 Apr 1965; alt. DOB circa 1966; POB Omsk, Russia; nationality Russia; citizen Cyprus; Gender Male; Passport 123456789 (Russia) issued 01 Feb 2015 expires 01 Feb 2025; Digital Currency Address - XBT 1ExampleWa11etAddressForTests; wears a green hat."
103,"SAMPLE STAR","vessel","IRAN",-0- ,"T2XX1","Crude Oil Tanker","99,144","56,068","Iran","Example Shipping","Vessel Registration Identification IMO 9187629; MMSI 572469210; f.k.a. 'OLD STAR'; Former Vessel Flag Malta; Linked To: EXAMPLE SHIPPING COMPANY LIMITED."
104,"EP-TST","aircraft","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Aircraft Model IL-76TD; Aircraft Manufacture Date 1992; Aircraft Construction Number (also called L/N or S/N or F/N) 8401; Linked To: NOBODY OF THIS FILE."
)";
inline constexpr std::string_view kAltRows = R"(101,1001,"aka","EXAMPLE LINES",-0- 
101,1002,"fka","OLD EXAMPLE LINES",-0- 
102,1003,"nka","TESTOFF, Ivan",-0- 
)";
inline constexpr std::string_view kAddRows =
    R"(101,2001,"12 Harbour Road","Limassol 3030","Cyprus",-0- 
101,2002,-0- ,-0- ,"Iran",-0- 
102,2003,-0- ,"Omsk","Russia",-0- 
103,2004,-0- ,-0- ,-0- ,-0- 
104,2005,-0- ,-0- ,-0- ,-0- 
)";
inline constexpr std::string_view kConsRows =
    R"(101,"EXAMPLE SHIPPING COMPANY LIMITED",-0- ,"UKRAINE-EO13662] [RUSSIA-EO14024",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Executive Order 13662 Directive Determination - Subject to Directive 1."
201,"SAMPLE LEGISLATOR, Anna","individual","NS-PLC",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1962."
)";
inline constexpr std::string_view kConsAltRows = R"(201,3001,"aka","SAMPLE, A.",-0- 
101,3002,"aka","EXAMPLE LINES",-0- 
)";

inline constexpr std::string_view kSdnXml = R"(<?xml version="1.0" standalone="yes"?>
<sdnList xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">
  <publshInformation>
    <Publish_Date>03/28/2025</Publish_Date>
    <Record_Count>2</Record_Count>
  </publshInformation>
  <sdnEntry>
    <uid>102</uid>
    <firstName>Ivan Petrovich</firstName>
    <lastName>TESTOV</lastName>
    <title>Director</title>
    <sdnType>Individual</sdnType>
    <remarks>(Linked To: EXAMPLE SHIPPING COMPANY LIMITED); wears a green hat.</remarks>
    <programList><program>RUSSIA-EO14024</program><program>SDGT</program></programList>
    <idList>
      <id><uid>1</uid><idType>Passport</idType><idNumber>123456789</idNumber><idCountry>Russia</idCountry><expirationDate>01 Feb 2025</expirationDate></id>
      <id><uid>2</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
      <id><uid>3</uid><idType>Shoe Size</idType><idNumber>44</idNumber></id>
    </idList>
    <akaList>
      <aka><uid>4</uid><type>a.k.a.</type><category>strong</category><lastName>TESTOFF</lastName><firstName>Ivan</firstName></aka>
      <aka><uid>5</uid><type>a.k.a.</type><category>weak</category><lastName>VANYA</lastName></aka>
      <aka><uid>6</uid><type>f.k.a.</type><category>strong</category><lastName>STARYI</lastName></aka>
    </akaList>
    <addressList>
      <address><uid>7</uid><address1>1 Test Street</address1><city>Omsk</city><postalCode>644000</postalCode><country>Russia</country></address>
    </addressList>
    <nationalityList><nationality><uid>8</uid><country>Russia</country><mainEntry>true</mainEntry></nationality></nationalityList>
    <citizenshipList><citizenship><uid>9</uid><country>Cyprus</country><mainEntry>true</mainEntry></citizenship></citizenshipList>
    <dateOfBirthList>
      <dateOfBirthItem><uid>10</uid><dateOfBirth>15 Apr 1965</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem>
      <dateOfBirthItem><uid>11</uid><dateOfBirth>1953 to 1958</dateOfBirth><mainEntry>false</mainEntry></dateOfBirthItem>
    </dateOfBirthList>
    <placeOfBirthList><placeOfBirthItem><uid>12</uid><placeOfBirth>Pyongyang, Korea, North</placeOfBirth><mainEntry>true</mainEntry></placeOfBirthItem></placeOfBirthList>
  </sdnEntry>
  <sdnEntry>
    <uid>101</uid>
    <lastName>EXAMPLE SHIPPING COMPANY LIMITED</lastName>
    <sdnType>Entity</sdnType>
    <programList><program>IRAN</program></programList>
    <vesselInfo><callSign>T2XX1</callSign><vesselType>Tug</vesselType><vesselFlag>Iran</vesselFlag><vesselOwner>Somebody</vesselOwner><tonnage>10</tonnage><grossRegisteredTonnage>9</grossRegisteredTonnage></vesselInfo>
  </sdnEntry>
</sdnList>
)";

inline constexpr std::string_view kUnXml =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" dateGenerated="2026-02-27T00:00:09.554Z">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>ANNA</FIRST_NAME><SECOND_NAME>SAMPLE</SECOND_NAME><THIRD_NAME>TESTOVA</THIRD_NAME>
      <UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>CDi.901</REFERENCE_NUMBER>
      <LISTED_ON>2015-07-01-04:00</LISTED_ON><GENDER>Female</GENDER>
      <NAME_ORIGINAL_SCRIPT>آنا نموذج</NAME_ORIGINAL_SCRIPT>
      <COMMENTS1>Leads the Example Front (CDe.902) and met CDi.999.</COMMENTS1>
      <TITLE><VALUE>Dr.</VALUE></TITLE>
      <DESIGNATION><VALUE>General</VALUE><VALUE>Treasurer</VALUE></DESIGNATION>
      <NATIONALITY><VALUE>Democratic Republic of the Congo</VALUE></NATIONALITY>
      <LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
      <LAST_DAY_UPDATED><VALUE>2016-10-13</VALUE></LAST_DAY_UPDATED>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Anna Muster; Anna Mustermann</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Annie</ALIAS_NAME><DATE_OF_BIRTH>1958-02-22</DATE_OF_BIRTH></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ADDRESS><CITY>Goma</CITY><COUNTRY>Democratic Republic of the Congo</COUNTRY><NOTE>as of 2016</NOTE></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_ADDRESS><COUNTRY/></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1971</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1970</FROM_YEAR><TO_YEAR>1973</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>August 1961</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>in the rainy season</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Bunia</CITY><COUNTRY>Uganda</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>Libyan Passport No. 96/184442</NUMBER><ISSUING_COUNTRY>Libya</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT><NUMBER>1-78-09-44621-80</NUMBER></INDIVIDUAL_DOCUMENT>
      <INDIVIDUAL_DOCUMENT/>
      <FAVOURITE_COLOUR>green</FAVOURITE_COLOUR>
      <SORT_KEY/><SORT_KEY_LAST_MOD/>
    </INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY>
      <DATAID>2</DATAID><VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>EXAMPLE FRONT</FIRST_NAME>
      <UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>CDe.902</REFERENCE_NUMBER><LISTED_ON>2014-06-30</LISTED_ON>
      <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Old Front</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ADDRESS><NOTE>Branch Office 16: Zabul, Iran</NOTE></ENTITY_ADDRESS>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>
)";

}  // namespace lynceus::sources
