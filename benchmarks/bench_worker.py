"""What the benchmarks measure inside of a process of its own; each prints one JSON object.

    python bench_worker.py ready --list LIST                  importing, loading a list, the first answer
    python bench_worker.py match --list LIST --rows ROWS      milliseconds for each name, one by one
    python bench_worker.py sample --list LIST --rows ROWS     the rows as one table
    python bench_worker.py rapidfuzz --list LIST --rows ROWS  the rows against every name
    python bench_worker.py nomenklatura --list LIST --rows ROWS

LIST and ROWS of the last two are the tables that ``bench_data`` writes; only they run where this project isn't
installed. ``throughput.py`` starts these.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Figures = dict[str, Any]

WARM_UP = 50
"""Rows at the head of ROWS that are matched before the clock starts: much is made when it is first needed."""

CUTOFF = 75.0
"""The least score of a hit for rapidfuzz: the threshold of this program."""

LOGIC_V2_CUTOFF = 0.7
"""The least score of a hit for nomenklatura: the threshold that its authors recommend."""

CANDIDATES = 10
"""Hits that are kept for a row."""

CHUNK = 50
"""Rows that are compared with all names at once: the matrix must fit into memory."""


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def listed_names(path: Path) -> list[str]:
    """All names of a list, as it stands in a table."""
    names: list[str] = []
    for entry in read_table(path):
        names += [entry["name"], *filter(None, (entry["aliases"] + ";" + entry["weak_aliases"]).split(";"))]
    return names


def ready(watchlist: Path, rows: Path | None) -> Figures:
    """From the start of Python to the first answer, in three parts."""
    began = time.perf_counter()
    from screening.screener import Screener  # noqa: PLC0415 - importing is what is timed

    imported = time.perf_counter()
    screener = Screener.from_config(lists=[str(watchlist)])
    loaded = time.perf_counter()
    screener.match("Zoverer Equipment Works JSC")
    answered = time.perf_counter()
    return {"import": imported - began, "ready": loaded - imported, "first": answered - loaded}


def match(watchlist: Path, rows: Path | None) -> Figures:
    """The time of each name by itself, on a screener that is warm."""
    import screening  # noqa: PLC0415

    screener = screening.Screener.from_config(lists=[str(watchlist)])
    names = [row["name"] for row in read_table(_given(rows))]
    for name in names[:WARM_UP]:
        screener.match(name)
    times: list[float] = []
    hits = 0
    for name in names[WARM_UP:]:
        began = time.perf_counter()
        found = screener.match(name)
        times.append((time.perf_counter() - began) * 1000)
        hits += bool(found)
    return {"ms": times, "alerts": hits}


def sample(watchlist: Path, rows: Path | None) -> Figures:
    """The rows as one table, after loading."""
    began = time.perf_counter()
    import screening  # noqa: PLC0415

    screener = screening.Screener.from_config(lists=[str(watchlist)])
    parties = [
        screening.Counterparty.model_validate({key: row[key] for key in ("name", "type", "country")})
        for row in read_table(_given(rows))
    ]
    screener.match(parties[0])
    first = time.perf_counter()
    screener.screen(parties[:WARM_UP])
    warm = time.perf_counter()
    report = screener.screen(parties[WARM_UP:])
    return {"first": first - began, "seconds": time.perf_counter() - warm, "alerts": len(report.alerts)}


def rapidfuzz(watchlist: Path, rows: Path | None) -> Figures:
    """Brute force: every row against every name, by two scorers and in two ways of calling each."""
    import numpy as np  # noqa: PLC0415
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415

    names = [utils.default_process(name) for name in listed_names(watchlist)]
    queries = [utils.default_process(row["name"]) for row in read_table(_given(rows))[WARM_UP:]]
    figures: Figures = {}
    for scorer in (fuzz.WRatio, fuzz.token_sort_ratio):
        began = time.perf_counter()
        hits = sum(
            bool(process.extract(q, names, scorer=scorer, score_cutoff=CUTOFF, limit=CANDIDATES)) for q in queries
        )
        figures[f"extract {scorer.__name__}"] = {"seconds": time.perf_counter() - began, "alerts": hits}
        began = time.perf_counter()
        hits = 0
        for start in range(0, len(queries), CHUNK):
            scores = process.cdist(
                queries[start : start + CHUNK], names, scorer=scorer, score_cutoff=CUTOFF, dtype=np.uint8, workers=1
            )
            hits += int((scores.max(axis=1) > 0).sum())
        figures[f"cdist {scorer.__name__}"] = {"seconds": time.perf_counter() - began, "alerts": hits}
    return figures


def nomenklatura(watchlist: Path, rows: Path | None) -> Figures:
    """nomenklatura's own index proposes, logic-v2 scores all that it proposes."""
    began = time.perf_counter()
    from importlib import import_module  # noqa: PLC0415
    from importlib.metadata import version  # noqa: PLC0415

    ftm, store_module = import_module("followthemoney"), import_module("nomenklatura.store")
    matching = import_module("nomenklatura.matching")
    blocker, resolver = import_module("nomenklatura.blocker"), import_module("nomenklatura.resolver")
    imported = time.perf_counter()
    dataset = ftm.Dataset.make({"name": "bench", "title": "Benchmark"})

    def entity(key: str, schema: str, names: list[str], more: dict[str, list[str]]) -> Any:
        properties = {"name": names[:1], "alias": names[1:], **more}
        return ftm.StatementEntity.from_data(dataset, {"id": key, "schema": schema, "properties": properties})

    store = store_module.MemoryStore(dataset, resolver.Linker({}))
    with store.writer() as writer:
        for e in read_table(watchlist):
            names = [e["name"], *filter(None, e["aliases"].split(";"))]
            writer.add_entity(
                entity(e["id"], e["type"], names, {"weakAlias": [*filter(None, e["weak_aliases"].split(";"))]})
            )
    view = store.default_view()
    queries = {
        f"q-{r['id']}": entity(f"q-{r['id']}", r["type"], [r["name"]], {"country": [r["country"]]})
        for r in read_table(_given(rows))
    }
    algorithm, config = matching.get_algorithm("logic-v2"), matching.ScoringConfig.defaults()

    with tempfile.TemporaryDirectory() as folder:
        index = blocker.Index(view, Path(folder))
        index.build()
        built = time.perf_counter()

        def screened(some: list[Any]) -> tuple[int, int]:
            pairs = alerts = 0
            for key, candidates in index.match_entities(some):
                scores = [
                    algorithm.compare(queries[str(key)], view.get_entity(c.id), config).score for c, _ in candidates
                ]
                pairs += len(scores)
                alerts += max(scores, default=0.0) >= LOGIC_V2_CUTOFF
            return pairs, alerts

        everyone = list(queries.values())
        screened(everyone[:1])
        first = time.perf_counter()
        screened(everyone[:WARM_UP])
        warm = time.perf_counter()
        pairs, alerts = screened(everyone[WARM_UP:])
        done = time.perf_counter()
    return {
        "version": version("nomenklatura"),
        "import": imported - began,
        "build": built - imported,
        "first": first - began,
        "seconds": done - warm,
        "pairs": pairs,
        "alerts": alerts,
    }


def _given(rows: Path | None) -> Path:
    if rows is None:
        raise SystemExit("--rows is missing")
    return rows


TASKS: dict[str, Callable[[Path, Path | None], Figures]] = {
    task.__name__: task for task in (ready, match, sample, rapidfuzz, nomenklatura)
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("--list", type=Path, required=True)
    parser.add_argument("--rows", type=Path)
    given = parser.parse_args()
    print(json.dumps(TASKS[given.task](given.list, given.rows)))


if __name__ == "__main__":
    main()
