"""The world of the house tests, made once a worker, and the walk through it."""

import flask_babel
import pytest
from sqlalchemy import select

from lms.accounts.models import Person
from lms.core.db import db
from lms.curriculum.models import DraftFile, Edition
from lms.curriculum.queries import catalogue, document
from tests.cast import ORGANIZATIONS, Cast
from tests.dump import dump
from tests.house.walk import Walk
from tests.house.wording import Known, Pseudo, strings
from tests.house.world import build
from tests.make import Make

_made = {}
INVITED = ["new-ben@cast.example", "waiting@cast.example"]  # addresses of no one


@pytest.fixture
def world(app, fresh):
    """The app's database with the whole world in it."""
    if "world" not in _made:
        cast = Cast()
        _made["world"] = build(app, cast, Make(cast))
        _made["facts"] = dump()
        _made["known"] = known(_made["world"], app.config["SETTINGS"])
        fresh.keep(app, "world")
    else:
        fresh.reset(app, "world")
    return _made["world"]


def known(world, settings):
    """The data of the world."""
    people = [text for row in db.session.query(Person.name, Person.email) for text in row]
    places = [text for place in ORGANIZATIONS.values() for text in place]
    courses = [text for each in catalogue() for text in strings(document(each.current_edition_id).model_dump())]
    papers = [f"{settings.address}/verify/{world.names[f'{name}.code']}" for name in ("ana", "ben")]
    digests = db.session.scalars(select(Edition.digest))
    files = db.session.scalars(select(DraftFile.path))
    return Known([*files, *courses, *people, *places, *papers, *digests, settings.site_name, *INVITED])


@pytest.fixture
def walk(app, world, fresh, monkeypatch):
    """Walk over the table while the app speaks the language of brackets."""
    monkeypatch.setattr(flask_babel.Domain, "get_translations", lambda _domain: Pseudo())
    return Walk(app, world, _made["facts"], _made["known"], lambda: fresh.reset(app, "world"))
