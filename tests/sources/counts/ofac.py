"""OFAC's lists: the tables, the plain XML and the two rich XML forms.

The loaders stream, join tables in two passes and read remarks and features with a table of labels;
here plain string searches look into the whole remark, and the rich forms are whole trees whose ids
are followed by dictionaries.
"""
import collections
import csv
import os
import re
import xml.etree.ElementTree as ElementTree
import zipfile

from counted import Counted, Edge

NULL = "-0-"


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read().rstrip("\x1a")
    for row in csv.reader(text.split("\n")):
        if row:
            yield [field.strip("\r") for field in row]


def present(field):
    return field.strip() != NULL


def dates_in(remark):
    """The different texts behind DOB; the same date said twice counts once."""
    found = set()
    for piece in remark.rstrip(".").split(";"):
        words = piece.split()
        if words and words[0] == "alt.":
            words = words[1:]
        if words and words[0] == "DOB":
            found.add(" ".join(words[1:]))
    return found


def founded_in(remark):
    found = set()
    for label in ("Organization Established Date", "Aircraft Manufacture Date",
                  "Vessel Year of Build"):
        found.update(re.findall(re.escape(label) + r" ([0-9A-Za-z ]+)", remark))
    return found


def quoted(remark, word):
    """Names in quotes behind "a.k.a." and its like, wherever they stand."""
    return set(re.findall(re.escape(word) + r" '(.+?)'(?=;|\.?$)", remark))


def passports_in(remark):
    """(number, country) behind the word Passport, in the shortest reading."""
    found = set()
    for piece in remark.split(";"):
        match = re.match(r"\s*(?:alt\. )?(?:Diplomatic |"
                         r"British National Overseas |Stateless Person |"
                         r"Service )?Passport (?:Booklet:? )?(.+)", piece)
        if not match:
            continue
        text = re.split(r" (?:issued|expires)\b", match.group(1))[0].strip().rstrip(".")
        country = re.search(r"\(([^()]*)\)$", text)
        found.add((text[:country.start()].strip() if country else text,
                   country.group(1) if country else ""))
    for match in re.findall(r"Travel Document Number ([^;(]+)\(([^)]*)\)", remark):
        found.add((match[0].strip(), match[1]))
    return {item for item in found
            if any(letter.isdigit() for letter in item[0]) and not item[0].startswith("No.")}


def wallets_in(remark):
    return set(re.findall(r"Digital Currency Address - \S+ ([0-9A-Za-z]+)(?=;|\.?$)", remark))


def imo_in(remark):
    return set(re.findall(r"\bIMO +([0-9]{7})\b", remark)) | set(
        re.findall(r"International Maritime Organization No\. \(?([0-9]{7})", remark))


# Pieces of a remark that hold digits and are no document. Everything else with a digit is one: the
# loader's table says what a document is, this list what it is not.
NO_DOCUMENT = re.compile(
    r"(?:alt\. )?(?:DOB|POB|nationality|citizen|Gender|a\.k\.a\.|f\.k\.a\.|n\.k\.a\.|d\.b\.a\.|"
    r"Linked To|Website|Email|Phone|Telephone|Tele|Fax|PHONE|FAX|TELEX|Organization (?:Established|"
    r"Type)|Aircraft (?:Model|Manufacture Date|Operator)|Vessel Year|Executive Order|Listing Date|"
    r"Effective Date|Purchase/Sales|Secondary sanctions|"
    r"Additional Sanctions|Transactions Pro|CAATSA|"
    r"For more|Target Type|United States financial institutions|currently in remand|"
    r"IFCA|PEESA|Issuer Name|Former Vessel|"
    r"Other Vessel (?:Flag|Type)|UN/LOCODE|"
    r"Chinese Commercial Code|Alt\. (?:Fax|Position)|Position|http|www|arrested|"
    # Prose with a year, an ordinal or an address in it; and one number that has no label at all.
    r"President since|named in|#|member,|Officer|Senior Officer|"
    r"Individual's|Commander|FDLR|National "
    r"Level|Brigadier|Judge|Head of|Director of|Vice-Chair|2nd |IRGC 2nd|M0018061)")
CODE_OF_LETTERS = re.compile(
    r"(?:alt\. )?(?:SWIFT/BIC|Equity Ticker|MICEX Code|Other Vessel Call Sign|"
    r"(?:Previous )?Aircraft Tail Number) (.+)")


