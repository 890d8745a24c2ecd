"""One page for everything that can go wrong: what happened, and the way on. Never a traceback."""

import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, flash, jsonify, redirect, request, url_for
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from lms.core.db import UNAVAILABLE, db
from lms.core.errors import NotSignedIn, Refusal, TooMany
from lms.core.login import settle, visitor
from lms.core.pages import Page, page
from lms.core.security import CSRFError

log = logging.getLogger(__name__)
SAFE = {"GET", "HEAD"}
LINE = 200  # characters of a cause that the log keeps
DISK_FULL = "53100"  # PostgreSQL's state; SQLite has words alone


@dataclass(frozen=True, kw_only=True)
class ErrorPage(Page):
    """What happened, why, and a way on."""

    template = "error.html"
    title: str
    text: str
    way_on: str


def use(app: Flask) -> None:
    """Turn refusals, HTTP errors, a busy database and surprises into pages."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)
    for unavailable in UNAVAILABLE:
        app.register_error_handler(unavailable, _busy)
    app.register_error_handler(Exception, _surprise)


def _refused(error: Refusal) -> ResponseReturnValue:
    if isinstance(error, NotSignedIn) and not _wants_json():
        if request.method in SAFE:
            return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
        said = _(
            "Your session had ended, so this was not taken. What was saved before is safe, and your browser’s Back "
            "button still has what you typed."
        )
        flash(said, "caution")
        return redirect(url_for("accounts.sign_in", next=_page_of_the_form() or None))
    way_on = error.way_on or (_page_of_the_form() if isinstance(error, TooMany) else "")
    response = _answer(error.status, error.message, way_on)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _stale_form(_error: CSRFError) -> ResponseReturnValue:
    text = _(
        "You have signed in or out since this page was opened, so this was not taken. What was saved before is safe, "
        "and your browser’s Back button still has what you typed. Open the page anew and send it again."
    )
    return _answer(400, text, _page_of_the_form(), _("This was not taken"))


def _page_of_the_form() -> str:
    """The page that sent this form, where the browser tells it and it is one of ours; else nothing."""
    told = urlsplit(request.referrer or "")
    path = told.path + (f"?{told.query}" if told.query else "")
    return path if told.netloc == request.host and path.startswith("/") and not path.startswith("//") else ""


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:  # noqa: PLR2004 - a redirect of the router
        return error
    return _answer(error.code, "")


def _busy(error: SQLAlchemyError) -> ResponseReturnValue:
    _note(error)
    settle()
    full = _disk_is_full(error)
    response = _answer(507 if full else 503, "")
    response.headers["Retry-After"] = "30" if full else "2"
    return response


def _note(error: SQLAlchemyError) -> None:
    """One short line: an outage is asked about by everybody, and must not fill the disk with its log."""
    log.error("database unavailable: %s", str(getattr(error, "orig", error)).partition("\n")[0][:LINE])


def _disk_is_full(error: SQLAlchemyError) -> bool:
    cause = getattr(error, "orig", None)
    return getattr(cause, "sqlstate", "") == DISK_FULL or "disk is full" in str(cause)


def _surprise(error: Exception) -> ResponseReturnValue:
    log.error("unexpected error", exc_info=error)
    return _answer(500, "")


def _answer(status: int, text: str, way_on: str = "", heading: str = "") -> Response:
    _let_go()
    title, usual = _words(status)
    title = heading or title
    if _wants_json():
        response = jsonify(error=title, message=text or usual, way_on=way_on)
        response.status_code = status
        return response
    if request_ctx.url_adapter is None:  # a host that is not ours: no page of ours can be built there
        ours = _("This site does not answer at this address. Open it at %(address)s", address=_address())
        return Response(f"{ours}\n", status, mimetype="text/plain")
    return page(ErrorPage(title=title, text=text or usual, way_on=way_on or "/"), status)


def _let_go() -> None:
    """Give up what was read, and find out who asks while that can be: no page of ours needs the database from here."""
    try:
        db.session.rollback()
        visitor()
    except UNAVAILABLE as error:
        _note(error)
        settle()


def _address() -> str:
    return str(current_app.config["SETTINGS"].address)


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _words(status: int) -> tuple[str, str]:
    known: dict[int, tuple[Any, Any]] = {
        400: (_("That could not be read"), _("The request was not complete. Go back and try again.")),
        401: (_("Please sign in"), _("Your session has ended. Sign in and go on where you were.")),
        403: (_("This is not open to you"), _("Your account may not do this. Ask the person who runs the course.")),
        404: (_("Nothing here"), _("There is no page at this address, or it is not one that you can see.")),
        405: (_("Not this way"), _("This address does not take that kind of request.")),
        409: (_("It has moved on"), _("Something changed in the meantime. Open the page again to see how it stands.")),
        413: (_("Too large"), _("What you sent is larger than this page takes. Shorten it and try again.")),
        422: (_("Something does not fit"), _("Go back and correct what the page marks.")),
        429: (_("Too many tries"), _("Wait a little and try again.")),
        503: (_("Busy for a moment"), _("Nothing was lost. Try again in a few seconds.")),
        507: (_("There is no room to save this"), _no_room()),
    }
    unknown = (_("Something went wrong"), _("It was our mistake, not yours, and it has been noted. Please try again."))
    return known.get(status, unknown)


def _no_room() -> str:
    words = _(
        "The server’s disk is full. What you just sent was not saved; what was confirmed before is safe. "
        "Keep this page open, tell the people who run this site, and try again."
    )
    return str(words)
