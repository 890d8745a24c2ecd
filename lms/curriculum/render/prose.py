"""Markdown to HTML for a lesson: numbered sources, glossary terms, links inside the course, anchors."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from lms.core import addresses
from lms.core.i18n import gettext as _
from lms.curriculum.document import Document
from lms.curriculum.markup import SOURCE, WEB, environment, finder, parser, words_of
from lms.curriculum.reference import Source, Term
from lms.curriculum.render.body import Heading
from lms.curriculum.render.clean import clean

NOT_IN_AN_ANCHOR = re.compile(r"[\W_]+")
ALIGNED = {"text-align:center": "at-center", "text-align:right": "at-right"}
NUMBER = '<sup class="ref">'
CLINGS = re.compile(r"[,.;:!?)\u201d\u2019…]+")  # what must not begin a line
# Wraps a glossary term and clinging punctuation: lines may break after a button.
TOGETHER, APART = Markup('<span class="together">'), Markup("</span>")
_PARSER = parser()


class Prose:
    """One lesson being written: which sources were cited, which words explained, which anchors given."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.env = environment(document.source)
        self.headings: list[Heading] = []
        self.cited: dict[str, int] = {}
        self.explained: dict[str, Term] = {}
        self._spellings = words_of(document.terms)
        self._finder = finder(self._spellings)

    @cached_property
    def _figures_at(self) -> dict[str, str]:
        """The first lesson that shows each figure."""
        lessons = reversed(self.document.lessons)
        return {figure: lesson.id for lesson in lessons for figure in figures(lesson.text)}

    @property
    def sources(self) -> tuple[Source, ...]:
        """The cited sources in the order of their numbers."""
        return tuple(self.document.source[uid] for uid in self.cited)

    def tokens(self, text: str) -> list[Token]:
        """Parse the text, with footnotes and references of this lesson."""
        return _PARSER.parse(text, self.env)

    def html(self, tokens: Sequence[Token], *, here: frozenset[str] = frozenset(), explain: bool = True) -> Markup:
        """Safe HTML of parsed text. `here` are the figures on this page; `explain` makes glossary terms buttons."""
        heading = False
        for index, token in enumerate(tokens):
            if token.type == "heading_open":
                heading = True
                self._anchor(token, tokens[index + 1])
            elif token.type == "heading_close":
                heading = False
            elif token.type in {"th_open", "td_open"}:
                _align(token)
            elif token.type == "inline":
                token.children = self._inline(token.children or [], here, explain=explain and not heading)
        return clean(_PARSER.renderer.render(list(tokens), _PARSER.options, self.env))

    def reference(self, uid: str) -> Markup:
        """The small numbered link to a source, which is added to the lesson's list."""
        number = self.cited.setdefault(uid, len(self.cited) + 1)
        label = _("Source %(number)s", number=number)
        return Markup('<sup class="ref"><a href="#source-{0}" aria-label="{1}">{0}</a></sup>').format(number, label)

    def references(self, uids: Sequence[str]) -> Markup:
        """Several such links in a row."""
        return Markup(" ").join(self.reference(uid) for uid in uids if uid in self.document.source)

    def _anchor(self, opened: Token, content: Token) -> None:
        level = max(int(opened.tag[1:]), 2)
        title = "".join(child.content for child in content.children or [] if child.type in {"text", "code_inline"})
        base = "s-" + (NOT_IN_AN_ANCHOR.sub("-", title.casefold()).strip("-") or "part")
        taken = {heading.anchor for heading in self.headings}
        anchor = next(each for each in _numbered(base) if each not in taken)
        self.headings.append(Heading(anchor, title, level))
        opened.tag = f"h{level}"
        opened.attrSet("id", anchor)

    def _inline(self, children: list[Token], here: frozenset[str], *, explain: bool) -> list[Token]:
        """The tokens of one paragraph with our links, followed by the cards of its glossary terms."""
        written: list[Token] = []
        cards: list[Token] = []
        way: list[str] = []  # addresses of open links; "" for a removed one
        for token in children:
            if token.type == "link_open":
                way.append(str(token.attrs.get("href", "")))
                written += self._link(token, way, here)
            elif token.type == "link_close":
                written += self._end_of_link(token, way.pop() if way else "", written)
            elif token.type == "image":
                written.append(_text(token.content))
            elif token.type == "text" and explain and not way:
                written += self._explained(token.content, cards)
            else:
                written.append(token)
        return written + cards

    def _link(self, token: Token, way: list[str], here: frozenset[str]) -> list[Token]:
        address = self._address(way[-1], here)
        if way[-1].startswith(SOURCE) or not address:
            way[-1] = way[-1] if way[-1].startswith(SOURCE) else ""
            return []
        token.attrs = {"href": address}
        return [token]

    def _end_of_link(self, token: Token, address: str, written: list[Token]) -> list[Token]:
        if not address.startswith(SOURCE):
            return [token] if address else []
        uid = address.removeprefix(SOURCE)
        if written and written[-1].type == "text" and written[-1].content.casefold() == uid:
            written.pop()  # [gray-467]: the number replaces it
        number = self.reference(uid)
        if written and written[-1].type == "text" and not _follows_a_number(written):
            written[-1].content = written[-1].content.rstrip()  # no space between a word and its number
            if _is_a_button(written):
                written.insert(-2, _html(TOGETHER))
                number += APART
        return [_html(number)]

    def _address(self, href: str, here: frozenset[str]) -> str:
        """Where a link leads, or "" if it is neither on the web nor in this course."""
        sort, _colon, uid = href.partition(":")
        if sort == "lesson" and uid in self.document.lesson:
            return addresses.LESSON.format(slug=self.document.slug, uid=uid)
        if sort == "quiz" and uid in self.document.quiz:
            return addresses.QUIZ.format(slug=self.document.slug, uid=uid)
        if sort == "figure" and uid in here:
            return f"#figure-{uid}"
        if sort == "figure" and uid in self._figures_at:
            return addresses.LESSON.format(slug=self.document.slug, uid=self._figures_at[uid]) + f"#figure-{uid}"
        return href if href.startswith(WEB) else ""

    def _explained(self, text: str, cards: list[Token]) -> Iterator[Token]:
        """The text with the first use of each glossary term as a button. Its card is added to `cards`."""
        end = 0
        for found in self._finder.finditer(text) if self._finder else ():
            term = self._spellings.get(found.group().casefold())
            if term is None or term.id in self.explained:
                continue
            self.explained[term.id] = term
            yield _text(text[end : found.start()])
            clinging = CLINGS.match(text, found.end())
            yield _html(_button(term, found.group(), clinging.group() if clinging else ""))
            cards.append(_html(_card(term)))
            end = clinging.end() if clinging else found.end()
        yield _text(text[end:])


