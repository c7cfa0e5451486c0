"""``screening lists``: which lists there are, what is in one, what has changed, and updates. A thin face."""
# imports inside of functions, as in cli

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from screening import console
from screening.cli_options import add_config
from screening.errors import ListError

if TYPE_CHECKING:
    from screening.configuration import LoadedConfig
    from screening.lists.difference import Difference

Commands = argparse._SubParsersAction  # what argparse adds commands to; it has no public name
AddCommand = Callable[["Commands[argparse.ArgumentParser]", str, str], argparse.ArgumentParser]

FORMATS = ("table", "json", "html")
_SUFFIXES = {".json": "json", ".html": "html"}


def add_lists(commands: Commands[argparse.ArgumentParser], add_command: AddCommand) -> None:
    """Add the command to the parser; ``add_command`` adds one with the options that all have."""
    lists = add_command(commands, "lists", "Tell which lists there are and what is in them, and bring them up to date.")
    lists.add_argument("--json", action="store_true", help="the lists as JSON")
    add_config(lists)
    lists.set_defaults(run=_overview)
    inner = lists.add_subparsers(metavar="COMMAND")
    _add_show(inner, add_command)
    _add_update(inner, add_command)
    _add_diff(inner, add_command)


def _add_show(commands: Commands[argparse.ArgumentParser], add_command: AddCommand) -> None:
    show = add_command(
        commands, "show", "Count what is in a watchlist: entries, names, numbers, and what is kept as text."
    )
    show.add_argument(
        "file", metavar="FILE", nargs="?",
        help="a list in any format that is known, plain or gzip, or the name of a stored one "
        "(default: all lists of the catalogue, and what is stored of them)",
    )  # fmt: skip
    show.add_argument(
        "--allow-partial", action="store_true", help="count what can be read of a damaged list, with a warning"
    )
    show.add_argument("--json", action="store_true", help="the counts as JSON")
    add_config(show)
    show.set_defaults(run=_show)


def _add_update(commands: Commands[argparse.ArgumentParser], add_command: AddCommand) -> None:
    update = add_command(commands, "update", "Download lists, and keep the last good version of each.")
    update.add_argument(
        "names", metavar="NAME", nargs="*",
        help="a list of the configuration or the catalogue (default: all of the configuration)",
    )  # fmt: skip
    update.add_argument(
        "--force",
        action="store_true",
        help="download what has not changed, and take a list that is older or has lost many entries",
    )
    update.add_argument("--json", action="store_true", help="what came of each list as JSON")
    add_config(update)
    update.set_defaults(run=_update)


def _add_diff(commands: Commands[argparse.ArgumentParser], add_command: AddCommand) -> None:
    diff = add_command(commands, "diff", "Compare two versions of a watchlist: entries added, removed and changed.")
    diff.add_argument("old", metavar="OLD", help="the earlier version, in any format that is known")
    diff.add_argument("new", metavar="NEW", help="the later version")
    diff.add_argument("--format", choices=FORMATS, help="table, json or html (default: what the suffix of -o says)")
    diff.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")
    diff.add_argument("-o", "--output", metavar="FILE", help="write it to a file, not to standard output")
    diff.set_defaults(run=_diff)


def _loaded(options: argparse.Namespace) -> LoadedConfig:
    from screening.configuration import load_config

    return load_config(Path(options.config) if options.config else None, cwd=Path.cwd(), environ=os.environ)


def _overview(options: argparse.Namespace) -> int:
    from screening.update.overview import overview, overview_text

    store = _loaded(options).store
    lists = overview(store, datetime.now(UTC))
    if options.json:
        console.put_json({"folder": str(store) if store else None, "lists": [o.model_dump(mode="json") for o in lists]})
    else:
        console.put(overview_text(lists, store))
    return 0


def _show(options: argparse.Namespace) -> int:
    if options.file is None:
        return _overview(options)
    from screening.lists.inventory import inventory, inventory_text
    from screening.lists.registry import read_watchlist

    path, name = _shown(options)
    found = inventory(read_watchlist(path, name=name, allow_partial=options.allow_partial))
    if options.json:
        console.put_json(found.model_dump(mode="json"))
    else:
        console.put(inventory_text(found))
    return 0


def _shown(options: argparse.Namespace) -> tuple[Path, str | None]:
    """The file to count, and what to call its list: the file itself, else the newest version of a stored list."""
    from screening.store.versions import stored_lists, version_file

    path = Path(options.file)
    if not path.exists() and path.name == options.file:
        store = _loaded(options).store
        state = stored_lists(store).get(options.file)
        if store is not None and state is not None and state.newest is not None:
            return version_file(store, options.file, state.newest), options.file
    return path, None


def _update(options: argparse.Namespace) -> int:
    from screening.update.now import update_now

    loaded = _loaded(options)
    done = []
    for result in update_now(loaded.config, loaded.source, loaded.store, options.names, force=options.force):
        done.append(result)
        if not options.json:
            console.put(f"{result.line}\n")
    if options.json:
        console.put_json({"folder": str(loaded.store), "lists": [result.model_dump(mode="json") for result in done]})
    failed = [result.name for result in done if result.status == "failed"]
    if failed:
        console.tell(f"screening: {len(failed)} of {len(done)} lists could not be updated: {', '.join(failed)}")
    return ListError.exit_status if failed else 0


def _diff(options: argparse.Namespace) -> int:
    from screening.list_changes.difference_text import counts_line
    from screening.lists.difference import difference
    from screening.lists.registry import read_watchlist

    found = difference(read_watchlist(Path(options.old)), read_watchlist(Path(options.new)))
    if not options.quiet:
        for warning in found.warnings:
            console.tell(f"warning: {warning}")
    output = Path(options.output) if options.output else None
    text = _differing(found, options.format or _SUFFIXES.get(output.suffix.lower() if output else "", "table"))
    if output is None:
        console.put(text)
        return 0
    from screening.report.atomic import replaced

    with replaced(output) as file:
        file.write(text.encode("utf-8", "backslashreplace"))
    if not options.quiet:
        console.tell(f"{counts_line(found)}; wrote {output}")
    return 0


def _differing(found: Difference, form: str) -> str:
    """The comparison in the format that is asked for."""
    if form == "html":
        from screening.list_changes.difference_page import difference_page

        return difference_page(found).decode()
    if form == "json":
        return found.model_dump_json(indent=1) + "\n"
    from screening.list_changes.difference_text import difference_text

    return difference_text(found)
