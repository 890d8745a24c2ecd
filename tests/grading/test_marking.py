"""Marking by hand: what waits is neither passed nor failed; marks are added, audited, and decide."""

import pytest
from sqlalchemy import select

from lms.assessment.events import AttemptSubmitted
from lms.assessment.models import Mark
from lms.assessment.queries import quiz_states
from lms.core.audit import AuditEvent
from lms.core.clock import now
from lms.core.db import db
from lms.core.events import listeners
from lms.curriculum.queries import document
from lms.grading.events import AttemptMarked
from tests.assessment.learner import events as events_of
from tests.assessment.learner import row
from tests.assessment.timed import clock
from tests.assessment.typed_and_ordered import WRITTEN, Writer, more_tree


@pytest.fixture
def ana(visitor, make):
    """Ana, who has handed everything in, all of it right; her text waits."""
    make.course(more_tree(make))
    return handed_in(visitor, make, "ana")


@pytest.fixture
def ines(visitor):
    """Ines, who teaches the course."""
    return visitor.as_("ines")


@pytest.fixture
def heard(app, provide):
    """Every event that is announced meanwhile."""
    found = []
    before = listeners()
    provide(
        listeners, {**before, **{kind: (*before[kind], found.append) for kind in (AttemptMarked, AttemptSubmitted)}}
    )
    return found


def handed_in(visitor, make, person, **answers):
    make.enrol(person)
    learner = Writer(visitor.as_(person))
    learner.start()
    learner.answer(**answers)
    learner.submit()
    return learner


def state(learner):
    db.session.rollback()
    attempt = row(learner.attempt)
    return quiz_states(attempt.enrolment_id, document(attempt.edition_id), now())["more-test"]


def written_marks(learner):
    db.session.rollback()
    mine = select(Mark).where(Mark.attempt_id == row(learner.attempt).id, Mark.marked_by.is_not(None))
    return db.session.scalars(mine.order_by(Mark.id)).all()


def give(ines, learner, *met, comment="", seen=0, expect=302, **arguments):
    """Mark the written answer as the page's form does."""
    sent = {"met": [str(line) for line in met], "comment": comment, "seen": str(seen)}
    where = {"slug": "tiny", "id": learner.attempt, "question": learner.number_of("say-it"), **arguments}
    return ines.post("grading.mark", sent, expect=expect, **where)


def test_until_it_is_marked_it_is_neither_passed_nor_failed(ana):
    assert "Submitted. Your instructor will read and grade your written answers." in ana.visitor.page.text
    assert "Awaiting grading" in ana.visitor.page.text
    found = state(ana)
    assert (found.status, found.percent, found.best, found.opens_at) == ("marking", None, None, None)


def test_everybody_is_told_why_it_is_not_passed_yet(ana):
    for page in ({"slug": "tiny"}, None):
        ana.visitor.get("learning.course", **page) if page else ana.visitor.get("learning.home")
        assert "Submitted, awaiting grading." in ana.visitor.page.text
    ana.visitor.get("assessment.quiz", slug="tiny", uid="more-test")
    assert "You’ll see your result here once everything is graded." in ana.visitor.page.text


def test_no_other_attempt_is_begun_meanwhile(ana):
    ana.visitor.post("assessment.start", slug="tiny", uid="more-test", expect=409)
    assert "Your last attempt is being graded." in ana.visitor.page.text


def test_what_waits_is_listed_with_its_rubric(ana, ines):
    ines.get("grading.marking", slug="tiny")
    page = ines.page
    for words in ("Ana", "Honestly: I do not know.", "What do you say to the client?", "It leaves the choice 3 points"):
        assert words in page.text
    assert "The limit is 40." in page.text
    assert [each.get("value") for each in page.select('input[name="met"]')] == ["0", "1"]


def test_marks_by_the_rubric_decide(ana, ines, heard):
    give(ines, ana, 0, 1, comment="Well said.")
    ines.follow()
    assert "No answers to grade. You’re all caught up." in ines.page.text
    assert (state(ana).status, state(ana).percent) == ("passed", 100)
    (mark,) = written_marks(ana)
    assert (mark.points, mark.of, mark.marked_by) == (1.0, 1.0, ines.cast["ines"].id)
    assert [type(each) for each in heard] == [AttemptMarked, AttemptSubmitted]
    assert heard[1].passed
    assert heard[0].mark_id == mark.id


