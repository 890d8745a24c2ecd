"""The blueprint of the pages of a quiz."""

from pathlib import Path

from flask import Blueprint

bp = Blueprint("assessment", __name__, template_folder=str(Path(__file__).parents[1] / "templates"))
