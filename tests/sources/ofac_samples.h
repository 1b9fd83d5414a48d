#pragma once
// Small lists in OFAC's two rich XML forms, written for these tests. Names of persons are invented.

#include <string>
#include <string_view>

namespace lynceus::sources {

inline constexpr std::string_view kAdvancedReferences =
    R"(<ReferenceValueSets>
<AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1401">F.K.A.</AliasType>)"
    R"(<AliasType ID="1403">Name</AliasType></AliasTypeValues>
<AreaCodeValues><AreaCode ID="11171" CountryID="11171" Description="Russia" AreaCodeTypeID="1">)"
    R"(RU</AreaCode><AreaCode ID="11291" CountryID="11291" Description="undetermined" )"
    R"(AreaCodeTypeID="1" /></AreaCodeValues>
<CountryValues><Country ID="11171" ISO2="RU">Russia</Country><Country ID="11074" ISO2="CY">)"
    R"(Cyprus</Country></CountryValues>
<DetailReferenceValues><DetailReference ID="91526">Male</DetailReference>)"
    R"(<DetailReference ID="704">General Cargo</DetailReference></DetailReferenceValues>
<EntryEventTypeValues><EntryEventType ID="1">Created</EntryEventType><EntryEventType ID="2">)"
    R"(Amended</EntryEventType></EntryEventTypeValues>
<FeatureTypeValues><FeatureType ID="2">VESSEL TYPE</FeatureType><FeatureType ID="8">)"
    R"(Birthdate</FeatureType><FeatureType ID="9">Place of Birth</FeatureType>)"
    R"(<FeatureType ID="10">Nationality Country</FeatureType><FeatureType ID="25">)"
    R"(Location</FeatureType><FeatureType ID="224">Gender</FeatureType><FeatureType ID="344">)"
    R"(Digital Currency Address - XBT</FeatureType><FeatureType ID="13">SWIFT/BIC</FeatureType>)"
    R"(<FeatureType ID="867">Listing Date (CMIC)</FeatureType><FeatureType ID="999">)"
    R"(Favourite Colour</FeatureType></FeatureTypeValues>
<IDRegDocDateTypeValues><IDRegDocDateType ID="1480">Issue Date</IDRegDocDateType>)"
    R"(<IDRegDocDateType ID="1481">Expiration Date</IDRegDocDateType></IDRegDocDateTypeValues>
<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType><IDRegDocType ID="1596">)"
    R"(Tax ID No.</IDRegDocType><IDRegDocType ID="1626">)"
    R"(Vessel Registration Identification</IDRegDocType><IDRegDocType ID="1999">)"
    R"(Library Card</IDRegDocType></IDRegDocTypeValues>
<LegalBasisValues><LegalBasis ID="1">Unknown</LegalBasis><LegalBasis ID="91503">)"
    R"(Executive Order 13662 (Ukraine)</LegalBasis><LegalBasis ID="92049">)"
    R"(Executive Order 14024 (Russia)</LegalBasis></LegalBasisValues>
<ListValues><List ID="1550">SDN List</List><List ID="91507">)"
    R"(Sectoral Sanctions Identifications List</List><List ID="91512">Consolidated List</List>)"
    R"(<List ID="77777">List of Tomorrow</List></ListValues>
<LocPartTypeValues><LocPartType ID="1451">ADDRESS1</LocPartType><LocPartType ID="1454">)"
    R"(CITY</LocPartType><LocPartType ID="1456">POSTAL CODE</LocPartType></LocPartTypeValues>
<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">)"
    R"(First Name</NamePartType><NamePartType ID="1522">Middle Name</NamePartType>)"
    R"(<NamePartType ID="1525">Entity Name</NamePartType><NamePartType ID="91708">)"
    R"(Patronymic</NamePartType></NamePartTypeValues>
<PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType>)"
    R"(<PartySubType ID="2" PartyTypeID="4">Aircraft</PartySubType>)"
    R"(<PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType>)"
    R"(<PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType>)"
    R"(<PartyType ID="4">Transport</PartyType></PartyTypeValues>
<RelationQualityValues><RelationQuality ID="1540">High</RelationQuality>)"
    R"(<RelationQuality ID="1541">Low</RelationQuality></RelationQualityValues>
