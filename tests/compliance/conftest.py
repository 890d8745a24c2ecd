"""The north clinic with as many people as a test wants, and Mara, who manages it."""

import pytest
from sqlalchemy import insert

from lms.accounts.models import Person
from lms.core.clock import now
from lms.core.db import db, random_id, write_tx
from lms.enrolment.models import Enrolment
from lms.organizations.actions import share
from lms.organizations.models import Consent, Membership

CLINIC = "north-clinic"


@pytest.fixture
def mara(visitor, cast):
    """The manager of the north clinic, whose people let it see what they do."""
    cast.load()
    write_tx(lambda: [share(cast.organizations["north"], cast[each].id) for each in ("ana", "mara", "sofia")])
    return visitor.as_("mara")


@pytest.fixture
def staff(cast, make):
    """`staff(500)`: that many students of the course "tiny" on the staff of the north clinic."""

    def gather(count):
        make.course()
        make.enrol("ana")
        write_tx(lambda: _gather(cast.organizations["north"], make.course_id(), count))

    return gather


def _gather(clinic, course, count):
    edition, moment = db.session.query(Enrolment.edition_id).filter_by(course_id=course).first()[0], now()
    people = [
        {"public_id": random_id(), "email": f"s{number}@many.example", "name": f"Staff {number:04}",
         "password_hash": "-", "certificate_name": "", "time_zone": "UTC", "language": "en", "admin": False,
         "demo": False, "created_at": moment}
        for number in range(count)
    ]  # fmt: skip
    ids = db.session.scalars(insert(Person).returning(Person.id), people).all()
    same = {"edition_id": edition, "course_id": course, "cycle": 1, "enrolled_at": moment}
    db.session.execute(
        insert(Enrolment), [{"public_id": random_id(), "person_id": uid, **same} for uid in ids]
    )  # fmt: skip
    role = {"organization_id": clinic, "role": "student", "starts_at": moment}
    db.session.execute(
        insert(Membership), [{"public_id": random_id(), "person_id": uid, **role} for uid in ids]
    )  # fmt: skip
    shown = {"organization_id": clinic, "given_at": moment}
    db.session.execute(insert(Consent), [{"person_id": uid, **shown} for uid in ids])
