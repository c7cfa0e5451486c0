"""From a file to a watchlist: the format is recognised by the content, not by the suffix."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import zlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import IO

from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.archives import is_archive, unpacked
from screening.lists.formats import format_of
from screening.lists.gathering import with_partial
from screening.lists.mistaken import mistake

_GZIP = b"\x1f\x8b"
_GZIP_BITS = 31  # how zlib is told that its data are those of gzip

HEAD_BYTES = 65_536  # what a format is recognised by
MAX_BYTES = 512 * 2**20  # of a file, unpacked: several times the largest list that is published today
VERSION_DIGITS = 12  # of the hash, for a list that does not say its version
NOT_LISTS = (".md", ".txt")  # what may lie beside the lists in a folder, if it is no list itself


def read_watchlist(source: str | Path | bytes, *, name: str | None = None, allow_partial: bool = False) -> Watchlist:
    """The watchlist in a file or its bytes, plain, gzip or zip, called ``name``, else as it says or as the file.

    A folder whose files are one list (`is_one_list`) is read like a file.
    ``sha256`` is that of the bytes as they are; its beginning is the version of a list that tells none. With
    ``allow_partial`` a damaged list of which some entries can be read is no error: its first warning says how many
    they are, and where the damage is (`gathering.is_partial`).
    Raises ListError, in one error all that is wrong with the list.
    """
    file = "watchlist" if isinstance(source, bytes) else str(source)
    if not isinstance(source, bytes) and is_one_list(Path(source)):
        family = {path.name: read_bytes(path) for path in _lists_in(Path(source))}
        digest = _family_hash(family)
        read = partial(_read_family, family, Path(source))
    else:
        data = source if isinstance(source, bytes) else read_bytes(Path(source))
        digest = hashlib.sha256(data).hexdigest()
        read = partial(_read_packed, data, file)
    try:
        watchlist = read()
    except ListError as error:
        if not allow_partial or not isinstance(error.partial, Watchlist):
            raise
        watchlist = error.partial
    empty = () if watchlist.entities else ("the list holds no entries",)
    return watchlist.model_copy(
        update={
            "name": name or watchlist.name,
            "version": watchlist.version or digest[:VERSION_DIGITS],
            "sha256": digest,
            "path": file,
            "warnings": (*watchlist.warnings, *empty),
        }
    )


def contents_of(path: Path) -> tuple[str, Mapping[str, bytes]]:
    """The SHA-256 of a list as `read_watchlist` tells it, and what is in its file, unpacked, by the names of the files.

    Raises ListError for a file that can't be opened or unpacked.
    """
    if is_one_list(path):
        family = {part.name: read_bytes(part) for part in _lists_in(path)}
        return _family_hash(family), {name: _unpacked(data, name) for name, data in family.items()}
    packed = read_bytes(path)
    content = _unpacked(packed, str(path))
    files = unpacked(content, str(path), MAX_BYTES) if is_archive(content) else {path.name: content}
    return hashlib.sha256(packed).hexdigest(), files


def _family_hash(family: Mapping[str, bytes]) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in family.values())).hexdigest()


def list_files_in(folder: Path) -> list[Path]:
    """The files in a folder that must be lists, in the order of their names; the folder itself, where it is one list.

    Hidden files and notes are passed over.
    Raises ListError where there is none.
    """
    lists = _lists_in(folder)
    return [folder] if is_one_list(folder) else lists


def is_one_list(path: Path) -> bool:
    """Whether a path is a folder whose files are one list: OFAC's legacy ones."""
    if not path.is_dir():
        return False
    from screening.lists.ofac import legacy  # noqa: PLC0415 - a reader is loaded for its own files alone

    try:
        return legacy.is_family({file.name: _head(file) for file in _lists_in(path)})
    except ListError:
        return False


def _lists_in(folder: Path) -> list[Path]:
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise _unreadable(error, str(folder)) from None
    lists = [path for path in files if not path.name.startswith((".", "~$")) and not _is_note(path)]
    if not lists:
        raise ListError("the folder holds no watchlist", file=folder, code="not_found")
    return lists


def reader_of(data: bytes) -> str | None:
    """The name of the format that a file, plain or gzip, is in; None for a format that is not known, and for archives.

    Raises ListError for gzip that is damaged.
    """
    content = _unpacked(data, "watchlist")
    found = None if is_archive(content) else format_of(content)
    return found.name if found else None


def is_published(path: Path) -> bool:
    """Whether a list that can be read is in a publisher's format, and not in one for lists of one's own."""
    return any((found := format_of(data)) and found.is_published for data in contents_of(path)[1].values())


def _head(path: Path) -> bytes:
    """How a file begins, unpacked; nothing where that can't be told, which its reader will say."""
    try:
        with path.open("rb") as plain:
            if plain.read(len(_GZIP)) != _GZIP:
                plain.seek(0)
                return plain.read(HEAD_BYTES)
        with gzip.open(path) as stream:
            return stream.read(HEAD_BYTES)
    except (OSError, EOFError, zlib.error):
        return b""


