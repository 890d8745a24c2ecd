"""Another attempt, granted after the last one: what it adds up to."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lms.assessment import rules
from tests.assessment.test_rules import HOUR, START, attempt_and_makeup, attempts, held, quiz, record


def reopened(after):
    return replace(after, reopened_at=after.started_at + HOUR)


def failed(number, *, hours=0):
    return record(number, 1.0, hours=hours)


@given(st.integers(1, 5), st.integers(0, 48), st.integers(1, 4))
def test_one_grant_is_one_attempt_more_that_opens_at_once_and_no_second(limit, wait_hours, grants):
    rule = quiz(attempts=limit, wait_hours=wait_hours)
    history = [failed(number, hours=number * 100) for number in range(1, limit + 1)]
    for used in range(limit, limit + grants):
        before = rules.state(rule, history)
        assert (before.left, before.reopened_at, rules.may_reopen(before)) == (0, None, True)
        history[-1] = reopened(history[-1])
        state = rules.state(rule, history)
        moment = history[-1].submitted_at
        assert (state.used, state.left, state.opens_at, state.reopened_at) == (used, 1, None, moment + HOUR)
        assert rules.refused(state, moment) == ""
        assert not rules.may_reopen(state)
        assert not rules.none_to_come(state)
        history.append(failed(used + 1, hours=(used + 1) * 100))
    last = rules.state(rule, history)
    assert (last.used, last.left, last.reopened_at) == (limit + grants, 0, None)
    assert rules.refused(last, START + 10_000 * HOUR) == "used-up"


@given(attempts.filter(bool), st.integers(0, 5), st.integers(1, 5))
@example(tried=[(10.0, False, "")], limit=1, after=1)
def test_a_passed_quiz_is_never_reopened_and_a_grant_starts_nothing_there(tried, limit, after):
    history = [each for number, one in enumerate(tried, 1) for each in attempt_and_makeup(number, one)]
    granted = [reopened(each) if each.number == after and not each.makeup else each for each in history]
    before, state = rules.state(quiz(attempts=limit), history), rules.state(quiz(attempts=limit), granted)
    assert state.status == before.status
    assert not (rules.may_reopen(before) and before.status != "failed")
    if state.status == "passed":
        assert state.reopened_at is None
        assert not rules.may_reopen(state)
        assert not limit or rules.refused(state, START + 10_000 * HOUR) == "used-up"


@given(st.integers(1, 6), st.integers(1, 6))
def test_a_grant_gives_one_attempt_whatever_a_newer_edition_says_of_the_limit(used, limit):
    history = [failed(number, hours=number) for number in range(1, used + 1)]
    without = rules.state(quiz(attempts=limit), history)
    state = rules.state(quiz(attempts=limit), [*history[:-1], reopened(history[-1])])
    assert state.left == without.left + 1


def test_a_held_attempt_waits_for_its_makeup_though_another_was_granted_before_it_was_marked_anew():
    state = rules.state(quiz(attempts=1, wait_hours=24), [reopened(held())])
    assert (state.status, state.opens_at) == ("held", START + 24 * HOUR)
    assert rules.refused(state, START + 100 * HOUR) == "held"
    decided = rules.state(quiz(attempts=1, wait_hours=24), [reopened(held()), record(-1, 0, 1, hours=25)])
    assert (decided.left, rules.refused(decided, START + 25 * HOUR)) == (1, "")


@pytest.mark.parametrize("undecided", [record(unfinished=True), held(), replace(failed(1), waiting=1)])
def test_what_is_not_decided_is_not_reopened(undecided):
    assert not rules.may_reopen(rules.state(quiz(attempts=1), [undecided]))


def test_attempts_that_are_left_or_without_a_limit_are_not_reopened():
    assert not rules.may_reopen(rules.state(quiz(attempts=2), [failed(1)]))
    assert not rules.may_reopen(rules.state(quiz(), [failed(1)]))
    assert not rules.may_reopen(rules.state(quiz(attempts=2), []))
