"""The parts of an xlsx workbook around its sheets: which sheets there are, the shared texts, which styles are dates.

Names and rules are those of ECMA-376 part 1 (SpreadsheetML), in its transitional and strict variants.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from screening.errors import InputError
from screening.tables.cells import DateStyle
from screening.tables.limits import Limits
from screening.tables.package import SAVE_AGAIN, Package
from screening.tables.xml_events import Attributes, Events, attribute
from screening.tables.xml_runs import PLAIN, RunFeed, unescaped
from screening.texts import spoken

_ROOT_RELATIONS = "_rels/.rels"
_USUAL_WORKBOOK = "xl/workbook.xml"

# Built-in number formats that show a date or a time (18.8.30, with those of the East Asian languages); 46 is [h]:mm:ss.
BUILT_IN: Mapping[int, DateStyle] = {
    **dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), "date"),
    46: "elapsed",
}  # fmt: skip

# A format code says "date" by one of the letters d m y h s outside of quotes, escapes, fillers and [colours].
_NOT_CODE = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_LONGEST_CODE = 255  # what the format allows
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DATE_LETTER = re.compile(r"[dmyhs]", re.IGNORECASE)
_PLAIN_ITEM = re.compile(rf'<si><t(?: xml:space="preserve")?>({PLAIN})</t>')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet by its name, and the part of the archive that holds it; ``hidden`` ones are read like the others."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """What reading a sheet needs: its part, the shared texts, and the styles of dates by their index."""

    sheets: tuple[SheetPart, ...]
    texts: tuple[str, ...]
    date_styles: Mapping[str, DateStyle]
    from_1904: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another one refers to, and as what."""

    kind: str  # the last word of its type: worksheet, sharedStrings, styles ...
    part: str


def read_workbook(package: Package, limits: Limits) -> Workbook:
    """Read the parts around the sheets. Raises InputError ``corrupt`` where the workbook has no sheets."""
    part, related = main_part(package, _USUAL_WORKBOOK, limits)
    sheets, from_1904, notes = _sheets(package, part, related, limits)
    if not sheets and not notes:
        raise InputError(
            "the workbook is damaged: it lists no sheets", file=package.file, code="corrupt", hint=SAVE_AGAIN
        )
    by_kind = {relation.kind: relation.part for relation in related.values()}
    folder = posixpath.dirname(part)
    texts = by_kind.get("sharedStrings", posixpath.join(folder, "sharedStrings.xml"))
    styles = by_kind.get("styles", posixpath.join(folder, "styles.xml"))
    return Workbook(
        sheets=sheets,
        texts=_texts(package, texts, limits) if texts in package else (),
        date_styles=_date_styles(package, styles, limits) if styles in package else {},
        from_1904=from_1904,
        notes=notes,
    )


def main_part(package: Package, usual: str, limits: Limits) -> tuple[str, Mapping[str, Relation]]:
    """The part that lists the sheets, ``usual`` where the archive does not say, and the parts that it refers to.

    Raises InputError ``corrupt`` where it is missing.
    """
    root = relations(package, _ROOT_RELATIONS, "", limits)
    part = next((r.part for r in root.values() if r.kind == "officeDocument"), usual)
    if part not in package:
        raise InputError(
            "the workbook is damaged: its main part is missing", file=package.file, code="corrupt", hint=SAVE_AGAIN
        )
    folder, name = posixpath.split(part)
    return part, relations(package, posixpath.join(folder, "_rels", f"{name}.rels"), folder, limits)


