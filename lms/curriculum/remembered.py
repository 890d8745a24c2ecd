"""Remember which document a course's text compiled to, so that a restart need not compile it again.

Stored in `var` like everything that can be recreated. Each line is for one key, made of everything a document
depends on: the text, the setting, our code and the locked libraries. What is lost or garbled is compiled again.
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
    """One digest of everything that the document depends on."""
    files = [
        (path, type(text).__name__, text) for path, text in tree.items()
    ]  # an Unreadable differs from a text by its type
    return hashlib.sha256(json.dumps([_code(), slug, block_unconfirmed, files]).encode()).hexdigest()


def digest(var: Path, slug: str, key: str) -> str | None:
    """The digest of the document for this key, or None if unknown."""
    try:
        known, _space, document = (var / FOLDER / slug).read_text("ascii").partition(" ")
    except (OSError, UnicodeDecodeError):
        return None
    return document if known == key else None


def remember(var: Path, slug: str, key: str, digest: str) -> None:
    """Store the digest for the newest text of a course. If that fails, it will be compiled again."""
    with suppress(OSError):
        (var / FOLDER).mkdir(parents=True, exist_ok=True)
        (var / FOLDER / slug).write_text(f"{key} {digest}", "ascii")


@cached(1)
def _code() -> str:
    """A digest of all code that may take part in compiling."""
    ours = hashlib.sha256(sys.version.encode())
    for file in (ROOT / "requirements.txt", *sorted((ROOT / "lms").rglob("*.py"))):
        ours.update(file.read_bytes())
    return ours.hexdigest()
