#!/usr/bin/env python3
"""Counts what OFAC's ADVANCED and ENHANCED XML hold, by other means than the loaders.

The loaders stream with expat, join tables in two passes and read features with a table of labels;
this script holds the whole tree (ElementTree) and follows ids by dictionaries. Python's standard
library only.

usage: independent_counts_ofac.py DUMP advanced|enhanced FILE.xml|FILE.zip
DUMP: lines "ID<TAB>COLUMN=NUMBER ...", one a party, as written by ofac_counts_test.cc.
Prints both totals of each column; exits 1 where any party differs in any column.
"""
import collections
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

IDENTIFIERS = ("SWIFT/BIC", "BIK (RU)", "Equity Ticker", "ISIN", "MICEX Code", "D-U-N-S Number")
FOUNDED = ("Organization Established Date", "Aircraft Manufacture Date", "Vessel Year of Build")


def tree(path):
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            with archive.open(archive.namelist()[0]) as file:
                root = ElementTree.parse(file).getroot()
    else:
        root = ElementTree.parse(path).getroot()
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def one_line(text):
    return " ".join((text or "").split())


def kind(is_primary, alias_type, is_weak):
    if is_primary:
        return "primary"
    return "former" if alias_type == "F.K.A." else "weak" if is_weak else "alias"


def count_names(names, tally):
    """names: a set of (kind, script, parts or text)."""
    for name_kind, script, _ in names:
        tally[name_kind] += 1
        tally["script_" + script] += 1


def advanced(path):
    root = tree(path)
    label = collections.defaultdict(dict)
    for kinds in root.find("ReferenceValueSets"):
        for value in kinds:
            label[value.tag][value.get("ID")] = one_line(value.text)
    places = {}
    for place in root.iter("Location"):
        parts = [v.text for v in place.iter("Value")]
        country = place.find("LocationCountry")
        area = place.find("LocationAreaCode")
        word = ""
        if country is not None:
            word = label["Country"][country.get("CountryID")]
        elif area is not None:
            word = label["Country"][area.get("AreaCodeID")]
        places[place.get("ID")] = bool(parts or word not in ("", "undetermined"))
    documents = collections.defaultdict(set)
    for document in root.iter("IDRegDocument"):
        documents[document.get("IdentityID")].add((
            document.get("IDRegDocTypeID"), document.find("IDRegistrationNo").text,
            document.get("IssuedBy-CountryID")))
    entries = collections.defaultdict(list)
    for entry in root.iter("SanctionsEntry"):
        entries[entry.get("ProfileID")].append(entry)
    on_sdn = sum(any(e.get("ListID") == "1550" for e in group) for group in entries.values())
    on_others = sum(any(e.get("ListID") != "1550" for e in group) for group in entries.values())
    prefix = "ofac-cons:" if on_others > on_sdn else "ofac-sdn:"
    result = {}
    for party in root.iter("DistinctParty"):
        tally = collections.Counter()
        names = set()
        for alias in party.iter("Alias"):
            for name in alias.iter("DocumentedName"):
                scripts = {p.get("ScriptID") for p in name.iter("NamePartValue")}
                script = label["Script"][scripts.pop()] if len(scripts) == 1 else "mixed"
                is_primary = alias.get("Primary") == "true" and script == "Latin"
                names.add((kind(is_primary, label["AliasType"][alias.get("AliasTypeID")],
                                alias.get("LowQuality") == "true"), script.replace(" ", ""),
                           tuple(one_line(p.text) for p in name.iter("NamePartValue"))))
        count_names(names, tally)
        identifiers = set()
        for identity in party.iter("Identity"):
            identifiers |= documents[identity.get("ID")]
        born, founded = set(), set()
        for feature in party.iter("Feature"):
            what = label["FeatureType"][feature.get("FeatureTypeID")]
            version = feature.find("FeatureVersion")
            days = tuple(one_line(e.text) for p in version.iter("DatePeriod") for e in p.iter())
            text = "".join(one_line(d.text) for d in version.iter("VersionDetail"))
            if what == "Birthdate":
                born.add(days)
            elif what in FOUNDED:
                founded.add(days)
            elif what in IDENTIFIERS or what.startswith("Digital Currency Address"):
                identifiers.add((what, text, None))
            elif what == "Location":
                tally["addresses"] += places[version.find("VersionLocation").get("LocationID")]
        tally["born"], tally["founded"] = len(born), len(founded)
        tally["identifiers"] = len(identifiers)
        profile = party.find("Profile").get("ID")
        measures, programmes, dates = set(), set(), set()
        for entry in entries[profile]:
            tally["lists"] += 1
            date = entry.find("EntryEvent/Date")
            dates.add((entry.get("ListID"), tuple(one_line(e.text) for e in date)))
            for measure in entry.iter("SanctionsMeasure"):
                if measure.get("SanctionsTypeID") == "1":
                    programmes.add(measure.findtext("Comment"))
                else:
                    measures.add(measure.get("SanctionsTypeID"))
        tally["programmes"], tally["measures"] = len(programmes), len(measures)
        tally["dates"] = len(dates)
        result[prefix + party.get("FixedRef")] = tally
    for relation in root.iter("ProfileRelationship"):
        result[prefix + relation.get("From-ProfileID")]["relations"] += 1
        result[prefix + relation.get("To-ProfileID")]["relations"] += 1
    return result


