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
