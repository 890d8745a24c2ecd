"""Languages and times: every interface text goes through gettext, every time in the reader's zone."""

from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_time
from flask import Flask, current_app, g, has_app_context, has_request_context, request
from flask_babel import Babel, format_date, format_percent, get_locale, get_translations, lazy_gettext

from config import Settings
from lms.core.cache import cached
from lms.core.clock import now
from lms.core.login import visitor

__all__ = [
    "day",
    "gettext",
    "language",
    "lazy_gettext",
    "local",
    "moment",
    "moment_inside",
    "ngettext",
    "percent",
    "pgettext",
    "time_of_day",
    "use",
]


def gettext(message: str, **values: object) -> str:
    """The message in the reader's language, with the values put in."""
    text: str = _catalogue().ugettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The message for `num` in the reader's language. `%(num)d` is replaced by the number."""
    return _plural(one, many, num) % {"num": num, **values}


def _plural(one: str, many: str, num: int) -> str:
    """The same without values, which Jinja fills in itself."""
    text: str = _catalogue().ungettext(one, many, num)
    return text


def pgettext(context: str, message: str, **values: object) -> str:
    """The same for a message with two meanings: `context` says which is meant."""
    text: str = _catalogue().upgettext(context, message)
    return text % values if values else text


def _catalogue() -> Any:  # noqa: ANN401 - Flask-Babel ships no types
    """The reader's catalog, found once a request, because a page asks a hundred times."""
    if not has_app_context():
        return get_translations()
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return g.catalogue


def use(app: Flask, settings: Settings) -> None:
    """Use the person's language and time zone in each request."""
    app.config["BABEL_DEFAULT_LOCALE"] = settings.languages[0]
    app.config["LANGUAGES"] = settings.languages
    Babel(app, locale_selector=language, timezone_selector=_zone)
    app.jinja_env.install_gettext_callables(gettext, _plural, newstyle=True, pgettext=pgettext)  # type: ignore[attr-defined]
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]  # Jinja's own alias would look it up for each text
    app.jinja_env.filters.update(day=day, time_of_day=time_of_day, moment=moment, percent=percent)
    app.jinja_env.filters["moment_inside"] = moment_inside


def language() -> str:
    """The person's language if we have it, else the browser's, else the first. Determined once a request."""
    if has_app_context() and (found := g.get("language")):
        return str(found)
    known: tuple[str, ...] = current_app.config["LANGUAGES"]
    if not has_request_context():  # a command or a worker has no reader
        return known[0]
    actor = visitor()
    g.language = actor.language if actor and actor.language in known else _browsers(known)
    return str(g.language)


def _browsers(known: tuple[str, ...]) -> str:
    return request.accept_languages.best_match(known) or known[0]


def _zone() -> str:
    actor = visitor() if has_request_context() else None
    return actor.time_zone if actor else "UTC"


def local(when: datetime) -> datetime:
    """The moment in the reader's zone."""
    return when.astimezone(ZoneInfo(_zone()))


def day(when: date) -> str:
    """A date, or the reader's date at a moment, as their language writes it: November 22, 2026."""
    return str(format_date(when, "long"))


def time_of_day(when: datetime, seconds: bool = False) -> str:
    """A time of day as the reader's language writes it: 10:42 AM, or 10:42:07 AM."""
    clock = local(when).time().replace(microsecond=0)
    return _time_of_day(clock if seconds else clock.replace(second=0), "medium" if seconds else "short", get_locale())


@cached(2048)
def _time_of_day(clock: time, length: Literal["medium", "short"], locale: Locale | None) -> str:
    return format_time(clock, length, locale=locale)


def percent(value: float) -> str:
    """A percentage, as the reader's language writes it: 84%."""
    return str(format_percent(value / 100))


def moment(when: datetime) -> str:
    """A moment in words: today at 10:42 AM · tomorrow at 10:42 AM · November 24, 2026 at 10:42 AM."""
    distance = local(when).date() - local(now()).date()
    if distance == timedelta(0):
        return str(gettext("today at %(time)s", time=time_of_day(when)))
    if distance == timedelta(days=1):
        return str(gettext("tomorrow at %(time)s", time=time_of_day(when)))
    return str(gettext("%(day)s at %(time)s", day=day(when), time=time_of_day(when)))


def moment_inside(when: datetime) -> str:
    """The same inside a sentence, after a verb: opens today at 10:42 AM · opens on November 24, 2026 at 10:42 AM."""
    distance = local(when).date() - local(now()).date()
    if timedelta(0) <= distance <= timedelta(days=1):
        return moment(when)
    return str(gettext("on %(day)s at %(time)s", day=day(when), time=time_of_day(when)))
