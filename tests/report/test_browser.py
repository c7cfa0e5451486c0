"""The page in a real browser: at the width of a phone and of a desk, with scripts and without, large and small.

The browser is the system's Chromium; where there is none the tests are skipped, unless SCREENING_NEEDS_CHROMIUM is set.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from chromium import CONTRAST, DESK, PHONE, chromium, needs_chromium, watched
from playwright.sync_api import Browser, Page, expect

from screening.report.model import Report, Result, summarise

from .sample import sample_report

REPORT = sample_report()
ALERTS = len(REPORT.alerts)
MANY = 5_000
MANY_ROWS = 12_000
SOME = tuple(alert for alert in REPORT.alerts if alert.risk == "low")  # with short cards, to save time

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "report.html"
    REPORT.write(path)
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with 5,000 alerts, made of those of the small one."""
    clean = next(result for result in REPORT.counterparties if result.outcome == "no_hit")

    def numbered(number: int) -> Result:
        of = SOME[number % len(SOME)] if number < MANY else clean
        return of.model_copy(update={"row": number + 2, "name": f"{of.name} {number}"})

    results = tuple(map(numbered, range(MANY_ROWS)))
    path = tmp_path_factory.mktemp("large") / "report.html"
    Report(screening=REPORT.screening, summary=summarise(results), counterparties=results).write(path)
    return path


@contextmanager
def opened(
    browser: Browser, path: Path, width: int = DESK, *, scripts: bool = True, dark: bool = False, part: str = ""
) -> Iterator[Page]:
    """The page as a reader opens it; nothing else may have been fetched, and nothing complained, when it is left."""
    with watched(browser, width, scripts=scripts, dark=dark) as (page, fetched, said):
        page.goto(path.as_uri() + part)
        if scripts:
            expect(page.locator("#alerts .count")).to_contain_text("alerts")
        yield page
    assert said == []
    assert {url.partition("#")[0] for url in fetched} == {path.as_uri()}


def shown(page: Page) -> list[str]:
    """The numbers of the cards on the page, in order."""
    return [str(card.get_attribute("id")) for card in page.locator(".card").all()]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_no_part_is_wider_than_the_window(browser: Browser, small: Path, width: int, scripts: bool) -> None:
    with opened(browser, small, width, scripts=scripts) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for card in page.locator(".card").all()[:3]:
            box = card.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width


def test_without_scripts_everything_is_there(browser: Browser, small: Path) -> None:
    with opened(browser, small, scripts=False) as page:
        expect(page.locator(".card")).to_have_count(ALERTS)
        expect(page.locator("#rows tbody tr:not(.group)")).to_have_count(len(REPORT.counterparties))
        expect(page.locator("button, input, select")).to_have_count(0)


def test_alerts_are_filtered_searched_and_sorted(browser: Browser, small: Path) -> None:
    low = [f"alert-{n}" for n, alert in enumerate(REPORT.alerts, 1) if alert.risk == "low"]
    with opened(browser, small) as page:
        count = page.locator("#alerts .count")
        expect(count).to_have_text(f"{ALERTS} of {ALERTS} alerts")
        page.get_by_label("Risk", exact=True).select_option(label="Low")
        expect(count).to_have_text(f"{len(low)} of {ALERTS} alerts")
        assert shown(page) == low
        page.locator("#search-alerts").fill("hidden COBRA")
        expect(count).to_have_text(f"1 of {ALERTS} alerts")
        expect(page.locator(".card h3")).to_have_text("Hidden Cobra Consulting")
        page.locator("#search-alerts").fill("no such party")
        expect(page.locator("#cards")).to_have_text("No alert fits. Clear a filter to see more.")
        page.locator("#alerts").get_by_role("button", name="Clear").click()
        expect(count).to_have_text(f"{ALERTS} of {ALERTS} alerts")
        page.locator("#alerts-sort").select_option(label="Score")
        scores = [float(text) for text in page.locator(".card .hit:nth-of-type(1) .score strong").all_inner_texts()]
        assert scores == sorted(scores, reverse=True)
        page.locator("#alerts-flag, #alerts-type").first.select_option(label="Vessel")
        expect(page.locator(".card h3")).to_have_text("MV Song I")


def test_rows_are_searched_and_paged(browser: Browser, small: Path) -> None:
    rows = len(REPORT.counterparties)
    with opened(browser, small) as page:
        count = page.locator("#rows .count")
        expect(count).to_have_text(f"{rows} of {rows} rows")
        page.locator("#rows-outcome").select_option(label="Not screened")
        expect(count).to_have_text(f"2 of {rows} rows")
        page.locator("#search-rows").fill("letter")
        expect(count).to_have_text(f"1 of {rows} rows")
        assert "???" in page.locator("#rows tbody:visible").inner_text()


