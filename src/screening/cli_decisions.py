"""``screening decide``, ``apply``, ``audit`` and ``evidence``: decisions, and what an auditor gets. A thin face."""
# imports inside of functions, as in cli

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from screening import console
from screening.cli_options import add_config, add_old, add_report, add_watchlists
from screening.errors import ConfigError, ScreeningError

if TYPE_CHECKING:
    from screening.decisions.desk import DecisionDesk
    from screening.decisions.ledger import Stored

Commands = argparse._SubParsersAction  # what argparse adds commands to; it has no public name
AddCommand = Callable[["Commands[argparse.ArgumentParser]", str, str], argparse.ArgumentParser]

FORMATS = ("table", "json", "csv")


def add_decisions(commands: Commands[argparse.ArgumentParser], add_command: AddCommand) -> None:
    """Add the commands to the parser; ``add_command`` adds one with the options that all have."""
    _add_decide(commands, add_command)
    _add_apply(commands, add_command)
    _add_audit(commands, add_command)
    _add_evidence(commands, add_command)


def _add_decide(commands: Commands[argparse.ArgumentParser], add_command: AddCommand) -> None:
    decide = add_command(commands, "decide", "Store a decision on one hit of a report.")
    _add_row(decide)
    decide.add_argument("entity", metavar="ENTITY", help="the id of the listed entry that the hit is on")
    decide.add_argument("--list", metavar="NAME", help="the list of the entry, where several have this id")
    decide.add_argument(
        "--disposition", metavar="WORD", required=True, help="true_match, false_positive or escalated"
    )  # fmt: skip
    decide.add_argument("--reviewer", metavar="NAME", required=True, help="who decides")
    decide.add_argument("--comment", metavar="TEXT", default="", help="why; needed for a false_positive")
    decide.add_argument("--decided", metavar="DAY", default="", help="the day of the decision (default: today)")
    decide.add_argument("--expires", metavar="DAY", default="", help="the last day on which a false_positive excludes")
    add_config(decide)
    decide.set_defaults(run=_decide)


def _add_apply(commands: Commands[argparse.ArgumentParser], add_command: AddCommand) -> None:
    apply = add_command(commands, "apply", "Store the decisions that were filled in on the workbook of a report.")
    apply.add_argument("workbook", metavar="REPORT.xlsx", help="a workbook that screening screen has written")
    add_config(apply)
    apply.set_defaults(run=_apply)


def _add_audit(commands: Commands[argparse.ArgumentParser], add_command: AddCommand) -> None:
    audit = add_command(commands, "audit", "Check and list the stored decisions.")
    inner = audit.add_subparsers(metavar="COMMAND", required=True)
    verify = add_command(inner, "verify", "Check that no stored decision was changed, removed, moved or added.")
    verify.add_argument(
        "--report", metavar="REPORT.json", action="append", default=[],
        help="a report that tells which decisions were stored when it was made; repeatable",
    )  # fmt: skip
    add_config(verify)
    verify.set_defaults(run=_verify)
    log = add_command(inner, "log", "List the stored decisions, in their order.")
    log.add_argument("--format", choices=FORMATS, default="table", help="table, json or csv (default: table)")
    log.add_argument("-o", "--output", metavar="FILE", help="write it to a file, not to standard output")
    add_config(log)
    log.set_defaults(run=_log)


def _add_evidence(commands: Commands[argparse.ArgumentParser], add_command: AddCommand) -> None:
    evidence = add_command(commands, "evidence", "Write everything about one row of a report, for an auditor.")
    _add_row(evidence)
    evidence.add_argument(
        "-o", "--output", metavar="OUT", help="a .zip file, or a folder to make (default: evidence-row-ROW.zip)"
    )  # fmt: skip
    add_watchlists(evidence, default="as in screening")
    add_old(evidence)
    add_config(evidence)
    evidence.set_defaults(run=_evidence)


def _add_row(parser: argparse.ArgumentParser) -> None:
    add_report(parser)
    parser.add_argument("row", metavar="ROW", type=_row, help="the row's number in the spreadsheet")
    parser.add_argument("--sheet", metavar="NAME", help="the sheet of the row, where several have this number")


def _row(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of a row")
    return int(text)


def _desk(options: argparse.Namespace) -> DecisionDesk:
    from screening.configuration import DECISIONS_VARIABLE, load_config
    from screening.decisions.desk import DecisionDesk

    loaded = load_config(Path(options.config) if options.config else None, cwd=Path.cwd(), environ=os.environ)
    if loaded.decisions is None:
        hint = f"write [decisions] into the configuration, or set {DECISIONS_VARIABLE}"
        raise ConfigError("there is no store of decisions", hint=hint, code="no_store")
    return DecisionDesk(loaded.decisions, loaded.config.decisions)


def _decide(options: argparse.Namespace) -> int:
    from screening.decisions.rules import Filled
    from screening.report.json_reading import read_report

    desk = _desk(options)
    filled = Filled(options.disposition, options.reviewer, options.comment, options.decided, options.expires)
    stored = desk.decide(
        read_report(options.report), options.row, options.entity, filled, sheet=options.sheet, watchlist=options.list
    )
    return _tell_stored(options, (stored,))


def _apply(options: argparse.Namespace) -> int:
    return _tell_stored(options, _desk(options).apply(Path(options.workbook)))


def _tell_stored(options: argparse.Namespace, stored: tuple[Stored, ...]) -> int:
    from screening.decisions.log import stored_text

    if not options.quiet:
        console.put(stored_text(stored))
    return 0


def _verify(options: argparse.Namespace) -> int:
    from screening.report.json_reading import read_report
    from screening.report.wording import counted

    desk = _desk(options)
    found = desk.verify([read_report(report) for report in options.report])
    console.put("".join(f"record {fault.number} {fault.message}\n" for fault in found))
    if found:
        console.tell(f"screening: {desk.name}: {counted(len(found), 'fault', 'faults')}")
        return ScreeningError.exit_status
    if not options.quiet:
        head = desk.past().head
        records = counted(head.number, "record", "records")
        console.put(f"{desk.name}: {records}, as they were stored; the hash of the last is {head.sha256}\n")
    return 0


def _log(options: argparse.Namespace) -> int:
    from screening.decisions.log import log_csv, log_data, log_text
    from screening.report.wording import counted

    records = _desk(options).records()
    if options.format == "json":
        import json

        text = json.dumps(log_data(records), indent=1) + "\n"
    elif options.format == "csv":
        text = log_csv(records)
    else:
        text = log_text(records, shutil.get_terminal_size((160, 24)).columns)
    if options.output is None:
        console.put(text)
        return 0
    from screening.report.atomic import replaced

    with replaced(Path(options.output)) as file:
        file.write(text.encode("utf-8-sig" if options.format == "csv" else "utf-8", "backslashreplace"))
    if not options.quiet:
        console.tell(f"{counted(len(records), 'record', 'records')}; wrote {options.output}")
    return 0


def _evidence(options: argparse.Namespace) -> int:
    from screening.report.json_reading import read_report
    from screening.screener import Screener

    report = read_report(options.report)
    with console.doing(console.OPENING, quiet=options.quiet):
        screener = Screener.from_config(options.config, lists=options.watchlist, workers=0)
    pack = screener.evidence(report, options.row, sheet=options.sheet, old=options.old)
    output = Path(options.output or f"evidence-row-{options.row}.zip")
    pack.write(output)
    if not options.quiet:
        for gap in pack.gaps:
            console.tell(gap)
        console.tell(f"{len(pack.files)} files; wrote {output}")
    return 0
