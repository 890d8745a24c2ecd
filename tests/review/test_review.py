"""/review: one question at a time, judged at once. No mark changes, and nothing withheld is revealed."""

from itertools import pairwise

import pytest
from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from lms.accounts.actions import leave
from lms.assessment.models import Mark
from lms.core.db import db, write_tx
from tests.page import text_of

TEST = "1-start/test.quiz.toml"


def met(visitor):
    """Ana finishes the first lesson, which asks what is critical."""
    visitor.post("learning.done", slug="tiny", uid="first")
    visitor.get("review.today")
    return visitor.page


def position(page, words):
    labels = [text_of(label) for label in page.select(".question label")]
    return next(str(place) for place, label in enumerate(labels) if label.startswith(words))


def send(visitor, words="Come off", sure="certain", expect=200):
    visitor.send(
        "main .review form", expect=expect, **{"strong-beat.choice": position(visitor.page, words), "sure": sure}
    )
    return visitor.page


def test_it_needs_a_sign_in(visitor):
    visitor.get("review.today", expect=302)
    assert visitor.location.startswith("/sign-in")


def test_before_anything_is_learned_it_says_what_will_come(ana):
    ana.get("review.today")
    assert "Nothing to review yet." in ana.page.text


def test_a_finished_lesson_brings_its_safety_fact(ana):
    page = met(ana)
    assert "Card 1 of 1 today" in page.text
    assert "Safety-critical" in page.text
    assert "Yes: come off." not in page.text


def test_a_right_answer_is_told_kept_and_comes_back_later(ana, log):
    met(ana)
    told = send(ana).text
    assert "Yes: come off." in told
    assert "You knew it. You’ll see this card again on" in told
    (kept,) = log()
    assert (kept.family, kept.number, kept.right, kept.confidence) == ("strong-beat", 1, True, "certain")
    assert (kept.due_on - kept.reviewed_on).days >= 2
    ana.get("review.today")
    assert "1 card reviewed. You’re done for today" in ana.page.text
    assert "You would remember about 100% of the safety facts" in ana.page.text


def test_a_wrong_and_certain_answer_comes_back_tomorrow_and_leads_to_the_lesson(ana, log, later):
    met(ana)
    page = send(ana, "Press beside")
    assert "You were certain, but this is incorrect" in page.text
    assert "you chose to press on where a pulse was felt" in page.text
    assert "/courses/tiny/lessons/first" in [link.get("href") for link in page.select("main a")]
    assert (log()[0].due_on - log()[0].reviewed_on).days == 1
    ana.get("review.today")
    assert "about 0% of the safety facts" in ana.page.text
    tomorrow = later(days=1)
    tomorrow.get("review.today")
    assert "Card 1 of 1 today" in tomorrow.page.text


def test_a_lucky_guess_is_told_as_one(ana, log):
    met(ana)
    assert "Correct, but you were guessing" in send(ana, sure="guessing").text
    assert (log()[0].due_on - log()[0].reviewed_on).days == 1


def test_the_next_review_asks_in_other_words(ana, log, later):
    met(ana)
    send(ana, "Press beside")
    for days in range(1, 6):
        back = later(days=days)
        back.get("review.today")
        send(back, "Press beside")
    asked = [each.variant for each in log()]
    assert [each.number for each in log()] == [1, 2, 3, 4, 5, 6]
    assert all(before != after for before, after in pairwise(asked))


def sent_by(page, words):
    """What the form of a card sends, but for the token of its sign-in."""
    hidden = {each.get("name"): each.get("value") for each in page.select("main .review form input[type=hidden]")}
    del hidden["csrf_token"]
    return {**hidden, "strong-beat.choice": position(page, words), "sure": "certain"}


def test_an_old_window_does_not_answer_the_next_review(ana, log, later):
    page = met(ana)
    send(ana, "Press beside")
    later(days=1).post("review.answer", sent_by(page, "Come off"), expect=200)
    assert len(log()) == 1


def test_a_card_that_is_not_due_is_told_and_not_counted(ana, log):
    page = met(ana)
    send(ana, "Press beside")
    ana.post("review.answer", {**sent_by(page, "Come off"), "number": "1"}, expect=200)
    assert len(log()) == 1


def test_a_reload_asks_the_very_same(ana):
    once = met(ana)
    ana.get("review.today")
    assert once.text == ana.page.text


def test_an_answer_without_its_certainty_stays_and_is_asked_for_it(ana, log):
    met(ana)
    place = position(ana.page, "Press beside")
    ana.send("main .review form", expect=422, **{"strong-beat.choice": place})
    assert "Choose how sure you are." in ana.page.text
    chosen = [each.get("value") for each in ana.page.select(".question input[checked]")]
    assert chosen == [place]
    assert "No: come off." not in ana.page.text
    assert log() == []


def test_an_empty_answer_is_asked_again(ana, log):
    met(ana)
    ana.send("main .review form", expect=422, sure="certain")
    assert "Answer every part of the question first." in ana.page.text
    assert [each.get("value") for each in ana.page.select(".sure input[checked]")] == ["certain"]
    assert log() == []


