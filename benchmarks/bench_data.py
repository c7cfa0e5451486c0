"""The made-up tables and lists of the benchmarks: the same seed gives the same text on every machine.

Words are drawn from ``bench_words.txt`` or coined from syllables, so that distinct words grow with the rows, as they do
in the tables of real companies. Nobody here exists; what a name has in common with a real one is chance.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

SEED = "screening benchmarks 1"

PLANTED = 0.02
"""Share of the rows that are a listed name with a slip."""

COINED = 0.18
"""Share of words that are new when a list is multiplied: the words of real lists grow with their names too."""

KINDS = {"Organization": 60, "Person": 35, "Vessel": 5}
"""What counterparties are, with percentages."""

LISTED_KINDS = {"Organization": 50, "Person": 44, "Vessel": 6}
"""What the entries of a made-up list are, about as on the list of OFAC."""


def sections(text: str) -> dict[str, list[str]]:
    """The words of a text by its sections; lines that begin with # are notes."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            words = found[line.strip("[] ")] = []
        elif line and not line.startswith("#"):
            words += line.split()
    return found


WORDS = sections((Path(__file__).parent / "bench_words.txt").read_text(encoding="utf-8"))
SYLLABLES, ENDINGS = WORDS["syllables"], WORDS["endings"]
FIRST_NAMES, LAST_NAMES = WORDS["first_names"], WORDS["last_names"]
BUSINESS_WORDS, SHIP_WORDS = WORDS["business_words"], WORDS["ship_words"]
LEGAL_FORMS = {
    "AE": ("FZE", "LLC"), "AU": ("Pty Ltd",), "BE": ("NV", "SA"), "BR": ("Ltda.", "S.A."), "CA": ("Inc.", "Ltd."),
    "CH": ("AG", "SA"), "CN": ("Co., Ltd.", "Group Co., Ltd."), "CY": ("Limited",), "CZ": ("a.s.", "s.r.o."),
    "DE": ("AG", "GmbH", "GmbH & Co. KG"), "DK": ("A/S",), "EG": ("S.A.E.",), "ES": ("S.A.", "S.L."), "FI": ("Oy",),
    "FR": ("SA", "SARL", "SAS"), "GB": ("Limited", "Ltd", "plc"), "GR": ("S.A.",), "HK": ("Limited",), "ID": ("Tbk",),
    "IN": ("Limited", "Pvt. Ltd."), "IT": ("S.p.A.", "S.r.l."), "JP": ("Co., Ltd.", "K.K."), "KR": ("Co., Ltd.",),
    "MX": ("S.A. de C.V.",), "MY": ("Sdn Bhd",), "NG": ("Limited",), "NL": ("B.V.", "N.V."), "NO": ("AS",),
    "PA": ("Inc.", "S.A."), "PL": ("S.A.", "Sp. z o.o."), "PT": ("Lda",), "RU": ("LLC", "OOO"), "SA": ("Co.",),
    "SE": ("AB",), "SG": ("Pte Ltd",), "TH": ("Co., Ltd.",), "TR": ("A.S.",), "UA": ("LLC",),
    "US": ("Corp.", "Inc.", "LLC"), "VN": ("JSC",), "ZA": ("(Pty) Ltd",),
}  # fmt: skip
COUNTRIES = tuple(LEGAL_FORMS)


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a list: its names, the primary one first, and its weak aliases."""

    id: str
    type: str
    names: tuple[str, ...]
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One counterparty."""

    id: str
    name: str
    type: str
    country: str
    address: str
    planted: bool = False


def coined(rng: random.Random) -> str:
    """A new word of two or three syllables and often an ending: some millions are possible."""
    word = "".join(rng.choices(SYLLABLES, k=rng.choice((2, 2, 3))))
    return (word + rng.choice(ENDINGS) if rng.random() < 0.7 else word).capitalize()


def organisation(rng: random.Random, country: str) -> str:
    """The name of a company, most often with a legal form of its country."""
    head = rng.choice(LAST_NAMES) if rng.random() < 0.25 else coined(rng)
    second = [coined(rng)] if rng.random() < 0.2 else []
    business = rng.sample(BUSINESS_WORDS, k=rng.choice((1, 1, 2)))
    form = [rng.choice(LEGAL_FORMS[country])] if rng.random() < 0.85 else []
    return " ".join((head, *second, *business, *form))


def person(rng: random.Random, country: str) -> str:
    """The name of a person: two or three words, two family names in five coined."""
    last = rng.choice(LAST_NAMES) if rng.random() < 0.6 else coined(rng)
    middle = [rng.choice(FIRST_NAMES)] if rng.random() < 0.3 else []
    return " ".join((rng.choice(FIRST_NAMES), *middle, last))


def ship(rng: random.Random, country: str) -> str:
    """The name of a ship, one in four with a number, one in four with a prefix."""
    words = [rng.choice(SHIP_WORDS), coined(rng) if rng.random() < 0.5 else rng.choice(SHIP_WORDS)]
    number = [str(rng.randint(1, 99))] if rng.random() < 0.25 else []
    prefix = [rng.choice(("M/V", "MV", "MT"))] if rng.random() < 0.25 else []
    return " ".join((*prefix, *words, *number))


