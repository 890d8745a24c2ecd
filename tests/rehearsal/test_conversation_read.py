"""Reading a conversation: each fault at its place, all at once, and never an exception."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.curriculum.rehearsals import RehearsalContext
from lms.rehearsal.conversation.read import Conversation
from lms.rehearsal.conversation.shape import Choice, ClientVariant, Line
from tests.examples import at_most
from tests.rehearsal import talks

SORT = Conversation()


def faults(change, sort=SORT, **head):
    """The errors after a change, by place."""
    fields = talks.fields()
    change(fields)
    compiled, flaws = sort.read(fields, talks.known(**head))
    errors = [flaw for flaw in flaws if flaw.level == "error"]
    assert bool(compiled) != bool(errors)
    return {
        at: "; ".join(each.message for each in errors if each.where == at) for at in {each.where for each in errors}
    }


def put(path, value):
    """Set the value at a path of the fields. None removes it."""

    def change(fields):
        at = fields
        for step in path[:-1]:
            at = at[step]
        if value is None:
            del at[path[-1]]
        else:
            at[path[-1]] = value

    return change


HELLO, OFFER, TABLE, ENOUGH, CLOSE = ("line", 0), ("line", 2), ("line", 3), ("line", 4), ("line", 5)
ASK, BEGIN, PILL = (*HELLO, "choice", 0), (*HELLO, "choice", 2), (*OFFER, "choice", 1)
TEN, TALK = (*ENOUGH, "choice", 0), (*ENOUGH, "choice", 1)
FAULTS = [
    (("begin",), "nowhere", ("begin",), "there is no line “nowhere”"),
    (("begin",), None, ("begin",), "begin is missing"),
    (("line",), [], ("line",), "has no lines"),
    (("variant",), [], ("variant",), "has no variants"),
    (("client", "name"), " ", ("client", "name"), "has no name"),
    (("pause", "say"), "", ("pause", "say"), "needs the words that go with it"),
    (("stop",), None, ("stop", "feedback"), "no feedback"),
    (("topics", 0, "text"), "", ("topics", 0, "text"), "has no text"),
    (("topics", 1, "id"), "medicines", ("topics", 1, "id"), "is used twice"),
    (("variant", 1, "id"), "a", ("variant", 1, "id"), "is used twice"),
    (("variant", 0, "id"), "A b", ("variant", 0, "id"), "has an invalid ID"),
    (("variant", 0, "words"), {}, ("client", "about"), "has no words for {ache}"),
    (("variant", 0, "start", "trust"), 11, ("variant", 0, "start", "trust"), "less than or equal to 10"),
    (("variant", 0, "start", "consent"), "maybe", ("variant", 0, "start", "consent"), "consent"),
    (("variant", 1, "withdraws"), {"tabel": "enough"}, ("variant", 1, "withdraws", "tabel"), "no line “tabel”"),
    (("variant", 1, "withdraws"), {"table": "enouf"}, ("variant", 1, "withdraws", "table"), "no line “enouf”"),
    (("variant", 0, "withdraws"), {"frown": "enough"}, ("variant", 0, "withdraws", "frown"), "but never reaches it"),
    ((*HELLO, "id"), None, (*HELLO, "id"), "has no ID"),
    ((*HELLO, "id"), "end", (*HELLO, "id"), "uses a reserved ID"),
    ((*HELLO, "sings"), "x", (*HELLO, "sings"), "is not a known field"),
    ((*OFFER, "says"), "", (*OFFER, "says"), "neither words nor signs"),
    ((*HELLO, "told"), "", (*HELLO, "told"), "has no told, but other lines do"),
    ((*TABLE, "needs"), "rest", (*TABLE, "needs"), "needs"),
    ((*TABLE, "needs"), None, (*TABLE, "then"), "has then but no needs"),
    ((*TABLE, "then"), None, (*TABLE, "then"), "does not say where its pause leads"),
    ((*TABLE, "then"), "closed", (*TABLE, "then"), "no line “closed”"),
    ((*TABLE, "called"), "", (*TABLE, "called"), "has no feedback for its pause"),
    ((*HELLO, "called"), "x", (*HELLO, "called"), "has called but no needs"),
    ((*CLOSE, "choice"), [], (*CLOSE, "choice"), "fewer than two choices"),
    ((*ASK, "id"), "pause", (*ASK, "id"), "uses a reserved ID"),
    ((*ASK, "id"), "agree", (*HELLO, "choice", 1, "id"), "is used twice"),
    ((*ASK, "text"), "", (*ASK, "text"), "has no text"),
    ((*ASK, "feedback"), None, (*ASK, "feedback"), "has no feedback"),
    ((*ASK, "feedback"), 3, (*ASK, "feedback"), "must be text in quotes"),
    ((*ASK, "points"), None, (*ASK, "points"), "has no points"),
    ((*ASK, "points"), 3, (*ASK, "points"), "less than or equal to 2"),
    ((*ASK, "points"), True, (*ASK, "points"), "must be a whole number"),
    ((*ASK, "asks"), ["sleeep"], (*ASK, "asks", 0), "there is no topic “sleeep”"),
    ((*ASK, "covers"), [12], (*ASK, "covers", 0), "covers 12"),
    ((*ASK, "next"), "ofer", (*ASK, "next", 0, "to"), "there is no line “ofer”"),
    ((*ASK, "next"), None, (*ASK, "next"), "does not say what comes next"),
    ((*ASK, "next"), 3, (*ASK, "next"), "must be a list"),
    ((*ASK, "next"), [{"to": "offer", "when": {"fact": "x"}}], (*ASK, "next", 0, "when", "fact"), "no fact in any"),
    ((*ASK, "missed"), "x", (*ASK, "missed"), "but is not a critical error"),
    ((*ASK, "warns"), True, (*ASK, "warns"), "has warns but no critical error"),
    ((*ASK, "when"), {"trust_least": 6, "trust_most": 5}, (*ASK, "when", "trust_least"), "can never be from 6 to 5"),
    ((*ASK, "when"), {"asked": "x"}, (*ASK, "when", "asked"), "there is no topic “x”"),
    ((*BEGIN, "missed"), None, (*BEGIN, "missed"), "does not say what was missed"),
    ((*BEGIN, "critical"), "ce11", (*BEGIN, "critical"), "unknown critical error “ce11”"),
    ((*BEGIN, "points"), -1, (*BEGIN, "points"), "is a critical error, so it cannot have points"),
    ((*BEGIN, "next"), "offer", (*BEGIN, "next"), "ends the run, so it cannot have next"),
    ((*PILL, "next"), None, (*PILL, "next"), "does not say what comes next"),
    ((*ENOUGH, "withdrawn"), None, ("variant", 1, "withdraws", "table"), "“enough”, which is not marked as withdrawn"),
    ((*ENOUGH, "withdrawn"), None, (*TALK, "hand"), "but the client has not withdrawn here"),
    ((*ENOUGH, "needs"), "pause", (*ENOUGH, "needs"), "so it needs a stop"),
    ((*TALK, "hand"), None, (*TALK, "hand"), "does not say whether the hand leaves"),
    ((*TEN, "hand"), None, (*TEN, "hand"), "does not say whether the hand leaves"),
    ((*TALK, "hand"), "stays", (*TALK, "hand"), "the hand stays after the client has withdrawn, and the run goes on"),
    ((*TEN, "warns"), True, (*TEN, "hand"), "and the run goes on"),
    ((*ASK, "hand"), "leaves", (*ASK, "hand"), "but the client has not withdrawn here"),
]


@pytest.mark.parametrize(("path", "value", "where", "words"), FAULTS, ids=lambda each: str(each)[:40])
def test_a_fault_is_told_at_its_place(path, value, where, words):
    found = faults(put(path, value))
    assert where in found, found
    assert words in found[where]


def test_a_content_warning_asks_for_the_written_case():
    def untold(fields):
        for line in fields["line"]:
            del line["told"]

    assert faults(untold) == {}
    found = faults(untold, warning=True)
    assert len(found) == 6
    assert all("has no told" in message for message in found.values())


def test_a_source_that_is_not_known_is_told():
    fields = talks.fields()
    talks.choice(fields, "ask", "hello")["feedback"] = "Ask each time [atlas], and again [atlsa]."
    _none, flaws = Conversation().read(fields, RehearsalContext(figures={}, sources=frozenset({"atlas"})))
    assert [(flaw.where, flaw.message) for flaw in flaws] == [((*ASK, "feedback"), "there is no source “atlsa”")]


def test_one_fault_hides_no_other():
    def several(fields):
        fields["client"] = 3
        fields["line"][0]["choice"][0]["points"] = "two"
        fields["line"][0]["choice"][1]["next"] = "nowhere"
        fields["line"][2] = "a line"
        fields["line"][3]["then"] = "nowhere"

    found = faults(several)
    assert {("client",), (*ASK, "points"), ("line", 2), (*TABLE, "then")} <= found.keys()
    assert (*HELLO, "choice", 1, "next", 0, "to") in found


def test_a_line_and_a_choice_that_nobody_can_come_to():
    def lost(fields):
        talks.choice(fields, "agree", "hello")["next"] = "offer"
        talks.choice(fields, "quick", "offer")["when"] = {"pain_least": 9}

    found = faults(lost)
    assert "is never reached" in found["line", 1]
    assert "“quick” is never offered" in found[*OFFER, "choice", 2]


def test_no_next_that_holds_is_a_dead_end():
    found = faults(put((*HELLO, "choice", 1, "next"), [{"when": {"guarding_least": 7}, "to": "frown"}]))
    assert "no next applies (at the start)" in found[*HELLO, "choice", 1, "next"]


def test_a_line_where_nothing_is_offered_is_a_dead_end():
    def closed(fields):
        for each in talks.line(fields, "close")["choice"]:
            each["when"] = {"asked": "medicines"}

    found = faults(closed)
    assert "no choice is offered (after agree, " in found[CLOSE]


def test_a_way_round_without_an_end():
    def round_and_round(fields):
        for each in talks.line(fields, "close")["choice"]:
            each |= {"next": "close", "points": 0}

    found = faults(round_and_round)
    assert "variant “a”: from line “close” on, it loops without end" in found[CLOSE]
    assert HELLO not in found
    assert "cannot be passed" in found["variant", 0]


def test_points_that_can_be_earned_again_and_again():
    found = faults(put((*TABLE, "choice", 1), {"id": "w", "text": "x", "points": 1, "feedback": "x", "next": "table"}))
    assert "points can be earned again and again at line “table”" in found[TABLE]


def critical(code="ce2"):
    return {"id": code, "text": "x", "critical": code, "missed": "x", "feedback": "x"}


def test_a_critical_error_that_cannot_be_avoided():
    found = faults(put((*CLOSE, "choice"), [critical("ce2"), critical("ce3")]))
    assert "a critical error cannot be avoided" in found[HELLO]
    found = faults(put(("line", 1, "choice"), [critical("ce2"), critical("ce3")]))
    assert "from line “frown” on, a critical error cannot be avoided (after agree)" in found["line", 1]
    assert ("variant", 1) not in found


def test_a_variant_that_nobody_can_pass():
    def worthless(fields):
        for line in fields["line"]:
            for each in line["choice"]:
                if "points" in each:
                    each["points"] = 0
        talks.line(fields, "table").pop("needs")
        for field in ("then", "called"):
            talks.line(fields, "table").pop(field)

    found = faults(worthless)
    assert "no path earns a point" in found["variant", 0]
    assert ("variant", 1) not in found  # there a stop is called for, and earns


def test_a_conversation_with_too_many_states_says_so():
    def enormous(fields):
        meters = {"trust": 1, "guarding": 1, "pain": 1}
        many = [
            {
                "id": f"c{n}", "text": f"t{n}", "feedback": "x", "points": 0, "next": "offer", "asks": [f"t{n}"],
                "effect": {name: step * (1 + n % 3) for name, step in meters.items() if n % 2},
                "when": {"not_asked": f"t{n}", "trust_least": 0, "guarding_least": 0, "pain_least": 0},
            }
            for n in range(24)
        ]  # fmt: skip
        fields["topics"] += [{"id": f"t{n}", "text": "x"} for n in range(24)]
        talks.line(fields, "offer")["choice"] += many

    few = Conversation(most=500)  # 20,000 of them take ten seconds
    assert "too many to check" in faults(enormous, few)["variant", 0]


def test_advice_is_given_where_nothing_is_wrong():
    fields = talks.fields()
    fields["topics"].append({"id": "work", "text": "Work"})
    fields["variant"][0]["facts"] = ["alone"]
    fields["variant"][0]["words"]["unused"] = "x"
    del fields["variant"][1]
    talks.choice(fields, "agree", "hello")["next"] = "offer"
    del fields["line"][4], fields["line"][1]
    for each in fields["topics"][:]:
        fields["topics"].remove(each) if each["id"] == "sleep" else None
    _compiled, flaws = talks.read(fields)
    told = {flaw.message for flaw in flaws}
    assert {flaw.level for flaw in flaws} == {"advice"}
    assert told == {
        "has only one variant",
        "no choice asks about “work”",
        "variant “a”: nothing depends on the fact “alone”",
        "variant “a”: no text uses {unused}",
    }


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 12) | st.text(max_size=4) | st.sampled_from(["hello", "offer", "end"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        [*Line.model_fields, *Choice.model_fields, *ClientVariant.model_fields, "to", "trust", "fact"]
    ), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=at_most(300))
@given(st.dictionaries(st.sampled_from(["begin", "client", "topics", "pause", "variant", "line", "x"]), VALUES))
def test_garbage_is_told_and_never_raised(fields):
    compiled, flaws = talks.read(fields)
    assert not compiled
    assert any(flaw.level == "error" for flaw in flaws)


def places(value, way=()):
    """Every way into the fields."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in parts:
        yield (*way, step)
        yield from places(each, (*way, step))


@settings(max_examples=at_most(300))
@given(st.data())
def test_a_good_conversation_with_garbage_in_it_is_told_or_taken_and_never_raised(data):
    fields = talks.fields()
    for _change in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(places(fields))))
        put(path, data.draw(VALUES.filter(lambda each: each is not None)))(fields)
    compiled, flaws = talks.read(fields)
    assert bool(compiled) != any(flaw.level == "error" for flaw in flaws)
