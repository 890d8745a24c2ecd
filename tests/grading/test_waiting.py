"""What waits is counted for those who teach, where they teach, and for no one else."""

import pytest

from lms.core.db import db
from lms.enrolment.models import Enrolment
from lms.grading.waiting import waiting
from tests.assessment.learner import row
from tests.assessment.timed import clock, sitting
from tests.assessment.typed_and_ordered import Writer, more_tree
from tests.page import text_of

LATE = 11 * 60


@pytest.fixture
def written(visitor, make):
    """Ana and Omar, who have submitted texts in a course that Ines teaches."""
    make.course(more_tree(make))
    return [handed_in(visitor, make, each) for each in ("ana", "omar")]


@pytest.fixture
def late(make, visitor):
    """Ana, one of whose answers came too late."""
    with clock() as at:
        ana = sitting(make, visitor)
        ana.start()
        at.shift(LATE)
        number = ana.number_of("strong-beat")
        sent = {"seq": 1, "given": ana.given(row(ana.attempt).questions[number]), "at": "2026-11-22T11:09:00+01:00"}
        ana.visitor.post("assessment.save", json=sent, id=ana.attempt, question=number, expect=202)
        yield ana


def handed_in(visitor, make, person):
    make.enrol(person)
    learner = Writer(visitor.as_(person))
    learner.start()
    learner.answer()
    learner.submit()
    return learner


def pills(page):
    return [text_of(each) for each in page.select("main .pill.soon")]


def test_answers_to_grade_have_a_number_where_one_teaches(written, visitor, statements):
    ines = visitor.as_("ines")
    with statements(at_most=4):
        ines.get("authoring.courses")
    assert pills(ines.page) == ["2 answers to grade"]
    ines.get("authoring.desk", slug="tiny")
    assert text_of(ines.page.one("main a[href$=marking]")) == "2 answers to grade"
    assert text_of(ines.page.one("main a[href$=late]")) == "Late answers"
    ines.get("grading.marking", slug="tiny")
    first = ines.page.select("main ol.marking li")[0].get("id")
    ines.send(f"#{first} form", met=["0"], comment="Good.")
    ines.get("authoring.courses")
    assert pills(ines.page) == ["1 answer to grade"]


def test_late_answers_have_one_too(late, visitor):
    ines = visitor.as_("ines")
    ines.get("authoring.courses")
    assert pills(ines.page) == ["1 late answer"]
    ines.get("authoring.desk", slug="tiny")
    assert text_of(ines.page.one("main a[href$=late]")) == "1 late answer"


def test_where_nothing_waits_nothing_is_said(make, visitor):
    make.course()
    ines = visitor.as_("ines")
    ines.get("authoring.courses")
    assert pills(ines.page) == []
    ines.get("authoring.desk", slug="tiny")
    assert text_of(ines.page.one("main a[href$=marking]")) == "Answers to grade"


def test_nobody_is_called_to_grade_themselves(written, cast, statements):
    course = db.session.get(Enrolment, row(written[0].attempt).enrolment_id).course_id
    with statements(exactly=1):
        found = waiting([course], cast["ana"].id)
    assert found[course].to_grade == 1
    assert waiting([course], cast["ines"].id)[course].to_grade == 2
    assert waiting([course + 1], cast["ines"].id) == {}
