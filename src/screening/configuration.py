"""The configuration as found: which file, what is wrong with it, and the watchlists that it names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from screening.config import STORE, Config
from screening.config_checks import check_config
from screening.config_texts import configured_texts
from screening.entities import Watchlist
from screening.errors import ConfigError, ListError, UsageError
from screening.list_reading import Read, left_out, read_sources
from screening.list_sources import ListSource, Setting, find_sources, name_of
from screening.lists.filters import filter_watchlists
from screening.lists.gathering import is_partial
from screening.lists.overrides import apply_overrides
from screening.lists.registry import read_watchlist
from screening.lists.shipped import shipped_lists
from screening.lists.validation import with_errors_said
from screening.problems import complaints, dotted, raise_all
from screening.source_text import Source, decode, parse_toml
from screening.store.place import store_folder
from screening.texts import Texts

FILE = "screening.toml"
VARIABLE = "SCREENING_CONFIG"
DECISIONS_VARIABLE = "SCREENING_DECISIONS"
"""The environment variable with the address of the store of decisions, which may hold a password."""

PYPROJECT = "pyproject.toml"
TABLE = "tool.screening"


@dataclass(frozen=True)
class LoadedConfig:
    """A configuration and where it comes from: a screening.toml, a pyproject.toml, or no file (the defaults).

    ``sha256`` is that of the file's bytes, or of no bytes. ``source`` tells the line of a key, ``store`` is the folder
    of the lists that were downloaded, ``decisions`` the address of the store of decisions (it may hold a password),
    ``texts`` what reports are written in.
    """

    config: Config = field(default_factory=Config)
    path: Path | None = None
    sha256: str = hashlib.sha256().hexdigest()
    source: Source = field(default_factory=Source, repr=False)
    store: Path | None = field(default=None, compare=False)
    decisions: str | None = field(default=None, compare=False, repr=False)
    texts: Texts = field(default_factory=Texts, compare=False, repr=False)

    def read(self) -> bytes | None:
        """The file's bytes as they are now; None where there is no file, or none any more."""
        try:
            return self.path.read_bytes() if self.path else None
        except OSError:
            return None

    @property
    def folder(self) -> Path:
        """What the paths in the configuration are relative to."""
        return self.path.parent if self.path else Path()


def load_config(
    path: Path | None,
    *,
    cwd: Path,
    environ: Mapping[str, str],
    weights: type[BaseModel] | None = None,
    field_names: Callable[[], Collection[str]] | None = None,
    flag_ids: Callable[[], Collection[str]] | None = None,
) -> LoadedConfig:
    """The configuration at ``path``, else the first one found of: the file that ``SCREENING_CONFIG`` names,
    ``screening.toml`` in ``cwd``, ``[tool.screening]`` of its ``pyproject.toml``, the defaults.

    ``weights`` is the model of the numbers of ``[weights]``, ``field_names`` (asked for only where there is a
    configuration) are the keys that ``[columns]`` may have, ``flag_ids`` those of the shipped red flags; None allows
    any.
    Raises ConfigError with every problem: file, line, key, and the nearest valid name.
    """
    named = path or (Path(environ[VARIABLE]) if environ.get(VARIABLE) else None)
    if named is not None:
        hint = None if path else f"the environment variable {VARIABLE} names it"
        candidates = [(cwd / named, _read(cwd / named, str(named), hint))]
    else:
        files = [file for file in (cwd / FILE, cwd / PYPROJECT) if file.is_file()]
        candidates = [(file, _read(file, file.name, None)) for file in files]
    for file, data in candidates:
        label = str(named or file.name)
        found = _settings(file, data, label, is_named=named is not None)
        if found is not None:
            settings, source = found
            config = _validated(settings, source, weights, field_names() if field_names else None, flag_ids)
            store = store_folder(environ, config.download.folder, beside=file.parent)
            decisions = decision_store(config, environ, beside=file.parent)
            texts = configured_texts(config, file.parent, source, flag_ids)
            return LoadedConfig(config, file, hashlib.sha256(data).hexdigest(), source, store, decisions, texts)
    return LoadedConfig(store=store_folder(environ), decisions=decision_store(Config(), environ))


def made_in_python(
    config: Config | None, environ: Mapping[str, str], flag_ids: Callable[[], Collection[str]] | None = None
) -> LoadedConfig:
    """A configuration that stands in no file, or the defaults; paths in it are relative to the current folder.

    Raises ConfigError for a wrong address of a store in ``environ``, and for wrong texts; UsageError for what is no
    Config.
    """
    if not isinstance(config, Config | None):
        hint = "give a Config; a file is read by Screener.from_config"
        raise UsageError(f"a {type(config).__name__} is no Config", key="config", hint=hint)
    config = config or Config()
    store = store_folder(environ, config.download.folder)
    texts = configured_texts(config, Path(), Source(), flag_ids)
    return LoadedConfig(config, store=store, decisions=decision_store(config, environ), texts=texts)


