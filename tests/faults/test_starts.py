"""No one gets more attempts than the limit allows, however many windows they open."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from lms.assessment.models import Attempt
from lms.core.db import db
from lms.enrolment.models import Enrolment
from tests.cast import sign_in
from tests.faults.browser import Browser
from tests.faults.conftest import LIMIT

pytestmark = pytest.mark.fault
QUIZ = "/courses/tiny/quizzes/tiny-test"
WINDOWS = 10  # of one student, at the same time
# Students, and starts in each window: 60 and 2,000. A start may join the attempt that another window has open, and a
# window hands in what it started before it starts again: as many starts as the limit are sure to use it up, fewer not.
SMALL, FULL = (2, LIMIT), (40, 5)


def windows(port, person):
    """A student's windows, all of them on the quiz's page; each with its form token."""
    token = sign_in(person)
    opened = [Browser(port, token) for _window in range(WINDOWS)]
    for browser in opened:
        assert browser.get(QUIZ) == 200, browser.page.text
    return [(browser, browser.token) for browser in opened]


def start_and_submit(window, starts):
    """Start the test and hand it in at once, again and again; what was answered."""
    (browser, token), answers = window, Counter()
    for _start in range(starts):
        answers[browser.send(QUIZ, {"csrf_token": token})] += 1
        if browser.status == 303:
            assert browser.send(f"{browser.location}/submit", {"csrf_token": token}) == 303, browser.page.text
    browser.close()
    return answers


def attempts():
    """For each student the numbers of their attempts."""
    db.session.rollback()
    rows = db.session.execute(select(Enrolment.person_id, Attempt.number).join(Attempt))
    found = {}
    for person, number in rows:
        found.setdefault(person, []).append(number)
    return {person: sorted(numbers) for person, numbers in found.items()}


def test_parallel_starts_never_pass_the_limit(live, students, full, proof):
    count, starts = FULL if full else SMALL
    live.start()
    answers = Counter()
    for person, _email in students(count):  # all windows of one student at once: that is where the race is
        with ThreadPoolExecutor(WINDOWS) as threads:
            for each in threads.map(start_and_submit, windows(live.port, person), [starts] * WINDOWS):
                answers += each
    numbers = attempts()
    over = sum(max(0, len(each) - LIMIT) for each in numbers.values())
    proof("starts", starts=answers.total(), students=count, limit=LIMIT, over=over,
          answers={str(key): total for key, total in answers.items()})  # fmt: skip
    assert answers.total() == count * WINDOWS * starts
    assert over == 0
    assert list(numbers.values()) == [[1, 2, 3]] * count, "and everybody got what is theirs"
    assert answers.keys() <= {303, 409}, answers


def test_parallel_first_starts_make_one_attempt(live, students):
    live.start()
    [(person, _email)] = students(1)
    opened = windows(live.port, person)
    with ThreadPoolExecutor(WINDOWS) as threads:
        list(threads.map(lambda window: window[0].send(QUIZ, {"csrf_token": window[1]}), opened))
    assert attempts() == {person: [1]}
    assert len({browser.location for browser, _token in opened}) == 1
    for browser, _token in opened:
        browser.close()
