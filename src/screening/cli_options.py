"""The options that several commands have, told once."""

from __future__ import annotations

import argparse

AS_CONFIGURED = "the configured lists, else the shipped one"


def add_config(parser: argparse.ArgumentParser) -> None:
    """Add ``--config``."""
    parser.add_argument(
        "-c", "--config", metavar="FILE", help="configuration (default: SCREENING_CONFIG, screening.toml)"
    )


def add_watchlists(parser: argparse.ArgumentParser, *, default: str = AS_CONFIGURED) -> None:
    """Add ``--watchlist``; ``default`` says which lists are used without it."""
    parser.add_argument(
        "-w", "--watchlist", metavar="LIST", action="append", default=[],
        help=f"a list file, or the name of a list; repeatable (default: {default})",
    )  # fmt: skip


def add_report(parser: argparse.ArgumentParser) -> None:
    """Add an earlier report as argument."""
    parser.add_argument("report", metavar="REPORT.json", help="a report that screening screen wrote (.json or .jsonl)")


def add_old(parser: argparse.ArgumentParser) -> None:
    """Add ``--old``, the lists of an earlier report."""
    parser.add_argument(
        "--old", metavar="LIST", action="append", default=[],
        help="a list file that the report was made with; repeatable (default: indexes that are kept)",
    )  # fmt: skip


def add_matching(parser: argparse.ArgumentParser) -> None:
    """Add the options about the lists to match against, and about what counts as a hit."""
    add_config(parser)
    add_watchlists(parser)
    parser.add_argument("--threshold", metavar="N", type=_score, help="score (0-100) from which a candidate is a hit")
    parser.add_argument("--max-hits", metavar="N", type=count, help="most hits kept per counterparty, the best ones")


def _score(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a score: give a number above 0 and at most 100")
    return value


def count(text: str) -> int:
    """A number of things, as an argument says it."""
    if not (text.isascii() and text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not a count: give a whole number above 0")
    return int(text)
