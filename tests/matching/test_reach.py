"""Whoever the matching finds among entries that changed is reached by the words of the text: nobody is ruled out."""

from __future__ import annotations

from string import ascii_lowercase

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from screening.entities import Counterparty, EntityType, Watchlist
from screening.list_index import ListIndex
from screening.matching.changes import Changes
from screening.matching.near import Vocabulary
from screening.matching.pieces import joined_tone, piece_of, plain_word, tone, tones
from screening.matching.policy import load_policy
from screening.matching.reach import Answer
from screening.matching.unlike import Unlike
from screening.names.lexicon import phrase_weights, shared_words
from screening.names.sound import consonant_skeleton, keys_of_many, sound_key, spelling_key
from screening.names.standing import always_tells

POLICY = load_policy()

plain = st.text(st.sampled_from("aeiouychgkzsxtdjpbnlmrwfvq" + "chngtszdh" * 2), min_size=1, max_size=9)

LISTED = [
    "Zemblan Harbour Bank", "Hassan Ali Vexley", "J. R. Vexley", "Gryphon Real Estate Company", "Hsiao-ping Quillon",
    "North Korea Harbour Company", "Corsair Wyvern 7", "New Delhi Thimble Works", "Quillon", "O'Bannon Kettle",
    "Zemblan Ports and Shipping Company of Onhava", "Kim Un Larch", "Bezel-Corbel Joint Stock Company", "华夏贸易公司",
    "평양무역은행", "Мухаммад Онхава", "شركة النجم", "LlMA CORBEL", "Skoch Trading", "Xi Oriel", "d'Ambrosio Finial",
    "Foreign Gryphon Bank Onhava Society", "AB", "The Limited", "Umber M/V", "Thimble Vane Ltd", "Muhammad Umber",
    "Yuri Valentin Vexley", "Abd al-Hakim Quillon", "محمدحسین کرمانی", "Rahmatullah Vexley", "עדן Quillon",
]  # fmt: skip
EXTRA = [
    "Ltd", "payment for", "Mr", "DPRK", "Onhava", "of", "K.", "LlMITED", "7", "J.", "7th", "(Zembla)", "c/o", "/",
    "H.A.", "VQ", "Yu.", "Х.", "Mohammad Hosein", "Kermani", "رحمت", "الله", "Eden", "c",
    "invoice 4471", "aka", ";", "M/V", "Trading", "Vane", "ibn", "Pyongyang", "Real", "Co.", "S.A.",
]  # fmt: skip


@st.composite
def slipped(draw: st.DrawFn) -> str:
    """A listed name as somebody may write it."""
    words = draw(st.sampled_from(LISTED)).split()
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(words) - 1))
        word = words[at]
        cut = draw(st.integers(1, max(1, len(word) - 1)))
        match draw(
            st.sampled_from(["drop", "swap", "split", "join", "initial", "point", "turn", "add", "less", "big"])
        ):
            case "drop":
                words[at] = word[:cut] + word[cut + 1 :]
            case "swap":
                words[at] = word[: cut - 1] + word[cut : cut + 1] + word[cut - 1] + word[cut + 1 :]
            case "split":
                words[at : at + 1] = [word[:cut], word[cut:] or "x"]
            case "join":
                words[at : at + 2] = ["".join(words[at : at + 2])]
            case "initial":
                words[at] = word[0] + draw(st.sampled_from(["", "."]))
            case "point":
                words[at] = word[: max(3, cut)] + "."
            case "turn":
                words.reverse()
            case "less":
                words = words[:at] or words
            case "big":
                words[at] = word.upper().replace("I", "l")
            case _:
                words.insert(at, draw(st.sampled_from(EXTRA)))
    return " ".join(words)


def entities(names: list[str], kinds: list[EntityType | None]) -> list[dict[str, object]]:
    return [
        {
            "id": f"e{n}", "type": kind,
            "names": [{"text": name, "quality": "primary"}, {"text": f"{name[::2]} Osprey", "quality": "weak"}],
        }
        for n, (name, kind) in enumerate(zip(names, kinds, strict=True))
    ]  # fmt: skip


KINDS: list[EntityType | None] = ["Person", "Company", "Vessel", None]
OTHERS = [{"id": "x", "names": [{"text": "Tamarisk Sorrel Mullion"}]}]


