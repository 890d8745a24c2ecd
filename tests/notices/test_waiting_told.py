"""Instructors are told that answers wait: once, by email if they like, and not twice a day for one course."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.db import write_tx
from lms.core.mail import MAIL
from lms.curriculum.actions import appoint
from lms.notices.rules import QUIET, tell_again
from lms.notices.tasks import TELL_TEACHERS
from tests.accounts.letters import letters
from tests.assessment.typed_and_ordered import Writer, more_tree
from tests.notices.conftest import lines
from tests.work import did

SUBJECT = "Answers to grade: "
MOMENTS = st.integers(0, 60 * 24 * 30).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@pytest.fixture
def course(make):
    """A course with a question that a person grades; Ines teaches it."""
    make.course(more_tree(make))


@pytest.fixture
def hand_in(visitor, make, course):
    """`hand_in("ana")` has them enroll and submit a text."""

    def work(person):
        make.enrol(person)
        learner = Writer(visitor.as_(person))
        learner.start()
        learner.answer()
        learner.submit()

    return work


def mails():
    return [each for each in letters("ines@cast.example") if each.subject.startswith(SUBJECT)]


def told(visitor):
    visitor.get("notices.mine")
    return [each for each in lines(visitor.page) if each.startswith(SUBJECT)]


def grade(ines):
    ines.get("grading.marking", slug="tiny")
    while forms := ines.page.select("main ol.marking li"):
        ines.send(f"#{forms[0].get('id')} form", met=["0"], comment="Good.")
        ines.get("grading.marking", slug="tiny")


def test_one_notice_and_one_mail_with_the_way_to_the_answers(hand_in, visitor):
    ines = visitor.as_("ines")
    hand_in("ana")
    assert did(TELL_TEACHERS) == 1
    assert did(TELL_TEACHERS) == 0, "told already"
    [line] = told(ines)
    assert "Learners are waiting for their results." in line
    [mail] = mails()
    assert "/teach/tiny/marking" in mail.body
    ines.get(ines.page.one("main .notice-list a").get("href"))
    assert "Answers to grade" in ines.page.text


def test_it_goes_when_nothing_waits_any_more(hand_in, visitor):
    ines = visitor.as_("ines")
    hand_in("ana")
    did(TELL_TEACHERS)
    grade(ines)
    assert did(TELL_TEACHERS) == 0
    assert told(ines) == []


def test_more_of_them_on_one_day_are_no_more_news_and_on_the_next_they_are(hand_in, visitor, later):
    hand_in("ana")
    did(TELL_TEACHERS)
    hand_in("omar")
    assert did(TELL_TEACHERS) == 0
    ines = later(25, "ines")
    assert did(TELL_TEACHERS) == 1
    assert len(told(ines)) == 1
    ines = later(50, "ines")
    assert did(TELL_TEACHERS) == 0, "nothing has come since"


def test_graded_and_waiting_again_within_a_day_waits_for_the_next(hand_in, visitor, later):
    hand_in("ana")
    did(TELL_TEACHERS)
    did(MAIL)
    grade(visitor.as_("ines"))
    did(TELL_TEACHERS)
    hand_in("omar")
    assert did(TELL_TEACHERS) == 0
    later(25, "ines")
    assert did(TELL_TEACHERS) == 1
    assert len(mails()) == 2


def test_who_wants_no_mail_gets_none(hand_in, visitor):
    ines = visitor.as_("ines")
    ines.post("notices.choose", {"on_page": ["answers-waiting"]})
    hand_in("ana")
    did(TELL_TEACHERS)
    assert mails() == []
    assert len(told(ines)) == 1


def test_every_teacher_of_the_course_is_told_and_nobody_else(hand_in, visitor, cast, make):
    write_tx(lambda: appoint(cast["sofia"].id, make.course_id()))
    hand_in("ana")
    assert did(TELL_TEACHERS) == 2
    assert len(told(visitor.as_("sofia"))) == 1
    assert told(visitor.as_("omar")) == told(visitor.as_("ana")) == []


def test_nobody_is_told_of_their_own(hand_in, visitor):
    hand_in("ines")
    assert did(TELL_TEACHERS) == 0


def test_only_who_teaches_can_choose_how_it_is_told(course, visitor):
    for person, count in (("ines", 1), ("ana", 0)):
        there = visitor.as_(person)
        there.get("notices.choices")
        assert len(there.page.select("main input[value=answers-waiting][name=by_mail]")) == count
    visitor.as_("ana").post("notices.choose", {"on_page": ["answers-waiting"]}, expect=422)


def test_the_job_costs_the_same_however_many_answers_there_are(hand_in, statements):
    def cost():
        with statements() as seen:
            did(TELL_TEACHERS)
        return seen.count

    hand_in("ana")
    did(TELL_TEACHERS)
    before = cost()
    for person in ("omar", "sofia", "mara"):
        hand_in(person)
    assert cost() == before


@given(MOMENTS, MOMENTS, MOMENTS, st.booleans())
def test_never_twice_a_day_and_never_of_the_same(told_at, newest, at, settled):
    assert tell_again(None, newest, at, settled=settled)
    if tell_again(told_at, newest, at, settled=settled):
        assert at - told_at >= QUIET
        assert settled or newest > told_at
    assert tell_again(at - QUIET, at, at, settled=settled)
    assert not tell_again(at - QUIET + timedelta(seconds=1), at, at, settled=settled)
