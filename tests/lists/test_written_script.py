"""The script of a name that its list does not tell."""

from __future__ import annotations

import pytest

from screening.entities import Entity
from screening.lists.checks import check_names
from screening.lists.written_script import written_script


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Korea Daesong Bank", None),
        ("Société Générale №1", None),
        ("조선대성은행", "Hang"),
        ("朝鮮大聖銀行", "Hani"),
        ("朝鮮대성銀行", "Kore"),
        ("ソニー株式会社", "Jpan"),
        ("ソニー", "Jpan"),
        ("Интер Табак", "Cyrl"),
        ("Интер Табак OJSC", "Cyrl"),
        ("Limited company «Ш»", None),
        ("عمر محمود", "Arab"),
        ("Ελληνική", "Grek"),
        ("Müller", None),
        ("大聖은행", "Kore"),
        ("Jin Tiesan (金铁三)", None),
        ("12-34", None),
        ("№ 7", None),
        ("", None),
    ],
)
def test_the_script_of_most_letters(text: str, script: str | None) -> None:
    assert written_script(text) == script
    if script is not None:  # and the checks of a list agree
        entity = Entity.model_validate({"id": "a", "names": [{"text": text, "quality": "primary", "script": script}]})
        assert not [fault for fault in check_names(entity) if "script" in fault.key]
