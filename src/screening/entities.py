"""The data that flows through the program: listed entities on one side, counterparties on the other.

All models are frozen. Dates are ISO 8601 text of the precision that is known (``2017``, ``2017-04``, ``2017-04-23``),
because lists rarely know a whole date and a false precision would contradict where nothing does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, field_validator

from screening.entity_types import EntityType as EntityType
from screening.entity_types import entity_type as entity_type

NameQuality = Literal["primary", "alias", "weak", "former"]
"""How much a name says: a ``weak`` alias (OFAC's weak a.k.a.) corroborates and does not alert alone."""

Basis = Literal["designated", "seized", "reported", "alleged"]
"""Why an entry stands on the list: an authority's decision, a seizure, a report by a public body or the press
stated as fact, or an accusation that has been made and not been settled."""

Status = Literal[
    "designated",
    "delisted",
    "rescinded",
    "seized",
    "acquitted",
    "defected",
    "deceased",
    "sunk",
    "scrapped",
    "dissolved",
    "reported",
    "alleged",
]
"""What holds today, as far as the sources tell."""


def _required_type(value: object) -> object:
    return entity_type(value) or "LegalEntity"


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]
Slug = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Model(BaseModel):
    """Base of all data models: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Name(Model):
    """One name of a listed entity, with how much it says and where it comes from."""

    text: Text
    quality: NameQuality = "alias"
    language: str | None = None  # ISO 639, where it is not English
    script: str | None = None  # ISO 15924 (Hang, Hani, Jpan, Cyrl ...), where it is not Latin
    origin: str | None = None  # the list reference or publication that has the name


class Identifier(Model):
    """A number or code that names one party; ``kind`` is a lower-case word such as imo, bic, lei, passport."""

    kind: Text
    value: Text
    country: str | None = None  # ISO 3166 alpha-2, for national numbers
    origin: str | None = None

    @field_validator("kind")
    @classmethod
    def _lower(cls, value: str) -> str:
        return value.lower().replace(" ", "_").replace("-", "_")


class Address(Model):
    """An address as far as it is known; ``country`` is ISO 3166 alpha-2 in lists of our own, else as published."""

    text: str = ""
    city: str | None = None
    country: str | None = None
    origin: str | None = None


class Dates(Model):
    """Dates that tell one party from another."""

    birth: tuple[PartialDate, ...] = ()
    death: tuple[PartialDate, ...] = ()
    founded: tuple[PartialDate, ...] = ()
    dissolved: tuple[PartialDate, ...] = ()
    built: tuple[PartialDate, ...] = ()


class Event(Model):
    """Something that befell the entity: a designation, a seizure, an acquittal, a reported defection."""

    what: Text  # designated, rescinded, detained, seized, acquitted, defected, sunk, accused, reported ...
    date: PartialDate | None = None
    by: str | None = None
    programme: str | None = None
    note: str | None = None
    reference: str | None = None


class Relation(Model):
    """A directed link to another entry: this entity is ``kind`` (``controlled_by`` ...) ``target``."""

    kind: Text
    target: Slug
    note: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None


class Confusable(Model):
    """A party with a like name that is somebody else; ``target`` where it has an entry of its own."""

    name: Text
    reason: Text
    target: Slug | None = None


class SourceRef(Model):
    """Where a statement stands: the document and its section, and the public reference that it cites itself."""

    title: Text  # the document
    section: str | None = None
    reference: str | None = None  # the cited publication: publisher, title
    date: PartialDate | None = None  # of the cited publication
    url: str | None = None


class Entity(Model):
    """One listed party, vessel or aircraft: its entry on one watchlist."""

    id: Slug
    type: Annotated[EntityType, BeforeValidator(_required_type)] = "LegalEntity"
    names: Annotated[tuple[Name, ...], Field(min_length=1)]  # the primary name first
    identifiers: tuple[Identifier, ...] = ()
    countries: tuple[str, ...] = ()  # ISO 3166 alpha-2 in capitals, where known
    addresses: tuple[Address, ...] = ()
    dates: Dates = Dates()
    gender: Literal["male", "female"] | None = None  # of a person, where the list says it
    basis: Basis = "designated"
    status: Status = "designated"
    events: tuple[Event, ...] = ()
    programmes: tuple[str, ...] = ()
    group: str | None = None  # a set of entries that a configuration can leave out, for example armed-groups
    relations: tuple[Relation, ...] = ()
    not_to_be_confused_with: tuple[Confusable, ...] = ()
    critical_view: str | None = None  # doubts about the allegation that the source itself reports
    narrative: str | None = None
    remarks: str | None = None  # what a published list says and no other field holds
    sources: tuple[SourceRef, ...] = ()
    references: tuple[str, ...] = ()  # links and list numbers to look the entry up
    max_risk: Literal["low", "medium", "high"] | None = None  # the highest risk that a hit on this entry may carry

    @property
    def name(self) -> str:
        """The primary name."""
        return self.names[0].text

    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that change when anything in the entry changes.

        Recorded with an exclusion, so that a decision holds only for the entry that the analyst saw.
        """
        return hashlib.sha256(self.model_dump_json(exclude_defaults=True).encode()).hexdigest()[:12]


