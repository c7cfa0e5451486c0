"""The Python interface as a whole: what goes in, what comes out, and what always holds of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_list import made_up_list, write_list

import screening
from screening.config import Config
from screening.entities import Counterparty, Identifier, OtherName
from screening.errors import ConfigError, InputError, UsageError
from screening.lists.registry import read_watchlist
from screening.lists.shipped import shipped_lists
from screening.report.model import Outcome, Report, Result
from screening.screener import Screener

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
TABLE = "Name,Country\nZemblan Harbour Bank,KP\nBakery Sunrise,DE\nOrlando Quillon Vexley,CY\n"


@pytest.fixture(scope="module")
def shipped() -> Screener:
    return Screener()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    return Screener([made_up_list(tmp_path_factory.mktemp("list"))])


def configured(folder: Path, **told: Any) -> Screener:
    return Screener([made_up_list(folder)], Config.model_validate(told))


def found(report: Report) -> dict[int, list[str]]:
    """The entities hit, by row."""
    return {result.row: [hit.entity_id for hit in result.hits] for result in report.counterparties if result.hits}


def ids(result: Result) -> set[str]:
    return {hit.entity_id for hit in result.hits}


# ---------------------------------------------------------------------------------------------------- what goes in


def sources(folder: Path) -> Iterator[tuple[str, Any]]:
    path = folder / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    yield "path", path
    yield "text path", str(path)
    yield "bytes", TABLE.encode()
    yield "upload", BytesIO(TABLE.encode())
    header, *rows = [line.split(",") for line in TABLE.splitlines()]
    yield "frame", pd.DataFrame(rows, columns=header)


def test_a_table_gives_the_same_however_it_is_handed_over(small: Screener, tmp_path: Path) -> None:
    reports = {name: small.screen(source) for name, source in sources(tmp_path)}
    for name, report in reports.items():
        assert found(report) == {2: ["harbour"], 4: ["vexley"]}, name
        assert [result.name for result in report.counterparties][1] == "Bakery Sunrise"
        assert report.counterparties[0].input == {"Name": "Zemblan Harbour Bank", "Country": "KP"}
    with (tmp_path / "table.csv").open("rb") as stream:
        report = small.screen(stream)
    assert report.counterparties == reports["path"].counterparties
    assert report.screening.input == reports["path"].screening.input
    assert reports["path"].screening.input.file == "table.csv"
    assert reports["bytes"].screening.input.sha256 == reports["path"].screening.input.sha256
    assert small.screen(TABLE.encode(), file_name="up/load.csv").screening.input.file == "load.csv"


def test_counterparties_can_be_made_by_hand(small: Screener) -> None:
    parties = [
        Counterparty(name="Zemblan Harbour Bank", country="North Korea", id="1"),
        Counterparty(name="Bakery Sunrise", other_names=(OtherName(field="vessel", text="Corsair Wyvern"),)),
        Counterparty.model_validate({"name": "Northern Star", "type": "Ship", "identifiers": {"imo": "9187332"}}),
        Counterparty(),
    ]
    report = small.screen(party for party in parties)
    assert [[hit.entity_id for hit in result.hits] for result in report.counterparties] == [
        ["harbour"], ["corsair"], ["corsair"], [],
    ]  # fmt: skip
    assert report.counterparties[1].hits[0].matched_field == "vessel"
    assert report.counterparties[3].outcome == "not_screened"
    assert small.screen([]).summary.counterparties == 0


def test_match_and_check_say_what_screen_says(small: Screener) -> None:
    for party in (Counterparty(name="Zemblan Harbuor Bank"), Counterparty(name="Bakery"), Counterparty()):
        (result,) = small.screen([party]).counterparties
        assert small.check(party) == result
        assert small.match(party) == result.hits
        assert small.match(party.name) == result.hits


WRONG: list[tuple[Any, dict[str, Any], type[Exception], str]] = [
    ("none.csv", {}, InputError, "none.csv: there is no such file"),
    (b"", {}, InputError, "empty"),
    (b"PK\x03\x04" + bytes(range(256)), {}, InputError, ""),
    (["Zemblan Harbour Bank"], {}, UsageError, "item 1 is a str, not a Counterparty"),
    (TABLE.encode(), {"columns": {"nam": "Name"}}, UsageError, "no field 'nam' (there is name"),
    (TABLE.encode(), {"columns": {"name": "Nmae"}}, UsageError, "no column 'Nmae' (nearest: 'Name'"),
    (TABLE.encode(), {"sheets": ["Q9"]}, InputError, "there is no sheet 'Q9'"),
    (TABLE.encode(), {"threshold": 0}, UsageError, "threshold: 0 is not a score (above 0, and at most 100)"),
    (TABLE.encode(), {"threshold": 101}, UsageError, "threshold: 101 is not a score"),
    (TABLE.encode(), {"threshold": float("nan")}, UsageError, "threshold: nan is not a score"),
    (TABLE.encode(), {"max_hits": 0}, UsageError, "max_hits: 0 is not a count (a whole number above 0)"),
    (TABLE.encode(), {"max_hits": -1}, UsageError, "max_hits: -1 is not a count"),
]


@pytest.mark.parametrize(("source", "told", "kind", "said"), WRONG)
def test_what_a_user_does_wrong_is_a_screening_error(
    small: Screener, source: Any, told: dict[str, Any], kind: type[Exception], said: str
) -> None:
    with pytest.raises(screening.ScreeningError) as caught:
        small.screen(source, **told)
    assert type(caught.value) is kind
    assert said in str(caught.value)


def test_limits_are_checked_for_one_name_too(small: Screener) -> None:
    with pytest.raises(UsageError, match="threshold: 200 is not a score"):
        small.match("x", threshold=200)
    with pytest.raises(UsageError, match="max_hits: 0 is not a count"):
        small.check(Counterparty(name="x"), max_hits=0)


def test_unknown_weights_are_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"weights\.threshhold: unknown key \(did you mean 'threshold'\?\)"):
        configured(tmp_path, weights={"threshhold": 5.0})


# ------------------------------------------------------------------------------------------------ every row comes out

GAPS = """Party,Country,IMO,Notes
Zemblan Harbour Bank,KP,,
,,,
,,,
,DE,,met at the fair
--,,,
Party,Country,IMO,Notes
,,9187332,
Bakery Sunrise,,,
"""


def test_rows_out_are_rows_in(small: Screener) -> None:
    report = small.screen(GAPS.encode())
    assert [result.row for result in report.counterparties] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert [result.outcome for result in report.counterparties] == [
        "potential_match", "not_screened", "not_screened", "not_screened", "not_screened", "not_screened",
        "potential_match", "no_hit",
    ]  # fmt: skip
    assert report.summary.outcome == {"potential_match": 2, "no_hit": 1, "not_screened": 5}
    for result in report.counterparties:
        told = [problem for problem in result.problems if problem.startswith("not screened: ")]
        assert len(told) == (result.outcome == "not_screened"), result


def test_alerts_stand_highest_risk_first(small: Screener) -> None:
    names = ["Gryphon Thimble Society", "Orlando Quillon Vexley", "Bakery", "Zemblan Harbour Bank", "Corsair Wyvern"]
    report = small.screen([Counterparty(name=name, row=row) for row, name in enumerate(names)])
    assert [(alert.risk, alert.row) for alert in report.alerts] == [
        ("high", 3),
        ("medium", 1),
        ("medium", 4),
        ("low", 0),
    ]
    assert report.summary.risk == {"high": 1, "medium": 2, "low": 1, "none": 1}


def test_the_report_says_what_was_screened_against_what(small: Screener) -> None:
    told = small.screen(TABLE.encode(), now=NOW).screening
    (watchlist,) = told.watchlists
    assert (watchlist.name, watchlist.issuer, watchlist.version, watchlist.as_of) == (
        "zembla",
        "Nobody",
        "1",
        "2026-01-31",
    )
    assert (watchlist.entities, watchlist.names) == (4, 6)
    assert len(watchlist.sha256) == len(told.input.sha256) == len(told.config_sha256) == 64
    assert told.started == "2026-06-15T12:00:00+00:00"
    assert told.version == screening.__version__
    assert told.columns == {"Name": "name", "Country": "country"}
    assert (told.threshold, told.max_hits, told.exhaustive) == (small.threshold, 10, False)


def test_the_progress_is_told_in_rows(small: Screener) -> None:
    steps: list[tuple[int, int]] = []
    parties = [Counterparty(name=f"Bakery {n}") for n in range(1500)]
    small.screen(parties, progress=lambda done, rows: steps.append((done, rows)))
    assert steps[-1] == (1500, 1500)
    assert steps == sorted(steps)
    assert len(steps) > 1


# ------------------------------------------------------------------------------------- what the list says of a hit


@pytest.mark.parametrize("kept", [True, False], ids=["kept-index", "lists-in-memory"])
def test_a_hit_has_what_its_entry_says_and_whom_it_is_related_to(shipped: Screener, kept: bool) -> None:
    screener = shipped if kept else Screener([read_watchlist(shipped_lists()["dprk"])])
    party = Counterparty(name="Korea Daesong Bank")
    (hit, *_) = screener.screen([party]).counterparties[0].hits
    assert hit.listed is not None
    assert hit.listed.names[0].text == "Korea Daesong Bank"
    assert "KDBKKPPY" in {identifier.value for identifier in hit.listed.identifiers}
    assert hit.listed.countries == ("KP",)
    assert hit.related == {"room-39": "Room 39"}
    assert screener.check(party).hits[0].related == hit.related


def test_a_report_has_the_numbers_that_it_was_made_with(tmp_path: Path) -> None:
    screener = configured(tmp_path, weights={"country_equal": 1.25})
    weights = screener.screen([Counterparty(name="x")]).screening.weights
    assert weights["country_equal"] == 1.25
    assert weights["identifier_score"] == 100


# ----------------------------------------------------------------------------------------------- the same every time


def steady(report: Report) -> Report:
    told = report.screening.model_copy(update={"started": "", "duration_s": 0.0})
    return report.model_copy(update={"screening": told})


def test_the_same_input_gives_the_same_report(small: Screener, tmp_path: Path) -> None:
    first = small.screen(GAPS.encode())
    again = small.screen(GAPS.encode())
    anew = Screener([made_up_list(tmp_path)]).screen(GAPS.encode())
    assert steady(first) == steady(again) == steady(anew)
    assert steady(first) != steady(small.screen(GAPS.encode(), threshold=50))


SEEDED = """
import json, sys, screening
report = screening.Screener().screen(sys.argv[1], threshold=60).to_dict()
report["screening"]["started"] = report["screening"]["duration_s"] = None
report["heavy"] = sorted({"pandas", "openpyxl", "xlsxwriter"} & set(sys.modules))
print(json.dumps(report))
"""


def test_hash_seeds_change_nothing_and_pandas_stays_out() -> None:
    examples = Path(__file__).parents[1] / "examples" / "counterparties.xlsx"
    outs = [
        subprocess.run(
            [sys.executable, "-c", SEEDED, str(examples)], capture_output=True, check=True, timeout=300,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert outs[0] == outs[1]
    report = json.loads(outs[0])
    assert report["summary"]["hits"] > 20
    assert report["heavy"] == []


# ------------------------------------------------------------------------------------------------- limits of a hit


def test_max_hits_keeps_the_best_ones(small: Screener) -> None:
    names = ("Orlando Quilon Vexley", "Corsair Wyvern", "Gryphon Thimble Society")
    party = Counterparty(
        name="Zemblan Harbour Bank", other_names=tuple(OtherName(field="owner", text=name) for name in names)
    )
    every = small.match(party)
    assert {hit.entity_id for hit in every} == {"harbour", "vexley", "corsair", "gryphon"}
    assert [hit.score for hit in every] == sorted((hit.score for hit in every), reverse=True)
    for most in (1, 2, 3, 100):
        assert small.match(party, max_hits=most) == every[:most]


@pytest.mark.parametrize(
    "name",
    [
        "Zemblan Harbuor Bank",
        "Zemblan Harbour",
        "Orlando Quilon Vexley",
        "O. Vexley",
        "Corsaire Wyvren",
        "Gryphons Timble",
    ],
)
def test_the_threshold_is_the_least_score_of_a_hit(small: Screener, name: str) -> None:
    near = small.match(name, threshold=10)[0]
    assert near.score < 100
    assert near in small.match(name, threshold=near.score)  # the score that the report shows, in its precision
    assert near.entity_id not in {hit.entity_id for hit in small.match(name, threshold=near.score + 0.1)}


def test_the_configuration_sets_both(tmp_path: Path) -> None:
    strict = configured(tmp_path, threshold=100, max_hits=1)
    assert strict.threshold == 100
    assert not strict.match("Zemblan Harbuor Bank")
    assert strict.match("Zemblan Harbuor Bank", threshold=60)
    told = strict.screen(TABLE.encode()).screening
    assert (told.threshold, told.max_hits) == (100, 1)


# -------------------------------------------------------------------------------------- what the configuration says


def exclusion(entry: str, **told: str) -> dict[str, str]:
    return {
        "counterparty": "Zemblan Harbour Bank", "entity": "harbour", "entry": entry, "reason": "Another bank.",
        "by": "A", "on": "2026-01-01", **told,
    }  # fmt: skip


def test_an_excluded_hit_stays_visible_until_it_lapses(small: Screener, tmp_path: Path) -> None:
    party = Counterparty(name="Zemblan Harbour Bank")
    entry = small.match(party)[0].entry

    result = configured(tmp_path, exclusion=[exclusion(entry)]).check(party, now=NOW)
    assert (result.outcome, result.risk, result.hits) == ("no_hit", "none", ())
    assert [hit.entity_id for hit in result.excluded_hits] == ["harbour"]
    assert result.excluded_hits[0].excluded is not None
    assert result.excluded_hits[0].excluded.reason == "Another bank."

    expired = configured(tmp_path, exclusion=[exclusion(entry, expires="2026-06-14")])
    assert expired.check(party, now=datetime(2026, 6, 14, 23, tzinfo=UTC)).hits == ()
    late = expired.check(party, now=NOW)
    assert ids(late) == {"harbour"}
    assert "expired on 2026-06-14" in late.problems[0]
    assert expired.screen([party], now=NOW).summary.excluded_hits == 0

    changed = {"entity": "harbour", "add_aliases": ["Zemblan Port Bank"], "reason": "Seen."}
    folder = tmp_path / "changed"
    folder.mkdir()
    (folder / "screening.toml").write_text(
        f'[[list]]\npath = "{write_list(folder).name}"\n[[override]]\nentity = "{changed["entity"]}"\n'
        f'add_aliases = ["Zemblan Port Bank"]\nreason = "Seen."\n[[exclusion]]\n'
        + "".join(f'{key} = "{value}"\n' for key, value in exclusion(entry).items()),
        encoding="utf-8",
    )
    result = Screener.from_config(folder / "screening.toml").check(party, now=NOW)
    assert ids(result) == {"harbour"}
    assert "the listed entry has changed since" in result.problems[0]


def test_an_override_changes_one_entry(tmp_path: Path) -> None:
    (tmp_path / "screening.toml").write_text(
        f'[[list]]\npath = "{write_list(tmp_path).name}"\n'
        '[[override]]\nentity = "corsair"\nadd_aliases = ["Purple Pelican"]\nmax_risk = "low"\nreason = "Seen."\n',
        encoding="utf-8",
    )
    screener = Screener.from_config(tmp_path / "screening.toml")
    (hit,) = screener.match("Purple Pelican")
    assert (hit.entity_id, hit.matched_name, hit.name_quality, hit.risk) == (
        "corsair",
        "Purple Pelican",
        "alias",
        "low",
    )
    assert screener.match("Corsair Wyvern")[0].risk == "low"
    assert screener.screen([]).screening.watchlists[0].warnings


def test_a_group_can_be_left_out(shipped: Screener, tmp_path: Path) -> None:
    (tmp_path / "screening.toml").write_text(
        '[[list]]\nname = "dprk"\nexclude_groups = ["armed-groups"]\n', encoding="utf-8"
    )
    without = Screener.from_config(tmp_path / "screening.toml")
    groups = {entity.group for watchlist in shipped.watchlists for entity in watchlist.entities}
    assert "armed-groups" in groups
    assert [hit.entity_id for hit in shipped.match("Hezbollah")][:1] == ["hezbollah"]
    assert without.match("Hezbollah") == ()
    assert without.match("Korea Daesong Bank") == shipped.match("Korea Daesong Bank")
    (told,) = without.screen([]).screening.watchlists
    assert "armed-groups left out by configuration" in " ".join(told.warnings)


# ------------------------------------------------------------------------------------------------------ what counts


def test_a_weak_alias_alone_is_low_risk_at_most(small: Screener, shipped: Screener) -> None:
    for screener in (small, shipped):
        entities = [entity for watchlist in screener.watchlists for entity in watchlist.entities]
        weak = [(entity.id, name.text) for entity in entities for name in entity.names if name.quality == "weak"]
        assert weak
        for entity_id, name in weak:
            matches = screener.match(name, threshold=40)
            hits = [hit for hit in matches if hit.entity_id == entity_id and hit.matched_name == name]
            assert [hit.name_quality for hit in hits] == ["weak"] * len(hits)
            assert [hit.risk for hit in hits] == ["low"] * len(hits)
            assert all("weak alias" in " ".join(hit.risk_reasons) for hit in hits)
    (hit,) = small.match("Crimson Kettle", threshold=40)
    assert (hit.entity_id, hit.name_quality, hit.risk) == ("harbour", "weak", "low")


NUMBERS = """Name,IMO number,SWIFT/BIC,Remarks
Northern Star,9187332,,
Northern Star,IMO 9187332,,
Northern Star,,,formerly of IMO: 9187332
Bakery Sunrise,,KDBKKPPY,
Bakery Sunrise,,kdbkkppyxxx,
Bakery Sunrise,,,remit through SWIFT KDBKKPPY only
,9187332,,
"IMO 9187332, a ship",,,
"""


def test_an_identifier_alone_carries_a_hit_whatever_the_name(small: Screener) -> None:
    report = small.screen(NUMBERS.encode())
    ship, bank = ["corsair"], ["harbour"]
    assert found(report) == {2: ship, 3: ship, 4: ship, 5: bank, 6: bank, 7: bank, 8: ship, 9: ship}
    for result in report.counterparties:
        (hit,) = result.hits
        number = next(fact for fact in hit.evidence if fact.feature in {"imo", "bic"})
        assert (number.verdict, number.score) == ("supports", hit.score)
        assert hit.score >= small.threshold
        assert hit.matched_field == number.feature
        assert result.outcome == "potential_match"


def test_it_does_so_for_parties_made_by_hand(small: Screener) -> None:
    assert [hit.entity_id for hit in small.match("Northern Star, IMO 9187332")] == ["corsair"]
    notes = OtherName(field="notes", text="pay to BIC KDBKKPPY", free_text=True)
    assert ids(small.check(Counterparty(name="Bakery Sunrise", other_names=(notes,)))) == {"harbour"}
    told = Identifier(kind="IMO", value="9187332")
    assert small.match(Counterparty(name="IMO 9187332", identifiers=(told,)))[0].entity_id == "corsair"


def test_a_contradicting_identifier_weighs_against_the_name(small: Screener) -> None:
    bare = small.match(Counterparty(name="Corsair Wyvern"))[0]
    other = small.match(Counterparty.model_validate({"name": "Corsair Wyvern", "identifiers": {"imo": "9075149"}}))[0]
    assert other.score < bare.score
    assert [fact.feature for fact in other.evidence if fact.verdict == "contradicts"] == ["imo"]
    assert "contradicted by IMO number" in " ".join(other.risk_reasons)


def test_a_wrong_check_digit_is_told(small: Screener) -> None:
    rows = "Name,IMO,BIC,LEI\nA Ship,9187331,,\nA Bank,,KDBK,\nA Firm,,,549300JADELANTRN0108\nA Star,9187332,,\n"
    told = [result.problems for result in small.screen(rows.encode()).counterparties]
    assert ["9187331" in told[0][0], "KDBK" in told[1][0], "549300JADELANTRN0108" in told[2][0]] == [True] * 3
    assert all("is not valid" in problems[0] for problems in told[:3])
    assert told[3] == ()


def test_what_contradicts_lowers_the_score_and_is_said(small: Screener) -> None:
    def hit(**told: str) -> Any:
        return small.match(Counterparty.model_validate({"name": "Orlando Quilon Vexley", **told}), threshold=10)[0]

    bare = hit()
    for told, feature in (
        ({"country": "Norway"}, "country"),
        ({"nationality": "NO"}, "country"),
        ({"date_of_birth": "1931-02-03"}, "date_of_birth"),
    ):
        against = hit(**told)
        assert against.score < bare.score, told
        assert [fact.feature for fact in against.evidence if fact.verdict == "contradicts"] == [feature]
        assert f"contradicted by {feature.replace('_', ' ')}" in " ".join(against.risk_reasons)
    for told in ({"country": "Cyprus"}, {"date_of_birth": "23/04/1969"}, {"date_of_birth": "1969"}):
        assert hit(**told).score > bare.score, told
    assert hit(country="", date_of_birth="").score == bare.score  # an omission is not a contradiction


def test_the_reported_defector_is_low_risk_at_most(shipped: Screener) -> None:
    (entry,) = (e for w in shipped.watchlists for e in w.entities if e.id == "yun-tae-hyong")
    parties = [Counterparty(name=name.text, type="Person", country="KP") for name in entry.names]
    parties.append(Counterparty(name="Yoon Tae Hyung, representative of Korea Daesong Bank"))
    for result in shipped.screen(parties).counterparties[: len(entry.names)]:
        (hit,) = (hit for hit in result.hits if hit.entity_id == "yun-tae-hyong")
        assert (hit.risk, hit.status) == ("low", "defected"), result.name
        assert any("low" in reason for reason in hit.risk_reasons)


def test_a_hit_names_the_parties_it_is_not_to_be_confused_with(shipped: Screener) -> None:
    hit = shipped.match("Ryugyong Corporation")[0]
    assert hit.entity_id == "ryugyong-corporation"
    assert "Ryugyong Commercial Bank" in " ".join(other.name for other in hit.not_to_be_confused_with)
    assert all(other.reason for other in hit.not_to_be_confused_with)


def test_every_listed_name_finds_its_entry(shipped: Screener) -> None:
    for watchlist in shipped.watchlists:
        for entity in watchlist.entities:
            names = [name for name in entity.names if name.quality != "weak"]
            results = shipped.screen([Counterparty(name=name.text, type=entity.type) for name in names]).counterparties
            missed = [r.name for r in results if entity.id not in {hit.entity_id for hit in r.hits}]
            assert not missed, entity.id


def test_a_report_is_written_by_its_suffix(small: Screener, tmp_path: Path) -> None:
    report = small.screen(TABLE.encode())
    report.write(tmp_path / "risk.json")
    assert Report.model_validate_json((tmp_path / "risk.json").read_bytes()) == report
    assert report.to_dict() == json.loads((tmp_path / "risk.json").read_bytes())
    with pytest.raises(UsageError, match=r"\.doc"):
        report.write(tmp_path / "risk.doc")


# ---------------------------------------------------------------------------------------------------- what always holds

LISTED = [
    "Zemblan Harbour Bank",
    "zemblan harbuor",
    "Orlando Vexley",
    "CORSAIR WYVERN",
    "Gryphon",
    "Crimson Kettle",
    "",
    " ",
]
NAMES = st.one_of(st.sampled_from(LISTED), st.text(max_size=30))
COUNTRIES = st.one_of(st.sampled_from(["KP", "North Korea", "DE", "", "??"]), st.text(max_size=8))
BIRTHS = st.one_of(st.sampled_from(["1969-04-23", "23.4.1969", "1931", ""]), st.text(max_size=10))
IMOS = st.one_of(st.sampled_from(["9187332", "IMO9187332", "9187331", "", "n/a"]), st.text(max_size=10))
ROWS = st.lists(st.tuples(NAMES, COUNTRIES, BIRTHS, IMOS), max_size=6)


def sound(results: Sequence[Result], threshold: float) -> None:
    for result in results:
        assert result.outcome in get_args(Outcome)
        assert (result.outcome == "potential_match") is bool(result.hits)
        assert (result.risk == "none") is not bool(result.hits)
        assert result.outcome != "not_screened" or any(p.startswith("not screened: ") for p in result.problems)
        assert all(threshold <= hit.score <= 100 for hit in result.hits)
        assert all(0 <= fact.score <= 100 for hit in result.hits for fact in hit.evidence)
        keys = [(hit.watchlist, hit.entity_id) for hit in result.hits]
        assert len(keys) == len(set(keys))
        order = [(-hit.score, hit.watchlist, hit.entity_id) for hit in result.hits]
        assert order == sorted(order)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.sampled_from([20.0, 60.0, 80.0]))
def test_every_row_of_a_table_gets_one_sound_result(
    small: Screener, rows: list[tuple[str, str, str, str]], threshold: float
) -> None:
    last = ("Bakery Sunrise", "DE", "", "")  # blank rows at the end of a table are none
    table = pd.DataFrame([*rows, last], columns=["Name", "Country", "Date of birth", "IMO"])
    report = small.screen(table, threshold=threshold)
    assert [result.row for result in report.counterparties] == list(range(2, len(rows) + 3))
    sound(report.counterparties, threshold)
    assert report.summary.counterparties == sum(report.summary.outcome.values()) == len(rows) + 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.sampled_from([20.0, 60.0, 80.0]))
def test_every_counterparty_gets_one_sound_result(
    small: Screener, rows: list[tuple[str, str, str, str]], threshold: float
) -> None:
    parties = [
        Counterparty(
            name=name, country=country, date_of_birth=birth,
            identifiers=(Identifier(kind="imo", value=imo),) if imo.strip() else (), row=row,
        )
        for row, (name, country, birth, imo) in enumerate(rows, start=1)
    ]  # fmt: skip
    report = small.screen(parties, threshold=threshold)
    assert [(result.row, result.name) for result in report.counterparties] == [(p.row, p.name) for p in parties]
    sound(report.counterparties, threshold)
    assert small.screen(parties, threshold=threshold, exhaustive=True).counterparties == report.counterparties
