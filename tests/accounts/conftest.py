"""What the tests about accounts share."""

import argon2
import pytest
from sqlalchemy import select

from lms.accounts.models import SignInSession
from lms.core.audit import AuditEvent
from lms.core.db import db


@pytest.fixture
def computed(monkeypatch):
    """The argon2 computations that were really made, by name: a hash that cannot be read makes none."""
    done = []
    for name in ("hash", "verify"):
        real = getattr(argon2._password_hasher, f"{name}_secret")

        def counting(*given, name=name, real=real, **named):
            done.append(name)
            return real(*given, **named)

        monkeypatch.setattr(argon2._password_hasher, f"{name}_secret", counting)
    return done


@pytest.fixture
def audited(app):
    """The acts that were recorded, in order: (action, subject, actor, outcome)."""

    def read():
        db.session.rollback()
        columns = select(AuditEvent.action, AuditEvent.subject, AuditEvent.actor, AuditEvent.outcome)
        return [tuple(row) for row in db.session.execute(columns.order_by(AuditEvent.id))]

    return read


@pytest.fixture
def holding(app):
    """How many sessions of a person have not been ended."""

    def count(person_id):
        db.session.rollback()
        theirs = (SignInSession.person_id == person_id, SignInSession.ended_at.is_(None))
        return len(db.session.scalars(select(SignInSession.id).where(*theirs)).all())

    return count
