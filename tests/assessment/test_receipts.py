from dataclasses import replace
from datetime import datetime

from lms.assessment import receipts
from lms.assessment.receipts import Acknowledged
from tests.assessment.learner import row


def test_every_acknowledgement_is_a_receipt_that_only_this_server_can_make(app, ana):
    ana.start()
    number = ana.number_of("strong-beat")
    reply = ana.save(number, {"choice": 1})
    told = Acknowledged(
        number, 1, row(ana.attempt).questions[number]["order"][1], datetime.fromisoformat(reply["saved_at"])
    )
    key = receipts.key(app.config["SECRET_KEY"])
    assert receipts.holds(key, ana.attempt, told, reply["receipt"])
    for other in (replace(told, seq=2), replace(told, response=9), replace(told, question=9), replace(told, late=True)):
        assert not receipts.holds(key, ana.attempt, other, reply["receipt"])
    assert not receipts.holds(receipts.key("another"), ana.attempt, told, reply["receipt"])
    assert not receipts.holds(key, "another", told, reply["receipt"])
    assert not receipts.holds(key, ana.attempt, told, "ä")


def test_all_receipts_of_an_attempt_can_be_downloaded(ana):
    ana.start()
    replies = [ana.save(number, {}, seq=seq) for number, seq in ((0, 1), (1, 1), (0, 2))]
    answer = ana.visitor.get("assessment.receipts", id=ana.attempt)
    assert answer.mimetype == "text/plain"
    assert f"receipts-{ana.attempt}.txt" in answer.headers["Content-Disposition"]
    lines = answer.get_data(as_text=True).splitlines()
    assert lines[1] == f"Attempt {ana.attempt}"
    assert [line.split()[3] for line in lines[5:]] == [reply["receipt"] for reply in replies]
    assert [line.split()[:2] for line in lines[5:]] == [["1", "1"], ["2", "1"], ["1", "2"]]


def test_receipts_are_ones_own(visitor, ana):
    ana.start()
    for person in ("omar", "ines", "ada"):
        visitor.as_(person).get("assessment.receipts", id=ana.attempt, expect=404)
        visitor.as_(person).get("assessment.time_left", id=ana.attempt, expect=404)
