"""The lists of the United Nations, the European Union and the United Kingdom."""
import collections
import csv
import re
import xml.etree.ElementTree as ElementTree

from counted import Counted, Edge


def text(element, tag):
    child = element.find(tag)
    return " ".join((child.text or "").split()) if child is not None else ""


def several(name):
    """The names of one alias: "A; B", "A b) B", "A (B; C)"."""
    inside = re.search(r"\([^()]*;[^()]*\)", name)
    parts = re.split(r"[;()]" if inside else r";", re.sub(r"(?:^|(?<=[\s;]))[a-z]\) ", ";", name))
    return [part.strip() for part in parts if part.strip()]


def un_tallies(path):
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


def flat(text):
    return " ".join((text or "").split())


def eu_xml_tallies(path):
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
        tally["citizenship"] = len({c.get("countryIso2Code")
                                     for c in record.iter(ns + "citizenship")} - {"00"})
        tally["designations"] = max(1, len({r.get("programme")
                                            for r in record.iter(ns + "regulation")}))
        result["eu:" + record.get("euReferenceNumber")] = tally
    return result


def eu_csv_tallies(path):
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
            tally["citizenship"].add(row[at["Citi_country"]])
        tally["designations"].add(row[at["Programme"]])
    return {key: collections.Counter({name: len(values) for name, values in tally.items()})
            for key, tally in facts.items()}


def uk_tallies(path):
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
        tally["passportNumber"] = len({number.text for number in record.iter("PassportNumber")})
        numbers = tally["passportNumber"]
        for tag in ("NationalIdentifierNumber", "BusinessRegistrationNumber", "IMONumber"):
            numbers += len({number.text for number in record.iter(tag)})
        tally["identifiers"] = numbers
        tally["addresses"] = len({ElementTree.tostring(a) for a in record.iter("Address")})
        tally["designations"] = 1
        tally["measures"] = len(record.findtext("SanctionsImposed").split("|"))
        # A parent owns and controls; of an owner or operator it is not said which.
        for tag, relations in (("ParentCompany", 2), ("Subsidiary", 2),
                               ("CurrentOwnerOperator", 1)):
            for other in record.iter(tag):
                tally["relations"] += relations
                result["named " + flat(other.text)] = collections.Counter(
                    primary=1, relations=relations)
        result["uk:" + record.findtext("UniqueID")] = tally
    return result


def numbers_in(text):
    """Pieces of a field that hold a number of three digits or more before any date is told."""
    pieces = re.split(r"(?:(?<=^)|(?<=[\s,.;:)-]))\(?(?:[0-9]{1,2}|[a-hA])\)", text)
    if not re.match(r"\s*(?:Passport No: )?\(?[1aA]\)", text):
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


# What "Other Information" says of a party's numbers besides its passports.
IN_OTHER_INFORMATION = (
    ("IMO", r"IMO[^0-9]{0,12}(\d{7})\b"), ("MMSI", r"MMSI[^0-9]{0,4}(\d{9})\b"),
    ("BIC", r"SWIFT(?:/BIC)?:? ([A-Z0-9]{8,11})\b"),
    ("number", r"(?i)(?:identification|registration|tax|id|card|registered company|registry)"
               r" (?:number|no\.?)(?: \([A-Z]+\))?[: ]{1,2}(\d*[\dO][\d./-]*\d)(?![\w.]\w|\w)"))


def conlist_tallies(path):
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
        tally["passportNumber"] = len(passports)
        others = set().union(*(numbers_in(text) for text in {row["NI Number"] for row in group}))
        for row in group:
            for _, pattern in IN_OTHER_INFORMATION:
                others |= set(re.findall(pattern, row["Other Information"]))
        tally["identifiers"] = len(passports) + len(others)
        tally["designations"] = len({row["Regime"] for row in group})
        result["uk-ofsi:" + key] = tally
    return result


def un(files):
    tallies = un_tallies(files[0])
    interests = set()
    root = ElementTree.parse(files[0]).getroot()
    for record in list(root.iter("INDIVIDUAL")) + list(root.iter("ENTITY")):
        own = "un:" + record.findtext("REFERENCE_NUMBER").strip()
        said = record.findtext("COMMENTS1") or ""
        for letters, rest in re.findall(r"\b([A-Za-z]{2})([A-Za-z]\.\d{3})\b", said):
            other = letters.upper() + rest  # "Qde.014" is printed once
            if "un:" + other in tallies and "un:" + other != own:
                interests.add(Edge("un:" + other, own, "linked"))
    return Counted(len(tallies), tallies, edges=sorted(interests))


def eu_xml(files):
    tallies = eu_xml_tallies(files[0])
    return Counted(len(tallies), tallies)


def eu_csv(files):
    with open(files[0], encoding="cp1252") as file:
        records = sum(1 for _ in file) - 1
    tallies = eu_csv_tallies(files[0])
    lost = {key: tally.pop("lost", 0) for key, tally in tallies.items()}

    def check(loaded):
        """Names of which the publisher's table kept but question marks: named as fragments."""
        for key, count in lost.items():
            said = [text for text in loaded.fragments[key]
                    if text.startswith("name without its letters")]
            if len(said) != count:
                yield "%s: lost names counted %d, loaded %d" % (key, count, len(said))
    return Counted(records, tallies, check=check)


def uk_xml(files):
    tallies = uk_tallies(files[0])
    records = sum(not key.startswith("named ") for key in tallies)
    return Counted(records, tallies, sum(tally["relations"] for tally in tallies.values()) // 2)


def conlist(files):
    with open(files[0], encoding="cp1252", newline="") as file:
        records = len(list(csv.reader(file))) - 2
    tallies = conlist_tallies(files[0])
    with open(files[0], encoding="cp1252", newline="") as file:
        said = {"uk-ofsi:" + row[-1].strip(): row[-7] for row in list(csv.reader(file))[2:]}
    reference = r"\b[A-Z]{2}[ie]\.\d{3}\b"
    own = {key: re.search(r"(?i)UN Ref(?:erence)?[ :.]*(%s)" % reference, text)
           for key, text in said.items()}
    own = {key: found.group(1) for key, found in own.items() if found}
    owners = collections.defaultdict(set)
    for key, found in own.items():
        owners[found].add(key)
    links = {(key, other) for key, text in said.items() for found in re.findall(reference, text)
             for other in owners[found] if found != own.get(key)}
    return Counted(records, tallies, len(links))


COUNTERS = {"un-xml": un, "eu-xml": eu_xml, "eu-csv": eu_csv, "uk-xml": uk_xml,
            "uk-conlist-csv": conlist}
