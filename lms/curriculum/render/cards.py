"""What directives show of the reference data: claim cards, cautions, red flags, figures."""

import re
from collections.abc import Iterator, Sequence

from babel.dates import format_date
from markupsafe import Markup

from lms.core.cache import cached
from lms.core.i18n import gettext as _
from lms.core.i18n import pgettext
from lms.curriculum.document import Document, Figure
from lms.curriculum.reference import Caution, Claim, RedFlag
from lms.curriculum.render.prose import Prose
from lms.curriculum.render.simple import alternative, inline

TO_CONFIRM = Markup('<p class="claim-note">{}</p>')
LAYER = 'class="layer"'  # marks a group that can be hidden


def badge(letter: str) -> str:
    """The meaning of an evidence badge."""
    return {
        "E": _("Established"),
        "M": _("Mixed or limited evidence"),
        "T": _("Traditional claim"),
        "S": _("Safety rule"),
    }[letter]


def light(name: str) -> str:
    """The word of a traffic light, so that color is never the only sign."""
    return {"red": _("Red"), "amber": _("Amber"), "green": _("Green"), "stop": pgettext("caution level", "Stop")}[name]


def band(name: str) -> str:
    """How soon a red flag needs a doctor."""
    return {"emergency": _("Emergency"), "urgent": _("Urgent"), "soon": _("Soon")}[name]


def claim_card(claim: Claim, prose: Prose, language: str, *, first: bool = True) -> Markup:
    """A claim: what people say, what we teach, what was found, its badge and its sources."""
    card = Markup('<div class="claim claim-{}"{}>{}</div>')
    uid = Markup(' id="claim-{}"').format(claim.id) if first else ""
    lines = Markup("").join(_claim_lines(claim, prose, language))
    return card.format(claim.badge.lower(), uid, lines)


def _claim_lines(claim: Claim, prose: Prose, language: str) -> Iterator[Markup]:
    chip = Markup('<p class="claim-badge"><span class="badge" aria-hidden="true">{}</span> {}</p>')
    yield chip.format(claim.badge, badge(claim.badge))
    if claim.said:
        yield _line("said", _("Common claim"), _("“%(words)s”", words=claim.said))
    yield _line("statement", _("What we teach") if claim.said else "", claim.statement)
    if claim.finding:
        yield _line("finding", _("What studies found"), claim.finding)
    if claim.sources:
        sources = Markup('<p class="claim-sources">{} {}</p>')
        yield sources.format(_("Sources"), prose.references(claim.sources))
    if claim.reviewer:
        yield TO_CONFIRM.format(_reviewed(claim, language))
    elif claim.confirm:
        yield TO_CONFIRM.format(_("Not yet confirmed by a qualified instructor"))
    if _all_weak(claim, prose.document):
        yield TO_CONFIRM.format(_("Source being replaced"))


def _line(name: str, label: str, text: str) -> Markup:
    said = Markup('<span class="claim-label">{}</span> ').format(label) if label else ""
    return Markup('<p class="claim-{}">{}{}</p>').format(name, said, inline(text))


def _reviewed(claim: Claim, language: str) -> str:
    if claim.reviewed_on is None:
        return _("Reviewed by %(name)s", name=claim.reviewer)
    day = format_date(claim.reviewed_on, "long", locale=language)
    return _("Reviewed by %(name)s, %(day)s", name=claim.reviewer, day=day)


def _all_weak(part: Claim, document: Document) -> bool:
    found = [document.source[uid] for uid in part.sources if uid in document.source]
    return bool(found) and all(source.weak for source in found)


def cautions_table(document: Document, which: str, prose: Prose) -> Markup:
    """The rows of the traffic-light table with this light, or all."""
    rows = [row for row in document.cautions if which in {row.light, "all"}]
    labels = (_("Caution"), _("Level"), _("What to do"), pgettext("column", "Why"))
    return _table("cautions", _("Cautions"), labels, [_caution(row, prose) for row in rows])


def _caution(row: Caution, prose: Prose) -> tuple[str, tuple[Markup, ...]]:
    action = _with_sources(row.action, row, prose)
    return row.light, (inline(row.item), _light(light(row.light)), action, inline(row.why))


