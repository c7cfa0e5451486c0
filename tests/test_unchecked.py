"""Models made without a check are those that the check makes of the same values."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from screening.entities import Counterparty, Identifier, OtherName
from screening.report.model import Result
from screening.unchecked import unchecked, unchecked_all

PARTY = {
    "row": 3, "input": {"Name": "Acme Ltd", "Cc": "GR"}, "name": "Acme Ltd", "type": "Company", "country": "GR",
    "other_names": (OtherName(field="vessel", text="Wise Honest"),),
    "identifiers": (Identifier(kind="imo", value="8905490"),),
}  # fmt: skip
RESULT = {"outcome": "no_hit", "name": "Acme Ltd", "problems": ("odd",), "row": 3, "input": {"Name": "Acme Ltd"}}
CASES = [(Counterparty, PARTY), (Result, RESULT), (OtherName, {"field": "notes", "text": "as agreed"})]


@pytest.mark.parametrize(("model", "values"), CASES)
def test_is_what_a_check_makes(model: type[BaseModel], values: dict[str, Any]) -> None:
    made, checked = unchecked(model, values), model(**values)
    assert made == checked
    assert made.model_dump_json() == checked.model_dump_json()  # the order of the fields, too
    assert repr(made) == repr(checked)


@pytest.mark.parametrize(("model", "values"), CASES)
def test_can_be_copied_sent_and_not_changed(model: type[BaseModel], values: dict[str, Any]) -> None:
    made, field = unchecked(model, values), next(iter(values))
    assert pickle.loads(pickle.dumps(made)) == made
    copy = made.model_copy(update={field: values[field]})
    assert copy == made
    with pytest.raises(ValidationError):
        setattr(made, field, values[field])


def test_what_is_made_of_one_model_is_not_shared() -> None:
    first, second = (unchecked(OtherName, {"field": "notes", "text": text}) for text in ("one", "two"))
    assert (first.text, second.text) == ("one", "two")
    assert first.model_copy(update={"share": "51 %"}).share == "51 %"
    assert first.share == ""


def test_a_field_that_was_forgotten_is_told() -> None:
    with pytest.raises(AssertionError):
        unchecked(OtherName, {"field": "notes"})


@pytest.mark.parametrize(("model", "values"), CASES)
@pytest.mark.parametrize("same", [0, 1, 2])
def test_many_at_once_are_what_each_is(model: type[BaseModel], values: dict[str, Any], same: int) -> None:
    told = list(values.items())
    each = {name: [value] * 3 for name, value in told[same:]}
    many = unchecked_all(model, dict(told[:same]), each)
    assert [one.model_dump_json() for one in many] == [model(**values).model_dump_json()] * (3 if each else 0)
    assert len({id(one.__dict__) for one in many}) == len(many)
