"""What a lesson's text may contain, and how anything else is reported."""

import pytest

from tests.curriculum.trees import LESSON, changed, outcome, small_tree, told

HEAD, TEXT = LESSON.split("The muscle", 1)
FIRST = HEAD.count("\n") + 1  # the line of the file in which the text begins


def lesson(text):
    """The small course with this text for its first lesson; what the course then lacks is no matter here."""
    tree = small_tree(**{"1-one/1-begin.md": HEAD + text})
    return [
        (problem.line - FIRST + 1, problem.message)
        for problem in outcome(tree).problems
        if problem.path == "1-one/1-begin.md" and problem.level == "error"
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Two\nlines [map].", 2, 'unknown source "map"'),
        ("| a |\n|---|\n| [map] |", 3, 'unknown source "map"'),
        ("> quote\n> [map]", 2, 'unknown source "map"'),
        ("A note.[^1]", 1, 'the footnote "1" is not defined in this lesson'),
        ("[x](lesson:nowhere)", 1, 'unknown lesson "nowhere"'),
        ("[x](quiz:nowhere)", 1, 'unknown quiz "nowhere"'),
        ("[x](figure:nowhere)", 1, 'unknown figure "nowhere"'),
        ("[x](figure:bone)", 1, 'no lesson shows the figure "bone"'),
        ("a\n[x](other.md)", 2, 'the link "other.md" is not valid'),
        ("[x](#there)", 1, 'the link "#there" is not valid'),
        ("[x](http://)", 1, 'the link "http://" is not valid'),
        ("[x](https:///there)", 1, 'the link "https:///there" is not valid'),
        ("[x](mailto:)", 1, 'the link "mailto:" is not valid'),
        ("[x](/courses)", 1, 'the link "/courses" is not valid'),
        ("[x](javascript:alert(1))", 1, 'the link "javascript:alert(1)" is not valid'),
        ("<javascript:alert(1)>", 1, 'the link "javascript:alert(1)" is not valid'),
        ("[x](data:text/html,x)", 1, 'the link "data:text/html,x" is not valid'),
        ("[x][y]\n\n[y]: vbscript:x", 1, 'the link "vbscript:x" is not valid'),
        ("![x](https://x.example/x.png)", 1, "images are not allowed in a lesson"),
        ("a <b>bold</b> word", 1, 'raw HTML "<b>" is not allowed in a lesson'),
        ("\n\n<div>\nx\n</div>", 3, "raw HTML is not allowed in a lesson"),
        ("<!-- hidden -->", 1, "raw HTML is not allowed in a lesson"),
        ("# Title", 1, "headings start at ##"),
        ("Title\n=====", 1, "headings start at ##"),
        ("a\n\n:::", 3, "this ::: has nothing to close"),
        ("a\n:::caution X\nb", 2, '":::caution" is not closed'),
        (":::caution X\nb\n:::note\nc\n:::", 3, 'a directive starts inside ":::caution"'),
        (":::caution X\n:::", 1, '":::caution" is empty'),
        (":::cautoin X\nb\n:::", 1, 'unknown directive ":::cautoin"'),
        ("::::claim only\n:::", 1, 'unknown directive ":::::claim"'),
        (":::steps\n- one\n:::", 1, '":::steps" must contain one numbered list and nothing else'),
        (":::steps\n1. one\n\nwords\n:::", 1, '":::steps" must contain one numbered list and nothing else'),
        (":::claim only\nwords\n:::", 1, '":::claim" cannot contain text'),
        (":::claim\n:::", 1, '":::claim" needs the ID of a claim'),
        (":::claim nowhere\n:::", 1, 'unknown claim "nowhere"'),
        (":::figure nowhere\nx\n:::", 1, 'unknown figure "nowhere"'),
        (":::figure bone\n:::", 1, '":::figure" is empty'),
        (":::check nowhere\n:::", 1, 'unknown family "nowhere"'),
        (":::check beat\n:::\n\n:::check beat\n:::", 4, 'this lesson asks the family "beat" twice'),
        (":::cautions blue\n:::", 1, '":::cautions" needs one of these after it: red, amber, green, stop, all'),
        (":::cautions amber\n:::", 1, 'cautions.toml has no row for ":::cautions amber"'),
        (":::red-flags\n:::", 1, '":::red-flags" needs one of these after it: emergency, urgent, soon, all'),
        (":::red-flags soon\n:::", 1, 'cautions.toml has no row for ":::red-flags soon"'),
    ],
)
def test_a_fault_in_the_text_is_told_at_its_line(text, line, message):
    assert (line, message.replace("::::claim", ":::claim").replace(":::::", "::::")) in [
        (at, what.replace(":::::", "::::")) for at, what in lesson(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A < b and c > d & e.",
        "\\<b> is plain, and so is `<b>`.",
        "```\n<b>\n:::claim nowhere\n[map]\n```",
        "Brackets \\[map\\], `[map]` and [ ] are plain.",
        "[web](https://x.example/a?b=1), <https://x.example>, [mail](mailto:a@b.example).",
        "[atlas], [ATLAS] and [the atlas][atlas].",
        "- list\n:::note\nx\n:::",
        ":::note A title with :: in it\n::: \n".replace("\n::: ", "\ntext\n::: "),
        "::: claim only\n:::",
        "Indented is text:\n\n    :::nothing\n",
        "A ^[note in place] and a note.[^a]\n\n[^a]: Here.",
    ],
)
def test_what_may_stand_in_a_text(text):
    assert lesson(text) == []


def test_the_lines_count_from_the_top_of_the_file():
    assert told(changed("1-one/1-begin.md", "More in", "More [map] in")) == [
        '1-one/1-begin.md:41: unknown source "map"'
    ]


def test_a_lesson_may_be_empty_below_its_head():
    assert told(changed("1-one/2-end.md", "+++\nThe end.\n", "+++")) == []


def test_references_are_not_called_unknown_when_the_sources_cannot_be_read():
    assert told(small_tree(**{"sources.toml": "= 1"})) == ["sources.toml:1: is not valid TOML: Invalid statement"]


def test_a_check_twice_is_told_once():
    assert [line for line, _ in lesson(":::check beat\n:::\n" * 2)] == [3]