def documents_in(remark):
    """Pieces that say a document, without its dates; the same one said twice counts once."""
    found = set()
    for piece in re.split(r"; ?(?![^(]*\))", remark):
        piece = piece.strip()
        letters = CODE_OF_LETTERS.match(piece)
        if letters:
            found.add(letters.group(0).replace("alt. ", "").rstrip("."))
            continue
        piece = re.split(r",? (?:issued|expires)\b", piece)[0]
        piece = re.sub(r"^[Aa]lt\. ", "", piece.rstrip("."))
        # One wallet address under three currencies is one key; both of these are identity numbers.
        piece = re.sub(r"^Digital Currency Address - \S+", "wallet", piece)
        piece = re.sub(r"^(?:C\.U\.I\.|Driver's License No\.)", "identity", piece)
        if any(letter.isdigit() for letter in piece) and not NO_DOCUMENT.match(piece):
            found.add(piece)
    return found


def tables(sdn, alt=os.devnull, add=os.devnull, comments=os.devnull, prefix="ofac-sdn:"):
    """Parties of SDN.CSV or CONS_PRIM.CSV with their side files."""
    more = collections.defaultdict(str)
    for row in rows(comments):
        more[row[0]] += row[1]
    counts = collections.defaultdict(collections.Counter)
    names = collections.defaultdict(set)
    for row in rows(alt):
        kind = "former" if row[2] == "fka" else "alias"
        names[row[0]].add((kind, row[3].strip()))
    for row in rows(add):
        if any(present(field) and field != "undetermined" for field in row[2:5]):
            counts[row[0]]["addresses"] += 1
    result = {}
    for row in rows(sdn):
        key, remark = row[0], row[11] if present(row[11]) else ""
        remark += more[key]
        if len(remark) >= 1000 and not more[key]:  # the last piece may be cut
            remark = remark[: remark.rfind(";")] if ";" in remark else ""
        own = names[key] | {("primary", row[1].strip())}
        own |= {("weak", name.strip()) for word in ("a.k.a.", "n.k.a.", "d.b.a.")
                for name in quoted(remark, word)}
        own |= {("former", name.strip()) for name in quoted(remark, "f.k.a.")}
        own |= {("alias", name.strip().rstrip("."))
                for name in re.findall(r"Issuer Name ([^;]+)", remark)}
        tally = counts[key]
        for kind, _ in own:
            tally[kind] += 1
        tally["born"] = len(dates_in(remark))
        tally["founded"] = len(founded_in(remark))
        tally["passportNumber"] = len(passports_in(remark))
        tally["publicKey"] = len(wallets_in(remark))
        tally["imoNumber"] = len(imo_in(remark))
        tally["mmsi"] = len(set(re.findall(r"MMSI ([0-9]+)", remark)))
        tally["swiftBic"] = len(set(re.findall(r"SWIFT/BIC ([A-Z0-9]+)", remark)))
        tally["identifiers"] = len(documents_in(remark)) + present(row[5])
        tally["designations"] = row[3].count("] [") + 1
        result[prefix + key] = tally
    return result


def linked_in(text):
    """The names behind "Linked To:"."""
    for piece in text.split("Linked To: ")[1:]:
        name = re.sub(r"\.$", "", piece.split("; ")[0].strip().rstrip(";"))
        if name.count(")") > name.count("("):
            name = name[:name.rindex(")")]
        yield name.strip().lower()


def links(remarks, names, number=lambda key: key):
    """(key, other key) of the links said in remarks that name exactly one other record. remarks:
    (key, text); names: of each key. Keys of one `number` are one record, whose other keys are left
    out."""
    keys = collections.defaultdict(set)
    for key, name in names:
        keys[name.strip().lower()].add(number(key))
    for key, text in remarks:
        for name in linked_in(text):
            found = keys.get(name) or keys.get(name + ".") or keys.get(name.rstrip(".")) or set()
            if len(found) == 1 and number(key) not in found:
                yield key, next(iter(found))


def linked_edges(prefix, pairs):
    """The party that a remark names stands as the owner: what follows goes from it."""
    return [Edge(prefix + other, prefix + key, "linked") for key, other in pairs]


