"""What a configuration leaves out of watchlists and changes in them, and that the lists say so."""

from __future__ import annotations

from typing import Any

import pytest

from screening.config import ListConfig, Override
from screening.entities import Entity, Identifier, Name, Watchlist
from screening.errors import ConfigError
from screening.lists.filters import filter_watchlists
from screening.lists.overrides import apply_overrides


def entity(entity_id: str, group: str | None = None, programmes: tuple[str, ...] = ("DPRK",), **fields: Any) -> Entity:
    name = Name(text=entity_id.title(), quality="primary")
    return Entity(**{"id": entity_id, "names": (name,), "group": group, "programmes": programmes, **fields})


LIST = Watchlist(
    name="dprk",
    sha256="0" * 64,
    warnings=("as read",),
    entities=(
        entity("room-39"),
        entity("hezbollah", "armed-groups", ("LEBANON",)),
        entity("hamas", "armed-groups", ()),
        entity("knic", names=(Name(text="KNIC", quality="primary"), Name(text="Korea National", quality="weak"))),
    ),
)
OTHER = Watchlist(name="own", entities=(entity("knic"), entity("hamas")))


def ids(watchlist: Watchlist) -> list[str]:
    return [entity.id for entity in watchlist.entities]


@pytest.mark.parametrize(
    ("config", "left", "said"),
    [
        ({}, ["room-39", "hezbollah", "hamas", "knic"], []),
        (
            {"exclude_groups": ["armed-groups"]},
            ["room-39", "knic"],
            ["2 entries of group armed-groups left out by configuration"],
        ),
        (
            {"exclude_entities": ["knic"]},
            ["room-39", "hezbollah", "hamas"],
            ["1 entry with id knic left out by configuration"],
        ),
        (
            {"programmes": ["LEBANON"]},
            ["hezbollah"],
            ["3 entries of no programme among LEBANON left out by configuration"],
        ),
        (
            {"exclude_groups": ["armed-groups"], "exclude_entities": ["hamas", "knic"], "programmes": ["DPRK"]},
            ["room-39"],
            [
                "2 entries of group armed-groups left out by configuration",
                "1 entry with id knic left out by configuration",
            ],
        ),
    ],
)  # fmt: skip
def test_entries_are_left_out_and_the_list_says_so(config: dict[str, Any], left: list[str], said: list[str]) -> None:
    (watchlist,) = filter_watchlists([LIST], ListConfig(name="dprk", **config))
    assert ids(watchlist) == left
    assert watchlist.warnings == ("as read", *said)
    assert watchlist.sha256 == LIST.sha256


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("DPRK*", ["a", "b", "c"]),
        ("dprk*", ["a", "b", "c"]),
        ("*DPRK*", ["a", "b", "c", "d", "e"]),
        ("*korea*", ["f"]),
        ("1718 (*)", ["e"]),
        ("DPRK[2]*", ["c"]),
        ("*", ["a", "b", "c", "d", "e", "f"]),
        ("DPRK", ["a"]),
        ("DPRK?*", []),
        ("dprk", []),
    ],
)
def test_a_star_stands_for_any_letters_of_a_programme(pattern: str, left: list[str]) -> None:
    names = ("DPRK", "DPRK2", "DPRK[2]", "US-DPRK", "1718 (DPRK)", "The Korea Regulations")
    entries = tuple(entity(key, programmes=(name,)) for key, name in zip("abcdef", names, strict=True))
    published = Watchlist(name="un", entities=(*entries, entity("g", programmes=())))
    config = ListConfig(name="un", programmes=(pattern,))
    if left:
        assert ids(filter_watchlists([published], config)[0]) == left
    else:
        with pytest.raises(ConfigError, match="no programme"):
            filter_watchlists([published], config)


def test_what_no_list_has_cannot_be_left_out() -> None:
    config = ListConfig(
        name="dprk", exclude_groups=("armed-group",), exclude_entities=("room39", "knic"), programmes=("DPKR",)
    )
    with pytest.raises(ConfigError) as caught:
        filter_watchlists([LIST], config, key="list[1]")
    assert [str(problem) for problem in caught.value.problems] == [
        "list[1].exclude_groups[0]: no group 'armed-group' in dprk (did you mean 'armed-groups'?)",
        "list[1].exclude_entities[0]: no entry 'room39' in dprk (did you mean 'room-39'?)",
        "list[1].programmes[0]: no programme 'DPKR' in dprk (did you mean 'DPRK'?)",
    ]


def test_the_lists_of_a_folder_are_filtered_together() -> None:
    one, two = filter_watchlists([LIST, OTHER], ListConfig(path="lists", exclude_entities=("room-39", "hamas")))
    assert (ids(one), ids(two)) == (["hezbollah", "knic"], ["knic"])
    assert two.warnings == ("1 entry with id hamas left out by configuration",)


def override(**fields: Any) -> Override:
    return Override(**{"entity": "knic", "reason": "known to the desk", **fields})


