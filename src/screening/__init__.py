"""Sanctions screening as a library: a spreadsheet of counterparties in, an explained risk report out.

>>> import screening
>>> screener = screening.Screener()                         # the watchlist that ships with the package
>>> report = screener.screen("counterparties.xlsx")         # doctest: +SKIP
>>> report.write("risk.xlsx")                               # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from screening._version import __version__

if TYPE_CHECKING:
    from screening.config import Config
    from screening.entities import Counterparty, Entity, Identifier, Name, OtherName, Watchlist
    from screening.errors import ConfigError, InputError, ListError, OutputError, ScreeningError, UsageError
    from screening.report.model import Hit, Report, Result
    from screening.screener import Screener

__all__ = [
    "Config",
    "ConfigError",
    "Counterparty",
    "Entity",
    "Hit",
    "Identifier",
    "InputError",
    "ListError",
    "Name",
    "OtherName",
    "OutputError",
    "Report",
    "Result",
    "Screener",
    "ScreeningError",
    "UsageError",
    "Watchlist",
    "__version__",
    "read_watchlist",
]

_HOMES = {
    "Config": "screening.config",
    "ConfigError": "screening.errors",
    "Counterparty": "screening.entities",
    "Entity": "screening.entities",
    "Hit": "screening.report.model",
    "Identifier": "screening.entities",
    "InputError": "screening.errors",
    "ListError": "screening.errors",
    "Name": "screening.entities",
    "OtherName": "screening.entities",
    "OutputError": "screening.errors",
    "Report": "screening.report.model",
    "Result": "screening.report.model",
    "Screener": "screening.screener",
    "ScreeningError": "screening.errors",
    "UsageError": "screening.errors",
    "Watchlist": "screening.entities",
    "read_watchlist": "screening.lists.registry",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used: ``import screening`` alone costs next to nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
