"""What holds for every page: nothing inline, headings in order, names of controls; errors as pages; the API's page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from screening.report.visible import visible

from .conftest import Site

PAGES = ["/", "/check", "/lists", "/runs", "/api", "/nowhere", "RUN", "RUN/columns", "RUN/alerts/0"]
VOID = {"meta", "link", "input", "br", "img", "hr", "path", "rect", "line"}


class Page(HTMLParser):
    """The elements of a page; that each is closed is seen on the way."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID and tag not in ("li", "option"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("li", "option", "path", "rect", "line"):
            assert self._open.pop() == tag


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, site: Site, screened: str) -> Page:
    return Page(site.get(request.param.replace("RUN", screened)).text)


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(page: Page) -> None:
    for tag, attributes in page.elements:
        assert tag not in {"style", "iframe", "object", "base"}
        assert not any(name == "style" or name.startswith("on") for name in attributes)
        if tag in {"script", "link", "img"}:
            assert str(attributes.get("src") or attributes.get("href")).startswith("/static/")
        if tag == "form":
            assert str(attributes["action"]).startswith("/")


def test_headings_are_in_order_and_landmarks_are_there(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    tags = [tag for tag, _ in page.elements]
    assert {"header", "main", "footer", "nav"} <= set(tags)
    ids = [told["id"] for _, told in page.elements if "id" in told]
    assert len(ids) == len(set(ids))


def test_every_control_has_a_name(page: Page) -> None:
    labelled = {told.get("for") for tag, told in page.elements if tag == "label"}
    for tag, told in page.elements:
        if tag in {"select", "textarea", "input"} and told.get("type") not in {"hidden", "checkbox", "radio"}:
            assert told.get("id") in labelled or told.get("aria-label"), told


@pytest.mark.parametrize(
    ("address", "status"), [("/nowhere", 404), ("/runs/0", 404), ("/runs/" + "0" * 32, 404), ("/static/../x", 404)]
)
def test_errors_are_pages_for_people_and_data_for_programs(site: Site, address: str, status: int) -> None:
    answer = site.get(address)
    assert answer.status_code == status
    assert "<h1>Not found</h1>" in answer.text
    program = site.get(address, headers={"accept": "application/json"})
    assert program.status_code == status
    assert program.json()["detail"]


def test_a_request_that_is_too_large_is_refused_on_a_page(site: Site) -> None:
    answer = site.client.post("/check/answer", content=b"name=" + b"x" * (9 << 20))
    assert answer.status_code == 413
    assert "What to do" in answer.text


def test_a_form_of_another_site_is_refused_on_a_page(site: Site) -> None:
    answer = site.client.post("/upload", headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert "<h1>" in answer.text


def test_a_query_that_makes_no_sense_is_refused_on_a_page(site: Site, screened: str) -> None:
    answer = site.get(f"{screened}?threshold=much")
    assert answer.status_code == 422
    assert "threshold" in answer.text


def test_the_page_of_the_api_has_every_operation(site: Site) -> None:
    text = site.get("/api").text
    described = site.get("/openapi.json").json()
    for path in described["paths"]:
        assert f"<code>{path}</code>" in text
    assert "multipart/form-data" in text
    assert "FIELD=HEADER" in text


def test_pages_are_no_part_of_the_api(site: Site) -> None:
    paths = set(site.get("/openapi.json").json()["paths"])
    assert not paths & {"/", "/runs", "/lists", "/upload", "/login", "/api"}


def test_style_and_script_are_kept_for_as_long_as_they_are_the_same(site: Site) -> None:
    (address,) = re.findall(r'src="(/static/site\.js[^"]*)"', site.get("/").text)
    assert "immutable" in site.get(address).headers["cache-control"]
    assert "immutable" not in site.get("/static/site.js?v=other").headers["cache-control"]
    assert site.get("/").headers["cache-control"] == "no-store"


def test_what_cannot_be_seen_is_shown_as_a_mark(site: Site) -> None:
    text = site.get(site.upload(("bidi.csv", "Name\nZemblan \u202eHarbour Bank\n")).headers["location"]).text
    assert "\u202e" not in text
    assert f"Zemblan {visible(chr(0x202E))}Harbour Bank" in text
