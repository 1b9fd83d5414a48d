"""Counts what the lists of the European Union and the United Kingdom hold, with Python's standard
library alone, and compares with a dump of what the loaders gave.

    independent_counts_eu_uk.py DUMP eu-xml|eu-csv|uk-xml|uk-conlist-csv FILE

A dump has a line an entity: its id, a tab, and NAME=NUMBER pairs. Every difference is printed; the
exit status is 1 where there is one.
"""

import collections
import csv
import re
import sys
from xml.etree import ElementTree


def flat(text):
    return " ".join((text or "").split())


def eu_xml(path):
    result = {}
    ns = "{http://eu.europa.ec/fpi/fsd/export}"
    for record in ElementTree.parse(path).getroot().iter(ns + "sanctionEntity"):
        tally = collections.Counter()
        names = {}
        for alias in record.iter(ns + "nameAlias"):
            name = flat(alias.get("wholeName"))
            names[name] = names.get(name, False) or alias.get("strong") == "true"
        tally["strong"] = sum(names.values())
        tally["weak"] = len(names) - tally["strong"]
        born = set()
        for birth in record.iter(ns + "birthdate"):
            said = birth.get("birthdate") or "%s-%s %s" % (
                birth.get("yearRangeFrom"), birth.get("yearRangeTo"), birth.get("year"))
            born.add((said, birth.get("circa")))
        tally["born"] = len(born)
        tally["identifiers"] = len({(i.get("identificationTypeCode"), i.get("number"))
                                    for i in record.iter(ns + "identification")})
        tally["addresses"] = len({tuple(sorted((key, value) for key, value in a.items()
                                               if key != "logicalId"))
                                  for a in record.iter(ns + "address")})
        tally["citizenships"] = len({c.get("countryIso2Code")
                                     for c in record.iter(ns + "citizenship")} - {"00"})
        tally["designations"] = max(1, len({r.get("programme")
                                            for r in record.iter(ns + "regulation")}))
        result["eu:" + record.get("euReferenceNumber")] = tally
    return result


def eu_csv(path):
    """Reads the lines apart by hand: the quotes around them, tabs for commas, then semicolons."""
    with open(path, encoding="cp1252") as file:
        lines = [line.rstrip("\n") for line in file]
    if lines[0].startswith('"'):
        lines = [line[1:-1].rstrip("\t").replace("\t", ",").replace('""', '"') for line in lines]
    rows = list(csv.reader(lines, delimiter=";"))
    at = {}
    for index, name in enumerate(rows[0]):
        at.setdefault(name, index)
    facts = collections.defaultdict(lambda: collections.defaultdict(set))
    for row in rows[1:]:
        tally = facts["eu:" + row[at["EU_ref_num"]]]
        name = flat(row[at["Naal_wholename"]])
        letters = len(re.findall("[A-Za-z]", name))
        if name and name.count("?") <= letters:
            tally["strong"].add(name)
        elif name:
            tally["lost"].add(name)
        born = row[at["Birt_date"]]
        if born and born != "N/A":
            tally["born"].add(born)
        number = row[at["Iden_number"]].strip()
        if number:
            tally["identifiers"].add((number, row[at["Iden_country"]]))
        spot = tuple(row[at["Addr_" + part]] for part in
                     ("number", "street", "zipcode", "city", "country"))
        if any(spot):
            tally["addresses"].add(spot)
        if row[at["Citi_country"]]:
            tally["citizenships"].add(row[at["Citi_country"]])
        tally["designations"].add(row[at["Programme"]])
    return {key: collections.Counter({name: len(values) for name, values in tally.items()})
            for key, tally in facts.items()}