<RelationTypeValues><RelationType ID="15003">Owned or Controlled By</RelationType>)"
    R"(<RelationType ID="92122">Property in the interest of</RelationType>)"
    R"(<RelationType ID="91725">Leader or official of</RelationType><RelationType ID="15004">)"
    R"(Family member of</RelationType><RelationType ID="88888">Neighbour of</RelationType>)"
    R"(</RelationTypeValues>
<ReliabilityValues><Reliability ID="1">Unknown</Reliability><Reliability ID="1561">)"
    R"(False</Reliability></ReliabilityValues>
<SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="1705">)"
    R"(Block</SanctionsType><SanctionsType ID="91505">13662 Sectoral Directive 1</SanctionsType>)"
    R"(</SanctionsTypeValues>
<ScriptValues><Script ID="215" ScriptCode="Latin">Latin</Script>)"
    R"(<Script ID="220" ScriptCode="Cyrl">Cyrillic</Script><Script ID="501" ScriptCode="Hans">)"
    R"(Chinese Simplified</Script></ScriptValues>
<ValidityValues><Validity ID="1">Valid</Validity><Validity ID="2">Fraudulent</Validity>)"
    R"(</ValidityValues>
</ReferenceValueSets>
)";

inline constexpr std::string_view kAdvancedTables =
    R"(<Locations>
<Location ID="501"><LocationAreaCode AreaCodeID="11171"/>)"
    R"(<LocationCountry CountryID="11171" CountryRelevanceID="1413"/>)"
    R"(<LocationPart LocPartTypeID="1456"><LocationPartValue Primary="true"><Comment/><Value>)"
    R"(101000</Value></LocationPartValue></LocationPart><LocationPart LocPartTypeID="1451">)"
    R"(<LocationPartValue Primary="true"><Value>1 Test Street</Value></LocationPartValue>)"
    R"(<LocationPartValue Primary="false"><Value>ул. Тестовая, 1</Value></LocationPartValue>)"
    R"(</LocationPart><LocationPart LocPartTypeID="1454"><LocationPartValue Primary="true">)"
    R"(<Value>Moscow</Value></LocationPartValue></LocationPart>)"
    R"(<FeatureVersionReference FeatureVersionID="1"/></Location>
<Location ID="502"><LocationAreaCode AreaCodeID="11291"/>)"
    R"(<FeatureVersionReference FeatureVersionID="2"/></Location>
<Location ID="503"><LocationCountry CountryID="11074"/></Location>
</Locations>
<IDRegDocuments>
<IDRegDocument ID="601" IDRegDocTypeID="1571" IdentityID="1" IssuedBy-CountryID="11171" )"
    R"(ValidityID="2"><Comment/><IDRegistrationNo>P1234567</IDRegistrationNo><IssuingAuthority/>)"
    R"(<DocumentDate IDRegDocDateTypeID="1480"><DatePeriod><Start Approximate="false"><From>)"
    R"(<Year>2014</Year><Month>7</Month><Day>9</Day></From><To><Year>2014</Year><Month>7</Month>)"
    R"(<Day>9</Day></To></Start><End Approximate="false"><From><Year>2014</Year><Month>7</Month>)"
    R"(<Day>9</Day></From><To><Year>2014</Year><Month>7</Month><Day>9</Day></To></End>)"
    R"(</DatePeriod></DocumentDate></IDRegDocument>
<IDRegDocument ID="602" IDRegDocTypeID="1596" IdentityID="2" ValidityID="1"><IDRegistrationNo>)"
    R"(7707083893</IDRegistrationNo><IssuingAuthority>INN</IssuingAuthority></IDRegDocument>
<IDRegDocument ID="603" IDRegDocTypeID="1999" IdentityID="1" IssuedBy-CountryID="11074" )"
    R"(ValidityID="1"><IDRegistrationNo>L-77</IDRegistrationNo></IDRegDocument>
<IDRegDocument ID="604" IDRegDocTypeID="1626" IdentityID="3" ValidityID="1"><IDRegistrationNo>)"
    R"(IMO 9187629</IDRegistrationNo></IDRegDocument>
</IDRegDocuments>
)";

inline constexpr std::string_view kAdvancedParties =
    R"(<DistinctParties>
<DistinctParty FixedRef="9001"><Comment>(Linked To: TEST WORKS); Telephone: 007 495 1</Comment>)"
    R"(<Profile ID="9001" PartySubTypeID="4">
