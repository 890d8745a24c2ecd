import pytest


@pytest.fixture(autouse=True, scope="module")
def some_language(worker_app):
    """Kinds say in words what they cannot take; words need an app."""
    with worker_app.app_context():
        yield
