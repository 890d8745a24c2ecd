"""Writing questions and quizzes into TOML texts. What a form does not know, and every comment, stays as it was.

Values that are there are changed by tomlkit; new lines go in as text, so that a comment above the next table
stays above it. Whatever was written is read again, and refused where it does not say what it should.
"""

import tomllib
from collections.abc import Mapping
from typing import Any, cast

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array, InlineTable

from lms.authoring.rules import DrawText, OptionText, Question, QuizText, Wording
from lms.curriculum.locate import Loc, positions

Table = dict[str, Any]
OF_OPTION = ("text", "right", "critical", "feedback")
OF_DRAW = ("family", "tag", "lesson", "critical", "count")
_USUAL_OF_QUIZ: Table = {"lesson": "", "attempts": 0, "wait_hours": 0, "minutes": 0, "confidence": False}


class Unwritable(Exception):
    """A file that is written in a way which the form cannot change without breaking it."""


def with_question(text: str, question: Question) -> str:
    """The text of a file of the bank with this question in it: changed where it is there, else at the end.

    Raises Unwritable.
    """
    index = _index(text, question.id)
    try:
        changed = _changed(text, index, question) if index is not None else _at_the_end(text, question)
        found = _families(changed)[_index(changed, question.id) or 0]
    except (TOMLKitError, tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError) as error:
        raise Unwritable from error
    if not _says(found, question):
        raise Unwritable
    return changed


def with_quiz(text: str, quiz: QuizText) -> str:
    """The text of a quiz's file, made anew where `text` is empty. Raises Unwritable."""
    said = _quiz_fields(quiz)
    try:
        old = tomllib.loads(text)
        lines = _draws(old.get("draw", []), quiz.draws)
        if text.strip():
            changed = _with_fields(text, (), said, old, _USUAL_OF_QUIZ)
            if lines != old.get("draw"):
                changed = _with_value(changed, "draw", _multiline([_inline(each) for each in lines]))
        else:
            head = "".join(f"{name} = {_value(value)}\n" for name, value in said.items() if value != "")
            changed = f"{head}draw = {_multiline([_inline(each) for each in lines])}\n"
        found = tomllib.loads(changed)
    except (TOMLKitError, tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError) as error:
        raise Unwritable from error
    if {**_USUAL_OF_QUIZ, **found} != {**found, **said, "draw": lines}:  # what is not there says the usual
        raise Unwritable
    return changed


def excerpt(text: str, family: str) -> str:
    """The lines of one family of a file, empty where it is not there."""
    index = _index(text, family)
    if index is None:
        return ""
    lines, found = text.splitlines(keepends=True), positions(text)
    begin = found["family", index] - 1
    return "".join(lines[begin : _end(lines, found, ("family", index + 1))]).rstrip() + "\n"


def _families(text: str) -> list[Table]:
    return cast("list[Table]", tomllib.loads(text).get("family", []))


def _index(text: str, family: str) -> int | None:
    try:
        ids = [each.get("id") for each in _families(text)]
    except (tomllib.TOMLDecodeError, AttributeError, TypeError) as error:
        raise Unwritable from error
    return ids.index(family) if family in ids else None


def _changed(text: str, index: int, question: Question) -> str:
    loc: Loc = ("family", index)
    said: Table = {
        "critical": question.critical, "lesson": question.lesson, "objective": question.objective,
        "tags": list(question.tags), "sources": list(question.sources),
    }  # fmt: skip
    usual: Table = {"critical": False, "objective": "", "tags": [], "sources": []}
    changed = _with_fields(text, loc, said, _families(text)[index], usual)
    variants = _families(changed)[index].get("variant", [])
    place = next((n for n, each in enumerate(variants) if each.get("id") == question.wording.id), None)
    if place is None:
        return _inserted(changed, index, _variant(question.wording))
    return _with_wording(changed, (*loc, "variant", place), question.wording, variants[place])


def _with_wording(text: str, loc: Loc, wording: Wording, old: Table) -> str:
    changed = _with_fields(text, loc, {"ask": wording.ask, "missed": wording.missed}, old, {"missed": ""})
    document = tomlkit.parse(changed)
    options = _at(document, loc)["option"]
    if not isinstance(options, Array):  # [[family.variant.option]]
        raise Unwritable
    before = list(old["option"])
    kept = {each.at for each in wording.options}
    for each in wording.options:
        known = before[each.at] if each.at < len(before) else {}
        new = _option(each, known)
        if each.at >= len(before):
            options.append(_inline_item(new))
        elif new != known:
            options[each.at] = _inline_item(new)
    for gone in sorted(set(range(len(before))) - kept, reverse=True):
        del options[gone]
    return tomlkit.dumps(document)


def _with_fields(text: str, loc: Loc, said: Table, old: Mapping[str, Any], usual: Table) -> str:
    """The text with these fields of one table. What is not there and says the usual stays away."""
    document = tomlkit.parse(text)
    table = _at(document, loc)
    for name, value in said.items():
        if name in old and old[name] != value:
            table[name] = value
    changed = tomlkit.dumps(document)
    new = {name: value for name, value in said.items() if name not in old and value != usual.get(name)}
    if not new:
        return changed
    lines = changed.splitlines(keepends=True)
    after = positions(changed)[*loc, "id"]
    added = [f"{name} = {_value(value)}\n" for name, value in new.items()]
    return "".join([*lines[:after], *added, *lines[after:]])