def test_text_from_the_file_stays_text(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        page.locator("#search-rows").fill("onerror")
        expect(page.locator("#rows table:visible")).to_contain_text('"><img src=x onerror=alert(1)>')
        assert page.locator("img, iframe, object").count() == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_links_of_the_contents_lead_to_their_sections(browser: Browser, small: Path, scripts: bool) -> None:
    """Sections between are laid out when they come into sight, and may not push the target away."""
    with opened(browser, small, scripts=scripts) as page:
        for section in ("alerts", "rows", "method", "excluded"):
            page.goto(f"{small.as_uri()}#")
            page.locator(f'nav a[href="#{section}"]').click()
            page.wait_for_timeout(600)  # longer than browsers take for a smooth way there
            box = page.locator(f"#{section}").bounding_box()
            assert box is not None
            assert -20 < box["y"] < 40, section


def test_a_link_to_an_alert_finds_it_behind_a_filter(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        page.locator("#search-alerts").fill("hidden cobra")
        expect(page.locator(".card")).to_have_count(1)
        page.locator("#result .glance a").first.click()
        expect(page.locator("#alert-1")).to_be_focused()
        expect(page.locator("#alert-1")).to_be_in_viewport()


def test_keys(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        page.keyboard.press("/")
        expect(page.locator("#search-alerts")).to_be_focused()
        page.keyboard.type("kim/j?")
        expect(page.locator("#search-alerts")).to_have_value("kim/j?")
        page.keyboard.press("Escape")
        expect(page.locator("#search-alerts")).to_have_value("")
        expect(page.locator("#alerts .count")).to_have_text(f"{ALERTS} of {ALERTS} alerts")
        page.locator("#search-alerts").blur()
        page.keyboard.press("j")
        expect(page.locator("#alert-1")).to_be_focused()
        assert page.locator("#alert-1").evaluate("card => getComputedStyle(card).outlineStyle") == "solid"
        page.keyboard.press("j")
        expect(page.locator("#alert-2")).to_be_focused()
        page.keyboard.press("k")
        expect(page.locator("#alert-1")).to_be_focused()
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        page.get_by_label("Single keys are on").uncheck()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.keyboard.press("j")
        expect(page.locator("#alert-2")).not_to_be_focused()


def test_every_control_has_a_name_and_is_seen_when_it_has_the_focus(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        for control in page.locator("input, select, button").all():
            named = control.evaluate("one => one.labels?.length ? one.labels[0].textContent : one.textContent")
            assert named.strip(), control
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        expect(page.locator(".skip")).to_be_in_viewport()


def test_paper_has_every_alert_that_fits_and_no_tools(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(page.locator(".card")).to_have_count(ALERTS)
        expect(page.locator(".tools:visible, .pager:visible")).to_have_count(0)
        expect(page.locator("#rows table:visible tbody tr:not(.group)")).to_have_count(len(REPORT.counterparties))
        assert page.locator(".decision").first.is_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_text_stands_out_from_its_ground(browser: Browser, small: Path, dark: bool) -> None:
    with opened(browser, small, dark=dark) as page:
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        assert page.evaluate(CONTRAST) == []


def test_five_thousand_alerts_stay_usable(browser: Browser, large: Path) -> None:
    assert large.stat().st_size < 15_000_000
    with opened(browser, large) as page:
        count = page.locator("#alerts .count")
        expect(count).to_have_text("5,000 of 5,000 alerts")
        expect(page.locator("#short-alerts")).to_have_count(0)
        expect(page.locator(".card")).to_have_count(20)
        assert page.evaluate("document.querySelectorAll('*').length") < 60_000
        page.locator("#search-alerts").fill(str(MANY - 1))
        expect(page.locator(".card")).to_have_count(1)
        expect(page.locator(".card h3")).to_have_text(f"{SOME[(MANY - 1) % len(SOME)].name} {MANY - 1}")
        page.locator("#alerts").get_by_role("button", name="Clear").click()
        page.locator("#alerts").get_by_role("button", name="Next").first.click()
        expect(page.locator(".pager span").first).to_have_text("21 to 40 of 5,000")
        page.locator("#search-rows").fill(str(MANY_ROWS + 1))  # the last row's number
        expect(page.locator("#rows .count")).to_have_text("1 of 12,000 rows")
    with opened(browser, large, part="#alert-4999") as page:
        expect(page.locator("#alert-4999")).to_be_in_viewport()
    with opened(browser, large, PHONE, scripts=False) as page:  # which says what it leaves out
        cards = page.locator(".card").count()
        expect(page.locator("#short-alerts .note").first).to_contain_text(f"{MANY - cards:,} further alerts")
        expect(page.locator("#rows .left-out")).to_contain_text("The workbook, CSV and JSON reports have them.")
