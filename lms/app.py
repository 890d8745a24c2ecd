"""The whole product on one page: its features, who listens to what, what features provide to each other."""

from collections.abc import Iterator

from flask import Flask
from flask_compress import Compress

from config import Settings
from lms.accounts import session
from lms.accounts import views as accounts
from lms.accounts.events import AddressChanged, PersonLeft
from lms.accounts.tasks import CLEANUP
from lms.administration import views as administration
from lms.assessment import views as assessment
from lms.assessment.events import AttemptHeld, AttemptSubmitted, GrantTaken, MakeupSubmitted
from lms.assessment.tasks import HAND_IN
from lms.authoring import views as authoring
from lms.authoring.pages import desk as authoring_desk
from lms.certification import actions as certification_actions
from lms.certification import views as certification
from lms.certification.events import AttainmentAwarded, AttainmentRevoked
from lms.cli import audit as audit_commands
from lms.cli import backup, courses, credentials, demo, jobs, mail, people
from lms.cli import organizations as organization_commands
from lms.cli import search as search_commands
from lms.compliance import pages as compliance_pages
from lms.compliance import views as compliance
from lms.core import audit, db, i18n, login, policy, security
from lms.core.events import Event, Listeners, listeners, on
from lms.core.jobs import kinds as job_kinds
from lms.core.mail import MAIL, MailFailed
from lms.core.wiring import Wiring
from lms.curriculum import kinds, rehearsals
from lms.curriculum.events import EditionPublished
from lms.enrolment.gates import gates
from lms.grading import views as grading
from lms.grading.events import AttemptGranted, AttemptMarked, LateAnswersAccepted
from lms.invitations import actions as invitations_actions
from lms.invitations import views as invitations
from lms.invitations.events import InvitationEnded, InvitationFailed
from lms.learning import views as learning
from lms.learning.events import EditionTakenUp, LessonFinished
from lms.learning.gates import prerequisites
from lms.notes import actions as notes_actions
from lms.notes import views as notes
from lms.notes.events import NoteKept
from lms.notices import actions as notices_actions
from lms.notices import pages as notices_pages
from lms.notices import views as notices
from lms.notices.tasks import TELL_TEACHERS
from lms.organizations import actions as organizations_actions
from lms.organizations import views as organizations
from lms.organizations.events import OrganizationClosed
from lms.questions.blueprint import bp as questions
from lms.questions.kinds import KINDS
from lms.rehearsal import views as rehearsal
from lms.rehearsal.sorts import SORTS
from lms.review import actions as review_actions
from lms.review import pages as review_pages
from lms.review import views as review
from lms.search import actions as search_actions
from lms.search import pages as search_pages
from lms.search import views as search
from lms.ui import assets, error_pages, health, navigation, slots, templating

BLUEPRINTS = (
    *(search.bp, notes.bp, review.bp),
    *(
        administration.bp,
        authoring.bp,
        compliance.bp,
        certification.bp,
        notices.bp,
        learning.bp,
        rehearsal.bp,
        grading.bp,
        assessment.bp,
    ),
    *(questions, invitations.bp, organizations.bp, accounts.bp, health.bp),
)
COMMANDS = (
    *(courses.group, people.group, organization_commands.group, credentials.group, demo.group, audit_commands.group),
    *(jobs.group, mail.group, search_commands.group, backup.backup, backup.restore),
)

JOBS = (MAIL, HAND_IN, CLEANUP, TELL_TEACHERS)


def create_app(settings: Settings) -> Flask:
    """The app for these settings. Raises BadSetting, NoAudience or UnsafeDatabase rather than serve unsafely."""
    app = Flask("lms", static_folder=None, root_path=str(templating.HERE))
    app.config["SETTINGS"] = settings
    db.connect(app, settings)
    login.use(app, session.load)
    i18n.use(app, settings)
    security.use(app, settings)
    templating.use(app, settings)
    assets.use(app, settings)
    error_pages.use(app)
    app.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=6, COMPRESS_LEVEL=4, COMPRESS_MIN_SIZE=800)
    Compress(app)

    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)

    _wire(app.extensions.setdefault("palpate", Wiring()))
    policy.require_audiences(app)
    return app


def _wire(wiring: Wiring) -> None:
    """Register listeners, kinds, sorts and gates, and what higher features put into lower ones' pages."""
    wiring.provide(db.before_commit, (audit.link_pending,))
    wiring.provide(listeners, dict(_listeners()))
    wiring.provide(kinds.known, KINDS)
    wiring.provide(rehearsals.known, SORTS)
    wiring.provide(job_kinds.known, {each.name: each for each in JOBS})
    wiring.provide(gates, (prerequisites,))
    wiring.provide(navigation.doors, (authoring_desk.DOOR, compliance_pages.DOOR))
    at_home = (notices_pages.AT_HOME_CARD, review_pages.AT_HOME_CARD, search_pages.AT_HOME_CARD)
    wiring.provide(slots.home, at_home)


def _listeners() -> Iterator[tuple[type[Event], Listeners]]:
    left = (
        organizations_actions.forget,
        invitations_actions.forget,
        certification_actions.forget,
        notices_actions.forget,
    )
    yield on(PersonLeft, *left, search_actions.forget, notes_actions.forget, review_actions.forget)
    yield on(EditionPublished, search_actions.published)
    yield on(NoteKept, search_actions.written)
    yield on(OrganizationClosed, invitations_actions.closed)
    yield on(MailFailed, invitations_actions.mail_failed)
    yield on(InvitationFailed, notices_actions.invitation_failed)
    yield on(InvitationEnded, notices_actions.invitation_ended)
    yield on(AddressChanged, notices_actions.follow)
    yield on(AttemptSubmitted, certification_actions.attempt_submitted)
    yield on(LessonFinished, certification_actions.lesson_finished)
    yield on(EditionTakenUp, certification_actions.edition_taken_up)
    yield on(AttemptHeld, notices_actions.held)
    yield on(MakeupSubmitted, notices_actions.decided)
    yield on(AttemptGranted, notices_actions.reopened)
    yield on(GrantTaken, notices_actions.grant_taken)
    yield on(AttemptMarked, notices_actions.marked)
    yield on(LateAnswersAccepted, notices_actions.accepted)
    yield on(AttainmentAwarded, notices_actions.awarded)
    yield on(AttainmentRevoked, notices_actions.revoked)
