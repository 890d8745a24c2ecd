"""What saving and publishing one question cost: the CPU time of the request and of the page after it.

In this process, with the included course, changing one variant each time as an instructor would.
"""

import statistics
import time

import flask_migrate
from flask import current_app

from config import Settings
from lms.accounts import actions as accounts
from lms.accounts import session
from lms.app import create_app
from lms.core.db import db, write_tx
from lms.curriculum import actions as curriculum
from lms.curriculum.source import read_folder
from tests.page import Page
from tests.visitor import form_values

COURSE, QUESTION = "psoas-major", "iliacus-or-psoas"
GOAL = 150  # ms
HOST = {"base_url": "http://127.0.0.1:8000", "headers": {"Sec-Fetch-Site": "same-origin"}}


def save(folder, rounds):
    """The lines to print. The very first round is not counted."""
    app = create_app(Settings(var=folder))
    with app.app_context():
        flask_migrate.upgrade()
        token = _instructor()
    client = app.test_client()
    client.set_cookie("sid", token, domain="127.0.0.1")
    figures = [_round(client, number) for number in range(rounds + 1)]
    for name, first, *times in zip(("save", "publish"), *figures, strict=True):
        yield f"{name:14}{statistics.median(times):11.0f} ms of CPU (goal: at most {GOAL}); the first {first:.0f}"
    with app.app_context():
        db.engine.dispose()


def _instructor():
    """The sign-in token of an admin, who may edit every course."""
    settings = current_app.config["SETTINGS"]
    ready = curriculum.prepare(COURSE, read_folder(settings.courses / COURSE))
    write_tx(lambda: curriculum.publish(COURSE, ready))
    person = write_tx(lambda: accounts.create_person("i@bench.example", "I", "x", admin=True, confirmed=True))
    with current_app.test_request_context():
        return write_tx(lambda: session.begin(person))


def _round(client, number):
    """CPU ms of a save and of a publication."""
    form, page = _form(client, f"/teach/{COURSE}/questions/{QUESTION}", "form[data-desk]")
    saved = _cost(client, page, {**form, "ask": f"{form['ask'].partition(' (')[0]} ({number})"})
    form, page = _form(client, f"/teach/{COURSE}", "form[action$=publish]")
    return saved, _cost(client, page, {**form, "note": "Another wording"})


def _form(client, path, selector):
    """The fields of a form on a page, and its address."""
    form = Page(client.get(path, **HOST).get_data(as_text=True)).one(selector)
    return form_values(form), form.get("action") or path


def _cost(client, path, form):
    """CPU ms of sending a form, and of the page that follows."""
    begun = time.process_time()
    answer = client.post(path, data=form, **HOST)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    page = client.get(answer.headers["Location"], **HOST)
    assert page.status_code == 200
    return (time.process_time() - begun) * 1000
