"""Where the watchlists of a screening come from: files that ship, files of one's own, lists that were downloaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from screening.config import Config, ListConfig
from screening.entities import UNRANKED, Rank
from screening.errors import ListError, ScreeningError, UsageError
from screening.lists.catalogue import catalogue
from screening.problems import nearest, suggestion
from screening.source_text import Source
from screening.store.place import VARIABLE
from screening.store.state import ListState
from screening.store.versions import list_folder, stored_lists, stored_state, version_file


@dataclass(frozen=True, slots=True)
class Setting:
    """What lists are looked up in: a configuration (paths relative to ``folder``), shipped lists, stored lists."""

    config: Config
    folder: Path
    source: Source
    shipped: Mapping[str, Path]
    store: Path | None


@dataclass(frozen=True, slots=True)
class ListSource:
    """One list, or a folder of lists, to be read.

    ``name`` is what to call it, None for as it says itself; ``config``, ``key`` and ``rank`` are those of its
    ``[[list]]``, where there is one; ``state`` is what is known of a list that was downloaded, and ``path`` then the
    file of its newest version.
    """

    path: Path
    name: str | None = None
    is_own: bool = False  # written by the user: its mistakes are the user's to hear of
    config: ListConfig = field(default_factory=lambda: ListConfig(name="-"))
    key: str = ""
    state: ListState | None = None
    rank: Rank = UNRANKED


def find_sources(setting: Setting, words: Sequence[str] = ()) -> tuple[ListSource, ...]:
    """Where each list is that ``words`` ask for (files, folders, names), else the configuration, else all shipped ones.

    Raises ConfigError, UsageError and ListError for a list that is nowhere, and ListError for one in the catalogue that
    was not downloaded yet.
    """
    if words:
        return tuple(_asked_for(word, setting) for word in words)
    if setting.config.list:
        return tuple(_configured(index, setting) for index in range(len(setting.config.list)))
    return tuple(ListSource(path, name) for name, path in setting.shipped.items())


def source_files(sources: Sequence[ListSource]) -> tuple[Path, ...] | None:
    """The files that will be read; None where one is missing."""
    found = [list(_files(source)) for source in sources]
    return None if not all(found) else tuple(file for files in found for file in files)


def name_of(config: ListConfig) -> str:
    """What a ``[[list]]`` is called on the command line."""
    return config.name or Path(config.path or "").stem


def is_downloaded(config: ListConfig, shipped: Mapping[str, Path]) -> bool:
    """Whether the list of a ``[[list]]`` is one that is downloaded: by its url, or by its name in the catalogue."""
    if config.path is not None:
        return False
    return config.url is not None or (config.name not in shipped and config.name in catalogue())


def _files(source: ListSource) -> Iterator[Path]:
    if source.path.is_dir():
        yield from sorted(file for file in source.path.iterdir() if file.is_file())
    elif source.path.is_file():
        yield source.path


def _asked_for(word: str, setting: Setting) -> ListSource:
    path = Path(word)
    if path.exists():
        return ListSource(path, is_own=True)
    names = [name_of(config) for config in setting.config.list]
    if word in names:
        return _configured(names.index(word), setting)
    if word in setting.shipped:
        return ListSource(setting.shipped[word], word)
    stored = stored_lists(setting.store)
    if word in stored or word in catalogue():
        return _stored(word, setting)
    known = {*names, *setting.shipped, *stored}
    near = nearest(word, {*known, *catalogue()})
    hint = f"did you mean {near!r}?" if near else suggestion(word, known)
    if path.suffix or path.parent != Path():
        raise ListError("no such file", file=word, hint=hint, code="not_found")
    raise UsageError(f"no file and no watchlist is called {word!r}", hint=hint, code="not_found")


def _configured(index: int, setting: Setting) -> ListSource:
    priority = setting.config.list[index].priority
    return replace(_source_of(index, setting), rank=(UNRANKED[0] if priority is None else priority, index))


def _source_of(index: int, setting: Setting) -> ListSource:
    config, key, source = setting.config.list[index], f"list[{index}]", setting.source
    if config.path is not None:
        path = setting.folder / config.path
        if not path.exists():
            raise source.problem(f"{key}.path", f"no such file or folder: {path}", hint=_RELATIVE)
        if path.is_dir() and config.name is not None:
            message = "a folder's lists have names of their own"
            raise source.problem(f"{key}.name", message, hint="leave the name out, or give the path of one file")
        return ListSource(path, config.name, is_own=True, config=config, key=key)
    name = config.name or ""
    if is_downloaded(config, setting.shipped):
        return _stored(name, setting, config, key)
    if name not in setting.shipped:
        raise _unknown_name(name, setting, key)
    if config.max_age is not None:
        hint = "leave max_age out: a newer version of the program brings a newer list"
        raise source.problem(f"{key}.max_age", f"the list {name!r} comes with the program", hint=hint)
    return ListSource(setting.shipped[name], name, config=config, key=key)


def _unknown_name(name: str, setting: Setting, key: str) -> ScreeningError:
    message = f"no watchlist {name!r} comes with the program or stands in its catalogue, and no path or url is given"
    return setting.source.problem(f"{key}.name", message, hint=suggestion(name, {*setting.shipped, *catalogue()}))


def _stored(name: str, setting: Setting, config: ListConfig | None = None, key: str = "") -> ListSource:
    state = stored_state(setting.store, name)
    if setting.store is None:
        hint = f"name one in [download] or with the environment variable {VARIABLE}"
        raise ListError("there is no folder for downloaded lists", file=name, hint=hint, code="no_store")
    if state.newest is None:
        message = f"the list {name!r} has not been downloaded yet"
        hint = f"run screening lists update {name}"
        raise ListError(message, file=list_folder(setting.store, name), hint=hint, code="not_stored")
    path = version_file(setting.store, name, state.newest)
    is_own = config is not None and config.url is not None and name not in catalogue()
    return ListSource(path, name, is_own, config or ListConfig(name=name), key, state)


_RELATIVE = "a path is relative to the folder of the configuration file"
