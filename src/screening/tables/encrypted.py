"""Workbooks with a password, opened through msoffcrypto-tool (the extra ``encrypted``)."""

from __future__ import annotations

from io import BytesIO

from screening.errors import InputError

USUAL = "VelvetSweatshop"
"""What Excel protects "read-only recommended" workbooks with, and opens without asking."""

HINT = "give the password with --password-file or in SCREENING_PASSWORD, or save the file without one"
"""What to do about a protected file."""


class _InMemory:
    """What msoffcrypto is given for ``tempfile``: it would write an opened .xls to disk, which no reader may."""

    TemporaryFile = BytesIO


def decrypted(data: bytes, *, file: str, password: str | None) -> bytes:
    """The workbook inside. Without a ``password`` the one is tried that Excel tries by itself.

    Raises InputError: ``encrypted`` where it is not the right one, is missing, or the extra is.
    """
    try:
        import msoffcrypto  # noqa: PLC0415  # an extra
        from msoffcrypto.format import xls97  # noqa: PLC0415
    except ImportError as error:
        raise missing_extra(file) from error
    stream = BytesIO()
    xls97.tempfile = _InMemory
    try:
        office = msoffcrypto.OfficeFile(BytesIO(data))
        office.load_key(password=password or USUAL)
        office.decrypt(stream)
    except Exception as error:  # what it raises on a wrong password depends on the kind of encryption
        if password is None:
            raise locked("the workbook is protected with a password", file) from error
        raise locked("the password does not open the workbook", file) from error
    return stream.getvalue()


def locked(message: str, file: str, hint: str = HINT) -> InputError:
    """The error that a protected file is not opened."""
    return InputError(message, file=file, code="encrypted", hint=hint)


def missing_extra(file: str) -> InputError:
    """The error that what opens protected workbooks is not installed."""
    hint = "pip install 'screening[encrypted]' to read it, or save the file without a password"
    return locked("the workbook is protected with a password", file, hint)
