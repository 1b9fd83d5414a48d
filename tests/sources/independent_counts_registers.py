"""Counts what a register's file holds, with Python's standard library alone and by searching its
text (no parser of the format), and prints "name count" a line. register_counts_test.cc compares its
own counts with these.

    independent_counts_registers.py gleif-lei|gleif-rr|gleif-repex|uk-psc FILE
"""

import collections
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
        counts["addresses"] += sum(len(re.findall(r"<lei:%s[\s>]" % word, record)) for word in
                                   ("LegalAddress", "HeadquartersAddress", "OtherAddress",
                                    "TransliteratedOtherAddress"))
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


COUNTERS = {"gleif-lei": count_lei, "gleif-rr": count_rr, "gleif-repex": count_repex,
            "uk-psc": count_psc}

for name, count in sorted(COUNTERS[sys.argv[1]](sys.argv[2]).items()):
    print(name, count)
