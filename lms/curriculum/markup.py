"""The Markdown of lessons: CommonMark, tables, footnotes, directives, and `[source-id]` references.

The compiler and the renderer use the same rules, so that what is checked is what is shown.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from lms.curriculum.reference import Term

DIRECTIVE = re.compile(r":::[ \t]*(?P<name>\S*)[ \t]*(?P<argument>.*?)[ \t]*$")
CLOSE = re.compile(r":::[ \t]*$")
SOURCE = "source:"  # the prefix of a reference's address
PERCENT = re.compile(r"(\d) %")
WEB = ("https://", "http://", "mailto:")


@dataclass(frozen=True)
class Block:
    """A run of tokens: one directive with its body, or ordinary text (`name` is empty)."""

    tokens: tuple[Token, ...]
    name: str = ""
    argument: str = ""
    line: int = 0  # of the directive's first line, from 0
    closed: bool = True
    nested: tuple[int, ...] = ()  # lines in it that open another directive


def parser(*, html: bool = False) -> MarkdownIt:
    """A parser with our rules. With `html`, raw HTML becomes tokens of its own instead of text."""
    return _equipped(MarkdownIt("commonmark", {"html": html}))


def _equipped(markdown: MarkdownIt) -> MarkdownIt:
    markdown.enable("table").use(footnote_plugin)
    markdown.block.ruler.before("fence", "directive", _directive, {"alt": ["paragraph", "blockquote", "list", "table"]})
    markdown.core.ruler.push("percent", _hold_together)
    return markdown


def _hold_together(state: StateCore) -> None:
    """Keep a number on the same line as its percent sign."""
    for token in (each for block in state.tokens for each in block.children or () if each.type == "text"):
        token.content = PERCENT.sub("\\1\u00a0%", token.content)


def leads_somewhere(address: str) -> bool:
    """Whether a link may lead there: a web page with a valid host, or an email address."""
    try:
        there = urlsplit(address)
    except ValueError:
        return False
    return address.startswith(WEB) and bool(there.hostname or (there.scheme == "mailto" and there.path))


class EveryLink(MarkdownIt):
    """A parser that accepts every address, so that the compiler sees the bad ones too."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's own name
        """Never refuse."""
        return bool(url) or True


def surveyor() -> MarkdownIt:
    """The compiler's parser: raw HTML, bad addresses and escaped characters become separate tokens."""
    return _equipped(EveryLink("commonmark", {"html": True})).disable("text_join")


def environment(source_ids: Iterable[str]) -> dict[str, Any]:
    """The environment of a parse: each source is a reference, so that `[gray-467]` becomes a link to it."""
    references = {normalizeReference(uid): {"title": "", "href": SOURCE + uid, "map": [0, 0]} for uid in source_ids}
    return {"references": references}


def pointed_at(text: str) -> Iterator[tuple[str, str]]:
    """Each directive of a lesson's text: its name and its argument. Fast, because it only scans lines."""
    found = (DIRECTIVE.match(line) for line in text.splitlines() if line.startswith(":::"))
    return ((each["name"], each["argument"]) for each in found if each and each["name"])


def blocks(tokens: list[Token]) -> Iterator[Block]:
    """Group the tokens of a text: directives, and the text between them."""
    run: list[Token] = []
    opened: Token | None = None
    for token in tokens:
        if token.type in {"directive_open", "directive_close"}:
            if run or opened:
                yield _block(run, opened)
            run, opened = [], token if token.type == "directive_open" else None
        else:
            run.append(token)
    if run:
        yield _block(run, opened)


def _block(run: list[Token], opened: Token | None) -> Block:
    if opened is None:
        return Block(tuple(run))
    line = opened.map[0] if opened.map else 0
    return Block(tuple(run), opened.info, line=line, **opened.meta)


def _directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = _line(state, start)
    if not line.startswith(":::"):
        return False
    if silent:
        return True
    found = DIRECTIVE.match(line)
    if state.level or found is None:
        return False
    close = start
    if found["name"]:
        close, nested = _close(state, start, end)
        _push(state, found, (start, close), closed=close < end, nested=nested)
    else:
        state.push("directive_stray", "", 0).map = [start, start + 1]
    state.line = min(close + 1, end)
    return True


def _line(state: StateBlock, number: int) -> str:
    """The line if it is not indented, else ""."""
    begin = state.bMarks[number]
    in_first_column = (begin == 0 or state.src[begin - 1] == "\n") and not state.tShift[number]
    return state.src[begin : state.eMarks[number]] if in_first_column else ""


def _close(state: StateBlock, start: int, end: int) -> tuple[int, tuple[int, ...]]:
    """The line that closes the directive (`end` without one), and the lines that open one inside it."""
    nested: list[int] = []
    for number in range(start + 1, end):
        line = _line(state, number)
        if CLOSE.match(line):
            return number, tuple(nested)
        if line.startswith(":::"):
            nested.append(number)
    return end, tuple(nested)


def _push(
    state: StateBlock, found: re.Match[str], lines: tuple[int, int], *, closed: bool, nested: tuple[int, ...]
) -> None:
    start, close = lines
    opened = state.push("directive_open", "", 1)
    opened.block, opened.info, opened.map = True, found["name"], [start, close]
    opened.meta = {"argument": found["argument"], "closed": closed, "nested": nested}
    outer = state.lineMax
    state.lineMax = close
    state.md.block.tokenize(state, start + 1, close)
    state.lineMax = outer
    state.push("directive_close", "", -1).block = True


def words_of(terms: Iterable[Term]) -> dict[str, Term]:
    """Every spelling of every term, in lower case."""
    spellings: dict[str, Term] = {}
    for term in terms:
        for word in (term.term, *term.also):
            spellings.setdefault(word.casefold(), term)
    return spellings


def finder(spellings: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern for any of the spellings as whole words, the longest first."""
    longest_first = sorted((word for word in spellings if word.strip()), key=len, reverse=True)
    if not longest_first:
        return None
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)
