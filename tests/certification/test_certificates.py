"""/certificates: what is issued, what is not yet, and why."""

from datetime import UTC, datetime

import time_machine

from lms.certification import actions
from lms.core.db import write_tx
from tests.certification.conftest import ACHIEVEMENT


def test_nothing_is_issued_at_first_and_the_missing_parts_are_named(ana):
    ana.get("certification.certificates")
    text = ana.page.text
    assert "Nothing yet." in text
    assert "0 of 3 requirements met." in text
    assert "The first lesson" in text
    assert "Not started." in text


def test_parts_that_are_done_are_not_missing(ana, finish):
    finish(ana, test=False)
    ana.get("certification.certificates")
    assert "2 of 3 requirements met." in ana.page.text
    assert "Not started." in ana.page.text


def test_what_is_issued_stands_with_its_end(ana, finish):
    with time_machine.travel(datetime(2026, 11, 22, 10, tzinfo=UTC)):
        finish(ana)
    ana.get("certification.certificates")
    text = ana.page.text
    assert "Awarded on November 22, 2026. Valid until November 22, 2028." in text
    assert "You’ll get it automatically" not in text
    [link] = ana.page.select("h3 a[href*=certificates]")
    assert link.text == "Theory of the tiny course: completed"


def test_a_certificate_that_asks_for_more_than_can_be_done_here_says_so(visitor, make, tree, finish):
    make.course(tree())
    make.enrol("ana")
    ana = visitor.as_("ana")
    finish(ana)
    ana.get("certification.certificates")
    assert "Supervised practice cannot be recorded here yet, so this certificate is not available yet." in ana.page.text
    assert "3 of 3 requirements met." in ana.page.text
    assert "An achievement does not replace the certificate." in ana.page.text


def test_a_course_without_achievements_says_what_its_certificate_waits_for(visitor, make):
    make.course()
    make.enrol("ana")
    ana = visitor.as_("ana")
    ana.get("certification.certificates")
    assert "Course certificates are not available here yet" in ana.page.text


def test_who_is_in_no_course_is_shown_the_way(visitor):
    omar = visitor.as_("omar")
    omar.get("certification.certificates")
    assert "You are not enrolled in a course yet." in omar.page.text


def test_it_stands_in_the_navigation(ana):
    ana.get("certification.certificates")
    [entry] = ana.page.select("nav a[aria-current]")
    assert entry.text == "Certificates"


def test_what_is_revoked_stays_in_the_list_and_says_so(ana, attained):
    write_tx(lambda: actions.revoke(attained.code, "A mistake."))
    ana.get("certification.certificates")
    assert "Revoked" in ana.page.text
    assert "No longer valid" in ana.page.text


def test_the_page_costs_five_statements_whatever_there_is(ana, finish, make, tree, statements):
    finish(ana)
    many = "".join(ACHIEVEMENT.replace("theory", f"theory-{number}") for number in range(20))
    for number in range(5):
        make.course(tree(many), slug=f"other-{number}")
        make.enrol("ana", f"other-{number}")
    ana.get("certification.certificates")  # the editions are cached
    with statements(at_most=5):
        ana.get("certification.certificates")
