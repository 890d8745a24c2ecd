"""Templates and filters that other features' pages show questions with. It has no pages of its own."""

from pathlib import Path

from flask import Blueprint
from jinja2 import FileSystemLoader

from lms.curriculum.render import inline
from lms.questions.asked import plain

HERE = Path(__file__).parent

bp = Blueprint("questions", __name__)
bp.jinja_loader = FileSystemLoader([HERE / "templates", HERE / "kinds"])  # each kind brings its own templates
bp.add_app_template_filter(inline, "said")
bp.add_app_template_filter(plain, "plain")
