#!/usr/bin/env python3
"""Writes a FollowTheMoney file of any size, for measuring time and memory: invented parties with
their owners, directors, documents, addresses and listings, as OpenSanctions writes them.

usage: make_ftm.py FILE MEGABYTES
       make_ftm.py FILE MEGABYTES DELTA NEXT
The first form writes entities, one a line. An edge, an address or a sanction stands before or
behind the parties that it names, near or far, as in a file that is sorted by ids that say nothing.
The second form writes a delta too, which adds, modifies and deletes about one record of a hundred,
and NEXT: the entities file that the delta leads to. The same arguments give the same bytes.
"""
import json
import sys

FAMILY = ["Testov", "Probin", "Sampleson", "Mustermann", "Exemplar", "Prueba", "Esempio",
          "Voorbeeld", "Vzorov", "Przyklad", "Pelda", "Ornek"]
GIVEN = ["Ivan", "Maria", "Ali", "Chen", "Otto", "Nadia", "Juan", "Ama", "Sven", "Leila", "Yuki"]
TRADES = ["Quay", "Harbour", "Timber", "Metal", "Grain", "Textile", "Optics", "Paper", "Salt"]
FORMS = ["Ltd", "LLC", "GmbH", "S.A.", "OOO", "B.V.", "A/S", "Kft"]
COUNTRIES = ["ru", "gb", "de", "cy", "ae", "dk", "hu", "nl", "cn", "tr", "by", "ir"]
UNIT = 8  # records a number stands for; one unit is one person with a company and what ties them


def mix(number, salt):
    """A number that looks like chance and is the same each time."""
    return (number * 2654435761 + salt * 40503) % 4294967291


def entity(key, schema, properties, is_target=False):
    dataset = "xx_sanctions" if is_target else "xx_register"
    return {"id": key, "caption": properties.get("name", [schema])[0], "schema": schema,
            "properties": properties, "referents": [], "datasets": [dataset],
            "first_seen": "2023-04-20T14:07:08", "last_seen": "2026-08-01T06:21:05",
            "last_change": "2025-11-03T18:44:31", "target": is_target}


def id_of(kind, number):
    return "%s-%010x" % (kind, mix(number, ord(kind[0])))


