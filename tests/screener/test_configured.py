"""What the configuration says of entries: exclusions, overrides, groups."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from made_up_list import write_list

from screening.entities import Counterparty
from screening.screener import Screener

from .reports import NOW, configured, ids


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
