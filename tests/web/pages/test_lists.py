"""The lists: what is in use, an update from a publisher on this machine, and what has changed."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from download.publisher import Publisher, body, running

from screening.cli import main

from .conftest import Site, site_at

FIRST = "id,name,type\nh1,Hidden Kestrel Trading,Company\nh2,Grey Lantern Bank,Company\n"
SECOND = FIRST + "h3,Copper Thistle Shipping,Company\n"


@pytest.fixture(scope="module")
def publisher() -> Iterator[Publisher]:
    with running() as it:
        yield it


@pytest.fixture(scope="module")
def updating(tmp_path_factory: pytest.TempPathFactory, publisher: Publisher) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("updating")
    url = publisher.says(body(FIRST.encode()), body(SECOND.encode()), path="/kestrel.csv")
    more = (
        f'[[list]]\nname = "kestrel"\nurl = "{url}"\n'
        '[download]\nfolder = "store"\nallow_http = true\nretries = 0'
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SCREENING_LISTS")
        (folder / "screening.toml").write_text(more)
        assert main(["lists", "update", "-q", "-c", str(folder / "screening.toml")]) == 0  # the first version
        yield from site_at(folder, more=more)


def test_lists_in_use_have_version_age_and_counts(site: Site) -> None:
    text = site.get("/lists").text
    for words in ("zembla", "Nobody", "31 January 2026", "days ago", "Entries", "SHA-256", "ofac-sdn"):
        assert words in text
    assert "No list of the configuration is downloaded" in text
    assert "Update now" not in text


def test_an_update_without_anything_to_download_is_refused(site: Site) -> None:
    answer = site.post("/lists/update")
    assert answer.status_code == 400
    assert "no list that is downloaded" in answer.text


def test_an_update_brings_a_new_version_into_use(updating: Site) -> None:
    assert "asks the publishers of: kestrel" in updating.get("/lists").text
    assert "No hit." in updating.post("/check/answer", name="Copper Thistle Shipping").text
    assert updating.post("/lists/update").status_code == 303
    for _ in range(600):
        if "Last update:" in (text := updating.get("/lists").text):
            break
        time.sleep(0.05)
    assert "kestrel: updated to" in text
    assert "3 entries, 1 more than before" in text
    assert "No hit." not in updating.post("/check/answer", name="Copper Thistle Shipping").text
    assert '"action": "update lists"' in updating.audited()


def test_what_has_changed_is_a_page_that_may_run_nothing(updating: Site) -> None:
    assert "/lists/kestrel/changes" in updating.get("/lists").text
    answer = updating.get("/lists/kestrel/changes")
    assert "Copper Thistle Shipping" in answer.text
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert "allow-scripts" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("name", ["zembla", "nowhere", "..", "%2e%2e%2fweb"])
def test_a_list_without_two_versions_has_no_changes(updating: Site, name: str) -> None:
    assert updating.get(f"/lists/{name}/changes").status_code == 404