@settings(max_examples=250, deadline=None)
@example("Har bour DPRK Compa ny", ["North Korea Harbour Company"], "Company", None, 60.0)
@example("LlMA CORBEL", ["Lima Corbel"], "Company", None, 75.0)
@example("H. Vexley", ["Hassan Vexley"], "Person", "Person", 60.0)
@example("Zemblan Ports and Shi", ["Zemblan Ports and Shipping Company of Onhava"], "Company", None, 75.0)
@given(
    slipped(), st.lists(st.sampled_from(LISTED), min_size=1, max_size=4, unique=True), st.sampled_from(KINDS),
    st.sampled_from(KINDS), st.sampled_from([40.0, 60.0, 75.0, 90.0]),
)  # fmt: skip
def test_who_is_found_is_reached(
    text: str, names: list[str], listed: EntityType | None, kind: EntityType | None, threshold: float
) -> None:
    found, reached = asked(text, kind, entities(names, [listed] * len(names)), threshold)
    assert reached or not found


PORTS = "Zemblan Ports and Shipping Company"
WAYS: list[tuple[str, str, str, EntityType | None, float]] = [
    ("run together", "Zemblan Quillon", "Zem blan Quil lon", "Company", 60.0),
    ("joined in the list", "Zem Blanquil", "Zemblanquil", "Company", 60.0),
    ("an acronym", "Foreign Gryphon Bank Onhava Society", "FGBOS", "Company", 60.0),
    ("points behind beginnings", "Zemblan Quillon", "Zemb. Quill.", "Company", 60.0),
    ("initials", "Kestrel Corbel Vexley", "K.C. Vexley", "Person", 60.0),
    ("an unspaced script", "평양무역은행", "주식회사평양무역은행", "Company", 60.0),
    ("a phrase of several words", "Cape Verde Bank", "Cabo Verde Bank", "Company", 75.0),
    ("a slip in a word of a phrase", "Real Estate Trading", "Real Esbate Trading", "Company", 75.0),
    ("a small l for a capital I", "Lima Corbel", "LlMA CORBEL", "Company", 75.0),
    ("cut off", f"{PORTS} Onhava Kettle Oxbow Larch Osprey Bezel", PORTS, "Company", 90.0),
    ("one of several in a text", "Zemblan Quillon", "Bakery Sunrise; Zemblan Quillon", "Company", 75.0),
    ("a misspelt word", "Zemblan Quillon", "Zemblam Quilon", "Company", 75.0),
    ("initials without points", "Vladimir Quentin Vexley", "Vexley VQ", "Person", 60.0),
    ("initials of nobody knows whom", "Vladimir Quentin Vexley", "Vexley V.Q.", None, 60.0),
    ("another script", "Мухаммад Онхава", "Muhammad Onkhava", "Person", 60.0),
    ("vowels that are not written", "محسن کرمانی", "Mohsen Kermani", "Person", 60.0),
    ("vowels not written in the list alone", "Mohsen Kermani", "محسن کرمانی", "Person", 60.0),
    ("two words for one without vowels", "محمدحسین کرمانی", "Mohammad Hossein Kermani", "Person", 60.0),
    ("two words without vowels for one", "Rahmatullah Kermani", "رحمت الله کرمانی", "Person", 60.0),
    ("a Korean syllable of one letter", "Cho Il Woo", "Cho Il U", "Person", 60.0),
    ("Cyrillic in Czech spelling", "Vexley Churin", "Čurin Vexley", "Person", 60.0),
    ("Arabic in French spelling", "Vexley Allush", "Vexley Allouch", "Person", 60.0),
    ("a Latin letter in a Cyrillic word", "Khomyakov Vexley", "Xомяков Vexley", "Person", 60.0),
    ("digits for letters", "Skoch Trading", "Sk0ch Trading", "Company", 75.0),
]


@pytest.mark.parametrize(("listed", "text", "kind", "threshold"), [way[1:] for way in WAYS], ids=[w[0] for w in WAYS])
def test_each_way_of_being_found(listed: str, text: str, kind: EntityType | None, threshold: float) -> None:
    entries: list[dict[str, object]] = [{"id": "e", "type": kind, "names": [{"text": listed, "quality": "primary"}]}]
    found, reached = asked(text, kind, entries, threshold)
    assert found
    assert reached


def asked(text: str, kind: EntityType | None, entries: list[dict[str, object]], threshold: float) -> tuple[bool, bool]:
    """Whether a text finds one of the entries that are new, and whether it is reached."""
    old, new = (
        ListIndex.of([Watchlist.model_validate({"name": "z", "issuer": "", "entities": both})], POLICY)
        for both in (OTHERS, [*OTHERS, *entries])
    )
    changes = Changes(old.columns(), new.columns(), POLICY, {"z": "z"})
    party = Counterparty(name=text, type=kind)
    found = new.matcher.match(party, threshold=threshold, max_hits=10)
    answer = changes.reach((threshold - 0.051) / 100.0).may_name(text, {kind})
    reached = changes.second_look().may_score([party], threshold)[0] if answer is Answer.PERHAPS else bool(answer)
    return any(match.entity.id != "x" for match in found), reached


