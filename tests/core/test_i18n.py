"""Times and numbers as the reader's language says them; plurals in templates may carry more values."""

from datetime import UTC, datetime

import pytest
from flask import render_template_string

from lms.core import i18n

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def today(app, monkeypatch):
    """November 22, 2026, for a reader in UTC."""
    monkeypatch.setattr(i18n, "now", lambda: NOW)
    with app.test_request_context():
        yield


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("day", "alone", "inside"),
    [
        (21, "November 21, 2026 at 10:42 AM", "on November 21, 2026 at 10:42 AM"),
        (22, "today at 10:42 AM", "today at 10:42 AM"),
        (23, "tomorrow at 10:42 AM", "tomorrow at 10:42 AM"),
        (24, "November 24, 2026 at 10:42 AM", "on November 24, 2026 at 10:42 AM"),
    ],
)
def test_a_moment_stands_alone_or_inside_a_sentence(day, alone, inside):
    when = datetime(2026, 11, day, 10, 42, tzinfo=UTC)
    assert [" ".join(form(when).split()) for form in (i18n.moment, i18n.moment_inside)] == [alone, inside]


@pytest.mark.usefixtures("today")
def test_a_percentage_is_tight():
    assert i18n.percent(84) == "84%"


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(("number", "said"), [(1, "0 of 1 part, 5%"), (3, "0 of 3 parts, 5%")])
def test_a_plural_in_a_template_may_carry_more_values(number, said):
    words = "{{ ngettext('%(done)d of %(num)d part, 5%%', '%(done)d of %(num)d parts, 5%%', number, done=0) }}"
    assert render_template_string(words, number=number) == said
