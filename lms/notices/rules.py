"""The kinds of notices and how each is told by default, as plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

Kind = Literal[
    "make-up-open", "reopened", "marked", "late-accepted", "certificate-awarded",
    "answers-waiting", "invitation-failed",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
TEACHING: Kind = "answers-waiting"  # only for instructors
INVITING: Kind = "invitation-failed"  # only for those who have invited someone
QUIET = timedelta(days=1)  # the least time between two notices that answers wait in one course


@dataclass(frozen=True)
class Channels:
    """How a kind of notice is told. Neither way is also a choice."""

    by_mail: bool
    on_page: bool


# By email: what happens while the reader is away. A certificate is issued while they watch.
DEFAULTS: dict[Kind, Channels] = {
    "make-up-open": Channels(by_mail=True, on_page=True),
    "reopened": Channels(by_mail=True, on_page=True),
    "marked": Channels(by_mail=True, on_page=True),
    "late-accepted": Channels(by_mail=True, on_page=True),
    "certificate-awarded": Channels(by_mail=False, on_page=True),
    "answers-waiting": Channels(by_mail=True, on_page=True),
    "invitation-failed": Channels(by_mail=False, on_page=True),  # not by email, which may be what fails
}


def mailed(kind: Kind, chosen: bool | None) -> bool:
    """Whether a kind is sent by email. `chosen` is None without a choice."""
    return DEFAULTS[kind].by_mail if chosen is None else chosen


def tell_again(told_at: datetime | None, newest: datetime, at: datetime, *, settled: bool) -> bool:
    """Whether to tell (again) that answers wait: not twice a day, and not twice about the same answers.

    `told_at` is when it was last told, None for never; `settled` means that nothing waited since. `newest` is the time
    of the newest waiting answer.
    """
    if told_at is None:
        return True
    return at - told_at >= QUIET and (settled or newest > told_at)