MAKERS: dict[str, Callable[[random.Random, str], str]] = {
    "Organization": organisation,
    "Person": person,
    "Vessel": ship,
}


def slip(rng: random.Random, name: str) -> str:
    """The name as somebody mistypes it: one letter, a space, or the order of the words."""
    letters = [i for i in range(1, len(name) - 1) if name[i].isalpha() and name[i + 1].isalpha()]
    kind = rng.choice(("drop", "double", "swap", "replace", "join", "turn"))
    if kind == "join" and " " in name:
        return name.replace(" ", "", 1)
    if kind == "turn" and " " in name:
        first, rest = name.split(" ", 1)
        return f"{rest} {first}"
    if not letters:
        return name
    i = rng.choice(letters)
    before, one, two, after = name[:i], name[i], name[i + 1], name[i + 2 :]
    changed = {"drop": two, "double": one + one + two, "swap": two + one}
    return before + changed.get(kind, rng.choice("aeioulnrst") + two) + after


def counterparties(listed: Sequence[Listed], *, planted: float = PLANTED, seed: str = SEED) -> Iterator[Row]:
    """Counterparties without end: a table of n rows is their first n."""
    rng = random.Random(f"{seed} rows")
    number = 0
    while True:
        number += 1
        country = rng.choice(COUNTRIES)
        address = (
            f"{rng.randint(1, 250)} {coined(rng)} {rng.choice(('Road', 'Street', 'Avenue', 'Park'))}, {coined(rng)}"
        )
        if listed and rng.random() < planted:
            entry = rng.choice(listed)
            name = slip(rng, rng.choice(entry.names))
            yield Row(f"C{number:06d}", name, entry.type, country, address, planted=True)
            continue
        kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
        yield Row(f"C{number:06d}", MAKERS[kind](rng, country), kind, country, address)


def made_up_list(names: int, seed: str = SEED) -> list[Listed]:
    """A list of so many names: entries have one to six, an alias being another spelling or another name."""
    rng = random.Random(f"{seed} list")
    entries: list[Listed] = []
    left = names
    while left:
        kind = rng.choices(list(LISTED_KINDS), list(LISTED_KINDS.values()))[0]
        own = [MAKERS[kind](rng, rng.choice(COUNTRIES))]
        while len(own) < min(left, 6) and rng.random() < 0.57:
            alias = slip(rng, own[0]) if rng.random() < 0.5 else MAKERS[kind](rng, rng.choice(COUNTRIES))
            own += [alias] if alias not in own else []
        entries.append(Listed(f"e{len(entries):06d}", kind, tuple(own)))
        left -= len(own)
    return entries


def count_names(listed: Iterable[Listed]) -> int:
    return sum(len(entry.names) + len(entry.weak) for entry in listed)


def resized(listed: Sequence[Listed], names: int, seed: str = SEED) -> list[Listed]:
    """A list of about so many names out of another one: a sample of it, or all of it and new entries.

    A new entry has the type, the count of names and the word counts of an old one; its words are those that stand in
    entries of that type, as often as they do there, and a share of new ones.
    """
    rng = random.Random(f"{seed} resized")
    order = rng.sample(listed, k=len(listed))
    words: dict[str, list[str]] = {}
    for entry in listed:
        words.setdefault(entry.type, []).extend(w for name in entry.names for w in name.split())
    chosen: list[Listed] = []
    total = 0
    for entry in order:
        if total >= names:
            return chosen
        chosen.append(entry)
        total += count_names([entry])
    while total < names:
        model = rng.choice(listed)
        made = dict.fromkeys(_recombined(rng, name, words[model.type]) for name in model.names)
        chosen.append(Listed(f"made-{len(chosen):06d}", model.type, tuple(made)))
        total += len(made)
    return chosen


def _recombined(rng: random.Random, name: str, words: Sequence[str]) -> str:
    return " ".join(coined(rng) if rng.random() < COINED else rng.choice(words) for _ in name.split())


def write_rows(path: Path, rows: Iterable[Row]) -> Path:
    """Write a table of counterparties."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("id", "name", "type", "country", "address"))
        out.writerows((r.id, r.name, r.type, r.country, r.address) for r in rows)
    return path


def write_list(path: Path, listed: Iterable[Listed]) -> Path:
    """Write a watchlist in the table form that the program reads."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("id", "name", "type", "aliases", "weak_aliases"))
        for e in listed:
            own, weak = ([n.replace(";", ",") for n in names] for names in (e.names, e.weak))
            out.writerow((e.id, own[0], e.type, ";".join(own[1:]), ";".join(weak)))
    return path


def varied(listed: Sequence[Listed], count: int, planted: float) -> list[Row]:
    """Rows for the measurements that take few: their seed is another one than that of the tables."""
    return list(islice(counterparties(listed, planted=planted, seed=f"{SEED} few"), count))
