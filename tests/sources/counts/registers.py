"""Registers: GLEIF, the United Kingdom's companies and their controllers, Danish owners."""
import collections
import csv
import datetime
import html
import json
import re

from counted import Counted, Edge


def texts(block, name):
    return [text.strip() for text in
            re.findall(r"<(?:\w+:)?%s(?:\s[^>]*)?>([^<]*)</" % name, block) if text.strip()]


def blocks(path, name):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    found = re.findall(r"<(?:\w+:)?%s[\s>].*?</(?:\w+:)?%s>" % (name, name), text, re.S)
    return [block for block in found if "DeletedAt" not in block], len(found)


def address_of(block):
    found = re.findall(r"<lei:(\w+)>([^<]*)</", block)
    said = []
    for name, text in found:
        text = re.sub(r"\s+", " ", html.unescape(text).strip())
        if name != "Country" and text and not any(text in other for other in said):
            said.append(text)
    return tuple(said) + tuple(text for name, text in found if name == "Country")


def lei(files):
    records, count = blocks(files[0], "LEIRecord")
    result = Counted(count, edges=[])
    for record in records:
        own = texts(record, "LEI")[0]
        tally = result.parties["lei:" + own]
        names = {(re.sub(r"\s+", " ", name), "primary") for name in texts(record, "LegalName")}
        for kind, name in re.findall(r'EntityName\s[^>]*type="([A-Z_]+)"[^>]*>([^<]+)<', record):
            names.add((re.sub(r"\s+", " ", name.strip()),
                       "former" if kind.startswith("PREVIOUS") else "alias"))
        for _, kind in names:
            tally[kind] += 1
        tally["registrationNumber"] = len(texts(record, "RegistrationAuthorityEntityID"))
        tally["identifiers"] = 1 + tally["registrationNumber"]
        tally["addresses"] = len({address_of(block) for block in re.findall(
            r"<lei:(?:LegalAddress|HeadquartersAddress|OtherAddress|TransliteratedOtherAddress)"
            r"[\s>].*?</lei:(?:LegalA|HeadquartersA|OtherA|TransliteratedOtherA)ddress>",
            record, re.S)})
        tally["founded"] = len(texts(record, "EntityCreationDate"))
        for successor in texts(record, "SuccessorLEI"):
            result.edges.append(Edge("lei:" + own, "lei:" + successor, "successor"))
    return result


# What the end node is to the start node. A branch is wholly its head office's.
RELATIONS = {"IS_DIRECTLY_CONSOLIDATED_BY": ("control", "unknown"),
             "IS_ULTIMATELY_CONSOLIDATED_BY": ("control", "unknown"),
             "IS_INTERNATIONAL_BRANCH_OF": ("ownership", "100"),
             "IS_FUND-MANAGED_BY": ("linked", "unknown"),
             "IS_SUBFUND_OF": ("linked", "unknown")}


def day_after(time):
    day = datetime.date.fromisoformat(time[:10]) + datetime.timedelta(days=1)
    return day.isoformat()


def rr(files):
    records, count = blocks(files[0], "RelationshipRecord")
    result = Counted(count, edges=[])
    for record in records:
        for node in texts(record, "NodeID"):
            result.parties["lei:" + node].update({"relations": 1})
            result.parties["lei:" + node]["identifiers"] = 1
        relation = texts(record, "RelationshipType")[0]
        result.totals["role." + relation] += 1
        period = re.search(r"<rr:RelationshipPeriod>((?:(?!<rr:RelationshipPeriod>).)*?)"
                           r"<rr:PeriodType>RELATIONSHIP_PERIOD", record, re.S)
        said = period.group(1) if period else ""
        start, end = texts(said, "StartDate"), texts(said, "EndDate")
        result.totals["started"] += bool(start)
        result.totals["stopped"] += bool(end)
        child, parent = ("lei:" + node for node in texts(record, "NodeID"))
        result.edges.append(Edge(parent, child, *RELATIONS[relation],
                                 start[0][:10] if start else "",
                                 day_after(end[0]) if end else ""))
    return result


def repex(files):
    records, count = blocks(files[0], "Exception")
    result = Counted(count, edges=[])
    for record in records:
        own = "lei:" + texts(record, "LEI")[0]
        result.parties[own]["identifiers"] = 1
        if texts(record, "ExceptionReason")[0] != "NO_KNOWN_PERSON":
            result.edges.append(Edge("", own, "control"))
            result.totals["unknown"] += 1
    return result


PSC_KINDS = {"ownership-of-shares": "shares", "voting-rights": "votes", "surplus": "profit",
             "appoint": "board", "influence": "influence", "": "ownership"}


def psc_share(nature):
    """The register's bands: more than the first number, up to the second."""
    numbers = re.findall(r"(\d+)-(?:to-(\d+)-)?percent", nature)
    return "(%s..%s]" % (numbers[0][0], numbers[0][1] or "100") if numbers else "unknown"


