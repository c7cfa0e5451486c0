"""Words of payment texts before and behind a name, with the numbers among them: never in its middle."""

from __future__ import annotations

from collections.abc import Sequence

from screening.names import lexicon

_MAY_BE_PAYMENT = frozenset({"payment", "name", "syllable", "stop", "initial", "generic", "common", "number"})
"""Roles of words that may be about a payment; legal forms, places and titles never are."""

_TOWARDS = frozenset({"to", "from", "by"})


def payment_places(texts: Sequence[str], roles: Sequence[str]) -> tuple[int, ...]:
    """The places of the words around a name that are about a payment, by the words and their roles in the name."""
    if not texts:
        return ()
    payment, purposes = lexicon.payment_words(), lexicon.payment_purposes()
    ends = {texts[0], texts[-1]}
    outside = roles[-1] == "number" or texts[-1] in lexicon.months()
    if not outside and payment.isdisjoint(ends) and purposes.isdisjoint(ends):
        return ()
    head = _run(texts, roles, range(len(texts)), beside=False)
    tail = _run(texts, roles, range(len(texts) - 1, -1, -1), beside=len(head) > 1)
    return (*head, *tail) if len(head) + len(tail) < len(texts) else ()


def _run(texts: Sequence[str], roles: Sequence[str], places: range, *, beside: bool) -> tuple[int, ...]:
    """The places of the words of payment text that stand at one end of a name, read from the outside.

    ``beside`` says that such words stand at the other end. A word that names have too (payment, care, freight) is
    taken only in the company of others; numbers, months and small words belong to the words outside of them (invoice
    4471, on behalf of). What is paid for never stands behind *to* and *from*: there the name begins.
    """
    payment, purposes, sure_words = lexicon.payment_words(), lexicon.payment_purposes(), lexicon.sure_payment_words()
    months = lexicon.months()
    run: list[int] = []
    passed: list[int] = []
    numbers: list[int] = []  # of these and of the run those that are numbers and the like, which make nothing sure
    sure, told, towards = beside, False, False
    for i in places:
        role = roles[i]
        if role in _MAY_BE_PAYMENT and (texts[i] in payment or (texts[i] in purposes and not towards)):
            run += [*passed, i]
            told = told or texts[i] in payment
            sure = sure or texts[i] in sure_words or (told and len(run) > len(numbers) + 1)
            passed = []
            towards = places.step > 0 and texts[i] in _TOWARDS
        elif role in ("number", "stop") or texts[i] in months:
            passed.append(i)
            numbers.append(i)
            if run and places.step > 0:  # "invoice 4471 NAME"
                run += passed
                passed = []
        else:
            break
    return tuple(run) if sure else ()
