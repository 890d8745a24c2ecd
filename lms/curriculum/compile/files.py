"""TOML files of a course, read into entries that remember their place."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from lms.curriculum.compile.problems import Report, SourceLine
from lms.curriculum.compile.words import complaint
from lms.curriculum.locate import Loc, nearest, positions
from lms.curriculum.part import Part

P = TypeVar("P", bound=Part)
SYNTAX_SPOT = re.compile(r"^(?P<what>.*?) \(at (?:line (?P<line>\d+), column \d+|end of document)\)$", re.DOTALL)
NUL = re.compile(r"\\u0000|\\U00000000")


@dataclass(frozen=True)
class TomlFile:
    """A parsed TOML text, with `above` lines before it in its file."""

    path: str
    text: str
    data: dict[str, Any]
    above: int = 0

    @cached_property
    def _lines(self) -> dict[Loc, int]:
        return positions(self.text)

    def spot(self, *loc: str | int) -> SourceLine:
        """The line of a table, key or element."""
        return SourceLine(self.path, self.above + nearest(self._lines, loc))


@dataclass(frozen=True)
class Entry(Generic[P]):
    """One table of a file as a part of the document, and its place."""

    value: P
    file: TomlFile
    loc: Loc

    def spot(self, *further: str | int) -> SourceLine:
        """The line of the entry, or of something in it."""
        return self.file.spot(*self.loc, *further)


def read_toml(path: str, text: str, report: Report, above: int = 0) -> TomlFile | None:
    """Parse a TOML text. Returns None if it is invalid, and reports the line."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number with thousands of digits raises a plain ValueError
        found = SYNTAX_SPOT.match(str(error)) if isinstance(error, tomllib.TOMLDecodeError) else None
        line = int(found["line"]) if found and found["line"] else text.count("\n") + 1
        what = found["what"] if found else "nested too deeply, or a number is too long"
        report.error(SourceLine(path, above + line), f"is not valid TOML: {what}", "See https://toml.io/en/v1.0.0")
        return None
    if found := NUL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        report.error(SourceLine(path, above + line), "contains the character U+0000, which is not allowed")
    return TomlFile(path, text, data, above)


def frozen(value: Any) -> Any:  # noqa: ANN401 - any TOML value
    """The value with tuples instead of lists, as in the document."""
    if isinstance(value, list):
        return tuple(frozen(each) for each in value)
    if isinstance(value, dict):
        return {name: frozen(each) for name, each in value.items()}
    return value


def entry(
    shape: type[P],
    data: object,
    file: TomlFile,
    loc: Loc,
    report: Report,
    name: str,
) -> Entry[P] | None:
    """One table as a part, or None if it does not fit. Reports all problems.

    It is tried without its unknown fields too, so that its references can still be checked.
    """
    try:
        return Entry(shape.model_validate(frozen(data), strict=True), file, loc)
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False)
        for error in errors:
            message, hint = complaint(error, shape, name, data)
            report.error(file.spot(*loc, *error["loc"]), message, hint)
    unknown = {error["loc"][0] for error in errors if error["type"] == "extra_forbidden" and len(error["loc"]) == 1}
    if not isinstance(data, dict) or len(unknown) < len(errors):
        return None
    known = {field: value for field, value in data.items() if field not in unknown}
    return Entry(shape.model_validate(frozen(known), strict=True), file, loc)


def tables(file: TomlFile, key: str, report: Report) -> Iterator[tuple[Loc, dict[str, Any]]]:
    """The tables of `[[key]]` with their places. Reports anything else of this name."""
    found = file.data.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        report.error(file.spot(key), f"{key} is not a list of tables", f"Start each one with [[{key}]]")
        return
    for index, each in enumerate(found):
        yield (key, index), each


def entries(file: TomlFile, key: str, shape: type[P], report: Report) -> list[Entry[P]]:
    """All valid tables of `[[key]]` as parts."""
    word = key.replace("_", " ")
    found = (entry(shape, data, file, loc, report, named(word, data)) for loc, data in tables(file, key, report))
    return [each for each in found if each]


def twice(file: TomlFile, key: str, name: str, report: Report) -> None:
    """Report every id that two tables of `[[key]]` share."""
    seen: set[object] = set()
    for loc, data in tables(file, key, Report()):
        if data.get("id") in seen:
            report.error(file.spot(*loc, "id"), f'{name} has two entries with the ID "{data["id"]}"')
        seen.add(data.get("id"))


def named(word: str, data: dict[str, Any]) -> str:
    """How a message names a table: source "gray-467", or just source."""
    uid = data.get("id")
    return f'{word} "{uid}"' if isinstance(uid, str) and uid else word


def only(file: TomlFile, known: tuple[str, ...], report: Report) -> None:
    """Report every unknown top-level name."""
    for name in file.data.keys() - set(known):
        report.error(file.spot(name), f'unknown field "{name}"', f"Allowed here: {', '.join(known)}")
