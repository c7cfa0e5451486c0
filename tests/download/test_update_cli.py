"""From a publisher's server to a report, by the command line in processes of its own."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from screening.screener import Screener

from .publisher import Publisher, body, running, status

SDN = (Path(__file__).parents[1] / "lists" / "excerpts" / "ofac_sdn_excerpt.xml").read_bytes()
COUNT = SDN.count(b"<sdnEntry>")


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with running() as it:
        yield it


class House:
    """A folder with a configuration, a table of counterparties, and a store of its own."""

    def __init__(self, folder: Path, publisher: Publisher) -> None:
        self.folder, self.publisher = folder, publisher
        self.configure("")
        (folder / "parties.csv").write_text("name\nKorea Daesong Bank\nBakery of the Corner\n")
        publisher.says(body(SDN, ETag='"1"'), path="/ofac-sdn.xml")

    def configure(self, more: str, *, top: str = "") -> None:
        (self.folder / "screening.toml").write_text(
            f'{top}\n[download]\nfolder = "store"\nmirror = "{self.publisher.url("")}"\nretries = 0\n'
            f'[[list]]\nname = "ofac-sdn"\n{more}\n'
        )

    def run(self, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        inherited = {name: value for name, value in os.environ.items() if name != "SCREENING_LISTS"}
        done = subprocess.run(
            [sys.executable, "-m", "screening", *arguments], stdin=subprocess.DEVNULL, capture_output=True,
            env={**inherited, "PYTHONIOENCODING": "utf-8", **environ}, cwd=self.folder, check=False, timeout=300,
            encoding="utf-8",
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        return done

    def screened(self, *options: str) -> tuple[int, str, dict[str, Any]]:
        """The status, what was said, and the list as the report tells of it."""
        report = self.folder / "risk.json"
        report.unlink(missing_ok=True)
        done = self.run("screen", "parties.csv", "-o", "risk.json", *options)
        if not report.exists():
            return done.returncode, done.stderr, {}
        found = json.loads(report.read_text(encoding="utf-8"))
        return done.returncode, done.stderr, {**found["screening"]["watchlists"][0], "summary": found["summary"]}

    @property
    def state(self) -> Path:
        return self.folder / "store" / "ofac-sdn" / "state.json"

    @property
    def list_file(self) -> Path:
        (file,) = self.state.parent.glob("*.xml")
        return file

    def age(self, days: int) -> None:
        """Let the list have been confirmed some days ago."""
        state = json.loads(self.state.read_text())
        checked = datetime.now(UTC) - timedelta(days=days, hours=1)
        self.state.write_text(json.dumps({**state, "checked": checked.strftime("%Y-%m-%dT%H:%M:%SZ")}))


@pytest.fixture
def house(tmp_path: Path, publisher: Publisher) -> House:
    return House(tmp_path, publisher)


def test_from_the_publisher_to_the_report(house: House) -> None:
    code, said, _ = house.screened()
    assert (code, "has not been downloaded yet (run screening lists update ofac-sdn)" in said) == (3, True)

    done = house.run("lists", "update")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"ofac-sdn: updated to 2024-05-07 ({COUNT} entries; sha256 ")

    asked = len(house.publisher.requests)
    code, said, told = house.screened()
    assert (code, told["name"], told["version"], told["entities"]) == (0, "ofac-sdn", "2024-05-07", COUNT)
    assert told["warnings"] == []
    assert told["summary"]["outcome"]["potential_match"] == 1
    assert len(house.publisher.requests) == asked  # a screening never goes to the network

    house.publisher.says(status(304, b""), path="/ofac-sdn.xml")
    done = house.run("lists", "update", "--json")
    (result,) = json.loads(done.stdout)["lists"]
    assert (result["status"], result["entities"], result["age_days"]) == ("unchanged", COUNT, 0)

    assert f"ofac-sdn  2024-05-07  ({COUNT} entries" in house.run("lists").stdout
    shown = json.loads(house.run("lists", "show", "ofac-sdn", "--json").stdout)
    assert (shown["name"], shown["entities"]) == ("ofac-sdn", COUNT)
    assert house.run("check", "Korea Daesong Bank", "-w", "ofac-sdn", "--json").returncode == 0
    assert "0 errors" in house.run("validate", "screening.toml").stderr


def test_a_failed_update_is_told_by_every_report(house: House) -> None:
    house.run("lists", "update")
    house.publisher.says(body(b"<html>Moved</html>"), path="/ofac-sdn.xml")
    done = house.run("lists", "update")
    assert done.returncode == 3
    assert "ofac-sdn: FAILED: " in done.stdout
    assert "stays in use, last confirmed today" in done.stdout
    assert done.stderr == "screening: 1 of 1 lists could not be updated: ofac-sdn\n"
    for _ in range(2):  # from the list, and from the index that was kept
        code, said, told = house.screened()
        (warning,) = told["warnings"]
        assert (code, told["entities"]) == (0, COUNT)
        assert warning.startswith("the last update (")
        assert "is a web page and no list" in warning
        assert f"ofac-sdn: {warning}" in said
    assert "the last update failed" in house.run("lists").stdout


def test_one_list_that_fails_does_not_stop_the_others(house: House) -> None:
    house.configure(f'[[list]]\nname = "own"\nurl = "{house.publisher.url("/own.csv")}"')
    house.publisher.says(body(b"id,name\na,Alpha\n"), path="/own.csv")
    house.publisher.says(status(404), path="/ofac-sdn.xml")
    done = house.run("lists", "update")
    assert done.returncode == 3
    assert [line.partition(": ")[2][:7] for line in done.stdout.splitlines()] == ["FAILED:", "updated"]
    assert house.run("lists", "update", "own").returncode == 0


def test_an_old_list_is_told_or_refused(house: House) -> None:
    house.run("lists", "update")
    house.age(8)
    house.configure('max_age = "7 days"')
    code, _, told = house.screened()
    assert (code, told["warnings"]) == (0, ["the list is 8 days old, and max_age is 7 days"])
    house.age(9)  # the same index, another day
    assert house.screened()[2]["warnings"] == ["the list is 9 days old, and max_age is 7 days"]
    house.configure('max_age = 7\nwhen_old = "refuse"')
    code, said, told = house.screened()
    assert (code, told) == (3, {})
    assert "ofac-sdn: is 9 days old, and max_age is 7 days (run screening lists update ofac-sdn)" in said
    house.age(7)
    assert house.screened()[0] == 0


def test_what_is_said_of_age_goes_with_a_screener(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.run("lists", "update")
    house.configure("max_age = 7")
    monkeypatch.chdir(house.folder)
    monkeypatch.delenv("SCREENING_LISTS")
    later = datetime.now(UTC) + timedelta(days=30, hours=1)
    screener = Screener.from_config(now=later)
    assert [info.warnings for info in screener.lists] == [("the list is 30 days old, and max_age is 7 days",)]
    assert [info.warnings for info in pickle.loads(pickle.dumps(screener)).lists] == [
        info.warnings for info in screener.lists
    ]
    assert [info.warnings for info in Screener.from_config().lists] == [()]


def test_a_file_of_ones_own_grows_old_too(house: House) -> None:
    own = house.folder / "own.csv"
    own.write_text("id,name\na,Alpha\n")
    (house.folder / "screening.toml").write_text('[[list]]\npath = "own.csv"\nmax_age = 1\nwhen_old = "refuse"\n')
    assert house.screened()[0] == 0
    os.utime(own, (0, 0))
    code, said, _ = house.screened()
    assert (code, "days old, and max_age is 1 day (put the publisher's list in its place)" in said) == (3, True)


def test_only_some_programmes(house: House) -> None:
    house.run("lists", "update")
    house.configure('programmes = ["dprk*"]')
    (warning,) = house.screened()[2]["warnings"]
    assert "of no programme among dprk* left out by configuration" in warning
    house.configure('programmes = ["*KPRD*"]')
    code, said, _ = house.screened()
    assert (code, "no programme '*KPRD*' in ofac-sdn" in said) == (2, True)


# ------------------------------------------------------------------------------------------------------------
# Damaged lists


def test_a_stored_list_that_was_changed_stops_the_screening(house: House) -> None:
    house.run("lists", "update")
    house.list_file.write_bytes(SDN.replace(b"DAESONG", b"GNOSEAD"))
    code, said, _ = house.screened()
    assert code == 3
    assert "was changed or damaged after it was downloaded: its hash is another" in said
    code, _, told = house.screened("--allow-partial")
    assert (code, told["name"], told["entities"]) == (0, "ofac-sdn", COUNT)
    assert told["warnings"][0].startswith("the list is damaged, and was used as far as it can be read: ")

    house.list_file.write_bytes(SDN[:-300])
    house.configure("", top="allow_partial = true")
    code, _, told = house.screened()
    assert (code, told["name"], told["entities"]) == (0, "ofac-sdn", COUNT - 1)
    assert "as far as it can be read: 12 entries were read" in told["warnings"][0]

    house.list_file.write_bytes(SDN[:300])
    house.configure('programmes = ["DPRK"]', top="allow_partial = true")
    code, _, told = house.screened()
    assert (code, told["name"], told["entities"]) == (0, "ofac-sdn", 0)
    assert told["warnings"][0].startswith("NOT SCREENED AGAINST: ")


def test_the_version_before_is_used_where_the_newest_is_damaged(house: House) -> None:
    house.run("lists", "update")
    newer = SDN.replace(b"05/07/2024", b"05/08/2024")
    house.publisher.says(body(newer), path="/ofac-sdn.xml")
    house.run("lists", "update")
    newest = json.loads(house.state.read_text())["versions"][0]["file"]
    (house.state.parent / newest).write_bytes(newer[:-500])
    assert house.screened()[0] == 3
    code, said, told = house.screened("--allow-partial")
    assert (code, told["version"], told["entities"]) == (0, "2024-05-07", COUNT)
    assert told["warnings"][0].startswith("the newest version is damaged, that of 20")
    assert told["warnings"][0] in said


def test_a_list_that_is_incomplete_by_its_own_count_is_used_as_far_as_it_goes(house: House) -> None:
    data = SDN.replace(b"<sdnEntry>", b"<!--", 1).replace(b"</sdnEntry>", b"-->", 1)
    (house.folder / "sdn.xml").write_bytes(data)
    code, said, _ = house.screened("-w", "sdn.xml")
    assert (code, f"holds {COUNT - 1} entries where its header says" in said) == (3, True)
    code, _, told = house.screened("-w", "sdn.xml", "--allow-partial")
    assert (code, told["entities"]) == (0, COUNT - 1)
    assert told["warnings"][0].startswith("the list is damaged, and was used as far as it can be read: 12 entries were")
    assert "; sdn.xml: holds 12 entries where its header says 13: " in told["warnings"][0]


@pytest.mark.parametrize(
    "content", [SDN[:300], b"", b"<html>", b'id,name\n"a', b"[watchlist]\nname = "], ids=lambda content: content[:12]
)
def test_what_is_damaged_is_left_out_and_told(content: bytes, house: House) -> None:
    (house.folder / "bad.xml").write_bytes(content)
    assert house.screened("-w", "bad.xml")[0] == 3
    code, said, told = house.screened("-w", "bad.xml", "--allow-partial", "-q")
    assert (code, told["name"], told["entities"]) == (0, "bad", 0)
    assert told["warnings"][0].startswith("NOT SCREENED AGAINST: bad.xml")
    assert "bad: NOT SCREENED AGAINST" in said


def test_a_list_that_is_not_there_is_no_damaged_one(house: House) -> None:
    code, said, _ = house.screened("-w", "none.xml", "--allow-partial")
    assert (code, "none.xml: no such file" in said) == (3, True)
