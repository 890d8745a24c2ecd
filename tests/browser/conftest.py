"""A real browser at a real server with the demo data."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from lms.accounts.actions import create_person, hash_password
from lms.app import create_app
from lms.core.db import db, write_tx
from lms.curriculum.models import Course
from lms.enrolment.actions import enrol
from tests import chromium
from tests.cast import PASSWORD, sign_in
from tests.live import LiveServer

COURSE = "psoas-major"
PHONE, DESK = {"width": 360, "height": 780}, {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def site(tmp_path_factory, durable) -> Iterator[LiveServer]:
    """The server, as `./manage run` prepares and starts it."""
    folder = tmp_path_factory.mktemp("site")
    server = LiveServer(folder, demo="true", database_url=durable("site")).prepare()
    yield server.start()
    server.stop()


@pytest.fixture
def inside(site) -> Iterator[Flask]:
    """An app in this process on the server's database."""
    app = create_app(site.settings)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """One browser for all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Watched:
    """What went wrong in a browser while no one looked."""

    address: str
    wrong: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of the context."""
        context.on("console", lambda said: self._note(said.type == "error", f"console: {said.text}"))
        context.on("weberror", lambda error: self._note(True, f"script: {error.error}"))
        context.on("request", lambda request: self._note(self._elsewhere(request.url), f"asked {request.url}"))
        context.on("response", lambda answer: self._note(answer.status >= 500, f"{answer.status} {answer.url}"))

    def _elsewhere(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and parts.netloc != urlsplit(self.address).netloc

    def _note(self, bad: bool, words: str) -> None:
        if bad and not any(each in words for each in self.expected):
            self.wrong.append(words)


@pytest.fixture
def watched(site) -> Iterator[Watched]:
    """Whatever a test does: no error in the console, no script error, no other host, no 5xx."""
    seen = Watched(site.address)
    yield seen
    assert seen.wrong == []


@pytest.fixture
def window(site, chrome, watched) -> Iterator[Callable[..., Page]]:
    """Open a browser window of its own: `window()` is no one's, `window(token)` of someone who is signed in."""
    opened: list[BrowserContext] = []

    def new(token: str = "", *, size: dict[str, int] | None = None, **options: Any) -> Page:
        settings = {"viewport": size or PHONE, "reduced_motion": "reduce", **options}
        context = chrome.new_context(base_url=site.address, **settings)
        context.set_default_timeout(15_000)
        watched.watch(context)
        opened.append(context)
        if token:
            context.add_cookies([{"name": "sid", "value": token, "url": site.address}])
        return context.new_page()

    yield new
    for context in opened:
        context.close()


@pytest.fixture
def learner(inside, request) -> tuple[int, str, str]:
    """Someone new who is enrolled in the shipped course: their id, their address, and the token of a session."""
    email = f"{request.node.name.lower()}"[:40].strip("_[]").replace("[", "-").replace("]", "") + "@cast.example"
    password_hash = hash_password(PASSWORD)

    def work() -> int:
        person = create_person(email, "Lena Learner", password_hash, confirmed=True)
        enrol(person, db.session.query(Course.id).filter_by(slug=COURSE).scalar())
        return person

    person = write_tx(work)
    return person, email, sign_in(person)
