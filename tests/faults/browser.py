"""A quick browser without a screen, for many at once: one kept connection, cookies, forms as the pages give them."""

import http.client
import json
import select
import time
from collections import defaultdict
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.page import Page, name
from tests.visitor import form_values

KEPT_SECONDS = 2  # that the server keeps a connection on which nothing is asked
HUNG_UP = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)
Fields = dict[str, list[str]]


class Browser:
    """Someone at the real server. `status`, `page` and `location` are those of the last answer."""

    def __init__(self, port: int, token: str = "") -> None:
        self.port = port
        self.cookies: dict[str, str] = {"sid": token} if token else {}
        self.status = 0
        self.location = ""
        self.text = ""
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._asked_at = time.monotonic()

    @property
    def page(self) -> Page:
        """The last answer, parsed."""
        return Page(self.text)

    @property
    def token(self) -> str:
        """The form token of the last page."""
        return self.page.select("input[name=csrf_token]")[0].get("value") or ""

    def get(self, path: str) -> int:
        """Open a page."""
        return self._ask("GET", path)

    def send(self, path: str, values: dict[str, Any]) -> int:
        """Send a form."""
        return self._ask("POST", path, urlencode(values), {"Content-Type": "application/x-www-form-urlencoded"})

    def send_json(self, path: str, value: object, token: str) -> int:
        """Send what a script of a page would."""
        told = {"Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": token}
        return self._ask("POST", path, json.dumps(value), told)

    def sign_in(self, email: str, password: str) -> None:
        """Through the sign-in page, as everyone."""
        self.get("/sign-in")
        form = self.page.one('form[action="/sign-in"]')
        self.send("/sign-in", {**form_values(form), "email": email, "password": password})
        assert self.status in (302, 303), f"sign-in answered {self.status}: {self.page.text[:300]}"

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _hung_up(self) -> bool:
        """Whether the server has closed the kept connection, as it does when nothing is asked for two seconds."""
        socket = self._connection.sock
        return socket is not None and bool(select.select([socket], [], [], 0)[0])

    def _ask(self, method: str, path: str, body: str | None = None, told: dict[str, str] | None = None) -> int:
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if self._hung_up():
            self._connection.close()  # the next request connects again
        before, self._asked_at = self._asked_at, time.monotonic()
        try:
            answer = self._answered(method, path, body, {**headers, **(told or {})})
        except HUNG_UP:
            if time.monotonic() - before < KEPT_SECONDS:
                raise
            # closed for idleness in the very moment of asking: a browser asks again on a new connection, too
            answer = self._answered(method, path, body, {**headers, **(told or {})})
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {key: cookie.value for key, cookie in SimpleCookie(line).items()}
        self.status = answer.status
        self.location = urlsplit(answer.headers.get("Location", "")).path
        return self.status

    def _answered(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        try:
            self._connection.request(method, path, body, headers)
            with self._connection.getresponse() as answer:  # closed at once where it is cut off in the middle
                self.text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise
        return answer


def questions(page: Page) -> dict[int, Fields]:
    """The questions of an attempt page: for each number its fields, and what may be chosen in each."""
    found: dict[int, Fields] = defaultdict(lambda: defaultdict(list))
    for field in page.select("input, select"):
        number, _, key = (field.get("name") or "").partition(".")
        if not key or not number.startswith("q"):
            continue
        options = [each for each in field.iter() if name(each) == "option"] or [field]
        found[int(number[1:])][key] += [value for each in options if (value := each.get("value"))]
    return {number: dict(fields) for number, fields in found.items()}
