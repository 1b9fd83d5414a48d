#pragma once
// Small lists in the United Kingdom's forms, written for these tests. Names of persons are
// invented.

#include <string_view>

namespace lynceus::sources {

inline constexpr std::string_view kUkXml =
    R"XML(<?xml version="1.0" encoding="utf-8"?>
<Designations xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <DateGenerated>10/09/2026</DateGenerated>
  <Designation>
    <LastUpdated>04/08/2026</LastUpdated><DateDesignated>29/06/2022</DateDesignated>
    <UniqueID>RUS9001</UniqueID><OFSIGroupID>90001</OFSIGroupID><UNReferenceNumber>)XML"
    R"XML(QDi.901</UNReferenceNumber>
    <Names>
      <Name><Name1>Ivan</Name1><Name2>Petrovich</Name2><Name6>TESTOV</Name6><NameType>)XML"
    R"XML(Primary Name</NameType></Name>
      <Name><Name1>Iwan</Name1><Name6>Testow</Name6><NameType>)XML"
    R"XML(Primary Name Variation</NameType></Name>
      <Name><Name6>Vanya</Name6><NameType>Alias</NameType><AliasStrength>)XML"
    R"XML(Low quality a.k.a</AliasStrength></Name>
      <Name><Name6>Ivan Probe</Name6><NameType>Alias</NameType><AliasStrength>)XML"
    R"XML(Good quality a.k.a</AliasStrength></Name>
      <Name><Name6>Stage Name</Name6><NameType>Pseudonym</NameType><Mood>bad</Mood></Name>
    </Names>
    <NonLatinNames><NonLatinName><NameNonLatinScript>Иван ТЕСТОВ</NameNonLatinScript>)XML"
    R"XML(<NonLatinScriptType>Cyrillic</NonLatinScriptType><NonLatinScriptLanguage>)XML"
    R"XML(Russian</NonLatinScriptLanguage></NonLatinName></NonLatinNames>
    <Titles><Title>Dr</Title></Titles>
    <RegimeName>The Russia (Sanctions) (EU Exit) Regulations 2019</RegimeName>
    <IndividualEntityShip>Individual</IndividualEntityShip>
    <DesignationSource>UK|UN</DesignationSource>
    <SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>
    <SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze><TravelBan>true</TravelBan>)XML"
    R"XML(<TrustServicesSanctions>true</TrustServicesSanctions><ArmsEmbargo>)XML"
    R"XML(false</ArmsEmbargo><Deposits>perhaps</Deposits></SanctionsImposedIndicators>
    <OtherInformation>INN: 772505616204. Associated with another (QDi.902) and )XML"
    R"XML((QDi.999).</OtherInformation>
    <UKStatementofReasons>Leads Example Holding.</UKStatementofReasons>
    <Addresses><Address><AddressLine1>1 Test Street</AddressLine1><AddressLine6>)XML"
    R"XML(Omsk</AddressLine6><AddressPostalCode>644000</AddressPostalCode><AddressCountry>)XML"
    R"XML(Russia</AddressCountry></Address></Addresses>
    <PhoneNumbers><PhoneNumber>+7 1</PhoneNumber></PhoneNumbers>
    <EmailAddresses><EmailAddress>a@b.example</EmailAddress></EmailAddresses>
    <Websites><Website>http://b.example/</Website></Websites>
    <IndividualDetails><Individual>
      <DOBs><DOB>12/05/1958</DOB><DOB>dd/mm/1945</DOB><DOB>dd/05/1946</DOB><DOB>1947</DOB>)XML"
    R"XML(<DOB>31/02/1948</DOB></DOBs>
      <Nationalities><Nationality>Russia</Nationality><Nationality>Cypriot</Nationality>)XML"
    R"XML(</Nationalities>
      <Genders><Gender>Male</Gender></Genders>
      <Positions><Position>Director</Position></Positions>
      <PassportDetails><Passport><PassportNumber>P04581926</PassportNumber>)XML"
    R"XML(<PassportAdditionalInformation>)XML"
    R"XML(Russian passport number P04581926 (expires 7 August )XML"
    R"XML(2034)</PassportAdditionalInformation></Passport><Passport><PassportNumber>)XML"
    R"XML(Unknown</PassportNumber></Passport></PassportDetails>
      <NationalIdentifierDetails><NationalIdentifier><NationalIdentifierNumber>)XML"
    R"XML(2132370</NationalIdentifierNumber></NationalIdentifier></NationalIdentifierDetails>
      <BirthDetails><Location><TownOfBirth>Omsk</TownOfBirth><CountryOfBirth>)XML"
    R"XML(Russia</CountryOfBirth></Location></BirthDetails>
      <ShoeSize>44</ShoeSize>
    </Individual></IndividualDetails>
    <Hat>green</Hat>
  </Designation>
  <Designation>
    <DateDesignated>21/06/2021</DateDesignated><UniqueID>BEL9107</UniqueID>
    <UNReferenceNumber>QDi.903</UNReferenceNumber>
    <Names><Name><Name6>Example Trading Ltd</Name6><NameType>Primary Name</NameType></Name></Names>
    <NonLatinNames />
    <RegimeName>The Republic of Belarus (Sanctions) (EU Exit) Regulations 2019</RegimeName>
    <IndividualEntityShip>Entity</IndividualEntityShip><DesignationSource>UK</DesignationSource>
    <SanctionsImposed>Asset freeze</SanctionsImposed>
    <EntityDetails><Entity>
      <TypeOfEntities><TypeOfEntity>Oil trading company</TypeOfEntity></TypeOfEntities>
      <BusinessRegistrationNumbers><BusinessRegistrationNumber>)XML"
    R"XML(UK Company no. 06527449</BusinessRegistrationNumber><BusinessRegistrationNumber>)XML"
    R"XML(INN: 7725056162, OGRN 1037739044111</BusinessRegistrationNumber>)XML"
    R"XML(<BusinessRegistrationNumber>123-45</BusinessRegistrationNumber>)XML"
    R"XML(<BusinessRegistrationNumber>not known</BusinessRegistrationNumber>)XML"
    R"XML(</BusinessRegistrationNumbers>
      <ParentCompanies><ParentCompany>EXAMPLE  holding</ParentCompany><ParentCompany>)XML"
    R"XML(Nobody Group</ParentCompany><ParentCompany>Unknown</ParentCompany></ParentCompanies>
      <Subsidiaries><Subsidiary>Example (Deutschland) GmbH</Subsidiary><Subsidiary>)XML"
    R"XML(Example Trading Ltd</Subsidiary></Subsidiaries>
    </Entity></EntityDetails>
  </Designation>
  <Designation>
    <DateDesignated>next week</DateDesignated><UniqueID>BEL9108</UniqueID>
    <UNReferenceNumber>QDe.902</UNReferenceNumber>
    <Names><Name><Name6>Example Holding</Name6><NameType>Primary Name</NameType></Name></Names>
    <RegimeName>The Republic of Belarus (Sanctions) (EU Exit) Regulations 2019</RegimeName>
    <IndividualEntityShip>Entity</IndividualEntityShip><DesignationSource>UK</DesignationSource>
    <OtherInformation>Led by (QDi.901).</OtherInformation>
  </Designation>
  <Designation>
    <DateDesignated>03/10/2017</DateDesignated><UniqueID>DPR9075</UniqueID><UNReferenceNumber>)XML"
    R"XML(KPv.901</UNReferenceNumber>
    <Names><Name><Name6>Sample Star</Name6><NameType>Primary Name</NameType></Name></Names>
    <RegimeName>The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations )XML"
    R"XML(2019</RegimeName>
    <IndividualEntityShip>Ship</IndividualEntityShip><DesignationSource>UN</DesignationSource>
    <SanctionsImposed>Prohibition of port entry</SanctionsImposed>
    <ShipDetails><Ship>
      <IMONumbers><IMONumber>IMO9562233</IMONumber></IMONumbers>
      <CurrentOwnerOperators><CurrentOwnerOperator>Sample Shipping</CurrentOwnerOperator>)XML"
    R"XML(</CurrentOwnerOperators>
      <PreviousOwnerOperators><PreviousOwnerOperator>Example Holding</PreviousOwnerOperator>)XML"
    R"XML(</PreviousOwnerOperators>
      <CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>)XML"
    R"XML(Comoros</CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips>
      <PreviousFlags><PreviousFlag>India</PreviousFlag></PreviousFlags>
      <TypeOfShipDetails><TypeOfShip>Bulk Carrier</TypeOfShip></TypeOfShipDetails>
      <TonnageOfShipDetails><TonnageOfShip>7078</TonnageOfShip></TonnageOfShipDetails>
      <LengthOfShipDetails><LengthOfShip>134.5</LengthOfShip></LengthOfShipDetails>
      <YearBuilt>1999</YearBuilt>
      <HullIdentificationNumbers><HullIdentificationNumber>H-77</HullIdentificationNumber>)XML"
    R"XML(</HullIdentificationNumbers>
    </Ship></ShipDetails>
  </Designation>
