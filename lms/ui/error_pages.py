"""The error page: what happened and what to do next. Never a traceback."""

import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, flash, jsonify, redirect, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from lms.core import addresses
from lms.core.db import UNAVAILABLE, db
from lms.core.errors import CODES, NotSignedIn, Refusal, TooMany
from lms.core.login import settle, visitor
from lms.core.pages import Page, page
from lms.core.security import CSRFError

log = logging.getLogger(__name__)
SAFE = {"GET", "HEAD"}
LINE = 200  # characters of a cause in the log
DISK_FULL = "53100"  # PostgreSQL's SQLSTATE; SQLite has only a message


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
            return redirect(addresses.sign_in(request.full_path.rstrip("?")))
        said = _(
            "Your session had ended, so this was not saved. Everything saved before is safe. Use your "
            "browser’s Back button to get back what you typed."
        )
        flash(said, "caution")
        return redirect(addresses.sign_in(_page_of_the_form() or None))
    way_on = error.way_on or (_page_of_the_form() if isinstance(error, TooMany) else "")
    response = _answer(error.status, error.message, way_on, code=error.code)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _stale_form(_error: CSRFError) -> ResponseReturnValue:
    text = _(
        "You signed in or out after opening this page, so this was not saved. Everything saved before is "
        "safe. Use your browser’s Back button to get back what you typed, then reload the page and send "
        "it again."
    )
    return _answer(400, text, _page_of_the_form(), _("This was not saved"), "stale_form")


def _page_of_the_form() -> str:
    """The page that sent this form, if the browser says so and it is one of ours, else ""."""
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
    """Log one short line, because an outage affects every request and must not fill the disk."""
    log.error("database unavailable: %s", str(getattr(error, "orig", error)).partition("\n")[0][:LINE])


def _disk_is_full(error: SQLAlchemyError) -> bool:
    cause = getattr(error, "orig", None)
    return getattr(cause, "sqlstate", "") == DISK_FULL or "disk is full" in str(cause)


def _surprise(error: Exception) -> ResponseReturnValue:
    log.error("unexpected error", exc_info=error)
    return _answer(500, "")


def _answer(status: int, text: str, way_on: str = "", heading: str = "", code: str = "") -> Response:
    _let_go()
    title, usual = _words(status)
    title = heading or title
    if _wants_json():
        code = code or CODES.get(status, CODES[400 if status < 500 else 500])  # noqa: PLR2004 - whose fault
        response = jsonify(code=code, error=title, message=text or usual, way_on=way_on)
        response.status_code = status
        return response
    if request_ctx.url_adapter is None:  # not our host, so none of our pages can be built
        ours = _("This site is not available at this address. Open it at %(address)s", address=_address())
        return Response(f"{ours}\n", status, mimetype="text/plain")
    return page(ErrorPage(title=title, text=text or usual, way_on=way_on or "/"), status)


def _let_go() -> None:
    """Roll back, and load the signed-in person if possible. After this the page needs no database."""
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
        400: (_("We could not read that"), _("Part of the request was missing. Go back and try again.")),
        401: (_("Sign in to continue"), _("Your session has ended. Sign in to pick up where you left off.")),
        403: (
            _("You do not have access"),
            _("Your account cannot open this page or do this. Ask the person who runs the course."),
        ),
        404: (_("Page not found"), _("There is no page at this address, or you do not have access to it.")),
        405: (_("That does not work here"), _("This address does not accept that kind of request.")),
        409: (_("This has changed"), _("Something changed after you opened this page. Reload it to see the latest.")),
        413: (_("That is too large"), _("What you sent is larger than this page accepts. Shorten it and try again.")),
        422: (_("Check what you entered"), _("Something you sent cannot be used. Go back, correct it and try again.")),
        429: (_("Too many tries"), _("Wait a moment, then try again.")),
        503: (_("We’re busy right now"), _("Nothing was lost. Try again in a few seconds.")),
        507: (_("We could not save this"), _no_room()),
    }
    unknown = (
        _("Something went wrong"),
        _("This is our mistake, not yours, and it has been logged. Please try again."),
    )
    return known.get(status, unknown)


def _no_room() -> str:
    words = _(
        "The server’s disk is full. What you just sent was not saved; everything confirmed before that "
        "is safe. Keep this page open, tell whoever runs this site, and try again."
    )
    return str(words)