class Mentioned(Model):
    """Someone or something that the sources name and the list leaves out, with the reason."""

    name: Text
    kind: Text  # victim, target, defector, scholar, journalist, government, court, publication ...
    reason: Text
    documents: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()


Rank = tuple[int, int]
"""How much a list counts beside others: its priority, then its place, in the configuration; the smaller goes first."""

UNRANKED: Rank = (10**6, 10**6)
"""The rank of a list that the configuration does not name, behind all others."""


class Watchlist(Model):
    """A list as read: its entries, who issued it, which version it is, and the hash of the file's bytes."""

    name: Slug
    title: str = ""
    issuer: str = ""
    version: str = ""
    as_of: str = ""  # ISO date
    sha256: str = ""
    path: str = ""  # the file name, for messages
    entities: tuple[Entity, ...] = ()
    mentioned: tuple[Mentioned, ...] = ()
    warnings: tuple[str, ...] = ()
    rank: Rank = UNRANKED
    kept_as_text: Mapping[str, int] = {}  # what the models cannot express, by label: how many remarks hold it


# ------------------------------------------------------------------------------------------------------------
# The other side


def _identifiers(value: Any) -> Any:
    """Accept ``{"imo": "8905490"}`` beside a sequence of Identifier."""
    if isinstance(value, Mapping):
        pairs = ((k, v) for k, vs in value.items() for v in ([vs] if isinstance(vs, str | int) else vs))
        return tuple(Identifier(kind=str(kind), value=str(number)) for kind, number in pairs)
    return value


def _optional_type(value: object) -> object:
    return entity_type(value)


class OtherName(Model):
    """A further name in the same row: a trading name, a ship, a bank, a beneficiary, or free text to look through.

    ``field`` says what it is (``trading_name``, ``vessel``, ``bank``, ``beneficiary``, ``director``, ``notes`` ...);
    ``free_text`` marks text that may hold a name anywhere. ``share`` is how much of the row's party it owns, as the
    user has it (``51 %``, ``0.51``).
    """

    field: Text
    text: Text
    type: EntityType | None = None
    free_text: bool = False
    share: str = ""


OWN_NAMES: frozenset[str] = frozenset({"name", "trading_name", "alias", "former_name"})
"""Fields that name the counterparty itself; others name its bank, its ship, a beneficiary."""


def _text(value: object) -> object:
    return "" if value is None else value


def _day(value: object) -> object:
    if value != value:  # noqa: PLR0124 - a day that a table lacks (NaT) is unlike itself
        return ""
    return (value.date() if isinstance(value, datetime) else value).isoformat() if isinstance(value, date) else value


Own = Annotated[str, BeforeValidator(_text)]
"""Text as the user has it; None, as databases have it, is none."""


class Counterparty(Model):
    """A party to screen: one row of a table, or one made by hand with as little as a name.

    ``country``, ``nationality``, ``date_of_birth``, ``gender``, ``address``, ``phone``, ``email``, ``account`` and
    ``flag`` (of a ship) are text as the user has them; the program reads them. Several countries, nationalities, dates,
    phone numbers, e-mail addresses or bank accounts are separated by semicolons; of countries and dates one that agrees
    with the listed ones is enough. None is no text, and a ``datetime.date`` of birth its ISO text, as databases have
    them.
    ``input`` holds every cell of the row under its own header. ``file``, ``sheet`` and ``row`` say where it stands.
    """

    name: Own = ""
    type: Annotated[EntityType | None, BeforeValidator(_optional_type)] = None
    other_names: tuple[OtherName, ...] = ()
    identifiers: Annotated[tuple[Identifier, ...], BeforeValidator(_identifiers)] = ()
    country: Own = ""
    nationality: Own = ""
    date_of_birth: Annotated[Own, BeforeValidator(_day)] = ""
    gender: Own = ""
    address: Own = ""
    phone: Own = ""
    email: Own = ""
    account: Own = ""
    flag: Own = ""
    id: Own = ""  # the user's own number of the party
    input: Mapping[str, str] = {}
    file: Own = ""
    sheet: Own = ""
    row: int = 0
    problems: tuple[str, ...] = ()  # what was odd about the row when it was read