<Identity ID="1" FixedRef="9001" Primary="true" False="false">
<Alias FixedRef="9001" AliasTypeID="1403" Primary="true" LowQuality="false">
<DocumentedName ID="1" DocNameStatusID="1"><DocumentedNamePart>)"
    R"(<NamePartValue NamePartGroupID="11" ScriptID="215">TESTOV</NamePartValue>)"
    R"(</DocumentedNamePart><DocumentedNamePart>)"
    R"(<NamePartValue NamePartGroupID="12" ScriptID="215">Ivan</NamePartValue>)"
    R"(</DocumentedNamePart><DocumentedNamePart>)"
    R"(<NamePartValue NamePartGroupID="13" ScriptID="215">Petrovich</NamePartValue>)"
    R"(</DocumentedNamePart></DocumentedName>
<DocumentedName ID="2" DocNameStatusID="2"><DocumentedNamePart>)"
    R"(<NamePartValue NamePartGroupID="11" ScriptID="220">ТЕСТОВ</NamePartValue>)"
    R"(</DocumentedNamePart><DocumentedNamePart>)"
    R"(<NamePartValue NamePartGroupID="12" ScriptID="220">Иван</NamePartValue>)"
    R"(</DocumentedNamePart></DocumentedName>
</Alias>
<Alias FixedRef="9001" AliasTypeID="1400" Primary="false" LowQuality="true">)"
    R"(<DocumentedName ID="3" DocNameStatusID="2"><DocumentedNamePart>)"
    R"(<NamePartValue NamePartGroupID="14" ScriptID="215">Vanya</NamePartValue>)"
    R"(</DocumentedNamePart></DocumentedName></Alias>
<Alias FixedRef="9001" AliasTypeID="1401" Primary="false" LowQuality="false">)"
    R"(<DocumentedName ID="4" DocNameStatusID="2"><DocumentedNamePart>)"
    R"(<NamePartValue NamePartGroupID="11" ScriptID="215">STAROV</NamePartValue>)"
    R"(</DocumentedNamePart><DocumentedNamePart>)"
    R"(<NamePartValue NamePartGroupID="12" ScriptID="215">Ivan</NamePartValue>)"
    R"(</DocumentedNamePart></DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="11" NamePartTypeID="1520"/>)"
    R"(</MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="12" NamePartTypeID="1521"/>)"
    R"(</MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="13" NamePartTypeID="91708"/>)"
    R"(</MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="14" NamePartTypeID="1521"/>)"
    R"(</MasterNamePartGroup></NamePartGroups>
</Identity>
<Feature ID="1" FeatureTypeID="8"><FeatureVersion ID="1" ReliabilityID="1"><Comment/><DatePeriod>)"
    R"(<Start Approximate="true"><From><Year>1962</Year><Month>1</Month><Day>1</Day></From><To>)"
    R"(<Year>1962</Year><Month>1</Month><Day>1</Day></To></Start><End Approximate="false"><From>)"
    R"(<Year>1962</Year><Month>12</Month><Day>31</Day></From><To><Year>1962</Year><Month>)"
    R"(12</Month><Day>31</Day></To></End></DatePeriod><VersionDetail DetailTypeID="1430"/>)"
    R"(</FeatureVersion><IdentityReference IdentityID="1"/></Feature>
<Feature ID="2" FeatureTypeID="8"><FeatureVersion ID="2" ReliabilityID="1561"><DatePeriod>)"
    R"(<Start Approximate="false"><From><Year>1953</Year><Month>1</Month><Day>1</Day></From><To>)"
    R"(<Year>1953</Year><Month>1</Month><Day>1</Day></To></Start><End Approximate="false"><From>)"
    R"(<Year>1958</Year><Month>12</Month><Day>31</Day></From><To><Year>1958</Year><Month>)"
    R"(12</Month><Day>31</Day></To></End></DatePeriod></FeatureVersion></Feature>
<Feature ID="3" FeatureTypeID="9"><FeatureVersion ID="3" ReliabilityID="1">)"
    R"(<VersionDetail DetailTypeID="1432">Omsk, Russia</VersionDetail></FeatureVersion></Feature>
<Feature ID="4" FeatureTypeID="10"><FeatureVersion ID="4" ReliabilityID="1">)"
    R"(<VersionDetail DetailTypeID="1433"/><VersionLocation LocationID="503"/></FeatureVersion>)"
    R"(</Feature>
<Feature ID="5" FeatureTypeID="25"><FeatureVersion ID="5" ReliabilityID="1">)"
    R"(<VersionLocation LocationID="501"/></FeatureVersion></Feature>
