"""Marking a lesson as done: once, by the learner, and only when it is open."""

from sqlalchemy import select

from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.curriculum.queries import document
from lms.enrolment.queries import enrolled
from lms.learning import actions
from lms.learning.models import LessonDone
from tests.parallel import at_once


def finished():
    db.session.rollback()
    return db.session.scalars(select(LessonDone)).all()


def test_a_lesson_is_marked_as_done_and_leads_on(ana):
    ana.get("learning.lesson", slug="tiny", uid="first")
    ana.send('main form[action$="/done"]')
    assert ana.location == "/courses/tiny/quizzes/first-check"
    ana.follow()
    assert "“The first lesson” completed. Next: “Check: the first lesson”." in ana.response.get_data(as_text=True)
    ana.get("learning.lesson", slug="tiny", uid="first")
    assert "You completed this lesson on" in ana.page.text
    assert not ana.page.select('main form[action$="/done"]')


def test_marking_twice_changes_nothing(ana):
    ana.post("learning.done", slug="tiny", uid="first")
    (before,) = finished()
    at = before.at
    ana.post("learning.done", slug="tiny", uid="first")
    assert [each.at for each in finished()] == [at]


def test_marking_at_the_same_moment_is_marking_once(app, ana, cast):
    mine = enrolled(cast["ana"].id, "tiny", now())
    lesson = document(mine.edition_id).lesson["first"]
    db.session.rollback()

    def work(_number):
        with app.test_request_context():
            return write_tx(lambda: actions.finish(mine, lesson)).done

    assert at_once(app, 6, work) == [1] * 6
    assert len(finished()) == 1


def test_a_locked_lesson_cannot_be_marked(ana_locked):
    ana_locked.post("learning.done", slug="tiny", uid="second", expect=403)
    assert finished() == []


def test_a_lesson_opens_in_the_moment_when_what_it_builds_on_is_done(ana_locked, at_test):
    at_test(ana_locked, "first-check").take()
    ana_locked.get("learning.lesson", slug="tiny", uid="second", expect=403)
    ana_locked.post("learning.done", slug="tiny", uid="first")
    assert ana_locked.location == "/courses/tiny/lessons/second"
    ana_locked.follow()


def test_the_last_step_says_that_the_course_is_complete(ana, at_test):
    at_test(ana).take()
    ana.post("learning.done", slug="tiny", uid="first")
    ana.post("learning.done", slug="tiny", uid="second")
    ana.get("learning.home")
    assert "You’ve completed everything this course requires." in ana.response.get_data(as_text=True)


def test_done_is_a_learners_own_and_needs_the_token(visitor, ana):
    visitor.as_("omar").post("learning.done", slug="tiny", uid="first", expect=403)
    ana.post("learning.done", slug="tiny", uid="nothing", expect=404)
    ana.post("learning.done", {"csrf_token": "wrong"}, slug="tiny", uid="first", expect=400)
    assert finished() == []
