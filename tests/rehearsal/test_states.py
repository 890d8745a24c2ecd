"""The state from runs: a pass stays, an open run is reported, a critical error outweighs any score."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lms.rehearsal.rules import NEVER, Run, percent, state, to_draw

BEGIN = datetime(2026, 11, 22, 9, tzinfo=UTC)


def run(number, **fields):
    at = BEGIN + timedelta(hours=number)
    ended = {"finished_at": at + timedelta(minutes=9), "of": 10.0, "needed": 80} if fields else {}
    return Run(f"run-{number}", "dana", "ab"[number % 2], at, **{**ended, **fields})


OUTCOMES = st.one_of(
    st.just({}),
    st.fixed_dictionaries(
        {"points": st.integers(-6, 10).map(float), "critical": st.sampled_from(["", "", "ce2"])},
    ),
)


def test_without_a_run_it_was_never_tried():
    assert state([]) is NEVER


def test_an_open_run_is_told_and_can_be_gone_on_with():
    found = state([run(0, points=2.0, missed="you went on"), run(1)])
    assert (found.status, found.unfinished, found.percent, found.runs) == ("open", "run-1", 20, 1)


def test_eighty_percent_pass_and_a_critical_error_never_does():
    assert state([run(0, points=8.0)]).status == "passed"
    assert state([run(0, points=7.9)]).status == "failed"
    failed = state([run(0, points=10.0, critical="ce1", missed="you touched before she had agreed")])
    assert (failed.status, failed.percent, failed.missed) == ("failed", 100, "you touched before she had agreed")


@given(st.lists(OUTCOMES, min_size=1, max_size=6), OUTCOMES)
def test_a_pass_stays_whatever_comes_after_it(outcomes, later):
    runs = [run(number, **fields) for number, fields in enumerate(outcomes)]
    before, after = state(runs), state([*runs, run(len(runs), **later)])
    if before.status == "passed":
        assert (after.status, after.passed_at, after.percent) == ("passed", before.passed_at, before.percent)
    assert after.runs >= before.runs
    assert (after.status == "passed") == any(each.passed for each in [*runs, run(len(runs), **later)])


@given(st.floats(-50, 50), st.floats(0.5, 50) | st.just(0.0))
def test_percent_stays_between_none_and_all(points, of):
    assert 0 <= percent(points, of) <= 100
    assert percent(of, of) == (100 if of > 0 else 0)


def test_the_next_run_takes_another_variant_where_there_is_one():
    assert to_draw(["a", "b", "c"], "b") == ("a", "c")
    assert to_draw(["a"], "a") == ("a",)
    assert to_draw(["a", "b"], "") == ("a", "b")