def _with_value(text: str, name: str, value: str) -> str:
    document = tomlkit.parse(text)
    document[name] = tomlkit.parse(f"{name} = {value}\n")[name]
    return tomlkit.dumps(document)


def _at(document: Any, loc: Loc) -> Any:  # noqa: ANN401 - tomlkit's own types
    found = document
    for step in loc:
        found = found[step]
    return found


def _inserted(text: str, index: int, block: str) -> str:
    """The block after the last line of this family, above what belongs to the next."""
    lines, found = text.splitlines(keepends=True), positions(text)
    end = _end(lines, found, ("family", index + 1))
    above = "".join(lines[:end]).rstrip() + "\n\n"
    below = "".join(lines[end:])
    return above + block + (f"\n{below.lstrip(chr(10))}" if below.strip() else "")


def _end(lines: list[str], found: Mapping[Loc, int], following: Loc) -> int:
    """How many lines stand above a table and the comments that belong to it."""
    if following not in found:
        return len(lines)
    end = found[following] - 1
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _at_the_end(text: str, question: Question) -> str:
    head: Table = {
        "id": question.id, "kind": "choice", "critical": question.critical, "lesson": question.lesson,
        "objective": question.objective, "tags": list(question.tags), "sources": list(question.sources),
    }  # fmt: skip
    lines = "".join(f"{name} = {_value(value)}\n" for name, value in head.items() if value not in ("", []))
    above = f"{text.rstrip()}\n\n" if text.strip() else ""
    return f"{above}[[family]]\n{lines}\n{_variant(question.wording)}"


def _variant(wording: Wording) -> str:
    missed = f"missed = {_value(wording.missed)}\n" if wording.missed else ""
    options = _multiline([_inline(_option(each, {})) for each in wording.options])
    return f"[[family.variant]]\nid = {_value(wording.id)}\nask = {_value(wording.ask)}\n{missed}option = {options}\n"


def _option(option: OptionText, known: Mapping[str, Any]) -> Table:
    """The option's table: what the form says over what it does not know."""
    said: Table = {"text": option.text}
    if option.verdict == "right":
        said["right"] = True
    if option.verdict == "critical":
        said["critical"] = True
    rest = {name: value for name, value in known.items() if name not in OF_OPTION}
    return {**said, **rest, **({"feedback": option.feedback} if option.feedback else {})}


def _draws(old: list[Table], draws: tuple[DrawText, ...]) -> list[Table]:
    return [_draw(each, old[each.at] if each.at < len(old) else {}) for each in draws]


def _draw(line: DrawText, known: Mapping[str, Any]) -> Table:
    rest = {name: value for name, value in known.items() if name not in OF_DRAW}
    said: Table = {line.by: line.which}
    if line.by != "family":
        said |= {"count": line.count} if line.count else {"critical": "each"}
    return {**said, **rest}


def _quiz_fields(quiz: QuizText) -> Table:
    return {
        "id": quiz.id, "title": quiz.title, "purpose": quiz.purpose, "lesson": quiz.lesson,
        "pass_mark": quiz.pass_mark, "attempts": quiz.attempts, "wait_hours": quiz.wait_hours,
        "feedback": quiz.feedback, "minutes": quiz.minutes, "confidence": quiz.confidence,
    }  # fmt: skip


def _inline(table: Mapping[str, Any]) -> str:
    return "{ " + ", ".join(f"{name} = {_value(value)}" for name, value in table.items()) + " }"


def _inline_item(table: Mapping[str, Any]) -> InlineTable:
    return cast("InlineTable", tomlkit.parse(f"option = {_inline(table)}\n")["option"])


def _multiline(values: list[str]) -> str:
    return "[\n" + "".join(f"  {each},\n" for each in values) + "]"


def _value(value: Any) -> str:  # noqa: ANN401 - any TOML value
    return str(tomlkit.item(value).as_string())


def _says(found: Table, question: Question) -> bool:
    """Whether a family read from a text is this question."""
    variant: Table = next((each for each in found.get("variant", []) if each.get("id") == question.wording.id), {})
    read = [
        (each.get("text"), bool(each.get("right")), bool(each.get("critical")), each.get("feedback", ""))
        for each in variant.get("option", [])
    ]
    wanted = [
        (each.text, each.verdict == "right", each.verdict == "critical", each.feedback)
        for each in question.wording.options
    ]
    head = (found.get("lesson"), bool(found.get("critical")), found.get("objective", ""))
    lists = (tuple(found.get("tags", ())), tuple(found.get("sources", ())))
    return (
        head == (question.lesson, question.critical, question.objective)
        and lists == (question.tags, question.sources)
        and (variant.get("ask"), variant.get("missed", "")) == (question.wording.ask, question.wording.missed)
        and read == wanted
    )
