"""Whether the tables match this version, and what to do if they do not."""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from lms.core.db import migrate


def newest() -> str:
    """The revision of the tables that this version needs."""
    return str(_script().get_current_head())


def is_known(revision: str) -> bool:
    """Whether this version knows the revision, now or from its past."""
    return revision in {each.revision for each in _script().walk_revisions()}


def complaint(engine: Engine) -> str:
    """What is wrong with the database and what to do, in one sentence; "" if nothing is wrong."""
    try:
        with engine.connect() as connection:
            revision = MigrationContext.configure(connection).get_current_revision()
    except DBAPIError as error:
        return f"The database cannot be used: {str(error.orig).strip()}"
    if revision == newest():
        return ""
    if revision is None:
        return "The database has no tables yet. Create them with `flask db upgrade`, then try again"
    if is_known(revision):
        return "The database is from an older version. Run `flask db upgrade`, then try again"
    return f"The database has schema revision {revision!r}, which this version does not recognize. Use a newer version"


def _script() -> ScriptDirectory:
    return ScriptDirectory(migrate.directory)
