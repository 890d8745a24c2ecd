"""A visitor of the product: opens pages by their endpoint, sends forms, and inspects every page."""

import contextvars
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from flask import Flask, Response
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from lms.core.db import db
from tests.cast import Cast, sign_in
from tests.inspector import faults
from tests.page import Page, name, text_of

BASE = "http://127.0.0.1:8000"
REDIRECTS = (302, 303)
HERE = {"Sec-Fetch-Site": "same-origin"}


class OwnContextClient(FlaskClient):
    """Each request in a context of its own, as in a server.

    Flask would let a request share the application context that a test has open: the person signed
    in, `g` and the database session of one request would leak into the next.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Send one request."""
        return contextvars.Context().run(super().open, *args, **kwargs)


class Visitor:
    """A browser without JavaScript. `page` is the last HTML page, `response` the last answer."""

    page: Page
    response: Any

    def __init__(self, app: Flask, cast: Cast, person: str | None = None, token: str = "") -> None:
        """`token` is that of a session which the person has already; without it a new one is opened."""
        self.app = app
        self.cast = cast
        self.client = app.test_client()
        self.person = person
        if person:
            secure = app.config["HTTPS"]
            held = token or sign_in(cast[person].id)
            self.client.set_cookie("__Host-sid" if secure else "sid", held, domain="127.0.0.1", secure=secure)

    def as_(self, person: str) -> "Visitor":
        """A visitor signed in as one of the cast, in a browser of their own."""
        return Visitor(self.app, self.cast, person)

    def get(self, endpoint: str, *, expect: int = 200, inspect: bool = True, **arguments: Any) -> Any:
        """Open a page by its endpoint and arguments, or by its path; what does not belong to the route is asked
        as a query. `expect` is the status; 302 stands for every redirect."""
        return self._open("GET", endpoint, arguments, expect=expect, inspect=inspect)

    def post(
        self,
        endpoint: str,
        data: Mapping[str, Any] | None = None,
        *,
        json: Any = None,
        expect: int = 302,
        inspect: bool = True,
        headers: Mapping[str, str] | None = None,
        **arguments: Any,
    ) -> Any:
        """Send a form, or JSON, with the token that a page of ours would carry."""
        token = self._token()
        sent: dict[str, Any] = {"headers": {**HERE, **(headers or {})}}
        if json is not None:
            sent["headers"] |= {"X-CSRFToken": token, "Accept": "application/json"}
            sent["json"] = json
        else:
            sent["data"] = {"csrf_token": token, **(data or {})}
        return self._open("POST", endpoint, arguments, expect=expect, inspect=inspect, **sent)

    def send(self, selector: str = "main form", *, expect: int = 302, **values: Any) -> Any:
        """Fill in a form of the last page and send it, as a browser would, without JavaScript."""
        form = self.page.one(selector)
        sent = form_values(form)
        unknown = values.keys() - {field.get("name") for field in form.iter()}
        assert not unknown, f"the form has no field {sorted(unknown)}; it has {sorted(sent)}"
        sent.update(values)
        method = (form.get("method") or "get").upper()
        where = form.get("action") or self.response.request.path
        carried = {"data": sent} if method == "POST" else {"query_string": sent}
        return self._open(method, where, {}, expect=expect, headers=HERE, **carried)

    def follow(self, *, expect: int = 200) -> Any:
        """Go where the last answer sends."""
        target = urlsplit(self.response.headers["Location"])
        assert not target.netloc or target.netloc == urlsplit(BASE).netloc, f"sent away to {target.geturl()}"
        return self._open("GET", target.path + (f"?{target.query}" if target.query else ""), {}, expect=expect)

    @property
    def location(self) -> str:
        """The path that the last answer sends to."""
        return str(self.response.headers["Location"]).removeprefix(BASE)

    def _open(
        self, method: str, endpoint: str, arguments: dict[str, Any], *, expect: int, inspect: bool = True, **sent: Any
    ) -> Any:
        _give_up_snapshot()
        path = endpoint if endpoint.startswith("/") else self.path_of(endpoint, method, **arguments)
        response: Response = self.client.open(path, method=method, base_url=BASE, **sent)
        self.response = response
        html = response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 307, 308)
        if html:
            self.page = Page(response.get_data(as_text=True))
        wanted = REDIRECTS if expect in REDIRECTS else (expect,)
        if response.status_code not in wanted:
            raise AssertionError(self._surprise(method, path, expect))
        if html and inspect:
            found = faults(self.page)
            assert not found, f"{method} {path}:\n  " + "\n  ".join(found)
        return response

    def path_of(self, endpoint: str, method: str = "GET", **arguments: Any) -> str:
        """The path of an endpoint."""
        return self.app.url_map.bind("127.0.0.1").build(endpoint, arguments, method=method)

    def _surprise(self, method: str, path: str, expect: int) -> str:
        answer = self.response
        said = answer.headers.get("Location") or answer.get_data(as_text=True)
        if answer.mimetype == "text/html" and not answer.headers.get("Location"):
            said = f"{self.page.title}: {self.page.text}"
        return f"{method} {path} as {self.person or 'nobody'}: {answer.status_code} instead of {expect}: {said[:600]}"

    def _token(self) -> str:
        """The CSRF token of this browser's session, as Flask-WTF makes it."""
        with self.client.session_transaction(base_url=BASE) as session:
            raw = session.setdefault("csrf_token", "0" * 40)
        return str(URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps(raw))


def form_values(form: Element) -> dict[str, Any]:
    """What a browser would send of an untouched form."""
    values: dict[str, Any] = {}
    for field in form.iter():
        key, kind = field.get("name"), name(field)
        if key and kind in FIELD_VALUES and "disabled" not in field.attrib:
            value = FIELD_VALUES[kind](field)
            if value is not None:
                values[key] = value
    return values


def _input_value(field: Element) -> str | None:
    kind = field.get("type", "text")
    if kind in {"submit", "button", "reset", "image", "file"}:
        return None
    if kind in {"checkbox", "radio"}:
        return field.get("value", "on") if "checked" in field.attrib else None
    return field.get("value", "")


def _select_value(field: Element) -> str | None:
    options = [option for option in field.iter() if name(option) == "option"]
    chosen = [option for option in options if "selected" in option.attrib] or options[:1]
    return chosen[0].get("value", text_of(chosen[0])) if chosen else None


FIELD_VALUES: dict[str, Callable[[Element], str | None]] = {
    "input": _input_value,
    "select": _select_value,
    "textarea": lambda field: field.text or "",
}


def _give_up_snapshot() -> None:
    """Let the test see what the request will write; what the test has not committed is a mistake of the test."""
    unsaved = [*db.session.new, *db.session.dirty, *db.session.deleted]
    assert not unsaved, f"commit before opening a page (write_tx): {unsaved}"
    db.session.rollback()