def _read_family(family: Mapping[str, bytes], folder: Path) -> Watchlist:
    """OFAC's legacy files in a folder, as one list called as the folder."""
    from screening.lists.ofac import legacy  # noqa: PLC0415 - a reader is loaded for its own files alone

    parts = {name: _unpacked(data, str(folder / name)) for name, data in family.items()}
    return legacy.read_parts(parts, str(folder), folder.resolve().name)


def is_watchlist(data: bytes) -> bool:
    """Whether the bytes of a file, plain, gzip or zip, are in a format that a reader knows."""
    return data.startswith(_GZIP) or format_of(data) is not None


def _read_packed(data: bytes, file: str) -> Watchlist:
    """The list in a file that may be packed; the error of a gzip file that was cut off holds what comes before."""
    try:
        content = _unpacked(data, file)
    except ListError as error:
        with contextlib.suppress(ListError):
            with_partial(error, _rest_of(data, file))
        raise
    return _read(content, file, _stem(file))


def _rest_of(data: bytes, file: str) -> Watchlist:
    """The list as far as a gzip file goes. Raises ListError where that is nothing.

    Where the file is damaged, and not only cut off, nothing in it can be relied upon.
    """
    unpacker = zlib.decompressobj(wbits=_GZIP_BITS)
    try:
        content = unpacker.decompress(data, MAX_BYTES)
    except zlib.error:
        content = b""
    try:
        return _read(b"" if unpacker.eof else content, file, _stem(file))
    except ListError as error:
        if isinstance(error.partial, Watchlist):
            return error.partial
        raise


def _read(content: bytes, file: str, name: str) -> Watchlist:
    if is_archive(content):
        return _read_archive(unpacked(content, file, MAX_BYTES), file, name)
    found = format_of(content)
    if found is None:
        raise _not_recognised(content, file)
    return found.reader.read(content, file, name)


def _read_archive(parts: Mapping[str, bytes], file: str, name: str) -> Watchlist:
    """The one list among the files of a zip archive. Raises ListError for several, but OFAC's that belong together."""
    from screening.lists.ofac import legacy  # noqa: PLC0415 - a reader is loaded for its own files alone

    known = {part for part, data in parts.items() if format_of(data) is not None}
    family = {part: data for part, data in parts.items() if _suffix(part) not in NOT_LISTS or part in known}
    if legacy.is_family(family):
        return legacy.read_parts(family, file, name)
    others = [part for part in parts if part not in known and _suffix(part) not in NOT_LISTS]
    lists = [part for part in parts if part in known] or others
    if len(lists) != 1:
        message = f"the zip archive must hold one list, and holds {len(lists)} ({', '.join(sorted(lists)) or 'none'})"
        raise ListError(message, file=file, hint="unpack it, and read each list by itself", code="ambiguous")
    watchlist = _read(parts[lists[0]], f"{file}/{lists[0]}", name)
    notes = [f"the file {part!r} in the zip archive is no list and was not read" for part in others]
    return watchlist.model_copy(update={"warnings": (*watchlist.warnings, *notes)})


def _is_note(path: Path) -> bool:
    return _suffix(path.name) in NOT_LISTS and not is_watchlist(read_bytes(path))


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()


def _not_recognised(content: bytes, file: str) -> ListError:
    if not content.strip():
        return ListError("is empty", file=file, code="empty")
    if (known := mistake(content, file)) is not None:
        return known
    hint = "a TOML list has [watchlist] and [[entity]], a table a header row with a column 'name'"
    return ListError("is no watchlist in a format known here", file=file, hint=hint, code="unrecognised")


def _stem(file: str) -> str:
    """The file's name without its suffix, and without the one before ``.gz`` or ``.zip`` (``sdn.xml.zip``)."""
    path = Path(file)
    return Path(path.stem).stem if path.suffix.lower() in {".gz", ".zip"} else path.stem


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, within bounds. Raises ListError where it cannot be opened, is a folder or is too large."""
    if path.is_dir():
        raise ListError("is a folder, not a file", file=path, code="not_a_file")
    try:
        with path.open("rb") as stream:
            return _bounded(stream, str(path))
    except OSError as error:
        raise _unreadable(error, str(path)) from None


def _unreadable(error: OSError, file: str) -> ListError:
    if isinstance(error, FileNotFoundError):
        return ListError("no such file", file=file, code="not_found")
    reason = (error.strerror or type(error).__name__).lower()
    return ListError(f"cannot be opened: {reason}", file=file, code="unreadable")


def _unpacked(data: bytes, file: str) -> bytes:
    if not data.startswith(_GZIP):
        return data
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            return _bounded(stream, file)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise ListError("the gzip file is damaged or cut off", file=file, code="corrupt") from None


def _bounded(stream: IO[bytes] | gzip.GzipFile, file: str) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ListError(f"is larger than {MAX_BYTES // 2**20} MiB", file=file, code="too_large")
    return data
