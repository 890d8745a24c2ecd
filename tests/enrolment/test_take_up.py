"""Taking up a newer edition: only when asked, and progress on unchanged lessons carries over."""

from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.enrolment import actions
from lms.enrolment.queries import enrolled
from tests.assessment.learner import Learner


def newer_tree(make, lesson="1-start/2-second.md"):
    tree = make.tiny_tree()
    return {**tree, lesson: tree[lesson].replace("+++\nIt lifts", "+++\nNew here. It lifts")}


def test_an_enrolment_stays_on_its_edition_until_the_newer_one_is_taken_up(visitor, make, cast):
    slug = make.course()
    enrolment = make.enrol("ana")
    make.course(newer_tree(make))
    before = enrolled(cast["ana"].id, slug, now())
    assert before.newer_edition == before.current_edition_id != before.edition_id
    assert write_tx(lambda: actions.take_up(enrolment))
    db.session.rollback()
    assert enrolled(cast["ana"].id, slug, now()).newer_edition is None
    assert not write_tx(lambda: actions.take_up(enrolment))


def test_unchanged_lessons_stay_done_and_a_changed_one_says_so(visitor, make):
    slug = make.course()
    make.enrol("ana")
    ana = visitor.as_("ana")
    for uid in ("first", "second"):
        ana.post("learning.done", slug=slug, uid=uid)
    make.course(newer_tree(make))
    ana.get("learning.course", slug=slug)
    assert "Updated since you completed them: The second lesson." in ana.page.text
    assert "1 other completed lesson stays complete" in ana.page.text
    ana.send('main form[action$="/edition"]')
    ana.follow()
    assert "newest edition" in ana.response.get_data(as_text=True)
    assert "Updated since you completed it on" in ana.page.text
    assert "1 of 4 steps completed" in ana.page.text
    ana.post("learning.done", slug=slug, uid="second")
    ana.get("learning.course", slug=slug)
    assert "2 of 4 steps completed" in ana.page.text


def test_a_newer_edition_without_changes_to_finished_lessons_says_so(visitor, make):
    slug = make.course()
    make.enrol("ana")
    ana = visitor.as_("ana")
    ana.post("learning.done", slug=slug, uid="first")
    make.course(newer_tree(make))
    ana.get("learning.course", slug=slug)
    assert "None of your completed lessons has changed" in ana.page.text


def test_an_open_attempt_keeps_its_edition(visitor, make, cast):
    slug = make.course()
    make.enrol("ana")
    ana = visitor.as_("ana")
    learner = Learner(ana)
    learner.start()
    make.course(newer_tree(make))
    ana.post("learning.take_up", slug=slug, expect=409)
    assert "You have an attempt in progress" in ana.page.text
    assert enrolled(cast["ana"].id, slug, now()).newer_edition
    learner.answer_all()
    learner.submit()
    ana.post("learning.take_up", slug=slug)
    db.session.rollback()
    assert enrolled(cast["ana"].id, slug, now()).newer_edition is None


def test_only_its_learner_takes_a_newer_edition_up(visitor, make):
    slug = make.course()
    make.enrol("ana")
    visitor.as_("omar").post("learning.take_up", slug=slug, expect=403)
    visitor.post("learning.take_up", slug=slug)
    assert visitor.location.startswith("/sign-in")
