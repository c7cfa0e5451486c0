"""The models of ``screening.toml``: what may be configured. No file is opened here.

The same keys stand at the top of ``screening.toml`` or under ``[tool.screening]`` of a ``pyproject.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_network
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from screening.entities import Basis, PartialDate, Slug, Status, Text
from screening.errors import UsageError
from screening.red_flag_rules import RedFlagsConfig, Rule
from screening.tables.limits import LIMITS, Limits

RiskLevel = Literal["none", "low", "medium", "high"]
HitRisk = Literal["low", "medium", "high"]

Disposition = Literal["true_match", "false_positive", "escalated"]
"""A person's word on an alert; the program leaves it empty."""

STORE = re.compile(r"sqlite:///.|postgresql(\+psycopg)?://.", re.ASCII)
"""How the address of a store of decisions begins."""


class Section(BaseModel):
    """Base of all configuration models: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_DAYS = re.compile(r"(\d{1,5}) *days?", re.ASCII)
_FOLDER_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")


def _days(value: object) -> object:
    """``"7 days"`` is 7."""
    told = _DAYS.fullmatch(value.strip()) if isinstance(value, str) else None
    days = int(told[1]) if told else value
    if isinstance(days, bool) or not isinstance(days, int) or days < 1:
        raise ValueError('must be a number of days above 0, as in 7 or "7 days"')
    return days


class ListConfig(Section):
    """``[[list]]``: a watchlist to screen against.

    A ``name`` is that of a shipped list or of one in the catalogue of official lists; a ``path`` is a file or folder
    of one's own; a ``url`` is where `lists update` downloads the list from, in the place of the catalogue's address.
    """

    name: Slug | None = None
    path: Text | None = None  # relative to the configuration file
    url: Text | None = None
    max_age: Annotated[int | None, BeforeValidator(lambda v: v if v is None else _days(v))] = None  # days
    when_old: Literal["warn", "refuse"] = "warn"
    min_entities: Annotated[int | None, Field(ge=1)] = None  # a list with fewer entries is a damaged one
    priority: Annotated[int | None, Field(ge=1, le=1000)] = None  # 1 leads; without, behind all that have one
    exclude_groups: tuple[str, ...] = ()
    exclude_entities: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()  # if given, only entries of these programmes; * stands for any letters

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if self.name is None and self.path is None:
            raise ValueError("a [[list]] needs a name (of a shipped list or one in the catalogue) or a path")
        if self.url is not None and self.path is not None:
            raise ValueError("a [[list]] has a path (a file of your own) or a url (to download), not both")
        if self.url is not None and _FOLDER_NAME.fullmatch(self.name or "") is None:
            raise ValueError("the name of a list with a url is made of a-z, 0-9, hyphen, underscore and full stop")
        if "when_old" in self.model_fields_set and self.max_age is None:
            raise ValueError("when_old says what to do about max_age, which is not given")
        return self


class DownloadConfig(Section):
    """``[download]``: how `screening lists update` downloads lists and where they are stored."""

    folder: Text | None = None  # of the stored lists, relative to the configuration file
    proxy: Text | None = None  # http://host:port
    mirror: Text | None = None  # an address that has each list of the catalogue under its name and suffix
    timeout: Annotated[float, Field(gt=0, le=86_400)] = 300.0  # seconds, for one attempt in all
    connect_timeout: Annotated[float, Field(gt=0, le=3600)] = 30.0  # seconds, to connect and between two pieces
    max_size: Annotated[int, Field(ge=1, le=4096)] = 512  # MiB of a list, unpacked
    retries: Annotated[int, Field(ge=0, le=20)] = 4  # further attempts after the first
    max_shrink: Annotated[float, Field(ge=0, le=100)] = 20.0  # percent of the entries that a new version may lack
    keep: Annotated[int, Field(ge=2, le=1000)] = 5  # versions of a list: what is new is told from the one before
    allow_http: bool = False  # for an address of one's own network that has no https


class InputConfig(Section):
    """``[input]``: how files of counterparties are read, and how much of them. See docs/robustness.md."""

    isolated: bool = True  # each in a process of its own
    max_bytes: Annotated[int, Field(ge=1)] = LIMITS.file_bytes  # of the file, and of a gzip file unpacked
    max_rows: Annotated[int, Field(ge=1)] = LIMITS.rows  # of one sheet
    max_cells: Annotated[int, Field(ge=1)] = LIMITS.cells  # of all sheets
    max_memory: Annotated[int, Field(ge=64, le=1_048_576)] = LIMITS.memory_bytes // 2**20  # MiB, of that process
    max_seconds: Annotated[float | None, Field(gt=0, le=86_400)] = None  # of processor time; by default by the size

    @property
    def limits(self) -> Limits:
        """The same as the readers take it."""
        return Limits(
            file_bytes=self.max_bytes, rows=self.max_rows, cells=self.max_cells,
            memory_bytes=self.max_memory << 20, seconds=self.max_seconds,
        )  # fmt: skip


class Exclusion(Section):
    """``[[exclusion]]``: a recorded false positive ("good-guy list"), bound to one counterparty and one entry.

    The counterparty is named by ``counterparty`` (its name as screened) or ``counterparty_id`` (the user's number),
    or both, which must then both agree. ``entry`` is the fingerprint that the report shows with the hit: when the
    listed entry changes, it no longer agrees and the hit comes back.
    """

    counterparty: Text | None = None
    counterparty_id: Text | None = None
    entity: Slug
    watchlist: Slug | None = None
    entry: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    reason: Text
    by: Text
    on: PartialDate
    expires: PartialDate | None = None

    @model_validator(mode="after")
    def _names_a_counterparty(self) -> Self:
        if self.counterparty is None and self.counterparty_id is None:
            raise ValueError("an [[exclusion]] needs counterparty (a name) or counterparty_id")
        return self


class DecisionsConfig(Section):
    """``[decisions]``: where the decisions of people are stored, and what is asked of them."""

    store: Text = "sqlite:///decisions.sqlite"  # an address; the path of a SQLite file is relative to this file
    reviewers: tuple[Text, ...] = ()  # if given, nobody else may decide
    four_eyes: bool | tuple[Disposition, ...] = False  # the dispositions that a second reviewer must confirm
    valid_for: Annotated[int | None, BeforeValidator(lambda v: v if v is None else _days(v))] = None  # days

    @field_validator("store")
    @classmethod
    def _known_and_without_secret(cls, value: str) -> str:
        if not STORE.match(value):
            raise ValueError('must be an address such as "sqlite:///decisions.sqlite" or "postgresql://host/database"')
        if urlsplit(value).password is not None or "password=" in urlsplit(value).query.casefold():
            raise ValueError("must not hold a password: give the whole address in the variable SCREENING_DECISIONS")
        return value

    @property
    def need_second(self) -> tuple[Disposition, ...]:
        """The dispositions that a second reviewer must confirm."""
        if isinstance(self.four_eyes, bool):
            return ("false_positive",) if self.four_eyes else ()
        return self.four_eyes


class WebKey(Section):
    """``[[web.key]]``: somebody who may use the page and the API of `screening serve`, and the hash of their key."""

    name: Text
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]  # of the key, as `screening serve --new-key` prints it


class WebConfig(Section):
    """``[web]``: the page and the API of `screening serve`. See docs/web.md."""

    folder: Text | None = None  # of uploads, reports and the log, relative to this file
    keep: Annotated[int, BeforeValidator(_days)] = 7  # days that uploads and reports are kept
    key: tuple[WebKey, ...] = ()  # if given, nobody else is let in
    user_header: Text | None = None  # in which a proxy in front says who asks
    proxies: tuple[Text, ...] = ("127.0.0.1", "::1")  # addresses and networks whose user_header is believed
    hosts: tuple[Text, ...] = ()  # names by which the server is called, beside those of this machine
    max_upload: Annotated[int, Field(ge=1, le=4096)] = 200  # MiB of a file
    screenings: Annotated[int, Field(ge=1, le=64)] = 1  # at a time; the others wait
    waiting: Annotated[int, Field(ge=1, le=10_000)] = 100  # screenings that may wait
    max_memory: Annotated[int, Field(ge=256, le=1_048_576)] = 4096  # MiB, of the process of a screening
    max_minutes: Annotated[int, Field(ge=1, le=10_080)] = 60  # of a screening
    requests: Annotated[int, Field(ge=1, le=1_000_000)] = 1200  # of one caller in a minute

    @field_validator("proxies")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for address in value:
            try:
                ip_network(address, strict=False)
            except ValueError:
                raise ValueError(f"{address!r} is no address, as 10.0.0.7, and no network, as 10.0.0.0/8") from None
        return value

    @field_validator("key")
    @classmethod
    def _each_name_once(cls, value: tuple[WebKey, ...]) -> tuple[WebKey, ...]:
        if len({key.name for key in value}) < len(value):
            raise ValueError("two keys have the same name")
        return value


class Override(Section):
    """``[[override]]``: a change to one shipped entry, with its reason."""

    entity: Slug
    watchlist: Slug | None = None
    add_aliases: tuple[Text, ...] = ()
    add_weak_aliases: tuple[Text, ...] = ()
    remove_names: tuple[Text, ...] = ()
    add_identifiers: Mapping[str, str] = {}
    status: Status | None = None
    max_risk: HitRisk | None = None
    reason: Text
    by: str | None = None
    on: PartialDate | None = None


class RiskConfig(Section):
    """``[risk]``: how the risk of a hit follows from the listed entry and the evidence.

    A hit starts at the level of its entry's ``basis``. It is lowered by one step for each of: a score under
    ``strong_score``, evidence that contradicts. It never exceeds the caps of its entry's ``status``, of a weak
    alias standing alone, and of the entry itself (``max_risk``). A hit is never below ``low``. A red flag in the row
    then raises it by one step, where the entry's ``max_risk`` allows it.
    """

    basis: Mapping[Basis, HitRisk] = {
        "designated": "high", "seized": "high", "reported": "medium", "alleged": "medium",
    }  # fmt: skip
    status_cap: Mapping[Status, HitRisk] = {
        "delisted": "low", "rescinded": "low", "acquitted": "medium", "defected": "low", "deceased": "medium",
        "sunk": "medium", "scrapped": "medium", "dissolved": "medium",
    }  # fmt: skip
    weak_alias_cap: HitRisk = "low"
    strong_score: Annotated[float, Field(ge=0, le=100)] = 90.0

    @field_validator("basis", "status_cap")
    @classmethod
    def _over_the_defaults(cls, value: Mapping[str, HitRisk], info: ValidationInfo) -> Mapping[str, HitRisk]:
        """A table that names some words changes these and leaves the others as they are."""
        return {**cls.model_fields[str(info.field_name)].default, **value}


def _percentage(value: float) -> float:
    if not 0 < value <= 100:
        raise ValueError("must be above 0 and at most 100")
    return value


def _encoding(value: str) -> str:
    from screening.tables.decode import known_encoding  # noqa: PLC0415 - few configurations name one

    try:
        known_encoding(value)
    except UsageError as error:
        raise ValueError(f"{error.message} ({error.hint})") from None
    return value


class Config(Section):
    """Everything that can be configured; an empty file is valid and means the shipped list and the defaults."""

    list: tuple[ListConfig, ...] = ()
    threshold: Annotated[float | None, AfterValidator(lambda v: v if v is None else _percentage(v))] = None
    max_hits: Annotated[int, Field(ge=1, le=1000)] = 10
    columns: Mapping[str, str | tuple[str, ...]] = {}  # field = header, or headers of which one is enough
    encoding: Annotated[Text, AfterValidator(_encoding)] | None = None  # of text files, where it is not to be detected
    language: Text = "en"  # of reports; ISO 639
    texts: Text | None = None  # file of texts that take the place of the language's, relative to the configuration
    weights: Mapping[str, float] = {}  # names of the policy's numbers
    cache: str | None = None  # folder for indexed lists, relative to the configuration file; "off" keeps none
    workers: Annotated[int | None, Field(ge=1, le=256)] = None  # processes that match
    allow_partial: bool = False  # a damaged list is a warning in the report instead of an error
    input: InputConfig = InputConfig()
    download: DownloadConfig = DownloadConfig()
    risk: RiskConfig = RiskConfig()
    exclusion: tuple[Exclusion, ...] = ()
    decisions: DecisionsConfig | None = None  # without it, no decisions are stored or looked up
    web: WebConfig = WebConfig()
    override: tuple[Override, ...] = ()
    red_flags: RedFlagsConfig = RedFlagsConfig()
    red_flag: tuple[Rule, ...] = ()
