"""Rendering needs to know a language, and nothing else of the app."""

import pytest
from flask import Flask

from config import Settings
from lms.core import i18n


@pytest.fixture(scope="session")
def small_app():
    """An app that can only translate."""
    app = Flask("small")
    i18n.use(app, Settings())
    return app


@pytest.fixture
def words(small_app):
    """A context in which words are translated."""
    with small_app.app_context():
        yield
