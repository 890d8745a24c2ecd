"""Notices: once for each cause, from its moment on, as long as it is true."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select

from lms.assessment import actions as assessment
from lms.assessment.events import AttemptHeld
from lms.assessment.models import Mark
from lms.certification import actions as certification
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.events import announce
from lms.grading.events import AttemptMarked, LateAnswersAccepted
from lms.notices import actions
from lms.notices.models import Notice
from tests.accounts.letters import due_of, letters, link_to
from tests.assessment.learner import CHECK, Learner, marks, row
from tests.assessment.test_races import sitting
from tests.assessment.typed_and_ordered import Writer, more_tree
from tests.notices.conftest import SENTENCE, lines
from tests.parallel import at_once


def make_up(learner, visitor):
    learner.visitor = visitor
    visitor.post("assessment.makeup", id=learner.attempt)
    learner.attempt = visitor.location.rsplit("/", 1)[1]
    learner.answer_all()
    learner.submit()


def test_a_held_attempt_is_told_when_its_make_up_opens(ana, held, later, stored, cast):
    [notice] = stored()
    assert (notice.person_id, notice.kind) == (cast["ana"].id, "make-up-open")
    assert (notice.about, notice.course, notice.language) == ("Module test: the start", "A tiny course", "en")
    assert notice.visible_from == row(held.attempt).submitted_at + timedelta(hours=24)
    ana.get("notices.mine")
    assert lines(ana.page) == []
    ana = later(hours=25)
    ana.get("notices.mine")
    [line] = lines(ana.page)
    assert line.startswith(
        f"{SENTENCE} You reached the passing score but missed a critical question. "
        "Answer the follow-up correctly to pass. New "
    )
    link = ana.page.one("main .notice-list a").get("href")
    assert link == "/courses/tiny/quizzes/tiny-test"
    ana.get(link)
    assert "Answer the follow-up question" in ana.page.text


def test_the_mail_leaves_when_the_make_up_opens(held, stored):
    [notice] = stored()
    [letter] = letters("ana@cast.example")
    assert (due_of(letter), letter.written_at) == (notice.visible_from, notice.visible_from)
    assert letter.public_id == notice.mail
    assert letter.subject == SENTENCE
    for said in ("Course: A tiny course", "/courses/tiny/quizzes/tiny-test", "http://127.0.0.1:8000/notices/choices"):
        assert said in letter.body


def test_passed_and_failed_attempts_are_told_on_their_own_page_alone(ana, stored):
    Learner(ana).take()
    Learner(ana, CHECK).take(ends_where=1, strong_beat=1, lifts_thigh=1)
    assert stored() == []


def test_once_the_make_up_is_taken_it_is_told_no_more(held, later, stored):
    visitor = later(hours=25)
    make_up(held, visitor)
    visitor.get("notices.mine")
    assert lines(visitor.page) == []
    assert stored()[0].settled_at is not None
    assert letters("ana@cast.example") == []  # it had not left and is no longer true


def test_a_make_up_that_is_open_at_once_is_told_without_a_mail(make, visitor, stored):
    files = make.tiny_tree()
    check = files["1-start/first.quiz.toml"].replace("pass_mark = 70", "pass_mark = 60")
    make.course({**files, "1-start/first.quiz.toml": check})
    make.enrol("ana")
    ana = visitor.as_("ana")
    Learner(ana, CHECK).take(strong_beat=1)
    ana.get("notices.mine")
    assert len(lines(ana.page)) == 1
    assert letters("ana@cast.example") == []


def test_the_notice_and_its_cause_stand_or_fall_together(ana, stored, cast):
    learner = Learner(ana)
    learner.start()
    learner.answer_all(strong_beat=1)
    found = sitting(learner.attempt, cast["ana"].id)

    def submit_and_fail():
        assessment.submit(found.attempt, found.questions)
        raise LookupError

    with pytest.raises(LookupError):
        write_tx(submit_and_fail)
    assert (stored(), letters()) == ([], [])
    learner.submit()
    assert len(stored()) == 1


def test_the_same_cause_at_the_same_moment_is_told_once(app, held, stored):
    attempt = row(held.attempt).id
    mark = marks(held.attempt)[-1].id
    db.session.rollback()

    def work(number):
        causes = [AttemptHeld(attempt, now() + timedelta(hours=24)), AttemptMarked(attempt, mark)]
        return write_tx(lambda: announce(causes[number % 2]))

    assert [each for each in at_once(app, 20, work) if each is not None] == []
    assert sorted(each.kind for each in stored()) == ["make-up-open", "marked"]
    assert len(letters("ana@cast.example")) == 2


def test_marking_by_hand_is_told_with_the_way_to_the_result(ana, stored):
    learner = Learner(ana)
    learner.take()
    write_tx(lambda: announce(AttemptMarked(row(learner.attempt).id, marks(learner.attempt)[0].id)))
    ana.get("notices.mine")
    [line] = lines(ana.page)
    assert line.startswith("Your answers are graded: Module test: the start See your result and the reasons. New")
    ana.get(ana.page.one("main .notice-list a").get("href"))
    assert "100%, passed." in ana.page.text
    [letter] = letters("ana@cast.example")
    assert due_of(letter) <= now()
    assert f"/attempts/{learner.attempt}/review" in letter.body


def test_marking_is_told_once_the_last_answer_has_its_mark(visitor, make, stored):
    make.course(more_tree(make))
    make.enrol("ana")
    ana, ines = visitor.as_("ana"), visitor.as_("ines")
    learner = Writer(ana)
    learner.start()
    learner.answer()
    learner.submit()
    attempt, first = row(learner.attempt), marks(learner.attempt)[0]
    write_tx(lambda: announce(AttemptMarked(attempt.id, first.id)))
    assert stored() == []  # what was written is not marked yet
    sent = {"met": ["0"], "comment": "Well said.", "seen": "0"}
    ines.post("grading.mark", sent, slug="tiny", id=learner.attempt, question=learner.number_of("say-it"))
    assert [each.kind for each in stored()] == ["marked"]


def test_a_hold_that_ends_and_comes_back_is_told_anew(held, later):
    attempt = row(held.attempt)
    [missed] = [mark for mark in marks(held.attempt) if mark.critical_missed]
    opens_at = attempt.submitted_at + timedelta(hours=24)

    def mark(*, wrong):
        added = Mark(attempt_id=attempt.id, question=missed.question, points=0 if wrong else 1, of=1, at=now())
        added.critical_missed, added.reason = wrong, "looked at again"
        db.session.add(added)
        db.session.flush()
        announce(AttemptMarked(attempt.id, added.id))
        if wrong:
            announce(AttemptHeld(attempt.id, opens_at))

    for wrong in (False, True, True):
        write_tx(lambda wrong=wrong: mark(wrong=wrong))
    visitor = later(hours=25)
    visitor.get("notices.mine")
    assert sum(SENTENCE in line for line in lines(visitor.page)) == 1
    assert [letter.subject for letter in letters("ana@cast.example")].count(SENTENCE) == 1


def test_a_hold_that_is_found_out_late_is_told_now(held, stored):
    attempt = row(held.attempt).id
    write_tx(lambda: db.session.execute(delete(Notice)))
    write_tx(lambda: announce(AttemptHeld(attempt, now() - timedelta(hours=3))))
    [notice] = stored()
    assert now() - notice.visible_from < timedelta(minutes=1)
    assert len(letters("ana@cast.example")) == 2


def test_marking_again_is_another_cause(ana, stored):
    learner = Learner(ana)
    learner.take()
    for mark in marks(learner.attempt)[:2]:
        write_tx(lambda mark=mark: announce(AttemptMarked(row(learner.attempt).id, mark.id)))
    assert [each.kind for each in stored()] == ["marked", "marked"]


def test_accepting_late_answers_that_end_the_hold_takes_the_make_up_back(held, later, stored):
    attempt = row(held.attempt).id
    [missed] = [mark for mark in marks(held.attempt) if mark.critical_missed]
    right = {"question": missed.question, "points": 1, "of": 1, "critical_missed": False, "missed": "", "at": now()}

    def accept():
        mark = Mark(attempt_id=attempt, reason="the connection was lost", **right)
        db.session.add(mark)
        db.session.flush()
        announce(LateAnswersAccepted(attempt, mark.id))

    write_tx(accept)
    visitor = later(hours=25)
    visitor.get("notices.mine")
    told = [*lines(visitor.page), *(letter.subject for letter in letters("ana@cast.example"))]
    assert [each.partition(":")[0] for each in told] == ["Late answers accepted"] * 2


def test_marks_that_leave_it_held_leave_the_make_up(held, later):
    write_tx(lambda: announce(AttemptMarked(row(held.attempt).id, marks(held.attempt)[0].id)))
    visitor = later(hours=25)
    visitor.get("notices.mine")
    assert len(lines(visitor.page)) == 2


def test_an_issued_achievement_is_told_and_no_more_once_it_is_revoked(visitor, make, stored):
    files = make.tiny_tree()
    achievement = '\n[[achievement]]\nid = "begun"\ntitle = "The beginning: read"\nlessons = ["first"]\nquizzes = []\n'
    make.course({**files, "course.toml": files["course.toml"] + achievement})
    make.enrol("ana")
    ana = visitor.as_("ana")
    ana.post("learning.done", slug="tiny", uid="first")
    ana.get("notices.mine")
    assert lines(ana.page)[0].startswith("You earned an achievement: The beginning: read It has its own page")
    path = ana.page.one("main .notice-list a").get("href")
    ana.get(path)
    assert letters("ana@cast.example") == []
    code = next(link.get("href") for link in ana.page.select("main a") if "/verify/" in link.get("href"))
    write_tx(lambda: certification.revoke(code.rsplit("/", 1)[1], "a mistake"))
    ana.get("notices.mine")
    assert lines(ana.page) == []


def test_somebody_who_has_left_is_told_nothing_and_nothing_of_theirs_is_kept(ana, held, later, cast, stored):
    ana.post("notices.choose", {"by_mail": ["make-up-open"], "on_page": ["make-up-open"]})
    assert len(letters("ana@cast.example")) == 1
    ana.post("accounts.leave", {"password": cast["ana"].password, "sure": "y"})
    assert stored() == []
    assert letters("ana@cast.example") == []
    write_tx(lambda: announce(AttemptMarked(row(held.attempt).id, marks(held.attempt)[0].id)))
    assert (stored(), letters()) == ([], [])


def test_a_mail_that_waits_goes_to_the_new_address(ana, held, cast):
    ana.post("accounts.address", {"email": "new@cast.example", "password": cast["ana"].password})
    ana.get(link_to("new@cast.example", "/account/address/"))
    ana.send()
    assert SENTENCE not in [letter.subject for letter in letters("ana@cast.example")]
    assert SENTENCE in [letter.subject for letter in letters("new@cast.example")]


def test_telling_a_hold_costs_four_statements_beside_the_five_of_handing_in(ana, statements):
    learner = Learner(ana)
    learner.start()
    learner.answer_all(strong_beat=1)
    with statements(at_most=9):
        learner.visitor.post("assessment.submit", id=learner.attempt)
    assert db.session.scalar(select(func.count()).select_from(Notice)) == 1


def test_a_long_title_fits_a_subject_and_stays_in_one_line(make, visitor):
    files = make.tiny_tree()
    test = files["1-start/test.quiz.toml"].replace("Module test: the start", "Module test " + "of slow hands " * 40)
    make.course({**files, "1-start/test.quiz.toml": test})
    make.enrol("ana")
    Learner(visitor.as_("ana")).take(strong_beat=1)
    [letter] = letters("ana@cast.example")
    assert len(letter.subject) <= 150
    assert letter.subject.endswith(" …")


def test_a_notice_of_an_attempt_that_is_not_there_tells_nobody(app, stored):
    write_tx(lambda: actions.held(AttemptHeld(4711, now())))
    assert stored() == []
