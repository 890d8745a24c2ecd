"""A course's text: read a folder into a tree, overlay drafts, and write a tree to a folder."""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

SUFFIXES = frozenset({".toml", ".md", ".svg"})
LARGEST = 1_000_000  # bytes of one file
LONGEST = 200  # characters of a path
PART = re.compile(r"[^\W_.][\w.-]*")

Tree = Mapping[str, str]


class Unreadable(str):
    """Represents an unreadable file in a tree. Its text says why, for the compiler to report."""

    __slots__ = ("line",)
    line: int

    @classmethod
    def because(cls, why: str, line: int = 1) -> "Unreadable":
        """A stand-in that says `why`, at a line."""
        stand_in = cls(why)
        stand_in.line = line
        return stand_in


class ForeignFolder(Exception):
    """The folder contains something else, so nothing is written to it."""


def in_order(path: str) -> tuple[tuple[int, int, str], ...]:
    """The sorting key of a path: by name, and numbers in it as numbers (2-… before 10-…)."""
    pieces = re.split(r"(\d+)", path)
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces if piece)


def read_folder(folder: Path) -> Tree:
    """Every text file below `folder` by its path. An absent folder is an empty tree.

    Unreadable files are included as `Unreadable`. Hidden files and other suffixes are left out.
    """
    root = folder.resolve()
    tree = {_shown(file.relative_to(folder)): _text(file, root) for file in _files(folder)}
    return {path: tree[path] for path in sorted(tree, key=in_order)}


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and Path(name).suffix in SUFFIXES:
                yield Path(place) / name


def _shown(path: Path) -> str:
    """The path with forward slashes. Bytes that are not UTF-8 are escaped."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def _text(file: Path, root: Path) -> str:
    if not file.resolve().is_relative_to(root):
        return Unreadable.because("is a link that leads outside the course")
    if not file.is_file():
        return Unreadable.because("is not a file")
    try:
        if file.stat().st_size > LARGEST:
            return Unreadable.because(f"is larger than {LARGEST:,} bytes")
        return plain(file.read_bytes())
    except OSError as error:
        return Unreadable.because(f"cannot be read: {error.strerror or error}")


def plain(content: bytes) -> str:
    """Decode a file: UTF-8, without byte-order mark, with newlines as line ends."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Unreadable.because("is not valid UTF-8", line=content.count(b"\n", 0, error.start) + 1)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def overlaid(tree: Tree, drafts: Mapping[str, str | None]) -> Tree:
    """The tree overlaid with drafts. A draft of None removes the file."""
    merged = {**tree, **drafts}
    return {path: text for path in sorted(merged, key=in_order) if (text := merged[path]) is not None}


def digest(text: str) -> str:
    """SHA-256 of one file's text, which a draft stores of the file it is based on."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def may_hold(path: str) -> bool:
    """Whether a course may have a file of this path: relative, plain, with a known suffix."""
    pure = PurePosixPath(path)
    plain_parts = all(PART.fullmatch(part) for part in pure.parts)
    return bool(pure.parts) and plain_parts and str(pure) == path and len(path) <= LONGEST and pure.suffix in SUFFIXES


def write_folder(tree: Tree, folder: Path, slug: str) -> None:
    """Write a tree to a folder that is new, empty or this course's own. Files no longer in the tree are deleted.

    Raises ForeignFolder if the folder contains something else.
    """
    if not _takes(folder, slug):
        raise ForeignFolder(f"{folder} is not empty and is not the folder of the course {slug}")
    for path in tree:
        if not may_hold(path):
            raise ForeignFolder(f"{path} is not a valid path for a course file")
    for path in read_folder(folder).keys() - tree.keys():
        (folder / path).unlink(missing_ok=True)
    for path, text in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")


def _takes(folder: Path, slug: str) -> bool:
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    return not any(folder.iterdir()) or (folder.name == slug and (folder / "course.toml").is_file())
