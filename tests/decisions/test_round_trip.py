"""Screen, fill in the workbook, take it in, screen again: as a user does, with both kinds of stores."""

from __future__ import annotations

import csv
import pickle
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from made_up_list import TEXT

from screening.config import Config
from screening.decisions.record import NOTHING
from screening.decisions.rules import Filled
from screening.entities import Counterparty
from screening.errors import ConfigError, InputError, UsageError
from screening.report.json_reading import read_report
from screening.report.model import DecisionsInfo, PastDecision, Report
from screening.screener import Screener

from .folder import CONFIGURATION, ROWS, desk, fill, make, screened, screener

NEXT_YEAR = datetime(2097, 12, 1, tzinfo=UTC)
FALSE_POSITIVE = {"Disposition": "false_positive", "Reviewer": "J. Kim", "Comment": "Register extract seen."}


def past(report: Report, row: int = 0) -> PastDecision:
    (hit,) = report.counterparties[row].hits
    assert hit.decision is not None
    return hit.decision


@pytest.fixture
def _either_store(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Decisions are stored in either kind of database."""
    monkeypatch.setenv("SCREENING_DECISIONS", address)


@pytest.mark.usefixtures("_either_store")
def test_a_false_positive_is_excluded_the_next_time_and_returns_when_the_entry_changes(folder: Path) -> None:
    first = read_report(folder / "risk.json")
    assert first.summary.outcome["potential_match"] == 2
    assert first.screening.decisions == DecisionsInfo(records=0, sha256=NOTHING)
    fill(
        folder / "risk.xlsx",
        {
            "Zemblan Harbor Bank": {**FALSE_POSITIVE, "Valid until": date(2096, 11, 30)},
            "Orlando Quillon Vexley": {"Disposition": "Escalated", "Reviewer": "a. okafor"},
        },
    )
    stored = desk(folder).apply(folder / "risk.xlsx")
    assert [(one.record.number, one.record.disposition, one.record.reviewer) for one in stored] == [
        (1, "escalated", "A. Okafor"),
        (2, "false_positive", "J. Kim"),
    ]  # in the workbook's order: the highest score first

    second = screened(folder)
    excluded = second.counterparties[0]
    assert (excluded.outcome, excluded.hits) == ("no_hit", ())
    (hit,) = excluded.excluded_hits
    assert hit.excluded is not None
    assert (hit.excluded.record, hit.excluded.by, hit.excluded.expires) == (2, "J. Kim", "2096-11-30")
    assert past(second, 1).state == "standing"
    assert second.screening.decisions is not None
    assert second.screening.decisions.records == 2
    book = openpyxl.load_workbook(folder / "risk.xlsx")
    assert "Register extract seen." in [cell.value for cell in book["Excluded"][2]]
    assert any("escalated, decided by A. Okafor" in str(cell.value) for cell in book["Alerts"][2])

    (folder / "zembla.toml").write_text(TEXT.replace("Onhava Gavan Kontora", "Onhava Gavan"), encoding="utf-8")
    third = screened(folder)
    assert (past(third).state, past(third).record) == ("lapsed", 2)
    assert [d.what for d in past(third).differences] == ["entry"]
    for suffix in ("html", "csv", "json"):
        third.write(folder / f"risk.{suffix}")
    words = "does not exclude this hit: the listed entry has changed since"
    assert words in (folder / "risk.html").read_text(encoding="utf-8")
    assert words in (folder / "risk.csv").read_text(encoding="utf-8")
    alerts = openpyxl.load_workbook(folder / "risk.xlsx")["Alerts"]
    assert any(words in str(cell.value) for row in alerts for cell in row)
    third.write(folder / "risk.pdf")
    pages = pypdf.PdfReader(folder / "risk.pdf").pages
    assert words in " ".join(" ".join(page.extract_text() for page in pages).replace("\0", "").split())


@pytest.mark.parametrize(
    ("word", "disposition"),
    [("FP", "false_positive"), ("False positive", "false_positive"), ("false-match", "false_positive"),
     ("TP", "true_match"), ("True Match", "true_match"), ("ESCALATE", "escalated")],
)  # fmt: skip
def test_dispositions_in_the_words_of_analysts(folder: Path, word: str, disposition: str) -> None:
    fill(folder / "risk.xlsx", {"Zemblan Harbor Bank": {**FALSE_POSITIVE, "Disposition": word}})
    (stored,) = desk(folder).apply(folder / "risk.xlsx")
    assert stored.record.disposition == disposition


def test_an_excluded_hit_is_shown_with_its_decision_in_every_format(folder: Path) -> None:
    filled = Filled("false_positive", "J. Kim", "Register extract seen.", expires="2096-11-30")
    desk(folder).decide(read_report(folder / "risk.json"), 2, "harbour", filled)
    report = screened(folder)
    for suffix in ("html", "csv", "json", "jsonl"):
        report.write(folder / f"risk.{suffix}")
        text = (folder / f"risk.{suffix}").read_text(encoding="utf-8")
        assert "Register extract seen." in text, suffix
        assert "J. Kim" in text, suffix
        assert {"html": "record 1", "csv": "excluded_record"}.get(suffix, '"record":1') in text.replace('": ', '":')
    with (folder / "risk.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [line["excluded_record"] for line in csv.DictReader(file)] == ["1", "", ""]


def test_an_entry_that_leaves_the_list_and_comes_back_is_still_excluded(folder: Path) -> None:
    desk(folder).decide(read_report(folder / "risk.json"), 2, "harbour", Filled("false_positive", "J. Kim", "Seen."))
    before, entry, *others = TEXT.split("[[entity]]")
    (folder / "zembla.toml").write_text("[[entity]]".join([before, *others]), encoding="utf-8")
    gone = screened(folder)
    assert (gone.counterparties[0].outcome, gone.counterparties[0].excluded_hits) == ("no_hit", ())
    assert desk(folder).past().records[0].basis.entries[0].entity_id == "harbour"
    (folder / "zembla.toml").write_text(TEXT, encoding="utf-8")
    assert len(screened(folder).counterparties[0].excluded_hits) == 1
    changed = entry.replace("Onhava Gavan Kontora", "Onhava Gavan")
    (folder / "zembla.toml").write_text("[[entity]]".join([before, changed, *others]), encoding="utf-8")
    assert past(screened(folder)).state == "lapsed"


@pytest.mark.usefixtures("_either_store")
def test_the_same_workbook_twice_stores_nothing_twice(folder: Path) -> None:
    fill(folder / "risk.xlsx", {"Zemblan Harbor Bank": FALSE_POSITIVE})
    assert [one.is_new for one in desk(folder).apply(folder / "risk.xlsx")] == [True]
    again = desk(folder).apply(folder / "risk.xlsx", now=NEXT_YEAR)
    assert [(one.is_new, one.record.number) for one in again] == [(False, 1)]


def test_an_expiry_that_follows_from_the_rules_makes_no_second_decision_of_it(folder: Path) -> None:
    (folder / "screening.toml").write_text(CONFIGURATION + 'valid_for = "365 days"\n', encoding="utf-8")
    fill(folder / "risk.xlsx", {"Zemblan Harbor Bank": FALSE_POSITIVE})
    (one,) = desk(folder).apply(folder / "risk.xlsx", now=datetime(2096, 1, 1, tzinfo=UTC))
    assert (one.record.decided, one.record.expires) == ("2096-01-01", "2096-12-31")
    assert [again.is_new for again in desk(folder).apply(folder / "risk.xlsx", now=NEXT_YEAR)] == [False]


def test_an_expiry_later_than_the_rules_allow_is_refused(folder: Path) -> None:
    (folder / "screening.toml").write_text(CONFIGURATION + "valid_for = 30\n", encoding="utf-8")
    filled = Filled("false_positive", "J. Kim", "Seen.", decided="2096-01-01", expires="2096-02-01")
    with pytest.raises(UsageError, match="expires: 2096-02-01 is more than 30 days after the decision"):
        desk(folder).decide(
            read_report(folder / "risk.json"), 2, "harbour", filled, now=datetime(2096, 1, 2, tzinfo=UTC)
        )


def test_blanks_are_no_reviewer_and_no_reason(folder: Path) -> None:
    with pytest.raises(UsageError) as raised:
        desk(folder).decide(read_report(folder / "risk.json"), 2, "harbour", Filled(" false_positive ", "  ", "\n"))
    assert [problem.key for problem in raised.value.problems] == ["reviewer", "comment"]


def test_a_party_that_came_from_no_table(folder: Path) -> None:
    parties = [Counterparty(id=f"W-{n}", name="Zemblan Harbor Bank") for n in (1, 2)]
    report = screener(folder).screen(parties)
    with pytest.raises(UsageError, match=r"there are several rows of this number \(the workbook"):
        desk(folder).decide(report, 0, "harbour", Filled("escalated", "J. Kim"))
    result = report.counterparties[1]
    desk(folder).decide_on(report, result, result.hits[0], Filled("false_positive", "J. Kim", "Seen."))
    assert [r.outcome for r in screener(folder).screen(parties).counterparties] == ["potential_match", "no_hit"]


@pytest.mark.usefixtures("_either_store")
def test_an_expired_exclusion_brings_the_hit_back(folder: Path) -> None:
    fill(folder / "risk.xlsx", {"Zemblan Harbor Bank": {**FALSE_POSITIVE, "Valid until": "2096-11-30"}})
    one = screener(folder)
    assert one.decisions is not None
    one.decisions.apply(folder / "risk.xlsx")
    assert one.screen(folder / "rows.csv").counterparties[0].outcome == "no_hit"  # the same screener sees it at once
    late = one.screen(folder / "rows.csv", now=NEXT_YEAR)
    assert [d.what for d in past(late).differences] == ["expires"]


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        (ROWS.replace("C-1,Zemblan Harbor Bank,US", "C-1,Zemblan Harbor Bank,KP"), ["country"]),
        (ROWS.replace("C-1,Zemblan Harbor Bank", "C-1,Zemblan Harbour Bank"), ["name", "matched_value"]),
        (ROWS.replace("Id,", "Code,").replace("C-1", ""), ["id"]),
    ],
)
def test_a_changed_counterparty_does_not_inherit_the_exclusion(folder: Path, rows: str, what: list[str]) -> None:
    fill(folder / "risk.xlsx", {"Zemblan Harbor Bank": FALSE_POSITIVE})
    desk(folder).apply(folder / "risk.xlsx")
    (folder / "rows.csv").write_text(rows, encoding="utf-8")
    found = past(screened(folder))
    assert (found.state, [d.what for d in found.differences]) == ("lapsed", what)


def test_other_goods_and_another_place_in_the_file_change_nothing(folder: Path) -> None:
    fill(folder / "risk.xlsx", {"Zemblan Harbor Bank": FALSE_POSITIVE})
    desk(folder).apply(folder / "risk.xlsx")
    moved = ROWS.replace("goods, as agreed", "machines").replace("C-3", "C-9").splitlines()
    (folder / "later.csv").write_text("\n".join([moved[0], *reversed(moved[1:])]), encoding="utf-8")
    report = screener(folder).screen(folder / "later.csv")
    assert [r.outcome for r in report.counterparties] == ["no_hit", "potential_match", "no_hit"]
    assert report.summary.excluded_hits == 1


def test_a_mention_in_the_notes_is_not_excluded_with_the_name(folder: Path) -> None:
    fill(folder / "risk.xlsx", {"Zemblan Harbor Bank": FALSE_POSITIVE})
    desk(folder).apply(folder / "risk.xlsx")
    rows = ROWS.replace("goods, as agreed", "pay to Onhava Gavan Kontora / Zemblan Harbour Bank in Pyongyang")
    (folder / "rows.csv").write_text(rows, encoding="utf-8")
    assert [d.what for d in past(screened(folder)).differences] == ["matched_value"]


def test_four_eyes(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCREENING_DECISIONS", address)
    make(tmp_path, configuration=CONFIGURATION + "four_eyes = true\n")
    screened(tmp_path)
    fill(tmp_path / "risk.xlsx", {"Zemblan Harbor Bank": FALSE_POSITIVE})
    desk(tmp_path).apply(tmp_path / "risk.xlsx")
    waiting = screened(tmp_path)
    assert (past(waiting).state, waiting.counterparties[0].outcome) == ("pending", "potential_match")
    fill(tmp_path / "risk.xlsx", {"Zemblan Harbor Bank": {**FALSE_POSITIVE, "Reviewer": "A. Okafor"}})
    desk(tmp_path).apply(tmp_path / "risk.xlsx")
    (hit,) = screened(tmp_path).counterparties[0].excluded_hits
    assert hit.excluded is not None
    assert (hit.excluded.by, hit.excluded.second) == ("J. Kim", "A. Okafor")


def test_turning_four_eyes_off_does_not_let_a_pending_exclusion_through(tmp_path: Path) -> None:
    make(tmp_path, configuration=CONFIGURATION + "four_eyes = true\n")
    report = screened(tmp_path)
    desk(tmp_path).decide(report, 2, "harbour", Filled("false_positive", "J. Kim", "Seen."))
    (tmp_path / "screening.toml").write_text(CONFIGURATION, encoding="utf-8")
    assert past(screened(tmp_path)).state == "pending"


def test_an_escalation_is_not_hidden_by_an_exclusion_of_the_configuration(folder: Path) -> None:
    report = read_report(folder / "risk.json")
    (hit,) = report.counterparties[0].hits
    exclusion = f"""
[[exclusion]]
counterparty_id = "C-1"
entity = "harbour"
entry = "{hit.entry}"
reason = "Seen."
by = "J. Kim"
on = 2026-01-01
"""
    (folder / "screening.toml").write_text(CONFIGURATION + exclusion, encoding="utf-8")
    assert screened(folder).counterparties[0].outcome == "no_hit"
    desk(folder).decide(report, 2, "harbour", Filled("escalated", "A. Okafor", "New facts."))
    assert past(screened(folder)).state == "standing"


def test_the_decision_on_an_excluded_hit_takes_the_exclusion_back(folder: Path) -> None:
    desk(folder).decide(read_report(folder / "risk.json"), 2, "harbour", Filled("false_positive", "J. Kim", "Seen."))
    desk(folder).decide(screened(folder), 2, "harbour", Filled("true_match", "A. Okafor", "It is."))
    found = past(screened(folder))
    assert (found.disposition, found.record) == ("true_match", 2)


@pytest.mark.parametrize(
    ("row", "entity", "options", "message"),
    [
        (9, "harbour", {}, "row 9: is not in the report"),
        (2, "vexley", {}, "row 2: has no hit on 'vexley' (it has harbour (zembla))"),
        (4, "harbour", {}, "row 4: has no hit on 'harbour' (it has no hits)"),
        (2, "harbour", {"sheet": "Q3"}, "sheet 'Q3', row 2: is not in the report"),
        (2, "harbour", {"watchlist": "un"}, "has no hit on 'harbour'"),
    ],
)
def test_what_the_report_does_not_have(
    folder: Path, row: int, entity: str, options: dict[str, Any], message: str
) -> None:
    report = read_report(folder / "risk.json")
    with pytest.raises(UsageError) as raised:
        desk(folder).decide(report, row, entity, Filled("escalated", "J. Kim"), **options)
    assert message in str(raised.value)
    assert desk(folder).past().records == ()


def test_rows_of_one_number_are_told_apart_by_their_sheet(tmp_path: Path) -> None:
    make(tmp_path)
    book = openpyxl.Workbook()
    for name in ("Q1", "Q2"):
        sheet = book.active if name == "Q1" else book.create_sheet()
        assert sheet is not None
        sheet.title = name
        sheet.append(["Name", "Country"])
        sheet.append(["Zemblan Harbour Bank", name[::-1]])
    book.save(tmp_path / "rows.xlsx")
    report = screener(tmp_path).screen(tmp_path / "rows.xlsx")
    filled = Filled("escalated", "J. Kim")
    with pytest.raises(
        UsageError, match=r"row 2: there are several rows of this number \(name the sheet: 'Q1', 'Q2'\)"
    ):
        desk(tmp_path).decide(report, 2, "harbour", filled)
    assert desk(tmp_path).decide(report, 2, "harbour", filled, sheet="Q2").record.basis.sheet == "Q2"
    other = report.counterparties[0].model_copy(update={"hits": ()})
    report = report.model_copy(update={"counterparties": (other, *report.counterparties[1:])})
    assert desk(tmp_path).decide(report, 2, "harbour", filled).record.basis.sheet == "Q2"  # the only one that fits
    with pytest.raises(UsageError, match="several rows of this number"):
        desk(tmp_path).decide(report, 2, "vexley", filled)


def test_a_report_of_another_version_is_refused(folder: Path) -> None:
    report = read_report(folder / "risk.json")
    older = report.model_copy(update={"screening": report.screening.model_copy(update={"version": "0.0.9"})})
    with pytest.raises(InputError, match=r"was written by version 0\.0\.9 of the program") as raised:
        desk(folder).decide(older, 2, "harbour", Filled("escalated", "J. Kim"))
    assert raised.value.code == "other_version"


def test_a_screener_that_is_sent_away_takes_the_decisions_along(folder: Path) -> None:
    desk(folder).decide(read_report(folder / "risk.json"), 2, "harbour", Filled("false_positive", "J. Kim", "Seen."))
    one = screener(folder)
    sent: Screener = pickle.loads(pickle.dumps(one))
    (folder / "decisions.sqlite").unlink()
    assert sent.decisions is None
    report = sent.screen(folder / "rows.csv")
    assert report.counterparties[0].outcome == "no_hit"
    assert report.screening.decisions is not None
    assert report.screening.decisions.records == 1


def test_rescreening_sees_decisions_of_then_and_now(folder: Path) -> None:
    before = read_report(folder / "risk.json")
    desk(folder).decide(before, 2, "harbour", Filled("false_positive", "J. Kim", "Seen.", expires="2096-11-30"))
    found = screener(folder).rescreen(before)
    assert [(c.what, c.entity_id) for c in found.changes] == [("gone", "harbour")]
    full = screened(folder)
    assert found.report.counterparties == full.counterparties
    assert found.report.screening.decisions == full.screening.decisions
    late = screener(folder).rescreen(full, now=NEXT_YEAR)
    assert [(c.what, c.entity_id) for c in late.changes] == [("new", "harbour")]


def test_without_a_store_nothing_of_it_is_loaded_or_said(tmp_path: Path) -> None:
    make(tmp_path, configuration='[[list]]\npath = "zembla.toml"\n')
    one = screener(tmp_path)
    report = one.screen(tmp_path / "rows.csv")
    assert one.decisions is None
    assert report.screening.decisions is None
    assert not list(tmp_path.glob("*.sqlite"))


def test_a_screener_made_in_python_uses_the_store_of_its_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make(tmp_path))
    one = Screener(config=Config.model_validate({"list": [{"path": "zembla.toml"}], "decisions": {}}))
    assert one.decisions is not None
    one.decisions.decide(one.screen("rows.csv"), 2, "harbour", Filled("false_positive", "Anybody", "Seen."))
    assert (tmp_path / "decisions.sqlite").exists()
    assert one.screen("rows.csv").counterparties[0].outcome == "no_hit"


@pytest.mark.parametrize("address", ["nonsense", "mysql://host/x"])
def test_a_wrong_address_in_the_variable_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("SCREENING_DECISIONS", address)
    with pytest.raises(ConfigError, match="SCREENING_DECISIONS: is no address of a store"):
        screener(make(tmp_path))
