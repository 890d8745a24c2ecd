"""Conversations and simulations: the common head, and the body that their sort reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from lms.curriculum.compile.files import Entry, TomlFile, entry, named
from lms.curriculum.compile.names import Ref
from lms.curriculum.compile.problems import Report
from lms.curriculum.compile.shapes import RehearsalHead
from lms.curriculum.document import Rehearsal
from lms.curriculum.rehearsals import RehearsalContext, Sort

SORTS = Mapping[str, Sort]


@dataclass(frozen=True)
class RehearsalFile:
    """A rehearsal's head, its place, and the whole rehearsal if its body could be read."""

    head: Entry[RehearsalHead]
    sort: Sort
    rehearsal: Rehearsal | None


def sort_of(folder: str, sorts: SORTS) -> Sort | None:
    """The sort of rehearsal for this folder, or None."""
    return next((sort for sort in sorts.values() if sort.folder == folder), None)


def read_rehearsal(file: TomlFile, sort: Sort, known: RehearsalContext, report: Report) -> RehearsalFile | None:
    """Read one file. Returns None if its head is invalid. Reports all problems in head and body."""
    name = named(sort.name, file.data)
    common = {field: value for field, value in file.data.items() if field in RehearsalHead.model_fields}
    head = entry(RehearsalHead, common, file, (), report, name)
    own = {field: value for field, value in file.data.items() if field not in common}
    body, flaws = sort.read(own, _with_head(known, head))
    for flaw in flaws:
        tell = report.error if flaw.level == "error" else report.advice
        tell(file.spot(*flaw.where), f"{name}: {flaw.message}", flaw.hint)
    if head is None:
        return None
    broken = any(flaw.level == "error" for flaw in flaws)
    return RehearsalFile(head, sort, None if broken else _whole(head, sort, body))


def _with_head(known: RehearsalContext, head: Entry[RehearsalHead] | None) -> RehearsalContext:
    """The context with the head's values, or with the defaults if the head could not be read."""
    if head is None:
        return known
    return replace(known, warning=bool(head.value.warning.strip()), pass_mark=head.value.pass_mark)


def _whole(head: Entry[RehearsalHead], sort: Sort, body: dict[str, Any]) -> Rehearsal:
    return Rehearsal(**dict(head.value), sort=sort.name, body=body)


def references(read: RehearsalFile) -> Iterator[Ref]:
    """The references of the head."""
    yield Ref("lesson", read.head.value.lesson, partial(read.head.spot, "lesson"))
    for index, uid in enumerate(read.head.value.sources):
        yield Ref("source", uid, partial(read.head.spot, "sources", index))