<Feature ID="6" FeatureTypeID="224"><FeatureVersion ID="6" ReliabilityID="1">)"
    R"(<VersionDetail DetailTypeID="1431" DetailReferenceID="91526"/></FeatureVersion></Feature>
<Feature ID="7" FeatureTypeID="344"><FeatureVersion ID="7" ReliabilityID="1">)"
    R"(<VersionDetail DetailTypeID="1432">1ExampleWa11etAddressForTests</VersionDetail>)"
    R"(</FeatureVersion></Feature>
<Feature ID="8" FeatureTypeID="999"><FeatureVersion ID="8" ReliabilityID="1">)"
    R"(<VersionDetail DetailTypeID="1432">green</VersionDetail></FeatureVersion></Feature>
</Profile></DistinctParty>
<DistinctParty FixedRef="9002"><Profile ID="9002" PartySubTypeID="3">
<Identity ID="2" FixedRef="9002" Primary="true" False="false">)"
    R"(<Alias AliasTypeID="1403" Primary="true" LowQuality="false">)"
    R"(<DocumentedName ID="5" DocNameStatusID="1"><DocumentedNamePart>)"
    R"(<NamePartValue NamePartGroupID="21" ScriptID="215">TEST WORKS</NamePartValue>)"
    R"(</DocumentedNamePart></DocumentedName></Alias><NamePartGroups><MasterNamePartGroup>)"
    R"(<NamePartGroup ID="21" NamePartTypeID="1525"/></MasterNamePartGroup></NamePartGroups>)"
    R"(</Identity>
<Feature ID="9" FeatureTypeID="25"><FeatureVersion ID="9" ReliabilityID="1">)"
    R"(<VersionLocation LocationID="502"/></FeatureVersion></Feature>
<Feature ID="10" FeatureTypeID="13"><FeatureVersion ID="10" ReliabilityID="1"><Comment>)"
    R"(main office</Comment><VersionDetail DetailTypeID="1432">TESTRUMM</VersionDetail>)"
    R"(</FeatureVersion></Feature>
</Profile></DistinctParty>
<DistinctParty FixedRef="9003"><Profile ID="9003" PartySubTypeID="1">
<Identity ID="3" FixedRef="9003" Primary="true" False="false">)"
    R"(<Alias AliasTypeID="1403" Primary="true" LowQuality="false">)"
    R"(<DocumentedName ID="6" DocNameStatusID="1"><DocumentedNamePart>)"
    R"(<NamePartValue NamePartGroupID="31" ScriptID="215">SAMPLE STAR</NamePartValue>)"
    R"(</DocumentedNamePart></DocumentedName></Alias></Identity>
<Feature ID="11" FeatureTypeID="2"><FeatureVersion ID="11" ReliabilityID="1">)"
    R"(<VersionDetail DetailTypeID="1431" DetailReferenceID="704"/></FeatureVersion></Feature>
</Profile></DistinctParty>
</DistinctParties>
)";

inline constexpr std::string_view kAdvancedRelations =
    R"(<ProfileRelationships>
<ProfileRelationship ID="1" From-ProfileID="9002" To-ProfileID="9001" RelationTypeID="15003" )"
    R"(RelationQualityID="1540" Former="false" SanctionsEntryID="1"><Comment/>)"
    R"(</ProfileRelationship>
<ProfileRelationship ID="2" From-ProfileID="9003" To-ProfileID="9002" RelationTypeID="92122" )"
    R"(RelationQualityID="1540" Former="false" SanctionsEntryID="1"><Comment>)"
    R"(since the spring</Comment></ProfileRelationship>
<ProfileRelationship ID="3" From-ProfileID="9001" To-ProfileID="9002" RelationTypeID="91725" )"
    R"(RelationQualityID="1541" Former="true" SanctionsEntryID="1"/>
<ProfileRelationship ID="4" From-ProfileID="9001" To-ProfileID="7777" RelationTypeID="15004" )"
    R"(RelationQualityID="1540" Former="false" SanctionsEntryID="1"/>
<ProfileRelationship ID="5" From-ProfileID="9001" To-ProfileID="9003" RelationTypeID="88888" )"
    R"(RelationQualityID="1540" Former="false" SanctionsEntryID="1"/>
</ProfileRelationships>
)";

