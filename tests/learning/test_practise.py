"""Practice questions in a lesson: answered in place, never stored, and nothing revealed before."""

from sqlalchemy import func, select

from lms.assessment.models import Attempt
from lms.core.db import db
from tests.page import Page, text_of

HERE = {"slug": "tiny", "uid": "first", "family": "strong-beat"}


def opened(ana, **query):
    ana.get("learning.lesson", slug="tiny", uid="first", **query)
    return ana.page


def place_of(page, words):
    """The presented position of the option that begins with these words."""
    labels = [text_of(label) for label in page.select(".practice label")]
    return next(str(place) for place, label in enumerate(labels) if label.startswith(words))


def answer(ana, words):
    page = opened(ana)
    ana.send("main .practice form", expect=200, **{"strong-beat.choice": place_of(page, words)})
    return ana.page


def test_a_right_answer_brings_the_page_back_with_its_feedback(ana):
    page = answer(ana, "Come off")
    told = text_of(page.one(".practice"))
    assert "Yes: come off." in told
    assert "No: never." in told
    assert page.title.startswith("The first lesson")


def test_a_wrong_answer_says_what_was_missed(ana):
    told = text_of(answer(ana, "Press beside").one(".practice"))
    assert "you chose to press on where a pulse was felt" in told


def test_the_form_leads_back_to_its_place(ana):
    page = opened(ana)
    form = page.one(".practice form")
    anchor = form.get("action").rpartition("#")[2]
    assert page.select(f"#{anchor}")


def test_nothing_tells_right_from_wrong_before(ana):
    html = ana.page.html if opened(ana) else ""
    for secret in ("Yes: come off.", "No: never.", "No: come off.", "you chose to press on"):
        assert secret not in html


def test_nothing_is_kept(ana, statements):
    answer(ana, "Come off")
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 0
    with statements() as seen:
        answer(ana, "Press harder")
    assert not [text for text in seen.texts if text.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_an_empty_answer_is_asked_for(ana):
    opened(ana)
    ana.send("main .practice form", expect=200)
    assert "Answer every part of the question first." in ana.page.text
    assert "Yes: come off." not in ana.page.html


def test_a_script_gets_the_question_alone(ana):
    page = opened(ana)
    fields = {field.get("name"): field.get("value") for field in page.select(".practice input[type=hidden]")}
    data = {**fields, "strong-beat.choice": place_of(page, "Come off")}
    data.pop("csrf_token")
    ana.post("learning.practise", data, headers={"X-Part": "practice"}, expect=200, inspect=False, **HERE)
    fragment = ana.response.get_data(as_text=True)
    assert "<h1" not in fragment
    assert "Yes: come off." in text_of(Page(f"<!doctype html><title>x</title>{fragment}").one(".practice"))


def test_it_can_be_asked_again_in_other_words(ana):
    first = opened(ana).one('.practice input[name="order"]').get("value")
    assert opened(ana).one('.practice input[name="order"]').get("value") == first
    again = answer(ana, "Come off").one(".practice .again a").get("href")
    assert "turn=1#" in again
    assert opened(ana, turn=1).one('.practice input[name="order"]').get("value") != first


def test_what_is_not_in_the_lesson_is_not_found(ana):
    for wrong in ({"family": "lifts-thigh"}, {"family": "nothing"}, {"uid": "nothing"}):
        ana.post("learning.practise", {"variant": "a", "order": "7"}, expect=404, **{**HERE, **wrong})


def test_an_answer_that_the_question_cannot_take_is_refused(ana):
    data = {"variant": "a", "order": "7", "strong-beat.choice": "99"}
    ana.post("learning.practise", data, expect=422, **HERE)
    ana.post("learning.practise", {"variant": "z", "order": "7"}, expect=422, **HERE)


def test_a_locked_lesson_does_not_show_its_text_through_a_practice_question(ana_locked):
    data = {"variant": "a", "order": "7"}
    where = {"slug": "tiny", "uid": "second", "family": "ends-where"}
    ana_locked.post("learning.practise", data, expect=403, **where)
    assert "It lifts the thigh" not in ana_locked.page.text


def test_practising_is_for_learners(visitor, ana):
    visitor.as_("omar").post("learning.practise", {"variant": "a", "order": "7"}, expect=403, **HERE)
