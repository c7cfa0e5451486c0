"""Makes a trading house's book of 20,000 made-up rows, says what it planted in it, and screens it if asked.

    python examples/trading_book.py book.xlsx                     # .xlsx or .csv, and book_planted.csv beside it
    python examples/trading_book.py book.csv --rows 2000 --screen

The book holds customers, ships with their IMO numbers, banks with their codes, goods, ports, notes and payment texts in
many languages and scripts. A known number of rows is planted: listed parties of the shipped watchlist with the slips
that people make, red flags, and parties that are merely called much like a listed one. ``book_planted.csv`` tells
them: the row, its kind (``listed``, ``flag``, ``near``), what screening should say of it, and how it was written.
With ``--screen`` the book is screened, a report is written beside it, and what came of the planted rows is counted.
Everything comes from trading_book.toml and a fixed seed, so that the same call makes the same rows. No network.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import random
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

SEED = "trading book 1"
CREATED = dt.datetime(2026, 10, 1, 8, 0)  # noqa: DTZ001  # a workbook's dates have no time zone
DATA: Mapping[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

COLUMNS: Mapping[str, str] = {
    "ref": "Ref", "name": "Counterparty name", "trading": "Trading name", "type": "Type", "country": "Country",
    "address": "Address", "reg": "Registration no.", "bank": "Bank", "bic": "SWIFT/BIC", "iban": "IBAN",
    "director": "Director", "born": "Date of birth", "vessel": "Vessel", "imo": "IMO no.", "flag": "Flag",
    "goods": "Goods", "load": "Load port", "discharge": "Discharge port", "phone": "Phone", "email": "E-mail",
    "payment": "Payment reference", "notes": "Notes",
}  # fmt: skip
"""What a row holds -> the column's header."""

Cells = dict[str, str]


@dataclass(frozen=True)
class Planted:
    """A planted row: its kind, what screening should say of it (an entry's or a flag's id), and how it was written."""

    row: int
    ref: str
    kind: str
    expect: str
    how: str


def book(rows: int, listed: int, flags: int, near: int) -> tuple[list[Cells], list[Planted]]:
    """The rows, and what is planted in them. Raises ValueError if more is to be planted than there are rows."""
    if listed + flags + near > rows:
        raise ValueError(f"{listed + flags + near} rows cannot be planted among {rows}")
    draw = random.Random(SEED)
    made = [_clean(draw, number) for number in range(1, rows + 1)]
    plants = [*_listed(listed), *_flags(flags), *_near(near)]
    planted = []
    for at, (kind, expect, how, cells) in zip(sorted(draw.sample(range(rows), len(plants))), plants, strict=True):
        made[at].update(cells)
        planted.append(Planted(at + 2, made[at]["ref"], kind, expect, how))
    return made, planted


# ---------------------------------------------------------------------------------------------------------- clean rows


def _clean(draw: random.Random, number: int) -> Cells:
    """A party that is on no list, its cells as they are kept in practice: some missing, some untidy."""
    land = draw.choices(DATA["land"], [land["weight"] for land in DATA["land"]])[0]
    person = draw.random() < 0.15
    ship = draw.random() < 0.3
    city = draw.choice(land["cities"])
    word = _coined(draw)
    cells = {
        "ref": f"TB-{number:05}",
        "name": _person(draw, land) if person else _company(draw, land, city),
        "type": "Individual" if person else draw.choice(["Company", "Company", "Company", ""]),
        "country": draw.choice([land["name"], land["name"], land["code"]]),
        "address": f"{draw.choice(land['streets'])} {draw.randint(1, 180)}, {city}",
        "reg": "" if person else f"{land['code']}{draw.randint(10**7, 10**9)}",
        "bank": f"{_coined(draw)} Bank {draw.choice(['AG', 'plc', 'N.A.', 'S.A.', 'Ltd'])}",
        "bic": "".join((*draw.choices("BCDFGHJLMNRSTVW", k=4), land["code"], *draw.choices("23456789ABCX", k=2))),
        "iban": _iban(draw, land),
        "director": "" if person else _person(draw, land),
        "born": _day(draw, 1945, 2001) if person else "",
        "vessel": _ship(draw) if ship else "",
        "imo": _imo(number) if ship else "",
        "flag": draw.choice(DATA["flags"]) if ship else "",
        "goods": draw.choice(DATA["goods"]),
        "load": draw.choice(DATA["ports"]),
        "discharge": draw.choice(DATA["ports"]),
        "phone": f"+{land['dial']} {draw.randint(20, 99)} {draw.randint(10**6, 10**7 - 1)}",
        "email": f"{draw.choice(['info', 'office', 'trade', 'ops'])}@{word.lower()}-{number}.example",
        "trading": word if draw.random() < 0.06 else "",
    }  # fmt: skip
    gaps = {
        "ref": f"C{draw.randint(10**4, 10**5)}", "number": str(draw.randint(10**5, 10**6)), "goods": cells["goods"],
        "day": _day(draw, 2025, 2026), "vessel": cells["vessel"] or _ship(draw),
    }  # fmt: skip
    cells |= {
        column: draw.choice(DATA[of]).format(**gaps) for column, of in (("notes", "notes"), ("payment", "payments"))
    }
    return _untidy(draw, cells)


