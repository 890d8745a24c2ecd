"""Survey a lesson's text: its references, and what it must not contain."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from markdown_it.token import Token

from lms.curriculum.compile.directives import target
from lms.curriculum.compile.names import Ref
from lms.curriculum.compile.problems import Report, SourceLine, shown
from lms.curriculum.markup import SOURCE, Block, blocks, environment, leads_somewhere, surveyor

BRACKETS = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)*)\]")
NO_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
COURSE_LINK = re.compile(r"(lesson|quiz|figure):(.*)", re.DOTALL)
LINK_HINT = "Link to https://…, lesson:ID, quiz:ID or figure:ID"
_SURVEYOR = surveyor()
At = Callable[[int], SourceLine]  # maps a line of the text, from 0, to a line of the file


@dataclass
class Survey:
    """What was found: references, what directives show, the running text, the number of words."""

    refs: list[Ref] = field(default_factory=list)
    shows: list[tuple[str, str, int]] = field(default_factory=list)  # directive, argument, line
    running: list[str] = field(default_factory=list)
    words: int = 0


def survey(text: str, source_ids: frozenset[str] | None, at: At, report: Report) -> Survey:
    """Read a lesson's text. Reports all problems with their lines.

    `source_ids` is None if the sources could not be read; then no source is reported as unknown.
    """
    found = Survey()
    env = environment(source_ids if source_ids is not None else BRACKETS.findall(text))
    for block in blocks(_SURVEYOR.parse(text, env)):
        if block.name:
            _directive(block, found, at, report)
        for token in block.tokens:
            _token(token, found, at, report)
        if block.name != "figure":
            found.running.extend(_running(block))
    return found


def _directive(block: Block, found: Survey, at: At, report: Report) -> None:
    name = shown(f":::{block.name}")
    if not block.closed:
        report.error(at(block.line), f"{name} is not closed", "Close it with a line that has only :::")
    for line in block.nested:
        report.error(at(line), f"a directive starts inside {name}", "Close the first one before this")
    to = target(block, at(block.line), report)
    if to and block.argument:
        found.refs.append(Ref(to, block.argument, partial(at, block.line)))
    found.shows.append((block.name, block.argument, block.line))


def _token(token: Token, found: Survey, at: At, report: Report) -> None:
    line = token.map[0] if token.map else 0
    if token.type == "html_block":
        report.error(at(line), "raw HTML is not allowed in a lesson", "Write Markdown, or use a directive")
    elif token.type == "directive_stray":
        report.error(at(line), "this ::: has nothing to close")
    elif token.type == "heading_open" and token.tag == "h1":
        report.error(at(line), "headings start at ##", "The lesson title is the only level-1 heading")
    elif token.type == "inline":
        _inline(token, line, found, at, report)


def _inline(token: Token, line: int, found: Survey, at: At, report: Report) -> None:
    for child in token.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
        elif child.type == "html_inline":
            message = f"raw HTML {shown(child.content)} is not allowed in a lesson"
            report.error(at(line), message, "Write Markdown, or \\< for a plain <")
        elif child.type == "image":
            report.error(at(line), "images are not allowed in a lesson", "Add a figure and use :::figure NAME")
        elif child.type == "link_open":
            _link(str(child.attrs.get("href", "")), line, found, at, report)
        elif child.type == "text":
            found.words += len(child.content.split())
            _leftovers(child.content, at(line), report)


def _link(href: str, line: int, found: Survey, at: At, report: Report) -> None:
    inside = COURSE_LINK.match(href)
    if href.startswith(SOURCE):
        found.refs.append(Ref("source", href.removeprefix(SOURCE), partial(at, line)))
    elif inside:
        found.refs.append(Ref(inside[1], inside[2], partial(at, line)))
        found.shows.append((f"{inside[1]}-link", inside[2], line))
    elif not leads_somewhere(href):
        report.error(at(line), f"the link {shown(href)} is not valid", LINK_HINT)


def _leftovers(text: str, spot: SourceLine, report: Report) -> None:
    """Report brackets that were meant as a source or a footnote; \\[these\\] are only brackets."""
    for word in BRACKETS.findall(text):
        report.error(spot, f"unknown source {shown(word)}", "Add it to sources.toml, or write \\[ for plain brackets")
    for word in NO_NOTE.findall(text):
        report.error(spot, f"the footnote {shown(word)} is not defined in this lesson", f"Define it as [^{word}]: …")


def _running(block: Block) -> Iterator[str]:
    """The text in which glossary terms are explained: without headings, links and code."""
    heading = False
    for token in block.tokens:
        heading = token.type == "heading_open" or (heading and token.type != "heading_close")
        if token.type != "inline" or heading:
            continue
        links = 0
        for child in token.children or []:
            links += (child.type == "link_open") - (child.type == "link_close")
            if child.type == "text" and not links:
                yield child.content
