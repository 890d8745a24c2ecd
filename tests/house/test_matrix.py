"""Every route is tried by every actor on every kind of object, and a refusal changes nothing."""

import pytest

from lms.core.db import write_tx
from lms.core.mail import send
from lms.core.policy import anyone, open_to, signed_in
from tests.dump import changes, dump
from tests.house import matrix

CASES = matrix.read()
TINY = '["GET planted"]\n"a" = { with = {}, expect = "200 200 200 200 200 200 200" }\n'


def deviations(app, world, case, again=lambda: None):
    """Where the app and the table disagree, in words; `again` puts the world back after a change."""
    found = []
    before = dump()
    for actor, wanted in case.expect.items():
        answer = matrix.ask(app, world, case, actor)
        changed = changes(before, dump())
        if answer.word != wanted:
            found.append(f"{actor} gets {answer.word} instead of {wanted} on {case.method} {answer.path}")
        found += [f"{actor}, {answer.path}: {fault}" for fault in answer.faults()]
        if answer.refused and (kept := _kept(changed)):
            found.append(f"{actor} was refused and it changed all the same: {kept}")
        if changed:
            again()
    return found


def _kept(changed):
    """What a refusal may not leave behind: anything but the note of it, and the count of tries."""
    return [each for each in changed if not each.startswith(("audit_event", "audit_head", "throttle_hit"))]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_everybody_gets_what_the_table_says(app, world, fresh, case):
    assert deviations(app, world, case, lambda: fresh.reset(app, "world")) == []


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


def test_a_page_that_lets_in_too_many_is_noticed(make_app, world):
    other = make_app()
    other.add_url_rule("/planted", "planted", open_to(signed_in)(lambda: ("ok", 200, {"Content-Type": "text/plain"})))
    found = deviations(other, world, matrix.read(TINY)[0])
    assert found == ["anonymous gets in instead of 200 on GET /planted"]


def test_a_badly_made_page_is_noticed(make_app, world):
    other = make_app()
    other.add_url_rule("/planted", "planted", open_to(anyone)(lambda: "<p onclick=x>"))
    assert any("onclick" in each for each in deviations(other, world, matrix.read(TINY)[0]))


def test_a_refusal_that_writes_is_noticed(make_app, world, fresh, app):
    other = make_app()

    def planted():
        write_tx(lambda: send("a@cast.example", "planted", "planted"))
        return "no", 403, {"Content-Type": "text/plain"}

    other.add_url_rule("/planted", "planted", open_to(anyone)(planted))
    found = deviations(other, world, matrix.read(TINY.replace("200", "403"))[0])
    assert any("changed all the same" in each for each in found)
