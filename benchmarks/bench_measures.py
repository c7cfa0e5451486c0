"""What is measured, how often, and what came of it."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field

from bench_process import Run


@dataclass(frozen=True, slots=True)
class Settings:
    """What is measured, and how much of it."""

    rows: tuple[int, ...]
    sizes: tuple[int, ...]
    names: int
    size_rows: int
    sample: int
    singles: int
    runs: int
    starts: int
    long: float
    timeout: float
    nomenklatura: str


@dataclass(slots=True)
class Measured:
    """The runs of one measure, and what its report was."""

    runs: list[Run] = field(default_factory=list)
    digests: set[str] = field(default_factory=set)
    alerts: int = 0

    @property
    def wall(self) -> float:
        return statistics.median(r.wall for r in self.runs)

    @property
    def cpu(self) -> float:
        return statistics.median(r.cpu for r in self.runs)

    @property
    def peak_mb(self) -> float | None:
        peaks = [r.peak_mb for r in self.runs if r.peak_mb is not None]
        return max(peaks) if peaks else None


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of screening a table. ``workers`` is None where the command has no such option."""

    rows: int
    list_key: str
    warm: bool
    workers: int | None

    @property
    def label(self) -> str:
        workers = "" if self.workers is None else f", {self.workers} worker{'s' * (self.workers > 1)}"
        return f"{'warm' if self.warm else 'empty'} cache{workers}"
