#pragma once
// Small lists in the European Union's forms, written for these tests. Names of persons are
// invented.

#include <string>
#include <string_view>

namespace lynceus::sources {

inline constexpr std::string_view kEuXml =
    R"XML(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" )XML"
    R"XML(generationDate="2026-08-05T16:47:04.449+02:00" globalFileId="1">
  <sanctionEntity designationDate="2014-03-17" designationDetails="seen in 2014" )XML"
    R"XML(unitedNationId="QDi.901" euReferenceNumber="EU.901.1" logicalId="901">
    <remark>Tax Registration Number: 7725056162, OGRN: 1037739044111. Leads a company.</remark>
    <regulation regulationType="amendment" organisationType="council" )XML"
    R"XML(publicationDate="2024-03-12" entryIntoForceDate="2024-03-13" numberTitle="2024/849 )XML"
    R"XML((OJ L)" programme="UKR" logicalId="11"><publicationUrl>)XML"
    R"XML(http://eur-lex.example/1</publicationUrl></regulation>
    <regulation regulationType="regulation" organisationType="council" )XML"
    R"XML(publicationDate="2014-03-17" entryIntoForceDate="2014-03-17" numberTitle="269/2014 )XML"
    R"XML((OJ L78)" programme="UKR" logicalId="12"/>
    <regulation regulationType="amendment" organisationType="council" )XML"
    R"XML(publicationDate="2022-07-22" entryIntoForceDate="2022-07-23" numberTitle="2022/1274 )XML"
    R"XML((OJ L194)" programme="HR" logicalId="13"/>
    <subjectType code="person" classificationCode="P"/>
    <nameAlias firstName="" middleName="" lastName="" wholeName="Vanya" function="" )XML"
    R"XML(gender="M" title="" nameLanguage="EN" strong="false" regulationLanguage="en" )XML"
    R"XML(logicalId="21"/>
    <nameAlias firstName="" middleName="" lastName="" wholeName="Иван ТЕСТОВ" )XML"
    R"XML(function="Director" gender="M" title="Dr." nameLanguage="RU" strong="true" )XML"
    R"XML(regulationLanguage="en" logicalId="22"><remark>spelled so in 2014</remark>)XML"
    R"XML(<regulationSummary regulationType="amendment" publicationDate="2022-07-22" )XML"
    R"XML(numberTitle="2022/1274 (OJ L194)" publicationUrl="http://eur-lex.example/2"/></nameAlias>
    <nameAlias firstName="Ivan" middleName="Petrovich" lastName="TESTOV" wholeName="" )XML"
    R"XML(function="" title="" nameLanguage="EN" strong="true" regulationLanguage="en" )XML"
    R"XML(logicalId="23"/>
    <citizenship region="" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION" )XML"
    R"XML(regulationLanguage="en" logicalId="31"/>
    <citizenship region="" countryIso2Code="00" countryDescription="UNKNOWN" )XML"
    R"XML(regulationLanguage="en" logicalId="32"/>
    <birthdate circa="false" calendarType="GREGORIAN" city="Omsk" zipCode="" )XML"
    R"XML(birthdate="1965-04-15" dayOfMonth="15" monthOfYear="4" year="1965" region="" )XML"
    R"XML(place="-" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION" logicalId="41"/>
    <birthdate circa="true" calendarType="GREGORIAN" city="" year="1966" countryIso2Code="00" )XML"
    R"XML(countryDescription="UNKNOWN" logicalId="42"/>
    <birthdate circa="false" calendarType="GREGORIAN" monthOfYear="5" year="1967" logicalId="43"/>
    <birthdate circa="true" calendarType="GREGORIAN" yearRangeFrom="1958" yearRangeTo="1953" )XML"
    R"XML(logicalId="44"/>
    <birthdate circa="false" calendarType="ISLAMIC" year="1384" monthOfYear="2" logicalId="45"/>
    <birthdate circa="false" calendarType="GREGORIAN" dayOfMonth="31" monthOfYear="2" )XML"
    R"XML(year="1965" logicalId="46"/>
    <identification diplomatic="true" knownExpired="false" knownFalse="true" )XML"
    R"XML(reportedLost="false" revokedByIssuer="false" issuedBy="MID" latinNumber="" )XML"
    R"XML(nameOnDocument="Piotr Probe" number="75 1234567" region="" )XML"
    R"XML(identificationTypeCode="passport" identificationTypeDescription="National passport" )XML"
    R"XML(countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION" logicalId="51"><remark>)XML"
    R"XML(shown in 2019</remark></identification>
    <identification diplomatic="false" knownExpired="false" knownFalse="false" )XML"
    R"XML(reportedLost="false" revokedByIssuer="false" latinNumber="A-12" number="А-12" )XML"
    R"XML(identificationTypeCode="id" identificationTypeDescription="National identification )XML"
    R"XML(card" countryIso2Code="00" countryDescription="UNKNOWN" logicalId="52"/>
    <identification number="7725056162" identificationTypeCode="fiscalcode" )XML"
    R"XML(identificationTypeDescription="Fiscal code" countryIso2Code="RU" )XML"
    R"XML(countryDescription="RUSSIAN FEDERATION" logicalId="53"/>
    <identification number="44" identificationTypeCode="shoe" )XML"
    R"XML(identificationTypeDescription="Shoe size" countryIso2Code="00" logicalId="54"/>
    <identification number="" identificationTypeCode="other" )XML"
    R"XML(identificationTypeDescription="Other" countryIso2Code="00" logicalId="55"><remark>)XML"
    R"XML(driving licence, number not known</remark></identification>
    <address city="Omsk" street="1 Test Street" poBox="12" zipCode="644000" region="" )XML"
    R"XML(place="" asAtListingTime="true" countryIso2Code="RU" countryDescription="RUSSIAN )XML"
    R"XML(FEDERATION" logicalId="61"><contactInfo key="PHONE" value="+7 1"/>)XML"
    R"XML(<contactInfo key="EMAIL" value="a@b.example"/><contactInfo key="TELEX" value="7"/>)XML"
    R"XML(</address>
    <hat colour="green">felt</hat>
  </sanctionEntity>
  <sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.902.2" )XML"
    R"XML(logicalId="902" mood="bad">
    <regulation regulationType="regulation" organisationType="commission" )XML"
    R"XML(publicationDate="2003-07-08" entryIntoForceDate="2003-07-07" numberTitle="1210/2003 )XML"
    R"XML((OJ L169)" programme="IRQ" logicalId="14"/>
    <subjectType code="enterprise" classificationCode="E"/>
    <nameAlias wholeName="Example  Trading LLC" nameLanguage="FR" strong="true" logicalId="24"/>
    <identification number="IMO 9187629" identificationTypeCode="imo" )XML"
    R"XML(identificationTypeDescription="IMO number" countryIso2Code="00" logicalId="56"/>
    <identification number="1027700132195" identificationTypeCode="regnumber" )XML"
    R"XML(identificationTypeDescription="Registration Number" countryIso2Code="RU" )XML"
    R"XML(countryDescription="RUSSIAN FEDERATION" logicalId="57"/>
  </sanctionEntity>
  <sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="" logicalId="903">
    <regulation regulationType="amendment" organisationType="council" )XML"
    R"XML(publicationDate="2025-01-31" entryIntoForceDate="2025-02-01" numberTitle="2025/206 )XML"
    R"XML((L 202500206)" programme="TERR" logicalId="15"/>
    <subjectType code="enterprise" classificationCode="E"/>
    <nameAlias wholeName="Example Front" nameLanguage="" strong="false" logicalId="25"/>
  </sanctionEntity>
