"""Every interface text goes through gettext: in a language of brackets, nothing stands outside but data."""

import flask_babel
import pytest
from sqlalchemy import select

from lms.accounts.models import Person
from lms.core.db import db
from lms.curriculum.models import DraftFile, Edition
from lms.curriculum.queries import catalogue, document
from tests.cast import ORGANIZATIONS
from tests.house import matrix
from tests.house.wording import Known, Pseudo, forgotten
from tests.house.world import ACTORS
from tests.page import Page

NAMES = {
    "id",
    "slug",
    "kind",
    "lesson",
    "objective",
    "family",
    "tag",
    "tags",
    "figure",
    "requires",
    "folder",
}
PAGES = [case for case in matrix.read() if set(case.expect.values()) & {"200", "403", "404", "409", "422"}]


@pytest.fixture
def known(world, app):
    """The data of the world."""
    people = [text for row in db.session.query(Person.name, Person.email) for text in row]
    places = [text for place in ORGANIZATIONS.values() for text in place]
    courses = [text for each in catalogue() for text in strings(document(each.current_edition_id).model_dump())]
    settings = app.config["SETTINGS"]
    papers = [f"{settings.address}/verify/{world.names[f'{name}.code']}" for name in ("ana", "ben")]
    digests = db.session.scalars(select(Edition.digest))
    files = db.session.scalars(select(DraftFile.path))
    return Known([*files, *courses, *people, *places, *papers, *digests, settings.site_name, "new-ben@cast.example"])


@pytest.fixture
def pseudo(world, monkeypatch):
    """The language of brackets."""
    monkeypatch.setattr(flask_babel.Domain, "get_translations", lambda _domain: Pseudo())


def strings(value):
    """Every text in a value of dicts and lists, without the names that a reader never sees."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = [part for key, part in value.items() if key not in NAMES]
    parts = value if isinstance(value, list | tuple) else []
    return [text for part in parts for text in strings(part)]


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("case", PAGES, ids=str)
def test_every_text_of_the_page_goes_through_gettext(app, world, known, fresh, statements, case):
    found = set()
    for actor in ACTORS:
        with statements() as seen:
            answer = matrix.ask(app, world, case, actor)
        if answer.page:
            found.update(forgotten(answer.page, known))
        if seen.writes:
            fresh.reset(app, "world")
    assert found == set()


HOUSE = "<!doctype html><html><head><title>⟦Home⟧ · Palpate</title></head><body>{}</body></html>"


@pytest.mark.parametrize(
    "planted",
    [
        "<p>Forgotten</p>",
        "<p>⟦Found⟧ forgotten</p>",
        "<p>⟦Found <b>bold</b>⟧ <b>forgotten</b></p>",
        '<p aria-label="Forgotten">⟦Found⟧</p>',
        '<img alt="forgotten">',
        '<input type="submit" value="Forgotten">',
        '<input placeholder="Forgotten">',
        "<option>Forgotten</option>",
        "<p>⟦%(count)s steps⟧ of 12 forgotten</p>",
    ],
)
def test_a_forgotten_text_is_noticed(planted):
    [text] = forgotten(Page(HOUSE.format(planted)), Known(["Palpate"]))
    assert text.lower().endswith("forgotten")


@pytest.mark.parametrize(
    "clean",
    [
        "<p>⟦Read <b>this</b> and ⟦that⟧⟧, 3/4, 84 %, 10:42:07, 22 November 2026</p>",
        "<p>Ana Student</p>",
        "<p><em>Ana</em> <a href='/'>⟦all⟧</a></p>",
        "<script>var forgotten</script>",
    ],
)
def test_data_numbers_and_times_may_stand_outside(clean):
    assert forgotten(Page(HOUSE.format(clean)), Known(["Palpate", "Ana Student"])) == []
