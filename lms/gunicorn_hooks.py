"""What the server does around its workers: one import for all, no database connection across a fork, none unsafe."""

from typing import Any

from lms.core.db import db
from lms.core.engine import refuse_unsafe

preload_app = True  # workers are forks of the master, which has imported the app


def post_worker_init(worker: Any) -> None:
    """Refuse to serve from a database that cannot keep what it acknowledges."""
    with worker.wsgi.app_context():
        db.engine.dispose(close=False)  # what the master has open stays its own
        refuse_unsafe(db.engine, worker.cfg.workers)
        db.engine.dispose()
