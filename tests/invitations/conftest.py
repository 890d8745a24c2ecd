"""Mara, who manages the north clinic, and Ines, who teaches “tiny”."""

import pytest

from lms.core.db import db
from lms.invitations.models import Invitation

CLINIC = {"to": "clinic", "slug": "north-clinic"}
COURSE = {"to": "course", "slug": "tiny"}


@pytest.fixture
def mara(visitor):
    """The manager of the north clinic."""
    return visitor.as_("mara")


@pytest.fixture
def ines(visitor, make):
    """The teacher of a published course."""
    make.course()
    return visitor.as_("ines")


@pytest.fixture
def waiting():
    """The addresses that were invited and have not accepted, in order."""

    def find():
        db.session.rollback()
        rows = db.session.query(Invitation).filter(Invitation.accepted_at.is_(None)).order_by(Invitation.id)
        return [each.email for each in rows]

    return find
