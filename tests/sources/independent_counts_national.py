#!/usr/bin/env python3
"""Holds what the loaders of national and banks' lists made against the lists, read by other means.

The loaders read through libzip, expat and tables of patterns; this script uses Python's zipfile,
ElementTree and csv, and compares party by party: every name a row prints is a name of its party,
every year in a field of dates is a year of one of its dates or named as not understood, and ids,
designations with their dates, and the numbers of rows and parties are the same. It imports nothing
but the standard library.

usage: independent_counts_national.py DUMP au|ca|ch|wb|iadb|ebrd FILE
DUMP: lines as written by national_counts_test.cc: ID, schema, names, dates, designations
(programme|from|end), fragments, parted by tabs, several of one kind by 0x1F.
Prints what it counted; exits 1 where anything differs.
"""
import collections
import csv
import datetime
import io
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
import zipfile

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EPOCH = datetime.date(1899, 12, 30)


def tidy(text):
    text = "".join(c for c in text or "" if c not in "\u200b\u200e\u200f\u2060\ufeff")
    return " ".join(text.split())


def letters(text):
    """Letters and digits alone: names are compared without punctuation."""
    return "".join(c for c in unicodedata.normalize("NFC", text.lower()) if c.isalnum())


def sheet(path):
    """Rows as lists of (text, is_number)."""
    archive = zipfile.ZipFile(path)
    shared = []
    if "xl/sharedStrings.xml" in archive.namelist():
        for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml")):
            shared.append("".join(t.text or "" for t in item.iter(SHEET + "t")))
    name = min(n for n in archive.namelist() if n.startswith("xl/worksheets/sheet"))
    for row in ElementTree.fromstring(archive.read(name)).iter(SHEET + "row"):
        cells = {}
        column = 0
        for cell in row.iter(SHEET + "c"):
            column += 1
            if cell.get("r"):
                column = 0
                for letter in re.match("[A-Z]+", cell.get("r")).group():
                    column = column * 26 + ord(letter) - 64
            value = cell.find(SHEET + "v")
            if cell.get("t") == "s":
                cells[column] = (shared[int(value.text)] if value is not None else "", False)
            elif cell.get("t") == "inlineStr":
                cells[column] = ("".join(t.text or "" for t in cell.iter(SHEET + "t")), False)
            elif value is not None:
                cells[column] = (value.text, True)
        if any(tidy(text) for text, _ in cells.values()):
            yield [cells.get(i, ("", False)) for i in range(1, max(cells) + 1)]


def day(cell):
    """A cell that is a day: Excel's number, or as printed."""
    text, is_number = cell
    if is_number and float(text) > 3000:
        return (EPOCH + datetime.timedelta(days=int(float(text)))).isoformat()
    return tidy(text)


class Party:
    def __init__(self):
        self.names = []
        self.years = set()
        self.designations = collections.Counter()


def read_au(path):
    rows = list(sheet(path))[1:]
    parties = collections.defaultdict(Party)
    for row in rows:
        row = row + [("", False)] * (13 - len(row))
        party = parties["au:" + re.match(r"\d+", tidy(row[0][0])).group()]
        party.names.append(re.sub("(?i)^formerly known as ", "", tidy(row[1][0])))
        party.years.update(re.findall(r"(?:19|20)\d\d", day(row[4])))
        for part in re.findall(r".+?\)(?=\s+\d|\s*$)|.+", tidy(row[10][0])):
            party.designations[tidy(part)] = 1
    return len(rows), parties


def read_ca(path):
    parties = collections.defaultdict(Party)
    records = list(ElementTree.parse(path).getroot())
    for index, record in enumerate(records):
        field = {child.tag: tidy(child.text) for child in record}
        # The ids are the loader's own; parties are told by their place in the file's order here.
        party = parties[index]
        last, given = field.get("LastName", ""), field.get("GivenName", "")
        name = ", ".join(part for part in (last, given) if part)
        name = name or re.split(r"\s*/\s*| \(also", field.get("EntityOrShip", ""))[0]
        party.names.append(name)
        party.years.update(re.findall(r"(?:19|20)\d\d",
                                      field.get("DateOfBirthOrShipBuildDate", "")))
        party.designations["%s|%s|" % (field["Country"], field["DateOfListing"])] = 1
    return len(records), parties


def read_ch(path):
    parties = collections.defaultdict(Party)
    root = ElementTree.parse(path).getroot()
    programme = {}
    for element in root.findall("sanctions-program"):
        key = next(k.text for k in element.findall("program-key") if k.get("lang") == "eng")
        for item in element.findall("sanctions-set"):
            programme[item.get("ssid")] = key
    targets = root.findall("target")
    for target in targets:
        party = parties["ch:" + target.get("ssid")]
        for name in target.findall("./*/identity/name"):
            values = [part.find("value").text for part in
                      sorted(name.findall("name-part"), key=lambda part: int(part.get("order")))]
            party.names.append(" ".join(values))
        for date in target.findall("./*/identity/day-month-year"):
            party.years.add(date.get("year"))
        for item in target.findall("sanctions-set-id"):
            party.designations[programme.get(item.text, "sanctions-set " + item.text)] = 1
    return len(targets), parties