</export>
)XML";

// CSV 1.0: the columns of the form, and rows made of the columns that hold something.
inline std::string EuCsvHeader() {
  return "Date_file;Entity_logical_id;Subject_type;Leba_numtitle;Leba_publication_date;Leba_url;"
         "Programme;Entity_remark;Naal_logical_id;Entity_logical_id;Naal_leba_numtitle;"
         "Naal_leba_publication_date;Naal_leba_url;Naal_programme;Naal_lastname;Naal_firstname;"
         "Naal_middlename;Naal_wholename;Naal_gender;Naal_title;Naal_function;Naal_language;"
         "Addr_logical_id;Entity_logical_id;Addr_leba_numtitle;Addr_leba_publication_date;"
         "Addr_leba_url;Addr_programme;Addr_number;Addr_street;Addr_zipcode;Addr_city;Addr_country;"
         "Addr_other;Birt_logical_id;Entity_logical_id;Birt_leba_numtitle;"
         "Birt_leba_publication_date;Birt_leba_url;Birt_programme;Birt_date;Birt_place;"
         "Birt_country;Iden_logical_id;Entity_logical_id;Iden_leba_numtitle;"
         "Iden_leba_publication_date;Iden_leba_url;Iden_programme;Iden_number;Iden_country;"
         "Citi_logical_id;Entity_logical_id;Citi_leba_numtitle;Citi_leba_publication_date;"
         "Citi_leba_url;Citi_programme;Citi_country;EU_ref_num\n";
}

// The parts of a row behind its entity's: name (14 columns), address (12), birth (9), document (8),
// citizenship (7).
inline constexpr std::string_view kNoName = ";;;;;;;;;;;;;";
inline constexpr std::string_view kNoAddress = ";;;;;;;;;;;";
inline constexpr std::string_view kNoBirth = ";;;;;;;;";
inline constexpr std::string_view kNoDocument = ";;;;;;;";
inline constexpr std::string_view kNoCitizenship = ";;;;;;";

