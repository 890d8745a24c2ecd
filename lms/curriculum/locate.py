"""Lines of things in a TOML text. `tomllib` gives no positions, so this scans the text again.

Used only for files that `tomllib` could parse, and only when there is a problem to report.
"""

import re

Loc = tuple[str | int, ...]

BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
SPACE = re.compile(r"[ \t]*")
STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")' + r"|'''.*?'{3,5}(?!')" + r'|"(?:[^"\\\n]|\\.)*"' + r"|'[^'\n]*'", re.DOTALL
)
BARE = re.compile(r"[A-Za-z0-9_-]+")
SCALAR = re.compile(r"[^,\]}#\n]*")
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
SHORTHAND = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


def positions(text: str) -> dict[Loc, int]:
    """The line (from 1) of every table, key and array element of a valid TOML text."""
    return _Reader(text).read()


def nearest(lines: dict[Loc, int], loc: Loc) -> int:
    """The line of `loc`, or of the nearest enclosing thing that has one."""
    while loc and loc not in lines:
        loc = loc[:-1]
    return lines.get(loc, 1)


class _Reader:
    """Scans the text once and records where each name begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Loc, int] = {}
        self.lengths: dict[Loc, int] = {}  # of arrays of tables, so far
        self._counted = (0, 1)

    def read(self) -> dict[Loc, int]:
        table: Loc = ()
        self.skip(BLANK)
        while self.at < len(self.text):
            start = self.at
            if self.text.startswith("[", start):
                table = self.header()
            else:
                self.pair(table)
            self.skip(BLANK)
            if self.at == start:  # not TOML after all; keep what was found so far
                break
        return self.lines

    def header(self) -> Loc:
        line, many = self.line(), self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        path = self.key()
        self.at += 2 if many else 1
        loc = self.inside(path[:-1]) + path[-1:]
        if many:
            index = self.lengths.get(loc, 0)
            self.lengths[loc] = index + 1
            self.lines.setdefault(loc, line)
            loc = (*loc, index)
        else:
            loc = self.inside(path)
        self.lines.setdefault(loc, line)
        return loc

    def inside(self, path: Loc) -> Loc:
        """The path with the index of the newest table inserted for each array of tables on it."""
        loc: Loc = ()
        for name in path:
            loc = (*loc, name)
            if loc in self.lengths:
                loc = (*loc, self.lengths[loc] - 1)
        return loc

    def pair(self, table: Loc) -> None:
        line = self.line()
        loc = table
        for name in self.key():
            loc = (*loc, name)
            self.lines.setdefault(loc, line)
        self.at += 1  # the equals sign
        self.skip(SPACE)
        self.value(loc)

    def key(self) -> Loc:
        names: list[str] = []
        while True:
            self.skip(SPACE)
            names.append(self.name())
            self.skip(SPACE)
            if not self.text.startswith(".", self.at):
                return tuple(names)
            self.at += 1

    def name(self) -> str:
        quoted = self.text[self.at : self.at + 1] in {'"', "'"}
        raw = self.take(STRING if quoted else BARE)
        if not quoted:
            return raw
        return ESCAPE.sub(_unescape, raw[1:-1]) if raw.startswith('"') else raw[1:-1]

    def value(self, loc: Loc) -> None:
        first = self.text[self.at : self.at + 1]
        if first == "[":
            self.array(loc)
        elif first == "{":
            self.inline_table(loc)
        else:
            self.take(STRING if first in {'"', "'"} else SCALAR)

    def array(self, loc: Loc) -> None:
        self.at += 1
        index = 0
        while self.more("]"):
            start = self.at
            self.lines[*loc, index] = self.line()
            self.value((*loc, index))
            index += 1
            if self.at == start:  # not TOML after all
                break

    def inline_table(self, loc: Loc) -> None:
        self.at += 1
        while self.more("}"):
            self.pair(loc)

    def more(self, end: str) -> bool:
        """Go to the next element. Returns False if the end was reached and consumed."""
        self.skip(BLANK)
        if self.text.startswith(",", self.at):
            self.at += 1
            self.skip(BLANK)
        if self.at >= len(self.text) or self.text.startswith(end, self.at):
            self.at += 1
            return False
        return True

    def skip(self, pattern: re.Pattern[str]) -> None:
        self.take(pattern)

    def take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found.group()

    def line(self) -> int:
        """The current line, counted incrementally."""
        at, line = self._counted
        line += self.text.count("\n", at, self.at)
        self._counted = (self.at, line)
        return line


def _unescape(found: re.Match[str]) -> str:
    short, long, plain = found.groups()
    return chr(int(short or long, 16)) if short or long else SHORTHAND.get(plain, plain)
