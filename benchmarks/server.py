"""How quickly the server answers while it screens: name checks at once, names per second in batches, memory.

    pip install -e '.[web]'
    python benchmarks/server.py                          # on a made-up list of 34,000 names
    python benchmarks/server.py --list sdn.xml.gz        # on any watchlist file that the program reads
    python benchmarks/server.py --rows 5000 --rounds 5   # little of everything: does it work?

A real `screening serve`, asked over the loopback by this process; no other network. Checks go out ``--at-once`` at a
time, the next ones when all are answered: the last of them waits for all others. First with nothing else to do, then
while a file of ``--rows`` rows is screened, until that is done or ``--rounds`` are over. The client takes its share of
the same cores. Seconds of different days or machines can't be compared: quote the ratios.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bench_data as data
from bench_figures import percentile
from bench_process import clean_environment, kilobytes

BATCH = 100
JSON = "application/json"


class Connection:
    """One connection that stays open; just enough of HTTP to take little time itself."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: bytes = b"", kind: str = JSON) -> Any:
        """The answer's JSON. Raises RuntimeError for a refusal."""
        lines = (
            f"{method} {path} HTTP/1.1",
            "Host: localhost",
            f"Content-Type: {kind}",
            f"Content-Length: {len(body)}",
        )
        request = "\r\n".join((*lines, "", "")).encode() + body
        try:
            status, text = await self._answer(request)
        except (asyncio.IncompleteReadError, ConnectionError):  # it was closed for doing nothing
            self._open = None
            status, text = await self._answer(request)
        if status not in (200, 202):
            raise RuntimeError(text.decode())
        return json.loads(text)

    async def _answer(self, request: bytes) -> tuple[int, bytes]:
        if self._open is None:
            self._open = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._open
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = re.search(r"content-length: (\d+)", head)
        return int(head.split()[1]), await reader.readexactly(int(length[1]) if length else 0)


def names(listed: list[data.Listed], count: int) -> Iterator[str]:
    """Names to check, without end: a few of them listed ones with a slip."""
    return itertools.cycle([row.name for row in itertools.islice(data.counterparties(listed), count)])


async def checks(
    connections: list[Connection], asked: Iterator[str], rounds: int, number: str | None
) -> tuple[list[float], float]:
    """Seconds of each check, and of all rounds; no longer than the run of that number is screened."""
    taken: list[float] = []

    async def one(connection: Connection) -> None:
        body = json.dumps({"name": next(asked)}).encode()
        began = time.perf_counter()
        await connection.ask("POST", "/check", body)
        taken.append(time.perf_counter() - began)

    began = time.perf_counter()
    for _ in range(rounds):
        await asyncio.gather(*map(one, connections))
        if number is not None:
            run = await connections[0].ask("GET", f"/screenings/{number}")
            if run["state"] not in ("waiting", "running"):
                print(f"(the file was {run['state']} after {time.perf_counter() - began:.1f} s of checks)")
                break
    return taken, time.perf_counter() - began


async def batches(connection: Connection, asked: Iterator[str], count: int) -> float:
    """Names per second, asked in batches one after the other by one client."""
    began = time.perf_counter()
    for _ in range(count):
        of = {"schema": "LegalEntity"}
        queries = {str(n): {**of, "properties": {"name": [next(asked)]}} for n in range(BATCH)}
        answer = await connection.ask("POST", "/match/default", json.dumps({"queries": queries}).encode())
        assert len(answer["responses"]) == BATCH
    return count * BATCH / (time.perf_counter() - began)


def form(table: bytes) -> tuple[bytes, str]:
    """An upload, as a page sends it."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="rows.csv"\r\n\r\n'
    return head + table + b"\r\n--x--\r\n", "multipart/form-data; boundary=x"


def memory(pid: int) -> int:
    """MiB that the server's process has, without the processes of screenings."""
    return kilobytes(Path(f"/proc/{pid}/smaps_rollup").read_text(), "Pss") >> 10


