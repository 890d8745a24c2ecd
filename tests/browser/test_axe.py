"""The pages that no journey passes: axe finds nothing, in both colour schemes, on a phone and on a desk."""

import pytest
from sqlalchemy import select

from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.curriculum.queries import course, document
from lms.enrolment.models import Enrolment
from lms.learning.models import LessonDone
from tests.browser.accessibility import look, violations
from tests.browser.conftest import COURSE

pytestmark = pytest.mark.browser
WORDS = f"/courses/{COURSE}/glossary"
ANYBODY = ("/sign-in", "/forgotten-password", "/no-such-page", f"/courses/{COURSE}")
SIGNED_IN = ("/account", "/account/password", "/account/address", "/account/sessions", "/account/leave", WORDS)
CAUTIONS = ("red-flags", "contraindications", "the-pulse", "screening")
QUIZZES = ("name-and-place-check", "cautions-test")


@pytest.mark.parametrize("path", ANYBODY)
def test_a_page_for_everybody(window, watched, path):
    watched.expected = ("404",)
    page = window()
    page.goto(path)
    look(page)


@pytest.mark.parametrize("path", SIGNED_IN)
def test_a_page_of_ones_own(window, learner, path):
    page = window(learner[2])
    page.goto(path)
    look(page)


@pytest.mark.parametrize("uid", CAUTIONS)
def test_a_lesson_on_cautions(window, learner, ready, uid):
    page = window(learner[2])
    page.goto(f"/courses/{COURSE}/lessons/{uid}")
    look(page)


@pytest.mark.parametrize("uid", QUIZZES)
def test_the_page_of_a_quiz(window, learner, ready, uid):
    page = window(learner[2])
    page.goto(f"/courses/{COURSE}/quizzes/{uid}")
    look(page)


def test_a_lesson_that_is_not_open_yet(window, learner, watched):
    watched.expected = ("403",)
    page = window(learner[2])
    page.goto(f"/courses/{COURSE}/lessons/the-pulse")
    look(page)


def test_what_axe_would_find_is_found(window):
    """The looks above can see it."""
    page = window()
    page.goto("/sign-in")
    page.evaluate("document.querySelector('main label').remove()")
    page.evaluate("document.querySelector('h1').style.color = 'color-mix(in srgb, currentColor 20%, transparent)'")
    found = " ".join(violations(page))
    assert "label" in found
    assert "color-contrast" in found
    page.evaluate("document.querySelector('h1').style.minWidth = '2000px'")
    with pytest.raises(AssertionError, match="wider than a page of 320 px"):
        look(page)


@pytest.fixture
def ready(learner):
    """The learner has finished what the second module asks for."""
    known = document(course(COURSE).current_edition_id)
    uid = db.session.scalar(select(Enrolment.id).where(Enrolment.person_id == learner[0]))
    done = [
        LessonDone(enrolment_id=uid, lesson=lesson, digest=known.lesson[lesson].digest, at=now())
        for lesson in known.modules[1].requires
    ]
    write_tx(lambda: db.session.add_all(done))
