"""The globals of every template: the signed-in person, the settings, the navigation."""

from pathlib import Path
from typing import Any

from flask import Flask

from config import Settings
from lms.core import addresses
from lms.core.i18n import language
from lms.core.login import visitor
from lms.ui.navigation import entries, ways

HERE = Path(__file__).resolve().parent


def use(app: Flask, settings: Settings) -> None:
    """Give the templates their globals."""
    app.jinja_env.globals.update(settings=settings, addresses=addresses, get_locale_tag=language)
    app.jinja_env.globals.update(navigation=entries, doors_of=ways)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(_who_asks)


def _who_asks() -> dict[str, Any]:
    return {"me": visitor()}
