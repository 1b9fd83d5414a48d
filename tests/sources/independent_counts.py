#!/usr/bin/env python3
"""Counts what a list holds, by other means than the loaders, and compares with their dump.

The loaders parse with libcsv, expat and a table of labels; this script uses Python's csv module and
ElementTree, and where it must look into remarks, plain string searches over the whole remark. It
imports nothing but the standard library.

usage: independent_counts.py DUMP ofac SDN.CSV ALT.CSV ADD.CSV
       independent_counts.py DUMP un CONSOLIDATED.XML
DUMP: lines "ID<TAB>COLUMN=NUMBER ...", one an entity, as written by counts_test.cc.
Prints a line for each column with both totals; exits 1 where any entity differs in any column.
"""
import collections
import csv
import re
import sys
import xml.etree.ElementTree as ElementTree

NULL = "-0-"


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read().rstrip("\x1a")
    for row in csv.reader(text.split("\n")):
        if row:
            yield [field.strip("\r") for field in row]


def present(field):
    return field.strip() != NULL


def dates_in(remark):
    """The different texts behind DOB; the same date said twice counts once."""
    found = set()
    for piece in remark.rstrip(".").split(";"):
        words = piece.split()
        if words and words[0] == "alt.":
            words = words[1:]
        if words and words[0] == "DOB":
            found.add(" ".join(words[1:]))
    return found


def founded_in(remark):
    found = set()
    for label in ("Organization Established Date", "Aircraft Manufacture Date",
                  "Vessel Year of Build"):
        found.update(re.findall(re.escape(label) + r" ([0-9A-Za-z ]+)", remark))
    return found


def quoted(remark, word):
    """Names in quotes behind "a.k.a." and its like, wherever they stand."""
    return set(re.findall(re.escape(word) + r" '(.+?)'(?=;|\.?$)", remark))


def passports_in(remark):
    """(number, country) behind the word Passport, in the shortest reading."""
    found = set()
    for piece in remark.split(";"):
        match = re.match(r"\s*(?:alt\. )?(?:Diplomatic |"
                         r"British National Overseas |Stateless Person |"
                         r"Service )?Passport (?:Booklet:? )?(.+)", piece)
        if not match:
            continue
        text = re.split(r" (?:issued|expires)\b", match.group(1))[0].strip().rstrip(".")
        country = re.search(r"\(([^()]*)\)$", text)
        found.add((text[:country.start()].strip() if country else text,
                   country.group(1) if country else ""))
    for match in re.findall(r"Travel Document Number ([^;(]+)\(([^)]*)\)", remark):
        found.add((match[0].strip(), match[1]))
    return {item for item in found
            if any(letter.isdigit() for letter in item[0]) and not item[0].startswith("No.")}


def wallets_in(remark):
    return set(re.findall(r"Digital Currency Address - \S+ ([0-9A-Za-z]+)(?=;|\.?$)", remark))


def imo_in(remark):
    return set(re.findall(r"\bIMO +([0-9]{7})\b", remark)) | set(
        re.findall(r"International Maritime Organization No\. \(?([0-9]{7})", remark))


# Pieces of a remark that hold digits and are no document. Everything else with a digit is one: the
# loader's table says what a document is, this list what it is not.
NO_DOCUMENT = re.compile(
    r"(?:alt\. )?(?:DOB|POB|nationality|citizen|Gender|a\.k\.a\.|f\.k\.a\.|n\.k\.a\.|d\.b\.a\.|"
    r"Linked To|Website|Email|Phone|Telephone|Tele|Fax|PHONE|FAX|TELEX|Organization (?:Established|"
    r"Type)|Aircraft (?:Model|Manufacture Date|Operator)|Vessel Year|Executive Order|Listing Date|"
    r"Effective Date|Purchase/Sales|Secondary sanctions|"
    r"Additional Sanctions|Transactions Pro|CAATSA|"
    r"For more|Target Type|IFCA|PEESA|Issuer Name|Former Vessel|"
    r"Other Vessel (?:Flag|Type)|UN/LOCODE|"
    r"Chinese Commercial Code|Alt\. (?:Fax|Position)|Position|http|www|arrested|"
    # Prose with a year, an ordinal or an address in it; and one number that has no label at all.
    r"President since|named in|#|member,|Officer|Senior Officer|"
    r"Individual's|Commander|FDLR|National "
    r"Level|Brigadier|Judge|Head of|Director of|Vice-Chair|2nd |IRGC 2nd|M0018061)")
