"""The blueprint of what those who teach decide."""

from pathlib import Path

from flask import Blueprint

bp = Blueprint("grading", __name__, template_folder=str(Path(__file__).parents[1] / "templates"))
