#!/usr/bin/env python3
"""Loads successive SDN.CSV files one after another and compares each `lynceus index diff` with the
set difference of the raw files, counted here by other means.

    tests/ingest/daily_lists.py LYNCEUS DIRECTORY [COUNT]

DIRECTORY holds complete SDN.CSV files whose names sort by date; COUNT limits how many are loaded.
Only Python's standard library is used. Exit code 1 where a difference differs.
"""
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile


RULES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "rules")


def rows(path):
    """Entity number -> its row, the DOS end mark left out."""
    with open(path, encoding="latin-1", newline="") as file:
        table = csv.reader(file)
        return {row[0].strip(): tuple(field.strip() for field in row)
                for row in table if len(row) > 1}


def build(lynceus, out, file, previous):
    command = [lynceus, "index", "build", "--rules", RULES, "--out", out, "--quiet"]
    command += ["--allow", "shrink"]
    command += ["--previous", previous] if previous else []
    subprocess.run(command + [file], check=True, stdout=subprocess.DEVNULL)


def diff(lynceus, before, after):
    output = subprocess.run([lynceus, "index", "diff", before, after, "--format", "json"],
                            check=True, capture_output=True, text=True).stdout
    changes = {"added": set(), "removed": set(), "changed": {}}
    for line in output.splitlines():
        change = json.loads(line)
        number = change["id"].split(":", 1)[1]
        if change["change"] == "changed":
            changes["changed"][number] = change
        else:
            changes[change["change"]].add(number)
    return changes


def is_link_alone(change):
    """True where only what the record is linked to was found or lost in another record."""
    facts = change["facts_added"] + change["facts_removed"]
    return all(fact.startswith(("interest: ", "linkedTo: ")) for fact in facts)


def compare(ours, before, after):
    """Two lists of text: differences between our diff and the raw files', and records whose words
    changed and whose facts did not (a country renamed, the party of a link renamed the same day):
    to be read by a person."""
    problems, notes = [], []
    raw_added = after.keys() - before.keys()
    raw_removed = before.keys() - after.keys()
    raw_changed = {n for n in before.keys() & after.keys() if before[n] != after[n]}
    for word, raw in (("added", raw_added), ("removed", raw_removed)):
        if ours[word] != raw:
            problems.append(f"{word}: {sorted(ours[word] ^ raw)}")
    for number in sorted(raw_changed - ours["changed"].keys()):
        notes.append(f"other words for the same facts: {number}")
    for number in sorted(ours["changed"].keys() - raw_changed):
        if not is_link_alone(ours["changed"][number]):
            problems.append(f"changed in the diff, not in the file: {number}")
    return problems, notes


def main():
    lynceus, directory = sys.argv[1:3]
    files = sorted(os.path.join(directory, name) for name in os.listdir(directory))
    files = files[:int(sys.argv[3])] if len(sys.argv) > 3 else files
    scratch = tempfile.mkdtemp(prefix="lynceus_daily_")
    totals = {"added": 0, "removed": 0, "changed": 0}
    failed = 0
    seen = {"SOVCOMBANK": None, "RUSSIAN DIRECT INVESTMENT FUND": None}
    try:
        before_rows, before = None, None
        for at, file in enumerate(files):
            after = os.path.join(scratch, str(at))
            build(lynceus, after, file, before)
            after_rows = rows(file)
            for word in [w for w, first in seen.items() if first is None]:
                if any(word in row[1] for row in after_rows.values()):
                    seen[word] = os.path.basename(file)
            if before is not None:
                ours = diff(lynceus, before, after)
                for word in totals:
                    totals[word] += len(ours[word])
                problems, notes = compare(ours, before_rows, after_rows)
                failed += len(problems)
                for text in problems + notes:
                    print(f"{os.path.basename(file)}: {text}")
                shutil.rmtree(before)
            before_rows, before = after_rows, after
    finally:
        shutil.rmtree(scratch)
    print(f"{len(files)} files: added {totals['added']}, removed {totals['removed']}, "
          f"changed {totals['changed']}; differences from the raw files: {failed}")
    for word, file in seen.items():
        print(f"{word}: first in {file}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
