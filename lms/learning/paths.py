"""Addresses of courses and their steps, made once: url_for is slow, and an outline has many."""

from types import MappingProxyType

from flask import url_for

from lms.core.cache import cached
from lms.curriculum.queries import document


@cached(128)
def step_paths(slug: str, edition_id: int) -> MappingProxyType[str, str]:
    """The address of every step of an edition, by its id."""
    course = document(edition_id)
    lessons = {uid: url_for("learning.lesson", slug=slug, uid=uid) for uid in course.lesson}
    quizzes = {uid: url_for("assessment.quiz", slug=slug, uid=uid) for uid in course.quiz}
    runs = {each.id: url_for(f"rehearsal.{each.sort}", slug=slug, uid=each.id) for each in course.rehearsals}
    return MappingProxyType(lessons | quizzes | runs)


@cached(8192)
def word_path(slug: str, term: str) -> str:
    """The address of a word in the glossary of a course."""
    return url_for("learning.glossary", slug=slug, _anchor=f"word-{term}")


@cached(512)
def course_path(slug: str) -> str:
    """The address of a course."""
    return url_for("learning.course", slug=slug)