</Designations>
)XML";

inline constexpr std::string_view kUkCsv =
    R"CSV(Report Date: 23-Sep-2025
Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name type,)CSV"
    R"CSV(Alias strength,Title,Name non-latin script,Non-latin script type,)CSV"
    R"CSV(Non-latin script language,Regime Name,Designation Type,Designation source,)CSV"
    R"CSV(Sanctions Imposed,Other Information,UK Statement of Reasons,Address Line 1,)CSV"
    R"CSV(Address Line 6,Address Postal Code,Address Country,Phone number,Date Designated,)CSV"
    R"CSV(D.O.B,Nationality(/ies),National Identifier number,Passport number,)CSV"
    R"CSV(Passport additional information,Position,Gender,Town of birth,Country of birth,)CSV"
    R"CSV(Type of entity,Subsidiaries,Parent company,Business registration number (s),)CSV"
    R"CSV(IMO number,Current owner/operator (s),Previous owner/operator (s),)CSV"
    R"CSV(Current believed flag of ship,Year Built,Shoe size
04/08/2025,RUS9001,90001,QDi.901,TESTOV,Ivan,Petrovich,Primary Name,,Dr,Иван ТЕСТОВ,Cyrillic,)CSV"
    R"CSV(Russian,The Russia (Sanctions) (EU Exit) Regulations 2019,Individual,UK|UN,)CSV"
    R"CSV(Asset freeze|Travel Ban,INN: 772505616204,Leads tests,1 Test Street,Omsk,644000,)CSV"
    R"CSV(Russia,+7 1,29/06/2022,12/05/1958,Russia,2132370,P04581926,Russian passport,)CSV"
    R"CSV(Director,Male,Omsk,Russia,,,,,,,,,,44