def uk_xml(path):
    result = {}
    for record in ElementTree.parse(path).getroot().iter("Designation"):
        tally = collections.Counter()
        names = set()
        for name in record.iter("Name"):
            whole = " ".join(flat(name.findtext("Name%d" % part)) for part in range(1, 7))
            weak = "Low" in (name.findtext("AliasStrength") or "")
            primary = name.findtext("NameType") == "Primary Name"
            names.add((flat(whole), "weak" if weak else "primary" if primary else "alias"))
        names |= {(flat(name.text), "alias") for name in record.iter("NameNonLatinScript")}
        for _, kind in names:
            tally[kind] += 1
        tally["born"] = len({dob.text for dob in record.iter("DOB")})
        tally["passports"] = len({number.text for number in record.iter("PassportNumber")})
        numbers = tally["passports"]
        for tag in ("NationalIdentifierNumber", "BusinessRegistrationNumber", "IMONumber"):
            numbers += len({number.text for number in record.iter(tag)})
        tally["identifiers"] = numbers
        tally["addresses"] = len({ElementTree.tostring(a) for a in record.iter("Address")})
        tally["designations"] = 1
        tally["measures"] = len(record.findtext("SanctionsImposed").split("|"))
        tally["related"] = sum(2 for tag in ("ParentCompany", "Subsidiary")
                               for _ in record.iter(tag))
        tally["related"] += sum(1 for _ in record.iter("CurrentOwnerOperator"))
        result["uk:" + record.findtext("UniqueID")] = tally
    return result




def numbers_in(text):
    """Pieces of a field that hold a number of three digits or more before any date is told."""
    pieces = re.split(r"(?:(?<=^)|(?<=[\s,.;:)-]))\(?(?:[0-9]{1,2}|[a-h])\)", text)
    if not re.match(r"\s*(?:Passport No: )?\(?[1a]\)", text):
        pieces = re.split(r"\. (?=[A-Z][a-z]+ passport)", text)
    found = set()
    for piece in pieces:
        head = re.split(r"(?i)[\s,.(;]+(?:issued|issue|expir|dates? of|valid|revoked|under|in name|"
                        r"in the name)", piece)[0]
        labelled = re.search(r"(?i)(?:passport|card|id)\s*(?:number|no)?[ .:]+(.*)", head)
        for text in ([labelled.group(1)] if labelled else []) + [head]:
            tokens = re.findall(r"[A-Z0-9/-]*[0-9][A-Z0-9/.-]*[0-9][A-Z0-9]*", text)
            tokens = [token for token in tokens if len(re.findall("[0-9]", token)) >= 3]
            if tokens:
                found.add(tokens[0].strip("-./"))
                break
    return found


def conlist(path):
    with open(path, encoding="cp1252", newline="") as file:
        rows = list(csv.reader(file))[1:]
    groups = collections.defaultdict(list)
    for row in rows[1:]:
        groups[row[-1].strip()].append(dict(zip(rows[0], (cell.strip() for cell in row))))
    result = {}
    for key, group in groups.items():
        tally = collections.Counter()
        kinds = {"Prime Alias": "primary", "AKA": "alias", "FKA": "former"}
        for _, kind in {(flat(" ".join(row["Name %d" % part] for part in range(1, 7))),
                         row["Alias Type"]) for row in group}:
            tally[kinds[kind]] += 1
        tally["born"] = len({row["DOB"] for row in group} - {""})
        spots = ["Address %d" % part for part in range(1, 7)] + ["Post/Zip Code", "Country"]
        tally["addresses"] = len({", ".join(filter(None, (flat(row[spot]) for spot in spots)))
                                  for row in group} - {""})
        passports = set().union(*(numbers_in(text) for text in
                                  {row["Passport Details"] for row in group}))
        for row in group:
            for number in re.findall(r"(?i)passports? (?:number|no\.?|n°)[ :]{0,2}"
                                     r"([A-Z]{0,4}[ -]?[0-9]{5,12})\b", row["Other Information"]):
                passports.add(number.strip())
        tally["passports"] = len(passports)
        tally["designations"] = len({row["Regime"] for row in group})
        result["uk-ofsi:" + key] = tally
    return result


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
    counts = {"eu-xml": eu_xml, "eu-csv": eu_csv, "uk-xml": uk_xml, "uk-conlist-csv": conlist}
    counted = counts[arguments[2]](arguments[3])
    differences = ["%s: only in one of the two" % key for key in sorted(set(counted) ^ set(dump))]
    print("%-14s %8s %8s" % ("entities", len(counted), len(dump)))
    for column in sorted({column for tally in counted.values() for column in tally}):
        print("%-14s %8d %8d" % (column, sum(tally[column] for tally in counted.values()),
                                 sum(tally.get(column, 0) for tally in dump.values())))
        differences += ["%s: %s counted %d, loaded %d" % (
            key, column, counted[key][column], dump[key].get(column, 0))
            for key in sorted(set(counted) & set(dump))
            if counted[key][column] != dump[key].get(column, 0)]
    for difference in differences[:50]:
        print(difference)
    print("%d differences" % len(differences))
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
