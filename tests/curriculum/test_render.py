"""Lessons as pages show them."""

import re
from datetime import date

import html5lib
import pytest

from lms.curriculum.render import Check, Heading, figure_html, inline, render_lesson
from tests.curriculum.trees import CAUTIONS, CLAIMS, GLOSSARY, LESSON, SVG, changed, document, small_tree

HEAD = LESSON.split("The muscle", 1)[0]
pytestmark = pytest.mark.usefixtures("words")


def body(text=None, **changes):
    """The rendered first lesson of the small course, with this text."""
    tree = small_tree(**changes)
    if text is not None:
        tree["1-one/1-begin.md"] = HEAD + text
    return render_lesson(document(tree), "begin", "en")


def html(text=None, **changes):
    """Its HTML, which must be valid and have unique ids."""
    parts = body(text, **changes).parts
    made = "".join(f"<hr data-check={each.family}>" if isinstance(each, Check) else each for each in parts)
    parser = html5lib.HTMLParser(strict=False, tree=html5lib.getTreeBuilder("etree"))
    parser.parse(f"<!doctype html><title>x</title><body>{made}")
    assert parser.errors == []
    ids = re.findall(r'\bid="([^"]+)"', made)
    assert len(ids) == len(set(ids)), ids
    return made


def test_the_whole_lesson_is_valid_and_has_its_parts():
    made = body()
    assert html()
    assert [each.family for each in made.parts if isinstance(each, Check)] == ["beat"]
    assert made.contents == (Heading("s-where", "Where", 2),)
    assert [source.id for source in made.sources] == ["atlas", "blog"]
    assert [term.id for term in made.terms] == ["lesser-trochanter"]


def test_a_source_becomes_a_small_number():
    made = body("One [atlas], two [blog] and one again [atlas].\n\n:::note\n[Text][blog]\n:::\n")
    ref = '<sup class="ref"><a href="#source-{0}" aria-label="Source {0}">{0}</a></sup>'
    assert f"One{ref.format(1)}, two{ref.format(2)} and one again{ref.format(1)}." in made.parts[0]
    assert f"Text{ref.format(2)}" in made.parts[0]
    assert [source.id for source in made.sources] == ["atlas", "blog"]


def test_two_numbers_in_a_row_stay_apart():
    made = html("Both [atlas] [blog].")
    assert re.sub("<[^>]+>", "", made) == "Both1 2.\n"


@pytest.mark.parametrize("word", ["**Loud**", "*quiet*", "Lesser trochanter"])
def test_a_number_sits_close_to_its_word_whatever_that_is(word):
    assert re.search(r'(strong|em|button)><sup class="ref">', html(f"{word} [atlas]."))


def test_no_line_begins_with_the_number_of_a_glossary_words_source():
    made = html("The lesser trochanter [atlas] [blog] here.")
    kept = re.search(r'<span class="together">(<button.*?</button>)(<sup.*?</sup>)</span> (<sup.*?</sup>) here', made)
    assert kept, made
    after_a_comma = html("The lesser trochanter, [atlas] here.")
    assert re.search(r'<span class="together"><button.*?</button>,</span><sup.*?</sup> here', after_a_comma)


@pytest.mark.parametrize(("after", "clings"), [(", there", ","), (").", ")."), (" there", ""), ("", "")])
def test_no_line_begins_with_what_follows_a_glossary_word(after, clings):
    made = html(f"The lesser trochanter{after}")
    assert ("together" in made) == bool(clings)
    assert f"</button>{clings}" + ("</span>" if clings else "") in made


def test_a_glossary_word_explains_itself_at_its_first_use():
    made = html("Lesser trochanters and the lesser trochanter.\n\n- Again: lesser trochanter.\n")
    button = '<button type="button" class="term" popovertarget="term-lesser-trochanter">Lesser trochanters</button>'
    assert made.count("<button") == 1
    assert button in made
    assert '<span popover="" id="term-lesser-trochanter" class="term-card"><strong>Lesser trochanter</strong>' in made
    assert "Pronounced troh-KAN-ter" in made


@pytest.mark.parametrize(
    "text",
    [
        "## The lesser trochanter",
        "[the lesser trochanter](lesson:end)",
        "`lesser trochanter`",
        "    lesser trochanter",
        ":::figure bone\nThe lesser trochanter.\n:::",
        "The lesser trochanter-like and sublesser trochanter.",
    ],
)
def test_a_glossary_word_is_plain_in(text):
    assert "<button" not in html(text)


