"""pydantic's errors in the words of course authors."""

import difflib
from typing import Any

from pydantic_core import ErrorDetails

from lms.curriculum.compile.problems import shown
from lms.curriculum.part import Part

ID_HINT = "Use lowercase letters, digits and hyphens: lesser-trochanter"
TYPES = {
    "string_type": ("must be text", 'Write it in quotes: "…"'),
    "int_type": ("must be a whole number", ""),
    "bool_type": ("must be true or false", "Use lowercase and no quotes"),
    "date_type": ("must be a date", "Write it like 2026-11-22, without quotes"),
    "datetime_type": ("must be a date with a time", "Write it like 2027-01-11T09:00:00+01:00, without quotes"),
    "timezone_aware": ("needs a UTC offset", "Write it like 2027-01-11T09:00:00+01:00"),
    "tuple_type": ("must be a list", 'Write it in brackets: ["…", "…"]'),
    "model_type": ("must be a table", ""),
    "model_attributes_type": ("must be a table", ""),
    "dict_type": ("must be a table", ""),
    "too_short": ("is empty", ""),
    "string_too_short": ("is empty", ""),
    "int_from_float": ("must be a whole number", ""),
}
LIMITS = {
    "greater_than_equal": "it must be {ge} or more",
    "less_than_equal": "it must be {le} or less",
    "string_too_long": "it must have {max_length} characters or fewer",
}


def complaint(error: ErrorDetails, shape: type[Part], name: str, data: Any) -> tuple[str, str]:  # noqa: ANN401
    """The message and hint for one of pydantic's errors."""
    loc, kind = error["loc"], error["type"]
    if not loc:
        return f"{name}: {TYPES.get(kind, (error['msg'],))[0]}", ""
    field = _field(loc)
    if kind == "missing":
        return f"{name}: {field} is missing", ""
    if kind == "extra_forbidden":
        return f"{name}: unknown field {shown(field)}", _known(loc, shape, data)
    message, hint = _about_value(error)
    return f"{name}: {field} {message}", hint


def _about_value(error: ErrorDetails) -> tuple[str, str]:
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "literal_error":
        return f"is {shown(value)}; it must be one of {context.get('expected')}", ""
    if kind == "string_pattern_mismatch":
        return ("is empty", "") if not str(value).strip() else (f"is {shown(value)}, which is not a valid ID", ID_HINT)
    if kind == "value_error":
        return str(context.get("error", "")), ""
    if kind in TYPES:
        return TYPES[kind]
    if kind in LIMITS:
        return f"is {value}; {LIMITS[kind].format(**context)}", ""
    return f"is {shown(value)}: {error['msg'][:1].lower()}{error['msg'][1:]}", ""


def _field(loc: tuple[str | int, ...]) -> str:
    """`draw[2].tag`, numbered from 1 as people count."""
    words = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc)
    return words.removeprefix(".")


def _known(loc: tuple[str | int, ...], shape: type[Part], data: Any) -> str:  # noqa: ANN401
    inside = data
    for part in loc[:-1]:
        inside = inside[part]
        field = shape.model_fields.get(str(part))
        shape = _part_of(field.annotation) or shape if field else shape
    names = list(shape.model_fields)
    close = difflib.get_close_matches(str(loc[-1]), names, n=1)
    free = [name for name in names if name not in inside]
    return f"Did you mean {close[0]}?" if close else f"Fields you can add here: {', '.join(free) or 'none'}"


def _part_of(annotation: Any) -> type[Part] | None:  # noqa: ANN401 - a type
    """The part in `tuple[Part, ...]`, or the part itself."""
    for each in (annotation, *getattr(annotation, "__args__", ())):
        if isinstance(each, type) and issubclass(each, Part):
            return each
    return None
