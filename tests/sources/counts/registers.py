"""Registers: GLEIF, the United Kingdom's companies and their controllers, Danish owners."""
import collections
import csv
import html
import json
import re

from counted import Counted


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
    result = Counted(count)
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
            result.interests += 1
    return result


def rr(files):
    records, count = blocks(files[0], "RelationshipRecord")
    result = Counted(count)
    for record in records:
        for node in texts(record, "NodeID"):
            result.parties["lei:" + node].update({"relations": 1})
            result.parties["lei:" + node]["identifiers"] = 1
        result.totals["role." + texts(record, "RelationshipType")[0]] += 1
        result.interests += 1
        period = re.search(r"<rr:RelationshipPeriod>((?:(?!<rr:RelationshipPeriod>).)*?)"
                           r"<rr:PeriodType>RELATIONSHIP_PERIOD", record, re.S)
        result.totals["started"] += bool(period and texts(period.group(1), "StartDate"))
        result.totals["stopped"] += bool(period and texts(period.group(1), "EndDate"))
    return result


def repex(files):
    records, count = blocks(files[0], "Exception")
    result = Counted(count)
    for record in records:
        result.parties["lei:" + texts(record, "LEI")[0]]["identifiers"] = 1
        if texts(record, "ExceptionReason")[0] != "NO_KNOWN_PERSON":
            result.interests += 1
            result.totals["unknown"] += 1
    return result


def psc(files):
    with open(files[0], encoding="utf-8") as file:
        text = file.read()
    try:
        records = json.loads(text)
    except ValueError:
        records = [json.loads(line) for line in text.splitlines() if line.strip()]
    result = Counted(has_ids=False)
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
        if kind.startswith("super-secure"):
            result.totals["unknown"] += 1
            result.interests += 1
        elif kind == "persons-with-significant-control-statement":
            if not re.match("no-individual|all-bene|.*change|.*trust-|.*become", data["statement"]):
                result.totals["unknown"] += 1
                result.interests += 1
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
            result.interests += len(natures)
            for nature in natures:
                band = re.search(r"(\d+)-to-(\d+)-percent|(more-than)-(\d+)-percent", nature)
                result.totals["shares"] += band is not None
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


def danish(files):
    with open(files[0], encoding="utf-8") as file:
        relations = json.load(file)
    result = Counted(len(relations), interests=len(relations))
    for relation in relations:
        for end in ("source", "target"):
            tally = result.parties["dk-cvr:%s" % relation[end]]
            tally["relations"] += 1
            tally["names"] = 1
            # Ten digits are the register's number of a participant, which others do not use.
            tally["identifiers"] = len(str(relation[end])) == 8
    result.totals["unknown"] = 0
    return result


COUNTERS = {"gleif-lei-xml": lei, "gleif-rr-xml": rr, "gleif-repex-xml": repex, "uk-psc-json": psc,
            "uk-companies-csv": companies, "dk-owners-json": danish}
