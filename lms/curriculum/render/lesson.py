"""A lesson's Markdown, directive by directive, as safe HTML."""

from collections.abc import Iterator
from typing import get_args

from markupsafe import Markup

from lms.core.i18n import gettext as _
from lms.curriculum.document import Document
from lms.curriculum.markup import Block, blocks
from lms.curriculum.reference import Band, Light
from lms.curriculum.render.body import Check, LessonBody
from lms.curriculum.render.cards import cautions_table, claim_card, figure_again, figure_card, red_flags_table
from lms.curriculum.render.prose import Prose, figures


def render_lesson(document: Document, lesson_id: str, language: str) -> LessonBody:
    """Render a lesson, with the interface's own words in `language`. Raises KeyError."""
    lesson = document.lesson[lesson_id]
    writer = _Writer(document, lesson.text, language)
    parts = tuple(_joined(writer.parts()))
    prose = writer.prose
    return LessonBody(parts, tuple(prose.headings), prose.sources, tuple(prose.explained.values()))


def _joined(pieces: Iterator[Markup | Check]) -> Iterator[Markup | Check]:
    """Join consecutive pieces of HTML into one part."""
    run: list[Markup] = []
    for piece in pieces:
        if isinstance(piece, Check):
            if run:
                yield Markup("\n").join(run)
            yield piece
            run = []
        else:
            run.append(piece)
    if run:
        yield Markup("\n").join(run)


class _Writer:
    """Writes one lesson."""

    def __init__(self, document: Document, text: str, language: str) -> None:
        self.document, self.text, self.language = document, text, language
        self.prose = Prose(document)
        self.here = frozenset(figures(text))
        self.seen: set[str] = set()  # the ids of claims and figures shown so far

    def parts(self) -> Iterator[Markup | Check]:
        for block in blocks(self.prose.tokens(self.text)):
            yield self._part(block)

    def _part(self, block: Block) -> Markup | Check:
        name, uid = block.name, block.argument
        if name == "check" and uid in self.document.family:
            return Check(uid)
        if name == "claim" and uid in self.document.claim:
            claim = self.document.claim[uid]
            return claim_card(claim, self.prose, self.language, first=self._first(f"claim {uid}"))
        if name == "figure" and uid in self.document.figure:
            return self._figure(block)
        if name == "cautions" and uid in {*get_args(Light), "all"}:
            return cautions_table(self.document, uid, self.prose)
        if name == "red-flags" and uid in {*get_args(Band), "all"}:
            return red_flags_table(self.document, uid, self.prose)
        return self._box(block)

    def _first(self, what: str) -> bool:
        first = what not in self.seen
        self.seen.add(what)
        return first

    def _figure(self, block: Block) -> Markup:
        figure = self.document.figure[block.argument]
        caption = self.prose.html(block.tokens, here=self.here, explain=False)
        if self._first(f"figure {figure.id}"):
            return figure_card(figure, caption, self.language)
        return figure_again(figure, caption)

    def _box(self, block: Block) -> Markup:
        """Boxes and steps. An unknown directive shows only its text."""
        html = self.prose.html(block.tokens, here=self.here)
        titles = {"caution": _("Caution"), "say": _("What to say"), "note": _("Note")}
        if block.name == "steps":
            return Markup('<div class="steps-list">{}</div>').format(html)
        if block.name not in titles:
            return html
        title = block.argument or titles[block.name]
        box = Markup('<div class="callout {}" role="note">\n<p class="callout-title">{}</p>\n{}</div>')
        return box.format(block.name, title, html)
