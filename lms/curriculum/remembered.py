"""Which document a course's text became, so that no start compiles again what was compiled before.

Kept in `var` like everything that can be made anew. A line is good for one key, and the key is all that a document
depends on: the text, the setting, our code and the libraries of the lock. What is lost or garbled is compiled again.
"""

import hashlib
import json
import sys
from contextlib import suppress
from pathlib import Path

from config import ROOT
from lms.core.cache import cached
from lms.curriculum.source import Tree

FOLDER = "compiled"


def key(slug: str, tree: Tree, *, block_unconfirmed: bool) -> str:
    """All that the document depends on, in one digest."""
    files = [(path, type(text).__name__, text) for path, text in tree.items()]  # what is unreadable has a type
    return hashlib.sha256(json.dumps([_code(), slug, block_unconfirmed, files]).encode()).hexdigest()


def digest(var: Path, slug: str, key: str) -> str | None:
    """The digest of the document that this key stands for, where that is known."""
    try:
        known, _space, document = (var / FOLDER / slug).read_text("ascii").partition(" ")
    except (OSError, UnicodeDecodeError):
        return None
    return document if known == key else None


def remember(var: Path, slug: str, key: str, digest: str) -> None:
    """Keep what the newest text of a course became; where that cannot be kept, it is compiled again."""
    with suppress(OSError):
        (var / FOLDER).mkdir(parents=True, exist_ok=True)
        (var / FOLDER / slug).write_text(f"{key} {digest}", "ascii")


@cached(1)
def _code() -> str:
    """A digest of whatever may take part in compiling."""
    ours = hashlib.sha256(sys.version.encode())
    for file in (ROOT / "requirements.txt", *sorted((ROOT / "lms").rglob("*.py"))):
        ours.update(file.read_bytes())
    return ours.hexdigest()
