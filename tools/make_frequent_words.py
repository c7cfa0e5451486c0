"""Make ``screening/data/frequent_words.tsv``: how often words occur in ordinary names and in ordinary text.

The inputs are public files that the user downloads beforehand; only counts of words are kept, never names. What no
open data covers is estimated by hand in ``frequent_words_estimates.toml``; a word has the higher of both values.

    python tools/make_frequent_words.py --companies equities/*.csv --us-forenames dist.male.first.csv
        dist.female.first.csv --us-surnames dist.all.last.csv --forenames common-forenames-by-country.csv
        --surnames common-surnames-by-country.csv --english frequency_dictionary_en_82_765.txt
        --without profanity_wordlist.txt --output src/screening/data/frequent_words.tsv
"""

from __future__ import annotations

import argparse
import csv
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from screening.names.lexicon import fold_phrase, name_groups_of

PER = 10_000
LEAST = 3  # names that a word must occur in: fewer are chance
ESTIMATES = Path(__file__).with_name("frequent_words_estimates.toml")

_FIRST_IDEOGRAPH = "\u3400"  # from here on a single character (Chinese, hangul) may be a name
# Listings of bonds, funds and warrants, and the share classes that lists of securities write behind a company's name.
_NOT_A_COMPANY = re.compile(r"\d|%|\b(?:ETF|ETP|ETN|CALL|PUT|UCITS|Notes|Bonds?|Warrants?|Fund|Fundo|Fonds?)\b")
_SHARES = re.compile(
    r"\s+(?:Class [A-Z]\b|Series [A-Z]\b|Common (?:Stock|Shares?)|Ordinary Shares?|American Depositary|Depositary"
    r"|Registered Shares?|\(publ\)|O\.N\.|INH\.|NAM\.|REGS\b).*",
    re.IGNORECASE,
)


def main() -> None:
    """Read the inputs named on the command line and write the table."""
    args = _arguments()
    plan = tomllib.loads(args.estimates.read_text("utf-8"))
    company = company_rates(_column(args.companies, "name"))
    person = person_rates(args.us_forenames, args.us_surnames, args.forenames, args.surnames, plan)
    for table, kind in ((company, "company"), (person, "person")):
        for word, rate in estimates(plan, kind).items():
            table[word] = max(table.get(word, 0.0), rate)
    text = text_rates(args.english, _lines(args.without), company, person, plan)
    lines = [f"# {line}".rstrip() for line in plan["header"].strip().splitlines()]
    lines += _rows(company, "company", plan["keep"]["company"]) + _rows(person, "person", plan["keep"]["person"])
    lines += _rows(text, "text", len(text))
    args.output.write_text("\n".join(lines) + "\n", "utf-8")


def company_rates(names: Iterable[str]) -> dict[str, float]:
    """Word -> in how many of 10,000 different company names it occurs."""
    folded = {
        frozenset(_words(_SHARES.sub("", name))): None for name in names if name and not _NOT_A_COMPANY.search(name)
    }
    counts = Counter(word for words in sorted(map(sorted, folded)) for word in words)
    return {word: count * PER / len(folded) for word, count in counts.items() if count >= LEAST}


def person_rates(
    us_forenames: Iterable[Path],
    us_surnames: Iterable[Path],
    forenames: Path,
    surnames: Path,
    plan: Mapping[str, Any],
) -> dict[str, float]:
    """Word -> in how many of 10,000 full names of the world it occurs, the countries weighted as the plan says."""
    rates: defaultdict[str, float] = defaultdict(float)
    share = float(plan["assumptions"]["english_speaking_share"])
    files = list(us_forenames)
    for path in files:
        for row in _records(path):
            _add(rates, row["name"], share * float(row["frequency"]) / 100 * PER / len(files))
    for path in us_surnames:
        for row in _records(path):
            _add(rates, row["name"], share * float(row["frequency"]) / 100 * PER)
    for path, order in ((forenames, "forename"), (surnames, "surname")):
        for word, rate in _country_rates(path, order, plan).items():
            rates[word] += rate
    return dict(rates)


