"""What the rules look at in a row, and a sign that they found there."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, Self

from screening.entities import Counterparty
from screening.names.countries import country_code
from screening.red_flags.phrases import folded

BETWEEN = "\x1f"
"""What parts the texts of a row where they are looked through at once: the separator of units, taken out of each."""

_SHOWN = 120  # characters of a field that a flag shows, around what was found
_BEFORE = 40  # of them before it


class Sign(NamedTuple):
    """What raised a flag: the field, and what stands there."""

    field: str
    value: str


OWN_TEXTS = ("name", "address", "country", "nationality", "flag", "phone", "email")
"""The fields of a counterparty that are looked through; its other names and its free texts are, too."""

COUNTRIES = ("country", "nationality", "flag")
"""The fields of a counterparty that tell a country."""


class Row(NamedTuple):
    """A counterparty as the rules see it: its texts by field, all of them in one, and the same as it is `folded`."""

    party: Counterparty
    texts: tuple[tuple[str, str], ...]
    everything: str
    plain: str

    @classmethod
    def of(cls, party: Counterparty) -> Self:
        """The texts of a counterparty that are not empty: names, address, contact details and free texts."""
        told = party.__dict__
        texts = [(field, told[field]) for field in OWN_TEXTS if told[field]]
        if party.other_names:
            texts += [(other.field, other.text) for other in party.other_names if other.field != "address"]
        everything = BETWEEN.join([text for _, text in texts])
        if everything.count(BETWEEN) >= max(1, len(texts)):
            texts = [(field, text.replace(BETWEEN, " ")) for field, text in texts]
            everything = BETWEEN.join([text for _, text in texts])
        plain = everything.lower() if everything.isascii() else BETWEEN.join([folded(text) for _, text in texts])
        return cls(party, tuple(texts), everything, plain)

    @property
    def flag_state(self) -> Sign | None:
        """A ship's flag: its own field, else the country of a row that is a ship."""
        if self.party.flag:
            return Sign("flag", self.party.flag)
        return Sign("country", self.party.country) if self.party.type == "Vessel" and self.party.country else None

    def countries(self) -> list[tuple[str, str]]:
        """The fields that tell a country of the party, and what stands there."""
        told = self.party.__dict__
        return [(field, told[field]) for field in COUNTRIES if told[field]]


@lru_cache(maxsize=4096)
def code_of(text: str) -> str | None:
    """`country_code`, remembered: columns of countries repeat themselves."""
    return country_code(text)


def excerpt(text: str, start: int = 0) -> str:
    """The text on one line, or what stands around the character at ``start`` where it is long."""
    if len(text) <= _SHOWN:
        return " ".join(text.split())
    first = max(0, start - _BEFORE)
    part = " ".join(text[first : first + _SHOWN].split())
    return f"{'…' if first else ''}{part}{'…' if first + _SHOWN < len(text) else ''}"