def decision_store(config: Config, environ: Mapping[str, str], *, beside: Path | None = None) -> str | None:
    """The address of the store of decisions: what the environment variable says, else the configuration; or None.

    The path of a SQLite file in the configuration is relative to ``beside``. Raises ConfigError for an address in the
    variable that is none.
    """
    if told := environ.get(DECISIONS_VARIABLE):
        if not STORE.match(told):
            hint = 'write "sqlite:////folder/decisions.sqlite" or "postgresql://user:password@host/database"'
            raise ConfigError("is no address of a store", key=DECISIONS_VARIABLE, hint=hint, code="bad_address")
        return told
    if config.decisions is None:
        return None
    scheme, _, path = config.decisions.store.partition(":///")
    return f"{scheme}:///{(beside or Path()) / path}" if scheme == "sqlite" else config.decisions.store


def load_watchlists(
    loaded: LoadedConfig,
    names_or_paths: Sequence[str] = (),
    *,
    shipped: Mapping[str, Path] | None = None,
    read: Read = read_sources,
) -> tuple[Watchlist, ...]:
    """The watchlists to screen against, filtered and overridden as the configuration says.

    ``names_or_paths`` asks for certain ones: files or folders, else lists of the configuration, else shipped or
    downloaded ones, by name. Without, they are those of the configuration; without these too, all shipped ones.
    ``read`` reads them.

    Raises ListError for a list that cannot be read, ConfigError for a configuration that does not fit the lists,
    UsageError for a name that no list has.
    """
    sources = list_sources(loaded, names_or_paths, shipped=shipped)
    watchlists = [w for own in read(sources, loaded.source, loaded.config.allow_partial) for w in own]
    if not watchlists:
        hint = "name a list with -w, or in a [[list]] of the configuration"
        raise ListError("no watchlist came with this installation", hint=hint, code="not_found")
    _refuse_twins(watchlists, loaded.source)
    complete = not names_or_paths and not any(left_out(w) or is_partial(w) for w in watchlists)
    return apply_overrides(watchlists, loaded.config.override, source=loaded.source, complete=complete)


def load_versions(
    loaded: LoadedConfig, versions: Sequence[tuple[str, str | Path | Watchlist]]
) -> tuple[Watchlist, ...]:
    """Certain versions of lists, each by the list's name: files, filtered and overridden as the configuration says of
    the list of that name, or lists that are so already.

    Raises as `load_watchlists` does.
    """
    names = [name_of(one) for one in loaded.config.list]
    watchlists = []
    for name, version in versions:
        if isinstance(version, Watchlist):
            watchlists.append(version)
            continue
        own: tuple[Watchlist, ...] = (with_errors_said(read_watchlist(Path(version), name=name)),)
        if name in names:
            place = names.index(name)
            own = filter_watchlists(own, loaded.config.list[place], key=f"list[{place}]", source=loaded.source)
        watchlists += apply_overrides(own, loaded.config.override, source=loaded.source, complete=False)
    return tuple(watchlists)


def list_sources(
    loaded: LoadedConfig, names_or_paths: Sequence[str] = (), *, shipped: Mapping[str, Path] | None = None
) -> tuple[ListSource, ...]:
    """Where the lists are that `load_watchlists` reads. Raises as it does for a list that is nowhere."""
    known = shipped_lists() if shipped is None else shipped
    setting = Setting(loaded.config, loaded.folder, loaded.source, known, loaded.store)
    return find_sources(setting, names_or_paths)


def _read(path: Path, label: str, hint: str | None) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ConfigError("no such file", file=label, hint=hint, code="not_found") from None
    except IsADirectoryError:
        raise ConfigError("is a folder, not a file", file=label, hint=hint, code="not_a_file") from None
    except OSError as error:
        message = f"cannot be opened: {(error.strerror or type(error).__name__).lower()}"
        raise ConfigError(message, file=label, hint=hint, code="unreadable") from None


def _settings(path: Path, data: bytes, label: str, *, is_named: bool) -> tuple[dict[str, Any], Source] | None:
    """The settings in a file and where they stand; None for a pyproject.toml that has none and was not asked for."""
    may_lack = path.name == PYPROJECT and not is_named
    if may_lack and b"screening" not in data:  # then it is not our business whether it is valid
        return None
    source = Source(label, decode(data, Source(label)))
    document = parse_toml(source)
    tool = document.get("tool")
    if isinstance(tool, dict) and isinstance(tool.get("screening"), dict):
        return tool["screening"], Source(label, source.text, TABLE)
    if path.name != PYPROJECT:
        return document, source
    if may_lack:
        return None
    raise ConfigError(f"has no [{TABLE}]", file=label, hint=f"or name a {FILE}", code="not_found")


def _validated(
    settings: dict[str, Any],
    source: Source,
    weights: type[BaseModel] | None,
    field_names: Collection[str] | None,
    flag_ids: Callable[[], Collection[str]] | None,
) -> Config:
    found = list(check_config(settings, weights, field_names, flag_ids))
    try:
        config = Config.model_validate(settings)
    except ValidationError as error:
        found += complaints(error, Config, settings)
    if found:
        problems = [source.problem(dotted(c.loc), c.message, hint=c.hint) for c in found]
        raise_all(sorted(problems, key=lambda problem: problem.line or 0))
    return config


def _refuse_twins(watchlists: Sequence[Watchlist], source: Source) -> None:
    first: dict[str, Watchlist] = {}
    for watchlist in watchlists:
        twin = first.setdefault(watchlist.name, watchlist)
        if twin is not watchlist:
            message = f"two watchlists are called {watchlist.name!r}: {twin.path} and {watchlist.path}"
            raise ConfigError(message, file=source.file, hint="give one of them another name in its [[list]]")
