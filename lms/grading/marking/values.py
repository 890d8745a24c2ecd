"""An answer to mark, with an instructor of the course."""

from dataclasses import dataclass

from lms.curriculum.values import Teacher
from lms.grading.marking.queries import Written


@dataclass(frozen=True)
class AtAnswer(Teacher):
    """An instructor with an answer to mark."""

    written: Written
