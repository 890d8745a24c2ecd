"""Write questions and quizzes into the texts of their files. What a form does not know stays as it was.

The new content is computed on plain tables first. Then the text is changed and parsed again, and refused if it
does not match.
"""

import tomllib

from tomlkit.exceptions import TOMLKitError

from lms.authoring.rules import DrawText, QuestionText, QuizText
from lms.authoring.toml_text import Table, Unwritable, lines_of, with_table
from lms.curriculum.document import Family, Quiz, Variant
from lms.curriculum.locate import positions
from lms.curriculum.spec import overwritten, without_gone
from lms.questions.kinds import KINDS

BROKEN = (TOMLKitError, tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError)
__all__ = ["Unwritable", "excerpt", "with_question", "with_quiz"]


def with_question(text: str, question: QuestionText) -> str:
    """The text of a question file with this question replaced, or added at the end.

    Raises Unwritable.
    """
    try:
        document = tomllib.loads(text)
        families = list(document.get("family", []))
        index = _place(families, question.id)
        if index is None:
            families.append(_family({"variant": []}, question))
            changed = _at_the_end(text, families[-1])
        else:
            old = families[index]
            families[index] = _family(old, question)
            changed = _changed(text, index, old, families[index])
        said = tomllib.loads(changed)
    except BROKEN as error:
        raise Unwritable from error
    if said != {**document, "family": without_gone(families)}:
        raise Unwritable
    return changed


def with_quiz(text: str, quiz: QuizText) -> str:
    """The text of a quiz's file, new if `text` is empty. Raises Unwritable."""
    try:
        old = tomllib.loads(text)
        new = overwritten(Quiz, old, _quiz_fields(quiz))
        changed = with_table(text, (), old, new) if text.strip() else lines_of(new)
        said = tomllib.loads(changed)
    except BROKEN as error:
        raise Unwritable from error
    if said != without_gone(new):
        raise Unwritable
    return changed


def excerpt(text: str, family: str) -> str:
    """The lines of one family in a file, or "" if it is not there."""
    try:
        index = _place(tomllib.loads(text).get("family", []), family)
    except BROKEN as error:
        raise Unwritable from error
    if index is None:
        return ""
    begin, end = _lines_of_family(text, index)
    return "".join(text.splitlines(keepends=True)[begin:end]).rstrip() + "\n"


def _place(tables: list[Table], uid: str) -> int | None:
    return next((index for index, each in enumerate(tables) if each.get("id") == uid), None)


def _family(old: Table, question: QuestionText) -> Table:
    """The family's table with the form's content. Removed rows are None."""
    head = {
        "id": question.id, "kind": question.kind, "critical": question.critical, "lesson": question.lesson,
        "objective": question.objective, "tags": list(question.tags), "sources": list(question.sources),
    }  # fmt: skip
    wording, variants = question.wording, list(old["variant"])
    place = _place(variants, wording.id)
    before = variants.pop(place) if place is not None else {}
    common = {"id": wording.id, "ask": wording.ask, "missed": wording.missed}
    shared = {name: value for name, value in _head(old).items() if name not in Family.model_fields}
    variant = overwritten(KINDS[question.kind].spec, overwritten(Variant, before, common), wording.fields, shared)
    variants.insert(len(variants) if place is None else place, variant)
    return {**overwritten(Family, old, head), "variant": variants}


def _changed(text: str, index: int, old: Table, new: Table) -> str:
    """The text with the family of this index changed. Only the lines of that family are touched."""
    begin, end = _lines_of_family(text, index)
    lines = text.splitlines(keepends=True)
    own = with_table("".join(lines[begin:end]), ("family", 0), _head(old), _head(new))
    variants: list[Table] = new["variant"]
    for place, (before, after) in enumerate(zip(old["variant"], variants, strict=False)):
        own = with_table(own, ("family", 0, "variant", place), before, after)
    below = "".join(lines[end:])
    for variant in variants[len(old["variant"]) :]:
        own = f"{own.rstrip()}\n\n[[family.variant]]\n{lines_of(variant)}"
        below = f"\n{below.lstrip(chr(10))}" if below.strip() else ""
    return "".join(lines[:begin]) + own + below


def _lines_of_family(text: str, index: int) -> tuple[int, int]:
    """The first line of a family and the one after its last, without comments that belong to the next family."""
    lines, found = text.splitlines(keepends=True), positions(text)
    begin, following = found["family", index] - 1, ("family", index + 1)
    if following not in found:
        return begin, len(lines)
    end = found[following] - 1
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return begin, end


def _head(family: Table) -> Table:
    return {name: value for name, value in family.items() if name != "variant"}


def _at_the_end(text: str, family: Table) -> str:
    above = f"{text.rstrip()}\n\n" if text.strip() else ""
    variants = "".join(f"\n[[family.variant]]\n{lines_of(each)}" for each in family["variant"])
    return f"{above}[[family]]\n{lines_of(_head(family))}{variants}"


def _quiz_fields(quiz: QuizText) -> Table:
    return {
        "id": quiz.id, "title": quiz.title, "purpose": quiz.purpose, "lesson": quiz.lesson,
        "pass_mark": quiz.pass_mark, "attempts": quiz.attempts, "wait_hours": quiz.wait_hours,
        "feedback": quiz.feedback, "minutes": quiz.minutes, "confidence": quiz.confidence, "draw": _rows(quiz.draws),
    }  # fmt: skip


def _rows(draws: tuple[DrawText, ...]) -> list[Table | None]:
    """The lines of a draw, each at its place in the file."""
    at = {each.at: _draw(each) for each in draws}
    return [at.get(place) for place in range(max(at, default=-1) + 1)]


def _draw(line: DrawText) -> Table:
    """Everything in a line except its section, which no form shows."""
    nothing = {"family": "", "tag": "", "lesson": "", "critical": "", "count": line.count}
    each = {} if line.by == "family" or line.count else {"critical": "each"}
    return {**nothing, line.by: line.which, **each}
