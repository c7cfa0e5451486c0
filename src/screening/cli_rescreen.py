"""``screening rescreen``: an earlier report against the lists of now. A thin face, as the rest of the command line."""
# imports inside of functions, as in cli

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from pathlib import Path

from screening import console
from screening.cli_options import add_config, add_old, add_report, add_watchlists
from screening.collector import collector_held
from screening.errors import UsageError

Commands = argparse._SubParsersAction  # what argparse adds commands to; it has no public name
AddCommand = Callable[["Commands[argparse.ArgumentParser]", str, str], argparse.ArgumentParser]


def add_rescreen(commands: Commands[argparse.ArgumentParser], add_command: AddCommand) -> None:
    """Add the command to the parser; ``add_command`` adds one with the options that all have."""
    parser = add_command(
        commands, "rescreen", "Screen the counterparties of an earlier report against what has changed in the lists."
    )
    add_report(parser)
    parser.add_argument(
        "-o", "--output", metavar="OUT", action="append", default=[],
        help="the full report of now; its suffix picks the format: .xlsx .html .pdf .json .jsonl .csv; repeatable",
    )  # fmt: skip
    add_config(parser)
    add_watchlists(parser)
    add_old(parser)
    parser.add_argument("--json", action="store_true", help="the new, changed and gone hits as JSON")
    parser.set_defaults(run=_rescreen)


@collector_held()  # rows, results and lists stay until the process ends, and hold no cycles
def _rescreen(options: argparse.Namespace) -> int:
    from screening.report.comparison_text import counts_line, rescreening_text
    from screening.report.write import check_suffix
    from screening.screener import Screener

    outputs = [Path(o) for o in options.output]
    for path in outputs:
        check_suffix(path)
        if path.exists() and Path(options.report).exists() and path.samefile(options.report):
            raise UsageError("is the report that is read", file=path, hint="name another file for the new one")
    with console.doing(console.OPENING, quiet=options.quiet):
        screener = Screener.from_config(options.config, lists=options.watchlist, workers=0)
    with console.doing(f"screening the rows of {options.report} again", quiet=options.quiet):
        found = screener.rescreen(options.report, old=options.old)
    for path in outputs:
        with console.doing(f"writing {path}", quiet=options.quiet):
            found.report.write(path)
    if options.json:
        console.put(found.model_dump_json(indent=1) + "\n")
    else:
        console.put(rescreening_text(found, width=shutil.get_terminal_size((100, 24)).columns))
    if not options.quiet:
        for info in screener.lists:
            for warning in info.warnings:
                console.tell(f"{info.name}: {warning}")
        for ground in found.grounds:
            console.tell(f"all rows were screened: {ground}")
        if outputs:
            console.tell(f"{counts_line(found)}; wrote {', '.join(map(str, outputs))}")
    return 0