def plain_text(text: str) -> str:
    """A stored text with its ``_x000D_`` escapes resolved (22.9.2.19): they stand for what XML cannot hold."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def is_date_format(code: str) -> DateStyle | None:
    """Whether a number format shows dates or times, or a duration; None for neither."""
    code = _NOT_CODE.sub("", code[:_LONGEST_CODE].split(";", maxsplit=1)[0])
    if _ELAPSED.search(code):
        return "elapsed"
    return "date" if _DATE_LETTER.search(code.replace("General", "")) else None


def relations(package: Package, part: str, folder: str, limits: Limits) -> Mapping[str, Relation]:
    """The relations in a ``.rels`` part by their id; links to places outside of the workbook are left alone."""
    found: dict[str, Relation] = {}

    def relationship(attributes: Attributes) -> None:
        target = attributes.get("Target", "")
        if attributes.get("TargetMode") == "External" or not target:
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        path = target if target.startswith("/") else posixpath.join("/", folder, target)
        found[attributes.get("Id", "")] = Relation(kind, posixpath.normpath(path.replace("\\", "/")).lstrip("/"))

    if part in package:
        Events({"Relationship": relationship}, depth=limits.xml_depth).feed(package.chunks(part))
    return found


def _sheets(
    package: Package, part: str, related: Mapping[str, Relation], limits: Limits
) -> tuple[tuple[SheetPart, ...], bool, tuple[str, ...]]:
    sheets: list[SheetPart] = []
    notes: list[str] = []
    from_1904 = False

    def properties(attributes: Attributes) -> None:
        nonlocal from_1904
        from_1904 = attributes.get("date1904") in ("1", "true")

    def sheet(attributes: Attributes) -> None:
        title = attributes.get("name", "")
        relation = related.get(attribute(attributes, "id") or "")
        if relation is None or relation.part not in package:
            notes.append(spoken()("note.no_such_sheet", sheet=repr(title)))
        elif relation.kind != "worksheet":
            notes.append(spoken()("note.no_table_sheet", sheet=repr(title), kind=relation.kind))
        else:
            sheets.append(SheetPart(title, relation.part, attributes.get("state", "visible") != "visible"))

    Events({"workbookPr": properties, "sheet": sheet}, depth=limits.xml_depth).feed(package.chunks(part))
    return tuple(sheets), from_1904, tuple(notes)


def _texts(package: Package, part: str, limits: Limits) -> tuple[str, ...]:
    """The shared texts; formatting is dropped, and so are phonetic readings, which repeat the text."""
    texts: list[str] = []
    pieces: list[str] = []
    runs: list[str] = []
    phonetic = False

    def item(_: Attributes) -> None:
        runs.clear()

    def run(_: Attributes) -> None:
        pieces.clear()

    def reading(_: Attributes) -> None:
        nonlocal phonetic
        phonetic = True

    def end_run() -> None:
        if not phonetic:
            runs.extend(pieces)

    def end_reading() -> None:
        nonlocal phonetic
        phonetic = False

    def end_item() -> None:
        texts.append(plain_text("".join(runs)))

    def take(xml: str) -> bool:
        found = _PLAIN_ITEM.fullmatch(xml) if texts else None
        if found is None or (text := unescaped(found[1])) is None:
            return False
        texts.append(plain_text(text))
        return True

    starts = {"si": item, "t": run, "rPh": reading}
    ends = {"si": end_item, "t": end_run, "rPh": end_reading}
    events = Events(starts, ends, pieces.append, depth=limits.xml_depth)
    RunFeed(events, end="</si>", take=take).feed(package.chunks(part))
    return tuple(texts)


def _date_styles(package: Package, part: str, limits: Limits) -> Mapping[str, DateStyle]:
    """The indices of cell styles that show dates, as cells refer to them."""
    codes: dict[str, DateStyle | None] = {str(number): style for number, style in BUILT_IN.items()}
    found: dict[str, DateStyle] = {}
    count = 0
    in_cell_styles = False

    def number_format(attributes: Attributes) -> None:
        codes[attributes.get("numFmtId", "")] = is_date_format(attributes.get("formatCode", ""))

    def cell_styles(_: Attributes) -> None:
        nonlocal in_cell_styles
        in_cell_styles = True

    def end_cell_styles() -> None:
        nonlocal in_cell_styles
        in_cell_styles = False

    def style(attributes: Attributes) -> None:
        nonlocal count
        if in_cell_styles:
            if kind := codes.get(attributes.get("numFmtId", "0")):
                found[str(count)] = kind
            count += 1

    starts = {"numFmt": number_format, "cellXfs": cell_styles, "xf": style}
    Events(starts, {"cellXfs": end_cell_styles}, depth=limits.xml_depth).feed(package.chunks(part))
    return found
