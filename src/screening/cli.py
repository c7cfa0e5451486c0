"""The command line: a thin face that reads arguments, calls the library and turns errors into exit statuses.

Nothing heavy is imported before it is needed: ``--help`` and ``--version`` must answer at once.
"""
# hence the imports inside of functions

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from screening import console
from screening._version import __version__
from screening.cli_columns import add_columns, add_table_options, given_columns, pair, table_input
from screening.cli_decisions import add_decisions
from screening.cli_lists import add_lists
from screening.cli_options import add_config, add_watchlists
from screening.cli_rescreen import add_rescreen
from screening.cli_serve import add_serve
from screening.collector import collector_held, nothing_looked_for_at_exit
from screening.errors import ListError, ScreeningError, UsageError

if TYPE_CHECKING:
    from screening.report.model import Report
    from screening.screener import Screener
    from screening.table_run import Progress

LEVELS = ("low", "medium", "high")
FAIL_ON_REACHED = 1
INTERRUPTED = 130  # what shells give for a program that was stopped by Ctrl-C
BUG = 70  # EX_SOFTWARE of sysexits.h: an error of the program itself, told apart from all of a user's

_EPILOG = """exit status:
  0  done, whatever was found
  1  done, and --fail-on was reached
  2  wrong usage or configuration
  3  an input or a list could not be read
  4  an output could not be written
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status. Raises SystemExit for ``--help``, ``--version`` and wrong usage."""
    # plug-ins of pydantic would see all that is read, and looking for them reads about every installed package
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if arguments is None:  # the process is the command's own
        nothing_looked_for_at_exit()
    try:
        try:
            return _run(_options(arguments))
        finally:  # also for what argparse prints
            console.finish_output()
    except BrokenPipeError:  # the reader of our output has gone (``| head``): nothing is left to say
        console.discard_output()
        return 0
    except ScreeningError as error:
        console.tell(f"screening: {error}")
        return error.exit_status


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The arguments as read; those that a command does not know are told with the usage of that command."""
    options, unknown = _parser().parse_known_args(arguments)
    if unknown:
        options.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return options


def _run(options: argparse.Namespace) -> int:
    try:
        status: int = options.run(options)
    except ScreeningError as error:
        console.tell(f"screening: {error}")
        if options.verbose:
            traceback.print_exc()
        return error.exit_status
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        console.tell("screening: stopped")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  # the last resort: a user must see a sentence, not a traceback
        console.tell(
            f"screening: error in the program itself: {type(error).__name__}: {error} (run with -v and report it)"
        )
        if options.verbose:
            traceback.print_exc()
        return BUG
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="screening",
        description="Screen counterparties against sanctions watchlists and write an explained risk report.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"screening {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_screen(commands)
    add_columns(commands, _command)
    _add_check(commands)
    _add_validate(commands)
    _add_template(commands)
    _add_schema(commands)
    add_lists(commands, _command)
    add_rescreen(commands, _command)
    add_decisions(commands, _command)
    add_serve(commands, _command)
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, about: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name, help=about, description=about, epilog=_EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.set_defaults(parser=parser)
    loudness = parser.add_mutually_exclusive_group()
    loudness.add_argument("-q", "--quiet", action="store_true", help="no messages but errors")
    loudness.add_argument("-v", "--verbose", action="store_true", help="say more; show where an error arose")
    return parser


def _add_lists(parser: argparse.ArgumentParser) -> None:
    add_config(parser)
    add_watchlists(parser)
    parser.add_argument("--threshold", metavar="N", type=_score, help="score (0-100) from which a candidate is a hit")
    parser.add_argument("--max-hits", metavar="N", type=_count, help="most hits kept per counterparty, the best ones")


def _add_screen(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "screen", "Screen a table of counterparties and report on every row.")
    parser.add_argument("input", metavar="INPUT", help="a spreadsheet or CSV file, or - for CSV on standard input")
    parser.add_argument(
        "-o", "--output", metavar="OUT", action="append", default=[],
        help="report file; its suffix picks the format: .xlsx .html .pdf .json .jsonl .csv; repeatable "
        "(default: a summary on standard output)",
    )  # fmt: skip
    _add_lists(parser)
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
        type=_count,
        help="processes that match and load lists (default: as many as pay off)",
    )
    parser.set_defaults(run=_screen)


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "check", "Check one name and explain every hit.")
    parser.add_argument("name", metavar="NAME", help="the name to check")
    parser.add_argument("--type", metavar="T", help="Person, Organization, Company, Vessel or Airplane")
    parser.add_argument("--country", metavar="C", default="", help="country, as a code or a name")
    parser.add_argument(
        "--id", metavar="KIND=VALUE", dest="identifiers", action="append", default=[], type=pair,
        help="an identifier, for example imo=8905490; repeatable",
    )  # fmt: skip
    parser.add_argument("--date-of-birth", metavar="D", default="", help="date of birth of a person")
    parser.add_argument("--json", action="store_true", help="the result as JSON, as in the report's counterparties")
    _add_lists(parser)
    parser.set_defaults(run=_check)


def _add_validate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "validate", "Check watchlists and configurations for mistakes.")
    parser.add_argument("files", metavar="FILE", nargs="*", help="list or configuration files (default: those in use)")
    parser.set_defaults(run=_validate)


def _add_template(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "template", "Write an empty counterparty table to fill in.")
    parser.add_argument("output", metavar="OUT.xlsx", help="where to write it (.xlsx or .csv)")
    parser.set_defaults(run=_template)


def _add_schema(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "schema", "Print the JSON Schema of the JSON report.")
    parser.set_defaults(run=_schema)


def _score(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a score: give a number above 0 and at most 100")
    return value


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not a count: give a whole number above 0")
    return int(text)


@collector_held()  # rows, results and lists stay until the process ends, and hold no cycles
def _screen(options: argparse.Namespace) -> int:
    from screening.list_reading import tells_left_out
    from screening.report.write import check_suffix
    from screening.screener import Screener

    outputs = [Path(o) for o in options.output]
    for path in outputs:
        check_suffix(path)
    source, name = table_input(options.input)
    if isinstance(source, Path):
        _refuse_to_overwrite(source, outputs)
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
        report = screener.screen(
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


@collector_held()
def _check(options: argparse.Namespace) -> int:
    from screening.entities import Counterparty, Identifier
    from screening.names.countries import country_code
    from screening.names.dates import read_dates
    from screening.report.text_result import text_result
    from screening.screener import Screener

    try:
        party = Counterparty(
            name=options.name,
            type=options.type,
            country=options.country,
            date_of_birth=options.date_of_birth,
            identifiers=tuple(Identifier(kind=k, value=v) for k, v in options.identifiers),
        )
    except ValueError as error:
        raise UsageError(
            f"--type: {options.type!r} is not a type", hint="use Person, Organization, Company, Vessel or Airplane"
        ) from error
    if options.country and country_code(options.country) is None:
        raise UsageError(f"--country: {options.country!r} is no country", hint="use a name or a code, for example KP")
    if options.date_of_birth and not read_dates(options.date_of_birth):
        raise UsageError(
            f"--date-of-birth: {options.date_of_birth!r} is no date", hint="write 1970, 1970-05 or 1970-05-04"
        )
    with console.doing(console.OPENING):
        screener = Screener.from_config(options.config, lists=options.watchlist, workers=0)
    for kind in {i.kind for i in party.identifiers} - screener.identifier_kinds():
        raise UsageError(
            f"--id: no list in use has an identifier of the kind {kind!r}", hint=_nearest_kind(kind, screener)
        )
    result = screener.check(party, threshold=options.threshold, max_hits=options.max_hits)
    if options.json:
        console.put_json(result.model_dump(mode="json"))
    else:
        console.put(text_result(result, texts=screener.texts))
    return 0


def _nearest_kind(kind: str, screener: Screener) -> str | None:
    from screening.problems import suggestion

    return suggestion(kind, screener.identifier_kinds())


def _validate(options: argparse.Namespace) -> int:
    from screening.matching.policy import Policy
    from screening.names.lexicon import says_little
    from screening.red_flags.shipped import shipped_ids
    from screening.tables.headers import fields
    from screening.validate import files_in_use, validate_file

    files = [Path(f) for f in options.files] or files_in_use(Path.cwd(), os.environ)
    findings = [
        finding
        for file in files
        for finding in validate_file(
            file,
            is_generic=says_little,
            weights=Policy,
            field_names=lambda: fields().keys(),
            flag_ids=shipped_ids,
            environ=os.environ,
        )
    ]
    console.put("".join(f"{finding}\n" for finding in findings))
    errors = sum(f.severity == "error" for f in findings)
    if not options.quiet:
        checked = ", ".join(str(f) for f in files)
        console.tell(f"{checked}: {errors} errors, {len(findings) - errors} warnings")
    return ListError.exit_status if errors else 0


def _template(options: argparse.Namespace) -> int:
    from screening.template import write_template

    write_template(Path(options.output))
    if not options.quiet:
        console.tell(f"wrote {options.output}")
    return 0


def _schema(_: argparse.Namespace) -> int:
    from screening.report.schema import report_schema

    console.put_json(report_schema())
    return 0


def _progress(options: argparse.Namespace) -> Progress | None:
    if options.quiet or not console.is_terminal(sys.stderr):
        return None
    began = time.monotonic()

    def show(done: int, rows: int) -> None:
        console.passing(f"{done:,} of {rows:,} rows, {time.monotonic() - began:.0f} s")

    return show


if __name__ == "__main__":
    sys.exit(main())
