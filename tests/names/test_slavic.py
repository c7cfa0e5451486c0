"""Names that were spelt for readers of other languages, respelt the English way."""

from __future__ import annotations

import pytest

from screening.names.slavic import respelt

RESPELT = [
    ("michajlovitj", "mikhaylovich"),  # Swedish
    ("michajlovitsj", "mikhaylovich"),  # Dutch, Norwegian
    ("michailowitsch", "mikhailovich"),  # German
    ("tkatjenko", "tkachenko"),
    ("tatjana", "tatyana"),
    ("plachotnjuk", "plakhotnyuk"),
    ("sergej", "sergey"),
    ("andrejevskij", "andreyevskiy"),
    ("zjukov", "zhukov"),
    ("sjojgu", "shoygu"),
]


@pytest.mark.parametrize(("word", "expected"), RESPELT)
def test_respelt(word: str, expected: str) -> None:
    assert expected in respelt(word)


@pytest.mark.parametrize(
    "word", ["ajmal", "najm", "hajji", "rajpal", "jong", "jun", "bank", "nietzsche", "djibouti", ""]
)
def test_as_it_stands(word: str) -> None:
    assert respelt(word) == ()
