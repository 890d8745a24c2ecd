"""Pages: a typed context for each template, and a redirect that stays at home."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from flask import Response, current_app, make_response, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from lms.core.db import write_tx
from lms.core.errors import Conflict, TooMany

T = TypeVar("T")
OK, UNPROCESSABLE = 200, 422
INDENTATION = re.compile(r"\n\s+")


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a template gets: its fields, by name. A subclass names the template."""

    template: ClassVar[str]


def page(context: Page, status: int = 0) -> Response:
    """Render the template that the context names; where no status is given, 422 if its form was refused, else 200."""
    values = {field.name: getattr(context, field.name) for field in fields(context)}
    form = values.get("form")
    usual = UNPROCESSABLE if form is not None and form.errors else OK
    return make_response(render_template(context.template, **values), status or usual)


def throttled(context: Page, full: TooMany) -> Response:
    """The page of a form that was sent too often, with what was typed, and when it works again."""
    shown = page(context, full.status)
    shown.headers["Retry-After"] = str(full.retry_after)
    return shown


def write(work: Callable[[], T], endpoint: str, **arguments: Any) -> T:  # noqa: ANN401 - a route's arguments
    """Do it in the write scope; a conflict that names no way on leads to this page."""
    try:
        return write_tx(work)
    except Conflict as refusal:
        refusal.way_on = refusal.way_on or url_for(endpoint, **arguments)
        raise


def dense(shown: Response) -> Response:
    """The page without its templates' indentation, where no line of it stands just as it was written."""
    html = shown.get_data(as_text=True)
    if "<pre" not in html and "<textarea" not in html:
        shown.set_data(INDENTATION.sub("\n", html))
    return shown


def safe_next(default: str) -> str:
    """The `next` parameter where it is a page of ours, else `default`.

    Only a path that our own routes answer is taken, so that no browser's reading of odd
    characters can lead elsewhere.
    """
    wanted = request.values.get("next", "")
    plain = wanted.startswith("/") and wanted.isprintable() and "\\" not in wanted
    if not plain or wanted.startswith("//"):
        return default
    try:
        path = urlsplit(wanted).path
        current_app.create_url_adapter(request).match(path, method="GET")  # type: ignore[union-attr]
    except (HTTPException, RequestRedirect):
        return default
    return wanted