CODE_OF_LETTERS = re.compile(
    r"(?:alt\. )?(?:SWIFT/BIC|Equity Ticker|MICEX Code|Other Vessel Call Sign) "
                             r"(\S+)")


def documents_in(remark):
    """Pieces that say a document, without its dates; the same one said twice counts once."""
    found = set()
    for piece in re.split(r"; ?(?![^(]*\))", remark):
        piece = piece.strip()
        letters = CODE_OF_LETTERS.match(piece)
        if letters:
            found.add(letters.group(0).replace("alt. ", "").rstrip("."))
            continue
        piece = re.split(r",? (?:issued|expires)\b", piece)[0]
        piece = re.sub(r"^[Aa]lt\. ", "", piece.rstrip("."))
        # One wallet address under three currencies is one key; both of these are identity numbers.
        piece = re.sub(r"^Digital Currency Address - \S+", "wallet", piece)
        piece = re.sub(r"^(?:C\.U\.I\.|Driver's License No\.)", "identity", piece)
        if any(letter.isdigit() for letter in piece) and not NO_DOCUMENT.match(piece):
            found.add(piece)
    return found


def ofac(sdn, alt, add):
    counts = collections.defaultdict(collections.Counter)
    names = collections.defaultdict(set)
    for row in rows(alt):
        kind = "former" if row[2] == "fka" else "alias"
        names[row[0]].add((kind, row[3].strip()))
    for row in rows(add):
        if any(present(field) and field != "undetermined" for field in row[2:5]):
            counts[row[0]]["addresses"] += 1
    result = {}
    for row in rows(sdn):
        key, remark = row[0], row[11] if present(row[11]) else ""
        if len(remark) >= 1000:  # the last piece may be cut, and no comments go on with it
            remark = remark[: remark.rfind(";")] if ";" in remark else ""
        own = names[key] | {("primary", row[1].strip())}
        own |= {("weak", name.strip()) for word in ("a.k.a.", "n.k.a.", "d.b.a.")
                for name in quoted(remark, word)}
        own |= {("former", name.strip()) for name in quoted(remark, "f.k.a.")}
        own |= {("alias", name.strip().rstrip("."))
                for name in re.findall(r"Issuer Name ([^;]+)", remark)}
        tally = counts[key]
        for kind, _ in own:
            tally[kind] += 1
        tally["born"] = len(dates_in(remark))
        tally["founded"] = len(founded_in(remark))
        tally["passports"] = len(passports_in(remark))
        tally["wallets"] = len(wallets_in(remark))
        tally["imo"] = len(imo_in(remark))
        tally["mmsi"] = len(set(re.findall(r"MMSI ([0-9]+)", remark)))
        tally["bic"] = len(set(re.findall(r"SWIFT/BIC ([A-Z0-9]+)", remark)))
        tally["identifiers"] = len(documents_in(remark)) + present(row[5])
        tally["designations"] = row[3].count("] [") + 1
        result["ofac-sdn:" + key] = tally
    return result


def text(element, tag):
    child = element.find(tag)
    return " ".join((child.text or "").split()) if child is not None else ""


def several(name):
    """The names of one alias: "A; B", "A b) B", "A (B; C)"."""
    inside = re.search(r"\([^()]*;[^()]*\)", name)
    parts = re.split(r"[;()]" if inside else r";", re.sub(r"(?:^|(?<=[\s;]))[a-z]\) ", ";", name))
    return [part.strip() for part in parts if part.strip()]


