"""The texts of the reports as a configuration wants them: a language, and a file of texts that are other ones."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from screening.config import Config
from screening.errors import ConfigError
from screening.names.countries import country_codes
from screening.problems import raise_all, suggestion
from screening.source_text import Source, decode, parse_toml
from screening.texts import Texts, faults, flattened, languages


def configured_texts(
    config: Config, folder: Path, source: Source, flag_ids: Callable[[], Collection[str]] | None
) -> Texts:
    """The texts that reports are written in; ``folder`` is what the path of a file of texts is relative to.

    ``source`` is where the configuration stands, ``flag_ids`` tells the shipped red flags (None: texts of any may be
    given). Raises ConfigError for a language that the program does not have, and for a file that is missing or has
    anything that cannot take the place of an English text: its file, line and key.
    """
    if config.language not in languages():
        hint = f"use one of: {', '.join(languages())}; a file of texts in another language goes under texts"
        raise source.problem("language", f"there are no texts in the language {config.language!r}", hint=hint)
    if config.texts is None:
        return Texts(config.language)
    file = Source(config.texts, _read(folder / config.texts, config.texts, source))
    told = dict(flattened(parse_toml(file)))
    beside = {f"country.{code}" for code in country_codes()}
    ids = flag_ids() if flag_ids else {key.split(".")[1] for key in told if key.count(".") > 1}
    ids = {*ids, *(rule.id for rule in config.red_flag)}
    beside |= {f"flag.{id_}.{part}" for id_ in ids for part in ("title", "reason")}
    known = {*Texts().keys, *beside}
    problems = [
        file.problem(key, message, hint=None if key in known else suggestion(key, known))
        for key, message in faults(told, beside)
    ]
    if problems:
        raise_all(problems)
    return Texts(config.language, told)


def _read(path: Path, label: str, source: Source) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise ConfigError(
            f"the file of texts {label!r} cannot be read: {reason}", file=source.file, line=source.line("texts"),
            key="texts", hint="its path is relative to the configuration", code="unreadable",
        ) from None  # fmt: skip
    return decode(data, Source(label))
