from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import zlib
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from screening.entities import Relation
from screening.report import html_report
from screening.report.html_card import cards
from screening.report.html_charts import Bar, Piece, bars
from screening.report.html_data import block
from screening.report.html_head import package_file
from screening.report.html_markup import Markup, anchor, join, tag
from screening.report.model import RedFlag, Report, Result, summarise
from screening.report.visible import visible
from screening.texts import load_texts

from .sample import HOSTILE, sample_report

REPORT = sample_report()
SCRIPT = package_file("report.js")
VOID = {"meta", "br", "hr", "rect", "line", "path"}


class Page(HTMLParser):
    """A page read back: its elements, its ids and links, and whether every element is closed."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.scripts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)
        else:
            self.text.append(data)

    def values(self, name: str, of: str | None = None) -> list[str]:
        return [value for tag, key, value in self.attributes if key == name and of in (None, tag)]


def page(report: Report = REPORT) -> str:
    file = io.BytesIO()
    html_report.write_html(report, file, load_texts())
    return file.getvalue().decode()


def of(*results: Result) -> Report:
    return Report(screening=REPORT.screening, summary=summarise(results), counterparties=results)


def assert_harmless(read: Page) -> None:
    """Nothing but the own script can run, nothing is fetched, and links lead to the page or to http(s)."""
    assert not read.open, "every element is closed"
    own = [text for text in read.scripts if text == SCRIPT]
    data = [kind for kind in read.values("type", "script") if kind in {"application/json", "text/plain"}]
    assert len(own) <= 1
    assert read.tags.count("script") == len(own) + len(data)
    assert not set(read.tags) & {"img", "iframe", "object", "embed", "form", "input", "base", "link"}
    assert not [name for _, name, _ in read.attributes if name.startswith("on") or name in ("style", "src", "srcset")]
    assert all(re.match(r"#[a-z]|https?://", href) for href in read.values("href"))


def test_the_page_is_well_formed_and_harmless() -> None:
    assert_harmless(Page(page()))


def test_hostile_text_is_shown_as_text() -> None:
    source, read = page(), Page(page())
    shown = "".join(read.text)
    for text in HOSTILE:
        assert not re.search(r"[<>]", text) or text not in source
    assert "<script>alert(1)</script>" in shown
    assert '"><img src=x onerror=alert(1)>' in shown
    assert "Acme ⟨U+202E⟩gnp.exe⟨U+202C⟩ Ltd" in shown
    assert "Zero⟨U+200B⟩width⟨U+00AD⟩Co" in shown
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u0000-\u0008]", source)


def test_the_policy_allows_the_own_style_and_script_alone() -> None:
    (policy,) = [v for v in Page(page()).values("content", "meta") if "default-src" in v]
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.endswith(f"; script-src 'sha256-{digest}'")
    assert "unsafe" not in policy
    assert "url(" not in page()


def test_the_script_can_neither_fetch_nor_evaluate() -> None:
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|eval|Function|import|localStorage|cookie|src)\b", SCRIPT)


def test_unsafe_references_are_text() -> None:
    hrefs = Page(page()).values("href")
    assert "https://home.treasury.gov/news/press-releases/sm774" in hrefs
    assert not [href for href in hrefs if "evil" in href or "javascript" in href]
    assert "javascript:alert(1)" in "".join(Page(page()).text)
    assert set(Page(page()).values("rel")) == {"noopener noreferrer"}


def test_what_was_screened_against_what() -> None:
    shown = "".join(Page(page()).text)
    info = REPORT.screening
    for known in (info.input.file, info.input.sha256, info.config_sha256, "85.0 of 100", *info.notes):
        assert known in shown
    for listed in info.watchlists:
        for known in (listed.title or listed.name, listed.issuer, listed.version, listed.sha256, *listed.warnings):
            assert known in shown


def test_one_card_an_alert_best_first() -> None:
    ids = [value for value in Page(page()).values("id") if re.fullmatch(r"alert-\d+", value)]
    assert ids == [f"alert-{number}" for number in range(1, len(REPORT.alerts) + 1)]
    for card, alert in zip(cards(load_texts(), REPORT), REPORT.alerts, strict=True):
        assert visible(alert.name) in Page(card).text
        assert all(hit.entry in "".join(Page(card).text) for hit in alert.hits)


def test_a_card_has_all_that_a_reviewer_needs() -> None:
    (alert,) = [alert for alert in REPORT.alerts if alert.name == "Ryugyong Corp Trading"]
    card = "".join(Page(next(iter(cards(load_texts(), of(alert))))).text)
    for known in (
        "Medium risk", "Ryugyong Corp Trading", "Ryugyong Corporation", "91.7", "reported, not designated: medium",
        "Reported: a public body or the press states it as fact; no listing is known", "holds land for growing opium",
        "The account rests on defectors' statements", "Ryugyong Commercial Bank: a bank that OFAC lists",
        "section “Drug trade”", "90fe13ab5521", "true_match", "Signature",
    ):  # fmt: skip
        assert known in card, known


def test_matched_letters_are_marked_by_kind() -> None:
    source = page()
    assert '<mark class="m-different">u</mark>' in source
    assert '<mark class="m-extra">Trading</mark>' in source
    assert '<mark class="m-equal">Ryugyong</mark>' in source
    assert '<mark class="m-similar">Corporation</mark>' in source
    assert '<mark class="m-contradicted">Daesung</mark>' in source


def test_headings_step_down_one_by_one() -> None:
    levels = [int(tag[1]) for tag in Page(page()).tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_screen_reader_finds_its_way() -> None:
    read = Page(page())
    assert read.values("lang", "html") == ["en"]
    assert {"header", "main", "footer", "nav"} <= set(read.tags)
    assert read.values("href", "a")[0] == "#alerts"
    heads = read.tags.count("th")
    assert len(read.values("scope", "th")) == heads
    assert read.values("role", "svg") == ["img"] * read.tags.count("svg")
    assert len(read.values("aria-label", "svg")) + len(read.values("aria-labelledby", "svg")) == read.tags.count("svg")
    ids = read.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in read.values("href") if href.startswith("#")} <= set(ids)
    assert set(read.values("aria-labelledby")) <= set(ids)


def test_rows_that_were_not_screened_have_their_reason() -> None:
    section = page().split('id="not_screened"')[1].split("</section>")[0]
    assert "no name and no identifier" in section
    assert "the name holds no letter or digit" in section


def test_an_excluded_hit_has_its_decision() -> None:
    section = page().split('id="excluded"')[1].split("</section>")[0]
    assert "Seoul-listed energy company" in section
    assert "2 March 2027" in section


def test_a_screening_without_alerts_says_that_it_clears_nobody() -> None:
    shown = "".join(Page(page(of(Result(name="Acme", outcome="no_hit")))).text)
    assert "No row reached the threshold of 85.0" in shown
    assert "no finding about the parties" in shown


def test_the_page_stays_small_and_counts_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_report, "_CARDS", 15_000)
    monkeypatch.setattr(html_report, "_ALL_ROWS", html_report._ALL_ROWS._replace(room=5_000))
    short = page()
    read = Page(short)
    shown = short.count("<article")
    left = len(REPORT.alerts) - shown
    assert 0 < left < len(REPORT.alerts)
    assert f"{left} further alerts are listed here in short" in short
    for alert in REPORT.alerts:
        assert read.text.count(alert.name) or alert.name in short
    assert_harmless(read)
    assert re.search(r"\d+ further rows are not listed here", short)

    cards_there = [card for part in parts(read, "cards") for card in part]
    assert [Markup(card) for card in cards_there] == list(cards(load_texts(), REPORT))[shown:]
    rows = [row for part in parts(read, "rows") for row in part]
    assert [row[1] for row in rows] == [result.row for result in REPORT.counterparties], "no row is lost"
    assert sorted(row[7] for row in rows if row[7]) == [*range(1, len(REPORT.alerts) + 1)]

    monkeypatch.setattr(html_report, "_AFTER_PACKED_CARDS", 0)
    none = Page(page())
    assert parts(none, "cards") == []
    linked = [row[7] for part in parts(none, "rows") for row in part if row[7]]
    assert sorted(linked) == [*range(1, shown + 1)], "a link leads to a card that is there"


def parts(read: Page, name: str) -> list[list[Any]]:
    """The items of the compressed blocks of a page."""
    kinds = [value for tag, key, value in read.attributes if tag == "script" and key == "class"]
    texts = [text for text in read.scripts if text not in {SCRIPT} and not text.startswith(("{", '"'))]
    blocks = [text for kind, text in zip(kinds, texts, strict=True) if kind == f"{name}-part"]
    return [json.loads(zlib.decompress(base64.b64decode(text))) for text in blocks]


def test_no_text_can_end_a_data_block() -> None:
    hostile = "</script><script>alert(1)</script><!--\u2028"
    source = block("x", {"a": hostile})
    assert source.count("<") == 2
    read = Page(source)
    assert json.loads(read.scripts[0]) == {"a": hostile}


def test_the_method_has_its_threshold_weights_and_limits() -> None:
    info = REPORT.screening.model_copy(update={"weights": {"country_equal": 2.5, "rarity_floor": 0.125}})
    section = page(REPORT.model_copy(update={"screening": info})).split('id="method"')[1]
    shown = "".join(Page(f"<div {section.split('</section>')[0]}</div>").text)
    for known in (
        "threshold of 85.0",
        "The same country: points added",
        "2.5",
        "rarity_floor",
        "0.125",
        "Known limits",
    ):
        assert known in shown
    assert "rarity_floor" not in page(), "a report of an earlier program has no weights"


def test_charts_have_a_table_that_says_the_same() -> None:
    charts = page().split('class="charts"')[1].split("</div>")[0]
    read = Page(f"<div {charts}</div>")
    assert read.tags.count("svg") == read.tags.count("table") == read.tags.count("figure") == 4
    texts = load_texts()
    for risk, number in REPORT.summary.risk.items():
        if risk != "none":
            assert [texts.word("risk", risk), str(number)] in [read.text[at : at + 2] for at in range(len(read.text))]


def test_relations_are_drawn_and_told() -> None:
    (alert,) = [alert for alert in REPORT.alerts if alert.name == "Ryugyong Corp Trading"]
    relation = Relation(kind="controlled_by", target="x-1", since="2011-03", note="says the <list>")
    found = alert.hits[0].model_copy(update={"relations": (relation,), "related": {"x-1": "Bureau & Sons"}})
    card = next(iter(cards(load_texts(), of(alert.model_copy(update={"hits": (found,)})))))
    told = "Ryugyong Corporation: controlled by: Bureau & Sons (since March 2011; says the <list>)"
    assert told in Page(card).text
    assert card.count('class="node') == 3
    assert '<figure class="network">' not in next(iter(cards(load_texts(), of(alert))))


def test_a_row_with_many_hits_or_cells_stays_within_bounds() -> None:
    (alert, *_) = REPORT.alerts
    many = alert.model_copy(update={
        "hits": alert.hits * 30, "input": {f"c{n}": "x" * 10_000 for n in range(500)}, "name": "y" * 50_000,
    })  # fmt: skip
    source = page(of(many))
    assert len(source) < 200_000
    assert "20 further hits on this row are left out" in source


def test_markup_is_made_by_tag_alone() -> None:
    assert tag("p", "<b>", tag("i", "&")) == "<p>&lt;b&gt;<i>&amp;</i></p>"
    assert tag("a", "x", href='"><script>', class_="k") == '<a href="&quot;&gt;&lt;script&gt;" class="k">x</a>'
    assert join("<", None, Markup("<br>"), ["a", "<"]) == "&lt;<br>a&lt;"
    assert anchor("javascript:alert(1)", "words") == "words"
    assert anchor("https://a.example/?b=1&c=2") == (
        '<a href="https://a.example/?b=1&amp;c=2" rel="noopener noreferrer">https://a.example/?b=1&amp;c=2</a>'
    )


def test_a_long_label_of_a_chart_goes_on_on_a_second_line() -> None:
    title = "Arms, parts and military services, with a connection to North Korea"
    drawn = str(bars(load_texts(), "T", [Bar(title, (Piece("x", 3, "high"),)), Bar("", (Piece("x", 1, "high"),))]))
    lines = re.findall(r'<text x="0" y="(\d+)" class="label">([^<]*)</text>', drawn)
    assert lines == [
        ("15", "Arms, parts and military services,"),
        ("30", "with a connection to North Korea"),
        ("64", ""),
    ]
    assert 'viewBox="0 0 320 83"' in drawn


def test_every_red_flag_is_counted_also_where_nothing_has_a_hit() -> None:
    flags = tuple(RedFlag(id=f"f{at}", title=f"Flag {at}", field="notes", value="x") for at in range(10))
    shown = page(of(Result(name="A", outcome="no_hit", red_flags=flags)))
    assert "2 more are in the table." in shown
    assert all(f"<bdi>Flag {at}</bdi>" in shown for at in range(10))
