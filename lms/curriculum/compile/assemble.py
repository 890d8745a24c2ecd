"""Assemble the document from its parts, if there are no errors."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from lms.curriculum.awards import Achievement, Certificate, SupervisedPractice
from lms.curriculum.checklist import Checklist, ChecklistStep
from lms.curriculum.compile.material import LessonFile, Material
from lms.curriculum.document import Document, Lesson, Module, Objective, Quiz
from lms.curriculum.part import Part
from lms.curriculum.reference import Caution, Claim, RedFlag, Source, Term


def assemble(slug: str, material: Material, modules: tuple[Module, ...]) -> Document | None:
    """The document, or None if course.toml could not be read."""
    if material.head is None or material.certificate is None:
        return None
    parts = _Parts(material)
    return Document(
        slug=slug,
        **dict(material.head.value),
        certificate=_certificate(material.certificate.value),
        achievements=tuple(Achievement(**dict(each.value)) for each in material.achievements),
        modules=modules,
        lessons=tuple(parts.lesson(each) for each in material.lessons),
        quizzes=tuple(Quiz(**dict(each.quiz.value)) for each in material.quizzes),
        rehearsals=tuple(each.rehearsal for each in material.rehearsals if each.rehearsal),
        families=tuple(each.family for each in material.families),
        figures=tuple(material.figures),
        sources=tuple(Source(**dict(each.value)) for each in material.sources),
        claims=tuple(Claim(**dict(each.value)) for each in material.claims),
        terms=tuple(Term(**dict(each.value)) for each in material.terms),
        cautions=tuple(Caution(**dict(each.value)) for each in material.cautions),
        red_flags=tuple(RedFlag(**dict(each.value)) for each in material.red_flags),
        checklists=tuple(_checklist(each.value) for each in material.checklists),
    )


def _checklist(read: Checklist) -> Checklist:
    steps = tuple(ChecklistStep(**dict(each)) for each in read.steps)
    return Checklist(**{**dict(read), "steps": steps})


def _certificate(read: Certificate) -> Certificate:
    practice = SupervisedPractice(**dict(read.practice)) if read.practice else None
    return Certificate(**{**dict(read), "practice": practice})


class _Parts:
    """The parts by id, for the digests of the lessons that show them."""

    def __init__(self, material: Material) -> None:
        self.claims: dict[str, Part] = {each.value.id: each.value for each in material.claims}
        self.figures: dict[str, Part] = {each.id: each for each in material.figures}
        self.families = {each.family.id: each.family for each in material.families}
        self.cautions = [each.value for each in material.cautions]
        self.red_flags = [each.value for each in material.red_flags]

    def lesson(self, file: LessonFile) -> Lesson:
        objectives = tuple(Objective(**dict(each.value)) for each in file.objectives)
        head = dict(file.head.value)
        return Lesson(**head, objectives=objectives, text=file.text, digest=self._digest(file, objectives))

    def _digest(self, file: LessonFile, objectives: tuple[Objective, ...]) -> str:
        """SHA-256 over everything that a reader would notice: the text, and what the directives show."""
        head = file.head.value
        told = [head.title, head.summary, head.warning, file.text, [each.text for each in objectives]]
        shows = [each.model_dump(mode="json") for each in self._shown(file)]
        canonical = json.dumps([told, shows], sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def _shown(self, file: LessonFile) -> Iterator[Part]:
        for name, argument, _line in file.found.shows:
            found: list[Any] = []
            if name == "claim":
                found = [self.claims.get(argument)]
            elif name == "figure":
                found = [self.figures.get(argument)]
            elif name == "check" and (family := self.families.get(argument)):
                found = [family, *(self.figures.get(variant.figure) for variant in family.variants)]
            elif name == "cautions":
                found = [each for each in self.cautions if argument in {each.light, "all"}]
            elif name == "red-flags":
                found = [each for each in self.red_flags if argument in {each.band, "all"}]
            yield from (each for each in found if each)
