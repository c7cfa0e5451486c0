"""The report in a few lines, for a terminal."""

from __future__ import annotations

from screening.report import wording
from screening.report.model import Report, Result
from screening.report.text_table import columns_of, table_lines
from screening.report.visible import one_line
from screening.texts import Texts

_TOP = 15  # alerts and rows not screened that are shown
_TOP_FLAGS = 5  # kinds of red flags that are counted by name
_SCORE_WIDTH = len("100.0")
_MIN_WIDTH = 60  # columns; a narrower terminal wraps the lines itself
_COLOURS = {"high": "\x1b[1;31m", "medium": "\x1b[33m", "low": "\x1b[36m"}  # SGR sequences (ECMA-48)
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def text_summary(report: Report, *, width: int = 100, color: bool = False, texts: Texts | None = None) -> str:
    """The report's summary for people: what was screened, the lists, the counts, the first alerts, what to do next.

    ``width`` is the terminal's, in columns (at least 60 are used); ``color`` adds terminal colours. The text ends
    with a newline, and holds no control character that a counterparty file could have brought.
    """
    texts = texts or report.texts
    width = max(width, _MIN_WIDTH)
    blocks = [
        _head(texts, report, color),
        _counts(texts, report, width),
        _alerts(texts, report, width, color),
        _not_screened(texts, report, width),
        _next(texts, report, width),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _head(texts: Texts, report: Report, color: bool) -> list[str]:
    screening = report.screening
    title = texts("text.head", file=one_line(screening.input.file), when=wording.moment(texts, screening.started))
    against = texts(
        "text.against",
        rows=texts.count("count.row", report.summary.counterparties),
        lists=texts.count("count.list", len(screening.watchlists)),
        threshold=texts.decimal(screening.threshold),
    )
    lists = (
        texts(
            "text.list",
            name=info.name,
            version=info.version,
            as_of=wording.date(texts, info.as_of) or texts("text.undated"),
            entities=texts.integer(info.entities),
            names=texts.integer(info.names),
            issuer=info.issuer,
        )
        for info in screening.watchlists
    )
    below = [*lists, *screening.notes]
    return [f"{_BOLD}{title}{_PLAIN}" if color else title, against, *(f"  {one_line(line)}" for line in below)]


def _counts(texts: Texts, report: Report, width: int) -> list[str]:
    summary = report.summary
    numbers = {key: texts.integer(summary.risk.get(key, 0)) for key in ("high", "medium", "low")}
    outcomes = {key: texts.count("count.row", summary.outcome.get(key, 0)) for key in ("no_hit", "not_screened")}
    alerts = texts.count("count.alert", len(report.alerts))
    lines = [texts("text.outcome", alerts=alerts, **numbers, **outcomes)]
    if summary.excluded_hits:
        lines.append(texts.count("text.excluded", summary.excluded_hits))
    if flags := wording.flag_counts(texts, report):
        told = [texts("text.flag", title=title, number=texts.integer(number)) for title, number in flags[:_TOP_FLAGS]]
        told += [texts.count("text.flags_more", more)] if (more := len(flags) - _TOP_FLAGS) > 0 else []
        lines += _wrapped(texts("text.flags", flags="; ".join(told)), width)
    if summary.linked:
        lines.append(texts.count("text.linked", summary.linked))
    return lines


def _alerts(texts: Texts, report: Report, width: int, color: bool) -> list[str]:
    alerts = report.alerts[:_TOP]
    if not alerts:
        return []
    keys = (
        "column.sheet",
        "column.row",
        "column.name",
        "column.entity_name",
        "column.score",
        "column.risk",
        "text.why",
    )
    head = [texts(key) for key in keys]
    rows = [head, *(_cells(texts, alert) for alert in alerts)]
    if len({alert.sheet for alert in alerts}) == 1:
        rows = [row[1:] for row in rows]
    lines = table_lines(rows, width)
    if color:
        colours = [_BOLD, *(_COLOURS.get(alert.risk, "") for alert in alerts)]
        lines = [f"{colour}{line}{_PLAIN}" for colour, line in zip(colours, lines, strict=True)]
    more = len(report.alerts) - _TOP
    return [*lines, texts.count("text.more", more)] if more > 0 else lines


def _cells(texts: Texts, alert: Result) -> list[str]:
    best = alert.hits[0]
    why = best.evidence[0].detail if best.evidence else "; ".join(best.risk_reasons)
    return [
        one_line(alert.sheet),
        str(alert.row or "-"),
        one_line(alert.name or best.matched_value),
        one_line(best.entity_name),
        texts.decimal(best.score).rjust(_SCORE_WIDTH),
        texts.word("risk", alert.risk),
        one_line(why),
    ]


def _not_screened(texts: Texts, report: Report, width: int) -> list[str]:
    rows = [r for r in report.counterparties if r.outcome == "not_screened"]
    if not rows:
        return []
    title = texts("problem.not_screened")  # which stands above them all
    told = ["; ".join(problem.removeprefix(title) for problem in row.problems) for row in rows[:_TOP]]
    cells = [[one_line(wording.position(texts, row)), one_line(why)] for row, why in zip(rows, told, strict=False)]
    lines = table_lines(cells, width - 2)
    more = len(rows) - _TOP
    tail = [texts.count("text.more_rows", more)] if more > 0 else []
    return [texts("text.not_screened"), *(f"  {line}" for line in lines), *tail]


def _next(texts: Texts, report: Report, width: int) -> list[str]:
    sentences = [texts("text.next_alerts" if report.alerts else "text.next_none")]
    if report.summary.outcome.get("not_screened"):
        sentences.append(texts("text.next_not_screened"))
    return [line for sentence in sentences for line in _wrapped(sentence, width)]


def _wrapped(sentence: str, width: int) -> list[str]:
    lines = [""]
    for word in sentence.split():
        if lines[-1] and columns_of(f"{lines[-1]} {word}") > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
