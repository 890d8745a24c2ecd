"""Caches: each thing is made once, the oldest is given up, and all of them can be emptied."""

from threading import Thread

import pytest

from lms.core import cache
from lms.core.cache import OncePerKey, cached


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    """No cache but those of the test."""
    monkeypatch.setattr(cache, "declared", {})


@pytest.fixture
def once():
    """A cache of this size."""
    return lambda size: OncePerKey("things", size)


def test_an_answer_is_kept_until_the_caches_are_emptied():
    made = []

    @cached(2)
    def double(number):
        made.append(number)
        return number * 2

    assert [double(1), double(1), double(2), double(3), double(1)] == [2, 2, 4, 6, 2]
    assert made == [1, 2, 3, 1]
    cache.clear()
    double(1)
    assert made == [1, 2, 3, 1, 1]


def test_a_cache_is_listed_by_name_and_size():
    def double(number):
        return number * 2

    cached(2)(double)
    OncePerKey("things", 7)
    assert [(name.rpartition(".")[2], each.size) for name, each in cache.declared.items()] == [
        ("double", 2), ("things", 7),
    ]  # fmt: skip


def test_two_caches_of_one_name_are_refused():
    OncePerKey("things", 4)
    with pytest.raises(ValueError, match="two caches are called things"):
        OncePerKey("things", 4)


def test_two_threads_make_a_thing_once(once):
    kept, made = once(4), []
    threads = [Thread(target=lambda: kept.get("x", lambda: made.append(1) or len(made))) for _each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]
    assert kept.get("x", lambda: 2) == 1


def test_a_thing_that_could_not_be_made_is_tried_again(once):
    kept = once(4)
    with pytest.raises(ZeroDivisionError):
        kept.get("x", lambda: 1 // 0)
    assert kept.get("x", lambda: 1) == 1


def test_the_oldest_is_given_up(once):
    kept = once(2)
    for name in "abc":
        kept.get(name, lambda name=name: name)
    kept.get("b", lambda: "new")
    kept.get("d", lambda: "d")
    assert kept.missing({"a", "b", "c", "d"}) == {"a", "c"}


def test_an_emptied_cache_makes_everything_anew(once):
    kept = once(4)
    kept.get("x", lambda: 1)
    cache.clear()
    assert kept.get("x", lambda: 2) == 2
