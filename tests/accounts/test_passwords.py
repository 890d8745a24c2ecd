"""Passwords: what is refused, how they are computed, and when they are not."""

import threading
import time

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.accounts import passwords
from lms.core.db import write_tx
from tests.examples import at_most

BANNED = ["passwordpassword", "qwertyuiop12", "123456789012", "iloveyou1234", "abcdefghijkl", "aaaaaaaaaaaaaaaa"]
PERSONAL = ["palpate-in-the-morning", "Student-of-the-sea", "cast.example for ever"]
GOOD = [
    "soft warm hands first",
    "schlüssel unter der fußmatte",
    "  spaces count, too  ",
    "x9$kQ2!mZp7&",
    "w" + "ordsandwords " * 19,
]


@pytest.mark.parametrize("text", ["", "short", "eleven char"])
def test_fewer_than_twelve_characters_are_refused(app, text):
    assert "at least 12" in passwords.fault(text, "", "")


def test_more_than_256_characters_are_refused(app):
    assert "Use 256 characters or fewer" in passwords.fault("soft warm hands " * 17, "", "")


@pytest.mark.parametrize("text", BANNED)
def test_what_is_easy_to_guess_is_refused(app, text):
    assert "easy to guess" in passwords.fault(text, "", "")


@pytest.mark.parametrize("text", PERSONAL)
def test_what_contains_name_address_or_product_is_refused(app, text):
    assert "contains your name" in passwords.fault(text, "Ana Student", "ana@cast.example")


@pytest.mark.parametrize("text", GOOD)
def test_words_of_any_script_and_length_will_do(app, text):
    assert passwords.fault(text, "Ana Student", "ana@cast.example") == ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=at_most(60))
@given(st.text(max_size=300))
def test_no_text_breaks_the_check(app, text):
    assert isinstance(passwords.fault(text, "Ana", "ana@cast.example"), str)


def test_every_character_counts(app):
    stored = passwords.hashed(" soft warm hands ")
    assert passwords.matches(stored, " soft warm hands ")
    assert not passwords.matches(stored, "soft warm hands")
    assert not passwords.matches(stored, " Soft warm hands ")


def test_the_hash_is_argon2id_by_the_settings(make_app):
    with make_app(argon_memory=64, argon_time=3).app_context():
        found = extract_parameters(passwords.hashed("soft warm hands"))
    assert (found.type, found.memory_cost, found.time_cost, found.parallelism) == (Type.ID, 64, 3, 1)


def test_nobodys_password_costs_the_same_computation_and_never_matches(app, computed):
    assert not passwords.matches("", "soft warm hands")
    assert not passwords.matches(passwords.hashed("another one"), "soft warm hands")
    assert computed == ["verify", "hash", "verify"]


def test_a_broken_hash_matches_nothing(app):
    assert not passwords.matches("not a hash at all", "soft warm hands")


def test_nobodys_hash_has_the_parameters_of_everybodys(app):
    nobodys, somebodys = passwords._nobodys(), passwords.hashed("soft warm hands")
    assert extract_parameters(nobodys) == extract_parameters(somebodys)


def test_other_settings_make_a_hash_outdated(app, make_app):
    stored = passwords.hashed("soft warm hands")
    assert not passwords.is_outdated(stored)
    with make_app(argon_time=2).app_context():
        assert passwords.is_outdated(stored)


def test_nothing_is_computed_inside_a_write_scope(app):
    for work in (lambda: passwords.hashed("soft warm hands"), lambda: passwords.matches("", "soft warm hands")):
        with pytest.raises(passwords.HeldDatabase):
            write_tx(work)


def test_at_most_two_are_computed_at_once(app, monkeypatch):
    running, most, lock = [], [], threading.Lock()

    def slow(self, text):
        with lock:
            running.append(1)
            most.append(len(running))
        time.sleep(0.02)
        with lock:
            running.pop()
        return text

    monkeypatch.setattr(passwords.PasswordHasher, "hash", slow)

    def one():
        with app.app_context():
            passwords.hashed("soft warm hands")

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 2
