"""A page requests one style sheet with every feature's styles in their layer; scripts are served without comments."""

import re

import pytest

from lms.ui import assets

SOURCES = sorted(assets.STATIC.glob("*.css"))


def imported(sheet):
    return [found["part"] for found in assets.IMPORT.finditer(sheet)]


def test_every_part_is_imported_once():
    parts = sorted(str(file.relative_to(assets.STATIC)) for file in (assets.STATIC / assets.PARTS).iterdir())
    assert sorted(part for file in SOURCES for part in imported(file.read_text())) == parts


def test_a_page_gets_every_part_with_one_request(visitor):
    visitor.get("accounts.sign_in")
    [link] = visitor.page.select("link[rel=stylesheet]")
    with visitor.client.get(link.get("href")) as answer:
        assert answer.get_data(as_text=True) == assets.joined("app.css")


@pytest.mark.parametrize("sheet", [file.name for file in SOURCES])
def test_no_sheet_is_served_that_asks_for_another(sheet):
    assert "@import" not in assets.joined(sheet)


def test_parts_stand_in_their_layer_where_they_are_imported_without_comments(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    (tmp_path / "all.css").write_text('/* why */\n@layer low;\n\n@import "part.css" layer(low);\n\na {\n  top: 0;\n}\n')
    (tmp_path / "part.css").write_text("/* two\n   lines */\nb,\nc {\n  top: 1px; /* here */\n}\n")
    assert assets.joined("all.css") == "@layer low;\n@layer low {\nb,\nc {\ntop: 1px; }\n}\na {\ntop: 0;\n}\n"


def test_the_layers_are_ordered_before_the_first_part():
    source = (assets.STATIC / "app.css").read_text()
    order = re.search(r"^@layer (.*);$", source, re.MULTILINE)
    assert order is not None
    assert {found["layer"] for found in assets.IMPORT.finditer(source, order.end())} <= set(order[1].split(", "))
    assert imported(source[: order.start()]) == []


SCRIPT = """// Why.
/** One.
 * @param {string} name */
export function one(name) {
  // here
  const link = "http://a.example/**/b";  // kept: code stands before it
  /** @type {HTMLElement} */ (name.parent).hidden = true;
  return /** @type {string?} */ (link) ?? `${name} // and a /* in a text`;
}
"""
BARE = """


export function one(name) {

  const link = "http://a.example/**/b";  // kept: code stands before it
  (name.parent).hidden = true;
  return (link) ?? `${name} // and a /* in a text`;
}
"""


def test_a_script_goes_without_comments_and_each_line_keeps_its_number():
    assert assets.bare(SCRIPT) == BARE
