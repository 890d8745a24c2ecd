"""Figures: what a drawing may contain, and that only what was checked is kept."""

import html5lib
import pytest

from lms.curriculum.compile.figures import read_figure
from lms.curriculum.compile.problems import Report
from tests.curriculum.trees import SVG, changed, document, small_tree, told

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>T</title><desc>D</desc>'


def faults(inside, head=HEAD):
    """The messages about a drawing with this inside."""
    report = Report()
    read_figure("bone", "figures/bone.svg", f"{head}{inside}</svg>", "In words.", report)
    return [problem.message for problem in report.outcome(None, strict=False).problems]


def test_a_drawing_is_written_anew_in_one_form():
    svg = document().figure["bone"].svg
    assert svg.startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" role="img" aria-labelledby="bone-title bone-desc">'
    )
    assert '<title id="bone-title">A bone</title>' in svg
    assert '<path d="M0 0H10" marker-end="url(#bone-tip)"/>' in svg
    assert "Bone &amp; skin" in svg


def test_a_browser_reads_what_was_written():
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(f"<!doctype html><title>x</title>{document().figure['bone'].svg}")
    assert parser.errors == []


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("<script>alert(1)</script>", "<script> is not allowed in a drawing"),
        ("<style>x</style>", "<style> is not allowed in a drawing"),
        ("<foreignObject/>", "<foreignObject> is not allowed in a drawing"),
        ('<image href="x.png"/>', "<image> is not allowed in a drawing"),
        ('<a href="https://x.example"><path d="M0 0"/></a>', "<a> is not allowed in a drawing"),
        ('<animate attributeName="href"/>', "<animate> is not allowed in a drawing"),
        ("<set/>", "<set> is not allowed in a drawing"),
        ("<g><title>again</title></g>", "<title> is not allowed in a drawing"),
        ("<g><svg/></g>", "<svg> is not allowed in a drawing"),
        ('<html xmlns="http://www.w3.org/1999/xhtml"/>', '"html" is not in the SVG namespace'),
        ('<path onclick="x()"/>', 'the attribute "onclick" is not allowed on <path>'),
        ('<path style="fill:red"/>', 'the attribute "style" is not allowed on <path>'),
        ('<path fill="red"/>', 'fill is "red"; set colors with classes'),
        ('<path stroke="#fff"/>', 'stroke is "#fff"; set colors with classes'),
        ('<path fill="url(https://x.example/#a)"/>', 'fill is "url(https://x.example/#a)"; set colors with classes'),
        ('<path clip-path="url(x.svg#a)"/>', 'clip-path is "url(x.svg#a)", which is not allowed in a drawing'),
        ('<path d="javascript:&quot;"/>', "d is \"javascript:\"\", which is not allowed in a drawing"),
        ('<use href="https://x.example/a.svg#b"/>',
         'refers to "https://x.example/a.svg#b", which is not in this drawing'),
        ('<use href="#bone-nothing"/>', 'refers to "#bone-nothing", which is not in this drawing'),
        ('<use href="data:image/svg+xml,x"/>', 'refers to "data:image/svg+xml,x", which is not in this drawing'),
        ('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="#a"/>', 'the attribute "href" is not allowed on <use>'),
        ('<path id="other"/>', 'the ID "other" must start with bone-'),
        ('<path id="bone-a"/><path id="bone-a"/>', 'the ID "bone-a" is used twice'),
        ("<?php x ?>", "a drawing cannot have a processing instruction"),
        ("<path", "is not valid SVG: not well-formed (invalid token)"),
        ("<g>", "is not valid SVG: mismatched tag"),
    ],
)  # fmt: skip
def test_what_may_not_stand_in_a_drawing(inside, message):
    assert message in faults(inside)


@pytest.mark.parametrize(
    "inside",
    [
        '<path class="f-bone" d="M0 0" opacity=".5" fill="none" stroke="currentColor"/>',
        '<g text-anchor="middle" transform="translate(1 2)"><text x="1"><tspan dy="2">a</tspan></text></g>',
        '<linearGradient id="bone-g"><stop offset="0"/></linearGradient><rect fill="url(#bone-g)"/>',
        '<defs><path id="bone-p" d="M0 0"/></defs><use href="#bone-p"/><!-- a comment -->',
    ],
)
def test_what_may_stand_in_a_drawing(inside):
    assert faults(inside) == []


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("<title>A bone</title>\n", "", "2: <title> is missing"),
        ("<desc>A long bone.</desc>\n", "", "3: <desc> is missing"),
        ("<title>A bone</title>", "<title> </title>", "1: <title> is empty"),
        (' viewBox="0 0 10 10"', "", "1: the drawing has no viewBox with a width and a height"),
        *(
            (' viewBox="0 0 10 10"', f' viewBox="{box}"', "1: the drawing has no viewBox with a width and a height")
            for box in ("a b c d", "0 0 0 0", "0 0 -5 5", "1 2", "nan nan nan nan", "0 0 1e999 1")
        ),
        ("<svg ", "<!DOCTYPE svg><svg ", "1: a drawing cannot have a DOCTYPE or entities"),
        ("<svg ", '<!DOCTYPE s [<!ENTITY a "b">]>\n<svg ', "1: a drawing cannot have a DOCTYPE or entities"),
        (' xmlns="http://www.w3.org/2000/svg"', "", '1: "svg" is not in the SVG namespace'),
        ("<svg ", "words <svg ", "1: is not valid SVG: syntax error"),
    ],
)
def test_a_fault_of_the_whole_is_told_at_its_line(before, after, message):
    assert f"figures/bone.svg:{message}" in told(changed("figures/bone.svg", before, after))


def test_an_xml_declaration_does_no_harm_and_is_not_kept():
    tree = small_tree(**{"figures/bone.svg": f'<?xml version="1.0" encoding="iso-8859-1"?>\n{SVG}'})
    assert document(tree).figure["bone"].svg.startswith("<svg ")


def test_entities_do_not_grow():
    bomb = '<!DOCTYPE s [<!ENTITY a "' + "x" * 1000 + '">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 50}">' for n in range(8)
    ) + "]>\n<svg>&i;</svg>"  # fmt: skip
    assert told(small_tree(**{"figures/bone.svg": bomb})) == [
        "figures/bone.svg:1: a drawing cannot have a DOCTYPE or entities"
    ]


def test_text_cannot_become_markup():
    report = Report()
    inside = "<text><![CDATA[<script>alert(1)</script>]]>&lt;b&gt;</text>"
    svg = read_figure("bone", "b.svg", f"{HEAD}{inside}</svg>", "x", report).svg
    assert "<script" not in svg
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;" in svg


def test_a_figure_has_a_text_alternative():
    message = "figures/bone.svg:1: the figure has no text description"
    assert told(small_tree(**{"figures/bone.md": None})) == [message]
    assert told(small_tree(**{"figures/bone.md": " \n"})) == [message]


def test_a_text_alternative_has_a_figure():
    assert told(small_tree(**{"figures/skin.md": "Skin."})) == [
        "figures/skin.md:1: is a text description with no drawing"
    ]