def ofac_csv(prefix):
    def count(files):
        parts = {}
        for file in files:
            parts[{12: "sdn", 6: "add", 5: "alt", 2: "comments"}[len(next(rows(file)))]] = file
        more = collections.defaultdict(str)
        for row in rows(parts.get("comments", os.devnull)):
            more[row[0]] += row[1]
        main = list(rows(parts["sdn"]))
        pairs = links([(row[0], row[11] + more[row[0]]) for row in main],
                      [(row[0], row[1]) for row in main])
        return Counted(len(main), tables(prefix=prefix, **parts),
                       edges=linked_edges(prefix, pairs))
    return count


def ofac_sdn_xml(prefix):
    def count(files):
        root = ElementTree.parse(files[0]).getroot()
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
        result = Counted()
        remarks, captions = [], []
        for entry in root.iter("sdnEntry"):
            result.records += 1
            number = entry.findtext("uid")
            said = entry.findtext("remarks") or ""
            tally = result.parties[prefix + number]
            whole = ", ".join(filter(None, (entry.findtext("lastName"),
                                            entry.findtext("firstName"))))
            names = {("primary", whole)}
            captions.append((number, whole))
            for aka in entry.iter("aka"):
                kind = "former" if aka.findtext("type") == "f.k.a." else aka.findtext("category")
                names.add((kind, aka.findtext("lastName"), aka.findtext("firstName")))
            for name in re.findall(r"[afn]\.k\.a\. '([^']+)'", said):
                names.add(("weak", name))
            identifiers = set()
            for item in entry.iter("id"):
                what, value = item.findtext("idType"), item.findtext("idNumber")
                country = item.findtext("idCountry")
                if what == "Issuer Name":
                    names.add(("strong", value))
                elif what not in NO_NUMBERS and not what.startswith(("Listing", "Effective",
                                                                     "Purchase", "Executive")):
                    identifiers.add((what, value, country))
            for vessel in entry.iter("callSign"):
                identifiers.add(("call", vessel.text))
            remarks.append((number, said))
            tally["names"], tally["identifiers"] = len(names), len(identifiers)
            tally["designations"] = len(entry.findall("programList/program"))
        result.edges = linked_edges(prefix, links(remarks, captions))
        return result
    return count


NO_NUMBERS = {"CAATSA Section 235 Information:", "Gender", "Website", "Email Address",
              "Phone Number", "Fax", "Target Type", "Organization Established Date",
              "Organization Type:", "Secondary sanctions risk:",
              "Additional Sanctions Information -", "Nationality of Registration"}


def ofac_rich(read):
    def count(files):
        tallies, edges = read(files[0])
        return Counted(len(tallies), tallies, edges=edges)
    return count



# --- the rich forms ------------------------------------------------------------------------------

IDENTIFIERS = ("SWIFT/BIC", "BIK (RU)", "Equity Ticker", "ISIN", "MICEX Code", "D-U-N-S Number")
FOUNDED = ("Organization Established Date", "Aircraft Manufacture Date", "Vessel Year of Build")


def tree(path):
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            with archive.open(archive.namelist()[0]) as file:
                root = ElementTree.parse(file).getroot()
    else:
        root = ElementTree.parse(path).getroot()
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


# The publisher's words of scripts, as ISO 15924; none where a name's parts differ in it.
SCRIPTS = {"Latin": "Latn", "Cyrillic": "Cyrl", "Arabic": "Arab", "ChineseSimplified": "Hans",
           "ChineseTraditional": "Hant", "mixed": "", "": ""}


def one_line(text):
    return " ".join((text or "").split())


def kind(is_primary, alias_type, is_weak):
    if is_primary:
        return "primary"
    return "former" if alias_type == "F.K.A." else "weak" if is_weak else "alias"


def count_names(names, tally):
    """names: a set of (kind, script, parts or text)."""
    for name_kind, script, _ in names:
        tally[name_kind] += 1
        tally["script_" + SCRIPTS[script]] += 1


# Programmes that the law puts on one list: on that one alone, where the party is on it. Persons of
# the sectoral order may be blocked under it too.
LIST_OF = {"NS-PLC": "NS-PLC", "CMIC-EO13959": "NS-CMIC", "FSE-IR": "FSE", "FSE-SY": "FSE",
           "561-Related": "CAPTA", "UKRAINE-EO13662": "SSI"}


def designations(lists, programmes):
    """How many: the files repeat all programmes of a party under each of its lists."""
    own = collections.defaultdict(set)
    free = {name for name in programmes if LIST_OF.get(name) not in lists}
    for name in programmes - free:
        own[LIST_OF[name]].add(name)
    for name in lists - set(own) - {"CONS"}:
        own[name] = free | (own.get("SSI", set()) if name == "SDN" else set())
    if "CONS" in lists:
        others = [own[name] for name in lists - {"SDN", "CONS"}]
        own["CONS"] = set().union(*others) if others else free
    return sum(len(own[name]) or 1 for name in lists)


