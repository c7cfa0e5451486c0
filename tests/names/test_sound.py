"""Sound and spelling keys: what the quick ways give is what the slow ones give."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from screening.names.sound import consonant_skeleton, keys_of_many, sound_key, spelling_key, spelling_key_of_joined

_PARTS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=6) | st.sampled_from(
    ["", "sh", "ch", "x", "ng", "sc", "ye", "eo", "7", "é", "ü", "sch", "zh", "kim", "bank"]
)


@given(st.lists(_PARTS, min_size=1, max_size=4))
@example(["x", "holding"])
def test_the_spelling_key_of_joined_words_is_that_of_the_text(words: list[str]) -> None:
    words = [w for w in words if w] or ["a"]
    assert spelling_key_of_joined(words) == spelling_key("".join(words))


@given(st.lists(_PARTS.filter(lambda part: part.isascii() and part.isalpha()), min_size=1, max_size=6))
@example(["h"])
@example(["anna", "annax", "xxhh", "h", "yeoo"])
def test_the_keys_of_many_words_are_those_of_each(words: list[str]) -> None:
    assert list(keys_of_many(words)) == [(sound_key(w), spelling_key(w), consonant_skeleton(w)) for w in words]
