"""A page as the tests read it: parsed as HTML5, asked with a small part of CSS."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as WORDS_OF_ERRORS

PARTS = re.compile(
    r"(?P<tag>^[a-z][a-z0-9-]*|^\*)|#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)"
    r"|\[(?P<attr>[\w-]+)(?:(?P<op>[*^$]?=)[\"']?(?P<value>[^\]\"']*)[\"']?)?\]"
)


class Page:
    """One parsed page. `errors` are the parser's complaints, with line and column."""

    def __init__(self, html: str) -> None:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.html = html
        self.root: Element = parser.parse(html)
        self.errors = [
            f"line {line}, column {column}: {WORDS_OF_ERRORS.get(code, code) % values}"
            for (line, column), code, values in parser.errors
        ]
        self.parents = {child: parent for parent in self.root.iter() for child in parent}

    def __repr__(self) -> str:
        return f"<Page {self.title!r}>"

    @property
    def title(self) -> str:
        """The text of the page's <title>; a drawing may have one of its own."""
        return text_of(self.one("head title")) if self.select("head title") else ""

    @property
    def text(self) -> str:
        """The text in <main>, or in the body without one, with single spaces."""
        return text_of((self.select("main") or self.select("body"))[0])

    def select(self, selector: str) -> list[Element]:
        """Elements in the order of the page: `main form.quiet input[name="q"], h1`."""
        wanted = [alternative.split() for alternative in selector.split(",")]
        found = {element for steps in wanted for element in self._candidates(steps[-1]) if self._fits(element, steps)}
        return sorted(found, key=self._places.__getitem__)

    def one(self, selector: str) -> Element:
        """The only matching element. Fails if there is none or several."""
        found = self.select(selector)
        assert len(found) == 1, f"{len(found)} elements fit {selector!r}, one was expected"
        return found[0]

    def ancestors(self, element: Element) -> Iterator[Element]:
        """The element's parents, innermost first."""
        while (parent := self.parents.get(element)) is not None:
            yield parent
            element = parent

    @cached_property
    def _places(self) -> dict[Element, int]:
        """Every element with its place in the order of the page."""
        return {element: place for place, element in enumerate(elements(self.root))}

    @cached_property
    def _by_tag(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = defaultdict(list)
        for element in self._places:
            found[name(element)].append(element)
        return found

    def _candidates(self, simple: str) -> Iterable[Element]:
        """The elements that can fit: a page is asked for a tag a hundred times, and has few elements of it."""
        tag = _parts(simple)[0]["tag"]
        return self._places if tag in (None, "*") else self._by_tag.get(tag, [])

    def _fits(self, element: Element, steps: list[str]) -> bool:
        *outer, last = steps
        if not fits(element, last):
            return False
        above = self.ancestors(element)
        return all(any(fits(parent, step) for parent in above) for step in reversed(outer))


def elements(root: Element) -> Iterator[Element]:
    """Every element below, without comments."""
    return (element for element in root.iter() if isinstance(element.tag, str))


def name(element: Element) -> str:
    """The tag without its namespace: `svg` for an SVG element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "#comment"


def text_of(element: Element) -> str:
    """All text of an element that can be seen, with single spaces."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if name(element) in {"script", "style", "template", "#comment"}:
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    if name(element) in {"p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "div", "label", "button", "a", "option"}:
        yield " "


def fits(element: Element, simple: str) -> bool:
    """Whether an element fits one simple selector: `input.wide[name=q]`."""
    return all(_part_fits(element, part) for part in _parts(simple))


@lru_cache
def _parts(simple: str) -> list[dict[str, str | None]]:
    """What a simple selector asks for, read once: a page asks it of each of its elements."""
    parts = list(PARTS.finditer(simple))
    assert "".join(part[0] for part in parts) == simple, f"a selector that tests cannot read: {simple!r}"
    return [part.groupdict() for part in parts]


def _part_fits(element: Element, part: dict[str, str | None]) -> bool:
    if part["tag"]:
        return part["tag"] in ("*", name(element))
    if part["id"]:
        return element.get("id") == part["id"]
    if part["cls"]:
        return part["cls"] in (element.get("class") or "").split()
    found = element.get(part["attr"] or "")
    if found is None or part["value"] is None:
        return found is not None
    return _compare(part["op"] or "", found, part["value"])


def _compare(operator: str, found: str, wanted: str) -> bool:
    return {
        "=": found == wanted,
        "*=": wanted in found,
        "^=": found.startswith(wanted),
        "$=": found.endswith(wanted),
    }[operator]
