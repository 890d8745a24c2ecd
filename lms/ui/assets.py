"""Static files: copied once under a digest of all of them, compressed, and served with unlimited caching.

A style sheet that imports others is served with them inlined, because a browser would request them one after another.
Comments in scripts, with their types, are for readers of the source and are not served.
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
PARTS = "styles"  # the folder of sheets that are only served inlined
IMPORT = re.compile(r'^@import "(?P<part>[\w/.-]+)" layer\((?P<layer>\w+)\);$', re.MULTILINE)
SCRIPT_COMMENT = re.compile(r"^[ \t]*(//[^\n]*|/\*\*(?:(?!\*/).)*\*/)$|/\*\* @type [^*]*\*/ ", re.DOTALL | re.MULTILINE)
COMMENT_OR_INDENT = re.compile(r"/\*.*?\*/\s*|^\s+", re.DOTALL | re.MULTILINE)
FOREVER = 365 * 24 * 3600


def use(app: Flask, settings: Settings) -> None:
    """Serve the static files. Templates refer to one with `asset("app.css")`."""
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
    """A short digest of the names and contents of all files below a folder."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            digest.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def build(target: Path) -> Path:
    """Copy and compress the static files into `target`, unless it exists."""
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
    """A style sheet with its imports inlined, in the cascade order of a browser, and without indentation."""

    def part(found: re.Match[str]) -> str:
        return f"@layer {found['layer']} {{\n{(STATIC / found['part']).read_text()}}}"

    return COMMENT_OR_INDENT.sub("", IMPORT.sub(part, (STATIC / sheet).read_text()))


def bare(script: str) -> str:
    """A script without its comments. Line numbers stay the same, so that errors name the right place."""
    return SCRIPT_COMMENT.sub(lambda found: "\n" * found[0].count("\n"), script)
