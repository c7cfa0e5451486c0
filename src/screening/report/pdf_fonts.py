"""The fonts of the PDF: the ones that a report needs, and text for characters that none of them can draw."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from anyascii import anyascii
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.fonts import TTFFont

from screening.report.visible import code_point, visible

FAMILY = "report"
"""The name of the base font within the document."""

_BRACKETS = str.maketrans("⟨⟩", "‹›")  # no font of the report has the brackets of `visible`
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_COMBINING = frozenset({"Mn", "Mc"})


@cache
def _characters(path: Path) -> frozenset[int]:
    """The characters that a font file has."""
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def font_files() -> tuple[Path, ...]:
    """The font files that are installed, in the order in which they are asked."""
    table = tomllib.loads((files("screening") / "data" / "pdf_fonts.toml").read_text(encoding="utf-8"))
    return tuple(path for font in table["font"] for path in _installed(font["package"], font["files"]))


def _installed(package: str, names: list[str]) -> Iterator[Path]:
    spec = find_spec(package)
    if spec is not None and spec.origin is not None:
        paths = (Path(spec.origin).with_name(name) for name in names)
        yield from (path for path in paths if path.is_file())


def needs_shaping(text: str) -> bool:
    """Whether a text is written from right to left, or in letters that join or stack: drawn through the shaper.

    The shaper takes many times as long, so that other text goes without it.
    """
    return not text.isascii() and any(
        unicodedata.bidirectional(char) in _RIGHT_TO_LEFT or unicodedata.category(char) in _COMBINING for char in text
    )


class Fonts:
    """The fonts of one document: a font is added when a text first has a character that those before it lack."""

    def __init__(self, pdf: FPDF) -> None:
        self._pdf = pdf
        self._added: dict[Path, str] = {}
        self._known: dict[str, bool] = {}
        self._add(font_files()[0])

    def shown(self, text: str) -> str:
        """``text`` as the document can draw it.

        Characters that no font has are written by their code points, with the whole text in Latin letters behind it:
        never as an empty box.
        """
        text = visible(text).translate(_BRACKETS)
        missing = {char for char in text if not self._has(char)}
        if not missing:
            return text
        written = "".join(code_point(char) if char in missing else char for char in text).translate(_BRACKETS)
        latin = " ".join(anyascii(text).split())
        return f"{written} ({latin})" if latin else written

    def _has(self, char: str) -> bool:
        if char not in self._known:
            self._known[char] = char == "\n" or any(self._gives(path, char) for path in font_files())
        return self._known[char]

    def _gives(self, path: Path, char: str) -> bool:
        if ord(char) not in _characters(path):
            return False
        if path not in self._added:
            self._add(path)
        return True

    def _add(self, path: Path) -> None:
        family = f"{FAMILY}{len(self._added) or ''}"
        self._added[path] = family
        self._pdf.add_font(family, "", path)
        self._pdf.set_fallback_fonts(list(self._added.values())[1:], exact_match=False)

    def close(self) -> None:
        """Close the files, which the library leaves open until the document is forgotten."""
        for font in self._pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()