def test_the_learner_reads_what_was_met_and_said(ana, ines):
    give(ines, ana, 0, comment="Leave the\nchoice.")
    ana.visitor.get("assessment.review", id=ana.attempt)
    text = ana.visitor.page.text
    for words in (
        "85%, passed.",
        "It is honest Met",
        "It leaves the choice Not met",
        "Leave the choice.",
        "Partly correct: 25%",
    ):
        assert words in text


def test_nothing_met_fails_below_the_mark(visitor, make, ines):
    make.course(more_tree(make))
    learner = handed_in(visitor, make, "ana", name_it={"text": "femur"})
    give(ines, learner)
    assert (state(learner).status, state(learner).percent) == ("failed", 60)


def test_a_critical_text_needs_every_line(visitor, make, ines):
    make.course(more_tree(make, **{'id = "say-it"\nkind': 'id = "say-it"\ncritical = true\nkind'}))
    learner = handed_in(visitor, make, "ana")
    ines.get("grading.marking", slug="tiny")
    assert "This is a critical question." in ines.page.text
    give(ines, learner, 1)
    held = state(learner)
    assert (held.status, held.percent) == ("held", 95)
    assert held.missed == ("you missed this question: “What do you say to the client?”",)
    give(ines, learner, 0, 1, seen=written_marks(learner)[-1].id)
    assert state(learner).status == "passed"


def test_the_same_mark_again_adds_nothing(ana, ines):
    for _time in range(3):
        give(ines, ana, 0, comment="Good.")
    assert len(written_marks(ana)) == 1


def test_a_mark_can_be_changed_and_the_newest_counts(ana, ines):
    give(ines, ana, 0, 1)
    ines.get("grading.marking", slug="tiny", marked=1)
    assert [each.get("checked") for each in ines.page.select('input[name="met"]')] == ["", ""]
    seen = ines.page.one('input[name="seen"]').get("value")
    give(ines, ana, comment="On second thought.", seen=seen, marked=1)
    assert [mark.points for mark in written_marks(ana)] == [1.0, 0.0]
    assert state(ana).percent == 80
    ines.follow()
    assert "On second thought." in [each.text for each in ines.page.select("textarea")]


def test_a_mark_over_one_that_was_not_seen_is_a_conflict(ana, ines):
    give(ines, ana, 0, 1)
    give(ines, ana, 0, expect=409)
    assert "Someone else has graded this answer." in ines.page.text
    assert len(written_marks(ana)) == 1


def test_every_mark_is_audited(ana, ines):
    give(ines, ana, 0)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "answer.marked")).one()
    assert event.actor == f"person:{ines.cast['ines'].id}"
    assert event.subject == f"attempt:{ana.attempt}"
    assert (event.detail["points"], event.detail["before"]) == (0.25, None)


@pytest.mark.parametrize(
    "sent",
    [
        {"met": ["2"], "seen": "0"},
        {"met": ["-1"], "seen": "0"},
        {"met": ["x"], "seen": "0"},
        {"met": ["0"]},
        {"seen": "-1"},
        {"seen": "0", "comment": "a" * 2001},
        {"seen": "0", "comment": "a\0b"},
    ],
)
def test_a_form_that_does_not_fit_is_refused(ana, ines, sent):
    where = {"slug": "tiny", "id": ana.attempt, "question": ana.number_of("say-it")}
    ines.post("grading.mark", sent, expect=422, **where)
    assert written_marks(ana) == []


def test_what_no_person_marks_is_not_there(ana, ines):
    give(ines, ana, expect=404, question=ana.number_of("how-deep"))
    give(ines, ana, expect=404, question=99)
    give(ines, ana, expect=404, id="nothing")
    give(ines, ana, expect=404, slug="nowhere")
    ines.post(f"/teach/tiny/marking/{ana.attempt}/{10**30}", expect=404)


