"""The database of a store: transactions of readers, who see one moment, and of writers, one after the other."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from screening.errors import ConfigError, InputError, OutputError

_PATIENCE = 60  # seconds that a writer waits for others
_CONNECT = 10  # seconds that a server has to answer
_LOCK = 7_240_519_186  # of writers in PostgreSQL: any number that no other program uses
_WRITES = "screening_writes"
_SQLITE = "sqlite:///"


class Database:
    """One database, SQLite or PostgreSQL. No connection is kept open: a process may be forked, or end, at any time."""

    def __init__(self, address: str) -> None:
        url = _url(address)
        self._file = Path(url.database or "") if url.drivername == "sqlite" else None
        self.name = str(self._file or url.set(query={}).render_as_string(hide_password=True))
        try:
            self._engine = create_engine(url, poolclass=NullPool, connect_args=_arguments(self._file is not None))
        except ModuleNotFoundError as error:
            hint = "install it with pip install 'screening[postgresql]'"
            raise ConfigError(f"{error.name} is needed for PostgreSQL", hint=hint, code="not_installed") from None
        if self._file is not None:
            _own_transactions(self._engine)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection | None]:
        """A transaction that sees the store as it is at its beginning; None where there is no store yet.

        Raises InputError where it can't be read.
        """
        if self._file is not None and not self._file.exists():
            yield None
            return
        try:
            with self._engine.connect() as connection:
                if self._file is None:
                    connection = connection.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901
                with connection.begin():
                    yield connection
        except SQLAlchemyError as error:
            raise InputError(
                f"the decisions can't be read: {_reason(error)}", file=self.name,
                hint="is it the right store, and does its server run?", code="unreadable",
            ) from None  # fmt: skip

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction of the only writer: others wait. It is stored whole when the block ends, or not at all.

        Raises OutputError where it can't be stored.
        """
        try:
            with self._engine.connect() as connection:
                connection = connection.execution_options(**{_WRITES: True})  # noqa: PLW2901
                with connection.begin():
                    if self._file is None:
                        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_PATIENCE}s'")
                        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                    yield connection
        except SQLAlchemyError as error:
            raise OutputError(
                f"the decisions can't be stored: {_reason(error)}", file=self.name,
                hint="nothing was stored; may you write there, and does its server run?", code="write_failed",
            ) from None  # fmt: skip


def _url(address: str) -> URL:
    """The address. All that follows ``sqlite:///`` is a path, whatever its letters."""
    if address.startswith(_SQLITE):
        return URL.create("sqlite", database=address.removeprefix(_SQLITE))
    try:
        url = make_url(address)
    except ArgumentError:
        raise ConfigError("the address of the store of decisions can't be read", code="bad_address") from None
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _arguments(is_sqlite: bool) -> dict[str, Any]:
    return {"timeout": _PATIENCE} if is_sqlite else {"connect_timeout": _CONNECT}


def _own_transactions(engine: Engine) -> None:
    """Let SQLite begin transactions when it is told to: its driver would begin them with the first change only."""

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _reason(error: SQLAlchemyError) -> str:
    """The database's own words, in one line, without the statement and its values."""
    words = str(getattr(error, "orig", None) or error).strip().splitlines()
    return words[0] if words else type(error).__name__