def _untidy(draw: random.Random, cells: Cells) -> Cells:
    for column in ("address", "reg", "bank", "iban", "director", "goods", "load", "discharge", "phone", "email"):
        if draw.random() < 0.12:
            cells[column] = draw.choice(["", "", "n/a", "-"])
    kind = draw.random()
    if kind < 0.1:
        cells["name"] = cells["name"].upper()
    elif kind < 0.13:
        cells["name"] = f" {cells['name'].replace(' ', '  ', 1)} "
    return cells


def _coined(draw: random.Random) -> str:
    syllables = "".join(draw.choices(DATA["syllables"], k=draw.choice([2, 2, 3])))
    return f"{syllables}{draw.choice(DATA['ends'])}".capitalize()


def _company(draw: random.Random, land: Mapping[str, Any], city: str) -> str:
    name: str = land.get("company", "{stem} {trade} {form}").format(
        stem=draw.choice(land["stems"]) if "stems" in land else _coined(draw),
        trade=draw.choice(land["trades"]), form=draw.choice(land["forms"]), number=draw.randint(2, 99), city=city,
    )  # fmt: skip
    return name.strip()


def _person(draw: random.Random, land: Mapping[str, Any]) -> str:
    form = land.get("person")
    own = "stems" in land or draw.random() < 0.4  # else a coined one: a few names for thousands of persons would meet
    name = {"first": draw.choice(land["first"]), "last": draw.choice(land["last"]) if own else _coined(draw)}
    if form:
        return str(form).format(**name)
    title: str = draw.choice(DATA["person_titles"])
    return title + draw.choice(["{first} {last}", "{last}, {first}"]).format(**name)


def _ship(draw: random.Random) -> str:
    return f"{draw.choice(['', '', 'MV ', 'M/T '])}{_coined(draw)} {draw.choice(DATA['ship_words'])}"


def _imo(number: int) -> str:
    """The number of a ship of its own, with its check digit, from a range that is given to no ship."""
    digits = f"3{number % 10**5:05}"
    return digits + str(sum(int(digit) * weight for digit, weight in zip(digits, range(7, 1, -1), strict=True)) % 10)


def _iban(draw: random.Random, land: Mapping[str, Any]) -> str:
    """An account number with its check digits; empty for a country without IBANs."""
    if "iban" not in land:
        return ""
    account = "".join(draw.choices("0123456789", k=land["iban"] - 4))
    number = "".join(str(int(char, 36)) for char in f"{account}{land['code']}00")
    return f"{land['code']}{98 - int(number) % 97:02}{account}"


def _day(draw: random.Random, first: int, last: int) -> str:
    return dt.date(draw.randint(first, last), draw.randint(1, 12), draw.randint(1, 28)).isoformat()


# --------------------------------------------------------------------------------------------------------- planted rows

Plant = tuple[str, str, str, Cells]
"""Kind, what is expected, how it was written, and the cells that it changes."""


def _dropped(text: str) -> str:
    return text[:5] + text[6:]


def _swapped(text: str) -> str:
    return text[:3] + text[4] + text[3] + text[5:]


def _doubled(text: str) -> str:
    return text[:7] + text[6] + text[7:]


SLIPS: Mapping[str, Callable[[str], str]] = {
    "as listed": str,
    "capitals": str.upper,
    "a letter dropped": _dropped,
    "letters swapped": _swapped,
    "a letter doubled": _doubled,
    "untidy blanks": lambda text: f" {text.replace(' ', '  ')} ",
}
"""Each round through the planted texts makes the next slip."""

_CLEARED = ("trading", "type", "reg", "iban", "director", "born", "address", "phone", "email")
"""What a clean party's row says of itself, and a planted party's must not."""

_SLIPS_SHOW = ("name", "bank", "director")
"""Columns in which a slip of the pen is made: a number with a slip is another number."""


