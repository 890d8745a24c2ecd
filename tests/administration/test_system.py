"""The state of the installation, what waits or has failed, and the audit trail, for admins only."""

import pytest

from lms.core import audit, mail
from lms.core.acts import Act
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.jobs.models import Job
from tests.administration.conftest import told
from tests.page import text_of

PAGES = ["overview", "people", "organizations", "courses", "jobs", "audit"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("person", ["ana", "ines", "sofia", "mara"])
def test_to_everybody_else_there_is_nothing(visitor, page, person):
    visitor.as_(person).get(f"administration.{page}", expect=404)


def test_only_administrators_find_the_way_in_the_bar(ada, visitor):
    ada.get("learning.home")
    assert ada.page.select("a[href='/admin']")
    mara = visitor.as_("mara")
    mara.get("learning.home")
    assert mara.page.select("a[href='/admin']") == []


def test_the_overview_names_the_database_and_what_waits(ada):
    write_tx(lambda: mail.send("a@x.example", "Hello", "Hello"))
    ada.get("administration.overview")
    assert ("PostgreSQL" if db.engine.dialect.name == "postgresql" else "SQLite") in ada.page.text
    [row] = [text_of(each) for each in ada.page.select("tbody tr")]
    assert row.split() == ["email", "1", "0", "0"]


def test_failed_email_says_why_and_is_tried_again(ada):
    write_tx(lambda: mail.send("a@x.example", "Hello", "Hello"))

    def fail():
        job = db.session.query(Job).filter_by(kind="email").one()
        job.failed_at, job.failure = now(), "no such mailbox"

    write_tx(fail)
    ada.get("administration.jobs")
    for words in ("a@x.example", "Hello", "Failed", "no such mailbox", "1 job has failed."):
        assert words in ada.page.text
    ada.send("main form")
    ada.follow()
    assert "1 job will be tried again." in told(ada)
    db.session.rollback()
    assert db.session.query(Job).filter_by(kind="email").one().failed_at is None


@pytest.fixture
def trail(cast):
    """Three acts by two people, one of them in a clinic's chain."""
    ada, ana = cast.load()["ada"].id, cast["ana"].id
    write_tx(lambda: audit.record(Act.PERSON_RENAMED, f"person:{ana}", by=ada, reason="a"))
    write_tx(lambda: audit.record(Act.PERSON_SIGNED_OUT, f"person:{ana}", by=ana))
    write_tx(lambda: audit.record(Act.SITE_ADDED, "site:1", by=ada, organization=cast.organizations["north"]))
    return ada, ana


def actions(visitor):
    return [text_of(each) for each in visitor.page.select("tbody th")]


def test_the_trail_is_filtered_by_act_by_person_and_by_chain(ada, trail, cast):
    _ada, ana = trail
    ada.get("administration.audit", act="person.renamed")
    assert actions(ada) == ["person.renamed"]
    assert "reason: a" in ada.page.text
    ada.get("administration.audit", about=f"person:{ana}")
    assert actions(ada)[:2] == ["person.signed_out", "person.renamed"]
    ada.get("administration.audit", chain=f"organization:{cast.organizations['north']}", act="site.added")
    assert actions(ada) == ["site.added"]
    ada.get("administration.audit", about="nobody")
    assert "Nothing found." in ada.page.text


@pytest.mark.parametrize("page", PAGES)
def test_each_page_costs_the_same_however_much_there_is(ada, cast, statements, page):
    ada.get(f"administration.{page}")
    with statements() as few:
        ada.get(f"administration.{page}")
    for number in range(60):
        write_tx(lambda number=number: mail.send(f"a{number}@x.example", "Hello", "Hello"))
        write_tx(lambda number=number: audit.record(Act.SITE_ADDED, f"site:{number}", by=None))
    with statements() as many:
        ada.get(f"administration.{page}")
    assert many.count == few.count <= 8
