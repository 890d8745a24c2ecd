"""What every test may ask for. `docs/proving.md` tells how tests are run and written."""

import contextvars
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from hypothesis import settings
from jinja2 import StrictUndefined

from config import ROOT
from lms.app import create_app
from lms.core import cache
from lms.core.clock import now
from lms.core.db import db
from lms.core.wiring import ExtensionPoint
from tests import chromium, postgres
from tests import statements as counting
from tests.cast import Cast
from tests.cpu import Cpu
from tests.database import Fresh, test_settings
from tests.examples import USUAL
from tests.make import Make
from tests.visitor import OwnContextClient, Visitor

SERVER: pytest.StashKey[str] = pytest.StashKey()
DATABASES = {"fresh", "durable"}  # the fixtures that every other one has its database from
GROUPS = {"browser": 2, "fault": 1}  # each on a worker of its own, with one site, or one prepared installation, for all

settings.load_profile(USUAL)


def pytest_addoption(parser: pytest.Parser) -> None:
    """What `python -m tests.run` hands on."""
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help="where the tests run")
    parser.addoption("--touching", action="store_true", help="only the tests that ask for a database")
    parser.addoption("--full", action="store_true", help="fault and race tests at their full figures")
    parser.addoption("--cpu", action="store_true", help="print what the dearest files and tests cost")


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL once, if asked for, and tell workers its address."""
    if config.getoption("cpu"):
        config.pluginmanager.register(Cpu())
    handed = getattr(config, "workerinput", None)
    if handed is not None:
        config.stash[SERVER] = handed["postgres"]
        return
    config.stash[SERVER] = ""
    if chromium.required() and not chromium.find():
        pytest.exit(chromium.MISSING, returncode=1)
    if config.getoption("database") == "postgresql":
        try:
            server = postgres.Server(durable=False)
        except postgres.NoPostgres as missing:
            pytest.exit(str(missing), returncode=1)
        config.add_cleanup(server.stop)
        config.stash[SERVER] = server.url("")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell an xdist worker where PostgreSQL is."""
    node.workerinput["postgres"] = node.config.stash[SERVER]


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser tests out where no browser is; keep them on two workers, and the fault tests on one.

    With --touching, what asks for no database is left out, too: it says the same wherever it runs.
    """
    left_out = [
        item
        for item in items
        if (item.get_closest_marker("browser") and not chromium.find())
        or (config.getoption("touching") and not DATABASES.intersection(getattr(item, "fixturenames", ())))
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        kept = set(items) - set(left_out)
        items[:] = [item for item in items if item in kept]
    for marker, groups in GROUPS.items():
        for number, item in enumerate(item for item in items if item.get_closest_marker(marker)):
            item.add_marker(pytest.mark.xdist_group(f"{marker} {number % groups}"))


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was not run."""
    if not chromium.find():
        terminalreporter.write_line("")
        terminalreporter.write_line(chromium.MISSING, red=True, bold=True)


@pytest.fixture(scope="session")
def full(pytestconfig: pytest.Config) -> bool:
    """Whether figures are to be the issue's, not the small ones of every run."""
    return bool(pytestconfig.getoption("full"))


@pytest.fixture(scope="session")
def durable_server(pytestconfig: pytest.Config) -> Iterator[postgres.Server | None]:
    """A PostgreSQL that keeps what it acknowledges, or None if the tests run on SQLite."""
    if pytestconfig.getoption("database") == "sqlite":
        yield None
        return
    server = postgres.Server()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def durable(durable_server: postgres.Server | None) -> Callable[..., str]:
    """The address of a new database that keeps what it acknowledges, for a real server, or empty for SQLite.

    `durable("a")` is an empty one, `durable("b", "a")` a copy of the first.
    """

    def new(name: str, template: str = "template1") -> str:
        if durable_server is None:
            return ""
        postgres.create(durable_server.url(name), template=template)
        return durable_server.url(name)

    return new


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Fresh]:
    """The worker's database, migrated once."""
    with closing(Fresh(tmp_path_factory.mktemp("var"), pytestconfig.stash[SERVER])) as made:
        yield made


def strict(app: Flask) -> Flask:
    """The app with a client for tests, and templates in which a name that no one gave is an error and not nothing."""
    app.test_client_class = OwnContextClient
    app.jinja_env.undefined = StrictUndefined
    return app


@pytest.fixture(scope="session")
def worker_app(fresh: Fresh) -> Flask:
    """The worker's app; tests ask for `app`, which comes with a fresh database."""
    return strict(create_app(test_settings(fresh.folder, database_url=fresh.url)))


@pytest.fixture
def app(worker_app: Flask, fresh: Fresh) -> Iterator[Flask]:
    """The app on a fresh database, with an application context open for the test itself."""
    fresh.reset(worker_app)
    cache.clear()  # ids start again with each database
    shutil.rmtree(fresh.folder / "mail", ignore_errors=True)
    with worker_app.app_context():
        yield worker_app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def make_app(app: Flask, fresh: Fresh) -> Iterator[Callable[..., Flask]]:
    """Another app on the same database, with some settings changed: `make_app(demo=True)`."""
    made: list[Flask] = []

    def build(**changes: object) -> Flask:
        other = strict(create_app(replace(app.config["SETTINGS"], **changes).checked()))
        made.append(other)
        return other

    yield build
    for other in made:
        with other.app_context():
            db.engine.dispose()


@pytest.fixture
def provide(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[ExtensionPoint[Any], object], None]:
    """Let the app provide something else at an extension point: `provide(gates, (mine,))`."""

    def instead(point: ExtensionPoint[Any], value: object) -> None:
        monkeypatch.setitem(app.extensions["palpate"]._provided, point, value)

    return instead


@pytest.fixture
def cast(app: Flask) -> Cast:
    """The people: `cast["ana"].id`; loaded when first asked for."""
    return Cast()


@pytest.fixture
def visitor(app: Flask, cast: Cast) -> Visitor:
    """Someone who is not signed in; `visitor.as_("ana")` is Ana in a browser of her own."""
    return Visitor(app, cast)


@pytest.fixture
def make(cast: Cast) -> Make:
    """Courses, enrolments and other people."""
    return Make(cast)


@pytest.fixture
def statements(app: Flask) -> Callable[..., Any]:
    """`with statements(at_most=4): …` counts what the database is asked."""
    return counting.statements


@pytest.fixture
def command(app: Flask) -> Callable[..., Result]:
    """Run a `flask` command: `command("audit", "verify").exit_code`."""

    def run(*arguments: str) -> Result:
        runner = app.test_cli_runner()
        db.session.rollback()
        return contextvars.Context().run(runner.invoke, args=list(arguments))

    return run


@pytest.fixture
def var(fresh: Fresh, app: Flask) -> Path:
    """The folder that the installation writes."""
    return fresh.folder


@pytest.fixture
def proof(full: bool, pytestconfig: pytest.Config) -> Callable[..., None]:
    """Keep the figures of a full run: `proof("kill", kills=50, lost=0)` writes var/proofs/kill-sqlite.json."""

    def keep(name: str, **figures: object) -> None:
        database = pytestconfig.getoption("database")
        print(f"{name} on {database}: {json.dumps(figures)}")
        if full:
            folder = ROOT / "var" / "proofs"
            folder.mkdir(parents=True, exist_ok=True)
            told = {"name": name, "database": database, "at": now().isoformat(timespec="seconds"), **figures}
            (folder / f"{name}-{database}.json").write_text(json.dumps(told, indent=2) + "\n")

    return keep
