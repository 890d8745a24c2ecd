"""What monitoring gets."""

from datetime import datetime

import pytest

from lms.core import mail
from lms.core.clock import now
from lms.core.db import write_tx

PUBLIC = "https://learn.example"
TOKEN = "t" * 40
SENT = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def behind_a_proxy(make_app):
    """A client of an installation that people reach at another address than the probe."""
    return make_app(address=PUBLIC, trusted_proxies=1).test_client()


def asked(client, path, **sent):
    return client.get(path, base_url="http://127.0.0.1:8000", **sent)


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize("host", ["127.0.0.1:8000", "10.0.0.7", "palpate.internal", "évil", ""])
def test_a_probe_from_this_machine_is_answered_whatever_it_calls_the_server(behind_a_proxy, path, host):
    answer = asked(behind_a_proxy, path, headers={"Host": host, "X-Forwarded-Host": host})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_from_elsewhere_only_the_public_name_will_do(behind_a_proxy, path):
    there = {"REMOTE_ADDR": "10.0.0.7"}
    assert asked(behind_a_proxy, path, environ_overrides=there).status_code == 400
    named = {"X-Forwarded-Host": "learn.example"}
    assert asked(behind_a_proxy, path, environ_overrides=there, headers=named).status_code == 200


@pytest.mark.parametrize("path", ["/", "/sign-in", "/healthz/", "//healthz", "/healthz.txt", "/nothing-here"])
def test_no_other_page_is_opened_by_another_name(behind_a_proxy, path):
    assert asked(behind_a_proxy, path).status_code == 400


def told(client, **sent):
    return asked(client, "/readyz", **sent).json


def test_strangers_learn_only_whether_it_is_ready(visitor):
    for who in (visitor, visitor.as_("ana"), visitor.as_("ines"), visitor.as_("mara")):
        assert told(who.client) == {"ready": True}


def test_admins_are_told_how_everything_is(visitor, cast, app):
    write_tx(lambda: mail.send("eva@cast.example", "Hello", "Hello"))
    answer = asked(visitor.as_("ada").client, "/readyz")
    assert answer.headers["Cache-Control"] == "no-store"
    details = answer.json
    waits = details["jobs"]["email"]
    assert datetime.fromisoformat(waits.pop("waiting_since")) <= now()
    assert waits == {"waiting": 1, "running": 0, "failed": 0, "failed_since": None}
    assert details["database"]["problem"] == ""
    assert details["database"]["migration"]["at"] == details["database"]["migration"]["newest"]
    assert 0 < details["disk"]["free"] < details["disk"]["total"]
    assert "eva" not in answer.text


def test_a_program_on_this_machine_needs_the_token(make_app):
    client = make_app(address=PUBLIC, trusted_proxies=1, watch_token=TOKEN).test_client()
    assert "jobs" in told(client, headers=SENT)
    for sent in ({}, {"Authorization": f"Bearer {TOKEN}x"}, {"Authorization": "Bearer "}, {"Authorization": "é"}):
        assert told(client, headers=sent) == {"ready": True}, sent
    through_the_proxy = {**SENT, "X-Forwarded-For": "203.0.113.9"}
    assert told(client, headers=through_the_proxy) == {"ready": True}


def test_without_a_token_in_the_settings_nobody_knows_it(make_app):
    assert told(make_app().test_client(), headers={"Authorization": "Bearer "}) == {"ready": True}


def test_who_watches_is_told_what_is_wrong_with_the_database(make_app, tmp_path):
    client = make_app(watch_token=TOKEN, database_url=f"sqlite:///{tmp_path}/empty.db").test_client()
    answer = asked(client, "/readyz", headers=SENT)
    assert (answer.status_code, answer.json["jobs"]) == (503, {})
    assert answer.json["database"]["problem"].startswith("The database has no tables yet")
    assert asked(client, "/readyz").json == {"ready": False}
