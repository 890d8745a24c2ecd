"""Every route is tried by every actor on every kind of object: a refusal changes nothing, and neither does reading."""

from dataclasses import replace

import pytest

from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.mail import Outbox
from lms.core.policy import anyone, open_to, signed_in
from tests.house import matrix
from tests.house.world import ACTORS

CASES = matrix.read()
PLAIN = {"Content-Type": "text/plain"}
TINY = '["GET planted"]\n"a" = { with = {}, expect = "200 200 200 200 200 200 200" }\n'


@pytest.mark.parametrize("case", CASES, ids=str)
def test_everybody_gets_what_the_table_says(walk, case):
    assert walk.deviations(case) == []


def test_every_route_stands_in_the_table(app):
    assert matrix.unlisted(app, CASES) == set()


def test_every_line_of_the_table_is_a_route(app):
    assert matrix.dead(app, CASES) == set()


def test_a_route_that_takes_an_id_is_tried_on_several_objects(app):
    assert matrix.lacks_objects(app, CASES) == set()


# Each of the above, seen failing:


def test_a_new_route_is_missed(app, make_app):
    other = make_app()
    other.add_url_rule("/planted", "planted", open_to(anyone)(lambda: ""))
    assert matrix.unlisted(other, CASES) - matrix.unlisted(app, CASES) == {"GET planted"}


def test_a_route_that_went_away_is_noticed(app):
    assert matrix.dead(app, matrix.read(TINY)) == {"GET planted"}


def test_an_id_that_is_tried_once_is_noticed(make_app):
    other = make_app()
    other.add_url_rule("/planted/<id>", "planted", open_to(anyone)(lambda **_arguments: ""))
    assert matrix.lacks_objects(other, matrix.read(TINY)) == {"GET planted"}


def test_a_row_that_forgets_an_actor_cannot_be_read():
    with pytest.raises(ValueError, match="6 words for 7 actors"):
        matrix.read(TINY.replace("200 200", "200", 1))


@pytest.fixture
def planted(make_app, walk):
    """What the walk finds on a page that was planted, where 200 is expected of it, or something else."""

    def find(view, audience=anyone, expect="200"):
        other = make_app()
        other.add_url_rule("/planted", "planted", open_to(audience)(view))
        case = matrix.read(TINY.replace("200", expect))[0]
        return replace(walk, app=other, again=lambda: None).deviations(case)

    return find


def writing(status):
    """A page that writes whenever it is opened."""

    def view():
        write_tx(lambda: db.session.add(Outbox(to="", subject="", body="planted", written_at=now())))
        return "planted", status, PLAIN

    return view


def test_a_page_that_lets_in_too_many_is_noticed(planted):
    found = planted(lambda: ("ok", 200, PLAIN), signed_in)
    assert found == ["anonymous gets in instead of 200 on GET /planted"]


def test_a_badly_made_page_is_noticed(planted):
    assert any("onclick" in each for each in planted(lambda: "<p onclick=x>"))


def test_a_text_that_was_forgotten_is_noticed(planted):
    found = planted(lambda: "<p>⟦Found⟧ and forgotten</p>")
    assert any("'and forgotten' does not go through gettext" in each for each in found)


def test_a_refusal_that_writes_is_noticed(planted):
    assert any("changed all the same" in each for each in planted(writing(403), expect="403"))


def test_reading_that_writes_is_noticed(planted):
    found = planted(writing(200))
    assert len(found) == 8, "once for everybody, and when all have read it again"
    assert found[0].startswith("anonymous read /planted and it changed: ")
    assert "outbox: 0 row(s) gone or changed, 1 new" in found[0]
    assert "outbox: 0 row(s) gone or changed, 14 new" in found[-1]


def test_a_page_that_writes_when_it_is_opened_again_is_noticed(planted):
    at_first = iter(range(len(ACTORS)))
    found = planted(lambda: ("read", 200, PLAIN) if next(at_first, None) is not None else writing(200)())
    assert ["outbox: 0 row(s) gone or changed, 7 new" in each for each in found] == [True]
