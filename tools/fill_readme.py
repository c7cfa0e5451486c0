"""Run the commands that README.md shows output of, and put their output there.

    python tools/fill_readme.py [--check]

``--check`` changes nothing and exits 1 if the output shown is not what the commands print now.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
from pathlib import Path

from screening.cli import main as screening

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
_BLOCK = re.compile(r"(<!-- output: screening (?P<command>.+?) -->\n```text\n)(?P<shown>.*?)(```)", re.DOTALL)
_MOMENT = re.compile(r"\d{1,2} \w+ \d{4}, \d\d:\d\d UTC")


def output(command: str) -> str:
    """What ``screening`` prints for a command, on a terminal 100 columns wide."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.chdir(ROOT):
        os.environ["COLUMNS"] = "100"
        screening(shlex.split(command))
    return printed.getvalue().rstrip() + "\n"


def filled(text: str) -> str:
    """The README with the output of its commands."""

    def fill(block: re.Match[str]) -> str:
        fresh = output(block["command"])
        shown = _MOMENT.search(block["shown"])
        if shown:  # the run shown keeps its time, else no two runs agree
            fresh = _MOMENT.sub(shown.group(), fresh)
        return f"{block[1]}{fresh}{block[4]}"

    return _BLOCK.sub(fill, text)


def main() -> int:
    """Fill the README, or with ``--check`` say by the exit status whether it is filled."""
    text = README.read_text(encoding="utf-8")
    fresh = filled(text)
    if "--check" in sys.argv[1:]:
        return int(fresh != text)
    README.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