def un(path):
    result = {}
    root = ElementTree.parse(path).getroot()
    for record in list(root.iter("INDIVIDUAL")) + list(root.iter("ENTITY")):
        tally = collections.Counter()
        whole = " ".join(filter(None, (text(record, tag) for tag in (
            "FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"))))
        names = {("primary", whole)}
        if ";" in whole:
            names |= {("alias", part) for part in several(whole)}
        born = set()
        for alias in record:
            if alias.tag == "NAME_ORIGINAL_SCRIPT":
                names |= {("alias", part) for part in several(" ".join((alias.text or "").split()))}
            if not alias.tag.endswith("_ALIAS"):
                continue
            kind = {"Low": "weak", "f.k.a.": "former"}.get(text(alias, "QUALITY"), "alias")
            names |= {(kind, part) for part in several(text(alias, "ALIAS_NAME"))}
            if text(alias, "DATE_OF_BIRTH"):
                born.add((text(alias, "DATE_OF_BIRTH"), False))
        for kind, _ in names:
            tally[kind] += 1
        for birth in record.iter("INDIVIDUAL_DATE_OF_BIRTH"):
            circa = (text(birth, "TYPE_OF_DATE") == "APPROXIMATELY"
                     or text(birth, "NOTE").startswith("Approximately"))
            months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
            if text(birth, "DATE"):
                born.add((text(birth, "DATE"), circa))
            elif text(birth, "FROM_YEAR"):
                years = sorted((text(birth, "FROM_YEAR"), text(birth, "TO_YEAR")))
                born.add((years[0] if years[0] == years[1] else " ".join(years), circa))
            elif text(birth, "YEAR"):
                born.add((text(birth, "NOTE") * bool(re.match(months, text(birth, "NOTE")))
                          + text(birth, "YEAR"), circa))
            elif re.fullmatch("(?:%s)[a-z]*\\.? [0-9]{4}" % months, text(birth, "NOTE")):
                born.add((text(birth, "NOTE"), circa))
        tally["born"] = len(born)
        addresses = set()  # one that is stated twice is one
        for address in record:
            if address.tag.endswith("_ADDRESS"):
                said = [text(address, tag) for tag in (
                    "STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE")]
                if any(part and part != "na" for part in said):  # a note is no other address
                    addresses.add(tuple(said[:5]) if any(said[:5]) else tuple(said))
        tally["addresses"] = len(addresses)
        documents = set()
        for document in record.iter("INDIVIDUAL_DOCUMENT"):
            number = text(document, "NUMBER")
            if not number:  # some say it in their note or type
                words = text(document, "TYPE_OF_DOCUMENT2") + "|" + text(document, "NOTE")
                found = re.search(r"(?:number |SSN |Code: |^\|)([A-Z]{0,6} ?[0-9][0-9A-Z-]{3,})",
                                  words)
                number = found.group(1) if found else ""
            kind = (text(document, "TYPE_OF_DOCUMENT")
                    + text(document, "TYPE_OF_DOCUMENT2")).lower()
            country = text(document, "ISSUING_COUNTRY") or text(document, "COUNTRY_OF_ISSUE")
            if number:
                documents.add((any(word in kind for word in ("passport", "passeport", "pasaporte")),
                               number, country))
        tally["identifiers"] = len(documents)
        tally["designations"] = 1
        result["un:" + text(record, "REFERENCE_NUMBER")] = tally
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
    counted = ofac(*arguments[3:6]) if arguments[2] == "ofac" else un(arguments[3])
    columns = sorted({column for tally in counted.values() for column in tally})
    differences = []
    print("%-14s %8s %8s" % ("", "counted", "loaded"))
    print("%-14s %8d %8d" % ("entities", len(counted), len(dump)))
    for key in sorted(set(counted) ^ set(dump)):
        differences.append("%s: only in one of the two" % key)
    for column in columns:
        print("%-14s %8d %8d" % (column, sum(tally[column] for tally in counted.values()),
                                 sum(tally.get(column, 0) for tally in dump.values())))
        for key in sorted(set(counted) & set(dump)):
            if counted[key][column] != dump[key].get(column, 0):
                differences.append("%s: %s counted %d, loaded %d" % (
                    key, column, counted[key][column], dump[key].get(column, 0)))
    for difference in differences[:50]:
        print(difference)
    if differences:
        print("%d differences" % len(differences))
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
