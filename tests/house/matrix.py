"""The matrix of routes, audiences, actors and objects: read from its table, tried on the real app."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from lms.core.policy import Audience, audience_of
from tests.house.world import ACTORS, World
from tests.inspector import faults
from tests.page import Page
from tests.visitor import BASE, HERE

CLOSED = {"anonymous": "in", "everybody": "404"}  # what an audience gives that the table says nothing of
TABLE = Path(__file__).with_name("matrix.toml")
GONE_TO_SIGN_IN = "/sign-in"


@dataclass(frozen=True)
class Case:
    """One route and one object of it, with what each actor gets."""

    method: str
    endpoint: str
    name: str
    arguments: dict[str, Any]
    sent: dict[str, Any]
    expect: dict[str, str]

    @property
    def route(self) -> str:
        """The route's name in the table."""
        return f"{self.method} {self.endpoint}"

    def __str__(self) -> str:
        return f"{self.route} {self.name}"


@dataclass(frozen=True)
class Matrix:
    """The table as it was read: which audience each route has, and the cases."""

    audiences: dict[str, str]  # by route
    cases: list[Case]


def read(text: str = "") -> Matrix:
    """The table, or another text like it. Raises ValueError for an actor or a route that no one knows."""
    table = tomllib.loads(text or TABLE.read_text())
    gets, routes = table.pop("gets", {}), table.pop("routes")
    audiences = {route: audience for audience, its in routes.items() for route in its}
    if strangers := table.keys() - audiences.keys():
        raise ValueError(f"no audience has {', '.join(sorted(strangers))}")
    cases = [
        _case(route, name, row, gets.get(audience, CLOSED))
        for route, audience in audiences.items()
        for name, row in table.get(route, {"the page": {}}).items()
    ]
    return Matrix(audiences, cases)


def _case(route: str, name: str, row: dict[str, Any], usually: dict[str, str]) -> Case:
    """One object of a route: what differs for it, over what its audience gives to everyone."""
    method, endpoint = route.split()
    differs = {actor: word for actor, word in row.items() if actor not in {"with", "send"}}
    if strangers := (usually.keys() | differs.keys()) - {"everybody", *ACTORS}:
        raise ValueError(f"{route} {name}: nobody is called {', '.join(sorted(strangers))}")
    base = dict.fromkeys(ACTORS, differs["everybody"]) if "everybody" in differs else usually
    words = {actor: differs.get(actor) or base.get(actor) or base["everybody"] for actor in ACTORS}
    usual = "200" if method == "GET" else "go"
    expect = {actor: usual if word == "usual" else word for actor, word in words.items()}
    return Case(method, endpoint, name, row.get("with", {}), row.get("send", {}), expect)


def routes(app: Flask) -> set[str]:
    """Every route of the app, a method at a time."""
    return {
        f"{method} {rule.endpoint}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def audiences(app: Flask) -> dict[str, str]:
    """The audience of every route of the app: its feature and its name."""
    return {route: _name(audience_of(app, route.split()[1])) for route in routes(app)}


def _name(audience: Audience | None) -> str:
    return f"{audience.__module__.split('.')[1]}.{audience.__name__}" if audience else "none"


def lacks_objects(app: Flask, cases: list[Case]) -> set[str]:
    """Routes that take an id and are tried on one object alone: no one else's thing was tried."""
    takes = {f"{m} {rule.endpoint}" for rule in app.url_map.iter_rules() if rule.arguments for m in rule.methods or ()}
    return {case.route for case in cases if case.route in takes and sum(c.route == case.route for c in cases) < 2}


@dataclass(frozen=True)
class Answer:
    """What an actor got."""

    word: str
    path: str
    html: str = ""  # empty if the response is not a page

    @cached_property
    def page(self) -> Page | None:
        """The page, parsed for who looks at it."""
        return Page(self.html) if self.html else None

    @property
    def refused(self) -> bool:
        """Whether the actor was turned away."""
        return self.word in {"in", "400", "401", "403", "404", "405", "409", "422", "429"}

    def faults(self) -> Iterator[str]:
        """What is wrong with the page."""
        if self.page:
            yield from faults(self.page)


def ask(app: Flask, world: World, case: Case, actor: str) -> Answer:
    """Let the actor try the route on the object, in a browser of their own."""
    visitor = world.visitor(app, actor)
    arguments = {key: _filled(value, world) for key, value in case.arguments.items()}
    path = visitor.path_of(case.endpoint, case.method, **arguments)
    sent: dict[str, Any] = {}
    if case.method != "GET":
        values = {key: _filled(value, world) for key, value in case.sent.items()}
        sent = {"data": {"csrf_token": visitor._token(), **values}, "headers": HERE}
    response = visitor.client.open(path, method=case.method, base_url=BASE, **sent)
    shown = response.mimetype == "text/html" and response.status_code not in (204, *range(300, 400))
    return Answer(_word(response), path, response.get_data(as_text=True) if shown else "")


def _word(response: Any) -> str:
    if response.status_code not in (301, 302, 303, 307, 308):
        return str(response.status_code)
    return "in" if urlsplit(response.headers["Location"]).path == GONE_TO_SIGN_IN else "go"


def _filled(value: Any, world: World) -> Any:
    known = isinstance(value, str) and value.startswith("{")
    return world.names[value.strip("{}")] if known else value