inline std::string EuCsvRow(std::string_view entity, std::string_view name,
                            std::string_view address, std::string_view birth,
                            std::string_view document, std::string_view citizenship,
                            std::string_view reference) {
  std::string row(entity);
  for (const std::string_view part : {name, address, birth, document, citizenship, reference}) {
    row += ';';
    row += part;
  }
  return row + "\n";
}

inline std::string EuCsv() {
  const std::string_view anna =
      "04/07/2018;911;P;2018/223 (OJ L43);2018-02-16;http://eur-lex.example/3;ZWE;"
      "(Date of UN designation: 2002-02-21)\\n(Date of designation referred to in Article 7 (2): "
      "21.1.2002.)";
  const std::string_view anna_before =
      "04/07/2018;911;P;1643/2002 (OJ L247);2002-09-13;http://eur-lex.example/4;ZWE;";
  const std::string_view firm =
      "04/07/2018;912;E;34/2012 (OJ L15);2012-01-18;http://eur-lex.example/5;TAQA;";
  return EuCsvHeader() +
         EuCsvRow(anna,
                  "1;911;a;2018-02-16;u;ZWE;Probe;Anna;;Anna Probe;F;Dr;Former Minister, of Tests;",
                  kNoAddress, kNoBirth, kNoDocument, kNoCitizenship, "EU.911.1") +
         EuCsvRow(firm, "2;912;a;2012-01-18;u;TAQA;;;;Example Foundation;;;;", kNoAddress, kNoBirth,
                  kNoDocument, kNoCitizenship, "EU.912.2") +
         EuCsvRow(anna_before, "3;911;a;2002-09-13;u;ZWE;;;;Anne Probe;;;\"Minister; of Tests\";FR",
                  kNoAddress, kNoBirth, kNoDocument, kNoCitizenship, "EU.911.1") +
         EuCsvRow(anna, kNoName, kNoAddress, "4;911;a;2005-06-16;u;ZWE;1954-02-21;Kutama;ZWE",
                  kNoDocument, kNoCitizenship, "EU.911.1") +
         EuCsvRow(anna, kNoName, kNoAddress, "5;911;a;2005-06-16;u;ZWE;N/A;-;", kNoDocument,
                  kNoCitizenship, "EU.911.1") +
         EuCsvRow(anna, kNoName, kNoAddress, kNoBirth,
                  "6;911;a;2012-02-22;u;ZWE;AD001095 (passport-National passport) ((passport));ZWE",
                  kNoCitizenship, "EU.911.1") +
         EuCsvRow(anna, kNoName, kNoAddress, kNoBirth, kNoDocument, "7;911;a;2012-02-22;u;ZWE;ZWE",
                  "EU.911.1") +
         EuCsvRow(firm, kNoName,
                  "8;912;a;2012-01-18;u;TAQA;12;Clifton Road;75600;Karachi;PAK;"
                  "PHONE[497 92 63]\\nFAX[662 38 14] at night",
                  kNoBirth, kNoDocument, kNoCitizenship, "EU.912.2") +
         EuCsvRow(firm, "9;912;a;2012-01-18;u;TAQA;;;;????µ??? Foundation;;;;EL", kNoAddress,
                  kNoBirth, kNoDocument, kNoCitizenship, "EU.912.2") +
         EuCsvRow(firm, "10;912;a;2012-01-18;u;TAQA;;;;????????? ????;;;;BG", kNoAddress, kNoBirth,
                  kNoDocument, kNoCitizenship, "EU.912.2");
}

// The same lines as a spreadsheet wraps them.
inline std::string Wrapped(const std::string& table) {
  std::string text;
  std::string line = "\"";
  for (const char c : table) {
    if (c == '\n') {
      text += line + "\t\t\t\"\n";
      line = "\"";
    } else if (c == '"') {
      line += "\"\"";
    } else {
      line += c == ',' ? '\t' : c;
    }
  }
  return text;
}

inline constexpr std::string_view kEuJournal =
    R"(celex,recordId,programKey,annex,measure,startDate,reason,schema,name,alias,weakAlias,)"
    R"(previousName,nationality,birthDate,birthPlace,position,passportNumber,gender,innCode,)"
    R"(imoNumber,flag,address,website,notes,mood
32014R0269,12,EU-UKR,I,Asset freeze,15.9.2022,"Leads tests, and more.",Person,Ivan TESTOV;)"
    R"( Iwan Testow,Иван ТЕСТОВ,Vanya,Ivan STARYI,Russian,15.4.1965; around 1966,"Omsk, Russia",)"
    R"(Director; Owner,75 1234567,M,,,,"1 Test Street; Omsk",,"INN: 7725056162",calm
32014R0269,12,EU-UKR,I,Asset freeze,15.9.2022,"Leads tests, and more.",Person,Ivan TESTOV,,,,,,,,)"
    R"(,,,,,,,,
32014R0833,7,EU-RUS,XLII,Port access ban,soon,,Vessel,Sample Star,,,,,,,,,,,9187629,Gabon,,,,
)";

}  // namespace lynceus::sources