def figures(text: str) -> list[str]:
    """The figures that a lesson's text shows."""
    return re.findall(r"^:::[ \t]*figure[ \t]+(\S+)", text, re.MULTILINE)


def _numbered(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _html(content: Markup) -> Token:
    """Our own HTML inside a paragraph, written as it is and cleaned with the rest."""
    return Token("html_inline", "", 0, content=str(content))


def _follows_a_number(written: list[Token]) -> bool:
    """Whether the last text is the space between two source numbers."""
    return not written[-1].content.strip() and len(written) > 1 and written[-2].content.startswith(NUMBER)


def _is_a_button(written: list[Token]) -> bool:
    """Whether the last thing is a glossary term, which is followed by an empty text."""
    return not written[-1].content and len(written) > 1 and written[-2].content.endswith("</button>")


def _button(term: Term, word: str, clinging: str) -> Markup:
    """A term as a button, with the punctuation that clings to it."""
    button = Markup('<button type="button" class="term" popovertarget="term-{}">{}</button>').format(term.id, word)
    return TOGETHER + button + clinging + APART if clinging else button


def _card(term: Term) -> Markup:
    say = (
        Markup('<span class="term-say">{}</span> ').format(_("Pronounced %(sound)s", sound=term.say))
        if term.say
        else ""
    )
    card = Markup('<span popover id="term-{}" class="term-card"><strong>{}</strong> {}<span>{}</span></span>')
    return card.format(term.id, term.term, say, term.meaning)


def _align(token: Token) -> None:
    """Set alignment by a class, because the page's policy allows no inline style."""
    style = str(token.attrs.pop("style", ""))
    if style in ALIGNED:
        token.attrSet("class", ALIGNED[style])
    if token.tag == "th":
        token.attrSet("scope", "col")


def _table_open(*_call: Any) -> str:  # noqa: ANN401 - markdown-it's call
    region = Markup('<div class="table-scroll" role="group" tabindex="0" aria-label="{}"><table>')
    return str(region.format(_("Table")))


def _table_close(*_call: Any) -> str:  # noqa: ANN401
    return "</table></div>"


def _note_name(tokens: Sequence[Token], index: int) -> str:
    again = tokens[index].meta.get("subId", -1)
    return f"{tokens[index].meta['id'] + 1}" + (f":{again}" if again > 0 else "")


def _note_ref(_self: RendererHTML, tokens: Sequence[Token], index: int, *_call: Any) -> str:  # noqa: ANN401
    number = tokens[index].meta["id"] + 1
    ref = Markup('<sup class="footnote-ref"><a href="#fn-{0}" id="fnref-{1}" aria-label="{2}">{0}</a></sup>')
    return str(ref.format(number, _note_name(tokens, index), _("Footnote %(number)s", number=number)))


def _note_open(_self: RendererHTML, tokens: Sequence[Token], index: int, *_call: Any) -> str:  # noqa: ANN401
    return f'<li id="fn-{tokens[index].meta["id"] + 1}">'


def _note_back(_self: RendererHTML, tokens: Sequence[Token], index: int, *_call: Any) -> str:  # noqa: ANN401
    back = Markup(' <a href="#fnref-{}" class="footnote-back" aria-label="{}">↩</a>')
    return str(back.format(_note_name(tokens, index), _("Back to text")))


def _notes_open(*_call: Any) -> str:  # noqa: ANN401
    return str(Markup('<section class="footnotes" aria-label="{}"><ol>').format(_("Footnotes")))


for _name, _rule in {
    "table_open": _table_open,
    "table_close": _table_close,
    "footnote_ref": _note_ref,
    "footnote_open": _note_open,
    "footnote_anchor": _note_back,
    "footnote_block_open": _notes_open,
}.items():
    _PARSER.add_render_rule(_name, _rule)