# Parts of the publisher's words of lists.
LIST_WORDS = {"Sectoral": "SSI", "Palestinian": "NS-PLC", "FSE": "FSE", "Evaders": "FSE",
              "Menu": "NS-MBS", "CMIC": "NS-CMIC", "CAPTA": "CAPTA", "561": "CAPTA",
              "SDN List": "SDN", "Consolidated": "CONS"}


def list_word(text):
    return next(word for part, word in LIST_WORDS.items() if part in text)


def advanced(path):
    """Returns the tallies of the parties, and the relations."""
    root = tree(path)
    label = collections.defaultdict(dict)
    for kinds in root.find("ReferenceValueSets"):
        for value in kinds:
            label[value.tag][value.get("ID")] = one_line(value.text)
    places = {}
    for place in root.iter("Location"):
        parts = [v.text for v in place.iter("Value")]
        country = place.find("LocationCountry")
        area = place.find("LocationAreaCode")
        word = ""
        if country is not None:
            word = label["Country"][country.get("CountryID")]
        elif area is not None:
            word = label["Country"][area.get("AreaCodeID")]
        places[place.get("ID")] = bool(parts or word not in ("", "undetermined"))
    documents = collections.defaultdict(set)
    for document in root.iter("IDRegDocument"):
        documents[document.get("IdentityID")].add((
            document.get("IDRegDocTypeID"), document.find("IDRegistrationNo").text,
            document.get("IssuedBy-CountryID")))
    entries = collections.defaultdict(list)
    for entry in root.iter("SanctionsEntry"):
        entries[entry.get("ProfileID")].append(entry)
    on_sdn = sum(any(e.get("ListID") == "1550" for e in group) for group in entries.values())
    on_others = sum(any(e.get("ListID") != "1550" for e in group) for group in entries.values())
    prefix = "ofac-cons:" if on_others > on_sdn else "ofac-sdn:"
    result = {}
    for party in root.iter("DistinctParty"):
        tally = collections.Counter()
        names = set()
        for alias in party.iter("Alias"):
            for name in alias.iter("DocumentedName"):
                scripts = {p.get("ScriptID") for p in name.iter("NamePartValue")}
                script = label["Script"][scripts.pop()] if len(scripts) == 1 else "mixed"
                is_primary = alias.get("Primary") == "true" and script == "Latin"
                names.add((kind(is_primary, label["AliasType"][alias.get("AliasTypeID")],
                                alias.get("LowQuality") == "true"), script.replace(" ", ""),
                           tuple(one_line(p.text) for p in name.iter("NamePartValue"))))
        count_names(names, tally)
        identifiers = set()
        for identity in party.iter("Identity"):
            identifiers |= documents[identity.get("ID")]
        born, founded = set(), set()
        for feature in party.iter("Feature"):
            what = label["FeatureType"][feature.get("FeatureTypeID")]
            version = feature.find("FeatureVersion")
            days = tuple(one_line(e.text) for p in version.iter("DatePeriod") for e in p.iter())
            text = "".join(one_line(d.text) for d in version.iter("VersionDetail"))
            if what == "Birthdate":
                born.add(days)
            elif what in FOUNDED:
                founded.add(days)
            elif what in IDENTIFIERS or what.startswith("Digital Currency Address"):
                identifiers.add((what, text, None))
            elif what == "Location":
                tally["addresses"] += places[version.find("VersionLocation").get("LocationID")]
        tally["born"], tally["founded"] = len(born), len(founded)
        tally["identifiers"] = len(identifiers)
        profile = party.find("Profile").get("ID")
        measures, programmes, dates = set(), set(), set()
        for entry in entries[profile]:
            tally["lists"] += 1
            date = entry.find("EntryEvent/Date")
            dates.add((entry.get("ListID"), tuple(one_line(e.text) for e in date)))
            for measure in entry.iter("SanctionsMeasure"):
                if measure.get("SanctionsTypeID") == "1":
                    programmes.add(measure.findtext("Comment"))
                else:
                    measures.add(measure.get("SanctionsTypeID"))
        tally["programmes"], tally["measures"] = len(programmes), len(measures)
        tally["dates"] = len(dates)
        tally["designations"] = designations(
            {list_word(label["List"][entry.get("ListID")]) for entry in entries[profile]},
            programmes)
        result[prefix + party.get("FixedRef")] = tally
    edges = []
    for relation in root.iter("ProfileRelationship"):
        parties = [prefix + relation.get(end) for end in ("From-ProfileID", "To-ProfileID")]
        for party in parties:
            result[party]["relations"] += 1
        edges.append(relation_edge(label["RelationType"][relation.get("RelationTypeID")], *parties))
    return result, edges


