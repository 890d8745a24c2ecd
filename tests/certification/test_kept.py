"""What was attained stays as it was: the database refuses all but a revocation and the loss of the name."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from lms.certification import actions
from lms.certification.models import Attainment
from lms.core.audit import AuditEvent
from lms.core.db import db, write_tx
from lms.core.errors import Invalid, NotFound

CHANGES = [
    "title = 'Licence to practise'",
    "holder = 'Somebody Else'",
    "code = 'another'",
    "public_id = 'another'",
    "person_id = person_id + 1",
    "course_id = course_id + 1",
    "achievement = 'other'",
    "awarded_at = '2020-01-01 00:00:00'",
    "expires_on = '2099-01-01'",
    "expires_on = NULL",
    "evidence = '{}'",
    "id = id + 1",
    "revoked_reason = 'without a date'",
    "revoked_by = person_id",
]


def change(statement):
    write_tx(lambda: db.session.execute(text(statement)))


@pytest.mark.parametrize("values", CHANGES)
def test_a_change_is_refused(attained, values):
    with pytest.raises(DatabaseError, match="only revoked"):
        change(f"UPDATE attainment SET {values}")


def test_it_cannot_be_deleted(attained):
    with pytest.raises(DatabaseError, match="only revoked"):
        change("DELETE FROM attainment")


def test_a_revocation_goes_one_way(attained, issued, cast):
    assert write_tx(lambda: actions.revoke(attained.code, "Somebody else took the test.", by=cast["ada"].id))
    [row] = issued()
    assert (row.revoked_by, row.revoked_reason) == (cast["ada"].id, "Somebody else took the test.")
    for values in ("revoked_at = NULL", "revoked_at = '2020-01-01 00:00:00'", "revoked_reason = 'better'"):
        with pytest.raises(DatabaseError, match="only revoked"):
            change(f"UPDATE attainment SET {values}")


def test_revoking_again_changes_nothing(attained, issued):
    write_tx(lambda: actions.revoke(attained.code, "First."))
    before = issued()[0].revoked_at
    assert not write_tx(lambda: actions.revoke(attained.code, "Second."))
    assert (issued()[0].revoked_at, issued()[0].revoked_reason) == (before, "First.")


def test_a_revocation_needs_a_reason_and_a_code(attained):
    with pytest.raises(Invalid):
        write_tx(lambda: actions.revoke(attained.code, "  "))
    with pytest.raises(NotFound):
        write_tx(lambda: actions.revoke("nothing", "Why not."))


def test_the_trail_tells_of_the_revocation(attained, cast):
    write_tx(lambda: actions.revoke(attained.code, "A mistake.", by=cast["ada"].id))
    event = db.session.query(AuditEvent).filter_by(action="attainment.revoked").one()
    assert (event.actor, event.subject) == (f"person:{cast['ada'].id}", f"attainment:{attained.public_id}")
    assert event.detail["reason"] == "A mistake."


def test_what_was_revoked_is_not_awarded_again_by_passing_again(ana, attained, finish, issued):
    write_tx(lambda: actions.revoke(attained.code, "A mistake."))
    finish(ana)
    assert [each.code for each in issued()] == [attained.code]


def test_who_leaves_takes_the_name_along_and_leaves_the_rest(ana, attained, visitor):
    ana.get("accounts.leave")
    ana.post("accounts.leave", data={"password": ana.cast["ana"].password, "sure": "y"}, expect=302)
    visitor.get("certification.verified", code=attained.code)
    assert "Ana Student" not in visitor.page.text
    assert "Theory of the tiny course: completed" in visitor.page.text
    assert "Name removed" in visitor.page.text
    assert db.session.query(Attainment).count() == 1
    with pytest.raises(DatabaseError, match="only revoked"):
        change("UPDATE attainment SET holder = 'Ana Student'")
