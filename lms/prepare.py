"""Prepare what a server needs: the tables, the included courses, the demo people. All in one process."""

import traceback

import click
from flask import Flask
from flask.cli import ScriptInfo

from config import Settings
from lms.core.db import db


def prepared(app: Flask, settings: Settings) -> bool:
    """Prepare everything. Returns whether serving is possible; failures were printed."""
    steps = all(ran(app, *arguments) or not needed for arguments, needed in _steps(settings))
    with app.app_context():
        db.engine.dispose()  # no connection may be shared with later forks
    return steps


def _steps(settings: Settings) -> list[tuple[tuple[str, ...], bool]]:
    """The commands, each with whether serving needs it: a broken course folder never stops the server."""
    demo = [(("demo", "load"), True)] if settings.demo else []
    return [(("db", "upgrade"), True), (("courses", "publish", "--changed"), False), *demo]


def ran(app: Flask, *arguments: str) -> bool:
    """Run a `flask` command in this process, as the shell would. Returns whether it succeeded."""
    try:
        script = ScriptInfo(create_app=lambda: app, set_debug_flag=False)
        app.cli.main(arguments, prog_name="flask", obj=script, standalone_mode=False)
    except click.ClickException as refused:
        refused.show()
    except click.Abort:
        raise KeyboardInterrupt from None  # click's name for it
    except SystemExit as ended:
        return not ended.code
    except Exception:  # printed as a separate process would; the server may not need it
        traceback.print_exc()
    else:
        return True
    return False
