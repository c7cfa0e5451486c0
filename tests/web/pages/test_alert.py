"""One alert, and the decision of a person on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from .conftest import ROWS, Site, site_at


def test_an_alert_shows_both_sides_and_the_reasons(site: Site, screened: str) -> None:
    text = site.get(f"{screened}/alerts/0").text
    for words in ("Alert 1 of 3", "Field by field", "On the list", "Why the risk is", "Is it"):
        assert words in text
    assert "Next alert" in text
    assert "Previous alert" not in text


@pytest.mark.parametrize("place", [-1, 3, 10**9])
def test_an_alert_that_is_not_there_is_not_found(site: Site, screened: str, place: int) -> None:
    assert site.get(f"{screened}/alerts/{place}").status_code == 404


@pytest.mark.parametrize(
    ("filled", "words"),
    [
        ({}, "Disposition is empty"),
        ({"disposition": "nonsense", "reviewer": "J. Kim"}, "Disposition &#39;nonsense&#39; is none"),
        ({"disposition": "true_match"}, "Reviewer is empty"),
        ({"disposition": "false_positive", "reviewer": "J. Kim"}, "Comment is empty"),
        ({"disposition": "true_match", "reviewer": "J. Kim", "expires": "2099-01-01"}, "Expires is given"),
        ({"disposition": "false_positive", "reviewer": "J", "comment": "c", "expires": "2020-01-01"}, "has passed"),
    ],
)
def test_what_is_wrong_stands_at_its_field(site: Site, screened: str, filled: dict[str, str], words: str) -> None:
    answer = site.post(f"{screened}/alerts/2/hits/0", **filled)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_what_was_filled_in_stays_and_is_escaped(site: Site, screened: str) -> None:
    answer = site.post(f"{screened}/alerts/2/hits/0", reviewer='"><b>me', comment="</textarea><script>x</script>")
    assert "&#34;&gt;&lt;b&gt;me" in answer.text
    assert "<script>x" not in answer.text


def test_a_decision_excludes_the_hit_at_the_next_screening(site: Site) -> None:
    address = site.upload(("decide.csv", ROWS), then="screen").headers["location"]
    site.run(address)
    alert = f"{address}/alerts/0"
    until = (date.today() + timedelta(30)).isoformat()  # noqa: DTZ011 - a browser's form has a day of this place
    decided = site.post(
        f"{alert}/hits/0", disposition="false_positive", reviewer="J. Kim", comment="Register <seen>.", expires=until
    )
    assert decided.status_code == 303
    text = site.get(alert).text
    assert "J. Kim" in text
    assert "Register &lt;seen&gt;." in text
    assert "false positive" in site.get(address).text
    assert '"action": "decide"' in site.audited()
    site.post(f"{address}/again", threshold="70")
    again = site.run(address)
    assert again["how"]["threshold"] == 70
    summary = again["summary"]
    assert summary["excluded_hits"] == 1
    assert summary["outcome"]["potential_match"] == 2
    assert "1 hit excluded by a decision" in site.get(address).text


def test_a_hit_that_is_not_there_is_not_found(site: Site, screened: str) -> None:
    filled = {"disposition": "true_match", "reviewer": "J. Kim"}
    assert site.post(f"{screened}/alerts/0/hits/9", **filled).status_code == 404


@pytest.fixture
def four_eyes(tmp_path: Path, site: Site, screened: str) -> Iterator[Site]:
    """Another server, which finds the run that is done in its folder."""
    run = Path("web") / screened.removeprefix("/")
    shutil.copytree(site.folder / run, tmp_path / run)
    yield from site_at(tmp_path, more='four_eyes = true\nreviewers = ["J. Kim", "A. Okafor"]\nvalid_for = "90 days"')


def test_two_reviewers_where_the_configuration_wants_them(four_eyes: Site, screened: str) -> None:
    alert = f"{screened}/alerts/0"
    text = four_eyes.get(alert).text
    assert "Two reviewers must agree on: false positive" in text
    assert '<option value="A. Okafor">' in text
    assert "90 days from now" in text
    filled = {"disposition": "false_positive", "comment": "seen"}
    assert "no reviewer of the configuration" in four_eyes.post(f"{alert}/hits/0", reviewer="Who", **filled).text
    assert four_eyes.post(f"{alert}/hits/0", reviewer="J. Kim", **filled).status_code == 303
    assert "when a second reviewer has decided the same" in four_eyes.get(alert).text
    assert four_eyes.post(f"{alert}/hits/0", reviewer="A. Okafor", **filled).status_code == 303
    assert "when a second reviewer has decided the same" not in four_eyes.get(alert).text
