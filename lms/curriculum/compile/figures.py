"""Figures: SVG checked element by element against an allowlist, and written anew.

Only what was checked is kept: expat parses the text, entities and DTDs are refused, and the
drawing is serialized from the parsed elements, so that no browser can interpret it differently.
"""

import re
from html import escape
from xml.parsers import expat

from lms.curriculum.compile.problems import Report, SourceLine, shown
from lms.curriculum.document import Figure

SVG = "http://www.w3.org/2000/svg"
_SHAPES = "g path line polyline polygon rect circle ellipse text tspan defs marker linearGradient stop use clipPath"
_COMMON = """
id class transform opacity fill-opacity stroke-opacity stroke-width stroke-linecap stroke-linejoin stroke-dasharray
stroke-dashoffset stroke-miterlimit fill-rule clip-rule fill stroke vector-effect marker-start marker-mid marker-end
clip-path paint-order text-anchor dominant-baseline letter-spacing
x y x1 y1 x2 y2 cx cy r rx ry width height
"""
SHAPES = frozenset(_SHAPES.split())
COMMON = frozenset(_COMMON.split())  # allowed on every shape
ATTRIBUTES = {
    "svg": {"viewBox", "role", "xmlns", "aria-labelledby", "width", "height", "preserveAspectRatio"},
    "title": {"id"},
    "desc": {"id"},
    "path": {"d", "pathLength"},
    "polyline": {"points"},
    "polygon": {"points"},
    "text": {"dx", "dy", "rotate", "textLength", "lengthAdjust"},
    "tspan": {"dx", "dy", "rotate", "baseline-shift"},
    "marker": {"viewBox", "refX", "refY", "markerWidth", "markerHeight", "markerUnits", "orient"},
    "linearGradient": {"gradientUnits", "gradientTransform", "spreadMethod"},
    "stop": {"offset", "stop-opacity", "stop-color"},
    "use": {"href"},
    "clipPath": {"clipPathUnits"},
}
PAINT = frozenset({"fill", "stroke", "stop-color"})
PAINTS = frozenset({"none", "currentColor", "inherit"})
PLAIN = re.compile(r"[\w\s.,:%()#+*/'-]*")
LOCAL = re.compile(r"url\(#([^()\s]+)\)")


class _Refused(Exception):
    """Stops reading the drawing."""


