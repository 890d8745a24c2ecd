"""The blueprint of the pages of conversations and simulations."""

from pathlib import Path

from flask import Blueprint

bp = Blueprint("rehearsal", __name__, template_folder=str(Path(__file__).parents[1] / "templates"))
