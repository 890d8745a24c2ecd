"""The entry point for a WSGI server: `gunicorn wsgi:app`."""

import gc
import sys

from config import BadSetting, Settings

gc.disable()  # importing makes little garbage; collecting took a fifth of its time
try:
    from lms.app import create_app

    app = create_app(Settings.from_environment())
except BadSetting as refused:
    sys.exit(f"Palpate cannot start: {refused}")
finally:
    gc.freeze()  # imported objects stay: never scanned again, and shared with forks
    gc.enable()
