"""Advice to make a course better, and notes. In a course with a standard, advice is an error."""

from lms.curriculum.compile.files import Entry
from lms.curriculum.compile.material import Material
from lms.curriculum.compile.problems import Report, shown
from lms.curriculum.compile.shapes import CautionEntry, ClaimEntry, RedFlagEntry
from lms.curriculum.markup import finder, words_of

ENOUGH, ENOUGH_CRITICAL = 2, 3  # variants of a family
TO_CONFIRM = "a safety rule not yet confirmed by a qualified instructor"
Used = dict[str, set[str]]


def give(material: Material, used: Used, drawn: set[str], report: Report) -> None:
    """Give advice on each part, then on parts that nothing uses."""
    for lesson in material.lessons:
        if not lesson.objectives:
            report.advice(
                lesson.head.spot("id"), "the lesson has no learning objective", "Say what learners can do after it"
            )
    for claim in material.claims:
        if not claim.value.sources:
            report.advice(claim.spot(), f"claim {shown(claim.value.id)} has no source")
    for term in material.terms:
        words = [word.casefold() for word in (term.value.term, *term.value.also)]
        for word in dict.fromkeys(word for word in words if words.count(word) > 1):
            report.advice(term.spot("also"), f"term {shown(term.value.id)} lists {shown(word)} twice")
    _families(material, report)
    _unused(material, used, drawn, report)
    _never_named(material, used, report)


def _families(material: Material, report: Report) -> None:
    for each in material.families:
        name, count = shown(each.family.id), each.written
        enough = ENOUGH_CRITICAL if each.family.critical else ENOUGH
        if count < enough:
            sort = "critical family" if each.family.critical else "family"
            report.advice(each.head.spot(), f"{sort} {name} has {count} of at least {enough} variants")
        if each.family.critical:
            for place in each.silent:
                hint = 'Add missed = "…" to complete the sentence "not passed yet: …"'
                report.advice(each.head.file.spot(*place), f"critical family {name} does not say what was missed", hint)


def _unused(material: Material, used: Used, drawn: set[str], report: Report) -> None:
    """Advice on unused things, only for sorts whose users could all be read."""
    names = material.names
    waits = {"claim": {"lesson"}, "figure": {"lesson", "family"}}
    broken = _broken(material)
    for sort, users in waits.items():
        if users & broken:
            continue
        for uid in names.of(sort).keys() - used.get(sort, set()):
            report.advice(names.of(sort)[uid](), f"{sort} {shown(uid)} is not shown anywhere")
    if not broken & {"lesson", "quiz", "family"}:
        for each in material.families:
            if each.family.id not in drawn | used.get("family", set()):
                report.advice(each.head.spot(), f"family {shown(each.family.id)} is not used in any quiz or lesson")


def _never_named(material: Material, used: Used, report: Report) -> None:
    """Advice on things never named, only without errors: an unreadable entry might name them."""
    if not report.is_sound:
        return
    for source in material.sources:
        if source.value.id not in used.get("source", set()):
            report.advice(source.spot(), f"source {shown(source.value.id)} is not used")
    for uid, spot in material.names.of("objective").items():
        if uid not in used.get("objective", set()):
            report.advice(spot(), f"objective {shown(uid)} has no questions", "Name it in a question family")


def _broken(material: Material) -> set[str]:
    """The sorts of things of which some could not be read."""
    good = {"family": len(material.families), "lesson": len(material.lessons), "quiz": len(material.quizzes)}
    return material.names.unsure | {sort for sort in good if len(material.names.of(sort)) > good[sort]}


def whole(material: Material, sort: str) -> bool:
    """Whether every thing of this sort could be read."""
    return sort not in _broken(material)


def remark(material: Material, report: Report) -> None:
    """Notes: claims on weak sources, and glossary terms that no lesson uses, which the glossary still shows."""
    weak = {source.value.id for source in material.sources if source.value.weak}
    for claim in material.claims:
        if claim.value.sources and weak.issuperset(claim.value.sources):
            report.note(claim.spot(), f"claim {shown(claim.value.id)} has only weak sources; find a better one")
    running = "\n".join(text for lesson in material.lessons for text in lesson.found.running)
    pattern = finder(words_of(term.value for term in material.terms))
    seen = {found.casefold() for found in pattern.findall(running)} if pattern else set()
    for term in material.terms:
        if not seen & {word.casefold() for word in (term.value.term, *term.value.also)}:
            report.note(term.spot(), f"term {shown(term.value.id)} does not appear in any lesson")


def confirmations(material: Material, report: Report, *, block: bool) -> None:
    """Safety rules that no instructor has confirmed: notes, or errors if the installation blocks them."""
    tell = report.error if block else report.note
    rules: list[tuple[Entry[ClaimEntry] | Entry[CautionEntry] | Entry[RedFlagEntry], str, bool]] = [
        *((each, "claim", each.value.badge == "S" and not each.value.reviewer) for each in material.claims),
        *((each, "caution", True) for each in material.cautions),
        *((each, "red flag", True) for each in material.red_flags),
    ]
    for each, sort, is_open in rules:
        if is_open and each.value.confirm:
            tell(each.spot(), f"{sort} {shown(each.value.id)} is {TO_CONFIRM}")
