"""One entry of the Australian list: what its rows say together."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from screening.lists.records import Remarks
from screening.lists.text_dates import read_text_dates
from screening.lists.text_numbers import text_numbers
from screening.lists.written_script import written_script
from screening.names.countries import country_code

Cells = Mapping[str, str]

LOOK_UP = "https://www.dfat.gov.au/international-relations/security/sanctions/consolidated-list"

_LETTERED = re.compile(r"(?:^|(?<=[\s;,.]))[a-z]\)\s*")
_PARTS = re.compile(r";|/|,|\band\b|\bor\b")
_FORMER = re.compile(
    r"^formerly known as\s+(?P<behind>.+)$"
    r"|^(?P<name>.+?)\s*\((?:formerly|previously) listed as[.,]?(?:\s*in \w+: (?P<other>[^)]+))?\)$",
    re.IGNORECASE,
)
_NO_ADDRESS = re.compile(r"(?:phone|telephone|tel|fax|e-?mail|rank)\b|\S+@\S+$", re.IGNORECASE)
_POSTCODE = re.compile(r"[,\s]+\d[\d\s-]{3,}$")
_GENDER = re.compile(r"\bGender:\s*(male|female)\b", re.IGNORECASE)
_LISTED = re.compile(  # "last listed on" is a later day than the first
    r"(?<!last )\b(?:listed|designated)\b[^.;(]{0,90}?\bon:?\s+"
    r"(?P<date>\d{1,2}\s+[A-Z][a-z]+\.?\s+\d{4}|\d{1,2}/\d{1,2}/\d{4})",
    re.IGNORECASE,
)
_BY = re.compile(r"\bListed by (?:the )?(?P<who>[^.;(]{0,60}?\bCommittee|UN \([^)]*\))", re.IGNORECASE)


@cache
def columns() -> Mapping[str, str]:
    """The headers of the columns that every file has, by our names for them."""
    return dict(_data()["columns"])


@cache
def later_columns() -> Mapping[str, str]:
    """The headers of the columns that newer files have, by our names for them."""
    return dict(_data()["later"])


def entry_payload(number: str, rows: Sequence[Cells], remarks: Remarks) -> dict[str, Any]:
    """What the entity is made of; ``rows`` are its names with the primary one first. The remarks are filled."""
    kind = rows[0].get("type", "")
    entity_type = _data()["types"].get(kind.casefold())
    if entity_type is None:
        remarks.add("Type", kind)
    dates, countries = _birth(rows, remarks, is_person=entity_type == "Person"), _countries(rows, remarks)
    for text in _texts(rows, "birth_place"):
        remarks.add("Place of birth", text)
    information = _texts(rows, "information")
    gender = next((found[1].lower() for text in information if (found := _GENDER.search(text))), None)
    measures = [name for name in _data()["measures"]["names"] if _is_true(rows[0].get(name, ""))]
    remarks.add("Measures", ", ".join(measures))
    for name in _unknown(rows):
        for text in _texts(rows, name):
            remarks.add(name, text)
    for text in information:
        remarks.add("Additional information", text)
    return {
        "id": f"dfat-{number}",
        "type": entity_type,
        "names": list(_names(rows, remarks)),
        "identifiers": _identifiers(rows, information, is_person=entity_type == "Person"),
        "countries": countries,
        "addresses": [_address(text) for text in _addresses(rows, remarks)],
        "dates": {"birth": dates},
        "gender": gender if entity_type == "Person" else None,
        "events": list(_events(rows)),
        "programmes": _texts(rows, "programme"),
        "references": [LOOK_UP],
    }


@lru_cache(maxsize=4096)  # some hundred days in thousands of rows
def iso_day(text: str) -> str:
    """The day that a cell tells, in ISO form; "" where it tells none. ``2/2/26`` is of this century, day first."""
    short = re.fullmatch(r"(\d{1,2}/\d{1,2}/)(\d\d)", text)
    found = read_text_dates(f"{short[1]}20{short[2]}" if short else text).dates
    return found[0] if found and len(found[0]) == len("2017-04-23") else ""


def _texts(rows: Sequence[Cells], column: str) -> list[str]:
    """What the rows say in a column, each text once: the rows of an entry repeat one another."""
    texts = dict.fromkeys(row[column] for row in rows if column in row)
    return [text for text in texts if text.casefold() not in _data()["cells"]["empty"]]


def _unknown(rows: Sequence[Cells]) -> list[str]:
    known = {*columns(), *later_columns(), *_data()["measures"]["names"]}
    return list(dict.fromkeys(name for row in rows for name in row if name not in known))


def _is_true(cell: str) -> bool:
    return cell.casefold() in _data()["measures"]["true"]


def _names(rows: Sequence[Cells], remarks: Remarks) -> Iterator[dict[str, Any]]:
    """The names, each once; only the first is the primary one, whatever its row says."""
    seen: set[str] = set()
    for index, row in enumerate(rows):
        kind = row.get("name_type", "")
        quality = _data()["name_types"].get(kind.casefold())
        if quality is None:
            remarks.add("Name type", f"{kind} ({row['name']})" if kind else "")
        quality = "primary" if index == 0 else "alias" if quality in {None, "primary"} else quality
        for text, is_former in _former(row["name"]):
            told = "former" if is_former and quality == "alias" else quality
            if row.get("strength", "").casefold() == "weak" and told != "primary":
                told = "weak"
            if text not in seen:
                yield {"text": text, "quality": told, "script": written_script(text)}
            seen.add(text)


def _former(name: str) -> list[tuple[str, bool]]:
    """The names in a cell, and whether the cell says of them that they are former ones."""
    found = _FORMER.match(name)
    if found is None:
        return [(name, False)]
    return [(text.strip(), True) for text in (found["behind"] or found["name"], found["other"]) if text]


def _birth(rows: Sequence[Cells], remarks: Remarks, *, is_person: bool) -> list[str]:
    dates: list[str] = []
    for text in _texts(rows, "birth"):
        found = read_text_dates(text)
        if is_person:
            dates += found.dates
        if not (is_person and found.is_exact):
            remarks.add("Date of birth", text)
    return list(dict.fromkeys(dates))


def _countries(rows: Sequence[Cells], remarks: Remarks) -> list[str]:
    """The citizenships; a remark keeps what is no country, or says more than one ("until 1991")."""
    codes: list[str] = []
    for text in _texts(rows, "citizenship"):
        whole = _code(text.strip(" ."))
        parts = [part.strip(" .") for piece in _LETTERED.split(text) for part in _PARTS.split(piece)]
        found = [whole] if whole else [_code(part) for part in parts if part]
        codes += [code for code in found if code]
        if None in found:
            remarks.add("Citizenship", text)
    return list(dict.fromkeys(codes))


@lru_cache(maxsize=1024)  # some hundred spellings in thousands of rows
def _code(text: str) -> str | None:
    return country_code(text)


def _addresses(rows: Sequence[Cells], remarks: Remarks) -> list[str]:
    """The addresses, of which several stand in a cell; a remark keeps what stands there and is none."""
    pieces = (
        part.strip(" ,") for text in _texts(rows, "address") for part in re.split(rf";|{_LETTERED.pattern}", text)
    )
    told = [piece for piece in dict.fromkeys(pieces) if piece]
    for piece in told:
        remarks.add("Contact", piece if _NO_ADDRESS.match(piece) else "")
    return [piece for piece in told if not _NO_ADDRESS.match(piece)]


def _address(text: str) -> dict[str, str]:
    """An address, and its country where the text ends with one, or with one and a postcode."""
    bare = _POSTCODE.sub("", re.sub(r"\([^)]*\)[\s.]*$", "", text)).rstrip(" .")
    words = bare.replace(",", ", ").split()
    ends = (" ".join(words[-length:]).strip(" ,.") for length in range(min(len(words), 6), 0, -1))
    country = next((code for end in ends if len(end) > len("XX") and (code := _code(end))), None)
    return {"text": text, "country": country} if country else {"text": text}


def _identifiers(rows: Sequence[Cells], information: Sequence[str], *, is_person: bool) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for text in _texts(rows, "imo"):
        for number in re.findall(r"\d{7}", text) or [text]:
            found["imo", number] = {"kind": "imo", "value": number}
    for text in information:
        for identifier in text_numbers(text, of_person=is_person):
            found.setdefault((identifier.kind, identifier.value), identifier.model_dump())
    return list(found.values())


def _events(rows: Sequence[Cells]) -> Iterator[dict[str, Any]]:
    """The listing with all that the file says of it, and the days on which DFAT changed the entry."""
    instruments = "; ".join(_texts(rows, "instrument")) or None
    programme = "; ".join(_texts(rows, "programme")) or None
    for text in _texts(rows, "listing") or ([""] if instruments else []):
        listed, by = _LISTED.search(text), _BY.search(text)
        date = iso_day(listed["date"] if listed else text)
        yield {
            "what": "designated", "date": date or None, "by": by["who"] if by else None, "programme": programme,
            "note": None if text == date else text or None, "reference": instruments,
        }  # fmt: skip
    for text in _texts(rows, "control_date"):
        day = iso_day(text)
        yield {"what": "updated", "date": day or None, "note": "control date" if day else f"control date: {text}"}


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("screening") / "data" / "au_dfat.toml").read_text(encoding="utf-8"))