inline constexpr std::string_view kAdvancedEntries =
    R"(<SanctionsEntries>
<SanctionsEntry ID="1" ProfileID="9001" ListID="1550">)"
    R"(<EntryEvent ID="1" EntryEventTypeID="1" LegalBasisID="92049"><Comment/><Date><Year>)"
    R"(2022</Year><Month>2</Month><Day>25</Day></Date></EntryEvent>)"
    R"(<SanctionsMeasure ID="1" SanctionsTypeID="1"><Comment>RUSSIA-EO14024</Comment>)"
    R"(<DatePeriod YearFixed="true"/></SanctionsMeasure>)"
    R"(<SanctionsMeasure ID="2" SanctionsTypeID="1705"><DatePeriod/></SanctionsMeasure>)"
    R"(</SanctionsEntry>
<SanctionsEntry ID="2" ProfileID="9002" ListID="1550">)"
    R"(<EntryEvent ID="2" EntryEventTypeID="1" LegalBasisID="92049"><Date><Year>2022</Year>)"
    R"(<Month>4</Month><Day>6</Day></Date></EntryEvent>)"
    R"(<EntryEvent ID="3" EntryEventTypeID="1" LegalBasisID="91503"><Date><Year>2022</Year>)"
    R"(<Month>4</Month><Day>6</Day></Date></EntryEvent>)"
    R"(<SanctionsMeasure ID="3" SanctionsTypeID="1"><Comment>UKRAINE-EO13662</Comment>)"
    R"(</SanctionsMeasure><SanctionsMeasure ID="4" SanctionsTypeID="1"><Comment>)"
    R"(RUSSIA-EO14024</Comment></SanctionsMeasure>)"
    R"(<SanctionsMeasure ID="5" SanctionsTypeID="1705"/>)"
    R"(<SanctionsMeasure ID="6" SanctionsTypeID="91505"/></SanctionsEntry>
<SanctionsEntry ID="3" ProfileID="9002" ListID="91507">)"
    R"(<EntryEvent ID="4" EntryEventTypeID="1" LegalBasisID="92049"><Date><Year>2014</Year>)"
    R"(<Month>7</Month><Day>16</Day></Date></EntryEvent>)"
    R"(<EntryEvent ID="5" EntryEventTypeID="1" LegalBasisID="91503"><Date><Year>2014</Year>)"
    R"(<Month>7</Month><Day>16</Day></Date></EntryEvent>)"
    R"(<SanctionsMeasure ID="7" SanctionsTypeID="1"><Comment>UKRAINE-EO13662</Comment>)"
    R"(</SanctionsMeasure><SanctionsMeasure ID="8" SanctionsTypeID="1"><Comment>)"
    R"(RUSSIA-EO14024</Comment></SanctionsMeasure>)"
    R"(<SanctionsMeasure ID="9" SanctionsTypeID="1705"/>)"
    R"(<SanctionsMeasure ID="10" SanctionsTypeID="91505"/></SanctionsEntry>
<SanctionsEntry ID="4" ProfileID="9003" ListID="1550">)"
    R"(<EntryEvent ID="6" EntryEventTypeID="1" LegalBasisID="1"><Date><Year>2023</Year><Month>)"
    R"(1</Month><Day>2</Day></Date></EntryEvent><SanctionsMeasure ID="11" SanctionsTypeID="1">)"
    R"(<Comment>RUSSIA-EO14024</Comment></SanctionsMeasure></SanctionsEntry>
</SanctionsEntries>
)";

inline std::string AdvancedXml(std::string_view body) {
  return R"(<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<Sanctions xmlns="http://www.un.org/sanctions/1.0" Version="3">
<DateOfIssue CalendarTypeID="1"><Year>2024</Year><Month>3</Month><Day>7</Day></DateOfIssue>
)" + std::string(body) +
         "<SanctionsEntryLinks />\n</Sanctions>\n";
}

inline std::string AdvancedXml() {
  return AdvancedXml(std::string(kAdvancedReferences) + std::string(kAdvancedTables) +
                     std::string(kAdvancedParties) + std::string(kAdvancedRelations) +
                     std::string(kAdvancedEntries));
}

inline constexpr std::string_view kEnhancedXml =
    R"(<?xml version="1.0" encoding="utf-8"?>
<sanctionsData xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/)"
    R"(ENHANCED_XML">
