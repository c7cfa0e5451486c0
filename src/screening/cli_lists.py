"""``screening lists``: what is in a watchlist. A thin face, as the rest of the command line."""
# imports inside of functions, as in cli

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from screening import console

Commands = argparse._SubParsersAction  # what argparse adds commands to; it has no public name
AddCommand = Callable[["Commands[argparse.ArgumentParser]", str, str], argparse.ArgumentParser]


def add_lists(commands: Commands[argparse.ArgumentParser], add_command: AddCommand) -> None:
    """Add the command to the parser; ``add_command`` adds one with the options that all have."""
    lists = commands.add_parser("lists", help="Tell what is in watchlists.", description="Tell what is in watchlists.")
    show = add_command(
        lists.add_subparsers(metavar="COMMAND", required=True),
        "show",
        "Count what is in a watchlist: entries, names, numbers, and what is kept as text.",
    )
    show.add_argument("file", metavar="FILE", help="a list in any format that is known, plain or gzip")
    show.add_argument("--json", action="store_true", help="the counts as JSON")
    show.set_defaults(run=_show)


def _show(options: argparse.Namespace) -> int:
    from screening.lists.inventory import inventory, inventory_text
    from screening.lists.registry import read_watchlist

    found = inventory(read_watchlist(Path(options.file)))
    if options.json:
        console.put_json(found.model_dump(mode="json"))
    else:
        console.put(inventory_text(found))
    return 0
