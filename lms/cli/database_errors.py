"""Commands that, if the database stops them, say in one sentence what is wrong with it."""

from typing import Any

import click
from flask.cli import AppGroup, ScriptInfo
from sqlalchemy.exc import DBAPIError

from lms.core import schema
from lms.core.db import db


class _InWords(click.Command):
    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command. Errors that are not the database's are raised as they are."""
        try:
            return super().invoke(ctx)
        except DBAPIError as error:
            with ctx.ensure_object(ScriptInfo).load_app().app_context():
                complaint = schema.complaint(db.engine)
            if not complaint:
                raise
            raise click.ClickException(complaint) from error


class Group(_InWords, AppGroup):
    """The base of our groups: `flask courses`, `flask people` and so on."""


class Command(_InWords):
    """The base of our commands outside a group: `flask backup`."""
