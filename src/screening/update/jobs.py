"""Which lists to download, and from where: by the configuration, its mirror, and the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from screening.config import Config, ListConfig
from screening.download.address import Address, address
from screening.download.errors import DownloadError
from screening.download.proxy import proxy_for
from screening.errors import UsageError
from screening.list_sources import is_downloaded
from screening.lists.catalogue import CatalogueEntry, catalogue
from screening.problems import suggestion
from screening.source_text import Source

_LIST = "list"  # the suffix of a list whose address has none
_LONGEST_SUFFIX = 5


@dataclass(frozen=True, slots=True)
class Job:
    """One list to download: from where, the suffix of its file, the format it must be in (None: any known), and the
    fewest entries that it may have (None: any number)."""

    name: str
    address: Address
    suffix: str
    reader: str | None = None
    min_entities: int | None = None


def jobs(config: Config, source: Source, names: Sequence[str], shipped: Mapping[str, Path]) -> tuple[Job, ...]:
    """The downloads that ``names`` ask for (of the configuration or the catalogue), else all of the configuration.

    Raises UsageError for a name that is unknown or of a list that is not downloaded, and where there is nothing to
    download; ConfigError for an address that may not be asked.
    """
    _check_proxy(config, source)
    configured = {one.name or "": index for index, one in enumerate(config.list) if is_downloaded(one, shipped)}
    wanted = list(dict.fromkeys(names)) or list(configured)
    if not wanted:
        hint = f"name one of the catalogue: {', '.join(catalogue())}"
        raise UsageError("the configuration has no list that is downloaded", hint=hint, code="nothing")
    return tuple(_jobs(wanted, configured, config, source))


def _jobs(wanted: Sequence[str], configured: Mapping[str, int], config: Config, source: Source) -> Iterator[Job]:
    for name in wanted:
        index = configured.get(name)
        if index is not None:
            one = config.list[index]
            yield _job(one, f"list[{index}].url" if one.url else "download.mirror", config, source)
        elif name in catalogue():
            yield _job(ListConfig(name=name), "download.mirror", config, source)
        else:
            hint = suggestion(name, {*configured, *catalogue()}) or f"use one of: {', '.join(catalogue())}"
            raise UsageError(f"no list that is downloaded is called {name!r}", hint=hint, code="not_found")


def _job(one: ListConfig, key: str, config: Config, source: Source) -> Job:
    name, entry = one.name or "", catalogue().get(one.name or "")
    url = one.url or (_official(entry, config) if entry else "")
    try:
        target = address(url, allow_http=config.download.allow_http)
    except DownloadError as error:
        raise source.problem(key, f"{error.file} {error.message}", hint=error.hint) from None
    if one.url is None and entry is not None:
        return Job(name, target, entry.suffix, entry.reader, one.min_entities)
    return Job(name, target, _suffix(url), None, one.min_entities)


def _official(entry: CatalogueEntry, config: Config) -> str:
    """The publisher's address, or that of the same list at the mirror."""
    mirror = config.download.mirror
    return entry.url if mirror is None else f"{mirror.rstrip('/')}/{entry.name}.{entry.suffix}"


def _suffix(url: str) -> str:
    suffix = PurePosixPath(urlsplit(url).path).suffix.lstrip(".").lower()
    return suffix if suffix.isascii() and suffix.isalnum() and len(suffix) <= _LONGEST_SUFFIX else _LIST


def _check_proxy(config: Config, source: Source) -> None:
    if config.download.proxy is not None:
        try:
            proxy_for(address("https://localhost/"), config.download.proxy, {})
        except DownloadError as error:
            raise source.problem("download.proxy", error.message, hint=error.hint) from None
