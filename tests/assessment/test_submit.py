import pytest

from lms.assessment.events import AttemptSubmitted
from lms.core.events import listeners
from tests.assessment.learner import marks, row


@pytest.fixture
def heard(app, provide):
    """What is announced about attempts."""
    told = []
    before = listeners()
    provide(listeners, {**before, AttemptSubmitted: (*before[AttemptSubmitted], told.append)})
    return told


def test_handing_in_marks_every_question_and_announces_it(ana, heard):
    page = ana.take()
    assert "100%, passed." in page.text
    assert [(mark.points, mark.of, mark.critical_missed) for mark in marks(ana.attempt)] == [(1, 1, False)] * 4
    assert heard == [AttemptSubmitted(row(ana.attempt).enrolment_id, "tiny-test", passed=True)]


def test_handing_in_twice_shows_the_result_and_changes_nothing(ana, heard):
    ana.take(strong_beat=1)
    first = row(ana.attempt).submitted_at
    assert "75%" in ana.submit().text
    assert row(ana.attempt).submitted_at == first
    assert len(marks(ana.attempt)) == 4
    assert [each.passed for each in heard] == [False]


def test_what_is_not_answered_earns_nothing_and_misses_what_is_critical(ana):
    ana.start()
    page = ana.submit()
    assert "0%, not passed yet: you need 60%." in page.text
    assert "you chose to press on" not in page.text, "nobody did what was left blank"
    number = ana.number_of("strong-beat") + 1
    assert f"You also missed a critical question: question {number}, “" in page.text
    assert "”, was not answered." in page.text
    assert [mark.points for mark in marks(ana.attempt)] == [0, 0, 0, 0]
    assert sum(mark.critical_missed for mark in marks(ana.attempt)) == 1


def test_below_the_mark_it_has_failed(ana_again, heard):
    page = ana_again.take(ends_where=1, lifts_thigh=1, which_where=1)
    assert "25%, not passed yet: you need 60%." in page.text
    assert "Review what you missed, then try again." in page.text
    assert not heard[0].passed


def test_the_mark_without_the_critical_point_is_held_in_words(ana, heard):
    page = ana.take(strong_beat=1)
    assert "75%, not passed yet: you chose to press on where a pulse was felt." in page.text
    assert "Your follow-up question opens tomorrow at " in page.text
    assert not heard[0].passed


def test_a_critical_question_without_words_of_its_own_is_quoted(make, visitor, ana):
    files = make.tiny_tree()
    words = 'missed = "you chose to press on where a pulse was felt"\n'
    make.course({**files, "questions/choice.toml": files["questions/choice.toml"].replace(words, "")})
    ana.visitor.post("learning.take_up", slug="tiny")
    page = ana.take(strong_beat=1)
    assert "not passed yet: you missed this question: “" in page.text


def test_handing_in_takes_at_most_six_statements(ana, statements):
    ana.start()
    ana.answer_all()
    with statements(at_most=6):
        ana.visitor.post("assessment.submit", id=ana.attempt)