def red_flags_table(document: Document, which: str, prose: Prose) -> Markup:
    """The red flags of this band, or all."""
    rows = [row for row in document.red_flags if which in {row.band, "all"}]
    cells = [(row.band, (_with_sources(row.sign, row, prose), _light(band(row.band)))) for row in rows]
    return _table("red-flags", _("Red flags"), (_("Sign"), _("Urgency")), cells)


def _light(word: str) -> Markup:
    return Markup('<span class="light">{}</span>').format(word)


def _with_sources(text: str, row: Caution | RedFlag, prose: Prose) -> Markup:
    told = Markup("{}{}").format(inline(text), prose.references(row.sources))
    if not row.confirm:
        return told
    return Markup('{} <span class="to-confirm">{}</span>').format(
        told, _("Not yet confirmed by a qualified instructor")
    )


def _table(name: str, label: str, labels: tuple[str, ...], rows: Sequence[tuple[str, tuple[Markup, ...]]]) -> Markup:
    """A table that becomes a stack of cards on a phone; roles keep it a table for screen readers."""
    head = Markup("").join(Markup('<th role="columnheader" scope="col">{}</th>').format(each) for each in labels)
    body = Markup("\n").join(_row(sort, labels, cells) for sort, cells in rows)
    table = Markup(
        '<table class="card-table {}" role="table" aria-label="{}">'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead>\n<tbody role="rowgroup">\n{}\n</tbody></table>'
    )
    return table.format(name, label, head, body)


def _row(sort: str, labels: tuple[str, ...], cells: tuple[Markup, ...]) -> Markup:
    first = Markup('<th role="rowheader" scope="row" data-label="{}">{}</th>').format(labels[0], cells[0])
    others = Markup("").join(
        Markup('<td role="cell" data-label="{}">{}</td>').format(label, cell)
        for label, cell in zip(labels[1:], cells[1:], strict=True)
    )
    return Markup('<tr role="row" class="light-{}">{}{}</tr>').format(sort, first, others)


def figure_card(figure: Figure, caption: Markup, language: str) -> Markup:
    """A drawing of a lesson with its layers, its text alternative and its caption."""
    card = Markup('<figure id="figure-{}" class="drawing">{}{}<figcaption>{}</figcaption></figure>')
    return card.format(figure.id, _drawing(figure, "", language), _layers(figure), caption)


def _layers(figure: Figure) -> Markup:
    """The place where the lesson's script puts a checkbox for each layer. Without the script all layers are shown."""
    place = Markup('<div class="figure-layers" role="group" aria-label="{}" hidden></div>')
    return place.format(_("Show on the figure")) if LAYER in figure.svg else Markup("")


def figure_again(figure: Figure, caption: Markup) -> Markup:
    """A link to a figure that this page already shows, with the caption for this place."""
    again = Markup('<div class="figure-again"><p><a href="#figure-{}">{}</a></p>{}</div>')
    return again.format(figure.id, _("See figure: %(title)s", title=figure.title), caption)


def question_figure(figure: Figure, prefix: str, language: str) -> Markup:
    """A drawing beside a question. `prefix` keeps its ids different from the same drawing elsewhere."""
    return Markup('<figure class="drawing">{}</figure>').format(_drawing(figure, prefix, language))


@cached(256)
def _drawing(figure: Figure, prefix: str, _language: str) -> Markup:
    svg = Markup(with_prefix(figure, prefix))  # noqa: S704 - the compiler has checked and written it element by element
    text = Markup('<details class="figure-text"><summary>{}</summary>{}</details>')
    return Markup("{}{}").format(svg, text.format(_("Text description"), alternative(figure.alternative)))


def with_prefix(figure: Figure, prefix: str) -> str:
    """The drawing with `prefix` before each of its ids, which begin with its name (the compiler ensures it)."""
    if not prefix:
        return figure.svg
    name = re.escape(figure.id)
    ids = re.compile(rf'(\bid="|url\(#|href="#|aria-labelledby="|(?<=-title) )(?={name}-)')
    return ids.sub(rf"\g<1>{prefix}", figure.svg)
