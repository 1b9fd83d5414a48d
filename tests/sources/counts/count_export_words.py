#!/usr/bin/env python3
"""Counts what the Consolidated Screening List says of export licences, by other means than the
loader and the rules (Python's standard library alone).

usage: count_export_words.py FILE
Prints "WORD<TAB>COUNT" lines over the rows of the Bureau of Industry and Security's lists:
footnotes of the Entity List, kinds of review, requirements for all items, rows that name Huawei.
"""
import collections
import re
import sys

import us_tables

REVIEWS = (("policy_of_denial", r"policy\s+of\s+denial"),
           ("presumption_of_denial", r"presumption\s+of\s+denial"),
           ("case_by_case", r"cas[ea][- ]by[- ]case"),
           ("presumption_of_approval", r"presumption\s+of\s+approval"))


def main(arguments):
    counts = collections.Counter()
    for row in us_tables.rows_of(arguments[1]):
        counts["huawei " + row["source"][:11]] += "huawei" in " ".join(row.values()).lower()
        if "Industry and Security" not in row["source"]:
            continue
        need, policy = row["license_requirement"], row["license_policy"]
        counts["entries"] += 1
        for number, section in (("1", "736.2(b)(3)(vi)"), ("3", "734.9(g)"),
                                ("4", "734.9(e)(2)"), ("5", "734.9(e)(3)")):
            counts["footnote " + number] += section in need
        kinds = [kind for kind, words in REVIEWS if re.search(words, policy, re.I)]
        counts["review " + (kinds[0] if len(kinds) == 1 else "unordered")] += 1
        every = re.search(r"(?i)all items? subject to the EAR", need)
        limited = re.search(r"(?i)except|when used|apart from|with case-by-case|supplement", need)
        counts["scope " + ("all_items" if every and not limited else
                           "some_items" if need else "none")] += 1
    for word, count in sorted(counts.items()):
        if count:
            print("%s\t%d" % (word, count))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
