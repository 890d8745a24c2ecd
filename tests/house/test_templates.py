"""Templates escape what they print, and carry neither script nor style."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import ROOT

FORBIDDEN = {
    r"\|\s*safe\b": "prints without escaping",
    r"\bMarkup\s*\(": "makes markup",
    r"{%-?\s*autoescape\s+false": "stops escaping",
    r"<style\b": "has a style of its own",
    r"\sstyle\s*=": "has a style attribute",
    r"<script\b(?![^>]*\ssrc=)": "has a script of its own",
    r"\son[a-z]+\s*=\s*[\"']": "handles an event inline",
    r"javascript:": "has a javascript: address",
    r"name=\"csrf_token\"": "writes the form's token by hand, not with hidden_token()",
    r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//": "loads or links elsewhere",
}
TOKEN = ROOT / "lms" / "ui" / "templates" / "components" / "form.html"  # it makes hidden_token() itself
COMMENT = re.compile(r"{#.*?#}", re.S)


def offences(text: str) -> Iterator[str]:
    """What a template must not have, with the line."""
    shown = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    for pattern, words in FORBIDDEN.items():
        for found in re.finditer(pattern, shown, re.I):
            yield f"line {shown.count(chr(10), 0, found.start()) + 1} {words}: {found[0].strip()}"


def templates() -> list[Path]:
    return sorted((ROOT / "lms").rglob("*.html"))


@pytest.mark.parametrize("file", templates(), ids=lambda file: str(file.relative_to(ROOT / "lms")))
def test_a_template_is_clean(file):
    found = list(offences(file.read_text()))
    assert len(found) == 1 if file == TOKEN else found == []


def test_there_are_templates():
    assert len(templates()) > 20


@pytest.mark.parametrize(
    "planted",
    [
        "{{ x|safe }}",
        "{{ x | safe }}",
        "{{ Markup(x) }}",
        "{% autoescape false %}",
        "<style>p{}</style>",
        '<p style="color:red">',
        "<script>alert(1)</script>",
        '<script type="module">x</script>',
        '<a onclick="x()">',
        "<a href='javascript:x'>",
        '<input type="hidden" name="csrf_token" value="{{ csrf_token() }}">',
        '<img src="https://elsewhere.example/x.png">',
        '<a href="//elsewhere.example">',
    ],
)
def test_an_offence_is_noticed(planted):
    assert next(offences(f"<p>\n{planted}\n</p>")).startswith("line 2")


@pytest.mark.parametrize(
    "clean",
    [
        "{# |safe is forbidden #}",
        '<script type="module" src="{{ asset(\'x.js\') }}"></script>',
        "{{ safe_next }}",
        "<p>One sees it on = two.</p>",
        '<option value="x">',
    ],
)
def test_what_is_allowed_is_allowed(clean):
    assert list(offences(clean)) == []
