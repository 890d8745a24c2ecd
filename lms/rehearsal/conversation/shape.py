"""The contents of a conversation's file, and what the compiler adds. Fields may be missing; `checks` reports that."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from lms.curriculum.spec import Spec

Consent = Literal["none", "partial", "yes", "withdrawn"]
MaybeConsent = Literal["", "none", "partial", "yes", "withdrawn"]
Needs = Literal["", "pause", "stop"]
Hand = Literal["", "leaves", "stays"]
METERS = ("trust", "guarding", "pain")
FULL = 10
END = "end"  # the line that ends a run
PAUSE, STOP = "pause", "stop"
FEWEST_CHOICES = 2
CALLED = 2  # points of a pause or stop that was called for
WARNED = -1  # points of a critical error that is let pass once
CONSENT_LINES = range(1, 12)
Level = Annotated[int, Field(ge=0, le=FULL)]
Change = Annotated[int, Field(ge=-FULL, le=FULL)]


class Part(Spec):
    """A part of the file. Texts are stripped."""

    model_config = ConfigDict(str_strip_whitespace=True)


class Client(Part):
    """The client. `about` is what the booking says."""

    name: str = ""
    age: Annotated[int, Field(ge=0, le=120)] | None = None
    about: str = ""


class Topic(Part):
    """A topic that a careful therapist asks about."""

    id: str = ""
    text: str = ""


class StandingChoice(Part):
    """A choice that is always offered: what is said with it, and the feedback if it was not called for."""

    say: str = ""
    feedback: str = ""


class Start(Part):
    """How the client feels at the beginning."""

    trust: Level = 5
    guarding: Level = 0
    pain: Level = 0
    consent: Consent = "none"


class ClientVariant(Part):
    """One version of the client."""

    id: str = ""
    note: str = ""
    words: dict[str, str] = {}
    start: Start = Start()
    facts: tuple[str, ...] = ()
    withdraws: dict[str, str] = {}


class Effect(Part):
    """What a choice does to the client."""

    trust: Change = 0
    guarding: Change = 0
    pain: Change = 0
    consent: MaybeConsent = ""


class When(Part):
    """Conditions, all of which must hold."""

    fact: str = ""
    asked: str = ""
    not_asked: str = ""
    consent: MaybeConsent = ""
    trust_least: Level | None = None
    trust_most: Level | None = None
    guarding_least: Level | None = None
    guarding_most: Level | None = None
    pain_least: Level | None = None
    pain_most: Level | None = None

    def limits(self, meter: str) -> tuple[int | None, int | None]:
        """The least and the most that this meter may be, each None without a limit."""
        return getattr(self, f"{meter}_least"), getattr(self, f"{meter}_most")


class Branch(Part):
    """The next line, under a condition."""

    when: When = When()
    to: str = ""


def _ways(value: Any) -> Any:  # noqa: ANN401 - what an author wrote
    """Read `next = "line"` as one branch without a condition."""
    return ({"to": value},) if isinstance(value, str) else value


class Choice(Part):
    """Something the therapist may say or do."""

    id: str = ""
    text: str = ""
    points: Annotated[int, Field(ge=-1, le=2)] | None = None
    feedback: str = ""
    asks: tuple[str, ...] = ()
    covers: tuple[int, ...] = ()
    reveals: str = ""
    effect: Effect = Effect()
    critical: str = ""
    warns: bool = False
    missed: str = ""
    hand: Hand = ""  # what it does after the client has withdrawn consent
    when: When = When()
    next: Annotated[tuple[Branch, ...], BeforeValidator(_ways)] = ()

    def conditions(self) -> tuple[When, ...]:
        """Its own condition, and those of its branches."""
        return self.when, *(way.when for way in self.next)


class Line(Part):
    """A line: what the client says and shows, and what can be done."""

    id: str = ""
    says: str = ""
    signs: str = ""
    told: str = ""
    withdrawn: bool = False  # the client has just withdrawn consent, in words or with the body
    needs: Needs = ""
    then: str = ""
    called: str = ""
    effect: Effect = Effect()  # of the pause or stop that is called for here
    choice: tuple[Choice, ...] = ()


class Authored(Part):
    """The file without its head."""

    begin: str = ""
    client: Client = Client()
    topics: tuple[Topic, ...] = ()
    pause: StandingChoice = StandingChoice()
    stop: StandingChoice = StandingChoice()
    variant: tuple[ClientVariant, ...] = ()
    line: tuple[Line, ...] = ()


class Fixed(Part):
    """What the compiler computed for a variant: the best score, the points that pass, a best path."""

    best: int
    needed: int
    way: tuple[str, ...]


class Body(Authored):
    """A checked conversation, with what the compiler computed for each variant."""

    fixed: dict[str, Fixed]
