"""Finding the line of a key, table or element in a TOML text."""

import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.curriculum.locate import nearest, positions

TEXT = '''# a comment with [brackets] and key = "value"
title = "One" # = two
list = [
  "a", # ]
  """b
  c = d
  """,
  [ 1, 2 ], { x = 1, "y z" = [ 3 ] },
  { x = 2,
    },
]
a.b.c = 1
"quoted \\u0041 key" = 'li"t#eral'

[table]
when = 2026-11-22T10:00:00
[table.inner]
x = """"quotes""""

[[source]]
id = "one"
[[source.part]]
id = "p"
[[source.part]]
id = "q"

[[source]]
id = "two"
[source.about]
text = \'\'\'
[[source]]
\'\'\'
last = true
'''.replace("{ x = 2,\n    },", "{ x = 2 },")


@pytest.mark.parametrize(
    ("loc", "line"),
    [
        (("title",), 2),
        (("list",), 3),
        (("list", 0), 4),
        (("list", 1), 5),
        (("list", 2), 8),
        (("list", 2, 1), 8),
        (("list", 3, "y z"), 8),
        (("list", 3, "y z", 0), 8),
        (("list", 4, "x"), 9),
        (("a", "b", "c"), 11),
        (("quoted A key",), 12),
        (("table",), 14),
        (("table", "when"), 15),
        (("table", "inner", "x"), 17),
        (("source", 0), 19),
        (("source", 0, "part", 1, "id"), 24),
        (("source", 1, "id"), 27),
        (("source", 1, "about", "last"), 32),
    ],
)
def test_everything_has_its_line(loc, line):
    tomllib.loads(TEXT)
    assert positions(TEXT)[loc] == line


def test_what_is_not_there_has_the_line_of_what_it_would_stand_in():
    assert nearest(positions(TEXT), ("source", 1, "citation")) == 26
    assert nearest(positions(TEXT), ("nowhere", 3)) == 1


def test_an_empty_text_has_no_lines():
    assert positions("") == {}


WORDS = st.text("abc[]{}=#,.\"'\\ é", max_size=8)
VALUES = st.recursive(st.one_of(WORDS, st.integers(), st.booleans()), lambda inner: st.lists(inner, max_size=3))


def written(value):
    if isinstance(value, list):
        return "[\n" + "".join(f"  {written(each)}, # ]\n" for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)


@given(st.lists(st.dictionaries(WORDS, VALUES, max_size=4), max_size=4))
def test_every_key_of_every_table_is_found_where_it_was_written(tables):
    lines, where = [], {}
    for index, table in enumerate(tables):
        lines.append("[[row]]")
        where["row", index] = len(lines)
        for key, value in table.items():
            where["row", index, key] = len(lines) + 1
            lines += f"{json.dumps(key, ensure_ascii=False)} = {written(value)}".split("\n")
    text = "\n".join(lines)
    assert tomllib.loads(text).get("row", []) == tables
    found = positions(text)
    assert {loc: found[loc] for loc in where} == where


@given(st.text("ab=[]{}\"'\n#., ", max_size=40))
def test_a_text_that_is_not_toml_ends_as_well(text):
    assert isinstance(positions(text), dict)
