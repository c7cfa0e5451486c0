"""What the rules look at in a row, and a sign that they found there."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, Self

from screening.entities import Counterparty
from screening.names.countries import country_code

BETWEEN = "\x1f"
"""What parts the texts of a row where they are looked through at once: the separator of units, taken out of each."""

_SHOWN = 120  # characters of a field that a flag shows, around what was found
_BEFORE = 40  # of them before it


class Sign(NamedTuple):
    """What raised a flag: the field, and what stands there."""

    field: str
    value: str


class Row(NamedTuple):
    """A counterparty as the rules see it: its texts by field, and all of them in one."""

    party: Counterparty
    texts: tuple[tuple[str, str], ...]
    everything: str

    @classmethod
    def of(cls, party: Counterparty) -> Self:
        """The texts of a counterparty that are not empty: names, address, contact details and free texts."""
        own = (
            ("name", party.name), ("address", party.address), ("country", party.country),
            ("nationality", party.nationality), ("flag", party.flag), ("phone", party.phone), ("email", party.email),
        )  # fmt: skip
        texts = [told for told in own if told[1]]
        if party.other_names:
            texts += [(other.field, other.text) for other in party.other_names if other.field != "address"]
        everything = BETWEEN.join([text for _, text in texts])
        if everything.count(BETWEEN) >= max(1, len(texts)):
            texts = [(field, text.replace(BETWEEN, " ")) for field, text in texts]
            everything = BETWEEN.join([text for _, text in texts])
        return cls(party, tuple(texts), everything)

    @property
    def flag_state(self) -> Sign | None:
        """A ship's flag: its own field, else the country of a row that is a ship."""
        if self.party.flag:
            return Sign("flag", self.party.flag)
        return Sign("country", self.party.country) if self.party.type == "Vessel" and self.party.country else None

    def countries(self) -> list[tuple[str, Sign]]:
        """The codes of the party's countries, each with where it stands."""
        party = self.party
        told = (("country", party.country), ("nationality", party.nationality), ("flag", party.flag))
        return [(code, Sign(field, text)) for field, text in told if text and (code := code_of(text))]


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