@pytest.mark.parametrize(
    "text",
    [
        "- the lesser trochanter",
        "| a |\n|---|\n| lesser trochanter |",
        "> *lesser trochanter*",
        "x[^1]\n\n[^1]: lesser trochanter",
    ],
)
def test_a_glossary_word_explains_itself_in(text):
    assert html(text).count('class="term-card"') == 1


def test_a_glossary_that_is_markup_stays_text():
    made = html(
        "The hip <here.".replace("<", "\\<"),
        **{
            "glossary.toml": GLOSSARY
            + '[[term]]\nid = "hip"\nterm = "Hip"\nmeaning = "<script>x</script> & \\"more\\""\n'
        },
    )
    assert "&lt;script&gt;x&lt;/script&gt; &amp;" in made


def test_links_lead_to_the_stable_addresses():
    made = html(
        "[a](lesson:end) [b](quiz:final) [c](figure:bone) [d](https://x.example/?a=1&b=2)\n\n:::figure bone\nx\n:::"
    )
    assert 'href="/courses/small/lessons/end"' in made
    assert 'href="/courses/small/quizzes/final"' in made
    assert 'href="#figure-bone"' in made
    assert 'href="https://x.example/?a=1&amp;b=2"' in made


def test_a_link_to_a_figure_of_another_lesson_leads_there():
    tree = changed("1-one/2-end.md", "The end.", "[see](figure:bone)")
    made = render_lesson(document(tree), "end", "en").parts[0]
    assert 'href="/courses/small/lessons/begin#figure-bone"' in made


def test_boxes_have_their_titles():
    made = html(":::caution\nx\n:::\n\n:::say You *may* say\nx\n:::\n\n:::note\nx\n:::\n")
    assert '<div class="callout caution" role="note">\n<p class="callout-title">Caution</p>' in made
    assert '<div class="callout say" role="note">\n<p class="callout-title">You *may* say</p>' in made
    assert '<p class="callout-title">Note</p>' in made


def test_steps_are_a_numbered_list():
    assert '<div class="steps-list"><ol>\n<li>One</li>' in html(":::steps\n1. One\n2. Two\n:::")


def test_a_claim_card_says_what_its_badge_means():
    made = html(":::claim only\n:::\n\n:::claim only\n:::")
    assert '<div class="claim claim-t" id="claim-only">' in made
    assert made.count('id="claim-only"') == 1
    assert '<span class="badge" aria-hidden="true">T</span> Traditional claim' in made
    assert "Common claim</span> “The only one.”" in made
    assert "What we teach</span> One of several." in made
    assert "What studies found</span> There are others." in made
    assert 'aria-label="Source 2"' in made
    assert "confirmed" not in made
    assert "replaced" not in made


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('badge = "T"', 'badge = "S"\nconfirm = true', ["Safety rule", "Not yet confirmed by a qualified instructor"]),
        ('badge = "T"', 'badge = "E"\nconfirm = true\nreviewer = "A. Nurse"\nreviewed_on = 2026-11-22',
         ["Established", "Reviewed by A. Nurse, November 22, 2026"]),
        ('badge = "T"', 'badge = "M"\nreviewer = "A. Nurse"', ["Mixed or limited evidence", "Reviewed by A. Nurse"]),
        ('"atlas", ', "", ["Source being replaced"]),
    ],
)  # fmt: skip
def test_a_claim_card_says_how_sure_it_is(before, after, words):
    made = html(":::claim only\n:::", **{"claims.toml": CLAIMS.replace(before, after)})
    assert [word for word in words if word not in made] == []


def test_cautions_are_a_table_that_names_its_light():
    made = html(":::cautions all\n:::")
    assert '<table class="card-table cautions" role="table" aria-label="Cautions">' in made
    assert (
        '<tr role="row" class="light-red"><th role="rowheader" scope="row" data-label="Caution">A widening pulse</th>'
        in made
    )
    assert '<td role="cell" data-label="Level"><span class="light">Red</span></td>' in made
    assert '<td role="cell" data-label="Why">It may rupture.</td>' in made


def test_cautions_of_one_light_are_those_alone():
    more = CAUTIONS.replace(
        "[[red_flag]]", '[[caution]]\nid = "b"\nitem = "Other"\nlight = "amber"\naction = "Ask."\n[[red_flag]]'
    )
    assert "Other" not in html(":::cautions red\n:::", **{"cautions.toml": more})
    assert "Amber" in html(":::cautions amber\n:::", **{"cautions.toml": more})