def psc_days(data):
    """On the day when the register began holders were notified who had held before."""
    start = data.get("notified_on", "")
    return "" if start == "2016-04-06" else start, data.get("ceased_on", "")


def psc(files):
    with open(files[0], encoding="utf-8") as file:
        text = file.read()
    try:
        records = json.loads(text)
    except ValueError:
        records = [json.loads(line) for line in text.splitlines() if line.strip()]
    result = Counted(has_ids=False, edges=[])
    names = collections.defaultdict(set)
    born = collections.defaultdict(set)
    numbers = collections.defaultdict(set)
    for record in records if isinstance(records, list) else [records]:
        data = record["data"]
        kind = data["kind"]
        if kind.startswith("totals"):
            continue
        result.records += 1
        if "company_number" not in record:
            continue
        company = record["company_number"].rjust(8, "0")
        numbers[company].add(company)
        subject, days = "gb-coh:" + company, psc_days(data)
        if kind.startswith("super-secure"):
            result.totals["unknown"] += 1
            result.edges.append(Edge("", subject, "control", "unknown", *days))
        elif kind == "persons-with-significant-control-statement":
            if not re.match("no-individual|all-bene|.*change|.*trust-|.*become", data["statement"]):
                result.totals["unknown"] += 1
                result.edges.append(Edge("", subject, "control", "unknown", *days))
        elif kind != "exemptions":
            said = data.get("identification") or {}
            number = said.get("registration_number") or ""
            country = said.get("country_registered") or ""
            in_kingdom = re.search("England|United Kingdom|Wales|Scotland", country)
            is_known = in_kingdom and re.fullmatch("[0-9A-Z]{1,8}", number)
            holder = number.rjust(8, "0") if is_known else data["links"]["self"]
            parts = data.get("name_elements", {})
            names[holder].add(data.get("name") or " ".join(parts.values()))
            names[holder].discard("")
            if number:
                numbers[holder].add(number.rjust(8, "0") if is_known else number)
            if "date_of_birth" in data:
                born[holder].add(json.dumps(data["date_of_birth"]))
            natures = data.get("natures_of_control") or [""]
            link = data["links"]["self"].split("/")
            owner = "gb-coh:" + holder if is_known else "psc-holder:%s/%s" % (company, link[-1])
            for nature in natures:
                share = psc_share(nature)
                result.totals["shares"] += share != "unknown"
                sort = next((word for part, word in PSC_KINDS.items() if part in nature))
                result.edges.append(Edge(owner, subject, sort, share, *days))
            result.totals["stopped"] += len(natures) * ("ceased_on" in data)
    for key in {**names, **numbers}:
        result.parties[key] = collections.Counter(
            names=len(names[key]), born=len(born[key]), identifiers=len(numbers[key]))
    return result


def companies(files):
    with open(files[0], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, skipinitialspace=True))
    result = Counted(len(rows))
    for row in rows:
        names = {("primary", row["CompanyName"])}
        for number in range(1, 11):
            names.add(("former", row["PreviousName_%d.CompanyName" % number].strip()))
        names.discard(("former", ""))
        tally = result.parties["gb-coh:" + row["CompanyNumber"]]
        for kind, _ in names:
            tally[kind] += 1
        tally["identifiers"] = 1
        tally["founded"] = row["IncorporationDate"] != ""
    return result


def danish_share(band):
    """The register's bands begin with their first number and end before the next band, but that the
    last ends with the whole; 33 and 67 stand for thirds, which are rounded outward."""
    if band == "100%":
        return "100"
    low, high = band.rstrip("%").replace("<", "0-").split("-")
    return "[%s..%s)" % ({"33": "33.33", "67": "66.66"}.get(low, low),
                         {"33": "33.34", "67": "66.67"}.get(high, high))


def danish(files):
    with open(files[0], encoding="utf-8") as file:
        relations = json.load(file)
    result = Counted(len(relations), edges=[])
    for relation in relations:
        for end in ("source", "target"):
            tally = result.parties["dk-cvr:%s" % relation[end]]
            tally["relations"] += 1
            tally["names"] = 1
            # Ten digits are the register's number of a participant, which others do not use.
            tally["identifiers"] = len(str(relation[end])) == 8
        owner, subject = ("dk-cvr:%s" % relation[end] for end in ("source", "target"))
        is_held = relation["active"]
        result.edges.append(Edge(owner, subject, "shares" if is_held else "linked",
                                 danish_share(relation["share"]) if is_held else "unknown"))
    result.totals["unknown"] = 0
    return result


COUNTERS = {"gleif-lei-xml": lei, "gleif-rr-xml": rr, "gleif-repex-xml": repex, "uk-psc-json": psc,
            "uk-companies-csv": companies, "dk-owners-json": danish}
