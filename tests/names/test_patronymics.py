"""Patronymics of Slavic names are known by their place and their ending, and family names are not taken for them."""

from __future__ import annotations

import pytest

from screening.names.analysis import analyse


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("SHOIGU, Sergei Kuzhugetovich", ["kuzhugetovich"]),
        ("Dmitry Anatolyevich Medvedev", ["anatolyevich"]),
        ("Viktor Fedorovych Yanukovych", ["fedorovych"]),
        ("Roman Arkadyevich Abramovich", ["arkadyevich"]),
        ("Elena Viktorovna Smirnova", ["viktorovna"]),
        ("Siarhei Ihnatavich Novikau", ["ihnatavich"]),
        ("Halina Radzivonawna Lukashenka", ["radzivonawna"]),
        ("Volha Aliaksandrauna Chuprys", ["aliaksandrauna"]),
        ("Ольга Аляксандраўна Чупрыс", ["аляксандрауна"]),
        ("Wiktor Fedorowicz Janukowycz", ["fedorowicz"]),
        ("Сергей Кужугетович Шойгу", ["кужугетович"]),
        ("Ольга Сергіївна Коваль", ["сергіівна"]),
        # a name of two words has none, whatever the second looks like
        ("Roman Abramovich", []),
        ("Viktor Yanukovych", []),
        ("Maria Shauna", []),
        # behind no given name
        ("Sinkevich Ivan Petrov", []),
        ("Kim Jong Un", []),
        ("Slobodan Petar Milosevic", []),
    ],
)
def test_what_is_taken_for_a_patronymic(name: str, told: list[str]) -> None:
    assert [w.text for w in analyse(name, is_person=True).words if w.role == "patronymic"] == told


def test_names_of_firms_have_none() -> None:
    assert "patronymic" not in {w.role for w in analyse("Sergei Kuzhugetovich Shoigu OOO").words}
