"""Tables to screen again, and when."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime

THEN, NOW = datetime(2026, 1, 10, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
COLUMNS = ("Name", "Type", "Alias", "IMO", "Country", "Notes")


def table(rows: Sequence[tuple[str, ...]], headers: tuple[str, ...] = COLUMNS) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([headers, *rows])
    return text.getvalue().encode()
