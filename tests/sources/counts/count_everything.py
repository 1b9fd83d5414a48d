#!/usr/bin/env python3
"""Counts what every list and registry file holds, by other means than the loaders (Python's
standard library alone), and holds it against what the loaders made of it.

usage: count_everything.py UNITS [WORD]
UNITS: lines "LABEL<TAB>KIND<TAB>DUMP<TAB>FILE...", one a load, as written by
count_everything_test.cc, as are the dumps. WORD: only the units whose line has it.
Prints COUNTS.md, the table of what was counted. On standard error: what differs, if anything does,
party by party; the exit status is then 1.
"""
import sys

import counted
import json_files
import national
import ofac
import registers
import un_eu_uk
import us_tables

COLUMNS = ("records", "entities", "names", "designations", "interests", "identifiers")
# Of the load alone: what it did not understand and named, and what the file says of its day.
LOADED = ("fragments", "skipped", "list date")
COUNTERS = {}
for module in (json_files, national, ofac, registers, un_eu_uk, us_tables):
    COUNTERS.update(module.COUNTERS)
DIFFERENCES_MAX = 30  # of a unit, that are printed

HEAD = """# What the real files hold

Every list and registry file that the tests are given (`LYNCEUS_TEST_DATA`), loaded as the program
does, and counted by `counts/count_everything.py` with Python's standard library, which shares
nothing with the loaders. The numbers from records to identifiers were counted and loaded alike,
party by party where the file tells parties by an id. `count_everything_test.cc` holds this table
against both; `LYNCEUS_UPDATE_GOLDEN=1` writes it again.

A record is a row or an element as the publisher counts them; of deltas, an operation too. Entities
are listed parties and those that an interest names. Names are the different names of a party, in
each kind (primary, alias, former, weak) and script; identifiers its different numbers. Where a cell
holds several names or numbers in prose (Australia, Canada, the development banks), it is held
against the party word by word instead: every word of a name and every labelled number is among the
party's or its fragments, and the party has no word and no number that is not printed there.

Fragments are what was not understood, and is kept and named; skipped are records that were not
loaded, each named with its reason.

| file | read as | %s |
|---|---|%s
""" % (" | ".join(COLUMNS + LOADED), "--:|" * len(COLUMNS + LOADED))


def main(arguments):
    failed = False
    print(HEAD, end="")
    with open(arguments[1], encoding="utf-8") as units:
        for unit in units:
            if len(arguments) > 2 and arguments[2] not in unit:
                continue
            label, kind, dump, *files = unit.rstrip("\n").split("\t")
            if kind not in COUNTERS:
                print("%s: nothing counts files of kind %s" % (label, kind), file=sys.stderr)
                failed = True
                continue
            found, loaded = COUNTERS[kind](files), counted.Loaded(dump)
            lines = list(counted.differences(found, loaded))
            for line in lines[:DIFFERENCES_MAX]:
                print("%s: %s" % (label, line), file=sys.stderr)
            failed = failed or bool(lines)
            cells = ["{:,}".format(found.total(column)) for column in COLUMNS]
            cells += [str(len(loaded.fragments_of_all())), str(loaded.head["skipped_total"]),
                      loaded.head["list_date"]]
            print("| %s | `%s` | %s |" % (label, kind, " | ".join(cells)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
