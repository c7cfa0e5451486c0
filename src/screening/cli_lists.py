"""``screening lists``: what is in a watchlist, and what has changed. A thin face, as the rest of the command line."""
# imports inside of functions, as in cli

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from screening import console

if TYPE_CHECKING:
    from screening.lists.difference import Difference

Commands = argparse._SubParsersAction  # what argparse adds commands to; it has no public name
AddCommand = Callable[["Commands[argparse.ArgumentParser]", str, str], argparse.ArgumentParser]

FORMATS = ("table", "json", "html")
_SUFFIXES = {".json": "json", ".html": "html"}


def add_lists(commands: Commands[argparse.ArgumentParser], add_command: AddCommand) -> None:
    """Add the command to the parser; ``add_command`` adds one with the options that all have."""
    about = "Tell what is in watchlists, and what has changed in them."
    lists = commands.add_parser("lists", help=about, description=about)
    inner = lists.add_subparsers(metavar="COMMAND", required=True)
    show = add_command(
        inner, "show", "Count what is in a watchlist: entries, names, numbers, and what is kept as text."
    )  # fmt: skip
    show.add_argument("file", metavar="FILE", help="a list in any format that is known, plain or gzip")
    show.add_argument("--json", action="store_true", help="the counts as JSON")
    show.set_defaults(run=_show)
    diff = add_command(inner, "diff", "Compare two versions of a watchlist: entries added, removed and changed.")
    diff.add_argument("old", metavar="OLD", help="the earlier version, in any format that is known")
    diff.add_argument("new", metavar="NEW", help="the later version")
    diff.add_argument("--format", choices=FORMATS, help="table, json or html (default: what the suffix of -o says)")
    diff.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")
    diff.add_argument("-o", "--output", metavar="FILE", help="write it to a file, not to standard output")
    diff.set_defaults(run=_diff)


def _show(options: argparse.Namespace) -> int:
    from screening.lists.inventory import inventory, inventory_text
    from screening.lists.registry import read_watchlist

    found = inventory(read_watchlist(Path(options.file)))
    if options.json:
        console.put_json(found.model_dump(mode="json"))
    else:
        console.put(inventory_text(found))
    return 0


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
