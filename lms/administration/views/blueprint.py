"""The routes of administrators hang on this."""

from flask import Blueprint

bp = Blueprint("administration", __name__, template_folder="../templates")