def banks(rows):
    parties = collections.defaultdict(Party)
    for name, start, end in rows:
        name = re.sub(r"(?i)^(?:a\.k\.a\.?|aka)\s+", "", name)
        party = parties[letters(name)]
        party.names.append(name)
        party.designations["%s|%s" % (start, end)] = 1
    return len(rows), parties


def after(text):
    """The day after an ISO day; nothing where the ban has no end."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text) or text > "2900":
        return ""
    return (datetime.date.fromisoformat(text) + datetime.timedelta(days=1)).isoformat()


def us_day(text):
    try:
        return datetime.datetime.strptime(tidy(text), "%b %d, %Y").date().isoformat()
    except ValueError:
        return ""


def read_wb(path):
    rows = [[tidy(text) for text, _ in row] for row in sheet(path)][3:]
    return banks([(row[0], row[4], after(row[5])) for row in rows])


def read_iadb(path):
    rows = [[tidy(text) for text, _ in row] for row in sheet(path)][1:]
    rows = [row for row in rows if len(row) > 5]
    return banks([(row[0], us_day(row[4]), after(us_day(row[5]))) for row in rows])


def read_ebrd(path):
    text = open(path, encoding="utf-8-sig", newline="").read()
    # A row begins in a new line with a quote and ends with its practice: quotes inside of names are
    # not doubled, so they are made so before the csv module reads the rows.
    fields = re.sub(r'(?<![,\n])"(?![,\r\n]|$)|(?<=\n")"(?=\S[^",]*")|"(?=",)', '""', text)
    rows = list(csv.reader(io.StringIO(fields)))[1:]
    out = []
    for row in rows:
        start = (row[3] or row[5])[:10]
        out.append((tidy(row[0]), start, after(row[4][:10])))
    return banks(out)


def dumped(path):
    for line in open(path, encoding="utf-8", newline="\n"):
        fields = [field.split("\x1f") if field else [] for field in line.rstrip("\n").split("\t")]
        yield fields[0][0], fields[2], fields[3], fields[4], fields[5]


def main():
    dump, form, path = sys.argv[1:4]
    records, parties = globals()["read_" + form](path)
    problems = []
    seen = set()
    totals = collections.Counter()
    by_index = form == "ca"
    for index, (party_id, names, dates, designations, fragments) in enumerate(dumped(dump)):
        key = party_id
        if by_index:
            key = index
        if form in ("wb", "iadb", "ebrd"):
            # The name as printed may be cut into several; the party has it whole or in its parts.
            key = letters(names[0])
            if key not in parties:
                key = next((longer for longer in parties if longer.startswith(key)), None)
        party = parties.get(key)
        if party is None:
            problems.append(party_id + " is not in the list")
            continue
        seen.add(key)
        known = {letters(name) for name in names}
        everything = "".join(sorted(known))
        for name in party.names:
            totals["names"] += 1
            whole = letters(name)
            # A name with another inside of it is kept as both; all its words are then there.
            inside = re.search(r"(?i)[(/]|known as|formerly|d/b/a|doing business|aka|a\.k\.a", name)
            words = [letters(word) for word in re.split(r"\W+", name)]
            if whole not in known and not (inside and words[0] in everything):
                problems.append("%s lacks a name of %d letters" % (party_id, len(whole)))
        years = set()
        for date in dates:
            first, last = date.split("..")
            years.update(str(year) for year in range(int(first), int(last) + 1))
        said = " ".join(fragments)
        for year in party.years:
            totals["years"] += 1
            if year not in years and year not in said:
                problems.append("%s lacks the year %s" % (party_id, year))
        listed = {"|".join(item.split("|")[{"au": 0, "ch": 0, "ca": 0}.get(form, 1):
                                           {"au": 1, "ch": 1}.get(form, 3)])
                  for item in designations}
        totals["designations"] += len(designations)
        if form in ("wb", "iadb", "ebrd"):
            missing = listed - set(party.designations)
        else:
            missing = listed ^ set(party.designations)
        if missing:
            problems.append("%s differs in designations: %s" % (party_id, sorted(missing)[:3]))
    lost = set(parties) - seen
    for key in sorted(map(str, lost))[:20]:
        problems.append("lost: " + key[:60])
    print("%s: records %d, parties of the list %d, names %d, years %d, designations %d, problems %d"
          % (form, records, len(parties), totals["names"], totals["years"],
             totals["designations"], len(problems)))
    for problem in problems[:40]:
        print("  " + problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
