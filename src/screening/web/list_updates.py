"""Updates of lists in the background: one at a time, and then the screener made anew."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, Thread

from screening.configuration import LoadedConfig, load_config
from screening.errors import ScreeningError, UsageError
from screening.update.now import update_now
from screening.update.result import UpdateResult
from screening.web.refusals import Refusal, refusal_of

_LOG = logging.getLogger("screening.web")


@dataclass(frozen=True, slots=True)
class Update:
    """An update: since when (ISO 8601), by whom, what has come of each list so far, and what ended it, if not its end.

    ``reloading`` is while the lists are read anew; after it, they are in use.
    """

    started: str
    by: str
    results: tuple[UpdateResult, ...] = ()
    running: bool = True
    reloading: bool = False
    error: Refusal | None = None


class ListUpdates:
    """Runs updates by the configuration at ``config``; ``reload`` reads the lists again. ``now`` is the clock."""

    def __init__(
        self, config: Path | None, reload: Callable[[], None], now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._config = config
        self._reload = reload
        self._now = now
        self._lock = Lock()
        self._last: Update | None = None

    @property
    def last(self) -> Update | None:
        """The update that runs, or ran last."""
        return self._last

    def loaded(self) -> LoadedConfig:
        """The configuration as it stands in its file now. Raises ConfigError."""
        return load_config(self._config, cwd=Path.cwd(), environ=os.environ)

    def start(self, by: str) -> None:
        """Update the lists of the configuration. Raises UsageError where one runs, and where there is nothing to do."""
        with self._lock:
            if self._last is not None and self._last.running:
                raise UsageError("an update runs already", hint="wait for its end", code="busy")
            loaded = self.loaded()
            results = update_now(loaded.config, loaded.source, loaded.store, ())
            self._last = update = Update(self._now().isoformat(timespec="seconds"), by)
        Thread(target=self._run, args=(results, update), name="update of lists", daemon=True).start()

    def _run(self, results: Iterator[UpdateResult], update: Update) -> None:
        try:
            for result in results:
                self._last = update = replace(update, results=(*update.results, result))
            if any(result.status == "updated" for result in update.results):
                self._last = update = replace(update, reloading=True)
                self._reload()
        except ScreeningError as error:
            update = replace(update, error=refusal_of(error)[1])
        except Exception:  # noqa: BLE001 - the page is the only one that a thread can tell
            _LOG.exception("update of lists")
            update = replace(update, error=Refusal(detail="The update has failed; the log says why.", code="internal"))
        finally:
            self._last = replace(update, running=False, reloading=False)
