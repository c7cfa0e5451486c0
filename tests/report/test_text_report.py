from __future__ import annotations

import re

import pytest

from screening.report.model import Report, Result, summarise
from screening.report.text_report import text_summary
from screening.report.text_table import columns_of

from .sample import sample_report

REPORT = sample_report()


def of(*results: Result) -> Report:
    return Report(screening=REPORT.screening, summary=summarise(results), counterparties=results)


def test_it_says_what_was_screened_against_what_and_what_to_do() -> None:
    text = text_summary(REPORT)
    assert "counterparties.xlsx, 21 November 2026, 14:03 UTC" in text
    assert "61 rows against 2 watchlists, threshold 85.0" in text
    assert "dprk 2026.11.21 (as of 21 November 2026; 64 entries, 412 names)" in text
    assert "10 alerts (3 high, 2 medium, 5 low risk)" in text
    assert "2 rows that could not be screened" in text
    assert "1 hit is excluded" in text
    assert "no name and no identifier" in text
    assert "sheet 'Old' was left out" in text
    assert "Next: review the alerts" in text
    assert "is a match" not in text


def test_alerts_stand_best_first() -> None:
    text = text_summary(REPORT)
    rows = [int(number) for number in re.findall(r"^(\d+) ", text.split("\n\n")[2], flags=re.M)]
    assert rows == [alert.row for alert in REPORT.alerts]


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    alerts = text_summary(REPORT, width=width).split("\n\n")[2]
    assert max(columns_of(line) for line in alerts.split("\n")) <= width


def test_columns_stay_aligned_with_wide_letters() -> None:
    lines = text_summary(REPORT).split("\n\n")[2].split("\n")
    hangul = next(line for line in lines if "조선대성은행" in line)
    assert columns_of(hangul[: hangul.index("Korea Daesong")]) == lines[0].index("Listed entity")


def test_rows_of_several_sheets_say_which() -> None:
    one, two = REPORT.alerts[:2]
    text = text_summary(of(one, two.model_copy(update={"sheet": "Vessels with a rather long sheet name"})), width=60)
    lines = text.split("\n\n")[2].split("\n")
    assert lines[0].startswith("Sheet")
    assert re.match(r"Q3 +5 ", lines[1])
    assert re.match(r"Vess.*… +7 ", lines[2])


def test_colour_is_there_only_on_request() -> None:
    assert "\x1b" not in text_summary(REPORT)
    coloured = text_summary(REPORT, color=True)
    assert "\x1b[1;31m5  " in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == text_summary(REPORT)


def test_a_long_list_is_cut_and_counted() -> None:
    (alert, *_) = REPORT.alerts
    text = text_summary(of(*[alert] * 40, *[REPORT.counterparties[8]] * 17))
    assert "... and 25 more alerts" in text
    assert "... and 2 more rows" in text


def test_nothing_found_clears_nobody() -> None:
    text = text_summary(of(Result(name="Acme", outcome="no_hit")))
    assert "0 alerts" in text
    assert "clears no party" in text
