from datetime import datetime

import pytest

from tests.assessment.learner import events, row, stored


@pytest.fixture
def beat(ana):
    """Ana in an attempt; the number of its critical question."""
    ana.start()
    return ana.number_of("strong-beat")


def test_an_answer_is_acknowledged_with_its_time_and_number(ana, beat):
    reply = ana.save(beat, {"choice": 1}, seq=1)
    assert reply.keys() == {"saved_at", "shown", "seq", "receipt"}
    assert reply["seq"] == 1
    saved = datetime.fromisoformat(reply["saved_at"])
    assert f"{saved.hour % 12 or 12}:{saved:%M:%S}\u202f{saved:%p}" == reply["shown"]


def test_the_presented_position_is_stored_as_what_stands_there(ana, beat):
    ana.save(beat, {"choice": 1})
    assert stored(ana.attempt)[beat].response == row(ana.attempt).questions[beat]["order"][1]


def test_the_newest_answer_counts_and_every_change_leaves_an_event(ana, beat):
    order = row(ana.attempt).questions[beat]["order"]
    for seq, position in enumerate([0, 1, 2], 1):
        ana.save(beat, {"choice": position}, seq=seq)
    assert stored(ana.attempt)[beat].response == order[2]
    assert [(each.seq, each.response) for each in events(ana.attempt)] == [(1, order[0]), (2, order[1]), (3, order[2])]


def test_the_same_answer_again_changes_nothing_and_is_acknowledged(ana, beat):
    first = ana.save(beat, {"choice": 1}, seq=1)
    assert ana.save(beat, {"choice": 1}, seq=1) == first
    assert len(events(ana.attempt)) == 1


def test_an_older_answer_is_a_conflict_and_changes_nothing(ana, beat):
    ana.save(beat, {"choice": 1}, seq=5)
    for seq in (4, 5):
        reply = ana.save(beat, {"choice": 0}, seq=seq, expect=409)
        assert reply["code"] == "answer_overtaken"
        assert "another window" in reply["message"]
        assert reply["way_on"] == f"/attempts/{ana.attempt}"
    assert stored(ana.attempt)[beat].seq == 5
    assert len(events(ana.attempt)) == 1


def test_an_answer_can_be_taken_back(ana):
    ana.start()
    number = ana.number_of("ends-where")
    ana.save(number, {"choice": [0]}, seq=1)
    ana.save(number, {"choice": []}, seq=2)
    assert stored(ana.attempt)[number].response is None


def test_a_form_saves_like_the_script(ana, beat):
    sent = {"seq": "1", f"q{beat}.choice": "2"}
    reply = ana.visitor.post("assessment.save", sent, id=ana.attempt, question=beat, expect=200)
    assert reply.get_json()["seq"] == 1
    assert stored(ana.attempt)[beat].response == row(ana.attempt).questions[beat]["order"][2]


def test_a_closed_attempt_is_a_conflict_that_leads_to_it(ana, beat):
    ana.submit()
    reply = ana.save(beat, {"choice": 1}, seq=9, expect=409)
    assert reply["code"] == "attempt_submitted"
    assert "has been submitted" in reply["message"]
    assert reply["way_on"] == f"/attempts/{ana.attempt}"
    assert stored(ana.attempt) == {}
    assert events(ana.attempt) == []


@pytest.mark.parametrize(
    "sent",
    [
        {"seq": 1, "given": {"choice": 3}},
        {"seq": 1, "given": {"choice": -1}},
        {"seq": 1, "given": {"verdict": "true"}},
        {"seq": 1, "given": {"choice": [0, 1]}},
        {"seq": 1, "given": {"choice": True}},
        {"seq": 1, "given": {"choice": {"a": 1}}},
        {"seq": 1, "given": {"choice": ["0"] * 101}},
        {"seq": 1, "given": [0]},
        {"seq": 1},
        {"seq": 0, "given": {"choice": 0}},
        {"seq": True, "given": {"choice": 0}},
        {"seq": 2**31, "given": {"choice": 0}},
        {"seq": "1", "given": {"choice": 0}},
        {"given": {"choice": 0}},
        [],
        "text",
    ],
)
def test_what_the_question_cannot_take_is_refused_in_words(ana, beat, sent):
    reply = ana.visitor.post("assessment.save", json=sent, id=ana.attempt, question=beat, expect=422)
    assert reply.get_json()["message"]
    assert stored(ana.attempt) == {}


def test_broken_json_is_refused_too(ana, beat):
    sent = {"data": "{", "content_type": "application/json"}
    token = {"X-CSRFToken": ana.visitor._token(), "Accept": "application/json", "Sec-Fetch-Site": "same-origin"}
    path = f"/attempts/{ana.attempt}/answers/{beat}"
    reply = ana.visitor.client.post(path, base_url="http://127.0.0.1:8000", headers=token, **sent)
    assert reply.status_code == 422


def test_a_question_that_the_attempt_does_not_have_is_not_there(ana, beat):
    for number in (4, 10**30):
        ana.save(number, {"choice": 0}, expect=404)


def test_a_body_that_is_too_large_is_refused(ana, beat):
    ana.save(beat, {"choice": ["0"] * 1_000_000}, expect=413)


def test_a_stranger_is_told_to_sign_in(visitor, ana, beat):
    sent = {"seq": 1, "given": {"choice": 0}}
    reply = visitor.post("assessment.save", json=sent, id=ana.attempt, question=beat, expect=401)
    assert reply.get_json()["message"]


def test_saving_takes_at_most_four_statements(ana, beat, statements):
    ana.save(beat, {"choice": 1}, seq=1)
    with statements(at_most=4):
        ana.save(beat, {"choice": 2}, seq=2)
