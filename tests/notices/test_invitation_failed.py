"""The inviter is told when the email cannot be delivered, as long as the invitation is pending."""

from dataclasses import replace

import pytest

from lms.core import mail
from lms.core.db import write_tx
from lms.core.jobs.kinds import Hopeless
from lms.invitations import actions
from lms.invitations.queries import pending_called
from tests.notices.conftest import lines
from tests.page import text_of
from tests.work import worked

GUEST = "guest@new.example"
CLINIC = {"to": "clinic", "slug": "north-clinic"}
COURSE = {"to": "course", "slug": "tiny"}


def refuse(_job):
    raise Hopeless("550 nobody of that name here")


def bounce():
    """The mail server knows no one of that name."""
    assert worked(replace(mail.MAIL, run=refuse)).failed["email"]


@pytest.fixture
def mara(visitor):
    """The manager of the north clinic, who has invited someone."""
    mara = visitor.as_("mara")
    mara.post("invitations.invite", {"emails": GUEST, "role": "student", "course": ""}, **CLINIC)
    return mara


def told(visitor):
    visitor.get("notices.mine")
    return [each for each in lines(visitor.page) if each.startswith("Invitation not delivered")]


def test_a_manager_is_told_with_the_way_to_the_invitation(mara):
    bounce()
    [line] = told(mara)
    assert line.startswith(f"Invitation not delivered: {GUEST}")
    assert "Check the address, then invite them again." in line
    mara.get(mara.page.one("main .notice-list a").get("href"))
    assert text_of(mara.page.one("main li .pill")) == "Not delivered"


def test_a_teacher_is_told_too(visitor, make):
    make.course()
    ines = visitor.as_("ines")
    ines.post("invitations.invite", {"emails": GUEST, "course_role": "learner"}, **COURSE)
    bounce()
    assert len(told(ines)) == 1
    ines.get(ines.page.one("main .notice-list a").get("href"))
    assert GUEST in ines.page.text


@pytest.mark.parametrize("button", ["Send again", "Withdraw"])
def test_it_goes_when_the_invitation_is_sent_again_or_withdrawn(mara, button):
    bounce()
    mara.get("invitations.invitations", **CLINIC)
    [form] = [each for each in mara.page.select("main li form") if button in text_of(each)]
    mara.post(form.get("action"))
    assert told(mara) == []


def test_one_that_is_tried_again_is_not_told(mara):
    def fails(_job):
        raise OSError("down")

    worked(replace(mail.MAIL, run=fails))
    assert told(mara) == []


def test_other_email_that_fails_is_nobodys_news(visitor, mara):
    worked(mail.MAIL)  # the invitation has left
    write_tx(lambda: mail.send(GUEST, "Other", "Other"))
    bounce()
    assert told(mara) == []


def test_an_invitation_of_the_installation_has_nobody_to_tell(app):
    write_tx(lambda: actions.invite(GUEST))
    bounce()
    assert pending_called("none", organization_id=None, course_id=1) is None


def test_only_who_has_invited_can_choose_how_it_is_told(mara, visitor):
    for there, count in ((mara, 1), (visitor.as_("ana"), 0)):
        there.get("notices.choices")
        assert len(there.page.select("main input[value=invitation-failed][name=on_page]")) == count
