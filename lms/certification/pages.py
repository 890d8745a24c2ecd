"""The pages of certificates."""

from dataclasses import dataclass
from datetime import datetime

from lms.certification import queries, rules, words
from lms.certification.forms import VerifyForm
from lms.certification.queries import Issued
from lms.core.addresses import absolute
from lms.core.i18n import day
from lms.core.ids import EnrolmentId, PersonId
from lms.core.pages import Page
from lms.curriculum.awards import Achievement
from lms.curriculum.document import Document
from lms.enrolment.queries import enrolments
from lms.learning.outline import StepRow, course_path, row, step_paths
from lms.learning.queries import Standing, standings
from lms.learning.rules import required

STEPS = 5  # missing steps named for an achievement


@dataclass(frozen=True)
class Paper:
    """An attainment in words."""

    issued: Issued
    tone: str
    word: str  # its state
    holds: str  # its state in a sentence, with the date
    means: str
    assessed: list[str]
    quizzes: list[tuple[str, str, str]]  # title, result, day
    address: str  # where anyone can verify it


@dataclass(frozen=True)
class Waiting:
    """An achievement that is not awarded yet: its progress, and the first missing steps with their reasons."""

    title: str
    done: int
    of: int
    missing: tuple[StepRow, ...]
    more: int  # how many steps are missing beyond these


@dataclass(frozen=True)
class CourseWaiting:
    """The achievements that a course of the learner has not led to yet."""

    document: Document
    path: str
    achievements: tuple[Waiting, ...]
    done: int  # of the certificate's requirements that can be met here
    of: int
    not_here: str  # its requirements that cannot be recorded here yet


@dataclass(frozen=True, kw_only=True)
class CertificatesPage(Page):
    """What is awarded, what is not yet, and why."""

    template = "certification/certificates.html"
    issued: tuple[Paper, ...]
    waiting: tuple[CourseWaiting, ...]


@dataclass(frozen=True, kw_only=True)
class CertificatePage(Page):
    """One's own attainment, with its evidence."""

    template = "certification/certificate.html"
    paper: Paper


@dataclass(frozen=True, kw_only=True)
class VerifiedPage(Page):
    """What anyone with the code sees."""

    template = "certification/verified.html"
    paper: Paper


@dataclass(frozen=True, kw_only=True)
class VerifyPage(Page):
    """The form for a code. `unknown` is set after looking up a code that does not exist."""

    template = "certification/verify.html"
    form: VerifyForm
    unknown: bool


def certificates_page(person_id: PersonId, at: datetime) -> CertificatesPage:
    """What a person has attained, and what their courses have not led to yet. Four statements."""
    issued = queries.mine(person_id, at)
    held = {(each.enrolment_id, each.achievement) for each in issued}
    waiting = tuple(_waiting(each, held) for each in standings(enrolments(person_id, at), at))
    return CertificatesPage(issued=tuple(paper(each) for each in issued), waiting=waiting)


def paper(issued: Issued) -> Paper:
    """An attainment in words."""
    evidence = issued.evidence
    return Paper(
        issued=issued,
        tone=words.TONES[issued.standing],
        word=words.standing(issued),
        holds=words.holds(issued),
        means=words.means(),
        assessed=words.assessed(evidence),
        quizzes=[(each.title, words.result(each), day(each.passed_at)) for each in evidence.quizzes],
        address=verify_address(issued.code),
    )


def verify_address(code: str) -> str:
    """The full address where anyone can verify it, as printed."""
    return absolute("certification.verified", code=code)


def _waiting(stands: Standing, held: set[tuple[EnrolmentId, str]]) -> CourseWaiting:
    document, enrolled = stands.document, stands.enrolled
    open_ones = [each for each in document.achievements if (enrolled.enrolment_id, each.id) not in held]
    asked = required(document)
    return CourseWaiting(
        document=document,
        path=course_path(enrolled.slug),
        achievements=tuple(_achievement(stands, each) for each in open_ones),
        done=len(asked) - len(stands.way.missing),
        of=len(asked),
        not_here=words.not_here(unmet=rules.without_means(document.certificate)),
    )


def _achievement(stands: Standing, achievement: Achievement) -> Waiting:
    paths = step_paths(stands.enrolled.slug, stands.enrolled.edition_id)
    missing = rules.missing(stands.document, achievement, stands.way)
    of = len(rules.parts(stands.document, achievement))
    return Waiting(
        title=achievement.title,
        done=of - len(missing),
        of=of,
        missing=tuple(row(step, paths) for step in missing[:STEPS]),
        more=max(0, len(missing) - STEPS),
    )
