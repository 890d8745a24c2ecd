"""Pages: a typed context for each template, and redirects that stay on this site."""

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
    """The context of a template: its fields are the template's variables. A subclass names the template."""

    template: ClassVar[str]


def page(context: Page, status: int = 0) -> Response:
    """Render a context. The default status is 422 if its form was refused, else 200."""
    values = {field.name: getattr(context, field.name) for field in fields(context)}
    form = values.get("form")
    usual = UNPROCESSABLE if form is not None and form.errors else OK
    return make_response(render_template(context.template, **values), status or usual)


def throttled(context: Page, full: TooMany) -> Response:
    """The page of a form that was sent too often. It keeps what was typed and says when it works again."""
    shown = page(context, full.status)
    shown.headers["Retry-After"] = str(full.retry_after)
    return shown


def write(work: Callable[[], T], endpoint: str, **arguments: Any) -> T:  # noqa: ANN401 - a route's arguments
    """Run `work` in the write scope. A Conflict without a way on of its own leads to this endpoint."""
    try:
        return write_tx(work)
    except Conflict as refusal:
        refusal.way_on = refusal.way_on or url_for(endpoint, **arguments)
        raise


def without_indentation(shown: Response) -> Response:
    """The response without its indentation, unless it contains preformatted text."""
    html = shown.get_data(as_text=True)
    if "<pre" not in html and "<textarea" not in html:
        shown.set_data(INDENTATION.sub("\n", html))
    return shown


def safe_next(default: str) -> str:
    """The `next` parameter if it is one of our pages, else `default`.

    Only a path that matches one of our routes is accepted, so that no browser's reading of odd
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
