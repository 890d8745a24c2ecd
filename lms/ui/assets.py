"""Static files: copied once under the digest of them all, compressed, and served for ever.

A style sheet that imports others is served with them inside: a browser would learn of each only from the first one.
Comments, and the types that scripts tell in them, are for readers of the source, and are not served.
"""

import hashlib
import re
import shutil
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from config import Settings

STATIC = Path(__file__).parent / "static"
PARTS = "styles"  # the folder of what is only served inside another sheet
IMPORT = re.compile(r'^@import "(?P<part>[\w/.-]+)" layer\((?P<layer>\w+)\);$', re.MULTILINE)
SCRIPT_COMMENT = re.compile(r"^[ \t]*(//[^\n]*|/\*\*(?:(?!\*/).)*\*/)$|/\*\* @type [^*]*\*/ ", re.DOTALL | re.MULTILINE)
COMMENT_OR_INDENT = re.compile(r"/\*.*?\*/\s*|^\s+", re.DOTALL | re.MULTILINE)
FOREVER = 365 * 24 * 3600


def use(app: Flask, settings: Settings) -> None:
    """Serve the static files; templates name one with `asset("app.css")`."""
    digest = tree_digest(STATIC)
    prefix = f"/static/{digest}/"
    built = build(settings.var / "static" / digest)
    served = WhiteNoise(
        app.wsgi_app, max_age=FOREVER, allow_all_origins=False, immutable_file_test=lambda _path, _url: True
    )
    served.add_files(str(built), prefix=prefix)
    app.wsgi_app = served  # type: ignore[method-assign]
    app.jinja_env.globals["asset"] = lambda name: prefix + name


def tree_digest(folder: Path) -> str:
    """A short digest of all files below a folder, names and contents."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            digest.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def build(target: Path) -> Path:
    """Copy and compress the static files into `target`, unless they are there already."""
    if target.exists():
        return target
    work = target.with_suffix(f".{id(target)}")
    shutil.copytree(STATIC, work, ignore=shutil.ignore_patterns(PARTS))
    for sheet in work.glob("*.css"):
        sheet.write_text(joined(sheet.name))
    for script in work.glob("*.js"):
        script.write_text(bare(script.read_text()))
    compressor = Compressor(quiet=True)
    for file in sorted(work.rglob("*")):
        if file.is_file() and compressor.should_compress(file.name):
            list(compressor.compress(str(file)))
    try:
        work.rename(target)
    except OSError:  # another worker was faster
        shutil.rmtree(work)
    return target


def joined(sheet: str) -> str:
    """A style sheet with each part that it imports in its place, as a browser would lay them, without indentation."""

    def part(found: re.Match[str]) -> str:
        return f"@layer {found['layer']} {{\n{(STATIC / found['part']).read_text()}}}"

    return COMMENT_OR_INDENT.sub("", IMPORT.sub(part, (STATIC / sheet).read_text()))


def bare(script: str) -> str:
    """A script without its comments; each line keeps its number, so that an error still names its place."""
    return SCRIPT_COMMENT.sub(lambda found: "\n" * found[0].count("\n"), script)
