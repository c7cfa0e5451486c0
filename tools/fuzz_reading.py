"""Damage files for as long as one likes, and keep those that a reader did not foresee or that took too long.

    python tools/fuzz_reading.py --minutes 60 [--start N] [--files FOLDER] [--kept FOLDER]

The files start from those of `tests/tables/fuzz` and from a folder of real ones, if given. Each try is one number, so
that it can be made again: `--start N --tries 1`. Reading happens in this process, within limits of memory and time.
Exit status 1 if anything was kept.
"""

from __future__ import annotations

import argparse
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from tables.fuzz.mutations import mutated
from tables.fuzz.seeds import seeds

from screening.errors import InputError
from screening.tables.counterparties import read_counterparties

MEMORY = 3 << 30  # bytes
SECONDS = 20  # of processor time, for one file
LARGEST = 2 << 20  # bytes of a real file to start from


class TooLongError(KeyboardInterrupt):
    """A file took too long. Of a kind that passes through whatever a reader catches."""


def main() -> int:
    """Run, and tell on standard output what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--tries", type=int, default=sys.maxsize)
    parser.add_argument("--start", type=int, default=0, help="the number of the first try")
    parser.add_argument("--files", type=Path, help="a folder of files to start from as well")
    parser.add_argument("--kept", type=Path, default=Path("fuzz-kept"), help="where findings go")
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _too_long)
    files = dict(seeds())
    if options.files:
        found = (path for path in sorted(options.files.rglob("*")) if path.is_file())
        files |= {str(path): path.read_bytes() for path in found if path.stat().st_size <= LARGEST}
    names = sorted(files)
    outcomes: Counter[str] = Counter()
    until = time.monotonic() + options.minutes * 60
    number = options.start
    while number - options.start < options.tries and time.monotonic() < until:
        chance = Random(number)
        name = chance.choice(names)
        data = mutated(files[name], chance)
        outcome, trace = _outcome(data)
        outcomes[outcome] += 1
        if trace:
            options.kept.mkdir(exist_ok=True)
            (options.kept / f"{number}.bin").write_bytes(data)
            (options.kept / f"{number}.txt").write_text(f"{name}\n{trace}")
            sys.stdout.write(f"{number} {name}: {outcome} {trace.splitlines()[-1][:200]}\n")
            sys.stdout.flush()
        number += 1
    sys.stdout.write(f"{number - options.start} tries from {options.start}: {dict(outcomes.most_common())}\n")
    return 1 if options.kept.is_dir() else 0


def _outcome(data: bytes) -> tuple[str, str]:
    """What became of a file, and where it went wrong if it did."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        file = read_counterparties(data, file_name="f", isolated=False)
        for party in file.counterparties:
            party.model_dump_json()
    except InputError as error:
        return error.code, traceback.format_exc() if error.code == "internal" else ""
    except TooLongError:
        return "too long", traceback.format_exc()
    except Exception as error:  # noqa: BLE001 - which is what is looked for
        return type(error).__name__, traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return "read", ""


def _too_long(*_: object) -> None:
    raise TooLongError


if __name__ == "__main__":
    sys.exit(main())
