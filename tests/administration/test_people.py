"""Administrators find, invite, correct and sign out people, and say who is an admin; every act leaves its reason."""

import pytest

from lms.accounts import administration as accounts
from lms.accounts.queries import account_of, other_administrators, person_by_email
from lms.core import mail
from lms.core.audit import AuditEvent
from lms.core.db import db, write_tx
from lms.core.errors import Conflict
from tests.administration.conftest import told
from tests.page import text_of
from tests.parallel import at_once


def public_id(cast, person):
    return account_of(cast.load()[person].email).public_id


def acts(action):
    db.session.rollback()
    return db.session.query(AuditEvent).filter_by(action=action).all()


def test_people_are_found_by_name_and_by_address(ada):
    ada.get("administration.people", q="STUD")
    assert [text_of(each) for each in ada.page.select("tbody th a")] == ["Ana Student"]
    ada.get("administration.people", q="mara@cast")
    assert [text_of(each) for each in ada.page.select("tbody th a")] == ["Mara Manager"]
    ada.get("administration.people", q="nobody at all")
    assert "No one found." in ada.page.text


def test_a_person_shows_where_they_belong_and_what_they_take(ada, cast, make):
    make.course()
    make.enrol("ana")
    ada.get("administration.person", public_id=public_id(cast, "ana"))
    for words in ("North Clinic", "School of Touch", "tiny"):
        assert words in ada.page.text


def test_somebody_is_invited(ada):
    ada.get("administration.people")
    ada.send("form.panel", **{"invite-email": "new@x.example"})
    ada.follow()
    assert "Invitation sent to new@x.example." in told(ada)
    assert "create an account" in mail.recent(to="new@x.example")[0].body


def test_a_name_is_corrected_with_its_reason(ada, cast):
    ana = public_id(cast, "ana")
    ada.get("administration.person", public_id=ana)
    ada.send(f"form[action='/admin/people/{ana}/name']", **{"rename-name": "Ana Maria", "rename-reason": "married"})
    db.session.rollback()
    assert person_by_email(cast["ana"].email).name == "Ana Maria"
    [act] = acts("person.renamed")
    assert (act.actor, act.subject, act.detail) == (
        f"person:{cast['ada'].id}", f"person:{cast['ana'].id}", {"reason": "married"}
    )  # fmt: skip


def test_a_corrected_address_ends_the_sessions_and_tells_the_old_one(ada, visitor, cast):
    ana, found = visitor.as_("ana"), public_id(cast, "ana")
    ana.get("learning.home")
    ada.post("administration.correct_address", wanted("address", email="ana@new.example"), public_id=found)
    db.session.rollback()
    assert person_by_email("ana@new.example").id == cast["ana"].id
    assert ana.get("learning.home", expect=302).location.startswith("/sign-in")
    assert "ana@new.example" in mail.recent(to=cast["ana"].email)[0].body


def test_anothers_address_is_refused_and_what_was_typed_stays(ada, cast):
    sent = wanted("address", email=cast["omar"].email)
    ada.post("administration.correct_address", sent, public_id=public_id(cast, "ana"), expect=409)
    assert "already exists" in text_of(ada.page.one("#address-email-error"))
    assert ada.page.one("#address-email").get("value") == cast["omar"].email
    assert acts("address.corrected") == []


def test_a_password_link_is_sent(ada, cast):
    ada.post("administration.reset", public_id=public_id(cast, "ana"))
    assert "/forgotten" in mail.recent(to=cast["ana"].email)[0].body


def test_somebody_is_signed_out_everywhere(ada, visitor, cast):
    ana, found = visitor.as_("ana"), public_id(cast, "ana")
    ana.get("learning.home")
    ada.post("administration.sign_out", wanted("sign-out"), public_id=found)
    ana.get("learning.home", expect=302)
    assert [each.detail for each in acts("sessions.ended")] == [{"reason": "because"}]


def test_an_admin_is_made_and_unmade(ada, visitor, cast):
    found = public_id(cast, "mara")
    ada.post("administration.change_admin", wanted("admin"), public_id=found)
    mara = visitor.as_("mara")
    mara.get("administration.overview")
    ada.post("administration.change_admin", wanted("admin"), public_id=found)
    mara.get("administration.overview", expect=302)  # signed out
    assert [each.detail for each in acts("admin.appointed") + acts("admin.dismissed")] == [{"reason": "because"}] * 2


def test_the_last_admin_stays(ada, cast):
    ada.post("administration.change_admin", wanted("admin"), public_id=public_id(cast, "ada"), expect=409)
    assert "only admin" in ada.page.text
    ada.get("administration.overview")


def test_of_two_admins_who_dismiss_each_other_one_stays(app, cast):
    ada, mara = cast.load()["ada"].id, cast["mara"].id
    write_tx(lambda: accounts.make_admin(mara, by=ada, reason="help"))
    pairs = [(ada, mara), (mara, ada)]

    def dismiss(number):
        by, whom = pairs[number]
        write_tx(lambda: accounts.unmake_admin(whom, by=by, reason="quarrel"))

    results = at_once(app, 2, dismiss)
    assert [type(each) for each in results if each] == [Conflict]
    db.session.rollback()
    assert [other_administrators(each) for each in (ada, mara)].count(False) == 1


@pytest.mark.parametrize("act", ["rename", "correct_address", "sign_out", "change_admin"])
def test_nothing_happens_without_a_reason(ada, cast, act):
    before = len(acts_of_all())
    ada.post(f"administration.{act}", public_id=public_id(cast, "ana"), expect=422)
    assert "Enter a short reason." in ada.page.text
    assert len(acts_of_all()) == before


def acts_of_all():
    db.session.rollback()
    return db.session.query(AuditEvent).all()


def wanted(act, **fields):
    return {f"{act}-{name}": value for name, value in {"reason": "because", **fields}.items()}
