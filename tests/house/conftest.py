"""The world of the house tests, made once a worker."""

import pytest

from tests.cast import Cast
from tests.house.world import build
from tests.make import Make

_made = {}


@pytest.fixture
def world(app, fresh):
    """The app's database with the whole world in it."""
    if "world" not in _made:
        cast = Cast()
        _made["world"] = build(app, cast, Make(cast))
        fresh.keep(app, "world")
    else:
        fresh.reset(app, "world")
    return _made["world"]
