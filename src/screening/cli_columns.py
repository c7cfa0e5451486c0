"""The options that say how a table is read, and the command that shows how it would be."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from screening import console
from screening.cli_options import add_config

STANDARD_INPUT = "-"

Add = Callable[["argparse._SubParsersAction[argparse.ArgumentParser]", str, str], argparse.ArgumentParser]


def add_columns(commands: argparse._SubParsersAction[argparse.ArgumentParser], command: Add) -> None:
    """Add ``screening columns``."""
    parser = command(commands, "columns", "Show what would be read from where, without screening.")
    parser.add_argument("input", metavar="FILE", help="a spreadsheet or CSV file, or - for CSV on standard input")
    add_config(parser)
    add_table_options(parser)
    parser.add_argument("--json", action="store_true", help="the result as JSON")
    parser.set_defaults(run=_show)


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--sheet``, ``--column``, ``--encoding`` and ``--password-file``."""
    parser.add_argument("--sheet", metavar="NAME", action="append", default=[], help="only this sheet; repeatable")
    parser.add_argument(
        "--column", metavar="FIELD=HEADER", action="append", default=[], type=pair,
        help="read a field from a column; repeatable",
    )  # fmt: skip
    parser.add_argument("--encoding", metavar="NAME", help="encoding of a text file (default: detected)")
    parser.add_argument(
        "--password-file", metavar="FILE", help="holds the input's password (or SCREENING_PASSWORD does)"
    )


def pair(text: str) -> tuple[str, str]:
    """``KEY=VALUE`` as an argument. Raises ArgumentTypeError where it is something else."""
    key, sign, value = text.partition("=")
    if not sign or not key.strip() or not value.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form KEY=VALUE")
    return key.strip(), value.strip()


def given_columns(pairs: Sequence[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """The headers of each field of ``--column``."""
    columns: dict[str, tuple[str, ...]] = {}
    for field, header in pairs:
        columns[field] = (*columns.get(field, ()), header)
    return columns


def table_input(name: str) -> tuple[Path | BinaryIO, str | None]:
    """The table that an argument names, and what it is called if that is not its own name."""
    return (console.input_stream(), "standard input") if name == STANDARD_INPUT else (Path(name), None)


def _show(options: argparse.Namespace) -> int:
    from screening.configuration import load_config
    from screening.tables.description import describe
    from screening.tables.headers import fields

    config = load_config(
        Path(options.config) if options.config else None,
        cwd=Path.cwd(),
        environ=os.environ,
        field_names=lambda: fields().keys(),
    ).config
    source, name = table_input(options.input)
    told = describe(
        source,
        columns=given_columns(options.column),
        configured=config.columns,
        sheets=options.sheet,
        encoding=options.encoding or config.encoding,
        file_name=name,
        password=console.read_password(options.password_file, os.environ),
        limits=config.input.limits,
        isolated=config.input.isolated,
    )
    if options.json:
        console.put_json(told.as_json())
    else:
        console.put(told.as_text())
    return 0
