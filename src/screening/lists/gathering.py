"""The entries of a published list as they are read, what is to be told of them, and where a damaged file ends.

Readers raise the error of a damaged file as they would without this, but with the list as far as it goes in it: whether
that is worth anything is for the user to say (``--allow-partial``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from screening.entities import Entity, Watchlist
from screening.errors import ListError
from screening.lists.records import Remarks
from screening.lists.xml_stream import DOWNLOAD_AGAIN
from screening.source_text import Source, decode

T = TypeVar("T")

_CUT_SHORT = frozenset({"corrupt", "encoding", "mismatch", "syntax"})
"""The codes of errors before which a file may hold entries as good as any."""

_AS_IT_IS = "the list is damaged, and was used as far as it can be read"


class Gathering:
    """What is read of a list so far; ``counts`` counts what stays text, by label, for the whole list."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.warnings: list[str] = []
        self.counts: Counter[str] = Counter()
        self._damage: ListError | None = None

    def readable(self, records: Iterable[T]) -> Iterator[T]:
        """The records as far as the file can be read."""
        try:
            yield from records
        except ListError as error:
            if error.code not in _CUT_SHORT:
                raise
            self.end_with(error)

    def text(self, data: bytes, file: str, *, hint: str = DOWNLOAD_AGAIN) -> str:
        """The text of a file as far as it is UTF-8, but for a line that ends there; all of it where it is one line.

        Raises ListError for another encoding altogether.
        """
        try:
            return decode(data, Source(file, error=ListError), hint=hint)
        except ListError as error:
            if error.line is None:
                raise
            self.end_with(error)
            return _readable_lines(data)

    def end_with(self, error: ListError) -> None:
        """Note the error that says that the list is not whole; the first one counts."""
        self._damage = self._damage or error

    def remarks(self) -> Remarks:
        """Remarks of one more record."""
        return Remarks(self.counts)

    def take(self, made: Entity | str) -> None:
        """Take in what `records.entity_of` made of a record: an entity, or the warning that it is none."""
        if isinstance(made, Entity):
            self.entities.append(made)
        else:
            self.warnings.append(made)

    def watchlist(
        self,
        *,
        name: str,
        title: str = "",
        issuer: str = "",
        version: str = "",
        as_of: str = "",
        entities: Sequence[Entity] | None = None,
    ) -> Watchlist:
        """All that was read, as a list; ``entities`` are those of it with links between them.

        Raises the error of a damaged file, with the list in ``partial`` if any of its entries could be read.
        """
        watchlist = Watchlist(
            name=name,
            title=title,
            issuer=issuer,
            version=version,
            as_of=as_of,
            entities=tuple(self.entities if entities is None else entities),
            warnings=tuple(self.warnings),
            kept_as_text=dict(sorted(self.counts.items())),
        )
        if self._damage is not None:
            raise with_partial(self._damage, watchlist)
        return watchlist


def with_partial(error: ListError, watchlist: Watchlist) -> ListError:
    """The error of a damaged file, with what could be read of the list, if that is anything."""
    if watchlist.entities:
        error.partial = partial_list(watchlist, error)
    return error


def partial_list(watchlist: Watchlist, error: ListError) -> Watchlist:
    """The list with a first warning that it is what could be read of a damaged one."""
    count = len(watchlist.entities)
    read = "1 entry was read" if count == 1 else f"{count:,} entries were read"
    note = f"{_AS_IT_IS}: {read}, and what else it should hold is not known; {error}"
    return watchlist.model_copy(update={"warnings": (note, *watchlist.warnings)})


def is_partial(watchlist: Watchlist) -> bool:
    """Whether a list is what could be read of a damaged one."""
    return any(warning.startswith(_AS_IT_IS) for warning in watchlist.warnings)


def _readable_lines(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = data[: error.start].decode("utf-8-sig")
    text = text.partition("\0")[0]
    return text[: text.rfind("\n") + 1] or text
