"""The command line: a thin face that reads arguments, calls the library and turns errors into exit statuses.

Nothing heavy is imported before it is needed: ``--help`` and ``--version`` must answer at once.
"""
# hence the imports inside of functions

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from screening import console
from screening._version import __version__
from screening.cli_columns import add_columns, pair
from screening.cli_decisions import add_decisions
from screening.cli_lists import add_lists
from screening.cli_options import add_matching
from screening.cli_rescreen import add_rescreen
from screening.cli_screen import add_screen
from screening.cli_serve import add_serve
from screening.collector import collector_held
from screening.errors import ListError, ScreeningError, UsageError

if TYPE_CHECKING:
    from screening.screener import Screener

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
    """Run the command and return its exit status; the command that a process is for ends that with it.

    Raises SystemExit for ``--help``, ``--version`` and wrong usage.
    """
    # plug-ins of pydantic would see all that is read, and looking for them reads about every installed package
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if arguments is None:  # the process is the command's own
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in processes: nothing here needs numpy's threads
    try:
        try:
            options = _options(arguments)
            status = _run(options)
        finally:  # also for what argparse prints
            console.finish_output()
        if arguments is None:
            console.end(status)
        return status
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
    add_screen(commands, _command)
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
    add_matching(parser)
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


if __name__ == "__main__":
    sys.exit(main())