<publicationInfo><dataAsOf>2025-01-10T00:00:00</dataAsOf><filters><sanctionsLists>)"
    R"(<sanctionsList refId="91512">Consolidated List</sanctionsList></sanctionsLists></filters>)"
    R"(</publicationInfo>
<referenceValues>
<referenceValue refId="20122"><type>SCRIPT</type><value>Latin</value><isoCode>215</isoCode><code>)"
    R"(Latin</code></referenceValue>
<referenceValue refId="20107"><type>SCRIPT</type><value>Cyrillic</value><isoCode>220</isoCode>)"
    R"(<code>Cyrl</code></referenceValue>
<referenceValue refId="20105"><type>SCRIPT</type><value>Chinese Simplified</value><isoCode>)"
    R"(501</isoCode><code>Hans</code></referenceValue>
<referenceValue refId="11171"><type>COUNTRY</type><value>Russia</value><isoCode>RU</isoCode>)"
    R"(</referenceValue>
</referenceValues>
<featureTypes><featureType featureTypeId="8"><type>Birthdate</type><detailType refId="1430">)"
    R"(DATE</detailType></featureType></featureTypes>
<entities>
<entity id="9001">
<generalInfo><identityId>1</identityId><entityType refId="600">Individual</entityType><title>)"
    R"(Director</title><remarks>HAMAS - Gaza</remarks></generalInfo>
<sanctionsLists><sanctionsList refId="91243" id="1" datePublished="2006-04-12">)"
    R"(Non-SDN Palestinian Legislative Council List</sanctionsList>)"
    R"(<sanctionsList refId="91512" id="2" datePublished="2014-10-10">)"
    R"(Consolidated List</sanctionsList>)"
    R"(<sanctionsList refId="1550" id="3" datePublished="2016-09-16">SDN List</sanctionsList>)"
    R"(</sanctionsLists>
<sanctionsPrograms><sanctionsProgram refId="1" id="1">NS-PLC</sanctionsProgram>)"
    R"(<sanctionsProgram refId="2" id="2">SDGT</sanctionsProgram></sanctionsPrograms>
<sanctionsTypes><sanctionsType refId="1706" id="1">Reject</sanctionsType>)"
    R"(<sanctionsType refId="1705" id="2">Block</sanctionsType></sanctionsTypes>
<legalAuthorities><legalAuthority refId="1" id="1">)"
    R"(General License 4 Under EO 13224 (Terrorism)</legalAuthority>)"
    R"(<legalAuthority refId="2" id="2">Executive Order 13224 (Terrorism)</legalAuthority>)"
    R"(</legalAuthorities>
<names>
<name id="1"><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations>)"
    R"(<translation id="1"><isPrimary>true</isPrimary><script refId="20122">Latin</script>)"
    R"(<formattedFirstName>Ivan Petrovich</formattedFirstName><formattedLastName>)"
    R"(TESTOV</formattedLastName><formattedFullName>TESTOV, Ivan Petrovich</formattedFullName>)"
    R"(<nameParts><namePart id="1"><type refId="1520">Last Name</type><value>Testov</value>)"
    R"(</namePart><namePart id="2"><type refId="1521">First Name</type><value>Ivan</value>)"
    R"(</namePart><namePart id="3"><type refId="91708">Patronymic</type><value>Petrovich</value>)"
    R"(</namePart></nameParts></translation><translation id="2"><isPrimary>false</isPrimary>)"
    R"(<script refId="20105">Chinese Simplified</script><formattedFullName>)"
    R"(习, 近</formattedFullName><nameParts><namePart id="4"><type refId="1520">Last Name</type>)"
    R"(<value>习</value></namePart><namePart id="5"><type refId="1521">First Name</type><value>)"
    R"(近</value></namePart></nameParts></translation></translations></name>
<name id="2"><isPrimary>false</isPrimary><aliasType refId="1400">A.K.A.</aliasType><isLowQuality>)"
    R"(true</isLowQuality><translations><translation id="3"><isPrimary>true</isPrimary>)"
    R"(<script refId="20122">Latin</script><formattedFullName>Vanya</formattedFullName>)"
    R"(<nameParts><namePart id="6"><type refId="1528">Nickname</type><value>Vanya</value>)"
    R"(</namePart></nameParts></translation></translations></name>
