"""The ways to the desk and to one's clinics: there for those who have them, and free for learners."""

import pytest

from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.curriculum.models import Teaching
from lms.organizations.models import Membership

DOORWAYS = ("/teach", "/clinics")


def bar(visitor):
    return [path for each in visitor.page.select("header nav a") if (path := each.get("href")).startswith(DOORWAYS)]


DOORS = {"ines": ["/teach"], "ada": ["/teach"], "mara": ["/clinics/north-clinic"], "ana": [], "sofia": []}


@pytest.mark.parametrize("person", DOORS)
@pytest.mark.parametrize("page", ["learning.home", "accounts.account", "authoring.courses"])
def test_each_sees_their_own_doors(visitor, make, person, page):
    make.course()
    browser = visitor.as_(person)
    browser.get(page)
    assert bar(browser) == DOORS[person]


def test_a_clinic_is_called_by_its_name(visitor):
    mara = visitor.as_("mara")
    mara.get("learning.home")
    assert "North Clinic" in [each.text for each in mara.page.select("header nav a")]


def test_a_door_closes_when_the_role_ends(visitor, make):
    make.course()
    write_tx(lambda: (db.session.query(Teaching).update({"ends_at": now()}), end_all()))
    for person in ("ines", "mara"):
        browser = visitor.as_(person)
        browser.get("learning.home")
        assert bar(browser) == []


def end_all():
    for each in db.session.query(Membership):
        each.ends_at = now()


def test_a_learners_lesson_pays_nothing_for_doors(visitor, make, statements):
    make.course()
    make.enrol("mara")
    mara = visitor.as_("mara")
    mara.get("learning.lesson", slug="tiny", uid="first")
    with statements(at_most=4):
        mara.get("learning.lesson", slug="tiny", uid="first")
    assert bar(mara) == []


def test_all_doors_together_are_one_statement(visitor, make, statements):
    make.course()
    ines = visitor.as_("ines")
    ines.get("accounts.account")
    with statements() as seen:
        ines.get("accounts.account")
    assert sum("UNION ALL" in each for each in seen.texts) == 1
