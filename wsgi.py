"""The door for a WSGI server: `gunicorn wsgi:app`."""

import gc
import sys

from config import BadSetting, Settings

gc.disable()  # an import makes next to no garbage; looking for it again and again took a fifth of the time
try:
    from lms.app import create_app

    app = create_app(Settings.from_environment())
except BadSetting as refused:
    sys.exit(f"Palpate cannot start: {refused}")
finally:
    gc.freeze()  # what is imported stays: it is never looked through again, and forks go on sharing it
    gc.enable()
