"""An update as it is run by a person, from a terminal or a page: with the clock, chance and environment of now."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from screening.config import Config
from screening.download.fetch import Surroundings
from screening.errors import ListError
from screening.lists.shipped import shipped_lists
from screening.source_text import Source
from screening.update.jobs import jobs
from screening.update.result import UpdateResult
from screening.update.run import update_lists


def update_now(
    config: Config, source: Source, store: Path | None, names: Sequence[str], *, force: bool = False
) -> Iterator[UpdateResult]:
    """Bring lists up to date, by name or all of the configuration, and tell what came of each.

    Raises what `jobs` raises, and ListError without a ``store``, before anything is downloaded; while it goes on, what
    `update_lists` raises.
    """
    wanted = jobs(config, source, names, shipped_lists())
    if store is None:
        hint = "name one with the environment variable SCREENING_LISTS"
        raise ListError("there is no folder for downloaded lists", hint=hint, code="no_store")
    around = Surroundings(time.monotonic, lambda: datetime.now(UTC), time.sleep, random.random, os.environ)
    return update_lists(store, wanted, config.download, around, force=force)
