"""Checks of any file of the user's: a watchlist, or a configuration with the lists that it names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel

from screening.configuration import LoadedConfig, load_config, load_watchlists
from screening.entities import Watchlist
from screening.errors import ScreeningError
from screening.lists import toml_list
from screening.lists.overrides import unknown_entry
from screening.lists.registry import HEAD_BYTES, is_watchlist, read_bytes, read_watchlist
from screening.lists.shipped import shipped_lists
from screening.lists.validation import Finding, findings_of, validate_watchlist
from screening.source_text import Source, decode


def validate_file(
    path: Path,
    *,
    is_generic: Callable[[str], bool] | None = None,
    weights: type[BaseModel] | None = None,
    field_names: Callable[[], Collection[str]] | None = None,
    flag_ids: Callable[[], Collection[str]] | None = None,
    shipped: Mapping[str, Path] | None = None,
    environ: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """What is wrong or unwise in a file; nothing is raised for what a file can hold.

    A ``.toml`` file that is no watchlist is a configuration, and is checked against the watchlists that it names.
    ``is_generic`` is that of ``validate_watchlist``, ``weights``, ``field_names`` and ``flag_ids`` are those of
    ``load_config``, ``shipped`` is that of ``load_watchlists``, ``environ`` tells where downloaded lists are stored.
    """
    try:
        data = read_bytes(path)
        if path.suffix.lower() == ".toml" and not is_watchlist(data):
            loaded = load_config(
                path,
                cwd=Path(),
                environ=environ or {},
                weights=weights,
                field_names=field_names,
                flag_ids=flag_ids,
            )
            return tuple(_vain_exclusions(loaded, load_watchlists(loaded, shipped=shipped)))
        watchlist = read_watchlist(path)
    except ScreeningError as error:
        return findings_of(error)
    return _with_lines(validate_watchlist(watchlist, is_generic=is_generic), watchlist, data)


def _vain_exclusions(loaded: LoadedConfig, watchlists: Sequence[Watchlist]) -> Iterator[Finding]:
    """Warnings for exclusions of entries that no list has: misspelt, or no longer listed, which is no error."""
    for index, exclusion in enumerate(loaded.config.exclusion):
        if found := unknown_entry(watchlists, exclusion, f"exclusion[{index}]", loaded.source):
            yield from (replace(finding, severity="warning") for finding in findings_of(found))


def files_in_use(cwd: Path, environ: Mapping[str, str]) -> list[Path]:
    """The files that a screening in ``cwd`` uses: the shipped watchlists and, if there is one, the configuration."""
    loaded = load_config(None, cwd=cwd, environ=environ)
    return [*shipped_lists().values(), *([loaded.path] if loaded.path is not None else [])]


def _with_lines(findings: tuple[Finding, ...], watchlist: Watchlist, data: bytes) -> tuple[Finding, ...]:
    """The findings in a TOML list with the line of each."""
    if not findings or not toml_list.recognise(data[:HEAD_BYTES]):
        return findings
    source = Source(watchlist.path, decode(data, Source(watchlist.path)))
    tables = {entity.id: f"entity[{number}]." for number, entity in enumerate(watchlist.entities)}
    return tuple(
        replace(finding, line=source.line(f"{tables.get(finding.entry or '', '')}{finding.key or ''}"))
        for finding in findings
    )
