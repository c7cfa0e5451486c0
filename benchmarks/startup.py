"""What starting costs: the command's answer times and the modules that the light commands must not load.

    python benchmarks/startup.py [--runs 7]

Prints the median and the spread of whole processes, and each median as a ratio to that of an empty Python.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

HEAVY = ("pandas", "numpy", "pydantic", "openpyxl", "rapidfuzz")
COMMANDS: dict[str, list[str]] = {
    "python -c pass": ["-c", "pass"],
    "import screening": ["-c", "import screening"],
    "screening --version": ["-m", "screening", "--version"],
    "screening --help": ["-m", "screening", "--help"],
    "screening check NAME": ["-m", "screening", "check", "Korea Daesung Bank"],
}


def seconds(arguments: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def loaded(arguments: list[str]) -> list[str]:
    """The heavy modules that a command imports."""
    result = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments], check=True, capture_output=True, text=True
    )
    names = {line.rsplit("|", 1)[-1].strip() for line in result.stderr.splitlines()}
    return [name for name in HEAVY if name in names]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    # in turns, so that a slow moment of the machine hits all alike; the first turn is a warm-up
    for turn in range(runs + 1):
        for name, arguments in COMMANDS.items():
            taken = seconds(arguments)
            if turn:
                times[name].append(taken)
    base = statistics.median(times["python -c pass"])
    print(f"{'command':24s} {'median s':>9s} {'min':>7s} {'max':>7s} {'ratio':>6s}  heavy modules")
    for name, arguments in COMMANDS.items():
        median = statistics.median(times[name])
        heavy = ", ".join(loaded(arguments)) or "none"
        print(f"{name:24s} {median:9.3f} {min(times[name]):7.3f} {max(times[name]):7.3f} {median / base:6.1f}  {heavy}")


if __name__ == "__main__":
    main()
