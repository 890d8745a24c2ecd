"""The door for a WSGI server: `gunicorn wsgi:app`."""

import sys

from config import BadSetting, Settings
from lms.app import create_app

try:
    app = create_app(Settings.from_environment())
except BadSetting as refused:
    sys.exit(f"Palpate cannot start: {refused}")
