"""The language of reports, and a file of texts that are other ones: what it may hold, and what is said of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.config import Config
from screening.configuration import load_config, made_in_python
from screening.errors import ConfigError

from .loading import load, refused


def test_texts_are_laid_over_those_of_the_language(tmp_path: Path) -> None:
    (tmp_path / "screening.toml").write_text('language = "de"\ntexts = "words/our.toml"', encoding="utf-8")
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "our.toml").write_text(
        '[risk]\nhigh = "Rot"\n[country]\nDE = "BRD"\n[flag.coal]\ntitle = "Kohle"', encoding="utf-8"
    )
    texts = load(tmp_path).texts
    assert [texts("risk.high"), texts("risk.low"), texts.known("country.DE", "")] == ["Rot", "Gering", "BRD"]
    assert texts.changed == {"risk.high": "Rot", "country.DE": "BRD", "flag.coal.title": "Kohle"}


def test_without_a_word_reports_are_english(tmp_path: Path) -> None:
    (tmp_path / "screening.toml").write_text("max_hits = 2", encoding="utf-8")
    assert load(tmp_path).texts.language == "en"
    assert load(tmp_path).texts.changed == {}


@pytest.mark.parametrize(
    ("configuration", "texts", "said"),
    [
        ('\nlanguage = "xx"', "", "screening.toml, line 2, language: there are no texts in the language 'xx'"),
        ('texts = "none.toml"', "", "screening.toml, line 1, texts: the file of texts 'none.toml' cannot be read"),
        (
            'texts = "our.toml"',
            '[html]\nrowz = "x"',
            "our.toml, line 2, html.rowz: no text of the reports has this key",
        ),
        ('texts = "our.toml"', '[html]\nrowz = "x"', "did you mean 'html.rows'?"),
        ('texts = "our.toml"', 'x = "y"', "our.toml, line 1, x: no text"),
        ('texts = "our.toml"', '[country]\nXQ = "y"', "our.toml, line 2, country.XQ: no text"),
        ('texts = "our.toml"', "[html]\nrows = 5", "our.toml, line 2, html.rows: must be text"),
        ('texts = "our.toml"', '[html]\nrows = "{x}"', "html.rows: must have the gaps of the English text: no gaps"),
        ('texts = "our.toml"', '[html]\nalert = "{total}"', "must have the gaps of the English text: {number} {total}"),
        ('texts = "our.toml"', '[html]\nrows = "{"', "html.rows: has a brace without its other"),
        ('texts = "our.toml"', '[html]\nrows = "x', "our.toml, line 2: not valid TOML"),
    ],
)
def test_a_wrong_text_is_one_error_with_its_place(tmp_path: Path, configuration: str, texts: str, said: str) -> None:
    (tmp_path / "our.toml").write_text(texts, encoding="utf-8")
    assert said in str(refused(configuration, tmp_path))


def test_all_wrong_texts_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "our.toml").write_text('[html]\nrowz = "x"\nalert = "x"', encoding="utf-8")
    assert len(refused('texts = "our.toml"', tmp_path).problems) == 2


def test_flags_of_ones_own_have_texts_and_flags_that_do_not_exist_have_none(tmp_path: Path) -> None:
    own = 'texts = "our.toml"\n[[red_flag]]\nid = "own"\ntitle = "Own"\nwords = { en = ["own"] }'
    (tmp_path / "screening.toml").write_text(own, encoding="utf-8")
    (tmp_path / "our.toml").write_text('[flag.own]\ntitle = "Eigenes"', encoding="utf-8")
    loaded = load_config(None, cwd=tmp_path, environ={}, flag_ids=lambda: {"coal"})
    assert loaded.texts.known("flag.own.title", "") == "Eigenes"
    (tmp_path / "our.toml").write_text('[flag.caol]\ntitle = "Kohle"', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"line 2, flag.caol.title: no text.*mean 'flag.coal.title'"):
        load_config(None, cwd=tmp_path, environ={}, flag_ids=lambda: {"coal"})


def test_a_configuration_made_in_python_has_a_language() -> None:
    assert made_in_python(Config(language="de"), {}).texts("html.rows") == "Alle Zeilen"
    with pytest.raises(ConfigError, match="no texts in the language 'tlh'"):
        made_in_python(Config(language="tlh"), {})
