import pytest
from flask import render_template_string

from lms.core.clock import now
from lms.core.errors import Invalid
from lms.curriculum.queries import document
from lms.enrolment.queries import enrolled
from lms.questions.practice import judge, practice

DRAWN = '{% from "questions/_question.html" import question %}{{ question(q) }}'


@pytest.fixture
def course(make, cast):
    make.course()
    make.enrol("ana")
    return document(enrolled(cast["ana"].id, "tiny", now()).edition_id)


def drawn(app, asked):
    with app.test_request_context():
        return render_template_string(DRAWN, q=asked)


def test_the_seed_chooses_the_variant_and_its_order(course):
    assert practice(course, "strong-beat", "7") == practice(course, "strong-beat", "7")
    assert len({practice(course, "strong-beat", str(seed)).question.variant.id for seed in range(20)}) == 3


def test_the_question_carries_what_its_answer_needs_and_no_key(app, course):
    html = drawn(app, practice(course, "strong-beat", "7"))
    assert 'name="order" value="7"' in html
    assert 'name="variant"' in html
    assert 'id="check-strong-beat"' in html
    assert "come off." not in html
    assert "Question " not in html


def test_a_right_answer_is_told_with_every_feedback(app, course):
    asked = practice(course, "strong-beat", "7")
    place = asked.order.index(0)
    form = {"variant": [asked.question.variant.id], "order": ["7"], "strong-beat.choice": [str(place)]}
    judged = judge(course, "strong-beat", asked.question.variant.id, "7", form)
    assert judged.grade.right
    html = drawn(app, judged)
    assert "Yes: come off." in html
    assert "No: never." in html


def test_half_an_answer_is_not_judged(course):
    asked = practice(course, "lifts-thigh", "7")
    judged = judge(course, "lifts-thigh", asked.question.variant.id, "7", {"lifts-thigh.verdict": ["true"]})
    assert judged.grade is None
    assert judged.response == {"verdict": True, "reason": None}


def test_what_the_question_cannot_take_is_refused(course):
    asked = practice(course, "strong-beat", "7")
    variant = asked.question.variant.id
    for given in (
        ("nothing", "7", {}),
        (variant, "", {}),
        (variant, "7" * 65, {}),
        (variant, "7", {"strong-beat.choice": ["3"]}),
        (variant, "7", {"strong-beat.verdict": ["true"]}),
    ):
        with pytest.raises(Invalid):
            judge(course, "strong-beat", *given)


def test_an_unknown_family_is_no_question(course):
    with pytest.raises(KeyError):
        practice(course, "nothing", "7")
