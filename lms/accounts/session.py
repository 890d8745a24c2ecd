"""Signed-in browsers: the cookie holds a random token, a row its digest. Ending the row ends the session."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import cast

from flask import Request, Response, current_app, has_request_context, redirect, request
from flask import session as cookie_state
from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import OperationalError

from lms.accounts import known_browsers
from lms.accounts.models import Person, SignInSession
from lms.accounts.rules import browser_of
from lms.core import cookies
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.ids import PersonId, SessionId
from lms.core.login import Actor
from lms.core.net import TOKEN_MAX, digest, network_of, new_token
from lms.core.rows import read

COOKIE = "sid"
IDLE_LIMIT = timedelta(days=14)
ABSOLUTE_LIMIT = timedelta(days=90)
SEEN_EVERY = timedelta(minutes=5)

# Built once and from plain columns, because every request runs it.
_session, _person = SignInSession.__table__.c, Person.__table__.c
_WHO_ASKS = (
    select(
        _person.id.label("person_id"), _session.id.label("session_id"), _person.email, _person.name,
        _person.time_zone, _person.language, _person.admin, _session.started_at.label("signed_in_at"),
        _session.seen_at, _person.demo,
    )
    .join_from(SignInSession.__table__, Person.__table__, _person.id == _session.person_id)
    .where(_session.token_digest == bindparam("token"), _session.ended_at.is_(None), _person.left_at.is_(None))
)  # fmt: skip


def load(asking: Request) -> Actor | None:
    """The person who sends this request, by its cookie, or None without an active session. One statement.

    Records that the session was seen, at most every five minutes: the only thing that a GET may change.
    """
    token = asking.cookies.get(cookies.name_of(COOKIE), "")
    if not token or len(token) > TOKEN_MAX:
        return None
    row = db.session.execute(_WHO_ASKS, {"token": digest(token)}).first()
    if row is None:
        return None
    actor, moment = read(Actor, row), now()
    if not session_holds(actor.signed_in_at, row.seen_at, moment) or (
        row.demo and not current_app.config["SETTINGS"].demo
    ):
        return None
    if moment - row.seen_at >= SEEN_EVERY:
        _note_seen(actor.session_id, moment)
    return actor


def session_holds(started: datetime, seen: datetime, moment: datetime) -> bool:
    """Whether a session is active. It ends after 14 days without a visit, and after 90 days in any case."""
    return moment - seen < IDLE_LIMIT and moment - started < ABSOLUTE_LIMIT


def begin(person_id: PersonId) -> str:
    """Begin a new session for this browser, ending any it had. Returns the token.

    Runs in the caller's write scope.
    """
    token, moment = new_token(), now()
    asking = request if has_request_context() else None
    _end_present(asking.cookies.get(cookies.name_of(COOKIE), "") if asking else "")
    db.session.add(
        SignInSession(
            token_digest=digest(token), person_id=person_id, started_at=moment, seen_at=moment,
            browser=browser_of(asking.user_agent.string) if asking else "",
            network=network_of(asking.remote_addr) if asking else "",
        )
    )  # fmt: skip
    db.session.flush()
    return token


def let_in(work: Callable[[], PersonId], address: str, to: str) -> Response:
    """Run `work`, which returns a person's id, and sign them in here, in one write scope. Redirects to `to`.

    The browser then counts as one in which `address` has signed in.
    """
    token = write_tx(lambda: begin(work()))
    return known_browsers.remember(attach(_redirect(to), token), address)


def attach(response: Response, token: str) -> Response:
    """Give the browser its new session and clear what it had before signing in."""
    cookie_state.clear()
    cookies.put(response, COOKIE, token, int(ABSOLUTE_LIMIT.total_seconds()))
    return response


def detach(response: Response) -> Response:
    """Delete the session's cookie and the pages that the browser has cached.

    Its local storage stays: unsent answers wait there for the next sign-in.
    """
    cookie_state.clear()
    cookies.put(response, COOKIE, "", 0)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _redirect(to: str) -> Response:
    return cast("Response", redirect(to))


def _end_present(token: str) -> None:
    if token:
        present = (SignInSession.token_digest == digest(token), SignInSession.ended_at.is_(None))
        db.session.execute(update(SignInSession).where(*present).values(ended_at=now()))


def _note_seen(session_id: SessionId, moment: datetime) -> None:
    """Record it, unless the database cannot write now: pages must be readable even when the disk is full."""
    stale = (SignInSession.id == session_id, SignInSession.seen_at <= moment - SEEN_EVERY)
    with suppress(OperationalError):
        write_tx(lambda: db.session.execute(update(SignInSession).where(*stale).values(seen_at=moment)))
