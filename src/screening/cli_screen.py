"""``screening screen``: a table of counterparties against the lists. A thin face, as the rest of the command line."""
# imports inside of functions, as in cli

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from screening import console
from screening.cli_columns import add_table_options, given_columns, table_input
from screening.cli_options import add_matching, count
from screening.collector import collector_held
from screening.errors import UsageError

if TYPE_CHECKING:
    from screening.report.model import Report
    from screening.table_run import Progress

LEVELS = ("low", "medium", "high")
FAIL_ON_REACHED = 1

Commands = argparse._SubParsersAction  # what argparse adds commands to; it has no public name
AddCommand = Callable[["Commands[argparse.ArgumentParser]", str, str], argparse.ArgumentParser]


def add_screen(commands: Commands[argparse.ArgumentParser], add_command: AddCommand) -> None:
    """Add the command to the parser; ``add_command`` adds one with the options that all have."""
    parser = add_command(commands, "screen", "Screen a table of counterparties and report on every row.")
    parser.add_argument("input", metavar="INPUT", help="a spreadsheet or CSV file, or - for CSV on standard input")
    parser.add_argument(
        "-o", "--output", metavar="OUT", action="append", default=[],
        help="report file; its suffix picks the format: .xlsx .html .pdf .json .jsonl .csv; repeatable "
        "(default: a summary on standard output)",
    )  # fmt: skip
    add_matching(parser)
    add_table_options(parser)
    parser.add_argument(
        "--fail-on", metavar="LEVEL", choices=LEVELS, help="exit 1 if a row reaches this risk: low, medium, high"
    )
    parser.add_argument(
        "--exhaustive", action="store_true", help="score every listed name, past the index (slow; for audits)"
    )
    parser.add_argument(
        "--allow-partial", action="store_true", help="go on with what is left of a damaged list, with a warning"
    )
    parser.add_argument(
        "--workers",
        metavar="N",
        type=count,
        help="processes that match and load lists (default: as many as pay off)",
    )
    parser.set_defaults(run=_screen)


@collector_held()  # rows, results and lists stay until the process ends, and hold no cycles
def _screen(options: argparse.Namespace) -> int:
    from screening.processes import ready
    from screening.report.write import check_suffix
    from screening.workload import processes_for, rows_of

    outputs = [Path(o) for o in options.output]
    for path in outputs:
        check_suffix(path)
    source, name = table_input(options.input)
    if isinstance(source, Path):
        _refuse_to_overwrite(source, outputs)
    ahead = processes_for(rows_of(source), options.workers or _configured_workers(options.config))
    with ready("workers", ahead if ahead > 1 else 0):  # they load what they need while this process does so
        options.report = report = _screened(options, source, name)  # stays as long as the options do: to the end
    for path in outputs:
        with console.doing(f"writing {path}", quiet=options.quiet):
            report.write(path)
    if not outputs:
        _print_summary(report)
    elif not options.quiet:
        console.tell(_one_line(report, outputs))
    if options.verbose:
        for note in report.screening.notes:
            console.tell(note)
    return FAIL_ON_REACHED if options.fail_on and _reaches(report, options.fail_on) else 0


def _configured_workers(config: str | None) -> int:
    """The processes that the configuration asks for, as far as a look tells: it is checked by who reads all of it."""
    import tomllib

    from screening.processes import cores

    path = config or os.environ.get("SCREENING_CONFIG") or "screening.toml"
    with contextlib.suppress(OSError, ValueError):
        asked = tomllib.loads(Path(path).read_text(encoding="utf-8")).get("workers")
        return min(asked, cores()) if isinstance(asked, int) and asked > 0 else 0
    return 0


def _screened(options: argparse.Namespace, source: Path | BinaryIO, name: str | None) -> Report:
    from screening.list_reading import tells_left_out
    from screening.screener import Screener

    with console.doing(console.OPENING, quiet=options.quiet):
        screener = Screener.from_config(
            options.config, lists=options.watchlist, allow_partial=options.allow_partial, workers=options.workers or 0
        )
    for info in screener.lists:
        for warning in info.warnings:  # the report has them all; that a damaged list was left out is an error
            if not options.quiet or tells_left_out(warning):
                console.tell(f"{info.name}: {warning}")
    columns, password = given_columns(options.column), console.read_password(options.password_file, os.environ)
    with console.doing(f"reading {name or options.input}", quiet=options.quiet):
        return screener.screen(
            source,
            threshold=options.threshold,
            max_hits=options.max_hits,
            columns=columns,
            sheets=options.sheet,
            encoding=options.encoding,
            file_name=name,
            password=password,
            exhaustive=options.exhaustive,
            workers=options.workers or screener.config.workers or 0,
            progress=_progress(options),
        )


def _refuse_to_overwrite(source: Path, outputs: Sequence[Path]) -> None:
    for path in outputs:
        with contextlib.suppress(OSError):  # one of them does not exist
            if path.samefile(source):
                raise UsageError("is the input file", file=path, hint="name another file for the report")


def _reaches(report: Report, level: str) -> bool:
    reached = LEVELS[LEVELS.index(level) :]
    return any(r.risk in reached for r in report.counterparties)


def _one_line(report: Report, outputs: Sequence[Path]) -> str:
    from screening.report.wording import counted

    counts = report.summary.outcome
    written = ", ".join(str(o) for o in outputs)
    return (
        f"{counted(report.summary.counterparties, 'row', 'rows')} screened: "
        f"{counted(counts['potential_match'], 'potential match', 'potential matches')}, "
        f"{counts['no_hit']} without a hit, {counts['not_screened']} not screened; wrote {written}"
    )


def _print_summary(report: Report) -> None:
    import shutil

    from screening.report.text_report import text_summary

    color = console.is_terminal(sys.stdout) and "NO_COLOR" not in os.environ
    console.put(text_summary(report, width=shutil.get_terminal_size((100, 24)).columns, color=color))


def _progress(options: argparse.Namespace) -> Progress | None:
    if options.quiet or not console.is_terminal(sys.stderr):
        return None
    began = time.monotonic()

    def show(done: int, rows: int) -> None:
        console.passing(f"{done:,} of {rows:,} rows, {time.monotonic() - began:.0f} s")

    return show