02/01/2024,BEL9107,,,Example Trading Ltd,,,Primary Name,,,,,,)CSV"
    R"CSV(The Republic of Belarus (Sanctions) (EU Exit) Regulations 2019,Entity,UK,)CSV"
    R"CSV(Asset freeze,,,,,,,,21/06/2021,,,,,,,,,,Oil trading company,)CSV"
    R"CSV(Example (Deutschland) GmbH,"Example Holding; Nobody Group",06527449,,,,,,
04/08/2025,RUS9001,90001,QDi.901,Vanya,,,Alias,Low quality a.k.a,Dr,,,,)CSV"
    R"CSV(The Russia (Sanctions) (EU Exit) Regulations 2019,Individual,UK|UN,)CSV"
    R"CSV(Asset freeze|Travel Ban,INN: 772505616204,Leads tests,2 Test Street,Omsk,,Russia,)CSV"
    R"CSV(+7 1,29/06/2022,dd/mm/1959,Russia,2132370,P04581926,Russian passport,Director,Male,)CSV"
    R"CSV(Omsk,Russia,,,,,,,,,,44
02/01/2024,DPR9075,,KPv.901,Sample Star,,,Primary Name,,,,,,)CSV"
    R"CSV(The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019,)CSV"
    R"CSV(Ship,UN,Prohibition of port entry,,,,,,,,03/10/2017,,,,,,,,,,,,,,9562233,)CSV"
    R"CSV(Example Trading Ltd,,Comoros,1999,
)CSV";

// The columns of 2018. The first name's file begins with a space, one group has two regimes, one
// person a UN reference of an entity.
inline constexpr std::string_view kConListOld =
    R"CSV(Last Updated,13/04/2018,,,,,,,,,,,,,,,,,,,,,,,,,,,
Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,)CSV"
    R"CSV(Nationality,Passport Details,NI Number,Position,Address 1,Address 2,Address 3,)CSV"
    R"CSV(Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,)CSV"
    R"CSV(Alias Type,Regime,Listed On,Last Updated,Group ID
 PROBE,Anna,,,,,a) Dr b) Prof,00/00/1980,(1) Omsk (2) Tomsk,(1)-(2) Russia,)CSV"
    R"CSV(1) Russian 2) Saudi Arabian,(1) A-333602 (Indian) issued on 4 June 1985 in Bombay )CSV"
    R"CSV((2) Passport no. 9632078. Issued 17/08/2006,Libyan national id no.55252,Leader,,,,,,)CSV"
    R"CSV(,,Afghanistan (since 2009),UN Ref QDe.904. Leads tests.,Individual,AKA,Afghanistan,)CSV"
    R"CSV(01/04/2016,02/04/2016,13349
