"""Tables of the United States: the Consolidated Screening List, and those of BIS."""
import collections
import csv
import gzip
import io
import re

from counted import Counted, Edge
from ofac import documents_in, links


def rows_of(path, delimiter=","):
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=delimiter))


def parts(text):
    return {part.strip() for part in text.split(";") if part.strip()}


# The Consolidated Screening List's words for lists that are Designation.list, where they differ.
CSL_LISTS = {"CAP": "CAPTA", "DTC": "AECA", "MBS": "NS-MBS", "PLC": "NS-PLC", "CMIC": "NS-CMIC"}
# Beginnings of the words in "ids" that say something else than a number of the party.
NO_NUMBER = re.compile(
    r"(?:Additional Sanctions|Aircraft (?:Manufacture Date|Model|Operator)|CAATSA|"
    r"Chinese Commercial Code|Effective Date|Email|Executive Order|Former Vessel|Gender|IFCA|"
    r"Listing Date|Nationality of Registration|Organization|Other Vessel (?:Flag|Type)|PEESA|Phone|"
    r"Purchase/Sales|Registration Country|Secondary sanctions|Target Type|Transactions|UN/LOCODE|"
    r"Website)")
IN_REMARKS = re.compile(r"Fiscal Code|Maritime Organization No|File No|deportation No|Company ID")
OF_LETTERS = re.compile(r"SWIFT/BIC|Equity Ticker|MICEX Code|Call Sign|Tail Number")
DAY = re.compile(r"\d{4}-\d\d-\d\d$")


def csl(files):
    result = Counted()
    names = collections.defaultdict(set)
    born = collections.defaultdict(set)
    numbers = collections.defaultdict(set)
    captions, remarks = set(), set()
    for row in rows_of(files[0]):
        result.records += 1
        is_sdn = "(SDN)" in row["source"]
        word = re.search(r"\((?:NS-)?(\w+)", row["source"]).group(1)
        if is_sdn:
            party = "ofac-sdn:" + row["entity_number"]
        elif "Treasury" in row["source"]:
            party = "ofac-cons:" + row["entity_number"]
        else:
            party = "us-csl:%s-%s" % (word, row["_id"])
        count = len(parts(row["programs"])) or 1
        result.parties[party]["designations"] += count
        result.totals["list." + CSL_LISTS.get(word, word)] += 1
        names[party].add(("primary", row["name"].strip()))
        for text in parts(row["ids"]):
            *said, kind = text.split(", ")
            if kind == "Issuer Name":
                names[party].add(("alias", ", ".join(said)))
            elif not NO_NUMBER.match(kind) and (
                    OF_LETTERS.search(kind) or re.search(r"\d", ", ".join(said))):
                # One address under three currencies is one key; the others are identity numbers.
                kind = re.sub(r"^Digital Currency Address - \S+", "wallet", kind)
                kind = re.sub(r"^(?:C\.U\.I\.|Driver's License No\.)", "identity", kind)
                numbers[party].add((kind, *(part for part in said if not DAY.match(part))))
        if row["call_sign"]:
            numbers[party].add(("call sign", row["call_sign"]))
        for word, name in re.findall(r"([afn])\.k\.a\. '([^']+)'", row["remarks"]):
            names[party].add(("former" if word == "f" else "weak", name))
        # Remarks hold a few numbers too, most of them again.
        for piece in documents_in(row["remarks"]):
            # Of a passport the remark does not say the country.
            if piece.startswith("Passport") or IN_REMARKS.search(piece) and not any(
                    part in piece for said in numbers[party] for part in said[1:]):
                numbers[party].add((piece,))
        if "Treasury" in row["source"]:
            captions.add((party, row["name"]))
            remarks.add((party, row["remarks"]))
        born[party] |= set(re.findall(r"\bDOB ([^;)]+)", row["remarks"]))
        for name in parts(row["alt_names"]):
            name = re.sub(r"^and ", "", name)
            old = re.match(r"(?i:f\.k\.a\.) ", name)
            name = name[old.end():] if old else name
            names[party].add(("former" if old else "alias", name.strip('"')))
        born[party] |= parts(row["dates_of_birth"])
        result.totals["dated"] += count * bool(row["start_date"])
        result.totals["ended"] += count * bool(row["end_date"])
    for party, tally in result.parties.items():
        tally["born"], tally["identifiers"] = len(born[party]), len(numbers[party])
        for kind, _ in names[party]:
            tally[kind] += 1
    # A number in both of OFAC's lists is one party; links lead to it on the SDN list.
    keys = {key.split(":")[1]: key for key, _ in sorted(captions)}
    result.edges = [Edge(keys[other], key, "linked") for key, other in links(
        sorted(remarks), sorted(captions), lambda key: key.split(":")[1])]
    return result


def dpl(files):
    result = Counted(has_ids=False)
    for row in rows_of(files[0], "\t"):
        result.records += 1
        tally = result.parties[re.sub(r"\s+", " ", row["Name"].strip()).lower()]
        tally["names"] = 1
        tally["designations"] += 1
        result.totals["ended"] += row["Expiration_Date"] != ""
    result.totals["dated"] = result.records
    return result


def mieu(files):
    rows = rows_of(files[0])
    parties = {number: collections.Counter(names=1 + len(parts(row["Alias"])), designations=1)
               for number, row in enumerate(rows)}
    return Counted(len(rows), parties, has_ids=False,
                   totals={"dated": sum(row["Date"] != "" for row in rows)})


COUNTERS = {"us-csl-csv": csl, "us-bis-dpl-tsv": dpl, "us-bis-mieu-csv": mieu}
