"""Addresses of courses and their steps, made once: url_for is slow, and an outline has many."""

from functools import lru_cache
from types import MappingProxyType

from flask import url_for

from lms.curriculum.queries import document


@lru_cache(maxsize=128)
def step_paths(slug: str, edition_id: int) -> MappingProxyType[str, str]:
    """The address of every step of an edition, by its id."""
    course = document(edition_id)
    lessons = {uid: url_for("learning.lesson", slug=slug, uid=uid) for uid in course.lesson}
    quizzes = {uid: url_for("assessment.quiz", slug=slug, uid=uid) for uid in course.quiz}
    runs = {each.id: url_for(f"rehearsal.{each.sort}", slug=slug, uid=each.id) for each in course.rehearsals}
    return MappingProxyType(lessons | quizzes | runs)


@lru_cache(maxsize=8192)
def word_path(slug: str, term: str) -> str:
    """The address of a word in the glossary of a course."""
    return url_for("learning.glossary", slug=slug, _anchor=f"word-{term}")


@lru_cache(maxsize=512)
def course_path(slug: str) -> str:
    """The address of a course."""
    return url_for("learning.course", slug=slug)