@pytest.mark.parametrize("text", ["Bakery Sunrise", "Zemblan Trading Company", "Umbrella Sp. z o.o.", "Ali", "面包店"])
def test_others_are_not(text: str) -> None:
    entries = entities(["Zemblan Harbour Bank", "Quillon Vexley"], ["Company", "Person"])
    old, new = (
        ListIndex.of([Watchlist.model_validate({"name": "z", "issuer": "", "entities": both})], POLICY)
        for both in (OTHERS, [*OTHERS, *entries])
    )
    reach = Changes(old.columns(), new.columns(), POLICY, {"z": "z"}).reach(0.75)
    assert not reach.may_name(text, {None})
    assert reach.may_name("Zemblan Harbuor Bnak")


@pytest.mark.parametrize(("text", "is_left"), [("Thimble Bakery Ltd", False), ("Thimble Too", True)])
def test_a_second_look_rules_out_whom_words_alone_do_not(text: str, is_left: bool) -> None:
    """*Too* is a word of the name, or the legal form that *Ltd* is: which one it is, words alone do not tell."""
    entries = entities(["Too Thimble"], ["Person"])
    old, new = (
        ListIndex.of([Watchlist.model_validate({"name": "z", "issuer": "", "entities": both})], POLICY)
        for both in (OTHERS, [*OTHERS, *entries])
    )
    changes = Changes(old.columns(), new.columns(), POLICY, {"z": "z"})
    assert changes.reach(0.7494).may_name(text, {"Person"}) is Answer.PERHAPS
    assert changes.second_look().may_score([Counterparty(name=text, type="Person")], 75.0) == [is_left]


def test_points_between_letters_are_initials_of_persons_alone() -> None:
    piece = piece_of("S.A.")
    assert (piece.initials, piece.pointed) == ("", "sa")
    assert (piece_of("S.").initials, piece_of("S.").pointed) == ("s", "")


@given(st.lists(plain, min_size=1, max_size=20))
def test_keys_of_many_are_those_of_each(words: list[str]) -> None:
    assert list(keys_of_many(words)) == [(sound_key(w), spelling_key(w), consonant_skeleton(w)) for w in words]


@given(plain, plain)
def test_a_tone_is_what_words_with_one_spelling_key_have_in_common(a: str, b: str) -> None:
    assert tone(a) == tone(spelling_key(a))
    assert joined_tone(tone(a), tone(b)) == tone(a + b)
    assert tones([a, b]) == [tone(a), tone(b)]


listed_words = st.lists(
    st.one_of(plain, st.sampled_from(["trading", "muhammad", "bank", "xii"])), min_size=1, max_size=9
)


@given(listed_words, st.lists(st.one_of(plain, st.sampled_from(["mohamed", "trdg", "hsiao", "xii"])), max_size=20))
def test_words_that_are_unlike_are_near_none(listed: list[str], words: list[str]) -> None:
    vocabulary = Vocabulary.of(sorted(set(listed)), POLICY, sorted({a + b for a in listed[:3] for b in listed[:3]}))
    for word in Unlike(vocabulary, ()).among(words):
        assert not vocabulary.near(word)
        assert piece_of(word).readings == {word}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Sunrise", "sunrise"),
        ("(Sunrise),", "sunrise"),
        ("Sun-rise", ""),
        ("Ltd.", ""),
        ("KlM", ""),
        ("Żuk", ""),
        (",", ""),
    ],
)
def test_plain_words(text: str, word: str) -> None:
    assert plain_word(text) == word
    if word:
        assert piece_of(text).words == (word,)


def test_words_whose_role_hangs_on_others_tell_nothing_for_sure() -> None:
    for word in ("limited", "joint", "new", "mr", "invoice", "onhava7", "korea", "7", "j", "llmtd", "ho"):
        assert not always_tells(word), word
    for word in ("zemblan", "quillon"):
        assert always_tells(word), word
    assert not any(always_tells(word) for phrase in phrase_weights() for word in phrase)
    assert len({word for word in shared_words() if always_tells(word)}) > 100
    assert set(ascii_lowercase).isdisjoint(filter(always_tells, ascii_lowercase))
