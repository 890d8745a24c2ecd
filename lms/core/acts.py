"""Everything that the audit trail records, named in one grammar: `noun.past_participle`.

A refused act has the same name, with the outcome "refused".
"""

from enum import StrEnum


class Act(StrEnum):
    """Everything that leaves a line in the audit trail."""

    PERSON_CREATED = "person.created"
    PERSON_SIGNED_UP = "person.signed_up"
    PERSON_SIGNED_IN = "person.signed_in"
    PERSON_SIGNED_OUT = "person.signed_out"
    PERSON_LEFT = "person.left"
    PERSON_RENAMED = "person.renamed"
    ADMIN_APPOINTED = "admin.appointed"
    ADMIN_DISMISSED = "admin.dismissed"
    ADDRESS_CORRECTED = "address.corrected"
    SESSIONS_ENDED = "sessions.ended"
    PASSWORD_REQUESTED = "password.requested"  # noqa: S105 - an act
    PASSWORD_RESET = "password.reset"  # noqa: S105
    PASSWORD_CHANGED = "password.changed"  # noqa: S105
    ADDRESS_REQUESTED = "address.requested"
    ADDRESS_CHANGED = "address.changed"
    SESSION_ENDED = "session.ended"
    OTHER_SESSIONS_ENDED = "other_sessions.ended"

    ORGANIZATION_FOUNDED = "organization.founded"
    ORGANIZATION_RENAMED = "organization.renamed"
    ORGANIZATION_CLOSED = "organization.closed"
    SITE_ADDED = "site.added"
    MEMBERSHIP_STARTED = "membership.started"
    MEMBERSHIP_ENDED = "membership.ended"
    CONSENT_GIVEN = "consent.given"
    CONSENT_WITHDRAWN = "consent.withdrawn"
    INVITATION_SENT = "invitation.sent"
    INVITATION_ACCEPTED = "invitation.accepted"
    INVITATION_WITHDRAWN = "invitation.withdrawn"

    COURSE_PUBLISHED = "course.published"
    EDITION_CHOSEN = "edition.chosen"
    TEACHER_APPOINTED = "teacher.appointed"
    TEACHER_DISMISSED = "teacher.dismissed"

    PERSON_ENROLLED = "person.enrolled"
    TIME_GRANTED = "time.granted"
    ATTEMPT_GRANTED = "attempt.granted"

    ANSWER_SAVED = "answer.saved"
    ANSWER_MARKED = "answer.marked"
    LATE_ANSWER_ACCEPTED = "late_answer.accepted"
    TRACE_SENT = "trace.sent"

    ATTAINMENT_AWARDED = "attainment.awarded"
    ATTAINMENT_REVOKED = "attainment.revoked"

    BACKUP_RESTORED = "backup.restored"
