"""Counts what a BODS file holds, with Python's standard library alone, and prints of each file
"name count" a line behind the line "file NUMBER". registries_test.cc compares its own counts with these.

    count_bods.py bods|old-bods FILE...
"""

import collections
import datetime
import decimal
import json
import sys


def records(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if text.lstrip().startswith("["):
        return json.loads(text, parse_float=decimal.Decimal)
    return [json.loads(line, parse_float=decimal.Decimal) for line in text.splitlines()
            if line.strip()]


def families(statements):
    """Statement id -> its whole family of statements that replace one another."""
    near = collections.defaultdict(set)
    for statement in statements:
        for other in statement.get("replacesStatements") or []:
            near[statement["statementID"]].add(other)
            near[other].add(statement["statementID"])
    family = {}
    for start in near:
        if start in family:
            continue
        reached, edge = {start}, [start]
        while edge:
            edge = [one for id_ in edge for one in near[id_] if one not in reached]
            reached.update(edge)
        for id_ in reached:
            family[id_] = frozenset(reached)
    return family


def count_old_bods(path):
    """A file of BODS 0.1 to 0.3."""
    counts = collections.Counter()
    statements = records(path)
    family = families(statements)
    replaced = {other for statement in statements
                for other in statement.get("replacesStatements") or []}
    latest = {}
    for statement in statements:
        counts["records"] += 1
        id_ = statement["statementID"]
        if id_ in replaced:
            continue
        key = family.get(id_, id_)
        if key not in latest or (statement.get("statementDate", "") >=
                                 latest[key].get("statementDate", "")):
            latest[key] = statement
    for statement in latest.values():
        if statement["statementType"] == "ownershipOrControlStatement":
            interests = statement.get("interests") or []
            counts["interests"] += len(interests) or 1
            for interest in interests:
                share = interest.get("share") or {}
                exact = share.get("exact")
                if exact is None and "minimum" in share and (
                        share["minimum"] == share.get("maximum")):
                    exact = share["minimum"]
                # Finer than a millionth it is read as an interval.
                counts["exact"] += exact is not None and exact * 10_000 % 1 == 0
        else:
            counts["parties"] += 1
            counts["names"] += len(statement.get("names") or []) + bool(statement.get("name"))
            counts["names"] += len(statement.get("alternateNames") or [])
    return counts


def percent(number):
    return format(decimal.Decimal(number).normalize(), "f")


def share_of(share):
    """As the program writes it: "49", "(25..50]", "unknown"."""
    if "exact" in share:
        return percent(share["exact"])
    ends = [share.get(name) for name in ("minimum", "exclusiveMinimum", "maximum",
                                         "exclusiveMaximum")]
    if ends == [None] * 4:
        return "unknown"
    low, low_open, high, high_open = ends
    begin = "[" + percent(low) if low is not None else (
        "[0" if low_open is None else "(" + percent(low_open))
    end = percent(high) + "]" if high is not None else (
        "100]" if high_open is None else percent(high_open) + ")")
    return begin + ".." + end


def last_day(date):
    """Of a day, a month or a year."""
    parts = [int(part) for part in date[:10].split("-")]
    if len(parts) == 1:
        return datetime.date(parts[0], 12, 31)
    if len(parts) == 2:
        next_month = datetime.date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return next_month - datetime.timedelta(days=1)
    return datetime.date(*parts)


def holder_of(party, latest, subjects):
    """The record that holds, or nothing where nobody can tell who it is."""
    if not isinstance(party, str):
        return ""
    said = latest[party][1].get("recordDetails", {}) if party in latest else {}
    kind = said.get("personType") or (said.get("entityType") or {}).get("type", "")
    is_named = any(said.get(key) for key in ("name", "names", "alternateNames", "identifiers"))
    is_hidden = kind.startswith(("unknown", "anonymous")) and not is_named
    return "" if is_hidden and party not in subjects else "bods:" + party


def edges_of(statement, latest, subjects):
    """"edge:OWNER|SUBJECT|TYPE|SHARE|START|END" for each interest of a relationship. A closed
    record is held no longer from the day of its closing, or earlier."""
    details = statement["recordDetails"]
    is_closed = statement.get("recordStatus") == "closed"
    for interest in details.get("interests") or [{}]:
        start, end = interest.get("startDate", ""), interest.get("endDate", "")
        ends = [str(last_day(end) + datetime.timedelta(days=1))] if end else []
        ends += [statement["statementDate"][:10]] if is_closed else []
        yield "edge:" + "|".join((
            holder_of(details.get("interestedParty"), latest, subjects),
            "bods:" + details["subject"], interest.get("type", ""),
            share_of(interest.get("share") or {}), (start + "-01-01")[:10] if start else "",
            min(ends, default="")))


def count_bods(path):
    counts = collections.Counter()
    latest = {}
    for place, statement in enumerate(records(path)):
        counts["records"] += 1
        key = (statement.get("statementDate", ""), place)
        record = statement["recordId"]
        if record not in latest or key > latest[record][0]:
            latest[record] = (key, statement)
    subjects = {(statement.get("recordDetails") or {}).get("subject")
                for _, statement in latest.values() if statement["recordType"] == "relationship"
                and isinstance(statement["recordDetails"].get("subject"), str)}
    for _, statement in latest.values():
        details = statement.get("recordDetails") or {}
        if statement["recordType"] == "relationship":
            if isinstance(details.get("subject"), str):
                counts.update(edges_of(statement, latest, subjects))
            if isinstance(details.get("subject"), str):
                counts["interests"] += len(details.get("interests") or []) or 1
                for interest in details.get("interests") or []:
                    share = interest.get("share") or {}
                    counts["exact"] += "exact" in share
        else:
            counts["parties"] += 1
            names = details.get("names") or []
            counts["names"] += len(names) + bool(details.get("name"))
            counts["names"] += len(details.get("alternateNames") or [])
    return counts


def main():
    count = {"bods": count_bods, "old-bods": count_old_bods}[sys.argv[1]]
    for number, path in enumerate(sys.argv[2:]):
        print("file", number)
        counts = count(path)
        for name in sorted(counts):
            print(name, counts[name])


main()
