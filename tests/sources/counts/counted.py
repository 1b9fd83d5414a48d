"""What a counter gives back, what a loader made, and where the two differ."""
import collections
import json

# How a party's names may be counted; the sum of those that a counter uses is its number of names.
NAMES = ("primary", "alias", "former", "weak", "strong")


# An interest: who holds (empty: nobody named) what of whom, and on which days. share: "unknown",
# "49", "(25..50]"; kind: the loader's word; start and end: ISO days, empty where not said.
Edge = collections.namedtuple("Edge", "owner subject kind share start end",
                              defaults=("unknown", "", ""))


class Counted:
    """What a counter finds. records: rows or elements, as the publisher counts them. parties: for
    each id a tally of what the file says of it ("primary", "born", "identifiers", "designations",
    "passportNumber", "script_Cyrillic" ...). interests: how many. totals: numbers that are compared
    over the whole file alone ("role.director", "ended"). Parties that the file only names are
    "named NAME"; ids that stand in others' records alone are `mentioned`, and no entities. has_ids:
    False where the file tells parties by no id that the loader keeps; then only sums are compared.
    edges: None, or each interest as Edge; then they are compared one by one.
    check: a function of what was loaded that is called first, and says what else is wrong, a line
    each."""

    def __init__(self, records=0, parties=None, interests=0, totals=None, has_ids=True,
                 check=None, edges=None):
        self.records = records
        self.parties = collections.defaultdict(collections.Counter, parties or {})
        self.interests = interests
        self.edges = edges
        self.totals = collections.Counter(totals or {})
        self.has_ids = has_ids
        self.mentioned = set()
        self.check = check

    def columns(self):
        found = set().union(*self.parties.values())
        if any(column.startswith("script_") for column in found):
            found.add("script_")  # a script that only the loader finds is a difference too
        return found

    def total(self, column):
        if column == "records":
            return self.records
        if column == "interests":
            return self.interests if self.edges is None else len(self.edges)
        if column == "entities":
            return len(self.parties)
        if column == "names" and not any("names" in tally for tally in self.parties.values()):
            return sum(tally[name] for tally in self.parties.values() for name in NAMES)
        return sum(tally[column] for tally in self.parties.values())