def person(number):
    given, family = GIVEN[mix(number, 1) % len(GIVEN)], FAMILY[mix(number, 2) % len(FAMILY)]
    whole = "%s %s %d" % (given, family, number)
    return entity(id_of("person", number), "Person", {
        "name": [whole], "alias": ["%s, %s %d" % (family.upper(), given, number)],
        "firstName": [given], "lastName": ["%s %d" % (family, number)],
        "birthDate": ["%d-%02d-%02d" % (1930 + number % 70, 1 + number % 12, 1 + number % 28)],
        "nationality": [COUNTRIES[mix(number, 3) % len(COUNTRIES)]], "gender": ["male"],
        "addressEntity": [id_of("addr", number), id_of("addr", number // 2)],
        "topics": ["sanction"] if number % 50 == 0 else ["corp.disqual"],
        "sourceUrl": ["https://registry.example/person/%d" % number]}, number % 50 == 0)


def company(number):
    name = "%s %s %d %s" % (FAMILY[mix(number, 4) % len(FAMILY)], TRADES[number % len(TRADES)],
                            number, FORMS[mix(number, 5) % len(FORMS)])
    country = COUNTRIES[mix(number, 6) % len(COUNTRIES)]
    return entity(id_of("company", number), "Company", {
        "name": [name], "previousName": ["Old " + name] if number % 5 == 0 else [],
        "registrationNumber": ["%08d" % number], "jurisdiction": [country], "country": [country],
        "incorporationDate": ["%d-%02d-01" % (1990 + number % 35, 1 + number % 12)],
        "status": ["active"], "legalForm": [name.rsplit(" ", 1)[1]],
        "addressEntity": [id_of("addr", number)],
        "sourceUrl": ["https://registry.example/company/%d" % number]})


def ownership(number, count):
    # Owners are persons and companies, before and behind.
    owner = id_of("person", number) if number % 3 else id_of("company", mix(number, 7) % count)
    return entity(id_of("own", number), "Ownership", {
        "owner": [owner], "asset": [id_of("company", mix(number, 8) % count)],
        "percentage": ["%d.%02d" % (number % 100, number % 97)],
        "startDate": ["%d-06-15" % (2000 + number % 25)], "role": ["shareholder"],
        "recordId": ["R%09d" % number]})


def directorship(number, count):
    return entity(id_of("dir", number), "Directorship", {
        "director": [id_of("person", number)],
        "organization": [id_of("company", mix(number, 9) % count)], "role": ["director"],
        "startDate": ["%d-01-10" % (2000 + number % 25)],
        "endDate": ["2025-12-31"] if number % 9 == 0 else []})


def address(number):
    country = COUNTRIES[mix(number, 6) % len(COUNTRIES)]
    return entity(id_of("addr", number), "Address", {
        "full": ["%d Sample Street, %06d Test City, Province of Example %d" % (
            number, number % 1000000, number % 90)], "country": [country],
        "city": ["Test City"], "postalCode": ["%06d" % (number % 1000000)]})


def identification(number):
    return entity(id_of("ident", number), "Passport" if number % 2 else "Identification", {
        "holder": [id_of("person", number)], "number": ["P%09d" % number],
        "type": ["passport" if number % 2 else "identity card"],
        "country": [COUNTRIES[mix(number, 3) % len(COUNTRIES)]], "startDate": ["2015-02-03"],
        "authority": ["Office %d" % (number % 80)]})


def sanction(number):
    return entity(id_of("sanction", number), "Sanction", {
        "entity": [id_of("person", number)], "authority": ["Example Authority"],
        "program": ["PROGRAMME-%d" % (number % 9)], "listingDate": ["2022-03-%02d" % (
            1 + number % 28)], "provisions": ["asset freeze"],
        "reason": ["Listed under number %d of the annex, for support of what the annex names; it "
                   "holds posts in bodies that the annex names as well." % number]})


def record(place, count):
    """The record at that place; None where a unit has nothing there."""
    number, part = divmod(place, UNIT)
    far = (number + count // 3) % count
    makers = (lambda: ownership(number, count), lambda: person(number), lambda: address(far),
              lambda: company(number), lambda: directorship(far, count),
              lambda: identification(far),
              lambda: sanction(far) if far % 50 == 0 else None,
              lambda: ownership(number + count, count) if number % 2 else None)
    return makers[part]()


def line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def changed(place, value):
    """("ADD"|"MOD"|"DEL", what stands in the delta), or None."""
    chance = mix(place, 11) % 300
    if chance == 0:
        return "DEL", {"id": value["id"]}
    if chance == 1:
        other = json.loads(json.dumps(value))
        other["properties"]["notes"] = ["changed"]
        return "MOD", other
    if chance == 2:
        other = json.loads(json.dumps(value))
        other["id"] += "-new"
        return "ADD", other
    return None


def main(arguments):
    target = int(arguments[2]) * 1_000_000
    sample = sum(len(line(value)) for place in range(100_000 * UNIT, 100_100 * UNIT)
                 if (value := record(place, 5_000_000)) is not None)
    count = max(100, target * 100 // sample)
    with_delta = len(arguments) == 5
    delta = open(arguments[3], "w", encoding="utf-8") if with_delta else None
    after = open(arguments[4], "w", encoding="utf-8") if with_delta else None
    records = 0
    with open(arguments[1], "w", encoding="utf-8") as file:
        for place in range(count * UNIT):
            value = record(place, count)
            if value is None:
                continue
            records += 1
            text = line(value)
            file.write(text)
            if not with_delta:
                continue
            change = changed(place, value)
            if change is None:
                after.write(text)
                continue
            delta.write(line({"op": change[0], "entity": change[1]}))
            if change[0] == "ADD":
                after.write(text)
            if change[0] != "DEL":
                after.write(line(change[1]))
    if with_delta:
        delta.close()
        after.close()
    print(records)


if __name__ == "__main__":
    main(sys.argv)
