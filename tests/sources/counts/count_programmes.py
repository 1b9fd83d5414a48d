#!/usr/bin/env python3
"""Counts the designations of list files by programme and Magnitsky class, by other means than the
loaders and the rule reader (Python's standard library alone).

usage: count_programmes.py RULES KIND FILE
RULES: the project's rule directory, of which the catalogue is read by patterns, not as YAML. KIND:
the word of `lynceus index kinds`. Prints a line "AUTHORITY LIST PROGRAMME<TAB>COUNT" for each
programme (by its key, or as listed where the catalogue has none), then "class CLASS<TAB>COUNT".
"""
import collections
import csv
import glob
import os
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree

import national
import ofac
import us_tables


def plain(word):
    """As two spellings of a code are compared: without case, every dash a hyphen."""
    return "".join("-" if unicodedata.category(c) == "Pd" else c for c in word).lower()


class Catalogue:
    def __init__(self, directory):
        self.programmes = []
        for path in sorted(glob.glob(os.path.join(directory, "programmes", "*.yaml"))):
            with open(path, encoding="utf-8") as file:
                blocks = re.split(r"(?m)^  - key: ", file.read())[1:]
            for block in blocks:
                lines = [line for line in block.split("\n") if not line.lstrip().startswith("#")]
                said = dict(re.findall(r"(?m)^    (\w+): (.*)$", "\n".join(lines)))
                self.programmes.append({
                    "key": lines[0].strip(), "authority": said["authority"],
                    "words": {plain(w) for w in self.items(said.get("aliases", ""))},
                    "regulations": self.items(said.get("regulations", "")),
                    "class": said.get("magnitsky_class", "")})

    @staticmethod
    def items(text):
        """Of a list in one line: between quotes, or up to the next comma."""
        inside = re.sub(r"^\[|\]$", "", text.strip())
        return [quoted or bare.strip() for quoted, bare in
                re.findall(r'"([^"]*)"|([^,\s"][^,"]*)', inside)]

    def find(self, authority, code, basis):
        own = [p for p in self.programmes if p["authority"] == authority
               and (p["key"] == code or plain(code) in p["words"])]
        cited = [p for p in own for number in p["regulations"]
                 if re.search(r"(?<!\d)%s(?!\d)" % re.escape(number), basis)]
        free = [p for p in own if not p["regulations"]]
        return (cited or free or [None])[0]


# Each yields (list, code, legal basis), one a designation.

def of_csv(list_word):
    def read(path):
        with open(path, encoding="latin-1", newline="") as file:
            for row in csv.reader(file):
                if len(row) > 3:
                    for code in row[3].split("] ["):
                        yield list_word, code.strip(), ""
    return read


def of_sdn_xml(path):
    for element in ElementTree.parse(path).iter():
        if element.tag.endswith("}program"):
            yield "CONS", element.text.strip(), ""


def spread(lists, programmes):
    """(list, code) pairs of a party whose file repeats all programmes under each list: by the law
    of each, as ofac.py counts them."""
    own = collections.defaultdict(set)
    free = {code for code in programmes if ofac.LIST_OF.get(code) not in lists}
    for code in programmes - free:
        own[ofac.LIST_OF[code]].add(code)
    for name in lists - set(own) - {"CONS"}:
        own[name] = free | (own.get("SSI", set()) if name == "SDN" else set())
    if "CONS" in lists:
        others = [own[name] for name in lists - {"SDN", "CONS"}]
        own["CONS"] = set().union(*others) if others else free
    for name in lists:
        for code in own[name] or {""}:
            yield name, code


def of_enhanced(path):
    for entity in ofac.tree(path).find("entities"):
        lists = {ofac.list_word(e.text) for e in entity.find("sanctionsLists")}
        for name, code in spread(lists, {e.text for e in entity.find("sanctionsPrograms")}):
            yield name, code, ""


def of_advanced(path):
    root = ofac.tree(path)
    lists = {e.get("ID"): ofac.list_word(e.text) for e in root.iter("List") if e.get("ID")}
    listed, codes = collections.defaultdict(set), collections.defaultdict(set)
    for entry in root.iter("SanctionsEntry"):
        listed[entry.get("ProfileID")].add(lists[entry.get("ListID")])
        codes[entry.get("ProfileID")] |= {
            measure.findtext("Comment") for measure in entry.iter("SanctionsMeasure")
            if measure.get("SanctionsTypeID") == "1"}
    for profile, names in listed.items():
        for name, code in spread(names, codes[profile]):
            yield name, code, ""


def of_un(path):
    for element in ElementTree.parse(path).iter("UN_LIST_TYPE"):
        yield "UNSC", element.text.strip(), ""


