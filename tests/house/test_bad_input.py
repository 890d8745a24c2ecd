"""Every route, every field: unreadable input is refused in words, and an unreachable database is reported as such."""

import io
import logging
import re
from itertools import product

import pytest
from sqlalchemy import event

from lms.core.db import db
from lms.core.policy import anyone, open_to
from tests.house import matrix
from tests.house.world import ACTORS
from tests.page import name
from tests.visitor import BASE, HERE

CASES = matrix.read().cases
NUL = "a\0b"
REFUSED = {404, 422}
ARGUMENT = re.compile(r"<(?:[^<>]*:)?(\w+)>")  # in the address of a route
SHOWN = {"503", *("200", "go", "in", "401", "404", "405", "422")}  # the others: what asks the database nothing


def send(app, world, actor, method, path, **sent):
    """What someone gets who sends this."""
    return world.visitor(app, actor).client.open(path, method=method, base_url=BASE, headers=HERE, **sent)


def forms(app, world):
    """Every form of every page of everyone: who sees it, its method, where it goes, and the names of its fields."""
    found = {}
    for case, actor in product(CASES, ("anonymous", "ana", "ines", "mara")):
        answer = matrix.ask(app, world, case, actor) if case.method == "GET" and case.expect[actor] == "200" else None
        for form in answer.page.select("form") if answer and answer.page else []:
            action, method = form.get("action") or answer.path, (form.get("method") or "get").upper()
            names = {each.get("name") for each in form.iter() if name(each) in ("input", "textarea", "select")}
            found.setdefault((case.endpoint, method, tuple(sorted(filter(None, names)))), (actor, action))
    return [(actor, method, action, names) for (_page, method, names), (actor, action) in found.items()]


def broken(app, world):
    """The fields of all forms that do not refuse a file or a NUL with a message."""
    tried, wrong = 0, []
    for actor, method, path, names in forms(app, world):
        for field in names:
            kinds = {"a NUL": {field: NUL}, "a file": {field: (io.BytesIO(b"x"), "x.txt")}}
            for kind, values in kinds.items():
                if method == "GET" and kind == "a file":
                    continue
                sent = {"query_string": values} if method == "GET" else {"data": token(app, world, actor) | values}
                status = send(app, world, actor, method, path, **sent).status_code
                tried += 1
                if status not in REFUSED:
                    wrong.append(f"{method} {path} as {actor}: {field} as {kind} got {status}")
    return tried, wrong


def token(app, world, actor):
    """The token of a form of this actor's, so that nothing but the field can be the reason."""
    return {"csrf_token": world.visitor(app, actor)._token()}


def test_a_field_that_arrives_as_a_file_or_with_a_nul_is_refused_in_words(app, world):
    tried, wrong = broken(app, world)
    assert wrong == []
    assert tried > 300, "the walk has lost its way"


def test_a_nul_in_an_address_or_a_question_is_refused(app, world):
    for case in CASES:
        rule = next(app.url_map.iter_rules(case.endpoint)).rule
        for argument in ARGUMENT.findall(rule):
            path = ARGUMENT.sub(lambda found, argument=argument: "a%00b" if found[1] == argument else "x", rule)
            assert send(app, world, "ana", case.method, path).status_code == 404, path
        path = ARGUMENT.sub(lambda found, case=case: str(matrix._filled(case.arguments[found[1]], world)), rule)
        assert send(app, world, "ana", case.method, path, query_string={"q": NUL}).status_code == 422, path


@pytest.fixture
def away(app):
    """Ends every connection and lets no new one come, as a server that has stopped does."""

    def refuse(dialect, *_connection):
        raise dialect.dbapi.OperationalError("connection refused\n\tIs the server running?")

    def end():
        db.session.remove()
        db.engine.dispose()
        event.listen(db.engine, "do_connect", refuse)

    yield end
    event.remove(db.engine, "do_connect", refuse)


def told(app, world, case, actor, caplog):
    """What a person gets while the database is away, and what the log says."""
    caplog.clear()
    answer = matrix.ask(app, world, case, actor)
    lines = [record for record in caplog.records if record.levelno >= logging.WARNING]
    if answer.word not in SHOWN:
        return f"{actor} got {answer.word} at {answer.path}"
    if answer.word == "503" and answer.page and "Nothing was lost" not in answer.page.text:
        return f"{actor} was told {answer.page.text!r} at {answer.path}"
    if len(lines) > 1 or any(line.exc_info or len(line.getMessage()) > 300 for line in lines):
        return f"{actor} cost the log at {answer.path}: {[line.getMessage()[:200] for line in lines]}"
    return ""


def test_a_database_that_is_away_costs_a_sentence_and_one_short_line(app, world, away, caplog):
    away()
    found = [told(app, world, case, actor, caplog) for case in CASES for actor in ACTORS]
    assert [said for said in found if said] == []
    assert len(found) > 2000, "the walk has lost its way"


def test_the_process_says_that_it_is_alive_to_somebody_signed_in_too(app, world, away):
    away()
    assert send(app, world, "ana", "GET", "/healthz").status_code == 200


# Each of the above, seen failing:

[PLANTED] = matrix.read(
    '[routes]\n"core.anyone" = ["GET planted"]\n["GET planted"]\n"a" = { everybody = "200" }\n'
).cases


def test_a_page_that_fails_without_its_database_is_noticed(make_app, world, away, caplog):
    other = make_app()
    other.add_url_rule("/planted", "planted", open_to(anyone)(lambda: {}["gone"]))
    away()
    assert told(other, world, PLANTED, "ana", caplog) == "ana got 500 at /planted"
