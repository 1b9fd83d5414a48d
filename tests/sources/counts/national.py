"""The lists of Australia, Canada and Switzerland, and of development banks.

The loaders read through libzip, expat and tables of patterns; here Python's zipfile, ElementTree
and csv read. Besides the counts: every name that a row prints is a name of its party, every year in
a field of dates is a year of one of its dates or named as not understood, and designations have the
same programmes and days.
"""
import collections
import csv
import datetime
import io
import re
import unicodedata
import xml.etree.ElementTree as ElementTree
import zipfile

from counted import Counted

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
        self.names = []  # of a row or element each, with its aliases
        self.more = []  # other cells that hold names or numbers in prose
        self.years = set()
        self.designations = collections.Counter()
        self.numbers = set()  # that stand in fields of their own
        self.has_prose = False  # cells hold parts of names, or several in any way of writing


def read_au(path):
    rows = list(sheet(path))[1:]
    parties = collections.defaultdict(Party)
    for row in rows:
        row = row + [("", False)] * (13 - len(row))
        party = parties["au:" + re.match(r"\d+", tidy(row[0][0])).group()]
        party.names.append(tidy(row[1][0]))
        party.more.append(tidy(row[8][0]))
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
        party.names.append(", ".join(part for part in (last, given) if part)
                           or field.get("EntityOrShip") or field.get("TitleOrShip"))
        party.has_prose = bool(field.get("Aliases"))  # "Andrei": another spelling of "Andrey"
        party.names.append(field.get("Aliases", ""))
        party.numbers |= set(re.findall(r"\d{7}", field.get("ShipIMONumber", "")))
        party.years.update(re.findall(r"(?:19|20)\d\d",
                                      field.get("DateOfBirthOrShipBuildDate", "")))
        party.designations["%s|%s|" % (field["Country"], field["DateOfListing"])] = 1
    return len(records), parties


def spellings(name):
    """A name of parts: as written, and in each language and script of which all parts have it."""
    parts = sorted(name.findall("name-part"), key=lambda part: int(part.get("order")))
    comma = ", " if parts[0].get("name-part-type") == "family-name" and len(parts) > 1 else " "
    ways = [[part.find("value").text for part in parts]]
    keys = {(way.get("lang"), way.get("script")) for way in name.iter("spelling-variant")}
    for key in sorted(keys, key=str):
        found = [[way.text for way in part.findall("spelling-variant")
                  if (way.get("lang"), way.get("script")) == key] for part in parts]
        ways += [list(way) for way in zip(*found)]
    return {way[0] + (comma + " ".join(way[1:]) if way[1:] else "") for way in ways}


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
            party.names += spellings(name)
        for date in target.findall("./*/identity/day-month-year"):
            party.years.add(date.get("year"))
        for number in target.findall("./*/identity/identification-document/number"):
            party.numbers.add(number.text)
        party.more += [item.text for item in target.iter("other-information")]
        for item in target.findall("sanctions-set-id"):
            party.designations[programme.get(item.text, "sanctions-set " + item.text)] = 1
    return len(targets), parties


def banks(rows):
    """rows: names, further cells, country, days. A party is its name and country."""
    parties = collections.defaultdict(Party)
    for names, more, country, start, end in rows:
        party = parties[(names[0].lower(), country.lower())]
        party.names += names
        party.more += more
        # The World Bank's further cell holds other names, numbers and the number of a footnote.
        party.has_prose |= any(re.sub(r"\*\d+", "", cell).strip() for cell in more)
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
    return banks([([row[0]], [row[1]], row[3], row[4], after(row[5])) for row in rows])


def read_iadb(path):
    rows = [[tidy(text) for text, _ in row] for row in sheet(path)][1:]
    rows = [row for row in rows if len(row) > 5]
    return banks([([row[0], *row[10:]], row[6:10], row[3], us_day(row[4]), after(us_day(row[5])))
                  for row in rows])


def read_ebrd(path):
    text = open(path, encoding="utf-8-sig", newline="").read()
    # A row begins in a new line with a quote and ends with its practice: quotes inside of names are
    # not doubled, so they are made so before the csv module reads the rows.
    fields = re.sub(r'(?<![,\n])"(?![,\r\n]|$)|(?<=\n")"(?=\S[^",]*")|"(?=",)', '""', text)
    rows = list(csv.reader(io.StringIO(fields)))[1:]
    return banks([([tidy(row[0])], row[1:3], tidy(row[2]), (row[3] or row[5])[:10],
                   after(row[4][:10])) for row in rows])


