"""One counterparty's result explained in a terminal."""

from __future__ import annotations

from screening.report import wording
from screening.report.model import Hit, Result
from screening.report.visible import one_line
from screening.texts import Texts, spoken

_INDENT = "  "


def text_result(result: Result, *, texts: Texts | None = None) -> str:
    """Every hit with its evidence, what the list says of the entry, and where to look it up; ends with a newline."""
    texts = texts or spoken()
    lines = [f"{one_line(result.name) or '-'}: {texts.word('outcome', result.outcome)}"]
    lines += [f"{_INDENT}{one_line(problem)}" for problem in result.problems]
    lines += [f"{_INDENT}{one_line(wording.red_flag(texts, flag))}" for flag in result.red_flags]
    for hit in result.hits:
        lines += ["", *_hit(hit, texts)]
    for hit in result.excluded_hits:
        lines += ["", *_hit(hit, texts)]
        if hit.excluded is not None:
            lines.append(f"{_INDENT}{wording.exclusion(texts, hit.excluded)}")
    return "\n".join(lines) + "\n"


def _hit(hit: Hit, texts: Texts) -> list[str]:
    head = (
        texts.decimal(hit.score),
        hit.entity_name,
        f"[{hit.watchlist}: {hit.entity_id}]",
        f"{texts('html.pill', risk=texts.word('risk', hit.risk))}, {texts.word('status', hit.status)}",
    )
    told = _listed_name(hit, texts)
    told += wording.facts(texts, hit.evidence)
    told += [
        f"{texts('column.confusable')}: {wording.confusable(texts, other)}" for other in hit.not_to_be_confused_with
    ]
    told += [f"{texts('column.also_listed')}: {wording.also_listed(texts, other)}" for other in hit.also_listed]
    told += [text for text in (hit.narrative, hit.critical_view) if text]
    told += [wording.past_decision(texts, hit.decision)] if hit.decision else []
    told += [*hit.risk_reasons[1:], *hit.references]
    return [_INDENT.join(map(one_line, head)), *(f"{_INDENT}{one_line(line)}" for line in told)]


def _listed_name(hit: Hit, texts: Texts) -> list[str]:
    """The name that matched, unless it is the entity's own; what an identifier matched stands in its evidence."""
    is_name = any(fact.feature == "name" and fact.listed == hit.matched_name for fact in hit.evidence)
    if not is_name or hit.matched_name == hit.entity_name:
        return []
    return [f"{texts('column.matched_name')}: {hit.matched_name} ({texts.word('name_quality', hit.name_quality)})"]
