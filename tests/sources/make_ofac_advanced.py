#!/usr/bin/env python3
"""Writes a list in OFAC's ADVANCED form of any size, for measuring memory: invented parties with
the sections in the publisher's order (locations and documents before the parties, entries last).

usage: make_ofac_advanced.py FILE MEGABYTES
The same size gives the same bytes. tests/sources/ofac_large_test.cc calls it.
"""
import re
import sys

HEADER = """<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<Sanctions xmlns="http://www.un.org/sanctions/1.0" Version="3">
  <DateOfIssue CalendarTypeID="1"><Year>2024</Year><Month>3</Month><Day>7</Day></DateOfIssue>
"""
FAMILY = ["TESTOV", "PROBIN", "SAMPLESON", "MUSTERMANN", "EXEMPLAR", "PRUEBA", "ESEMPIO",
          "VOORBEELD"]
GIVEN = ["Ivan", "Maria", "Ali", "Chen", "Otto", "Nadia", "Juan", "Ama", "Sven", "Leila"]
SAMPLE = re.compile(r'kAdvancedReferences =(.*?\)");', re.S)
PIECE = re.compile(r'R"\((.*?)\)"', re.S)


def references(script):
    """The reference values of the tests' sample, so that both speak of the same ids."""
    path = script.rpartition("/")[0] + "/ofac_samples.h"
    with open(path, encoding="utf-8") as file:
        return "".join(PIECE.findall(SAMPLE.search(file.read()).group(1)))


def point(year, month, day):
    return "<Year>%d</Year><Month>%d</Month><Day>%d</Day>" % (year, month, day)


def location(number):
    part = ('<LocationPart LocPartTypeID="%d"><LocationPartValue Primary="true" '
            'LocPartValueTypeID="1" LocPartValueStatusID="1"><Comment /><Value>%s</Value>'
            '</LocationPartValue></LocationPart>')
    return ('<Location ID="%d"><LocationAreaCode AreaCodeID="11171" /><LocationCountry '
            'CountryID="11171" CountryRelevanceID="1413" />%s%s%s<FeatureVersionReference '
            'FeatureVersionID="%d" /></Location>\n' % (
                number, part % (1451, "%d Test Street" % number), part % (1454, "Moscow"),
                part % (1456, "%06d" % (number % 1000000)), number))


def document(number):
    return ('<IDRegDocument ID="%d" IDRegDocTypeID="1571" IdentityID="%d" '
            'IssuedBy-CountryID="11171" ValidityID="1"><Comment /><IDRegistrationNo>P%09d'
            '</IDRegistrationNo><IssuingAuthority /><DocumentedNameReference '
            'DocumentedNameID="%d" /></IDRegDocument>\n' % (number, number // 2, number, number))


def alias(number, index, primary):
    family = FAMILY[(number + index) % len(FAMILY)] + str(number)
    given = GIVEN[(number // 7 + index) % len(GIVEN)]
    value = ('<DocumentedNamePart><NamePartValue NamePartGroupID="%d" ScriptID="215" '
             'ScriptStatusID="1" Acronym="false">%s</NamePartValue></DocumentedNamePart>')
    return ('<Alias FixedRef="%d" AliasTypeID="%d" Primary="%s" LowQuality="false"><DocumentedName '
            'ID="%d" FixedRef="%d" DocNameStatusID="%d">%s%s</DocumentedName></Alias>' % (
                number, 1403 if primary else 1400, str(primary).lower(), number * 10 + index,
                number,
                1 if primary else 2, value % (number * 2, family), value % (number * 2 + 1, given)))


def feature(number, kind, body):
    return ('<Feature ID="%d" FeatureTypeID="%d"><FeatureVersion ID="%d" ReliabilityID="1">'
            '<Comment />%s</FeatureVersion><IdentityReference IdentityID="%d" '
            'IdentityFeatureLinkTypeID="1" />'
            '</Feature>' % (number, kind, number, body, number))


def party(number):
    day = point(1940 + number % 60, 1 + number % 12, 1 + number % 28)
    boundary = "Approximate=\"false\"><From>%s</From><To>%s</To>" % (day, day)
    born = ('<DatePeriod CalendarTypeID="1"><Start %s</Start><End %s</End></DatePeriod>'
            '<VersionDetail DetailTypeID="1430" />' % (boundary, boundary))
    groups = "".join('<MasterNamePartGroup><NamePartGroup ID="%d" NamePartTypeID="%d" />'
                     '</MasterNamePartGroup>' % (number * 2 + i, 1520 + i) for i in (0, 1))
    return ('<DistinctParty FixedRef="%d"><Comment /><Profile ID="%d" PartySubTypeID="4"><Identity '
            'ID="%d" FixedRef="%d" Primary="true" False="false">%s<NamePartGroups>%s'
            '</NamePartGroups></Identity>%s%s%s%s</Profile></DistinctParty>\n' % (
                number, number, number, number,
                "".join(alias(number, i, i == 0) for i in range(4)), groups,
                feature(number, 8, born),
                feature(number, 9,
                        '<VersionDetail DetailTypeID="1432">Omsk, Russia</VersionDetail>'),
                feature(number, 25, '<VersionLocation LocationID="%d" />' % (number * 2)),
                feature(number, 25, '<VersionLocation LocationID="%d" />' % (number * 2 + 1))))


def relation(number, count):
    return ('<ProfileRelationship ID="%d" From-ProfileID="%d" To-ProfileID="%d" '
            'RelationTypeID="15003" RelationQualityID="1540" Former="false" SanctionsEntryID="%d">'
            '<Comment /></ProfileRelationship>\n' % (
                number, number, (number * 7) % count + 1, number))


def entry(number):
    return ('<SanctionsEntry ID="%d" ProfileID="%d" ListID="1550"><EntryEvent ID="%d" '
            'EntryEventTypeID="1" LegalBasisID="92049"><Comment />'
            '<Date CalendarTypeID="1">%s</Date></EntryEvent><SanctionsMeasure ID="%d" '
            'SanctionsTypeID="1"><Comment>RUSSIA-EO14024'
            '</Comment><DatePeriod CalendarTypeID="1" /></SanctionsMeasure>'
            '<SanctionsMeasure ID="%d" SanctionsTypeID="1705"><DatePeriod CalendarTypeID="1" />'
            '</SanctionsMeasure>'
            '</SanctionsEntry>\n' % (number, number, number, point(2022, 2, 25), number * 2,
                                     number * 2 + 1))


def main(arguments):
    target = int(arguments[2]) * 1_000_000
    one = sum(len(make(100000)) for make in (party, entry)) + len(relation(100000, 200000)) + 2 * (
        len(location(200000)) + len(document(200000)))
    count = target // one
    with open(arguments[1], "w", encoding="utf-8") as file:
        file.write(HEADER + references(arguments[0]))
        sections = (("Locations", location, range(2, 2 * count + 2)),
                    ("IDRegDocuments", document, range(2, 2 * count + 2)),
                    ("DistinctParties", party, range(1, count + 1)),
                    ("ProfileRelationships", lambda n: relation(n, count), range(1, count + 1)),
                    ("SanctionsEntries", entry, range(1, count + 1)))
        for name, make, numbers in sections:
            file.write("<%s>\n" % name)
            for number in numbers:
                file.write(make(number))
            file.write("</%s>\n" % name)
        file.write("<SanctionsEntryLinks />\n</Sanctions>\n")
    print(count)


if __name__ == "__main__":
    main(sys.argv)
