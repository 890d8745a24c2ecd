"""Reading changes no fact: every page, opened twice by everybody, leaves the database as it was."""

from datetime import timedelta

import pytest
import time_machine

from lms.core.clock import now
from lms.core.db import write_tx
from lms.core.mail import send
from lms.core.policy import anyone, open_to
from tests.dump import changes, dump
from tests.house import matrix
from tests.house.world import ACTORS

PAGES = [case for case in matrix.read() if case.method == "GET"]
LATER = timedelta(minutes=40)  # long enough that a session's last-seen is due


def written(app, world, case):
    """What changed in the database while everybody opened the page twice."""
    before = dump()
    with time_machine.travel(now(), tick=True) as clock:
        for _visit in range(2):
            for actor in ACTORS:
                matrix.ask(app, world, case, actor)
            clock.shift(LATER)
    return changes(before, dump())


@pytest.mark.parametrize("case", PAGES, ids=str)
def test_a_page_that_is_read_twice_leaves_the_database_as_it_was(app, world, case):
    assert written(app, world, case) == []


def test_a_page_that_writes_is_noticed(app, world, make_app):
    """The test above can see it."""
    other = make_app()

    def planted():
        write_tx(lambda: send("a@cast.example", "planted", "planted"))
        return "read", 200, {"Content-Type": "text/plain"}

    other.add_url_rule("/planted", "planted", open_to(anyone)(planted))
    case = matrix.Case("GET", "planted", "planted", {}, {}, {})
    assert written(other, world, case)[0].startswith("outbox: 0 row(s) gone or changed, 14 new")
