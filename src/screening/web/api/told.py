"""A run as the API tells of it."""

from __future__ import annotations

from screening.web.runs.model import FORMATS, Run


class RunTold(Run):
    """A run, and where to ask for more of it."""

    links: dict[str, str]


def told(run: Run) -> RunTold:
    """The run with its addresses."""
    base = f"/screenings/{run.id}"
    links = {"self": base}
    if run.state == "done":
        links |= {f"report.{suffix}": f"{base}/report.{suffix}" for suffix in FORMATS}
        links["alerts"] = f"{base}/alerts"
    return RunTold(**run.model_dump(), links=links)