def _country_rates(path: Path, order: str, plan: Mapping[str, Any]) -> dict[str, float]:
    """Rates from lists of a country's most frequent names; where only the rank is known, by a power law of the rank."""
    law = plan["assumptions"][order]
    best: dict[tuple[str, str], float] = {}
    for row in _records(path):
        percent = row.get("Percent") or ""
        within = float(percent) if percent else law["top"] * int(row["Index"]) ** -law["slope"]
        for name in (row["Localized Name"], row["Romanized Name"]):
            for word in _words(name):
                key = (row["Country"], word)
                best[key] = max(best.get(key, 0.0), min(within, law["most"]))
    shares, other = plan["country_share"], plan["assumptions"]["other_country_share"]
    rates: defaultdict[str, float] = defaultdict(float)
    for (country, word), within in sorted(best.items()):
        rates[word] += shares.get(country, other) * within * PER
    return rates


def text_rates(
    dictionary: Path,
    without: frozenset[str],
    company: Mapping[str, float],
    person: Mapping[str, float],
    plan: Mapping[str, Any],
) -> dict[str, float]:
    """English word -> a rate by its rank among the words of a dictionary (most frequent first: word, count).

    Counts in running text say nothing about names, so only ranks are used: by a power law, from words nearly as common
    as those of trade down to words that are just known. Names of persons are left out, since their own class knows
    them; so are short words, which are syllables of names elsewhere, the words of ``without``, and words that another
    class calls more common.
    """
    law = plan["assumptions"]["text"]
    ranked = (w for line in dictionary.read_text("utf-8-sig").splitlines() for w in _words(line.partition(" ")[0]))
    words = (
        w
        for w in ranked
        if len(w) >= law["letters"]
        and w not in without
        and person.get(w, 0.0) < law["name_from"]
        and not name_groups_of(w)
    )
    rates: dict[str, float] = {}
    for rank, word in enumerate(words, start=1):
        rate = law["top"] * rank ** -law["slope"]
        if rate > max(company.get(word, 0.0), person.get(word, 0.0)):
            rates.setdefault(word, rate)
        if len(rates) == plan["keep"]["text"]:
            break
    for word, rate in estimates(plan, "text").items():
        if rate > max(rates.get(word, 0.0), company.get(word, 0.0), person.get(word, 0.0)):
            rates[word] = rate
    return rates


def estimates(plan: Mapping[str, Any], kind: str) -> dict[str, float]:
    """Word -> rate estimated by hand; where a word stands in two lists, the first one counts."""
    rates: dict[str, float] = {}
    for entry in plan["estimate"]:
        if entry["class"] == kind:
            for word in _words(entry["words"]):
                rates.setdefault(word, float(entry["per_10k"]))
    return rates


def _rows(table: Mapping[str, float], kind: str, keep: int) -> list[str]:
    ranked = sorted(table.items(), key=lambda entry: (-entry[1], entry[0]))[:keep]
    return [f"{word}\t{kind}\t{_rounded(rate)}" for word, rate in ranked]


def _rounded(rate: float) -> str:
    return f"{float(f'{rate:.2g}'):.6g}"


def _words(text: str) -> Iterator[str]:
    return (w for w in fold_phrase(text) if w.isalpha() and (len(w) > 1 or w >= _FIRST_IDEOGRAPH))


def _add(rates: defaultdict[str, float], name: str, rate: float) -> None:
    for word in _words(name):
        rates[word] += rate


def _column(paths: Iterable[Path], name: str) -> Iterator[str]:
    return (row[name] for path in paths for row in _records(path))


def _lines(paths: Iterable[Path]) -> frozenset[str]:
    return frozenset(line.strip().lower() for path in paths for line in path.read_text("utf-8").splitlines())


def _records(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        yield from csv.DictReader(handle)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--companies", type=Path, nargs="+", required=True, help="CSV files with a column 'name'")
    parser.add_argument("--us-forenames", type=Path, nargs="+", required=True, help="census: name, frequency (percent)")
    parser.add_argument("--us-surnames", type=Path, nargs="+", required=True, help="census: name, frequency (percent)")
    parser.add_argument("--forenames", type=Path, required=True, help="forenames by country")
    parser.add_argument("--surnames", type=Path, required=True, help="surnames by country")
    parser.add_argument("--english", type=Path, required=True, help="English words and counts, most frequent first")
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="indecent words to leave out, one a line")
    parser.add_argument("--estimates", type=Path, default=ESTIMATES, help="hand-made rates and shares of countries")
    parser.add_argument("--output", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