def test_sent_twice_it_counts_once_and_tells_the_same(ana, log):
    page = met(ana)
    first = send(ana, "Press beside").text
    ana.page = page
    assert send(ana, "Press beside").text == first
    ana.page = page
    send(ana)  # nor does another answer from an old window
    assert len(log()) == 1
    assert not log()[0].right


def test_what_is_no_card_is_refused(ana, log):
    met(ana)
    sent = {"course": "tiny", "family": "ends-where", "number": "0", "variant": "a", "order": "1", "sure": "certain"}
    ana.post("review.answer", sent, expect=409)
    ana.post("review.answer", {**sent, "family": "strong-beat", "variant": "z"}, expect=422)
    ana.post("review.answer", {**sent, "course": "other"}, expect=409)
    ana.post("review.answer", {}, expect=409)
    nonsense = {"family": "strong-beat", "strong-beat.choice": "77"}
    ana.post("review.answer", {**sent, **nonsense}, expect=422)
    assert log() == []


def test_what_was_wrong_comes_first_and_no_mark_changes(ana, at_test, log):
    ana.post("learning.done", slug="tiny", uid="first")
    at_test(ana, "first-check").take(ends_where="wrong")
    before = sum(each.points for each in db.session.query(Mark))
    ana.get("review.today")
    assert "Card 1 of 2 today" in ana.page.text
    assert ana.page.one("main .review form input[name=family]").get("value") == "ends-where"
    boxes = [each.get("value") for each in ana.page.select(".question input[type=checkbox]")]
    ana.post(
        "review.answer",
        {
            **{each.get("name"): each.get("value") for each in ana.page.select("main .review form input[type=hidden]")},
            "ends-where.choice": boxes,
            "sure": "certain",
        },
        expect=200,
    )
    assert "1 more today" in ana.page.text
    db.session.rollback()
    assert sum(each.points for each in db.session.query(Mark)) == before
    assert len(log()) == 1


def test_a_question_of_an_open_or_held_test_is_not_asked(ana, at_test):
    met(ana)
    test = at_test(ana)
    test.start()
    ana.get("review.today")
    assert "Nothing to review yet." in ana.page.text
    test.answer_all(strong_beat="wrong")
    test.submit()
    ana.get("review.today")
    assert "Nothing to review yet." in ana.page.text
    form = {"course": "tiny", "family": "strong-beat", "number": "0", "variant": "a", "order": "1", "sure": "certain"}
    ana.post("review.answer", {**form, "strong-beat.choice": "0"}, expect=409)
    assert "Yes: come off." not in ana.page.text


def test_what_a_test_tells_only_after_passing_is_not_asked_before(visitor, make, at_test):
    tree = make.tiny_tree()
    tree[TEST] = tree[TEST].replace("after-submit", "after-pass").replace("wait_hours = 24", "wait_hours = 0")
    make.course(tree)
    make.enrol("ana")
    ana = visitor.as_("ana")
    wrong = {"ends_where": "wrong", "lifts_thigh": "wrong", "which_where": "wrong"}
    at_test(ana).take(**wrong)
    ana.get("review.today")
    assert "Nothing to review yet." in ana.page.text
    at_test(ana).take()
    ana.get("review.today")
    assert "Card 1 of 4 today" in ana.page.text


def test_the_pages_cost_the_same_however_much_was_answered(ana, at_test, statements):
    met(ana)
    for _each in range(3):
        at_test(ana, "first-check").take(ends_where="wrong")
    with statements(exactly=6):
        ana.get("review.today")
    with statements(at_most=7):
        send_all(ana)


def send_all(ana):
    hidden = {each.get("name"): each.get("value") for each in ana.page.select("main .review form input[type=hidden]")}
    ana.post("review.answer", {**hidden, "ends-where.choice": ["0", "1"], "sure": "certain"}, expect=200)


def test_nobody_sees_anothers_cards(ana, visitor, make):
    met(ana)
    make.enrol("sofia")
    sofia = visitor.as_("sofia")
    sofia.get("review.today")
    assert "Nothing to review yet." in sofia.page.text


def test_home_shows_what_waits_and_what_would_be_recalled(ana, later):
    ana.get("learning.home")
    assert "Keep it fresh" not in ana.page.text
    met(ana)
    ana.get("learning.home")
    warm = text_of(ana.page.one(".warm"))
    assert "1 card, 1 min" in warm
    assert "Start review" in warm
    ana.get("review.today")
    send(ana)
    ana.get("learning.home")
    warm = text_of(ana.page.one(".warm"))
    assert "You would remember about 100% of the safety facts" in warm
    assert "Nothing to review today. Your next card is due on" in warm
    later(days=1).get("learning.home")


def test_an_answer_is_never_changed(ana):
    met(ana)
    send(ana)
    with pytest.raises(DBAPIError, match="never changed"):
        write_tx(lambda: db.session.execute(text('UPDATE review_event SET "right" = "right"')))


def test_who_leaves_takes_it_along(ana, cast, log):
    met(ana)
    send(ana)
    write_tx(lambda: leave(cast["ana"].id, current_app.config["SETTINGS"]))
    assert log() == []
