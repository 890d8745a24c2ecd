"""Static files: copied once under the digest of them all, compressed, and served for ever."""

import hashlib
import shutil
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from config import Settings

STATIC = Path(__file__).parent / "static"
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
    shutil.copytree(STATIC, work)
    compressor = Compressor(quiet=True)
    for file in sorted(work.rglob("*")):
        if file.is_file() and compressor.should_compress(file.name):
            list(compressor.compress(str(file)))
    try:
        work.rename(target)
    except OSError:  # another worker was faster
        shutil.rmtree(work)
    return target
