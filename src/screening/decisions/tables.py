"""The store's tables in SQLite and PostgreSQL: they take new rows and refuse all else, and know their own version.

The text of a record holds everything; the columns beside it serve to find and to check it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    inspect,
    select,
)

METADATA = MetaData()

RECORDS = Table(
    "screening_decisions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("origin", String(64), nullable=False, unique=True),  # of a decision that is taken in twice: stored once
    Column("sha256", String(64), nullable=False),
    Column("text", Text, nullable=False),
    CheckConstraint("number > 0"),
)

SEALS = Table(  # the hashes again: a record that is removed or exchanged in one table is missed in the other
    "screening_decision_seals",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("sha256", String(64), nullable=False),
)

VERSIONS = Table(
    "screening_decision_versions",
    METADATA,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("since", String(32), nullable=False),
)

_REFUSED = "decisions are only ever added"

# SQLite replaces a row (INSERT OR REPLACE) without asking the trigger of deletions, hence the one of insertions.
_SQLITE = (
    """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{refused}'); END""",
    """CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{refused}'); END""",
    """CREATE TRIGGER {table}_in_order BEFORE INSERT ON {table}
       WHEN NEW.{key} <> (SELECT coalesce(max({key}), 0) + 1 FROM {table})
       BEGIN SELECT RAISE(ABORT, '{refused}, one after the other'); END""",
)
_POSTGRESQL = (
    """CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION '{refused}'; END $$""",
    """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
       FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
    """CREATE FUNCTION {table}_follow() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN
         IF NEW.{key} <> (SELECT coalesce(max({key}), 0) + 1 FROM {table}) THEN
           RAISE EXCEPTION '{refused}, one after the other';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER {table}_in_order BEFORE INSERT ON {table}
       FOR EACH ROW EXECUTE FUNCTION {table}_follow()""",
)
_TRIGGERS: Mapping[str, Sequence[str]] = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}


def _first_version(connection: Connection) -> None:
    METADATA.create_all(connection)
    for table, key in ((RECORDS, "number"), (SEALS, "number"), (VERSIONS, "version")):
        for statement in _TRIGGERS[connection.dialect.name]:
            connection.exec_driver_sql(statement.format(table=table.name, key=key, refused=_REFUSED))


STEPS = (_first_version,)
"""What makes version 1, 2 ... of the tables of the one before. A step never touches the text of a record."""


def version_of(connection: Connection) -> int:
    """The version of the tables; 0 where there are none."""
    if not inspect(connection).has_table(VERSIONS.name):
        return 0
    version: int = connection.execute(select(func.coalesce(func.max(VERSIONS.c.version), 0))).scalar_one()
    return version


def bring_up_to_date(connection: Connection, now: str) -> None:
    """Make the tables, or bring them to the version of this program. The caller holds the lock of writers."""
    for version in range(version_of(connection) + 1, len(STEPS) + 1):
        STEPS[version - 1](connection)
        connection.execute(VERSIONS.insert().values(version=version, since=now))
