"""Tables of a course file: check them field by field, report faults in plain words, and update them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from lms.curriculum.kinds import Flaw

PLAINER = {
    "missing": "is missing",
    "extra_forbidden": "is not a known field",
    "string_type": "must be text in quotes",
    "string_too_short": "must not be empty",
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "finite_number": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "tuple_type": "must be a list in [ ]",
    "model_type": "must be a table in { }",
    "model_attributes_type": "must be a table in { }",
}


class Spec(BaseModel):
    """A checked part of a question. An unknown field is an error, and `true` is never text."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


Fields = Mapping[str, Any]
S = TypeVar("S", bound=Spec)


def specified(spec: type[S], fields: dict[str, Any]) -> tuple[S | None, list[Flaw]]:
    """The fields as a spec, or None with every fault in plain words."""
    try:
        return spec.model_validate(_tuples(fields)), []
    except ValidationError as error:
        return None, [_flaw(each["loc"], each["type"], each["msg"], spec) for each in error.errors()]


def _tuples(value: Any) -> Any:  # noqa: ANN401 - any TOML value
    """Convert TOML lists to tuples, because strict validation does not accept a list."""
    if isinstance(value, dict):
        return {name: _tuples(each) for name, each in value.items()}
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value


def _flaw(where: tuple[str | int, ...], kind: str, message: str, spec: type[Spec]) -> Flaw:
    field = next((step for step in reversed(where) if isinstance(step, str)), "")
    plain = PLAINER.get(kind, message[0].lower() + message[1:])
    hint = f"Known fields: {', '.join(spec.model_fields)}" if kind == "extra_forbidden" and len(where) == 1 else ""
    return Flaw(where, f"{field} {plain}", hint)


def overwritten(
    spec: type[BaseModel], old: Fields, said: Fields, inherited: Fields = MappingProxyType({})
) -> dict[str, Any]:
    """A table of a file, with some of its fields replaced by what is `said`.

    A missing field stays missing if its value is the default anyway, or one that is
    `inherited`. In a list of tables each row is updated by the one at its place; None removes the row
    but stays in the list to mark its place.
    """
    found, holds = dict(old), {**_usual(spec), **inherited}
    for name, value in said.items():
        row = _row_of(spec, name)
        new = _rows(row, old.get(name, inherited.get(name, [])), value) if row else value
        if name in old or name not in holds or holds[name] != new:
            found[name] = new
    return found


def without_gone(value: Any) -> Any:  # noqa: ANN401 - any TOML value
    """The same without removed rows."""
    if isinstance(value, dict):
        return {name: without_gone(each) for name, each in value.items()}
    return [without_gone(each) for each in value if each is not None] if isinstance(value, list) else value


def _rows(spec: type[BaseModel], old: Sequence[Fields], said: Iterable[Fields | None]) -> list[Fields | None]:
    before = chain(old, repeat({}))
    return [None if each is None else _row(spec, there, each) for there, each in zip(before, said, strict=False)]


def _row(spec: type[BaseModel], old: Fields, said: Fields) -> Fields:
    """A row is one value: unchanged if it means the same, otherwise written without default values."""
    usual = _usual(spec)
    if {**usual, **old} == {**usual, **old, **said}:
        return old
    return {name: each for name, each in {**old, **said}.items() if name not in said or usual.get(name) != each}


def _usual(spec: type[BaseModel]) -> dict[str, Any]:
    """The default of each field that need not be written, as a TOML value."""
    fields = {name: field.default for name, field in spec.model_fields.items() if not field.is_required()}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}


def _row_of(spec: type[BaseModel], name: str) -> type[BaseModel] | None:
    """The type of the rows in a field that is a list of tables."""
    parts = get_args(spec.model_fields[name].annotation)
    return next((each for each in parts if isinstance(each, type) and issubclass(each, BaseModel)), None)