class Loaded:
    """A dump of count_everything_test.cc."""

    def __init__(self, path):
        self.parties, self.interests, self.designations = {}, [], []
        self.fragments = collections.defaultdict(list)
        with open(path, encoding="utf-8") as file:
            self.head = json.loads(file.readline())
            for line in file:
                self.add(json.loads(line))
        self.tallies = {key: self.tally(said) for key, said in self.parties.items()}
        for one in self.designations:
            self.tally_designation(one)
        for tally in self.tallies.values():
            for column in ("lists", "programmes", "measures", "dates"):
                tally[column] = len(tally.pop("all " + column, ()))
        for one in self.interests:
            for end in (one["owner"], one["subject"]):
                if end in self.tallies:
                    self.tallies[end]["relations"] += 1

    def add(self, said):
        if "id" in said:
            self.parties[said["id"]] = said
        elif "designation_of" in said:
            self.designations.append(said)
        elif "subject" in said:
            self.interests.append(said)
        else:
            self.fragments[said["fragment_of"]].append(said["text"])

    def fragments_of_all(self):
        return [text for texts in self.fragments.values() for text in texts]

    @staticmethod
    def tally(said):
        said["names"] = list(dict.fromkeys(map(tuple, said["names"])))
        tally = collections.Counter(names=len(said["names"]), born=len(said["born"]),
                                    founded=len(said["founded"]), addresses=said["addresses"],
                                    identifiers=len(said["identifiers"]), designations=0)
        for kind, script, _ in said["names"]:
            tally[kind] += 1
            tally["strong"] += kind != "weak"
            tally["script_" + script] += 1
        for kind, _, _ in said["identifiers"]:
            tally[kind] += 1
        for kind, _ in said["countries"]:
            tally[kind] += 1
        return tally

    def tally_designation(self, one):
        tally = self.tallies[one["designation_of"]]
        tally["designations"] += 1
        for column, values in (("lists", [one["list"]]), ("programmes", [one["programme"]]),
                               ("measures", one["measures"]),
                               ("dates", [(one["list"], one["from"])])):
            tally.setdefault("all " + column, set()).update(values)

    def call_named(self, parties):
        """Gives parties that are only named the keys that they have there."""
        for key in set(self.parties) - set(parties):
            names = self.parties[key]["names"]
            named = "named " + names[0][2] if names else ""
            if named in parties:
                self.parties[named], self.tallies[named] = self.parties[key], self.tallies[key]
                del self.parties[key], self.tallies[key]

    def edges(self):
        return collections.Counter(
            Edge(one["owner"], one["subject"], one["kind"], one["share"], one["from"], one["end"])
            for one in self.interests)

    def totals(self):
        totals = collections.Counter(
            dated=sum(one["from"] != "" for one in self.designations),
            ended=sum(one["end"] != "" for one in self.designations),
            started=sum(one["from"] != "" for one in self.interests),
            stopped=sum(one["end"] != "" for one in self.interests),
            unknown=sum(one["owner"] == "" for one in self.interests),
            shares=sum(one["share"] != "unknown" for one in self.interests),
            exact=sum(one["exact"] for one in self.interests),
            damaged=sum(reason.startswith("damaged: ") for reason in self.head["skipped"]))
        for one in self.interests:
            totals["role." + one["role"]] += 1
            totals["kind." + one["kind"]] += 1
        for _, name in {(one["place"], one["list"]) for one in self.designations}:
            totals["list." + name] += 1
        return totals

    def total(self, column):
        if column == "records":
            return self.head["records"]
        if column == "interests":
            return len(self.interests)
        if column == "entities":
            return self.head["entities"]
        return sum(tally[column] for tally in self.tallies.values())


def different_edges(counted, loaded):
    if counted.edges is None:
        return
    mine, theirs = collections.Counter(counted.edges), loaded.edges()
    for edge in sorted((mine - theirs).elements()):
        yield "%s is not loaded" % (edge,)
    for edge in sorted((theirs - mine).elements()):
        yield "%s is not counted" % (edge,)


def differences(counted, loaded):
    """Lines that say where the two differ."""
    yield from different_edges(counted, loaded)
    loaded.call_named(counted.parties)
    if counted.check:
        yield from counted.check(loaded)
    columns = counted.columns()
    for column in ("records", "entities", "interests", "names", "identifiers", "designations",
                   *sorted(columns)):
        if counted.total(column) != loaded.total(column):
            yield "%s: counted %d, loaded %d" % (
                column, counted.total(column), loaded.total(column))
    totals = loaded.totals()
    for name in sorted(counted.totals):
        if counted.totals[name] != totals[name]:
            yield "%s: counted %d, loaded %d" % (name, counted.totals[name], totals[name])
    for name in sorted(totals):
        group = name.partition(".")[0] + "."
        if (name not in counted.totals and "." in name
                and any(other.startswith(group) for other in counted.totals)):
            yield "%s: not counted, loaded %d" % (name, totals[name])
    if not counted.has_ids:
        return
    for key in sorted(set(counted.parties) - set(loaded.parties)):
        yield "%s is not loaded" % key
    for key in sorted(set(loaded.parties) - set(counted.parties) - counted.mentioned):
        yield "%s is not counted" % key
    for key in sorted(set(counted.parties) & set(loaded.parties)):
        for column in sorted(columns):
            if counted.parties[key][column] != loaded.tallies[key][column]:
                yield "%s: %s counted %d, loaded %d" % (
                    key, column, counted.parties[key][column], loaded.tallies[key][column])
