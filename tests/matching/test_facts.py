"""What is sent of a row to a process that matches: all that matching looks at, and no models."""

from __future__ import annotations

import pickle

from screening.entities import Counterparty, Identifier, OtherName
from screening.matching.facts import facts_of, parties_of

PARTY = Counterparty(
    name="Zembla Lines", type="Company", country="ZZ", date_of_birth="1970-03-12", address="12 Kari Road", phone="1234",
    other_names=(
        OtherName(field="vessel", text="Corsair Wyvern", type="Vessel"),
        OtherName(field="owner", text="Onhava Fund", share="51 %"),
        OtherName(field="notes", text="as agreed", free_text=True),
    ),
    identifiers=(Identifier(kind="imo", value="9074729"), Identifier(kind="inn", value="7707083893", country="RU")),
    input={"Name": "Zembla Lines"}, row=3,
)  # fmt: skip


def test_a_party_made_of_facts_is_the_party_but_for_what_matching_does_not_look_at() -> None:
    plain = Counterparty(name="Onhava Fund")
    made, other = parties_of(pickle.loads(pickle.dumps([facts_of(PARTY), facts_of(plain)])))
    assert other == plain
    assert made == PARTY.model_copy(update={"phone": "", "input": {}, "row": 0})
    assert facts_of(made) == facts_of(PARTY)
    assert parties_of([]) == []


def test_facts_are_equal_where_matching_sees_no_difference() -> None:
    first = OtherName(field="vessel", text="Corsair Wyvern")
    assert facts_of(PARTY.model_copy(update={"row": 4, "id": "C-1"})) == facts_of(PARTY)
    assert facts_of(PARTY.model_copy(update={"other_names": (first,)})) != facts_of(PARTY)
    assert facts_of(PARTY.model_copy(update={"identifiers": ()})) != facts_of(PARTY)
