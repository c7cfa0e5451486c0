"""One run: waiting, cancelled, failed, done; its alerts by a threshold; again; and deleted."""

from __future__ import annotations

import json
import re
from pathlib import Path

from screening.web.alerts import alerts_of
from screening.web.runs.shelf import ALERTS

from .conftest import ROWS, Site


def alerts_in(text: str) -> list[str]:
    return re.findall(r'/alerts/\d+"><bdi>(.*?)</bdi>', text)


def test_the_result_has_its_numbers_lists_and_alerts(site: Site, screened: str) -> None:
    text = site.get(screened).text
    assert re.findall(r"<dd>(\d+)</dd>", text)[:3] == ["3", "5", "1"]
    assert set(alerts_in(text)) == {"Zemblan Harbour Bank", "Zemblan Harbuor Bank", "Orlando Quillon Vexley"}
    assert "zembla" in text
    assert "31 January 2026" in text


def test_a_file_name_stays_text(site: Site, screened: str) -> None:
    for address in (screened, "/runs", f"{screened}/columns", f"{screened}/alerts/0"):
        text = site.get(address).text
        assert "<img src=x" not in text
        assert "&lt;img src=x" in text


def test_a_higher_threshold_leaves_alerts_out(site: Site, screened: str) -> None:
    low, high = (site.get(f"{screened}?threshold={at}").text for at in (0, 99.9))
    assert len(alerts_in(low)) == 3
    assert "Zemblan Harbuor Bank" not in alerts_in(high)
    assert "3</strong> alerts at a threshold of 75.0" in low


def test_alerts_are_ranked_by_the_hits_that_are_left(site: Site, screened: str, tmp_path: Path) -> None:
    head, line, *_ = (site.folder / "web" / screened.removeprefix("/") / ALERTS).read_text().splitlines()
    alert = json.loads(line)
    (hit,) = alert["hits"]

    def row(name: str, *hits: tuple[float, str]) -> str:
        told = [{**hit, "score": score, "risk": risk} for score, risk in hits]
        return json.dumps({**alert, "name": name, "hits": told, "risk": "high"})

    rows = [row("two", (96, "low"), (80, "high")), row("one", (95, "medium")), row("weak", (76, "low"))]
    (tmp_path / ALERTS).write_text("\n".join([head, *rows]) + "\n")

    def at(threshold: float) -> list[tuple[int, str, int, str]]:
        found = alerts_of(tmp_path, threshold, 0, 10)
        assert found is not None
        return [(a.number, a.result.name, len(a.result.hits), a.result.risk) for a in found.alerts]

    assert at(75) == [(0, "two", 2, "high"), (1, "one", 1, "medium"), (2, "weak", 1, "low")]
    assert at(90) == [(1, "one", 1, "medium"), (0, "two", 1, "low")]
    assert at(100) == []
    assert alerts_of(tmp_path / "nowhere", 75, 0, 10) is None


def test_alerts_come_in_pages(site: Site, screened: str) -> None:
    text = site.get(f"{screened}?offset=2").text
    assert len(alerts_in(text)) == 1
    assert "3 to 3 of 3" in text
    assert 'rel="prev"' in text
    assert 'rel="next"' not in text
    assert "nothing on this page" in site.get(f"{screened}?offset=50").text


def test_every_format_can_be_downloaded_when_it_is_written(site: Site, screened: str) -> None:
    for _ in range(200):
        if "being written" not in (text := site.get(screened).text):
            break
    for suffix in ("xlsx", "html", "csv", "json"):
        (address,) = re.findall(rf'href="(/screenings/\w+/report\.{suffix}[^"]*)" download', text)
        answer = site.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment")


def test_what_waits_can_be_cancelled(site: Site) -> None:
    first = site.upload(("first.csv", ROWS), then="screen").headers["location"]
    second = site.upload(("second.csv", ROWS), then="screen").headers["location"]
    text = site.get(second).text
    assert "Cancel" in text
    assert 'http-equiv="refresh"' in text  # for browsers without scripts
    assert site.post(f"{second}/cancel").headers["location"] == second
    assert "It was cancelled" in site.get(second).text
    site.post(f"{first}/cancel")
    assert '"action": "cancel"' in site.audited()


def test_a_failed_run_says_why_and_what_to_do(site: Site) -> None:
    address = site.upload(("empty.csv", b""), then="screen").headers["location"]
    assert site.run(address)["state"] == "failed"
    text = site.get(address).text
    assert "It could not be screened" in text
    assert "the file is empty" in text
    assert "Look at its columns and try again" in text


def test_a_run_is_deleted_for_good(site: Site) -> None:
    address = site.upload(("away.csv", ROWS)).headers["location"].removesuffix("/columns")
    assert "It was not screened yet" in site.get(address).text
    assert site.post(f"{address}/delete").headers["location"] == "/runs"
    assert site.get(address).status_code == 404
    assert '"action": "delete"' in site.audited()


def test_past_runs_tell_who_when_and_what(site: Site, screened: str) -> None:
    text = site.get("/runs").text
    assert screened in text
    assert "local user" in text
    assert "UTC" in text
