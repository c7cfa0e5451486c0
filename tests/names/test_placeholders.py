"""Texts that stand for nothing, and those that only look so."""

from __future__ import annotations

import pytest

from screening.names.countries import names_no_country
from screening.names.placeholders import is_placeholder


@pytest.mark.parametrize(
    "text",
    ["", "-", "n/a", "N.A.", "unknown", "k. A.", "нет", "없음", "0", "NaT", "Not available", "NONE GIVEN", "see above",
     "not applicable", "Not provided.", "neant", "néant"],
)  # fmt: skip
def test_placeholders(text: str) -> None:
    assert is_placeholder(text)
    assert names_no_country(text) or text == "N.A."  # which is Namibia, too


@pytest.mark.parametrize("text", ["8905490", "NB", "00", "HMYZ", "not", "National Trading", "above"])
def test_texts_that_say_something(text: str) -> None:
    assert not is_placeholder(text)
