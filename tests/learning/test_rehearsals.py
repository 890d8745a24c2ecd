"""A conversation as a step: why it is not passed, what it keeps shut, what it costs to say so."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from lms.core.db import db, write_tx
from lms.enrolment.models import Enrolment
from lms.rehearsal.models import RehearsalMark, RehearsalRun
from tests.page import text_of
from tests.rehearsal import talks

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def ana(visitor, make):
    """Ana in the tiny course with a conversation, which its second lesson and the certificate require."""
    tree = talks.tree()
    second = "1-start/2-second.md"
    tree[second] = tree[second].replace("minutes = 7", 'minutes = 7\nrequires = ["nora"]')
    tree["course.toml"] = tree["course.toml"].replace("[certificate]", '[certificate]\nconversations = "all"')
    make.course(tree)
    make.enrol("ana")
    return visitor.as_("ana")


def run(points, critical="", missed="", number=1):
    """A finished run of Ana's; without points an open one."""

    def write():
        enrolment = db.session.query(Enrolment).one()
        run_id = db.session.scalar(
            insert(RehearsalRun)
            .values(
                enrolment_id=enrolment.id, edition_id=enrolment.edition_id, rehearsal="nora", form="spoken",
                variant="a", seed="1", started_at=AT.replace(hour=number),
                finished_at=None if points is None else AT.replace(hour=number, minute=5),
            )
            .returning(RehearsalRun.id)
        )  # fmt: skip
        if points is not None:
            mark = {"points": points, "of": 10, "needed": 80, "critical": critical, "missed": missed}
            db.session.execute(insert(RehearsalMark).values(run_id=run_id, at=AT, **mark))

    write_tx(write)


def line(ana, title):
    """The line of a step on the course page."""
    ana.get("learning.course", slug="tiny")
    return next(text_of(each) for each in ana.page.select(".way li") if title in text_of(each))


def test_one_that_was_never_tried_says_so_and_leads_there(ana):
    told = line(ana, "Nora: in a hurry")
    assert "Not started." in told
    assert "To pass, score 80% or more of the best possible result, with no critical error." in told
    assert "Go through it once. You can start over as many times as you need." in told
    assert "4 min" in told
    assert ana.page.select('a[href="/courses/tiny/conversations/nora"]')


def test_a_critical_error_is_told_in_words(ana):
    run(10, "ce1", "you touched Nora before she agreed")
    told = line(ana, "Nora: in a hurry")
    assert "100%, not passed yet: you touched Nora before she agreed." in told
    assert "Not passed yet" in told


def test_an_open_one_is_where_continue_leads(ana):
    run(None)
    assert "Started, not finished." in line(ana, "Nora: in a hurry")
    ana.get("learning.home")
    assert ana.page.select("main a.btn")[0].get("href") == "/courses/tiny/conversations/nora"


def test_it_keeps_shut_what_asks_for_it_until_it_is_passed(ana):
    assert "Locked: complete “Nora: in a hurry” first." in line(ana, "The second lesson")
    ana.get("learning.lesson", slug="tiny", uid="second", expect=403)
    run(7, number=1)
    ana.get("learning.lesson", slug="tiny", uid="second", expect=403)
    run(8, number=2)
    ana.get("learning.lesson", slug="tiny", uid="second")
    assert "Passed" in line(ana, "Nora: in a hurry")
    run(0, "ce1", "you touched Nora before she agreed", number=3)  # a pass stays
    assert "Passed" in line(ana, "Nora: in a hurry")


def test_the_course_is_complete_only_with_it(ana):
    ana.get("learning.course", slug="tiny")
    assert "pass its tests and rehearsals" in ana.page.text
    assert "1 rehearsal to pass." in ana.page.text
    run(9)
    ana.get("learning.course", slug="tiny")
    assert "rehearsal to pass" not in ana.page.text


@pytest.mark.parametrize("runs", [0, 40])
def test_it_costs_no_statement_more(ana, statements, runs):
    for _each in range(runs):
        run(3)
    for endpoint, arguments in (
        ("learning.course", {"slug": "tiny"}),
        ("learning.lesson", {"slug": "tiny", "uid": "first"}),
    ):
        ana.get(endpoint, **arguments)
        with statements(exactly=4):
            ana.get(endpoint, **arguments)