def test_an_open_attempt_is_not_marked(visitor, make, ines):
    make.course(more_tree(make))
    make.enrol("ana")
    learner = Writer(visitor.as_("ana"))
    learner.start()
    learner.answer()
    give(ines, learner, expect=404)
    ines.get("grading.marking", slug="tiny")
    assert "No answers to grade. You’re all caught up." in ines.page.text


@pytest.mark.parametrize("person", ["ana", "sofia", "mara", "omar"])
def test_only_who_teaches_the_course_marks(ana, visitor, person):
    other = visitor.as_(person)
    other.get("grading.marking", slug="tiny", expect=404)
    give(other, ana, expect=404)
    assert written_marks(ana) == []


def test_nobody_marks_their_own(visitor, make, ines):
    make.course(more_tree(make))
    learner = handed_in(visitor, make, "ines")
    ines.get("grading.marking", slug="tiny")
    assert "No answers to grade. You’re all caught up." in ines.page.text
    give(ines, learner, 0, 1, expect=403)
    assert written_marks(learner) == []


def with_ten_minutes(visitor, make):
    """Ana, who has begun the quiz, and ten minutes for it."""
    tree = more_tree(make)
    tree["1-start/more.quiz.toml"] = tree["1-start/more.quiz.toml"].replace("pass_mark", "minutes = 10\npass_mark")
    make.course(tree)
    make.enrol("ana")
    ana = Writer(visitor.as_("ana"))
    ana.start()
    return ana


def test_a_text_that_came_late_waits_once_it_is_accepted(visitor, make, ines):
    with clock() as moved:
        ana = with_ten_minutes(visitor, make)
        ana.answer(say_it=None)
        moved.shift(11 * 60)
        ana.save(ana.number_of("say-it"), WRITTEN, expect=202)
        ines.get("grading.marking", slug="tiny")
        assert "No answers to grade. You’re all caught up." in ines.page.text
        event = next(each.id for each in events_of(ana.attempt) if each.late)
        ines.post("grading.accept_late", {"reason": "The line broke."}, slug="tiny", event=event)
        ines.get("grading.marking", slug="tiny")
        assert "Honestly: I do not know." in ines.page.text
        give(ines, ana, 0, 1, seen=ines.page.one('input[name="seen"]').get("value"))
        assert state(ana).percent == 100


@pytest.mark.parametrize(("met", "percent"), [((0, 1), 100), ((0,), 85)], ids=["the same", "another"])
def test_a_text_that_replaces_a_marked_one_waits_for_a_mark_of_its_own(visitor, make, ines, met, percent):
    with clock() as moved:
        ana = with_ten_minutes(visitor, make)
        ana.answer()
        moved.shift(11 * 60)
        ana.save(ana.number_of("say-it"), {"text": "Quite another text."}, seq=101, expect=202)
        give(ines, ana, 0, 1)
        assert state(ana).percent == 100
        moved.shift(60)
        event = next(each.id for each in events_of(ana.attempt) if each.late)
        ines.post("grading.accept_late", {"reason": "The line broke."}, slug="tiny", event=event)
        ines.get("grading.marking", slug="tiny")
        assert "Quite another text." in ines.page.text
        moved.shift(60)
        give(ines, ana, *met, seen=ines.page.one('input[name="seen"]').get("value"))
        assert state(ana).percent == percent
        ines.get("grading.marking", slug="tiny")
        assert "No answers to grade. You’re all caught up." in ines.page.text


def test_the_oldest_comes_first_and_pages_follow(ana, visitor, make, ines, monkeypatch):
    monkeypatch.setattr("lms.grading.marking.pages.SIZE", 1)
    handed_in(visitor, make, "omar")
    names = []
    for page in (1, 2):
        ines.get("grading.marking", slug="tiny", page=page)
        names += [each.text for each in ines.page.select(".marking h2")]
    assert names == [ines.cast["ana"].name, ines.cast["omar"].name]


def test_the_page_asks_the_database_no_more_for_many_than_for_one(ana, visitor, make, ines, statements):
    ines.get("grading.marking", slug="tiny")
    with statements(at_most=8) as one:
        ines.get("grading.marking", slug="tiny")
    handed_in(visitor, make, "omar")
    with statements(at_most=8) as two:
        ines.get("grading.marking", slug="tiny")
    assert two.count == one.count
