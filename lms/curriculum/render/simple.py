"""Short texts: a question, an answer, feedback, the text alternative of a figure. No course links, no glossary."""

from markdown_it.token import Token
from markupsafe import Markup

from lms.core.cache import cached
from lms.curriculum.markup import WEB, parser
from lms.curriculum.render.clean import clean

_PARSER = parser()
_PARSER.disable(["directive", "footnote_def", "footnote_ref", "footnote_inline"])


@cached(32_768)  # every short text of a course
def inline(text: str) -> Markup:
    """Safe HTML of one line: emphasis, code, links to the web."""
    tokens = _PARSER.parseInline(text, {})
    _plain(tokens)
    return clean(_PARSER.renderer.render(tokens, _PARSER.options, {}))


@cached(512)
def alternative(text: str) -> Markup:
    """Safe HTML of a figure's text alternative: paragraphs, lists, tables. Its headings are bold lines."""
    tokens = _PARSER.parse(text, {})
    _plain(tokens)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "p"
        elif token.type in {"th_open", "td_open"}:
            token.attrs = {"scope": "col"} if token.tag == "th" else {}
    return clean(_PARSER.renderer.render(tokens, _PARSER.options, {}))


def _plain(tokens: list[Token]) -> None:
    """Remove images and links that do not lead to the web, keeping their text."""
    for token in tokens:
        if token.type == "inline":
            token.children = list(_without_dead_links(token.children or []))


def _without_dead_links(children: list[Token]) -> list[Token]:
    kept: list[Token] = []
    alive: list[bool] = []
    for token in children:
        if token.type == "link_open":
            alive.append(str(token.attrs.get("href", "")).startswith(WEB))
        if token.type == "image":
            kept.append(Token("text", "", 0, content=token.content))
        elif token.type not in {"link_open", "link_close"} or (alive and alive[-1]):
            kept.append(token)
        if token.type == "link_close" and alive:
            alive.pop()
    return kept
