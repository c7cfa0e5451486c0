"""What becomes of odd files: each file of a folder is screened in a process of its own, within bounds.

    python benchmarks/robustness.py FOLDER [--json OUT] [--timeout 20] [--memory-mb 1024]

Prints a table of outcomes by kind: read, refused with which code, or one of the things that must not be (a traceback,
a signal, too slow, too much memory); then every file of a kind that must not be. Exit status 1 if there is one.
The files need not be kind to anyone: none is opened by anything but the command itself.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bench_process import clean_environment, files_in

_CHILD = """
import resource, sys
from screening import cli, console

def tell(message):
    code = getattr(sys.exc_info()[1], "code", "")
    sys.stderr.write(f"{message}\\n" + (f"code {code}\\n" if code else ""))

console.tell = tell
status = cli.main(sys.argv[1:])
usage = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
sys.stderr.write(f"peak {max(usage)}\\n")
sys.exit(status)
"""
"""The command, and what it does not tell people: the code of an error and the memory that it took."""

_CODE = re.compile(r"^code ([a-z_]+)$", re.MULTILINE)
_PEAK = re.compile(r"^peak (\d+)$", re.MULTILINE)
_REFUSED = 3  # the exit status


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: ``kind`` is ``read``, ``refused: CODE`` or what must not be."""

    file: str
    kind: str
    seconds: float
    peak_mb: float
    rows: int
    said: str

    @property
    def is_failure(self) -> bool:
        return self.kind != "read" and not self.kind.startswith("refused")


def screened(path: Path, name: str, home: Path, timeout: float, memory_mb: float) -> Outcome:
    """Screen one file to a report of a line for each row, and say how that ended.

    The report is not parsed: a process that is started has the peak memory of the one that started it, at least.
    """
    out = home / "report.jsonl"
    out.unlink(missing_ok=True)
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", _CHILD, "screen", str(path), "-o", str(out), "-q"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
        env=clean_environment(home), cwd=home, start_new_session=True,
    )  # fmt: skip
    try:
        _, said = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return Outcome(name, f"more than {timeout:.0f} s", timeout, 0, 0, "")
    seconds = time.perf_counter() - began
    peak = _PEAK.search(said)
    peak_mb = int(peak[1]) / (1024 * 1024 if sys.platform == "darwin" else 1024) if peak else 0.0
    rows = _lines(out) - 1 if out.exists() else 0  # the first says what was screened
    kind = _kind(process.returncode, said)
    if not kind.startswith(("a signal", "an error")) and peak_mb > memory_mb:
        kind = f"more than {memory_mb:.0f} MB"
    sentence = said.partition("\n")[0]
    return Outcome(name, kind, round(seconds, 2), round(peak_mb, 1), rows, sentence)


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for _ in stream)


def _kind(status: int, said: str) -> str:
    if status < 0:
        return f"a signal ({signal.Signals(-status).name})"
    code = _CODE.search(said)
    if status == _REFUSED and code:
        return f"refused: {code[1]}"
    if status or "Traceback" in said:
        return f"an error of the program (exit status {status})"
    return "read"


def table(outcomes: list[Outcome]) -> Iterator[str]:
    """The lines of a Markdown table of outcomes, and each failure."""
    counts = Counter(outcome.kind for outcome in outcomes)
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    largest = max(outcomes, key=lambda outcome: outcome.peak_mb)
    yield "| outcome | files |"
    yield "|---|---|"
    for kind, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"| {kind} | {count} |"
    yield f"| all | {len(outcomes)} |"
    yield f"\nslowest: {slowest.file}, {slowest.seconds} s; most memory: {largest.file}, {largest.peak_mb} MB"
    for outcome in outcomes:
        if outcome.is_failure:
            yield f"{outcome.kind}: {outcome.file}: {outcome.said}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path, metavar="OUT", help="every outcome as JSON")
    parser.add_argument("--timeout", type=float, default=20.0, metavar="SECONDS", help="more is a failure")
    parser.add_argument("--memory-mb", type=float, default=1024.0, metavar="MB", help="more is a failure")
    options = parser.parse_args()
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(files_in(options.folder)):
            name = path.relative_to(options.folder).as_posix()
            outcomes.append(screened(path.resolve(), name, Path(folder), options.timeout, options.memory_mb))
    if not outcomes:
        parser.error(f"there are no files in {options.folder}")
    if options.json:
        options.json.write_text(json.dumps([asdict(outcome) for outcome in outcomes], indent=1), encoding="utf-8")
    print("\n".join(table(outcomes)))
    return any(outcome.is_failure for outcome in outcomes)


if __name__ == "__main__":
    sys.exit(main())