def _listed(count: int) -> Iterator[Plant]:
    texts = [(entry, text) for entry in DATA["listed"] for text in entry["texts"]]
    slips = list(SLIPS)
    for at in range(count):
        entry, text = texts[at % len(texts)]
        field = entry.get("field", "name")
        slip = slips[at // len(texts) % len(slips)]
        if field not in _SLIPS_SHOW or not text.isascii() or len(text) < 10:
            slip = slips[0]
        cleared = dict.fromkeys(_CLEARED, "") if field == "name" else {}
        written = {field: SLIPS[slip](text)}
        yield "listed", entry["expect"], f"{slip}, in {COLUMNS[field]}", cleared | entry.get("cells", {}) | written


def _flags(count: int) -> Iterator[Plant]:
    rows = [(flag["expect"], row) for flag in DATA["flag"] for row in flag["rows"]]
    for at in range(count):
        expect, row = rows[at % len(rows)]
        yield "flag", expect, "; ".join(row.values()), dict(row)


def _near(count: int) -> Iterator[Plant]:
    names = [(group, name) for group in DATA["near"] for name in group["names"]]
    for at in range(count):
        group, name = names[at % len(names)]
        cells = {"name": name, "country": group["country"], "type": group.get("type", "Company")}
        yield "near", "", group["reason"], dict.fromkeys(_CLEARED, "") | cells


# --------------------------------------------------------------------------------------------------------------- files


def write(path: Path, rows: Sequence[Cells]) -> None:
    """Write the book as .csv or .xlsx. Raises ValueError for another suffix."""
    table = [list(COLUMNS.values()), *([row.get(column, "") for column in COLUMNS] for row in rows)]
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table)
    elif path.suffix == ".xlsx":
        with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
            workbook.set_properties({"created": CREATED})
            sheet = workbook.add_worksheet("Trading book")
            for at, cells in enumerate(table):
                for column, text in enumerate(cells):
                    sheet.write_string(at, column, text)
    else:
        raise ValueError(f"{path}: write .csv or .xlsx")


def write_planted(path: Path, planted: Sequence[Planted]) -> None:
    """Write what was planted."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "ref", "kind", "expect", "how"])
        writer.writerows([one.row, one.ref, one.kind, one.expect, one.how] for one in planted)


def screen(path: Path, planted: Sequence[Planted]) -> Iterator[str]:
    """Screen the book with the shipped list, write reports beside it, and tell what came of the planted rows."""
    import screening  # noqa: PLC0415  # making a book needs no library

    report = screening.Screener().screen(path)
    for suffix in (".xlsx", ".html"):
        report.write(path.with_name(f"{path.stem}_risk{suffix}"))
    results = {result.row: result for result in report.counterparties}
    found: Counter[str] = Counter()
    for one in planted:
        result = results[one.row]
        ids = {hit.entity_id for hit in result.hits} if one.kind == "listed" else {f.id for f in result.red_flags}
        right = not result.hits if one.kind == "near" else one.expect in ids
        found[one.kind] += right
        if not right:
            said = ", ".join(f"{hit.entity_id} {hit.score:g}" for hit in result.hits) or "no hit"
            yield f"not as planted: row {one.row} ({one.kind}, {one.how}) {result.name!r}, {one.expect}: {said}"
    kinds = Counter(one.kind for one in planted)
    yield "as planted: " + ", ".join(f"{found[kind]} of {kinds[kind]} {kind}" for kind in sorted(kinds))
    alerting = {one.row for one in planted if one.kind == "listed"}
    others = [result for result in report.alerts if result.row not in alerting]
    yield f"{len(report.alerts)} alerts, {len(others)} of them on rows without a planted party"
    yield from (f"also alerting: row {r.row} {r.name!r}: {r.hits[0].entity_name} {r.score:g}" for r in others)


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes a made-up trading book with a known number of planted rows.")
    parser.add_argument("out", type=Path, help=".xlsx or .csv; what is planted is written beside it")
    parser.add_argument("--rows", type=int, default=20_000, help="rows in all (default 20000)")
    parser.add_argument("--listed", type=int, default=120, help="rows with a listed party (default 120)")
    parser.add_argument("--flags", type=int, default=88, help="rows with a red flag (default 88)")
    parser.add_argument("--near", type=int, default=36, help="rows with a name like a listed one (default 36)")
    parser.add_argument("--screen", action="store_true", help="screen it with the shipped list, too")
    args = parser.parse_args()
    try:
        rows, planted = book(args.rows, args.listed, args.flags, args.near)
        write(args.out, rows)
    except (ValueError, OSError) as error:
        parser.error(str(error))
    write_planted(args.out.with_name(f"{args.out.stem}_planted.csv"), planted)
    kinds = Counter(one.kind for one in planted)
    print(f"{len(rows)} rows, planted: {', '.join(f'{number} {kind}' for kind, number in sorted(kinds.items()))}")
    if args.screen:
        print(*screen(args.out, planted), sep="\n")


if __name__ == "__main__":
    main()