EXAMPLE SHIPPING,,,,,,,,,,,,,,12 Harbour Road,,,,,Pyongyang,,DPRK,)CSV"
    R"CSV("UN Ref.KPE.905. IMO: 8937675. State Registration Number: 1037739044111 - Tax )CSV"
    R"CSV(Registration Number: 7725056162.",Entity,Prime Alias,Syria,24/08/2011,27/06/2017,13556
PROBE,Anna,,,,,a) Dr b) Prof,00/00/1981,(1) Omsk (2) Tomsk,(1)-(2) Russia,)CSV"
    R"CSV(1) Russian 2) Saudi Arabian,(1) A-333602 (Indian) issued on 4 June 1985 in Bombay )CSV"
    R"CSV((2) Passport no. 9632078. Issued 17/08/2006,Libyan national id no.55252,Leader,,,,,,)CSV"
    R"CSV(,,Afghanistan (since 2009),UN Ref QDe.904. Leads tests.,Individual,Prime Alias,)CSV"
    R"CSV(Afghanistan,01/04/2016,02/04/2016,13349
OLD SHIPPING,,,,,,,,,,,,,,12 Harbour Road,,,,,Pyongyang,,DPRK,)CSV"
    R"CSV("UN Ref.KPE.905. IMO: 8937675. State Registration Number: 1037739044111 - Tax )CSV"
    R"CSV(Registration Number: 7725056162.",Entity,FKA,Iran (nuclear proliferation),)CSV"
    R"CSV(27/07/2010,27/06/2017,13556
)CSV";

inline constexpr std::string_view kConListLater =
    R"CSV(Last Updated,05/11/2025
Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,)CSV"
    R"CSV(Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,)CSV"
    R"CSV(Passport Number,Passport Details,National Identification Number,)CSV"
    R"CSV(National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,)CSV"
    R"CSV(Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,)CSV"
    R"CSV(Alias Quality,Regime,Listed On,UK Sanctions List Date Designated,Last Updated,)CSV"
    R"CSV(Grp Status,Group ID
TESTOV,Ivan,,,,,Dr,Иван ТЕСТОВ,Cyrillic,Russian,12/05/1958,Omsk,Russia,Russia,P04581926,)CSV"
    R"CSV(Russian passport,2132370,,Director,1 Test Street,,,,,Omsk,644000,Russia,)CSV"
    R"CSV((UK Sanctions List Ref):RUS9001. (UN Ref):QDi.901. (UK Statement of Reasons):Leads )CSV"
    R"CSV(tests. (Gender):Male. (Mood):Bad,Individual,Primary name,,Russia,30/06/2022,)CSV"
    R"CSV(29/06/2022,04/08/2025,Asset Freeze Targets,90001
VANYA,,,,,,Dr,,,,12/05/1958,Omsk,Russia,Russia,P04581926,Russian passport,2132370,,Director,)CSV"
    R"CSV(1 Test Street,,,,,Omsk,644000,Russia,)CSV"
    R"CSV((UK Sanctions List Ref):RUS9001. (UN Ref):QDi.901. (UK Statement of Reasons):Leads )CSV"
    R"CSV(tests. (Gender):Male. (Mood):Bad,Individual,AKA,Low,Russia,30/06/2022,29/06/2022,)CSV"
    R"CSV(04/08/2025,Asset Freeze Targets,90001
EXAMPLE TRADING LTD,,,,,,,,,,,,,,,,,,,,,,,,,,,)CSV"
    R"CSV((UK Sanctions List Ref):BEL9107. (Parent company):Example Holding. )CSV"
    R"CSV((Subsidiaries):Example GmbH. (Business Reg No):06527449,Entity,Primary name,,)CSV"
    R"CSV(Belarus,21/06/2021,21/06/2021,02/01/2024,Delisted,90002
EXAMPLE BANK,,,,,,,,,,,,,,,,,,,,,,,,,,,,Entity,Primary name,,Russia,21/06/2021,,02/01/2024,)CSV"
    R"CSV(Suspended,90003
)CSV";

}  // namespace lynceus::sources
