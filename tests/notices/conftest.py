from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import insert, select

from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.notices.models import Notice
from tests.assessment.learner import Learner

SENTENCE = "Follow-up question ready: Module test: the start"


@pytest.fixture
def ana(visitor, make):
    """Ana, enrolled in the tiny course."""
    make.course()
    make.enrol("ana")
    return visitor.as_("ana")


@pytest.fixture
def held(ana):
    """Ana at a module test that is held: its make-up opens in 24 hours."""
    learner = Learner(ana)
    learner.take(strong_beat=1)
    return learner


@pytest.fixture
def later(visitor):
    """`later(hours=25)`: Ana, that many hours from now. The clock stays there."""
    travels = []

    def go(hours, who="ana"):
        travels.append(time_machine.travel(datetime.now(UTC) + timedelta(hours=hours), tick=True))
        travels[-1].start()
        return visitor.as_(who)

    yield go
    for each in reversed(travels):
        each.stop()


@pytest.fixture
def stored():
    """Every notice as it is stored, in order."""

    def read():
        db.session.rollback()
        return list(db.session.scalars(select(Notice).order_by(Notice.id)))

    return read


@pytest.fixture
def pile(cast):
    """`pile("ana", 300)` writes that many notices for a person, one a minute, the last just now."""

    def write(person, count, kind="marked"):
        moment = now()
        rows = [
            {"person_id": cast[person].id, "kind": kind, "cause": f"{kind}:{person}:{number}",
             "about": f"Test {number}", "course": "A tiny course", "language": "en",
             "link": f"/attempts/{number}/review", "made_at": moment,
             "visible_from": moment - timedelta(minutes=count - number)}
            for number in range(1, count + 1)
        ]  # fmt: skip
        write_tx(lambda: db.session.execute(insert(Notice), rows))

    return write


def lines(page):
    """The list, as a text for each notice."""
    return [" ".join("".join(each.itertext()).split()) for each in page.select("main .notice-list li")]
