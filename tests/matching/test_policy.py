"""The numbers of the method: each in bounds within which every match goes through, and refused beyond them."""

from __future__ import annotations

import pytest
from annotated_types import Ge, Gt, Le
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from screening.entities import Counterparty, Entity, Identifier, Name, Watchlist
from screening.matching.matcher import Matcher
from screening.matching.policy import Policy, load_policy

LISTED = (
    Entity(id="bank", type="Company", names=(
        Name(text="General Trading Bank of Zembla Ltd.", quality="primary"), Name(text="The Co.", quality="weak"),
    ), countries=("US",)),
    Entity(id="person", type="Person", names=(Name(text="Kim Yong Chol", quality="primary"), Name(text="김영철"))),
    Entity(id="ship", type="Vessel", names=(Name(text="Pong Su 3", quality="primary"),)),
    Entity(id="union", type="Organization", names=(
        Name(text="General Association of Korean Residents in Japan", quality="primary"), Name(text="조선무역은행"),
    )),
)  # fmt: skip
ASKED = [
    Counterparty(name=name, country="KP", date_of_birth="1970", identifiers=(Identifier(kind="imo", value="8905490"),))
    for name in (
        "Gen Assoc of Korean Residents in Japan", "GTBZ", "the co", "Yong-chol, KIM Y.", "김영철", "朝鮮貿易銀行",
        "Pnog Soo 4", "Generall Tradding Bnak f Zmbl", "paid to General Trading Bank, Harbour St, for Pong Su", "Ltd.",
    )
]  # fmt: skip


def in_bounds(name: str) -> st.SearchStrategy[float]:
    """What the policy allows for the number, its bounds among it."""
    metadata = Policy.model_fields[name].metadata
    (least,) = (m.ge if isinstance(m, Ge) else m.gt for m in metadata if isinstance(m, Ge | Gt))
    (most,) = (m.le for m in metadata if isinstance(m, Le))
    assert isinstance(least, int | float)
    assert isinstance(most, int | float)
    is_open = any(isinstance(m, Gt) for m in metadata)
    ends = st.sampled_from([5e-324 if is_open else float(least), float(most)])
    return ends | st.floats(least, most, exclude_min=is_open)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_match_goes_through_with_any_numbers_that_are_allowed(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(Policy.model_fields)), unique=True, max_size=len(LISTED) * 8))
    try:
        policy = load_policy({name: data.draw(in_bounds(name), label=name) for name in names})
    except ValidationError as error:  # many bits that are fewer than few
        assert "many_bits" in str(error)  # noqa: PT017
        return
    matcher = Matcher.of([Watchlist(name="test", entities=LISTED)], policy)
    for matches in matcher.match_all(ASKED, threshold=1, max_hits=10):
        assert all(0 <= match.score <= 100 for match in matches)


@pytest.mark.parametrize("name", sorted(Policy.model_fields))
def test_no_number_is_below_nothing_or_beyond_all_measure(name: str) -> None:
    for wrong in (-0.001, 1001.0, float("nan"), float("inf")):
        with pytest.raises(ValidationError, match=name):
            load_policy({name: wrong})


@pytest.mark.parametrize("name", ["synonym", "romanised", "prefix", "likeness_floor", "order", "weak_alias"])
def test_nothing_is_more_than_equal(name: str) -> None:
    with pytest.raises(ValidationError, match="less than or equal to 1"):
        load_policy({name: 1.01})


def test_many_bits_are_more_than_few() -> None:
    with pytest.raises(ValidationError, match=r"must be more than few_bits \(18\)"):
        load_policy({"few_bits": 18.0})
    with pytest.raises(ValidationError, match=r"must be more than person_few_bits \(15\)"):
        load_policy({"person_many_bits": 1.0})
