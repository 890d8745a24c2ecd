"""Change one table of a TOML text. Comments, and everything that does not change, stay as they were.

Existing values are changed by tomlkit. New lines are inserted as text, so that a comment above the next table stays
there. A list of tables is changed row by row; a row that is None is removed.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import tomlkit
from tomlkit.items import Array, InlineTable

from lms.curriculum.locate import Loc, positions

Table = dict[str, Any]
Row = Mapping[str, Any] | None


class Unwritable(Exception):
    """The text is written in a way that cannot be changed here without breaking it."""


def with_table(text: str, loc: Loc, old: Table, new: Table) -> str:
    """The text with the table at this place changed from `old` to `new`. Raises Unwritable."""
    if old == new:
        return text
    document = tomlkit.parse(text)
    table: Any = document
    for step in loc:
        table = table[step]
    for name in old.keys() & new.keys():
        if is_rows(new[name]):
            _change_rows(table[name], old[name], new[name])
        elif old[name] != new[name]:
            table[name] = new[name]
    lines = tomlkit.dumps(document).splitlines(keepends=True)
    added = {name: value for name, value in new.items() if name not in old}
    after = positions("".join(lines))[*loc, "id"] if added else 0
    return "".join([*lines[:after], lines_of(added), *lines[after:]])


def lines_of(table: Mapping[str, Any]) -> str:
    """A table's fields, one a line."""
    return "".join(f"{name} = {_value(value)}\n" for name, value in table.items())


def is_rows(value: object) -> bool:
    """Whether this is a list of tables, some of which may be removed (None)."""
    return isinstance(value, list) and bool(value) and all(each is None or isinstance(each, dict) for each in value)


def _change_rows(rows: Any, old: Sequence[Row], new: Sequence[Row]) -> None:  # noqa: ANN401 - tomlkit's own types
    if not isinstance(rows, Array):  # [[of.these]]
        raise Unwritable
    for at, row in enumerate(new):
        if row is not None and at >= len(old):
            rows.append(_inline(row))
        elif row is not None and row != old[at]:
            rows[at] = _inline(row)
    for at in reversed(range(len(old))):
        if at >= len(new) or new[at] is None:
            del rows[at]


def _inline(row: Mapping[str, Any]) -> InlineTable:
    return cast("InlineTable", tomlkit.parse(f"row = {_value(row)}\n")["row"])


def _value(value: Any) -> str:  # noqa: ANN401 - any TOML value
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {_value(each)}" for name, each in value.items()) + " }"
    if is_rows(value):
        return "[\n" + "".join(f"  {_value(each)},\n" for each in value if each is not None) + "]"
    return str(tomlkit.item(value).as_string())
