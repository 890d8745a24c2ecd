"""Flags, how sure an answer is, and feedback after the last attempt."""

from tests.assessment.learner import events, row, stored
from tests.assessment.timed import TIMED, sitting

SURE = TIMED.replace("minutes = 10", "confidence = true")
LAST = TIMED.replace("minutes = 10", "attempts = 2").replace('"after-submit"', '"after-last"')


def tell(learner, number, seq=1, *, expect=200, **beside):
    sent = {"seq": seq, "given": {}, **beside}
    return learner.visitor.post("assessment.save", json=sent, id=learner.attempt, question=number, expect=expect)


def test_a_flag_is_kept_and_listed_before_handing_in(ana):
    ana.start()
    tell(ana, 1, flagged=True)
    assert stored(ana.attempt)[1].flagged
    ana.visitor.get("assessment.attempt", id=ana.attempt)
    assert [each.get("name") for each in ana.visitor.page.select(".flag input[checked]")] == ["flag1"]
    ana.visitor.get("assessment.confirm", id=ana.attempt)
    assert "Flagged for review" in ana.visitor.page.text
    tell(ana, 1, seq=2)
    assert not stored(ana.attempt)[1].flagged


def test_without_script_a_flag_and_confidence_come_with_the_form(make, visitor):
    ana = sitting(make, visitor, SURE)
    ana.start()
    ana.visitor.post("assessment.save_all", {"asked": "0 1", "flag0": "1", "sure1": "certain"}, id=ana.attempt)
    kept = stored(ana.attempt)
    assert (kept[0].flagged, kept[0].confidence) == (True, "")
    assert (kept[1].flagged, kept[1].confidence) == (False, "certain")
    assert [each.confidence for each in events(ana.attempt)] == ["", "certain"]
    ana.visitor.post("assessment.save_all", {"asked": "0 1", "flag0": "1", "sure1": "certain"}, id=ana.attempt)
    assert len(events(ana.attempt)) == 2


def test_confidence_is_asked_of_all_questions_or_of_none(make, visitor, ana):
    ana.start()
    ana.visitor.get("assessment.attempt", id=ana.attempt)
    assert not ana.visitor.page.select(".sure")
    tell(ana, 0, confidence="certain")
    assert stored(ana.attempt)[0].confidence == ""
    omar = sitting(make, visitor, SURE, "omar")
    omar.start()
    omar.visitor.get("assessment.attempt", id=omar.attempt)
    assert len(omar.visitor.page.select(".sure")) == 4


def test_confidence_that_nobody_asked_for_is_refused(make, visitor):
    ana = sitting(make, visitor, SURE)
    ana.start()
    for confidence in ("very", 1, ["certain"], True):
        tell(ana, 0, confidence=confidence, expect=422)
    assert stored(ana.attempt) == {}


def test_certain_and_wrong_is_listed_with_the_result(make, visitor):
    ana = sitting(make, visitor, SURE)
    ana.start()
    ana.answer_all()
    wrong, right = ana.number_of("lifts-thigh"), ana.number_of("strong-beat")
    given = ana.given(row(ana.attempt).questions[wrong], right=False)
    tell(ana, wrong, seq=200, given=given, confidence="certain")
    ana.visitor.post("assessment.save_all", {"asked": ""}, id=ana.attempt)
    sent = {"seq": 200, "given": {"choice": 0}, "confidence": "certain"}
    ana.visitor.post("assessment.save", json=sent, id=ana.attempt, question=right, expect=200)
    page = ana.submit()
    listed = [each.get("href") for each in page.select("section[aria-labelledby=certain-title] a")]
    assert f"#question-{wrong + 1}" in listed
    told_right = "passed." in page.text
    assert (f"#question-{right + 1}" in listed) is not told_right or len(listed) == 2


def test_after_the_last_attempt_right_and_wrong_are_told(make, visitor):
    ana = sitting(make, visitor, LAST)
    wrong = {"ends_where": 1, "lifts_thigh": 1, "which_where": 1}
    page = ana.take(**wrong)
    assert "after you pass or use your last attempt" in page.text
    assert "Far away." not in page.text
    page = ana.take(**wrong)
    assert "after you pass or use" not in page.text
    assert page.select(".opt")


def test_after_passing_they_are_told_at_once(make, visitor):
    ana = sitting(make, visitor, LAST)
    assert ana.take().select(".opt")
