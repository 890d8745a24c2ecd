"""What each of this feature's templates gets."""

from dataclasses import dataclass

from lms.certification.queries import Issued
from lms.core.pages import Page
from lms.curriculum.document import Document
from lms.learning.outline import Row


@dataclass(frozen=True)
class Paper:
    """An attainment in words."""

    issued: Issued
    tone: str
    word: str  # how it stands
    holds: str  # the same in a sentence with its date
    means: str
    assessed: list[str]
    quizzes: list[tuple[str, str, str]]  # title, result, day
    address: str  # where anybody can verify it


@dataclass(frozen=True)
class Waiting:
    """An achievement that is not issued yet: how far it is, and the first missing steps with their reasons."""

    title: str
    done: int
    of: int
    missing: tuple[Row, ...]
    more: int  # how many steps are missing beyond these


@dataclass(frozen=True)
class CourseWaiting:
    """What a course of the learner has not brought yet."""

    document: Document
    path: str
    achievements: tuple[Waiting, ...]
    done: int  # of what the certificate asks for and can be done here
    of: int
    not_here: str  # what it asks for and cannot be recorded here yet


@dataclass(frozen=True, kw_only=True)
class CertificatesPage(Page):
    """What is issued, what is not yet, and why."""

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
    """What anybody sees who has the code."""

    template = "certification/verified.html"
    paper: Paper
