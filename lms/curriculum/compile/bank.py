"""The question bank: families and variants. The fields of a kind are read by that kind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from lms.curriculum.compile.files import Entry, TomlFile, entry, named, only, tables
from lms.curriculum.compile.names import Names, Ref
from lms.curriculum.compile.problems import Report, shown
from lms.curriculum.compile.shapes import FamilyHead, VariantHead
from lms.curriculum.document import Family, Variant
from lms.curriculum.kinds import Flaw, Frame, Readable, ReadableOnFigure
from lms.curriculum.locate import Loc

Fields = dict[str, Any]
Frames = Mapping[str, Frame | None]  # the visible part of each figure, by its id


@dataclass(frozen=True)
class FamilyEntry:
    """A family with its variants, its place in the file, and its references."""

    family: Family
    head: Entry[FamilyHead]
    refs: tuple[Ref, ...]
    silent: tuple[Loc, ...]  # variants without a text for what was missed
    written: int  # the number of variants, including broken ones
    authored: Mapping[str, Fields]  # by variant id, the fields of its kind as written
    shared: Fields  # the family's fields, shared by its variants

    @property
    def path(self) -> str:
        """The file that it is in."""
        return self.head.file.path


def read_families(
    file: TomlFile, kinds: Mapping[str, Readable], frames: Frames, names: Names, report: Report
) -> Iterator[FamilyEntry]:
    """The families of one question file. Reports all problems. `frames` are those of the figures."""
    only(file, ("family",), report)
    for loc, data in tables(file, "family", report):
        names.add("family", data.get("id"), partial(file.spot, *loc))
        found = _Family(file, loc, data, frames, report).read(kinds)
        if found:
            yield found


class _Family:
    """One family being read."""

    def __init__(self, file: TomlFile, loc: Loc, data: Fields, frames: Frames, report: Report) -> None:
        self.file, self.loc, self.frames, self.report = file, loc, frames, report
        self.name = named("family", data)
        self.common, rest = _parted(data, FamilyHead)
        self.variants = rest.pop("variant", [])
        self.own = rest

    def read(self, kinds: Mapping[str, Readable]) -> FamilyEntry | None:
        head = entry(FamilyHead, self.common, self.file, self.loc, self.report, self.name)
        kind = self._kind(kinds)
        variants = [variant for variant in self._variants(kind) if variant]
        if head is None or kind is None or not variants:
            return None
        family = Family(**dict(head.value), variants=tuple(variant for variant, _loc, _says in variants))
        silent = tuple(loc for _variant, loc, says in variants if not says)
        refs, tables = tuple(self._refs(head, variants)), (each for each in self.variants if isinstance(each, dict))
        authored = {str(each.get("id")): _parted(each, VariantHead)[1] for each in tables}
        return FamilyEntry(family, head, refs, silent, len(self.variants), authored, self.own)

    def _kind(self, kinds: Mapping[str, Readable]) -> Readable | None:
        wanted = self.common.get("kind")
        if not isinstance(wanted, str) or not wanted:
            return None  # already reported for its head
        if wanted not in kinds:
            message = f"{self.name}: unknown question kind {shown(wanted)}"
            self.report.error(self.file.spot(*self.loc, "kind"), message, f"Known kinds: {', '.join(sorted(kinds))}")
        return kinds.get(wanted)

    def _variants(self, kind: Readable | None) -> Iterator[tuple[Variant, Loc, bool] | None]:
        seen: set[str] = set()
        if not isinstance(self.variants, list) or not self.variants:
            self.report.error(
                self.file.spot(*self.loc), f"{self.name} needs at least one variant", "Add [[family.variant]]"
            )
            return
        for index, data in enumerate(self.variants):
            loc = (*self.loc, "variant", index)
            if not isinstance(data, dict):
                self.report.error(
                    self.file.spot(*loc), f"{self.name}: each variant must be a table", "[[family.variant]]"
                )
                continue
            uid = data.get("id")
            if isinstance(uid, str) and uid in seen:
                self.report.error(self.file.spot(*loc, "id"), f"{self.name} has two variants with the ID {shown(uid)}")
            seen.add(str(uid))
            yield self._variant(kind, loc, data)

    def _variant(self, kind: Readable | None, loc: Loc, data: Fields) -> tuple[Variant, Loc, bool] | None:
        name = f"{self.name}, {named('variant', data)}"
        common, own = _parted(data, VariantHead)
        head = entry(VariantHead, common, self.file, loc, self.report, name)
        read = self._read(kind, {**self.own, **own}, common.get("figure"), loc, name) if kind else None
        if read is None:
            return None
        body, flaws = read
        for flaw in flaws:
            self._tell(flaw, name, loc, own)
        if head is None:
            return None
        says = bool(head.value.missed) or any(True for _ in _lists(own, "missed"))
        return Variant(**dict(head.value), body=body), loc, says

    def _read(
        self, kind: Readable, fields: Fields, figure: object, loc: Loc, name: str
    ) -> tuple[Fields, list[Flaw]] | None:  # fmt: skip
        """The fields as read by the kind, or None if its figure is missing or unreadable."""
        if not isinstance(kind, ReadableOnFigure):
            return kind.read(fields)
        frame = self.frames.get(figure) if isinstance(figure, str) else None
        if frame:
            return kind.read_on(fields, frame)
        where = self.file.spot(*loc, "figure") if figure else self.file.spot(*loc)
        message = f"cannot use the figure {shown(figure)}" if figure else "needs a figure but names none"
        self.report.error(where, f"{name} {message}", 'Set figure = "…" to an existing figure with a viewBox')
        return None

    def _tell(self, flaw: Flaw, name: str, loc: Loc, own: Fields) -> None:
        of_family = bool(flaw.where) and flaw.where[0] in self.own and flaw.where[0] not in own
        spot = self.file.spot(*(self.loc if of_family else loc), *flaw.where)
        message = f"{self.name if of_family else name}: {flaw.message}"
        tell = self.report.error if flaw.level == "error" else self.report.advice
        tell(spot, message, flaw.hint)

    def _refs(self, head: Entry[FamilyHead], variants: list[tuple[Variant, Loc, bool]]) -> Iterator[Ref]:
        yield Ref("lesson", head.value.lesson, partial(head.spot, "lesson"))
        if head.value.objective:
            yield Ref("objective", head.value.objective, partial(head.spot, "objective"))
        for index, uid in enumerate(head.value.sources):
            yield Ref("source", uid, partial(head.spot, "sources", index))
        for variant, loc, _says in variants:
            if variant.figure:
                yield Ref("figure", variant.figure, partial(self.file.spot, *loc, "figure"))
        for where, ids in _lists({**self.own, "variant": self.variants}, "sources"):
            for index, uid in enumerate(ids if isinstance(ids, list) else []):
                place = (*self.loc, *where, index)
                yield Ref("source", str(uid), partial(self.file.spot, *place))


def _parted(data: Fields, shape: type[FamilyHead] | type[VariantHead]) -> tuple[Fields, Fields]:
    """Split the fields: those that all kinds share, and those of the kind."""
    common = {name: value for name, value in data.items() if name in shape.model_fields}
    return common, {name: value for name, value in data.items() if name not in common}


def _lists(value: Any, key: str, way: Loc = ()) -> Iterator[tuple[Loc, Any]]:  # noqa: ANN401 - any TOML value
    """Every value called `key` at any depth, and the path to it."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name == key:
                yield (*way, name), each
            else:
                yield from _lists(each, key, (*way, name))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _lists(each, key, (*way, index))
