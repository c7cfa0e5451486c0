"""Rows of more text than anybody writes: compared as far as a cell of a spreadsheet goes, and said."""

from __future__ import annotations

import pytest

from screening.entities import Counterparty, OtherName
from screening.matching.extent import LONGEST_ROW, LONGEST_TEXT, beyond_extent, within_extent
from screening.screener import Screener

LISTED = "Korea Daesong Bank"


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener()


def texts(*lengths: int) -> Counterparty:
    return Counterparty(
        name="n" * lengths[0], other_names=tuple(OtherName(field="notes", text="x" * n) for n in lengths[1:])
    )


@pytest.mark.parametrize(
    ("lengths", "compared"),
    [
        ((5,), (5,)),
        ((LONGEST_TEXT,), (LONGEST_TEXT,)),
        ((LONGEST_TEXT, LONGEST_TEXT), (LONGEST_TEXT, LONGEST_TEXT)),
        ((5, LONGEST_TEXT + 1, 7), (5, LONGEST_TEXT, 7)),
        ((LONGEST_TEXT + 9,), (LONGEST_TEXT,)),
        ((LONGEST_TEXT,) * 4, (LONGEST_TEXT,) * 4),
        ((10, *(LONGEST_TEXT,) * 4, 5), (10, *(LONGEST_TEXT,) * 3, LONGEST_TEXT - 10)),
        ((*(LONGEST_TEXT,) * 4, 5, 5), (LONGEST_TEXT,) * 4),
    ],
)
def test_what_is_compared(lengths: tuple[int, ...], compared: tuple[int, ...]) -> None:
    party = texts(*lengths)
    assert within_extent(party) == texts(*compared)
    said = f"its names and texts have {sum(lengths):,} characters, of which {sum(compared):,} were compared"
    assert beyond_extent(party) == (() if lengths == compared else (said,))
    assert sum(compared) <= LONGEST_ROW


def test_text_beyond_is_a_problem_of_the_row_and_changes_nothing_else(screener: Screener) -> None:
    party = Counterparty(name=LISTED, other_names=(OtherName(field="notes", text="word " * 7_000, free_text=True),))
    result = screener.check(party)
    assert [hit.entity_id for hit in result.hits] == ["korea-daesong-bank"]
    assert result.problems == ("its names and texts have 35,017 characters, of which 32,785 were compared",)


@pytest.mark.parametrize(
    "text",
    [
        "." * 7_500, "a." * 3_750, "1." * 3_750, " " * 7_500, "a" + " " * 7_500 + "b", "a" * 7_500,
        "a" + "\u0301" * 7_500, "a" + "\u202e" * 7_500 + "b", "\u200f" * 7_500, "朝" * 7_500, "조" * 7_500,
        "ก" * 7_500, "م" * 7_500, "a\u200d" * 3_750, "Il" * 3_750, "a'" * 3_750, "a\n" * 3_750, "(" * 7_500,
        "IMO " * 1_875, "ab;" * 2_500, "😀" * 7_500,
    ],
    ids=lambda text: ascii(text[:3]),
)  # fmt: skip
def test_hostile_cells_are_compared(text: str, screener: Screener) -> None:
    """Each of these takes a moment. Where one does not, this test does not end: nothing here is timed."""
    result = screener.check(Counterparty(name=f"{LISTED} {text}", other_names=(OtherName(field="notes", text="x"),)))
    assert result.outcome in {"no_hit", "potential_match"}
    assert result.name.startswith(LISTED)
