"""From a query, which is an entity of the FollowTheMoney model, to the counterparty that is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, product
from typing import NamedTuple

from screening.entities import Counterparty, Identifier, OtherName
from screening.names.countries import country_code
from screening.names.dates import read_dates
from screening.web.ftm.words import kind_of_number, plain, web_words

MOST_VALUES = 100
"""Values that a property of a query may have."""

LONGEST_VALUE = 500
"""Characters that a value of a query may have."""

MOST_TEXT = 3_000
"""Characters that all names of a query may have."""

_MOST_COMBINED = 50  # names made of parts; a few spellings of each part make many

Properties = dict[str, list[str]]


class Query(NamedTuple):
    """The counterparty that is looked for, and of the query's properties those that were understood."""

    schema: str
    properties: Properties
    party: Counterparty

    @property
    def text_length(self) -> int:
        """The characters of all names that are looked for; 0 where there is none."""
        return len(self.party.name) + sum(len(other.text) for other in self.party.other_names)


def query_of(schema: str, properties: Mapping[str, object]) -> Query:
    """The counterparty that a query describes.

    Values of properties that nothing is known of, or that say nothing (a country that there is not), are left out.
    Raises ValueError for a schema that is not known, and for more and longer values than are read.
    """
    known = web_words("schemas").get(schema)
    if known is None:
        raise ValueError(f"Unknown schema: {plain(schema)[:100]!r}")
    told = {name: _understood(name, _values(name, value)) for name, value in properties.items() if _asks(schema, name)}
    understood = {name: values for name, values in told.items() if values}
    names = _names(understood)
    party = Counterparty(
        name=names[0].text if names else "",
        type=known.get("type"),
        other_names=tuple(names[1:]),
        identifiers=tuple(
            Identifier(kind=kind, value=value)
            for name, values in understood.items()
            if (kind := kind_of_number(schema, name))
            for value in values
        ),
        country="; ".join(_of(understood, "country")),
        nationality="; ".join(_of(understood, "nationality")),
        date_of_birth="; ".join(_of(understood, "date_of_birth")),
        address="; ".join(_of(understood, "address")),
        flag="; ".join(_of(understood, "flag")),
        gender=_one(_of(understood, "gender")),
    )
    query = Query(schema, understood, party)
    if query.text_length > MOST_TEXT:
        raise ValueError(f"its names have more than {MOST_TEXT:,} characters, which is the most that is read")
    return query


def _asks(schema: str, name: str) -> bool:
    return "asks" in web_words("properties").get(name, {}) or kind_of_number(schema, name) is not None


def _role(name: str) -> str:
    role: str = web_words("properties").get(name, {}).get("asks", "identifier")
    return role


def _values(name: str, value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    if len(values) > MOST_VALUES:
        raise ValueError(f"{name} has {len(values):,} values: at most {MOST_VALUES} are read")
    texts = list(dict.fromkeys(text for one in values if (text := plain(one))))
    if any(len(text) > LONGEST_VALUE for text in texts):
        raise ValueError(
            f"{name} has a value of more than {LONGEST_VALUE:,} characters, which is the most that is read"
        )
    return texts


def _understood(name: str, values: Iterable[str]) -> list[str]:
    role = _role(name)
    if role in {"country", "nationality", "flag"}:
        return list(dict.fromkeys(code.lower() for text in values if (code := country_code(text))))
    if role == "date_of_birth":
        return [text for text in values if read_dates(text)]
    return list(values)


def _of(properties: Properties, role: str) -> list[str]:
    return [value for name, values in properties.items() if _role(name) == role for value in values]


def _one(values: Sequence[str]) -> str:
    """The value where there is one; several contradict each other."""
    return values[0] if len(set(values)) == 1 else ""


def _names(properties: Properties) -> list[OtherName]:
    """The names to look for, the one to be called by first; those made of parts where there is no whole one."""
    found = [
        OtherName(field=role, text=value)
        for role in ("name", "alias", "former_name")
        for value in _of(properties, role)
    ]
    if not found:
        found = [OtherName(field="name", text=text) for text in _combined(properties)]
    return list({name.text: name for name in reversed(found)}.values())[::-1]


def _combined(properties: Properties) -> list[str]:
    """Names out of their parts, whole ones first; those between the first and the last may be left out."""
    parts = [name for name, told in web_words("properties").items() if told.get("asks") == "part"]
    given = [properties.get(name, []) for name in parts]
    choices = [values if n in (0, len(parts) - 1) and values else [*values, ""] for n, values in enumerate(given)]
    names = (" ".join(filter(None, chosen)) for chosen in product(*choices))
    return list(dict.fromkeys(islice(filter(None, names), _MOST_COMBINED)))
