"""Every route is tried by every actor on every kind of object: a refusal changes nothing, and neither does reading."""

from dataclasses import replace

import pytest

from lms.core.clock import now
from lms.core.db import db, write_tx
from lms.core.mail import Outbox
from lms.core.policy import anyone, open_to, signed_in
from tests.house import matrix
from tests.house.world import ACTORS

TABLE = matrix.read()
CASES = TABLE.cases
PLAIN = {"Content-Type": "text/plain"}
TINY = """
[gets]
"core.anyone" = { everybody = "usual" }
"core.signed_in" = { anonymous = "in", everybody = "usual" }

[routes]
"core.anyone" = ["GET planted"]
"""


@pytest.mark.parametrize("case", CASES, ids=str)
def test_everybody_gets_what_the_table_says(walk, case):
    assert walk.deviations(case) == []


def test_every_route_has_the_audience_that_the_table_says(app):
    assert matrix.audiences(app) == TABLE.audiences


def test_a_route_that_takes_an_id_is_tried_on_several_objects(app):
    assert matrix.lacks_objects(app, CASES) == set()


# Each of the above, seen failing:


def test_a_new_route_one_that_is_gone_and_one_opened_to_others_are_noticed(app, make_app):
    other = make_app()
    other.add_url_rule("/planted", "planted", open_to(anyone)(lambda: ""))
    assert matrix.audiences(other).items() - TABLE.audiences.items() == {("GET planted", "core.anyone")}
    assert matrix.read(TINY).audiences.items() - matrix.audiences(app).items() == {("GET planted", "core.anyone")}
    wider = open_to(anyone)(other.view_functions["accounts.account"].__wrapped__)
    other.view_functions["accounts.account"] = wider
    assert TABLE.audiences.items() - matrix.audiences(other).items() == {
        ("GET accounts.account", "core.signed_in"), ("POST accounts.account", "core.signed_in"),
    }  # fmt: skip


def test_a_page_opened_to_others_is_noticed_by_what_they_get(make_app, walk):
    other = make_app()
    other.view_functions["accounts.sessions"] = open_to(anyone)(lambda: ("everybody's", 200, PLAIN))
    case = next(case for case in CASES if case.route == "GET accounts.sessions")
    found = replace(walk, app=other, again=lambda: None).deviations(case)
    assert found == ["anonymous gets 200 instead of in on GET /account/sessions"]


def test_an_id_that_is_tried_once_is_noticed(make_app):
    other = make_app()
    other.add_url_rule("/planted/<id>", "planted", open_to(anyone)(lambda **_arguments: ""))
    assert matrix.lacks_objects(other, matrix.read(TINY).cases) == {"GET planted"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('["GET planted"]\n"a" = { anna = "200" }\n', "GET planted a: nobody is called anna"),
        ('["GET elsewhere"]\n"a" = {}\n', "no audience has GET elsewhere"),
    ],
)
def test_an_actor_and_a_route_that_nobody_knows_cannot_be_read(text, said):
    with pytest.raises(ValueError, match=said):
        matrix.read(TINY + text)


def test_a_row_differs_from_its_audience_where_it_says_so():
    [case] = matrix.read(TINY + '["GET planted"]\n"a" = { everybody = "404", ana = "usual", omar = "409" }\n').cases
    assert list(case.expect.values()) == ["404", "200", "404", "404", "404", "404", "409"]


@pytest.fixture
def planted(make_app, walk):
    """What the walk finds on a page that was planted, where 200 is expected of it, or something else."""

    def find(view, audience=anyone, expect="200"):
        other = make_app()
        other.add_url_rule("/planted", "planted", open_to(audience)(view))
        [case] = matrix.read(TINY.replace('"usual"', f'"{expect}"', 1)).cases
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
