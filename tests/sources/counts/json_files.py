"""Files of FollowTheMoney entities, OpenSanctions' tables and deltas, and BODS statements."""
import collections
import csv
import json
import re

from counted import Counted

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


def values(said, *keys):
    return {value for key in keys for value in said.get(key, []) if isinstance(value, str)}


# A property that holds a number by which its party is known: by the ends of FollowTheMoney's words.
IDENTIFIER = re.compile(
    r"^\w*(?:Code|Number|Bic|Id|[Mm]msi|isin|ticker|publicKey|callSign|iban)$")
NO_IDENTIFIER = {"programId", "unscId", "recordId", "sicCode"}
NAMES = (("name", "primary"), ("alias", "alias"), ("weakAlias", "weak"), ("abbreviation", "weak"),
         ("previousName", "former"))
LINKS = ("owner", "operator", "parent", "issuer", "holder", "bank")


class Entities:
    """Counts records of entities, nested ones too, each id once."""

    def __init__(self):
        self.result = Counted()
        self.seen = set()
        self.names = collections.defaultdict(set)
        self.numbers = collections.defaultdict(set)
        self.listings = set()
        self.edges = set()

    def add(self, record, outer=None):
        said = {}
        for key, found in record.get("properties", {}).items():
            said[key] = []
            for value in found if isinstance(found, list) else [found]:
                if isinstance(value, dict) and "schema" in value:
                    self.add(value, record["id"])
                    value = value["id"]
                if isinstance(value, str) and value.strip():
                    said[key].append(value)
        schema, own = record["schema"], "ftm:" + record["id"]
        if schema in PARTIES:
            self.party(own, record, said)
        elif schema in EDGES:
            owner, subject = EDGES[schema]
            for one in values(said, owner) or {outer} - {None}:
                for other in values(said, subject) or {outer} - {None}:
                    if one != other:
                        self.edges.add((own, one, other))
        elif schema == "Sanction":
            programmes = values(said, "programId") or values(said, "program") or {""}
            is_list = LISTS & set(record.get("datasets", []))
            authorities = {"its own"} if is_list else values(said, "authority") or {""}
            for one in values(said, "entity") or {outer} - {None}:
                self.listings |= {(own, "ftm:" + one, programme, authority)
                                  for programme in programmes for authority in authorities}
        elif schema == "Occupancy":
            self.result.mentioned |= {"ftm:" + holder for holder in values(said, "holder")}
        elif schema in ("Identification", "Passport"):
            for holder in values(said, "holder") or {outer} - {None}:
                self.numbers["ftm:" + holder] |= {
                    (schema, number) for number in values(said, "number", "passportNumber")}

    def party(self, own, record, said):
        self.result.parties[own]["born"] = sum(
            re.match(r"\d{4}", date) is not None for date in values(said, "birthDate"))
        for key, kind in NAMES:
            self.names[own] |= {(kind, text) for text in said.get(key, [])}
        if not said.get("name") and (record.get("caption") or record["schema"]) not in (
                record["schema"], record["id"]):
            self.names[own].add(("primary", record["caption"]))
        for key in said:
            if IDENTIFIER.match(key) and key not in NO_IDENTIFIER:
                self.numbers[own] |= {(key, number) for number in said[key]}
            if key in LINKS and record["schema"] != "Person":
                self.edges |= {(own, key, value) for value in said[key] if " " not in value}

    def counted(self, records):
        result = self.result
        result.records = records
        result.interests = len(self.edges)
        for own, tally in result.parties.items():
            for kind, _ in self.names[own]:
                tally[kind] += 1
            tally["identifiers"] = len(self.numbers[own])
            tally["innCode"] = sum(kind == "innCode" for kind, _ in self.numbers[own])
        for _, entity, _, _ in self.listings:
            result.parties[entity]["designations"] += 1
        return result


def ftm(files):
    """Entities, and deltas in their order upon them."""
    latest, records, damaged = {}, 0, 0
    for file in files:
        if file.endswith("/delta.json"):
            continue  # which deltas there are
        for record in sound_records(file):
            records += 1
            if record is None:
                damaged += 1
            elif "op" not in record:
                latest[(record["id"], records)] = record
            else:
                for key in [key for key in latest if key[0] == record["entity"]["id"]]:
                    del latest[key]
                if record["op"] != "DEL":
                    latest[(record["entity"]["id"], records)] = record["entity"]
    entities = Entities()
    for record in latest.values():
        entities.add(record)
    result = entities.counted(records)
    result.totals["damaged"] = damaged
    return result


def cells(text):
    return {value.strip() for value in next(csv.reader([text], delimiter=";"), []) if value.strip()}


def simple(files):
    with open(files[0], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    result = Counted(len(rows))
    for row in rows:
        tally = result.parties["ftm:" + row["id"]]
        tally["primary"], tally["alias"] = 1, len(cells(row["aliases"]) - {row["name"]})
        tally["identifiers"] = len(cells(row["identifiers"]))
        tally["born"] = len(cells(row["birth_date"]))
        tally["designations"] = len(cells(row["dataset"]))
    return result


COUNTERS = {"ftm-json": ftm, "opensanctions-simple-csv": simple}
