"""What an author writes in a table of a course file, checked field by field and told in plain words."""

from typing import Any, TypeVar

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
    """A checked part of a question; an unknown field is an error, and `true` is never text."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


S = TypeVar("S", bound=Spec)


def specified(spec: type[S], fields: dict[str, Any]) -> tuple[S | None, list[Flaw]]:
    """What the fields say, or None and each fault in plain words."""
    try:
        return spec.model_validate(_tuples(fields)), []
    except ValidationError as error:
        return None, [_flaw(each["loc"], each["type"], each["msg"], spec) for each in error.errors()]


def _tuples(value: Any) -> Any:  # noqa: ANN401 - any TOML value
    """TOML lists as tuples: strict reading takes no list for one."""
    if isinstance(value, dict):
        return {name: _tuples(each) for name, each in value.items()}
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value


def _flaw(where: tuple[str | int, ...], kind: str, message: str, spec: type[Spec]) -> Flaw:
    field = next((step for step in reversed(where) if isinstance(step, str)), "")
    plain = PLAINER.get(kind, message[0].lower() + message[1:])
    hint = f"Known fields: {', '.join(spec.model_fields)}" if kind == "extra_forbidden" and len(where) == 1 else ""
    return Flaw(where, f"{field} {plain}", hint)
