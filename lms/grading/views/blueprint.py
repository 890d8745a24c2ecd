"""The blueprint of grading."""

from pathlib import Path

from flask import Blueprint

bp = Blueprint("grading", __name__, template_folder=str(Path(__file__).parents[1] / "templates"))
