"""Counts what a FollowTheMoney or BODS 0.4 file holds, with Python's standard library alone, and
prints "name count" a line. registries_test.cc compares its own counts with these.

    independent_counts_json.py ftm|bods FILE
"""

import collections
import json
import sys

EDGES = {
    "Ownership": ("owner", "asset"),
    "Control": ("controller", "controlled"),
    "Directorship": ("director", "organization"),
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
    "Family": ("person", "relative"),
    "Associate": ("person", "associate"),
    "Succession": ("predecessor", "successor"),
    "Representation": ("agent", "client"),
    "UnknownLink": ("subject", "object"),
}
PARTIES = {"Person", "Company", "Organization", "LegalEntity", "PublicBody", "Vessel", "Airplane",
           "Security", "CryptoWallet", "Asset", "Thing", "Vehicle"}


def records(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if text.lstrip().startswith("["):
        return json.loads(text)
    return [json.loads(line) for line in text.splitlines() if line.strip()]


class KeyTwice(Exception):
    """An object that holds a key twice: what it says is not certain."""


def unique_keys(pairs):
    if len(dict(pairs)) != len(pairs):
        raise KeyTwice
    return dict(pairs)


# Data sets that are one authority's sanctions list, of those that the files hold.
LISTS = {"us_ofac_sdn", "us_ofac_cons", "un_sc_sanctions", "eu_fsf", "gb_hmt_sanctions",
         "gb_fcdo_sanctions", "ch_seco_sanctions", "ca_dfatd_sema_sanctions", "au_dfat_sanctions",
         "jp_mof_sanctions", "ua_nsdc_sanctions"}


def sound_records(path):
    """The records of a file of one a line, but those that hold a key twice."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            try:
                yield json.loads(line, object_pairs_hook=unique_keys)
            except KeyTwice:
                yield None


def count_ftm(path):
    counts = collections.Counter()
    for record in sound_records(path):
        counts["records"] += 1
        if record is None:
            counts["damaged"] += 1
            continue
        said = record["properties"]
        schema = record["schema"]
        if schema in PARTIES:
            counts["parties"] += 1
            for key, kind in (("name", "primary"), ("alias", "alias"), ("weakAlias", "weak"),
                              ("abbreviation", "weak"), ("previousName", "former")):
                counts[kind] += len(set(said.get(key, [])))
            counts["born"] += len(set(said.get("birthDate", [])))
            counts["inn"] += len(set(said.get("innCode", [])))
        elif schema in EDGES:
            owner, subject = EDGES[schema]
            counts["interests"] += len(said.get(owner, [])) * len(said.get(subject, []))
            counts["kind." + schema] += len(said.get(owner, [])) * len(said.get(subject, []))
        elif schema == "Sanction":
            programmes = len(said.get("programId", []) or said.get("program", [])) or 1
            authorities = 1 if LISTS & set(record.get("datasets", [])) else (
                len(said.get("authority", [])) or 1)
            counts["designations"] += len(said.get("entity", [])) * programmes * authorities
    return counts


def count_bods(path):
    counts = collections.Counter()
    latest = {}
    for place, statement in enumerate(records(path)):
        counts["records"] += 1
        key = (statement.get("statementDate", ""), place)
        record = statement["recordId"]
        if record not in latest or key > latest[record][0]:
            latest[record] = (key, statement)
    for _, statement in latest.values():
        details = statement.get("recordDetails") or {}
        if statement["recordType"] == "relationship":
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
    counts = {"ftm": count_ftm, "bods": count_bods}[sys.argv[1]](sys.argv[2])
    for name in sorted(counts):
        print(name, counts[name])


main()