def test_an_override_changes_the_entry_and_the_list_says_so() -> None:
    change = override(
        add_aliases=["K.N.I.C."],
        add_weak_aliases=["Insurance of Korea"],
        remove_names=["korea  national"],
        add_identifiers={"bic": "KDBKKPPY", "vat": "1"},
        status="dissolved",
        max_risk="low",
        by="Kim",
        on="2026-11-21",
    )
    (watchlist,) = apply_overrides([LIST], [change])
    changed = watchlist.entities[3]
    origin = "configuration: known to the desk"
    assert changed.names == (
        Name(text="KNIC", quality="primary"),
        Name(text="K.N.I.C.", quality="alias", origin=origin),
        Name(text="Insurance of Korea", quality="weak", origin=origin),
    )
    assert changed.identifiers == (
        Identifier(kind="bic", value="KDBKKPPY", origin=origin),
        Identifier(kind="vat", value="1", origin=origin),
    )
    assert (changed.status, changed.max_risk) == ("dissolved", "low")
    assert watchlist.entities[:3] == LIST.entities[:3]
    assert watchlist.sha256 == LIST.sha256
    assert watchlist.warnings == (
        "as read",
        "entry knic changed by configuration: alias 'K.N.I.C.' added, weak alias 'Insurance of Korea' added, "
        "name 'korea  national' removed, identifier bic KDBKKPPY added, identifier vat 1 added, "
        "status set to dissolved, highest risk set to low (known to the desk, Kim, 2026-11-21)",
    )


def test_overrides_of_one_entry_follow_each_other() -> None:
    (watchlist,) = apply_overrides(
        [LIST], [override(add_aliases=["X1"]), override(add_aliases=["X2"]), override(status="sunk")]
    )
    assert [name.text for name in watchlist.entities[3].names] == ["KNIC", "Korea National", "X1", "X2"]
    assert watchlist.entities[3].status == "sunk"


@pytest.mark.parametrize(
    ("fields", "qualities"),
    [
        ({"add_aliases": ["korea national"]}, {"KNIC": "primary", "korea national": "alias"}),
        ({"add_aliases": ["knic"]}, {"KNIC": "primary", "Korea National": "weak"}),
        ({"add_weak_aliases": ["knic"]}, {"KNIC": "primary", "Korea National": "weak"}),
        (
            {"remove_names": ["Korea National"], "add_aliases": ["Korea National"]},
            {"KNIC": "primary", "Korea National": "alias"},
        ),
    ],
)
def test_a_name_that_is_there_becomes_stronger_and_never_weaker(
    fields: dict[str, Any], qualities: dict[str, str]
) -> None:
    (watchlist,) = apply_overrides([LIST], [override(**fields)])
    assert {name.text: name.quality for name in watchlist.entities[3].names} == qualities


def test_an_entry_in_several_lists_is_changed_in_all_or_in_the_named_one() -> None:
    one, two = apply_overrides([LIST, OTHER], [override(status="sunk")])
    assert [one.entities[3].status, two.entities[0].status] == ["sunk", "sunk"]
    one, two = apply_overrides([LIST, OTHER], [override(status="sunk", watchlist="own")])
    assert [one.entities[3].status, two.entities[0].status] == ["designated", "sunk"]
    assert one.warnings == LIST.warnings


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"entity": "kinc"}, "override[0].entity: no entry 'kinc' in any watchlist (did you mean 'knic'?)"),
        (
            {"entity": "room-93", "watchlist": "dprk"},
            "override[0].entity: no entry 'room-93' in the watchlist dprk (did you mean 'room-39'?)",
        ),
        ({"watchlist": "drpk"}, "override[0].watchlist: no watchlist 'drpk' (did you mean 'dprk'?)"),
        (
            {"remove_names": ["knic"]},
            "override[0].remove_names[0]: 'knic' is the primary name and cannot be removed (leave the entry out with "
            "exclude_entities of its [[list]])",
        ),
        (
            {"remove_names": ["Korea Nat"]},
            "override[0].remove_names[0]: the entry 'knic' has no name 'Korea Nat' (did you mean 'Korea National'?)",
        ),
        (
            {"add_identifiers": {"imo": "123"}},
            "override[0].add_identifiers.imo: '123' is no valid IMO: it has seven digits",
        ),
        ({"add_identifiers": {"vat": " "}}, "override[0].add_identifiers.vat: must not be empty"),
    ],
)  # fmt: skip
def test_an_override_that_fits_nothing_is_an_error(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        apply_overrides([LIST, OTHER], [override(**fields)])
    assert str(caught.value) == said


def test_overrides_of_lists_that_were_not_asked_for_are_passed_over() -> None:
    changes = [override(entity="only-elsewhere", status="sunk"), override(watchlist="elsewhere", status="sunk")]
    assert apply_overrides([LIST], changes, complete=False) == (LIST,)
    with pytest.raises(ConfigError, match="no entry 'kinc' in the watchlist dprk"):
        apply_overrides([LIST], [override(entity="kinc", watchlist="dprk")], complete=False)
