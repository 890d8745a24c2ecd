"""For monitoring: whether the process runs, whether it can serve and, for those who may know, details."""

import hmac
import shutil
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from config import Settings
from lms.core import schema
from lms.core.db import db
from lms.core.jobs.queries import Backlog, standings
from lms.core.login import visitor
from lms.core.policy import anyone, open_to
from lms.core.security import THIS_MACHINE

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@open_to(anyone)
def alive() -> ResponseReturnValue:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
@open_to(anyone)
def ready() -> ResponseReturnValue:
    """Check that the database answers and is migrated. Admins, and monitoring on this machine, get details."""
    settings: Settings = current_app.config["SETTINGS"]
    try:
        revision = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError:
        revision = None
    told: dict[str, Any] = {"ready": revision is not None}
    if _watches(settings) or (revision and _is_admin()):
        told.update(_details(settings, revision))
    answer = jsonify(told)
    answer.cache_control.no_store = True
    return answer, 200 if revision else 503


def _watches(settings: Settings) -> bool:
    """Whether the request comes from a program on this machine that knows the configured token."""
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    right = hmac.compare_digest(sent.encode("utf-8", "replace"), settings.watch_token.encode())
    return bool(settings.watch_token) and right and request.remote_addr in THIS_MACHINE


def _is_admin() -> bool:
    actor = visitor()
    return actor is not None and actor.admin


def _details(settings: Settings, revision: str | None) -> dict[str, Any]:
    disk = shutil.disk_usage(settings.var)
    return {
        "database": {
            "kind": db.engine.dialect.name,
            "problem": schema.complaint(db.engine),
            "migration": {"at": revision, "newest": schema.newest()},
        },
        "jobs": {each.kind: _queue(each) for each in standings()} if revision else {},
        "disk": {"free": disk.free, "total": disk.total},
    }


def _queue(standing: Backlog) -> dict[str, Any]:
    return {
        "waiting": standing.waiting,
        "waiting_since": _said(standing.waiting_since),
        "running": standing.running,
        "failed": standing.failed,
        "failed_since": _said(standing.failed_since),
    }


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
