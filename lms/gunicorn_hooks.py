"""Server hooks: import once for all workers, share no database connection across forks, refuse unsafe databases."""

from typing import Any

from lms.core.db import db
from lms.core.engine import refuse_unsafe

preload_app = True  # workers are forks of the master, which has imported the app


def post_worker_init(worker: Any) -> None:
    """Refuse to serve from a database that cannot guarantee what it acknowledges."""
    with worker.wsgi.app_context():
        db.engine.dispose(close=False)  # leaves the master's own connections open
        refuse_unsafe(db.engine, worker.cfg.workers)
        db.engine.dispose()