def of_eu_xml(path):
    ns = "{http://eu.europa.ec/fpi/fsd/export}"
    for record in ElementTree.parse(path).iter(ns + "sanctionEntity"):
        titles = collections.defaultdict(list)
        for regulation in record.findall(ns + "regulation"):
            titles[regulation.get("programme")].append(regulation.get("numberTitle") or "")
        for code, numbers in titles.items() or [("", [])]:
            yield "FSF", code, " ".join(numbers)


def of_eu_csv(path):
    with open(path, encoding="cp1252") as file:
        lines = [line.rstrip("\n") for line in file]
    lines = [line[1:-1].rstrip("\t").replace("\t", ",").replace('""', '"') for line in lines]
    rows = list(csv.reader(lines, delimiter=";"))
    party, code = rows[0].index("EU_ref_num"), rows[0].index("Programme")
    for _, word in {(row[party], row[code]) for row in rows[1:]}:
        yield "FSF", word, ""


def of_uk_xml(path):
    for element in ElementTree.parse(path).iter("RegimeName"):
        yield "UKSL", " ".join(element.text.split()), ""


def of_conlist(path):
    with open(path, encoding="cp1252", newline="") as file:
        rows = list(csv.reader(file))[1:]
    group, regime = rows[0].index("Group ID"), rows[0].index("Regime")
    for _, word in {(row[group].strip(), row[regime].strip()) for row in rows[1:]}:
        yield "CONLIST", word, ""


def of_ca(path):
    for record in ElementTree.parse(path).getroot():
        country = " ".join(record.findtext("Country").split())
        yield ("JVCFOA" if "(JVCFOR)" in country else "SEMA"), country, ""


def of_national(read, list_word):
    def counts(path):
        for party in read(path)[1].values():
            for code in party.designations:
                yield list_word, code, ""
    return counts


CSL = {"CAP": "CAPTA", "PLC": "NS-PLC", "CMIC": "NS-CMIC", "NS-MBS List": "NS-MBS", "DTC": "AECA"}


def of_csl(path):
    for row in us_tables.rows_of(path):
        word = re.search(r"\(([^()]+)\)", row["source"]).group(1)
        authority = ("US-OFAC" if "Treasury" in row["source"] else
                     "US-BIS" if "Industry and Security" in row["source"] else "US-STATE")
        name = CSL.get(word, word)
        codes = [c.strip() for c in row["programs"].split(";") if c.strip()] or [name]
        for code in codes:
            yield authority + " " + name, code, ""


def of_bank(kind, list_word, code):
    """One programme for all: how many there are, party by party, is counted in national.py."""
    def counts(path):
        for _ in range(national.COUNTERS[kind]([path]).total("designations")):
            yield list_word, code, ""
    return counts


def of_rows(separator, list_word):
    def counts(path):
        for _ in us_tables.rows_of(path, separator):
            yield list_word, list_word, ""
    return counts


COUNTERS = {
    "ofac-sdn-csv": ("US-OFAC", of_csv("SDN")),
    "ofac-cons-csv": ("US-OFAC", of_csv("CONS")),
    "ofac-cons-xml": ("US-OFAC", of_sdn_xml),
    "ofac-enhanced-xml": ("US-OFAC", of_enhanced),
    "ofac-advanced-xml": ("US-OFAC", of_advanced),
    "un-xml": ("UN-SC", of_un),
    "eu-xml": ("EU", of_eu_xml),
    "eu-csv": ("EU", of_eu_csv),
    "uk-xml": ("UK", of_uk_xml),
    "uk-conlist-csv": ("UK", of_conlist),
    "ca-xml": ("CA", of_ca),
    "au-xlsx": ("AU", of_national(national.read_au, "DFAT")),
    "ch-xml": ("CH", of_national(national.read_ch, "SECO")),
    "us-csl-csv": ("", of_csl),
    "us-bis-dpl-tsv": ("US-BIS", of_rows("\t", "DPL")),
    "us-bis-mieu-csv": ("US-BIS", of_rows(",", "MIEU")),
    "wb-xlsx": ("WB", of_bank("wb-xlsx", "DEBARRED", "Ineligible Firms and Individuals")),
    "iadb-xlsx": ("IADB", of_bank("iadb-xlsx", "SANCTIONED", "Sanctioned Firms and Individuals")),
    "ebrd-csv": ("EBRD", of_bank("ebrd-csv", "INELIGIBLE", "Ineligible Entities")),
}


def main(arguments):
    _, rules, kind, path = arguments
    catalogue = Catalogue(rules)
    authority, read = COUNTERS[kind]
    counts, classes = collections.Counter(), collections.Counter()
    for list_word, code, basis in read(path):
        where = (authority + " " + list_word).strip()
        programme = catalogue.find(where.split(" ")[0], code, basis)
        counts[where + " " + (programme["key"] if programme else code)] += 1
        if programme and programme["class"]:
            classes[programme["class"]] += 1
    for word, count in sorted(counts.items()):
        print("%s\t%d" % (word, count))
    for word, count in sorted(classes.items()):
        print("class %s\t%d" % (word, count))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