# What the publisher's words say: the kind, and which of the two parties stands above.
RELATIONS = {"Owned or Controlled By": ("control", "second"),
             "Owns, controls, or operates": ("control", "first"),
             # Who acts stands where a director would.
             "Acting for or on behalf of": ("acts_for", "first")}


def relation_edge(word, first, second):
    kind, above = RELATIONS[word]
    return Edge(first, second, kind) if above == "first" else Edge(second, first, kind)


def enhanced(path):
    root = tree(path)
    lists = {element.text for element in root.iterfind("publicationInfo/filters//sanctionsList")}
    prefix = "ofac-sdn:" if "SDN List" in lists else "ofac-cons:"
    result = {entity.get("id"): collections.Counter() for entity in root.find("entities")}
    edges = []
    for entity in root.find("entities"):
        tally = result[entity.get("id")]
        names = set()
        for name in entity.iterfind("names/name"):
            for way in name.iterfind("translations/translation"):
                is_primary = name.findtext("isPrimary") == way.findtext("isPrimary") == "true"
                names.add((kind(is_primary, name.findtext("aliasType"),
                                name.findtext("isLowQuality") == "true"),
                           way.findtext("script").replace(" ", ""),
                           one_line(way.findtext("formattedFullName"))))
        count_names(names, tally)
        for address in entity.iterfind("addresses/address"):
            full = [way for way in address.iter("translation") if way.find("addressParts")]
            country = address.findtext("country") or "undetermined"
            tally["addresses"] += len(full) or (country != "undetermined")
        identifiers = {(d.findtext("type"), d.findtext("documentNumber"),
                        d.findtext("issuingCountry")) for d in entity.iter("identityDocument")}
        born, founded = set(), set()
        issuers = set()
        for feature in entity.iterfind("features/feature"):
            what, value = feature.findtext("type"), one_line(feature.findtext("value"))
            if what == "Birthdate":
                born.add(value)
            elif what in FOUNDED:
                founded.add(value)
            elif what == "Issuer Name":  # a name of its own, without a script
                issuers.add(value)
            elif what in IDENTIFIERS or what.startswith("Digital Currency Address"):
                identifiers.add((what, value, None))
        tally["alias"] += len(issuers)
        tally["script_"] += len(issuers)
        tally["born"], tally["founded"] = len(born), len(founded)
        tally["identifiers"] = len(identifiers)
        listed = list(entity.find("sanctionsLists"))
        tally["lists"] = len(listed)
        tally["dates"] = len({(e.get("refId"), e.get("datePublished")) for e in listed})
        tally["programmes"] = len({e.text for e in entity.find("sanctionsPrograms")})
        tally["measures"] = len({e.text for e in entity.find("sanctionsTypes")})
        tally["designations"] = designations({list_word(e.text) for e in listed},
                                             {e.text for e in entity.find("sanctionsPrograms")})
        for relation in entity.iter("relationship"):
            other = relation.find("relatedEntity").get("entityId")
            for number in (entity.get("id"), other):
                if number in result:
                    result[number]["relations"] += 1
            # One number is one party in both of the publisher's lists.
            other_list = {"ofac-sdn:": "ofac-cons:", "ofac-cons:": "ofac-sdn:"}[prefix]
            edges.append(relation_edge(
                relation.findtext("type"), prefix + entity.get("id"),
                (prefix if other in result else other_list) + other))
    return {prefix + number: tally for number, tally in result.items()}, edges


COUNTERS = {
    "ofac-sdn-csv": ofac_csv("ofac-sdn:"),
    "ofac-cons-csv": ofac_csv("ofac-cons:"),
    "ofac-sdn-xml": ofac_sdn_xml("ofac-sdn:"),
    "ofac-cons-xml": ofac_sdn_xml("ofac-cons:"),
    "ofac-advanced-xml": ofac_rich(advanced),
    "ofac-enhanced-xml": ofac_rich(enhanced),
}
