"""Counts what a register's file holds, with Python's standard library alone and by searching its
text (no parser of the format), and prints "name count" a line. register_counts_test.cc compares its
own counts with these.

    independent_counts_registers.py gleif-lei|gleif-rr|gleif-repex FILE
"""

import collections
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


COUNTERS = {"gleif-lei": count_lei, "gleif-rr": count_rr, "gleif-repex": count_repex}

for name, count in sorted(COUNTERS[sys.argv[1]](sys.argv[2]).items()):
    print(name, count)