class Drawing:
    """A parsed SVG text: what it contains, and the text written anew."""

    def __init__(self, name: str, text: str, path: str, report: Report) -> None:
        self.name, self.path, self.report = name, path, report
        self.written: list[str] = []
        self.told = {"title": "", "desc": ""}
        self.open: list[str] = []
        self.children = 0  # of the outermost element, so far
        self.ids: dict[str, int] = {}
        self.uses: list[tuple[str, int]] = []
        self.parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.ProcessingInstructionHandler = self._refuse_instruction
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self._read(text)

    def _read(self, text: str) -> None:
        try:
            self.parser.Parse(text.encode("utf-8", "replace"), True)
        except expat.ExpatError as error:
            self.report.error(SourceLine(self.path, error.lineno), f"is not valid SVG: {expat.ErrorString(error.code)}")
            return
        except _Refused:
            return
        self._check_whole()

    def _problem(self, message: str, hint: str = "") -> None:
        self.report.error(SourceLine(self.path, self.parser.CurrentLineNumber), message, hint)

    def _refuse_doctype(self, *_about: object) -> None:
        self._problem("a drawing cannot have a DOCTYPE or entities", "Start with <svg")
        raise _Refused

    def _refuse_instruction(self, *_about: object) -> None:
        self._problem("a drawing cannot have a processing instruction")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        self.open.append(tag)
        if space != SVG:
            self._problem(f"{shown(tag)} is not in the SVG namespace", f'Write <svg xmlns="{SVG}" …>')
        self._check_place(tag)
        kept = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items() if self._keeps(tag, key, value))
        self.written.append(f"<{tag}{kept}>" if tag in SHAPES else self._frame(tag, attributes))

    def _frame(self, tag: str, attributes: dict[str, str]) -> str:
        """Write the tags with the drawing's name in one form."""
        if tag == "svg":
            view = escape(attributes.get("viewBox", ""))
            by = f"{self.name}-title {self.name}-desc"
            return f'<svg xmlns="{SVG}" viewBox="{view}" role="img" aria-labelledby="{by}">'
        return f'<{tag} id="{self.name}-{tag}">'

    def _check_place(self, tag: str) -> None:
        depth = len(self.open)
        if depth == 1 and tag != "svg":
            self._problem(f"the root element is {shown(tag)}, not svg", "Start with <svg")
        elif depth == 2:  # noqa: PLR2004 - a child of the outermost
            wanted = ("title", "desc")[self.children] if self.children < 2 else tag  # noqa: PLR2004
            if tag != wanted:
                self._problem(f"<{wanted}> is missing", "<title> and <desc> must be the first children of <svg>")
                self.children = 2
            self.children += 1
        if tag not in SHAPES and not (tag == "svg" and depth == 1) and not (tag in self.told and depth == 2):  # noqa: PLR2004
            self._problem(f"<{tag}> is not allowed in a drawing", f"Allowed: {' '.join(sorted(SHAPES))}")

    def _keeps(self, tag: str, key: str, value: str) -> bool:
        """Whether the attribute is allowed. Reports it if not."""
        allowed = ATTRIBUTES.get(tag, set())
        if key not in allowed and not (tag in SHAPES and key in COMMON):
            key = key.rpartition(" ")[2]
            hint = "Set colors with classes" if key == "style" else ""
            self._problem(f"the attribute {shown(key)} is not allowed on <{tag}>", hint)
            return False
        line = self.parser.CurrentLineNumber
        if key == "id":
            self._take_id(value, line)
        elif key == "href":
            self.uses.append((value, line))
        elif found := LOCAL.fullmatch(value):
            self.uses.append((f"#{found[1]}", line))
        else:
            self._check_value(key, value)
        return True

    def _check_value(self, key: str, value: str) -> None:
        if key in PAINT and value not in PAINTS:
            self._problem(f"{key} is {shown(value)}; set colors with classes", "See docs/writing-courses.md, Figures")
        elif "url" in value.lower() or "data:" in value.lower() or not PLAIN.fullmatch(value):
            self._problem(f"{key} is {shown(value)}, which is not allowed in a drawing")

    def _take_id(self, uid: str, line: int) -> None:
        if not re.fullmatch(rf"{re.escape(self.name)}-[\w-]+", uid):
            self._problem(
                f"the ID {shown(uid)} must start with {self.name}-", "IDs must be unique across the figures on a page"
            )
        elif uid in self.ids:
            self._problem(f"the ID {shown(uid)} is used twice")
        self.ids[uid] = line

    def _end(self, _name: str) -> None:
        tag = self.open.pop()
        if self.written[-1].startswith("<") and not self.written[-1].endswith("/>") and self.written[-1][1] != "/":
            self.written[-1] = (
                f"{self.written[-1][:-1]}/>"  # the last thing written is its own start tag, so it is empty
            )
        else:
            self.written.append(f"</{tag}>")

    def _characters(self, text: str) -> None:
        self.written.append(escape(text))
        if self.open[-1] in self.told:
            self.told[self.open[-1]] += text

    def _check_whole(self) -> None:
        spot = SourceLine(self.path, 1)
        for tag, text in self.told.items():
            if self.written and not text.strip():
                self.report.error(spot, f"<{tag}> is empty", "Screen readers read it aloud")
        for uid, line in self.uses:
            if not uid.startswith("#") or uid[1:] not in self.ids:
                self.report.error(SourceLine(self.path, line), f"refers to {shown(uid)}, which is not in this drawing")


def read_figure(name: str, path: str, svg: str, alternative: str, report: Report) -> Figure:
    """Make a figure from its SVG and its text alternative. Reports all problems."""
    drawing = Drawing(name, svg, path, report)
    title, description = (" ".join(drawing.told[tag].split()) for tag in ("title", "desc"))
    text = "".join(drawing.written).strip()
    figure = Figure(id=name, svg=text, title=title, description=description, alternative=alternative.strip())
    if text and figure.frame is None:
        hint = 'Write <svg viewBox="0 0 640 520" …>: left, top, width, height'
        report.error(SourceLine(path, 1), "the drawing has no viewBox with a width and a height", hint)
    return figure
