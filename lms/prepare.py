"""What a server needs before it serves: the tables, the shipped courses, the demo people. In this one process."""

import traceback

import click
from flask import Flask
from flask.cli import ScriptInfo

from config import Settings
from lms.core.db import db


def prepared(app: Flask, settings: Settings) -> bool:
    """Whether everything is there that serving needs; what has failed has been said."""
    steps = all(ran(app, *arguments) or not needed for arguments, needed in _steps(settings))
    with app.app_context():
        db.engine.dispose()  # no connection may cross the forks to come
    return steps


def _steps(settings: Settings) -> list[tuple[tuple[str, ...], bool]]:
    """Commands, and whether serving needs them: a broken course folder never stops the server."""
    demo = [(("demo", "load"), True)] if settings.demo else []
    return [(("db", "upgrade"), True), (("courses", "publish", "--changed"), False), *demo]


def ran(app: Flask, *arguments: str) -> bool:
    """Run a `flask` command without another process, as the shell would. Whether it went well."""
    try:
        script = ScriptInfo(create_app=lambda: app, set_debug_flag=False)
        app.cli.main(arguments, prog_name="flask", obj=script, standalone_mode=False)
    except click.ClickException as refused:
        refused.show()
    except click.Abort:
        raise KeyboardInterrupt from None  # click's name for it
    except SystemExit as ended:
        return not ended.code
    except Exception:  # a process of its own would say it like this, too, and the server may be able to do without
        traceback.print_exc()
    else:
        return True
    return False
