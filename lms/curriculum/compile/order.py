"""The order of the course: modules from folders, lessons before their checks, and prerequisites."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from lms.curriculum.compile.files import Entry
from lms.curriculum.compile.material import Material
from lms.curriculum.compile.names import STEP, Ref
from lms.curriculum.compile.problems import Report, SourceLine, shown
from lms.curriculum.compile.shapes import ModuleEntry
from lms.curriculum.document import Module


def modules(material: Material, report: Report) -> tuple[Module, ...]:
    """The modules with their steps. Reports folders without a module and modules without a folder."""
    placed: dict[str, str] = {}
    made = [_module(each, material, placed, report) for each in material.modules]
    if "module" not in material.names.unsure:
        for folder in material.folders.keys() - placed.keys():
            hint = f'Add [[module]] with folder = "{folder}"'
            report.error(material.folders[folder], f"no module in course.toml uses the folder {folder}", hint)
    return tuple(made)


def _module(each: Entry[ModuleEntry], material: Material, placed: dict[str, str], report: Report) -> Module:
    value, spot = each.value, each.spot("folder")
    if value.folder in placed:
        report.error(spot, f"the folder {value.folder} is already used by the module {placed[value.folder]}")
    elif value.folder not in material.folders:
        report.error(spot, f"the folder {value.folder} has no lessons or quizzes")
    placed.setdefault(value.folder, value.id)
    fields = {name: text for name, text in value if name != "folder"}
    return Module(**fields, steps=tuple(_steps(value.folder, material, report)))


def _steps(folder: str, material: Material, report: Report) -> Iterator[str]:
    """Each lesson followed by its checks and rehearsals, then other quizzes, exams last."""
    quizzes = [each.quiz for each in material.quizzes if each.folder == folder]
    lessons = [each.head.value.id for each in material.lessons if each.folder == folder]
    for lesson in lessons:
        yield lesson
        yield from (quiz.value.id for quiz in quizzes if quiz.value.lesson == lesson)
        yield from (each.head.value.id for each in material.rehearsals if each.head.value.lesson == lesson)
    for quiz in sorted(quizzes, key=lambda quiz: quiz.value.purpose == "exam"):
        if not quiz.value.lesson:
            yield quiz.value.id
        elif quiz.value.lesson not in lessons and quiz.value.lesson in material.names.of("lesson"):
            report.error(quiz.spot("lesson"), f"its lesson {shown(quiz.value.lesson)} is in another module’s folder")
            yield quiz.value.id


def references(material: Material) -> Iterator[Ref]:
    """The references of modules, lessons, quizzes, the certificate and the reference data."""
    entries: list[Entry[Any]] = [*material.modules, *_step_entries(material)]
    for entry in entries:
        yield from _ids(entry, "requires", STEP)
    for each in material.quizzes:
        if each.quiz.value.lesson:
            yield Ref("lesson", each.quiz.value.lesson, partial(each.quiz.spot, "lesson"))
    rows: list[Entry[Any]] = [*material.claims, *material.cautions, *material.red_flags]
    for row in rows:
        yield from _ids(row, "sources", "source")
    for checklist in material.checklists:
        yield Ref("lesson", checklist.value.lesson, partial(checklist.spot, "lesson"))
        yield from _ids(checklist, "sources", "source")
    yield from _attested(material)


def _attested(material: Material) -> Iterator[Ref]:
    """The references of the certificate and the achievements."""
    certificate = material.certificate
    rules: list[Entry[Any]] = [*([certificate] if certificate else []), *material.achievements]
    for rule in rules:
        yield from _ids(rule, "quizzes", "quiz")
        yield from _ids(rule, "lessons", "lesson")
    if certificate:
        yield from _ids(certificate, "conversations", "conversation")
        yield from _ids(certificate, "simulations", "simulation")
    if certificate and certificate.value.practice:
        yield Ref("checklist", certificate.value.practice.checklist, partial(certificate.spot, "practice"))


def _step_entries(material: Material) -> list[Entry[Any]]:
    lessons = [each.head for each in material.lessons]
    return [*lessons, *(each.head for each in material.rehearsals), *(each.quiz for each in material.quizzes)]


def _ids(entry: Entry[Any], field: str, sort: str) -> Iterator[Ref]:
    named = getattr(entry.value, field)
    for index, uid in enumerate(() if named == "all" else named):
        yield Ref(sort, uid, partial(entry.spot, field, index))


def cycles(made: tuple[Module, ...], material: Material, report: Report) -> None:
    """Report every cycle of steps that require each other, since no one could begin it."""
    requires, spots = _requires(made, material)
    done: set[str] = set()
    for start in requires:
        cycle = _cycle(start, requires, done)
        if cycle:
            report.error(spots[cycle[0]](), f"these steps require each other: {' requires '.join((*cycle, cycle[0]))}")


def _requires(
    made: tuple[Module, ...], material: Material
) -> tuple[dict[str, tuple[str, ...]], dict[str, Callable[[], SourceLine]]]:
    """What each step requires, including through its module, and where that is written."""
    entries = _step_entries(material)
    own = {entry.value.id: entry.value.requires for entry in entries}
    of_module = {step: module.requires for module in made for step in module.steps}
    requires = {uid: (*own[uid], *of_module.get(uid, ())) for uid in own}
    return requires, {entry.value.id: partial(entry.spot, "requires") for entry in entries}


def _cycle(start: str, requires: Mapping[str, tuple[str, ...]], done: set[str]) -> list[str]:
    """The first cycle reachable from `start`, as a list of ids. Ids without a cycle are added to `done`."""
    way: list[str] = []
    stack: list[tuple[str, Iterator[str]]] = []

    def enter(uid: str) -> None:
        way.append(uid)
        stack.append((uid, iter(requires.get(uid, ()))))

    if start not in done:
        enter(start)
    while stack:
        uid, further = stack[-1]
        following = next(further, None)
        if following is None:
            done.add(uid)
            way.pop()
            stack.pop()
        elif following in way:
            done.update(way)
            return way[way.index(following) :]
        elif following not in done:
            enter(following)
    return []
