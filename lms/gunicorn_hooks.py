"""What the server does around its workers: no database connection crosses a fork, and none is unsafe."""

from typing import Any

from lms.core.db import db
from lms.core.engine import refuse_unsafe


def post_worker_init(worker: Any) -> None:
    """Refuse to serve from a database that cannot keep what it acknowledges."""
    with worker.wsgi.app_context():
        refuse_unsafe(db.engine, worker.cfg.workers)
        db.engine.dispose()
