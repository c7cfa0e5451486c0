"""What red flags do to the risk: a row that has hits is raised by one step, however many flags it has."""

from __future__ import annotations

from collections.abc import Sequence

from screening.config import RiskLevel
from screening.report.model import RISK_ORDER, Hit, RedFlag, Result
from screening.texts import spoken

_LEVELS: Sequence[RiskLevel] = ("none", "low", "medium", "high")


def flagged(result: Result, flags: Sequence[RedFlag]) -> Result:
    """The result with further flags. Its hits are raised by one step if these are the first flags that raise a risk.

    No hit is raised above ``high``, nor above what the list allows for its entry; excluded hits stay as they are. A row
    without hits stays a row without hits, at its risk.
    """
    if not flags:
        return result
    known = {flag.id for flag in result.red_flags}
    new = tuple(flag for flag in flags if flag.id not in known)
    if not new:
        return result
    told = result.model_copy(update={"red_flags": (*result.red_flags, *new)})
    raising = [flag.title for flag in new if flag.raises_risk]
    if not result.hits or not raising or any(flag.raises_risk for flag in result.red_flags):
        return told
    hits = tuple(_raised(hit, raising) for hit in result.hits)
    risk = max((hit.risk for hit in hits), key=RISK_ORDER.__getitem__)
    return told.model_copy(update={"hits": hits, "risk": risk})


def _raised(hit: Hit, titles: Sequence[str]) -> Hit:
    cap = hit.max_risk or "high"
    level = min(_LEVELS[min(RISK_ORDER[hit.risk] + 1, RISK_ORDER["high"])], cap, key=RISK_ORDER.__getitem__)
    texts, told = spoken(), "flags_stay" if level == hit.risk else "flags_raise"
    reason = texts(f"risk_reason.{told}", titles="; ".join(titles), risk=texts.within(texts.word("risk", level)))
    return hit.model_copy(update={"risk": level, "risk_reasons": (*hit.risk_reasons, reason)})
