"""A clinic's list: who, in what role, with what achievement, until when, and why not."""

from datetime import timedelta

import pytest

from lms.certification.models import Attainment
from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.curriculum.queries import course
from lms.organizations import actions as organizations
from tests.compliance.conftest import CLINIC
from tests.page import text_of


def names(visitor):
    return [text_of(each) for each in visitor.page.select(".staff tbody th")]


def row(visitor, name):
    found = [each for each in visitor.page.select(".staff tbody tr") if name in text_of(each)]
    assert len(found) == 1
    return text_of(found[0])


def test_everybody_who_belongs_to_it_stands_there_with_their_role(mara):
    mara.get("compliance.clinic", slug=CLINIC)
    assert names(mara) == ["Ana Student", "Mara Manager", "Sofia Supervisor"]
    assert "supervisor" in row(mara, "Sofia")
    assert "Not enrolled" in row(mara, "Sofia")


def test_the_reasons_are_the_learners_own(mara, visitor, make):
    make.course()
    make.enrol("ana")
    ana = visitor.as_("ana")
    ana.get("learning.course", slug="tiny")
    mara.get("compliance.clinic", slug=CLINIC)
    for told in ("2 lessons to complete", "1 test to pass"):
        assert told in ana.page.text
        assert told in row(mara, "Ana")
    assert "Not started" in row(mara, "Ana")


ACHIEVEMENT = """
[[achievement]]
id = "theory"
title = "Theory of tiny: completed"
lessons = "all"
quizzes = ["tiny-test"]
valid_months = 24
"""


@pytest.fixture
def attested(make):
    """A course with an achievement, and Ana in it; her enrolment's id."""
    tree = make.tiny_tree()
    tree["course.toml"] += ACHIEVEMENT
    make.course(tree)
    return make.enrol("ana")


def test_an_achievement_that_is_missing_names_its_first_steps(mara, visitor, attested):
    visitor.as_("ana").post("learning.visit", {"seconds": "0"}, slug="tiny", uid="first", expect=204)
    mara.get("compliance.clinic", slug=CLINIC)
    shown = row(mara, "Ana")
    assert "Theory of tiny: completed 0% complete" in shown
    assert "The first lesson: Opened today" in shown
    assert "Module test: the start: Not started." in shown


ATTAINED = {
    "Valid until": (400, False),
    "Does not expire": (None, False),
    "Expired on": (-1, False),
    "Revoked on": (400, True),
}


@pytest.fixture
def attain(cast, make, attested):
    """Let Ana attain it at a moment, valid for `days` (None: without end), or revoked at once."""

    def award(moment, days=None, revoked=False):
        made = Attainment(
            person_id=cast["ana"].id,
            course_id=make.course_id(),
            edition_id=course("tiny").current_edition_id,
            enrolment_id=attested,
            achievement="theory",
            title="Theory of tiny: completed",
            holder="Ana",
            awarded_at=moment,
            expires_on=(moment + timedelta(days=days)).date() if days else None,
            evidence={},
            revoked_at=moment if revoked else None,
        )
        write_tx(lambda: db.session.add(made))

    return award


@pytest.mark.parametrize("words", ATTAINED)
def test_what_is_attained_says_until_when(mara, attain, words):
    attain(now(), *ATTAINED[words])
    mara.get("compliance.clinic", slug=CLINIC)
    shown = row(mara, "Ana")
    assert f"Theory of tiny: completed {words}" in shown
    assert shown.count("Theory of tiny") == 1


def test_what_was_attained_before_somebody_belonged_is_not_seen(mara, attain):
    attain(now() - timedelta(days=30))
    mara.get("compliance.clinic", slug=CLINIC)
    assert "Does not expire" not in row(mara, "Ana")


def test_answers_are_never_shown(mara, visitor, make):
    make.course()
    make.enrol("ana")
    ana = visitor.as_("ana")
    ana.post("assessment.start", slug="tiny", uid="tiny-test")
    ana.follow()
    attempt = ana.response.request.path.rsplit("/", 1)[1]
    ana.post("assessment.save_all", chosen(ana), id=attempt)
    ana.post("assessment.submit", id=attempt)
    mara.get("compliance.clinic", slug=CLINIC)
    said = mara.response.get_data(as_text=True)
    assert "Module test" in said or "1 test to pass" in said
    for asked in ("A beat lifts", "Press beside it", "You feel a pulse", attempt):
        assert asked not in said


def chosen(ana):
    radio = next(each for each in ana.page.select("input[type=radio]"))
    return {radio.get("name"): radio.get("value")}


def test_people_are_found_by_a_part_of_their_name(mara, staff):
    staff(60)
    mara.get("compliance.clinic", slug=CLINIC, q="sTaFf 003")
    assert names(mara) == [f"Staff 003{digit}" for digit in range(10)]
    mara.get("compliance.clinic", slug=CLINIC, q="%")
    assert "No one found with that name." in mara.page.text


def test_people_come_fifty_at_a_time(mara, staff):
    staff(60)
    mara.get("compliance.clinic", slug=CLINIC)
    assert len(names(mara)) == 50
    assert "63 people" in mara.page.text
    mara.get(mara.page.one("a[rel=next]").get("href"))
    assert len(names(mara)) == 13
    assert not mara.page.select("a[rel=next]")
    mara.get("compliance.clinic", slug=CLINIC, page=99)
    assert "No one on this page." in mara.page.text


@pytest.mark.parametrize("count", [5, 500])
def test_the_list_costs_the_same_however_many_there_are(mara, staff, statements, count):
    staff(count)
    mara.get("compliance.clinic", slug=CLINIC)  # documents are read once in a process
    with statements(exactly=11):
        mara.get("compliance.clinic", slug=CLINIC)
    with statements(exactly=10):
        mara.get("compliance.export", slug=CLINIC)
    assert mara.response.get_data(as_text=True).count("\n") == count + 4


def test_only_who_belongs_to_it_now_is_listed(mara, cast):
    clinic, moment = cast.organizations["north"], now()
    ines, omar = cast["ines"].id, cast["omar"].id

    def change():
        organizations.add_member(clinic, ines, "instructor", starts_at=moment + timedelta(days=1))
        gone = organizations.add_member(clinic, omar, "student", starts_at=moment - timedelta(days=9))
        organizations.end_membership(gone)

    write_tx(change)
    mara.get("compliance.clinic", slug=CLINIC)
    assert names(mara) == ["Ana Student", "Mara Manager", "Sofia Supervisor"]


@pytest.mark.parametrize("person", ["ana", "ines", "sofia", "ada", "omar"])
def test_to_everybody_else_it_is_not_there(visitor, person):
    visitor.as_(person).get("compliance.clinic", slug=CLINIC, expect=404)


def test_somebody_with_several_roles_is_one_person(mara, cast):
    clinic, ana = cast.organizations["north"], cast["ana"].id
    write_tx(lambda: organizations.add_member(clinic, ana, "supervisor"))
    mara.get("compliance.clinic", slug=CLINIC)
    assert names(mara).count("Ana Student") == 1
    assert "student" in row(mara, "Ana")
    assert "supervisor" in row(mara, "Ana")
