"""Which rows can be screened at all: what is seen at once agrees with what the words of a name are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screening.engine import _has_words
from screening.names.tokens import normal_text, tokenise

ODD = st.sampled_from("Aб中가ªⅣ٣\u3164\u200b\u0301\u20e3!@$'’-_.。\x1f \u00ad")


@given(st.one_of(st.text(max_size=8), st.text(ODD, max_size=6)))
def test_a_text_has_words_where_the_tokeniser_finds_some(text: str) -> None:
    assert _has_words(text) is bool(tokenise(normal_text(text))[0])
