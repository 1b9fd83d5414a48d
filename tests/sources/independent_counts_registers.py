"""Counts what a register's file holds, with Python's standard library alone and by searching its
text (no parser of the format), and prints "name count" a line. register_counts_test.cc compares its
own counts with these.

    independent_counts_registers.py gleif-lei|gleif-rr|gleif-repex|uk-psc|us-csl|us-dpl|us-mieu FILE
"""

import collections
import csv
import gzip
import html
import io
import json
import re
import sys


def texts(block, name):
    return [text.strip() for text in
            re.findall(r"<(?:\w+:)?%s(?:\s[^>]*)?>([^<]*)</" % name, block) if text.strip()]


def blocks(path, name):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    found = re.findall(r"<(?:\w+:)?%s[\s>].*?</(?:\w+:)?%s>" % (name, name), text, re.S)
    return [block for block in found if "DeletedAt" not in block], len(found)


def address_of(block):
    found = re.findall(r"<lei:(\w+)>([^<]*)</", block)
    said = []
    for name, text in found:
        text = re.sub(r"\s+", " ", html.unescape(text).strip())
        if name != "Country" and text and not any(text in other for other in said):
            said.append(text)
    return tuple(said) + tuple(text for name, text in found if name == "Country")


def count_lei(path):
    counts = collections.Counter()
    records, counts["records"] = blocks(path, "LEIRecord")
    for record in records:
        counts["parties"] += 1
        names = {(re.sub(r"\s+", " ", name), "primary") for name in texts(record, "LegalName")}
        for kind, name in re.findall(r'EntityName\s[^>]*type="([A-Z_]+)"[^>]*>([^<]+)<', record):
            names.add((re.sub(r"\s+", " ", name.strip()),
                       "former" if kind.startswith("PREVIOUS") else "alias"))
        for _, kind in names:
            counts[kind] += 1
        counts["numbers"] += len(texts(record, "RegistrationAuthorityEntityID"))
        counts["addresses"] += len({address_of(block) for block in re.findall(
            r"<lei:(?:LegalAddress|HeadquartersAddress|OtherAddress|TransliteratedOtherAddress)"
            r"[\s>].*?</lei:(?:LegalA|HeadquartersA|OtherA|TransliteratedOtherA)ddress>",
            record, re.S)})
        counts["founded"] += len(texts(record, "EntityCreationDate"))
        counts["interests"] += len(texts(record, "SuccessorLEI"))
    return counts


def count_rr(path):
    counts = collections.Counter()
    records, counts["records"] = blocks(path, "RelationshipRecord")
    nodes = set()
    for record in records:
        nodes.update(texts(record, "NodeID"))
        kind = texts(record, "RelationshipType")[0]
        counts[kind] += 1
        counts["interests"] += 1
        period = re.search(r"<rr:RelationshipPeriod>((?:(?!<rr:RelationshipPeriod>).)*?)"
                           r"<rr:PeriodType>RELATIONSHIP_PERIOD", record, re.S)
        if period and texts(period.group(1), "StartDate"):
            counts["started"] += 1
        if period and texts(period.group(1), "EndDate"):
            counts["ended"] += 1
    counts["parties"] = len(nodes)
    return counts


def count_repex(path):
    counts = collections.Counter()
    records, counts["records"] = blocks(path, "Exception")
    counts["parties"] = len({texts(record, "LEI")[0] for record in records})
    for record in records:
        if texts(record, "ExceptionReason")[0] != "NO_KNOWN_PERSON":
            counts["interests"] += 1
            counts["unknown"] += 1
    return counts


