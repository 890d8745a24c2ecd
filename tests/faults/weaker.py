"""The product with a weaker SQLite setting, for the controls: what must lose an answer, loses it."""

import os

from config import Settings
from lms.app import create_app
from lms.core import engine

engine.PRAGMAS["synchronous"] = int(os.environ["WEAKER_SYNCHRONOUS"])  # set, and read back before serving
app = create_app(Settings.from_environment())