</names>
<addresses><address id="1"><country refId="11171">Russia</country><translations>)"
    R"(<translation id="1"><isPrimary>true</isPrimary><script refId="20122">Latin</script>)"
    R"(<addressParts><addressPart id="1"><type refId="1454">CITY</type><value>Moscow</value>)"
    R"(</addressPart><addressPart id="2"><type refId="1451">ADDRESS1</type><value>)"
    R"(1 Test Street</value></addressPart></addressParts></translation><translation id="2">)"
    R"(<isPrimary>false</isPrimary><script refId="20107">Cyrillic</script><addressParts>)"
    R"(<addressPart id="3"><type refId="1454">CITY</type><value>Москва</value></addressPart>)"
    R"(</addressParts></translation></translations></address><address id="2">)"
    R"(<country refId="11171">Russia</country><translations><translation id="3"><isPrimary>)"
    R"(true</isPrimary><script refId="20122">Latin</script></translation></translations>)"
    R"(</address></addresses>
<features>
<feature id="1"><type featureTypeId="8">Birthdate</type><versionId>1</versionId><value>)"
    R"(circa 1962</value><valueDate id="1"><fromDateBegin>1962-01-01</fromDateBegin><fromDateEnd>)"
    R"(1962-01-01</fromDateEnd><toDateBegin>1962-12-31</toDateBegin><toDateEnd>)"
    R"(1962-12-31</toDateEnd><isApproximate>true</isApproximate><isDateRange>false</isDateRange>)"
    R"(</valueDate><isPrimary>true</isPrimary></feature>
<feature id="2"><type featureTypeId="14">Website</type><versionId>2</versionId><value>)"
    R"(www.example.test</value><isPrimary>true</isPrimary><reliability refId="91479">)"
    R"(Reported</reliability><comments>Russian version</comments></feature>
<feature id="3"><type featureTypeId="999">Favourite Colour</type><versionId>3</versionId><value>)"
    R"(green</value><isPrimary>true</isPrimary></feature>
</features>
<identityDocuments><identityDocument id="1"><type refId="1571">Passport</type><name nameId="1">)"
    R"(TESTOV, Ivan</name><documentNumber>P1234567</documentNumber><isValid>false</isValid>)"
    R"(<issuingCountry refId="11171">Russia</issuingCountry><issueDate>2014-07-09</issueDate>)"
    R"(<expirationDate>2024-07-09</expirationDate></identityDocument></identityDocuments>
<relationships><relationship id="1"><type refId="15002">Acting for or on behalf of</type>)"
    R"(<relatedEntity entityId="9002">TEST WORKS</relatedEntity></relationship>)"
    R"(<relationship id="2"><type refId="15001">Providing support to</type>)"
    R"(<relatedEntity entityId="4695">ELSEWHERE</relatedEntity></relationship></relationships>
</entity>
<entity id="9002">
<generalInfo><identityId>2</identityId><entityType refId="601">Entity</entityType></generalInfo>
<sanctionsLists><sanctionsList refId="91507" id="4" datePublished="2014-07-16">)"
    R"(Sectoral Sanctions Identifications List</sanctionsList>)"
    R"(<sanctionsList refId="91512" id="5" datePublished="2014-10-10">)"
    R"(Consolidated List</sanctionsList></sanctionsLists>
<sanctionsPrograms><sanctionsProgram refId="91502" id="3">UKRAINE-EO13662</sanctionsProgram>)"
    R"(</sanctionsPrograms>
<sanctionsTypes><sanctionsType refId="91505" id="3">13662 Sectoral Directive 1</sanctionsType>)"
    R"(</sanctionsTypes>
<legalAuthorities><legalAuthority refId="91503" id="3">)"
    R"(Executive Order 13662 (Ukraine)</legalAuthority></legalAuthorities>
<names><name id="3"><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations>)"
    R"(<translation id="4"><isPrimary>true</isPrimary><script refId="20122">Latin</script>)"
    R"(<formattedLastName>TEST WORKS</formattedLastName><formattedFullName>)"
    R"(TEST WORKS</formattedFullName><nameParts><namePart id="7"><type refId="1525">)"
    R"(Entity Name</type><value>Test Works</value></namePart></nameParts></translation>)"
    R"(</translations></name></names>
<relationships><relationship id="3"><type refId="92019">Owns, controls, or operates</type>)"
    R"(<relatedEntity entityId="9001">TESTOV, Ivan Petrovich</relatedEntity></relationship>)"
    R"(</relationships>
</entity>
</entities>
</sanctionsData>
)";

}  // namespace lynceus::sources