def test_red_flags_say_how_soon_and_what_is_not_confirmed():
    made = html(":::red-flags emergency\n:::")
    assert '<span class="light">Emergency</span>' in made
    assert '<span class="to-confirm">Not yet confirmed by a qualified instructor</span>' in made


def test_a_figure_has_its_drawing_its_words_and_its_caption():
    made = html(":::figure bone\nThe *bone*.\n:::")
    assert made.startswith('<figure id="figure-bone" class="drawing"><svg ')
    assert "<summary>Text description</summary><p>A bone from left to right.</p>" in made
    assert "<figcaption><p>The <em>bone</em>.</p>\n</figcaption></figure>" in made


def test_a_figure_with_layers_has_a_place_to_choose_them():
    layer = '<g class="layer" id="bone-great-vessels"><path d="M0 0"/></g></svg>'
    made = html(":::figure bone\nx\n:::", **{"figures/bone.svg": SVG.replace("</svg>", layer)})
    assert '<div class="figure-layers" role="group" aria-label="Show on the figure" hidden></div>' in made
    assert "figure-layers" not in html(":::figure bone\nx\n:::")


def test_a_figure_that_comes_again_is_a_link_to_the_first():
    made = html(":::figure bone\nOne.\n:::\n\n:::figure bone\nTwo.\n:::")
    assert made.count("<svg") == 1
    assert '<a href="#figure-bone">See figure: A bone</a></p><p>Two.</p>' in made


def test_a_questions_figure_keeps_its_ids_apart():
    made = document()
    pieces = (
        html(":::figure bone\nx\n:::") + str(figure_html(made, "bone", "q1-")) + str(figure_html(made, "bone", "q2-"))
    )
    ids = re.findall(r'\bid="([^"]+)"', pieces)
    assert len(ids) == len(set(ids))
    assert {"bone-tip", "q1-bone-tip", "q2-bone-tip", "q1-bone-title", "q1-bone-desc"} <= set(ids)
    assert "url(#q1-bone-tip)" in pieces
    assert 'aria-labelledby="q1-bone-title q1-bone-desc"' in pieces
    assert figure_html(made, "nothing") == ""


def test_headings_have_anchors_of_their_own():
    contents = body("## Where?\n\n## Where?\n\n### Główna *część*\n\n## !!!\n").contents
    assert [(each.anchor, each.title, each.level) for each in contents] == [
        ("s-where", "Where?", 2), ("s-where-2", "Where?", 2), ("s-główna-część", "Główna część", 3), ("s-part",
         "!!!", 2),
    ]  # fmt: skip


def test_tables_scroll_and_are_aligned_without_style():
    made = html("| a | b |\n|:-:|--:|\n| 1 | 2 |")
    assert '<div class="table-scroll" role="group" tabindex="0" aria-label="Table"><table>' in made
    assert '<th class="at-center" scope="col">a</th>' in made.replace(
        'scope="col" class="at-center"', 'class="at-center" scope="col"'
    )
    assert "style" not in made


def test_footnotes_lead_there_and_back():
    made = html("A note[^a] and again[^a].\n\n[^a]: Here.")
    assert 'href="#fn-1" id="fnref-1" aria-label="Footnote 1"' in made
    assert '<li id="fn-1">' in made
    assert 'href="#fnref-1:1" class="footnote-back" aria-label="Back to text"' in made


def test_a_lesson_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        render_lesson(document(), "nowhere", "en")


def test_one_line_of_markdown():
    assert inline("**Stop** at `x` < 3 & see [here](https://x.example)") == (
        '<strong>Stop</strong> at <code>x</code> &lt; 3 &amp; see <a href="https://x.example">here</a>'
    )


def test_one_line_has_no_links_into_the_course():
    assert inline("[the pulse](lesson:the-pulse) and ![x](y.png) [^1]") == "the pulse and x [^1]"


def test_dates_are_said_in_the_language():
    claim = CLAIMS.replace('badge = "T"', 'badge = "E"\nreviewer = "N"\nreviewed_on = 2026-11-22')
    tree = small_tree(**{"claims.toml": claim})
    assert document(tree).claims[0].reviewed_on == date(2026, 11, 22)
    assert "22. November 2026" in "".join(map(str, render_lesson(document(tree), "begin", "de").parts))
