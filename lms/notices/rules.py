"""The kinds of notices, and which way each is told where nobody has chosen: plain values only."""

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["make-up-open", "reopened", "marked", "late-accepted", "certificate-awarded"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Choice:
    """Which ways a kind of notice is told; neither is a choice, too."""

    by_mail: bool
    on_page: bool


# By mail is what happens while its reader is away; a certificate is issued before their eyes.
DEFAULTS: dict[Kind, Choice] = {
    "make-up-open": Choice(by_mail=True, on_page=True),
    "reopened": Choice(by_mail=True, on_page=True),
    "marked": Choice(by_mail=True, on_page=True),
    "late-accepted": Choice(by_mail=True, on_page=True),
    "certificate-awarded": Choice(by_mail=False, on_page=True),
}


def mailed(kind: Kind, chosen: bool | None) -> bool:
    """Whether a kind goes by mail; `chosen` is None where nobody has chosen."""
    return DEFAULTS[kind].by_mail if chosen is None else chosen
