"""Rewrite words.txt, cities.txt or person_names.txt with every spelling folded as the tokeniser folds names.

The files are read at every start, where folding 35,000 spellings would take most of a second; so they hold folded
spellings, and this script makes them so after spellings were added or the folding changed. Comments stay, entries
that become equal stay once, lines are filled again.

    python tools/fold_words.py src/screening/data/{words,cities,person_names}.txt
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from screening.names.tokens import normal_text, tokenise

WIDTH = 116


def fold(spelling: str) -> str:
    """The folded words of a spelling, separated by spaces; empty if nothing of it is a word."""
    return " ".join(token.text for token in tokenise(normal_text(spelling))[0])


def folded(text: str) -> Iterator[str]:
    """The lines of a file with its entries folded, each once in its record."""
    seen: set[str] = set()
    for prefix, lines in _runs(text.splitlines()):
        if prefix is None:
            for line in lines:
                if line.startswith("["):
                    seen = set()
                yield line
            continue
        entries = [fold(entry) for line in lines for entry in line.removeprefix(prefix).split(";")]
        fresh = [entry for entry in dict.fromkeys(entries) if entry and entry not in seen]
        seen.update(fresh)
        yield from _filled(fresh, prefix)


def _runs(lines: Iterable[str]) -> Iterator[tuple[str | None, list[str]]]:
    """Neighbouring lines of one sort: spellings (prefix empty), short forms (``~``), or what stays as it is (None)."""
    run: list[str] = []
    sort: str | None = None
    for line in lines:
        this = "~ " if line.startswith("~") else None if not line or line[0] in "[#" else ""
        if this != sort and run:
            yield sort, run
            run = []
        sort = this
        run.append(line)
    if run:
        yield sort, run


def _filled(entries: list[str], prefix: str) -> Iterator[str]:
    line = ""
    for entry in entries:
        if line and len(line) + len(entry) + 2 > WIDTH:
            yield f"{prefix}{line};"
            line = entry
        else:
            line = f"{line}; {entry}" if line else entry
    if line:
        yield prefix + line


def main(paths: list[str]) -> None:
    """Rewrite the files in place."""
    for path in map(Path, paths):
        path.write_text("\n".join(folded(path.read_text("utf-8"))) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
