#!/usr/bin/env python3
"""Writes a list of synthetic persons and companies (lib/sources/LISTS.md) for screening_bench.

    make_names.py --corpora DIR --names N [--seed S] > list.csv

The corpora are plain files of words that are not part of the project, one for each pool below.
Words are drawn with the skew of real names (rank r about as often as 1/r), so that some are very
frequent and most are rare.
"""
import argparse
import csv
import itertools
import json
import os
import random
import sys

FORMS_LATIN = ["Ltd", "LLC", "GmbH", "S.A.", "Inc.", "B.V.", "S.p.A.", "Oy", "AB", "Sdn Bhd"]
TRADES = ["Trading", "Shipping", "Energy", "Holding", "Group", "Industries", "Logistics", "Bank",
          "Technologies", "Construction", "Petroleum", "International", "Services", "Investment"]
FORMS_RU = ["ООО", "АО", "ПАО", "ЗАО"]
TRADES_RU = ["Торг", "Строй", "Энерго", "Транс", "Банк", "Нефть", "Инвест", "Пром"]
FORMS_ZH = ["有限公司", "集团有限公司", "股份有限公司", "贸易有限公司", "科技有限公司"]


class Pool:
    """Words, drawn by rank."""

    def __init__(self, words, rng):
        self.words = list(dict.fromkeys(word for word in words if word))
        rng.shuffle(self.words)
        shares = (1 / (rank + 20) for rank in range(len(self.words)))
        self.cumulative = list(itertools.accumulate(shares))

    def draw(self, rng, count):
        return rng.choices(self.words, cum_weights=self.cumulative, k=count)


def lines(path, skip=0):
    with open(path, encoding="utf-8-sig") as file:
        return [line.strip() for line in file][skip:]


def surname_of(given):
    """A Russian surname from a given name, as most were made."""
    return given[:-1] + "ин" if given[-1:] in "ая" else given.rstrip("йь") + "ов"


def load(corpora, rng):
    at = lambda name: os.path.join(corpora, name)
    english = [word.capitalize() for word in lines(at("English_Names_Corpus_20k.txt"), 2)]
    half = len(english) // 2
    rng.shuffle(english)
    russian = [json.loads(line)["text"] for line in lines(at("ru_first_names.jsonl")) if line]
    russian = [word for word in russian if word.isalpha() and len(word) > 2]
    japanese_last = [row.split(",") for row in lines(at("last_name_org.csv"))]
    first_files = ("first_name_man_org.csv", "first_name_woman_org.csv")
    japanese_first = [row.split(",") for name in first_files for row in lines(at(name))]
    first_kanji = [form for row in japanese_first for form in row[2:]]
    return {
        "en_given": Pool(english[:half], rng),
        "en_family": Pool(english[half:], rng),
        "ru_given": Pool(russian, rng),
        "ru_family": Pool([surname_of(word) for word in russian], rng),
        "ja_family": Pool([row[0] for row in japanese_last], rng),
        "ja_given": Pool(first_kanji, rng),
        "ja_family_latin": Pool([row[-1].capitalize() for row in japanese_last], rng),
        "ja_given_latin": Pool([row[1].capitalize() for row in japanese_first], rng),
        "zh_company": Pool(lines(at("company_short_names_zh_60k.txt"), 2), rng),
    }


def makers(pools, rng):
    """(share, schema, function of a count) for each kind of name."""

    def join(parts, sep=" "):
        return [sep.join(words) for words in zip(*parts)]

    def draw(pool, count):
        return pools[pool].draw(rng, count)

    def pick(values, count):
        return rng.choices(values, k=count)

    return [
        (35, "Person", lambda n: join([draw("en_given", n), draw("en_family", n)])),
        (15, "Person", lambda n: join([draw("en_given", n), draw("en_given", n),
                                       draw("en_family", n)])),
        (12, "Person", lambda n: join([draw("ru_given", n), draw("ru_family", n)])),
        (5, "Person", lambda n: join([draw("ja_family", n), draw("ja_given", n)], "")),
        (5, "Person", lambda n: join([draw("ja_given_latin", n), draw("ja_family_latin", n)])),
        (15, "Company", lambda n: join([draw("en_family", n), pick(TRADES, n),
                                        pick(FORMS_LATIN, n)])),
        (5, "Company", lambda n: join([pick(FORMS_RU, n), join([draw("ru_family", n),
                                                                pick(TRADES_RU, n)], "")])),
        (8, "Company", lambda n: join([draw("zh_company", n), pick(FORMS_ZH, n)], "")),
    ]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--names", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    pools = load(options.corpora, rng)
    kinds = [(share, schema, make) for share, schema, make in makers(pools, rng)]
    total = sum(share for share, _, _ in kinds)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["id", "name", "schema", "authority", "list"])
    number = 0
    for share, schema, make in kinds:
        for name in make(options.names * share // total):
            number += 1
            out.writerow([f"syn:{number}", name, schema, "Example Bank", "SYNTHETIC"])


if __name__ == "__main__":
    main()
