"""The report in a real browser as the server gives it out: in a sandbox, and it works all the same."""

from __future__ import annotations

from pathlib import Path

from chromium import CHROMIUM, FLAGS, needs_chromium
from made_up_list import write_list
from playwright.sync_api import expect, sync_playwright

from .asking import ROWS, ended, upload, written
from .serving import served

pytestmark = needs_chromium


def test_the_report_works_and_may_not_act_as_the_site(tmp_path: Path) -> None:
    write_list(tmp_path)
    with served(tmp_path, "-w", "zembla.toml") as server, sync_playwright() as playwright:
        number = upload(server.client, ROWS + b"Corsair Wyvern,\n").json()["id"]
        ended(server.client, number)
        written(server.client, number, "html")
        assert CHROMIUM is not None
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        base = str(server.client.base_url).rstrip("/")
        page.goto(f"{base}/screenings/{number}/report.html")
        count = page.locator("#alerts .count")
        expect(count).to_have_text("2 of 2 alerts")
        page.locator("#search-alerts").fill("corsair")  # its script runs
        expect(count).to_have_text("1 of 2 alerts")
        expect(page.locator(".card h3")).to_have_text("Corsair Wyvern")
        assert said == []
        assert page.evaluate("self.origin") == "null"
        stolen = page.evaluate(
            "address => fetch(address, {method: 'POST', body: '{}'}).then(a => a.status, () => 'refused')",
            f"{base}/check",
        )  # fmt: skip
        assert stolen == "refused"
        browser.close()
