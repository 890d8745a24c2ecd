"""The profile: name, name on certificates, time zone, language."""

import pytest
from sqlalchemy import update

from lms.accounts.forms import language_name, time_zones
from lms.accounts.models import Person
from lms.accounts.queries import profile
from lms.core.db import db, write_tx

FILLED = {"name": "Anna Studt", "certificate_name": "Dr. Anna Studt", "time_zone": "Europe/Berlin", "language": "en"}


def stored(person_id):
    db.session.rollback()
    return profile(person_id)


def test_what_is_said_is_kept(visitor, cast):
    ana = visitor.as_("ana")
    ana.get("accounts.account")
    ana.send("form.panel", **FILLED)
    assert "Saved." in ana.follow().text
    assert stored(cast["ana"].id) == FILLED


def test_what_another_window_has_changed_is_not_undone_without_a_word(visitor, cast):
    older, newer = visitor.as_("ana"), visitor.as_("ana")
    older.get("accounts.account")
    newer.get("accounts.account")
    newer.send("form.panel", **FILLED)
    refused = older.send("form.panel", certificate_name="A. Studt", expect=409)
    assert "It is now “Anna Studt”. Save again to use what you entered instead." in older.page.text
    assert stored(cast["ana"].id) == FILLED
    assert older.page.one("[name=certificate_name]").get("value") == "A. Studt", refused
    older.send("form.panel", name="Anna Studt", time_zone="Europe/Berlin")
    assert stored(cast["ana"].id) == {**FILLED, "certificate_name": "A. Studt"}


def test_names_are_tidied(visitor, cast):
    ana = visitor.as_("ana")
    ana.post("accounts.account", {**FILLED, "name": "  Anna\r\nBcc: \x01 Studt ", "certificate_name": ""})
    assert stored(cast["ana"].id)["name"] == "Anna Bcc: Studt"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "\t\n"}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"certificate_name": "x" * 121}, "certificate_name"),
        ({"time_zone": "Moon/Sea"}, "time_zone"),
        ({"language": "tlh"}, "language"),
    ],
)
def test_each_error_names_its_field_and_nothing_is_kept(visitor, cast, wrong, field):
    ana = visitor.as_("ana")
    before = stored(cast["ana"].id)
    ana.post("accounts.account", {**FILLED, **wrong}, expect=422)
    assert len(ana.page.select(f".wrong #{field}")) == 1
    assert stored(cast["ana"].id) == before


def test_extra_fields_are_ignored(visitor, cast):
    ana = visitor.as_("ana")
    ana.post("accounts.account", {**FILLED, "admin": "1", "email": "omar@cast.example", "id": "6", "left_at": "x"})
    assert "ana@cast.example" in ana.get("accounts.account").text
    ana.get("accounts.account")


def test_markup_in_a_name_is_only_text(visitor):
    ana = visitor.as_("ana")
    ana.post("accounts.account", {**FILLED, "name": "<script>alert(1)</script>"})
    assert "<script>alert" not in ana.get("accounts.account").text


def test_times_are_told_in_the_chosen_zone(visitor):
    ana = visitor.as_("ana")
    ana.post("accounts.account", {**FILLED, "time_zone": "Pacific/Kiritimati"})
    there = ana.get("accounts.sessions").text
    ana.post("accounts.account", {**FILLED, "time_zone": "Pacific/Pago_Pago"})
    assert ana.get("accounts.sessions").text != there


def test_the_zones_are_those_of_the_world_by_continent():
    zones = time_zones()
    assert ("Europe/Lisbon", "Lisbon") in zones["Europe"]
    assert ("America/Argentina/Buenos_Aires", "Argentina, Buenos Aires") in zones["America"]
    assert zones["UTC"] == [("UTC", "UTC")]
    values = [zone for cities in zones.values() for zone, _city in cities]
    assert len(values) == len(set(values))
    assert {"Asia/Kolkata", "Europe/Kyiv", "Asia/Yangon"} <= set(values)
    assert not {"Asia/Calcutta", "Europe/Kiev", "Asia/Rangoon", "Asia/Istanbul", "Australia/NSW"} & set(values)
    assert zones.keys() >= {"Africa", "Asia", "Pacific"}
    assert not zones.keys() & {"US", "Etc", "Brazil"}


def test_a_zone_that_the_list_lacks_stays_while_somebody_has_it(visitor, cast):
    ana = visitor.as_("ana")
    write_tx(lambda: db.session.execute(update(Person).values(time_zone="US/Eastern")))
    ana.get("accounts.account")
    ana.post("accounts.account", {**FILLED, "time_zone": "US/Eastern"})
    assert stored(cast["ana"].id)["time_zone"] == "US/Eastern"
    assert time_zones("UTC")["UTC"] == [("UTC", "UTC")]


@pytest.mark.parametrize("wrong", [{"time_zone": "Moon/Sea"}, {"language": "tlh"}])
def test_what_the_list_lacks_is_refused_in_our_words(visitor, wrong):
    ana = visitor.as_("ana")
    ana.post("accounts.account", {**FILLED, **wrong}, expect=422)
    assert "Choose an option from the list." in ana.page.text


def test_a_language_is_named_in_its_own_words():
    assert [language_name(tag) for tag in ("en", "de", "pt_BR", "xx-none")] == [
        "English", "Deutsch", "Português (brasil)", "xx-none",
    ]  # fmt: skip


def test_it_needs_a_sign_in(visitor):
    visitor.get("accounts.account", expect=302)
    visitor.post("accounts.account", FILLED, expect=302)