async def measure(told: argparse.Namespace, port: int, pid: int, listed: list[data.Listed], table: bytes) -> None:
    """Everything in turn, printed as it is done."""
    connections = [Connection(port) for _ in range(told.at_once)]
    asked = names(listed, 5_000)
    await checks(connections, asked, 2, None)  # the first ones load what later ones use

    def say(what: str, taken: list[float], seconds: float) -> None:
        middle, high = (1000 * percentile(taken, p) for p in (50, 99))
        rate = len(taken) / seconds
        print(
            f"{what}: {len(taken)} checks, median {middle:.0f} ms, 99th percentile {high:.0f} ms, {rate:.0f} a second"
        )

    say(f"{told.at_once} at once, idle", *await checks(connections, asked, told.rounds, None))
    taken, seconds = await checks(connections[:1], asked, told.rounds * 10, None)
    say("one at a time, idle", taken, seconds)
    rate = await batches(connections[0], asked, told.batches)
    print(f"batches of {BATCH}, idle: {rate:.0f} names a second; the server has {memory(pid)} MiB")
    number = (await connections[0].ask("POST", "/screenings", *form(table)))["id"]
    while (await connections[0].ask("GET", f"/screenings/{number}"))["progress"]["rows"] == 0:
        await asyncio.sleep(0.1)
    say(f"{told.at_once} at once, screening", *await checks(connections, asked, 100_000, number))
    while (run := await connections[0].ask("GET", f"/screenings/{number}"))["state"] == "running":
        await asyncio.sleep(0.2)
    print(f"the file is {run['state']}: {run['progress']['rows_done']} rows, {run['summary']['hits']} hits")
    number = (await connections[0].ask("POST", "/screenings", *form(table)))["id"]
    while (await connections[0].ask("GET", f"/screenings/{number}"))["progress"]["rows"] == 0:
        await asyncio.sleep(0.1)
    rate = await batches(connections[0], asked, told.batches)
    print(f"batches of {BATCH}, screening: {rate:.0f} names a second; the server has {memory(pid)} MiB")


def main() -> None:
    """Make the files, start the server, measure, stop it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", type=Path, metavar="PATH", help="a watchlist file (default: a made-up list)")
    parser.add_argument("--names", type=int, default=34_000, metavar="N", help="names of the made-up list")
    parser.add_argument("--rows", type=int, default=100_000, metavar="N", help="rows of the file (%(default)s)")
    parser.add_argument("--at-once", type=int, default=50, metavar="N", help="checks at once (%(default)s)")
    parser.add_argument("--rounds", type=int, default=40, metavar="N", help="rounds of checks, idle (%(default)s)")
    parser.add_argument("--batches", type=int, default=20, metavar="N", help="batches of 100 (%(default)s)")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        listed = data.made_up_list(told.names)
        watchlist = told.list.resolve() if told.list else data.write_list(folder / "made-up.csv", listed)
        rows = data.write_rows(folder / "rows.csv", itertools.islice(data.counterparties(listed), told.rows))
        (folder / "screening.toml").write_text("[web]\nrequests = 1_000_000\n", encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "screening", "serve", "--port", "0", "-w", str(watchlist)], cwd=folder,
            env={**clean_environment(folder), "SCREENING_CONFIG": str(folder / "screening.toml")},
            stderr=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip
        assert process.stderr is not None
        try:
            line = process.stderr.readline()
            found = re.search(r":(\d+) ", line)
            if found is None:
                raise SystemExit(line + process.stderr.read())
            print(f"{os.cpu_count()} cores, {os.getloadavg()[0]:.1f} busy before")
            asyncio.run(measure(told, int(found[1]), process.pid, listed, rows.read_bytes()))
        finally:
            process.kill()
            process.wait()
            process.stderr.close()


if __name__ == "__main__":
    main()
