"""How the workbook looks: one palette, and formats put together from named properties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

INK, MUTED, RULE, PAPER = "#1B2430", "#5A6675", "#D5DBE3", "#F5F7F9"
NAVY, TO_FILL_IN = "#1F3A5F", "#FFF8DC"

_PROPERTIES: Mapping[str, Mapping[str, Any]] = {
    "base": {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top"},
    "cell": {"bottom": 1, "bottom_color": RULE},
    "wrap": {"text_wrap": True},
    "strong": {"bold": True},
    "muted": {"font_color": MUTED},
    "code": {"font_name": "Consolas", "font_size": 9},
    "left": {"align": "left"},
    "set-in": {"align": "left", "indent": 1},
    "middle": {"valign": "vcenter"},
    "centre": {"align": "center"},
    "score": {"num_format": "0.0", "align": "center"},
    "count": {"num_format": "#,##0", "align": "right"},
    "share": {"num_format": "0.0%", "align": "right", "font_color": MUTED},
    "weight": {"num_format": "General", "align": "right"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "link": {"font_color": "#1D4E89", "underline": 1},
    "header": {"bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "text_wrap": True, "valign": "vcenter",
               "right": 1, "right_color": "#47648A"},
    "header-input": {"bg_color": "#5A6675", "right_color": "#7C8896"},
    "header-decision": {"bg_color": "#8A6D1B", "right_color": "#A98C3A"},
    "decision": {"bg_color": TO_FILL_IN, "border": 1, "border_color": "#E3D6A4", "text_wrap": True, "locked": False},
    "high": {"bg_color": "#F9DEDC", "font_color": "#8C1D18", "bold": True, "align": "center"},
    "medium": {"bg_color": "#FCEBCF", "font_color": "#7A4A00", "bold": True, "align": "center"},
    "low": {"bg_color": "#E1EAF4", "font_color": "#28507A", "bold": True, "align": "center"},
    "none": {"font_color": MUTED, "align": "center"},
    "potential_match": {"font_color": "#8C1D18", "bold": True},
    "not_screened": {"font_color": "#7A4A00", "bold": True},
    "no_hit": {},
    "title": {"font_size": 20, "bold": True, "font_color": NAVY},
    "subtitle": {"font_size": 11, "font_color": MUTED},
    "section": {"font_size": 12, "bold": True, "font_color": NAVY, "bottom": 2, "bottom_color": NAVY},
    "figure": {"font_size": 24, "bold": True, "font_color": NAVY, "align": "left", "num_format": "#,##0",
               "bg_color": PAPER, "indent": 1},
    "caption": {"font_color": MUTED, "bg_color": PAPER, "align": "left", "indent": 1},
    "note": {"font_color": MUTED, "italic": True, "text_wrap": True},
    # how the two sides of a field agree
    "agrees": {"bg_color": "#E3F1E8", "font_color": "#1B5E3A", "bold": True, "align": "center"},
    "similar": {"bg_color": "#FCF3DC", "font_color": "#7A4A00", "bold": True, "align": "center"},
    "differs": {"font_color": INK, "align": "center"},
    "contradicts": {"bg_color": "#F9DEDC", "font_color": "#8C1D18", "bold": True, "align": "center"},
    "block": {"bg_color": "#E8EDF3", "bold": True, "font_size": 11, "top": 2, "top_color": NAVY},
    "block-score": {"align": "center"},
    "plain": {},
    # letters of a name: colour and weight, and an underline where colour alone would have to say it
    "mark-equal": {"font_color": "#1B5E3A", "bold": True},
    "mark-similar": {"font_color": "#7A4A00", "bold": True},
    "mark-different": {"font_color": "#B3261E", "bold": True, "underline": 1},
    "mark-missing": {"font_color": "#4A5A9A", "italic": True, "underline": 1},
    "mark-extra": {"font_color": "#6B7280", "italic": True},
    "mark-contradicted": {"font_color": "#B3261E", "bold": True, "font_strikeout": True},
    "mark-ignored": {"font_color": "#6B7280"},
    "mark-plain": {},
}  # fmt: skip


class Styles:
    """Formats by the names of their properties: ``styles("cell", "wrap")``; a later name overrides an earlier."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._formats: dict[tuple[str, ...], Format] = {}

    def __call__(self, *names: str) -> Format:
        """The format with the properties of all names. Raises KeyError for an unknown name."""
        if names not in self._formats:
            merged = {key: value for name in ("base", *names) for key, value in _PROPERTIES[name].items()}
            self._formats[names] = self._workbook.add_format(merged)
        return self._formats[names]


def colours(name: str) -> dict[str, Any]:
    """The properties of a style that a conditional rule may set: colours and weight, not the font."""
    return {key: value for key, value in _PROPERTIES[name].items() if key in ("bg_color", "font_color", "bold")}
