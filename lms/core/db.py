"""The one database handle, the naming of everything in it, and the one write scope."""

import random
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, NewType, TypeVar

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, DateTime, Dialect, Engine, Integer, MetaData, String, Table, TypeDecorator
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry

from config import ROOT, Settings
from lms.core import ids
from lms.core.cache import cached
from lms.core.engine import engine_options, equip, for_reading
from lms.core.wiring import ExtensionPoint

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
WRITE_ATTEMPTS = 6
BUSY = ("database is locked", "database is busy", "database table is locked")
SERIALIZATION = {"40001", "40P01"}
UNAVAILABLE = (OperationalError, InterfaceError, NoConnection)  # busy, full or unreachable: not our bug
T = TypeVar("T")


class UTCDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC; SQLite stores no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Restore the zone, UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def random_id() -> str:
    """A public id: 128 random bits in 22 characters."""
    return secrets.token_urlsafe(16)


Key = Annotated[int, mapped_column(primary_key=True)]
PublicId = Annotated[str, mapped_column(String(22), unique=True, default=random_id)]
Moment = Annotated[datetime, mapped_column(UTCDateTime())]


class Base(DeclarativeBase):
    """The base of every table."""

    __table__: ClassVar[Table]
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={each: Integer() for each in vars(ids).values() if isinstance(each, NewType)},
    )


class RoutingSession(Session):
    """A session that uses the reading engine outside the write scope."""

    def get_bind(self, *arguments: Any, **options: Any) -> Engine | Connection:  # noqa: ANN401 - as SQLAlchemy's
        """The writing engine inside the write scope, otherwise the reading engine on the same connections."""
        engine = super().get_bind(*arguments, **options)
        if self.info.get("writing") or not isinstance(engine, Engine):
            return engine
        return reading_engine(engine)


reading_engine = cached(8)(for_reading)  # one in a server; tests create an app each
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "class_": RoutingSession})
migrate = Migrate(render_as_batch=True, compare_type=True)
before_commit: ExtensionPoint[tuple[Callable[[], None], ...]] = ExtensionPoint("before commit", ())  # in a write scope


def connect(app: Flask, settings: Settings) -> None:
    """Bind the handle to the app's database."""
    url = settings.database()
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url, settings.threads)
    settings.var.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    with app.app_context():
        equip(db.engine)


def write_tx(work: Callable[[], T]) -> T:
    """Run `work` in the one write scope of this request and commit.

    The session's read transaction ends first, so that a writer never works from an old snapshot. The
    whole of `work` runs again if the database was busy. Nothing slow belongs in `work`: no
    hashing, mail or rendering. Inside another write scope, `work` becomes part of it.
    """
    if db.session.info.get("writing"):
        return work()
    for attempt in range(1, WRITE_ATTEMPTS + 1):
        try:
            return _write_once(work)
        except DBAPIError as error:
            if attempt == WRITE_ATTEMPTS or not _worth_repeating(error):
                raise
            time.sleep(random.uniform(0.005, 0.02) * 2**attempt)  # noqa: S311 - jitter, no secret
    raise AssertionError("unreachable")


def _write_once(work: Callable[[], T]) -> T:
    session = db.session
    session.rollback()
    session.info["writing"] = True
    try:
        session.connection(execution_options={"write": True})
        result = work()
        for finish in before_commit():
            finish()
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.clear()
    return result


def _worth_repeating(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in SERIALIZATION or str(error.orig) in BUSY


def upsert(table: type[Base] | Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT with ON CONFLICT support, in the dialect of the current database."""
    return sqlite.insert(table) if db.engine.dialect.name == "sqlite" else postgresql.insert(table)
