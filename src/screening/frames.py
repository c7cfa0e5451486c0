"""Results beside the rows of a DataFrame."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from screening.report.model import Result
from screening.texts import spoken

COLUMNS = (
    "outcome", "risk", "hits", "score", "entity_id", "watchlist", "entity_name", "matched_name", "why", "red_flags",
    "problems",
)  # fmt: skip


_TYPES = {**dict.fromkeys(COLUMNS, "str"), "hits": "int64", "score": "float64"}
"""The same for every frame, be it without a row or a hit: the parts of a table have to fit together."""

_FIRST_ROW = 2
"""The number of a frame's first row: its header counts as one."""


def beside(frame: pd.DataFrame, results: Sequence[Result]) -> pd.DataFrame:
    """A copy of the frame with a column for each of COLUMNS; one that it has already is kept under its name."""
    by_row = {result.row: result for result in results}
    rows = [_row(by_row.get(number)) for number in range(_FIRST_ROW, _FIRST_ROW + len(frame))]
    added = pd.DataFrame(rows, columns=list(COLUMNS), index=frame.index).astype(_TYPES)
    taken = set(map(str, frame.columns))
    added.columns = pd.Index([_free(name, taken) for name in COLUMNS])
    return pd.concat([frame, added], axis=1)


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name = f"screening_{name}"
    return name


def _row(result: Result | None) -> list[str | float | int | None]:
    if result is None:  # blank rows at the end of a table are no rows of it, those of a frame are
        return ["not_screened", "none", 0, None, "", "", "", "", "", "", spoken()("row.empty")]
    flags, problems = "; ".join(flag.id for flag in result.red_flags), "; ".join(result.problems)
    if not result.hits:
        return [result.outcome, result.risk, 0, None, "", "", "", "", "", flags, problems]
    best = result.hits[0]
    return [
        result.outcome, result.risk, len(result.hits), best.score, best.entity_id, best.watchlist, best.entity_name,
        best.matched_name, best.evidence[0].detail if best.evidence else "", flags, problems,
    ]  # fmt: skip
