"""What the pages cost in statements, the session's lookup included: the same whatever there is to show."""

import pytest
from sqlalchemy import insert

from lms.accounts.models import Person
from lms.core.clock import now
from lms.core.db import db, random_id, write_tx
from lms.enrolment.models import Enrolment
from tests.assessment.learner import Learner, row

LESSON = """+++
id = "{uid}"
title = "Lesson {uid}"
minutes = 5
+++
Text of {uid}.
"""


@pytest.fixture
def crowd(make):
    """`crowd(courses=50, lessons=120, people=500)`: more of everything around Ana's tiny course."""

    def gather(courses, lessons, people):
        tree = make.tiny_tree()
        tree |= {f"1-start/{100 + number}-more.md": LESSON.format(uid=f"more-{number}") for number in range(lessons)}
        make.course(tree)
        make.enrol("ana")
        for number in range(courses):
            make.course(make.tiny_tree(), slug=f"other-{number}")
            make.enrol("ana", f"other-{number}")
        course = make.course_id()
        write_tx(lambda: enrol_strangers(course, people))

    return gather


def enrol_strangers(course, count):
    edition = db.session.query(Enrolment.edition_id).filter_by(course_id=course).first()[0]
    moment = now()
    strangers = [
        {"public_id": random_id(), "email": f"s{number}@many.example", "name": "S", "password_hash": "-",
         "certificate_name": "", "time_zone": "UTC", "language": "en", "admin": False, "demo": False,
         "created_at": moment}
        for number in range(count)
    ]  # fmt: skip
    ids = db.session.scalars(insert(Person).returning(Person.id), strangers).all()
    enrolments = [
        {"public_id": random_id(), "person_id": uid, "course_id": course, "edition_id": edition, "cycle": 1,
         "enrolled_at": moment}
        for uid in ids
    ]  # fmt: skip
    db.session.execute(insert(Enrolment), enrolments)


PAGES = {
    "learning.lesson": (4, {"slug": "tiny", "uid": "first"}),
    "learning.course": (4, {"slug": "tiny"}),
    "learning.home": (12, {}),
    "learning.catalogue": (2, {}),
}
SIZES = {"small": (0, 0, 10), "large": (50, 120, 10_000)}  # other courses, more lessons, other learners
ATTEMPT = {"start": 5, "page": 3, "save": {"sqlite": 4, "postgresql": 3}, "finish": 6}


@pytest.mark.parametrize("size", SIZES)
def test_pages_cost_the_same_however_much_there_is(crowd, visitor, statements, size):
    crowd(*SIZES[size])
    ana = visitor.as_("ana")
    ana.post("learning.done", slug="tiny", uid="first")
    for endpoint, (cost, arguments) in PAGES.items():
        ana.get(endpoint, **arguments)  # documents are read once in a process
        with statements(exactly=cost):
            ana.get(endpoint, **arguments)


@pytest.mark.parametrize("size", SIZES)
def test_an_attempt_costs_the_same_however_much_there_is(crowd, visitor, statements, size):
    crowd(*SIZES[size])
    learner = Learner(visitor.as_("ana"))
    learner.take()  # documents are read once in a process
    with statements(exactly=ATTEMPT["start"]):
        learner.start()
    with statements(exactly=ATTEMPT["page"]):
        learner.visitor.get("assessment.attempt", id=learner.attempt)
    right, wrong = (learner.given(row(learner.attempt).questions[0], right=right) for right in (True, False))
    learner.save(0, right, seq=1)
    with statements(exactly=ATTEMPT["save"][db.engine.dialect.name]):
        learner.save(0, wrong, seq=2)
    learner.answer_all()
    with statements(exactly=ATTEMPT["finish"]):
        learner.visitor.post("assessment.submit", id=learner.attempt)


def test_a_stranger_sees_a_course_for_two_statements(visitor, make, statements):
    make.course()
    visitor.get("learning.course", slug="tiny")
    with statements(at_most=1):
        visitor.get("learning.course", slug="tiny")
    with statements(at_most=1):
        visitor.get("learning.welcome")
    ana = visitor.as_("ana")
    with statements(at_most=3):
        ana.get("learning.course", slug="tiny")


def test_marking_as_done_costs_a_bounded_number_of_statements(ana, statements):
    ana.post("learning.done", slug="tiny", uid="first")
    with statements(at_most=10):
        ana.post("learning.done", slug="tiny", uid="second")
