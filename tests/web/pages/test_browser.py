"""The pages in a real browser on a real server: the whole round, by keyboard, on a phone, light and dark, and hostile.

The browser is the system's Chromium; where there is none the tests are skipped, unless SCREENING_NEEDS_CHROMIUM is set.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from chromium import CONTRAST, DESK, PHONE, chromium, needs_chromium, watched
from made_up_list import write_list
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, expect

from screening.web.settings import hashed

from .conftest import HOSTILE_NAME, ROWS

pytestmark = needs_chromium

NAME = "screening.test"  # as other machines might call the server: no address that browsers trust like their own
EXPECTED = (
    "status of 422",  # a file that cannot be read is told so
    "Cross-Origin-Opener-Policy header has been ignored",  # by plain http, which a network of one's own may have
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium(f"--host-resolver-rules=MAP {NAME} 127.0.0.1") as browser:
        yield browser


@contextmanager
def served(folder: Path, web: str = "") -> Iterator[str]:
    """The address of a server of its own, on a free port."""
    name = write_list(folder).name
    (folder / "screening.toml").write_text(
        f'[[list]]\npath = "{name}"\n[decisions]\nstore = "sqlite:///decisions.sqlite"\n[web]\nfolder = "web"\n{web}\n'
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "screening", "serve", "--port", "0"], cwd=folder, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert process.stderr is not None
        found = re.search(r"http://\S+", process.stderr.readline())
        assert found is not None
        yield found.group()
    finally:
        process.terminate()
        process.communicate()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@contextmanager
def opened(
    browser: Browser, address: str, path: str = "/", width: int = DESK, *, scripts: bool = True, dark: bool = False
) -> Iterator[Page]:
    """The page as a person opens it; nothing was fetched from elsewhere, and nothing complained, when it is left."""
    with watched(browser, width, scripts=scripts, dark=dark) as (page, fetched, said):
        page.goto(address + path)
        yield page
    assert [text for text in said if not any(known in text for known in EXPECTED)] == []
    assert {url for url in fetched if not url.startswith(f"{address}/")} == set()


def choose(page: Page, name: str = "parties.csv", text: str = ROWS) -> None:
    page.get_by_label("Choose files").set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})


def result(page: Page) -> Locator:
    """The three numbers, when they are there."""
    expect(page.locator(".tiles")).to_be_visible()
    return page.locator(".tiles dd")


@pytest.fixture(scope="module")
def done(browser: Browser, server: str) -> str:
    """The page of a run that is done."""
    with opened(browser, server) as page:
        choose(page)
        page.get_by_role("button", name="Screen at once").click()
        result(page)
        return page.url.removeprefix(server)


def test_the_whole_round(browser: Browser, server: str, tmp_path: Path) -> None:
    """Upload, columns, progress, report, download, decision; and the hit is excluded on the next run."""
    with opened(browser, server) as page:
        choose(page)
        expect(page.locator("#chosen li")).to_contain_text("parties.csv")
        page.get_by_role("button", name="Look at the columns").click()
        expect(page.get_by_label("Name", exact=False).first).to_have_value("name")
        page.get_by_label("Ref").select_option("id")
        page.get_by_role("button", name="Screen", exact=True).click()
        expect(result(page)).to_have_text(["3", "5", "1"])
        with page.expect_download() as awaited:
            page.get_by_role("link", name="Excel workbook").click()
        awaited.value.save_as(tmp_path / "risk.xlsx")
        assert "Alerts" in load_workbook(tmp_path / "risk.xlsx").sheetnames
        run = page.url
        page.get_by_role("link", name="Zemblan Harbour Bank").click()
        page.get_by_label("False positive").check()
        page.get_by_label("Your name").fill("J. Kim")
        page.get_by_label("Reason").fill("Register extract seen.")
        page.get_by_role("button", name="Store the decision").click()
        expect(page.locator(".records")).to_contain_text("Register extract seen.")
        page.goto(run)
        expect(page.locator(".word.false_positive")).to_have_text("false positive")
        page.get_by_role("button", name="Screen again").click()
        expect(page.get_by_text("1 hit excluded by a decision")).to_be_visible()
        expect(result(page)).to_have_text(["2", "5", "1"])


def test_the_slider_ranks_anew_in_its_place(browser: Browser, server: str, done: str) -> None:
    with opened(browser, server, done) as page:
        page.get_by_label("Threshold").first.fill("99.5")
        expect(page.locator("#alert-count")).to_contain_text("99.5")
        assert "threshold=99.5" in page.url
        expect(page.locator("#said")).to_contain_text("alerts at 99.5")
        expect(page.get_by_label("Threshold").first).to_be_visible()


def test_a_name_is_checked_as_it_is_typed(browser: Browser, server: str) -> None:
    with opened(browser, server, "/check") as page:
        page.get_by_label("Name", exact=True).press_sequentially("Orlando Quillon Vexley")
        expect(page.locator(".card h3")).to_have_text("Orlando Quillon Vexley")
        expect(page.get_by_label("Name", exact=True)).to_be_focused()
        expect(page.locator("#said")).to_contain_text("1 hit, the best Orlando Quillon Vexley")
        page.get_by_label("Date of birth").fill("1950-01-01")
        expect(page.locator(".agree.contradicting")).to_be_visible()


def test_files_are_dropped(browser: Browser, server: str) -> None:
    with opened(browser, server) as page:
        page.evaluate(
            """text => {
                const data = new DataTransfer();
                data.items.add(new File([text], "dropped.csv"));
                const event = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
                document.querySelector("[data-drop]").dispatchEvent(event);
            }""",
            ROWS,
        )
        expect(page.locator("#chosen li")).to_contain_text("dropped.csv")
        page.get_by_role("button", name="Look at the columns").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("dropped.csv")


def test_an_upload_by_keyboard_alone(browser: Browser, server: str, tmp_path: Path) -> None:
    path = tmp_path / "keys.csv"
    path.write_text(ROWS)
    with opened(browser, server) as page:
        page.on("filechooser", lambda chooser: chooser.set_files(path))
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_label("Choose files")).to_be_focused()
        page.keyboard.press("Space")
        expect(page.locator("#chosen")).to_contain_text("keys.csv")
        for _ in range(2):  # past the threshold and password, which stay closed
            page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Look at the columns")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("keys.csv")


def test_everything_works_without_scripts(browser: Browser, server: str, done: str) -> None:
    with opened(browser, server, scripts=False) as page:
        expect(page.locator(".scripted-only")).to_be_hidden()
        choose(page, "plain.csv", "Name\nBakery Sunrise\n")
        page.get_by_role("button", name="Look at the columns").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("plain.csv")
        page.goto(server + done)
        page.get_by_label("Threshold").first.fill("99.5")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("#alert-count")).to_contain_text("99.5")
        page.goto(f"{server}/check")
        page.get_by_label("Name", exact=True).fill("Orlando Quillon Vexley")
        page.get_by_role("button", name="Check").click()
        expect(page.locator(".card h3")).to_have_text("Orlando Quillon Vexley")


def test_a_hostile_file_gets_its_clear_error(browser: Browser, server: str) -> None:
    with opened(browser, server) as page:
        choose(page, HOSTILE_NAME, "PK\x03\x04" + "\0" * 100)
        page.get_by_role("button", name="Screen at once").click()
        expect(page.get_by_role("heading", name="It could not be screened")).to_be_visible()
        expect(page.get_by_role("alert")).to_contain_text("What to do")
        assert page.locator("main img").count() == 0


def test_a_cell_stays_text_on_each_page(browser: Browser, server: str) -> None:
    rows = 'Name,"<img src=x onerror=alert(1)>"\nZemblan Harbour Bank,"<script>alert(1)</script>"\n'
    with opened(browser, server) as page:
        choose(page, "cells.csv", rows)
        page.get_by_role("button", name="Look at the columns").click()
        expect(page.locator("main")).to_contain_text("<script>alert(1)</script>")
        assert page.locator("main img, main script").count() == 0


@pytest.mark.parametrize(("width", "dark"), [(PHONE, False), (PHONE, True), (DESK, False), (DESK, True)])
def test_every_page_fits_and_can_be_read(browser: Browser, server: str, done: str, width: int, dark: bool) -> None:
    addresses = ["/", f"{done}/columns", done, f"{done}/alerts/0", "/runs", "/lists", "/api", "/check"]
    with opened(browser, server, "/", width, dark=dark) as page:
        for address in addresses:
            page.goto(server + address)
            page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            assert page.evaluate(CONTRAST) == [], address


def test_a_key_is_given_by_a_browser_that_comes_over_the_network(browser: Browser, tmp_path: Path) -> None:
    """Over plain http and by a name, browsers say less of where a form comes from than on one's own machine."""
    web = f'hosts = ["{NAME}"]\n[[web.key]]\nname = "desk"\nsha256 = "{hashed("the key of the desk")}"'
    with served(tmp_path, web) as address:
        there = address.replace("127.0.0.1", NAME)
        with opened(browser, there, "/runs", PHONE) as page:
            page.get_by_label("Your key").fill("the key of the desk")
            page.get_by_role("button", name="Log in").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Screenings")
            page.get_by_role("button", name="Log out").click()
            expect(page.get_by_label("Your key")).to_be_visible()
