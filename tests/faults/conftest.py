"""A real server with a small course, and people who are enrolled in it."""

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from lms.accounts.actions import create_person, hash_password
from lms.app import create_app
from lms.core.db import db, write_tx
from lms.curriculum.models import Course
from lms.enrolment.actions import enrol
from tests.cast import PASSWORD
from tests.certification.conftest import ACHIEVEMENT
from tests.faults.disk import Disk, NoCompiler, build
from tests.live import LiveServer
from tests.tiny import tiny_tree

LIMIT = 3


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what is about one database alone to the run on that one."""
    here = config.getoption("database")
    theirs = [item for item in items for other in {"sqlite", "postgresql"} - {here} if item.get_closest_marker(other)]
    if theirs:
        config.hook.pytest_deselected(items=theirs)
        items[:] = [item for item in items if item not in theirs]


@pytest.fixture(scope="session")
def disk() -> Iterator[Disk]:
    """The disk under a server. A failure, and loud, where no compiler is: nothing is proved without it."""
    with tempfile.TemporaryDirectory(prefix="palpate-disk-") as folder:  # PostgreSQL's user must get there
        try:
            yield build(Path(folder))
        except NoCompiler as missing:
            pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, durable) -> LiveServer:
    """An installation with the tiny course, whose test allows three attempts; tests get copies of it."""
    folder = tmp_path_factory.mktemp("prepared")
    tree = tiny_tree()
    tree["course.toml"] += ACHIEVEMENT
    quiz = tree["1-start/test.quiz.toml"].replace("wait_hours = 24", "wait_hours = 0")
    tree["1-start/test.quiz.toml"] = f"{quiz}attempts = {LIMIT}\n"
    for path, text in tree.items():
        file = folder / "courses" / "tiny" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return LiveServer(folder, courses=str(folder / "courses"), database_url=durable("prepared")).prepare()


@pytest.fixture
def live(prepared, tmp_path, durable) -> Iterator[LiveServer]:
    """An installation that is prepared and not started yet."""
    shutil.copytree(prepared.folder, tmp_path, dirs_exist_ok=True)
    url = durable("live", "prepared")
    server = LiveServer(tmp_path, courses=str(tmp_path / "courses"), database_url=url)
    yield server
    server.kill()


@pytest.fixture
def inside(live) -> Iterator[Flask]:
    """An app in this process on the server's database, to make people and to look at what was kept."""
    app = create_app(live.settings)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def students(inside) -> Callable[[int], list[tuple[int, str]]]:
    """Create enrolled students. Returns their ids and addresses; the password is the cast's."""

    numbers = itertools.count()

    def make(count: int) -> list[tuple[int, str]]:
        password_hash = hash_password(PASSWORD)
        course = db.session.query(Course.id).filter_by(slug="tiny").scalar()
        made = []
        for number in itertools.islice(numbers, count):
            email = f"student{number}@cast.example"
            person = write_tx(lambda email=email: create_person(email, "Student", password_hash, confirmed=True))
            write_tx(lambda person=person: enrol(person, course))
            made.append((person, email))
        return made

    return make
