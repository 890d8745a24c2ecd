"""For the machine that watches: whether the process is there, and whether it can serve."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from lms.core.db import db
from lms.core.policy import anyone, open_to

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@open_to(anyone)
def alive() -> ResponseReturnValue:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
@open_to(anyone)
def ready() -> ResponseReturnValue:
    """The database answers and knows a migration."""
    try:
        known = db.session.execute(text("SELECT version_num FROM alembic_version")).first()
    except SQLAlchemyError:
        known = None
    return jsonify(ready=known is not None), 200 if known else 503