def enhanced(path):
    root = tree(path)
    lists = {element.text for element in root.iterfind("publicationInfo/filters//sanctionsList")}
    prefix = "ofac-sdn:" if "SDN List" in lists else "ofac-cons:"
    result = {entity.get("id"): collections.Counter() for entity in root.find("entities")}
    for entity in root.find("entities"):
        tally = result[entity.get("id")]
        names = set()
        for name in entity.iterfind("names/name"):
            for way in name.iterfind("translations/translation"):
                is_primary = name.findtext("isPrimary") == way.findtext("isPrimary") == "true"
                names.add((kind(is_primary, name.findtext("aliasType"),
                                name.findtext("isLowQuality") == "true"),
                           way.findtext("script").replace(" ", ""),
                           one_line(way.findtext("formattedFullName"))))
        count_names(names, tally)
        for address in entity.iterfind("addresses/address"):
            full = [way for way in address.iter("translation") if way.find("addressParts")]
            country = address.findtext("country") or "undetermined"
            tally["addresses"] += len(full) or (country != "undetermined")
        identifiers = {(d.findtext("type"), d.findtext("documentNumber"),
                        d.findtext("issuingCountry")) for d in entity.iter("identityDocument")}
        born, founded = set(), set()
        issuers = set()
        for feature in entity.iterfind("features/feature"):
            what, value = feature.findtext("type"), one_line(feature.findtext("value"))
            if what == "Birthdate":
                born.add(value)
            elif what in FOUNDED:
                founded.add(value)
            elif what == "Issuer Name":  # a name of its own, without a script
                issuers.add(value)
            elif what in IDENTIFIERS or what.startswith("Digital Currency Address"):
                identifiers.add((what, value, None))
        tally["alias"] += len(issuers)
        tally["script_"] += len(issuers)
        tally["born"], tally["founded"] = len(born), len(founded)
        tally["identifiers"] = len(identifiers)
        listed = list(entity.find("sanctionsLists"))
        tally["lists"] = len(listed)
        tally["dates"] = len({(e.get("refId"), e.get("datePublished")) for e in listed})
        tally["programmes"] = len({e.text for e in entity.find("sanctionsPrograms")})
        tally["measures"] = len({e.text for e in entity.find("sanctionsTypes")})
        for other in entity.iter("relatedEntity"):
            tally["relations"] += 1
            if other.get("entityId") in result:
                result[other.get("entityId")]["relations"] += 1
    return {prefix + number: tally for number, tally in result.items()}


def read_dump(path):
    dump = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            key, fields = line.rstrip("\n").split("\t")
            pairs = (field.split("=") for field in fields.split())
            dump[key] = {name: int(number) for name, number in pairs}
    return dump


def main(arguments):
    dump = read_dump(arguments[1])
    counted = (advanced if arguments[2] == "advanced" else enhanced)(arguments[3])
    columns = sorted({column for tally in counted.values() for column in tally}
                     | {column for tally in dump.values() for column in tally})
    differences = ["%s: only in one of the two" % key for key in sorted(set(counted) ^ set(dump))]
    print("%-26s %8s %8s" % ("", "counted", "loaded"))
    print("%-26s %8d %8d" % ("parties", len(counted), len(dump)))
    for column in columns:
        print("%-26s %8d %8d" % (column, sum(tally[column] for tally in counted.values()),
                                 sum(tally.get(column, 0) for tally in dump.values())))
        for key in sorted(set(counted) & set(dump)):
            if counted[key][column] != dump[key].get(column, 0):
                differences.append("%s: %s counted %d, loaded %d" % (
                    key, column, counted[key][column], dump[key].get(column, 0)))
    print("\n".join(differences[:50]))
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
