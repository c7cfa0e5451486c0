"""What counts for a hit and against it: weak aliases, identifiers, countries, dates, and who is told apart."""

from __future__ import annotations

from typing import Any

from screening.entities import Counterparty, Identifier, OtherName
from screening.screener import Screener

from .reports import found, ids


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
