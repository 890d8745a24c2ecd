"""Choosing, for each kind, whether it is told by mail, on the page, both or not at all."""

import pytest

from lms.notices.rules import DEFAULTS, INVITING, KINDS, TEACHING, mailed
from tests.accounts.letters import letters
from tests.assessment.learner import Learner
from tests.notices.conftest import lines

OWN = [kind for kind in KINDS if kind not in {TEACHING, INVITING}]  # what can reach everyone


def ticked(page, name):
    return [box.get("value") for box in page.select(f"main input[name={name}]") if "checked" in box.attrib]


def test_where_nobody_has_chosen_the_defaults_stand(visitor):
    ana = visitor.as_("ana")
    ana.get("notices.choices")
    assert ticked(ana.page, "on_page") == OWN
    assert ticked(ana.page, "by_mail") == ["make-up-open", "reopened", "marked", "late-accepted"]
    assert "Emails go to ana@cast.example." in ana.page.text


def test_every_kind_has_a_default_and_a_choice_of_ones_own_beats_it():
    assert set(DEFAULTS) == set(KINDS)
    assert mailed("make-up-open", None) is True
    assert mailed("make-up-open", False) is False
    assert mailed("certificate-awarded", True) is True


def test_what_is_chosen_is_kept(visitor):
    ana = visitor.as_("ana")
    ana.post("notices.choose", {"by_mail": ["certificate-awarded"], "on_page": ["marked", "make-up-open"]})
    ana.follow()
    assert "Saved." in ana.page.html
    assert ticked(ana.page, "by_mail") == ["certificate-awarded"]
    assert ticked(ana.page, "on_page") == ["make-up-open", "marked"]
    ana.post("notices.choose", {"by_mail": ["marked"]})
    ana.follow()
    assert (ticked(ana.page, "by_mail"), ticked(ana.page, "on_page")) == (["marked"], [])
    other = visitor.as_("omar")
    other.get("notices.choices")
    assert ticked(other.page, "on_page") == OWN


def test_without_mail_none_is_written_and_the_page_tells_it_all_the_same(ana, later, stored):
    ana.post("notices.choose", {"on_page": OWN})
    Learner(ana).take(strong_beat=1)
    assert letters("ana@cast.example") == []
    assert stored()[0].mail is None
    ana = later(hours=25)
    ana.get("notices.mine")
    assert len(lines(ana.page)) == 1


def test_by_mail_alone_it_stands_on_no_page(ana, later):
    ana.post("notices.choose", {"by_mail": ["make-up-open"]})
    Learner(ana).take(strong_beat=1)
    assert len(letters("ana@cast.example")) == 1
    ana = later(hours=25)
    for endpoint in ("notices.mine", "learning.home"):
        ana.get(endpoint)
        assert lines(ana.page) == []


def test_taking_mail_away_calls_back_the_one_that_waits(ana, held, visitor):
    other = visitor.as_("omar")
    other.post("notices.choose", {"on_page": ["make-up-open"]})
    assert len(letters("ana@cast.example")) == 1
    ana.post("notices.choose", {"by_mail": ["marked"], "on_page": ["make-up-open"]})
    assert letters("ana@cast.example") == []


@pytest.mark.parametrize("field", ["by_mail", "on_page"])
def test_a_kind_that_there_is_not_is_refused_and_nothing_is_kept(visitor, field):
    ana = visitor.as_("ana")
    ana.post("notices.choose", {field: ["marked", "gossip"]}, expect=422)
    assert "There is no notification type “gossip”." in ana.page.text
    ana.get("notices.choices")
    assert ticked(ana.page, "on_page") == OWN
