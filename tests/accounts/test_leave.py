"""Leaving: the row is emptied, what was done stays."""

import pytest
from sqlalchemy import select, text

from lms.accounts.events import PersonLeft
from lms.accounts.models import MailedLink, Person, SignInSession
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.events import listeners, on
from lms.core.mail import recent, send
from lms.organizations import actions as organizations
from lms.organizations.models import Membership
from lms.organizations.queries import roles_of
from tests.accounts.letters import link_to
from tests.cast import PASSWORD
from tests.page import text_of
from tests.work import deliver_due


@pytest.fixture
def gone(visitor, cast):
    """Ana, who has left."""
    ana = visitor.as_("ana")
    ana.get("accounts.leave")
    ana.send("main form", password=PASSWORD)
    return ana


def row_of(person_id):
    db.session.rollback()
    return db.session.get_one(Person, person_id)


def test_it_says_goodbye_and_nobody_is_signed_in(gone, holding, cast):
    assert gone.location == "/goodbye"
    gone.follow()
    assert "Your account is deleted" in gone.page.text
    gone.get("accounts.goodbye", expect=302)  # it is said once
    assert gone.location == "/"
    gone.get("accounts.account", expect=302)
    assert holding(cast["ana"].id) == 0


def test_nothing_that_names_the_person_stays_in_the_row(gone, cast):
    row = row_of(cast["ana"].id)
    assert (row.name, row.certificate_name, row.password_hash) == ("Former participant", "", "")
    assert len(row.email.partition("@")[0]) == 43  # a random token
    assert row.email.endswith("@left.invalid")
    assert row.left_at is not None
    assert (row.admin, row.email_confirmed_at) == (False, None)


def test_the_address_stands_in_no_table_of_accounts(gone, cast):
    db.session.rollback()
    for table in ("person", "sign_in_session", "mailed_link", "throttle_hit", "audit_event", "invitation"):
        rows = db.session.execute(text(f"SELECT * FROM {table}")).all()
        assert "ana@cast.example" not in str(rows), table
        assert "Ana Student" not in str(rows), table


def test_no_letter_to_any_address_of_theirs_is_kept(visitor, cast):
    write_tx(lambda: send("ben@other.example", "Another's", "stays"))
    ana = visitor.as_("ana")
    ana.post("accounts.forgotten", {"email": "ana@cast.example"})
    ana.post("accounts.address", {"email": "ana@new.example", "password": PASSWORD})
    assert {each.to for each in recent()} == {"ben@other.example", "ana@cast.example", "ana@new.example"}
    ana.post("accounts.leave", {"password": PASSWORD})
    db.session.rollback()
    assert {each.to for each in recent()} == {"ben@other.example"}


def test_no_letter_stays_in_the_folder(app, var, visitor):
    ana = visitor.as_("ana")
    write_tx(lambda: send("ben@other.example", "Another's", "stays"))
    ana.post("accounts.address", {"email": "ana@new.example", "password": PASSWORD})
    assert deliver_due(app.config["SETTINGS"]) == 3
    ana.post("accounts.leave", {"password": PASSWORD})
    [kept] = (var / "mail").iterdir()
    assert "ben@other.example" in kept.read_text()


def test_an_address_that_was_changed_since_is_forgotten_too(visitor):
    visitor.post("accounts.sign_up", {"email": "eva@old.example"})
    sent = {"name": "Eva", "password": PASSWORD, "time_zone": "UTC"}
    visitor.post(link_to("eva@old.example", "/sign-up/"), sent)
    visitor.post("accounts.address", {"email": "eva@new.example", "password": PASSWORD})
    visitor.post(link_to("eva@new.example", "/account/address/"))
    visitor.post("accounts.leave", {"password": PASSWORD})
    db.session.rollback()
    addresses = db.session.scalars(select(MailedLink.address)).all()
    assert (set(addresses), recent()) == ({""}, [])


def test_guessing_the_password_is_told_on_the_form(visitor):
    ana = visitor.as_("ana")
    for _ in range(5):
        ana.post("accounts.leave", {"password": "warm-hands-slow"}, expect=422)
    ana.post("accounts.leave", {"password": PASSWORD}, expect=429)
    assert "Try again in" in text_of(ana.page.one(".wrong"))


def test_sessions_tell_neither_browser_nor_network(gone, cast):
    columns = select(SignInSession.browser, SignInSession.network).where(SignInSession.person_id == cast["ana"].id)
    assert {tuple(row) for row in db.session.execute(columns)} == {("", "")}


def test_the_row_and_its_memberships_stay_as_facts(gone, cast):
    kept = db.session.scalars(select(Membership.id).where(Membership.person_id == cast["ana"].id)).all()
    assert len(kept) == 2


def test_whoever_listens_hears_of_it_with_the_address_that_was(visitor, cast, provide):
    heard = []
    provide(listeners, dict([on(PersonLeft, heard.append)]))
    visitor.as_("ana").post("accounts.leave", {"password": PASSWORD})
    assert heard == [PersonLeft(cast["ana"].id, "ana@cast.example")]


def test_organisations_end_the_memberships(visitor, cast, provide):
    provide(listeners, dict([on(PersonLeft, organizations.forget)]))
    ana = cast["ana"].id
    assert len(roles_of(ana, now())) == 2
    visitor.as_("ana").post("accounts.leave", {"password": PASSWORD})
    db.session.rollback()
    assert roles_of(ana, now()) == []


def test_the_password_is_needed(visitor, cast):
    ana = visitor.as_("ana")
    ana.post("accounts.leave", {"password": "warm-hands-slow"}, expect=422)
    ana.post("accounts.leave", {"password": ""}, expect=422)
    assert row_of(cast["ana"].id).left_at is None
    ana.get("accounts.account")


def test_the_address_is_free_again(gone, visitor):
    visitor.post("accounts.sign_up", {"email": "ana@cast.example"})
    sent = {"name": "Ana Again", "password": "soft warm hands first", "time_zone": "UTC"}
    visitor.post(link_to("ana@cast.example", "/sign-up/"), sent)
    visitor.get("accounts.account")


def test_the_only_administrator_must_stay(visitor, cast):
    ada = visitor.as_("ada")
    ada.post("accounts.leave", {"password": PASSWORD}, expect=409)
    assert "only admin." in ada.page.text
    ada.get("accounts.account")


def test_it_is_recorded_by_number_only(gone, cast, audited):
    ana = f"person:{cast['ana'].id}"
    assert audited()[-1] == ("person.left", ana, ana, "done")


def test_two_may_leave(visitor, cast):
    for key in ("ana", "sofia"):
        visitor.as_(key).post("accounts.leave", {"password": PASSWORD})
    assert row_of(cast["ana"].id).email != row_of(cast["sofia"].id).email
