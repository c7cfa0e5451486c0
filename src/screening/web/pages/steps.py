"""What the forms about runs share: where a run's page is, what comes after it, and numbers that people typed."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any
from urllib.parse import urlencode

from pydantic import ValidationError

from screening.errors import UsageError
from screening.web.runs.model import HowToScreen, Run
from screening.web.server import Server


def address_of_run(run: Run) -> str:
    """The page of a run: of its columns while these are still looked at."""
    return f"/runs/{run.id}/columns" if run.state == "held" else f"/runs/{run.id}"


def next_step(run: Run, later: Sequence[str]) -> str:
    """The page of a run, which goes on to the runs of the numbers ``later`` when its columns are settled.

    Where they are screened already there is nothing to settle: the page of all runs shows them together.
    """
    if run.state != "held" and later:
        return "/runs"
    return address_of_run(run) + (f"?{urlencode({'later': ','.join(later)})}" if later else "")


def still_held(server: Server, later: str) -> list[str]:
    """Those of the run numbers, set apart by commas, whose columns are still to be looked at."""

    def is_held(number: str) -> bool:
        try:
            return server.queue.get(number).state == "held"
        except KeyError:
            return False

    return [number for number in later.split(",") if is_held(number)]


def how_to_screen(**told: Any) -> HowToScreen:
    """What a form says of how to screen. Raises UsageError for more than is taken, or what is too long."""
    try:
        return HowToScreen(**told)
    except ValidationError as error:
        words = "; ".join(f"{problem['loc'][0]}: {problem['msg']}" for problem in error.errors())
        raise UsageError(words, hint="correct the form", code="bad_form") from None


def number_field(text: str, name: str) -> float | None:
    """A threshold as it was typed; None for an empty field. Raises UsageError for what is none."""
    if not text.strip():
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = 0.0
    if not (isfinite(number) and 0 < number <= 100):
        raise UsageError(f"{text!r} is not a score", key=name, hint="above 0, and at most 100", code="bad_number")
    return number