def count_psc(path):
    counts = collections.Counter()
    with open(path, encoding="utf-8") as file:
        records = json.load(file)
    parties = set()
    for record in records if isinstance(records, list) else [records]:
        data = record["data"]
        kind = data["kind"]
        if kind.startswith("totals"):
            continue
        counts["records"] += 1
        if "company_number" not in record:
            continue
        company = record["company_number"].rjust(8, "0")
        parties.add(company)
        if kind.startswith("super-secure"):
            counts["unknown"] += 1
            counts["interests"] += 1
        elif kind == "persons-with-significant-control-statement":
            if not re.match("no-individual|all-bene|.*change|.*trust-|.*become", data["statement"]):
                counts["unknown"] += 1
                counts["interests"] += 1
        elif kind != "exemptions":
            said = data.get("identification") or {}
            number = said.get("registration_number") or ""
            country = said.get("country_registered") or ""
            in_kingdom = re.search("England|United Kingdom|Wales|Scotland", country)
            if in_kingdom and re.fullmatch("[0-9A-Z]{1,8}", number):
                parties.add(number.rjust(8, "0"))
            else:
                parties.add(data["links"]["self"])
            natures = data.get("natures_of_control") or [""]
            counts["interests"] += len(natures)
            for nature in natures:
                band = re.search(r"(\d+)-to-(\d+)-percent|(more-than)-(\d+)-percent", nature)
                counts["bands"] += band is not None
            counts["ended"] += len(natures) * ("ceased_on" in data)
            counts["born"] += "date_of_birth" in data
    counts["parties"] = len(parties)
    return counts


def rows_of(path, delimiter=","):
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=delimiter))


def parts(text):
    return {part.strip() for part in text.split(";") if part.strip()}


def count_csl(path):
    counts = collections.Counter()
    parties = collections.defaultdict(set)
    born = collections.defaultdict(set)
    for row in rows_of(path):
        counts["records"] += 1
        is_ofac = "Treasury" in row["source"]
        party = (is_ofac, "(SDN)" in row["source"], row["_id"])
        counts["designations"] += len(parts(row["programs"])) or 1
        counts["list." + re.search(r"\((?:NS-)?(\w+)", row["source"]).group(1)] += 1
        parties[party].add(row["name"].strip())
        for text in parts(row["ids"]):
            if text.endswith(", Issuer Name"):
                parties[party].add(text[:-len(", Issuer Name")])
        for name in re.findall(r"[afn]\.k\.a\. '([^']+)'", row["remarks"]):
            parties[party].add(name)
        born[party] |= set(re.findall(r"\bDOB ([^;)]+)", row["remarks"]))
        for name in parts(row["alt_names"]):
            name = re.sub(r"^and ", "", name)
            parties[party].add(re.sub(r"^(?i:f\.k\.a\.) ", "", name).strip('"'))
        born[party] |= parts(row["dates_of_birth"])
        counts["dated"] += (len(parts(row["programs"])) or 1) * bool(row["start_date"])
        counts["ended"] += (len(parts(row["programs"])) or 1) * bool(row["end_date"])
    counts["parties"] = len(parties)
    counts["names"] = sum(len(names) for names in parties.values())
    counts["born"] = sum(len(dates) for dates in born.values())
    return counts


def count_dpl(path):
    rows = rows_of(path, "\t")
    names = {re.sub(r"\s+", " ", row["Name"].strip()).lower() for row in rows}
    return {"records": len(rows), "parties": len(names), "designations": len(rows),
            "dated": len(rows), "ended": sum(row["Expiration_Date"] != "" for row in rows)}


def count_mieu(path):
    rows = rows_of(path)
    return {"records": len(rows), "parties": len(rows), "designations": len(rows),
            "dated": sum(row["Date"] != "" for row in rows),
            "names": len(rows) + sum(len(parts(row["Alias"])) for row in rows)}


COUNTERS = {"gleif-lei": count_lei, "gleif-rr": count_rr, "gleif-repex": count_repex,
            "uk-psc": count_psc, "us-csl": count_csl, "us-dpl": count_dpl, "us-mieu": count_mieu}

for name, count in sorted(COUNTERS[sys.argv[1]](sys.argv[2]).items()):
    print(name, count)
