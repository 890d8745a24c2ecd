"""Building the pages from what was attained: plain values in, page contexts out; nothing is written."""

from lms.certification import queries, rules, words
from lms.certification.pages import CertificatesPage, CourseWaiting, Paper, Waiting
from lms.certification.queries import Issued
from lms.core.addresses import absolute
from lms.core.i18n import day
from lms.curriculum.awards import Achievement
from lms.enrolment.queries import enrolments
from lms.learning.outline import course_path, row, step_paths
from lms.learning.queries import Standing, standings
from lms.learning.rules import required

STEPS = 5  # named of an achievement that is not issued yet


def certificates(person_id: int) -> CertificatesPage:
    """What somebody has attained, and what their courses have not brought yet. Four statements."""
    issued = queries.mine(person_id)
    held = {(each.enrolment_id, each.achievement) for each in issued}
    waiting = tuple(_waiting(each, held) for each in standings(enrolments(person_id)))
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
    """The full address where anybody can verify it, as it stands on paper."""
    return absolute("certification.verified", code=code)


def _waiting(stands: Standing, held: set[tuple[int, str]]) -> CourseWaiting:
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
