"""Legal forms in names: words that can be no part of one need not be looked at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screening.names import forms, lexicon
from screening.names.forms import forms_in

OF_FORMS = sorted({word for own in lexicon.legal_forms().values() for phrase, _ in own for word in phrase})
OTHERS = ["trading", "zorvex", "bank", "kulrat", "jt", "c", "o", "and", "international", "", "pte", "lmtd", "12"]
SLIPS = st.builds(lambda word, at: word[:at] + word[at + 1 :], st.sampled_from(OF_FORMS), st.integers(1, 5))
PHRASES = sorted(phrase for own in lexicon.legal_forms().values() for phrase, _ in own)


@given(
    st.lists(
        st.sampled_from(PHRASES).map(list)
        | st.lists(st.sampled_from(OF_FORMS) | st.sampled_from(OTHERS) | SLIPS, min_size=1, max_size=2),
        min_size=1,
        max_size=4,
    ),
    st.booleans(),
)
def test_forms_are_the_same_whatever_else_stands_there(parts: list[list[str]], slips: bool) -> None:
    texts = [word for part in parts for word in part]
    found = forms_in(texts, slips=slips)
    assert found == forms._forms_among(tuple(texts), slips and len(texts) >= 3)
    assert all(texts[one.first] for one in found)
