"""What stands in a conversation's file, and what the compiler adds. Every field may be missing: `checks` says so."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from lms.curriculum.spec import Spec

Consent = Literal["none", "partial", "yes", "withdrawn"]
MaybeConsent = Literal["", "none", "partial", "yes", "withdrawn"]
Needs = Literal["", "pause", "stop"]
Hand = Literal["", "leaves", "stays"]
METERS = ("trust", "guarding", "pain")
FULL = 10
END = "end"  # as a line: the run is over
PAUSE, STOP = "pause", "stop"
FEWEST_CHOICES = 2
CALLED = 2  # points of a pause or stop that was called for
WARNED = -1  # points of a critical error that is let pass once
CONSENT_LINES = range(1, 12)
Level = Annotated[int, Field(ge=0, le=FULL)]
Change = Annotated[int, Field(ge=-FULL, le=FULL)]


class Part(Spec):
    """A part of the file; texts are taken without the space around them."""

    model_config = ConfigDict(str_strip_whitespace=True)


class Client(Part):
    """Who comes; `about` is what the booking says."""

    name: str = ""
    age: Annotated[int, Field(ge=0, le=120)] | None = None
    about: str = ""


class Topic(Part):
    """Something that a careful therapist asks about."""

    id: str = ""
    text: str = ""


class StandingChoice(Part):
    """A choice that is always offered: what is said with it, and the feedback where it was not called for."""

    say: str = ""
    feedback: str = ""


class Start(Part):
    """How the client feels at the beginning."""

    trust: Level = 5
    guarding: Level = 0
    pain: Level = 0
    consent: Consent = "none"


class ClientVariant(Part):
    """One way in which the client may be."""

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
    """Conditions; all that are given must hold."""

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
        """The least and the most that this meter may be; None without a limit."""
        return getattr(self, f"{meter}_least"), getattr(self, f"{meter}_most")


class Branch(Part):
    """Where it goes on, under a condition."""

    when: When = When()
    to: str = ""


def _ways(value: Any) -> Any:  # noqa: ANN401 - what an author wrote
    """`next = "line"` is one way without a condition."""
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
    hand: Hand = ""  # what it does where the client has withdrawn
    when: When = When()
    next: Annotated[tuple[Branch, ...], BeforeValidator(_ways)] = ()

    def conditions(self) -> tuple[When, ...]:
        """Its own condition, and those of its ways on."""
        return self.when, *(way.when for way in self.next)


class Line(Part):
    """A moment: what the client says and shows, and what may be done."""

    id: str = ""
    says: str = ""
    signs: str = ""
    told: str = ""
    withdrawn: bool = False  # the client has just taken the yes back, in words or with the body
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
    """What the compiler found for a variant: the best score, the points that pass, a best way."""

    best: int
    needed: int
    way: tuple[str, ...]


class Body(Authored):
    """A conversation that was checked, with what the compiler fixed for each variant."""

    fixed: dict[str, Fixed]