# --- against what was loaded ----------------------------------------------------------------------

# What makes of a cell with a name a cell with several names, or with a remark about one.
SEVERAL = re.compile(
    r"(?i)[()（）/;:\[\]«»“”\"|]|\b(?:or|and|known|doing business|formerly|previously|dba|"
    r"aka|fka|alias)\b|"
    r"[adfn]\.[kb]\.a\b| - ")


# Words between names that are no part of one.
ABOUT_NAMES = set(
    "a k a aka also known as or and now formerly previously d b a f dba fka listed doing business "
    "under operating may be currently birth combat name in arabic call sign nee alias russian "
    "belarusian belarussian ukrainian persian burmese french english s".split())
NUMBERS_IN_PROSE = re.compile(
    r"(?i)\b(?:passport|identification|identity card|id card|registration|tax|TIN|fiscal|company)"
    r"(?: (?:number|no\b\.?|code))[ :]{1,3}((?-i:[A-Z]{0,4})[ -]?\d[\w-]{3,}\w)\b(?!- )")


def words(texts):
    return {letters(word) for text in texts for word in re.split(r"[\W_]+", text)} - {""}


def check_party(party, said, fragments, prose):
    """What the cells print and the party has not, and what it has and they do not print. prose:
    that the cells hold more than names."""
    names = [text for _, _, text in said["names"]]
    if not prose and set(names) != {tidy(name) for name in party.names} - {""}:
        yield "names differ: %s and %s" % (sorted(set(party.names)), sorted(set(names)))
    lost = words(party.names) - words(names + fragments)
    lost -= ABOUT_NAMES
    if lost:
        yield "words of names are lost: %s" % sorted(lost)
    extra = words(names) - words(party.names + party.more)
    if extra:
        yield "words of names are nowhere printed: %s" % sorted(extra)
    printed = letters(" ".join(party.names + party.more) + " ".join(party.numbers))
    for kind, number, _ in said["identifiers"]:
        if letters(number) not in printed:
            yield "%s %s is nowhere printed" % (kind, number)
    for number in NUMBERS_IN_PROSE.findall(" | ".join(party.more)):
        if not any(letters(number) in letters(known) or letters(known) in letters(number)
                   for _, known, _ in said["identifiers"]):
            yield "the number %s is lost" % number
    years = set()
    for first, last, _ in said["born"] + said["founded"]:
        years.update(str(year) for year in range(int(first[:4]), int(last[:4]) + 1))
    for year in party.years - years:
        if year not in " ".join(fragments):
            yield "the year %s is lost" % year


def counter(form, read):
    is_bank = form in ("wb", "iadb", "ebrd")
    has_ids = form in ("au", "ch")

    def count(files):
        records, parties = read(files[0])
        tallies = {key: collections.Counter(designations=len(party.designations))
                   for key, party in parties.items()}
        result = Counted(records, tallies, has_ids=has_ids)

        def check(loaded):
            listed = collections.defaultdict(set)
            for one in loaded.designations:
                listed[one["designation_of"]].add(
                    one["programme"] if has_ids else
                    "|".join((one["programme"], one["from"], one["end"])[is_bank:]))
            pairs = zip(loaded.parties.items(), parties.items())
            if has_ids:
                pairs = [((key, loaded.parties[key]), (key, party))
                         for key, party in parties.items() if key in loaded.parties]
            for (party_id, said), (key, party) in pairs:
                prose = party.has_prose or any(map(SEVERAL.search, party.names))
                for line in check_party(party, said, loaded.fragments[party_id], prose):
                    yield "%s: %s" % (party_id, line)
                if listed[party_id] != set(party.designations):
                    yield "%s differs in designations: %s" % (
                        party_id, sorted(listed[party_id] ^ set(party.designations))[:3])
                # Names and numbers in prose are as many as were loaded, since none is lost; and the
                # same name may be of two kinds.
                tally = result.parties[key]
                tally["names"] = loaded.tallies[party_id]["names"]
                tally["identifiers"] = (loaded.tallies[party_id]["identifiers"] if any(party.more)
                                        else len(party.numbers))
        result.check = check
        return result
    return count


COUNTERS = {"au-xlsx": counter("au", read_au), "ca-xml": counter("ca", read_ca),
            "ch-xml": counter("ch", read_ch), "wb-xlsx": counter("wb", read_wb),
            "iadb-xlsx": counter("iadb", read_iadb), "ebrd-csv": counter("ebrd", read_ebrd)}
