"""Commands that say in one sentence what is wrong with the database, where that stops them."""

from typing import Any

import click
from flask.cli import AppGroup, ScriptInfo
from sqlalchemy.exc import DBAPIError

from lms.core import schema
from lms.core.db import db


class _InWords(click.Command):
    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command. What the database cannot be blamed for is raised as it is."""
        try:
            return super().invoke(ctx)
        except DBAPIError as error:
            with ctx.ensure_object(ScriptInfo).load_app().app_context():
                complaint = schema.complaint(db.engine)
            if not complaint:
                raise
            raise click.ClickException(complaint) from error


class Group(_InWords, AppGroup):
    """Every group of ours: `flask courses`, `flask people` and so on."""


class Command(_InWords):
    """A command of ours that stands alone: `flask backup`."""
