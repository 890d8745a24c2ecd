"""Attempts of ten answered questions, ready to be submitted, each by a different learner."""

import itertools
from random import Random

from sqlalchemy import insert

from bench.load import Target
from lms.accounts.models import Person, SignInSession
from lms.assessment.models import Answer, Attempt
from lms.core.clock import now
from lms.core.db import db, random_id, write_tx
from lms.core.net import digest, new_token
from lms.curriculum.queries import course, document
from lms.enrolment.models import Enrolment
from lms.questions.asked import question

QUESTIONS = 10
FASTEST = 500  # attempts to prepare for each second


def finishing(ground, quiz, slug, headers, seconds):
    """Our target: submitting and marking, for `seconds` in all.

    `headers` are those of a browser with an open page, so that its CSRF token is valid.
    """
    with ground.app.app_context():
        tokens = write_tx(lambda: _ready(course(slug), quiz, int(seconds * FASTEST)))
    states = [each["Cookie"].partition("; ")[2] for each in headers]
    shares = [iter(tokens[number :: len(headers)]) for number in range(len(headers))]
    return Target("finish", ground.ours, lambda number: _requests(shares[number], states[number]), headers)


def _requests(tokens, state):
    for token, attempt in tokens:
        yield "POST", f"/attempts/{attempt}/submit", "", {"Cookie": f"sid={token}; {state}"}


def _ready(row, quiz, count):
    """(token, public id of the attempt) of `count` learners."""
    moment, edition = now(), row.current_edition_id
    drawn = _drawn(edition)
    tokens = [(new_token(), random_id()) for _ in range(count)]
    people = _rows(Person, ({"email": f"f{n}@bench.example", "name": "F", "password_hash": "x", "created_at": moment}
                            for n in range(count)))  # fmt: skip
    _rows(SignInSession, ({"person_id": person, "token_digest": digest(token), "started_at": moment, "seen_at": moment,
                           "browser": "", "network": ""}
                          for person, (token, _) in zip(people, tokens, strict=True)))  # fmt: skip
    enrolments = _rows(Enrolment, ({"person_id": person, "course_id": row.id, "edition_id": edition, "cycle": 1,
                                    "enrolled_at": moment} for person in people))  # fmt: skip
    attempts = _rows(Attempt, ({"enrolment_id": enrolment, "edition_id": edition, "quiz": quiz, "number": 1,
                                "seed": "1", "questions": drawn, "started_at": moment, "public_id": public_id}
                               for enrolment, (_, public_id) in zip(enrolments, tokens, strict=True)))  # fmt: skip
    answers = (
        {"attempt_id": attempt, "question": number, "response": (attempt + number) % 2, "seq": 1, "saved_at": moment}
        for attempt, number in itertools.product(attempts, range(QUESTIONS))
    )
    db.session.execute(insert(Answer), list(answers))
    return tokens


def _drawn(edition):
    """Ten choice questions of the course, as stored by a draw."""
    rng = Random(1)
    families = [each for each in document(edition).families if each.kind == "choice" and not each.critical]
    return [question(edition, each.id, each.variants[0].id).arrange(rng) for each in families[:QUESTIONS]]


def _rows(model, rows):
    """Their ids, in order."""
    return db.session.scalars(insert(model).returning(model.id, sort_by_parameter_order=True), list(rows)).all()
