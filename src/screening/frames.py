"""Results beside the rows of a DataFrame."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from screening.report.model import Result

COLUMNS = (
    "outcome", "risk", "hits", "score", "entity_id", "watchlist", "entity_name", "matched_name", "why", "problems",
)  # fmt: skip


def beside(frame: pd.DataFrame, results: Sequence[Result]) -> pd.DataFrame:
    """A copy of the frame with a column for each of COLUMNS; one that it has already is kept under its name."""
    added = pd.DataFrame([_row(result) for result in results], columns=list(COLUMNS), index=frame.index)
    taken = set(map(str, frame.columns))
    added.columns = pd.Index([f"screening_{name}" if name in taken else name for name in COLUMNS])
    return pd.concat([frame, added], axis=1)


def _row(result: Result) -> list[str | float | int | None]:
    problems = "; ".join(result.problems)
    if not result.hits:
        return [result.outcome, result.risk, 0, None, "", "", "", "", "", problems]
    best = result.hits[0]
    return [
        result.outcome, result.risk, len(result.hits), best.score, best.entity_id, best.watchlist, best.entity_name,
        best.matched_name, best.evidence[0].detail if best.evidence else "", problems,
    ]  # fmt: skip
